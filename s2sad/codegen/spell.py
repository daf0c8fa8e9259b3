"""Spelling: which operations are not written as `op(args)`, and what each takes from outside.

A *root* is what an emitted text needs to find by name: a module (`np`, `math`, `rt`) or a builtin
(`len`). An op's root is the part before its first dot; of a function of SciPy's it is the module
that the function is in, `scipy.special`, whose name in a text is `special`.
"""

from __future__ import annotations

import math

from ..ir.nodes import Apply, Const, Expr, Program
from ..ir.ops import STRUCTURAL
from ..ir.walk import all_statements, subexpressions
from ..rules.registry import is_optional, module_of

MODULES = {"np": "numpy", "math": "math", "rt": "s2sad.runtime"}
DISPLAYED = ("tuple", "list", "dict", "set")
_SILENT = STRUCTURAL - {"list.repeat", "slice", "set"}  # needs nothing from outside
CURVES = {"rt.curve", "rt.chords", "rt.surface"}  # written as a call of the first operand
METHODS_OF = ("array.", "list.", "np.ndarray.")


def is_transpose(expr: Apply) -> bool:
    """Return whether expr is written `x.T`: `np.transpose` of an array, and of nothing else."""
    return (
        expr.op == "np.transpose"
        and len(expr.args) == 1
        and not expr.kwargs
        and not isinstance(expr.args[0], Const)
        and not (isinstance(expr.args[0], Apply) and expr.args[0].op in DISPLAYED)
    )


def method_name(expr: Apply) -> str | None:
    """Return m where expr is written `x.m(…)`: what the op of a method of arrays or lists says."""
    for prefix in METHODS_OF:
        if expr.op.startswith(prefix):
            return expr.op[len(prefix) :]
    return None


def operand_of(expr: Expr, op: str) -> Expr:
    """Return an operand as it is written: NumPy's functions take the class `np.float64`, too."""
    if op.startswith("np.") and op != "np.dtype" and isinstance(expr, Apply):
        of = expr.args[0] if expr.op == "np.dtype" and len(expr.args) == 1 else None
        if isinstance(of, Apply) and of.op == "const":
            return of
    return expr


def is_repeated_number(expr: Apply) -> bool:
    """Return whether a `list.repeat` is written `[0.0] * n`: its item is one immutable number."""
    item = expr.args[2]
    return isinstance(item, Const) and isinstance(item.value, (int, float, complex))


def is_plain_complex(value: complex) -> bool:
    """Return whether `re + imj`, as an operation on two literals, gives value bit for bit."""
    finite = math.isfinite(value.real) and math.isfinite(value.imag)
    return finite and value.real != 0.0 and not _is_negative_zero(value.imag)


def is_imaginary(value: complex) -> bool:
    """Return whether value is what a literal `2.0j` means: a real part that is +0.0."""
    plain = math.isfinite(value.imag) and math.copysign(1.0, value.imag) > 0
    return plain and value.real == 0.0 and not _is_negative_zero(value.real)


def _is_negative_zero(x: float) -> bool:
    return x == 0.0 and math.copysign(1.0, x) < 0


def dotted_of(program: Program) -> tuple[str, ...]:
    """Return what the text of a program reads by root (`np.sin`, `len`), each once, in order."""
    return program.kept(_dotted_of)


def _dotted_of(program: Program) -> tuple[str, ...]:
    found: dict[str, None] = {}
    has_infinity = False
    for expr in _whole(program):
        for part in subexpressions(expr):
            if type(part) is Apply:
                if part.op not in _SILENT:
                    for dotted in _of_apply(part):
                        found[dotted] = None
            elif type(part) is Const:
                if isinstance(part.value, (float, complex)):
                    more, special = _of_constant(part.value)
                    has_infinity |= special
                    found.update(dict.fromkeys(more))
    if has_infinity:
        root = infinity_root(tuple(map(root_of, found)))
        found.setdefault(f"{root}.inf", None)
    return tuple(found)


def roots_of(program: Program) -> tuple[str, ...]:
    """Return the roots that the text of a program reads, each once, in order of appearance."""
    return tuple(dict.fromkeys(map(root_of, dotted_of(program))))


def root_of(dotted: str) -> str:
    """Return the part before the first dot; of a library such as SciPy, the module in it."""
    return module_of(dotted) if is_optional(dotted) else dotted.partition(".")[0]


def infinity_root(roots: tuple[str, ...]) -> str:
    """Return the module that spells inf and nan: `math` where only that is used, else `np`."""
    return "math" if "math" in roots and "np" not in roots else "np"


def _whole(program: Program) -> list[Expr]:
    """Return the whole expressions of the program."""
    defaults = [p.default for p in program.params if p.default is not None]
    inside = [e for s in all_statements(program) for e in s.expressions]
    return [*defaults, *inside, program.result]


def _of_constant(value: object) -> tuple[tuple[str, ...], bool]:
    """Return the roots of a constant's text, and whether it spells an inf or a nan."""
    if isinstance(value, complex):
        whole = is_plain_complex(value) or is_imaginary(value)
        special = not (math.isfinite(value.real) and math.isfinite(value.imag))
        return ((), False) if whole else (("complex",), special)
    return (), isinstance(value, float) and not math.isfinite(value)


def _of_apply(expr: Apply) -> tuple[str, ...]:
    if expr.op == "const":
        text = expr.args[0]
        return (str(text.value),) if isinstance(text, Const) else ()
    if expr.op == "list.repeat":
        return () if is_repeated_number(expr) else ("range",)
    if expr.op == "slice" or (expr.op == "set" and not expr.args):
        return (expr.op,)
    if expr.op.startswith("pick:") or expr.op in CURVES:
        return ()
    if expr.op in STRUCTURAL or is_transpose(expr) or method_name(expr):
        return ()
    return (expr.op,)
