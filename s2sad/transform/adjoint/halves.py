"""Halves: an adjoint program as forward -> (result, saved) and reverse(saved, seeds) -> gradients.

The reverse half may run any number of times, at any time after the forward half. For this
  1. it reads nothing but what was saved and the seeds: no argument, and no captured value;
  2. an array from outside is copied at the entry of the forward half iff something saved may share
     memory with it, and so is a captured list; a result is a copy iff it may share memory with
     something saved or from outside. Structures among the arguments are copies already;
  3. where the reverse sweep changes memory that the forward sweep saved (it has shadows, or puts
     back what was overwritten), the arguments are what is saved, and the reverse half is the
     whole adjoint program.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...analysis.positions import exposure
from ...ir.fresh import Fresh, first_free
from ...ir.frozen import replace
from ...ir.kinds import Array, Kind, ListKind, Scalar, Unknown
from ...ir.nodes import Apply, Assign, Block, Expr, Name, Param, Program
from ...ir.walk import names_in, rename_block, substitute
from ..aliases import copied_at_entry, storage_classes
from .driver import AdjointForm, leaves
from .hand_over import handed_over, own_lists
from .nested import copied_list
from .unsure import with_placeholders


def _is_plain(kind: Kind | None) -> bool:
    """Return whether a kind is a number or array, or a list of such at any depth."""
    while isinstance(kind, ListKind) and kind.item is not None:
        kind = kind.item
    return isinstance(kind, (Scalar, Array, ListKind))


def reverse_half(form: AdjointForm, name: str, is_repeatable: bool) -> Program:
    """Return the reverse half, which takes all that it might read.

    `is_repeatable`: the reverse sweep changes nothing that the forward sweep saved.
    """
    given = _given(form)
    body: Block = form.program.body
    saved = given
    if is_repeatable:
        saved = handed_over(form, set(given))
        body = (*own_lists(saved), *form.reverse_body)
    seeds = [p for p in form.program.params if p.name in form.seeds]
    captures = tuple([c for c in form.program.captures if c.name not in given])
    return replace(
        form.program, name=f"{name}_reverse", params=(*map(Param, saved), *seeds), body=body,
        result=form.gradients, captures=captures,
    )  # fmt: skip


def trimmed(half: Program, seeds: Iterable[str]) -> tuple[Program, tuple[str, ...]]:
    """Return the reverse half without the parameters that it does not read, and those it does."""
    exposed, definite = exposure(half.body)
    exposed |= set(names_in(half.result)) - definite
    kept = tuple([p for p in half.params if p.name in exposed or p.name in seeds])
    return replace(half, params=kept), tuple([p.name for p in kept if p.name not in seeds])


def forward_half(
    form: AdjointForm, name: str, saved: tuple[str, ...], is_repeatable: bool
) -> Program:
    """Return the forward half, which saves what the reverse half takes, in this order."""
    if is_repeatable:
        body, result, kept = _with_copies(form, saved)
    else:
        body, result, kept = _with_arguments(form, saved)
    return replace(
        form.program, name=f"{name}_forward", params=form.primal.params, body=body,
        result=Apply("tuple", (result, Apply("tuple", tuple(map(Name, kept))))),
    )  # fmt: skip


def saved_as(
    saved: tuple[str, ...], ahead: Program, names: Mapping[str, str]
) -> dict[str, str]:
    """Return for what the reverse half takes the identifiers under which it was saved.

    `names` are the identifiers of the forward half; what it saves twice has its name once.
    """
    assert isinstance(ahead.result, Apply) and isinstance(ahead.result.args[1], Apply)
    found: dict[str, str] = {}
    for name, expr in zip(saved, ahead.result.args[1].args):
        if isinstance(expr, Name) and names[expr.id] not in found.values():
            found[name] = names[expr.id]
    return found


Half = tuple[Block, Expr, tuple[str, ...]]


def _with_copies(form: AdjointForm, saved: tuple[str, ...]) -> Half:
    """Return the forward sweep with the copies that (2) asks for, and what it saves."""
    kinds, ahead, given = form.kinds, form.forward_body, _given(form)
    reached = _reached(form, ahead)
    memory: set[object] = set().union(*[reached[n] for n in saved if n in reached])
    own = copied_at_entry(replace(form.program, params=form.primal.params, body=ahead), kinds)
    outer = [n for n in given if n in reached and n not in own]
    params = {p.name for p in form.primal.params}
    taken = {
        n: n if n in params else first_free(f"{n}'1", kinds)
        for n in outer if not memory.isdisjoint(reached[n])
    }  # fmt: skip
    memory = memory.union(*[reached[n] for n in outer])
    result = _apart(form.result, {n for n in reached if not memory.isdisjoint(reached[n])}, kinds)
    _, sure = exposure(ahead)
    unsure = set(saved) - sure - set(given)
    ahead, _, stand_ins = with_placeholders(ahead, (), unsure, params, result, kinds)
    body = (*_entry(form, taken), *rename_block(ahead, taken))
    result = substitute(result, {n: Name(new) for n, new in taken.items()})
    return body, result, tuple([taken.get(n, stand_ins.get(n, n)) for n in saved])


def _with_arguments(form: AdjointForm, saved: tuple[str, ...]) -> Half:
    """Return the forward sweep, with what it is given saved at its entry."""
    fresh = Fresh(form.program, form.kinds)
    kept = {n: fresh.name(form.kinds[n]) for n in saved}
    reached = _reached(form, form.forward_body)
    outer = set().union(*[reached[n] for n in _given(form) if n in reached])
    shared = {n for n in reached if not outer.isdisjoint(reached[n])}
    result = _apart(form.result, shared, form.kinds)
    return (*_entry(form, kept), *form.forward_body), result, tuple(kept.values())


def _entry(form: AdjointForm, targets: Mapping[str, str]) -> list[Assign]:
    """Bind each target to a copy of what comes from outside; structures are copies already."""
    kinds, fresh = form.kinds, Fresh(form.program, form.kinds)
    captured = {c.name for c in form.program.captures}
    out: list[Assign] = []
    for name, target in targets.items():
        kind = kinds[name]
        kinds[target] = kind
        if isinstance(kind, Array):
            out.append(Assign(target, _copy_of(name, kind)))
        elif isinstance(kind, Unknown) and name in form.active.varied:  # an array, or a number
            out.append(Assign(target, Apply("pos", (Name(name),))))
        elif isinstance(kind, ListKind) and name in captured:
            out.append(Assign(target, copied_list(Name(name), kind, fresh)))
        elif target != name:
            out.append(Assign(target, Name(name)))
    return out


def _given(form: AdjointForm) -> tuple[str, ...]:
    """Return the arguments, and the captured values that can be handed on."""
    captured = [c.name for c in form.program.captures if _is_plain(form.kinds[c.name])]
    return (*[p.name for p in form.primal.params], *captured)


def _reached(form: AdjointForm, ahead: Block) -> Mapping[str, frozenset[tuple[str, int]]]:
    """Return which classes of memory each name of the forward sweep reaches."""
    alone = replace(
        form.program, params=form.primal.params, body=ahead, result=Apply("tuple", ())
    )
    return storage_classes(alone, form.kinds, True, {})[1]


def _copy_of(name: str, kind: Array) -> Expr:
    return Apply("np.ndarray.copy" if kind.order == "C" else "np.copy", (Name(name),))


def _apart(result: Expr, shared: set[str], kinds: Mapping[str, Kind]) -> Expr:
    """Return the result with copies of the arrays in it that are shared."""
    names = [e.id for e in leaves(result) if isinstance(e, Name) and e.id in shared]
    arrays = {n: kind for n in names if isinstance(kind := kinds[n], Array)}
    return substitute(result, {n: _copy_of(n, kind) for n, kind in arrays.items()})
