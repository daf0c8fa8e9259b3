"""Derivatives inside differentiated functions: gradient penalties, Newton steps, training."""

import numpy as np
import pytest

import s2sad
from s2sad import differentiate, grad, jvp, value_and_grad, vjp
from s2sad.errors import Error, Overlap
from tests.arguments.things import B, Layer, Named, State, W, X

P = {"w": W, "b": B}
SCALE = 0.7


def net(x, w):
    return np.sum(np.tanh(w @ x) ** 2) * SCALE


slope = grad(net)


@differentiate(wrt="x")
def carried(x, n):
    total = 0.0
    for k in range(n):
        total = total + x[k] ** 3
    return total


def fit(p, x):
    return np.sum(np.tanh(p["w"] @ x + p["b"]))


def penalty(w, x):
    return np.sum(grad(net)(x, w) ** 2)


def made_outside(w, x):
    return np.sum(slope(x, w=w) ** 2)


def by_name(w, x):
    g = grad(net, wrt=("w", "x"))(x, w)
    return np.sum(g[0] ** 2) * np.sum(g[1])


def with_value(w, x):
    def inner(t, scale=2.0):
        return net(t, w) * scale

    value, g = value_and_grad(inner)(x)
    return value * np.sum(g)


def newton(c, x):
    f = lambda t: t**3 - c * t  # noqa: E731
    for _ in range(4):
        x = x - grad(f)(x) / grad(grad(f))(x)
    return x


def along(w, x, v):
    y, dy = jvp(net, (x, w), (v, w))
    return y * dy


def of_carried(x, n):
    return np.sum(carried.grad(x, n) ** 2)


def from_int(c):
    return grad(lambda t: c * t**3)(2)


def descent(p, x):
    for _ in range(2):
        g = grad(fit)(p, x)
        p = {k: p[k] - 0.1 * g[k] for k in p}
    return fit(p, x)


def norm_of_layer(layer, x):
    g = grad(lambda other: np.sum(other(x)) + other.size)(layer)
    return np.sum(g.w**2) + np.sum(g.b**2)


def norm_of_named(p, x):
    g = grad(lambda q: np.sum(np.sin(q.w @ x + q.b)))(p)
    return np.sum(g.w**2) + np.sum(g[1] ** 2)


def twice(x, w):
    return np.sum(grad(lambda t: np.sum(grad(net)(t, w) ** 2))(x))


def in_a_branch(x, w):
    g = grad(net)(x, w)
    if g[0] > 0.0:
        return np.sum(g)
    return np.sum(g**3)


def same_names(x, w):
    def inner(x):
        y = x * x
        return np.sum(y * x)

    y = x * 3.0
    g = grad(inner)(x * 2.0)
    return np.sum(g * x * y) * w[0, 0]


def whole_numbers_in_an_array(x):
    def inner(t):
        u = np.array([t, t * 2])
        u[0] = u[1] * 0.3
        return u[0] * t

    return grad(inner)(2) * np.sum(x)


def of_two_kinds(x):
    def energy(t):
        return np.sum(t**3)

    total = 0.0
    for part in (x, x[0], x[:2]):
        total = total + np.sum(grad(energy)(part) ** 2)
    return total


def with_a_list(x):
    def inner(t):
        values = [t, t * t]
        same = values
        same[0] = same[0] * values[1]
        return values[0] * same[1]

    return grad(inner)(x[0]) * x[1]


@pytest.mark.parametrize(("f", "args"), [
    (same_names, (X, W)), (whole_numbers_in_an_array, (X,)), (of_two_kinds, (X,)),
    (with_a_list, (X,)), (penalty, (W, X)), (made_outside, (W, X)), (by_name, (W, X)),
    (with_value, (W, X)),
    (newton, (2.0, 3.0)), (along, (W, X, X + 1.0)), (of_carried, (X, 3)), (of_carried, (X, 2)),
    (from_int, (1.5,)), (descent, (P, X)), (norm_of_layer, (Layer(W, B), X)),
    (norm_of_named, (Named(W, B), X)), (twice, (X, W)), (in_a_branch, (X, W)),
    (in_a_branch, (-X, W)),
], ids=lambda v: getattr(v, "__name__", ""))  # fmt: skip
def test_derivatives_inside(f, args):
    s2sad.check_grads(f, *args)


