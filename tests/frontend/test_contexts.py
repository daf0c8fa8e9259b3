"""`with` and `try`: what is carried, in which order, and what is refused."""

import contextlib
import inspect
import io
import threading
import warnings

import numpy as np
import pytest

import s2sad
from s2sad.errors import Error
from s2sad.frontend import read
from s2sad.ir.interpret import run
from s2sad.testing import check_grads
from tests.thorough import order_in_turn

X = np.array([0.5, 0.8, 1.7])
LOCK = threading.Lock()
TABLE = {"a": 2.0}


class Timer:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        print("in", self.name)
        return self

    def __exit__(self, *_):
        print("out", self.name)


class Swallowing(Timer):
    def __exit__(self, *_):
        return True


@contextlib.contextmanager
def timed(name):
    print("start", name)
    try:
        yield
    finally:
        print("end", name)


@contextlib.contextmanager
def hushed():
    try:  # noqa: SIM105
        yield
    except ValueError:
        pass


def printed(run):
    """Return what a call prints."""
    with contextlib.redirect_stdout(io.StringIO()) as out:
        run()
    return out.getvalue()


# -- with


def ignoring(x):
    with np.errstate(all="ignore"):
        y = np.log(x) * x
        z = y / x
    return np.sum(z * z)


def broken_out_of(x):
    for i in range(3):
        with np.errstate(divide="ignore"):
            if x[i] > 1.0:
                break
            if x[i] > 0.7:
                continue
            x = x * x[i]
        x = np.sin(x)
    return np.sum(x)


def returned_from(x):
    with np.errstate(divide="ignore"):
        if x[0] > 0.6:
            return x[0] * x[1]
        y = np.exp(x)
    return np.sum(y * y)


def returned_at_the_end(x):
    with np.errstate(divide="ignore"):
        y = np.exp(x)
        return np.sum(y * y)


def returned_in_a_loop(x):
    for i in range(3):
        with np.errstate(all="ignore"):
            if x[i] > 0.7:
                return x[i] ** 3
            x = x * 1.5
    return np.sum(x)


def setting_of_each_trip(x):
    mode = "ignore"
    for _ in range(3):
        with np.errstate(divide=mode):
            x = x * np.sin(x)
        mode = "warn"
    return np.sum(x)


def several(x):
    with LOCK, Timer("a"), timed("b"):
        y = np.exp(x)
        print("inside")
    with contextlib.nullcontext(), np.printoptions(precision=3):
        print(np.ones(1) / 3)
    return np.sum(y)


def in_a_helper(x):
    def part(t, k):
        with np.errstate(all="ignore"):
            if k > 2:
                return np.log(t)
            s = t * t
        return s + 1.0

    return np.sum(part(x, 1) * part(x, 3))


def raising(x):
    for k in range(3):
        with Timer("t"):
            if x[k] < 0.0:
                raise ValueError("negative")
            x = x * x[k]
    return np.sum(x)


def ends_in_a_raise(x):
    with np.errstate(all="ignore"):
        if x[0] > 100.0:
            with np.errstate(divide="raise"):
                raise ValueError("large")
        x = x * x
    return np.sum(x)


def silenced(x):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        y = np.log(x)
    return np.sum(y * y)


CARRIED = [
    ignoring, broken_out_of, returned_from, returned_at_the_end, returned_in_a_loop,
    setting_of_each_trip, several, in_a_helper, raising, ends_in_a_raise, silenced,
]  # fmt: skip


@pytest.mark.parametrize("x", [X, X + 0.3], ids=["small", "large"])
@pytest.mark.parametrize("function", CARRIED, ids=lambda f: f.__name__)
def test_a_with_block_has_its_derivatives(function, x):
    check_grads(function, x, order=order_in_turn())


def test_contexts_are_entered_and_left_as_often_as_in_the_function():
    as_python = printed(lambda: several(X))
    assert as_python.splitlines()[:2] == ["in a", "start b"]
    assert printed(lambda: s2sad.value_and_grad(several)(X)) == as_python
    assert printed(lambda: s2sad.jvp(several, (X,), (X,))) == as_python
    assert printed(lambda: s2sad.vjp(several, X)[1](1.0)) == as_python


def test_a_context_is_left_when_its_block_raises():
    x = np.array([0.5, -1.0, 2.0])

    def run(call):
        with pytest.raises(ValueError, match="negative"):
            call()

    as_python = printed(lambda: run(lambda: raising(x)))
    assert as_python == "in t\nout t\nin t\nout t\n"
    assert printed(lambda: run(lambda: s2sad.grad(raising)(x))) == as_python


