"""A parameter that stands where no float can is a count, whatever else is done with it."""

import numpy as np
import pytest

from s2sad import check_grads, differentiate, grad
from s2sad.analysis import usage as usage_module
from s2sad.errors import MissingRule

X = np.array([0.4, -1.2, 0.8, 1.7])
A = np.array([[0.3, 1.1, -0.4], [0.9, 0.2, 1.4], [0.7, -0.8, 0.5]])


@differentiate
def stepped(s, n):
    dt = 1.0 / n
    for _ in range(n):
        s = s + dt * s**2
    return s


@differentiate
def halved(s, n, k):
    for _ in range(2 * n - 1):
        s = s + s**2 / n
    return s * k


def test_a_count_that_divides_is_not_differentiated_by_default():
    (gradient,) = stepped.grad(0.5, 4)
    step = 1e-6
    difference = (stepped(0.5 + step, 4) - stepped(0.5 - step, 4)) / (2 * step)
    assert abs(gradient - difference) < 1e-8
    assert "def stepped_adjoint(s, n, gs=1.0):" in stepped.text("adjoint")


def test_others_are():
    assert len(halved.grad(0.5, 2, 3.0)) == 2


@differentiate
def of_a_name_used_twice(x):
    n = x * 2.0
    y = n**2
    n = 3
    for _ in range(n):
        y = y * x
    return y


@differentiate
def of_a_parameter_bound_anew(x, w):
    y = x * w
    x = 2
    for _ in range(x):
        y = y * w
    return y


def test_a_range_of_another_value_of_a_name_tells_nothing():
    assert of_a_name_used_twice.grad(1.5) == (4.0 * 5 * 1.5**4,)
    by_x, by_w = of_a_parameter_bound_anew.grad(1.5, 0.7)
    assert abs(by_x - 0.7**3) < 1e-12 and abs(by_w - 3 * 1.5 * 0.7**2) < 1e-12


COUNTED = [
    (lambda x, n: np.sum(np.diff(x, n) ** 2) / n, X, 1),
    (lambda x, n: np.sum(np.diff(x, n=n) ** 2) / n, X, 1),
    (lambda x, k: np.sum(np.tril(x, k) ** 2) * k, A, 1),
    (lambda x, k: np.sum(x.diagonal(k) ** 2) * k, A, 1),
    (lambda x, k: np.sum(np.diag(x, k=k) ** 2), A, 1),
    (lambda x, k: np.trace(x, k) ** 2, A, 1),
    (lambda x, n: np.sum(x.reshape(n, 2)[0] ** 2) * n, X, 2),
    (lambda x, n: np.sum(x.reshape(n) ** 2), X, -1),
    (lambda x, n: np.sum(x.repeat(n) ** 2) / n, X, 2),
    (lambda x, n: np.sum(np.pad(x, n) ** 2) / n, X, 2),
    (lambda x, n: np.sum(np.vander(x, n) ** 2), X, 3),
    (lambda x, n: np.sum(np.partition(x, n)[0] ** 2), X, 2),
    (lambda x, n: np.sum(np.expand_dims(x, n) ** 2), X, 0),
    (lambda x, n: np.sum(np.moveaxis(x, n, 0)[0] ** 2), A, 1),
    (lambda x, n: np.take(x, n) ** 2, X, 1),
    (lambda x, n: np.sum(np.delete(x, n) ** 2), X, 1),
    (lambda x, n: np.sum(np.insert(x, n, 2.0)[1] ** 2), X, 1),
    (lambda x, n: np.sum(np.stack([x, x**2], n)[0] ** 2), X, 1),
    (lambda x, n: np.sum(np.cumsum(x, n)[0] ** 2), A, 1),
    (lambda x, n: np.sum(x.sum(n) ** 2), A, 1),
    (lambda x, n: x[n] ** 2 * n, X, 2),
    (lambda x, n: np.sum(x[:n] ** 2) / n, X, 3),
    (lambda x, n: np.sum(x[n - 1 :: 2] ** 2) / n, X, 2),
    (lambda x, n: sum([x[0] * x[1]] * n) / n, X, 3),
    (lambda x, n: x[0] ** 2 * (n >> 1) + x[1] * (1 << n) + x[2] * (n & 1) * n, X, 3),
]


@pytest.mark.parametrize("f, x, n", COUNTED)
def test_what_stands_where_no_float_can_is_no_float(f, x, n):
    value, (gradient,) = differentiate(f).value_and_grad(x, n)
    assert value == f(x, n)
    np.testing.assert_array_equal(gradient, grad(f)(x, n))


@differentiate
def constants_of_integration(p, k):
    return np.sum(np.polyint(p, 2, k) ** 2)


def test_numbers_that_are_named_like_counts_are_not_left_out():
    with pytest.raises(MissingRule, match="with respect to `k`"):
        constants_of_integration.grad(X, [0.5, 0.7])


def bowl(x, a):
    return a * x**2


def many_slopes(x):
    s = 0.0
    for _ in range(2):
        s = s + grad(bowl)(x, 1.0) * grad(bowl)(x, 2.0) + grad(bowl)(s, x) * grad(bowl)(s, 3.0)
        s = np.sin(s) + grad(bowl)(x + s, 1.5) + grad(bowl)(x - s, 2.5) + grad(bowl)(s * x, 0.5)
    return s


def test_derivatives_inside_are_looked_at_once_each(monkeypatch):
    looked_at = []
    plain = usage_module._verdicts

    def counted(program, *rest):
        looked_at.append(program)
        return plain(program, *rest)

    monkeypatch.setattr(usage_module, "_verdicts", counted)
    check_grads(many_slopes, 0.7)
    assert 8 <= len(looked_at) < 60
