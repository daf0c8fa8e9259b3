"""Recording: which values the forward sweep keeps for the reverse sweep, and where.

N is what the reverse sweep will still read: the names whose value at a point of the forward sweep
must be there again at the mirrored point. It flows forward:
  1. A statement S that binds a name in N saves the old value before, and its mirror restores it
     after its adjoint statements. Then N = N - bound(S) + read(mirror of S).
  2. Where a block in a loop ends, a name of N that the block binds, that is not carried into it
     and not in N where it began, is recorded: pushed after its last definition, popped where the
     mirrored block begins; or, if it is cheap and its operands are at hand, computed again there;
     or, if every trip binds it to one value (`invariant.py`), read as the last trip has left it.
  3. The index of a loop over a range is restored by the mirrored loop itself, also where a break
     cut it short: its trips are counted.
Outside loops nothing is bound twice, so there is no list there; a saved old value has a name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Set

from ...analysis.kinds import Sizes
from ...analysis.storage import Storage
from ...ir.frozen import dataclass, field
from ...ir.kinds import Kind, ListKind
from ...ir.nodes import Apply, Assign, Evaluate, Expr, For, Move, Name, Stmt, Tag
from ...ir.walk import names_in, statements
from .cheap import Cheap
from .nodes import BlockNode, Branch, Loop, Node, Step
from .tree import (
    Bindings, bound_by, carried_names, definitions, forward_block, has_mirror, header_names,
    is_known,
)  # fmt: skip

RECORD = Tag(0, 0, "record")
RESTORE = Tag(0, 0, "restore")
DEPTH = 3  # of a chain of values that are computed again


@dataclass
class Recorder(Cheap):
    """One program's recording; fills the saves, restores, pushes and pops of its mirror tree."""

    kinds: dict[str, Kind]
    store: Storage
    sizes: Sizes
    forward_names: set[str]
    repeatable: Set[str] = frozenset()  # loads from written memory of what stays as it is
    held: Mapping[str, Expr] = field(default_factory=dict)  # values that stay in written memory
    undone: frozenset[str] = frozenset()  # arrays whose memory is put back
    steady: frozenset[str] = frozenset()  # items of lists that are not changed afterwards
    invariant: frozenset[str] = frozenset()  # what every trip of a loop binds to one value
    stacks: list[str] = field(default_factory=list)
    restored: set[str] = field(default_factory=set)
    olds: dict[tuple[int, str], str] = field(default_factory=dict)
    counts: dict[int, Counter[str]] = field(default_factory=dict)
    bindings: Bindings = field(default_factory=Bindings)
    total: Counter[str] = field(default_factory=Counter)
    defined: Counter[str] = field(default_factory=Counter)
    uses: Counter[str] = field(default_factory=Counter)

    def run(self, top: BlockNode, params: Iterable[str]) -> None:
        """Record for a whole program whose parameters come with a definition each."""
        self.total = self.count(top)
        self.defined = definitions(top)
        self.defined.update(params)
        self.flow(top, frozenset(), None, True)

    # -- the flow ------------------------------------------------------------------------------

    def flow(
        self, block: BlockNode, entry: frozenset[str], loop: Loop | None, commit: bool
    ) -> frozenset[str]:
        """Return N at the end of a block that begins with N = entry; `loop` encloses it."""
        n = entry
        for node in block.nodes:
            match node:
                case Step():
                    n = self._step(node, n, loop, commit)
                case Branch():
                    n = self._branch(node, n, loop, commit)
                case Loop():
                    n = self._loop(node, n, commit)
        return n

    def _step(
        self, node: Step, n: frozenset[str], loop: Loop | None, commit: bool
    ) -> frozenset[str]:
        bound = {name for stmt in node.forward for name in stmt.binds}
        read = {name for stmt in statements(node.adjoint) for name in self._read_by(stmt)}
        kept: set[str] = set()
        moved, images = _permuted(node, n)
        if moved and commit:
            self._move_back(node, moved)
        for name in sorted((bound & n) - moved - self.invariant):
            if loop is None:
                kept.add(self._old(node, name))
            if commit:
                self._save(node, name, loop)
        return (n - bound) | read | kept | images

    def _move_back(self, node: Step, moved: set[str]) -> None:
        """A permutation of names needs no list: its mirror is the inverse permutation."""
        for stmt in node.forward:
            if isinstance(stmt, Move) and moved & set(stmt.targets):
                self.restored |= set(stmt.targets)
                node.restores.append(Move(stmt.sources, stmt.targets, RESTORE))

    def _read_by(self, stmt: Stmt) -> set[str]:
        return {name for name in stmt.reads if name in self.forward_names}

    def _save(self, node: Step, name: str, loop: Loop | None) -> None:
        tag = node.forward[0].tag
        self.restored.add(name)
        if loop is None:
            old = self._old(node, name)
            node.saves.append(Assign(old, Name(name), tag))
            node.restores.append(Assign(name, Name(old), tag))
            return
        stack = self.stack(name)
        node.saves.append(push(stack, name))
        node.restores.append(Assign(name, pop(stack), tag))

    def _old(self, node: Step, name: str) -> str:
        """Return the name that keeps the old value of `name` outside loops, one for each place."""
        key = (id(node), name)
        if key not in self.olds:
            k, old = 1, f"old:{name}"
            while old in self.olds.values():
                k += 1
                old = f"old{k}:{name}"
            self.olds[key] = old
            self.kinds[old] = self.kinds[name]
        return self.olds[key]

    def stack(self, name: str) -> str:
        """Return a new list for the values of a name."""
        k, stack = 1, f"s:{name}"
        while stack in self.stacks:
            k += 1
            stack = f"s{k}:{name}"
        self.stacks.append(stack)
        self.kinds[stack] = ListKind(self.kinds[name])
        return stack

    def _branch(
        self, node: Branch, n: frozenset[str], loop: Loop | None, commit: bool
    ) -> frozenset[str]:
        ends = []
        for arm in (node.body, node.orelse):
            end = self.flow(arm, n, loop, commit)
            if loop is not None:
                end = self._record(arm, n, end, set(), True, commit)
            ends.append(end)
        return ends[0] | ends[1] | self._needed(names_in(node.stmt.test), node, n)

    def _needed(
        self, names: Iterable[str], node: Branch | Loop, n: frozenset[str]
    ) -> frozenset[str]:
        """The header of a mirror that is not empty is read; a mirror may only restore."""
        inner = (node.body, node.orelse) if isinstance(node, Branch) else (node.body,)
        if has_mirror(node) or any(bound_by(block) & n for block in inner):
            return frozenset(name for name in names if name in self.forward_names)
        return frozenset()

    def _loop(self, node: Loop, n: frozenset[str], commit: bool) -> frozenset[str]:
        head = n
        forward = forward_block(node.body)
        carried = carried_names(node, forward)
        index = {node.stmt.target} if isinstance(node.stmt, For) else set()
        free = index if is_known(node) else set()
        while True:
            end = self.flow(node.body, head, node, False)
            end = self._record(node.body, n, end - free, carried, False, False, index - free) - free
            if n | end <= head:
                break
            head = head | n | end
        if commit:
            end = self.flow(node.body, head, node, True)
            end = self._record(node.body, n, end - free, carried, False, True, index - free)
            self.restored |= free
        return (head - free) | (end - free) | self._needed(header_names(node), node, head)

    # -- recording at the end of a block ---------------------------------------------------------

    def _record(
        self,
        block: BlockNode,
        entry: frozenset[str],
        end: frozenset[str],
        carried: set[str],
        arm: bool,
        commit: bool,
        index: set[str] = frozenset(),  # type: ignore[assignment]
    ) -> frozenset[str]:
        """Take out of N what this block records or computes again; return N after it."""
        bound = bound_by(block) | index
        names = [n for n in end if n in bound and n not in entry and n not in carried]
        if arm:
            inside = self.count(block)
            names = [n for n in names if inside[n] == self.total[n]]
        left = set(end)
        again: list[Assign] = []
        pushes: list[tuple[int, str]] = []

        def place(n: str) -> tuple[int, str]:
            return self.bindings.last(block, n), n

        todo = sorted(names, key=place)
        while todo:
            name = todo.pop()
            left.discard(name)
            made = self._computed_again(name, block, left | set(todo), bound, entry | carried)
            if made is None:
                if name in self.invariant:
                    left.add(name)
                else:
                    pushes.append(place(name))
                continue
            again.append(made)
            for operand in names_in(made.value):
                if operand in bound and operand not in todo:
                    todo.append(operand)
                    todo.sort(key=place)
                elif operand in self.forward_names and operand not in bound:
                    left.add(operand)
        if commit:
            self._commit(block, pushes, again)
        return frozenset(left)

    def _commit(
        self, block: BlockNode, pushes: list[tuple[int, str]], again: list[Assign]
    ) -> None:
        for at, name in sorted(pushes):
            stack = self.stack(name)
            block.pushes.append((at, push(stack, name)))
            block.pops.append(Assign(name, pop(stack), RESTORE))
            self.restored.add(name)
        for made in reversed(again):
            block.pops.append(made)
            self.restored.add(made.target)

    def _computed_again(
        self, name: str, block: BlockNode, at_hand: set[str], bound: set[str], moving: Set[str]
    ) -> Assign | None:
        """Return the assignment to repeat in the mirror, if that is cheap and means the same."""
        made = self.bindings.definition(block, name) if self.defined[name] == 1 else None
        if made is None:
            return None
        values = [made.value] if self.is_cheap(made.value, name) else []
        if name in self.held:
            values.append(self.held[name])
        for value in values:
            if all(
                self._is_at_hand(operand, block, at_hand, bound, moving, DEPTH)
                for operand in names_in(value)
            ):
                return Assign(name, value, RESTORE)
        return None

    def _is_at_hand(
        self, name: str, block: BlockNode, at_hand: set[str], bound: set[str], moving: Set[str],
        depth: int,
    ) -> bool:  # fmt: skip
        """Return whether a name has, where the mirror begins, the value it had in the block."""
        if name not in bound:
            return self.defined[name] == 1 or name in at_hand
        if self.defined[name] != 1 or name in moving:
            return False
        if name in at_hand:
            return True
        made = self.bindings.definition(block, name) if depth else None
        again = made is not None and self.is_cheap(made.value, name) and all(
            self._is_at_hand(n, block, at_hand, bound, moving, depth - 1)
            for n in names_in(made.value)
        )
        return again or name in self.invariant

    # -- counts ----------------------------------------------------------------------------------

    def count(self, block: BlockNode) -> Counter[str]:
        """Return how often each name occurs in a block's forward and adjoint statements."""
        key = id(block)
        if key not in self.counts:
            self.counts[key] = Counter([n for node in block.nodes for n in self._names(node)])
        return self.counts[key]

    def _names(self, node: Node) -> list[str]:
        """Return the names that a node's statements read and bind, with repeats."""
        if isinstance(node, Step):
            own = statements((*node.forward, *node.adjoint))
            return [n for stmt in own for n in (*stmt.reads, *stmt.binds)]
        inner = (node.body, node.orelse) if isinstance(node, Branch) else (node.body,)
        found = [*node.stmt.reads, *node.stmt.binds]
        for block in inner:
            found += self.count(block).elements()
        return found


