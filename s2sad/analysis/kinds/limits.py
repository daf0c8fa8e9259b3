"""Limits: calls of which the formulas hold for vectors, or for one number, are refused for others.

Each has the shapes that its rule was made for; `np.cross` and `np.vecdot` along other axes than the
last become those along the last; what is taken, or summed, along an axis of a number is so whole.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ...errors import WrongKind
from ...ir.kinds import Array, Kind, ListKind, TupleKind
from ...ir.nodes import Apply, Const, Expr
from ...rules.template import signatures
from .calls import as_array
from .in_place import Named
from .list_values import NONE
from .perhaps_real import ALWAYS_REAL
from .ranks import Ranks
from .state import Value
from .words import describe

PLANE = (
    "s2sad cannot differentiate `np.cross` of vectors that do not have three components here",
    "Write the product in the plane out: `x[..., 0] * y[..., 1] - x[..., 1] * y[..., 0]`.",
)
REDUCTIONS = {f"np.{name}" for name in ("sum", "prod", "max", "min", "amax", "amin")}
_SERIES = ("polynomial.poly", "chebyshev.cheb", "legendre.leg", "laguerre.lag", "hermite.herm",
           "hermite_e.herme")  # fmt: skip
POLYNOMIALS = {
    "np.polyval": ("p",), "np.polyadd": ("a1", "a2"), "np.polysub": ("a1", "a2"),
    "np.polyder": ("p",), "np.polyint": ("p",),
    **{f"np.polynomial.{family}{what}": ("c",)
       for family in _SERIES for what in ("val", "der", "int")},
}  # fmt: skip
SIGNATURES = signatures(
    "np.cross(a, b, axisa=-1, axisb=-1, axisc=-1, axis=None)", "np.polyval(p, x)",
    "np.polyadd(a1, a2)", "np.polysub(a1, a2)", "np.polyder(p, m=1)", "np.polyint(p, m=1, k=None)",
    "np.vecdot(a, b, axis=-1)", "np.linalg.vecdot(a, b, axis=-1)",
    "np.logspace(start, stop, num=50, endpoint=True, base=10.0, dtype=None, axis=0)",
    *(f"np.polynomial.{family}{given}" for family in _SERIES
      for given in ("val(x, c)", "der(c, m=1)", "int(c, m=1)")),
    "scipy.linalg.toeplitz(c, r=None)", "scipy.linalg.sqrtm(A)", "scipy.linalg.logm(A)",
    "scipy.linalg.fractional_matrix_power(A, t)",
    "scipy.spatial.distance.cosine(u, v, w=None)", "np.take(x, indices, axis=None)",
    "np.repeat(x, repeats, axis=None)",
)


class Limits(Ranks):
    """Refuses calls beyond what their rules were made for."""

    def limited(self, expr: Apply) -> Value | None:
        """Return what a call becomes within its limits, or None if it stays as it is."""
        if expr.op in REDUCTIONS:
            return self._reduced_number(expr)
        if expr.op not in SIGNATURES:
            return None
        checks: dict[str, Callable[[Named], Value | None]] = {
            "np.cross": self._cross, "np.logspace": self._logspace,
            "scipy.linalg.toeplitz": self._toeplitz, "scipy.linalg.sqrtm": self._sqrtm,
            "scipy.spatial.distance.cosine": self._cosine,
            **{name: partial(self.always_real, name) for name in ALWAYS_REAL},
            **{name: partial(self._vecdot, name) for name in ("np.vecdot", "np.linalg.vecdot")},
            **{name: partial(self._polynomial, name) for name in POLYNOMIALS},
            **{name: partial(self._of_number, name) for name in ("np.take", "np.repeat")},
        }
        given = self.named(SIGNATURES[expr.op], expr)
        return None if given is None else checks[expr.op](given)

    def _reduced_number(self, expr: Apply) -> Value | None:
        """Return `np.sum(x, axis=0)` of a number as `np.sum(x)`: NumPy takes it as one element."""
        x, *along = expr.args[:2] or (NONE,)
        rest = dict(expr.kwargs)
        along = along or [rest.pop("axis", NONE)]
        is_axis = along[0] in (Const(0), Const(-1), Apply("neg", (Const(1),)))
        if not is_axis or len(expr.args) > 2:
            return None
        x = self.as_array_operand(x)
        return None if self.rank(x) else Apply(expr.op, (x,), tuple(rest.items()))

    def _cross(self, given: Named) -> Value | None:
        if not {"axis", "axisa", "axisb", "axisc"} & set(given):
            self._check_components(given["a"], given["b"])
            return None
        one = given.get("axis", NONE)
        axes = [one if one != NONE else given.get(f"axis{k}", Const(-1)) for k in "abc"]
        moved = [self._with_last(given[name], axis) for name, axis in zip("ab", axes)]
        self._check_components(*moved)
        found = self.temporary(Apply("np.cross", tuple(moved)))
        return Apply("np.moveaxis", (found, Const(-1), Const(self.integer(axes[2]))))

    def _check_components(self, *vectors: Expr) -> None:
        for vector in vectors:
            kind = self.kind(vector)
            if isinstance(kind, Array) and kind.ndim and not self.sizes.same(kind.shape[-1], 3):
                self.refuse(PLANE[0], "", PLANE[1], WrongKind)

    def _with_last(self, x: Expr, axis: Expr) -> Expr:
        """Return an array with an axis as its last."""
        place, rank = self.integer(axis), self.rank(x)
        turned = Apply("np.moveaxis", (x, Const(place), Const(-1)))
        return x if place % rank == rank - 1 else self.temporary(turned)

    def _vecdot(self, name: str, given: Named) -> Value | None:
        """Return products along an axis of arrays of different ranks as those along the last."""
        axis = given.get("axis", Const(-1))
        both = [given["a"], given["b"]]
        if axis == Const(-1) or self.rank(both[0]) == self.rank(both[1]):
            return None
        return Apply(name, tuple([self._with_last(x, axis) for x in both]))

    def _polynomial(self, name: str, given: Named) -> Value | None:
        for parameter in POLYNOMIALS[name]:
            kind = self.kind(given[parameter])
            if isinstance(kind, Array) and kind.ndim > 1:
                what = f"s2sad cannot differentiate `{name}` of {describe(kind)} of coefficients"
                why = "Its rule is that of one polynomial."
                self.refuse(what, why, "Take one polynomial at a time.", WrongKind)
        return None

    def _of_number(self, name: str, given: Named) -> Value | None:
        """Return what is taken along an axis of a number as what is taken of the number."""
        x, what, *axis = given.values()
        return Apply(name, (x, what)) if axis and axis != [NONE] and not self.rank(x) else None

    def _logspace(self, given: Named) -> Value | None:
        if as_array(self.kind(given.get("base", Const(10.0))), self.sizes).ndim:
            self.refuse(
                "s2sad cannot differentiate `np.logspace` with several bases",
                "Its rule is that of one base.",
                "Write the powers out: `base ** np.linspace(start, stop, num)`.", WrongKind,
            )  # fmt: skip
        return None

    def _sqrtm(self, given: Named) -> Value | None:
        if not self.rank(given["A"]):
            self.refuse(
                "s2sad cannot differentiate `scipy.linalg.sqrtm` of a number",
                "What SciPy returns then is not its root.", "Write `np.sqrt`.", WrongKind,
            )  # fmt: skip
            return None
        return self.always_real("scipy.linalg.sqrtm", given)

    def _cosine(self, given: Named) -> Value | None:
        if "bool" in [as_array(self.kind(given[name]), self.sizes).dtype for name in "uv"]:
            self.refuse(
                "s2sad cannot differentiate `scipy.spatial.distance.cosine` of bools",
                "SciPy takes their length for one, however many are true.",
                "Convert them: `v.astype(float)`.", WrongKind,
            )  # fmt: skip
        return None

    def _toeplitz(self, given: Named) -> Value | None:
        for name in ("c", "r"):
            kind = self.kind(given.get(name, NONE))
            if isinstance(kind, Array) and kind.ndim != 1:
                self.refuse(
                    f"s2sad cannot differentiate `scipy.linalg.toeplitz` of {describe(kind)}",
                    "SciPy makes one vector of it.", f"Give it a vector: `np.ravel({name})`.",
                    WrongKind,
                )  # fmt: skip
        return None

    def check_summands(self, kind: Kind) -> None:
        """Refuse `sum(lists, [])`, which joins lists."""
        item = kind.item if isinstance(kind, ListKind) else None
        if isinstance(item, (ListKind, TupleKind)):
            self.refuse(
                f"s2sad cannot sum a list of {describe(item)}", "Adding lists joins them.",
                "Fill one list in a loop: `[v for row in rows for v in row]`.",
            )  # fmt: skip

    def _keywords(self, expr: Apply) -> tuple[tuple[str, Expr], ...]:
        """Return the values of the keywords of a call."""
        return tuple([(key, self.expression(arg)) for key, arg in expr.kwargs])
