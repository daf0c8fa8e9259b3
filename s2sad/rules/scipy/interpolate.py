"""Interpolants (`scipy.interpolate`), which are constants: a spline f(x) has the slope f(x, 1)."""

from ..declare import cite, elementwise, general, linear, zero

cite("chain rule")
elementwise("rt.curve(f, x, nu=0)", "rt.curve(f, x, nu + 1) * dx", real=True)
elementwise("rt.area_under(f, x)", "rt.curve(f, x) * dx", real=True)
elementwise("rt.area_within(f, x)", "rt.within(f, x) * rt.curve(f, x) * dx", real=True)
zero("rt.within(f, x)")
elementwise("rt.sheet(f, x, y, i=0, j=0)",
            "rt.sheet(f, x, y, i + 1, j) * dx + rt.sheet(f, x, y, i, j + 1) * dy", real=True)
elementwise("rt.chords(f, x)", "rt.chord_slope(f, x) * dx", real=True)
zero("rt.chord_slope(f, x)")
general(
    "rt.surface(f, x)",
    dz="np.sum(rt.surface_slopes(f, x) * dx, axis=-1)",
    x="rt.surface_slopes(f, x) * np.expand_dims(g, -1)", real=True,
    note="`RegularGridInterpolator`, of an array of points",
)  # fmt: skip
zero("rt.surface_slopes(f, x)", constant="x")

# Interpolants that are made where they are called: linear in their values, but not in their knots.
_NAMES = (
    "bc_type", "k", "kind", "fill_value", "bounds_error", "assume_sorted", "extrapolate",
)  # fmt: skip
_BOUNDARY = "*, " + ", ".join(f"{name}=None" for name in _NAMES)
_TOLD = ", ".join(f"{name}={name}" for name in _NAMES)
_LINEAR: dict[str, tuple[object, ...]] = {
    "bc_type": (None, "not-a-knot", "natural", "clamped"), "kind": (None, "linear"),
    "fill_value": (None, "extrapolate"),
}  # fmt: skip
_SLOPE = f"rt.spline_at(f, q, x, y, nu + 1, {_TOLD})"
general(
    f"rt.spline_at(f, q, x, y, nu=0, {_BOUNDARY})",
    dz=f"{_SLOPE} * dq + rt.spline_at(f, q, x, dy, nu, {_TOLD})",
    q=f"{_SLOPE} * g", y=f"rt.spline_back(f, g, q, x, y, nu, {_TOLD})",
    only=_LINEAR, constant="x", real=True, vector="y",
    cited="transpose of a linear map; chain rule",
)  # fmt: skip
_SLOPE = f"rt.spline_at(f, q, x, g, nu + 1, {_TOLD})"
general(
    f"rt.spline_back(f, v, q, x, y, nu=0, {_BOUNDARY})",
    dz=f"rt.spline_back(f, dv, q, x, y, nu, {_TOLD})"
       f" + rt.spline_back(f, v * dq, q, x, y, nu + 1, {_TOLD})",
    v=f"rt.spline_at(f, q, x, g, nu, {_TOLD})", q=f"{_SLOPE} * v",
    only=_LINEAR, constant="x", shape="y", real=True, cited="transpose of a linear map; chain rule",
)  # fmt: skip
_SLOPE = "rt.curve_at(f, q, x, y, nu + 1, k=k, s=s, extrapolate=extrapolate)"
general(
    "rt.curve_at(f, q, x, y, nu=0, *, k=None, s=None, extrapolate=None)",
    dz=f"{_SLOPE} * dq", q=f"{_SLOPE} * g", constant="x y", real=True, vector="y",
)
# The same by coefficients: linear in these.
_TOLD = "t, c, k, {}, extrapolate"
_SLOPE = f"rt.bspline_at(q, {_TOLD.format('nu + 1')})"
general(
    "rt.bspline_at(q, t, c, k, nu=0, extrapolate=True)",
    dz=f"{_SLOPE} * dq + rt.bspline_at(q, t, dc, k, nu, extrapolate)",
    q=f"{_SLOPE} * g", c="rt.bspline_back(g, q, t, c, k, nu, extrapolate)",
    constant="t", real=True, vector="c", cited="transpose of a linear map; chain rule",
)  # fmt: skip
general(
    "rt.bspline_back(v, q, t, c, k, nu=0, extrapolate=True)",
    dz="rt.bspline_back(dv, q, t, c, k, nu, extrapolate)"
       " + rt.bspline_back(v * dq, q, t, c, k, nu + 1, extrapolate)",
    v="rt.bspline_at(q, t, g, k, nu, extrapolate)",
    q="rt.bspline_at(q, t, g, k, nu + 1, extrapolate) * v",
    constant="t", shape="c", real=True, cited="transpose of a linear map; chain rule",
)  # fmt: skip
zero("rt.spline_knots(x, k)", constant="x")
linear("rt.spline_coefficients(x, y, k)", y="rt.spline_coefficients_back(g, x, y, k)",
       constant="x", real=True)  # fmt: skip
linear("rt.spline_coefficients_back(v, x, y, k)", v="rt.spline_coefficients(x, g, k)",
       constant="x", shape="y", real=True)  # fmt: skip
