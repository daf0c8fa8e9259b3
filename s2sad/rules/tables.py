"""The tables of rules, in the order in which the documentation lists them."""

from . import (
    arithmetic,
    creation,
    einsum,
    elementary,
    linalg,
    products,
    python,
    reductions,
    selection,
    shape,
    support,
)
from .scipy import bessel, special, stats

TABLES = (
    arithmetic, elementary, python, reductions, products, linalg, selection, shape, creation,
    einsum, special, bessel, stats, support,
)  # fmt: skip
