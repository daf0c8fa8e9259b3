"""Calls of SciPy that it makes of others itself are written out as these.

    logsumexp(a, return_sign=True)    ->  the logarithm and the sign, in a tuple
    map_coordinates(a, [x, y])        ->  the same of an array of coordinates
    multivariate_normal.pdf(x, m, 2.) ->  the same of a matrix, `2. * np.eye(len(m))`
    dirichlet.pdf(x[:-1], alpha)      ->  the same of all components
    half_of_squares(r)                ->  0.5 * np.dot(r, r): what least squares make least
    residuals(f, y, sigma)            ->  (f - y) / sigma: those of a fitted curve
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ...ir.kinds import Array, Scalar, Size
from ...ir.nodes import Apply, Const, Expr
from ...rules.template import signatures
from .calls import as_array
from .edges import Edges
from .in_place import Named
from .list_values import NONE
from .state import Parts, Value

_NORMAL = "scipy.stats.multivariate_normal"
_DENSITIES = (f"{_NORMAL}.pdf", f"{_NORMAL}.logpdf")
_OF_SHARES = ("scipy.stats.dirichlet.pdf", "scipy.stats.dirichlet.logpdf")
SIGNATURES = signatures(
    *(f"{name}(x, alpha)" for name in _OF_SHARES),
    *(f"{name}(x, mean=None, cov=1, allow_singular=False)" for name in _DENSITIES),
    f"{_NORMAL}.entropy(mean=None, cov=1)",
    "scipy.ndimage.map_coordinates(input, coordinates, output=None, order=3, mode='constant',"
    " cval=0.0, prefilter=True)",
    "scipy.special.logsumexp(a, axis=None, b=None, keepdims=False, return_sign=False)",
    "half_of_squares(r, loss='linear', scale=1.0)", "residuals(f, y, sigma=None)", "samples(x)",
)


class OfScipy(Edges):
    """Writes out calls of SciPy."""

    def of_scipy(self, expr: Apply) -> Value | None:
        """Return what a call of SciPy is made of, or None if it stays as it is."""
        lowered: dict[str, Callable[[Named], Value | None]] = {
            "scipy.ndimage.map_coordinates": self._map_coordinates,
            "scipy.special.logsumexp": self._logsumexp,
            "half_of_squares": self._half_of_squares, "residuals": self._residuals,
            "samples": self._samples, f"{_NORMAL}.entropy": self._entropy_of_normal,
            **{name: partial(self._density, name) for name in _DENSITIES},
            **{name: partial(self._of_shares, name) for name in _OF_SHARES},
        }
        given = self.named(SIGNATURES[expr.op], expr) if expr.op in lowered else None
        if given is None:
            return self.of_images(expr)
        return lowered[expr.op](given)

    def _logsumexp(self, given: Named) -> Value | None:
        """Return the logarithm and the sign that `return_sign=True` gives, in a tuple."""
        if given.get("keepdims", Const(False)) != Const(False) and not self.rank(given["a"]):
            given["a"] = self.temporary(Apply("np.reshape", (given["a"], _sizes(1))))
            rest = tuple([(k, v) for k, v in given.items() if k != "a"])
            return self.value(Apply("scipy.special.logsumexp", (given["a"],), rest))
        if given.pop("return_sign", Const(False)) != Const(True):
            return None
        a, b = given.pop("a"), given.get("b", NONE)
        told = (*given.items(), ("return_sign", Const(True)))
        whole = self.temporary(Apply("scipy.special.logsumexp", (a,), told))
        sign = self.temporary(Apply("getitem", (whole, Const(1))))
        given.pop("b", None)
        weights = Const(1.0) if b == NONE else b
        value = Apply("rt.log_of_sum", (a, weights, sign, whole), tuple(given.items()))
        return Parts("tuple", (self.temporary(value), sign))

    def _map_coordinates(self, given: Named) -> Value | None:
        """Return an interpolation at coordinates that were a list as one at an array."""
        rest = tuple([(k, v) for k, v in given.items() if k not in ("input", "coordinates")])
        operands = given["input"], given["coordinates"]
        return Apply("scipy.ndimage.map_coordinates", operands, rest)

    # -- normal distributions of vectors -----------------------------------------------------------

    def _density(self, name: str, given: Named) -> Value | None:
        """Return a density with a matrix for the covariance: of one component, of 1 times 1."""
        made = self._matrix(given)
        if made is None:
            return None
        mean, cov, is_one = made
        x = given["x"]
        if is_one and self.rank(x) < 2:
            column = _sizes(-1, 1) if self.rank(x) else _sizes(1)
            x = self.temporary(Apply("np.reshape", (x, column)))
        rest = tuple([(k, v) for k, v in given.items() if k not in ("x", "mean", "cov")])
        return Apply(name, (x, mean, cov), rest)

    def _entropy_of_normal(self, given: Named) -> Value | None:
        made = self._matrix(given)
        return None if made is None else Apply(f"{_NORMAL}.entropy", (NONE, made[1]))

    def _of_shares(self, name: str, given: Named) -> Value | None:
        """Return a density with the last component, where that is left out."""
        x, alpha = given["x"], given["alpha"]
        shape = as_array(self.kind(x), self.sizes).shape
        count = as_array(self.kind(alpha), self.sizes).shape
        if not shape or len(shape) > 2 or not self.sizes.same(shape[0] + 1, count[0]):
            return None
        total = self.temporary(Apply("np.sum", (x, Const(0))))
        rest = self.temporary(Apply("sub", (Const(1), total)))
        last = Apply("np.append", (x, rest)) if len(shape) == 1 else \
            Apply("np.vstack", (Apply("tuple", (x, rest)),))
        return Apply(name, (self.temporary(last), alpha))

    def _matrix(self, given: Named) -> tuple[Expr, Expr, bool] | None:
        """Return mean and covariance as SciPy reads them, and whether there is one component.

        None where the covariance is a matrix already.
        """
        mean, cov = given.get("mean", NONE), given.get("cov", Const(1.0))
        rank = 0 if isinstance(cov, Const) else self.rank(cov)
        if rank >= 2:
            return None
        count = Size(1) if mean == NONE else self._components(mean)
        if self.sizes.same(count, 1):
            mean = mean if mean == NONE else self.temporary(Apply("np.reshape", (mean, _sizes(1))))
            return mean, self.temporary(Apply("np.reshape", (cov, _sizes(1, 1)))), True
        if rank == 1:
            return mean, self.temporary(Apply("np.diag", (cov,))), False
        ones = self.temporary(Apply("np.eye", (self.temporary(Apply("np.size", (mean,))),)))
        return mean, self.temporary(Apply("mul", (cov, ones))), False

    def _components(self, mean: Expr) -> Size:
        kind = Scalar("float64") if isinstance(mean, Const) else self.kind(mean)
        array = as_array(kind, self.sizes)
        return array.shape[0] if array.ndim else Size(1)

    # -- least squares -----------------------------------------------------------------------------

    def _half_of_squares(self, given: Named) -> Value | None:
        """Return half the sum of squares, or of what a loss makes of each of them."""
        r = self.operand(self.value(Apply("equations", (given["r"],))))
        loss, scale = given.get("loss", Const("linear")), given.get("scale", Const(1.0))
        if loss == Const("linear"):
            return Apply("mul", (Const(0.5), self.temporary(Apply("np.dot", (r, r)))))
        if scale != Const(1.0):
            r = self.temporary(Apply("truediv", (r, scale)))
        total = self.temporary(Apply("np.sum", (self.operand(self._loss_of(r, loss)),)))
        half = self.temporary(Apply("mul", (Const(0.5), total)))
        if scale == Const(1.0):
            return half
        return Apply("mul", (half, self.temporary(Apply("pow", (scale, Const(2))))))

    def _loss_of(self, r: Expr, loss: Expr) -> Expr:
        """Return what each residual counts: of the square z, the loss of SciPy's that has a name.

        soft_l1: 2 (sqrt(1 + z) - 1), cauchy: log(1 + z), arctan: arctan(z), huber: z up to 1,
        then 2 sqrt(z) - 1.
        """
        z = self.temporary(Apply("pow", (r, Const(2))))
        if loss == Const("cauchy"):
            return Apply("np.log1p", (z,))
        if loss == Const("arctan"):
            return Apply("np.arctan", (z,))
        if loss == Const("soft_l1"):
            root = self.temporary(Apply("np.sqrt", (self.temporary(Apply("add", (Const(1), z))),)))
            less = self.temporary(Apply("sub", (root, Const(1))))
            return Apply("mul", (Const(2), less))
        size = self.temporary(Apply("np.abs", (r,)))
        twice = self.temporary(Apply("mul", (Const(2), size)))
        line = self.temporary(Apply("sub", (twice, Const(1))))
        return Apply("np.where", (self.temporary(Apply("le", (z, Const(1)))), z, line))

    def _residuals(self, given: Named) -> Value | None:
        """Return how far a curve is from its samples, in units of their errors."""
        gap: Expr = Apply("sub", (given["f"], given["y"]))
        sigma = given.get("sigma", NONE)
        if sigma == NONE:
            return gap
        gap, sigma = self.temporary(gap), self.operand(self.value(Apply("samples", (sigma,))))
        if self.rank(sigma) < 2:
            return Apply("truediv", (gap, sigma))
        lower = self.temporary(Apply("np.linalg.cholesky", (sigma,)))
        return Apply("np.linalg.solve", (lower, gap))

    def _samples(self, given: Named) -> Value | None:
        """Return samples as the array of floats that SciPy makes of them."""
        kind = self.kind(given["x"])
        if isinstance(kind, Array) and kind.dtype == "float64":
            return given["x"]
        dtype = Apply("const", (Const("np.float64"),))
        return Apply("np.array", (given["x"],), (("dtype", dtype),))


def _sizes(*sizes: int) -> Apply:
    return Apply("tuple", tuple(map(Const, sizes)))
