"""Definitions: the functions that call themselves, and their derivatives, written out.

Of h(x, n), with respect to x:

    h(x, n) -> z                              as it is
    d_h(x, n, dx) -> (z, dz)                  its tangent
    h_forward(x, n) -> (z, saved)             the forward sweep of its adjoint, and
    h_back(saved, gz) -> gx                   the reverse sweep
    h_back(saved, gz, gx)                     the same where x is an array: it is added to
    h_adjoint(x, n, gz) -> gx                 both, for a derivative that is differentiated again

Each calls those of its like; a derivative that nobody calls is not made.
"""

from __future__ import annotations

from typing import Union

from ..analysis.kinds import Sizes, kind_of
from ..analysis.kinds.definitions import PICK, Definition
from ..ir.frozen import replace
from ..ir.nodes import Apply, Assign, Const, Expr, Name, Param, Program
from .adjoint import AdjointForm, adjoint
from .adjoint.assemble import spelled_effects
from .adjoint.definitions import added_to
from .adjoint.driver import leaves
from .adjoint.hand_over import handed_over, sweeps
from .dce import dce
from .facts import facts_of
from .own_calls import called_by
from .spread import spread
from .tangent import TangentForm, tangent

Form = Union[AdjointForm, TangentForm]


def form_of(found: Definition, sizes: Sizes) -> Form:
    """Return a definition as a program to be optimised; found once."""
    if "form" not in found.made:
        found.made["form"] = _form_of(found, sizes)
    made: Form = found.made["form"]
    return made


def sweeps_of(form: AdjointForm, sizes: Sizes) -> list[AdjointForm]:
    """Return the forms of the forward and reverse functions that an adjoint program runs."""
    found: dict[Definition, AdjointForm] = {}
    work = called_by(form.program, sizes)
    while work:
        one = work.pop()
        made = form_of(one, sizes)
        if one not in found and isinstance(made, AdjointForm):
            found[one] = made
            work += called_by(made.program, sizes)
    return list(found.values())


def _form_of(found: Definition, sizes: Sizes) -> Form:
    base = found.of
    if base is None:
        plain = found.program.with_body(spelled_effects(found.program.body))
        return TangentForm(plain, dict(found.kinds), plain, frozenset())
    wrt = tuple([base.program.params[k].name for k in found.wrt])
    if found.mode == "tangent":
        return _flat(tangent(base.program, base.kinds, sizes, wrt))
    if found.mode == "adjoint":
        form = adjoint(base.program, base.kinds, sizes, wrt, again=True)
        return _of_adjoint(form, form.program, _alone(form.gradients))
    if ("sweeps", found.wrt) not in base.made:
        base.made["sweeps", found.wrt] = _sweeps(base, sizes, found.wrt)
    ahead, back = base.made["sweeps", found.wrt]
    made: Form = ahead if found.mode == "forward" else back
    return made


def _flat(form: TangentForm) -> TangentForm:
    """Return a tangent program that gives its values and their tangents in one tuple."""
    parts = [leaf for leaf in leaves(form.program.result) if leaf != Const(None)]
    program = replace(form.program, result=Apply("tuple", tuple(parts)))
    return replace(form, program=_without_defaults(program))


def _sweeps(base: Definition, sizes: Sizes, places: tuple[int, ...]) -> tuple[Form, Form]:
    """Return the forward and the reverse function of a definition."""
    wrt = tuple([base.program.params[k].name for k in places])
    given = tuple([base.program.params[k].name for k in added_to(base, places)])
    form = _lean(adjoint(base.program, base.kinds, sizes, wrt, given=given), sizes)
    parts = sweeps(form)
    saved = tuple(map(Name, parts.saved))
    keep: Expr = saved[0] if len(saved) == 1 else Apply("tuple", saved)
    values = tuple(leaves(form.result))
    ahead = replace(
        form.program, params=form.primal.params, body=parts.ahead,
        result=Apply("tuple", (*values, keep)),
    )  # fmt: skip
    count = Const(len(saved))
    whole = parts.saved[0] if len(saved) == 1 else _free("saved", form)
    first = [
        Assign(n, Apply(f"{PICK}saved", (Name(whole), Const(k), count)))
        for k, n in enumerate(parts.saved) if len(saved) > 1
    ]  # fmt: skip
    seeds = tuple([p for p in form.program.params if p.name in form.seeds])
    back = replace(
        form.program, params=(Param(whole), *seeds, *map(Param, form.given)),
        body=(*first, *parts.back), result=_alone(parts.gradients),
    )  # fmt: skip
    return _of_adjoint(form, ahead, ahead.result), _of_adjoint(form, back, back.result)


def _lean(form: AdjointForm, sizes: Sizes) -> AdjointForm:
    """Return an adjoint whose reverse sweep reads no array that it would not need when written."""
    saved = handed_over(form, {p.name for p in form.primal.params})
    outer = (*saved, *form.seeds, *form.given)
    program = replace(
        form.program, params=tuple(map(Param, outer)), body=form.reverse_body,
        result=form.gradients,
    )  # fmt: skip
    program = dce(program, form.kinds)
    program = spread(
        program, form.kinds, facts_of(program, form.kinds),
        lambda expr: kind_of(expr, form.kinds, sizes), sizes.is_known_same,
    )  # fmt: skip
    return replace(form, reverse_body=dce(program, form.kinds).body)


def _free(name: str, form: AdjointForm) -> str:
    while name in form.kinds:
        name += "_"
    return name


def _alone(gradients: Expr) -> Expr:
    assert isinstance(gradients, Apply)
    if not gradients.args:
        return Const(None)
    return gradients.args[0] if len(gradients.args) == 1 else gradients


def _of_adjoint(form: AdjointForm, program: Program, result: Expr) -> AdjointForm:
    return replace(form, program=_without_defaults(replace(program, result=result)))


def _without_defaults(program: Program) -> Program:
    return replace(program, params=tuple([replace(p, default=None) for p in program.params]))
