"""The objects that interpolants are: what is asked of them is a function of places and values."""

from __future__ import annotations

from typing import Any

import numpy as np

from s2sad import runtime as rt


class StandsIn:
    """Stands for an object of SciPy's: what is not a method here is not followed."""


class Linear(StandsIn):
    """A spline of SciPy's through values, in which it is linear; of places that are constants."""

    def at(self, x: Any, nu: int, extrapolate: Any = None) -> Any:
        """Return the derivative number nu; number -1 is the integral from the first knot on."""
        raise NotImplementedError

    def derivative(self, nu: int = 1) -> Any:
        """Return the spline of the slopes."""
        return Derived(self, nu)

    def antiderivative(self, nu: int = 1) -> Any:
        """Return the spline of the integrals."""
        return Derived(self, -nu)

    def integrate(self, a: Any, b: Any) -> Any:
        """Return the integral from a to b."""
        return np.asarray(self.at(b, -1) - self.at(a, -1))


class Cubic(Linear):
    """Stands for `CubicSpline`."""

    def __init__(self, x: Any, y: Any, extrapolate: Any) -> None:
        self.x = x
        self.values = y
        self.beyond = extrapolate

    def __call__(self, x: Any, nu: int = 0, extrapolate: Any = None) -> Any:
        return self.at(x, nu, extrapolate)

    def with_ends(self, bc_type: str, x: Any, nu: int, extrapolate: Any) -> Any:
        """Return the derivative number nu of the spline with such ends."""
        return rt.spline_at(
            "CubicSpline", x, self.x, self.values, nu, bc_type=bc_type,
            extrapolate=self.beyond if extrapolate is None else extrapolate,
        )  # fmt: skip


class NotAKnot(Cubic):
    """Stands for `CubicSpline(…, bc_type="not-a-knot")`."""

    def at(self, x: Any, nu: int, extrapolate: Any = None) -> Any:
        """Return the derivative number nu."""
        return self.with_ends("not-a-knot", x, nu, extrapolate)


class Natural(Cubic):
    """Stands for `CubicSpline(…, bc_type="natural")`."""

    def at(self, x: Any, nu: int, extrapolate: Any = None) -> Any:
        """Return the derivative number nu."""
        return self.with_ends("natural", x, nu, extrapolate)


class Clamped(Cubic):
    """Stands for `CubicSpline(…, bc_type="clamped")`."""

    def at(self, x: Any, nu: int, extrapolate: Any = None) -> Any:
        """Return the derivative number nu."""
        return self.with_ends("clamped", x, nu, extrapolate)


class OfDegree(Linear):
    """Stands for what `make_interp_spline` gives."""

    def __init__(self, x: Any, y: Any, k: int) -> None:
        self.places = x
        self.values = y
        self.k = k

    def __call__(self, x: Any, nu: int = 0, extrapolate: Any = None) -> Any:
        return rt.spline_at(
            "make_interp_spline", x, self.places, self.values, nu, k=self.k, extrapolate=extrapolate
        )

    def at(self, x: Any, nu: int, extrapolate: Any = None) -> Any:
        """Return the derivative number nu."""
        return rt.spline_at("make_interp_spline", x, self.places, self.values, nu, k=self.k)

    @property
    def c(self) -> Any:
        """Return the coefficients."""
        return rt.spline_coefficients(self.places, self.values, self.k)


class OfDegreeInside(OfDegree):
    """Stands for `interp1d` by a spline."""

    def __call__(self, x: Any, nu: int = 0, extrapolate: Any = None) -> Any:
        inside = np.greater_equal(x, np.min(self.places)) & np.less_equal(x, np.max(self.places))
        assert np.all(inside), "a place between the first and the last one"
        return self.at(x, nu)


class Basis(StandsIn):
    """Stands for `BSpline`, of knots that are constants."""

    def __init__(self, t: Any, c: Any, k: int, extrapolate: Any) -> None:
        self.t = t
        self.c = c
        self.k = k
        self.beyond = extrapolate

    def __call__(self, x: Any, nu: int = 0) -> Any:
        return rt.bspline_at(x, self.t, self.c, self.k, nu, self.beyond)

    def at(self, x: Any, nu: int) -> Any:
        """Return the derivative number nu."""
        return rt.bspline_at(x, self.t, self.c, self.k, nu, self.beyond)

    def derivative(self, nu: int = 1) -> Any:
        """Return the spline of the slopes."""
        return Derived(self, nu)

    def antiderivative(self, nu: int = 1) -> Any:
        """Return the spline of the integrals."""
        return Derived(self, -nu)

    def integrate(self, a: Any, b: Any) -> Any:
        """Return the integral from a to b."""
        return np.asarray(self.at(b, -1) - self.at(a, -1))


