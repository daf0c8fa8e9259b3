"""Array methods: what a method of an array stores, and the list of numbers that it makes.

    x.fill(v)        ->  x[...] = v
    x.sort()         ->  x[...] = np.sort(x)
    x.tolist()       ->  l = []; for i in range(len(x)): l.append(float(x[i]))
"""

from __future__ import annotations

from ...ir.kinds import Array, Kind
from ...ir.nodes import Apply, Assign, Const, Evaluate, Expr, For, Name, Stmt, Store
from .list_changes import ListChanges
from .list_values import NONE
from .methods import PYTHON_NUMBERS


PUT = {"indices": "ind", "values": "v", "mode": "mode"}  # of the method, and of `np.put`


class ArrayMethods(ListChanges):
    """Lowers methods of arrays that are no primitive."""

    def array_method(
        self, target: Expr, kind: Kind, name: str, args: tuple[Expr, ...],
        kwargs: tuple[tuple[str, Expr], ...],
    ) -> Expr | None:  # fmt: skip
        """Emit what a method does, and return its value; None if it is none of these."""
        if not isinstance(kind, Array):
            return None
        if name == "tolist" and not args and not kwargs and kind.ndim and kind.dtype[0] in "fiubc":
            return self._listed(self.operand(target), kind)
        if name == "view" and not args and not kwargs and kind.ndim:
            return Apply("getitem", (self.operand(target), Const(Ellipsis)))
        if not isinstance(target, Name):
            return None
        if name == "fill" and len(args) == 1 and not kwargs:
            self.emit(Store(target.id, Const(Ellipsis), args[0], None, self.tag))
            return NONE
        if name == "sort":
            result = self.temporary(Apply("np.sort", (target, *args), kwargs))
            self.emit(Store(target.id, Const(Ellipsis), result, None, self.tag))
            return NONE
        if name == "put" and {key for key, _ in kwargs} <= PUT.keys():
            given = tuple([(PUT[key], value) for key, value in kwargs])
            self.written_in_place(Apply("np.put", (target, *args), given))
            return NONE
        return None

    def written_in_place(self, expr: Apply) -> bool:
        """Emit what a call of one of these functions stores; return whether it is one."""
        raise NotImplementedError

    def _listed(self, array: Expr, kind: Array) -> Name:
        """Emit the loops that put the numbers of an array into lists, one for each axis."""
        new = self.temporary(Apply("list", ()))
        self.lower((self._appended(new, array, kind.ndim, PYTHON_NUMBERS[kind.dtype[0]]),))
        return new

    def _appended(self, new: Name, array: Expr, ndim: int, number: str) -> Stmt:
        """Return the loop that appends the items of an array, as numbers or lists, to a list."""
        index, each, item = self.new_name(), self.new_name(), self.new_name()
        made: tuple[Stmt, ...] = (Assign(item, Apply(number, (Name(each),)), self.tag),)
        if ndim > 1:
            inner = self._appended(Name(item), Name(each), ndim - 1, number)
            made = (Assign(item, Apply("list", ()), self.tag), inner)
        body = (
            Assign(each, Apply("getitem", (array, Name(index))), self.tag), *made,
            Evaluate(Apply("list.append", (new, Name(item))), self.tag),
        )  # fmt: skip
        return For(index, Apply("range", (Apply("len", (array,)),)), body, None, self.tag)
