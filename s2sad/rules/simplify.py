"""Simplify: a helper of the runtime becomes plain NumPy where the ranks are known.

Before: `rt.matmul_lhs(g, a, b)`, after, for matrices: `g @ b.T`. Every rewriting keeps the value;
it may make a view where the helper made a copy, or a new array where it made a view.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import is_

from ..ir.kinds import Kind
from ..ir.nodes import Apply, Expr
from . import plain_complex, plain_items, plain_products, plain_shapes, plain_statistics
from .known import Known
from .registry import lookup
from .rule import UnknownKeywords

_PLAIN = {
    **plain_shapes.PLAIN, **plain_products.PLAIN, **plain_items.PLAIN, **plain_statistics.PLAIN,
    **plain_complex.PLAIN,
}  # fmt: skip


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
    same = not kwargs and all(map(is_, args, expr.args))
    rebuilt = expr if same else Apply(expr.op, args, kwargs)
    plain = _plain(rebuilt, known)
    return without_defaults(rebuilt) if plain is None else _simplified(plain, known)


def _plain(expr: Apply, known: Known) -> Expr | None:
    """Return one operation written out; None where it stays."""
    rewrite = _PLAIN.get(expr.op)
    operands = None if rewrite is None else _operands(expr)
    if rewrite is None or operands is None:
        return None
    found = rewrite(known, *operands)
    return None if found == expr else found


def _operands(expr: Apply) -> tuple[Expr, ...] | None:
    """Return the operands of a call in the order of its rule's parameters, defaults included."""
    rule = lookup(expr.op)
    if rule is None:
        return expr.args
    try:
        bound = rule.bind(expr)
    except UnknownKeywords:
        return None
    return None if bound is None else tuple([bound[name] for name in rule.names])


def without_defaults(expr: Apply) -> Apply:
    """Leave out arguments that equal the defaults: `np.sum(x, axis=None)` is `np.sum(x)`."""
    rule = lookup(expr.op)
    if rule is None:
        return expr
    kwargs, args = expr.kwargs, list(expr.args)
    if kwargs:
        defaults = dict(rule.params)
        kwargs = tuple([(k, v) for k, v in kwargs if not _is_default(v, defaults.get(k))])
    if not rule.anything and len(args) <= rule.positional:
        while args and _is_default(args[-1], rule.params[len(args) - 1][1]):
            args.pop()
    same = len(args) == len(expr.args) and len(kwargs) == len(expr.kwargs)
    return expr if same else Apply(expr.op, tuple(args), kwargs)


def _is_default(value: Expr, default: Expr | None) -> bool:
    return default is not None and value == default
