"""The derivative of every primitive, declared as calculus.

Users declare their own with the same words: `elementwise("mylib.f(x)", "2 * x * dx")`.
"""

from . import lowered
from .calculus import inner_negation
from .declare import effect, sequence
from .registry import (
    all_rules, has_complex, lookup, match, object_of, op_of, register, register_family,
)  # fmt: skip
from .rule import Fit, Rule, UnknownKeywords
from .sequences import items_of
from .simplify import simplify
from .tables import TABLES
from .users import elementwise, general, linear, multilinear, parts, zero

__all__ = [
    "Fit", "Rule", "TABLES", "UnknownKeywords", "all_rules", "effect", "elementwise", "general",
    "has_complex", "inner_negation", "items_of", "linear", "lookup", "lowered", "match",
    "multilinear", "object_of", "op_of", "parts", "register", "register_family", "sequence",
    "simplify", "zero",
]  # fmt: skip
