"""Pullbacks: what they know of the call, what they copy, and what a call of `vjp` costs."""

import math
import re
import timeit

import numpy as np
import pytest

from s2sad import api, grad, vjp
from s2sad.api import source_of
from s2sad.errors import Error
from tests.small import of_arguments

X = np.array([0.5, 1.5, -0.5])
SCALE, WEIGHTS, LAYERS = 2.0, np.array([1.0, 2.0, 3.0]), [np.ones(3), np.full(3, 2.0)]


def elementwise(a, b):
    return np.sin(a) * b


def a_number(a, b):
    return np.sum(a * b)


def in_place(a, b):
    a[1:] *= a[:-1]
    return a * b


def its_argument(a, b):
    return a


def a_view(a, b):
    return a[1:] * b[:-1]


FUNCTIONS = [elementwise, a_number, in_place, its_argument, a_view]


@pytest.fixture
def long_ways(monkeypatch):
    """Return the list to which each long way of `vjp` adds an item."""
    taken, make = [], api.Call
    monkeypatch.setattr(api, "Call", lambda *args: taken.append(1) or make(*args))
    return taken


def seed_of(value):
    return np.linspace(1.0, 2.0, value.size) if isinstance(value, np.ndarray) else 1.5


def fresh(f):
    """Return the same function without what it carries."""
    return type(f)(f.__code__, f.__globals__, f.__name__, f.__defaults__, f.__closure__)


@pytest.mark.parametrize("f", FUNCTIONS)
def test_the_short_way_gives_what_the_long_way_gives(f, long_ways):
    f = fresh(f)
    first, pullback = vjp(f, X.copy(), X + 1.0)
    again, other = vjp(f, X.copy(), X + 1.0)
    assert len(long_ways) == 1
    np.testing.assert_array_equal(first, again)
    seed = seed_of(first)
    for one, two in zip(pullback(seed), other(seed)):
        np.testing.assert_array_equal(one, two)
        assert type(one) is type(two) and one.dtype == two.dtype


@pytest.mark.parametrize("f", FUNCTIONS)
@pytest.mark.parametrize("times", [0, 1])
def test_a_pullback_does_not_see_later_writes(f, times):
    f = fresh(f)
    for _ in range(times):  # after the first call the short way is taken
        vjp(f, X.copy(), X + 1.0)
    a, b = X.copy(), X + 1.0
    value, pullback = vjp(f, a, b)
    seed = seed_of(value)
    wanted = [g.copy() for g in pullback(seed)]
    a[...], b[...] = 7.0, 9.0
    if isinstance(value, np.ndarray):
        assert not np.may_share_memory(value, a)
        value[...] = 5.0
    found = pullback(seed)
    for g, w in zip(found, wanted):
        np.testing.assert_array_equal(g, w)
        assert not any(np.may_share_memory(g, m) for m in (a, b, seed))
        g[...] = 3.0
    for g, w in zip(pullback(seed), wanted):
        np.testing.assert_array_equal(g, w)


def with_captures(x):
    y = x * WEIGHTS * SCALE
    for w in LAYERS:
        y = y * w
    return np.sum(y * y)


def with_captures_in_place(x):
    x[0] = x[0] * x[1] * SCALE
    x[1:] *= x[:-1] * WEIGHTS[1:] * LAYERS[1][1:]
    return np.sum(x * x)


@pytest.mark.parametrize("f", [with_captures, with_captures_in_place])
def test_a_pullback_does_not_see_later_writes_to_captured_values(f, monkeypatch):
    f = fresh(f)
    kept, layers = WEIGHTS.copy(), [layer.copy() for layer in LAYERS]
    (wanted,) = vjp(f, X.copy())[1](1.0)
    _, pullback = vjp(f, X.copy())
    monkeypatch.setitem(globals(), "SCALE", 11.0)
    try:
        WEIGHTS[...] = 5.0
        LAYERS[1][...] = 13.0
        LAYERS[0] = np.zeros(3)
        np.testing.assert_array_equal(pullback(1.0)[0], wanted)
    finally:
        WEIGHTS[...], LAYERS[:] = kept, layers


def test_a_list_of_the_callers_may_change_as_it_likes():
    def f(rows, s):
        for k in range(2):
            rows[k][1:] *= s
        return np.sum(rows[0] * rows[1])

    rows = [X.copy(), X + 1.0]
    wanted = grad(f)(rows, 2.0)
    _, pullback = vjp(f, rows, 2.0)
    rows[0][...], rows[1] = 0.0, 5.0
    found, _ = pullback(1.0)
    for g, w in zip(found, wanted):
        np.testing.assert_allclose(g, w, rtol=1e-15)


def halves_of(f, *args):
    source = source_of(f)
    special = source.specialised(dict(zip(source.names, args)))
    return [half.text for half in special.pair(source.names[:1])]


