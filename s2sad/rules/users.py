"""The words for users: a rule is checked when it is declared, on points if some are given.

    elementwise("mylib.f(x)", "2 * x * dx", points=[(0.3,)])
    elementwise(mylib.f, "2 * x * dx")

The first operand is the call as one writes it, or the function, whose parameters are then those
of its signature. A function with a rule writes nothing that it is given, and returns memory of its
own.
"""

from __future__ import annotations

import functools
import importlib
import inspect
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import FrameType
from typing import Any, TypeVar

from ..errors_outside import is_ours, of_the_call, outermost
from ..ir.frozen import replace
from ..ir.nodes import Apply, Expr
from ..ir.ops import STRUCTURAL
from ..ir.walk import names_in, subexpressions
from . import declare
from .check import check_at
from .registry import changes, forget, object_of, register, rules_of
from .rule import Rule
from .template import parse, signature

Function = str | Callable[..., Any]
Point = tuple[Any, ...] | Mapping[str, Any]
F = TypeVar("F", bound=Callable[..., Rule])


def _word(function: F) -> F:
    """Make a function a word for users, whose errors show nothing of ours."""

    @functools.wraps(function)
    def declared(*args: Any, **kwargs: Any) -> Rule:
        try:
            return function(*args, **kwargs)
        except (ValueError, TypeError) as error:
            if is_ours(traceback.extract_tb(error.__traceback__)[-1]):  # not of the function itself
                raise of_the_call(error)  # noqa: B904 - the same error
            raise

    return outermost(declared)  # type: ignore[return-value]


@_word
def zero(call: Function, *, points: Iterable[Point] = (), **options: Any) -> Rule:
    """Declare that a function has derivative zero wherever it exists."""
    return _declared(declare.zero.rule, call, (), points, options)


@_word
def elementwise(
    call: Function, *differentials: str, points: Iterable[Point] = (), **options: Any
) -> Rule:
    """Declare the differential of a function of each element: `"2 * x * dx"`.

    The adjoint of x is its term with g for dx. In `real=True` functions the operands are real;
    `constant="n"` names parameters in which no derivative is known.
    """
    return _declared(declare.elementwise.rule, call, differentials, points, options)


@_word
def linear(call: Function, *, points: Iterable[Point] = (), **options: Any) -> Rule:
    """Declare a function that is linear in one operand, by its transpose: `x="np.flip(g)"`."""
    return _declared(declare.linear.rule, call, (), points, options)


@_word
def multilinear(call: Function, *, points: Iterable[Point] = (), **options: Any) -> Rule:
    """Declare a function that is linear in each of several operands, by its transposes."""
    return _declared(declare.multilinear.rule, call, (), points, options)


@_word
def general(call: Function, *, points: Iterable[Point] = (), **options: Any) -> Rule:
    """Declare the tangent `dz`, an adjoint for each operand, and names that the adjoints share.

    Of all words: `like="b"` tells that the result has the shape and dtype of the operand b,
    `like="np.sum(b)"` that it has those of this sum.
    """
    return _declared(declare.general.rule, call, (), points, options)


@_word
def parts(call: Function, *each: str, points: Iterable[Point] = (), **options: Any) -> Rule:
    """Declare that the parts of a tuple result are functions of their own."""
    return _declared(declare.parts.rule, call, each, points, options)


def _declared(
    word: Callable[..., Rule], call: Function, formulas: tuple[str, ...],
    points: Iterable[Point], options: dict[str, Any],
) -> Rule:  # fmt: skip
    given, like = options.pop("function", None), options.pop("like", "")
    text, function = (call, given) if isinstance(call, str) else (_call_of(call), call)
    spec = signature(text)
    if function is None:
        function = _function_at(spec.op)
    _refuse_other_arity(text, function)
    known = rules_of(spec.op)
    if known and known[0].source.startswith("s2sad."):
        raise ValueError(f"{spec.op} has a rule already: {known[0].text}")
    made = word(text, *formulas, **options)
    found = parse(like) if like else None
    for name in () if found is None else set(names_in(found)) - set(made.names):
        raise ValueError(f"{text}: there is no operand `{name}` for the result to be like")
    made = _with_constants(replace(made, like=found))
    _refuse_unknown_names(made)
    for point in points:
        check_at(made, function, point)
    for rule in known:
        if _is_for_the_same(rule, made):  # declared again
            forget(rule)
    made = replace(made, source=_declaring_module())
    register(made.op, lambda: made, function)
    changes[0] += 1
    return made


