"""Same loads: an operation that reads the same cells twice has them loaded once.

Before: %1 = y[i]; %2 = y[i]; %3 = %1 * %2        After: %1 = y[i]; %3 = %1 * %1

What is recorded of the cells is recorded once. Two loads are one iff (1) they are operands of one
operation, in one block and on one line of the user's, (2) their texts are equal, and the memory is
written somewhere, (3) nothing between them does more than to compute a value, and (4) each of their
temporaries has no other definition. So are two masks, where (1) is that they stand on one line, and
(2) that their texts are equal, and that nobody writes or returns them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from ..analysis.storage import Storage
from ..ir.frozen import replace
from ..ir.kinds import Array
from ..ir.nodes import Apply, Assign, Block, Expr, Name, Program, Stmt
from ..ir.ops import COMPARE
from ..ir.walk import all_statements, blocks, map_stmt, rename_block, substitute
from .facts import is_pure_op
from .ranks import is_temporary


def same_loads(program: Program, store: Storage) -> Program:
    """Return the program without loads of what the same line has loaded."""
    returned = set(program.result.names)

    def is_mask(name: str) -> bool:
        kind = store.kinds.get(name)
        is_own = not store.is_written(name) and name not in returned
        return isinstance(kind, Array) and kind.dtype == "bool" and is_own

    definitions = Counter(name for stmt in all_statements(program) for name in stmt.binds)
    names: dict[str, str] = {}
    for block in _blocks(program.body):
        _collect(block, definitions, store, is_mask, names)
    if not names:
        return program
    met = _met(program)
    names = {old: new for old, new in names.items() if is_mask(old) or (old, new) in met}
    body = rename_block(_without(program.body, set(names)), names)
    values: dict[str, Expr] = {old: Name(new) for old, new in names.items()}
    return replace(program, body=body, result=substitute(program.result, values))


def _met(program: Program) -> set[tuple[str, str]]:
    """Return the pairs of names that are operands of one operation, the later one first."""
    values = [s.value for s in all_statements(program) if isinstance(s, Assign)]
    found = [e.args for e in values if isinstance(e, Apply) and len(e.args) == 2]
    return {(b.id, a.id) for a, b in found if isinstance(a, Name) and isinstance(b, Name)}


def _blocks(block: Block) -> list[Block]:
    """Return a block and every block inside it."""
    inner = [found for stmt in block for part in blocks(stmt) for found in _blocks(part)]
    return [block, *inner]


def _collect(
    block: Block, definitions: Counter[str], store: Storage, is_mask: Callable[[str], bool],
    names: dict[str, str],
) -> None:  # fmt: skip
    """Note which temporary stands for which, by (1) to (4)."""
    known: dict[Expr, str] = {}
    number = -1
    for stmt in block:
        if not isinstance(stmt, Assign) or not all(map(is_pure_op, _ops(stmt.value))):
            known = {}
            continue
        if stmt.tag.line != number:
            known, number = {}, stmt.tag.line
        if known:
            known = {e: name for e, name in known.items() if stmt.target not in e.names}
        if definitions[stmt.target] != 1 or not is_temporary(stmt.target):
            continue
        if not _is_load(stmt, store) and not (is_mask(stmt.target) and _compares(stmt.value)):
            continue
        first = known.setdefault(stmt.value, stmt.target)
        if first != stmt.target:
            names[stmt.target] = first


def _ops(expr: Expr) -> list[str]:
    return [op for op in expr.ops if not op.endswith("=")]


def _is_load(stmt: Assign, store: Storage) -> bool:
    """Return whether a name is bound to cells of an array that is written."""
    match stmt.value:
        case Apply(op="getitem", args=(Name(id=base), _)):
            return store.is_written(base)
    return False


def _compares(value: Expr) -> bool:
    return isinstance(value, Apply) and value.op in COMPARE


def _without(block: Block, targets: set[str]) -> Block:
    kept = [s for s in block if not (isinstance(s, Assign) and s.target in targets)]
    return tuple([_inside(s, targets) for s in kept])


def _inside(stmt: Stmt, targets: set[str]) -> Stmt:
    if not blocks(stmt):
        return stmt
    return map_stmt(stmt, lambda e: e, lambda n: n, lambda b: _without(b, targets))
