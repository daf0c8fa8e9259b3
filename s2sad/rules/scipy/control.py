"""Linear algebra (`scipy.linalg`), continued: pencils, Riccati equations, powers of matrices."""

from ..declare import cite, general, parts

# -- a u = b u w, where u.T b u is 1 ---------------------------------------------------------------

cite("implicit function theorem")
_PENCIL = "(a, b, *, lower=True{}, check_finite=True)"
_TOLD = _PENCIL.format(", eigvals_only=False")
_NOTE = "of a pencil; both matrices count as symmetric"
_VALUES = (
    "np.sum(d[1] * (da @ d[1]), axis=-2) - d[0] * np.sum(d[1] * (db @ d[1]), axis=-2)"
)
_IN_A, _IN_B = "(d[1] * g) @ rt.t(d[1])", "-((d[1] * (d[0] * g)) @ rt.t(d[1]))"
parts(f"scipy.linalg.eigh{_TOLD}", "rt.pencil_values(a, b, d)", "rt.pencil_vectors(a, b, d)",
      whole="d", only={"eigvals_only": (False,)}, note=_NOTE)  # fmt: skip
for _call, _only in ((f"eigvalsh{_PENCIL.format('')}", None),
                     (f"eigh{_TOLD}", {"eigvals_only": (True,)})):  # fmt: skip
    general(
        f"scipy.linalg.{_call}", d="scipy.linalg.eigh(a, b, lower=lower)", dz=_VALUES,
        a=_IN_A, b=_IN_B, only=_only, real=True, note=_NOTE,
    )  # fmt: skip
general("rt.pencil_values(a, b, d)", dz=_VALUES, a=_IN_A, b=_IN_B, part=0, real=True)
general(
    "rt.pencil_vectors(a, b, d)",
    m="0.5 * (da + rt.t(da)) @ d[1]", n="0.5 * (db + rt.t(db)) @ d[1]",
    dz="d[1] @ rt.over_gaps(rt.t(d[1]) @ (m - n * d[0]), d[0])"
       " - 0.5 * d[1] @ rt.only_diagonal(rt.t(d[1]) @ n)",
    r="rt.over_gaps(rt.t(d[1]) @ g, d[0])",
    q="r * d[0] + 0.5 * rt.only_diagonal(rt.t(d[1]) @ g)",
    a="0.5 * d[1] @ (r + rt.t(r)) @ rt.t(d[1])", b="-0.5 * d[1] @ (q + rt.t(q)) @ rt.t(d[1])",
    part=1, real=True,
)  # fmt: skip

# -- a u = b u w of matrices that need not be symmetric --------------------------------------------

# c = inv(b) a has the eigenvalues z.
general(
    "scipy.linalg.eigvals(a, b, *, check_finite=True)",
    c="np.linalg.solve(b, a)", v="rt.eigenvectors(c, z)",
    dz="np.sum(np.linalg.solve(v, np.linalg.solve(b, da - db @ c)) * rt.t(v), axis=-1)",
    y="np.linalg.solve(rt.t(b), np.linalg.solve(rt.t(v), np.expand_dims(g, -1) * rt.t(v)))",
    a="y", b="-(y @ rt.t(c))",
)  # fmt: skip

# -- Riccati equations: k is the gain, f the closed loop a - b k -----------------------------------

cite("Kao and Hennequin 2020")
_GAIN = "np.linalg.solve(r, rt.t(b) @ z)"
general(
    "scipy.linalg.solve_continuous_are(a, b, q, r)",
    k=_GAIN, f="a - b @ k",
    dz="scipy.linalg.solve_continuous_lyapunov(rt.t(f), -(dq + rt.t(k) @ dr @ k"
       " + z @ (da - db @ k) + rt.t(z @ (da - db @ k))))",
    y="scipy.linalg.solve_continuous_lyapunov(f, -0.5 * (g + rt.t(g)))",
    a="2.0 * z @ y", b="-2.0 * z @ y @ rt.t(k)", q="y", r="k @ y @ rt.t(k)",
    real=True, note="q and r count as symmetric",
)  # fmt: skip
general(
    "scipy.linalg.solve_discrete_are(a, b, q, r)",
    k="np.linalg.solve(r + rt.t(b) @ z @ b, rt.t(b) @ z @ a)", f="a - b @ k",
    dz="scipy.linalg.solve_discrete_lyapunov(rt.t(f), dq + rt.t(k) @ dr @ k"
       " + rt.t(f) @ z @ (da - db @ k) + rt.t(rt.t(f) @ z @ (da - db @ k)))",
    y="scipy.linalg.solve_discrete_lyapunov(f, 0.5 * (g + rt.t(g)))",
    a="2.0 * z @ f @ y", b="-2.0 * z @ f @ y @ rt.t(k)", q="y", r="k @ y @ rt.t(k)",
    real=True, note="q and r count as symmetric",
)  # fmt: skip

# -- powers ----------------------------------------------------------------------------------------

cite("Higham 2008, theorem 3.6")
_POWER = "scipy.linalg.fractional_matrix_power"
general(
    f"{_POWER}(A, t)",
    dz=f"np.real(rt.corner({_POWER}(rt.both_blocks(A) + rt.in_corner(dA), t)))"
       " + np.real(z) @ scipy.linalg.logm(A) * dt",
    A=f"np.real(rt.corner({_POWER}(rt.both_blocks(rt.t(A)) + rt.in_corner(np.real(g)), t)))",
    t="np.sum(np.real(g) * (np.real(z) @ scipy.linalg.logm(A)))", real=True,
    note="of a matrix without negative eigenvalues",
)  # fmt: skip