def _with_constants(rule: Rule) -> Rule:
    """Return a rule in which no operand has the slope zero because nothing was said of it.

    What has a default may not vary, as if it were named in `constant`; of all others it must be
    said.
    """
    names = set(rule.names)
    for name in rule.names:
        if name in ("z", "g") or name[:1] == "d" and name[1:] in names:
            raise ValueError(
                f"{rule.call}: `{name}` has a meaning in formulas: give the operand another name"
            )
    if rule.word not in ("elementwise", "linear", "multilinear", "general"):
        return rule
    silent = names - {*rule.active, *rule.constant, *rule.shape_only}
    if rule.pattern is None:
        for name in [n for n, default in rule.params if default is None and n in silent]:
            raise ValueError(
                f"{rule.call}: nothing tells the derivative in `{name}`, which would be zero: add "
                f'what belongs to it, or say `constant="{name}"` where none is known'
            )
    by_default = [n for n, default in rule.params if default is not None and n in silent]
    return replace(rule, constant=rule.constant | frozenset(by_default))


def _is_for_the_same(one: Rule, other: Rule) -> bool:
    """Return whether there are calls that both rules are for."""
    if one.pattern is not None or other.pattern is not None:
        return one.pattern == other.pattern
    if one.only != other.only or one.vector != other.vector:
        return False
    if (one.real and other.complex) or (one.complex and other.real):
        return False
    (low, high), (least, most) = _counts(one), _counts(other)
    return max(low, least) <= min(high, most)


def _counts(rule: Rule) -> tuple[int, int]:
    """Return how many operands a call may have at least, and at most."""
    return len([name for name, default in rule.params if default is None]), len(rule.params)


def _declaring_module() -> str:
    """Return the name of the module in which a declaration stands."""
    frame = sys._getframe(1)
    while frame.f_back is not None and _name_of(frame).startswith("s2sad."):
        frame = frame.f_back
    return _name_of(frame)


def _name_of(frame: FrameType) -> str:
    return str(frame.f_globals.get("__name__", ""))


def _call_of(function: Callable[..., Any]) -> str:
    """Return how a function is called: `mylib.f(x, n=2)`."""
    name = f"{function.__module__}.{function.__qualname__}"
    if "<" in name:
        raise ValueError(f"{name} has no name in a module, from which programs could import it")
    try:
        found = inspect.signature(function)
    except (TypeError, ValueError):
        raise ValueError(
            f'the parameters of {name} are not known: write the call, "{name}(x)"'
        ) from None
    kinds = {p.kind for p in found.parameters.values()}
    if kinds & {inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD}:
        raise ValueError(f'{name} takes `*` or `**`: write the call, "{name}(x)"')
    plain = [p.replace(annotation=inspect.Parameter.empty) for p in found.parameters.values()]
    shown = found.replace(parameters=plain, return_annotation=inspect.Signature.empty)
    return f"{name}{shown}"


def _function_at(op: str) -> Any:
    """Return the function that a dotted name names, importing its module."""
    known = object_of(op)
    if known is not None:
        return known
    path = op.split(".")
    for count in range(len(path) - 1, 0, -1):
        try:
            found: Any = importlib.import_module(".".join(path[:count]))
        except ModuleNotFoundError:
            continue
        for name in path[count:]:
            found = getattr(found, name, None)
        if callable(found):
            return found
    raise ValueError(f"there is no function {op}: write its full name, or give it as `function=`")


def _refuse_other_arity(text: str, function: Any) -> None:
    """Raise unless the function can be called as the declaration says."""
    spec = signature(text)
    if spec.anything or spec.pattern is not None:
        return
    try:
        real = inspect.signature(function)
    except (TypeError, ValueError):
        return  # of a compiled function it may not be known
    positional = [name for name, _ in spec.params[: spec.positional]]
    named = {name: name for name, _ in spec.params[spec.positional :]}
    try:
        real.bind(*positional, **named)
    except TypeError as error:
        raise ValueError(f"{text}: the function is {spec.op}{real}: {error}") from None
    places = list(real.parameters)
    for place, (name, default) in enumerate(spec.params):
        if default is not None and name not in places:
            raise ValueError(f"{text}: {spec.op}{real} has no parameter {name} (place {place})")


def _refuse_unknown_names(rule: Rule) -> None:
    """Raise if a formula reads a name or calls a function that is not there."""
    for what, formula, names in _formulas(rule):
        for name in names_in(formula):
            if name not in names:
                raise ValueError(f"{rule.call}: {what} reads `{name}`, which is none of its names")
        for part in subexpressions(formula):
            if not isinstance(part, Apply) or part.op in STRUCTURAL or part.op == rule.op:
                continue
            if not object_of(part.op):
                raise ValueError(f"{rule.call}: {what} calls {part.op}, which does not exist")


def _formulas(rule: Rule) -> Iterator[tuple[str, Expr, set[str]]]:
    """Yield each formula with what it is, and the names that it may read."""
    params = set(rule.names)
    tangents, lets = {f"d{name}" for name in rule.active}, {name for name, _ in rule.lets}
    if rule.tangent is not None:
        yield "the tangent", rule.tangent, params | tangents | {"z"} | ({"g"} if lets else set())
    for name, choices in rule.adjoints.items():
        for formula in choices:
            yield f"the adjoint of {name}", formula, params | lets | {"z", "g"}
    if rule.like is not None:
        yield "`like`", rule.like, params
    for name, formula in rule.lets:
        yield name, formula, params | {"z", "g"}
