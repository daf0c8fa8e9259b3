"""Derivatives inside: the program of `grad(f)` for the kinds of its arguments.

The emitted derivative of f is read like any function, so that it can be specialised where it is
called, and differentiated. Its sizes are those of the program around it: what was decided for the
derivative is a guard of that program.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .analysis.kinds import Sizes
from .delivering import advice, check_can_change
from .errors import NotScalar, WrongArgument
from .frontend import Reading, reading
from .frontend.values import Inner, Step
from .ir.frozen import dataclass, replace
from .ir.kinds import Kind, Scalar, Unknown, can_vary
from .ir.nodes import Program

Wrt = tuple[int, ...]


@dataclass(frozen=True)
class Found:
    """The program of a derivative, and which of its arguments become floats before the call.

    `places` are the arguments that it is taken with respect to; `alone` tells that the gradient
    comes alone and not in a tuple. `written` are those that the function itself writes, of `count`
    that it is given; tangents come after them.
    """

    program: Program
    floats: frozenset[int]
    places: Wrt
    mode: str
    alone: bool
    written: Wrt
    count: int


def derivative_of(
    inner: Inner, kinds: Sequence[Kind], sizes: Sizes, source_of: Any, special_of: Any
) -> Found:
    """Return the program of a derivative for arguments of these kinds."""
    program, count = inner.program, len(inner.program.params)
    given = [as_float(kind) if _is_wrt(inner, k) else kind for k, kind in enumerate(kinds)]
    floats = frozenset(k for k, kind in enumerate(kinds[:count]) if kind != given[k])
    places: Wrt = ()
    stored: Wrt = ()
    by_name = {p.name: kind for p, kind in zip(program.params, given)}
    check_can_change(inner.of, inner.names, by_name, program)
    for step in inner.steps:
        source = source_of(program)
        names = [p.name for p in program.params]
        table = dict(zip(names, given))
        special = special_of(source, table, sizes)
        if step is inner.steps[0]:
            written = special.written_arguments()
            stored = tuple([k for k, name in enumerate(names) if name in written])
        places = positions(step, inner, given, source)
        wrt = tuple([names[k] for k in places])
        made = _emitted(step, special, wrt, program.name)
        found: Reading = reading(made, elsewhere=True)
        program = replace(found.program, places={})
        sizes.definitions.include(found)
    step = inner.steps[-1]
    return Found(program, floats, places, step.mode, _is_alone(step), stored, count)


def _is_wrt(inner: Inner, place: int) -> bool:
    for step in inner.steps:
        chosen = step.wrt if isinstance(step.wrt, tuple) else (step.wrt,)
        for one in chosen:
            if one == place or place < len(inner.names) and one == inner.names[place]:
                return True
    return False


def as_float(kind: Kind) -> Kind:
    """Return the kind of an argument that is differentiated: of an int, that of a float."""
    if isinstance(kind, Scalar) and kind.dtype.startswith("int"):
        return Scalar("float64", kind.numpy)
    return kind


def positions(step: Step, inner: Inner, kinds: Sequence[Kind], source: Any) -> Wrt:
    """Return the positions of the parameters that a step differentiates."""
    names = inner.names
    if step.wrt is None:
        uses = list(source.usage.values())
        return tuple([
            k for k, name in enumerate(names)
            if can_vary(kinds[k]) and uses[k] != "count" and name != "self"
        ])  # fmt: skip
    chosen = step.wrt if isinstance(step.wrt, tuple) else (step.wrt,)
    found = []
    for one in chosen:
        known = one in names if isinstance(one, str) else -len(names) <= one < len(names)
        if not known:
            raise WrongArgument(
                f"there is no parameter {one!r} of `{inner.program.name}`", None,
                f"The parameters are {', '.join(names)}.", "Give positions or names of parameters.",
            )  # fmt: skip
        place = names.index(one) if isinstance(one, str) else one % len(names)
        if not can_vary(kinds[place]):
            raise WrongArgument(
                f"`{names[place]}` of `{inner.program.name}` has no derivative here", None,
                "Only floats and what holds them vary.", "Leave it out of wrt.",
            )  # fmt: skip
        found.append(place)
    return tuple(found)


def _is_alone(step: Step) -> bool:
    return isinstance(step.wrt, (int, str))


def _emitted(step: Step, special: Any, wrt: tuple[str, ...], name: str) -> Any:
    if step.mode == "jvp":
        return special.tangent(wrt).function
    what = special.scalar_result()
    kinds = special.result_kinds
    if what is None and isinstance(kinds[0], Unknown):
        what = "something of which the kind is not known"
    if what is not None:
        raise NotScalar(
            f"`grad` needs a real scalar result; `{name}` returns {what}", None,
            "A gradient is the derivative of one number.", advice(special) or "Return a sum.",
        )  # fmt: skip
    return special.derivative(wrt, _is_alone(step), step.mode == "value_and_grad").function
