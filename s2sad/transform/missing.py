"""The refusals of operations whose derivative is not known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

import numpy as np

from ..analysis.kinds.composites import SIGNATURES
from ..errors import MissingRule, NotDifferentiable, UnknownCall, Where, WrongKind
from ..frontend.libraries import followed_of
from ..ir.nodes import Apply, Const, Name, Tag
from ..ir.ops import BINARY, COMPARE, UNARY
from ..rules import UnknownKeywords, lookup, object_of
from ..rules.registry import unmet

_SYMBOLS = {**BINARY, **UNARY, **COMPARE, "getitem": "[ ]"}


# What is not lowered or declared on purpose, by the end of its name: why, and what to write.
INSTEAD = {
    "np.linalg.qr": (
        "The last columns of a complete factor may be any basis; `raw` is what LAPACK keeps.",
        "Use `mode='reduced'` or `mode='r'`.",
    ),
    "np.linalg.multi_dot": (
        "Its matrices have to be written out in the call, at most eight of them.",
        "Write the products with `@`.",
    ),
    **{
        f"np.emath.{name}": (
            "It is real or complex by the values that it is given.",
            f"Write `np.{name}({'x + 0j, y' if name == 'power' else 'x + 0j'})`, complex always.",
        )
        for name in ("sqrt", "log", "log2", "log10", "power", "arccos", "arcsin", "arctanh")
    },
}  # fmt: skip


# What is made of the interpolants of SciPy's.
INTERPOLANTS = {"rt.spline_at": "an interpolant", "rt.curve_at": "an interpolant"}


# What has a rule, and not for every way to call it: why, and what to write.
OTHERWISE = {
    "scipy.linalg.qr": (
        "The last columns of a complete factor may be any basis; pivots are not followed.",
        "Use `mode='economic'`.",
    ),
    "scipy.signal.correlate2d": (
        "Outside the first array there have to be zeros, and `same` is a part of its own.",
        "Use `mode='full'` and take the part, or `scipy.signal.correlate`.",
    ),
    **dict.fromkeys(INTERPOLANTS, (
        "It is known through values in a vector, of one number each.",
        "Call it for each column of the values: `CubicSpline(x, y[:, k])(q)`.",
    )),
    "scipy.linalg.eig": (
        "Of two matrices nothing tells the phases of the vectors; left ones are not followed.",
        "Of the values write `scipy.linalg.eigvals(a, b)`.",
    ),
}  # fmt: skip


def missing_rule(value: Apply, target: str, tag: Tag, places: Mapping[int, Any]) -> Exception:
    """Return the error for an operation on active values of which no derivative is known."""
    where = places.get(tag.sid)
    callee = _callee(value, where)
    for known, (why, instead) in INSTEAD.items():
        if callee.endswith(f"{known}`"):
            return UnknownCall(
                f"s2sad does not differentiate {callee}", where, why, instead,
            )  # fmt: skip
    if callee.startswith("`np.") and callee.endswith(".at`"):
        return UnknownCall(
            f"s2sad does not differentiate {callee}", where, "It changes places of its array.",
            "Where no place repeats, store what it makes: `a[i] = np.exp(a[i])`; else loop.",
        )  # fmt: skip
    followed = followed_of(callee.strip("`"))
    if value.op == "call" and followed:
        return UnknownCall(
            f"s2sad does not differentiate {callee} as it is called here", where,
            f"What is followed of it are {', '.join(followed)}.",
            "Leave out what else is told, or write what it does.",
        )  # fmt: skip
    if callee.startswith("`np.random."):
        return varying_draw(value, where)
    if value.op in ("call", "method"):
        return UnknownCall(
            f"s2sad does not know what {callee} does with values that are "
            "differentiated",
            where, "It has no rule, and its source is not Python that s2sad reads.",
            "Write it with operations that have rules (`docs/rules.md`), or give it a rule: "
            f"{_how_to_declare(callee, value)} (`docs/own_rules.md`).",
        )  # fmt: skip
    why, instead = OTHERWISE.get(value.op, (
        "A derivative that is not known is never guessed.",
        "Write it with operations that have rules (`docs/rules.md`), or declare one "
        "(`docs/own_rules.md`).",
    ))  # fmt: skip
    how = "as it is called here"
    missed = unmet(value)
    if missed:
        how = f"with {', '.join([f'`{name}=`' for name in missed])}"
        if value.op not in OTHERWISE or value.op in INTERPOLANTS:
            why = " ".join([_covered(name, values) for name, values in missed.items()])
            instead = "Write what it does, or leave it out."
    elif names := _told_by_name(value):
        how = f"with {', '.join([f'`{name}=`' for name in names])}"
    what = INTERPOLANTS.get(value.op, f"`{in_words(value.op)}`")
    return MissingRule(
        f"s2sad has no derivative rule for {what} {how}", where, why, instead,
    )  # fmt: skip


def _covered(name: str, values: tuple[object, ...]) -> str:
    """Return for which values of a parameter a derivative is known, in words."""
    shown = ["another number" if value is float else f"`{value!r}`" for value in values]
    return f"The derivative is known where `{name}` is written as {' or '.join(shown)}."


def _told_by_name(value: Apply) -> list[str]:
    """Return what a call is told by name that is not known of a function without a rule."""
    if value.op in ("call", "method") or lookup(value.op) is not None:
        return []
    spec = SIGNATURES.get(value.op)
    known = {name for name, _ in spec.params} if spec is not None else set()
    return [name for name, given in value.kwargs if name not in known and given != Const(None)]


def varying_draw(value: Apply, where: Where | None) -> UnknownCall:
    """Return the error for random numbers of a distribution that is differentiated."""
    return UnknownCall(
        f"s2sad does not differentiate {_callee(value, where)}", where,
        "It has no rule: what it draws follows from no formula.",
        "Draw the numbers before, and make of them what you need: `mean + spread * noise`.",
    )  # fmt: skip


def _how_to_declare(callee: str, value: Apply) -> str:
    """Return how a rule is written: of a ufunc by its slopes, of others by what they are."""
    name = callee.strip("`")
    name = name if name.replace(".", "_").isidentifier() and value.op == "call" else "f"
    operands = ["x", "y", "w"][: max(len(value.args) - 1, 1)]
    slopes = " + ".join([f"<slope in {x}> * d{x}" for x in operands])
    by_element = f'`s2sad.rules.elementwise({name}, "{slopes}")`'
    function = object_of(name) if "." in name else None
    if isinstance(function, np.ufunc) and function.nout == 1:
        return by_element
    if isinstance(function, np.ufunc):
        call = f"{name}({', '.join(operands)})"
        return f'`s2sad.rules.parts("{call}", "<first part>", "<second part>")`'
    adjoints = ", ".join([f'{x}="<adjoint of {x}>"' for x in operands])
    whole = f'`s2sad.rules.general("{name}({", ".join(operands)})", dz="<tangent>", {adjoints})`'
    return f"if it acts on each element alone, {by_element}, else {whole}"


def unknown_attempt(where: Any) -> UnknownCall:
    """Return the error for a `try` with an `except` around what varies."""
    return UnknownCall(
        "s2sad cannot differentiate a `try` around values that are differentiated", where,
        "How far it came when an exception was raised is not known to the reverse sweep.",
        "Test for the exceptional case with `if` before, and keep in the `try` only what does not "
        "depend on them.",
    )  # fmt: skip


def foreign_operand(
    value: Apply, foreign: Iterable[str], where: Any, is_sparse: bool = False
) -> MissingRule:
    """Return the error for an operation on an object that has operators of its own."""
    shown = [n.partition("'")[0] for n in foreign if not n.startswith("%")]
    which = f"`{shown[0]}`" if shown else "an operand"
    return MissingRule(
        f"s2sad has no derivative rule for `{in_words(value.op)}` with {which}", where,
        "It is neither a number nor an array: the class of the object decides what this does.",
        "Write a product as `A @ x`; `A.toarray()` is an array." if is_sparse
        else "Use its numbers or arrays, read from its attributes.",
    )  # fmt: skip


def product_of_matrices(value: Apply, foreign: Iterable[str], where: Any) -> MissingRule:
    """Return the error for an operation on an `np.matrix`, or `*` of a sparse matrix."""
    shown = [n.partition("'")[0] for n in foreign if not n.startswith("%")]
    which = f"`{shown[0]}`" if shown else "an operand"
    return MissingRule(
        f"s2sad has no derivative rule for `{in_words(value.op)}` with {which}, a matrix", where,
        "Of an `np.matrix`, which sums of a sparse matrix are, and of a sparse matrix `*` is the "
        "product of matrices; of a sparse array it goes by elements.",
        "Write `A @ x` where that is meant, and `np.asarray(…)` of an `np.matrix`.",
    )  # fmt: skip


def no_function(called: str, where: Any) -> WrongKind:
    """Return the error for a call of a number or an array."""
    return WrongKind(
        f"{called} is not a function", where, "Python raises a TypeError where it is called.",
        "Write `*` where a product is meant.",
    )  # fmt: skip


def array_of_objects(where: Any) -> NotDifferentiable:
    """Return the error for what varies in an array whose cells may hold anything."""
    return NotDifferentiable(
        "s2sad cannot differentiate an array of objects", where,
        "Its cells may hold anything, so they have no tangents and no adjoints.",
        "Leave `dtype=object` out where all are numbers, or use a list.",
    )  # fmt: skip


def complex_operand(value: Apply, where: Any) -> MissingRule:
    """Return the error for an operation that has a derivative of real numbers only."""
    return MissingRule(
        f"s2sad has no derivative rule for `{in_words(value.op)}` of complex numbers", where,
        "Its derivative is known for real numbers only.",
        "Use the real and the imaginary part: `z.real`, `z.imag`.",
    )  # fmt: skip


def unknown_axes(value: Apply, where: Any) -> MissingRule:
    """Return the error for a transform of which the axes and sizes are not known."""
    return MissingRule(
        f"s2sad cannot tell which axes `{value.op}` transforms here", where,
        "Each axis may be named once, and their number and sizes must be known before the run.",
        "Write `axes=` as a tuple of different numbers, and `s=` as a tuple as long.",
    )  # fmt: skip


def perhaps_complex(value: Apply, where: Any) -> MissingRule:
    """Return the error for an operand that may be complex in a program of complex numbers."""
    return MissingRule(
        f"s2sad cannot tell whether `{in_words(value.op)}` gets complex numbers here", where,
        "The function computes with complex numbers, and of this operand nothing is known before "
        "the run; its derivative is that of real numbers.",
        "Take the real part first: `z.real`; an absolute value is "
        "`np.sqrt(z.real ** 2 + z.imag ** 2)`.",
    )  # fmt: skip


def slice_of_list(where: Any) -> MissingRule:
    """Return the error for a slice of a list whose step only the run knows."""
    return MissingRule(
        "s2sad has no derivative rule for a slice of a list with this step", where,
        "Which items it takes, and in which order, has to be known before the run.",
        "Use a constant step, or an array.",
    )  # fmt: skip


def refused_keywords(error: UnknownKeywords, where: Any) -> MissingRule:
    """Return the error for keywords that a rule does not know."""
    given = ", ".join(f"`{k}=`" for k in error.keywords)
    known = ", ".join(f"`{k}`" for k in error.known) or "none"
    near = [n for k in error.keywords for n in get_close_matches(k, error.known, 1)]
    return MissingRule(
        f"s2sad has no derivative rule for `{error.op}` with {given}", where,
        f"A keyword is never ignored; those that the rule knows are {known}.",
        f"Did you mean `{near[0]}`?" if near else "Leave it out, or write what it does.",
    )  # fmt: skip


def no_derivative_in(op: str, param: str, where: Any) -> MissingRule:
    """Return the error for an operand that varies where the rule knows no derivative."""
    why, instead = INSTEAD.get(op, (
        "There is no formula for it in functions that can be called; zero would be wrong.",
        "Leave what it is made of out of `wrt`.",
    ))  # fmt: skip
    what = INTERPOLANTS.get(op, f"`{op}`")
    return MissingRule(
        f"s2sad has no derivative of {what} with respect to `{param}`", where, why, instead,
    )  # fmt: skip


def in_words(op: str) -> str:
    """Return an operation as users write it."""
    return _SYMBOLS.get(op, op.removeprefix("np.ndarray."))


def _callee(value: Apply, where: Where | None) -> str:
    """Return what is called, as it is written if that is known."""
    written, opened, _ = (where.expression() if where else "").partition("(")
    if opened and written.strip():
        return f"`{written.strip()}`"
    if value.op == "method" and isinstance(value.args[1], Const):
        return f"the method `{value.args[1].value}`"
    called = value.args[0] if value.args else value
    if isinstance(called, Name) and not called.id.startswith("%"):
        return f"`{called.id.partition(chr(39))[0]}`"
    return "this call"
