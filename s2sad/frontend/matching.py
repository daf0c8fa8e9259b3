"""Matching: a `match` statement is the `if` statement that its patterns stand for.

    match kind:                       if kind == "a" or kind == "b":
        case "a" | "b":                   y = x
            y = x                     elif kind is None:
        case None:               ->       y = 2.0 * x
            y = 2.0 * x               else:
        case other:                       other = kind
            y = scale(x, other)           y = scale(x, other)

The subject is evaluated once. What is left as it is, and refused: patterns with a star, places of
an object's attributes (`Point(x, y)`), and names that a guard leaves bound for what follows.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import gast

from .blocks import statements_in
from .rewriting import Rewriter

_SCOPES = (gast.Lambda, gast.GeneratorExp, gast.ListComp, gast.DictComp, gast.NamedExpr)
_TYPES = {"int", "float", "str", "bool", "list", "tuple", "complex", "dict"}


class NotPlain(Exception):
    """A pattern that is not a test of values."""


@dataclass(frozen=True)
class _Matched:
    """What a pattern tests (None: nothing), and the names that it binds, with their values."""

    tests: tuple[Any, ...] = ()
    bound: tuple[tuple[str, Any], ...] = ()

    def __and__(self, other: _Matched) -> _Matched:
        return _Matched(self.tests + other.tests, self.bound + other.bound)


def without_matches(node: Any) -> Any:
    """Return a function's node with `if` statements in the place of its `match` statements."""
    if any(isinstance(part, gast.Match) for part in statements_in(node)):
        _Matches(node).visit(node)
    return node


class _Matches(Rewriter):
    """Rewrites every `match` statement."""

    def __init__(self, function: Any) -> None:
        super().__init__(function)
        self.function = copy.deepcopy(function)  # as it is written

    def visit_Match(self, node: Any) -> Any:
        self.generic_visit(node)
        try:
            return self._rewritten(node)
        except NotPlain:
            return node

    def _rewritten(self, node: Any) -> list[Any]:
        made: list[Any] = []
        parts = [node.subject]
        is_tuple = isinstance(node.subject, gast.Tuple) and not _has_star(node.subject)
        if is_tuple:
            parts = node.subject.elts
        named = [self._named(part, node, made) for part in parts]
        subject = gast.Tuple(named, gast.Load()) if is_tuple else named[0]
        chain: list[Any] = []
        for case in reversed(node.cases):
            matched = _matched(case.pattern, subject)
            if case.guard is not None and matched.tests and matched.bound:
                case = self._with_guard_on_values(case, matched)
            chain = _arm(case, matched, chain)
        return [*made, *chain] or [gast.copy_location(gast.Pass(), node)]

    def _with_guard_on_values(self, case: Any, matched: _Matched) -> Any:
        """Return a case whose guard reads the values that its names would be bound to.

        Python binds the names even if the guard fails, so nothing else may read them.
        """
        names = {name for name, _ in matched.bound}
        if any(isinstance(part, _SCOPES) for part in gast.walk(case.guard)):
            raise NotPlain
        if names & set(_read_elsewhere(self.function, names)):
            raise NotPlain
        guard = _Substitution(dict(matched.bound)).visit(copy.deepcopy(case.guard))
        return gast.copy_location(gast.match_case(case.pattern, guard, case.body), case)

    def _named(self, part: Any, node: Any, made: list[Any]) -> Any:
        """Return the subject as something that may be evaluated once for each case."""
        bound = {n for case in node.cases for n in _names_bound_by_test(case)}
        if isinstance(part, gast.Constant) or isinstance(part, gast.Name) and part.id not in bound:
            return part
        name = self.free_name("subject")
        target = _at(gast.Name(name, gast.Store(), None, None), part)
        made.append(_at(gast.Assign([target], part, None), part))
        return _at(gast.Name(name, gast.Load(), None, None), part)


def _arm(case: Any, matched: _Matched, chain: list[Any]) -> list[Any]:
    """Return the statements of a case, and of those after it, `chain`."""
    binds = [_binding(name, value, case.pattern) for name, value in matched.bound]
    tests = list(matched.tests)
    if case.guard is not None and binds and not tests:
        return [*binds, *_arm(case, _Matched(), chain)]
    if case.guard is not None:
        tests.append(case.guard)
    if not tests:
        return [*binds, *case.body]
    test = tests[0] if len(tests) == 1 else gast.BoolOp(gast.And(), tests)
    return [_at(gast.If(_at(test, case.pattern), [*binds, *case.body], chain), case.pattern)]


def _matched(pattern: Any, subject: Any) -> _Matched:
    match pattern:
        case gast.MatchValue():
            return _test(subject, gast.Eq(), pattern.value, pattern)
        case gast.MatchSingleton():
            value = _at(gast.Constant(pattern.value, None), pattern)
            return _test(subject, gast.Is(), value, pattern)
        case gast.MatchAs():
            return _capture(pattern, subject)
        case gast.MatchOr():
            return _either(pattern, subject)
        case gast.MatchSequence():
            return _sequence(pattern, subject)
        case gast.MatchClass():
            return _of_class(pattern, subject)
        case gast.MatchMapping(rest=None):
            return _of_mapping(pattern, subject)
    raise NotPlain


