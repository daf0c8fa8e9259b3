"""What a user calls wrongly ends in an error that shows no frame of ours."""

import traceback

import numpy as np
import pytest

import s2sad
from s2sad import check_grads, differentiate, grad
from s2sad.errors import UnknownName, WrongArgument

HOME = s2sad.__path__[0]
RATE = 2.0


@differentiate
def f(x, y):
    return x * y + np.sin(x)


def plain(x):
    return RATE * x


def divided(x):
    return x / 0


def itself():
    found = [1.0]
    found.append(found)
    return found


CALLS = {
    "f.trace(3.0)": (TypeError, "missing 1 required positional argument: 'y'"),
    "f.trace('a', 1.0)": (TypeError, "can't multiply sequence"),
    "f.trace(3.0, 5.0, wrt='q')": (WrongArgument, "`f` has no parameter `q`"),
    "f.trace(3.0, 5.0)['q']": (WrongArgument, "There are `x`, `y`"),
    "f.graph(3.0)": (TypeError, "missing 1 required"),
    "f.save('/no/x.py', 1.0, 2.0)": (WrongArgument, "cannot be written"),
    "f.save(None, 1.0, 2.0)": (WrongArgument, "Give a path"),
    "f.save('x.py', 1.0, 2.0, which='q')": (WrongArgument, "there is no text 'q'"),
    "f.save('x.py', 1.0)": (TypeError, "missing 1 required"),
    "f.text('adjoint', 1.0, 2.0).save('/no/x.py')": (WrongArgument, "cannot be written"),
    "f.text('adjoint', types=float)": (WrongArgument, "A type is written like"),
    "f.text('adjoint', types=3)": (WrongArgument, "not several"),
    "check_grads(f)": (TypeError, "missing 2 required"),
    "check_grads(f, 1.0, 2.0, 3.0)": (TypeError, "takes 2 positional arguments but 3"),
    "check_grads(3, 1.0)": (WrongArgument, "of the type int"),
    "check_grads(f, 1.0, 2.0, wrt='q')": (WrongArgument, "`f` has no parameter `q`"),
    "check_grads(f, 1.0, 2.0, wrt=5)": (WrongArgument, "`f` has no parameter number 5"),
    "check_grads(f, 1.0, 2.0, modes=('x',))": (WrongArgument, "The modes are 'fwd' and 'rev'"),
    "check_grads(divided, 1.0)": (ZeroDivisionError, "division by zero"),
    "grad(f)(itself(), 1.0)": (WrongArgument, "a list that holds itself"),
    "f.trace(itself(), 1.0)": (WrongArgument, "a list that holds itself"),
}


def has_frames(error):
    return [f for f in traceback.extract_tb(error.__traceback__) if f.filename.startswith(HOME)]


@pytest.mark.parametrize("call", CALLS)
def test_a_wrong_call_shows_no_frame_of_ours(call):
    cls, words = CALLS[call]
    with pytest.raises(cls) as caught:
        eval(call)
    assert words in str(caught.value) and not has_frames(caught.value)


def test_an_error_of_the_function_keeps_the_frames_of_the_function():
    with pytest.raises(ZeroDivisionError) as caught:
        check_grads(divided, 1.0)
    assert traceback.extract_tb(caught.value.__traceback__)[-1].name == "divided"


def test_a_global_that_was_deleted_is_named(monkeypatch):
    derivative = grad(plain)
    assert derivative(3.0) == 2.0
    monkeypatch.delitem(globals(), "RATE")
    with pytest.raises(UnknownName, match="`RATE` is not defined any more") as caught:
        derivative(3.0)
    assert not has_frames(caught.value)


def test_a_drawing_without_graphviz_is_refused():
    try:
        import graphviz  # noqa: F401
    except ImportError:
        with pytest.raises(WrongArgument, match="pip install graphviz") as caught:
            f.graph(1.0, 2.0).svg()
        assert not has_frames(caught.value)


@pytest.mark.skipif(not hasattr(Exception, "add_note"), reason="Python 3.10 has no notes")
def test_what_is_saved_of_a_statement_is_noted_as_the_statement():
    def added(x, n):
        s = 0.0
        for i in range(n):
            s = s + np.log(x[i]) / (x[i] - 1.0)
        return s

    with pytest.raises(IndexError) as caught:
        grad(added)(np.array([2.0, 3.0]), 5)
    assert "s = s + np.log(x[i]) / (x[i] - 1.0)" in caught.value.__notes__[0]
