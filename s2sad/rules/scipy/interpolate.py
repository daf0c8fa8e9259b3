"""Interpolants (`scipy.interpolate`), which are constants: a spline f(x) has the slope f(x, 1)."""

from ..declare import cite, elementwise, general, zero

cite("chain rule")
elementwise("rt.curve(f, x, nu=0)", "rt.curve(f, x, nu + 1) * dx", real=True)
elementwise("rt.chords(f, x)", "rt.chord_slope(f, x) * dx", real=True)
zero("rt.chord_slope(f, x)")
general(
    "rt.surface(f, x)",
    dz="np.sum(rt.surface_slopes(f, x) * dx, axis=-1)",
    x="rt.surface_slopes(f, x) * np.expand_dims(g, -1)", real=True,
    note="`RegularGridInterpolator`, of an array of points",
)  # fmt: skip
zero("rt.surface_slopes(f, x)", constant="x")