class Fitted(Linear):
    """Stands for `InterpolatedUnivariateSpline`."""

    def __init__(self, x: Any, y: Any, k: int) -> None:
        self.places = x
        self.values = y
        self.k = k

    def __call__(self, x: Any, nu: int = 0) -> Any:
        return rt.spline_at("make_interp_spline", x, self.places, self.values, nu, k=self.k)

    def at(self, x: Any, nu: int, extrapolate: Any = None) -> Any:
        """Return the derivative number nu."""
        return rt.spline_at("make_interp_spline", x, self.places, self.values, nu, k=self.k)

    def derivative(self, n: int = 1) -> Any:
        """Return the spline of the slopes."""
        return Derived(self, n)

    def antiderivative(self, n: int = 1) -> Any:
        """Return the spline of the integrals."""
        return Derived(self, -n)

    def integral(self, a: Any, b: Any) -> Any:
        """Return the integral from a to b of the spline, which counts as 0 beyond its knots."""
        first, last = np.min(self.places), np.max(self.places)
        return float(self.at(np.clip(b, first, last), -1) - self.at(np.clip(a, first, last), -1))


class Derived(StandsIn):
    """Stands for the derivative number n of a spline, or for an integral of it."""

    def __init__(self, spline: Any, n: int) -> None:
        self.spline = spline
        self.n = n

    def __call__(self, x: Any, nu: int = 0) -> Any:
        return np.asarray(self.spline.at(x, self.n + nu))


class Pieces(StandsIn):
    """Cubic pieces of values and slopes at knots, all of which move."""

    def __init__(self, x: Any, y: Any, slopes: Any) -> None:
        assert np.ndim(y) == 1, "values in a vector"
        self.x = x
        self.values = y
        self.slopes = slopes

    def __call__(self, x: Any, nu: int = 0) -> Any:
        return np.asarray(self.at(x, nu))

    def at(self, x: Any, nu: int) -> Any:
        """Return the derivative number nu, up to 3."""
        k = np.clip(np.searchsorted(self.x, x, side="right") - 1, 0, len(self.x) - 2)
        h = self.x[k + 1] - self.x[k]
        t, p, u = (x - self.x[k]) / h, self.slopes[k], self.slopes[k + 1]
        rise = (self.values[k + 1] - self.values[k]) / h
        third, second = p + u - 2.0 * rise, 3.0 * rise - 2.0 * p - u
        if nu == 0:
            return self.values[k] + h * t * (p + t * (second + t * third))
        if nu == 1:
            return p + t * (2.0 * second + 3.0 * t * third)
        if nu == 2:
            return (2.0 * second + 6.0 * t * third) / h
        assert nu == 3, "a derivative up to the third"
        return 6.0 * third / h**2

    def _area(self, x: Any) -> Any:
        """Return the integral from the first knot on."""
        h = np.diff(self.x)
        whole = h * (self.values[1:] + self.values[:-1]) / 2.0
        whole = whole + h**2 * (self.slopes[:-1] - self.slopes[1:]) / 12.0
        before = np.concatenate((np.zeros(1), np.cumsum(whole)))
        k = np.clip(np.searchsorted(self.x, x, side="right") - 1, 0, len(self.x) - 2)
        h = self.x[k + 1] - self.x[k]
        t, p, u = (x - self.x[k]) / h, self.slopes[k], self.slopes[k + 1]
        rise = (self.values[k + 1] - self.values[k]) / h
        third, second = p + u - 2.0 * rise, 3.0 * rise - 2.0 * p - u
        part = t * (self.values[k] + h * t * (p / 2.0 + t * (second / 3.0 + t * third / 4.0)))
        return before[k] + h * part

    def integrate(self, a: Any, b: Any) -> Any:
        """Return the integral from a to b."""
        return np.asarray(self._area(b) - self._area(a))

    def derivative(self, nu: int = 1) -> Any:
        """Return the pieces of the slopes."""
        return Derived(self, nu)

    def antiderivative(self, nu: int = 1) -> Any:
        """Return the pieces of the integral."""
        assert nu == 1, "the first integral"
        return Area(self)


class Area(StandsIn):
    """Stands for the integral of pieces from the first knot on."""

    def __init__(self, pieces: Any) -> None:
        self.pieces = pieces

    def __call__(self, x: Any) -> Any:
        return np.asarray(self.pieces._area(x))


class PiecesInside(Pieces):
    """Pieces that are no number beyond their knots."""

    def __call__(self, x: Any, nu: int = 0) -> Any:
        inside = np.greater_equal(x, self.x[0]) & np.less_equal(x, self.x[-1])
        return np.asarray(np.where(inside, self.at(x, nu), np.nan))


