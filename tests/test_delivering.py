"""Delivering: `of=` makes what a function leaves in its arguments a result of it."""

import copy
import functools
import pickle
from dataclasses import dataclass

import numpy as np
import pytest
from numpy.testing import assert_equal

from s2sad import check_grads, differentiate, grad, jvp, value_and_grad, vjp
from s2sad.api import emitted_programs
from s2sad.errors import NoResult, NotScalar, Overlap, WrongArgument
from tests.thorough import order_in_turn

U, O = np.array([1.0, 2.0, 3.0]), np.array([0.5, -1.0, 2.0])


def solve(u, o):
    o[:] = u**2
    u[0] = o[1]


def accumulate(u, o):
    o += u**2


def product(u, o):
    o *= u
    return np.sum(o * o)


def total(u, o):
    o += np.sum(u**2) * o


def status(u, o):
    o[:] = np.sin(u)
    return 0


@differentiate(of="o")
def squares(u, o):
    o[:] = u**2


@dataclass
class State:
    x: np.ndarray
    t: float

    def step(self, v):
        self.x = self.x + v * self.t
        self.t += v[0]

    @differentiate(of="self", wrt=("self", "v"))
    def decorated(self, v):
        self.x[0] = self.t * v[1]


class Model:
    def __init__(self):
        self.rate = 2.0

    @differentiate(of="o")
    def run(self, u, o):
        o[:] = self.rate * u**2

    def plain(self, u, o):
        o[:] = self.rate * u**3

    def change(self, u):
        self.rate = self.rate * u[0]

    @differentiate(of="o")
    @staticmethod
    def of_no_object(u, o):
        o[:] = 2.0 * u

    @differentiate(of="o")
    @classmethod
    def of_a_class(cls, u, o):
        o[:] = 3.0 * u


# -- values and derivatives ------------------------------------------------------------------------

POINTS = [
    (solve, "o", (U, O)), (solve, ("o",), (U, O)), (solve, ["u", "o"], (U, O)),
    (solve, ("o", "u"), (U, O)), (accumulate, "o", (U, O)), (product, "o", (U, O)),
    (status, "o", (U, O)), (solve, "u", (U, O)), (accumulate, "o", (U, O + 1.0j)),
]  # fmt: skip


@pytest.mark.parametrize("case", POINTS, ids=lambda case: f"{case[0].__name__}-{case[1]}")
def test_derivatives_of_what_is_delivered_agree_with_differences(case):
    function, of, point = case
    check_grads(function, *point, of=of, order=order_in_turn())


def test_one_name_of_a_procedure_is_its_result_alone():
    value, tangent = jvp(solve, (U, O), (np.ones(3), np.zeros(3)), of="o")
    assert_equal([value, tangent], [U**2, 2.0 * U])


def test_several_names_are_a_tuple_in_their_order():
    (first, second), pullback = vjp(solve, U, O, of=("o", "u"))
    assert_equal([first, second], [U**2, np.array([4.0, 2.0, 3.0])])
    gu, go = pullback((np.zeros(3), np.array([1.0, 0.0, 0.0])))
    assert_equal([gu, go], [np.array([0.0, 4.0, 0.0]), np.zeros(3)])


def test_what_the_function_returns_comes_first():
    value, o = vjp(product, U, O, of="o")[0]
    assert value == np.sum((O * U) ** 2) and np.array_equal(o, O * U)


def test_an_int_that_the_function_returns_is_among_the_results():
    value, pullback = vjp(status, U, O, of="o")
    assert value[0] == 0 and np.array_equal(value[1], np.sin(U))
    assert np.array_equal(pullback((None, np.ones(3)))[0], np.cos(U))


def test_what_an_argument_holds_at_first_is_differentiated_too():
    (go,) = vjp(accumulate, U, O, of="o", wrt="o")[1](U)
    assert np.array_equal(go, U)


def test_the_arguments_stay_as_they_were():
    u, o = U.copy(), O.copy()
    jvp(solve, (u, o), (u, o), of="o")
    _, pullback = vjp(solve, u, o, of=("u", "o"))
    pullback((u, o))
    value_and_grad(total, of="o")(u, o[:1])
    assert np.array_equal(u, U) and np.array_equal(o, O)


