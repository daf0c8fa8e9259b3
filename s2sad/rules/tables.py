"""The tables of rules, in the order in which the documentation lists them."""

from . import (
    arithmetic,
    creation,
    einsum,
    elementary,
    linalg,
    polynomials,
    products,
    python,
    rearranged,
    reductions,
    selection,
    shape,
    statistics,
    support,
)

TABLES = (
    arithmetic, elementary, python, reductions, statistics, products, linalg, polynomials,
    selection, shape, rearranged, creation, einsum, support,
)  # fmt: skip
