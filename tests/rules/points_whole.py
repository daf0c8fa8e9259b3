"""Points for functions of NumPy's that fewer people call: differences at places, parts, windows."""

import numpy as np

from .points import X1, X2, X3, r, signed

POINTS = []


def add(text, **values):
    """Add a point, unless this NumPy is older than the function."""
    if not text.startswith(("np.matvec", "np.vecmat")) or hasattr(np, "matvec"):
        POINTS.append((text, values))


T = np.array([0.1, 0.5, 0.8, 1.5])
for _x, _t, _rest in ((X1, T, ""), (X1, T, ", edge_order=2"), (X2, T, ", axis=1"),
                      (X2, T[1:], ", axis=0, edge_order=2")):  # fmt: skip
    add(f"np.gradient(x, t{_rest})", x=_x, t=_t)
    _given = _rest.replace(", edge", ", None, edge" if "axis" not in _rest else ", edge")
    _given = _given.replace("axis=", "").replace("edge_order=", "")
    add(f"rt.gradient_back(x, t{_given})", x=_x, t=_t)
    add(f"rt.bend(x, t{_given})", x=_x, t=_t)
    add(f"rt.bend_back(x, t{_given})", x=_x, t=_t)
add("np.gradient(x, h, t)[1]", x=X2, h=0.3, t=T)

for _f in ("multiply", "maximum", "minimum", "logaddexp"):
    add(f"np.{_f}.reduceat(x, i)", x=signed(6), i=np.array([0, 2, 3]))
    add(f"np.{_f}.reduceat(x, [0, 3, 1], axis=1)", x=X2)
add("np.multiply.reduceat(x, [0, 3])", x=np.array([0.0, 2.0, 0.5, 0.0, 0.0]))
add("rt.parts(x, i, 1, 1.0)", x=X2, i=np.array([0, 3, 1]))
add("rt.parts_back(y, x, i)", y=signed(4, 2, 2), x=np.zeros((3, 4), int), i=np.array([0, 2]))
add("np.logaddexp.accumulate(x)", x=X1)
add("np.logaddexp.accumulate(x, axis=1)", x=4.0 * X2)
add("rt.running_share(x, y)", x=X1, y=signed(4))
add("np.matvec(a, b)", a=X2, b=X1)
add("np.matvec(a, b)", a=X3, b=signed(2, X3.shape[-1]))
add("np.vecmat(b, a)", a=X2, b=signed(3))
for _x, _rest in ((X1, "2"), (X2, "2, axis=0"), (X2, "(2, 3)"), (X3, "(1, 2), axis=(2, 1)")):
    add(f"np.lib.stride_tricks.sliding_window_view(x, {_rest})", x=_x)
add("rt.windows_back(y, x, 2, 0)", y=signed(2, 4, 2), x=np.zeros((3, 4), int))

_SERIES = {
    "polynomial": "poly", "chebyshev": "cheb", "legendre": "leg", "laguerre": "lag",
    "hermite": "herm", "hermite_e": "herme",
}  # fmt: skip
for _module, _short in _SERIES.items():
    add(f"np.polynomial.{_module}.{_short}val(x, c)", x=X2, c=r(3))
    add(f"np.polynomial.{_module}.{_short}val(x, c)", x=0.3, c=r(4))
    add(f"np.polynomial.{_module}.{_short}der(c)", c=r(4))
    add(f"np.polynomial.{_module}.{_short}int(c, 2)", c=r(3))
    add(f"np.polynomial.{_module}.{_short}vander(x, 3)", x=X1)
add("np.polynomial.polynomial.polyfit(np.arange(5.0), y, 2)", y=signed(5))