def test_errstate_raises_and_is_put_back():
    def f(x):
        with np.errstate(divide="raise"):
            y = 1.0 / x
        return np.sum(y)

    before = np.geterr()
    with pytest.raises(FloatingPointError):
        s2sad.value_and_grad(f)(np.zeros(2))
    assert np.geterr() == before


def test_a_computation_stays_inside_its_context():
    def f(x):
        with np.errstate(all="ignore"):
            y = np.log(x)
        return np.sum(x * x) + np.sum(np.exp(y))

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        value, gradient = s2sad.value_and_grad(f)(np.array([0.0, 1.0]))
    assert value == 2.0
    text = s2sad.differentiate(f).text("adjoint", X)
    assert text.index("with np.errstate") < text.index("y = np.log(x)") < text.index("z = ")
    assert text.count("with np.errstate(all='ignore'):") == 2


def test_a_context_in_which_nothing_is_computed_is_left_out():
    def f(x):
        with np.errstate(all="ignore"):
            unused = np.log(x)  # noqa: F841
        return x[0] * 3.0

    text = s2sad.differentiate(f).text("adjoint", X)
    assert "with" not in text and "unused" not in text
    np.testing.assert_array_equal(s2sad.grad(f)(X), [3.0, 0.0, 0.0])


def test_only_errstate_is_entered_in_the_reverse_sweep():
    text = s2sad.differentiate(several).text("adjoint", X)
    assert text.count("Timer") == 1
    text = s2sad.differentiate(ignoring).text("adjoint", X)
    assert text.count("with np.errstate(all='ignore'):") == 2


def swallowing(x):
    with Swallowing("a"):
        return x


def hushing(x):
    with hushed():
        return x


def suppressing(x):
    with contextlib.suppress(ValueError):
        return x


def bound_by_as(x):
    with contextlib.nullcontext(2.0) as two:
        return two * x


def given_an_array(x):
    a = np.zeros(3)
    with Timer(a):
        y = x * a
    return np.sum(y)


REFUSED = {
    swallowing: "swallow", hushing: "swallow", suppressing: "swallow",
    bound_by_as: "Leave out the `as`",
    given_an_array: "around the call",
}  # fmt: skip


@pytest.mark.parametrize("function", REFUSED, ids=lambda f: f.__name__)
def test_a_context_that_is_not_known_is_refused(function):
    with pytest.raises(Error) as caught:
        s2sad.jvp(function, (X,), (X,))
    assert REFUSED[function] in str(caught.value)
    line = inspect.getsourcelines(function)[1]
    assert line < caught.value.where.line < line + 5


@pytest.mark.parametrize("function", [*CARRIED], ids=lambda f: f.__name__)
def test_a_program_with_contexts_means_what_the_function_means(function):
    result, text = [], []
    for call in (lambda: function(X), lambda: run(read(function), [X])):
        text.append(printed(lambda call=call: result.append(call())))
    assert result[0] == result[1] and text[0] == text[1]


def test_a_trace_enters_the_contexts_of_a_function():
    rows = s2sad.differentiate(ignoring).trace(X)
    assert "with" not in str(rows)
    np.testing.assert_allclose(rows["y"].value, np.log(X) * X)


# -- try


def with_finally(x):
    total = 0.0
    try:
        total = np.sum(x**2)
        if total > 5.0:
            return total * total
    finally:
        print("done", len(x))
    return total


def converted(x, text="3"):
    try:
        n = float(text)
    except ValueError:
        n = 2.0
    return np.sum(x * x * n)


def converted_in_a_loop(x, texts=("1", "q", "3")):
    s = 0.0
    for i in range(3):
        try:
            v = float(texts[i])
        except ValueError as error:
            print(error)
            v = 0.5
        s = s + np.sin(x[i] * v) * s + v * x[i]
    return s


def several_outcomes(x, key="zz"):
    try:
        v = TABLE[key]
        w = int("4")
    except KeyError:
        v = 1.5
        w = int("5")
    else:
        print("found")
    finally:
        print("always")
    return np.sum(x * v * w)


def counted(x):
    count = 0
    for text in ["1", "b", "c"]:
        try:
            float(text)
        except ValueError:
            count += 1
    return x[0] ** 2 * count


