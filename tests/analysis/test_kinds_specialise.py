"""Specialisation: what becomes of a function, as text, and what it still computes."""
# ruff: noqa: B007, E741, F841, SIM108

import math
import time

import numpy as np
import pytest

from s2sad.analysis.kinds import Sizes, infer, kind_of_argument, specialise
from s2sad.errors import Error, Refused
from s2sad.ir.kinds import Array, ListKind, Scalar, Size, TupleKind, Unknown
from s2sad.ir.nodes import Apply, Assign, Const, For, If, Move, Name, Param, Program, Store, Tag
from s2sad.ir.show import show
from s2sad.ir.verify import verify
from tests.analysis.kinds_check import check, core_of


def vector(n=4):
    return np.linspace(0.5, 1.5, n)


def matrix(n=3, m=4):
    return np.linspace(0.1, 1.3, n * m).reshape(n, m)


def body(core):
    """Return the statements of a program as text."""
    lines = show(core.program).rstrip().splitlines()[1:-1]
    return "\n".join(line.removeprefix("    ") for line in lines)


# -- attributes and methods -----------------------------------------------------------------------


def methods(x):
    a = x.T @ x
    b = a.sum(axis=0) + a.mean(0) - a.max() * x.shape[0]
    c = x.reshape(-1, 2).ravel().copy() + x.flatten()
    d = x.reshape(2, -1).transpose(1, 0).clip(0.2, 0.9).prod(axis=1)
    e = c.astype("float32").std() + x.size * x.ndim + x[0][:1].item() + x[0, 0].item()
    return b.dot(b) + e, c, d.cumsum(), x.real.dtype == x.dtype


def test_methods_and_attributes_are_primitives():
    verify(check(methods, matrix(4, 4)).program, "core")


def in_place_methods(x, y):
    y = y.copy()
    y.fill(x)
    y.sort()
    return y.sum()


def test_methods_that_write_are_stores():
    core = check(in_place_methods, 2.0, vector())
    assert "y'1[...] = x" in body(core) and "np.sort(y'1)" in body(core)


# -- rebinding and mutation -----------------------------------------------------------------------


def augmented(x, y):
    x += y
    x *= 2.0
    return x


def test_an_augmented_assignment_rebinds_a_number():
    core = check(augmented, 1.5, 2.0)
    assert body(core) == "x'1 = x + y\nx'2 = x'1 * 2.0"


def test_an_augmented_assignment_changes_an_array():
    core = check(augmented, vector(), 2.0)
    assert body(core) == "x += y\n%1 = x * 2.0\nx[...] = %1"


def test_an_array_that_cannot_hold_the_result_is_refused():
    for x, y in [(np.arange(3), 0.5), (vector(), 1j), (vector(), matrix(1, 4))]:
        with pytest.raises(Error, match="cannot hold"):
            core_of(augmented, (x, y))


def cells(x, i):
    x = x.copy()
    x[i] += 1.0
    x[i] *= x[0]
    x[1:] **= 2
    x[:2] -= x[2:]
    return x


def test_only_sums_are_kept_in_place():
    text = body(check(cells, vector(), 1))
    assert "x'1[i] += 1.0" in text and "x'1[:2] -= " in text and "*= " not in text


def zero_dimensional(x):
    y = np.array(0.0)
    z = y
    y += x
    w = y + 0.0
    w += x
    return z, w


def test_a_zero_dimensional_array_is_memory_and_what_is_computed_from_it_is_not():
    core = check(zero_dimensional, 2.0)
    assert isinstance(core.kinds["y"], Array) and isinstance(core.kinds["w"], Scalar)


def unknown_mutation(x, make):
    y = make()
    y += x
    return y


def test_an_unknown_value_that_is_changed_or_bound_anew_is_refused():
    with pytest.raises(Error, match="whether this changes `y` or binds it anew"):
        core_of(unknown_mutation, (1.0, list))


# -- webs -----------------------------------------------------------------------------------------


def webs(x):
    t = x * 2.0
    a = t + 1.0
    t = np.sin(a)
    for i in range(3):
        t = t * x
    t, a = a, t
    return t + a


def test_each_meaning_of_a_name_has_its_own_name():
    core = check(webs, 1.5)
    text = body(core)
    assert "t = x * 2.0" in text and "t'1 = np.sin(a)" in text and "t'1 = t'1 * x" in text
    assert "t'2, a'1 = a, t'1" in text


