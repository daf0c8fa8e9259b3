"""The registry: which rules a primitive has, and which object a primitive is.

One primitive may have several rules: patterns (`x ** 2`), which are tried first, and one rule
for each way to call it (`math.log(x)`, `math.log(x, base)`).
"""

from __future__ import annotations

import bisect
import builtins
import importlib
import math
import sys
from collections.abc import Callable, Mapping
from threading import RLock
from types import ModuleType
from typing import Any

import numpy as np

from .. import runtime
from ..ir.frozen import replace
from ..ir.kinds import Array, Kind, is_complex
from ..ir.nodes import Apply, Const, Expr, Name
from .rule import Fit, Rule, UnknownKeywords

_ROOTS = {"np": np, "math": math, "bisect": bisect, "rt": runtime}
OPTIONAL = ("scipy",)  # libraries that are imported by those who call them, never by s2sad
_WHEN_READ = {"np.fft": "numpy.fft", "np.polynomial": "numpy.polynomial"}  # by NumPy itself
_BUILTINS = (
    "abs", "all", "any", "bool", "complex", "dict", "divmod", "enumerate", "filter", "float",
    "format", "hash", "id", "int", "isinstance", "issubclass", "iter", "len", "list", "map", "max",
    "min", "next", "pow", "print", "range", "repr", "reversed", "round", "set", "slice", "sorted",
    "str", "sum", "tuple", "type", "zip", "getattr", "hasattr", "setattr", "callable",
)  # fmt: skip

_REAL = {"abs", "np.abs", "np.real", "np.imag", "np.angle", "np.shape", "np.size", "np.ndim", "len"}

_unread: dict[str, list[Callable[[], Rule]]] = {}  # declared, and not looked up yet
_reading = RLock()
_general: dict[str, list[Rule]] = {}
_patterns: dict[str, list[Rule]] = {}
_families: dict[str, Callable[[Apply], Rule | None]] = {}
_examples: dict[str, Apply] = {}
_objects: dict[str, Any] = {}
_ops: dict[Any, str] = {getattr(builtins, name): name for name in _BUILTINS}
_waiting: dict[str, list[str]] = {}  # a module that need not be imported yet -> its primitives
changes = [0]  # how often users have declared rules: what was read before is out of date


def register(op: str, read: Callable[[], Rule], function: Any = None) -> None:
    """Declare a rule, which is read when the primitive is first looked up.

    `function` is the object that the primitive is, where its path does not say.
    """
    _unread[op] = [*_unread.get(op, ()), read]
    _general.setdefault(op, [])
    _name(op, function)


def _read(op: str) -> None:
    """Put the rules of a primitive into the tables, which must be done before these are read."""
    with _reading:
        for read in _unread.get(op, ()):
            rule = read()
            table = _general if rule.pattern is None else _patterns
            table[op] = [*table.get(op, ()), rule]
        _unread.pop(op, None)


def _name(op: str, function: Any = None) -> None:
    """Let an object be known as a primitive, or wait for the import of its module."""
    module = _awaited(op) if function is None else None
    if module is not None:
        _waiting.setdefault(module, []).append(op)
        return
    target = object_of(op) if function is None else function
    if target is not None:
        _objects[op] = target
        _ops.setdefault(target, op)


def _awaited(op: str) -> str | None:
    """Return the module that a primitive waits for; None of one that is there with NumPy."""
    return module_of(op) if is_optional(op) else _WHEN_READ.get(".".join(op.split(".")[:2]))


def is_optional(op: str) -> bool:
    """Return whether a primitive is of a library that s2sad does not import."""
    return op.partition(".")[0] in OPTIONAL


def module_of(op: str) -> str:
    """Return the module that a text imports for a primitive: `scipy.stats` of a distribution.

    Of a library it is `library.part`; of other modules the longest part of the name that is one.
    """
    path = op.split(".")
    if path[0] in OPTIONAL:
        return ".".join(path[:2])
    longest = range(len(path) - 1, 0, -1)
    known = [".".join(path[:n]) for n in longest if ".".join(path[:n]) in sys.modules]
    return known[0] if known else ".".join(path[:-1])


