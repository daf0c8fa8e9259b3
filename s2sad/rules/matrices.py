"""The runtime's functions of parts of matrices, which are linear."""

from .declare import linear, multilinear

linear("rt.triangle(x, lower=False, unit_diagonal=False)", x="rt.triangle(g, lower, unit_diagonal)")
multilinear(
    "rt.factor_product(c, d, lower)",
    c="rt.factor_back(rt.t(g), d, lower)", d="rt.factor_back(g, c, lower)",
)  # fmt: skip
multilinear(
    "rt.factor_back(y, c, lower)",
    y="rt.factor_product(c, g, lower)", c="rt.factor_back(rt.t(y), g, lower)",
)  # fmt: skip
linear("rt.band_t(ab, l_and_u)", ab="rt.band_t(g, l_and_u[::-1])")
multilinear(
    "rt.band_product(ab, x, l_and_u)",
    ab="rt.band_outer(g, x, l_and_u)",
    x="rt.band_product(rt.band_t(ab, l_and_u), g, l_and_u[::-1])",
)
multilinear(
    "rt.band_outer(y, x, l_and_u)",
    y="rt.band_product(g, x, l_and_u)",
    x="rt.band_product(rt.band_t(g, l_and_u), y, l_and_u[::-1])",
)
linear(
    "rt.diagonals_below(y)", y="scipy.linalg.toeplitz(g, np.zeros(np.shape(y)[1]))"
)
linear(
    "rt.diagonals_above(y)", y="scipy.linalg.toeplitz(np.zeros(np.shape(y)[0]), g)"
)
linear("rt.diagonal_block(y, items, k)", y="rt.diagonal_place(g, items, k)", shape="items")
linear("rt.diagonal_place(y, items, k)", y="rt.diagonal_block(g, items, k)", shape="items")