def _test(subject: Any, op: Any, value: Any, pattern: Any) -> _Matched:
    return _Matched((_at(gast.Compare(subject, [op], [value]), pattern),))


def _capture(pattern: Any, subject: Any) -> _Matched:
    found = _Matched() if pattern.pattern is None else _matched(pattern.pattern, subject)
    if pattern.name is None:
        return found
    return found & _Matched((), ((pattern.name, subject),))


def _either(pattern: Any, subject: Any) -> _Matched:
    found = [_matched(part, subject) for part in pattern.patterns]
    if any(part.bound for part in found):
        raise NotPlain
    if not all(part.tests for part in found):
        return _Matched()
    tests = [_all(part.tests, pattern) for part in found]
    return _Matched((_at(gast.BoolOp(gast.Or(), tests), pattern),))


def _all(tests: tuple[Any, ...], pattern: Any) -> Any:
    return tests[0] if len(tests) == 1 else _at(gast.BoolOp(gast.And(), list(tests)), pattern)


def _sequence(pattern: Any, subject: Any) -> _Matched:
    parts = pattern.patterns
    if any(isinstance(part, gast.MatchStar) for part in parts):
        raise NotPlain
    if isinstance(subject, gast.Tuple):
        if len(parts) != len(subject.elts):
            return _Matched((_at(gast.Constant(False, None), pattern),))
        items, found = list(subject.elts), _Matched()
    else:
        items = [_item(subject, k, pattern) for k in range(len(parts))]
        found = _is_sequence(subject, len(parts), pattern)
    for part, item in zip(parts, items):
        found &= _matched(part, item)
    return found


def _is_sequence(subject: Any, count: int, pattern: Any) -> _Matched:
    types = gast.Tuple([_name("list"), _name("tuple")], gast.Load())
    is_one = _at(gast.Call(_name("isinstance"), [subject, types], []), pattern)
    length = gast.Call(_name("len"), [subject], [])
    fits = _test(length, gast.Eq(), gast.Constant(count, None), pattern)
    return _Matched((is_one,)) & fits


def _of_class(pattern: Any, subject: Any) -> _Matched:
    is_builtin = isinstance(pattern.cls, gast.Name) and pattern.cls.id in _TYPES
    if len(pattern.patterns) > is_builtin or is_builtin and pattern.kwd_attrs:
        raise NotPlain
    found = _is_one_of(pattern.cls, subject, pattern)
    for part in pattern.patterns:
        found &= _matched(part, subject)
    for name, part in zip(pattern.kwd_attrs, pattern.kwd_patterns):
        found &= _matched(part, _at(gast.Attribute(subject, name, gast.Load()), pattern))
    return found


def _of_mapping(pattern: Any, subject: Any) -> _Matched:
    found = _is_one_of(_name("dict"), subject, pattern)
    for key in pattern.keys:
        found &= _Matched((_at(gast.Compare(key, [gast.In()], [subject]), pattern),))
    for key, part in zip(pattern.keys, pattern.patterns):
        found &= _matched(part, _at(gast.Subscript(subject, key, gast.Load()), pattern))
    return found


def _is_one_of(cls: Any, subject: Any, pattern: Any) -> _Matched:
    return _Matched((_at(gast.Call(_name("isinstance"), [subject, cls], []), pattern),))


class _Substitution(gast.NodeTransformer):
    """Puts values in the place of names."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.values = values

    def visit_Name(self, node: Any) -> Any:
        return _at(copy.deepcopy(self.values.get(node.id, node)), node)


def _read_elsewhere(node: Any, names: set[str]) -> Iterator[str]:
    """Yield the names that are used outside of cases that bind them themselves."""
    if isinstance(node, gast.match_case):
        names = names - {getattr(part, "name", None) for part in gast.walk(node.pattern)}
    if isinstance(node, gast.Name) and node.id in names:
        yield node.id
    for part in gast.iter_child_nodes(node):
        yield from _read_elsewhere(part, names)


def _item(subject: Any, index: int, pattern: Any) -> Any:
    return _at(gast.Subscript(subject, gast.Constant(index, None), gast.Load()), pattern)


def _binding(name: str, value: Any, pattern: Any) -> Any:
    target = gast.Name(name, gast.Store(), None, None)
    return _at(gast.Assign([target], value, None), pattern)


def _names_bound_by_test(case: Any) -> set[str]:
    """Return the names that a case may bind before the next case is tried."""
    guards = [] if case.guard is None else list(gast.walk(case.guard))
    walrus = {part.target.id for part in guards if isinstance(part, gast.NamedExpr)}
    names = [getattr(part, "name", None) for part in gast.walk(case.pattern)]
    return walrus | ({name for name in names if name} if guards else set())


def _has_star(node: Any) -> bool:
    return any(isinstance(item, gast.Starred) for item in node.elts)


def _name(name: str) -> Any:
    return gast.Name(name, gast.Load(), None, None)


def _at(node: Any, like: Any) -> Any:
    """Return a node that is made, with its new parts, at the place of another."""
    for part in gast.walk(node):
        if not hasattr(part, "lineno"):
            gast.copy_location(part, like)
    return node
