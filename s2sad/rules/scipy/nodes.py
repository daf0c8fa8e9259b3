"""Places and weights that SciPy's methods choose: constants."""

from ..declare import zero

zero("rt.grid_of(x)", shape="x")
zero("rt.zoomed_grid(x, factor)", shape="x", constant="factor")
zero("rt.gauss_legendre(n)")
zero("rt.romberg_weights(n)")
zero("rt.polynomial_rows(window, order, deriv, delta)", constant="delta")
