"""Factorisations where they are not unique, and parts that nobody uses."""

import numpy as np
import pytest

from s2sad import check_grads, grad, jvp
from s2sad.errors import WrongKind
from tests.small import adjoint_text
from tests.thorough import order_in_turn

from .programs_of_points import function_of

SAME = np.diag([2.0, 2.0, 5.0])
RNG = np.random.default_rng(4)
TURN = np.linalg.qr(RNG.normal(size=(3, 3)))[0]
D = RNG.normal(size=(3, 3))


def symmetric(a):
    return 0.5 * (a + a.T)


def squares(a):
    w, v = np.linalg.eigh(symmetric(a))
    return (v * w ** 2) @ v.T


def first_vector(a):
    return np.linalg.eigh(symmetric(a))[1][:, 0]


def test_eigenvalues_may_be_equal():
    a = TURN @ SAME @ TURN.T
    found = grad(lambda a: np.sum(np.linalg.eigvalsh(symmetric(a))))(a)
    np.testing.assert_allclose(found, np.eye(3), atol=1e-12)
    found = grad(lambda a: np.sum(np.linalg.eigh(symmetric(a))[0] ** 2))(a)
    np.testing.assert_allclose(found, 2.0 * a, atol=1e-12)


def test_vectors_of_equal_eigenvalues_have_no_derivative():
    a = TURN @ SAME @ TURN.T
    for f in (lambda a: np.sum(first_vector(a) ** 3), lambda a: np.sum(D * squares(a))):
        with pytest.raises(np.linalg.LinAlgError, match="equal eigenvalues"):
            grad(f)(a)
    with pytest.raises(np.linalg.LinAlgError, match="equal eigenvalues"):
        jvp(first_vector, (a,), (D,))
    with pytest.raises(np.linalg.LinAlgError, match="equal eigenvalues"):
        grad(lambda a: np.sum(D * squares(a)))(2.0 * np.eye(3))


def test_other_vectors_may_belong_to_equal_eigenvalues():
    a = TURN @ SAME @ TURN.T

    def f(a):
        w, v = np.linalg.eigh(symmetric(a))
        return w[2] * np.sum(np.abs(v[:, 2]) ** 3)

    h = 1e-6
    ends = [f(a + s * h * symmetric(D)) for s in (1, -1)]
    np.testing.assert_allclose(np.sum(grad(f)(a) * symmetric(D)), (ends[0] - ends[1]) / (2 * h))


def test_vectors_that_are_any_basis_have_no_derivative():
    a = RNG.normal(size=(4, 3))
    with pytest.raises(np.linalg.LinAlgError, match="full_matrices=False"):
        grad(lambda a: np.sum(np.linalg.svd(a)[0] ** 3))(a)
    check_grads(lambda a: np.linalg.svd(a)[1], a)


def test_a_factorisation_is_computed_once():
    def f(a):
        u, s, vh = np.linalg.svd(a, full_matrices=False)
        return np.sum(s * u[0]) + np.sum(vh ** 3)

    text = adjoint_text(f, RNG.normal(size=(4, 3)))
    assert text.count("np.linalg.svd(") == 1


def test_a_part_that_is_not_used_costs_nothing():
    text = adjoint_text(lambda a: np.sum(np.linalg.eigh(symmetric(a))[0] ** 2), SAME)
    assert "over_gaps" not in text and "eigh_vectors" not in text
    text = adjoint_text(lambda a: np.sum(np.linalg.slogdet(a)[1]), SAME)
    assert "signdet" not in text


def test_a_part_that_is_written_leaves_the_factorisation_alone():
    def f(a):
        w, v = np.linalg.eigh(symmetric(a))
        w[0] *= 2.0
        v[0] = 0.0
        return np.sum(w ** 2) + np.sum(v ** 4)

    check_grads(f, symmetric(D) + np.diag([0.0, 4.0, 9.0]))


def test_factorisations_in_loops():
    def f(a):
        for _ in range(3):
            w, v = np.linalg.eigh(symmetric(a))
            q, r = np.linalg.qr(a + v)
            a = (v * np.sin(w)) @ v.T + 0.1 * np.abs(q) @ np.abs(r)
        return np.sum(a ** 2)

    check_grads(f, D + np.diag([1.0, 3.0, 6.0]))


@pytest.mark.parametrize("order", [None, 1, 2, np.inf, 3])
def test_norms_of_zero_have_the_least_slope(order):
    zero = np.zeros(3)
    if order == np.inf:
        np.testing.assert_array_equal(grad(lambda x: np.linalg.norm(x, np.inf))(zero), zero)
    elif order is None:
        np.testing.assert_array_equal(grad(lambda x: np.linalg.norm(x))(zero), zero)
    elif order == 1:
        np.testing.assert_array_equal(grad(lambda x: np.linalg.norm(x, 1))(zero), zero)
    elif order == 2:
        np.testing.assert_array_equal(grad(lambda x: np.linalg.norm(x, 2))(zero), zero)
    else:
        np.testing.assert_array_equal(grad(lambda x: np.linalg.norm(x, 3))(zero), zero)


def test_ties_of_norms_share_equally():
    found = grad(lambda x: np.linalg.norm(x, np.inf))(np.array([-2.0, 2.0, 1.0]))
    np.testing.assert_array_equal(found, [-0.5, 0.5, 0.0])
    np.testing.assert_allclose(grad(lambda x: np.linalg.norm(x, 2))(np.eye(2)), 0.5 * np.eye(2))


def test_a_norm_that_counts_is_flat():
    found = grad(lambda x: np.linalg.norm(x, 0) + x[0])(np.array([1.0, 2.0]))
    np.testing.assert_array_equal(found, [1.0, 0.0])


