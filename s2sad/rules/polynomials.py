"""Polynomials, filters, interpolation and finite differences."""

from typing import Any

from .declare import cite, general, linear, multilinear

cite("chain rule; linear in the coefficients")
# <g, p(x)> has the slope <g, x**k> in the coefficient of x**k.
general(
    "np.polyval(p, x)",
    dz="np.polyval(dp, x) + np.polyval(np.polyder(p), x) * dx",
    p="rt.polyval_back(g, p, x)",
    x="np.polyval(np.polyder(p), x) * g",
)
general(
    "rt.polyval_back(y, p, x)",
    dz="rt.polyval_back(dy, p, x) + rt.polyder_back(rt.polyval_back(y * dx, p[1:], x), p)",
    y="np.polyval(g, x)",
    x="y * np.polyval(np.polyder(g), x)", shape="p",
)  # fmt: skip
cite("transpose of a linear map")
linear("np.polyder(p, m=1)", p="rt.polyder_back(g, p, m)")
linear("rt.polyder_back(y, p, m=1)", y="np.polyder(g, m=m)", shape="p")
general("np.polyint(p, m=1, k=None)", dz="np.polyint(dp, m=m)", p="rt.polyint_back(g, p, m)",
        constant="k")  # fmt: skip
linear("rt.polyint_back(y, p, m=1)", y="np.polyint(g, m=m)", shape="p")
for _name, _sign in (("polyadd", ""), ("polysub", "-")):
    general(
        f"np.{_name}(a1, a2)",
        dz=f"np.{_name}(da1, np.zeros_like(a2)) + np.{_name}(np.zeros_like(a1), da2)",
        a1="rt.last(g, a1)", a2=f"{_sign}rt.last(g, a2)",
    )  # fmt: skip
linear("rt.last(y, x)", y="rt.before(g, y)", shape="x")
linear("rt.before(y, x)", y="rt.last(g, y)", shape="x")
cite("product rule")
# A leading coefficient that is 0 is left out of the product.
general(
    "np.polymul(a1, a2)",
    dz="rt.last(np.convolve(da1, a2) + np.convolve(a1, da2), z)",
    w="rt.before(g, np.convolve(a1, a2))",
    a1="rt.convolve_lhs(w, a1, a2, 'full')", a2="rt.convolve_lhs(w, a2, a1, 'full')",
)  # fmt: skip
# With the matrix v of the powers of x: z solves v.T @ v @ z = v.T @ y, which moves with v.
_CALL = "x, y, deg, rcond=None, full=False, w=None"
_ONLY = {"rcond": (None,), "full": (False,), "w": (None,)}
_MOVED = "rt.vander_derivative(x, deg + 1, False, 1).T"
_TOLD = "rt.places_of_fit(x, deg)"  # places that tell all coefficients
_SLOPES = "np.polyval(np.polyder({}), x)"
general(
    f"np.polyfit({_CALL})",
    dz=f"np.polyfit(x, dy - {_SLOPES.format('z')} * dx, deg) + np.polyfit({_TOLD},"
       f" rt.polyfit_back({_MOVED} @ (dx * (y - np.polyval(z, x))), x, y, deg), deg)",
    t="rt.polyfit_back(g, x, y, deg)", h=f"np.polyfit({_TOLD}, t, deg)",
    x=f"(y - np.polyval(z, x)) * {_SLOPES.format('h')} - t * {_SLOPES.format('z')}", y="t",
    only=_ONLY, vector="y", real=True,
    note="of a vector, without weights; LinAlgError where places do not tell z",
    cited="Golub and Pereyra 1973",
)  # fmt: skip
general(
    "rt.polyfit_back(p, x, y, deg, w=None)",
    dz=f"rt.polyfit_back(dp - {_MOVED} @ (dx * z), x, y, deg) + {_SLOPES.format('h')} * dx"
       f" - np.polyval(np.polyfit(x, {_SLOPES.format('h')} * dx, deg), x)",
    h=f"np.polyfit({_TOLD}, z, deg)", q="np.polyfit(x, g, deg)", p="q",
    x=f"{_SLOPES.format('h')} * (g - np.polyval(q, x)) - z * {_SLOPES.format('q')}",
    only={"w": (None,)}, shape="y", vector="p", real=True, cited="Golub and Pereyra 1973",
)  # fmt: skip
linear("rt.places_of_fit(x, deg)", x="g")
cite("transpose of a linear map")
general(
    "np.polyfit(x, y, deg, rcond=None, full=False, w=None)",
    dz="np.polyfit(x, dy, deg, w=w)",
    y="rt.polyfit_back(g, x, y, deg, w)",
    only={"rcond": (None,), "full": (False,)}, constant="x w",
)  # fmt: skip
linear("rt.polyfit_back(p, x, y, deg, w=None)", p="np.polyfit(x, g, deg, w=w)",
       shape="y", constant="x w")  # fmt: skip
