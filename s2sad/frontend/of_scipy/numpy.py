"""Functions of NumPy's in terms of simpler ones: quotients of polynomials, counts in two ways."""

from __future__ import annotations

from typing import Any

import numpy as np

from s2sad import runtime as rt


def polydiv(u: Any, v: Any) -> Any:
    """Return the quotient of two polynomials, highest power first, and the remainder.

    NumPy drops leading zeros of the remainder, which are an exception.
    """
    u, v = np.atleast_1d(u), np.atleast_1d(v)
    n, m = len(u) - len(v) + 1, len(v)
    assert n > 0, "a polynomial of a degree that is not less than that of the divisor"
    rest, quotient, scale = u * (1.0 + 0.0 * v[0]), [], 1.0 / v[0]
    for k in range(n):
        factor = scale * rest[k]
        quotient.append(factor)
        rest[k : k + m] -= factor * v
    if m == 1:
        return np.array(quotient), 0.0 * rest[n - 1 :]
    assert np.allclose(rest[:n], 0.0, rtol=1e-14), "a quotient that is exact enough for NumPy"
    assert not np.allclose(rest[n], 0.0, rtol=1e-14), "a remainder that is not shorter"
    return np.array(quotient), rest[n:]


def histogram2d(x: Any, y: Any, bins: Any = 10, range: Any = None, *, weights: Any) -> Any:
    """Return the sums of weights in the cells of a grid, and the edges of the cells."""
    first, second = (bins, bins) if np.ndim(bins) == 0 else bins
    rows, columns = (None, None) if range is None else range
    x_edges = np.histogram_bin_edges(x, first, rows)
    y_edges = np.histogram_bin_edges(y, second, columns)
    i, j = rt.bin_of(x, x_edges), rt.bin_of(y, y_edges)
    n, m = len(x_edges) - 1, len(y_edges) - 1
    cells = np.where((i >= 0) & (j >= 0), i * m + j, n * m)
    sums = np.bincount(cells, weights=weights, minlength=n * m + 1)[: n * m]
    return np.reshape(sums, (n, m)), x_edges, y_edges
