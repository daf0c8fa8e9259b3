"""Checks of a rule at a point: its tangent against differences, its adjoint against its tangent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from .. import runtime
from ..ir.interpret import Machine
from ..ir.nodes import Expr
from .registry import object_of
from .rule import Rule

STEP, CLOSE, EQUAL = 1e-6, 1e-5, 1e-9


def check_at(rule: Rule, function: Callable[..., Any], point: Any) -> None:
    """Raise ValueError unless the formulas of a rule hold at a point."""
    evaluator = _Evaluator(rule, function)
    values = dict(point) if isinstance(point, Mapping) else dict(zip(rule.names, point))
    for name, default in rule.params:
        if name not in values and default is not None:
            values[name] = evaluator.value(default, {})
    before = {name: np.array(value, copy=True) for name, value in values.items()}
    z = _called(rule, function, values)
    for name, value in values.items():
        if not np.array_equal(value, before[name]):
            raise ValueError(f"{rule.call} writes `{name}`")
        if isinstance(z, np.ndarray) and isinstance(value, np.ndarray):
            if np.may_share_memory(z, value):
                raise ValueError(f"{rule.call} returns memory of `{name}`: let it return a copy")
    if rule.like and _kind(z) != _kind(values[rule.like]):
        raise ValueError(f"{rule.call}: the result is not like `{rule.like}`")
    if rule.tangent is not None:
        _check_formulas(rule, function, values, z, evaluator.value)


def _check_formulas(
    rule: Rule, function: Callable[..., Any], values: dict[str, Any], z: Any,
    evaluate: Callable[[Expr, Mapping[str, Any]], Any],
) -> None:  # fmt: skip
    rng = np.random.default_rng(0)
    varying = [name for name in rule.active if np.result_type(values[name]).kind == "f"]
    ds = {name: np.asarray(rng.normal(size=np.shape(values[name])))[()] for name in varying}
    g = np.asarray(rng.normal(size=np.shape(z)))[()]
    tangent = rule.tangent_of(varying)
    if tangent is None:
        return
    lets = {name: evaluate(expr, {**values, "z": z, "g": g}) for name, expr in rule.lets}
    dz = evaluate(tangent, {**values, **lets, "z": z, **{f"d{n}": d for n, d in ds.items()}})
    ends = [_called(rule, function, {**values, **{n: values[n] + h * d for n, d in ds.items()}})
            for h in (STEP, -STEP)]  # fmt: skip
    slope = (np.asarray(ends[0]) - np.asarray(ends[1])) / (2 * STEP)
    _compare(rule, "the tangent", np.broadcast_to(dz, np.shape(z)), slope, CLOSE)
    total: Any = 0.0
    for name in varying:
        each = [evaluate(e, {**values, **lets, "z": z, "g": g}) for e in rule.adjoints[name]]
        folded = [runtime.unbroadcast(np.real(gx), values[name]) for gx in each]
        for other in folded[1:]:
            _compare(rule, f"an adjoint of {name}", other, folded[0], EQUAL)
        total = total + np.sum(folded[0] * ds[name])
    expected = np.sum(g * np.broadcast_to(dz, np.shape(z)))
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
        self.known = {rule.op: function}

    def value(self, expr: Expr, env: Mapping[str, Any]) -> Any:
        return Machine(dict(env), self.function).value(expr)

    def function(self, op: str) -> Any:
        return self.known.get(op) or object_of(op)


def _compare(rule: Rule, what: str, found: Any, expected: Any, tolerance: float) -> None:
    if not np.allclose(found, expected, rtol=tolerance, atol=tolerance):
        shown = [np.array2string(np.asarray(x), precision=4) for x in (found, expected)]
        raise ValueError(f"{rule.call}: {what} is {shown[0]}, and should be {shown[1]}")
