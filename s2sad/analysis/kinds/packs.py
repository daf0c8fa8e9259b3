"""Packs: numbers and arrays one behind the other in one vector, and taken out of it again."""

from __future__ import annotations

from ...ir.kinds import Array, Kind, Other, Scalar
from ...ir.nodes import Apply, Const, Expr
from .grids import Grids
from .list_values import NONE
from .state import Parts, Value
from .words import describe


class Packs(Grids):
    """Writes out `pack(x, y)` and `unpack(v, x, y)`."""

    def packed(self, expr: Apply) -> Value:
        """Return the elements of the operands as one vector."""
        leaves = [leaf for arg in expr.args for leaf in _leaves(self.value(arg))]
        operands = [o for o in map(self.operand, leaves) if not isinstance(self.kind(o), Other)]
        groups: list[list[Expr]] = []
        for operand in operands:
            is_number = isinstance(self.kind(operand), Scalar)
            if is_number and groups and isinstance(self.kind(groups[-1][-1]), Scalar):
                groups[-1].append(operand)
            else:
                groups.append([operand])
        vectors = [self._vector(group) for group in groups]
        if len(vectors) == 1:
            return vectors[0]
        names = tuple([self.temporary(vector) for vector in vectors])
        return Apply("np.concatenate", (Apply("tuple", names),))

    def _vector(self, group: list[Expr]) -> Expr:
        kind = self.kind(group[0])
        if isinstance(kind, Scalar):
            return Apply("np.array", (Apply("list", tuple(group)),))
        is_vector = isinstance(kind, Array) and kind.ndim == 1
        return group[0] if is_vector else Apply("np.ravel", (group[0],))

    def unpacked(self, expr: Apply) -> Value:
        """Return what stands in a vector for each of some operands, in its shape."""
        whole, *likes = [self.operand(self.value(arg)) for arg in expr.args]
        start: Expr = Const(0)
        parts: list[Value] = []
        for like in likes:
            kind = self.kind(like)
            if not isinstance(kind, (Scalar, Array)):
                self._refuse_pack(kind)
                return NONE
            if isinstance(kind, Scalar):
                parts.append(self.temporary(Apply("getitem", (whole, start))))
                start = self._after(start, Const(1))
                continue
            end = self._after(start, self.temporary(Apply("np.size", (like,))))
            part = Apply("getitem", (whole, Apply("slice", (start, end, NONE))))
            parts.append(self._shaped_like(self.temporary(part), like, kind))
            start = end
        return Parts("tuple", tuple(parts))

    def _shaped_like(self, part: Expr, like: Expr, kind: Array) -> Expr:
        if kind.ndim == 1:
            return part
        shape = self.temporary(Apply("np.shape", (like,)))
        return self.temporary(Apply("np.reshape", (part, shape)))

    def _refuse_pack(self, kind: Kind) -> None:
        self.refuse(
            f"s2sad cannot let {describe(kind)} vary in `args=` here",
            "Only numbers and arrays are followed through what the function is given.",
            "Pass an array.",
        )  # fmt: skip

    def _after(self, start: Expr, count: Expr) -> Expr:
        if start == Const(0):
            return count
        if isinstance(start, Const) and isinstance(count, Const):
            return Const(start.value + count.value)
        return self.temporary(Apply("add", (start, count)))


def _leaves(value: Value) -> list[Value]:
    if isinstance(value, Parts):
        return [leaf for item in value.items for leaf in _leaves(item)]
    return [value]
