"""Safe where beyond arrays of one shape: numbers, other masks, `where=`, `np.choose`, SciPy's."""

import math

import numpy as np
import pytest

from s2sad import check_grads, differentiate, grad, jvp
from tests.small import adjoint_text
from tests.thorough import order_in_turn

special = pytest.importorskip("scipy.special")
stats = pytest.importorskip("scipy.stats")

pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning")
X = np.array([0.0, 1.0, 2.0])


def root(x):
    return np.where(x > 0, np.sqrt(x), 0)


def logarithm(x):
    return np.where(x > 0, np.log(x), 0)


def quotient(x):
    return np.where(x != 0, np.sin(x) / x, 1)


def power(x):
    return np.where(x > 0, x**0.5, 0.0)


def root_of_math(x):
    return np.where(x > 0, math.sqrt(x), 0.0)


NUMBERS = [root, logarithm, quotient, power, root_of_math]


@pytest.mark.parametrize("zero", [0.0, np.float64(0.0), np.array(0.0)], ids=["float", "np", "0-d"])
@pytest.mark.parametrize("f", NUMBERS, ids=lambda f: f.__name__)
def test_a_number_that_is_not_selected_has_slope_0_in_both_modes(f, zero):
    assert grad(f)(zero) == 0.0
    one = np.ones_like(zero)[()] if isinstance(zero, np.ndarray) else type(zero)(1.0)
    value, slope = jvp(f, (zero,), (one,))
    assert (value, slope) == (f(zero), 0.0)


@pytest.mark.parametrize("f", NUMBERS, ids=lambda f: f.__name__)
def test_a_number_that_is_selected_has_its_slope(f):
    check_grads(f, 0.7, order=2)
    assert grad(f)(-1.0) == 0.0 or f in (quotient, root_of_math)


def test_the_text_of_a_number_is_that_of_an_array():
    assert adjoint_text(root, 0.5).splitlines()[1:4] == [
        "    a = x > 0",
        "    b = np.sqrt(np.where(a, x, 1.0))",
        "    z = np.where(a, b, 0)",
    ]
    assert "    gx = np.where(a, 0.5 * gz / b, 0.0)" in adjoint_text(root, 0.5)


def in_a_loop(x):
    s = 0.0
    for i in range(len(x)):
        s += np.where(x[i] > 0, np.sqrt(x[i]), 0.0)
    return s


def of_each(x):
    s = 0.0
    for v in x:
        s += np.where(v > 0, np.sqrt(v), 0.0)
    return s


def of_each_listed(x):
    return sum([np.where(v > 0, np.sqrt(v), 0.0) for v in x])


def summed(x):
    return np.sum(np.sqrt(x), where=x > 0)


def average(x):
    return 3.0 * np.mean(np.sqrt(x), where=x >= 0.5) - np.mean(np.sqrt(x) / 2, where=x > 0.5)


def in_two_selections(x):
    y = np.sqrt(x)
    return np.sum(np.where(x > 0, y, 0.0)) + np.sum(np.where(x > 9, y, 0.0))


def asked_itself(x):
    y = np.sqrt(x) / x
    return np.sum(np.where(np.isfinite(y), y * x, 0.0))


def stored_whole(x):
    y = np.empty(3)
    y[:] = np.sqrt(x)
    return np.sum(np.where(x > 0, y, 0.0))


def chosen(x):
    return np.sum(np.choose((x > 0).astype(int), [0.0 * x, np.sqrt(x)]))


def selected(x):
    return np.sum(np.select([x > 9, x > 0], [np.log(x), np.sqrt(x)], 0.0))


HALF_ROOTS = [0.0, 0.5, 0.5 / np.sqrt(2.0)]
AT = {
    **dict.fromkeys(
        [in_a_loop, of_each, of_each_listed, summed, in_two_selections, asked_itself,
         stored_whole, chosen, selected], HALF_ROOTS,
    ),
    average: [0.0, 0.625, 0.625 / np.sqrt(2.0)],
}  # fmt: skip


@pytest.mark.parametrize("f", AT, ids=lambda f: f.__name__)
def test_the_gradient_is_that_of_what_is_selected(f):
    assert np.allclose(grad(f)(X), AT[f], rtol=1e-13, atol=0.0)
    for k in range(3):
        assert np.allclose(jvp(f, (X,), (np.eye(3)[k],))[1], AT[f][k], rtol=1e-13, atol=0.0)
    check_grads(f, np.array([0.3, 1.2, 2.5]), order=order_in_turn())


def one_root_for_all(x, y):
    return np.sum(np.where(y > 0, np.sqrt(x), 0.0))


def shares(x):
    s = np.sum(x)
    return np.sum(np.where(x > 0, x / s, 0.0) * np.arange(len(x)))


def shares_of_rows(w):
    whole = np.sum(w, axis=1, keepdims=True)
    return np.sum(np.where(w > 0, w / whole, 0.0)[:, 0])


def roots_under_columns(x, w):
    return np.sum(np.where(w > 0, np.sqrt(x), 0.0))


def one_mask_for_all(x, s):
    return np.sum(np.where(s > 0, x / s, 0.0))


def test_one_operand_of_many_results_is_safe_where_none_of_them_is_selected():
    assert grad(one_root_for_all)(0.0, np.array([0.0, -1.0])) == 0.0
    assert np.isinf(grad(one_root_for_all)(0.0, np.array([0.0, 1.0])))
    assert np.array_equal(grad(shares)(np.zeros(3)), np.zeros(3))
    W = np.array([[1.0, 3.0], [0.0, 0.0]])
    assert np.allclose(grad(shares_of_rows)(W), [[3 / 16, -1 / 16], [0.0, 0.0]])
    mask = np.array([[-1.0, 1.0, -1.0], [-1.0, 1.0, 1.0]])
    gradient = grad(roots_under_columns)(X, mask)
    assert np.allclose(gradient, [0.0, 1.0, 0.5 / np.sqrt(2.0)])
    gx, gs = grad(one_mask_for_all, wrt=(0, 1))(X, 0.0)
    assert np.array_equal(gx, np.zeros(3)) and gs == 0.0


