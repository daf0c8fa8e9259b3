"""Storage: which names may share memory, and which memory is written.

Definitions:
  1. Two names are in one class if one may be a view or alias of the other, directly or through
     names between; `l[]` stands for the contents of the list l.
     If two lists are in one class, so are their contents, at every depth.
  2. A class is written if some statement stores into it, or changes the spine of its list.
  3. The root of a name with one definition is the name that its chain of views starts from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from ..ir.frozen import dataclass, field
from ..ir.kinds import Array, Kind, ListKind, Unknown, is_memory
from ..ir.nodes import Apply, Assign, Evaluate, Expr, Move, Name, Program, Stmt, Store
from ..ir.walk import all_statements, names_in
from .kinds import Sizes, sharing
from .kinds.draws import is_draw
from .kinds.reports import handed_to, is_report


def contents(name: str) -> str:
    """Return the pseudo-name of what the list `name` holds."""
    return name + "[]"


def depth(kind: Kind | None) -> int:
    """Return how many lists stand inside each other: 2 for a list of lists of numbers."""
    found = 0
    while isinstance(kind, ListKind):
        kind, found = kind.item, found + 1
    return found


class Classes:
    """A union-find over names."""

    def __init__(self) -> None:
        self.parent: dict[str, str] = {}

    def find(self, name: str) -> str:
        root = self.parent.get(name)
        if root is None:
            return name
        while (above := self.parent.get(root, root)) != root:
            root = above
        while (above := self.parent.get(name, name)) != root:
            self.parent[name] = root
            name = above
        return root

    def union(self, one: str, other: str) -> None:
        a, b = self.find(one), self.find(other)
        if a != b:
            self.parent[max(a, b)] = min(a, b)


@dataclass
class Storage:
    """The storage classes of a program."""

    kinds: Mapping[str, Kind]
    classes: Classes = field(default_factory=Classes)
    written: set[str] = field(default_factory=set)  # representatives of the written classes
    definitions: dict[str, list[Stmt]] = field(default_factory=lambda: defaultdict(list))
    may_copy: set[str] = field(default_factory=set)  # names of which view or copy is not known
    detached: frozenset[str] = frozenset()
    reordered: set[str] = field(default_factory=set)  # classes that hold a reshape of a member
    inner: set[str] = field(default_factory=set)  # classes of what stands in lists
    _members: dict[str, list[str]] = field(default_factory=dict)
    _held: set[str] | None = None
    _written: set[str] | None = None  # every name whose memory is written; asked for at the end

    def of(self, name: str) -> str:
        """Return the representative of the class of a name (or of `l[]`)."""
        return self.classes.find(name)

    def is_written(self, name: str) -> bool:
        """Return whether the memory of a name is ever written."""
        if self._written is None:
            kinds = self.kinds.items() if self.written else ()
            self._written = {n for n, k in kinds if is_memory(k) and self.of(n) in self.written}
        return name in self._written

    def below(self, name: str) -> list[str]:
        """Return the classes of what the list `name` holds, and of what that holds in turn."""
        found: list[str] = []
        for _ in range(depth(self.kinds.get(name))):
            name = contents(name)
            found.append(self.of(name))
        return found

    def written_levels(self, name: str) -> list[bool]:
        """Return whether a name is written, then whether what it holds is, and so on."""
        return [self.is_written(name), *[held in self.written for held in self.below(name)]]

    def contents_written(self, name: str) -> bool:
        """Return whether the arrays or lists inside the list `name` are ever written."""
        return any(held in self.written for held in self.below(name))

    def may_change(self, name: str) -> bool:
        """Return whether the memory of a name, or what a list holds at any depth, is written."""
        return self.is_written(name) or self.contents_written(name)

    def holds_references(self, name: str) -> bool:
        """Return whether the adjoint of the list `name` holds the adjoints of its items.

        So it is where what is inside is written, and of every list of lists.
        """
        return depth(self.kinds.get(name)) > 1 or self.contents_written(name)

    def is_reference(self, name: str) -> bool:
        """Return whether `name` may be a list that stands in a list."""
        is_list = isinstance(self.kinds.get(name), ListKind)
        return is_list and self.of(name) in self.inner

    def share(self, one: str, other: str, levels: int) -> None:
        """Put two names into one class, and what they hold down to `levels` below them."""
        for _ in range(levels + 1):
            self.classes.union(one, other)
            one, other = contents(one), contents(other)

    def is_held(self, representative: str) -> bool:
        """Return whether what is in a class may stand in something else."""
        if self._held is None:
            self._held = {self.of(contents(name)) for name in self.kinds}
        return representative in self._held

    def members(self, representative: str) -> list[str]:
        """Return the names of a class."""
        if not self._members:
            for name, kind in self.kinds.items():
                if is_memory(kind):
                    self._members.setdefault(self.of(name), []).append(name)
        return self._members.get(representative, [])


def storage(
    program: Program,
    kinds: Mapping[str, Kind],
    sizes: Sizes,
    detached: frozenset[str] = frozenset(),
) -> Storage:
    """Return the storage classes of a core program; `detached` names start classes of their own."""
    found = Storage(dict(kinds), detached=detached)
    for param in program.params:
        found.definitions[param.name].append(None)  # type: ignore[arg-type]
    for capture in program.captures:
        found.definitions[capture.name].append(None)  # type: ignore[arg-type]
    todo: list[str] = []
    for stmt in all_statements(program):
        for name in stmt.binds:
            found.definitions[name].append(stmt)
        _join(stmt, found, sizes, todo)
    for name in todo:
        found.written.add(found.of(name))
    found.reordered = {found.of(n) for n in found.reordered}
    lists = [name for name, kind in kinds.items() if isinstance(kind, ListKind)]
    found.inner = {held for name in lists for held in found.below(name)}
    return found


def _join(stmt: Stmt, found: Storage, sizes: Sizes, written: list[str]) -> None:
    if type(stmt) is Assign:
        _join_value(stmt.target, stmt.value, found, sizes, written)
        return
    if type(stmt) is Store:
        written.append(stmt.base)
        if isinstance(found.kinds.get(stmt.base), ListKind):
            _put(stmt.base, stmt.value, found)
        return
    match stmt:
        case Move(targets=targets, sources=sources):
            for target, source in zip(targets, sources):
                if target not in found.detached:
                    _alias(target, source, found)
        case Evaluate(value=Apply(op="list.append", args=(Name(id=base), value))):
            written.append(base)
            _put(base, value, found)
        case Evaluate(value=Apply(op="np.add.at", args=(Name(id=base), *_))):
            written.append(base)
        case Evaluate(value=Apply(op="call" | "method") as call):
            written.extend(n for n in names_in(call) if is_memory(found.kinds.get(n)))


def _put(base: str, value: Expr, found: Storage) -> None:
    """The list `base` now holds `value`."""
    for name in names_in(value):
        if is_memory(found.kinds.get(name)):
            found.share(contents(base), name, depth(found.kinds.get(name)))


def _alias(target: str, source: str, found: Storage) -> None:
    if not (is_memory(found.kinds.get(target)) and is_memory(found.kinds.get(source))):
        return
    found.share(target, source, depth(found.kinds.get(source)))


def _join_value(
    target: str, value: Expr, found: Storage, sizes: Sizes, written: list[str]
) -> None:
    if type(value) is Name:
        if target not in found.detached:
            _alias(target, value.id, found)
        return
    if type(value) is not Apply:
        return
    if value.op in ("list", "list.repeat", "list.map", "tuple"):
        _put(target, value, found)
        return
    if value.op in ("call", "method"):
        if is_draw(value, found.kinds) or is_report(value, found.kinds):
            return
        written.extend(n for n in handed_to(value) if is_memory(found.kinds.get(n)))
        for name in handed_to(value):
            _alias(target, name, found)
        return
    if value.op == "list.pop":
        written.extend(n for n in names_in(value.args[0]))
    base = value.args[0] if value.args else None
    if isinstance(base, Name) and isinstance(found.kinds.get(base.id), ListKind):
        _take(target, base.id, value.op, found)
        return
    if not is_memory(found.kinds.get(target)) or target in found.detached:
        return
    how, sources = sharing(value, found.kinds, sizes, True)
    if how == "copy":
        return
    for source in sources:
        _alias(target, source, found)
        if how == "maybe":
            found.may_copy.add(target)
        if value.op in ("np.reshape", "np.ravel"):
            found.reordered.add(source)


def _take(target: str, base: str, op: str, found: Storage) -> None:
    """`target` is an item of the list `base`, or a list made from it."""
    kind = found.kinds.get(target)
    if op in ("getitem", "list.pop"):
        if is_memory(kind):
            found.share(target, contents(base), depth(kind))
    elif isinstance(kind, ListKind):  # a copy of the spine: the items are shared
        found.share(contents(target), contents(base), depth(kind) - 1)


def array_like(kind: Kind | None) -> bool:
    """Return whether a kind is an array, or something that may be one."""
    return isinstance(kind, (Array, Unknown))
