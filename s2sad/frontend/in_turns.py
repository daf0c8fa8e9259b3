"""In turns: `zip` of a generator and of data is a generator that counts the items of the data.

    zip(x, generator)      ->      count = 0
                                   if count < len(x):
                                       for item in generator:
                                           yield x[count], item
                                           count = count + 1
                                           if not count < len(x): break

So the generator is asked for an item iff Python asks it: after what stands before it, and before
what stands after it. Data are names, `range`, `enumerate`, `zip` and `itertools.count` of names.
"""

from __future__ import annotations

from typing import Any

import gast

from ..ir.frozen import dataclass
from ..ir.nodes import Apply, Const, Expr, Name
from .lowering import Lowering
from .ready import Ready, loop_over, placed, tuple_of
from .values import Generated

LOOPS = {
    "itertools.product", "itertools.chain", "itertools.chain.from_iterable",
    "itertools.combinations", "itertools.permutations", "np.ndindex", "np.ndenumerate",
    "itertools.combinations_with_replacement",
}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """What `zip` takes of data: the item by number, and whether there is such an item."""

    item: Any
    tests: tuple[Expr, ...] = ()


class InTurns(Lowering):
    """Lowers `zip` where one of what it is given is a generator."""

    def zipped(self, headers: list[Any], nodes: list[Any], node: Any) -> Any:
        """Return the header of a loop over `zip`; a generator if there is one among the headers."""
        if not any(map(_is_generated, headers)):
            return Apply("zip", tuple(headers))
        given = [self._as_generator(h, n) for h, n in zip(headers, nodes)]
        places = [i for i, header in enumerate(given) if isinstance(header, Generated)]
        if len(places) > 1:
            raise self.in_turns(nodes[places[1]])
        number = Name(self.names.fresh("count"))
        columns = [self._taken_of(h, number, n) for h, n in zip(given, nodes)]
        self.set_name(number.id, Const(0), node)
        return self._taking_turns(columns, given[places[0]], places[0], Ready(number, node))

    def _as_generator(self, header: Any, node: Any) -> Any:
        """Return loops in loops as a generator."""
        if not isinstance(header, Apply) or header.op not in LOOPS:
            return header
        item = Ready(Name(self.names.fresh("item")), node)
        given = placed(gast.Expr(placed(gast.Yield(item), node)), node)
        return self.of_loop(loop_over(Ready(header, node), item, [given], node), [])

    def _taken_of(self, header: Any, number: Expr, node: Any) -> Column:
        if isinstance(header, Generated):
            return Column(Ready(Name(self.names.fresh("item")), node))
        match header:
            case Name() if header.id not in self.numbers:
                items = self._as_it_is(header, node)
                there = Apply("lt", (number, Apply("len", (items,))))
                return Column(Ready(Apply("getitem", (items, number)), node), (there,))
            case Apply(op="range", args=args):
                return self._taken_of_range(list(args), number, node)
            case Apply(op="itertools.count", args=args, kwargs=()):
                kept = [self._as_it_is(arg, node) for arg in args]
                first = kept[0] if kept else Const(0)
                step = kept[1] if len(kept) > 1 else Const(1)
                return Column(Ready(_counted(first, step, number), node))
            case Apply(op="enumerate", args=(inner, *start), kwargs=()):
                found = self._taken_of(inner, number, node)
                first = self._as_it_is((*start, Const(0))[0], node)
                count = Ready(_counted(first, Const(1), number), node)
                return Column(tuple_of([count, found.item], node), found.tests)
            case Apply(op="zip", args=args):
                parts = [self._taken_of(arg, number, node) for arg in args]
                tests = tuple([test for part in parts for test in part.tests])
                return Column(tuple_of([part.item for part in parts], node), tests)
        raise self.in_turns(node)

    def _as_it_is(self, expr: Expr, node: Any) -> Expr:
        """Return an operand as it is now, whatever is assigned later."""
        is_own = isinstance(expr, Const) or isinstance(expr, Name) and expr.id.startswith("%")
        return expr if is_own else self.temporary(expr, node)

    def _taken_of_range(self, args: list[Expr], number: Expr, node: Any) -> Column:
        """Return what is taken of a range that counts up by one."""
        if len(args) > 2:
            raise self.in_turns(node)
        first, end = (Const(0), *[self._as_it_is(arg, node) for arg in args])[-2:]
        value = _counted(first, Const(1), number)
        return Column(Ready(value, node), (Apply("lt", (value, end)),))

    def _taking_turns(
        self, columns: list[Column], source: Generated, place: int, number: Ready
    ) -> Generated:
        before = [test for column in columns[:place] for test in column.tests]
        after = [test for column in columns[place + 1 :] for test in column.tests]
        one = placed(gast.Constant(1, None), number)
        more = placed(gast.BinOp(number, gast.Add(), one), number)
        given = placed(gast.Yield(tuple_of([column.item for column in columns], number)), number)
        body = [
            *_left_unless(after, number), placed(gast.Expr(given), number),
            placed(gast.Assign([number], more, None), number), *_left_unless(before, number),
        ]  # fmt: skip
        loop = loop_over(Ready(source, number), columns[place].item, body, number)
        if before:
            loop = placed(gast.If(_all_of(before, number), [loop], []), number)
        return self.of_loop(loop, [])


def _is_generated(header: Any) -> bool:
    is_nest = isinstance(header, Apply) and header.op in LOOPS
    return is_nest or isinstance(header, Generated)


def _counted(first: Expr, step: Expr, number: Expr) -> Expr:
    steps = number if step == Const(1) else Apply("mul", (step, number))
    return steps if first == Const(0) else Apply("add", (first, steps))


def _all_of(tests: list[Expr], node: Any) -> Ready:
    return Ready(tests[0] if len(tests) == 1 else Apply("and", tuple(tests)), node)


def _left_unless(tests: list[Expr], node: Any) -> list[Any]:
    """Return the statement that leaves the loop where one of the data has no more items."""
    if not tests:
        return []
    left = placed(gast.UnaryOp(gast.Not(), _all_of(tests, node)), node)
    return [placed(gast.If(left, [placed(gast.Break(), node)], []), node)]