def _name_what_was_imported() -> None:
    """Name the primitives of the modules that are imported by now."""
    for name in [name for name in _waiting if name in sys.modules]:
        module = sys.modules[name]
        if getattr(getattr(module, "__spec__", None), "_initializing", False):
            continue
        for op in _waiting.pop(name):
            target = _found(module, op.split(".")[2:])
            if target is not None:
                _objects[op] = target
                _ops.setdefault(target, op)


def rules_of(op: str) -> list[Rule]:
    """Return all rules of a primitive."""
    _read(op)
    return [*_general.get(op, ()), *_patterns.get(op, ())]


def forget(rule: Rule) -> None:
    """Take a rule away, and with the last rule of a primitive the primitive."""
    _read(rule.op)
    for table in (_general, _patterns):
        left = [other for other in table.pop(rule.op, []) if other is not rule]
        if left:
            table[rule.op] = left
    if rule.op not in _general:
        _objects.pop(rule.op, None)
        for obj in [obj for obj, name in _ops.items() if name == rule.op]:
            del _ops[obj]


def register_name(op: str) -> None:
    """Make a function of NumPy's a primitive without a rule: the specialiser lowers its calls."""
    _ops.setdefault(object_of(op), op)


def is_declared(op: str) -> bool:
    """Return whether a primitive is a function of a library, or a user's, that has a rule."""
    root, dot, _ = op.partition(".")
    return bool(dot) and root not in _ROOTS and (op in _general or op in _families)


def register_family(example: Apply, build: Callable[[Apply], Rule | None]) -> None:
    """Add a primitive whose rule depends on the call; `build` makes the rule of the example too."""
    op = example.op
    _families[op], _examples[op] = build, example
    _name(op)


def lookup(op: str) -> Rule | None:
    """Return the rule of a primitive in its plainest call; None if it has none.

    Whether a primitive has a rule at all: `lookup(op) is not None`. For a call, use `match`.
    """
    if op in _families:
        return _families[op](_examples[op])
    if op in _unread:
        _read(op)
    found = _general.get(op, ())
    return next((rule for rule in found if not rule.complex), found[0] if found else None)


def match(call: Apply, kinds: Mapping[str, Kind] | None = None) -> Fit | None:
    """Return the rule that fits a call best, with what its parameters are; None if none fits.

    `x ** 2` has the rule `2.0 * x * dx`, `x ** y` the rule of the power. By the kinds of names it
    is a rule that holds for complex operands, if one of them is complex.
    """
    among_complex = kinds is not None and has_complex(call, kinds)
    kept = call.kept
    if kept is not None and kept[0] is among_complex and kept[1] is _general.get(call.op) and (
        kept[2] is _patterns.get(call.op)
    ):  # fmt: skip
        return kept[3]  # type: ignore[no-any-return]
    fit = _match(call, kinds, among_complex)
    if call.op not in _families and not any(rule.vector for rule in _general.get(call.op, ())):
        call.keep((among_complex, _general.get(call.op), _patterns.get(call.op), fit))
    return fit


def _match(call: Apply, kinds: Mapping[str, Kind] | None, among_complex: bool) -> Fit | None:
    refusal: UnknownKeywords | None = None
    for rule in _candidates(call):
        if not rule.holds_for(among_complex):
            continue
        try:
            bound = rule.bind(call)
        except UnknownKeywords as error:
            refusal = refusal or error
            continue
        if bound is not None and (not rule.vector or _has_vector(rule, bound, kinds)):
            return _pattern(rule, bound) or Fit(rule, bound)
    if refusal is not None:
        raise refusal
    return None


