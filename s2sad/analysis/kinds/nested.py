"""Nested derivatives: `derivative(k, x, w)` becomes the statements of the derivative's program.

    g = derivative(0, x, w)     ->     x'2 = x; …; gx = …; g = gx

The program of a derivative comes from whoever called the specialiser, once the kinds of its
arguments are known; it is specialised in place, like any other statements.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from ...errors import Error, Overlap
from ...ir.fresh import first_free
from ...ir.frozen import replace
from ...ir.kinds import Array, Kind, TupleKind, is_memory
from ...ir.nodes import Apply, Assign, Block, Const, Expr, Name, Program
from ...ir.walk import all_names, map_stmt, rename_block, statements, substitute
from .copying import Copying
from .list_values import NONE
from .merging import plain
from .overlaps import may_overlap
from .state import Parts, Value

# From the number of a derivative and the kinds of its arguments to its program.
DerivativeOf = Callable[[int, Sequence[Kind]], Any]


class Nested(Copying):
    """Puts the programs of derivatives in the place of their calls."""

    derivative_of: DerivativeOf | None = None

    def derivative(self, expr: Apply) -> Value:
        """Return the value of a derivative, whose statements are emitted here."""
        number, *args = expr.args
        assert isinstance(number, Const) and self.derivative_of is not None
        kinds = tuple([plain(self.kind_of_value(self.value(arg))) for arg in args])
        try:
            found = self._found(number.value, kinds)
        except Error as error:
            self.errors.setdefault((str(error), self.tag.sid), error)
            return NONE
        if self._share_memory(args[: found.count], found.written):
            return NONE
        names = self._names((number.value, kinds), found.program)
        params = [p.name for p in found.program.params]
        given = [Apply("float", (a,)) if k in found.floats else a for k, a in enumerate(args)]
        enter = [Assign(names[p], a, self.tag) for p, a in zip(params, given)]
        self.copies.update(names[p] for p in params)
        body = rename_block(found.program.body, names)
        block = (*enter, *tagged(body, self))
        self._know(block)
        self.inside += 1
        self.lower(block)
        self.inside -= 1
        result = substitute(found.program.result, {k: Name(v) for k, v in names.items()})
        return self._shaped(self.value(result), kinds, found)

    def _share_memory(self, args: list[Expr], written: Sequence[int]) -> bool:
        """Refuse arguments that may share memory if the function writes one; return whether so.

        The derivative works on a copy of what it writes, in which they are apart.
        """
        def is_array(name: str) -> bool:
            return isinstance(self.env.get(name), Array)

        held = [k for k, arg in enumerate(args) if is_memory(self.kind_of_value(self.value(arg)))]
        for k in written:
            for j in held:
                if j != k and may_overlap(self.program, args[k], args[j], is_array):
                    self.refuse(
                        "two arguments of a function that is differentiated here may share memory, "
                        "and it writes one of them",
                        "The derivative works on a copy of what it writes, so it would not see the "
                        "other argument change.", "Give it a `.copy()` of one of them.", Overlap,
                    )  # fmt: skip
                    return True
        return False

    def _found(self, number: int, kinds: tuple[Kind, ...]) -> Any:
        key = (number, kinds)
        if key not in self.derivatives:
            assert self.derivative_of is not None
            self.derivatives[key] = self.derivative_of(number, kinds)
            self.site()
        return self.derivatives[key]

    def _names(self, key: Hashable, program: Program) -> dict[str, str]:
        """Return new names; the same place gives the same in every round of a loop."""
        self.step += 1
        place = (self.point, self.step, key)
        if place not in self.inner_names:
            table = {}
            for name in sorted(all_names(program)):
                table[name] = self._new_web(name)
            self.inner_names[place] = table
        return self.inner_names[place]

    def _new_web(self, name: str) -> str:
        if name.startswith("%"):
            return self.fresh.name()
        new = first_free(name, self.taken)
        self.taken.add(new)
        return new

    def _know(self, block: Block) -> None:
        """Count what the new statements bind, and note which lists they make one."""
        if block not in self.known_blocks:
            self.known_blocks.add(block)
            self.bound.update(n for stmt in statements(block) for n in stmt.binds)
            self.aliases.add(block)

    def _shaped(self, value: Value, kinds: tuple[Kind, ...], found: Any) -> Value:
        """Return gradients in the form of the arguments that they belong to."""
        likes = [kinds[k] for k in found.places]
        if found.mode == "jvp":
            return value
        if found.mode == "value_and_grad" and isinstance(value, Parts):
            first, second = value.items
            return replace(value, items=(first, _of_wrt(second, likes, found.alone)))
        return _of_wrt(value, likes, found.alone)


def _of_wrt(value: Value, likes: list[Kind], alone: bool) -> Value:
    if alone:
        return like(value, likes[0])
    if not isinstance(value, Parts):
        return value
    return replace(value, items=tuple([like(v, k) for v, k in zip(value.items, likes)]))


def like(value: Value, kind: Kind) -> Value:
    """Return a gradient with the form of its argument."""
    if isinstance(value, Parts) and isinstance(kind, TupleKind):
        items = tuple([like(v, k) for v, k in zip(value.items, kind.items)])
        return replace(value, items=items, form=kind.form, whole="")
    return value


def tagged(block: Block, work: Any) -> Block:
    """Return a block all of whose statements stand for the one at hand."""
    made = []
    for stmt in block:
        inner = map_stmt(stmt, lambda e: e, lambda n: n, lambda b: tagged(b, work))
        made.append(replace(inner, tag=work.tag))
    return tuple(made)