def merged(x, flag):
    if flag > 0:
        y = x
    else:
        y = -x
    return y * y


def test_a_merged_name_stays_one():
    assert set(check(merged, 1.5, 1).kinds) == {"x", "flag", "y", "%1"}


# -- loops ----------------------------------------------------------------------------------------


def iterates(x, y):
    s = 0.0
    for v in x:
        s = s + v
    for k, v in enumerate(y, 2):
        s = s + k * v
    for k, (a, b) in enumerate(zip(x, y)):
        s = s * a + b * k
    for v in reversed(x):
        s = s / v
    for i in reversed(range(1, 3)):
        s = s + x[i]
    for i, v in zip(range(2), x):
        s = s - i * v
    for v in (1.0, s, 3.0):
        s = s + v
    for n in x.shape:
        s = s * n
    return s + v + k


def test_every_loop_is_over_a_range():
    core = check(iterates, vector(), vector(5))
    verify(core.program, "core")
    assert "for k in range(len(x)):" in body(core)


def lists(x):
    rows = [[], []]
    for i in range(4):
        rows[i % 2].append(x * i)
    flat = [v for row in rows for v in row] + [0.5] * 2
    flat += rows[0]
    last = flat.pop()
    return sum(flat) + last + len(flat), list(rows[1])


def test_lists_and_lists_of_lists():
    core = check(lists, 1.5)
    assert core.kinds["rows"] == ListKind(ListKind(Scalar("float64")), Size(2))


def growing(l, x):
    for v in l:
        l.append(v * x)
    return l


def test_a_loop_over_a_list_that_grows_is_refused():
    with pytest.raises(Error, match="makes longer or shorter"):
        core_of(growing, ([1.0], 2.0))


def shared_rows(n):
    return [np.zeros(2)] * n


def test_a_repeated_list_of_arrays_is_refused():
    with pytest.raises(Error, match="comprehension"):
        core_of(shared_rows, (2,))


# -- peeling --------------------------------------------------------------------------------------


def sum_of_rows(X):
    s = 0.0
    for r in X:
        s = s + r
    return s


def test_the_first_trip_stands_apart_where_a_number_becomes_an_array():
    core = check(sum_of_rows, matrix())
    assert core.kinds["s"] == Scalar("float64")
    assert core.kinds["s'1"] == Array("float64", (Size.symbol("X.1"),))
    assert [g.text() for g in core.sizes.guards] == ["X.0 - 1 >= 0"]
    assert body(core) == (
        "s = 0.0\nr = X[0]\ns'1 = s + r\n"
        "for %1 in range(1, len(X)):\n    r'1 = X[%1]\n    s'1 = s'1 + r'1"
    )


def test_no_trip_at_all_leaves_the_number():
    core = check(sum_of_rows, np.zeros((0, 3)))
    assert core.program.result == Name("s")


def integer_start(x):
    s = 0
    best = None
    for i in range(len(x)):
        s = s + x[i]
        if best is None or x[i] > best:
            best = x[i]
    return s, best


def test_a_sum_that_starts_with_an_int_is_a_float_and_none_stands_apart():
    core = check(integer_start, vector())
    assert core.kinds["s'1"] == core.kinds["best'1"] == Scalar("float64", True)
    assert "is None" not in body(core)


def stopped(X, n):
    s = 0.0
    for i in range(n):
        s = s + X[i]
        if np.sum(s) > 1.0:
            break
    return s


def test_a_loop_with_a_break_can_be_peeled():
    check(stopped, matrix(), 3)


def unknown_trips(X, limit):
    s = 0.0
    k = 0
    while np.sum(s) < limit:
        s = s + X[k]
        k += 1
    return s


def test_a_name_of_two_kinds_after_the_loop_is_refused_with_both():
    with pytest.raises(Error, match="`s` is here") as caught:
        core_of(unknown_trips, (matrix(), 3.0))
    assert "float" in str(caught.value) and "array of float64 with 1 axis" in str(caught.value)


# -- tuples ---------------------------------------------------------------------------------------


def tuples(x, y):
    pair = (x * y, (x, 2))
    a, (b, n) = pair
    pair = (pair[1][0] * 2.0, pair)
    if x > 0:
        pair = (pair[0], (pair[1][0] + 1.0, (b, n)))
    state = (a, b)
    for _ in range(3):
        state = (state[1], state[0] * b)
    return pair, state[-1], state


