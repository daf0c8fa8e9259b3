"""Edges: filters of `scipy.ndimage` that SciPy makes of others, one axis after the other.

    sobel(x, axis=0)       ->  correlate1d(x, [-1, 0, 1], 0), then correlate1d(…, [1, 2, 1], 1)
    laplace(x)             ->  the sum of correlate1d(x, [1, -2, 1], k) over the axes k
    gaussian_filter(x, s)  ->  gaussian_filter1d along each axis; s may be a width for each
    gaussian_laplace(x, s), gaussian_gradient_magnitude(x, s): of derivatives of these
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from ...ir.kinds import Array, Scalar
from ...ir.nodes import Apply, Const, Expr
from ...rules.template import signatures
from .factored import Factored
from .in_place import Named
from .state import Value

SIGNATURES = signatures(
    "scipy.ndimage.gaussian_filter(input, sigma, order=0, *, mode='reflect', truncate=4.0)",
    "scipy.ndimage.uniform_filter(input, size=3, *, mode='reflect')",
    "scipy.ndimage.sobel(input, axis=-1, *, mode='reflect', cval=0.0)",
    "scipy.ndimage.prewitt(input, axis=-1, *, mode='reflect', cval=0.0)",
    "scipy.ndimage.laplace(input, *, mode='reflect', cval=0.0)",
    "scipy.ndimage.gaussian_laplace(input, sigma, *, mode='reflect', truncate=4.0)",
    "scipy.ndimage.gaussian_gradient_magnitude(input, sigma, *, mode='reflect', truncate=4.0)",
)


class Edges(Factored):
    """Writes out filters of images."""

    def of_images(self, expr: Apply) -> Value | None:
        """Return what a filter is made of, or None if it is none, or stays as it is."""
        lowered: dict[str, Callable[[Named], Value | None]] = {
            "gaussian_filter": partial(self._filter, "gaussian"),
            "uniform_filter": partial(self._filter, "uniform"),
            "sobel": partial(self._slope, (1, 2, 1)),
            "prewitt": partial(self._slope, (1, 1, 1)),
            "laplace": self._laplace,
            "gaussian_laplace": self._gaussian_laplace,
            "gaussian_gradient_magnitude": self._gaussian_gradient,
        }
        if expr.op not in SIGNATURES:
            return None
        given = self.named(SIGNATURES[expr.op], expr)
        if given is None or not self.is_floating(given["input"]):
            return None
        return lowered[expr.op.rpartition(".")[2]](given)

    def is_floating(self, expr: Expr) -> bool:
        """Return whether an operand is of floats: sums of others change their type."""
        kind = self.kind(expr)
        return isinstance(kind, (Array, Scalar)) and kind.dtype.startswith(("float", "complex"))

    def _filter(self, name: str, given: Named) -> Value | None:
        """Return a filter of an image as those along each of its axes, as SciPy has it."""
        found = given["input"]
        widths = self._widths(given.get("sigma", given.get("size", Const(3))), self.rank(found))
        if widths is None:
            return None
        rest = tuple([(k, v) for k, v in given.items() if k not in ("input", "sigma", "size")])
        for axis, width in enumerate(widths):
            if isinstance(width, Const) and width.value == 0:
                continue
            keys = (("axis", Const(axis)), *rest)
            call = Apply(f"scipy.ndimage.{name}_filter1d", (found, width), keys)
            found = self.temporary(call)
        return found

    def _widths(self, width: Expr, rank: int) -> list[Expr] | None:
        """Return how wide a filter is along each axis; None if it cannot be told."""
        if isinstance(self.kind(width), Scalar):
            return [width] * rank
        if not isinstance(width, Apply) or width.op != "tuple" or len(width.args) != rank:
            return None
        return list(width.args)

    def _slope(self, across: Sequence[int], given: Named) -> Value | None:
        """Return differences along an axis, and weighted sums along the others."""
        x, rank = given["input"], self.rank(given["input"])
        axis = self.axis_of(given.get("axis", Const(-1)), rank)
        found = self._weighed(x, (-1, 0, 1), axis, given)
        for k in range(rank):
            found = found if k == axis else self._weighed(found, across, k, given)
        return found

    def _laplace(self, given: Named) -> Value | None:
        x = given["input"]
        return self._sum([self._weighed(x, (1, -2, 1), k, given) for k in range(self.rank(x))])

    def _weighed(self, x: Expr, weights: Sequence[int], axis: int, given: Named) -> Expr:
        """Return the correlation with weights along an axis."""
        kernel = Apply("list", tuple(map(Const, weights)))
        rest = [(k, v) for k, v in given.items() if k in ("mode", "cval")]
        call = Apply("scipy.ndimage.correlate1d", (x, kernel, Const(axis)), tuple(rest))
        return self.temporary(call)

    def _gaussian_laplace(self, given: Named) -> Value | None:
        parts = self._derivatives(2, given)
        return None if parts is None else self._sum(parts)

    def _gaussian_gradient(self, given: Named) -> Value | None:
        parts = self._derivatives(1, given)
        if parts is None:
            return None
        held = self.temporary(Apply("np.stack", (Apply("tuple", tuple(parts)),)))
        return Apply("np.linalg.norm", (held,), (("axis", Const(0)),))  # which is 0 where flat

    def _derivatives(self, order: int, given: Named) -> list[Expr] | None:
        """Return an image that is blurred, and differentiated along each axis in turn."""
        x = given["input"]
        widths = self._widths(given["sigma"], self.rank(x))
        if widths is None:
            return None
        rest = tuple([(k, v) for k, v in given.items() if k not in ("input", "sigma")])
        found = []
        for place in range(self.rank(x)):
            part = x
            for axis, sigma in enumerate(widths):
                keys = (("axis", Const(axis)), ("order", Const(order * (axis == place))), *rest)
                part = self.temporary(Apply("scipy.ndimage.gaussian_filter1d", (part, sigma), keys))
            found.append(part)
        return found

    def _sum(self, parts: Sequence[Expr]) -> Expr:
        total, *rest = parts
        for part in rest:
            total = self.temporary(Apply("add", (total, part)))
        return total
