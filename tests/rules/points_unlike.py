"""Points where operands differ in rank or size, and where the value of an argument is None."""

import numpy as np

from .points import X1, X2, X3, r, signed

POINTS = []


def add(text, **values):
    POINTS.append((text, values))


# Samples with fewer axes than their places: the integral has those of the places.
T1, T2 = np.sort(signed(3)), np.sort(signed(3, 4))
add("np.trapezoid(y, x)", y=X1, x=T2)
add("np.trapezoid(y, x, axis=-1)", y=X1, x=np.sort(signed(2, 3, 4)))
add("np.trapezoid(y, x, axis=0)", y=X2, x=np.sort(signed(3, 1), axis=0))
add("np.trapezoid(y, x)", y=X3, x=T2)
add("np.trapezoid(y, x=x, axis=1)", y=X3, x=T1)

# An index of size 1 spreads over that of another operand, also one that is summed away.
for _text, _a, _b in (
    ("ij,ij->i", signed(2, 1), signed(2, 3)), ("ij,ij->i", signed(2, 3), signed(2, 1)),
    ("ij,ij->", signed(1, 3), signed(2, 1)), ("ij,jk->ik", signed(2, 1), signed(3, 2)),
    ("ij,kj", signed(2, 1), signed(2, 3)), ("i,i", signed(1), signed(3)),
):  # fmt: skip
    add(f"np.einsum('{_text}', a, b)", a=_a, b=_b)

# None as the value of an argument is None in the call.
for _f in ("sum", "mean", "max", "std", "sort", "cumsum", "median", "ptp", "prod"):
    add(f"np.{_f}(x, axis=a)", x=X2, a=None)
add("np.sum(x, axis=a, dtype=t, keepdims=True)", x=X2, a=None, t=None)
add("np.clip(x, low, high)", x=X2, low=None, high=0.3)
add("np.clip(x, low, high)", x=X2, low=-0.2, high=None)
add("x.clip(low, high)", x=X2, low=-0.2, high=None)
add("np.average(x, weights=w)", x=X2, w=None)
add("np.average(x, axis=a, weights=w)", x=X2, a=None, w=r(3, 4))
add("np.linalg.norm(x, order, axis=a)", x=X2, order=None, a=1)
add("np.concatenate((x, y), axis=a)", x=X2, y=X1, a=None)
add("np.roll(x, 2, axis=a)", x=X2, a=None)
add("np.repeat(x, 2, axis=a)", x=X2, a=None)
add("np.squeeze(x, axis=a)", x=X2[:1], a=None)
add("np.gradient(x, axis=a)[0]", x=X2, a=None)
add("x[a, :]", x=X2, a=None)
add("x[a:b:c]", x=X1, a=None, b=3, c=None)
add("np.transpose(x, axes=a)", x=X3, a=None)
