"""The checkers: right derivatives pass, and each kind of wrong one is caught by name."""

import functools
import importlib
import sys

import numpy as np
import pytest

from s2sad.testing import check_grads, difference_directional, flatten, unflatten
from s2sad.testing_trees import (
    difference_of, duplicate, inner, map_floats, shared_memory, structure_fault,
)  # fmt: skip
from tests import numeric_api

X = np.array([0.3, 0.8, 1.1])


@pytest.fixture
def api(monkeypatch):
    """The stand-in API, in the place of the real one; tests spoil it."""
    made = numeric_api.make()
    monkeypatch.setitem(sys.modules, "s2sad.api", made)
    return made


def f(x, s):
    return np.sum(np.sin(x) * s) * s


def squares(x):
    return x * x


def spoil_vjp(api, change):
    """Let every pullback return `change(gradients)`."""
    right = api.vjp

    def vjp(function, *primals, wrt=None):
        value, pullback = right(function, *primals, wrt=wrt)
        return value, lambda g: change(pullback(g))

    api.vjp = vjp


def fails(text, function, *args, **options):
    with pytest.raises(AssertionError, match=text):
        check_grads(function, *args, **options)


def test_hand_written_derivatives_pass(api):
    api.jvp = lambda f, p, t, wrt: (p[0] ** 3, 3.0 * p[0] ** 2 * t[0])
    api.vjp = lambda f, x, wrt: (x**3, lambda g: (3.0 * x**2 * g,))
    api.value_and_grad = lambda f, wrt: lambda x: (x**3, (3.0 * x**2,))
    api.grad = lambda f, wrt: lambda x: (3.0 * x**2,)
    check_grads(lambda x: x**3, 1.7)


@pytest.mark.parametrize(
    ("function", "args"),
    [
        (f, (X, 0.7)),
        (squares, (X,)),
        (lambda p: p["w"] @ p["x"][0], ({"w": X, "x": [X * 2.0]},)),
        (lambda x: (x, [x * x, 3], "text"), (0.4,)),
        (lambda z: z * z, (1.0 + 2.0j,)),
        (lambda z: np.sum(np.abs(z) ** 2), (np.array([1.0 + 2.0j, 0.5]),)),
        (lambda x: np.sum(x * x), (X.astype(np.float32),)),
        (lambda x, y: x @ y, (X[::-1], np.asfortranarray(np.outer(X, X)))),
        (lambda x, n: x**n, (0.7, 3)),
    ],
)
def test_right_derivatives_pass(api, function, args):
    check_grads(function, *args)


def test_functions_that_write_into_their_arguments_pass(api):
    def written(x):
        x[1:] = x[:-1] * x[1:]
        return np.sum(x**2)

    x = X.copy()
    check_grads(written, x)
    assert np.array_equal(x, X)


def test_second_order_passes(api):
    check_grads(lambda x, y: x * np.sin(y), 0.4, 0.9, order=2, rtol=1e-4, modes=("rev",))


@pytest.mark.parametrize(
    "function",
    [np.sin, squares, lambda x: {"a": (x[0], [x * x, 3]), "b": np.sum(np.exp(x))}],
    ids=["array", "squares", "dict"],
)
def test_second_order_of_any_result_passes_in_both_modes(api, function):
    check_grads(function, X[:2], order=2, rtol=1e-4)


class Model:
    def __init__(self):
        self.w = np.array([1.0, 2.0, 3.0])

    def loss(self, x, scale=2.0):
        return np.sum(np.sin(self.w * x) * scale)


def weighted(a, x, c=1.0):
    return np.sum(a * np.sin(x) * c)


BOUND = {
    "method": Model().loss,
    "arguments": functools.partial(weighted, 2.0),
    "keywords": functools.partial(lambda x, a: weighted(a, x), a=2.0),
    "both": functools.partial(weighted, 2.0, c=3.0),
    "method and keyword": functools.partial(Model().loss, scale=3.0),
}


@pytest.mark.parametrize("name", BOUND)
def test_second_order_of_what_is_bound_passes(name):
    check_grads(BOUND[name], X, order=2, rtol=1e-4)


@pytest.mark.parametrize("factor", [1.0, 1.001])
def test_a_wrong_second_derivative_is_caught(api, factor):
    api.grad = lambda f, wrt: lambda x: (np.cos(x),)
    api.value_and_grad = lambda f, wrt: lambda x: (f(x), (np.cos(x),))

    def vjp(f, x, *seeds, wrt):
        if f is np.sin:
            return f(x), lambda g: (np.cos(x) * g,)
        (gz,) = seeds

        def pullback(g):
            at_value, (at_gradient,) = g
            down = -np.sin(x) * gz * factor * at_gradient
            return np.cos(x) * at_value + down, np.cos(x) * at_gradient

        return f(x, gz), pullback

    api.vjp = vjp
    check_grads(np.sin, 0.4, modes=("rev",))
    if factor == 1.0:
        check_grads(np.sin, 0.4, modes=("rev",), order=2)
    else:
        fails("vjp disagrees with differences", np.sin, 0.4, modes=("rev",), order=2)


