"""Same values: what comes back from a list is not computed again under another name.

    forward sweep                  reverse sweep                      before
        c = math.cos(a)                c = c_stack.pop()
        s = math.sin(a)                ga = c * gs - s * gc           math.cos(a) * gs - …

Definition: e, read by the mirror of node m of a block, is c iff (1) node k of the block binds c to
e, and nothing else binds c; (2) the mirror of the block begins with taking that value off a list;
(3) no name in e is bound by a node of the block from k to m, or from m to k, these included;
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
    """A value is that of a name in the mirrors of the nodes from `first` to `last`."""

    value: Apply
    name: str
    first: int
    last: int


def read_same_values(block: BlockNode, recorder: Recorder) -> None:
    """Let mirrors read what comes back, in a block and those inside it."""
    same = list(_same_in(block, recorder)) if block.pops else []
    for m, node in enumerate(block.nodes):
        known: dict[Expr, str] = {s.value: s.name for s in same if s.first <= m <= s.last}
        if known:
            _share(node, known, recorder)
        for inner in _blocks(node):
            read_same_values(inner, recorder)


def _same_in(block: BlockNode, recorder: Recorder) -> Iterator[_Same]:
    popped = {s.target for s in block.pops if isinstance(s, Assign) and popped_from(s)}
    if not popped:
        return
    back = values_back(block)
    for k, node in enumerate(block.nodes):
        for stmt in node.forward if isinstance(node, Step) else ():
            if not isinstance(stmt, Assign) or stmt.target not in popped:
                continue
            value, name = stmt.value, stmt.target
            if not isinstance(value, Apply) or not is_function(value) or back[name] <= k:
                continue
            if recorder.defined[name] > 1 or name in value.names:
                continue
            if all(_is_fixed(n, recorder) for n in (name, *value.names)):
                yield _Same(value, name, *_around(block, k, set(value.names)))


def _around(block: BlockNode, k: int, names: set[str]) -> tuple[int, int]:
    """Return the first and the last node around node k between which no name is bound.

    The last comes before the first where node k binds one.
    """
    bound = [not names.isdisjoint(bound_by(BlockNode([node]))) for node in block.nodes]
    if bound[k]:
        return k, k - 1
    first = last = k
    while first > 0 and not bound[first - 1]:
        first -= 1
    while last + 1 < len(bound) and not bound[last + 1]:
        last += 1
    return first, last


def _is_fixed(name: str, recorder: Recorder) -> bool:
    """Return whether a name stands for numbers, or for memory that is never written."""
    is_number = isinstance(recorder.kinds.get(name), (Scalar, Array))
    return is_number and not recorder.store.is_written(name)


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
