"""Or None: the tuples in the text of a function for which a name stands that may be None.

    best = None                       best may be None; so may cand, which it is bound to,
    for v in x:                       and (v, f(v)) is such a tuple
        cand = (v, f(v))
        if best is None or …:
            best = cand
"""

from __future__ import annotations

from typing import Any

import gast

from .ready import is_none

_INSIDE = (gast.FunctionDef, gast.Lambda, gast.ClassDef)
_RETURNED = "<returned>"


def tuples_or_none(function: Any) -> set[Any]:
    """Return the tuples that are bound to what may be None, and those that a function returns."""
    found: set[Any] = set()
    for part in gast.walk(function):
        if isinstance(part, (gast.FunctionDef, gast.Lambda)):
            found |= _in_function(part)
    return found


def _in_function(function: Any) -> set[Any]:
    bound: list[tuple[str, Any]] = []
    absent: set[str] = set()
    body = function.body if isinstance(function.body, list) else []
    for part in [inner for stmt in body for inner in _walk(stmt)]:
        match part:
            case gast.Assign(targets=targets, value=value):
                pairs = [pair for target in targets for pair in _taken_apart(target, value)]
                bound += [(t.id, each) for t, each in pairs if isinstance(t, gast.Name)]
            case gast.Return(value=value):
                bound.append((_RETURNED, gast.Constant(None, None) if value is None else value))
            case gast.Compare(left=gast.Name(id=name), comparators=[other]) if is_none(other):
                absent.add(name)
    values = [(name, part) for name, value in bound for part in _values(value)]
    absent |= {name for name, value in values if is_none(value)}
    while more := _sources(values, absent) - absent:
        absent |= more
    found = {value for name, value in values if name in absent}
    for part in gast.walk(function):
        arms = _values(part) if isinstance(part, gast.IfExp) else []
        if any(isinstance(arm, gast.Name) and arm.id in absent for arm in arms):
            found |= set(arms)
    return {value for value in found if isinstance(value, gast.Tuple)}


def _walk(node: Any) -> Any:
    """Yield a node and what is in it, but for functions inside."""
    if isinstance(node, _INSIDE):
        return
    yield node
    for child in gast.iter_child_nodes(node):
        yield from _walk(child)


def _taken_apart(target: Any, value: Any) -> list[tuple[Any, Any]]:
    """Return what each target of `a, b = (v, a[1]), a` is bound to."""
    if isinstance(target, gast.Tuple) and isinstance(value, gast.Tuple):
        if len(target.elts) == len(value.elts):
            return [*zip(target.elts, value.elts)]
    return [(target, value)]


def _values(value: Any) -> list[Any]:
    """Return what a value may be: both arms of `a if p else b`."""
    if isinstance(value, gast.IfExp):
        return [*_values(value.body), *_values(value.orelse)]
    return [value]


def _sources(values: list[tuple[str, Any]], absent: set[str]) -> set[str]:
    return {v.id for name, v in values if name in absent and isinstance(v, gast.Name)}
