"""The kinds of functions of `scipy.special` that give tuples, and of what slopes are made of."""

from __future__ import annotations


import numpy as np

from ...ir.frozen import replace
from ...ir.kinds import Array, Kind, Scalar, TupleKind
from ...rules.scipy.tuples import BINARY, ELLIPJ, UNARY
from .calls import Call, kind_rule
from .elementwise import elementwise
from .factors import item_of


@kind_rule(*(f"scipy.special.{name}(x)" for name in UNARY),
           *(f"scipy.special.{name}(v, x)" for name in BINARY),
           "scipy.special.ellipj(u, m)")  # fmt: skip
def of_special(call: Call) -> Kind:
    """Parts of the shape of the operands together; those of `kelvin` are complex."""
    kinds = [call[param] for param in call.kwargs]
    found = elementwise(call, kinds, "np.true_divide" if len(kinds) == 2 else "np.sin")
    if call.op == "scipy.special.kelvin" and isinstance(found, (Array, Scalar)):
        found = replace(found, dtype=np.result_type(found.dtype, "complex64").name)
    count = len((UNARY | BINARY).get(call.op.rpartition(".")[2], ELLIPJ))
    return TupleKind((found,) * count)


@kind_rule("rt.part_of(of, k, x, d)", "rt.part_with(of, k, v, x, d)")
def of_part(call: Call) -> Kind:
    """Part k."""
    return item_of(call, call.constant("k"))


@kind_rule("rt.gamma_tail(step, a, x)", "rt.gamma_bend(step, a, x)",
           "rt.beta_tail(step, a, b, x)", "rt.beta_bend(step, a, b, x, of)")  # fmt: skip
def of_tail(call: Call) -> Kind:
    """Of the shape of the operands together, in double precision."""
    found = call["x"]
    for name in ("a", "b") if "beta" in call.op else ("a",):
        found = elementwise(call, [found, call[name]], "np.true_divide")
    if isinstance(found, Array):
        return Array("float64", found.shape, "C" if found.ndim < 2 else "A")
    return Scalar("float64", True)
