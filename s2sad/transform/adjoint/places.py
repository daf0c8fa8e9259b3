"""Places: where the adjoint of a name lives.

Definitions:
  1. A name is spelled if it is a view or alias (a transpose or reshape: only of memory that is
     written, or in a loop, where a copy for each trip would cost too much) with one definition
     in a block that holds all its reads after it, and neither its base nor a name in its index is
     rebound before the last of them. Its adjoint is the same view of its base's adjoint; that
     of an imaginary part, its negative.
  2. A written class is simple if exactly one of its names is not spelled, and that root has one
     definition, or each of them binds it to memory of its own: a new array, perhaps one that a
     temporary hands over, which nothing else reads. The root's adjoint is made in the reverse
     sweep, like a value's.
  3. In every other written class the names that are not spelled have shadows: arrays made and
     bound beside their primals in the forward sweep.
"""

from __future__ import annotations

from collections.abc import Mapping

from ...analysis.activity import Activity
from ...analysis.kinds import Sizes, sharing
from ...analysis.positions import Place, Positions
from ...analysis.storage import Storage
from ...ir.frozen import dataclass, field
from ...ir.kinds import Array, Kind, ListKind
from ...ir.nodes import Apply, Assign, Expr, Name, Stmt
from ...ir.walk import names_in, substitute

VIEWS = {
    "getitem", "np.transpose", "np.reshape", "np.ravel", "np.squeeze", "np.expand_dims",
    "np.swapaxes", "np.moveaxis", "np.asarray", "np.real", "np.imag",
}  # fmt: skip


@dataclass
class Places:
    """For every active name of memory kind, how its adjoint is reached."""

    kinds: Mapping[str, Kind]
    sizes: Sizes
    store: Storage
    active: Activity
    positions: Positions
    spelled: dict[str, Expr]
    shadowed: set[str]
    handed: set[str] = field(default_factory=set)  # temporaries that hand over what they hold

    def root(self, name: str) -> str:
        """Return the name whose adjoint variable holds the adjoint of `name`."""
        while name in self.spelled:
            name = base_of(self.spelled[name])
        return name

    def unaliased(self, name: str) -> str:
        """Return the name that `name` is only another name of."""
        while isinstance(view := self.spelled.get(name), Name):
            name = view.id
        return name

    def expression(self, name: str) -> Expr:
        """Return the adjoint of `name` as an expression in adjoint variables."""
        view = self.spelled.get(name)
        if view is None:
            return Name(f"g:{name}")
        if isinstance(view, Name):
            return self.expression(view.id)
        base = base_of(view)
        assert isinstance(view, Apply)
        inner, is_negative = without_sign(self.expression(base))
        found = Apply(view.op, (inner, *view.args[1:]), view.kwargs)
        return Apply("neg", (found,)) if is_negative != (view.op == "np.imag") else found

    def is_shadowed(self, name: str) -> bool:
        """Return whether the adjoint of `name` is bound in the forward sweep."""
        return self.root(name) in self.shadowed


def without_sign(place: Expr) -> tuple[Expr, bool]:
    """Return the memory in which an adjoint lies, and whether it holds the negative of it.

    The derivative is the real part of sum(g * dx): that of an imaginary part is -imag(g).
    """
    if isinstance(place, Apply) and place.op == "neg":
        return place.args[0], True
    return place, False


def base_of(view: Expr) -> str:
    """Return the name that a view is a view of."""
    operand = view.args[0] if isinstance(view, Apply) else view
    assert isinstance(operand, Name)
    return operand.id


def adjoint_places(
    kinds: Mapping[str, Kind],
    sizes: Sizes,
    store: Storage,
    active: Activity,
    positions: Positions,
) -> Places:
    """Return the place of the adjoint of every active name."""
    places = Places(kinds, sizes, store, active, positions, {}, set())
    for name in sorted(active.active):
        if isinstance(kinds[name], (Array, ListKind)):
            view = _view(name, places)
            if view is not None:
                places.spelled[name] = view
    classes = {
        store.of(n) for n in active.active if store.is_written(n) or store.is_reference(n)
    }
    for representative in sorted(classes):
        _place_class(representative, places)
    for name in sorted(active.active):
        if isinstance(kinds[name], ListKind) and store.holds_references(name):
            places.shadowed.add(name)
    return places


