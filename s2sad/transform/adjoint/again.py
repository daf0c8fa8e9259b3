"""Again: what is cheap to compute from values that come back anyway is not recorded.

    forward                          reverse, before            after
        a_stack.append(0.5 * y)          y = y_stack.pop()          y = y_stack.pop()
        y_stack.append(y)                a = a_stack.pop()          a = 0.5 * y
        y = 0.5 * y * x                  gx += a * gy               gx += a * gy

Definitions:
  1. A name is at hand at node k of a block iff it never changes, or is the index of a loop around,
     or comes back where the block's mirror begins, or a block's around it, with the value that it
     has at node k (in the block around: at the node that holds this block).
  2. A value that comes back is the one at node j iff it was pushed there; it is the one at node
     k <= j as well if no node from k to j binds the name.
  3. A name can be computed again iff it has one definition, a cheap one, at node k of the block,
     and each operand is at hand at node k, or is defined before it and can be computed again.
  4. A name that a block pushes is computed again instead iff it can be, by a short chain.
"""

from __future__ import annotations

from ...ir.nodes import Assign, For
from ...ir.walk import names_in
from .nodes import BlockNode, Branch, Loop, Step
from .record import DEPTH, RESTORE, Recorder, popped_from, pushed_on
from .tree import Bindings, bound_by, is_known


def compute_again(tree: BlockNode, recorder: Recorder) -> None:
    """Take off the lists what is cheap to compute from what is at hand."""
    in_loops = _bound_in_loops(tree)
    fixed = {n for n, count in recorder.defined.items() if count == 1} - in_loops
    fixed |= recorder.invariant - recorder.restored
    _Again(recorder).block(tree, fixed)


def _bound_in_loops(block: BlockNode) -> set[str]:
    found: set[str] = set()
    for node in block.nodes:
        if isinstance(node, Loop):
            found |= bound_by(BlockNode([node]))
        elif isinstance(node, Branch):
            found |= _bound_in_loops(node.body) | _bound_in_loops(node.orelse)
    return found


class _Again:
    def __init__(self, recorder: Recorder) -> None:
        self.recorder, self.bindings = recorder, Bindings()

    def block(self, block: BlockNode, around: set[str]) -> None:
        """Look through a block; the names in `around` are at hand at all its nodes."""
        back = values_back(block)
        self._here(block, around, back)
        for k, node in enumerate(block.nodes):
            if isinstance(node, Step):
                continue
            inside = around | _at_hand(block, back, k)
            if isinstance(node, Branch):
                self.block(node.body, inside)
                self.block(node.orelse, inside)
                continue
            if isinstance(node.stmt, For) and is_known(node) and self._has_one(node.stmt.target):
                inside.add(node.stmt.target)
            self.block(node.body, inside)

    def _here(self, block: BlockNode, around: set[str], back: dict[str, int]) -> None:
        made: dict[str, Assign] = {}
        for _, push in block.pushes:
            made.update(self._chain(pushed_on(push)[1], block, around, back, DEPTH) or {})
        block.pushes = [(at, s) for at, s in block.pushes if pushed_on(s)[1] not in made]
        again = [s for s in block.pops if isinstance(s, Assign) and not popped_from(s)]
        again = sorted([*again, *made.values()], key=lambda s: self.bindings.last(block, s.target))
        lists = [s for s in block.pops if isinstance(s, Assign) and popped_from(s)]
        block.pops = [*[s for s in lists if s.target not in made], *again]
        back.update(dict.fromkeys(made, len(block.nodes)))
        self.recorder.restored.update(made)

    def _chain(
        self, name: str, block: BlockNode, around: set[str], back: dict[str, int], depth: int
    ) -> dict[str, Assign] | None:
        """Return the statements that compute a name again, by what they bind; rules 3 and 4."""
        found = self.bindings.definition(block, name)
        if not depth or found is None or not self._has_one(name):
            return None
        if not self.recorder.is_cheap(found.value, name):
            return None
        k = self.bindings.last(block, name)
        at_hand = around | _at_hand(block, back, k)
        chain = {name: Assign(name, found.value, RESTORE)}
        for operand in names_in(found.value):
            if operand in at_hand:
                continue
            inner = self._chain(operand, block, around, back, depth - 1)
            if inner is None or self.bindings.last(block, operand) >= k:
                return None
            chain.update(inner)
        return chain

    def _has_one(self, name: str) -> bool:
        return self.recorder.defined[name] == 1


def values_back(block: BlockNode) -> dict[str, int]:
    """Return the names that come back where a block's mirror begins: as they are at which node.

    The number of nodes stands for the end of the block.
    """
    places = {
        pushed_on(stmt)[0]: k for k, node in enumerate(block.nodes) if isinstance(node, Step)
        for stmt in node.saves
    }  # fmt: skip
    return {
        s.target: places.get(popped_from(s), len(block.nodes))
        for s in block.pops if isinstance(s, Assign)
    }  # fmt: skip


def _at_hand(block: BlockNode, back: dict[str, int], k: int) -> set[str]:
    """Return the names that come back with the value that they have at node k."""
    return {
        name for name, until in back.items()
        if k <= until and name not in bound_by(BlockNode(block.nodes[k:until]))
    }  # fmt: skip
