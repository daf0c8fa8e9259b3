"""Places and weights that SciPy's methods choose: constants."""

from ..declare import zero

zero("rt.grid_of(x)", shape="x")
zero("rt.zoomed_grid(x, factor)", shape="x", constant="factor")
zero("rt.gauss_legendre(n)")
zero("rt.romberg_weights(n)")
zero("rt.polynomial_rows(window, order, deriv, delta)", constant="delta")
zero("rt.neighbours(x, size=None, footprint=None, mode='reflect', origin=0)", shape="x")
zero("rt.rank_of(percentile, count)", constant="percentile")
zero("rt.turned_window(size, footprint, ndim)")
zero("rt.label_matrix(labels, index)")
zero("rt.bin_of(x, edges)", constant="edges")