def test_what_has_fewer_elements_than_the_mask_has_the_slopes_that_differences_show():
    check_grads(one_root_for_all, 0.7, np.array([-1.0, 1.0, 2.0]), wrt=(0,), order=2)
    check_grads(shares, np.array([0.4, 1.5, -0.3]), order=2)
    check_grads(shares_of_rows, np.array([[0.4, -0.2], [1.5, 0.3]]), order=2)
    check_grads(roots_under_columns, X + 0.5, np.ones((2, 3)), wrt=(0,), order=2)
    check_grads(one_mask_for_all, X, 0.7, order=2)


def test_what_is_divided_by_a_count_of_integers_is_safe():
    n = np.array([0, 2, 4])

    def means(x):
        return np.sum(np.where(n > 0, x / n, 0.0))

    assert np.array_equal(grad(means)(X), [0.0, 0.5, 0.25])
    assert "np.where(a, n, 1)" in differentiate(means).text("adjoint", X)


def of_single_precision(x, y):
    return np.sum(np.where(x > 0, np.sqrt(x), y))


def test_an_arm_of_another_dtype_is_safe():
    gradient = grad(of_single_precision)(X.astype(np.float32), X)
    assert gradient.dtype == np.float32 and np.allclose(gradient, HALF_ROOTS)


def of_gammaln(x):
    return np.sum(np.where(x > 0, special.gammaln(x), 0.0))


def of_xlogy(x):
    return np.sum(np.where(x > 0, special.xlogy(x, x), 0.0))


def of_logit(x):
    return np.sum(np.where(x > 0, special.logit(x * 0.3), 0.0))


def of_erfinv(x):
    return np.sum(np.where(x < 2.0, special.erfinv(x * 0.4 + 0.2), 0.0))


def of_gamma(x):
    return np.sum(np.where(x > 0, stats.gamma.logpdf(x, 2.0), 0.0))


def of_beta(x):
    return np.sum(np.where((x > 0) & (x < 2), stats.beta.logpdf(x / 2, 2.0, 0.5), 0.0))


def of_expon(x):
    return np.sum(np.where(x > 0, stats.weibull_min.logpdf(x, 0.5, scale=2.0), 0.0))


@pytest.mark.parametrize(
    "f", [of_gammaln, of_xlogy, of_logit, of_erfinv, of_gamma, of_beta, of_expon],
    ids=lambda f: f.__name__,
)  # fmt: skip
def test_functions_of_scipy_are_given_what_is_safe_for_them(f):
    gradient = grad(f)(X)
    assert np.isfinite(gradient).all() and np.any(gradient) and 0.0 in gradient[::2]
    check_grads(f, np.array([0.3, 0.9, 1.4]))


def outer_of_two(x):
    return np.sum(np.where(x > 0.0, 2.0 * np.where(x > -5.0, np.log(x), 7.0) * x, 0.0))


def inner_of_two(x):
    return np.sum(np.where(x > -5.0, np.where(x > 0.0, np.sqrt(x), x) * x, 0.0))


def rest_of_two(x):
    return np.sum(np.where(x == 0.0, 1.0, np.where(x >= 0.0, np.sin(x) / x, x**2)))


def third_choice(x):
    return np.sum(np.select([x == 0.0, x >= 1.5, x >= 0.0], [1.0, 1.0 / x, np.sin(x) / x], x))


def by_both(x):
    a = np.where(x != 0.0, 1.0 / x, 2.0)
    b = np.where(x > 0.0, a * np.log(x), 3.0)
    return np.sum(np.where((x < 5.0) & ~(x < 0.5), b * b, 1.0))


def items(x):
    return np.sum(np.log(x)[x > 0.0] ** 2)


def extracted(x):
    return np.sum(np.extract(x > 0.0, np.sqrt(x))) + np.sum(np.compress(x > 0.0, 1.0 / x))


def copied(x):
    y = 2.0 * x
    np.copyto(y, np.log(x) * x, where=x > 0.0)
    z = x * x
    z[x > 0.0] = np.sqrt(x)[x > 0.0]
    return np.sum(y * z)


TWICE = [outer_of_two, inner_of_two, rest_of_two, third_choice, by_both, items, extracted, copied]


@pytest.mark.parametrize("f", TWICE, ids=lambda f: f.__name__)
def test_what_one_of_two_selections_leaves_out_has_slope_0(f):
    x = np.array([-0.7, 0.0, 0.3, 1.7, 2.6])
    found, moving = grad(f)(x), np.array([1.0, 0.0, 1.0, 1.0, 1.0])
    assert np.all(np.isfinite(found))
    np.testing.assert_allclose(jvp(f, (x,), (np.ones(5),))[1], np.sum(found), rtol=1e-12)
    ends = [f(x + step * moving) for step in (1e-6, -1e-6)]
    np.testing.assert_allclose(found @ moving, (ends[0] - ends[1]) / 2e-6, rtol=1e-7)


def test_an_item_by_a_mask_is_computed_from_safe_operands():
    assert adjoint_text(items, X).splitlines()[1:4] == [
        "    a = x > 0.0",
        "    b = np.where(a, x, 1.0)",
        "    c = np.log(b)",
    ]