@pytest.mark.parametrize("f", [penalty, with_value])
def test_what_has_derivatives_inside_is_differentiated_again(f):
    s2sad.check_grads(f, W, X, order=2)


def test_captured_values_of_the_inner_function_are_read_at_each_call():
    global SCALE
    before = grad(penalty)(W, X)
    SCALE = 1.4
    try:
        assert np.allclose(grad(penalty)(W, X), 4.0 * before)
    finally:
        SCALE = 0.7


def test_sizes_decided_inside_hold_outside():
    def first_two(x):
        return grad(lambda t: np.sum(t[:2] ** 3) if len(t) > 2 else np.sum(t**2))(x)[0] * x[0]

    for n in (1, 2, 3, 5, 2):
        s2sad.check_grads(first_two, np.linspace(0.5, 1.5, n))


def vector(x):
    return x * 2.0


def no_number(x):
    return np.sum(grad(vector)(x))


def no_parameter(x):
    return grad(net, 5)(x, W)[0]


def pullback(x):
    return vjp(net, x, W)[1](1.0)[0][0]


def unknown(f, x):
    return grad(f)(x)


def without(x):
    return np.sum(grad(net)(x))


@pytest.mark.parametrize(("f", "args", "text"), [
    (no_number, (X,), "real scalar result"), (no_parameter, (X,), "no parameter 5"),
    (pullback, (X,), "`vjp` inside"), (unknown, (2.0, X), "which function `f` is"),
    (without, (X,), "takes x, w"),
])  # fmt: skip
def test_what_cannot_be_differentiated_inside_is_refused(f, args, text):
    with pytest.raises(Error, match=text):
        s2sad.value_and_grad(f, len(args) - 1)(*args)


def test_grad_of_a_state():
    def energy(s):
        return np.sum(s.pos**2) + np.sum(s.vel**3)

    def force(s):
        return np.sum(grad(energy)(s).pos * s.vel)

    s2sad.check_grads(force, State(X, X + 1.0))


# -- arguments that share memory -------------------------------------------------------------------


def writing(u, o):
    o[:] = u**2
    o[1] = u[-1]
    return np.sum(u * o)


def reading(u, v):
    return np.sum(u**2 * v)


def one_array_twice(x):
    return jvp(writing, (x, x), (x, x))[1]


def two_views(x):
    return grad(writing)(x[:2], x[1:])[0]


def through_a_list(x):
    rows = [x]
    return grad(writing)(x, rows[0])[0]


def what_a_derivative_gave(x):
    value, _ = jvp(lambda u: u, (x,), (x,))
    return grad(writing)(x, value)[0]


@pytest.mark.parametrize(
    "function", [one_array_twice, two_views, through_a_list, what_a_derivative_gave]
)
def test_arguments_that_may_share_memory_are_refused_if_one_is_written(function):
    with pytest.raises(Overlap, match="may share memory, and it writes one of them") as caught:
        grad(function)(X)
    assert caught.value.where is not None


def a_copy(x):
    return jvp(writing, (x, x.copy()), (x, x))[1]


def arrays_of_their_own(x):
    y = np.zeros_like(x)
    first = jvp(writing, (x, y), (x, x))[1]
    return first * grad(writing)(2.0 * x, y)[0] + jvp(writing, (y, x), (x, x))[1]


def nothing_written(x):
    return grad(reading, (0, 1))(x, x)[1][0]


@pytest.mark.parametrize("function", [a_copy, arrays_of_their_own, nothing_written])
def test_arguments_that_lie_apart_are_not(function):
    s2sad.check_grads(function, X, order=2)
