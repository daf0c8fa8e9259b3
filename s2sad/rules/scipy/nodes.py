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
# What is decided stays as it is where no two of the numbers that are compared are equal.
zero("rt.qr_pivots(a)")
zero("rt.lu_turn(a)")
zero("rt.euler_axes(seq)")
zero("rt.euler_order(seq)")
zero("rt.euler_places(seq)")
zero("rt.peaks(x, height=None, threshold=None, distance=None, prominence=None, width=None,"
     " wlen=None, rel_height=0.5, plateau_size=None)")  # fmt: skip
zero("rt.peak_bases(x, peaks, wlen=None)")
zero("rt.extrema_of(x, sign, order=1, mode='clip')")
zero("rt.matching(cost, maximize=False)")
zero("rt.pools(x, weights=None, increasing=True)")
zero("rt.rank_test(name, part, x)")
zero("rt.rank_test(name, part, x, y)")
zero("rt.nearest(data, x, k=1, p=2.0)")
zero("scipy.stats.rankdata(a, method='average', *, axis=None)")
zero("scipy.linalg.issymmetric(a)")
zero("scipy.linalg.ishermitian(a)")
