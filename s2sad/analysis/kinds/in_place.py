"""In place: what NumPy's functions that write into an array store, and where.

    np.copyto(d, s)                    ->  d[...] = s
    np.copyto(d, s, where=m)           ->  d[m] = s[m]
    np.exp(x, out=y, where=m)          ->  y[m] = np.exp(x[m])
    np.put(a, i, v), a.flat[i] = v     ->  np.reshape(a, -1)[i] = v
    np.fill_diagonal(a, v)             ->  i = np.arange(len(a)); a[i, i] = v
    np.put_along_axis(a, i, v, 0)      ->  a[i, np.arange(a.shape[1])] = v
    np.subtract.at(a, i, v)            ->  np.add.at(a, i, -v)

NumPy repeats or drops values where their number does not fit the places; that is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np

from ...errors import WrongKind
from ...ir.kinds import Array, Kind, ListKind, Scalar, Size
from ...ir.nodes import Apply, Const, Evaluate, Expr, If, Name, Store
from .calls import as_array
from .indexing import constant_int
from .splits import Splits
from .list_values import NONE
from .words import describe

Named = dict[str, Expr]
WHOLE = Const(Ellipsis)
PARAMETERS = {
    "np.copyto": ("dst", "src", "casting", "where"),
    "np.put": ("a", "ind", "v", "mode"),
    "np.place": ("arr", "mask", "vals"),
    "np.putmask": ("a", "mask", "values"),
    "np.fill_diagonal": ("a", "val", "wrap"),
    "np.put_along_axis": ("a", "indices", "v", "axis"),
    "np.subtract.at": ("a", "indices", "b"),
    "np.add.at": ("a", "indices", "b"),
}
FIXED = {"casting": Const("same_kind"), "mode": Const("raise"), "wrap": Const(False)}


class InPlace(Splits):
    """Lowers the functions that write into an array."""

    def written_in_place(self, expr: Apply) -> bool:
        """Emit what a call of one of these functions stores; return whether it is one."""
        if expr.op not in PARAMETERS:
            return False
        given = self._given(expr)
        if given is None:
            return True
        lowered: dict[str, Callable[[Named], None]] = {
            "np.copyto": self._copyto, "np.put": self._put, "np.place": self._place,
            "np.putmask": self._putmask, "np.fill_diagonal": self._fill_diagonal,
            "np.put_along_axis": self._put_along_axis,
            "np.subtract.at": self._subtract_at, "np.add.at": self._add_at,
        }  # fmt: skip
        lowered[expr.op](given)
        return True

    def _given(self, expr: Apply) -> Named | None:
        """Return the arguments of a call by name, as operands; None if they are refused."""
        names = PARAMETERS[expr.op]
        given = {**dict(zip(names, expr.args)), **dict(expr.kwargs)}
        for name, fixed in FIXED.items():
            if given.pop(name, fixed) != fixed:
                self.refuse(
                    f"s2sad does not know `{expr.op}` with `{name}=` other than {fixed.value!r}",
                    "Only what it does by default is lowered to stores.", "Write the stores.",
                )  # fmt: skip
                return None
        least = len(names) if expr.op == "np.put_along_axis" else 2 + (
            expr.op in ("np.put", "np.place", "np.putmask", "np.subtract.at", "np.add.at")
        )
        if len(expr.args) > len(names) or len(given) < least or not set(given) <= set(names):
            self.refuse(
                f"`{expr.op}` takes {', '.join(names)}", "Python would raise a TypeError here.",
                "Check the arguments.", WrongKind,
            )  # fmt: skip
            return None
        found = {
            key: self.index(value) if key == "indices" else self.as_array_operand(value)
            for key, value in given.items()
        }
        return found if self.is_array(found[names[0]], f"`{expr.op}` writes into") else None

    def _copyto(self, given: Named) -> None:
        target, value, mask = given["dst"], given["src"], given.get("where", Const(True))
        assert isinstance(target, Name)
        if self._can_hold(target, self.kind(value)):
            self.store_where(target, mask, lambda part: part(value))

    def _is_safe(self, target: Name, values: Expr) -> bool:
        kind = self.kind(values)
        is_plain = isinstance(kind, Scalar) and not kind.numpy
        return self._can_hold(target, kind, "same_kind" if is_plain else "safe")

    def _can_hold(
        self, target: Name, kind: Kind, casting: Literal["same_kind", "safe"] = "same_kind"
    ) -> bool:
        """Refuse what NumPy does: a value that the array holds only with a loss of its kind."""
        held = self.kind(target)
        if not isinstance(held, Array) or not isinstance(kind, (Array, Scalar)):
            return True
        is_plain_int = isinstance(kind, Scalar) and not kind.numpy and kind.dtype == "int64"
        dtype = "bool" if is_plain_int and held.dtype != "bool" else kind.dtype
        if np.can_cast(dtype, held.dtype, casting):
            return True
        self.refuse(
            f"an array of {held.dtype} cannot hold {describe(kind)}", "NumPy would raise here.",
            "Convert it first: `astype`.", WrongKind,
        )  # fmt: skip
        return False

    # -- masks -------------------------------------------------------------------------------------

    def ufunc_where(self, expr: Apply) -> Expr:
        """Emit `np.exp(x, out=y, where=m)`: y keeps what it holds where not m; return y."""
        given = dict(expr.kwargs)
        target, mask = self.operand(self.value(given["out"])), given["where"]
        args = [self.as_array_operand(arg) for arg in expr.args]
        if not self.is_array(target, f"`out=` of `{expr.op}` is"):
            return target
        assert isinstance(target, Name)
        call = Apply(expr.op, tuple(args))
        self.site()
        if not self._can_hold(target, self.kind(call)):
            return target
        self.store_where(
            target, self.as_array_operand(mask),
            lambda part: self.temporary(Apply(expr.op, tuple([part(arg) for arg in args]))),
        )  # fmt: skip
        return target

    def store_where(
        self, target: Name, mask: Expr, value: Callable[[Callable[[Expr], Expr]], Expr]
    ) -> None:
        """Emit `target[mask] = value`, of operands that are cut by the mask as well.

        `value` is given the function that cuts an operand, and returns what is stored.
        """
        held, kind = self.kind(target), self.kind(mask)
        assert isinstance(held, Array)
        is_number = isinstance(kind, Scalar) or (isinstance(kind, Array) and not kind.ndim)
        if mask == Const(True):
            self.emit(Store(target.id, WHOLE, value(lambda e: e), None, self.tag))
            return
        if not isinstance(kind, (Array, Scalar)) or kind.dtype != "bool":
            self.refuse(
                f"`where=` is {describe(kind)}", "It has to be a bool, or an array of them.",
                "Write it as a comparison.", WrongKind,
            )  # fmt: skip
            return
        if is_number:
            outer, self.out = self.out, []
            new = value(lambda e: e)
            inner = (*self.out, Store(target.id, WHOLE, new, None, self.tag))
            self.out = outer
            self.emit(If(mask, inner, (), self.tag))
            return
        chosen = self._like(mask, target)
        stored = value(lambda e: self._cut(e, target, chosen))
        self.emit(Store(target.id, chosen, stored, None, self.tag))

    def _like(self, expr: Expr, target: Name) -> Name:
        """Return an array broadcast to the shape of another."""
        held, kind = self.kind(target), self.kind(expr)
        assert isinstance(held, Array)
        if not isinstance(kind, (Array, Scalar, ListKind)):
            self.refuse(
                f"s2sad cannot store {describe(kind)} where a mask says so",
                "Only numbers and arrays have parts that it can choose.", "Make it an array first.",
                WrongKind,
            )  # fmt: skip
            return self.temporary(expr)
        own = as_array(kind, self.sizes).shape
        if len(own) == held.ndim and all(self.sizes.same(a, b) for a, b in zip(own, held.shape)):
            return expr if isinstance(expr, Name) else self.temporary(expr)
        shape = self.temporary(Apply("np.shape", (target,)))
        return self.temporary(Apply("np.broadcast_to", (expr, shape)))

    def _cut(self, expr: Expr, target: Name, mask: Name) -> Expr:
        kind = self.kind(expr)
        if isinstance(kind, Scalar) or isinstance(kind, Array) and not kind.ndim:
            return expr
        return self.temporary(Apply("getitem", (self._like(expr, target), mask)))

    def _putmask(self, given: Named) -> None:
        target, mask, values = given["a"], given["mask"], given["values"]
        assert isinstance(target, Name)
        if not self._is_mask_of(target, mask, "np.putmask") or not self._is_safe(target, values):
            return
        if self.is_single(values):
            self.emit(Store(target.id, mask, self.single(values), None, self.tag))
        elif self._is_alike(target, values):
            cut = self.temporary(Apply("getitem", (values, mask)))
            self.emit(Store(target.id, mask, cut, None, self.tag))
        else:
            self._refuse_count("np.putmask", "`a[mask] = values[mask]`")

    def _place(self, given: Named) -> None:
        target, mask, values = given["arr"], given["mask"], given["vals"]
        assert isinstance(target, Name)
        if not self._is_mask_of(target, mask, "np.place") or not self._is_safe(target, values):
            return
        if self.is_single(values):
            self.emit(Store(target.id, mask, self.single(values), None, self.tag))
            return
        if not self._is_alike(target, values):
            self._refuse_count("np.place", "`a[mask] = values[:np.sum(mask)]`")
            return
        if self.overlaps(target, values, "np.place"):
            return
        flat = self.temporary(Apply("np.ravel", (values,)))
        count = self.temporary(Apply("np.count_nonzero", (mask,)))
        first = self.temporary(Apply("getitem", (flat, Apply("slice", (NONE, count, NONE)))))
        self.emit(Store(target.id, mask, first, None, self.tag))

    def _is_alike(self, target: Expr, other: Expr) -> bool:
        """Return whether two arrays are known to have one shape."""
        one, two = self.kind(target), as_array(self.kind(other), self.sizes)
        return isinstance(one, Array) and one.ndim == two.ndim and all(
            self.sizes.same(a, b) for a, b in zip(one.shape, two.shape)
        )

    def _is_mask_of(self, target: Name, mask: Expr, what: str) -> bool:
        kind = self.kind(mask)
        if isinstance(kind, Array) and kind.dtype == "bool" and self._is_alike(target, mask):
            return True
        self.refuse(
            f"`{what}` takes an array of bools of the shape of the array here",
            f"The mask is {describe(kind)}.", "Write the mask as a comparison.", WrongKind,
        )  # fmt: skip
        return False

    # -- flat places -------------------------------------------------------------------------------

    def _put(self, given: Named) -> None:
        target, index, value = given["a"], given["ind"], given["v"]
        assert isinstance(target, Name)
        kind = self.kind(index)
        places = as_array(kind, self.sizes) if isinstance(kind, (Array, Scalar)) else None
        if places is None or "int" not in places.dtype:
            self.refuse(
                f"`np.put` at {describe(kind)}", "The places have to be ints.",
                "Use `a[mask] = v` for a mask.", WrongKind,
            )  # fmt: skip
            return
        if places.ndim > 1:
            index = self.temporary(Apply("np.ravel", (index,)))
        self.store_flat(target, index, value, "np.put")

    def _put_along_axis(self, given: Named) -> None:
        target, index, value, axis = given["a"], given["indices"], given["v"], given["axis"]
        assert isinstance(target, Name)
        held, kind = self.kind(target), self.kind(index)
        assert isinstance(held, Array)
        along = constant_int(self._call(), axis)
        is_known = along is not None and -held.ndim <= along < held.ndim
        if not is_known or not isinstance(kind, Array) or kind.ndim != held.ndim:
            self.refuse(
                "s2sad cannot tell where `np.put_along_axis` stores here",
                f"The axis is a constant, and the places have {held.ndim} axes, as the array.",
                "Store into the cells that you mean.", WrongKind,
            )  # fmt: skip
            return
        assert along is not None
        cells = [self._grid(target, k, held.ndim) for k in range(held.ndim)]
        cells[along % held.ndim] = index
        self.emit(Store(target.id, Apply("tuple", tuple(cells)), value, None, self.tag))

    def _grid(self, target: Name, axis: int, ndim: int) -> Expr:
        """Return the places along one axis, as an array with an axis for each of the target."""
        shape = self.temporary(Apply("np.shape", (target,)))
        count = self.temporary(Apply("getitem", (shape, Const(axis))))
        places = self.temporary(Apply("np.arange", (count,)))
        if axis == ndim - 1:
            return places
        after = Apply("tuple", tuple([Const(k) for k in range(1, ndim - axis)]))
        return self.temporary(Apply("np.expand_dims", (places, after)))

    def _fill_diagonal(self, given: Named) -> None:
        target, value = given["a"], given["val"]
        assert isinstance(target, Name)
        kind = self.kind(target)
        assert isinstance(kind, Array)
        first = kind.shape[0] if kind.ndim else Size(0)
        is_cube = all(self.sizes.same(first, n) for n in kind.shape)
        if kind.ndim < 2 or (kind.ndim > 2 and not is_cube):
            self.refuse(
                f"`np.fill_diagonal` of {describe(kind)}",
                "It needs two axes, or more of one size.",
                "Store into the cells that you mean.", WrongKind,
            )  # fmt: skip
            return
        count: Expr = Apply("len", (target,))
        if not is_cube:
            shape = self.temporary(Apply("np.shape", (target,)))
            count = self.temporary(Apply("min", (shape,)))
            is_wide = self.sizes.at_most(kind.shape[0], kind.shape[1])
            if is_wide is not None:
                count = Apply("getitem", (shape, Const(0 if is_wide else 1)))
        places = self.temporary(Apply("np.arange", (self.temporary(count),)))
        stored = self.fitting(target, places, value, "np.fill_diagonal")
        if stored is not None:
            index = Apply("tuple", (places,) * kind.ndim)
            self.emit(Store(target.id, index, stored, None, self.tag))

    def _subtract_at(self, given: Named) -> None:
        kind = self.kind(given["b"])
        if not isinstance(kind, (Array, Scalar)) or kind.dtype.startswith(("bool", "uint")):
            self.refuse(
                f"`np.subtract.at` of {describe(kind)}", "Its negative is not known.",
                "Use `np.add.at`.", WrongKind,
            )  # fmt: skip
            return
        minus = self.temporary(Apply("neg", (given["b"],)))
        self._add_at({**given, "b": minus})

    def _add_at(self, given: Named) -> None:
        call = Apply("np.add.at", (given["a"], given["indices"], given["b"]))
        self.emit(Evaluate(call, self.tag))

    # -- operands ----------------------------------------------------------------------------------

    def as_array_operand(self, expr: Expr) -> Expr:
        """Return an argument as an operand; a display or a list of numbers becomes an array."""
        found = self.operand(self.value(expr))
        is_display = isinstance(found, Apply) and found.op in ("tuple", "list")
        if is_display or isinstance(self.kind(found), ListKind):
            return self.temporary(Apply("np.array", (found,)))
        return found

    def is_array(self, expr: Expr, what: str) -> bool:
        """Refuse anything but an array where something is written."""
        if isinstance(expr, Name) and isinstance(self.kind(expr), Array):
            return True
        self.refuse(
            f"{what} an array", f"This is {describe(self.kind(expr))}.",
            "Make an array first.", WrongKind,
        )  # fmt: skip
        return False
