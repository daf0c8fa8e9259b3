"""Golden programs: functions that call themselves."""

import numpy as np

from .golden import Golden


def polynomial_by_calls(c, x, i):
    """Horner's scheme from the inside out: one call for each coefficient."""
    return 0.0 if i == len(c) else c[i] + x * polynomial_by_calls(c, x, i + 1)


def product_by_halves(x):
    """A product as the products of two halves; each call sees a slice."""
    if len(x) == 1:
        return np.tanh(x[0])
    m = len(x) // 2
    return product_by_halves(x[:m]) * product_by_halves(x[m:])


COEFFICIENTS = np.array([1.0, -2.0, 0.5, 3.0])

GOLDENS = (
    Golden(polynomial_by_calls, ((COEFFICIENTS, 0.7, 0), (COEFFICIENTS, 1.2, 2)), ("c", "x")),
    Golden(product_by_halves, ((np.linspace(0.5, 2.0, 5),),), ("x",)),
)