def test_a_call_of_the_function_does_what_it_did():
    o = np.zeros(3)
    assert squares(U, o) is None and np.array_equal(o, U**2)


def test_later_calls_give_the_same():
    for _ in range(4):
        for function, of in ((squares, None), (solve, "o")):
            value, tangent = jvp(function, (U, O), (np.ones(3), O), of=of)
            assert_equal([value, tangent], [U**2, 2.0 * U])
            assert np.array_equal(vjp(function, U, O, of=of)[1](np.ones(3))[0], 2.0 * U)


def test_an_array_of_one_number_has_a_gradient():
    assert np.allclose(grad(total, of="o")(U, O[:1]), 2.0 * U * O[0])
    value, (gu, go) = value_and_grad(total, (0, 1), of="o")(U, O[:1])
    assert np.allclose(value, 15.0 * O[:1]) and np.allclose(go, 15.0)


def test_derivatives_of_derivatives():
    check_grads(value_and_grad(total, of="o"), U, O[:1])
    check_grads(lambda u: np.sum(grad(total, of="o")(u, np.ones(1)) ** 2), U, order=2)


def test_a_derivative_with_of_is_pickled_and_copied():
    made = grad(total, of="o")
    again = pickle.loads(pickle.dumps(made))
    assert np.array_equal(again(U, O[:1]), made(U, O[:1])) and copy.deepcopy(made) is made
    assert repr(made) == "<grad of total, wrt=0, of=('o',)>"
    assert pickle.loads(pickle.dumps(squares)) is squares


def test_a_partial_delivers():
    value, pullback = vjp(functools.partial(solve, U), O, of="o", wrt=0)
    assert np.array_equal(value, U**2) and np.array_equal(pullback(U)[0], np.zeros(3))


# -- the decorator, and what is asked for later ----------------------------------------------------


def test_what_the_decorator_says_holds_everywhere():
    assert np.array_equal(vjp(squares, U, O)[0], U**2)
    assert np.array_equal(squares.jvp((U, O), (U, O))[0], U**2)
    assert np.array_equal(differentiate(squares).vjp(U, O)[0], U**2)
    check_grads(squares, U, O)
    assert "return o1, (gu, go)" in squares.text("adjoint", U, O)


def test_of_that_is_given_later_comes_before_that_of_the_decorator():
    assert np.array_equal(vjp(squares, U, O, of="u")[0], U)
    assert np.array_equal(vjp(squares, U, O, of=("u", "o"))[0][1], U**2)
    assert "return u, (gu, go)" in squares.text("adjoint", U, O, of="u")


def test_two_sets_of_results_of_one_function_stay_apart():
    one, two = differentiate(solve, of="u"), differentiate(solve, of="o")
    assert np.array_equal(one.vjp(U, O)[0], [4.0, 2.0, 3.0])
    assert np.array_equal(two.vjp(U, O)[0], U**2)
    assert "return u, du" in one.text("tangent", U, O)
    assert "return o, do" in two.text("tangent", U, O)


def inside(u, v):
    value, tangent = jvp(solve, (u, np.zeros(3)), (v, np.zeros(3)), of="o")
    return np.sum(tangent**2) + np.sum(value)


def inside_of_the_decorated(u, v):
    return np.sum(jvp(squares, (u, np.zeros(3)), (v, np.zeros(3)))[1] ** 2)


def inside_again(u, v):
    return np.sum(jvp(squares, (u, v), (v, v), of=("u", "o"))[1][0] ** 2)


def called_inside(u, v):
    squares(u * v, v)
    return np.sum(v**2)


@pytest.mark.parametrize("function", [inside, inside_of_the_decorated, inside_again, called_inside])
def test_inside_a_function_of_is_what_it_is_outside(function):
    check_grads(function, U, O, order=2)


# -- methods and objects ---------------------------------------------------------------------------


def test_methods_deliver():
    model = Model()
    assert np.array_equal(model.run.vjp(U, O)[0], 2.0 * U**2)
    assert np.array_equal(jvp(model.run, (U, O), (U, O))[1], 4.0 * U**2)
    assert np.array_equal(vjp(model.plain, U, O, of="o")[0], 2.0 * U**3)
    assert np.array_equal(model.of_no_object.vjp(U, O)[0], 2.0 * U)
    assert np.array_equal(Model.of_a_class.vjp(U, O)[0], 3.0 * U)
    assert "self_k" not in model.run.text("adjoint", U, O) and model.run.of == "o"
    check_grads(model.run, U, O)
    check_grads(model.plain, U, O, of="o")


