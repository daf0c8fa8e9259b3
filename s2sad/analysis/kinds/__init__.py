"""Kinds: what is known of every value before the run, and the core program that it decides."""

from .arguments import key_of_argument, kind_of_argument, kind_of_captured
from .elementwise import elementwise_ops
from .flow import infer
from .products import contracted
from .result import kind_of
from .sharing import is_advanced, sharing
from .sizes import Guard, Sizes, compiled, holds
from .specialise import Core, specialise

__all__ = [
    "Core", "Guard", "Sizes", "compiled", "contracted", "elementwise_ops", "holds", "infer",
    "is_advanced", "key_of_argument", "kind_of", "kind_of_argument", "kind_of_captured", "sharing",
    "specialise",
]  # fmt: skip
