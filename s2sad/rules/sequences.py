"""Sequences: the adjoints of the items of a display, one by one."""

from __future__ import annotations

from collections.abc import Iterator

from ..ir.nodes import Apply, Const, Expr, Name
from ..ir.walk import substitute
from .rule import Fit


def items_of(fit: Fit, g: Expr | None = None) -> Iterator[tuple[Expr, Expr]] | None:
    """Yield each operand of a sequence rule's display with its adjoint, in terms of `g`.

    `np.array([[a, b], [c, d]])` yields a with `g[0, 0]`, b with `g[0, 1]`, and so on. None if the
    operand is no display: then it is a list, and the rule's adjoint is that of the whole list.
    """
    (name,) = fit.rule.active
    display = fit.bound[name]
    if not is_display(display) or fit.rule.item is None:
        return None
    return _items(fit, display, Name("g") if g is None else g)


def is_display(expr: Expr) -> bool:
    """Return whether an operand is a list or tuple written out, without `*rest`."""
    if not isinstance(expr, Apply) or expr.op not in ("list", "tuple"):
        return False
    return not any(isinstance(item, Apply) and item.op == "star" for item in expr.args)


def _items(fit: Fit, display: Expr, g: Expr) -> Iterator[tuple[Expr, Expr]]:
    assert isinstance(display, Apply) and fit.rule.item is not None
    (name,) = fit.rule.active
    for k, item in enumerate(display.args):
        values = {**fit.bound, name: display, "k": Const(k), "g": g}
        adjoint = joined_index(substitute(fit.rule.item, values))
        if is_display(item):
            yield from _items(fit, item, adjoint)
        else:
            yield item, adjoint


def joined_index(expr: Expr) -> Expr:
    """Write g[0][1] as g[0, 1]."""
    match expr:
        case Apply(
            op="getitem", args=(Apply(op="getitem", args=(base, first)), Const(value=int() as k))
        ):
            parts = first.args if isinstance(first, Apply) and first.op == "tuple" else (first,)
            if all(isinstance(p, Const) and isinstance(p.value, int) for p in parts):
                return Apply("getitem", (base, Apply("tuple", (*parts, Const(k)))))
    return expr
