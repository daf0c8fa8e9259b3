"""Calls of other sizes: what one call decided serves another only where it decides alike.

The tangent, the adjoint, and the adjoint for other arguments compare sizes of their own. Each
function here is called at one point in one way, and then at points of other sizes in another.
"""

import numpy as np
import pytest

from s2sad import check_grads, differentiate, grad, jvp, value_and_grad, vjp

X, Y = np.array([1.0, 2.0, 3.0]), np.array([2.0, 3.0, 4.0])


def fresh(body):
    """Return a new function, of which nothing has been kept."""
    return BODIES[body]()


def stored():
    def f(x, y):
        z = np.zeros(3)
        z[:] = x * x
        z *= y
        return np.sum(z**2)

    return f


def stored_itself():
    def f(x, y):
        z = np.zeros(3)
        z[...] = x
        z += y
        return np.sum(z**3)

    return f


def delivered():
    def f(x, y):
        z = np.zeros(3)
        np.multiply(x, y, out=z)
        np.copyto(z[1:], y[:1] * z[1:])
        return np.sum(z**2)

    return f


def added_at_places():
    def f(x, y):
        z = np.ones(3)
        np.add.at(z, [0, 0, 2], x)
        return np.sum(np.full(3, y) * z**2)

    return f


def slope_of_slope(f):
    def slope(x, y):
        return np.sum(grad(f)(x, y) ** 2)

    return grad(slope, (0, 1))


BODIES = {f.__name__: f for f in (stored, stored_itself, delivered, added_at_places)}
FIRST = {
    "grad of x": lambda f, x, y: grad(f, 0)(x, y),
    "grad of y": lambda f, x, y: grad(f, 1)(x, y),
    "value_and_grad": lambda f, x, y: value_and_grad(f, (0, 1))(x, y),
    "jvp": lambda f, x, y: jvp(f, (x, y), (x, y)),
    "vjp": lambda f, x, y: vjp(f, x, y)[1](1.0),
    "primal": lambda f, x, y: differentiate(f).text("primal", x, y),
    "tangent": lambda f, x, y: differentiate(f).text("tangent", x, y),
    "adjoint": lambda f, x, y: differentiate(f).text("adjoint", x, y),
    "trace": lambda f, x, y: differentiate(f).trace(x, y),
    "second": lambda f, x, y: slope_of_slope(f)(x, y),
}
SIZES = [((X[:1], Y), (X, Y)), ((X, Y), (X, Y[:1]))]


@pytest.mark.parametrize("sizes", SIZES, ids=lambda s: "-".join(str(len(v)) for p in s for v in p))
@pytest.mark.parametrize("first", FIRST)
@pytest.mark.parametrize("body", BODIES)
def test_a_call_of_other_sizes_decides_anew(body, first, sizes):
    f = fresh(body)
    before, after = sizes
    FIRST[first](f, *before)
    check_grads(f, *after)
    check_grads(f, *before)


def test_a_second_derivative_of_other_sizes_decides_anew():
    second = slope_of_slope(stored())
    for x, y in ((X[:1], Y), (X, Y)):
        found = second(x, y)
        for k in range(2):
            for i in range((x, y)[k].size):
                step = np.zeros((x, y)[k].size)
                step[i] = 1e-6
                moved = [[v + s * step if j == k else v for j, v in enumerate((x, y))]
                         for s in (1, -1)]  # fmt: skip
                ends = [np.sum(grad(stored())(*m) ** 2) for m in moved]
                slope = (ends[0] - ends[1]) / 2e-6
                np.testing.assert_allclose(found[k][i], slope, rtol=1e-5)


def test_what_a_call_that_failed_decided_serves_no_other():
    def f(x, y):
        z = np.concatenate((x, np.sin(y) * y))
        return z * z

    wide, narrow = np.arange(1.0, 10.0).reshape(3, 3) / 5.0, np.ones((3, 1))
    with pytest.raises(ValueError, match="dimension"):
        jvp(f, (wide, narrow), (wide, narrow))
    check_grads(f, wide, wide)


def test_calls_of_many_sizes_share_what_was_made():
    def f(x, y):
        return np.sum(x * y + np.sin(x))

    derivative = grad(f)
    for n in range(2, 9):
        derivative(np.ones(n), np.ones(n))
    source = vars(f)["__s2sad_source__"]
    assert sum(map(len, source.cache.values())) == 1