cite("product rule")
# A root moves the coefficients by those of the product without it.
general("np.poly(x)", dz="dx @ rt.poly_derivative(x, 1)", x="rt.poly_derivative(x, 1) @ g",
        note="of roots; a matrix is read as its eigenvalues")  # fmt: skip
general(
    "rt.poly_derivative(x, n)",
    dz="np.tensordot(dx, rt.poly_derivative(x, n + 1), axes=1)",
    x="np.tensordot(rt.poly_derivative(x, n + 1), g, axes=np.ndim(g))",
)
cite("chain rule")
general(
    "np.vander(x, N=None, increasing=False)",
    dz="w * np.expand_dims(dx, -1)", w="rt.vander_derivative(x, N, increasing, 1)",
    x="np.sum(w * g, axis=-1)",
)  # fmt: skip
general(
    "rt.vander_derivative(x, N, increasing, n)",
    dz="w * np.expand_dims(dx, -1)", w="rt.vander_derivative(x, N, increasing, n + 1)",
    x="np.sum(w * g, axis=-1)",
)  # fmt: skip

multilinear(
    "np.convolve(a, v, mode='full')",
    a="rt.convolve_lhs(g, a, v, mode)", v="rt.convolve_lhs(g, v, a, mode)",
)  # fmt: skip
multilinear(
    "rt.convolve_lhs(y, a, v, mode)",
    y="np.convolve(g, v, mode=mode)", v="rt.convolve_lhs(y, v, g, mode)", shape="a",
)  # fmt: skip
multilinear(
    "np.correlate(a, v, mode='valid')",
    a="rt.correlate_lhs(g, a, v, mode)", v="rt.correlate_rhs(g, a, v, mode)", real=True,
)  # fmt: skip
multilinear(
    "rt.correlate_lhs(y, a, v, mode)",
    y="np.correlate(g, v, mode=mode)", v="rt.correlate_rhs(y, g, v, mode)", shape="a", real=True,
)  # fmt: skip
multilinear(
    "rt.correlate_rhs(y, a, v, mode)",
    y="np.correlate(a, g, mode=mode)", a="rt.correlate_lhs(y, a, g, mode)", shape="v", real=True,
)  # fmt: skip
# Of complex numbers a correlation is one with the conjugate of v, and `correlate_rhs` one with that
# of a; `correlate_lhs` is linear in both.
general(
    "np.correlate(a, v, mode='valid')",
    dz="np.correlate(da, v, mode=mode) + np.correlate(a, dv, mode=mode)",
    a="rt.correlate_lhs(g, a, np.conj(v), mode)",
    v="np.conj(rt.correlate_rhs(g, np.conj(a), v, mode))", complex=True,
)  # fmt: skip
general(
    "rt.correlate_lhs(y, a, v, mode)",
    dz="rt.correlate_lhs(dy, a, v, mode) + rt.correlate_lhs(y, a, dv, mode)",
    y="np.correlate(g, np.conj(v), mode=mode)", v="rt.correlate_rhs(y, np.conj(g), v, mode)",
    shape="a", complex=True,
)  # fmt: skip
general(
    "rt.correlate_rhs(y, a, v, mode)",
    dz="rt.correlate_rhs(dy, a, v, mode) + rt.correlate_rhs(y, da, v, mode)",
    y="np.conj(np.correlate(a, g, mode=mode))", a="np.conj(rt.correlate_lhs(y, a, g, mode))",
    shape="v", complex=True,
)  # fmt: skip

