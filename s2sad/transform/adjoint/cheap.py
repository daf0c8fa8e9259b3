"""Cheap: what the reverse sweep computes again sooner than the forward sweep records it."""

from __future__ import annotations

from collections.abc import Set

from ...analysis.kinds import Sizes, sharing
from ...analysis.storage import Storage
from ...ir.kinds import Array, Kind, ListKind, Other, Scalar
from ...ir.nodes import Apply, Const, Expr, Name
from ...ir.walk import names_in, subexpressions

CHEAP_INT = {
    "add", "sub", "mul", "neg", "floordiv", "mod", "lt", "le", "gt", "ge", "eq", "ne", "not",
    "getitem", "np.shape", "np.size", "len", "tuple", "slice", "const", "and", "or",
}  # fmt: skip
CHEAP_FLOAT = {
    "getitem", "const", "neg", "tuple", "slice", "add", "sub", "mul", "truediv", "pow",
    "np.transpose", "abs", "min", "max",
}  # fmt: skip
CHEAP_ARRAY = {"neg", "add", "sub", "mul", "pow", "np.transpose"}  # of one array and numbers
CHEAP_NEW = {"np.eye", "np.identity", "np.arange", "np.linspace", "np.ones", "np.full"}  # arrays
CHEAP_SHAPE = {"np.shape", "np.size", "len"}
TEXT = Other("text")


class Cheap:
    """What is asked of a program to tell which of its values are cheap."""

    kinds: dict[str, Kind]
    store: Storage
    sizes: Sizes
    repeatable: Set[str]
    undone: frozenset[str]
    steady: frozenset[str]

    def is_cheap(self, value: Expr, name: str) -> bool:
        """Return whether a name's value is computed again sooner than it is recorded."""
        if self._is_filled(value, name):
            return False
        cheap = CHEAP_INT if _is_int(self.kinds.get(name)) else CHEAP_FLOAT
        if self._is_item(value, name) or self._is_new_of_numbers(value, name):
            return True
        for part in subexpressions(value):
            if isinstance(part, Apply) and (part.op not in cheap or _is_power(part)):
                return False
            if isinstance(part, Name):
                kind = self.kinds.get(part.id)
                primal = part.id.removeprefix("g:")  # a shadow changes as its array does
                is_written = isinstance(kind, (Array, ListKind)) and self.store.is_written(primal)
                if is_written and part.id not in self.repeatable:
                    is_view = self.store.of(name) == self.store.of(part.id)  # which is put back
                    return name in self.repeatable or part.id in self.undone and is_view
                if isinstance(kind, Array) and isinstance(value, Apply) and value.op != "getitem":
                    return value.op in CHEAP_SHAPE or self._is_cheap_array(value)
                if isinstance(kind, ListKind) and self.store.contents_written(primal):
                    return False
        return isinstance(self.kinds.get(name), (Scalar, Array)) or self.kinds.get(name) == TEXT

    def _is_filled(self, value: Expr, name: str) -> bool:
        """Return whether a name is bound to an array of its own that is written later."""
        is_array = isinstance(self.kinds.get(name), Array)
        is_written = is_array and self.store.is_written(name.removeprefix("g:"))
        return is_written and sharing(value, self.kinds, self.sizes)[0] == "copy"

    def _is_new_of_numbers(self, value: Expr, name: str) -> bool:
        """Return whether a value is an array that is made of numbers, `np.eye(n)`."""
        if not isinstance(value, Apply) or value.op not in CHEAP_NEW:
            return False
        return all(isinstance(self.kinds.get(n), Scalar) for n in names_in(value))

    def _is_cheap_array(self, value: Apply) -> bool:
        """Return whether a value takes one array and numbers through one operator."""
        kinds = [self.kinds.get(n) for n in names_in(value)]
        arrays = [k for k in kinds if not isinstance(k, Scalar)]
        return value.op in CHEAP_ARRAY and len(arrays) == 1

    def _is_item(self, value: Expr, name: str) -> bool:
        """Return whether a name is, or is the adjoint of, an item of a list that stays."""
        match value:
            case Apply(op="getitem", args=(Name(id=base), index)):
                is_list = isinstance(self.kinds.get(base), ListKind)
                is_place = all(_is_int(self.kinds.get(n)) for n in index.names)
                return name.removeprefix("g:") in self.steady and is_list and is_place
        return False


def _is_power(expr: Apply) -> bool:
    """Return whether an expression is a power, but no square."""
    return expr.op == "pow" and expr.args[1] != Const(2)


def _is_int(kind: Kind | None) -> bool:
    return isinstance(kind, Scalar) and kind.dtype.startswith(("int", "bool", "uint"))