def test_tuples_are_taken_apart_through_branches_and_loops():
    core = check(tuples, 1.5, 2.5)
    assert not any(isinstance(k, TupleKind) for k in core.kinds.values())


def shapes_stay(x):
    shape = (x.shape[0], 2)
    y = np.zeros(shape)
    return y + x[0]


def test_tuples_of_ints_stay_values():
    assert "shape = " in body(check(shapes_stay, vector()))


def layers(params, x):
    W1, b1, W2 = params
    return W2 @ np.tanh(W1 @ x + b1)


def test_an_argument_of_unlike_items_is_taken_apart():
    core = check(layers, [matrix(3, 4), vector(3), matrix(2, 3)], vector(4))
    assert core.kinds["W2"].ndim == 2 and core.kinds["b1"].ndim == 1
    check(layers, (matrix(3, 4), vector(3), matrix(2, 3)), vector(4))


def layers_in_a_loop(params, x):
    for W, b in params:
        x = np.tanh(W @ x + b)
    return x


def test_a_loop_over_layers_of_different_sizes_knows_nothing_equal():
    params = [(matrix(3, 4), vector(3)), (matrix(2, 3), vector(2))]
    core = check(layers_in_a_loop, params, vector(4))
    assert core.kinds["W"].ndim == 2


def slogdet(x):
    sign, log = np.linalg.slogdet(x)
    return sign * log


def test_parts_of_a_result_are_primitives_of_their_own():
    assert "rt.signdet(x)" in body(check(slogdet, matrix(3, 3) + 4.0 * np.eye(3)))


# -- sizes ----------------------------------------------------------------------------------------


def stencil(u):
    return u[2:] - 2.0 * u[1:-1] + u[:-2]


def test_a_stencil_needs_one_guard():
    core = check(stencil, vector(6))
    assert all(isinstance(k, Array) and len(k.shape) == 1 for k in core.kinds.values())
    assert len({k.shape for n, k in core.kinds.items() if n != "u"}) == 1
    assert [g.text() for g in core.sizes.guards] == ["u.0 - 2 >= 0"]


def times(x, y):
    return x * y


def test_one_program_for_equal_sizes_and_another_for_a_size_of_one():
    equal, row = check(times, vector(3), vector(3)), check(times, vector(3), vector(1))
    assert [g.text() for g in equal.sizes.guards] == ["x.0 - y.0 == 0"]
    assert [g.text() for g in row.sizes.guards] == [
        "x.0 - y.0 != 0", "x.0 - 1 != 0", "y.0 - 1 == 0",
    ]  # fmt: skip


def masked(x, m):
    a = x[x > m]
    b = x[x > m + 0.1]
    for i in range(2):
        a = a * 2.0
    return np.sum(a) + np.sum(b)


def test_what_a_mask_selects_has_a_size_of_its_own():
    core = check(masked, vector(6), 0.7)
    a, b = core.kinds["a"].shape[0], core.kinds["b"].shape[0]
    assert core.sizes.same(a, b) is None and core.sizes.same(a, a) is True


def shrinking(x):
    y = x
    old = x
    for i in range(3):
        z = y[1:] * y[:-1]
        w = old[: len(z)]
        old = y
        y = z
    return y, old, w


def test_sizes_that_change_in_a_loop_are_not_taken_for_equal():
    core = check(shrinking, vector(6))
    y, old = core.kinds["y"].shape[0], core.kinds["old"].shape[0]
    assert core.sizes.same(y, old) is None


def window(x, k):
    s = 0.0
    for i in range(len(x) - k + 1):
        w = x[i : i + k]
        s = s + w @ w
    return s


def test_a_window_in_a_loop_has_the_size_of_the_window():
    core = check(window, vector(7), 3)
    assert core.kinds["w"] == Array("float64", (Size.symbol("k"),))


def halves(x):
    h = len(x) // 2
    return x[:h] + x[h : 2 * h]


def test_halves_are_equal_for_every_size():
    core = check(halves, vector(7))
    assert len({k.shape for n, k in core.kinds.items() if isinstance(k, Array) and n != "x"}) == 1
    check(halves, vector(1))


# -- conditions -----------------------------------------------------------------------------------


def optional(x, b=None, n=2):
    if b is None:
        b = np.zeros(len(x))
    if x.ndim == 2:
        return x.sum()
    if not isinstance(x, np.ndarray):
        x = np.array([x])
    return np.sum(x * b) * n


