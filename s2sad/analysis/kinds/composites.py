"""Composites: what NumPy itself makes of simpler functions is written out as these.

    np.add.reduce(x)            ->  np.sum(x, axis=0)
    np.multiply.outer(x, y)     ->  np.multiply(x[:, None], y)
    np.select([c, d], [x, y])   ->  np.where(c, x, np.where(d, y, 0))
    np.block([[a, b], [c, d]])  ->  the rows joined, then the columns
    equations(r)                ->  r as a vector: of the function of a system
    np.corrcoef(x)              ->  its steps from np.cov(x)
    np.transpose(t), np.pad(t)  ->  np.asarray(t), np.array(t): of a number

Each does what NumPy does, in its order, so that the value is the same bit for bit. What is not
understood stays the call that it is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ...ir.frozen import replace
from ...ir.kinds import Array, ListKind, Other, Scalar, TupleKind, is_complex
from ...ir.nodes import Apply, Const, Expr, Name
from ...rules.registry import object_of
from ...rules.template import signatures
from .calls import Undecided, as_array
from .in_place import Named
from .limits import Limits
from .list_values import NONE
from .methods import dtype_of
from .state import Parts, Value
from .trapezoids import ALL
from .words import describe

REDUCING = {
    "add": "sum", "multiply": "prod", "maximum": "max", "minimum": "min", "logical_and": "all",
    "logical_or": "any",
}  # fmt: skip
RUNNING = {"add": "cumsum", "multiply": "cumprod"}
SIGNATURES = signatures(
    "np.diff(x, n=1, axis=-1, prepend=None, append=None)",
    "np.ediff1d(x, to_end=None, to_begin=None)",
    "np.select(conditions, choices, default=0)",
    "np.block(arrays)",
    "np.cov(m, y=None, rowvar=True, bias=False, ddof=None, fweights=None, aweights=None)",
    "np.corrcoef(x, y=None, rowvar=True)",
    "np.interp(x, xp, fp, left=None, right=None, period=None)",
    "np.rollaxis(a, axis, start=0)", "np.transpose(a, axes=None)",
    "np.pad(array, pad_width, mode='constant', constant_values=0)",
    "np.clip(a, a_min=None, a_max=None, *, min=None, max=None)",
    "divmod(x, y)", "equations(r)", "np.poly(seq_of_zeros)",
)


class Composites(Limits):
    """Writes out composite functions."""

    def composite(self, expr: Apply) -> Value | None:
        """Return the value of a call of a composite, or None if it stays as it is."""
        try:
            return self._composite(expr)
        except Undecided:
            return None

    def _composite(self, expr: Apply) -> Value | None:
        if not self.has_ranks(expr):
            return None
        found = self.grid(expr)
        found = self.factored(expr) if found is None else found
        found = self.of_scipy(expr) if found is None else found
        found = self.trapezoids(expr) if found is None else found
        found = self.limited(expr) if found is None else found
        if found is not None:
            return found
        if expr.op in ("pack", "unpack"):
            return self.packed(expr) if expr.op == "pack" else self.unpacked(expr)
        base, _, method = expr.op.rpartition(".")
        if method in ("accumulate", "reduceat") and _is_ufunc(base):
            along = self._along_one(expr)
            if along != expr:
                return self.value(along)
        if method in ("reduce", "accumulate", "outer") and _is_ufunc(base):
            return self._ufunc_method(expr, base.removeprefix("np."), method)
        if "dtype" in dict(expr.kwargs) and _is_ufunc(expr.op):
            return self._in_dtype(expr)
        if expr.op == "np.reshape" and dict(expr.kwargs).get("copy") == Const(True):
            return self._reshaped_copy(expr)
        lowered: dict[str, Callable[[Named], Value | None]] = {
            "np.diff": self._diff, "np.ediff1d": self._ediff1d,
            "np.select": self._select, "np.block": self._block, "np.cov": self._cov,
            "np.corrcoef": self._corrcoef, "np.interp": self._interp,
            "np.rollaxis": self._rollaxis, "np.clip": self._clip, "divmod": self._divmod,
            "equations": self._equations, "np.transpose": self._transpose,
            "np.pad": self._pad, "np.poly": self._poly,
        }  # fmt: skip
        given = self.named(SIGNATURES[expr.op], expr) if expr.op in lowered else None
        return None if given is None else lowered[expr.op](given)

    # -- ufuncs ------------------------------------------------------------------------------------

    def _along_one(self, expr: Apply) -> Apply:
        """Return a call along one axis, which NumPy takes as None or as a tuple, too."""
        kwargs = dict(expr.kwargs)
        axis = kwargs.get("axis", Const(0))
        if isinstance(axis, Apply) and axis.op == "tuple" and len(axis.args) == 1:
            kwargs["axis"] = axis.args[0]
        elif axis == NONE and expr.args and self.rank(self.as_array_operand(expr.args[0])) == 1:
            del kwargs["axis"]
        return replace(expr, kwargs=tuple(kwargs.items()))

    def _ufunc_method(self, expr: Apply, name: str, method: str) -> Value | None:
        count = 2 if method == "outer" else 1  # what comes after is an axis
        args = [self.as_array_operand(arg) for arg in expr.args[:count]]
        args += [self.expression(arg) for arg in expr.args[count:]]
        if method == "outer":
            if len(args) != 2 or not {key for key, _ in expr.kwargs} <= {"dtype"}:
                return None
            one, other = (as_array(self.kind(arg), self.sizes).ndim for arg in args)
            if one and other:
                spread = Apply("tuple", (*(ALL,) * one, *(NONE,) * other))
                args[0] = self.temporary(Apply("getitem", (args[0], spread)))
            found = Apply(f"np.{name}", tuple(args), expr.kwargs)
            return self._in_dtype(found) if expr.kwargs else found
        plain = (REDUCING if method == "reduce" else RUNNING).get(name)
        if plain is None or not args or len(args) > 2:
            return None
        if method == "reduce" and not self.rank(args[0]) and self.is_floating(args[0]):
            along = dict(expr.kwargs).get("axis", args[1] if len(args) == 2 else NONE)
            plainly = along in (NONE, Const(0)) and {k for k, _ in expr.kwargs} <= {"axis"}
            return Apply(f"np.{plain}", (args[0],)) if plainly else None
        if not isinstance(self.kind(args[0]), Array) or not self.is_floating(args[0]):
            return None
        axis = args[1] if len(args) == 2 else Const(0)
        kwargs = {"axis": axis, **dict(self._keywords(expr))}
        if method == "accumulate" and (kwargs["axis"] == NONE or not self.rank(args[0])):
            return None
        if kwargs.get("initial") == NONE:
            del kwargs["initial"]
        if method == "reduce" and kwargs["axis"] in (Const(0), NONE) and self.rank(args[0]) == 1:
            del kwargs["axis"]
        return Apply(f"np.{plain}", (args[0],), tuple(kwargs.items()))

    def _in_dtype(self, expr: Apply) -> Value | None:
        """Return `np.add(x, y, dtype=t)` as the sum of the operands converted."""
        kwargs = dict(expr.kwargs)
        dtype = self._keywords(Apply(expr.op, (), (("dtype", kwargs.pop("dtype")),)))[0][1]
        name = self._call().dtype_of(dtype)
        args = [self.as_array_operand(arg) for arg in expr.args]
        if kwargs or not _computes_in(object_of(expr.op), name):
            return None
        made = [self._as_dtype(arg, name, dtype) for arg in args]
        return Apply(expr.op, tuple(made))

    def _as_dtype(self, expr: Expr, name: str, dtype: Expr) -> Expr:
        kind = self.kind(expr)
        if isinstance(kind, Scalar):
            return self.temporary(Apply(f"np.{name}", (expr,)))
        return self.temporary(Apply("np.ndarray.astype", (expr, dtype)))

    def _clip(self, given: Named) -> Value | None:
        if "min" not in given and "max" not in given or {"a_min", "a_max"} & given.keys():
            return None
        low = given.get("min", given.get("a_min", NONE))
        high = given.get("max", given.get("a_max", NONE))
        return Apply("np.clip", (given["a"], low, high))

    def _transpose(self, given: Named) -> Value | None:
        is_number = isinstance(self.kind(given["a"]), Scalar)
        return Apply("np.asarray", (given["a"],)) if is_number else None

    def _pad(self, given: Named) -> Value | None:
        """Return what has no axes as it is: there is nothing before it or behind it."""
        return None if self.rank(given["array"]) else Apply("np.array", (given["array"],))

    def _poly(self, given: Named) -> Value | None:
        """Return the characteristic polynomial of a matrix as that of its eigenvalues."""
        kind = self.kind(given["seq_of_zeros"])
        if not isinstance(kind, Array) or kind.ndim != 2:
            return None
        found = self.temporary(Apply("rt.eigvals", (given["seq_of_zeros"],)))
        made = Apply("np.poly", (found,))
        return made if is_complex(kind) else Apply("np.real", (self.temporary(made),))

    def _divmod(self, given: Named) -> Value | None:
        pair = given["x"], given["y"]
        return Parts("tuple", (Apply("floordiv", pair), Apply("mod", pair)))

    def _equations(self, given: Named) -> Value | None:
        """Return what a function of a system returns as a vector: a list may be meant by it."""
        r = given["r"]
        if isinstance(self.kind(r), (ListKind, TupleKind)):
            return Apply("np.array", (r,))
        if isinstance(self.kind(r), Other) and self.errors:
            return NONE
        if isinstance(self.kind(r), Other):
            self.refuse(
                f"s2sad cannot take {describe(self.kind(r))} for a vector",
                "The function of a search returns numbers.", "Return an array.",
            )  # fmt: skip
            return NONE
        return self._raveled(r)

    # -- differences and integrals -----------------------------------------------------------------

    def _diff(self, given: Named) -> Value | None:
        if given.get("n", NONE) == Const(0):
            return given["x"]  # itself, no copy
        if given.get("prepend", NONE) == NONE and given.get("append", NONE) == NONE:
            return None
        x, rank = given["x"], self.rank(given["x"])
        axis = self.axis_of(given.get("axis", Const(-1)), rank)
        ends = [self._edge(given.get(name, NONE), x, axis) for name in ("prepend", "append")]
        parts = [part for part in (ends[0], x, ends[1]) if part != NONE]
        joined = Apply("np.concatenate", (Apply("tuple", tuple(parts)),), _along(axis))
        order = (("n", given["n"]),) if "n" in given else ()
        return Apply("np.diff", (self.temporary(joined),), (*order, ("axis", Const(axis))))

    def _edge(self, value: Expr, x: Expr, axis: int) -> Expr:
        """Return what stands before or after x; a number fills one slice."""
        if value == NONE or self.rank(value):
            return value
        shape = [Const(1) if i == axis else self.extent(x, i) for i in range(self.rank(x))]
        return self.temporary(Apply("np.full", (Apply("tuple", tuple(shape)), value)))

    def _ediff1d(self, given: Named) -> Value | None:
        x = self._raveled(given["x"])
        kind = as_array(self.kind(x), self.sizes)
        parts: list[Expr] = [self.temporary(Apply("np.diff", (x,)))]
        if given.get("to_begin", NONE) != NONE:
            parts.insert(0, self._raveled(given["to_begin"]))
        if given.get("to_end", NONE) != NONE:
            parts.append(self._raveled(given["to_end"]))
        parts = [self._in_type(part, kind) for part in parts]
        if len(parts) == 1:
            return parts[0]
        return Apply("np.concatenate", (Apply("tuple", tuple(parts)),))

    def _reshaped_copy(self, expr: Apply) -> Value:
        """Return `np.reshape(x, shape, copy=True)` as a copy of what may be a view."""
        rest = tuple([(key, value) for key, value in expr.kwargs if key != "copy"])
        args = (self.as_array_operand(expr.args[0]), *expr.args[1:])
        shaped = Apply("np.reshape", args, self._keywords(replace(expr, kwargs=rest)))
        return Apply("np.copy", (self.temporary(shaped),))

    def _in_type(self, part: Expr, kind: Array) -> Expr:
        """Return an array in the dtype of another; NumPy converts what is given as ends."""
        if as_array(self.kind(part), self.sizes).dtype == kind.dtype:
            return part
        return self.temporary(Apply("np.ndarray.astype", (part, dtype_of(kind))))

    def _raveled(self, x: Expr) -> Expr:
        return x if self.rank(x) == 1 else self.temporary(Apply("np.ravel", (x,)))

    # -- selections and joins ----------------------------------------------------------------------

    def _select(self, given: Named) -> Value | None:
        conditions, choices = self.items(given["conditions"]), self.items(given["choices"])
        if conditions is None or choices is None or len(conditions) != len(choices):
            return None
        kinds = [self.kind(c) for c in conditions]
        if not kinds or not all(
            isinstance(k, (Array, Scalar)) and k.dtype == "bool" for k in kinds
        ):
            return None
        *choices, found = self._promoted([*choices, self.operand(given.get("default", Const(0)))])
        for condition, choice in zip(reversed(conditions), reversed(choices)):
            found = self.temporary(Apply("np.where", (condition, choice, found)))
        return found

    def _promoted(self, choices: list[Expr]) -> list[Expr]:
        """Return numbers of Python's among choices in double precision if that is the result's.

        Beside a choice in single precision alone `np.where` would round them.
        """
        kinds = [self.kind(choice) for choice in choices]
        weak = [isinstance(k, Scalar) and not k.numpy for k in kinds]
        dtypes = {as_array(k, self.sizes).dtype for k, is_weak in zip(kinds, weak) if not is_weak}
        if "float32" not in dtypes or np.result_type(*dtypes) != np.float64:
            return choices
        return [
            self.temporary(Apply("np.float64", (choice,))) if is_weak else choice
            for choice, is_weak in zip(choices, weak)
        ]

    def _block(self, given: Named) -> Value | None:
        leaves, depth = self._nested(given["arrays"])
        kinds = [self.kind(leaf) for leaf in leaves]
        item = kinds[0].item if not depth and isinstance(kinds[0], ListKind) else None
        if isinstance(item, Scalar) or isinstance(item, Array) and item.ndim:
            options = _along(-1) if isinstance(item, Array) else ()
            return Apply("np.concatenate" if options else "np.array", (given["arrays"],), options)
        if not all(isinstance(kind, (Array, Scalar)) for kind in kinds):
            raise Undecided("which lists stand in which is not seen")
        if not depth:
            return Apply("np.copy", (given["arrays"],))
        ranks = [self.rank(leaf) for leaf in leaves]
        return self._joined_block(given["arrays"], max(depth, *ranks), depth, depth)

    def _nested(self, value: Expr) -> tuple[list[Expr], int]:
        """Return the arrays in lists in lists, and how deep these are."""
        inside = value.args if isinstance(value, Apply) and value.op == "list" else None
        if inside is None:
            return [value], 0
        parts = [self._nested(part) for part in inside]
        if not parts or len({depth for _, depth in parts}) > 1:
            raise Undecided("the lists are not equally deep")
        return [leaf for leaves, _ in parts for leaf in leaves], parts[0][1] + 1

    def _joined_block(self, value: Expr, rank: int, depth: int, level: int) -> Expr:
        if not level:
            more = rank - self.rank(value)
            if not more:
                return value
            shape = [Const(1)] * more + [self.extent(value, i) for i in range(rank - more)]
            return self.temporary(Apply("np.reshape", (value, Apply("tuple", tuple(shape)))))
        assert isinstance(value, Apply)
        parts = [self._joined_block(part, rank, depth, level - 1) for part in value.args]
        joined = Apply("np.concatenate", (Apply("tuple", tuple(parts)),), _along(rank - level))
        return self.temporary(joined)

    def _rollaxis(self, given: Named) -> Value | None:
        rank = self.rank(given["a"])
        axis, start = self.axis_of(given["axis"], rank), self.integer(given.get("start", Const(0)))
        start = start + rank if start < 0 else start
        place = start - 1 if axis < start else start
        return Apply("np.moveaxis", (given["a"], Const(axis), Const(place)))

    # -- statistics --------------------------------------------------------------------------------

    def _cov(self, given: Named) -> Value | None:
        if given.get("y", NONE) == NONE:
            return None
        by_row = self._call().literal(given.get("rowvar", Const(True)))
        both = [given["m"], given["y"]]
        if not by_row:
            both = [
                self.temporary(Apply("np.transpose", (x,))) if self.rank(x) == 2 else x
                for x in both
            ]
        joined = self.temporary(Apply("np.vstack", (Apply("tuple", tuple(both)),)))
        rest = tuple([(k, v) for k, v in given.items() if k not in ("m", "y", "rowvar")])
        return Apply("np.cov", (joined,), rest)

    def _corrcoef(self, given: Named) -> Value | None:
        both = {"m": given["x"], **{k: v for k, v in given.items() if k != "x"}}
        found = self._cov(dict(both))
        if found is None:
            rest = tuple([(k, v) for k, v in both.items() if k != "m"])
            found = Apply("np.cov", (given["x"],), rest)
        assert isinstance(found, Apply)
        c = self.temporary(found)
        if self.rank(c) == 0:
            return Apply("truediv", (c, c))
        if self.rank(c) != 2:
            return None
        size = self.temporary(Apply("np.sqrt", (self.temporary(Apply("np.diag", (c,))),)))
        for spread in ((ALL, NONE), (NONE, ALL)):
            column = self.temporary(Apply("getitem", (size, Apply("tuple", spread))))
            c = self.temporary(Apply("truediv", (c, column)))
        return Apply("np.clip", (c, Const(-1), Const(1)))

    def _interp(self, given: Named) -> Value | None:
        """Return an interpolation with a period as one of knots on both sides of it."""
        if given.get("period", NONE) == NONE:
            return None
        period = self.temporary(Apply("abs", (given["period"],)))
        x = self.temporary(Apply("mod", (given["x"], period)))
        xp = self.temporary(Apply("mod", (given["xp"], period)))
        order = self.temporary(Apply("np.argsort", (xp,)))
        xp, fp = (self.temporary(Apply("getitem", (v, order))) for v in (xp, given["fp"]))
        ends = [
            self.temporary(Apply("getitem", (v, Apply("slice", bounds))))
            for v in (xp, fp) for bounds in ((Const(-1), NONE, NONE), (NONE, Const(1), NONE))
        ]  # fmt: skip
        before = self.temporary(Apply("sub", (ends[0], period)))
        after = self.temporary(Apply("add", (ends[1], period)))
        xp = self._three(before, xp, after)
        fp = self._three(ends[2], fp, ends[3])
        return Apply("np.interp", (x, xp, fp))

    def _three(self, *parts: Expr) -> Name:
        return self.temporary(Apply("np.concatenate", (Apply("tuple", parts),)))


def _along(axis: int) -> tuple[tuple[str, Expr], ...]:
    return (("axis", Const(axis)),) if axis else ()


def _computes_in(function: Any, dtype: str) -> bool:
    """Return whether a function of NumPy's computes in a dtype of floats, with one result."""
    if not dtype.startswith("float"):
        return False
    code = np.dtype(dtype).char
    return f"{code * function.nin}->{code}" in function.types


def _is_ufunc(op: str) -> bool:
    name = op.removeprefix("np.")
    return "." not in name and isinstance(getattr(np, name, None), np.ufunc)
