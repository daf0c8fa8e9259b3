"""Flow: the kinds along every path of a core or emitted program, and one kind for each name.

Definitions:
  1. At each point a name has the kind of its last binding; where paths meet, the join
     (`merging`). Loops are iterated until the kinds at their head stay; after ROUNDS rounds
     what still changes is not known.
  2. The kind of a name in the flat map is the join of all kinds that it has anywhere, so that a
     size in the flat map is right at every point. Nobody reads what a trip leaves to the next in
     a name that is bound above all its readings (`masks.bound_before_reading`).
  3. A name that is None on some paths has the kind that it has on the others (see `optional`).
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping
from functools import cached_property

from ...ir.frozen import replace
from ...ir.kinds import Kind, ListKind, Other, Scalar, Size, TupleKind, Unknown
from ...ir.nodes import (
    Apply,
    Assign,
    Block,
    Const,
    Evaluate,
    Expr,
    For,
    If,
    Move,
    Name,
    Program,
    Raise,
    Stmt,
    Store,
    While,
)  # fmt: skip
from ...ir.walk import subexpressions
from .joins import EACH, Nothing, Unify, find_conflict, for_items, join, stored
from .lists import ListAliases
from .masks import bound_before_reading, marks
from .merging import Apart, Env, at_head, common, merge
from .mixed import valued
from .result import kind_of
from .sizes import Sizes, is_fresh

ROUNDS = 6
NONE = Other("none")


def infer(
    program: Program,
    arguments: Mapping[str, Kind],
    captures: Mapping[str, Kind],
    sizes: Sizes,
) -> dict[str, Kind]:
    """Return one kind, maybe of several dtypes, for every name of a core or emitted program."""
    flow = Flow(sizes, program, program.kept(bound_before_reading))
    env: Env = {**captures, **arguments, **marks(program, sizes)}
    for param in program.params:
        if param.name not in env:
            default = Unknown("a parameter") if param.default is None else None
            env[param.name] = default or kind_of(param.default or Const(None), env, sizes)
    for name, kind in env.items():
        flow.see(name, kind)
    flow.block(program.body, env, (sizes.run(), "infer"))
    sizes.at(None)
    found = common(flow.seen, sizes, (sizes.run(), "flat"))
    return found | {n: NONE for n in flow.nones if isinstance(found[n], Nothing)}


class Flow:
    """One pass over a program; `seen` collects the kinds of each name."""

    def __init__(self, sizes: Sizes, program: Program, local: Collection[str] = ()) -> None:
        self.sizes, self.program, self.local = sizes, program, local
        self.seen: dict[str, list[Kind]] = {}
        self.final = True
        self.backs: dict[Hashable, Env] = {}
        self.nones: set[str] = set()  # names that are None somewhere

    @cached_property
    def aliases(self) -> ListAliases:
        """Which names may be one list, found when the first list changes."""
        return ListAliases(self.program)

    def see(self, name: str, kind: Kind) -> None:
        """Note a kind that a name has somewhere."""
        if not self.final:
            return
        found = self.seen.setdefault(name, [])
        if kind not in found:
            found.append(kind)

    def block(self, block: Block, env: Env, path: Hashable) -> bool:
        """Follow a block, changing env; return whether its end is reached."""
        return all(self.stmt(stmt, env, (path, index)) for index, stmt in enumerate(block))

    def stmt(self, stmt: Stmt, env: Env, path: Hashable) -> bool:
        """Follow a statement; return whether what comes after it is reached."""
        self.sizes.at(path)
        match stmt:
            case Assign(target=target, value=value):
                self._effects(value, env)
                self.bind(target, kind_of(value, env, self.sizes), env)
            case Move(targets=targets, sources=sources):
                kinds = [kind_of(Name(s), env, self.sizes) for s in sources]
                for target, kind in zip(targets, kinds):
                    self.bind(target, kind, env)
            case Store(base=base, index=index, value=value):
                self._store(base, index, value, stmt.op, env)
            case Evaluate(value=value):
                self._effects(value, env)
            case If():
                return self._if(stmt, env, path)
            case For() | While():
                self._loop(stmt, env, path)
            case Raise():
                return False
        return True

    def bind(self, name: str, kind: Kind, env: Env) -> None:
        """Give a name a kind; an int that is not known gets a symbol."""
        if kind == NONE:
            self.nones.add(name)
            kind = Nothing(f"{name} is None")
        kind = with_symbol(kind, self.sizes)
        env[name] = kind
        self.see(name, kind)

    def _if(self, stmt: If, env: Env, path: Hashable) -> bool:
        other = dict(env)
        falls = self.block(stmt.body, env, (path, "if"))
        falls_else = self.block(stmt.orelse, other, (path, "else"))
        if falls and falls_else:
            merged = merge(env, other, self.sizes, path)
            self._replace(env, merged)
        elif falls_else:
            self._replace(env, other)
        return falls or falls_else

    def _replace(self, env: Env, new: Env) -> None:
        for name, kind in new.items():
            if env.get(name) is not kind:
                env[name] = kind
                self.see(name, kind)

    def _loop(self, stmt: For | While, env: Env, path: Hashable) -> None:
        was_final, self.final = self.final, False
        before = self.backs.get(path)
        head = dict(env) if before is None else at_head(env, before, self.sizes, path)
        for _ in range(ROUNDS):
            back = dict(head)
            self._trip(stmt, back, path)
            self.backs[path] = back
            new = at_head(env, back, self.sizes, path)
            if new == head:
                break
            head = new
        self.final = was_final
        for name, kind in head.items():
            if env.get(name) is not kind:
                env[name] = kind
                if name not in self.local:
                    self.see(name, kind)
        last = dict(head)
        self._trip(stmt, last, path)
        for name, kind in at_head(env, last, self.sizes, path).items():
            if name not in env:
                env[name] = kind
            if name not in self.local:
                self.see(name, kind)

    def _trip(self, stmt: For | While, env: Env, path: Hashable) -> None:
        if isinstance(stmt, For):
            self.sizes.at((path, "target"))
            self.bind(stmt.target, index_kind(stmt.iter, env, self.sizes), env)
        self.block(stmt.body, env, (path, "body"))

    # -- lists ---------------------------------------------------------------------------------

    def _store(
        self, base: str, index: Expr | None, value: Expr, op: str | None, env: Env
    ) -> None:
        kind = env.get(base)
        if isinstance(kind, ListKind) and index is not None:
            given = kind_of(value if op is None else Apply(op, (
                Apply("getitem", (Name(base), index)), value)), env, self.sizes) \
                if op in (None, "add", "sub") else Unknown(f"a store by {op}")
            self.put(base, given, None, env)
        elif isinstance(kind, Scalar) and index is None and op is not None:
            self.bind(base, kind_of(Apply(op, (Name(base), value)), env, self.sizes), env)

    def _effects(self, value: Expr, env: Env) -> None:
        for part in subexpressions(value):
            if not isinstance(part, Apply) or not part.args or not isinstance(part.args[0], Name):
                continue
            base = part.args[0].id
            if part.op == "list.append":
                self.put(base, kind_of(part.args[1], env, self.sizes), 1, env)
            elif part.op == "list.pop":
                self.put(base, None, -1, env)
            elif part.op == "method" and isinstance(env.get(base), ListKind):
                self.put(base, None, None, env, True)

    def put(
        self, base: str, given: Kind | None, more: int | None, env: Env, lost: bool = False
    ) -> None:
        """The list `base` now holds an item of a kind; its length changes by `more`."""
        kind = env.get(base)
        if not isinstance(kind, ListKind):
            return
        new = with_item(kind, given, more, self.sizes, lost)
        for name, other in shown_by(base, new, env, self.aliases, self.sizes).items():
            env[name] = other
            self.see(name, other)


def shown_by(
    base: str, new: ListKind, env: Env, aliases: ListAliases, sizes: Sizes
) -> dict[str, Kind]:
    """Return the kinds that change when the list `base` has become of the kind `new`.

    So do those of what holds it, and of what holds that: each list in there may be this one.
    """
    found: dict[str, Kind] = {base: new}
    for name in aliases.of(base):
        kind = env.get(name)
        if name != base and isinstance(kind, ListKind):
            found[name] = _inside(kind, new, sizes)
    for name in aliases.around(base):
        kind = env.get(name)
        if name not in found and kind is not None:
            found[name] = _holding(kind, new, sizes)
            found |= {n: _inside(k, new, sizes) for n, k in _parts(kind, env) if n not in found}
    return found


def _parts(kind: Kind, env: Env) -> Iterator[tuple[str, Kind]]:
    """Yield the names and kinds of the parts of what is taken apart, and of their parts."""
    for name in kind.parts if isinstance(kind, Apart) else ():
        part = env.get(name)
        if part is not None:
            yield name, part
            yield from _parts(part, env)


def _holding(kind: Kind, new: ListKind, sizes: Sizes) -> Kind:
    """Return the kind of what may hold a list that has become of a new kind."""
    if isinstance(kind, ListKind) and isinstance(kind.item, (ListKind, TupleKind)):
        return ListKind(_inside(kind.item, new, sizes), kind.length)
    if isinstance(kind, TupleKind):
        return replace(kind, items=tuple([_inside(item, new, sizes) for item in kind.items]))
    return kind


def _inside(kind: Kind, new: ListKind, sizes: Sizes) -> Kind:
    """Return the kind of what may be the list, or hold it."""
    kind = _holding(kind, new, sizes)
    if not isinstance(kind, ListKind):
        return kind
    other = with_item(kind, new.item, None, sizes, lost=True)
    return ListKind(kind.item, None) if find_conflict(other) else other


def with_item(
    kind: ListKind, given: Kind | None, more: int | None, sizes: Sizes, lost: bool = False
) -> ListKind:
    """Return the kind of a list that got one more item, or another one, or lost one."""
    item = kind.item
    if given is not None and not isinstance(given, Unknown):
        given = stored(given)
        item = given if item is None else join(item, given, for_items(_own(sizes)))
    elif given is not None and not isinstance(given, Nothing):
        item = given
    length = kind.length
    if more:
        length = None if length is None else length + more
    return ListKind(item, None if lost else length)


def _own(sizes: Sizes) -> Unify:
    def unify(a: Size | None, b: Size | None, what: str) -> Size | None:
        if a is None or b is None or not what.endswith("size"):
            return None
        known = not (is_fresh(a) or is_fresh(b)) and sizes.same(a, b)
        return a if known else EACH

    return unify


def with_symbol(kind: Kind, sizes: Sizes) -> Kind:
    """Return the kind of an int whose value is not known with a symbol for its value."""
    if isinstance(kind, Scalar) and kind.value is None and kind.dtype.startswith(("int", "uint")):
        return valued(kind, sizes.unknown())
    return kind


def index_kind(header: Expr, env: Mapping[str, Kind], sizes: Sizes) -> Kind:
    """Return the kind of the index of a loop over a range: an int with bounds."""
    bounds = range_bounds(header, env, sizes)
    if bounds is None:
        return Scalar("int64", False, sizes.unknown())
    start, stop, step = bounds
    low, high = (start, stop) if step > 0 else (stop, start)
    shift = 1 if step < 0 else 0
    return Scalar("int64", False, sizes.unknown(
        None if low is None else low + shift, None if high is None else high - (1 - shift)
    ))  # fmt: skip


def range_bounds(
    header: Expr, env: Mapping[str, Kind], sizes: Sizes
) -> tuple[Size | None, Size | None, int] | None:
    """Return start, stop and step of a range as sizes; None for what is not known."""
    if not isinstance(header, Apply) or header.op != "range":
        return None
    found: list[Size | None] = []
    for arg in header.args:
        kind = kind_of(arg, env, sizes)
        found.append(kind.value if isinstance(kind, Scalar) else None)
    if len(found) == 1:
        return Size(0), found[0], 1
    step = 1
    if len(found) == 3:
        given = found[2]
        known = None if given is None else given.constant if given.is_constant else None
        if not known:
            return None
        step = known
    return found[0], found[1], step
