"""Polynomials as coefficients, lowest power first (`numpy.polynomial.polynomial`).

NumPy drops zeros at the end of a result, which are an exception.
"""

from __future__ import annotations

from typing import Any

import numpy as np


def _whole(c: Any) -> Any:
    """Return coefficients of which the last is not zero."""
    assert len(c) == 1 or c[-1] != 0, "a polynomial whose highest coefficient is not zero"
    return c


def _padded(c: Any, n: int) -> Any:
    """Return a polynomial with zeros for its higher powers."""
    return np.concatenate((c, np.zeros(n - len(c))))


def polyadd(c1: Any, c2: Any) -> Any:
    """Return the sum of two polynomials."""
    n = max(len(c1), len(c2))
    return _whole(_padded(c1, n) + _padded(c2, n))


def polysub(c1: Any, c2: Any) -> Any:
    """Return the difference of two polynomials."""
    n = max(len(c1), len(c2))
    return _whole(_padded(c1, n) - _padded(c2, n))


def polymul(c1: Any, c2: Any) -> Any:
    """Return the product of two polynomials."""
    return _whole(np.convolve(c1, c2))


def polypow(c: Any, pow: int) -> Any:
    """Return a power of a polynomial."""
    found = np.ones(1)
    for _ in range(pow):
        found = np.convolve(found, c)
    return _whole(found)


def polyfromroots(roots: Any) -> Any:
    """Return the polynomial with these roots, and 1 for its highest coefficient."""
    found = np.ones(1)
    for k in range(len(roots)):
        ahead, behind = np.concatenate((np.zeros(1), found)), np.concatenate((found, np.zeros(1)))
        found = ahead - roots[k] * behind
    return found
