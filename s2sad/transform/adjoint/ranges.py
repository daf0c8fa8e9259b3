"""Ranges run backwards: the same numbers from the last to the first.

    range(1, n)     range(n - 1, 0, -1)         range(len(c) - 1, -1, -1)     range(len(c))

Of a loop that was cut short after `count` trips, the last number is start + step * (count - 1):

    range(1, 50)    range(count, 0, -1)         range(n)            range(count - 1, -1, -1)
"""

from __future__ import annotations

from ...ir.nodes import Apply, Const, Expr

ZERO, ONE = Const(0), Const(1)


def reversed_range(expr: Expr) -> Expr:
    """Return the range that gives the same numbers from the last to the first."""
    start, stop, step = parts(expr)
    if step == ONE:
        return Apply("range", (shifted(stop, -1), shifted(start, -1), Const(-1)))
    if step == Const(-1):
        first, last = shifted(stop, 1), shifted(start, 1)
        return Apply("range", (last,) if first == ZERO else (first, last))
    return Apply("reversed", (expr,))


def rewound_range(expr: Expr, count: Expr) -> Expr:
    """Return the range that gives the first `count` numbers from the last to the first."""
    start, _, step = parts(expr)
    assert isinstance(step, Const)
    if step == ONE and isinstance(start, Const):
        return Apply("range", (shifted(count, start.value - 1), shifted(start, -1), Const(-1)))
    way = count if abs(step.value) == 1 else Apply("mul", (Const(abs(step.value)), count))
    end = plus(start, way) if step.value > 0 else minus(start, way)
    last = shifted(end, -step.value)
    return Apply("range", (last, shifted(start, -step.value), Const(-step.value)))


def is_rewound(expr: Expr) -> bool:
    """Return whether the number of a trip is known from the count of trips: the step is known."""
    if not isinstance(expr, Apply) or expr.op != "range":
        return False
    step = parts(expr)[2]
    return isinstance(step, Const) and type(step.value) is int and step.value != 0


def parts(expr: Expr) -> tuple[Expr, Expr, Expr]:
    """Return the start, the end and the step of a range."""
    assert isinstance(expr, Apply) and expr.op == "range"
    start, stop = (ZERO, expr.args[0]) if len(expr.args) == 1 else expr.args[:2]
    return start, stop, expr.args[2] if len(expr.args) == 3 else ONE


def plus(left: Expr, right: Expr) -> Expr:
    """Return left + right."""
    return right if left == ZERO else Apply("add", (left, right))


def minus(left: Expr, right: Expr) -> Expr:
    """Return left - right."""
    return Apply("neg", (right,)) if left == ZERO else Apply("sub", (left, right))


def shifted(expr: Expr, by: int) -> Expr:
    """Return expr + by, with one constant: `len(u) - 1` shifted by -1 is `len(u) - 2`."""
    match expr:
        case Const():
            return Const(expr.value + by)
        case Apply(op="add", args=(left, Const(value=int() as c))):
            return shifted(left, c + by)
        case Apply(op="sub", args=(left, Const(value=int() as c))):
            return shifted(left, by - c)
    if by == 0:
        return expr
    return Apply("sub" if by < 0 else "add", (expr, Const(abs(by))))
