"""A rule: how a primitive is called, its tangent and its adjoints, as templates."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from functools import cached_property

from ..ir.frozen import dataclass, field, replace
from ..ir.nodes import Apply, Const, Expr, Name
from .calculus import total, with_constants, without


class UnknownKeywords(TypeError):
    """A call passes keywords that the rule of its primitive does not know."""

    def __init__(self, op: str, keywords: tuple[str, ...], known: tuple[str, ...]) -> None:
        self.op, self.keywords, self.known = op, keywords, known
        given = ", ".join(f"{k}=" for k in keywords)
        accepted = ", ".join(known) or "no keywords"
        super().__init__(f"{op} has no derivative with {given}; its rule knows: {accepted}")


@dataclass(frozen=True, repr=False)
class Rule:
    """The derivative of one primitive.

    `word` is zero, elementwise, linear, multilinear, general, sequence, parts or effect.
    Templates are in the names of the parameters, `z` (the result), `d<param>` (tangents), `g`
    (the adjoint of the result) and, in adjoints, the names of `lets`, which are evaluated first.
    `adjoints` gives one or more formulas for each active parameter; any of them is right.

    sequence: the active parameter is a display of operands or the name of a list. `item` is the
    adjoint of its item number `k`; `adjoints` that of the list as a whole, a list;
    in the tangent `d<param>` is a display or list of all the items' tangents.
    parts: the result is a tuple whose parts are the primitives in `parts`; these read the tuple
    itself under the name `whole`, so that it is computed once. Such a part knows which it is.
    A rule with `real` holds for real operands only, one with `complex` for complex ones only.
    vector: a parameter that has to be known to be a vector, where the rule is given such a one.
    effect: the call writes the parameter `writes`; `g` is the adjoint array of that parameter.

    `like` is what has the type, shape and dtype of the result, where that is declared: a parameter,
    or what is computed of parameters.
    `constant` are parameters in which the primitive varies, and no derivative is known: a call in
    which one of them varies is refused (of a call of anything, `args`: all that stand in it).
    `cited` is what the formulas are taken from, `source` the module that declares them.
    """

    op: str
    word: str
    params: tuple[tuple[str, Expr | None], ...] = ()
    active: tuple[str, ...] = ()
    tangent: Expr | None = None
    tangent_terms: Mapping[str, Expr] = field(default_factory=dict)
    adjoints: Mapping[str, tuple[Expr, ...]] = field(default_factory=dict)
    lets: tuple[tuple[str, Expr], ...] = ()
    item: Expr | None = None
    parts: tuple[Expr, ...] = ()
    whole: str = ""
    part: int | None = None
    vector: str = ""
    writes: str = ""
    positional: int = 0
    pattern: tuple[Expr, ...] | None = None
    anything: bool = False
    only: Mapping[str, tuple[object, ...]] = field(default_factory=dict)
    shape_only: frozenset[str] = frozenset()
    constant: frozenset[str] = frozenset()
    like: Expr | None = None
    real: bool = False
    complex: bool = False
    call: str = ""
    formulas: tuple[tuple[str, str], ...] = ()
    note: str = ""
    source: str = ""
    cited: str = ""

    def __repr__(self) -> str:
        return f"<{self.word} rule: {self.text}>"

    @property
    def text(self) -> str:
        """Return the declaration as one reads it."""
        return "; ".join([self.call, *[f"{left} = {right}" for left, right in self.formulas]])

    def holds_for(self, is_complex: bool) -> bool:
        """Return whether the formulas are right for operands that are complex, or real."""
        return not self.real if is_complex else not self.complex

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple([name for name, _ in self.params])

    def bind(self, call: Apply) -> dict[str, Expr] | None:
        """Return what each parameter is in this call, defaults included; None if it cannot fit.

        Keywords that the rule does not know raise UnknownKeywords, unless they are None.
        """
        if self.anything:
            if refused := _names(call) & {"out", "where"}:
                raise UnknownKeywords(self.op, tuple(sorted(refused)), self.names)
            return {name: Apply("tuple", call.args) for name in self.constant}
        if len(call.args) > self.positional or _has_star(call):
            return None
        if call.kwargs:
            self._refuse_unknown(call)
        bound = dict(zip(self.names, call.args))
        for key, value in call.kwargs:
            if key in bound:
                return None
            if key in self.names:
                bound[key] = value
        if len(bound) < len(self.params):
            for name, default in self.params:
                if name not in bound:
                    if default is None:
                        return None
                    bound[name] = default
        return bound if not self.only or not self.unmet(bound) else None

    def _refuse_unknown(self, call: Apply) -> None:
        unknown = [k for k, v in call.kwargs if k not in self.names and v != Const(None)]
        if unknown:
            raise UnknownKeywords(self.op, tuple(unknown), self.names)

    def unmet(self, bound: Mapping[str, Expr]) -> list[str]:
        """Return which parameters named in `only` are no literals that the rule covers.

        The type float among them stands for any number but 0 and those without an end.
        """
        return [
            name for name, allowed in self.only.items()
            if not _is_among(literal(bound[name]), allowed)
        ]  # fmt: skip

    def match(self, values: tuple[Expr, ...], defaults: tuple[Expr | None, ...]) -> Fit | None:
        """Return how the rule's pattern fits the operands of a call; None if it does not."""
        assert self.pattern is not None
        pattern, rest = self.pattern, len(self.pattern)
        if len(values) < rest or values[rest:] != defaults[rest:]:
            return None
        bound: dict[str, Expr] = {}
        constants: dict[str, Const] = {}
        for wanted, value in zip(pattern, values):
            found = _capture(wanted, literal(value))
            if found is None or bound and any(bound.get(n, v) != v for n, v in found.items()):
                return None
            bound.update(found)
            if isinstance(wanted, Apply):
                constants.update({n: v for n, v in found.items() if isinstance(v, Const)})
        return Fit(self.with_constants(constants) if constants else self, bound)

    def with_constants(self, constants: Mapping[str, Const]) -> Rule:
        """Return the rule with numbers put for some of its parameters."""
        def put(expr: Expr) -> Expr:
            return with_constants(expr, constants)

        return replace(
            self,
            tangent=None if self.tangent is None else put(self.tangent),
            tangent_terms={k: put(e) for k, e in self.tangent_terms.items()},
            adjoints={k: tuple(map(put, es)) for k, es in self.adjoints.items()},
            lets=tuple([(k, put(e)) for k, e in self.lets]),
        )

    def tangent_of(self, active: Collection[str]) -> Expr | None:
        """Return the tangent of a call in which only these parameters vary; None if it is zero.

        The tangent of `x * y` where only x varies is `y * dx`.
        """
        if self.tangent is None:
            return None
        if self.word == "general":
            return without(self.tangent, [f"d{p}" for p in self.active if p not in active])
        parts = [self.tangent_terms[p] for p in self.active if p in active]
        if len(parts) == len(self.active):
            return self.tangent
        return total(parts) if parts else None


