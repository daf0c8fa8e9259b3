"""Known whiles: a `while` on objects, whose trips are known before the run, is written out.

    while n is not None:                 s += head_v
        s += n.v                 ->      s += head_next_v
        n = n.next
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import gast

from ..errors import Unsupported
from ..ir.nodes import Const
from .classes import Made
from .exits import exits, falls
from .herds import Herd, Listing
from .known_tests import KnownTests
from .values import NONE

MOST = 64  # trips of a loop that is written out


class KnownWhiles(KnownTests):
    """Writes out loops whose tests are about objects that the function has made."""

    def __init__(self) -> None:
        super().__init__()
        self.written_out: Counter[int] = Counter()  # trips of each loop, by its node

    def known_while(self, node: Any, rest: list[Any]) -> bool:
        """Lower the next trip of a loop and all that follows, if its test is known; else False."""
        if not isinstance(node, gast.While) or node.orelse or not self._is_on_objects(node.test):
            return False
        goes_on = self.known_test(node.test)
        if goes_on is None:
            return False
        if not goes_on:
            self.statements(rest)
            return True
        if self.written_out[id(node)] == MOST:
            raise self.refusal(
                Unsupported, f"s2sad cannot write out `while {self.text_of(node.test)}`", node,
                f"Its trips are written out one by one, and there are more than {MOST}.",
                "Loop over a list of numbers or arrays instead of objects.",
            )  # fmt: skip
        self.written_out[id(node)] += 1
        self.statements([*_followed(_nested(node.body), node), *rest])
        self.written_out[id(node)] -= 1
        return True

    def note_none(self, name: str, value: Any) -> None:
        """Note that a name is bound to None, where an object might stand."""
        scope = self.frame.scope
        is_own = self.scope is scope or name not in self.scope.internal
        if not self.heap or value != Const(None) or scope.internal.get(name) in self.shared:
            return
        if is_own:
            scope.statics[name] = NONE

    def _is_on_objects(self, test: Any) -> bool:
        """Return whether a test is about an object, or about None that stands for one.

        A list of objects that a `while` asks whether it is empty is read one by one.
        """
        named = (gast.Name, gast.Attribute, gast.Subscript)
        known = [self.static(part) for part in gast.walk(test) if isinstance(part, named)]
        for value in known:
            is_asked = isinstance(test, named) or self.joined & self.opened
            if isinstance(value, Listing) and isinstance(value.of, Herd) and is_asked:
                self.one_by_one(value.of)
        return bool(self.heap) and any(isinstance(v, Made) or v == NONE for v in known)


def _nested(body: list[Any]) -> list[Any]:
    """Return statements without `continue`: what it skips goes into the other arm."""
    for index, node in enumerate(body):
        if isinstance(node, gast.Continue):
            return body[:index]
        if isinstance(node, gast.If) and "continue" in exits([node]):
            arms = [_nested([*arm, *body[index + 1 :]]) for arm in (node.body, node.orelse)]
            return [*body[:index], _branch(node, *arms)]
    return body


def _followed(body: list[Any], loop: Any) -> list[Any]:
    """Return a trip of a loop with the loop after it, but for where a `break` ends it."""
    for index, node in enumerate(body):
        if isinstance(node, gast.Break):
            return body[:index]
        if isinstance(node, gast.If) and "break" in exits([node]):
            arms = [_followed([*arm, *body[index + 1 :]], loop) for arm in (node.body, node.orelse)]
            return [*body[:index], _branch(node, *arms)]
    return [*body, loop] if falls(body) else body


def _branch(node: Any, body: list[Any], orelse: list[Any]) -> Any:
    nothing = gast.copy_location(gast.Pass(), node)
    return gast.copy_location(gast.If(node.test, body or [nothing], orelse), node)
