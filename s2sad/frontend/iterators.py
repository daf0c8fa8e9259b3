"""Iterators: what `itertools` and NumPy iterate over, as headers of loops and as generators.

    for a, b in combinations(x, 2): …   ->   a header, which the specialiser makes loops in loops
    for s in accumulate(x, f): …        ->   a generator: `iterator_functions.accumulate`
    for v in a.flat: …                  ->   the header `flat.items(a)`
"""

from __future__ import annotations

from typing import Any

import gast

from ..errors import Unsupported, WrongCall
from ..ir.nodes import Apply, Expr, Name
from . import iterator_functions as written
from .builtin_names import ITERATORS
from .lowering import Lowering
from .ready import Ready, call_on, is_none, loop_over, placed
from .resolve import ObjectResolver
from .values import Callee, Generated, Primitive

# How many of its first arguments an iterator runs through.
_ALL = 99
_RUN_THROUGH = {
    "itertools.product": _ALL, "itertools.chain": _ALL, "itertools.zip_longest": _ALL,
    "itertools.chain.from_iterable": 1, "itertools.combinations": 1, "itertools.permutations": 1,
    "itertools.combinations_with_replacement": 1, "itertools.pairwise": 1, "itertools.islice": 1,
    "itertools.cycle": 1, "itertools.count": 0, "itertools.repeat": 0, "np.ndindex": 0,
    "np.ndenumerate": 0,
}  # fmt: skip
HEADERS = set(_RUN_THROUGH)
# Python makes a tuple of what these run through before they give their first item.
_KEEPING = {"itertools.product", *[op for op in HEADERS if "combin" in op or "permut" in op]}
GENERATORS = {op for op in ITERATORS.values() if op not in HEADERS}
_ARGUMENTS = {  # how many there are
    "itertools.combinations": (2, 2), "itertools.permutations": (1, 2),
    "itertools.pairwise": (1, 1), "itertools.combinations_with_replacement": (2, 2),
    "itertools.islice": (2, 4), "itertools.cycle": (1, 1), "itertools.count": (0, 2),
    "itertools.repeat": (1, 2), "np.ndenumerate": (1, 1), "itertools.chain.from_iterable": (1, 1),
    "itertools.accumulate": (1, 3), "itertools.takewhile": (2, 2), "itertools.dropwhile": (2, 2),
    "itertools.filterfalse": (2, 2), "itertools.starmap": (2, 2),
}  # fmt: skip


