"""Einstein summation: the adjoint of an operand is an einsum of the adjoint and the other operands.

`np.einsum('ij,jk->ik', a, b)` has the adjoints `np.einsum('ik,jk->ij', g, b)` and
`np.einsum('ij,ik->jk', a, g)`. The subscripts must be a literal.
"""

from __future__ import annotations

import string

from ..ir.nodes import Apply, Const, Expr, Name
from .calculus import total
from .registry import register_family
from .rule import Rule


def split(subscripts: str) -> tuple[list[str], str]:
    """Return the indices of the operands and those of the result.

    >>> split("ij,jk")
    (['ij', 'jk'], 'ik')
    """
    left, arrow, out = subscripts.replace(" ", "").partition("->")
    each = left.split(",")
    if not arrow:
        letters = left.replace(",", "")
        out = "".join([c for c in sorted(set(letters)) if letters.count(c) == 1])
    return each, out


def adjoint_of_operand(k: int, each: list[str], out: str, names: list[str]) -> Expr:
    """Return the adjoint of operand k.

    An index of the operand that is nowhere else was summed away: ones spread g along it. An index
    that it repeats was a diagonal: the identity puts g back there.
    """
    operands: list[tuple[str, Expr]] = [
        (out, Name("g")) if i == k else (each[i], Name(names[i])) for i in range(len(each))
    ]
    known = set("".join([indices for indices, _ in operands]))
    spare = iter([c for c in string.ascii_letters if c not in set("".join(each) + out)])
    wanted = ""
    for axis, index in enumerate(each[k]):
        length = Apply("getitem", (Apply("np.shape", (Name(names[k]),)), Const(axis)))
        if index in wanted:
            fresh = next(spare)
            operands.append((index + fresh, Apply("np.eye", (length,))))
            wanted += fresh
            continue
        if index not in known:
            operands.append((index, Apply("np.ones", (length,))))
        wanted += index
    spelled = ",".join([indices for indices, _ in operands]) + "->" + wanted
    return _einsum(Const(spelled), [operand for _, operand in operands])


def _einsum(subscripts: Expr, operands: list[Expr]) -> Expr:
    return Apply("np.einsum", (subscripts, *operands), (("optimize", Name("optimize")),))


def einsum(call: Apply) -> Rule | None:
    """Return the rule of `np.einsum('…', a, b, …)`; None where the subscripts are no literal."""
    if not call.args or not isinstance(call.args[0], Const):
        return None
    subscripts = call.args[0].value
    if not isinstance(subscripts, str) or "." in subscripts:
        return None
    each, out = split(subscripts)
    names = [f"x{i}" for i in range(len(each))]
    if len(call.args) != len(each) + 1:
        return None
    calls: dict[str, Expr] = {}
    for name in names:
        operands: list[Expr] = [Name(f"d{n}" if n == name else n) for n in names]
        calls[name] = _einsum(Name("subscripts"), operands)
    return Rule(
        "np.einsum", "multilinear",
        (*[(name, None) for name in ("subscripts", *names)], ("optimize", Const(False))),
        tuple(names),
        tangent=total(list(calls.values())),
        tangent_terms=calls,
        adjoints={n: (adjoint_of_operand(k, each, out, names),) for k, n in enumerate(names)},
        positional=len(names) + 1, only={"optimize": (False, True, "greedy", "optimal")},
        call=f"np.einsum(subscripts, {', '.join(names)}, *, optimize=False)", source=__name__,
        formulas=tuple([(n, f"an einsum of g and the others, to {each[k]!r}")
                        for k, n in enumerate(names)]),
    )  # fmt: skip


_EXAMPLE = Apply("np.einsum", (Const("ij,jk->ik"), Name("a"), Name("b")))
register_family(_EXAMPLE, einsum)
