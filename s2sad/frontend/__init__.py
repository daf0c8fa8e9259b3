"""The front end: a Python function is read into a generic program.

    source      the function's syntax tree, and the proof that it is the code that runs
    language    the constructs that are refused, with their advice
    resolve     what free names and attributes stand for, by identity
    lowering    expressions, texts, calls, inline, comprehensions, targets, loops, statements
    read        all of it in order
"""

from .instances import Shape, shape_of
from .read import Reading, read, read_definition, reading
from .resolve import ObjectResolver

__all__ = [
    "ObjectResolver", "Reading", "Shape", "read", "read_definition", "reading", "shape_of",
]  # fmt: skip