@dataclass(frozen=True, slots=True)
class Fit:
    """A rule that fits a call, and what its parameters are there."""

    rule: Rule
    bound: dict[str, Expr]


def _is_among(value: Expr, allowed: tuple[object, ...]) -> bool:
    if not isinstance(value, Const):
        return False
    return value in [Const(a) for a in allowed] or float in allowed and _is_finite(value.value)


def _is_finite(value: object) -> bool:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return is_number and value != 0 and math.isfinite(value)  # type: ignore[arg-type]


def literal(value: Expr) -> Expr:
    """Return -(2) as -2, and np.inf as the number that it is."""
    if type(value) is not Apply:
        return value
    match value:
        case Apply(op="neg", args=(operand,)):
            number = literal(operand)
            if isinstance(number, Const) and isinstance(number.value, (int, float)):
                return Const(-number.value)
        case Apply(op="const", args=(Const(value="np.inf" | "math.inf"),)):
            return Const(math.inf)
    return value


def _capture(wanted: Expr, value: Expr) -> dict[str, Expr] | None:
    """Return what one operand of a pattern binds; None if the operand does not fit."""
    if type(wanted) is Name:
        return {wanted.id: value}
    match wanted:
        case Apply(op="const" | "positive" as which, args=(Name(id=name),)):
            number = value.value if isinstance(value, Const) else None
            if isinstance(number, bool) or not isinstance(number, (int, float)):
                return None
            return {name: value} if which == "const" or number > 0 else None
        case Apply(op="tuple", args=items):
            return _capture_items(items, value)
    return {} if wanted == value else None


def _capture_items(items: tuple[Expr, ...], value: Expr) -> dict[str, Expr] | None:
    """Return what the items of a tuple bind; None if the operand is no such display."""
    if not isinstance(value, Apply) or value.op != "tuple" or len(value.args) != len(items):
        return None
    found = [_capture(item, literal(part)) for item, part in zip(items, value.args)]
    if any(each is None for each in found):
        return None
    return {name: part for each in found if each for name, part in each.items()}


def _names(call: Apply) -> set[str]:
    return {key for key, value in call.kwargs if value != Const(None)}


def _has_star(call: Apply) -> bool:
    if "star" not in call.ops:
        return False
    return any(isinstance(arg, Apply) and arg.op == "star" for arg in call.args)
