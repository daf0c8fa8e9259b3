"""Who owns the memory of an adjoint: what two adjoints share is not added to in place."""

import numpy as np
import pytest

from s2sad import check_grads, vjp
from s2sad.api import emitted_programs
from tests.small import check, sweeps

X = np.array([0.3, 0.7, 1.1, 1.6, 0.9])
M = X[:4].reshape(2, 2)


# -- two adjoints of one sum -------------------------------------------------------------------


def two_terms(x):
    y = np.exp(x)
    q = x * x
    w = x + y
    return np.sum(w * w) + np.sum(q * q)


def two_terms_one_transposed(x):
    y = np.exp(x)
    q = x * x
    z = x.T
    w = z + y
    return np.sum(w * w) + np.sum(q * q)


def in_one_arm(x):
    y = np.exp(x)
    q = x * x
    if x[0] > 0.1:
        w = x + y
    else:
        w = x * y
    return np.sum(w * w) + np.sum(q * q)


def in_one_arm_between_values(x):
    a = np.exp(x)
    v = np.cos(x)
    b = np.sin(a)
    if x[0] > 0.1:
        y = a + v
    else:
        y = np.cos(a) * v
    return np.sum(y * b)


def after_a_loop_that_adds(x):
    y = np.exp(x)
    s = 1.0
    for _ in range(3):
        s = s * np.sum(x * x)
    w = x + y
    return np.sum(w * w) * s


def in_a_trip_for_the_trip_before(x):
    z = x * 1.0
    u = x * x
    q = 0.0
    for k in range(3):
        z = z + u
        u = np.cos(x) * k
        q = q + np.sum(z * z)
    return q + np.sum(z * u)


def an_item_that_is_popped(x):
    b = np.sin(x)
    rows = [x, x * x]
    z = rows[-1] * rows[0]
    a = rows.pop()
    y = a + b
    return np.sum(y * y) + np.sum(z)


def a_row_that_is_added_to(x):
    v = np.sin(x)
    a = np.zeros((2, 5))
    a[0] = x * x
    a[0] += v
    return np.sum(a * a * a)


@pytest.mark.parametrize(
    "f",
    [
        two_terms, in_one_arm, in_one_arm_between_values, after_a_loop_that_adds,
        in_a_trip_for_the_trip_before, an_item_that_is_popped, a_row_that_is_added_to,
    ],
)  # fmt: skip
def test_what_two_adjoints_share_is_not_changed_for_both(f):
    check(f, X)


def test_a_transposed_adjoint_shares_too():
    check(two_terms_one_transposed, M)


def test_a_sum_of_what_was_shared_is_owned():
    def f(x, y):
        a = np.sum(x * x)
        b = np.sum(x * x * x)
        z = x + y
        return np.sum(z * z) + a + b

    check(f, X, X + 0.1)
    _, back = sweeps(f, X, X + 0.1)
    lines = [line.strip() for line in back.splitlines()]
    assert [line.startswith("g:x = ") for line in lines].count(True) == 2  # shared, then owned


# -- seeds -------------------------------------------------------------------------------------


def arrays(x):
    y = x * x
    z = y * 2.0
    return y, z, np.sin(y)


def numbers_in_a_list(x):
    values = [x[0], x[1] * x[2]]
    return values, values[0] * values[1]


def arrays_in_a_list(x):
    rows = [x, x * x]
    return rows, np.sum(rows[0] * rows[1])


def a_list_and_its_copy(x):
    rows = [x * 2.0, x * x]
    y = rows[0] * rows[1]
    other = rows.copy()
    return np.sum(y * other[0]), other, rows


@pytest.mark.parametrize("f", [arrays, numbers_in_a_list, arrays_in_a_list, a_list_and_its_copy])
def test_seeds_stay_as_they_are(f):
    check(f, X)


# -- layouts, shapes and dtypes ----------------------------------------------------------------


def reshaped_and_turned(a, c):
    u = a * 1.0
    flat = u.reshape(4)
    flat[0] = flat[1] * flat[2]
    z = u * c.T
    w = z.T
    return np.sum(w * w * a)


def test_the_adjoint_of_what_is_reshaped_has_its_layout():
    check(reshaped_and_turned, M, M + 0.1)


def test_an_axis_of_unknown_length_that_was_stretched_is_summed():
    def f(x):
        u = x * x
        a = u[x > 0.5]
        w = a * x[:1]
        return np.sum(w * w)

    check(f, X)


def test_the_adjoint_of_what_was_added_to_a_row_is_not_the_row():
    def f(x, w):
        v = x * x
        a = w.copy()
        a[0] *= 0.7
        a[0] += v
        return np.sum(a * a)

    check(f, X[:2], M)


def test_the_gradient_of_a_float32_is_one():
    def f(x, y):
        return np.sum(x * y)

    check(f, X.astype(np.float32), X + 0.1)


def test_a_seed_given_for_each_result_is_not_added_to():
    def f(x):
        y = x + 0.0
        z = y
        return y, z, x

    check(f, X)
    adjoint = emitted_programs(f, X)["adjoint"]
    seed = np.ones(5)
    _, (gradient,) = adjoint(X, seed, seed, seed)
    assert np.array_equal(seed, np.ones(5))
    assert np.array_equal(gradient, 3.0 * seed)


# -- numbers that arrive as arrays without axes ------------------------------------------------


def products_of_pairs(q, p):
    a, b = q[..., 0] * p[..., 0], q[..., 1] * p[..., 1]
    return np.stack((a + b, a + b), axis=-1)


def products_where_they_count(q, p):
    a, b = q[0] * p[0], q[1] * p[1]
    return np.sin(a + b) + np.where(a + b > 0, a + b, 0.0)


def products_in_a_choice(q, p):
    a, b = q[0] * p[0], q[1] * p[1]
    return np.sin(a + b) * np.where(q[0] > 0, a + b, 0.0)


@pytest.mark.parametrize("f", [products_of_pairs, products_where_they_count, products_in_a_choice])
def test_two_adjoints_of_numbers_are_not_one_array(f):
    check(f, X[:2], X[2:4])
    check_grads(f, X[:2], X[2:4], order=2)


def test_the_adjoint_of_a_number_is_no_view_of_the_seed():
    seed = np.array([1.0, 2.0])
    _, pullback = vjp(products_of_pairs, X[:2], X[2:4])
    pullback(seed)
    np.testing.assert_array_equal(seed, [1.0, 2.0])
