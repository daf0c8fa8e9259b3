"""Checks of a rule at a point: its tangent against differences, its adjoint against its tangent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from .. import runtime
from ..ir.interpret import Machine
from ..ir.nodes import Expr, Name
from .registry import object_of
from .rule import Rule

STEP, CLOSE, EQUAL = 1e-6, 1e-5, 1e-9


def check_at(rule: Rule, function: Callable[..., Any], point: Any) -> None:
    """Raise ValueError unless the formulas of a rule hold at a point."""
    evaluator = _Evaluator(rule, function)
    values = _values_at(rule, point, evaluator)
    before = {name: np.array(value, copy=True) for name, value in values.items()}
    z = _called(rule, function, values)
    for name, value in values.items():
        if not np.array_equal(value, before[name]):
            raise ValueError(f"{rule.call} writes `{name}`")
        if isinstance(z, np.ndarray) and isinstance(value, np.ndarray):
            if np.may_share_memory(z, value):
                raise ValueError(f"{rule.call} returns memory of `{name}`: let it return a copy")
    if rule.like is not None:
        _check_like(rule, z, evaluator.value(rule.like, values))
    if rule.word == "zero":
        _check_that_it_is_flat(rule, function, values, z)
    if rule.word == "parts":
        _check_parts(rule, {**values, rule.whole: z}, z, evaluator.value)
    if rule.tangent is not None:
        _check_formulas(rule, function, values, z, evaluator.value)


def _check_like(rule: Rule, z: Any, like: Any) -> None:
    """Raise unless a result has the type, shape and dtype of what it is said to be like."""
    what = f"`{rule.like.id}`" if isinstance(rule.like, Name) else "what `like` says"
    if _kind(z) != _kind(like):
        shown = [f"{type(x).__name__} {np.result_type(x)}{list(np.shape(x))}" for x in (z, like)]
        raise ValueError(
            f"{rule.call}: the result is not like {what}: it is {shown[0]}, and not {shown[1]}"
        )


def _values_at(rule: Rule, point: Any, evaluator: _Evaluator) -> dict[str, Any]:
    """Return what each operand is at a point; a whole number that varies is a float there."""
    if not isinstance(point, Mapping) and len(point) > len(rule.names):
        raise ValueError(f"{rule.call}: the point {point} has too many operands")
    values = dict(point) if isinstance(point, Mapping) else dict(zip(rule.names, point))
    for name, default in rule.params:
        if name not in values and default is not None:
            values[name] = evaluator.value(default, {})
        if name not in values:
            raise ValueError(f"{rule.call}: the point {point} has no `{name}`")
    for name in rule.active:
        kind = np.asarray(values[name]).dtype.kind
        if kind in "iu" and rule.word != "parts":
            is_array = isinstance(values[name], np.ndarray)
            values[name] = values[name].astype(float) if is_array else float(values[name])
        if kind == "c" and rule.real:
            raise ValueError(f"{rule.call}: `{name}` is complex at a point, and the rule is `real`")
    return values


def _check_that_it_is_flat(
    rule: Rule, function: Callable[..., Any], values: dict[str, Any], z: Any
) -> None:
    """Raise unless a function whose derivative is zero stays what it is near a point."""
    fixed = rule.constant | rule.shape_only
    ds = _directions({n: v for n, v in values.items() if n not in fixed})
    if ds and np.asarray(z).dtype.kind in "biufc":
        found = _slope(rule, function, values, ds)
        _compare(rule, "the tangent", np.zeros(np.shape(z)), found, CLOSE)


def _check_parts(
    rule: Rule, values: dict[str, Any], z: Any, evaluate: Callable[[Expr, Mapping[str, Any]], Any]
) -> None:
    """Raise unless the parts of a result are what is said of them."""
    if not isinstance(z, (tuple, list)) or len(z) != len(rule.parts):
        raise ValueError(f"{rule.call} does not return {len(rule.parts)} values")
    for k, (part, value) in enumerate(zip(rule.parts, z)):
        found = evaluate(part, values)
        if np.shape(found) != np.shape(value):
            raise ValueError(f"{rule.call}: z[{k}] has the shape {np.shape(value)}")
        _compare(rule, f"z[{k}]", found, value, EQUAL)


def _directions(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a direction for each operand that can vary."""
    rng = np.random.default_rng(0)
    return {name: _like(rng, value) for name, value in values.items()
            if np.asarray(value).dtype.kind in "fc"}  # fmt: skip


