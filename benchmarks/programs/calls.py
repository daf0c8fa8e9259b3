"""Adjoints by hand of the golden programs of tests/goldens/programs_calls.py: recursion."""

import numpy as np


def polynomial_by_calls(c, x, i, g):
    values = [0.0]
    for k in range(len(c) - 1, i - 1, -1):
        values.append(c[k] + x * values[-1])
    gc = np.zeros_like(c)
    gx = 0.0
    for k in range(i, len(c)):
        gc[k] = g
        gx += values[len(c) - k - 1] * g
        g = g * x
    return values[-1], (gc, gx)


def product_by_halves(x, g):
    value, saved = _halves(x)
    gx = np.zeros_like(x)
    _halves_back(saved, g, gx)
    return value, (gx,)


def _halves(x):
    if len(x) == 1:
        z = np.tanh(x[0])
        return z, z
    m = len(x) // 2
    a, left = _halves(x[:m])
    b, right = _halves(x[m:])
    return a * b, (a, left, b, right)


def _halves_back(saved, g, gx):
    if len(gx) == 1:
        gx[0] = (1.0 - saved * saved) * g
        return
    m = len(gx) // 2
    a, left, b, right = saved
    _halves_back(left, b * g, gx[:m])
    _halves_back(right, a * g, gx[m:])
