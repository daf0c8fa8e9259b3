"""Read tuples: tuples of an array or list of which a generic program only reads items.

    c = (*p,)                            c = p
    for k in range(len(c)):      ->      for k in range(len(c)):
        y = y + c[k] * t**k                  y = y + c[k] * t**k

`def model(t, *c)`, called as `model(t, *p)`, begins with such a tuple. An array that is read so
has the same items as the tuple, as long as nobody writes it in between. That is decided without
kinds: it is one that the program was given, and what the program stores goes into memory that it
has made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Set

from ..frontend.effects import writes
from ..ir.nodes import Apply, Assign, Const, Expr, For, Move, Name, Program, Stmt, Store
from ..ir.ops import BINARY, UNARY
from ..ir.walk import all_statements, subexpressions

_ALIKE = {"len", "enumerate", "zip", "reversed", "star", "sum", "np.array", "np.sum"}
_ARRAYS = {"np.array", "np.copy", "np.arange", "np.linspace", *[
    f"np.{name}{like}" for name in ("zeros", "ones", "empty", "full") for like in ("", "_like")
]}  # fmt: skip
_OPERATORS = {*BINARY, *UNARY}
_NEW = {*_OPERATORS, "list", *_ARRAYS}
_COUNTING = {"range", "enumerate"}
_RUNS = {"recursive", "function", "derivative"}  # code that is not looked at here


def read_tuples(program: Program) -> dict[str, str]:
    """Return the tuples that may be the array or list that they are made of, and what that is."""
    body = all_statements(program)
    made = {s.target: found for s in body if type(s) is Assign and (found := _spread(s.value))}
    if not made:
        return {}
    memory = _Memory(program)
    if any(map(memory.is_written_by, body)):
        return {}
    wrong, copies = set(program.result.names), []
    for stmt in body:
        if isinstance(stmt, Assign) and isinstance(stmt.value, Name):
            copies.append((stmt.value.id, stmt.target))
        elif isinstance(stmt, Move):
            wrong.update(stmt.sources)
        elif not (isinstance(stmt, For) and isinstance(stmt.iter, Name)):
            wrong.update(n for expr in stmt.expressions for n in _other_reads(expr, memory))
    wrong |= {name for name, values in memory.values.items() if len(values) > 1}
    for source, target in reversed(copies):
        if target in wrong:
            wrong.add(source)
    return {
        target: source for target, source in made.items()
        if target not in wrong and memory.is_given(source)
    }  # fmt: skip


def _spread(expr: Expr) -> str:
    """Return the name that `(*name,)` spreads; '' for anything else."""
    star = expr.args[0] if isinstance(expr, Apply) and expr.op == "tuple" and expr.args else None
    if not isinstance(expr, Apply) or len(expr.args) != 1 or not isinstance(star, Apply):
        return ""
    only = star.args[0] if star.op == "star" else None
    return only.id if isinstance(only, Name) else ""


def _other_reads(expr: Expr, memory: _Memory) -> Iterator[str]:
    """Yield the names that an expression reads as more than a row of items."""
    if isinstance(expr, Name):
        yield expr.id
    if not isinstance(expr, Apply):
        return
    args = expr.args
    if expr.op == "getitem" and isinstance(args[0], Name) and memory.is_number(args[1]):
        args = args[1:]
    elif expr.op in _ALIKE:
        args = tuple([arg for arg in args if not isinstance(arg, Name)])
    for arg in (*args, *[value for _, value in expr.kwargs]):
        yield from _other_reads(arg, memory)


class _Memory:
    """What a program was given, what it has made, and what it writes."""

    def __init__(self, program: Program) -> None:
        self.values: dict[str, list[Expr | None]] = defaultdict(list)  # None: not by assignment
        self.counts: set[str] = set()  # what loops bind to counts, or to pairs of one and an item
        for stmt in all_statements(program):
            for name in stmt.binds:
                self.values[name].append(stmt.value if isinstance(stmt, Assign) else None)
            if isinstance(stmt, For) and isinstance(stmt.iter, Apply) and stmt.iter.op in _COUNTING:
                self.counts.add(stmt.target)
        self.given = {p.name for p in program.params} | {c.name for c in program.captures}

    def is_given(self, name: str) -> bool:
        """Return whether a name is an argument, or a part of one, and never anything else."""
        values = self.values.get(name, [])
        if name in self.given:
            return not values
        parts = [v.args[0] if isinstance(v, Apply) and v.op in ("getitem", "attr") else v
                 for v in values]  # fmt: skip
        return len(parts) == 1 and isinstance(parts[0], Name) and self.is_given(parts[0].id)

    def is_number(self, expr: Expr | None, seen: frozenset[str] = frozenset()) -> bool:
        """Return whether an expression is surely a number, no slice or row of places."""
        match expr:
            case Name(id=name):
                values = self.values.get(name, [])
                if name in seen or name in self.counts and len(values) == 1:
                    return True
                return bool(values) and all(self.is_number(v, seen | {name}) for v in values)
            case Const(value=value):
                return type(value) is int
            case Apply(op="getitem", args=(pair, Const(value=0))):  # the count of a pair
                return self.is_number(pair, seen)
            case Apply(op=op, args=args):
                parts = all(self.is_number(arg, seen) for arg in args)
                return op == "len" or op in _OPERATORS and parts
        return False

    def is_written_by(self, stmt: Stmt) -> bool:
        """Return whether a statement may write memory that the program has not made."""
        if isinstance(stmt, Store):  # `rows[0] += 1` may add in place to what it has not made
            wanted = _ARRAYS if stmt.op and stmt.index is not None else _NEW
            return not self.is_new(stmt.base, wanted, set())
        parts = [part for expr in stmt.expressions for part in subexpressions(expr)]
        return any(isinstance(part, Apply) and self._is_written_in(part) for part in parts)

    def _is_written_in(self, call: Apply) -> bool:
        """Return whether a call may write memory that the program has not made."""
        base, method = (*call.args, None, None)[:2]
        if call.op == "list.append" or call.op == "method" and method == Const("append"):
            return not (isinstance(base, Name) and self.is_new(base.id, _NEW, set()))
        if call.op == "method" and len(call.args) > 3:  # an array to write may be among them
            return True
        return call.op in _RUNS or writes(call) and call.op != "print"

    def is_new(self, name: str, ops: Set[str], seen: set[str]) -> bool:
        """Return whether a name only ever holds numbers, or memory made by one of these."""
        if name in seen:
            return True
        seen.add(name)
        values = [] if name in self.given else self.values.get(name, [])
        return bool(values) and all(
            isinstance(value, Const)
            or isinstance(value, Name) and self.is_new(value.id, ops, seen)
            or isinstance(value, Apply) and value.op in ops and "copy" not in dict(value.kwargs)
            for value in values
        )
