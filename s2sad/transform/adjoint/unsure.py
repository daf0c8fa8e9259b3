"""Unsure names: read by the reverse sweep, or pushed, where not every way has bound them.

Definition: the mirror of a block runs only where the block ran, and after it. So a name that an
adjoint statement of a block reads is sure iff it is definite at the end of that block: bound or
read before it on every way, or in it on every way (Python ends a program that reads a name which
is not bound). A pushed name is sure iff it is definite where it is pushed. Names that the reverse
sweep binds itself (popped, computed again) do not count.

An unsure name gets a placeholder before the forward sweep. Where the program itself may read the
name unbound, a stand-in gets it instead, so that Python still raises its UnboundLocalError:

    for i in range(n):                      y_r = np.nan
        if c: z = z + y * x                 for i in range(n):
        y = np.sin(x * i)                       stack.append(y_r)
                                                if c: z = z + y * x
                                                y = np.sin(x * i)
                                                y_r = y
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ...analysis.positions import exposure, surely_read
from ...ir.frozen import replace
from ...ir.kinds import SAVED, Array, Kind, ListKind, Other, Scalar
from ...ir.nodes import Apply, Assign, Block, Const, Expr, For, If, Name, Raise, Stmt, Tag, While
from ...ir.walk import names_in, rename_block, statements
from .nodes import BlockNode, Branch, Loop, Step

RECORD = Tag(0, 0, "record")


def with_placeholders(
    ahead: Block, back: Block, unsure: set[str], known: set[str], result: Expr,
    kinds: dict[str, Kind],
) -> tuple[Block, Block, dict[str, str]]:  # fmt: skip
    """Return both sweeps with the unsure names bound, and the names of the stand-ins."""
    exposed, definite = exposure(_own(ahead))
    exposed |= set(names_in(result)) - definite
    stand_ins: dict[str, str] = {}
    for name in sorted((unsure & exposed) - known):
        new = f"{name}'r"
        while new in kinds:
            new += "r"
        kinds[new], stand_ins[name] = kinds[name], new
    if stand_ins:
        ahead, back = _followed(ahead, stand_ins), rename_block(back, stand_ins)
    bound = [stand_ins.get(n, n) for n in sorted(unsure)]
    first = [Assign(n, placeholder(kinds[n]), RECORD) for n in bound]
    return (*first, *ahead), back, stand_ins


def placeholder(kind: Kind) -> Expr:
    """Return what stands for a name that may not exist where it is recorded: NaN, an empty list.

    It is of the dtype of what it stands for: a derivative program is read again like any other.
    """
    nan = Apply("const", (Const("np.nan"),))
    if kind == SAVED:
        return Const(None)
    if isinstance(kind, Array):
        one = Apply("tuple", tuple(Const(1) for _ in kind.shape))
        is_whole = kind.dtype == "bool" or "int" in kind.dtype
        number: Expr = Const(False if kind.dtype == "bool" else 0) if is_whole else nan
        dtype = Apply("const", (Const(f"np.{kind.dtype}"),))
        is_plain = kind.dtype in ("float64", "int64", "bool")
        return Apply("np.full", (one, number), () if is_plain else (("dtype", dtype),))
    if isinstance(kind, ListKind):
        return Apply("list", ())
    if kind == Other("slice"):
        return Apply("slice", (Const(None), Const(None), Const(None)))
    if isinstance(kind, Scalar) and kind.dtype.startswith(("int", "bool")):
        return Const(False) if kind.dtype == "bool" else Const(0)
    return nan


def _is_record(stmt: Stmt) -> bool:
    # `old:x` keeps an older x; a variable of the user's that is called `old` has no colon
    saves = isinstance(stmt, Assign) and stmt.target.startswith("old") and ":" in stmt.target
    return stmt.tag.role == "record" or saves


def _own(block: Block) -> Block:
    """Return the block without what is recorded."""
    return tuple([_inside(s, _own) for s in block if not _is_record(s)])


def _inside(stmt: Stmt, change: Callable[[Block], Block]) -> Stmt:
    if isinstance(stmt, If):
        return replace(stmt, body=change(stmt.body), orelse=change(stmt.orelse))
    if isinstance(stmt, (For, While)):
        return replace(stmt, body=change(stmt.body))
    return stmt


def _followed(block: Block, names: Mapping[str, str]) -> Block:
    """Return the forward sweep with each stand-in bound after its name, and recorded for it."""
    out: list[Stmt] = []
    for stmt in block:
        after = [Assign(names[n], Name(n), RECORD) for n in stmt.binds if n in names]
        if isinstance(stmt, For):
            body = (*after, *_followed(stmt.body, names))
            out.append(replace(stmt, body=body))
        elif _is_record(stmt):
            out += rename_block((stmt,), names)
        else:
            out += [_inside(stmt, lambda b: _followed(b, names)), *after]
    return tuple(out)


def unsure_names(tree: BlockNode, forward_names: set[str], known: set[str]) -> set[str]:
    """Return the names that need a placeholder before the forward sweep."""
    found: set[str] = set()
    _block(tree, known, forward_names, found)
    return found


def _block(
    block: BlockNode, before: set[str], forward_names: set[str], found: set[str]
) -> tuple[set[str], bool]:
    """Collect the unsure names of a block; return what is definite after it, and whether it ends.

    A block that raises never reaches its end: what is read there is never read.
    """
    sure = set(before)
    pushed: dict[int, list[Stmt]] = {}
    for number, stmt in block.pushes:
        pushed.setdefault(number, []).append(stmt)
    early = _read(tuple(pushed.get(-1, ())), forward_names) - sure
    raises = False
    for number, node in enumerate(block.nodes):
        match node:
            case Step():
                own = _read_first(node.forward)
                found |= _read(tuple(node.saves), forward_names) - sure - own
                sure |= own
                for stmt in (*node.saves, *node.forward):
                    sure |= set(stmt.binds)
                raises = raises or any(isinstance(s, Raise) for s in node.forward)
            case Branch():
                sure |= surely_read(node.stmt)
                left, left_ends = _block(node.body, sure, forward_names, found)
                right, right_ends = _block(node.orelse, sure, forward_names, found)
                sure = right if left_ends else left if right_ends else left & right
                raises = raises or (left_ends and right_ends)
            case Loop():
                sure |= surely_read(node.stmt)
                inside = set(sure)
                if isinstance(node.stmt, For):
                    inside.add(node.stmt.target)
                if node.counter is not None:
                    sure.add(node.counter)
                    inside.add(node.counter)
                _block(node.body, inside, forward_names, found)
        if number in pushed:
            early |= _read(tuple(pushed[number]), forward_names) - sure
    if not raises:
        found |= early | _mirror_reads(block, forward_names) - sure
    return sure, raises


def _read_first(block: Block) -> set[str]:
    """Return the names that statements surely read, and have not bound before."""
    found: set[str] = set()
    bound: set[str] = set()
    for stmt in block:
        found |= surely_read(stmt) - bound
        bound |= set(stmt.binds)
    return found


def _mirror_reads(block: BlockNode, forward_names: set[str]) -> set[str]:
    """Return the forward names that the mirror of a block's own statements reads."""
    popped: set[str] = set()
    wanted: set[str] = set()
    for stmt in block.pops:
        wanted |= _read((stmt,), forward_names) - popped
        popped |= set(stmt.binds)
    for node in block.nodes:
        if isinstance(node, Step):
            wanted |= _read(node.adjoint, forward_names)
        elif isinstance(node, Branch):
            wanted |= {n for n in names_in(node.stmt.test) if n in forward_names}
    return wanted - popped


def _read(block: tuple[Stmt, ...], forward_names: set[str]) -> set[str]:
    return {n for s in statements(block) for n in s.reads if n in forward_names}