cite("chain rule; linear in the values at the knots")
# L takes values at the knots to values at x, S to slopes there: z = L(fp), and
# dz = L(dfp) + S(fp) (dx - L(dxp)), dS(f) = -S(f) S(dxp).
_ENDS = "left, right"
general(
    "np.interp(x, xp, fp, left=None, right=None)",
    dz=f"w * (dx - rt.interp_at(dxp, x, xp, {_ENDS})) + rt.interp_at(dfp, x, xp, {_ENDS})"
       " + np.less(x, xp[0]) * dleft + np.greater(x, xp[-1]) * dright",
    w=f"rt.interp_slope(fp, x, xp, {_ENDS})",
    x="w * g",
    xp=f"rt.interp_back(-w * g, x, xp, {_ENDS})",
    fp=f"rt.interp_back(g, x, xp, {_ENDS})",
    left="np.less(x, xp[0]) * g", right="np.greater(x, xp[-1]) * g",
    note="at a knot: the slope to its right",
)  # fmt: skip
_PARAMS = "left=None, right=None"
_AWAY = f"(dx - rt.interp_at(dxp, x, xp, {_ENDS}))"
general(
    f"rt.interp_at(y, x, xp, {_PARAMS})",
    dz=f"rt.interp_at(dy, x, xp, {_ENDS}) + rt.interp_slope(y, x, xp, {_ENDS}) * {_AWAY}",
    y=f"rt.interp_back(g, x, xp, {_ENDS})",
    x=f"g * rt.interp_slope(y, x, xp, {_ENDS})",
    xp=f"rt.interp_back(-g * rt.interp_slope(y, x, xp, {_ENDS}), x, xp, {_ENDS})",
)
general(
    f"rt.interp_slope(y, x, xp, {_PARAMS})",
    dz=f"rt.interp_slope(dy, x, xp, {_ENDS}) - z * rt.interp_slope(dxp, x, xp, {_ENDS})",
    y=f"rt.interp_slope_back(g, x, xp, {_ENDS})",
    xp=f"rt.interp_slope_back(-z * g, x, xp, {_ENDS})",
)
general(
    f"rt.interp_back(y, x, xp, {_PARAMS})",
    dz=f"rt.interp_back(dy, x, xp, {_ENDS}) + rt.interp_slope_back(y * {_AWAY}, x, xp, {_ENDS})",
    y=f"rt.interp_at(g, x, xp, {_ENDS})",
    x=f"y * rt.interp_slope(g, x, xp, {_ENDS})",
    xp=f"rt.interp_back(-y * rt.interp_slope(g, x, xp, {_ENDS}), x, xp, {_ENDS})",
)
general(
    f"rt.interp_slope_back(y, x, xp, {_PARAMS})",
    dz=f"rt.interp_slope_back(dy - y * rt.interp_slope(dxp, x, xp, {_ENDS}), x, xp, {_ENDS})",
    y=f"rt.interp_slope(g, x, xp, {_ENDS})",
    xp=f"-rt.interp_slope_back(y * rt.interp_slope(g, x, xp, {_ENDS}), x, xp, {_ENDS})",
)