def test_a_wrong_entry_of_a_gradient_is_caught(api):
    def change(gradients):
        gradients[0][1] += 1e-4
        return gradients

    spoil_vjp(api, change)
    fails("vjp disagrees with differences, argument 0", f, X, 0.7)


def test_a_wrong_gradient_of_a_small_argument_is_caught(api):
    spoil_vjp(api, lambda gradients: (gradients[0], 1.001 * gradients[1]))
    fails("vjp disagrees with differences, argument 1", lambda x, y: 1e4 * x + 0.1 * y, 0.2, 0.3)


def test_a_wrong_tangent_is_caught(api):
    right = api.jvp
    api.jvp = lambda *a, **k: (right(*a, **k)[0], right(*a, **k)[1] * 1.0001)
    fails("jvp disagrees with differences in entry 0", squares, X)


def test_modes_that_disagree_within_the_tolerance_of_differences_are_caught(api):
    spoil_vjp(api, lambda gradients: (gradients[0] * (1.0 + 1e-6),))
    fails("dot products", squares, X, rtol=1e-4)


def test_a_wrong_value_of_a_forward_program_is_caught_to_rounding(api):
    right = api.jvp
    api.jvp = lambda f, p, t, wrt: (f(*p) * (1.0 + 1e-14), right(f, p, t, wrt)[1])
    fails("the value that jvp returns is not the function's", np.sum, X)


def test_a_wrong_value_of_a_reverse_program_is_caught_to_rounding(api):
    right = api.vjp
    api.vjp = lambda f, *p, wrt: (f(*p) * (1.0 + 1e-14), right(f, *p, wrt=wrt)[1])
    fails("the value that vjp returns is not the function's", np.sum, X)


def test_a_value_of_another_type_is_caught(api):
    right = api.jvp
    api.jvp = lambda f, p, t, wrt: (float(f(*p)), right(f, p, t, wrt)[1])
    fails("of type float, expected .* of type float64", np.sum, X)


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (lambda g: (g[0].reshape(3, 1),), "shape"),
        (lambda g: (g[0].astype(np.float32),), "float32"),
        (lambda g: (list(g[0]),), "structure"),
        (lambda g: (None,), "expected an array"),
        (lambda g: (), "one gradient for each"),
        (lambda g: g[0], "one gradient for each"),
    ],
)
def test_a_gradient_unlike_its_argument_is_caught(api, change, text):
    spoil_vjp(api, change)
    fails(text, squares, X)


def test_a_gradient_that_is_the_seed_is_caught(api):
    api.vjp = lambda f, x, wrt: (x.copy(), lambda g: (g,))
    fails("shares memory with the seed", lambda x: x, X)


def test_a_gradient_that_is_an_argument_is_caught(api):
    api.vjp = lambda f, x, y, wrt: (x @ y, lambda g: (y, x * g) if g else 0)
    fails("shares memory with argument 1", lambda x, y: x @ y, X, X * 2.0, modes=("rev",))


def test_gradients_that_are_one_array_are_caught(api):
    def change(gradients):
        return gradients[0], gradients[0][:]

    spoil_vjp(api, change)
    fails("shares memory with the gradient of argument 1", lambda x, y: x + y, X, X.copy())


def test_a_changed_argument_is_caught(api):
    right = api.vjp

    def vjp(f, x, wrt):
        value, pullback = right(f, x, wrt=wrt)
        x[0] += 1.0
        return value, pullback

    api.vjp = vjp
    fails("vjp changed an argument", squares, X)


def test_a_changed_seed_is_caught(api):
    def change(seed, gradients):
        seed *= 2.0
        return gradients

    right = api.vjp

    def vjp(f, x, wrt):
        value, pullback = right(f, x, wrt=wrt)
        return value, lambda g: change(g, pullback(g))

    api.vjp = vjp
    fails("the pullback changed its seed", squares, X)


def test_a_pullback_that_empties_its_record_is_caught(api):
    right = api.vjp

    def vjp(f, x, wrt):
        value, pullback = right(f, x, wrt=wrt)
        saved = [1.0, 0.0]
        return value, lambda g: (pullback(g)[0] * saved.pop(0),)

    api.vjp = vjp
    fails("another gradient the second time", squares, X)


@pytest.mark.parametrize("kept", ["argument", "result"])
def test_a_pullback_that_sees_later_writes_is_caught(api, kept):
    def vjp(f, x, wrt):
        z = np.exp(x)
        return z, lambda g: (g * (np.exp(x) if kept == "argument" else z),)

    api.vjp = vjp
    fails("after writes to the arguments", np.exp, X)


def test_lost_and_doubled_prints_are_caught(api):
    def noisy(x):
        print("x is", x)
        return x * x

    right = api.jvp
    api.jvp = lambda f, p, t, wrt: (right(squares, p, t, wrt))
    fails("under jvp the function prints ''", noisy, 0.3)