def _permuted(node: Step, n: frozenset[str]) -> tuple[set[str], set[str]]:
    """Return the names of N that a permutation of names moves, and the names they have after it."""
    moved: set[str] = set()
    images: set[str] = set()
    for stmt in node.forward:
        if isinstance(stmt, Move) and set(stmt.targets) == set(stmt.sources):
            pairs = [(t, s) for t, s in zip(stmt.targets, stmt.sources) if s in n]
            moved |= {s for _, s in pairs}
            images |= {t for t, _ in pairs}
    return moved, images


def push(stack: str, name: str) -> Stmt:
    """Return `stack.append(name)`."""
    return Evaluate(Apply("list.append", (Name(stack), Name(name))), RECORD)


def pop(stack: str) -> Expr:
    """Return `stack.pop()`."""
    return Apply("list.pop", (Name(stack),))


def pushed_on(stmt: Stmt) -> tuple[str, str]:
    """Return the list that a statement pushes on and the name that it pushes, or twice ''."""
    match stmt:
        case Evaluate(value=Apply(op="list.append", args=(Name(id=stack), Name(id=name)))):
            return stack, name
    return "", ""


def popped_from(stmt: Stmt) -> str:
    """Return the list from which a statement pops the value of a name, or ''."""
    match stmt:
        case Assign(value=Apply(op="list.pop", args=(Name(id=stack),))):
            return stack
    return ""
