"""Written: an optimised program with the functions besides it that it calls, as text.

The names of those functions are chosen here, in the order in which the text reaches them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .analysis.kinds import Sizes, kind_of
from .analysis.kinds.definitions import CALL, Definition
from .codegen.emitted import Emitted, Besides, emitted
from .codegen.quote import quotes_of
from .ir.frozen import dataclass, replace
from .ir.kinds import Kind
from .ir.nodes import Apply, Block, Const, Expr, Program, Stmt
from .ir.ops import INTO
from .ir.walk import map_stmt
from .transform.adjoint import AdjointForm
from .transform.adjoint.halves import forward_half, reverse_half, saved_as, trimmed
from .transform.definitions import Form, form_of
from .transform.fields import spelled_fields, spelled_notes
from .transform.optimise import optimise
from .transform.own_calls import called_by


@dataclass(frozen=True)
class Finished:
    """A program as it is written, with what its comments show."""

    program: Program
    notes: Mapping[int, Stmt]
    quotes: Any


def written(form: Form, style: str, sizes: Sizes) -> Emitted:
    """Return a program optimised and loaded, with the functions that it calls."""
    main = finished(form, style, sizes)
    return besides(main, style, sizes)


def besides(
    main: Finished, style: str, sizes: Sizes, fixed: Mapping[str, str] | None = None
) -> Emitted:
    """Return a finished program loaded, with the functions that it calls.

    `fixed` are identifiers of the main program that are decided already.
    """
    found: dict[Definition, Finished] = {}
    work = called_by(main.program, sizes)
    while work:
        one = work.pop(0)
        if one not in found:
            found[one] = _finished_once(one, style, sizes)
            work += called_by(found[one].program, sizes)
    if not sizes.definitions.named:
        return emitted(main.program, main.notes, main.quotes, fixed=fixed)
    names = sizes.definitions.legal_names([main.program.name], list(found))
    others = [
        _renamed(replace(made, program=replace(made.program, name=names[one.name])), names)
        for one, made in found.items()
    ]  # fmt: skip
    main = _renamed(main, names)
    rest = [Besides(o.program, o.notes, o.quotes) for o in others]
    return emitted(main.program, main.notes, main.quotes, rest, fixed)


def pair_of_halves(
    form: AdjointForm, name: str, is_repeatable: bool, sizes: Sizes
) -> tuple[Emitted, Emitted]:
    """Return an adjoint program as forward -> (result, saved) and reverse(saved, seeds)."""
    behind = replace(form, program=reverse_half(form, name, is_repeatable))
    back = finished(behind, "folded", sizes)
    program, saved = trimmed(back.program, form.seeds)
    forward = forward_half(form, name, saved, is_repeatable)
    ahead = written(replace(form, program=forward), "folded", sizes)
    names = saved_as(saved, ahead.program, ahead.names)
    return ahead, besides(replace(back, program=program), "folded", sizes, names)


def finished(form: Form, style: str, sizes: Sizes) -> Finished:
    """Return a program optimised."""
    known = form.active.active if isinstance(form, AdjointForm) else form.varied

    def kind(expr: Expr) -> Kind:
        return kind_of(expr, form.kinds, sizes)

    program, notes = optimise(
        form.program, form.kinds, form.primal, style, lambda n: n in known or ":" in n, kind,
        sizes.is_known_same,
    )
    def shown() -> tuple[Mapping[int, Stmt], Any]:
        return spelled_notes(notes, form.kinds, kind), quotes_of(form.primal, notes)

    program = spelled_fields(program, form.kinds, kind)
    if style == "folded":
        return Finished(program, *form.primal.kept_as("shown", shown))
    return Finished(program, spelled_notes(notes, form.kinds, kind), None)


def _finished_once(found: Definition, style: str, sizes: Sizes) -> Finished:
    if ("finished", style) not in found.made:
        found.made["finished", style] = finished(form_of(found, sizes), style, sizes)
    made: Finished = found.made["finished", style]
    return made


def _renamed(made: Finished, names: Mapping[str, str]) -> Finished:
    """Return a program that calls the others by the names that they have in the text."""

    def of_op(op: str) -> str:
        name = op[len(CALL) :]
        if op.startswith(CALL):  # a comment may show a call that nothing makes any more
            return CALL + names.get(name, name.partition("#")[0])
        return op

    def of(expr: Expr) -> Expr:
        if not isinstance(expr, Apply):
            return expr
        args = tuple([of(arg) for arg in expr.args])
        kwargs = tuple([(key, of(arg)) for key, arg in expr.kwargs])
        if expr.op == "const":
            (text,) = args
            return Apply("const", (Const(of_op(str(text.value))),)) \
                if isinstance(text, Const) else expr
        if kwargs and kwargs[0][0] == INTO:
            args, kwargs = (*args, *_parts(kwargs[0][1])), ()
        return Apply(of_op(expr.op), args, kwargs)

    program = made.program.with_body(_mapped(made.program.body, of))
    program = replace(program, result=of(program.result))
    notes = {sid: _mapped((stmt,), of)[0] for sid, stmt in made.notes.items()}
    return replace(made, program=program, notes=notes)


def _parts(display: Expr) -> tuple[Expr, ...]:
    assert isinstance(display, Apply) and display.op == "tuple"
    return display.args


def _mapped(block: Block, change: Callable[[Expr], Expr]) -> Block:
    return tuple(
        [map_stmt(s, change, lambda name: name, lambda b: _mapped(b, change)) for s in block]
    )