def test_grad_that_disagrees_with_vjp_is_caught(api):
    right = api.grad
    api.grad = lambda f, wrt: lambda *a: tuple(g * (1.0 + 1e-6) for g in right(f, wrt)(*a))
    fails("grad disagrees with vjp, argument 0", f, X, 0.7)


def test_a_point_where_nothing_can_be_checked_is_an_error(api):
    fails("not smooth", lambda x: x * (1.0 if x > 0.5 else 2.0), 0.5)
    fails("holds no float", int, 1.5)


def test_differences_know_their_error():
    slope, error = difference_directional(lambda x: np.sin(x), (0.7,), (0,), (2.0,))
    assert abs(slope[0] - 2.0 * np.cos(0.7)) <= 10.0 * error[0] + 1e-12 < 1e-9
    slope, error = difference_directional(lambda x: abs(x) ** 0.5, (0.0011,), (0,), (1.0,))
    assert error[0] > 1e-9


def test_differences_get_past_a_domain_that_is_near():
    slope, error = difference_directional(np.log, (0.003,), (0,), (1.0,))
    assert abs(slope[0] * 0.003 - 1.0) < 1e-5


def test_flatten_and_unflatten_are_inverse():
    tree = [1.5, (np.arange(4.0).reshape(2, 2).T, 3), {"z": 1.0 + 2.0j, "t": "text"}]
    made = unflatten(tree, flatten(tree))
    assert difference_of(tree, made) == ""
    assert flatten(tree).tolist() == [1.5, 0.0, 2.0, 1.0, 3.0, 1.0, 2.0]
    with pytest.raises(ValueError, match="numbers for a tree"):
        unflatten(tree, np.zeros(3))


def test_bits_that_grow_are_those_of_copies_of_the_arguments():
    def f(x):
        y = (x @ x) * 0.37
        for _ in range(4):
            y = y**3 * 1.1
        x[0] = y
        return x[0]

    strided = np.array([-1.068, -0.233, -0.488, 1.174, 0.512, 1.21, 1.159, 0.771])[::2]
    assert f(strided.copy()) != f(strided.repeat(2)[::2])  # NumPy's own sums differ
    check_grads(f, np.array([-1.068, -0.233, -0.488, 1.174, 0.512, 1.21, 1.159, 0.771])[::2])


def test_duplicates_keep_strides_and_sharing():
    x = np.arange(12.0).reshape(3, 4)[::-2, ::3]
    copied, again = duplicate([x, x])
    assert copied is again and copied is not x
    assert copied.strides == x.strides and np.array_equal(copied, x)
    assert not np.shares_memory(copied, x)
    copied[0, 0] = 7.0
    assert x[0, 0] != 7.0


def test_trees_are_compared_by_type_and_bits():
    assert difference_of([0.0], [-0.0]) != ""
    assert difference_of(np.nan, -np.nan) == ""
    assert difference_of(1.0, np.float64(1.0)) != ""
    assert difference_of((1.0,), [1.0]) != ""
    assert difference_of([1.0], [1.0, 2.0]) != ""
    assert structure_fault([1.0, 2], [0.5, None]) == ""
    assert structure_fault([1.0, 2], [0.5, 0]) != ""
    assert shared_memory([("a", [X])], [("b", X[1:])]) == "a[0] shares memory with b"
    assert inner([1.0, (2.0, 5)], [3.0, (4.0, None)]) == 11.0


def test_the_stand_in_is_what_is_checked(api):
    assert importlib.import_module("s2sad.api") is api


def test_the_sum_of_no_floats_is_an_int_with_a_zero_tangent():
    def f(x):
        return sum(0.3 for k in range(3) if x * k > 5.0), sum(x for k in range(3) if x > 5.0), x

    assert f(2.0) == (0, 0, 2.0)
    check_grads(f, 2.0)
    check_grads(f, 7.0)


def in_all(x, *more, rate=2.0, **rest):
    return x * rate**2 + sum(more) ** 2 * rest["scale"]


def test_arguments_of_every_kind_are_checked():
    check_grads(in_all, 1.5, 2.0, 3.0, rate=0.7, scale=0.3, order=2)
    check_grads(in_all, 1.5, 2.0, 3.0, scale=0.3, wrt=("more", "rate"), order=2)
    with pytest.raises(TypeError, match="missing 1 required keyword-only argument: 'w'"):
        check_grads(lambda x, *, w: x * w, 2.0)


@pytest.mark.parametrize("name", ["x", "more", "rate", "rest"])
def test_a_wrong_gradient_of_any_kind_of_argument_is_caught(name, api):
    def spoilt(gradients):
        found = list(gradients)
        k = ["x", "more", "rate", "rest"].index(name)
        found[k] = map_floats(lambda v: v * 1.001, found[k])
        return found

    spoil_vjp(api, spoilt)
    fails("vjp disagrees with differences", in_all, 1.5, 2.0, 3.0, rate=0.7, scale=0.3)


def test_what_draws_from_its_own_generator_cannot_be_checked():
    rng = np.random.default_rng(0)
    fails("for the same arguments", lambda x: x * rng.normal(), 2.0)