def _view(name: str, places: Places) -> Expr | None:
    """Return the view that spells `name`, if definition 1 holds."""
    made = places.store.definitions.get(name, [])
    if len(made) != 1 or not isinstance(made[0], Assign):
        return None
    value, written = made[0].value, places.store.is_written(name)
    if isinstance(value, Name) and name not in places.store.detached:
        return value if _stays(name, made[0], value, places) else None
    if not isinstance(value, Apply) or value.op not in VIEWS or name in places.store.detached:
        return None
    if not isinstance(places.kinds.get(names_first(value)), Array):
        return None
    if not written and value.op != "getitem" and not places.positions.of[id(made[0])].loops:
        return None
    how, _ = sharing(value, places.kinds, places.sizes)
    return value if how == "view" and _stays(name, made[0], value, places) else None


def names_first(value: Apply) -> str:
    """Return the name of the first operand, or ''."""
    return value.args[0].id if value.args and isinstance(value.args[0], Name) else ""


def _stays(name: str, made: Assign, value: Expr, places: Places) -> bool:
    """Return whether all that spells `name` has one meaning up to its last read."""
    where = places.positions.of[id(made)]
    reads = places.positions.read.get(name, [])
    if not reads or min(reads) <= where.number:
        return False
    last = places.positions.statement_in_block(max(reads), where.block)
    if last is None:
        if max(reads) < len(places.positions.places) or where.loops or not _at_top(where, places):
            return False
        until = len(places.positions.places)
    else:
        until = last.end
    return not any(
        places.positions.binding_between(n, where.number, until) for n in _behind(value, places)
    )


def _behind(value: Expr, places: Places) -> set[str]:
    """Return the names that a view is spelled with, those behind its base included."""
    found: set[str] = set()
    todo = list(names_in(value))
    while todo:
        name = todo.pop()
        if name in found:
            continue
        found.add(name)
        made = places.store.definitions.get(name, [])
        if len(made) == 1 and isinstance(made[0], Assign):
            view = made[0].value
            if isinstance(view, Name) or (isinstance(view, Apply) and view.op in VIEWS):
                todo.extend(names_in(view))
    return found


def _at_top(where: Place, places: Places) -> bool:
    return where.block == 0


def _place_class(representative: str, places: Places) -> None:
    store = places.store
    members = [
        n for n in store.members(representative)
        if isinstance(places.kinds[n], (Array, ListKind)) and n in places.active.active
    ]  # fmt: skip
    roots = [n for n in members if n not in places.spelled]
    held = representative in store.inner
    if len(roots) == 1 and len(store.definitions[roots[0]]) == 1 and not held:
        return
    handed = {n for n in roots if _is_handed_over(n, places)}
    bound = [d for n in roots if n not in handed for d in store.definitions[n]]
    if not held and len(roots) == len(handed) + 1:
        if all(made is None or _binds_its_own(made, handed, places) for made in bound):
            places.handed |= handed
            return
    places.shadowed.update(roots)


def _is_handed_over(name: str, places: Places) -> bool:
    """Return whether a name is bound to a new array, and last read where another name is bound.

    Both run in the same trips, and no view of the array is read after that, in any trip.
    """
    made, read = places.store.definitions[name], places.positions.read.get(name, [])
    where = places.positions
    if len(made) != 1 or not read or max(read) >= len(where.places):
        return False
    last = where.places[max(read)]
    if not isinstance(last.stmt, Assign) or last.stmt.value != Name(name):
        return False
    if not _binds_its_own(made[0], set(), places):
        return False
    if where.of[id(made[0])].loops != last.loops:
        return False
    views = [n for n in places.spelled if places.root(n) == name]
    again = {n for loop in last.loops for n in where.exposed_in_loop[loop]}
    return again.isdisjoint({name, *views}) and not any(
        number > last.number for view in views for number in where.read.get(view, [])
    )


def _binds_its_own(made: Stmt | None, handed: set[str], places: Places) -> bool:
    """Return whether a definition binds a name to memory that no other name has."""
    if not isinstance(made, Assign):
        return False
    if isinstance(made.value, Name):
        return made.value.id in handed
    if not isinstance(made.value, Apply) or made.value.op == "list.pop":
        return False
    return sharing(made.value, places.kinds, places.sizes)[0] == "copy"


def shadow_value(value: Expr, places: Places) -> Expr:
    """Return the expression that binds a shadow as `value` binds its primal."""
    if isinstance(value, Name):
        return places.expression(value.id)
    assert isinstance(value, Apply)
    return substitute(value, {base_of(value): places.expression(base_of(value))})
