"""Handing over: the two sweeps of a function that calls itself, and what the first saves.

    h_adjoint(x, gz)     ->     h_forward(x) -> (z, saved)     and     h_back(saved, gz) -> gx
"""

from __future__ import annotations

from collections.abc import Iterable, Set

from ...analysis.positions import exposure
from ...ir.frozen import dataclass
from ...ir.nodes import Apply, Assign, Block, Expr, Name, Stmt
from ...ir.walk import names_in, statements, substitute
from .arms import Sides, kept_in_arms
from .driver import AdjointForm
from .unsure import with_placeholders


@dataclass(frozen=True)
class Sweeps:
    """The statements of both sweeps, the names that go over, and the gradients."""

    ahead: Block
    back: Block
    saved: tuple[str, ...]
    gradients: Expr


def sweeps(form: AdjointForm) -> Sweeps:
    """Return the two sweeps with what the reverse one needs of the forward one.

    Lists that the reverse sweep takes apart are copied first: it may run more than once.
    """
    ahead, back = form.forward_body, form.reverse_body
    params = {p.name for p in form.primal.params}
    saved = handed_over(form, params)
    exposed, sure = exposure(ahead)
    read = exposed | set(names_in(form.result)) | set(names_in(form.gradients))
    unsure = set(saved) - sure - params - read
    packed = kept_in_arms(Sides(ahead, back, saved), unsure, form.kinds)
    ahead, back, saved = packed.ahead, packed.back, packed.saved
    _, sure = exposure(ahead)
    ahead, back, stand_ins = with_placeholders(
        ahead, back, set(saved) - sure - params, params, form.result, form.kinds
    )
    saved = tuple([stand_ins.get(n, n) for n in saved])
    gradients = substitute(form.gradients, {n: Name(s) for n, s in stand_ins.items()})
    return Sweeps(ahead, (*own_lists(saved), *back), saved, gradients)


def handed_over(form: AdjointForm, given: Set[str]) -> tuple[str, ...]:
    """Return what the reverse sweep reads, before it binds it, of the forward sweep or `given`."""
    back = form.reverse_body
    known = {n for s in statements(form.forward_body) for n in s.binds} | given
    exposed, definite = exposure(back)
    exposed |= set(names_in(form.gradients)) - definite
    wanted = [n for s in statements(back) for n in s.reads] + list(names_in(form.gradients))
    return tuple([n for n in dict.fromkeys(wanted) if n in known and n in exposed])


def own_lists(saved: Iterable[str]) -> list[Stmt]:
    """Return copies of the lists of recorded values, which the reverse sweep takes apart."""
    lists = [n for n in saved if n.startswith("s") and ":" in n]
    return [Assign(n, Apply("list.copy", (Name(n),))) for n in lists]