def test_what_the_forward_half_saves_as_a_copy_is_not_copied_twice():
    def f(u, w):
        u = u.copy()
        for i in range(1, len(u)):
            u[i] = u[i - 1] * w[i]
        return np.sum(u)

    ahead, back = halves_of(f, X, X)
    assert ahead.count("u.copy()") == 1 and "w = w.copy()" in ahead
    assert "return z, (u1, w)" in ahead
    assert ".copy()" not in "".join(line.partition("#")[0] for line in back.splitlines()[2:])


def test_both_halves_call_what_is_saved_by_the_same_names():
    def f(x, y, n):
        t = 0.0
        for i in range(n):
            t = t + np.sum(np.sin(x * y[i]) * x)
            x = np.cos(x) * y[i]
        return t + np.sum(x * np.sin(y) + np.exp(y))

    ahead, back = halves_of(f, X, X, 2)
    saved = re.search(r"return t, \((.*)\)", ahead) or re.search(r", \((.*)\)$", ahead.strip())
    taken = re.search(r"_reverse\((.*), g\w+=1.0\)", back)
    assert len(saved[1].split(", ")) > 3
    assert saved[1] == taken[1]


def test_what_no_pullback_reads_is_neither_saved_nor_copied():
    def f(x, y):
        a = np.sin(y)
        return np.sum(x + a)

    ahead, back = halves_of(f, X, X)
    assert "copy" not in ahead
    assert "y" not in re.search(r"\((.*)\)", back.splitlines()[0])[1].replace("reverse", "")


WRONG = [("text", "of the type str"), (np.ones(4), "has shape"), (None, "needs the adjoint")]


@pytest.mark.parametrize("times", [0, 1])
@pytest.mark.parametrize(("seed", "message"), WRONG)
def test_wrong_seeds_are_refused_on_both_ways(seed, message, times):
    f = fresh(elementwise)
    for _ in range(times):
        vjp(f, X, X)
    with pytest.raises(Error, match=message) as caught:
        vjp(f, X, X)[1](seed)
    assert "errors.py" not in str(caught.getrepr()) and "seeds.py" not in str(caught.getrepr())


def test_seeds_of_other_types_are_made_fit_on_the_short_way(long_ways):
    f = fresh(elementwise)
    vjp(f, X, X)
    _, pullback = vjp(f, X, X)
    wanted = pullback(np.array([1.0, 2.0, 3.0]))
    for seed in ([1, 2, 3], np.array([1, 2, 3]), np.array([1.0, 9.0, 2.0, 9.0, 3.0])[::2]):
        for g, w in zip(pullback(seed), wanted):
            np.testing.assert_array_equal(g, w)
    number = fresh(a_number)
    vjp(number, X, X)
    _, pull = vjp(number, X, X)
    for seed in (None, 1, 1.0, np.float32(1.0)):
        np.testing.assert_array_equal(pull(seed)[0], X)
    assert len(long_ways) == 2


def test_single_precision_stays_single_precision_on_the_short_way(long_ways):
    number, x = fresh(a_number), X.astype(np.float32)
    vjp(number, x, x)
    _, pull = vjp(number, x, x)
    for seed in (None, 1.0, np.float32(1.0), np.float64(1.0)):
        assert [g.dtype for g in pull(seed)] == [np.float32, np.float32]
    assert len(long_ways) == 1


def test_errors_of_the_function_come_from_both_halves():
    def f(x):
        return math.log(x) * x

    vjp(f, 1.0)
    with pytest.raises(ValueError, match="math domain error") as caught:
        vjp(f, -1.0)
    if hasattr(caught.value, "__notes__"):
        assert "return math.log(x) * x" in caught.value.__notes__[0]


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_a_pullback_costs_little_more_than_the_halves(count):
    """The bound of the product is 2 microseconds; a noisy machine is given twice that.

    A slow one is given 80 calls of a function that does nothing, timed in turns with the others.
    """

    f = of_arguments(count)
    args = (X, X + 1.0, 0.5, 2.0)[:count]
    seed = vjp(f, *args)[0]
    special = source_of(f).first
    ahead, back = [half.function for half in special.pair(special.source.names)]

    def called():
        vjp(f, *args)[1](seed)

    def plain():
        back(*ahead(*args)[1], seed)

    timers, best = [timeit.Timer(f) for f in (called, plain, lambda: None)], [math.inf] * 3
    for _ in range(30):
        best = [min(b, t.timeit(300) / 300) for b, t in zip(best, timers)]
    assert best[0] - best[1] < max(4e-6, 80 * best[2])


def of_an_argument_that_may_be_bound_to_anything(x):
    chosen = None
    match chosen:
        case ["power", other]:
            x = other
    return x * x


def test_a_pullback_keeps_what_may_have_become_anything():
    x = np.array([0.5, 0.7])
    _, pullback = vjp(of_an_argument_that_may_be_bound_to_anything, x)
    x[:] = 9.0
    (gx,) = pullback(np.ones(2))
    np.testing.assert_allclose(gx, [1.0, 1.4])
