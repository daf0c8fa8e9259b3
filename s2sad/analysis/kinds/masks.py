"""Masks: how many cells a mask chooses is one size wherever the mask is the same.

Definitions, of a core program:
  1. A name is fixed iff it is bound once, each reading of it stands below that in the same block,
     or in a block inside (or it is a parameter that is bound nowhere), and nothing that may share
     its memory is stored into, or handed to a call. In a loop it is fixed for one trip: what a
     trip leaves to the next one has other sizes at the head of the loop (see merging.py).
  2. The size of `a[m]`, where the mask m is an expression of fixed names, is a symbol that belongs
     to the expression; of any other mask it is a new one each time.
  3. A mask that a pass gave a name chooses as many cells as its entry `count:m` says.
A fixed name has an entry `fixed:x` among the kinds, an int with a symbol of its own: the same name
in another program has another one.
"""

from __future__ import annotations

from collections import Counter

from ...ir.kinds import Kind, Scalar, Size
from ...ir.nodes import (
    Apply, Assign, Block, Evaluate, Expr, For, If, Move, Name, Program, Stmt, Store, While,
)  # fmt: skip
from ...ir.ops import BINARY, COMPARE, UNARY
from ...ir.walk import all_statements, blocks, substitute
from ...rules import lookup
from .calls import Call
from .sizes import Sizes, spell

MARK = "fixed:"
COUNT = "count:"
COMPOUND = {If, For, While}
OPERATORS = {*BINARY, *UNARY, *COMPARE, "and", "or"}
COPIES = {"np.copy", "np.ndarray.copy", "np.zeros_like", "np.full_like", "np.ones_like", "len"}
HANDED = {"call", "method", "list.append", "list.pop"}


def marks(program: Program, sizes: Sizes) -> dict[str, Kind]:
    """Return an entry for each fixed name of a core program."""
    run = sizes.run()
    return {
        MARK + name: Scalar("int64", False, sizes.named((run, MARK, name)))
        for name in sorted(fixed_names(program))
    }


def count_of(call: Call, mask: Expr | None) -> Size:
    """Return how many cells a mask chooses."""
    if isinstance(mask, Name) and isinstance(kind := call.kind(Name(COUNT + mask.id)), Scalar):
        return kind.value or call.sizes.fresh()
    if mask is None or not mask.names or not OPERATORS.issuperset(mask.ops):
        return call.sizes.fresh()
    symbols: dict[str, Expr] = {}
    for name in mask.names:
        kind = call.kind(Name(MARK + name))
        if not isinstance(kind, Scalar) or kind.value is None:
            return call.sizes.fresh()
        symbols[name] = Name(spell(kind.value))
    return call.sizes.named(("true cells", substitute(mask, symbols)), Size(0))


def fixed_names(program: Program) -> set[str]:
    """Return the names that are fixed (definition 1)."""
    if not any(isinstance(stmt, Store) for stmt in all_statements(program)):
        return set()  # only stores ask whether a size is that of a mask
    bound = Counter(name for stmt in all_statements(program) for name in stmt.binds)
    found = {name for name in program.kept(bound_before_reading) if bound[name] == 1}
    found |= {param.name for param in program.params if not bound[param.name]}
    return found - _changed(program)


def bound_before_reading(program: Program) -> set[str]:
    """Return the names with a binding above all readings, in their block or in one around."""
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    made: dict[str, tuple[int, int]] = {}  # where a name is bound, and where that block ends
    number = 0

    def block(body: Block) -> None:
        nonlocal number
        bound: list[tuple[str, int]] = []
        for stmt in body:
            number += 1
            for name in stmt.reads:
                first.setdefault(name, number)
                last[name] = number
            if type(stmt) is Assign:
                bound.append((stmt.target, number))
            elif type(stmt) in COMPOUND:
                for inner in blocks(stmt):
                    block(inner)
        made.update({name: (at, number) for name, at in bound})

    block(program.body)
    top = {stmt.target for stmt in program.body if isinstance(stmt, Assign)}
    inside = made.keys() - set(program.result.names)
    return {
        name for name, (at, end) in made.items()
        if at < first.get(name, end + 1)
        and (name in top or name in inside and last.get(name, at) <= end)
    }  # fmt: skip


def _changed(program: Program) -> set[str]:
    """Return the names of which the memory may change."""
    stmts = all_statements(program)
    found = {name for stmt in stmts for name in _handed(stmt)}
    joined = [{*stmt.binds, *_sources(stmt)} for stmt in stmts if _may_share(stmt)]
    count = -1
    while len(found) != count:
        count = len(found)
        found.update(*[names for names in joined if names & found])
    return found


def _handed(stmt: Stmt) -> tuple[str, ...]:
    match stmt:
        case Store(base=base):
            return (base,)
        case Assign(value=value) | Evaluate(value=value) if not HANDED.isdisjoint(value.ops):
            return value.names
    return ()


def _sources(stmt: Stmt) -> tuple[str, ...]:
    """Return the names whose memory a statement may give to another one; an index is read only."""
    match stmt:
        case Assign(value=Apply(op="getitem", args=(base, _))):
            return base.names
    return stmt.reads


def _may_share(stmt: Stmt) -> bool:
    """Return whether a name may be bound to memory that another one has."""
    if isinstance(stmt, Move) or (isinstance(stmt, Assign) and isinstance(stmt.value, Name)):
        return True
    if not isinstance(stmt, Assign) or not isinstance(stmt.value, Apply):
        return False
    op = stmt.value.op
    rule = lookup(op) if "." in op else None
    is_new = op in OPERATORS or op in COPIES or rule is not None and rule.word == "elementwise"
    return not is_new
