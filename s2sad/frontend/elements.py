"""Elements: NumPy's functions of functions, and its index objects.

    np.vectorize(f)(x)                ->  the items f(v), in the shape of x
    np.apply_along_axis(f, 0, x)      ->  the items f(lane)
    np.piecewise(x, [c, d], [f, g])   ->  y = zeros; y[c] = f(x[c]); y[d] = g(x[d])
    np.multiply.at(a, i, x)           ->  a[j] = a[j] * x[k], in turns of places j that differ
    np.r_[x, y], np.c_[x, y]          ->  the parts joined
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import Any

import gast
import numpy as np

from ..errors import Unsupported, WrongCall
from ..ir.nodes import Apply, Const, Expr
from . import numpy_functions as written
from .by_name import by_place
from .lowering import Lowering, Result, is_function
from .ready import Ready, call_on, is_none
from .values import Captured, Partial, Primitive

# What folds an array from the first row to the last: `np.power.reduce` does not.
FOLDED = {f"np.{name}.{method}": (f"np.{name}", function)
          for name in ("subtract", "divide", "hypot")
          for method, function in (("reduce", written.reduced),
                                   ("accumulate", written.accumulated))}  # fmt: skip
FOLDED["np.hypot.reduce"] = ("np.hypot", written.lengths)
AT = {f"np.{name}.at": f"np.{name}"
      for name in ("multiply", "divide", "power", "maximum", "minimum", "fmax", "fmin")}
OF_FUNCTIONS = {
    "np.vectorize", "np.vectorize.call", "np.vectorize.typed", "np.apply_along_axis",
    "np.piecewise", *FOLDED, *AT,
}  # fmt: skip
BY_COUNT = {
    "np.vectorize.call": {1: written.of_one, 2: written.of_two, 3: written.of_three},
    "np.vectorize.typed": {
        1: written.of_one_typed, 2: written.of_two_typed, 3: written.of_three_typed,
    },
}  # fmt: skip


class Elements(Lowering):
    """Lowers what is done to each element, lane or piece of an array."""

    def of_functions(self, op: str, node: Any) -> Result:
        """Return the value of a call of one of `OF_FUNCTIONS`."""
        args, keywords = by_place(op, *self.expanded(node))
        if op == "np.vectorize" and args and self._types_given(args[1:], keywords) is not None:
            typed = "typed" if self._types_given(args[1:], keywords) else "call"
            return Partial(Primitive(f"np.vectorize.{typed}"), (self._function_given(args[0]),))
        if op in BY_COUNT and len(args) - 1 in BY_COUNT[op] and not keywords:
            arrays = [args[0], *map(self._as_array, args[1:])]
            return self._written(BY_COUNT[op][len(args) - 1], arrays, node)
        if op in FOLDED and args and {*map(itemgetter(0), keywords)} <= {"axis"}:
            along = [*args[1:], *[value for _, value in keywords]]
            is_one = not any(is_none(k) or isinstance(k, gast.Tuple) for k in along)
            if len(along) < 2 and is_one:
                name, function = FOLDED[op]
                rest = [self._as_array(args[0]), *along]
                return self._written(function, [Ready(Primitive(name), node), *rest], node)
        if op == "np.apply_along_axis" and len(args) >= 3 and not keywords:
            function = Ready(self._function_given(args[0]), args[0])
            return self._written(written.along_axis, [function, *args[1:]], node)
        if op == "np.piecewise" and len(args) >= 3 and not keywords:
            return self._pieces(args[0], args[1], args[2], args[3:], node)
        if op in AT and len(args) == 3 and not keywords and _is_places(args[1]):
            places = args[1].elts if isinstance(args[1], gast.Tuple) else [args[1]]
            at = written.changed_at if len(places) == 1 else written.changed_at_cells
            rest = [args[0], *map(self._as_array, [*places, args[2]])]
            return self._written(at, [Ready(Primitive(AT[op]), node), *rest], node)
        if op in FOLDED:
            return self.plain_call(op, node)  # type: ignore[attr-defined,no-any-return]
        name = op.removesuffix(".call").removesuffix(".typed")
        raise self.refusal(
            Unsupported, f"s2sad cannot differentiate this call of `{name}`", node,
            "Its plain form is known: the function, and at most three arrays or numbers by "
            "position.", "Write a loop, or give the function all it needs.",
        )  # fmt: skip

    def _function_given(self, node: Any) -> Any:
        return self.given_function(node)  # type: ignore[attr-defined]

    def _written(self, function: Any, args: list[Any], node: Any) -> Result:
        """Return a call of one of our own functions, in the place of a call of NumPy's."""
        callee = self.standing_for(function)
        return self.call(call_on(Ready(callee, node), args, [], node))

    def _as_array(self, node: Any) -> Any:
        """Return a list that is written out as the array that NumPy makes of it."""
        if not isinstance(node, (gast.List, gast.Tuple)):
            return node
        return Ready(self.named(Apply("np.array", (self.argument(node),)), node), node)

    def _types_given(
        self, args: Sequence[Any], keywords: Sequence[tuple[str, Any]]
    ) -> bool | None:
        """Return whether `otypes` says that all results are floats; None of what else is said."""
        if len(args) + len(keywords) == 0:
            return False
        given = dict([*keywords, *zip(("otypes",), args)])
        node = given.get("otypes")
        if len(args) + len(keywords) > 1 or node is None:
            return None
        if isinstance(node, (gast.List, gast.Tuple)) and len(node.elts) == 1:
            node = node.elts[0]
        known = self.static(node)
        is_float = isinstance(known, Primitive) and known.op in ("float", "np.float64")
        text = node.value if isinstance(node, gast.Constant) else None
        return True if is_float or text in ("d", "float", "float64", "f8") else None

    def _pieces(
        self, x: Any, conditions: Any, functions: Any, given: Sequence[Any], node: Any
    ) -> Result:
        cases, pieces = self._listed(conditions, node), self._listed(functions, node)
        if len(pieces) - len(cases) not in (0, 1):
            raise self.refusal(
                WrongCall, "`np.piecewise` needs a function for each condition", node,
                "One more is taken where no condition holds.", "Check the two lists.",
            )  # fmt: skip
        held = Ready(self.named(self.value(x), x), x)
        tests = [Ready(self.named(self.value(case), case), case) for case in cases]
        if len(pieces) > len(cases):
            rest = self._written(written.elsewhere, list(tests), node)
            tests.append(Ready(self.named(self.flat(rest, node), node), node))
        start: Expr = Apply("np.zeros_like", (held.result,))
        y = Ready(self.temporary(start, node), node)
        more = [Ready(self.named(self.value(arg), arg), arg) for arg in given]
        for test, part in zip(tests, pieces):
            known = self.static(part)
            if known is not None and is_function(known) or isinstance(part, gast.Lambda):
                function = Ready(self._function_given(part), part)
                found = self._written(written.piece, [y, held, test, function, *more], node)
            else:
                found = self._written(written.constant_piece, [y, test, part], node)
            y = Ready(self.named(self.flat(found, node), node), node)
        return y.result

    def _listed(self, node: Any, call: Any) -> list[Any]:
        if isinstance(node, (gast.List, gast.Tuple)):
            return list(node.elts)
        raise self.refusal(
            Unsupported, "s2sad cannot read the pieces of this `np.piecewise`", call,
            "The conditions and functions have to be written in lists here.",
            "Write `[condition, ...], [function, ...]`.",
        )  # fmt: skip

    # -- index objects -----------------------------------------------------------------------------

    def joined_by_index(self, node: Any) -> Expr | None:
        """Return `np.r_[x, y]` as an operation on its parts; None for other subscripts."""
        is_path = isinstance(node.value, (gast.Attribute, gast.Name))
        base = self.static(node.value) if is_path else None
        handle = base.handle if isinstance(base, Captured) else None
        op = "np.r_" if handle is np.r_ else "np.c_" if handle is np.c_ else ""
        if not op:
            return None
        index = self.text(node.slice)
        parts = index.args if isinstance(index, Apply) and index.op == "tuple" else (index,)
        if any(isinstance(part, Const) and isinstance(part.value, str) for part in parts):
            raise self.refusal(
                Unsupported, f"s2sad cannot differentiate `{self.text_of(node)}`", node,
                "A text among the parts is a directive of its own language.",
                "Use np.concatenate or np.stack.",
            )  # fmt: skip
        return Apply(op, parts)


def _is_places(node: Any) -> bool:
    """Return whether a node may be places along one axis, or is a pair of them along two."""
    if not isinstance(node, gast.Tuple):
        return True
    return len(node.elts) == 2 and not any(map(_is_slice, node.elts))


def _is_slice(node: Any) -> bool:
    return isinstance(node, gast.Call) and getattr(node.func, "id", "") == "slice"