cite("Lagrange interpolation, differentiated")
# A row is the slope at t_i of a parabola p through three points, or of a line through two. Where
# t_j moves, p(t_j) stays what it is: with D for the gradient at t and C for `rt.bend`, that is p'',
# dD = -(D v) D - (D(t v) - t D v - v) C and dC = -(C v) D - (C(t v) - t C v) C, with v = dt.
_D, _D_BACK, _C, _C_BACK = (
    "np.gradient({}, varargs, axis=axis, edge_order=edge_order)",
    *(f"rt.{name}({{}}, varargs, axis, edge_order)" for name in ("gradient_back", "bend",
                                                                  "bend_back")),
)  # fmt: skip
_PLACES: dict[str, Any] = {
    "r": "rt.along(varargs, x, axis)", "vector": "varargs",
}
_V = "rt.along(dvarargs, x, axis)"
_TO_PLACES = "rt.along_back({}, varargs, x, axis)"
_TWIST: dict[str, Any] = {
    "m": _D.format(_V), "b": f"{_D.format(f'r * {_V}')} - r * {_D.format(_V)} - {_V}",
}  # fmt: skip
_TWIST_OF_C: dict[str, Any] = {
    "m": _C.format(_V), "b": f"{_C.format(f'r * {_V}')} - r * {_C.format(_V)}",
}  # fmt: skip
general(
    "np.gradient(x, varargs=1.0, *, axis=None, edge_order=1)",
    **_PLACES, **_TWIST, c=_C.format("x"), dz=f"{_D.format('dx')} - z * m - c * b",
    x=_D_BACK.format("g"),
    varargs=_TO_PLACES.format(
        f"{_D_BACK.format('g * (c * r - z)')} + g * c - r * {_D_BACK.format('g * c')}"
    ),
)  # fmt: skip
general(
    "np.gradient(x, varargs=1.0, *, axis=None, edge_order=1)",
    dz=f"{_D.format('dx')} - z * (dvarargs / rt.spacing(varargs))",
    x=_D_BACK.format("g"),
    varargs="-np.sum(g * z) / rt.spacing(varargs)", note="in the spacing if it is one number",
)  # fmt: skip
linear("rt.spacing(x)", x="g")
general(
    "rt.gradient_back(x, varargs=1.0, axis=None, edge_order=1)",
    **_PLACES, **_TWIST,
    dz=f"{_D_BACK.format('dx')} - {_D_BACK.format('m * x')} - {_C_BACK.format('b * x')}",
    y=_D.format("g"), c=_C.format("g"), x="y",
    varargs=_TO_PLACES.format(
        f"{_D_BACK.format('x * (c * r - y)')} + x * c - r * {_D_BACK.format('x * c')}"
    ),
)  # fmt: skip
general(
    "rt.gradient_back(x, varargs=1.0, axis=None, edge_order=1)",
    dz=f"{_D_BACK.format('dx')} - z * (dvarargs / rt.spacing(varargs))",
    x=_D.format("g"), varargs="-np.sum(g * z) / rt.spacing(varargs)",
)  # fmt: skip
general(
    "rt.bend(x, varargs, axis=None, edge_order=1)",
    **{**_PLACES, "vector": ""}, **_TWIST_OF_C, y=_D.format("x"),
    dz=f"{_C.format('dx')} - y * m - z * b", x=_C_BACK.format("g"),
    varargs=_TO_PLACES.format(
        f"{_C_BACK.format('g * (z * r - y)')} - r * {_C_BACK.format('g * z')}"
    ),
)  # fmt: skip
general(
    "rt.bend_back(x, varargs, axis=None, edge_order=1)",
    **{**_PLACES, "vector": ""}, **_TWIST_OF_C,
    dz=f"{_C_BACK.format('dx')} - {_D_BACK.format('m * x')} - {_C_BACK.format('b * x')}",
    y=_D.format("g"), c=_C.format("g"), x="c",
    varargs=_TO_PLACES.format(
        f"{_C_BACK.format('x * (c * r - y)')} - r * {_C_BACK.format('x * c')}"
    ),
)  # fmt: skip