def in_a_parser(x, text="2"):
    def parsed(t):
        try:
            return float(t)
        except ValueError:
            return 0.5

    return x[0] ** 2 * parsed(text) * parsed("?")


def imported(x):
    try:
        import no_such_module  # noqa: F401

        there = True
    except ImportError:
        there = False
    return np.sum(x) if there else np.sum(x * x)


TRIED = [
    with_finally, converted, converted_in_a_loop, several_outcomes, counted, in_a_parser, imported,
]  # fmt: skip


@pytest.mark.parametrize("function", TRIED, ids=lambda f: f.__name__)
def test_a_try_statement_has_its_derivatives(function):
    check_grads(function, X, order=2)
    check_grads(function, 2.0 * X)
    assert printed(lambda: s2sad.grad(function)(X)) == printed(lambda: function(X))


@pytest.mark.parametrize("text", ["7", "?"])
def test_an_exception_is_caught_where_it_is_raised(text):
    check_grads(converted, X, text, wrt=0)
    check_grads(in_a_parser, X, text, wrt=0)
    check_grads(several_outcomes, X, "a" if text == "7" else text, wrt=0)


def test_an_exception_that_is_raised_in_a_handler_leaves_the_derivative():
    def f(x, text="p"):
        try:
            n = float(text)
        except ValueError:
            raise KeyError("bad") from None
        return x[0] * n

    with pytest.raises(KeyError, match="bad"):
        s2sad.grad(f)(X)


def test_a_finally_runs_when_the_try_raises():
    def f(x):
        try:
            if x[0] > 0.0:
                raise ValueError("positive")
            y = x * x
        finally:
            print("finally")
        return np.sum(y)

    def run():
        with pytest.raises(ValueError, match="positive"):
            s2sad.value_and_grad(f)(X)

    assert printed(run) == "finally\n"


def test_the_text_of_a_program_shows_its_try():
    text = s2sad.differentiate(converted, wrt="x").text("adjoint", X)
    assert "def attempt(text):\n    try:\n        n = float(text)\n" in text
    assert "a = attempt(text)\n    n = float(a)\n" in text


def test_a_saved_program_holds_its_try(tmp_path):
    path = tmp_path / "saved.py"
    s2sad.differentiate(in_a_parser, wrt="x").text("adjoint", X).save(path)
    scope = {"__name__": "saved"}
    exec(compile(path.read_text(), str(path), "exec"), scope)
    value, (gradient,) = scope["in_a_parser_adjoint"](X, "3")
    np.testing.assert_allclose(gradient, s2sad.grad(in_a_parser)(X, "3"))
    assert value == in_a_parser(X, "3")


def around_what_varies(x):
    y = np.outer(x, x)
    try:
        y = y + 1.0
        y = np.linalg.cholesky(y)
    except np.linalg.LinAlgError:
        y = 2.0 * y
    return np.sum(y)


def leaving(x):
    for _ in range(3):
        try:
            n = int("3")
        except ValueError:
            break
        x = x * n
    return np.sum(x)


def maybe_unbound(x):
    try:  # noqa: SIM105
        n = int("3")
    except ValueError:
        pass
    return np.sum(x) * n


def changing_a_list(x):
    numbers = []
    try:  # noqa: SIM105
        numbers.append(float("3"))
    except ValueError:
        pass
    return np.sum(x) * sum(numbers)


def storing(x):
    table = {}
    try:
        table["a"] = float("3")
    except ValueError:
        table["a"] = 1.0
    return np.sum(x) * table["a"]


def finally_reads(x):
    y = 0.0
    try:
        y = np.sum(x)
    finally:
        print(y)
    return y


def finally_binds(x):
    try:
        y = np.sum(x)
    finally:
        z = 1.0
    return y * z


REFUSED_TRIES = {
    around_what_varies: "Test for the exceptional case with `if` before",
    leaving: "Set a flag", maybe_unbound: "Bind `n` before", changing_a_list: "store it after",
    storing: "store it after", finally_reads: "Put it after", finally_binds: "Put it after",
}  # fmt: skip


@pytest.mark.parametrize("function", REFUSED_TRIES, ids=lambda f: f.__name__)
def test_a_try_that_the_reverse_sweep_could_not_follow_is_refused(function):
    with pytest.raises(Error) as caught:
        s2sad.grad(function)(X)
    assert REFUSED_TRIES[function] in str(caught.value)
    assert caught.value.where.line > inspect.getsourcelines(function)[1]
