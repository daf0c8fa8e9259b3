"""State: what the parts of the specialiser share; the parts are mixed into one class.

An operand of a generic program becomes a *value*: an expression of the core program, or `Parts`,
a tuple (or list of unlike things) that has no value of its own but is the values of its parts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from functools import cached_property
from typing import Any, Union

from ...errors import Error, UnknownKind, Unsupported
from ...ir.fresh import Fresh
from ...ir.frozen import dataclass
from ...ir.kinds import (
    Array, Form, Kind, ListKind, Scalar, TupleKind, Unknown, can_vary, is_memory,
)  # fmt: skip
from ...ir.nodes import (
    Apply, Assign, Block, Const, Expr, Move, Name, Program, Stmt, Store, Tag, key_expr,
)  # fmt: skip
from ...ir.walk import all_names, all_statements, is_operand, names_in
from ..read_tuples import read_tuples
from .flow import shown_by, with_item, with_symbol
from .joins import Absence, Nothing, Optional, find_conflict, forget, is_numpys, join
from .lists import ListAliases
from .merging import Apart, Env
from .result import kind_of
from .sizes import Sizes
from .words import describe


@dataclass(frozen=True)
class Parts:
    """A tuple, list or record taken apart; `whole` is the argument that it is, if it is one."""

    display: str
    items: tuple[Value, ...]
    form: Form | None = None
    whole: str = ""

    @property
    def is_sequence(self) -> bool:
        """Return whether positions are the subscripts of its items."""
        return self.form is None or self.form.what == "named"


Value = Union[Expr, Parts]


PLACES = {"slice", "tuple"}  # what an index may be made of
TEXTS = {"and", "or", "ifexp", "not", "fstring", "range", "list.repeat", "list.map", "const"}


class State:
    """Names, kinds and refusals of one specialisation, and the statements being made."""

    stores_none = False  # what may be None has been stored in a list

    def __init__(self, program: Program, sizes: Sizes) -> None:
        self.program = program
        self.sizes = sizes
        self.fresh = Fresh(program)
        self.taken = set(all_names(program))
        self.removed: set[Any] = set()  # keys from which an object was taken
        self.components: dict[tuple[str, Any], str] = {}
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
        self.slices: dict[str, Expr] = {}  # made in this block or around it, before
        self.bound = Counter(n for stmt in all_statements(program) for n in bound_by(stmt))
        self.bound.update(param.name for param in program.params)
        self.read_tuples = read_tuples(program)
        self.peels: dict[int, int] = {}
        self.copies: set[str] = set()
        self.derivatives: dict[Hashable, Any] = {}
        self.inner_names: dict[Hashable, dict[str, str]] = {}
        self.known_blocks: set[Block] = set()
        self.dtypes: set[str] = set()  # names that the program binds to `x.dtype`
        self.has_named = False  # whether a named tuple stands whole somewhere

    @cached_property
    def aliases(self) -> ListAliases:
        """Which names may be one list, found when it is first asked."""
        return ListAliases(self.program)

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
            kinds = tuple([self.kind_passed(item) for item in value.items])
            return TupleKind(kinds, value.form)
        return self.kind(value)

    def passed(self, expr: Expr) -> Value:
        """Return a value that is only bound, or put into a list: it may be None."""
        raise NotImplementedError

    def kind_passed(self, value: Value) -> Kind:
        """Return the kind of a value here, Optional of a name that may be None."""
        kind = self.env.get(value.id) if isinstance(value, Name) else None
        return kind if isinstance(kind, Optional) else self.kind_of_value(value)

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
        kind = with_symbol(self.kind_passed(value), self.sizes)
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
            return self.shown_whole(value, self.operand)
        if is_operand(value) or value.op in ("const", "tuple", "list"):  # type: ignore[union-attr]
            return value
        return self.temporary(value)

    def display(self, value: Value) -> Expr:
        """Return a value as an expression, parts as a display."""
        if isinstance(value, Parts):
            return self.shown_whole(value, self.display)
        return value

    def shown_whole(self, value: Parts, show: Callable[[Value], Expr]) -> Expr:
        """Return parts as a display of what `show` makes of them."""
        items = tuple([show(item) for item in value.items])
        if value.form is None:
            return Apply(value.display, items)
        if value.form.what == "dict":
            return dict_display(value.form.keys, items)
        if value.form.what == "named":
            self.has_named = True
            return Apply("record", (Const(value.form), *items))
        what = describe(TupleKind((), value.form))
        self.refuse(
            f"s2sad cannot use {what} as a whole here",
            "It is seen as its attributes, each of which is a variable of its own.",
            "Use what you need of it by name.", of_dicts=True,
        )  # fmt: skip
        return Const(None)

    # -- binding ---------------------------------------------------------------------------------

    def bind(self, target: str, value: Value) -> None:
        """Give a name a value; parts go to names of their own."""
        if isinstance(value, Parts):
            self._bind_parts(target, value)
            return
        value = self.flat(value)
        if value != Name(target):
            self.assign(target, value)
            if isinstance(value, Apply) and value.op == "np.dtype":
                self.dtypes.add(target)
            if isinstance(value, Apply) and value.op == "list":
                self.displays[target] = value.args
            if isinstance(value, Apply) and value.op in PLACES and self.bound[target] == 1:
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

    def component(self, name: str, index: int, form: Form | None = None) -> str:
        """Return the name of part `index` of a name: `p'0`, or `p'_w` of a record."""
        form = None if is_numpys(form) else form
        key = (name, index if form is None else (form.keys[index],))
        if key not in self.components:
            part = f"{name}'{index}"
            if form is not None:
                part = f"{name}'_" + re.sub(r"\W", "_", str(form.keys[index]))
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
            name = self.component(target, index, value.form)
            if isinstance(item, Parts):
                self._pair(name, item, pairs)
            else:
                pairs.append((name, item))

    def _apart(self, target: str, value: Parts) -> Apart:
        places = range(len(value.items))
        parts = tuple([self.component(target, i, value.form) for i in places])
        for name, item in zip(parts, value.items):
            if isinstance(item, Parts):
                self.env[name] = self._apart(name, item)
        kinds = tuple([self.env[part] for part in parts])
        return Apart(kinds, value.form, parts, value.display, value.whole)

    def parts_of(self, name: str) -> Parts | None:
        """Return the parts of a name that is taken apart."""
        kind = self.env.get(name)
        if not isinstance(kind, Apart):
            return None
        items: list[Value] = [self.parts_of(part) or Name(part) for part in kind.parts]
        whole = kind.whole if self.bound[kind.whole] == 1 else ""
        return Parts(kind.display, tuple(items), kind.form, whole)

    def iterated(self, value: Parts) -> Parts:
        """Return what a loop over parts runs through: the keys of a dict."""
        if value.is_sequence or value.form is None:
            return value
        if value.form.what == "dict":
            return Parts("tuple", tuple([key_expr(key) for key in value.form.keys]))
        self.refuse(
            f"s2sad cannot loop over {describe(TupleKind((), value.form))}",
            "What its `__iter__` does is not seen.", "Loop over one of its attributes.",
        )  # fmt: skip
        return Parts("tuple", ())

    # -- lists -----------------------------------------------------------------------------------

    def put(self, base: str, given: Kind | None, more: int | None) -> None:
        """The list `base` got an item of a kind; its length changes by `more`."""
        kind = self.env.get(base)
        if isinstance(kind, ListKind):
            new = with_item(kind, given, more, self.sizes)
            self.env.update(shown_by(base, new, self.env, self.aliases, self.sizes))

    # -- refusals --------------------------------------------------------------------------------

    def refuse(
        self, what: str, why: str = "", instead: str = "", error: type[Error] = Unsupported,
        of_dicts: bool = False,
    ) -> None:  # fmt: skip
        """Note a refusal at the statement at hand; all of them are raised together."""
        where = self.program.places.get(self.tag.sid)
        made = self.errors.setdefault((what, self.tag.sid), error(what, where, why, instead))
        made.is_of_dicts = of_dicts

    def refuse_kind(self, name: str, kind: Unknown) -> None:
        """Note that a name has no kind where one is needed."""
        shown = self.shown(name)
        instead = f"Keep `{shown}` of one kind: use two names, or start with a value of the kind " \
            "that it has later."
        if name.startswith("%") and " None on " in kind.why:
            instead = "A function gives None where it ends without `return`: return a value of " \
                "one kind on all paths."
        self.refuse(
            f"s2sad cannot tell what `{shown}` is here", f"{kind.why[:1].upper()}{kind.why[1:]}.",
            instead, UnknownKind, isinstance(kind, Absence),
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


def dict_display(keys: Sequence[Any], items: Sequence[Expr]) -> Apply:
    """Return the display of a dict with constant keys."""
    pairs = zip([Const(key) for key in keys], items)
    return Apply("dict", tuple([part for pair in pairs for part in pair]))


def bound_by(stmt: Stmt) -> tuple[str, ...]:
    """Return the names that a statement of a generic program may bind: `a += 1` binds a number."""
    if isinstance(stmt, Store):
        return (stmt.base,) if stmt.index is None else ()
    return stmt.binds


def needs_parts(kinds: list[Kind]) -> bool:
    """Return whether a tuple of these kinds is taken apart: something in it varies or is memory."""
    return any(can_vary(kind) or is_memory(kind) or has_form(kind) for kind in kinds)


def has_form(kind: Kind) -> bool:
    """Return whether a kind is a record, or a tuple with one in it."""
    if not isinstance(kind, TupleKind):
        return False
    return kind.form is not None or any(map(has_form, kind.items))


def joinable(kinds: list[Kind]) -> bool:
    """Return whether things of these kinds can be the items of one list."""
    found: Kind | None = None
    for kind in kinds:
        if isinstance(kind, Unknown):
            return False
        found = kind if found is None else join(found, kind, forget)
    return found is None or find_conflict(found) is None


__all__ = [
    "Array", "Const", "Parts", "Scalar", "State", "Value", "has_form", "joinable", "needs_parts",
]  # fmt: skip
