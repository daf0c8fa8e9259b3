"""Calls that are refused: recursion, wrong arguments, functions as data, no source."""

# ruff: noqa: RET504, RET505, SIM108

import inspect
import sys
import types

import numpy as np
import pytest

from s2sad.errors import Error, UnknownCall, Unsupported, WrongCall
from s2sad.frontend import read, reading
from tests.frontend.same import assert_same, text
from tests.frontend.test_calls import clip, scaled, search
from tests.programs.running import scope_of


def refusal(function):
    """Return the error that reading a function raises."""
    with pytest.raises(Error) as caught:
        read(function)
    return caught.value


def test_wrong_calls_are_refused_as_python_would():
    def f(x):
        a = clip()
        b = clip(x, 1, 2, 3)
        c = clip(x, lo=2)
        d = clip(x, t=2)
        e = search(x)
        return a, b, c, d, e

    errors = refusal(f).refusals
    assert [type(e) for e in errors] == [WrongCall] * 5
    assert "called without its argument `t`" in errors[0].what
    assert "takes 3 arguments, not 4" in errors[1].what
    assert "does not take the argument `lo` here" in errors[2].what
    assert "does not take the argument `t` here" in errors[3].what
    assert "called without its argument `limit`" in errors[4].what


def test_functions_are_not_data():
    def f(x, n):
        g = [np.sin, x]
        h = np.sin
        for _ in range(n):
            x = h(x)
            h = np.cos
        return x + g[n](x)

    errors = refusal(f).refusals
    assert all(isinstance(e, Unsupported) for e in errors)
    assert [e.where.text.strip() for e in errors] == [
        "x = h(x)",
        "return x + g[n](x)",
    ]
    assert "`h`" in errors[0].what


def test_a_function_bound_once_on_every_path_is_known():
    def f(x, n):
        g = np.sin
        for i in range(n):
            if i > 1:
                g = np.sin
            x = g(x)
        return x

    def h(x, n):
        g = np.sin
        for _ in range(n):
            x = g(x)
            g = np.cos
        return x

    assert "g" in refusal(f).what
    assert "g" in refusal(h).what


def test_a_parameter_that_may_be_none_is_decided_before_the_run():
    def act(x, by=None, power=None):
        if by is not None:
            x = by(x)
        return x if not (power is not None) else x**power

    def f(x):
        return act(x) + act(x, np.sin) + act(x, power=2)

    assert_same(f, (2.0,))
    assert "if" not in text(f)


def test_a_helper_without_source_is_refused_where_it_is_called():
    scope = {}
    exec("def hidden(x):\n    return x", scope)
    hidden = scope["hidden"]

    def f(x):
        return hidden(x)

    error = refusal(f)
    assert isinstance(error, UnknownCall)
    assert "`hidden`" in error.what and error.where.text.strip() == "return hidden(x)"


def test_a_reading_knows_when_a_helper_was_redefined():
    scope = {"helper": clip}

    def g(x):
        return helper(x)  # noqa: F821

    g = types.FunctionType(g.__code__, scope, "g")
    first = reading(g)
    assert first.is_current()
    scope["helper"] = scaled
    assert not first.is_current()
    assert reading(g).is_current()


def test_a_function_that_nests_too_deeply_is_refused():
    tests = "".join(f"{'  ' * k}if x > {k}:\n" for k in range(1, 90))
    calls = "(" * 80 + "x" + " + 1)" * 80
    whole = f"def f(x):\n{tests}{'  ' * 90}x = {calls}\n  return x\n"
    scope = scope_of(whole, "<deep>")
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack(0)) + 250)
    try:
        error = refusal(scope["f"])
    finally:
        sys.setrecursionlimit(limit)
    assert "nests too deeply" in str(error)
