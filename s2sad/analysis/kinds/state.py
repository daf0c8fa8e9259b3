"""State: what the parts of the specialiser share; the parts are mixed into one class.

An operand of a generic program becomes a *value*: an expression of the core program, or `Parts`,
a tuple (or list of unlike things) that has no value of its own but is the values of its parts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Union

from ...errors import Error, UnknownKind, Unsupported
from ...ir.fresh import Fresh
from ...ir.kinds import (
    Array,
    Kind,
    ListKind,
    Scalar,
    TupleKind,
    Unknown,
    can_vary,
    is_memory,
)  # fmt: skip
from ...ir.nodes import Apply, Assign, Block, Const, Expr, Move, Name, Program, Stmt, Tag
from ...ir.walk import all_names, binds, is_operand, names_in, statements
from .flow import shown_by, with_item, with_symbol
from .joins import Nothing, find_conflict, forget, join
from .lists import ListAliases
from .merging import Apart, Env
from .result import kind_of
from .sizes import Sizes


@dataclass(frozen=True)
class Parts:
    """A tuple or list taken apart."""

    display: str
    items: tuple[Value, ...]


Value = Union[Expr, Parts]


TEXTS = {"and", "or", "ifexp", "not", "fstring", "range", "list.repeat", "list.map", "const"}


class State:
    """Names, kinds and refusals of one specialisation, and the statements being made."""

    def __init__(self, program: Program, sizes: Sizes) -> None:
        self.program = program
        self.sizes = sizes
        self.fresh = Fresh(program)
        self.aliases = ListAliases(program)
        self.taken = all_names(program)
        self.components: dict[tuple[str, int], str] = {}
        self.errors: dict[tuple[str, int], Error] = {}
        self.displays: dict[str, tuple[Expr, ...]] = {}
        self.env: Env = {}
        self.out: list[Stmt] = []
        self.tag = Tag()
        self.run = sizes.run()
        self.point: Hashable = None
        self.step = 0
        self.after: list[Block] = []
        self.temporaries: dict[Hashable, str] = {}
        self.backs: dict[Hashable, Env] = {}
        self.slices: dict[str, Expr] = {}
        self.bound = Counter(n for stmt in statements(program.body) for n in binds(stmt))
        self.bound.update(param.name for param in program.params)
        self.peels: dict[int, int] = {}

    # -- what the parts offer each other ---------------------------------------------------------

    def value(self, expr: Expr) -> Value:
        """Return the value of a generic expression."""
        raise NotImplementedError

    def block(self, block: Block, path: Hashable) -> bool:
        """Specialise a block into `out`; return whether its end is reached."""
        raise NotImplementedError

    # -- kinds -----------------------------------------------------------------------------------

    def kind(self, expr: Expr) -> Kind:
        """Return the kind of a core expression here."""
        return kind_of(expr, self.env, self.sizes)

    def kind_of_value(self, value: Value) -> Kind:
        """Return the kind of a value here."""
        if isinstance(value, Parts):
            return TupleKind(tuple([self.kind_of_value(item) for item in value.items]))
        return self.kind(value)

    def site(self) -> None:
        """Go to a new definition: fresh symbols belong to it."""
        self.step += 1
        self.sizes.at((self.point, self.step))

    # -- statements ------------------------------------------------------------------------------

    def emit(self, stmt: Stmt) -> None:
        """Add a statement of the core program."""
        self.out.append(stmt)

    def assign(self, target: str, value: Expr) -> None:
        """Emit `target = value` and note the kind."""
        self.site()
        kind = with_symbol(self.kind(value), self.sizes)
        self.emit(Assign(target, value, self.tag))
        self.env[target] = kind

    def new_name(self) -> str:
        """Return a temporary; the same place gives the same in every round of a loop."""
        self.step += 1
        key = (self.point, self.step)
        if key not in self.temporaries:
            self.temporaries[key] = self.fresh.name()
        return self.temporaries[key]

    def temporary(self, value: Expr) -> Name:
        """Return a new temporary that holds a value."""
        value = self.flat(value)
        name = self.new_name()
        self.assign(name, value)
        return Name(name)

    def operand(self, value: Value) -> Expr:
        """Return a value as an operand: parts become a display again, the rest has a name."""
        if isinstance(value, Parts):
            return Apply(value.display, tuple([self.operand(item) for item in value.items]))
        if is_operand(value) or value.op in ("const", "tuple", "list"):  # type: ignore[union-attr]
            return value
        return self.temporary(value)

    def display(self, value: Value) -> Expr:
        """Return a value as an expression, parts as a display."""
        if isinstance(value, Parts):
            return Apply(value.display, tuple([self.display(item) for item in value.items]))
        return value

    # -- binding ---------------------------------------------------------------------------------

    def bind(self, target: str, value: Value) -> None:
        """Give a name a value; parts go to names of their own."""
        if isinstance(value, Parts):
            self._bind_parts(target, value)
            return
        value = self.flat(value)
        if value != Name(target):
            self.assign(target, value)
            if isinstance(value, Apply) and value.op == "list":
                self.displays[target] = value.args
            if isinstance(value, Apply) and value.op == "slice" and self.bound[target] == 1:
                self.slices[target] = value

    def flat(self, value: Expr) -> Expr:
        """Return a value with what is computed inside it named; texts stay whole."""
        if not isinstance(value, Apply) or value.op in TEXTS:
            return value
        if value.op == "getitem":
            base = self._flat_operand(value.args[0])
            return Apply(value.op, (base, value.args[1]))
        args = tuple([self._flat_operand(arg) for arg in value.args])
        kwargs = tuple([(key, self._flat_operand(arg)) for key, arg in value.kwargs])
        return Apply(value.op, args, kwargs)

    def _flat_operand(self, expr: Expr) -> Expr:
        if not isinstance(expr, Apply) or expr.op in ("const", "slice", "star"):
            return expr
        if expr.op in ("tuple", "list"):
            return Apply(expr.op, tuple([self._flat_operand(arg) for arg in expr.args]))
        return self.temporary(expr)

    def component(self, name: str, index: int) -> str:
        """Return the name of part `index` of a name."""
        key = (name, index)
        if key not in self.components:
            part = f"{name}'{index}"
            while part in self.taken:
                part += "_"
            self.taken.add(part)
            self.components[key] = part
        return self.components[key]

    def _bind_parts(self, target: str, value: Parts) -> None:
        pairs: list[tuple[str, Expr]] = []
        self._pair(target, value, pairs)
        pairs = [(name, self.flat(expr)) for name, expr in pairs]
        bound = {name for name, _ in pairs}
        clash = any(bound & set(names_in(expr)) - {name} for name, expr in pairs)
        if clash:
            pairs = [(n, e if isinstance(e, Name) else self.temporary(e)) for n, e in pairs]
            kinds = {n: self.kind(e) for n, e in pairs}
            sources = tuple([e.id for _, e in pairs if isinstance(e, Name)])
            self.emit(Move(tuple([n for n, _ in pairs]), sources, self.tag))
            self.env.update(kinds)
        else:
            for name, expr in pairs:
                if expr != Name(name):
                    self.assign(name, expr)
        self.env[target] = self._apart(target, value)

    def _pair(self, target: str, value: Parts, pairs: list[tuple[str, Expr]]) -> None:
        for index, item in enumerate(value.items):
            name = self.component(target, index)
            if isinstance(item, Parts):
                self._pair(name, item, pairs)
            else:
                pairs.append((name, item))

    def _apart(self, target: str, value: Parts) -> Apart:
        parts = tuple([self.component(target, i) for i in range(len(value.items))])
        for name, item in zip(parts, value.items):
            if isinstance(item, Parts):
                self.env[name] = self._apart(name, item)
        return Apart(tuple([self.env[p] for p in parts]), parts, value.display)

    def parts_of(self, name: str) -> Parts | None:
        """Return the parts of a name that is taken apart."""
        kind = self.env.get(name)
        if not isinstance(kind, Apart):
            return None
        items: list[Value] = [self.parts_of(part) or Name(part) for part in kind.parts]
        return Parts(kind.display, tuple(items))

    # -- lists -----------------------------------------------------------------------------------

    def put(self, base: str, given: Kind | None, more: int | None) -> None:
        """The list `base` got an item of a kind; its length changes by `more`."""
        kind = self.env.get(base)
        if isinstance(kind, ListKind):
            new = with_item(kind, given, more, self.sizes)
            self.env.update(shown_by(base, new, self.env, self.aliases, self.sizes))

    # -- refusals --------------------------------------------------------------------------------

    def refuse(
        self, what: str, why: str = "", instead: str = "", error: type[Error] = Unsupported
    ) -> None:
        """Note a refusal at the statement at hand; all of them are raised together."""
        where = self.program.places.get(self.tag.sid)
        self.errors.setdefault((what, self.tag.sid), error(what, where, why, instead))

    def refuse_kind(self, name: str, kind: Unknown) -> None:
        """Note that a name has no kind where one is needed."""
        shown = self.shown(name)
        self.refuse(
            f"s2sad cannot tell what `{shown}` is here", f"{kind.why[:1].upper()}{kind.why[1:]}.",
            f"Keep `{shown}` of one kind: use two names, or start with a value of the kind that "
            "it has later.", UnknownKind,
        )  # fmt: skip

    def shown(self, name: str) -> str:
        """Return a name as the user knows it."""
        return name.partition("'")[0] if not name.startswith("%") else "this value"

    def checked(self, name: str) -> Kind:
        """Return the kind of a name that is read; a conflict is refused."""
        kind = self.env.get(name)
        conflict = find_conflict(kind)
        if conflict is not None:
            self.refuse_kind(name, conflict)
        return Nothing(f"nothing is known of {name}") if kind is None else kind


def needs_parts(kinds: list[Kind]) -> bool:
    """Return whether a tuple of these kinds is taken apart: something in it varies or is memory."""
    return any(can_vary(kind) or is_memory(kind) for kind in kinds)


def joinable(kinds: list[Kind]) -> bool:
    """Return whether things of these kinds can be the items of one list."""
    found: Kind | None = None
    for kind in kinds:
        if isinstance(kind, Unknown):
            return False
        found = kind if found is None else join(found, kind, forget)
    return found is None or find_conflict(found) is None


__all__ = ["Array", "Const", "Parts", "Scalar", "State", "Value", "joinable", "needs_parts"]
