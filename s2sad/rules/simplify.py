"""Simplify: a helper of the runtime becomes plain NumPy where the ranks are known.

Before: `rt.matmul_lhs(g, a, b)`, after, for matrices: `g @ b.T`. Every rewriting keeps the value;
it may make a view where the helper made a copy, or a new array where it made a view.
"""

from __future__ import annotations

from collections.abc import Callable

from ..ir.kinds import Kind
from ..ir.nodes import Apply, Expr
from . import plain_items, plain_products, plain_shapes
from .known import Known
from .registry import lookup, match
from .rule import UnknownKeywords

_PLAIN = {**plain_shapes.PLAIN, **plain_products.PLAIN, **plain_items.PLAIN}


def simplify(expr: Expr, kind_of: Callable[[Expr], Kind | None]) -> Expr:
    """Return a formula with its helpers written out as far as the kinds of its operands say how.

    `kind_of` gives the kind of an expression, None or Unknown where it cannot tell.
    """
    return _simplified(expr, Known(kind_of))


def _simplified(expr: Expr, known: Known) -> Expr:
    if not isinstance(expr, Apply):
        return expr
    args = tuple([_simplified(arg, known) for arg in expr.args])
    kwargs = tuple([(key, _simplified(arg, known)) for key, arg in expr.kwargs])
    plain = _rewritten(Apply(expr.op, args, kwargs), known)
    return plain if plain.op != expr.op else without_defaults(plain)


def _rewritten(expr: Apply, known: Known) -> Apply:
    """Return what the simplification of one operation gives; itself where there is none."""
    rewrite = _PLAIN.get(expr.op)
    if rewrite is None:
        return expr
    bound = _operands(expr)
    if bound is None:
        return expr
    found = rewrite(known, *bound)
    if found is None or found == expr:
        return expr
    again = _simplified(found, known)
    return again if isinstance(again, Apply) else Apply("pos", (again,))


def _operands(expr: Apply) -> tuple[Expr, ...] | None:
    """Return the operands of a call in the order of its rule's parameters, defaults included."""
    rule = lookup(expr.op)
    if rule is None or rule.pattern is not None:
        return expr.args
    try:
        fit = match(expr)
    except UnknownKeywords:
        return None
    if fit is None:
        return None
    bound = rule.bind(expr)
    return None if bound is None else tuple([bound[name] for name in rule.names])


def without_defaults(expr: Apply) -> Apply:
    """Leave out arguments that equal the defaults: `np.sum(x, axis=None)` is `np.sum(x)`."""
    rule = lookup(expr.op)
    if rule is None:
        return expr
    defaults = dict(rule.params)
    kwargs = tuple([(k, v) for k, v in expr.kwargs if defaults.get(k) is None or defaults[k] != v])
    args = list(expr.args)
    if not rule.anything and len(args) <= rule.positional:
        while args and _is_default(args[-1], rule.params[len(args) - 1][1]):
            args.pop()
    return Apply(expr.op, tuple(args), kwargs)


def _is_default(value: Expr, default: Expr | None) -> bool:
    return default is not None and value == default
