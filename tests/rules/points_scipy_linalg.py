"""Points for the rules of `scipy.linalg`."""

import numpy as np

from .adding import add, r, signed

A = signed(3, 3) + 2.0 * np.eye(3)
SPD = A @ A.T
for _f in ("inv", "det", "expm", "sinm", "cosm", "tanm", "sinhm", "coshm", "tanhm"):
    add(f"linalg.{_f}(a)", a=0.3 * A)
for _f in ("sqrtm", "logm"):
    add(f"linalg.{_f}(a)", a=SPD)
add("linalg.inv(a, check_finite=False)", a=A)
add("linalg.expm(a)", a=0.2 * signed(2, 3, 3))
for _b in (signed(3), signed(3, 2)):
    add("linalg.solve(a, b)", a=A, b=_b)
    add("linalg.solve(a, b, assume_a='gen')", a=A, b=_b)
    for _rest in ("", ", lower=True", ", trans=1", ", trans='T', lower=True", ", trans='N'",
                  ", unit_diagonal=True", ", 1, True, True", ", 0, True, True"):  # fmt: skip
        add(f"linalg.solve_triangular(a, b{_rest})", a=A, b=_b)
    for _pair in ((1, 1), (0, 1), (2, 0)):
        _ab = r(sum(_pair) + 1, 3)
        _ab[_pair[1]] += 2.0
        add(f"linalg.solve_banded({_pair}, ab, b)", ab=_ab, b=_b)
        add(f"rt.band_product(ab, x, {_pair})", ab=_ab, x=_b)
        add(f"rt.band_outer(y, x, {_pair})", y=signed(*_b.shape), x=_b)
        add(f"rt.band_t(ab, {_pair})", ab=_ab)
add("linalg.solve_sylvester(a, b, q)", a=A, b=signed(2, 2) + 2.0 * np.eye(2), q=signed(3, 2))
add("linalg.solve_continuous_lyapunov(a, q)", a=A, q=signed(3, 3))
add("linalg.solve_discrete_lyapunov(a, q)", a=0.3 * A, q=signed(3, 3))
for _x, _rest in (
    (signed(4), ""), (signed(3, 4), ""), (signed(3, 4), ", axis=0"), (signed(4), ", 2"),
    (signed(4), ", 1"), (signed(3, 4), ", 'fro'"), (signed(3, 4), ", 2, 1, True"),
    (signed(3, 4), ", axis=1, keepdims=True"),
):  # fmt: skip
    add(f"linalg.norm(x{_rest})", x=_x)
add("linalg.signm(a)", a=signed(3, 3) + np.diag([2.0, -2.0, 3.0]))
add("linalg.eigvals(a)", a=A)
for _call in ("eigvalsh_tridiagonal(d, e)", "eigh_tridiagonal(d, e, eigvals_only=True)"):
    add(f"linalg.{_call}", d=np.array([0.3, 1.7, -0.9]), e=signed(2))
for _b in (signed(3), signed(3, 2)):
    add("linalg.solve_toeplitz(c, b)", c=np.array([4.0, 0.3, -0.7]), b=_b)
    add("linalg.solve_toeplitz((c, r), b)", c=np.array([4.0, 0.3, -0.7]), r=signed(3), b=_b)
add("linalg.toeplitz(c)", c=signed(3))
add("linalg.toeplitz(c, r)", c=signed(3), r=signed(4))
add("linalg.block_diag(a, b)", a=signed(2, 3), b=signed(2, 2))
add("linalg.block_diag(a, b, c)", a=signed(2), b=0.3, c=signed(2, 1))
for _rest in ("", ", True", ", True, True", ", False, True"):
    add(f"rt.triangle(x{_rest})", x=A)
for _f in ("diagonals_below", "diagonals_above"):
    add(f"rt.{_f}(x)", x=signed(3, 3))
_items = (np.zeros((2, 3), int), np.zeros((2, 2), int))
add("rt.diagonal_block(y, items, 1)", y=signed(4, 5), items=_items)
add("rt.diagonal_place(y, items, 1)", y=signed(2, 2), items=_items)
for _b in (signed(3), signed(3, 2)):
    for _lower in (True, False):
        add(f"linalg.cho_solve((c, {_lower}), b)", c=A, b=_b)
for _lower in (True, False):
    add(f"rt.factor_product(c, d, {_lower})", c=A, d=signed(3, 3))
    add(f"rt.factor_back(y, c, {_lower})", y=signed(3, 3), c=A)
for _a in (signed(4, 3), A, signed(2, 3)):
    add("linalg.svdvals(a)", a=_a)
_piv = np.array([2, 2, 2])
for _b, _rest in ((signed(3), ""), (signed(3, 2), ", 1"), (signed(3), ", 1"), (signed(3, 2), "")):
    add(f"linalg.lu_solve((lu, piv), b{_rest})", lu=A, piv=_piv, b=_b)
add("rt.pivoted(x, piv)", x=signed(3, 2), piv=_piv)
add("rt.unpivoted(x, piv)", x=signed(3, 2), piv=_piv)
add("linalg.circulant(c)", c=signed(3))
add("linalg.hankel(c)", c=signed(3))
add("linalg.hankel(c, r)", c=signed(3), r=signed(4))
add("linalg.convolution_matrix(a, 4)", a=signed(2))
add("linalg.convolution_matrix(a, 4, 'same')", a=signed(2))
for _form in ("upper triangular", "lower triangular", "diagonal", "tridiagonal", "banded"):
    add(f"linalg.solve(a, b, assume_a='{_form}')", a=A, b=signed(3))
add("linalg.eigvals(a, b)", a=A, b=SPD)
add("linalg.solve(a, b, assume_a='upper triangular')", a=A, b=signed(3, 2))
for _x, _rest in ((signed(4), "np.inf"), (signed(4), "3"), (signed(3, 4), "-np.inf, 0"),
                  (signed(3, 4), "2.5, 1, True")):  # fmt: skip
    add(f"linalg.norm(x, {_rest})", x=_x)
for _metric in ("euclidean", "sqeuclidean", "cityblock", "chebyshev"):
    add(f"spatial.distance.cdist(a, b, '{_metric}')", a=signed(3, 2), b=signed(4, 2))
    add(f"spatial.distance.pdist(x, metric='{_metric}')", x=signed(4, 2))
add("rt.pairs(x)", x=signed(4, 2))
add("rt.pairs_back(y, x)", y=signed(6, 2), x=np.zeros((4, 2), int))
for _mode in ("reflect", "nearest", "mirror", "wrap", "constant"):
    add(f"ndimage.gaussian_filter1d(x, 0.7, mode='{_mode}')", x=signed(6))
    add(f"ndimage.uniform_filter1d(x, 4, 0, mode='{_mode}')", x=signed(5, 2))
add("ndimage.gaussian_filter1d(x, 0.6, 0, 1)", x=signed(5, 2))
add("ndimage.uniform_filter1d(x, 3)", x=signed(5))
add("ndimage.gaussian_filter(x, 0.8, mode='nearest')", x=signed(4, 3))
add("ndimage.uniform_filter(x)", x=signed(4, 3))
add("linalg.fractional_matrix_power(a, t)", a=A @ A.T + np.eye(len(A)), t=0.3)
add("linalg.fractional_matrix_power(a, -1.4)", a=A @ A.T + np.eye(len(A)))