def monotone_slopes(x: Any, y: Any) -> Any:
    """Return the slopes at knots of which none makes a new extremum (Fritsch and Butland 1984)."""
    h = np.diff(x)
    m = np.diff(y) / h
    if len(y) == 2:
        return np.concatenate((m, m))
    same = (m[1:] * m[:-1] > 0.0) & (np.sign(m[1:]) == np.sign(m[:-1]))
    one, other = 2.0 * h[1:] + h[:-1], h[1:] + 2.0 * h[:-1]
    before, after = np.where(same, m[:-1], 1.0), np.where(same, m[1:], 1.0)
    inner = np.where(same, (one + other) / (one / before + other / after), 0.0)
    first, last = _end(h[0], h[1], m[0], m[1]), _end(h[-1], h[-2], m[-1], m[-2])
    return np.concatenate((np.array([first]), inner, np.array([last])))


def _end(h: Any, h1: Any, m: Any, m1: Any) -> Any:
    """Return the slope at an end, of the parabola through three values where it may be."""
    d = ((2.0 * h + h1) * m - h * m1) / (h + h1)
    steep = (np.sign(m) != np.sign(m1)) & (np.abs(d) > 3.0 * np.abs(m))
    return np.where(np.sign(d) != np.sign(m), 0.0, np.where(steep, 3.0 * m, d))


def akima_slopes(x: Any, y: Any, modified: bool) -> Any:
    """Return the slopes at knots, means of those beside them (Akima 1970)."""
    m = np.diff(y) / np.diff(x)
    if len(y) == 2:
        return np.concatenate((m, m))
    before = 2.0 * m[0] - m[1]
    after = 2.0 * m[-1] - m[-2]
    first, last = 2.0 * before - m[0], 2.0 * after - m[-1]
    m = np.concatenate((np.array([first, before]), m, np.array([after, last])))
    apart = np.abs(np.diff(m))
    if modified:
        mean = np.abs(m[1:] + m[:-1])
        f1, f2 = apart[2:] + 0.5 * mean[2:], apart[:-2] + 0.5 * mean[:-2]
    else:
        f1, f2 = apart[2:], apart[:-2]
    both = f1 + f2
    told = both > 1e-9 * np.max(both)
    weighted = (f1 * m[1:-2] + f2 * m[2:-1]) / np.where(told, both, 1.0)
    return np.where(told, weighted, 0.5 * (m[3:] + m[:-3]))


class Before(StandsIn):
    """Stands for `interp1d` by the value before a place."""

    def __init__(self, x: Any, y: Any) -> None:
        self.x = x
        self.values = y

    def __call__(self, x: Any) -> Any:
        assert np.all(np.greater_equal(x, self.x[0]) & np.less_equal(x, self.x[-1]))
        return np.asarray(self.values[np.searchsorted(self.x, x, side="right") - 1])


class Behind(Before):
    """Stands for `interp1d` by the value behind a place."""

    def __call__(self, x: Any) -> Any:
        assert np.all(np.greater_equal(x, self.x[0]) & np.less_equal(x, self.x[-1]))
        return np.asarray(self.values[np.searchsorted(self.x, x)])


class Nearest(Before):
    """Stands for `interp1d` by the value that is nearest to a place."""

    def __call__(self, x: Any) -> Any:
        assert np.all(np.greater_equal(x, self.x[0]) & np.less_equal(x, self.x[-1]))
        return np.asarray(self.values[np.searchsorted((self.x[1:] + self.x[:-1]) / 2.0, x)])


class Polynomial(StandsIn):
    """Stands for a polynomial through points, all of which move."""

    def __init__(self, x: Any, y: Any) -> None:
        assert np.ndim(y) == 1, "values in a vector"
        self.places = x
        self.values = y

    def __call__(self, x: Any) -> Any:
        # Newton's form: each coefficient is a divided difference.
        n = len(self.places)
        c = self.values
        found, product = 0.0 * x + c[0], 0.0 * x + 1.0
        for k in range(1, n):
            c = (c[1:] - c[:-1]) / (self.places[k:] - self.places[: n - k])
            product = product * (x - self.places[k - 1])
            found = found + c[0] * product
        return np.asarray(found)


# -- what is asked of interpolants that are constants ----------------------------------------------


def derivative(f: Any, nu: int = 1) -> Any:
    """Return the slope of a spline, as a function of the place."""

    def slope(x: Any) -> Any:
        return rt.curve(f, x, nu)

    return slope


def antiderivative(f: Any) -> Any:
    """Return the integral of a spline from its first knot on, as a function of the place."""

    def area(x: Any) -> Any:
        return rt.area_under(f, x)

    return area


def integrate(f: Any, a: Any, b: Any) -> Any:
    """Return the integral of a spline from a to b."""
    return np.asarray(rt.area_under(f, b) - rt.area_under(f, a))


def integral(f: Any, a: Any, b: Any) -> Any:
    """Return the integral of a spline from a to b, which counts as 0 beyond its knots."""
    return float(rt.area_within(f, b) - rt.area_within(f, a))


def ev(f: Any, x: Any, y: Any, dx: int = 0, dy: int = 0) -> Any:
    """Return the derivative of a spline in two dimensions at places."""
    return rt.sheet(f, x, y, dx, dy)
