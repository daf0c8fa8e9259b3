"""Same values: what comes back from a list is not computed again under another name.

    forward sweep                  reverse sweep                      before
        c = math.cos(a)                c = c_stack.pop()
        s = math.sin(a)                ga = c * gs - s * gc           math.cos(a) * gs - …

Definition: e, read by the mirror of node m of a block, is c iff (1) node k of the block binds c to
e, and nothing else binds c; (2) the mirror of the block begins with taking that value off a list;
(3) each name in e is bound once, by a node of the block above k and m, or outside of the block;
(4) the memory of none of them is written; (5) a new value is made of e there, or e is a number.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...ir.frozen import dataclass
from ...ir.kinds import Array, Scalar
from ...ir.nodes import Apply, Assign, Expr
from ..cse import is_function, with_names
from .again import values_back
from .nodes import BlockNode, Branch, Loop, Node, Step
from .record import Recorder, popped_from
from .tree import bound_by


@dataclass(frozen=True, slots=True)
class _Same:
    """The value `e` is that of `name` in the mirrors of the nodes from `first` on."""

    value: Apply
    name: str
    first: int


def read_same_values(block: BlockNode, recorder: Recorder) -> None:
    """Let mirrors read what comes back, in a block and those inside it."""
    same = list(_same_in(block, recorder)) if block.pops else []
    for m, node in enumerate(block.nodes):
        known: dict[Expr, str] = {s.value: s.name for s in same if s.first <= m}
        if known:
            _share(node, known, recorder)
        for inner in _blocks(node):
            read_same_values(inner, recorder)


def _same_in(block: BlockNode, recorder: Recorder) -> Iterator[_Same]:
    popped = {s.target for s in block.pops if isinstance(s, Assign) and popped_from(s)}
    back, bound = values_back(block), bound_by(block)
    made: dict[str, int] = {}  # where the block's own statements bind a name
    for k, node in enumerate(block.nodes):
        for stmt in node.forward if isinstance(node, Step) else ():
            made.update(dict.fromkeys(stmt.binds, k))
            if not isinstance(stmt, Assign) or stmt.target not in popped:
                continue
            value, name = stmt.value, stmt.target
            if not isinstance(value, Apply) or not is_function(value) or back[name] <= k:
                continue
            if not all(_stays(n, recorder) for n in (name, *value.names)):
                continue
            if all(made.get(n, k) < k or n not in bound for n in value.names):
                above = [made.get(n, -1) for n in value.names]
                yield _Same(value, name, 1 + max(above, default=-1))


def _stays(name: str, recorder: Recorder) -> bool:
    """Return whether a name is bound once, to a number or to memory that is never written."""
    is_number = isinstance(recorder.kinds.get(name), (Scalar, Array))
    return recorder.defined[name] == 1 and is_number and not recorder.store.is_written(name)


def _share(node: Node, known: dict[Expr, str], recorder: Recorder) -> None:
    """Let the mirror of a node read names for values."""
    if isinstance(node, Step):
        node.adjoint = tuple([with_names(s, known, recorder.kinds) for s in node.adjoint])
    for inner in _blocks(node):
        for each in inner.nodes:
            _share(each, known, recorder)


def _blocks(node: Node) -> tuple[BlockNode, ...]:
    match node:
        case Branch():
            return node.body, node.orelse
        case Loop():
            return (node.body,)
    return ()
