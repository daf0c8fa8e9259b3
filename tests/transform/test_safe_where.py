"""Safe where: what is not selected has no part in the derivative, whatever its slope is."""

import numpy as np
import pytest

from s2sad import check_grads, grad, jvp
from tests.small import adjoint_text, check
from tests.thorough import order_in_turn

X = np.array([-1.0, 0.0, 0.5, 2.0])


def root(x):
    return np.sum(np.where(x > 0, np.sqrt(x), 0.0))


def logarithm(x):
    return np.sum(np.where(x > 0, np.log(x), 0.0))


def sine_quotient(x):
    return np.sum(np.where(x != 0, np.sin(x) / x, 1.0))


def in_the_other_arm(x):
    return np.sum(np.where(x <= 0, x * x, 1.0 / x))


def through_a_chain(x):
    inside = 1.0 - x * x
    shape = np.exp(-1.0 / inside) * x
    return np.sum(np.where(np.abs(x) < 1.0, shape, 0.0))


def in_both_arms(x):
    return np.sum(np.where(x > 0, np.log(x), np.log(-x + 1.0) * np.sqrt(-x)))


def named_before(x, y):
    q = x / y
    big = y > 0
    return np.sum(np.where(big, q, x))


def inverse_sine(x):
    return np.sum(np.where(np.abs(x) < 1.0, np.arcsin(x), 0.0))


def powers(x):
    return np.sum(np.where(x > 0, x**1.5 + x**2, x**3))


AT = {
    root: [0.0, 0.0, 0.5 / np.sqrt(0.5), 0.5 / np.sqrt(2.0)],
    logarithm: [0.0, 0.0, 2.0, 0.5],
    sine_quotient: [
        (np.sin(1.0) - np.cos(1.0)), 0.0, (0.5 * np.cos(0.5) - np.sin(0.5)) / 0.25,
        (2.0 * np.cos(2.0) - np.sin(2.0)) / 4.0,
    ],
    in_the_other_arm: [-2.0, 0.0, -4.0, -0.25],
    inverse_sine: [0.0, 1.0, 1.0 / np.sqrt(0.75), 0.0],
    powers: [3.0, 0.0, 1.5 * 0.5**0.5 + 1.0, 1.5 * 2.0**0.5 + 4.0],
}  # fmt: skip


@pytest.mark.parametrize("f", AT, ids=lambda f: f.__name__)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_the_gradient_is_that_of_what_is_selected(f):
    (gradient,) = grad(f, wrt=(0,))(X)
    assert np.allclose(gradient, AT[f], rtol=1e-13, atol=1e-15)
    for k in range(len(X)):
        assert np.allclose(jvp(f, (X,), (np.eye(len(X))[k],))[1], AT[f][k], rtol=1e-13, atol=1e-15)


@pytest.mark.parametrize("f", [*AT, through_a_chain, in_both_arms], ids=lambda f: f.__name__)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_away_from_singular_points_it_is_what_differences_show(f):
    check_grads(f, np.array([-0.7, 0.4, 0.6, 1.7]), order=order_in_turn())


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_two_arguments_and_an_operand_with_a_name():
    check(named_before, np.array([0.3, 0.7]), np.array([0.4, -0.2]), wrt=(0, 1))
    gx, gy = grad(named_before, wrt=(0, 1))(np.array([0.3, 0.7]), np.array([0.5, 0.0]))
    assert np.array_equal(gx, [2.0, 1.0]) and np.array_equal(gy, [-1.2, 0.0])


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_the_text_is_what_a_person_would_write():
    assert adjoint_text(root, X).splitlines()[1:] == [
        "    a = x > 0",
        "    b = np.sqrt(np.where(a, x, 1.0))",
        "    z = np.sum(np.where(a, b, 0.0))",
        "    gx = np.where(a, 0.5 * gz / b, 0.0)",
        "    return z, (gx,)",
    ]


def written_before(x):
    u = x.copy()
    u[u > 1.0] = x[0] ** 2
    return np.sum(np.where(u > 0, np.sqrt(u), 0.0))


def test_what_was_written_before_is_safe_too():
    check(written_before, np.array([0.3, 0.9, 1.4]))
    assert ", 1.0)" in adjoint_text(written_before, np.array([0.3, 0.9, 1.4]))
    (gradient,) = grad(written_before, wrt=(0,))(np.array([0.0, 0.25, -1.0]))
    assert np.array_equal(gradient, [0.0, 1.0, 0.0])


def what_is_changed_itself(x):
    y = x * 1.0
    r = np.sqrt(x)
    for _ in range(2):
        r *= y
    return np.sum(np.where(x > 0.7, r, 0.0))


def what_else_is_read(x):
    y = np.sqrt(x)
    return np.sum(np.where(x > 0.7, y, 0.0)) + np.sum(y)


def what_changes(x):
    y = x * 1.0
    r = np.sqrt(y)
    y[0] = 4.0
    return np.sum(np.where(x > 0.7, r, 0.0)) + np.sum(y)


@pytest.mark.parametrize(
    "f", [what_else_is_read, what_changes, what_is_changed_itself]
)
def test_what_others_read_too_stays_as_it_is(f):
    check(f, np.array([0.3, 0.9, 1.4]))
    assert ", 1.0)" not in adjoint_text(f, np.array([0.3, 0.9, 1.4]))


