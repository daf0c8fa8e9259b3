"""The front end: a Python function is read into a generic program.

    source      the function's syntax tree, and the proof that it is the code that runs
    language    the constructs that are refused, with their advice
    resolve     what free names and attributes stand for, by identity
    lowering    expressions, texts, calls, inline, comprehensions, targets, loops, statements
    read        all of it in order
"""

from .given_objects import not_waiting
from .instances import Shape, Shapes, is_given_function, shape_of
from .read import Reading, read, read_definition, read_with_dicts, reading
from .resolve import ObjectResolver
from .uses import delivered_by, has_own_state, own_state

__all__ = [
    "ObjectResolver", "Reading", "Shape", "Shapes", "delivered_by", "has_own_state",
    "is_given_function", "not_waiting", "own_state", "read", "read_definition", "read_with_dicts",
    "reading", "shape_of",
]  # fmt: skip