def unmet(call: Apply) -> dict[str, tuple[object, ...]]:
    """Return the parameters whose values no rule covers in a call, each with those that one does.

    Of several rules it is the one that misses the fewest; nothing if the call fits none anyway.
    """
    found: list[tuple[Rule, list[str]]] = []
    for rule in _candidates(call):
        try:
            bound = replace(rule, only={}).bind(call)
        except UnknownKeywords:
            continue
        if bound is not None and (names := rule.unmet(bound)):
            found.append((rule, names))
    fewest = min(found, key=lambda each: len(each[1]), default=None)
    covered: dict[str, dict[object, None]] = {} if fewest is None else {n: {} for n in fewest[1]}
    for rule, names in found:
        for name in names if names == list(covered) else ():
            covered[name].update(dict.fromkeys(rule.only[name]))
    return {name: tuple(values) for name, values in covered.items()}


def _has_vector(
    rule: Rule, bound: Mapping[str, Expr], kinds: Mapping[str, Kind] | None
) -> bool:
    """Return whether what has to be a vector for a rule is known to be one."""
    given = bound.get(rule.vector)
    kind = kinds.get(given.id) if kinds and isinstance(given, Name) else None
    return isinstance(kind, Array) and kind.ndim == 1


def has_complex(call: Apply, kinds: Mapping[str, Kind]) -> bool:
    """Return whether an operand of a call is complex."""
    return True in [_is_complex(operand, kinds) for operand in call.operands]


def _is_complex(expr: Expr, kinds: Mapping[str, Kind]) -> bool:
    if type(expr) is Name:
        return is_complex(kinds.get(expr.id))
    if type(expr) is Const:
        return isinstance(expr.value, complex)
    return expr.op not in _REAL and has_complex(expr, kinds)


def _candidates(call: Apply) -> list[Rule]:
    family = _families.get(call.op)
    rule = None if family is None else family(call)
    if rule is not None:
        return [rule]
    if call.op in _unread:
        _read(call.op)
    return _general.get(call.op, [])


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


def takes_tuples(op: str) -> bool:
    """Return whether a primitive takes a tuple apart: `cho_solve((c, lower), b)`, `args=()`."""
    if op in _unread:
        _read(op)
    defaults = [default for rule in _general.get(op, ()) for _, default in rule.params]
    operands = [operand for rule in _patterns.get(op, ()) for operand in rule.pattern or ()]
    taken = any(isinstance(operand, Apply) and operand.op == "tuple" for operand in operands)
    return taken or Apply("tuple", ()) in defaults


def names_known(op: str) -> frozenset[str] | None:
    """Return what the rules of a primitive call its parameters; None if they take all names."""
    if op in _unread:
        _read(op)
    found = list(_general.get(op, ()))
    if op in _families and (built := _families[op](_examples[op])) is not None:
        found.append(built)
    if any(rule.anything for rule in found):
        return None
    return frozenset([name for rule in found for name in rule.names])


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
        found = _ops.get(obj)
    except TypeError:  # not hashable: not a function of NumPy's
        return None
    if found is None and any(name in sys.modules for name in _waiting):
        _name_what_was_imported()
        found = _ops.get(obj)
    return found


def object_of(op: str) -> Any:
    """Return the object that a primitive is; None for operators and what does not exist here."""
    module = _awaited(op)
    if module in _waiting:
        try:
            importlib.import_module(module)
        except ModuleNotFoundError:  # an optional library
            return None
        _name_what_was_imported()
    if op in _objects:
        return _objects[op]
    if "." not in op:
        return getattr(builtins, op, None) if op in _BUILTINS else None
    root, *path = op.split(".")
    return _found(_ROOTS.get(root), path)


def _found(module: ModuleType | None, path: list[str]) -> Any:
    found: Any = module
    for name in path:
        found = getattr(found, name, None)
    return found


def all_rules() -> list[Rule]:
    """Return every rule of ours in the order of declaration, patterns after what they refine."""
    rules = []
    for op in list(_general):
        if op in _unread:
            _read(op)
        rules += [*_general[op], *_patterns.get(op, ())]
    built = [build(_examples[op]) for op, build in _families.items()]
    rules += [rule for rule in built if rule is not None]
    return [rule for rule in rules if rule.source.startswith("s2sad.")]