def test_what_kinds_decide_is_not_asked_at_run_time():
    core = check(optional, vector(), None, 2)
    assert "if " not in body(core)
    assert "if " not in body(check(optional, vector(), vector(), 2))


# -- python numbers and NumPy numbers -------------------------------------------------------------


def numbers(x, n):
    a = x * 2
    b = math.sin(a)
    c = np.sin(a)
    d = c + b
    e = n / 2
    f = n // 2
    g = float(d)
    h = n**2 * e
    return a, b, c, d, e, f, g, h, abs(c), round(b, 2), max(a, 1), min(c, d), -n


@pytest.mark.parametrize("x", [1.5, np.float64(1.5), np.float32(1.5), 2])
@pytest.mark.parametrize("n", [3, np.int64(3)])
def test_python_and_numpy_numbers_are_told_apart(x, n):
    check(numbers, x, n)


# -- refusals -------------------------------------------------------------------------------------


def several(x, l):
    a = x.tolist()
    l.insert(0, 1.0)
    return a


def test_all_refusals_come_together():
    with pytest.raises(Refused) as caught:
        core_of(several, (vector(), [1.0]))
    assert ".tolist" in str(caught.value) and ".insert" in str(caught.value)
    assert "    a = x.tolist()" in str(caught.value)


# -- programs by hand -----------------------------------------------------------------------------


def specialised(program, **args):
    values = {}
    kinds = {n: kind_of_argument(n, v, values) for n, v in args.items()}
    return specialise(program, kinds, {}, Sizes(values))


def test_a_program_is_not_changed_in_place_and_keeps_its_tags():
    stmts = (
        Assign("y", Apply("method", (Name("x"), Const("sum"))), Tag(1, 7)),
        Store("y", None, Const(1.0), "add", Tag(2, 8)),
    )
    program = Program("f", (Param("x"),), stmts, Name("y"))
    core = specialised(program, x=vector())
    assert program.body == stmts
    assert [s.tag for s in core.program.body] == [Tag(1, 7), Tag(2, 8)]
    assert show(core.program).endswith("y = np.sum(x)\n    y'1 = y + 1.0\n    return y'1\n")


def test_the_same_program_gives_the_same_core_twice():
    one, two = core_of(iterates, (vector(), vector(5))), core_of(iterates, (vector(), vector(5)))
    assert one.program == two.program and one.kinds == two.kinds
    assert one.sizes.guards == two.sizes.guards


def test_flat_kinds_of_a_program_that_was_transformed():
    rest = Apply("slice", (Const(1), Const(None), Const(None)))
    loop = For("i", Apply("range", (Const(3),)), (
        Assign("y", Apply("getitem", (Name("y"), rest))),
        Assign("g:y", Apply("np.zeros_like", (Name("y"),))),
    ))  # fmt: skip
    stmts = (Assign("y", Name("x")), loop, Move(("a", "b"), ("x", "y")))
    program = Program("f", (Param("x"),), stmts, Name("g:y"))
    values = {}
    sizes, x = Sizes(values), kind_of_argument("x", vector(), values)
    kinds = infer(program, {"x": x}, {}, sizes)
    assert kinds["a"].shape == kinds["x"].shape
    assert sizes.same(kinds["y"].shape[0], kinds["x"].shape[0]) is None


def test_a_branch_that_raises_does_not_count():
    from s2sad.ir.nodes import Raise

    test = Apply("lt", (Name("x"), Const(0.0)))
    stop = (Assign("y", Const(None)), Raise(Apply("call", (Name("x"),))))
    program = Program("f", (Param("x"),), (If(test, stop, (Assign("y", Name("x")),)),), Name("y"))
    assert specialised(program, x=1.0).kinds["y'1"] == Scalar("float64")


def test_a_long_program_takes_about_a_second():
    ops = ["mul", "add", "np.sin", "sub"]
    stmts = []
    for i in range(5000):
        last = Name(f"v{i - 1}" if i else "x")
        args = (last,) if i % 4 == 2 else (last, Name("x"))
        stmts.append(Assign(f"v{i}", Apply(ops[i % 4], args), Tag(i + 1, i + 1)))
    program = Program("f", (Param("x"),), tuple(stmts), Name("v4999"))
    start = time.perf_counter()
    core = specialised(program, x=vector())
    assert time.perf_counter() - start < 6.0
    assert not any(isinstance(k, Unknown) for k in core.kinds.values())
