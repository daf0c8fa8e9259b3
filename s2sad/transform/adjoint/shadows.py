"""Shadows in the forward sweep: every binding of an array binds its shadow in the same way.

    a = x * s          ga = np.zeros_like(a)
    v = a[:2]          gv = ga[:2]
    a, b = b, a        ga, gb = gb, ga
    l.append(a)        gl.append(ga)
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ...analysis.detach import READ_ONLY
from ...analysis.kinds import sharing
from ...errors import UnsafeWrite
from ...ir.kinds import ListKind
from ...ir.nodes import Apply, Assign, Const, Evaluate, Expr, Move, Name, Stmt, Store, Tag
from ...ir.walk import subexpressions
from ..absent import NONE, none_of
from .places import base_of, shadow_value, without_sign

if TYPE_CHECKING:
    from .contribute import Contributor


def shadow_statements(stmt: Stmt, mirror: Contributor) -> tuple[Stmt, ...]:
    """Return the statements that do to the shadows what a statement does to its arrays."""
    found = _statements(stmt, mirror)
    if found and any(_is_of_imaginary_part(part) for made in found for part in _parts(made)):
        where = mirror.places_of(stmt.tag)
        raise UnsafeWrite(
            "s2sad cannot differentiate stores into an imaginary part that is kept", where,
            "Its adjoint is the negative of the imaginary part of an adjoint, which is no memory.",
            "Store into `z.imag` itself, or compute `x + 1j * y`.",
        )  # fmt: skip
    return found


def _parts(stmt: Stmt) -> Iterator[Expr]:
    """Yield what has an imaginary part taken in it, and all beside it."""
    for expr in stmt.expressions:
        if "np.imag" in expr.ops:
            yield from subexpressions(expr)


def _is_of_imaginary_part(expr: Expr) -> bool:
    inner, is_negative = without_sign(expr)
    return is_negative and any(
        isinstance(part, Apply) and part.op == "np.imag" for part in subexpressions(inner)
    )


def _statements(stmt: Stmt, mirror: Contributor) -> tuple[Stmt, ...]:
    places = mirror.places
    if type(stmt) is Assign and stmt.target not in places.shadowed:
        if type(stmt.value) is not Apply or stmt.value.op != "list.pop":
            return ()
    tag = Tag(stmt.tag.sid, stmt.tag.line, "shadow")
    match stmt:
        case Assign(target=target, value=value) if target in places.shadowed:
            mirror.kinds.setdefault(f"g:{target}", mirror.kinds[target])
            mirror.tag = tag
            bound = Assign(f"g:{target}", _bound_value(target, value, mirror), tag)
            return (bound, *_pop(target, value, mirror, tag))
        case Assign(target=target, value=Apply(op="list.pop") as value):
            return _pop(target, value, mirror, tag)
        case Move(targets=targets, sources=sources):
            return _move(targets, sources, mirror, tag)
        case Evaluate(value=Apply(op="list.append", args=(Name(id=base), value))):
            if places.is_shadowed(base):
                item = _item(base, value, mirror)
                shadow = places.expression(base)
                return (Evaluate(Apply("list.append", (shadow, item)), tag),)
        case Store(base=base, index=index, value=value):
            if isinstance(mirror.kinds[base], ListKind) and places.store.holds_references(base):
                if places.is_shadowed(base):
                    shadow = places.expression(base)
                    assert isinstance(shadow, Name)
                    return (Store(shadow.id, index, _item(base, value, mirror), None, tag),)
    return ()


def _pop(target: str, value: Expr, mirror: Contributor, tag: Tag) -> tuple[Stmt, ...]:
    """A pop whose item has no shadow pops the shadow list all the same."""
    if not (isinstance(value, Apply) and value.op == "list.pop"):
        return ()
    base = base_of(value)
    if not mirror.places.is_shadowed(base) or target in mirror.places.shadowed:
        return ()
    shadow = mirror.places.expression(base)
    return (Evaluate(Apply("list.pop", (shadow, *value.args[1:])), tag),)


def _item(base: str, value: Expr, mirror: Contributor) -> Expr:
    """Return what stands in the shadow list for an item put into the list."""
    if not isinstance(value, Name):
        return value if value == Const(None) else Const(0.0)
    if mirror.places.store.holds_references(base) and mirror.is_active(value):
        return mirror.places.expression(value.id)
    return mirror.zero_of(value.id)


def _bound_value(target: str, value: Expr, mirror: Contributor) -> Expr:
    places = mirror.places
    if isinstance(value, Name):
        if isinstance(mirror.kinds[target], ListKind) and not places.is_shadowed(value.id):
            return mirror.zero_of(target, is_there=True)  # of an empty list, which varies nowhere
        return places.expression(value.id)
    if not isinstance(value, Apply):
        return none_of(mirror.kinds[target]) if value == NONE else mirror.zero_of(target)
    if isinstance(mirror.kinds[target], ListKind):
        return _list_value(target, value, mirror)
    if value.op in ("list.pop", "getitem") and isinstance(
        mirror.kinds.get(base_of(value)), ListKind
    ):
        return shadow_value(value, places)
    how, sources = sharing(value, mirror.kinds, mirror.sizes)
    if how == "maybe" or (how == "view" and value.op in (*READ_ONLY, "np.imag")):
        raise unclear(target, mirror.places_of(mirror.tag))
    if how == "copy" or not any(mirror.is_active(Name(s)) for s in sources):
        return mirror.zero_of(target)
    return shadow_value(value, places)


def _list_value(target: str, value: Apply, mirror: Contributor) -> Expr:
    written = mirror.places.store.holds_references(target)
    if value.op == "list" and (written or not value.args):
        items = [_item(target, item, mirror) for item in value.args]
        return Apply("list", tuple(items))
    if value.op in ("getitem", "list.pop") and isinstance(mirror.kinds[base_of(value)], ListKind):
        return shadow_value(value, mirror.places)
    if value.op == "list.copy" and written and mirror.is_active(value.args[0]):
        return shadow_value(value, mirror.places)
    return mirror.zero_of(target, is_there=True)


def _move(
    targets: tuple[str, ...], sources: tuple[str, ...], mirror: Contributor, tag: Tag
) -> tuple[Stmt, ...]:
    """The shadows move as their arrays do, all at once."""
    pairs = [(t, s) for t, s in zip(targets, sources) if t in mirror.places.shadowed]
    before: list[Stmt] = []
    moved: list[str] = []
    for target, source in pairs:
        mirror.kinds.setdefault(f"g:{target}", mirror.kinds[target])
        place: Expr = mirror.places.expression(source)
        if not mirror.is_active(Name(source)):
            place = mirror.zero_of(source)
        if not isinstance(place, Name):
            name = mirror.fresh.name(mirror.kinds[source])
            before.append(Assign(name, place, tag))
            place = Name(name)
        moved.append(place.id)
    if not pairs:
        return ()
    return (*before, Move(tuple(f"g:{t}" for t, _ in pairs), tuple(moved), tag))


def unclear(name: str, where: Any) -> UnsafeWrite:
    """Return the refusal of an array of which nobody knows whether it is a view or a copy."""
    plain = name.split("'")[0]
    shown = f"`{plain}`" if not plain.startswith("%") else "this value"
    return UnsafeWrite(
        f"s2sad cannot tell whether {shown} is a view or a copy of an array that is changed later",
        where,
        "That depends on the strides, and decides whether a store into one changes the other.",
        "Write `.copy()` where a copy is meant, or store through the original array.",
    )

