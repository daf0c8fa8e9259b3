"""The tables of rules, in the order in which the documentation lists them."""

from . import (
    arithmetic,
    creation,
    einsum,
    elementary,
    factors,
    fourier,
    linalg,
    norms,
    products,
    python,
    reductions,
    selection,
    shape,
    support,
)

TABLES = (
    arithmetic, elementary, python, reductions, products, linalg, norms, factors, fourier,
    selection, shape, creation, einsum, support,
)  # fmt: skip
