"""Specialise: from a generic program and the kinds of its arguments to a core program.

1. The program is followed once, with the kinds of its names (`statements`); methods, stores,
   tuples and loops are resolved on the way.
2. Names are split into webs (`webs`); copies that (1) made and nobody needs go (`tidy`).
3. Every name gets its one kind (`flow.infer`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...errors import Error, UnknownKind, WrongArgument, refuse
from ...ir.frozen import dataclass, field, replace
from ...ir.kinds import Form, Kind, ListKind, TupleKind
from ...ir.nodes import Apply, Assign, Const, Evaluate, Expr, Name, Program, Raise, Stmt, Store
from ...ir.walk import names_in, statements
from .dicts import CHANGES
from .flow import infer
from .joins import FixedList
from .merging import Env
from .mixed import is_mixed, settled
from .nested import DerivativeOf
from .records import is_complete
from .result import kind_of
from .sizes import Sizes
from .spelled import has_named, spelled
from .state import Parts, Value, has_form, needs_parts
from .statements import Statements
from .tidy import tidied
from .webs import renamed


@dataclass(frozen=True)
class Core:
    """A core program, the kind of each of its names, and the decisions that were used."""

    program: Program
    kinds: dict[str, Kind]
    sizes: Sizes
    forms: Any = None
    mixed: Mapping[str, Kind] = field(default_factory=dict)  # of names that have several dtypes


def specialise(
    program: Program,
    arguments: Mapping[str, Kind],
    captures: Mapping[str, Kind],
    sizes: Sizes,
    derivative_of: DerivativeOf | None = None,
) -> Core:
    """Return the core program of a generic program for arguments of these kinds."""
    work = Statements(program, sizes)
    work.derivative_of, work.specialised = derivative_of, specialise
    work.env = _entry(program, arguments, captures, sizes)
    for name in list(work.env):
        _take_apart(work, name)
    work.block(program.body, (work.run, "body"))
    work.is_at_end = True
    value = work.value(program.result)
    result = _result(work, work.display(_returned(work, value)))
    sizes.at(None)
    if work.errors:
        refuse(_without_echoes(list(work.errors.values())))
    made = set(work.components.values()) | work.copies
    core = replace(program, body=tuple(work.out), result=result)
    core = renamed(tidied(core, made))
    found = infer(core, arguments, captures, sizes)
    mixed = {name: kind for name, kind in found.items() if is_mixed(kind)}
    kinds = {**found, **{name: settled(kind) for name, kind in mixed.items()}}
    _check_returns(core, kinds)
    forms = _forms(work, value)
    if work.has_named:
        core, kinds = spelled(core, kinds)
    return Core(core, kinds, sizes, forms, mixed)


def _check_returns(core: Program, kinds: Mapping[str, Kind]) -> None:
    """Raise an error if a function returns nothing, and raises, for arguments of these kinds."""
    raised = [stmt for stmt in statements(core.body) if isinstance(stmt, Raise)]
    raised = [stmt for stmt in raised if stmt.exception != Const(None)]  # nor calls itself forever
    if raised and any(name not in kinds for name in names_in(core.result)):
        raise WrongArgument(
            f"`{core.name}` ends in an exception for arguments of these types",
            core.places.get(raised[-1].tag.sid), "It has no result, and no derivative.",
            "Give it arguments that it takes: a call of the function itself shows the exception.",
        )  # fmt: skip


def _without_echoes(errors: list[Error]) -> list[Error]:
    """Return the refusals with one only for each line, and each name, whose kind is not known."""
    found: list[Error] = []
    for error in errors:
        same = [
            e for e in found
            if isinstance(e, UnknownKind) and (e.what == error.what or e.where == error.where)
        ]  # fmt: skip
        if not (isinstance(error, UnknownKind) and same):
            found.append(error)
    return found


def _result(work: Statements, expr: Expr) -> Expr:
    """Return a result as a tree of names, constants and displays."""
    if isinstance(expr, Apply) and expr.op in ("tuple", "list", "dict"):
        return Apply(expr.op, tuple([_result(work, arg) for arg in expr.args]))
    if isinstance(expr, Name) and work.is_optional(expr.id):
        work.guard(expr.id)
    return work.operand(expr)


def _returned(work: Statements, value: Value) -> Value:
    """Return a result with its objects as dicts and its named tuples as tuples."""
    if not isinstance(value, Parts):
        return value
    items = tuple([_returned(work, item) for item in value.items])
    form = value.form
    if form is None or form.what == "dict":
        return replace(value, items=items)
    if form.what == "named":
        return Parts("tuple", items)
    if not is_complete(form):
        work.refuse(
            f"s2sad cannot return a whole {form.type.__name__}",
            "Only the attributes that the program reads are known.",
            "Return what you need of it, or make it a dataclass.",
        )  # fmt: skip
    return Parts("dict", items, Form("dict", form.keys, dict))


def _forms(work: Statements, value: Value) -> Any:
    """Return the forms in a result: None for a leaf, else (form, what is inside)."""
    if isinstance(value, Parts):
        return value.form, tuple([_forms(work, item) for item in value.items])
    kind = work.kind_of_value(value)
    return _forms_of_kind(kind) if has_named(kind) else None


def _forms_of_kind(kind: Kind | None) -> Any:
    """Return the forms of a tuple, or of each item of a list, which are alike."""
    match kind:
        case TupleKind(items=items, form=form):
            return form, tuple(map(_forms_of_kind, items))
        case ListKind(item=item) if has_named(item):
            return Form("list", (), list), (_forms_of_kind(item),)
    return None


def _entry(
    program: Program, arguments: Mapping[str, Kind], captures: Mapping[str, Kind], sizes: Sizes
) -> Env:
    env: Env = dict(captures)
    for param in program.params:
        if param.name in arguments:
            env[param.name] = arguments[param.name]
        elif param.default is not None:
            env[param.name] = kind_of(param.default, env, sizes)
    return env


def _take_apart(work: Statements, name: str) -> None:
    """Take apart an argument that is a tuple with something in it that varies."""
    kind = work.env[name]
    if isinstance(kind, TupleKind) and needs_parts([kind]):
        parts = _loads(work, name, kind, name)
        work.bind(name, _held(work, parts) if _is_changed(work, name) else parts)


def _held(work: Statements, value: Value) -> Value:
    """Return parts that are loaded into names of their own: those of an argument are kept."""
    if isinstance(value, Parts):
        return replace(value, items=tuple([_held(work, item) for item in value.items]))
    held = work.temporary(value)
    work.copies.add(held.id)
    return held


def _is_changed(work: Statements, name: str) -> bool:
    """Return whether an argument is bound anew, or a record is stored into."""
    stored = has_form(work.env[name]) and any(map(_stores, statements(work.program.body)))
    return work.bound[name] > 1 or stored


def _stores(stmt: Stmt) -> bool:
    match stmt:
        case Evaluate(value=Apply(op="record.set" | "dict.set" | "dict.del")):
            return True
        case Store(index=Const() | Name()) | Store(index=None, op="or_"):
            return True
        case (
            Evaluate(value=Apply(op="method", args=(_, Const(value=name), *_)))
            | Assign(value=Apply(op="method", args=(_, Const(value=name), *_)))
        ):
            return name in CHANGES
    return False


def _loads(work: Statements, name: str, kind: TupleKind, whole: str) -> Value:
    items: list[Value] = []
    for index, item in enumerate(kind.items):
        load = Apply("getitem", (Name(name), Const(kind.subscript(index))))
        if isinstance(item, TupleKind) and needs_parts([item]):
            inner = work.component(name, index, kind.form)
            work.assign(inner, load)
            items.append(_loads(work, inner, item, inner))
        else:
            items.append(load)
    display = "list" if isinstance(kind, FixedList) else "tuple"
    if kind.form is not None and kind.form.what == "dict":
        display = "dict"
    return Parts(display, tuple(items), kind.form, whole if kind.form is not None else "")
