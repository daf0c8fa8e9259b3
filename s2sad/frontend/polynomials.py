"""Polynomials: what objects of `np.poly1d` and `np.polynomial.Polynomial` do, in plain functions.

Where a function makes such an object, it is read as one of the class here that stands for it, like
one of a class of the user's: the methods are inlined, and `p = np.poly1d(c); p(x)` is
`np.polyval(c, x)`.

NumPy drops the highest coefficients where they are 0, which depends on the data. That makes no
difference to values; so coefficients, their number and the degree are no attributes here.
"""

from __future__ import annotations

import importlib
import sys
from typing import Any

import numpy as np


class Terms:
    """What both classes have, by the coefficients `terms`."""

    terms: Any

    def like(self, terms: Any) -> Any:
        """Return the polynomial of these coefficients."""
        raise NotImplementedError

    def own(self, other: Any) -> Any:
        """Return the coefficients of a polynomial of the same class, or of a number."""
        raise NotImplementedError

    def plus(self, a: Any, b: Any) -> Any:
        """Return the coefficients of a sum."""
        raise NotImplementedError

    def __pos__(self) -> Any:
        return self

    def __neg__(self) -> Any:
        return self.like(-self.terms)

    def __add__(self, other: Any) -> Any:
        return self.like(self.plus(self.terms, self.own(other)))

    def __radd__(self, other: Any) -> Any:
        return self.like(self.plus(self.own(other), self.terms))

    def __sub__(self, other: Any) -> Any:
        return self.like(self.plus(self.terms, -self.own(other)))

    def __rsub__(self, other: Any) -> Any:
        return self.like(self.plus(self.own(other), -self.terms))

    def __mul__(self, other: Any) -> Any:
        if isinstance(other, Terms):
            return self.like(np.convolve(self.terms, self.own(other)))
        return self.like(self.terms * other)

    def __rmul__(self, other: Any) -> Any:
        return self.like(other * self.terms)

    def __truediv__(self, other: Any) -> Any:
        return self.like(self.terms / other)


class Poly1d(Terms):
    """Stands for `np.poly1d`: the highest power comes first."""

    def __init__(self, c: Any, r: bool = False, *, whole: bool = False) -> None:
        self.terms = c if whole else np.poly(c) if r else np.atleast_1d(c)

    def __call__(self, x: Any) -> Any:
        return np.polyval(self.terms, x)

    def like(self, terms: Any) -> Poly1d:
        """Return the polynomial of these coefficients."""
        return Poly1d(terms, whole=True)

    def own(self, other: Any) -> Any:
        """Return the coefficients of a polynomial of this class, or of a number."""
        return other.terms if isinstance(other, Poly1d) else np.atleast_1d(other)

    def plus(self, a: Any, b: Any) -> Any:
        """Return the coefficients of a sum."""
        return np.polyadd(a, b)

    def deriv(self, m: int = 1) -> Poly1d:
        """Return the derivative of this polynomial."""
        return self.like(np.polyder(self.terms, m))

    def integ(self, m: int = 1, k: Any = 0) -> Poly1d:
        """Return the integral of this polynomial."""
        return self.like(np.polyint(self.terms, m, k))

    @property
    def r(self) -> Any:
        """Return where this polynomial is 0."""
        return np.roots(self.terms)

    @property
    def roots(self) -> Any:
        """Return where this polynomial is 0."""
        return np.roots(self.terms)


class Polynomial(Terms):
    """Stands for `np.polynomial.Polynomial`: the lowest power comes first.

    Its domain and window are what they are by default, where one is mapped to itself.
    """

    def __init__(self, coef: Any, *, whole: bool = False) -> None:
        self.terms = coef if whole else np.atleast_1d(coef)

    def __call__(self, x: Any) -> Any:
        return np.polynomial.polynomial.polyval(x, self.terms)

    def like(self, terms: Any) -> Polynomial:
        """Return the polynomial of these coefficients."""
        return Polynomial(terms, whole=True)

    def own(self, other: Any) -> Any:
        """Return the coefficients of a polynomial of this class, or of a number."""
        return other.terms if isinstance(other, Polynomial) else np.atleast_1d(other)

    def plus(self, a: Any, b: Any) -> Any:
        """Return the coefficients of a sum."""
        return np.flip(np.polyadd(np.flip(a), np.flip(b)))

    def deriv(self, m: int = 1) -> Polynomial:
        """Return the derivative of this polynomial."""
        return self.like(np.polynomial.polynomial.polyder(self.terms, m))

    def integ(self, m: int = 1) -> Polynomial:
        """Return the integral of this polynomial that is 0 at 0."""
        return self.like(np.polynomial.polynomial.polyint(self.terms, m))


STAND_INS = (Poly1d, Polynomial)
MISSING = object()


def is_stand_in(cls: Any) -> bool:
    """Return whether a class is one of ours that stands for a library's."""
    module = getattr(cls, "__module__", "")
    return cls in STAND_INS or str(module).startswith(f"{__package__}.of_scipy.")


def stand_in(cls: type) -> type | None:
    """Return the class of ours that stands for one of NumPy's or SciPy's; None if none does."""
    if cls is np.poly1d:
        return Poly1d
    if cls is getattr(sys.modules.get("scipy.spatial.transform"), "Rotation", MISSING):
        of_scipy = importlib.import_module(f"{__package__}.of_scipy.rotations")
        rotation: type = of_scipy.Rotation
        return rotation
    module = sys.modules.get("numpy.polynomial")
    return Polynomial if module is not None and cls is module.Polynomial else None
