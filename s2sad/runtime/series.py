"""Series of polynomials of a family of `np.polynomial`: derivatives and integrals, transposed."""

from __future__ import annotations

from typing import Any

import numpy as np

from .marker import primitive

_SHORT = {
    "polynomial": "poly", "chebyshev": "cheb", "legendre": "leg", "laguerre": "lag",
    "hermite": "herm", "hermite_e": "herme",
}  # fmt: skip


def _of(name: str, what: str) -> Any:
    """Return a function of a family: `_of("legendre", "der")` is that of derivatives."""
    return getattr(getattr(np.polynomial, name), _SHORT[name] + what)


@primitive
def series_der(c: Any, name: str, m: int = 1) -> Any:
    """Return the coefficients of the m-th derivative of a series."""
    return _of(name, "der")(c, m)


@primitive
def series_int(c: Any, name: str, m: int = 1) -> Any:
    """Return the coefficients of the m-th integral of a series, from 0."""
    return _of(name, "int")(c, m)


@primitive
def series_der_back(y: Any, c: Any, name: str, m: int = 1) -> Any:
    """Transposes `series_der` with respect to the coefficients, of which only the shape is read."""
    return _back(_of(name, "der"), y, c, m)


@primitive
def series_int_back(y: Any, c: Any, name: str, m: int = 1) -> Any:
    """Transposes `series_int` with respect to the coefficients, of which only the shape is read."""
    return _back(_of(name, "int"), y, c, m)


def _back(function: Any, y: Any, c: Any, m: int) -> Any:
    if np.ndim(c) != 1:
        raise ValueError("a series has a derivative here only if its coefficients are a vector")
    return (y @ function(np.eye(np.size(c)), m)).astype(np.result_type(y), copy=False)


@primitive
def series_slopes(x: Any, deg: int, name: str, n: int) -> Any:
    """Return the n-th derivatives at x of the polynomials of a family up to a degree."""
    slopes = _of(name, "der")(np.eye(deg + 1), n)
    matrix = _of(name, "vander")(x, len(slopes) - 1) @ slopes
    return matrix.astype(np.result_type(np.asarray(x), np.float32), copy=False)