def test_a_method_of_a_dataclass_delivers_the_object():
    state = State(U.copy(), 2.0)
    check_grads(State.step, state, O, of="self", wrt=("self", "v"))
    value, pullback = state.decorated.vjp(O)
    assert type(value) is State and np.array_equal(value.x, [-2.0, 2.0, 3.0]) and value.t == 2.0
    found, gv = pullback(State(np.ones(3), 0.0))
    assert np.array_equal(found.x, [0.0, 1.0, 1.0]) and found.t == -1.0 and gv[1] == 2.0
    assert np.array_equal(state.x, U)


def test_of_an_object_of_another_class_only_some_attributes_would_be_known():
    with pytest.raises(WrongArgument, match="delivered whole\n.*Make it a dataclass"):
        jvp(Model.change, (Model(), U), (U,), of="self", wrt="u")


def fill(u, p):
    p["w"] = p["w"] * u
    p |= {"b": u[0]}


def fill_another(u, p):
    p["w"] = p["w"] * u
    p = {"w": u, "b": 1.0}
    p["b"] = 7.0


def set_all(u, states):
    for i, state in enumerate(states):
        state.t = u[i] * state.t


def extend(u, items):
    items.append(u[0] ** 2)
    items[0] = u[1] * items[0]
    items += [u[2]]


def nested(u, rows):
    rows[0][1] = u[0] * rows[1][0]
    rows[1] = [u[2], u[1]]


def in_a_tuple(u, pair):
    a, b = pair
    a[:] = u * b
    b *= 2.0


STRUCTURES = [
    (fill, "p", {"w": O, "b": 1.0}), (fill_another, "p", {"w": O, "b": 1.0}),
    (set_all, "states", [State(U, 1.0), State(O, 2.0)]), (extend, "items", [1.0, 2.0]),
    (nested, "rows", [[1.0, 2.0], [3.0, 4.0]]), (in_a_tuple, "pair", (O, O + 1.0)),
]  # fmt: skip


@pytest.mark.parametrize("case", STRUCTURES, ids=lambda case: case[0].__name__)
def test_dicts_lists_and_objects_are_delivered(case):
    function, of, given = case
    check_grads(function, U, copy.deepcopy(given), of=of)


@pytest.mark.parametrize("case", STRUCTURES, ids=lambda case: case[0].__name__)
def test_without_of_what_is_written_is_not_lost_silently(case):
    function, of, given = case
    with pytest.raises(NoResult, match=f'writes into `{of}`(.|\n)*`of="{of}"`'):
        vjp(function, U, copy.deepcopy(given))


# -- refusals --------------------------------------------------------------------------------------


@pytest.mark.parametrize("use", [
    lambda: jvp(solve, (U, O), (U, O)),
    lambda: vjp(solve, U, O),
    lambda: check_grads(solve, U, O),
    lambda: emitted_programs(solve, U, O),
    lambda: differentiate(solve).tangent,
    lambda: differentiate(solve).adjoint,
    lambda: differentiate(solve).text("gradient", U, O),
    lambda: differentiate(solve).text("adjoint", types="float64[:], float64[:]"),
    lambda: differentiate(solve).save("never_written.py", U, O),
    lambda: jvp(Model().change, (U,), (U,)),
])  # fmt: skip
def test_a_procedure_without_of_is_refused(use):
    told = r"test_delivering.py:\d+: `\w+` returns None, and writes.*\n.*\n.*\n.*of="
    with pytest.raises(NoResult, match=told):
        use()


def test_the_text_names_all_that_is_written():
    with pytest.raises(NoResult) as caught:
        vjp(solve, U, O)
    assert str(caught.value).splitlines()[1:] == [
        "    u[0] = o[1]",
        "    ^~~~",
        "A derivative is one of results, and it has none. Name what holds its results at the end: "
        '`of="u"` or `of="o"`, or all: `of=("u", "o")`.',
    ]


