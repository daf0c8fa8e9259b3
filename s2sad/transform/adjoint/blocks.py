"""The mirror of blocks: branches, loops, and the states of adjoints where they meet.

A block is mirrored from its last statement to its first. Where two ways meet:
    branch    an adjoint that one arm leaves live and the other zero is made zero in the other; a
              gradient that one arm owns and the other shares is copied in the other
    loop      what the mirrored body needs live at its start is made zero before the loop;
              what was live before the loop and is consumed in the body is zero at the body's end
The states at the head of a loop are a fixpoint: absent <= OWNED <= SHARED. What is absent before
the loop enters it as the zero that is made there, which is owned.
"""

from __future__ import annotations

from ...analysis.kinds.sizes import is_fresh
from ...ir.kinds import Array, Kind, ListKind, Scalar, Unknown
from ...ir.nodes import Apply, Assign, Block, Const, For, If, Name, Stmt, Tag, While
from .contexts import without_idle
from .sharers import OWNED, SHARED, State
from .nodes import BlockNode, Branch, Loop, Node, Step
from .shadows import shadow_statements
from .statements import Mirror


class Blocks(Mirror):
    """Builds the mirror tree of a program; `counters` names the trips of loops that need it."""

    counters: dict[int, str]
    returned: frozenset[str] = frozenset()  # whose adjoints are gradients
    stale: frozenset[str] = frozenset()  # roots whose zeros may have another trip's size

    def block(self, block: Block, state: State) -> BlockNode:
        """Return the mirror of a block; `state` goes from that at its end to that at its start."""
        nodes: list[Node] = []
        sized: set[str] = set()  # stale roots that have this trip's size by now
        head = self._born_here(block, state)
        for stmt in reversed(block):
            match stmt:
                case If():
                    nodes.extend(self._branch(stmt, state))
                    sized.clear()
                case For() | While():
                    nodes.extend(self._loop(stmt, state))
                    sized.clear()
                case _:
                    shadows = shadow_statements(stmt, self)
                    stale = self._stale_in(stmt, state) - sized
                    adjoint = self.mirror(stmt, state)
                    if stale and adjoint:
                        tag = Tag(stmt.tag.sid, stmt.tag.line, "adjoint")
                        resized = [s for r in sorted(stale) for s in self.resized(r, r, tag)]
                        adjoint = (*resized, *adjoint)
                        sized |= stale
                    sized &= state.keys()
                    nodes.append(Step((stmt, *shadows), adjoint))
        nodes.reverse()
        if head is not None:
            nodes.append(head)
        return BlockNode(without_idle(nodes))

    def _born_here(self, block: Block, state: State) -> Step | None:
        """Lists that grow or shrink get their shadow where the life of their block ends."""
        out: list[Stmt] = []
        self.lengths: list[Stmt] = []
        for stmt in block:
            for name in stmt.binds:
                if self._is_spine(name) and name not in state:
                    out.extend(self._at_end(name, stmt, state))
        if not out:
            return None
        forward, self.lengths = tuple(self.lengths), []
        return Step(forward, tuple(out))

    def _is_spine(self, name: str) -> bool:
        """Return whether a name is a simple active list whose spine changes."""
        places = self.places
        return (
            isinstance(self.kinds.get(name), ListKind)
            and name in places.active.active
            and places.store.is_written(name)
            and name not in places.shadowed
            and name not in places.spelled
        )

    def _at_end(self, name: str, stmt: Stmt, state: State) -> list[Stmt]:
        """Make the shadow; of a list of numbers only the length is kept for it."""
        self.out, self.tag = [], Tag(stmt.tag.sid, stmt.tag.line, "adjoint")
        kind = self.kinds[name]
        if not isinstance(kind, ListKind) or not isinstance(kind.item, Scalar):
            self.make_zero(name, state)
            return self.out
        count = self.fresh.name(Scalar("int64"))
        self.lengths.append(Assign(count, Apply("len", (Name(name),))))
        zeros = Apply("list.repeat", (Name(count), Const(None), Const(0.0)))
        self.kinds.setdefault(f"g:{name}", kind)
        self.emit(Assign(f"g:{name}", zeros, self.tag))
        state[name] = OWNED
        return self.out

    def _inner(self, block: Block, state: State) -> BlockNode:
        """Return the mirror of a block inside another: what shares memory is known in neither."""
        self.sharers.clear()
        made = self.block(block, state)
        self.sharers.clear()
        return made

    # -- branches ----------------------------------------------------------------------------

    def _branch(self, stmt: If, state: State) -> list[Node]:
        left, right = dict(state), dict(state)
        body = self._inner(stmt.body, left)
        orelse = self._inner(stmt.orelse, right)
        self._level(left, right, body, stmt)
        self._level(right, left, orelse, stmt)
        state.clear()
        for root in left:
            state[root] = SHARED if SHARED in (left[root], right[root]) else OWNED
        return [Branch(stmt, body, orelse)]

    def _level(self, here: State, there: State, block: BlockNode, stmt: If) -> None:
        """Make zero at the end of this arm's mirror what only the other arm leaves live."""
        missing = [root for root in there if root not in here]
        if missing:
            block.nodes.insert(0, self._zeros(missing, here, stmt))
        shared = [r for r in here if here[r] == SHARED and there.get(r) == OWNED]
        shared = [root for root in shared if root in self.returned]
        if shared:
            self.out, self.tag = [], Tag(stmt.tag.sid, stmt.tag.line, "adjoint")
            for root in shared:
                self.own(root, here)
            block.nodes.insert(0, Step((), tuple(self.out)))

    def _zeros(self, roots: list[str], state: State, stmt: Stmt) -> Step:
        self.out, self.tag = [], Tag(stmt.tag.sid, stmt.tag.line, "adjoint")
        for root in roots:
            self.make_zero(root, state)
        return Step((), tuple(self.out))

    def _cleared(self, roots: list[str], state: State, stmt: Stmt) -> Step:
        """Make zero what a trip consumed, like the adjoint: the primal may have moved."""
        self.out, self.tag = [], Tag(stmt.tag.sid, stmt.tag.line, "adjoint")
        for root in roots:
            if isinstance(self.kinds[root], (Array, Unknown)):
                adjoint = Name(f"g:{root}")
                self.emit(Assign(adjoint.id, Apply("np.zeros_like", (adjoint,)), self.tag))
                state[root] = OWNED
            else:
                self.make_zero(root, state)
        return Step((), tuple(self.out))

    def _stale_in(self, stmt: Stmt, state: State) -> set[str]:
        """Return the stale roots whose adjoints the mirror of a statement may read or add to."""
        if not self.stale:
            return set()
        touched = map(self.places.root, (*stmt.reads, *stmt.binds))
        return {root for root in touched if root in self.stale and root in state}

    def resized(self, root: str, like: str, tag: Tag) -> list[Stmt]:
        """Return that a zero of another trip's size becomes one of this trip's."""
        adjoint, primal = Name(f"g:{root}"), Name(like)
        shapes = [Apply("np.shape", (name,)) for name in (adjoint, primal)]
        zeros = Assign(adjoint.id, Apply("np.zeros_like", (primal,)), tag)
        return [If(Apply("ne", tuple(shapes)), (zeros,), (), tag)]

    # -- loops -------------------------------------------------------------------------------

    def _loop(self, stmt: For | While, state: State) -> list[Node]:
        entry = dict(state)
        forced: set[str] = set()  # roots that a mirrored trip leaves shared, whatever it found
        for _ in range(16):
            inside, stale = dict(entry), self.stale
            body = self._inner(stmt.body, inside)
            shared = {r for r, how in inside.items() if how == SHARED and r in entry}
            forced.update(r for r in shared if entry[r] == OWNED)
            joined = _joined(entry, inside, forced | shared)
            consumed = [root for root in entry if root not in inside]
            self.stale |= {r for r in consumed if may_vary_in_size(self.kinds[r])}
            if joined == entry and stale == self.stale:
                break
            entry = joined
        else:
            raise AssertionError("the states of a mirrored loop do not settle")
        before = self._entering(state, entry, stmt)
        if consumed:
            body.nodes.insert(0, self._cleared(consumed, inside, stmt))
        state.clear()
        state.update(entry)
        node = Loop(stmt, body, self._counter(stmt))
        return [node] if before is None else [before, node]

    def _entering(self, state: State, entry: State, stmt: Stmt) -> Step | None:
        """Make what the loop expects: zeros for what is absent, copies for what must be owned."""
        self.out, self.tag = [], Tag(stmt.tag.sid, stmt.tag.line, "adjoint")
        for root, how in entry.items():
            if root not in state:
                self.make_zero(root, state)
                state[root] = how
            elif how == OWNED and state[root] == SHARED:
                self.own(root, state)
        return Step((), tuple(self.out)) if self.out else None

    def _counter(self, stmt: For | While) -> str | None:
        if isinstance(stmt, For) and stmt.stop is None:
            return None
        key = id(stmt)
        if key not in self.counters:
            k = 1 + len(self.counters)
            while f"n'{k}" in self.kinds:
                k += 1
            self.counters[key] = f"n'{k}"
            self.kinds[f"n'{k}"] = Scalar("int64")
        return self.counters[key]


def may_vary_in_size(kind: Kind) -> bool:
    """Return whether what a name holds may have another shape in each trip."""
    if isinstance(kind, Array):
        return any(map(is_fresh, kind.shape))
    return isinstance(kind, Unknown)


def _joined(entry: State, inside: State, forced: set[str]) -> State:
    """Return the states at the head that serve the first trip and all later ones."""
    joined = dict(entry)
    for root in inside:
        joined[root] = SHARED if root in forced else OWNED
    return joined