def test_what_does_not_vary_stays_as_it_is():
    def f(x, w):
        return np.sum(x * np.where(w > 0, np.sqrt(w), 0.0))

    assert adjoint_text(f, X, X, wrt=(0,)).count("np.where") == 1


def test_the_root_of_a_sum_keeps_its_nan():
    with np.errstate(invalid="ignore", divide="ignore"):
        (gradient,) = grad(lambda x: np.sqrt(np.sum(x * x)), wrt=(0,))(np.zeros(2))
    assert np.isnan(gradient).all()


def safe_by_the_user(x):
    return np.sum(np.where(x > 0.7, np.log(np.where(x > 0.7, x, 2.0)), 0.0))


def safe_by_the_user_in_the_other_arm(x):
    return np.sum(np.where(x <= 0.7, 0.0, np.sqrt(np.where(x <= 0.7, 1.0, x))))


def safe_by_a_name(x):
    m = x > 0.7
    y = np.where(m, x, 1.0)
    return np.sum(np.where(m, y / np.where(m, x * x, 1.0), 0.0))


def not_safe_enough(x):
    return np.sum(np.where(x > 0.7, np.sqrt(np.where(x > 0.7, x, 0.0)), 0.0))


def safe_where_another_mask_holds(x):
    return np.sum(np.where(x > 0.7, np.sqrt(np.where(x > -9.0, x, 1.0)), 0.0))


def safe_in_the_arm_that_is_taken(x):
    return np.sum(np.where(x > 0.7, np.sqrt(np.where(x > 0.7, 2.0, x) * x), 0.0))


def safe_by_a_mask_that_was_another(x):
    y = x + 1.0
    m = y > 0.0
    z = np.where(m, x, 1.0)
    y -= 1.5
    return np.sum(np.where(y > 0.0, np.sqrt(z), 0.0))


def safe_where_what_it_compares_was_another(x):
    y = x * 1.5
    z = np.where(y > -1.0, y, 1.0)
    y[0] = -5.0
    return np.sum(np.where(y > -1.0, np.sqrt(z), 0.0))


def safe_by_a_mask_that_is_written(x):
    m = x > -1.0
    z = np.where(m, x, 1.0)
    m[0] = False
    return np.sum(np.where(m, np.sqrt(z), 0.0))


def safe_by_the_like_of_a_mask_that_is_written(x):
    m, n = x > -1.0, x > -1.0
    z = np.where(m, x, 1.0)
    n[0] = False
    return np.sum(np.where(n, np.sqrt(z), 0.0))


WRITTEN = [
    safe_where_what_it_compares_was_another, safe_by_a_mask_that_is_written,
    safe_by_the_like_of_a_mask_that_is_written,
]  # fmt: skip
ZEROS = np.array([0.0, 0.3, 0.7, 0.9, 1.4])


@pytest.mark.parametrize(
    "f", [safe_by_the_user, safe_by_the_user_in_the_other_arm, safe_by_a_name]
)
def test_what_the_user_made_safe_is_not_made_safe_again(f):
    text = adjoint_text(f, X)
    assert "0.7, np.where" not in text and text.count("x > 0.7") <= 2
    safe = [line for line in text.splitlines() if ", 1.0)" in line or ", 2.0)" in line]
    assert sum(line.count("np.where") for line in safe) <= 3
    (gradient,) = grad(f, wrt=(0,))(ZEROS)
    assert np.all(np.isfinite(gradient))


@pytest.mark.parametrize(
    "f",
    [not_safe_enough, safe_where_another_mask_holds, safe_by_a_mask_that_was_another, *WRITTEN],
)
def test_what_is_not_safe_is_made_safe(f):
    (gradient,) = grad(f, wrt=(0,))(ZEROS)
    assert np.all(np.isfinite(gradient))
    assert ", 1.0)" in adjoint_text(f, X)


@pytest.mark.parametrize("f", [
    safe_by_the_user, safe_by_the_user_in_the_other_arm, safe_by_a_name, not_safe_enough,
    safe_where_another_mask_holds, safe_in_the_arm_that_is_taken, safe_by_a_mask_that_was_another,
    *WRITTEN,
])  # fmt: skip
def test_derivatives_of_what_the_user_made_safe_are_right(f):
    check(f, np.array([0.25, 0.45, 0.9, 1.4]))


def bound_in_a_circle(x, y, z):
    for _ in range(2):
        if z > 0:
            y = np.where(y > 0, x, y)
            x = -x
        y = np.where(x > 0, np.sqrt(np.abs(y)) + y, 1.0)
    return np.sum(x * y)


def negated(x, y, z):
    if z:
        y = np.where(y, x, y)
        x = -x
    return np.sum(x) + 0.0 * np.sum(y)


@pytest.mark.parametrize("f", [bound_in_a_circle, negated])
def test_what_is_made_of_itself_is_asked_once(f):
    check_grads(f, np.array([0.4, -1.2, 0.9]), np.array([0.7, 0.6, 1.3]), 1.0, wrt=(0, 1))
