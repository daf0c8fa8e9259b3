"""Perhaps asked: tests whether a name, or an attribute, is None, and readings of what may be.

    if best is None or p.b > best.b:       if not has_best or p_b > best_b:
    …                                      …
    return best.a                          if not has_best:
                                               raise AttributeError("best is None")
                                           return best_a
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import gast

from ..ir.frozen import replace
from ..ir.nodes import Apply, Const, Raise
from .classes import Made, Perhaps
from .lowering import Lowering
from .ready import Ready, is_none

IDENTITY = (gast.Is, gast.IsNot)
_NAMED = (gast.Name, gast.Attribute)


class AbsenceAsked(Lowering):
    """Answers tests of what may be None, and guards what reads it."""

    def asks_whether_none(self, node: Any) -> Perhaps | None:
        """Return what `p is None` or `p is not None` asks; None of any other node."""
        is_test = isinstance(node, gast.Compare) and type(node.ops[0]) in IDENTITY
        if not is_test or len(node.ops) > 1 or not is_none(node.comparators[0]):
            return None
        found = self.static(node.left)
        return found if isinstance(found, Perhaps) else None

    def asks_of_absence(self, test: Any) -> bool:
        """Return whether a test asks whether a name is None that may be, here or in later trips."""
        is_test = isinstance(test, gast.Compare) and type(test.ops[0]) in IDENTITY
        if not is_test or not is_none(test.comparators[-1]) or not isinstance(test.left, gast.Name):
            return False
        internal = self.frame.scope.internal.get(test.left.id)
        return internal in self.none_before or self.asks_whether_none(test) is not None

    def narrow(self, test: Any, outcome: bool) -> None:
        """Note what the outcome of a test tells of the names and attributes in it."""
        if not self.has_absence:
            return
        match test:
            case gast.UnaryOp(op=gast.Not()):
                self.narrow(test.operand, not outcome)
            case gast.BoolOp() if isinstance(test.op, gast.And) == outcome:
                for part in test.values:
                    self.narrow(part, outcome)
            case gast.Compare() if self.asks_whether_none(test) is not None:
                self._tell(test.left, isinstance(test.ops[0], gast.IsNot) == outcome)
            case gast.Name() | gast.Attribute():
                self._tell(test, outcome)

    @contextmanager
    def supposing(self, test: Any, outcome: bool) -> Iterator[None]:
        """Let what is lowered now know what an outcome of a test tells, and nothing after it."""
        outer, self.told = self.told, {}
        self.narrow(test, outcome)
        told, self.told = self.told, outer
        try:
            yield
        finally:
            for table in (self.frame.scope.statics, *self.heap.values()) if told else ():
                for name, value in table.items():
                    if isinstance(value, Perhaps) and value.flag in told:
                        table[name] = replace(value, known=told[value.flag])

    def guard_absent(self, node: Any, may_raise: bool = True) -> None:
        """Raise an error of the program where an attribute is asked of what is None.

        What no statement can stand for, as it may not be reached, is refused.
        """
        if not self.has_absence:
            return
        for part, is_reached in _readings(node, frozenset()):
            found = self._held_in(part)[0]
            if not isinstance(found, Perhaps) or found.known is not None:
                continue
            if not (is_reached and may_raise):
                self.read_static(found, part)
            self._raise_of_none(found, part, node)
            self._tell(part, True)

    def no_none(self, found: Any, node: Any) -> Any:
        """Return an object that may be None where an attribute of it is asked for."""
        if not isinstance(found, Perhaps):
            return found
        if found.known is None and not isinstance(node, (*_NAMED, Ready)):  # these are guarded
            self._raise_of_none(found, node, node)
        return found.made

    def _raise_of_none(self, found: Perhaps, part: Any, node: Any) -> None:
        with self.inner_block() as body:
            text = Const(f"{self.text_of(part)} is None")
            self.emit(Raise, node, Apply("call", (self.builtin("AttributeError"), text)))
        self.branch_on(found.test(False), body, [], node)

    def _held_in(self, node: Any) -> tuple[Any, dict[str, Any] | None]:
        """Return what a name or an attribute is, and the table in which a path may note more.

        What is noted of a name of a function around would outlive the path.
        """
        if isinstance(node, gast.Name):
            scope = self.scope.owner_of(node.id)
            table = {} if scope is None else scope.statics
            return table.get(node.id), table if scope is self.frame.scope else None
        base = self.object_of(node.value)
        slots = self.heap.get(base) if isinstance(base, Made) else None
        return (None, None) if slots is None else (slots.get(node.attr), slots)

    def _tell(self, node: Any, known: bool) -> None:
        found, table = self._held_in(node)
        if isinstance(found, Perhaps) and table is not None:
            name = node.id if isinstance(node, gast.Name) else node.attr
            self.told.setdefault(found.flag, found.known)
            table[name] = replace(found, known=known)


def _readings(node: Any, told: frozenset[str], is_reached: bool = True) -> Iterator[Any]:
    """Yield the names and attributes that are read as an object, and whether surely.

    An attribute or an item is asked of them, or an operator. `told` are those, as texts, that tests
    have shown not to be None.
    """
    match node:
        case gast.Attribute(value=base) | gast.Subscript(value=base):
            found = [base]
        case gast.BinOp(left=left, right=right):
            found = [left, right]
        case gast.UnaryOp(operand=operand) if not isinstance(node.op, gast.Not):
            found = [operand]
        case gast.AugAssign(target=target, value=value):
            found = [target, value]
        case gast.Assign(targets=[gast.Tuple() | gast.List()], value=value):
            found = [value]
        case gast.Compare() if not isinstance(node.ops[0], IDENTITY):
            found = [node.left, *node.comparators]
        case _:
            found = []
    match node:
        case gast.BoolOp():
            for part in node.values:
                yield from _readings(part, told, is_reached)
                told |= _told(part, isinstance(node.op, gast.And))
                is_reached = False
        case gast.IfExp():
            yield from _readings(node.test, told, is_reached)
            yield from _readings(node.body, told | _told(node.test, True), False)
            yield from _readings(node.orelse, told | _told(node.test, False), False)
        case gast.FunctionDef():  # its statements are guarded where it is called
            return
        case gast.Lambda():
            for part in gast.iter_child_nodes(node):
                yield from _readings(part, told, False)
        case _:
            for part in gast.iter_child_nodes(node):
                yield from _readings(part, told, is_reached)
    for each in found:
        if isinstance(each, _NAMED) and gast.dump(each) not in told:
            yield each, is_reached


def _told(test: Any, outcome: bool) -> frozenset[str]:
    """Return the texts that an outcome of a test shows not to be None."""
    match test:
        case gast.UnaryOp(op=gast.Not()):
            return _told(test.operand, not outcome)
        case gast.BoolOp() if isinstance(test.op, gast.And) == outcome:
            return frozenset().union(*[_told(part, outcome) for part in test.values])
        case gast.Compare(left=left) if is_none(test.comparators[-1]):
            is_some = isinstance(test.ops[0], gast.IsNot) == outcome
            return frozenset({gast.dump(left)} if is_some else ())
        case gast.Name() | gast.Attribute() if outcome:
            return frozenset({gast.dump(test)})
    return frozenset()
