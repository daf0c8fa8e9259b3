"""Sequences: what Python's operators do not take of lists and tuples.

Two lists, or two tuples, are joined by `+`, one is repeated by `*` and an int. What else is meant
is the other operand's: an array, or a number of NumPy's, makes an array of a list.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...ir.kinds import Kind, ListKind, Scalar, TupleKind, has_operator
from .words import describe

DOING = {
    "add": "add {0} and {1}", "sub": "subtract {1} from {0}", "mul": "multiply {0} by {1}",
    "truediv": "divide {0} by {1}", "floordiv": "divide {0} by {1}", "mod": "divide {0} by {1}",
    "pow": "raise {0} to the power of {1}", "matmul": "multiply {0} by {1}",
    "divmod": "divide {0} by {1}", "lshift": "shift {0} by {1}", "rshift": "shift {0} by {1}",
    "and_": "combine {0} and {1}", "or_": "combine {0} and {1}", "xor": "combine {0} and {1}",
    "neg": "negate {0}", "pos": "put a sign before {0}", "invert": "invert {0}",
    "abs": "take the absolute value of {0}", "round": "round {0}", "float": "make a float of {0}",
    "int": "make an int of {0}", "complex": "make a complex number of {0}",
}  # fmt: skip


def what_fails(op: str, operands: Sequence[tuple[str, Kind]]) -> str:
    """Return what Python does not do where it raises a TypeError, else an empty text.

    Of an operand it is told whether it is a 'list', a 'tuple', or something else, ''.
    """
    words = [word for word, _ in operands]
    others = [kind for word, kind in operands if not word]
    if op not in DOING or not any(words) or not _is_wrong(op, words, others):
        return ""
    return DOING[op].format(*[f"a {word}" if word else describe(kind) for word, kind in operands])


def _is_wrong(op: str, words: Sequence[str], others: Sequence[Kind]) -> bool:
    if op == "mul" and any(isinstance(kind, Scalar) and _is_float(kind) for kind in others):
        return True  # of NumPy's, too
    if any(not isinstance(kind, Scalar) or kind.numpy for kind in others):
        return False
    if op == "add":
        return len(set(words)) > 1
    return op != "mul" or not others


def _is_float(kind: Scalar) -> bool:
    return kind.dtype.startswith(("float", "complex"))


def sequence_in_words(kind: Kind, display: str = "tuple") -> str:
    """Return 'list' or 'tuple', or '' for what is neither or has operators of its own."""
    if isinstance(kind, ListKind):
        return "list"
    if not isinstance(kind, TupleKind):
        return ""
    if kind.form is None:
        return display
    own = any(has_operator(kind.form, f"__{op.strip('_')}__") for op in DOING)
    return "tuple" if kind.form.what == "named" and not own else ""
