"""Stacks: old values come back as soon as they may, and one list serves wherever it can.

    before                                      after
        gx += a * gy                                y = y_stack.pop()
        y = y_stack.pop()                           gx += a * gy
        gy = 0.5 * x * gy                           gy = 0.5 * x * gy

Definitions:
  1. A pop that restores an old value in a block's mirror stands at its beginning, unless something
     in that mirror reads or binds the name before.
  2. A list is exact if it is popped at the mirror of the very place where it is pushed; any other
     is popped where the mirror of its block begins.
  3. Two lists of one name can be one unless one of them is not exact and the other is pushed in
     the same block, or in a block inside it, at a later place: what was pushed last is popped
     first, and what a block and those inside it push, their mirrors pop.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...ir.frozen import dataclass
from ...ir.kinds import Kind
from ...ir.nodes import Block, Stmt
from ...ir.walk import rename_block, statements
from .assemble import reverse
from .nodes import BlockNode, Branch, Loop, Step
from .record import popped_from, pushed_on

Places = dict[int, int]  # of the blocks around something: where in the block it stands


def restore_early(block: BlockNode) -> None:
    """Put the pops of old values where the mirror of their block begins, wherever that may be."""
    if not _has_pops(block):
        return
    seen = _touched(tuple(block.pops))
    moved: list[Stmt] = []
    for node in reversed(block.nodes):
        if isinstance(node, Step):
            seen |= _touched(node.adjoint)
            early = [s for s in node.restores if popped_from(s) and not seen & set(s.binds)]
            node.restores = [s for s in node.restores if s not in early]
            moved += early
            seen |= _touched((*early, *node.restores))
            continue
        for inner in (node.body, node.orelse) if isinstance(node, Branch) else (node.body,):
            restore_early(inner)
        seen |= _touched(reverse(BlockNode([node])))
    block.pops += moved


def _has_pops(block: BlockNode) -> bool:
    """Return whether the mirror of a block, or of one inside it, pops old values."""
    for node in block.nodes:
        if isinstance(node, Step):
            found = any(map(popped_from, node.restores))
        else:
            inner = (node.body, node.orelse) if isinstance(node, Branch) else (node.body,)
            found = any(map(_has_pops, inner))
        if found:
            return True
    return False


def _touched(block: Block) -> set[str]:
    """Return the names that statements read or bind."""
    return {n for s in statements(block) for n in (*s.reads, *s.binds)}


# -- one list for several ------------------------------------------------------------------------


@dataclass(frozen=True)
class Use:
    """A place where a list is pushed: what is pushed, in which block, the blocks around, rule 2."""

    stack: str
    pushed: str
    block: int
    places: Places
    exact: bool

    def crosses(self, other: Use) -> bool:
        """Return whether this list is popped before `other` is, though it was pushed before."""
        if self.exact or self.block not in other.places:
            return False
        return other.places[self.block] >= self.places[self.block]


def share_stacks(tree: BlockNode, stacks: list[str], kinds: dict[str, Kind]) -> list[str]:
    """Give lists of one name that can be one list the same name; return the lists that are left."""
    uses = {use.stack: use for use in _uses(tree, {})}
    groups: list[list[Use]] = []
    of_name: dict[str, list[list[Use]]] = {}  # the groups of lists of one name
    for stack in stacks:
        use = uses.get(stack)
        if use is None:
            continue
        known = of_name.setdefault(stack.partition(":")[2], [])
        found = next((g for g in known if all(_can_be_one(use, u, kinds) for u in g)), None)
        if found is None:
            groups.append([use])
            known.append(groups[-1])
        else:
            found.append(use)
    names: dict[str, str] = {}
    left: list[str] = []
    for group in groups:
        name = _first_free(group[0].stack, left)
        left.append(name)
        kinds[name] = kinds[group[0].stack]
        names.update({use.stack: name for use in group if use.stack != name})
    if names:
        _rename(tree, names)
    return left


def _first_free(stack: str, taken: list[str]) -> str:
    base, k, name = stack.partition(":")[2], 1, ""
    while not name or name in taken:
        name = f"s:{base}" if k == 1 else f"s{k}:{base}"
        k += 1
    return name


def _can_be_one(one: Use, other: Use, kinds: dict[str, Kind]) -> bool:
    """Rule 3, for lists whose items are of one kind."""
    if kinds.get(one.pushed) != kinds.get(other.pushed):
        return False
    return not one.crosses(other) and not other.crosses(one)


def _uses(block: BlockNode, around: Places) -> Iterator[Use]:
    me = id(block)
    for at, stmt in block.pushes:
        yield Use(*pushed_on(stmt), me, {**around, me: 3 * at + 2}, False)
    for k, node in enumerate(block.nodes):
        match node:
            case Step():
                popped = {n for s in (*node.adjoint, *node.restores) for n in s.reads}
                for stack, pushed in filter(all, map(pushed_on, node.saves)):
                    yield Use(stack, pushed, me, {**around, me: 3 * k}, stack in popped)
            case Branch():
                yield from _uses(node.body, {**around, me: 3 * k + 1})
                yield from _uses(node.orelse, {**around, me: 3 * k + 1})
            case Loop():
                yield from _uses(node.body, {**around, me: 3 * k + 1})


def _rename(block: BlockNode, names: dict[str, str]) -> None:
    block.pops = _renamed(block.pops, names)
    block.pushes = [(at, _renamed([stmt], names)[0]) for at, stmt in block.pushes]
    for node in block.nodes:
        if isinstance(node, Step):
            node.saves = _renamed(node.saves, names)
            node.restores = _renamed(node.restores, names)
            node.adjoint = tuple(_renamed(node.adjoint, names))
            continue
        for inner in (node.body, node.orelse) if isinstance(node, Branch) else (node.body,):
            _rename(inner, names)


def _renamed(stmts: Sequence[Stmt], names: dict[str, str]) -> list[Stmt]:
    """Return statements with names renamed; those that have none of the names stay."""
    return [
        rename_block((stmt,), names)[0] if not names.keys().isdisjoint(_touched((stmt,))) else stmt
        for stmt in stmts
    ]