class Iterators(Lowering):
    """Lowers iterators where they are iterated over."""

    def header_of_iterator(self, op: str, node: Any) -> Any:
        """Return a call of one of `HEADERS` as the header of a loop, or as a generator."""
        only = node.args[0] if len(node.args) == 1 else None
        if isinstance(only, gast.Starred) and not node.keywords:
            if op == "itertools.chain":
                return self._header("itertools.chain.from_iterable", [only.value], [], node)
            if op == "np.ndindex":
                return self._header(op, [only.value], [], node)
        args, keywords = self.expanded(node)
        self._check_count(op, args, keywords, node)
        if op == "itertools.islice":
            known = self._first_items(args, node)
            if known is not None:
                return known
        return self._header(op, args, keywords, node)

    def _header(
        self, op: str, args: list[Any], keywords: list[tuple[str, Any]], node: Any
    ) -> Expr:  # fmt: skip
        run = min(_RUN_THROUGH[op], len(args))
        nodes = [*args, *[value for _, value in keywords]]
        through = {id(part) for part in args[:run]}

        def lower(part: Any) -> Any:
            if id(part) not in through:
                return self.text(part) if op == "np.ndindex" else self.operand(part)
            header = self.iterable(part)
            if isinstance(header, Generated) and op in _KEEPING:
                return self._list_of(header, part)
            self.refuse_in_turns(header, part)
            return header

        exprs = self.texts(nodes) if op == "np.ndindex" else self.in_order(nodes, lower)
        names = [name for name, _ in keywords]
        return Apply(op, tuple(exprs[: len(args)]), tuple(zip(names, exprs[len(args) :])))

    def _list_of(self, header: Generated, node: Any) -> Expr:
        made: Any = self.gathered(self.in_place_of(node, header))
        return made if isinstance(made, Name) else self.read_static(made, node)

    def _check_count(self, op: str, args: list[Any], keywords: Any, node: Any) -> None:
        least, most = _ARGUMENTS.get(op, (0, _ALL))
        if least <= len(args) + len(keywords) <= most:
            return
        raise self.refusal(
            WrongCall, f"`{op}` is called with {len(args)} arguments", node,
            "Python would raise a TypeError here.", "Check the call.",
        )  # fmt: skip

    def _first_items(self, args: list[Any], node: Any) -> Generated | None:
        """Return `islice` of a generator; None of anything else."""
        header = self.iterable(args[0])
        if not isinstance(header, Generated):
            args[0] = Ready(header, args[0])
            return None
        if len(args) != 2:
            raise self.refusal(
                Unsupported, "s2sad cannot take this part of a generator", node,
                "Only the first items of one are taken: `islice(items, n)`.",
                "Make a list of it, `list( )`, if it has an end.",
            )  # fmt: skip
        return self._generator(written.first_items, [Ready(header, args[0]), args[1]], node)

    # -- with functions ----------------------------------------------------------------------------

    def iterator(self, op: str, node: Any) -> Generated:
        """Return a call of one of `GENERATORS` as a generator."""
        args, keywords = self.expanded(node)
        self._check_count(op, args, keywords, node)
        name = op.removeprefix("itertools.")
        if name == "accumulate":
            return self._accumulated(args, dict(keywords), node)
        function = self._called_with(args[0])
        return self._generator(getattr(written, name), [function, self._handed_over(args[1])], node)

    def _accumulated(self, args: list[Any], keywords: dict[str, Any], node: Any) -> Generated:
        items = self._handed_over(args[0])
        given = (*args[1:2], *[v for k, v in keywords.items() if k == "func"], None)[0]
        is_sum = given is None or is_none(given)
        function = Ready(Primitive("add"), node) if is_sum else self._called_with(given)
        start = keywords.get("initial")
        if start is None:
            return self._generator(written.accumulate, [items, function], node)
        return self._generator(written.accumulate_from, [items, function, start], node)

    def _called_with(self, node: Any) -> Ready:
        found = Primitive("bool") if is_none(node) else self.given_function(node)  # type: ignore
        return Ready(found, node)

    def _handed_over(self, node: Any) -> Ready:
        """Return what is iterated over as something that may be handed to a function."""
        header = self.header_of(node)
        if isinstance(header.result, Generated) or header.is_operand:
            return header
        return Ready(self._each_of(header, node), node)

    def named_iterator(self, node: Any) -> Generated:
        """Return an iterator that is not consumed where it is made, as a generator."""
        header = self.header_of(node)
        made = header.result
        return made if isinstance(made, Generated) else self._each_of(header, node)

    def _each_of(self, header: Ready, node: Any) -> Generated:
        item = Ready(Name(self.names.fresh("item")), node)
        given = placed(gast.Expr(placed(gast.Yield(item), node)), node)
        found: Generated = self.of_loop(loop_over(header, item, [given], node), [])
        return found

    def _generator(self, function: Any, args: list[Any], node: Any) -> Generated:
        callee = self.standing_for(function)
        made: Any = self.inline(callee, call_on(Ready(callee, node), args, [], node))
        assert isinstance(made, Generated)
        return made

    def standing_for(self, function: Any) -> Callee:
        """Return one of our own functions, whose body is to stand for a call."""
        resolver = ObjectResolver(function, self.frame.definition.resolver.op_of)
        return Callee(resolver.definition())

    # -- as lists ----------------------------------------------------------------------------------

    def listed_iterator(self, node: Any, with_ranges: bool) -> Any:
        """Return a call of an iterator as a list of its items; None if it is none."""
        if not isinstance(node, gast.Call) or isinstance(node.func, gast.Call):
            return None
        known = self.static(node.func)
        op = known.op if isinstance(known, Primitive) else ""
        is_range = op == "range" and with_ranges
        if op not in HEADERS | {"zip", "enumerate", "reversed"} and not is_range:
            return None
        called = call_on(Ready(Primitive("list"), node), [node], [], node)
        return Ready(self.operand(called), node)

