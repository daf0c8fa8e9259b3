"""Points for keywords of NumPy's functions that few programs give."""

import numpy as np

from .points import X1, X2, signed
from .points_numpy import SPREAD

POINTS = []


def add(text, **values):
    POINTS.append((text, values))


NAN2 = np.where(np.eye(3, 4) > 0, np.nan, SPREAD)
for _f in ("amax", "amin", "max", "min"):
    add(f"np.{_f}(x, axis=1, keepdims=True, initial=0.1, where=x < 1.2)", x=X2)
for _f in ("array", "asarray", "asanyarray"):
    add(f"np.{_f}(x, dtype=float) * x", x=X2)
add("np.array(x, dtype=np.float64, copy=True) ** 2", x=X2)
for _f in ("cumulative_sum", "cumulative_prod"):
    if hasattr(np, _f):
        add(f"np.{_f}(x, axis=0, dtype=float)", x=X2)
for _how in ("True", "False", "'greedy'", "'optimal'"):
    add(f"np.einsum('ij,jk,k->i', x, y, w, optimize={_how})", x=X2, y=signed(4, 2), w=signed(2))
add("np.full((2, 4), x, order='F')", x=X1)
for _order in "KCF":
    add(f"np.full_like(y, x, order='{_order}') * y", x=0.3, y=X2)
add("np.full((2, 3), x, dtype=float)", x=0.3)
for _f in ("sum", "mean", "prod", "var", "std"):
    add(f"np.{_f}(x, axis=-1, dtype=float, keepdims=True)", x=X2)
    add(f"np.nan{_f}(x, axis=-1, dtype=float, keepdims=True)", x=NAN2)
for _f in ("cumsum", "cumprod"):
    add(f"np.{_f}(x, axis=0, dtype=float)", x=X2)
    add(f"np.nan{_f}(x, axis=0, dtype=float)", x=NAN2)
for _method in ("linear", "lower", "higher", "midpoint", "hazen"):
    add(f"np.nanpercentile(x, 30, axis=1, method='{_method}', keepdims=True)", x=NAN2)
    add(f"np.nanquantile(x, 0.3, axis=0, method='{_method}', keepdims=True)", x=NAN2)
add("np.partition(x, 1, axis=0, kind='introselect')", x=X2)
add("np.polyfit([0.0, 1.0, 2.0, 3.5], x, 2, rcond=None, full=False)", x=X1)
for _family, _short in (("polynomial", "poly"), ("chebyshev", "cheb"), ("legendre", "leg"),
                        ("laguerre", "lag"), ("hermite", "herm"), ("hermite_e", "herme")):
    add(f"np.polynomial.{_family}.{_short}der(c, m=2)", c=X1)
add("np.vstack((x, y), dtype=float)", x=X2, y=X1)
add("np.hstack((x, y), dtype=float)", x=X1, y=X1 + 0.1)
add("np.concatenate((x, y), axis=0, dtype=float)", x=X2, y=signed(1, 4))
add("np.stack((x, y), axis=-1, dtype=float)", x=X1, y=X1 + 0.1)
add("sum((x, y), start=0)", x=0.3, y=0.4)
add("sum((x, y), 0.0)", x=0.3, y=0.4)