def _like(rng: np.random.Generator, value: Any) -> Any:
    """Return random numbers of the shape of a value, complex ones beside complex ones."""
    drawn = rng.normal(size=np.shape(value))
    if np.iscomplexobj(value):
        drawn = drawn + 1j * rng.normal(size=np.shape(value))
    return np.asarray(drawn)[()]


def _slope(
    rule: Rule, function: Callable[..., Any], values: dict[str, Any], ds: Mapping[str, Any]
) -> Any:
    """Return how a result changes along directions: a difference."""
    ends = [_called(rule, function, {**values, **{n: values[n] + h * d for n, d in ds.items()}})
            for h in (STEP, -STEP)]  # fmt: skip
    return (np.asarray(ends[0]) * 1.0 - np.asarray(ends[1]) * 1.0) / (2 * STEP)


def _check_formulas(
    rule: Rule, function: Callable[..., Any], values: dict[str, Any], z: Any,
    evaluate: Callable[[Expr, Mapping[str, Any]], Any],
) -> None:  # fmt: skip
    ds = _directions({name: values[name] for name in rule.active})
    varying, g = list(ds), _like(np.random.default_rng(1), z)
    tangent = rule.tangent_of(varying)
    if tangent is None:
        return
    lets = {name: evaluate(expr, {**values, "z": z, "g": g}) for name, expr in rule.lets}
    dz = evaluate(tangent, {**values, **lets, "z": z, **{f"d{n}": d for n, d in ds.items()}})
    dz = dz if np.iscomplexobj(z) else np.real(dz)
    slope = _slope(rule, function, values, ds)
    _compare(rule, "the tangent", np.broadcast_to(dz, np.shape(z)), slope, CLOSE)
    total: Any = 0.0
    for name in varying:
        each = [evaluate(e, {**values, **lets, "z": z, "g": g}) for e in rule.adjoints[name]]
        is_complex = np.iscomplexobj(values[name])
        each = [gx if is_complex else np.real(gx) for gx in each]
        folded = [runtime.unbroadcast(gx, values[name]) for gx in each]
        for other in folded[1:]:
            _compare(rule, f"an adjoint of {name}", other, folded[0], EQUAL)
        total = total + np.sum(np.real(folded[0] * ds[name]))
    expected = np.sum(np.real(g * np.broadcast_to(dz, np.shape(z))))
    _compare(rule, "the dot product of adjoint and direction", total, expected, EQUAL)


def _kind(value: Any) -> tuple[Any, ...]:
    return type(value), np.shape(value), np.result_type(value)


def _called(rule: Rule, function: Callable[..., Any], values: Mapping[str, Any]) -> Any:
    names = list(rule.names)
    positional = [values[name] for name in names[: rule.positional]]
    return function(*positional, **{name: values[name] for name in names[rule.positional :]})


class _Evaluator:
    """Evaluates formulas, in which the function of the rule may be called too."""

    def __init__(self, rule: Rule, function: Callable[..., Any]) -> None:
        self.known, self.call = {rule.op: function}, rule.call

    def value(self, expr: Expr, env: Mapping[str, Any]) -> Any:
        try:
            return Machine(dict(env), self.function).value(expr)
        except Exception as error:
            what = f"{type(error).__name__}: {error}"
            raise ValueError(f"{self.call}: a formula fails at a point: {what}") from None

    def function(self, op: str) -> Any:
        return self.known.get(op) or object_of(op)


def _compare(rule: Rule, what: str, found: Any, expected: Any, tolerance: float) -> None:
    if not np.allclose(found, expected, rtol=tolerance, atol=tolerance):
        shown = [np.array2string(np.asarray(x), precision=4) for x in (found, expected)]
        raise ValueError(f"{rule.call}: {what} is {shown[0]}, and should be {shown[1]}")
