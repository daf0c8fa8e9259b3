"""Interpolants (`scipy.interpolate`), which are constants: a spline f(x) has the slope f(x, 1)."""

from ..declare import cite, elementwise, zero

cite("chain rule")
elementwise("rt.curve(f, x, nu=0)", "rt.curve(f, x, nu + 1) * dx", real=True)
elementwise("rt.chords(f, x)", "rt.chord_slope(f, x) * dx", real=True)
zero("rt.chord_slope(f, x)")