@pytest.mark.parametrize("f", [
    lambda a: np.sum(np.linalg.pinv(a, rcond=0.5) ** 2),
    lambda a: np.sum(np.linalg.pinv(a, rtol=0.5) ** 2),
    lambda a: np.sum(np.linalg.pinv(symmetric(a), 0.5, hermitian=True) ** 2),
    lambda a: np.sum(np.linalg.lstsq(a, np.ones(3), rcond=0.5)[0] ** 2),
])  # fmt: skip
def test_singular_values_that_are_left_out_are_refused_unless_they_are_rounding(f):
    a = TURN @ np.diag([3.0, 2.0, 0.4]) @ TURN.T
    with pytest.raises(np.linalg.LinAlgError, match="leaves out singular values"):
        grad(f)(a)
    with pytest.raises(np.linalg.LinAlgError, match="leaves out singular values"):
        jvp(f, (a,), (D,))
    for smallest in (0.0, 1e-14):
        b = TURN[:, :2] @ np.diag([3.0, 2.0]) @ TURN[:, :2].T
        flat = b + smallest * np.outer(TURN[:, 2], TURN[:, 2])
        h = 1e-6
        ends = [f(rotated(b, s * h)) for s in (1, -1)]
        slope = (ends[0] - ends[1]) / (2 * h)
        np.testing.assert_allclose(np.sum(grad(f)(flat) * (SKEW @ b - b @ SKEW)), slope, atol=1e-7)


SKEW = D - D.T


def rotated(b, h):
    """Return a matrix of the same singular values."""
    step = np.linalg.solve(np.eye(3) - 0.5 * h * SKEW, np.eye(3) + 0.5 * h * SKEW)
    return step @ b @ step.T


TALL = RNG.normal(size=(4, 3))


def names_and_places(a):
    r = np.linalg.slogdet(a)
    return r.logabsdet * r[0] * r.sign


def one_of_two(a, flag):
    r = np.linalg.eigh(symmetric(a)) if flag else (a[0], a)
    return r[0]


@pytest.mark.parametrize("f, args", [
    (names_and_places, (D,)), (lambda a: np.linalg.eigh(symmetric(a)).eigenvalues, (D,)),
    (lambda a: np.linalg.eigh(symmetric(a)).eigenvectors[:, 0] ** 2, (D,)),
    (lambda a: np.linalg.svd(a).S, (D,)), (lambda a: np.linalg.svd(a, False).U ** 2, (TALL,)),
    (lambda a: np.linalg.svd(symmetric(a), hermitian=True).S, (D,)),
    (lambda a: np.linalg.qr(a).Q, (TALL,)), (lambda a: np.linalg.qr(a).R, (TALL,)),
    (lambda a: np.real(np.linalg.eig(a).eigenvalues) ** 2, (D,)),
    (lambda a: np.abs(np.linalg.eig(a).eigenvectors), (D,)),
    (one_of_two, (D, True)), (one_of_two, (D, False)),
])  # fmt: skip
def test_parts_of_a_factorisation_have_names(f, args):
    check_grads(f, *args, order=order_in_turn())


@pytest.mark.parametrize("f, a", [
    (lambda a: np.linalg.svd(a)[0] ** 2, TALL.T), (lambda a: np.linalg.svd(a).Vh ** 2, TALL),
    (lambda a: np.linalg.svd(a).U ** 2 * a[..., :3], np.stack([TALL.T, TALL.T ** 2])),
])  # fmt: skip
def test_singular_vectors_that_are_all_determined(f, a):
    check_grads(f, a, order=2)


def test_a_factorisation_that_is_returned_keeps_its_class():
    value, tangent = jvp(lambda a: np.linalg.slogdet(a), (D,), (D,))
    assert type(value) is type(np.linalg.slogdet(D)) and value == np.linalg.slogdet(D)
    assert tangent[1] == pytest.approx(3.0)
    with pytest.raises(WrongKind, match="`.L` of a SVDResult"):
        grad(lambda a: np.sum(np.linalg.svd(a).L))(D)


@pytest.mark.parametrize("p", ["1", "-1", "np.inf", "-np.inf", "'fro'"])
def test_the_condition_of_a_singular_matrix_is_infinite(p):
    singular = np.array([np.ones((2, 2)), np.zeros((2, 2)), [[1.0, 2.0], [3.0, 4.0]]])
    f = function_of(f"np.linalg.cond(a, {p})", ["a"])
    with np.errstate(all="ignore"):
        value, tangent = jvp(f, (singular,), (singular,))
    np.testing.assert_array_equal(value, f(singular))
    assert np.all(value[:2] == np.inf) and np.isfinite(tangent[2])


@pytest.mark.parametrize("text", [
    "np.log(np.linalg.eigvals(a))", "np.linalg.eigvals(a) ** 0.5", "np.sqrt(-np.linalg.eig(-a)[0])",
    "np.arccos(np.linalg.eigvals(a))", "np.power(np.roots(a[0]), 0.3)",
])  # fmt: skip
def test_a_function_that_is_nan_of_real_eigenvalues_ends_the_program(text):
    below = np.array([[-2.0, -1.0], [0.0, -3.0]])
    f = function_of(f"np.sum({text})", ["a"])
    with np.errstate(invalid="ignore"):
        assert np.isnan(f(below))
        with pytest.raises(ValueError, match="add 0j"):
            jvp(f, (below,), (below,))
    turned = function_of(f"np.sum({text.replace('(a)', '(a) + 0j').replace('a[0]', 'a[0] + 0j')})",
                         ["a"])  # fmt: skip
    spin = np.array([[0.2, -0.5], [0.5, 0.3]])
    assert np.isfinite(jvp(turned, (spin,), (spin,))[1])
    assert np.isfinite(jvp(f, (spin,), (spin,))[1])
