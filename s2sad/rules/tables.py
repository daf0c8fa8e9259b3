"""The tables of rules, in the order in which the documentation lists them."""

from . import (
    arithmetic,
    creation,
    einsum,
    elementary,
    linalg,
    matrices,
    products,
    python,
    reductions,
    selection,
    shape,
    support,
)
from .scipy import bessel, linalg as of_scipy_linalg, optimize, signal, special, stats

TABLES = (
    arithmetic, elementary, python, reductions, products, linalg, selection, shape, creation,
    einsum, special, bessel, stats, of_scipy_linalg, signal, optimize, support,
    matrices,
)  # fmt: skip
