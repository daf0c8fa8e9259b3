"""Iteration: every `for` becomes one over a range.

    for r in X: …                      for %i in range(len(X)): r = X[%i]; …
    for k, r in enumerate(X): …        for k in range(len(X)): r = X[k]; …
    for a, b in zip(X, Y): …           for %i in range(len(X)): a = X[%i]; b = Y[%i]; …
    for r in (x, y): … (unlike items)  r = x; …; r = y; …
"""

from __future__ import annotations


from ...ir.frozen import replace
from ...ir.nodes import Apply, Assert, Assign, Block, Const, Expr, For, If, Name, Stmt
from .nests import BY_SEVERAL, Nests
from .patterns import Pattern, unpacked
from .sources import ENDLESS, Source
from .state import Parts, Value

UNROLLED = 64


class Iteration(Nests):
    """Lowers loops to loops over ranges."""

    def lowered(self, stmt: For) -> Block | None:
        """Return statements in place of a loop, or None if it is one over a range already."""
        op = stmt.iter.op if isinstance(stmt.iter, Apply) else ""
        if op == "range":
            return None
        if op in BY_SEVERAL:
            nest = self.nest(stmt)
            if nest is not None:
                return nest
        pattern, body = unpacked(stmt.target, stmt.body)
        source = self.source(stmt.iter, stmt)
        if source is None:
            return ()
        if isinstance(source, list):
            return self.unrolled(stmt, pattern, body, source)
        if source.header is not None and isinstance(pattern, str):
            return (replace(stmt, target=pattern, iter=source.header, body=body),)
        if source.count == ENDLESS:
            return self.endless(stmt, pattern, body, source)
        index, header = self.index_of(pattern, source), Apply("range", (source.count,))
        loads = self.loads(pattern, source.item(Name(index)), index)
        first = 1 if stmt.stop else 0
        body = (*body[:first], *loads, *body[first:])
        return (replace(stmt, target=index, iter=header, body=body),)

    def index_of(self, pattern: Pattern, source: Source) -> str:
        """Return the variable of a loop: one that the pattern binds to the index, or a new one."""
        item = source.item(Name("%"))
        while isinstance(pattern, tuple) and isinstance(item, Parts) and pattern:
            pattern, item = pattern[0], item.items[0]
        if isinstance(pattern, str) and item == Name("%"):
            return pattern
        return self.new_name()

    def loads(self, pattern: Pattern, value: Value, index: str) -> list[Stmt]:
        """Return the statements that bind the targets of one trip."""
        if isinstance(pattern, str):
            if value == Name(index) and pattern == index:
                return []
            return [Assign(pattern, _display(value), self.tag)]
        if isinstance(value, Parts) and len(value.items) == len(pattern):
            found: list[Stmt] = []
            for part, item in zip(pattern, value.items):
                found += self.loads(part, item, index)
            return found
        whole = self.new_name()
        found = [Assign(whole, _display(value), self.tag)]
        test = Apply("eq", (Apply("len", (Name(whole),)), Const(len(pattern))))
        found.append(Assert(test, Const(f"expected {len(pattern)} values to unpack"), self.tag))
        for k, part in enumerate(pattern):
            item = Apply("getitem", (Name(whole), Const(k)))
            found += self.loads(part, item, index)
        return found

    def unrolled(
        self, stmt: For, pattern: Pattern, body: Block, items: list[Value]
    ) -> Block | None:
        """Return the body once for each item, the later ones only if the loop was not stopped."""
        if len(items) > UNROLLED:
            self.refuse(
                "s2sad cannot loop over so many unlike items", f"There are {len(items)}.",
                "Use a list of items of one kind.",
            )  # fmt: skip
            return ()
        rest: Block = ()
        for item in reversed(items):
            trip = self.trip(self.loads(pattern, item, ""), body)
            if stmt.stop and rest:
                rest = (If(Apply("not", (Name(stmt.stop),)), rest, (), stmt.tag),)
            rest = (*trip, *rest)
        return rest

    def trip(self, loads: list[Stmt], body: Block) -> Block:
        """Return one trip of a loop that is written out."""
        return (*loads, *body)


def _display(value: Value) -> Expr:
    """Return a value as a generic expression: a record with its keys."""
    if not isinstance(value, Parts):
        return value
    items = tuple([_display(item) for item in value.items])
    if value.form is None:
        return Apply(value.display, items)
    return Apply("record", (Const(value.form), *items))
