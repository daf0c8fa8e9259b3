"""Grids: functions that give several arrays, each written out as an array of its own.

    X, Y = np.meshgrid(x, y)        ->  X = a copy of x[None, :] broadcast; Y of y[:, None]
    a, b = np.broadcast_arrays(x, y)
    dx, dy = np.gradient(f, h, k)   ->  dx = np.gradient(f, h, axis=0); dy = …
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ...errors import WrongCall, WrongKind
from ...ir.kinds import Array, Kind, ListKind, Scalar, Size
from ...ir.nodes import Apply, Const, Expr
from ...rules.template import Signature, signature
from .calls import Undecided, as_array
from .elementwise import broadcast
from .in_place import Named
from .list_values import NONE
from .methods import dtype_of
from .outputs import Outputs
from .splits import MANY
from .state import Parts, Value

UNSTACK = signature("np.unstack(x, *, axis=0)")
AVERAGE = signature("np.average(x, axis=None, weights=None, returned=False, *, keepdims=False)")
LINSPACE = signature(
    "np.linspace(start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0)"
)
HISTOGRAM = signature("np.histogram(a, bins=10, range=None, density=False, weights=None)")


class Grids(Outputs):
    """Writes out functions that give several arrays."""

    def grid(self, expr: Apply) -> Value | None:
        """Return the arrays that a call gives, or None if it gives one."""
        if expr.op in ("np.atleast_1d", "np.atleast_2d", "np.atleast_3d") and len(expr.args) > 1:
            args = [self.as_array_operand(arg) for arg in expr.args]
            return self._all([Apply(expr.op, (arg,)) for arg in args])
        if expr.op == "np.broadcast_arrays" and not expr.kwargs:
            args = [self.as_array_operand(arg) for arg in expr.args]
            shape = self._common_shape(args)
            return self._all([Apply("np.broadcast_to", (arg, shape)) for arg in args])
        if expr.op in ("np.r_", "np.c_"):
            return self._index_joined(expr)
        if expr.op == "np.meshgrid":
            return self._meshgrid(expr)
        if expr.op == "np.gradient" and expr.args:
            return self._gradient(expr)
        if expr.op == "np.unstack" and (given := self.named(UNSTACK, expr)):
            return self._unstack(given)
        if expr.op == "np.average" and (given := self.named(AVERAGE, expr)):
            return self._average(given)
        if expr.op == "np.linspace" and (given := self.named(LINSPACE, expr)):
            return self._linspace(given)
        if expr.op == "np.histogram" and (given := self.named(HISTOGRAM, expr)):
            return self._histogram(given)
        return None

    def _all(self, parts: Sequence[Expr]) -> Parts:
        return Parts("tuple", tuple([self.temporary(part) for part in parts]))

    def _meshgrid(self, expr: Apply) -> Value | None:
        options = {key: self.literal(value) for key, value in expr.kwargs}
        if not set(options) <= {"indexing", "sparse", "copy"}:
            return None
        args = [self._flattened(self.as_array_operand(arg)) for arg in expr.args]
        rank = len(args)
        turned = options.get("indexing", "xy") == "xy" and rank > 1
        places = [1 - i if turned and i < 2 else i for i in range(rank)]
        order = sorted(range(rank), key=lambda i: places[i])
        sizes = [self.extent(args[i], 0) if self.rank(args[i]) else Const(1) for i in order]
        parts = []
        for arg, place in zip(args, places):
            part = self._on_axis(arg, place, rank)
            if not options.get("sparse", False):
                part = Apply("np.broadcast_to", (part, Apply("tuple", tuple(sizes))))
            if options.get("copy", True):
                part = Apply("np.ndarray.copy", (self.temporary(part),))
            parts.append(part)
        return self._all(parts)

    def _flattened(self, x: Expr) -> Expr:
        return self.temporary(Apply("np.ravel", (x,))) if self.rank(x) > 1 else x

    def _index_joined(self, expr: Apply) -> Value:
        """Return `np.r_[x, 1:3, 0.5]`: the parts one after the other, or as columns."""
        parts = [self._numbers_of(part) for part in expr.args]
        kinds = [self.kind(part) for part in parts]
        arrays = [kind.dtype for kind in kinds if isinstance(kind, Array)]
        ranks = {kind.ndim for kind in kinds if isinstance(kind, Array)} or {1}
        known = all(isinstance(kind, (Array, Scalar)) for kind in kinds)
        fits = max(ranks) <= 2 if expr.op == "np.c_" else len(ranks) == 1
        if not known or not fits or 0 in ranks or not arrays:
            self.refuse(
                f"s2sad cannot tell what `{expr.op}` joins here",
                "It joins arrays of one rank, numbers and slices, of which one is an array.",
                "Use np.concatenate or np.stack.", WrongKind,
            )  # fmt: skip
            return NONE
        weak = [0.5 if k.dtype == "float64" else 0 for k in kinds if isinstance(k, Scalar)]
        dtype = np.result_type(*arrays, *weak).name
        joined = tuple([self._as_part(part, expr.op, dtype, max(ranks)) for part in parts])
        axis = () if expr.op == "np.r_" else (("axis", Const(-1)),)
        return Apply("np.concatenate", (Apply("tuple", joined),), axis)

    def _numbers_of(self, part: Expr) -> Expr:
        """Return a slice among the parts as the numbers that it stands for."""
        if not isinstance(part, Apply) or part.op != "slice":
            return self.as_array_operand(part)
        low, high, step = [self.operand(self.value(bound)) for bound in part.args]
        bounds = (Const(0) if low == NONE else low, high, Const(1) if step == NONE else step)
        return self.temporary(Apply("np.arange", bounds))

    def _as_part(self, part: Expr, op: str, dtype: str, rank: int) -> Expr:
        kind = self.kind(part)
        if isinstance(kind, Scalar):
            if op == "np.c_" or rank > 1:
                raise Undecided("a number among columns")
            as_dtype = (("dtype", Apply("const", (Const(f"np.{dtype}"),))),)
            one = Apply("tuple", (Const(1),))
            return self.temporary(Apply("np.full", (one, part), as_dtype))
        if op == "np.c_" and isinstance(kind, Array) and kind.ndim == 1:
            index = (Apply("slice", (NONE, NONE, NONE)), NONE)
            return self.temporary(Apply("getitem", (part, Apply("tuple", index))))
        return part

    def _on_axis(self, x: Expr, place: int, rank: int) -> Expr:
        if not self.rank(x):
            return Apply("np.reshape", (x, Apply("tuple", (Const(1),) * rank)))
        if rank == 1:
            return x
        full = Apply("slice", (NONE, NONE, NONE))
        index = [full if i == place else NONE for i in range(rank)]
        return self.temporary(Apply("getitem", (x, Apply("tuple", tuple(index)))))

    def _common_shape(self, args: Sequence[Expr]) -> Expr:
        """Return the shape to which operands broadcast: the sizes of those that have them."""
        shapes = [as_array(self.kind(arg), self.sizes).shape for arg in args]
        found = broadcast(list(shapes), self.sizes)
        sizes = [self._size_in(n, len(found) - i, args, shapes) for i, n in enumerate(found)]
        return Apply("tuple", tuple(sizes))

    def _size_in(
        self, size: Size, place: int, args: Sequence[Expr], shapes: Sequence[tuple[Size, ...]]
    ) -> Expr:
        """Return a size as that of an operand, `place` axes before the end."""
        for arg, shape in zip(args, shapes):
            if len(shape) >= place and self.sizes.same(shape[-place], size):
                return self.extent(arg, len(shape) - place)
        raise Undecided("which operand has the size of the result is not known")

    def _gradient(self, expr: Apply) -> Value | None:
        """Return finite differences along several axes."""
        options = dict(self._keywords(expr))
        x, *steps = [self.as_array_operand(arg) for arg in expr.args]
        rank = self.rank(x)
        axis = self.literal(options.pop("axis", NONE))
        given = range(rank) if axis is None else (axis,) if isinstance(axis, int) else axis
        if not rank or not given:
            what = "a number" if not rank else "no axis"
            self.refuse(
                f"`np.gradient` is given {what}", "It has no axis along which to differ.",
                "Give an array, and an axis of it.", WrongCall,
            )  # fmt: skip
            return NONE
        if len(steps) > 1 and len(steps) != len(given):
            self.refuse(
                f"`np.gradient` is given {len(steps)} spacings, and has another number of axes",
                "NumPy would raise a TypeError here.", "Give one for each axis, or one for all.",
                WrongCall,
            )  # fmt: skip
            return NONE
        if isinstance(axis, int) or (axis is None and rank == 1):
            return None
        axes = [self.axis_of(Const(k), rank) for k in given]
        if len(steps) == 1:
            steps = steps * len(axes)
        parts = []
        for place, k in enumerate(axes):
            kwargs = (("axis", Const(k)), *options.items())
            parts.append(Apply("np.gradient", (x, *steps[place : place + 1]), kwargs))
        return self._all(parts) if len(parts) > 1 else parts[0]

    def _unstack(self, given: Named) -> Value | None:
        kind = as_array(self.kind(given["x"]), self.sizes)
        axis = self.axis_of(given.get("axis", Const(0)), kind.ndim)
        count = self.sizes.value(kind.shape[axis])
        if count is None or count > MANY:
            return None
        full = Apply("slice", (NONE, NONE, NONE))
        indices: list[Expr] = [Const(k) for k in range(count)]
        if axis:
            indices = [Apply("tuple", (*(full,) * axis, k)) for k in indices]
        return self._all([Apply("getitem", (given["x"], k)) for k in indices])

    def _average(self, given: Named) -> Value | None:
        """Return a mean and the sum of its weights."""
        if not self.literal(given.pop("returned", Const(False))):
            return None
        x, weights, axis = given["x"], given.get("weights", NONE), given.get("axis", NONE)
        rest = tuple([(k, v) for k, v in given.items() if k != "x" and v != NONE])
        mean = self.temporary(Apply("np.average", (x,), rest))
        along = () if axis == NONE else (("axis", axis),)
        keep = (("keepdims", given["keepdims"]),) if "keepdims" in given else ()
        if weights == NONE and as_array(self.kind(x), self.sizes).dtype.startswith("int"):
            return None
        if weights == NONE:
            ones = self.temporary(Apply("np.ones_like", (x,)))
            return Parts("tuple", (mean, self.temporary(Apply("np.sum", (ones,), along + keep))))
        if self.rank(weights) != self.rank(x):
            shaped = self._shaped_weights(weights, x, axis)
            if shaped is None:
                return None
            weights = shaped
        kind = as_array(self.kind(mean), self.sizes)
        is_narrow = as_array(self.kind(weights), self.sizes).dtype != kind.dtype
        dtype = (("dtype", dtype_of(kind)),) if is_narrow else ()
        total = self.temporary(Apply("np.sum", (weights,), along + dtype + keep))
        if kind.ndim:
            shape = self.temporary(Apply("np.shape", (mean,)))
            spread = self.temporary(Apply("np.broadcast_to", (total, shape)))
            total = self.temporary(Apply("np.ndarray.copy", (spread,)))
        return Parts("tuple", (mean, total))

    def _shaped_weights(self, weights: Expr, x: Expr, axis: Expr) -> Expr | None:
        """Return the weights of one axis, or of several in order, as an array of the rank of x."""
        found = self.literal(axis)
        rank = self.rank(x)
        axes = [self.axis_of(Const(k), rank) for k in (found if type(found) is tuple else (found,))]
        if axes != sorted(axes) or len(axes) != self.rank(weights):
            return None
        index = [Apply("slice", (NONE, NONE, NONE)) if i in axes else NONE for i in range(rank)]
        return self.temporary(Apply("getitem", (weights, Apply("tuple", tuple(index)))))

    def _linspace(self, given: Named) -> Value | None:
        """Return a ramp and its step."""
        if not self.literal(given.pop("retstep", Const(False))):
            return None
        steps = self.literal(given.get("num", Const(50)))
        steps -= bool(self.literal(given.get("endpoint", Const(True))))
        if steps <= 0:
            return None
        rest = tuple([(k, v) for k, v in given.items() if k not in ("start", "stop")])
        ends = given["start"], given["stop"]
        ramp = self.temporary(Apply("np.linspace", ends, rest))
        gap = self.temporary(Apply("np.subtract", (ends[1], ends[0])))
        return Parts("tuple", (ramp, self.temporary(Apply("truediv", (gap, Const(steps))))))

    def _histogram(self, given: Named) -> Value | None:
        """Return the counts in bins, and the edges of the bins."""
        a, bins = given["a"], given.get("bins", Const(10))
        limits, weights = given.get("range", NONE), given.get("weights", NONE)
        kind = self.kind(bins)
        if not isinstance(kind, (Scalar, Array)) or not isinstance(self.kind(a), Array):
            return None
        if isinstance(kind, Array):
            edges, is_fixed = bins, True
        else:
            is_fixed = limits != NONE
            edges = self.temporary(self._edges(a, bins, limits))
        counts = Apply("rt.histogram", (a, bins, limits, weights, Const(is_fixed)))
        found = self.temporary(counts)
        if self.literal(given.get("density", Const(False))):
            width = self.temporary(Apply("np.diff", (edges,)))
            each = self.temporary(Apply("truediv", (found, width)))
            total = self.temporary(Apply("np.sum", (found,)))
            found = self.temporary(Apply("truediv", (each, total)))
        return Parts("tuple", (found, edges))

    def _edges(self, a: Expr, bins: Expr, limits: Expr) -> Apply:
        """Return the edges of equal bins: between given limits, or those of the data."""
        if limits == NONE:
            return Apply("np.histogram_bin_edges", (a, bins))
        if not isinstance(limits, Apply) or len(limits.args) != 2:
            raise Undecided("the range of a histogram is not written out")
        count = self.temporary(Apply("add", (bins, Const(1))))
        return Apply("np.linspace", (*limits.args, count))

    # -- operands ----------------------------------------------------------------------------------

    def named(self, spec: Signature, expr: Apply) -> Named | None:
        """Return the arguments of a call by parameter, as operands; None if it does not fit."""
        names = [name for name, _ in spec.params]
        given = {**dict(zip(names[: spec.positional], expr.args)), **dict(expr.kwargs)}
        required = {name for name, default in spec.params if default is None}
        if len(expr.args) > spec.positional or not required <= set(given) <= set(names):
            return None
        return {name: self._operand_of(name, value) for name, value in given.items()}

    def _operand_of(self, name: str, value: Expr) -> Expr:
        if name in ("conditions", "choices", "arrays", "axis", "axes", "range"):
            return self.expression(value)
        if name in ("sigma", "size") and (widths := self.items(value)) is not None:
            return Apply("tuple", tuple(widths))
        return self.as_array_operand(value)

    def items(self, value: Expr) -> list[Expr] | None:
        """Return what stands in a list display, as operands."""
        if not isinstance(value, Apply) or value.op not in ("list", "tuple"):
            return None
        return [self.operand(item) for item in value.args]

    def literal(self, value: Expr) -> Any:
        """Return the constant that an argument is."""
        return self._call().literal(value)

    def integer(self, value: Expr) -> int:
        """Return the int that an argument is."""
        found = self.literal(value)
        if type(found) is not int:
            raise Undecided("an int that is not known")
        return found

    def rank(self, value: Expr) -> int:
        """Return how many axes an operand has."""
        return as_array(self._numeric(value), self.sizes).ndim

    def _numeric(self, value: Expr) -> Kind:
        kind = self.kind(value)
        if not isinstance(kind, (Scalar, Array, ListKind)):
            raise Undecided("an operand is no array")
        return kind

    def axis_of(self, value: Expr, rank: int) -> int:
        """Return an axis counted from the first."""
        axis = self.integer(value)
        if not -rank <= axis < rank:
            raise Undecided("there is no such axis")
        return axis % rank

    def extent(self, x: Expr, axis: int) -> Expr:
        """Return a size of an array, as a number or as a name."""
        size = as_array(self.kind(x), self.sizes).shape[axis]
        if size.is_constant:
            return Const(size.constant)
        shape = Apply("np.shape", (x,))
        return self.temporary(Apply("getitem", (shape, Const(axis))))

    def _keywords(self, expr: Apply) -> tuple[tuple[str, Expr], ...]:
        raise NotImplementedError
