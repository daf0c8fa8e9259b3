"""The tables of rules, in the order in which the documentation lists them."""

from . import (
    arithmetic,
    creation,
    eigen,
    einsum,
    elementary,
    factors,
    fourier,
    linalg,
    matrices,
    norms,
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
from .scipy import bessel, linalg as of_scipy_linalg, optimize, signal, special, stats

TABLES = (
    arithmetic, elementary, python, reductions, statistics, products, linalg, norms, factors,
    eigen, fourier, polynomials, selection, shape, rearranged, creation, einsum, special, bessel,
    stats, of_scipy_linalg, signal, optimize, support, matrices,
)  # fmt: skip
