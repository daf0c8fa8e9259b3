"""Matching: a `match` statement is the `if` statement that its patterns stand for.

    match kind:                       if kind == "a" or kind == "b":
        case "a" | "b":                   y = x
            y = x                     elif kind is None:
        case None:               ->       y = 2.0 * x
            y = 2.0 * x               else:
        case other:                       other = kind
            y = scale(x, other)           y = scale(x, other)

The subject is evaluated once. The places of `Point(x, y)` are attributes that the class names when
the function is read (`finish_patterns`). A name of several patterns, `("a", v) | ("b", _, v)`, has
the value of the first one that matches. What is left as it is, and refused, is the rest of a
mapping.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import gast

from ..ir.frozen import dataclass
from .blocks import statements_in
from .rewriting import Rewriter

OF_CLASS, PLACE = "of_class", "place_in_class"  # of an attribute that its class has to name
SEQUENCES = "are_all_sequences"  # of a tuple of classes, to which `deque` is still to be added
SURELY = "is_surely_long_enough"
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
        node.has_patterns = True
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
        _note_lengths(node.cases)
        for case in reversed(node.cases):
            matched = _matched(case.pattern, subject)
            if case.guard is not None and matched.tests and matched.bound:
                guarded = self._with_guard_on_values(case, matched)
                if guarded is None:
                    chain = self._with_flag(case, matched, chain)
                    continue
                case = guarded
            chain = _arm(case, matched, chain)
        return [*made, *chain] or [gast.copy_location(gast.Pass(), node)]

    def _with_guard_on_values(self, case: Any, matched: _Matched) -> Any:
        """Return a case whose guard reads the values that its names would be bound to.

        Python binds the names even if the guard fails: None if something else reads them.
        """
        names = {name for name, _ in matched.bound}
        if any(isinstance(part, _SCOPES) for part in gast.walk(case.guard)):
            return None
        if names & set(_read_elsewhere(self.function, names)):
            return None
        guard = _Substitution(dict(matched.bound)).visit(copy.deepcopy(case.guard))
        return gast.copy_location(gast.match_case(case.pattern, guard, case.body), case)

    def _with_flag(self, case: Any, matched: _Matched, chain: list[Any]) -> list[Any]:
        """Return the statements of a case whose names are bound where its guard fails, too."""
        flag = self.free_name("matched")
        target, read = [gast.Name(flag, ctx, None, None) for ctx in (gast.Store(), gast.Load())]
        binds = [_binding(name, value, case.pattern) for name, value in matched.bound]
        start = gast.Assign([target], gast.Constant(False, None), None)
        found = _at(gast.Assign([target], case.guard, None), case.pattern)
        test = _at(_all(matched.tests, case.pattern), case.pattern)
        tried = gast.If(test, [*binds, found], [])
        taken = gast.If(read, case.body, chain)
        return [_at(made, case.pattern) for made in (start, tried, taken)]

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
    *others, last = found
    tests = [_all(part.tests, pattern) for part in found if part.tests]
    bound = dict(last.bound)
    for part, test in reversed(list(zip(others, tests))):
        for name, value in part.bound:
            if gast.dump(value) != gast.dump(bound[name]):
                bound[name] = _at(gast.IfExp(test, value, bound[name]), pattern)
    either = () if len(tests) < len(found) else (_at(gast.BoolOp(gast.Or(), tests), pattern),)
    return _Matched(either, tuple(bound.items()))


def _all(tests: tuple[Any, ...], pattern: Any) -> Any:
    return tests[0] if len(tests) == 1 else _at(gast.BoolOp(gast.And(), list(tests)), pattern)


def _sequence(pattern: Any, subject: Any) -> _Matched:
    parts = pattern.patterns
    stars = [k for k, part in enumerate(parts) if isinstance(part, gast.MatchStar)]
    before, after = (stars[0], len(parts) - stars[0] - 1) if stars else (len(parts), 0)
    if isinstance(subject, gast.Tuple):
        count = len(subject.elts)
        if count < before + after or not stars and count > before:
            return _Matched((_at(gast.Constant(False, None), pattern),))
        items, found = list(subject.elts), _Matched()
        rest: Any = gast.List(items[before : count - after], gast.Load())
        items[before : count - after] = [_at(rest, pattern)] if stars else []
    else:
        items = [_item(subject, k, pattern) for k in range(before)]
        if stars:
            items.append(_rest(subject, before, after, pattern))
        items += [_item(subject, k - after, pattern) for k in range(after)]
        found = _is_sequence(subject, before + after, bool(stars), pattern)
    for part, item in zip(parts, items):
        is_star = isinstance(part, gast.MatchStar)
        found &= _kept(part, item) if is_star else _matched(part, item)
    return found


def _kept(star: Any, items: Any) -> _Matched:
    """Return what a star binds."""
    return _Matched() if star.name is None else _Matched((), ((star.name, items),))


def _rest(subject: Any, before: int, after: int, pattern: Any) -> Any:
    """Return the list of the items that a star takes."""
    ends = [gast.Constant(k, None) if k else None for k in (before, -after)]
    part = gast.Subscript(subject, gast.Slice(*ends, None), gast.Load())
    return _at(gast.Call(_name("list"), [part], []), pattern)


def _is_sequence(subject: Any, count: int, at_least: bool, pattern: Any) -> _Matched:
    names = [_name(name) for name in ("list", "tuple", "range")]
    types = gast.Tuple(names, gast.Load())
    setattr(types, SEQUENCES, True)
    is_one = _at(gast.Call(_name("isinstance"), [subject, types], []), pattern)
    length = gast.Call(_name("len"), [subject], [])
    relation = gast.GtE() if at_least else gast.Eq()
    fits = _test(length, relation, gast.Constant(count, None), pattern)
    surely = at_least and (not count or hasattr(pattern, SURELY))
    return _Matched((is_one,)) if surely else _Matched((is_one,)) & fits


def _note_lengths(cases: list[Any]) -> None:
    """Note patterns with a star that take all lengths that the cases before them leave."""
    taken: set[int] = set()
    for case in cases:
        parts = case.pattern.patterns if isinstance(case.pattern, gast.MatchSequence) else []
        has_star = any(isinstance(part, gast.MatchStar) for part in parts)
        if has_star and taken >= set(range(len(parts) - 1)):
            setattr(case.pattern, SURELY, True)
        is_length = isinstance(case.pattern, gast.MatchSequence) and not has_star
        if is_length and case.guard is None and all(map(_takes_all, parts)):
            taken.add(len(parts))


def _takes_all(pattern: Any) -> bool:
    return isinstance(pattern, gast.MatchAs) and pattern.pattern is None


def _of_class(pattern: Any, subject: Any) -> _Matched:
    is_builtin = isinstance(pattern.cls, gast.Name) and pattern.cls.id in _TYPES
    if is_builtin and (len(pattern.patterns) > 1 or pattern.kwd_attrs):
        raise NotPlain
    found = _is_one_of(pattern.cls, subject, pattern)
    for place, part in enumerate(pattern.patterns):
        found &= _matched(part, subject if is_builtin else _place(subject, place, pattern))
    for name, part in zip(pattern.kwd_attrs, pattern.kwd_patterns):
        found &= _matched(part, _at(gast.Attribute(subject, name, gast.Load()), pattern))
    return found


def _place(subject: Any, place: int, pattern: Any) -> Any:
    """Return the attribute that a class has at a place: its name is known later."""
    made = _at(gast.Attribute(subject, f"<{place}>", gast.Load()), pattern)
    setattr(made, OF_CLASS, pattern.cls)
    setattr(made, PLACE, place)
    return made


def finish_patterns(
    function: Any, class_of: Callable[[Any], Any], deque_at: Callable[[Any], Any]
) -> Iterable[Any]:
    """Name the attributes at the places of patterns; yield the classes that have no such place.

    `deque_at` gives a node for the class of deques, which are sequences, too.
    """
    for part in gast.walk(function) if getattr(function, "has_patterns", False) else ():
        if hasattr(part, SEQUENCES):
            part.elts = [*part.elts[:3], deque_at(part)]
        cls = getattr(part, OF_CLASS, None)
        if cls is None:
            continue
        names = getattr(class_of(cls), "__match_args__", ())
        if getattr(part, PLACE) < len(names):
            part.attr = names[getattr(part, PLACE)]
        else:
            yield cls


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
