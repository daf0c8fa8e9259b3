"""The registry: which rules a primitive has, and which object a primitive is.

One primitive may have several rules: patterns (`x ** 2`), which are tried first, and one rule
for each way to call it (`math.log(x)`, `math.log(x, base)`).
"""

from __future__ import annotations

import builtins
import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from .. import runtime
from ..ir.kinds import Kind, is_complex
from ..ir.nodes import Apply, Const, Expr, Name
from .rule import Fit, Rule, UnknownKeywords

_ROOTS = {"np": np, "math": math, "rt": runtime}
_BUILTINS = (
    "abs", "all", "any", "bool", "complex", "dict", "divmod", "enumerate", "filter", "float",
    "format", "hash", "id", "int", "isinstance", "issubclass", "iter", "len", "list", "map", "max",
    "min", "next", "pow", "print", "range", "repr", "reversed", "round", "set", "slice", "sorted",
    "str", "sum", "tuple", "type", "zip", "getattr", "hasattr", "setattr", "callable",
)  # fmt: skip

_REAL = {"abs", "np.abs", "np.real", "np.imag", "np.angle", "np.shape", "np.size", "np.ndim", "len"}

_general: dict[str, list[Rule]] = {}
_patterns: dict[str, list[Rule]] = {}
_families: dict[str, Callable[[Apply], Rule | None]] = {}
_examples: dict[str, Apply] = {}
_objects: dict[str, Any] = {}
_ops: dict[Any, str] = {getattr(builtins, name): name for name in _BUILTINS}


def register(rule: Rule, function: Any = None) -> Rule:
    """Add a rule; `function` is the object that the primitive is, where its path does not say."""
    table = _general if rule.pattern is None else _patterns
    table.setdefault(rule.op, []).append(rule)
    target = object_of(rule.op) if function is None else function
    if target is not None:
        _objects[rule.op] = target
        _ops.setdefault(target, rule.op)
    return rule


def register_name(op: str) -> None:
    """Make a function of NumPy's a primitive without a rule: the specialiser lowers its calls."""
    _ops.setdefault(object_of(op), op)


def register_family(example: Apply, build: Callable[[Apply], Rule | None]) -> None:
    """Add a primitive whose rule depends on the call; `build` makes the rule of the example too."""
    op = example.op
    _families[op], _examples[op] = build, example
    _ops.setdefault(object_of(op), op)


def lookup(op: str) -> Rule | None:
    """Return the rule of a primitive in its plainest call; None if it has none.

    Whether a primitive has a rule at all: `lookup(op) is not None`. For a call, use `match`.
    """
    if op in _families:
        return _families[op](_examples[op])
    found = _general.get(op, ())
    return next((rule for rule in found if not rule.complex), found[0] if found else None)


def match(call: Apply, kinds: Mapping[str, Kind] | None = None) -> Fit | None:
    """Return the rule that fits a call best, with what its parameters are; None if none fits.

    `x ** 2` has the rule `2.0 * x * dx`, `x ** y` the rule of the power. By the kinds of names it
    is a rule that holds for complex operands, if one of them is complex.
    """
    among_complex = kinds is not None and has_complex(call, kinds)
    refusal: UnknownKeywords | None = None
    for rule in _candidates(call):
        if not rule.holds_for(among_complex):
            continue
        try:
            bound = rule.bind(call)
        except UnknownKeywords as error:
            refusal = refusal or error
            continue
        if bound is not None:
            return _pattern(rule, bound) or Fit(rule, bound)
    if refusal is not None:
        raise refusal
    return None


def has_complex(call: Apply, kinds: Mapping[str, Kind]) -> bool:
    """Return whether an operand of a call is complex."""
    return any(_is_complex(operand, kinds) for operand in call.operands)


def _is_complex(expr: Expr, kinds: Mapping[str, Kind]) -> bool:
    match expr:
        case Name(id=name):
            return is_complex(kinds.get(name))
        case Const(value=value):
            return isinstance(value, complex)
        case Apply(op=op) if op in _REAL:
            return False
    return any(_is_complex(operand, kinds) for operand in expr.operands)


def _candidates(call: Apply) -> list[Rule]:
    family = _families.get(call.op)
    rule = None if family is None else family(call)
    return _general.get(call.op, []) if rule is None else [rule]


def _pattern(rule: Rule, bound: dict[str, Any]) -> Fit | None:
    if rule.op not in _patterns:
        return None
    values = tuple([bound[name] for name in rule.names if name in bound])
    defaults = tuple([default for _, default in rule.params])
    for pattern in _patterns.get(rule.op, ()):
        fit = pattern.match(values, defaults)
        if fit is not None:
            return fit
    return None


def op_of(obj: Any) -> str | None:
    """Return the primitive that an object is; None if it is none.

    >>> op_of(np.absolute), op_of(np.add.at), op_of(math.exp), op_of(len)
    ('np.abs', 'np.add.at', 'math.exp', 'len')
    """
    if not callable(obj):
        return None
    marker = getattr(obj, "__s2sad_primitive__", None)
    if isinstance(marker, str):
        return marker
    try:
        return _ops.get(obj)
    except TypeError:  # not hashable: not a function of NumPy's
        return None


def object_of(op: str) -> Any:
    """Return the object that a primitive is; None for operators and what does not exist here."""
    if op in _objects:
        return _objects[op]
    if "." not in op:
        return getattr(builtins, op, None) if op in _BUILTINS else None
    root, *path = op.split(".")
    found = _ROOTS.get(root)
    for name in path:
        found = getattr(found, name, None)
    return found


def all_rules() -> list[Rule]:
    """Return every rule in the order of declaration, patterns after what they are patterns of."""
    rules = []
    for op, found in _general.items():
        rules += [*found, *_patterns.get(op, ())]
    built = [build(_examples[op]) for op, build in _families.items()]
    return rules + [rule for rule in built if rule is not None]