def test_grad_of_a_procedure_tells_of_it():
    with pytest.raises(NotScalar, match='`solve` returns None\n.*`of="u"` or `of="o"`'):
        grad(solve)(U, O)
    with pytest.raises(NotScalar, match="`solve` delivers 2 results"):
        grad(solve, of=("u", "o"))(U, O)


def test_a_status_is_no_result():
    with pytest.raises(NoResult, match="`status` returns an int, and writes into `o`"):
        jvp(status, (U, O), (U, O))


def test_a_procedure_inside_is_refused_too():
    with pytest.raises(NoResult, match='`of="u"` or `of="o"`'):
        grad(lambda u: np.sum(jvp(solve, (u, np.zeros(3)), (u, u))[0]))(U)


def test_the_primal_text_needs_no_results():
    assert differentiate(solve).primal.endswith("    u[0] = b\n")
    assert differentiate(solve).text("primal", U, O).endswith("    u[0] = b\n")


def test_a_function_that_returns_a_number_may_write_too():
    assert np.allclose(grad(product)(U, O), 2.0 * U * O**2)


def test_what_returns_nothing_and_writes_nothing_is_as_it_was(capsys):
    assert jvp(lambda u: print("seen"), (U,), (U,)) == (None, None)
    assert capsys.readouterr().out == "seen\n"


WRONG = {
    "x": "`solve` has no parameter `x`.*The parameters are `u`, `o`",
    "oo": "Did you mean `o`?",
    1: "of=1 is neither a name nor a list of names",
    (0,): "neither a name nor a list of names",
    (): "of is empty",
    ("o", "o"): "a name stands twice",
}


@pytest.mark.parametrize("of", WRONG, ids=repr)
@pytest.mark.parametrize("use", [
    lambda of: differentiate(solve, of=of), lambda of: grad(solve, of=of),
    lambda of: jvp(solve, (U, O), (U, O), of=of), lambda of: vjp(solve, U, O, of=of),
])  # fmt: skip
def test_of_names_parameters(use, of):
    with pytest.raises(WrongArgument, match=f"(?s){WRONG[of]}"):
        use(of)


def numbers(x, s, t):
    s += x
    t += (x,)
    return x * x


def starred(*args):
    args[1][:] = args[0]


@pytest.mark.parametrize(("of", "what"), [("x", "a float"), ("s", "text"), ("t", "a tuple of 1")])
def test_what_cannot_change_is_not_delivered(of, what):
    with pytest.raises(WrongArgument, match=f"`{of}` of `numbers` is {what}, which a function can"):
        vjp(numbers, 1.0, "a", (2.0,), of=of)
    with pytest.raises(WrongArgument, match="no parameter `args`"):
        vjp(starred, U, O, of="args")


def test_a_derivative_has_no_of():
    with pytest.raises(WrongArgument, match="`total` is a derivative"):
        value_and_grad(grad(total), of="o")


def test_arguments_that_share_memory_are_refused():
    both = np.zeros(4)
    with pytest.raises(Overlap, match="share memory"):
        jvp(solve, (both[:3], both[1:]), (U, U), of="o")


# -- files -----------------------------------------------------------------------------------------


def test_the_text_is_what_a_person_would_write():
    assert differentiate(accumulate, of="o").text("adjoint", U, O) == (
        "def accumulate_adjoint(u, o, go):\n"
        "    o = o.copy()\n"
        "    o += u ** 2\n"
        "    go = go.copy()    # o += u**2\n"
        "    gu = 2.0 * u * go\n"
        "    return o, (gu, go)\n"
    )


@pytest.mark.parametrize("which", ["tangent", "adjoint", "gradient"])
def test_a_saved_program_delivers(tmp_path, which):
    path = tmp_path / "saved.py"
    differentiate(solve).save(path, U, O, which=which, of="o")
    scope = {}
    exec(path.read_text(), scope)
    program = next(scope[name] for name in scope if name.startswith("solve_"))
    more = (np.ones(3), np.zeros(3)) if which == "tangent" else (np.ones(3),)
    u = U.copy()
    found = program(u, O, *more)
    expected = {"tangent": (U**2, 2.0 * U), "adjoint": (U**2, (2.0 * U, O * 0.0)),
                "gradient": (2.0 * U, O * 0.0)}[which]  # fmt: skip
    assert_equal(found, expected)
    assert_equal(u, U)
