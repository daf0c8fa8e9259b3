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
    series,
    shape,
    statistics,
    support,
)
from .scipy import (
    bessel,
    control,
    designs,
    flows,
    interpolate,
    linalg as of_scipy_linalg,
    ndimage,
    nodes,
    optimize,
    rarer,
    signal,
    spatial,
    special,
    spectral,
    stats,
    tuples,
)

TABLES = (
    arithmetic, elementary, python, reductions, statistics, products, linalg, norms, factors,
    eigen, fourier, polynomials, series, selection, shape, rearranged, creation, einsum, special,
    bessel, rarer, tuples, stats, of_scipy_linalg, control, signal, optimize, flows, interpolate,
    ndimage, spatial, spectral, designs, nodes, support, matrices,
)  # fmt: skip
