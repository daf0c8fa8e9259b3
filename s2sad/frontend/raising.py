"""Raising: a `try` around one computation, with an `except` of an error of numbers, is a test.

    try:                                   def attempt(a):
        c = np.linalg.cholesky(a)              try: c = np.linalg.cholesky(a)
    except np.linalg.LinAlgError:    ->        except np.linalg.LinAlgError: return True
        return -np.inf                         return False

                                           if rt.raises(attempt, a): return -np.inf
                                           c = np.linalg.cholesky(a)

What the `try` computes is computed twice, once to see whether it can be; it only binds names, of
which nobody sees those that were bound before it raised, and calls nothing but functions of NumPy,
SciPy and `math`. Any other `try` is called as a function of its own (`attempts.py`).
"""

from __future__ import annotations

from typing import Any

import gast

from ..ir.nodes import Apply, Expr
from .attempts import Attempts, read_in, surely_binds
from .exits import exits, falls
from .scope import bound_by
from .values import Captured, Primitive

_LEAVING = (gast.Break, gast.Continue)
_LIBRARIES = ("np.", "math.", "scipy.")
_BUILTINS = {"abs", "len", "max", "min", "pow", "round", "sum"}
_METHODS = {
    "all", "any", "astype", "conj", "copy", "dot", "max", "mean", "min", "prod", "ravel", "reshape",
    "std", "sum", "trace", "transpose", "var",
}  # fmt: skip


class Raising(Attempts):
    """Lowers the tests that such `try` statements are."""

    def try_as_test(self, node: Any, rest: list[Any]) -> bool:
        """Lower an `if` that a `try` became; return whether what follows went into an arm."""
        attempt = node.test.attempt
        if not self._is_plain(attempt):
            if exits([node]):
                self.refuse_exit(attempt)
            self.attempt(attempt)
            return False
        test = self.temporary(self._raises(attempt), node)
        arms = node.body, node.orelse
        went_in: bool = self.branch(test, *arms, rest, node)
        return went_in

    def _is_plain(self, attempt: Any) -> bool:
        """Return whether a body calls functions only that have no effects."""
        calls = [p for s in attempt.body for p in gast.walk(s) if isinstance(p, gast.Call)]
        objects = [p for s in attempt.body for p in gast.walk(s) if isinstance(p, gast.Name)]
        holds = any(self.may_be_object(p) for p in objects if isinstance(p.ctx, gast.Load))
        return all(map(self._is_known_call, calls)) and not holds and self._is_whole(attempt)

    def _is_whole(self, attempt: Any) -> bool:
        """Return whether nobody sees what a body bound before it raised."""
        handler = attempt.handlers[0].body
        computed = [s for s in attempt.body if not isinstance(s, _LEAVING)]
        early = {name for stmt in computed[:-1] for name in bound_by(stmt)}
        read = set(read_in(handler))
        early = {n for n in early if n in read or not surely_binds(handler, n)}
        leaves = not falls(handler) and exits(handler) <= {"return"}
        inside = {id(p) for stmt in (*attempt.body, *attempt.orelse) for p in gast.walk(stmt)}
        after = gast.walk(self.frame.source.node) if not leaves else ()
        names = [p for p in after if isinstance(p, gast.Name) and id(p) not in inside]
        seen = read | {p.id for p in names if isinstance(p.ctx, gast.Load)}
        return not early & seen

    def _is_known_call(self, call: Any) -> bool:
        known = self.static(call.func)
        if isinstance(known, Primitive):
            is_drawn = known.op.startswith("np.random")
            return known.op in _BUILTINS or known.op.startswith(_LIBRARIES) and not is_drawn
        is_method = isinstance(call.func, gast.Attribute) and call.func.attr in _METHODS
        return known is None and is_method and self.static(call.func.value) is None

    def _raises(self, attempt: Any) -> Expr:
        """Return the call that tells whether the body of a `try` raises."""
        given = [name for name in read_in(attempt.body) if self.is_given(name)]
        body = [
            gast.Expr(stmt.value) if isinstance(stmt, gast.Return) else stmt
            for stmt in attempt.body
            if not isinstance(stmt, _LEAVING)
        ]
        true = gast.Return(gast.Constant(True, None))
        handler = gast.ExceptHandler(attempt.handlers[0].type, None, [true])
        tried = gast.fix_missing_locations(
            gast.copy_location(gast.Try(body, [handler], [], []), attempt)
        )
        helper = Captured({"attempt": self.helper_of(tried, "return False", given)}, "attempt")
        operands = [self.operand(_load(name, attempt)) for name in given]
        return Apply("rt.raises", (self.capture(helper), *operands))


def _load(name: str, node: Any) -> Any:
    return gast.copy_location(gast.Name(name, gast.Load(), None, None), node)
