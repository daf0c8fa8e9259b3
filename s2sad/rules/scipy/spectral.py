"""Eigenvalues, polar factors, the sign of a matrix, Toeplitz equations (`scipy.linalg`)."""

from ..declare import cite, general, parts, zero

_FREE = "*, check_finite=True"

# -- eigenvalues, as those of NumPy's --------------------------------------------------------------

cite("Giles 2008")
parts(
    f"scipy.linalg.eig(a, b=None, left=False, right=True, {_FREE})",
    "rt.eig_values(a, d)", "rt.eig_vectors(a, d)", whole="d",
    only={"b": (None,), "left": (False,), "right": (True,)},
)  # fmt: skip
general(
    f"scipy.linalg.eigvals(a, b=None, {_FREE})",
    v="rt.eigenvectors(a, z)", dz="np.sum(np.linalg.solve(v, da) * rt.t(v), axis=-1)",
    a="np.linalg.solve(rt.t(v), np.expand_dims(g, -1) * rt.t(v))", only={"b": (None,)},
)  # fmt: skip
# Of a symmetric matrix with d on the diagonal and e beside it: dw = v' da v for each vector v.
_TOLD = "*, check_finite=True, lapack_driver='auto'"
parts(f"scipy.linalg.eigh_tridiagonal(d, e, eigvals_only=False, {_TOLD})",
      "rt.chain_values(d, e, f)", "rt.chain_vectors(d, e, f)", whole="f",
      only={"eigvals_only": (False,)})  # fmt: skip
for _call, _only in (("eigvalsh_tridiagonal(d, e, ", {}),
                     ("eigh_tridiagonal(d, e, eigvals_only=False, ", {"eigvals_only": (True,)})):
    general(
        f"scipy.linalg.{_call}{_TOLD})",
        v="rt.t(np.linalg.eigh(np.diag(d) + np.diag(e, 1) + np.diag(e, -1))[1])",
        dz="v ** 2 @ dd + 2.0 * (v[:, 1:] * v[:, :-1]) @ de",
        d="g @ v ** 2", e="2.0 * g @ (v[:, 1:] * v[:, :-1])", only=_only, real=True,
    )  # fmt: skip

general(
    "rt.chain_values(d, e, f)",
    v="rt.t(f[1])", dz="v ** 2 @ dd + 2.0 * (v[:, 1:] * v[:, :-1]) @ de",
    d="g @ v ** 2", e="2.0 * g @ (v[:, 1:] * v[:, :-1])", real=True, part=0,
)  # fmt: skip
general(
    "rt.chain_vectors(d, e, f)",
    m="np.diag(dd) + np.diag(de, 1) + np.diag(de, -1)",
    dz="z @ rt.over_gaps(rt.t(z) @ m @ z, f[0])",
    y="z @ rt.over_gaps(rt.t(z) @ g, f[0]) @ rt.t(z)",
    d="np.diag(y)", e="np.diag(y, 1) + np.diag(y, -1)", real=True, part=1,
)  # fmt: skip

# -- polar factors ---------------------------------------------------------------------------------

cite("Higham 2008, chapter 8")
# a = u p: p w + w p = u' da - da' u has du = u w + (1 - u u') da inv(p), dp = u' da - w p.
_TURN = "scipy.linalg.solve_sylvester(d[1], d[1], rt.t(d[0]) @ da - rt.t(da) @ d[0])"
parts("scipy.linalg.polar(a, side='right')", "rt.polar_turn(a, d)", "rt.polar_stretch(a, d)",
      whole="d", only={"side": ("right",)}, note="of matrices of full column rank")  # fmt: skip
_AWAY = "rt.t(np.linalg.solve(d[1], rt.t({0} - d[0] @ (rt.t(d[0]) @ {0}))))"
general(
    "rt.polar_turn(a, d)",
    w=_TURN, dz=f"d[0] @ w + {_AWAY.format('da')}",
    y="scipy.linalg.solve_sylvester(d[1], d[1], rt.t(d[0]) @ g)",
    a=f"d[0] @ (y - rt.t(y)) + {_AWAY.format('g')}", part=0, real=True,
)  # fmt: skip
general(
    "rt.polar_stretch(a, d)",
    w=_TURN, dz="rt.t(d[0]) @ da - w @ d[1]",
    y="scipy.linalg.solve_sylvester(d[1], d[1], g @ d[1])",
    a="d[0] @ (g - y + rt.t(y))", part=1, real=True,
)  # fmt: skip

# -- functions of matrices -------------------------------------------------------------------------

cite("Higham 2008, chapter 5")
# s s = 1 and s commutes with a: n ds + ds n = da - s da s, where n = a s has no negative part.
general(
    "scipy.linalg.signm(A)",
    n="A @ z", dz="scipy.linalg.solve_sylvester(n, n, dA - z @ dA @ z)",
    w="scipy.linalg.solve_sylvester(rt.t(n), rt.t(n), g)",
    A="w - rt.t(z) @ w @ rt.t(z)", real=True,
)  # fmt: skip

# -- equations of Toeplitz matrices ----------------------------------------------------------------

cite("Giles 2008, 2.3.1")
# Turned upside down and from left to right, such a matrix is transposed.
_SOLVE = "scipy.linalg.solve_toeplitz"
general(
    f"{_SOLVE}(c_or_cr, b, *, check_finite=True)",
    dz=f"{_SOLVE}((c_or_cr, c_or_cr),"
       " db - rt.solve_product(scipy.linalg.toeplitz(dc_or_cr), z, b))",
    w=f"{_SOLVE}((c_or_cr, c_or_cr), g)", y="rt.solve_outer(w, z, b)",
    c_or_cr="-rt.diagonals_below(y) - rt.diagonals_above(y)", b="w", real=True,
    vector="c_or_cr", note="of one vector: symmetric",
)  # fmt: skip
zero(f"{_SOLVE}(c_or_cr, b, *, check_finite=True)", constant="c_or_cr b")
general(
    f"{_SOLVE}((c, r), b)",
    dz=f"{_SOLVE}((c, r), db - rt.solve_product(scipy.linalg.toeplitz(dc, np.zeros_like(r))"
       " + scipy.linalg.toeplitz(np.zeros_like(c), dr), z, b))",
    w=f"np.flip({_SOLVE}((c, r), np.flip(g, axis=0)), axis=0)", y="rt.solve_outer(w, z, b)",
    c="-rt.diagonals_below(y)", r="-rt.diagonals_above(y)", b="w", real=True,
)  # fmt: skip
