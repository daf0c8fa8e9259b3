"""What is written out of SciPy's linear algebra, and decided there: value, modes, second order."""

import numpy as np
import pytest

linalg = pytest.importorskip("scipy.linalg", reason="SciPy is an optional extra")

from s2sad import check_grads, grad  # noqa: E402
from s2sad.errors import MissingRule, UnknownCall  # noqa: E402
from tests.rules.of_scipy import check_text, function_of  # noqa: E402
from tests.thorough import in_turn, order_in_turn  # noqa: E402

RNG = np.random.default_rng(11)
LOWER = np.array([[3.0, 4.0, 5.0], [0.2, 0.3, 0.0]])
UPPER = np.array([[0.0, 0.2, 0.3], [3.0, 4.0, 5.0]])
_M = RNG.normal(size=(3, 3))
TOLD = {"UPPER": UPPER, "LOWER": LOWER, "S": _M @ _M.T + np.eye(3)}
VALUES = {
    "q": 1.3, "w": RNG.uniform(0.2, 0.8, 5), "v": RNG.uniform(0.2, 0.8, 4),
    "m": RNG.normal(size=(5, 6)), "n": RNG.normal(size=(5, 3)),
    "a": RNG.normal(size=(3, 3)) + 2.0 * np.eye(3),
}  # fmt: skip

MATRICES = """
    qr(m, mode='economic', pivoting=True)[1]
    qr(a, pivoting=True)[0]
    qr(n, mode='economic', pivoting=True)[0]
    qr(m, mode='r')[0]
    qr(n, mode='r')[0]
    lu(m)[1]
    lu(m)[2]
    lu(n)[1]
    lu(n)[2]
    lu(a, permute_l=True)[0]
    lu(n, permute_l=True)[0]
    polar(a, 'left')[0]
    polar(n.T, 'left')[1]
    polar(n, side='right')[1]
    eigh(S * q + a + a.T, subset_by_index=[0, 1])[0]
    eigh(S * q + a + a.T, subset_by_index=[1, 2])[1] ** 2
    eigvalsh(a + a.T, S * q, subset_by_index=[0, 1])
    eigh_tridiagonal(w, v)[0]
    eigh_tridiagonal(w, v)[1] ** 2
    eigvalsh_tridiagonal(w, v, select='i', select_range=(0, 1))
    eigvals(a, S * q).real
    eigvals(S, a).real ** 2
    funm(a @ a.T, lambda t: np.exp(t))
    orth(n) ** 2
    diagsvd(w, 5, 6)
    solveh_banded(UPPER * q, a[0])
    solveh_banded(LOWER * q, a, lower=True)
    cholesky_banded(UPPER * q)
    cholesky_banded(LOWER * a[0] ** 2, lower=True)
    cho_solve_banded((UPPER * q, False), a[0])
    eigvals_banded(UPPER * q)
    eigvals_banded(LOWER * a[0] ** 2, lower=True)
    solve(a, a[0], assume_a='upper triangular')
    solve(a, n.T, assume_a='lower triangular')
    solve(a, n[0], assume_a='diagonal')
    solve(a, n[0], assume_a='tridiagonal')
    solve(a, n[0], assume_a='banded')
    inv(a @ a.T, assume_a='pos')
"""
CASES = [f"linalg.{line.strip()}" for line in MATRICES.strip().splitlines()]
ONCE = ("banded", "orth")  # where the derivative of the second order has a loop over arrays


def names_in(text):
    words = compile(text, "text", "eval").co_names
    return [name for name in VALUES if name in words]


@pytest.mark.parametrize("text", in_turn(CASES))
def test_a_factorisation_has_the_value_and_the_derivatives_of_scipy(text):
    order = 1 if any(word in text for word in ONCE) else order_in_turn()
    check_text(text, {name: VALUES[name] for name in names_in(text)}, order, **TOLD)


def test_angles_between_spaces_move():
    def f(a, b):
        return linalg.subspace_angles(a, b)

    check_grads(f, RNG.normal(size=(5, 2)), RNG.normal(size=(5, 2)))


@pytest.mark.parametrize("text, error", [
    ("linalg.eig(a, S)[0].real", MissingRule), ("linalg.eig(a, left=True)[1].real", MissingRule),
    ("linalg.eigh(a, subset_by_value=[0.0, 1.0])[0]", MissingRule),
    ("linalg.qr(n)[1]", MissingRule), ("linalg.hessenberg(a)", UnknownCall),
])  # fmt: skip
def test_what_is_not_followed_of_them_is_refused(text, error):
    names = names_in(text)
    with pytest.raises(error):
        grad(function_of(f"np.sum({text})", names, **TOLD))(*[VALUES[name] for name in names])
