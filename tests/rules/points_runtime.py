"""Points for the functions of the runtime that transpose NumPy's functions of `points_numpy.py`
and `points_arrays.py`."""

import numpy as np

from .points import X1, X2, X3, signed
from .points_numpy import SPREAD

POINTS = []
Z1, Z2 = np.zeros(4, int), np.zeros((3, 4), int)


def add(text, **values):
    POINTS.append((text, values))


add("rt.weigh(y, w)", y=X1, w=np.array([[0, 1, 3, 0], [1, 0, 0, 2]]))
add("rt.weigh(y, w, 0)", y=X1, w=np.array([0, 1, 3, 0]))
add("rt.weigh(y, w, 1, True)", y=X2, w=np.arange(24).reshape(2, 3, 4) % 5)
add("rt.weigh_back(y, w, x, 0)", y=signed(2), w=np.array([[0, 1, 3, 0], [1, 0, 0, 2]]), x=Z1)
add("rt.weigh_back(y, w, x, 1)", y=signed(2, 3), w=np.arange(24).reshape(2, 3, 4) % 5, x=Z2)
add("rt.weigh_back(y, w, x, 1, True)", y=signed(3, 1), w=np.arange(12).reshape(3, 4) % 5, x=Z2)
add("rt.weigh(y, w)", y=X1, w=signed(2, 4))
add("rt.weigh(y, w, 1, True)", y=X2, w=signed(2, 3, 4))
add("rt.weigh_back(y, w, x, 1)", y=signed(2, 3), w=signed(2, 3, 4), x=Z2)
add("rt.weigh_outer(y, x, w, 1)", y=signed(2, 3), x=X2, w=np.zeros((2, 3, 4), int))
add("rt.weigh_outer(y, x, w, keepdims=True)", y=signed(2, 1), x=X1, w=np.zeros((2, 4), int))
for _q in (0.3, np.array([0.3, 0.6]), np.array([[0.3], [0.6]])):
    add("rt.quantile_weights(x, q)", x=np.arange(4) ** 2 - 3, q=_q)
    add("rt.quantile_weights(x, q, 1, 'hazen')", x=np.arange(12).reshape(3, 4) ** 2 % 13, q=_q)
    add("rt.quantile_slope(x, q)", x=X1, q=np.rint(np.multiply(_q, 7)) == 4)
    add("rt.leading(y, x)", y=_q, x=np.zeros((*np.shape(_q), 3), int))
    add("rt.leading_sums(x, y)", x=signed(*np.shape(_q), 3), y=np.zeros(np.shape(_q), int))
add("rt.quantile_slope(x, q, 1, 'hazen', True)", x=X2, q=np.array([0, 1]))
add("rt.along(w, x, 1)", w=X1, x=Z2)
add("rt.along(w, x, (2, 0))", w=signed(4, 2), x=np.zeros((2, 3, 4), int))
add("rt.along_back(y, w, x, 1)", y=X2, w=Z1, x=Z2)
add("rt.along_back(y, w, x, (2, 0))", y=X3, w=np.zeros((4, 2), int), x=np.zeros((2, 3, 4), int))
for _rest in ("", ", False", ", True, True", ", True, False, 0"):
    add(f"rt.covariance(a, b{_rest})", a=X2, b=signed(3, 4))
    add(f"rt.covariance_lhs(y, a, b{_rest})", y=signed(*(2 * (4 if "F" in _rest[:7] else 3,))),
        a=Z2, b=X2)
add("rt.covariance(a, b)", a=X1, b=signed(4))
add("rt.without_first(y, x)", y=signed(5), x=Z1)
add("rt.without_first(y, x, 1, False)", y=X2, x=Z2)
add("rt.with_first(y)", y=X1)
add("rt.with_first(y, 1)", y=X2)
add("rt.softmax(x)", x=X2)
add("rt.softmax(x, 1)", x=X3)
add("rt.fraction(x)", x=4 * X2)
for _n in (0, 1, 2, 5):
    add(f"rt.i0_derivative(x, {_n})", x=np.array([-3.0, 0.0, 1e-3, 8.5]))
for _end in (0, 1):
    for _x in (X1, X3):
        add(f"rt.ramp_back(y, {_end})", y=_x)
        add(f"rt.ramp_back(y, {_end}, False, -1)", y=_x)
    add(f"rt.ramp(y, x, {_end})", y=X1, x=np.zeros((3, 4), int))
    add(f"rt.ramp(y, x, {_end}, False, 1)", y=signed(3), x=Z2)
add("rt.put_places(y, x, p)", y=signed(2, 2), x=Z1, p=np.array([[0, 1], [4, 1]]))
add("rt.take_places(x, p)", x=X1, p=np.array([[0, 1], [4, 1]]))
for _mode in ("mean", "maximum", "minimum", "median"):
    add(f"rt.pad_along(y, x, 2, '{_mode}', None)", y=signed(3, 4), x=(9 * SPREAD).astype(int))
    add(f"rt.pad_back(y, x, 2, '{_mode}', 2)", y=signed(7, 8), x=(9 * SPREAD).astype(int))
add("rt.pad_along(y, x, 2, 'reflect', None)", y=signed(3, 4), x=Z2)
add("rt.pad_back(y, x, 2, 'linear_ramp', None)", y=signed(7, 8), x=Z2)

for _x in (0.4, X1, X2):
    add("rt.polyval_back(y, p, x)", y=signed(*np.shape(_x)), p=Z1, x=_x)
add("rt.polyval_back(y, p, x)", y=X1, p=np.zeros(1, int), x=signed(4))
add("rt.polyder_back(y, p)", y=signed(3), p=Z1)
add("rt.polyder_back(y, p, 2)", y=signed(2), p=Z1)
add("rt.polyint_back(y, p)", y=signed(5), p=Z1)
add("rt.polyint_back(y, p, 2)", y=signed(6), p=Z1)
add("rt.last(y, x)", y=X1, x=np.zeros(2, int))
add("rt.before(y, x)", y=X1, x=np.zeros(6, int))
add("rt.places_of_fit(x, 2)", x=signed(4))
add("rt.polyfit_back(p, x, y, 2)", p=signed(3), x=signed(6), y=np.zeros(6, int))
add("rt.polyfit_back(p, x, y, 2)", p=signed(3), x=np.arange(5), y=np.zeros(5, int))
add("rt.polyfit_back(p, x, y, 1)", p=signed(2, 3), x=np.arange(5), y=np.zeros((5, 3), int))
add("rt.vander_derivative(x, None, False, 1)", x=X1)
add("rt.vander_derivative(x, 3, True, 2)", x=X1)
for _mode in ("full", "same", "valid"):
    for _n, _m in ((5, 3), (3, 4), (4, 4)):
        _a, _v = np.zeros(_n, int), np.zeros(_m, int)
        _y = signed(len(np.convolve(_a, _v, _mode)))
        add(f"rt.convolve_lhs(y, a, v, '{_mode}')", y=_y, a=_a, v=signed(_m))
        add(f"rt.correlate_lhs(y, a, v, '{_mode}')", y=_y, a=_a, v=signed(_m))
        add(f"rt.correlate_rhs(y, a, v, '{_mode}')", y=_y, a=signed(_n), v=_v)
_KNOTS = np.array([0.0, 0.7, 1.5, 2.2])
_AT = np.array([0.1, 0.9, 2.1, -1.0, 5.0])
for _rest in ("", ", 1.0, None", ", None, 2.0"):
    add(f"rt.interp_at(y, x, xp{_rest})", y=signed(4), x=_AT, xp=_KNOTS)
    add(f"rt.interp_slope(y, x, xp{_rest})", y=signed(4), x=_AT, xp=_KNOTS)
    add(f"rt.interp_back(y, x, xp{_rest})", y=signed(5), x=_AT, xp=_KNOTS)
    add(f"rt.interp_slope_back(y, x, xp{_rest})", y=signed(5), x=_AT, xp=_KNOTS)
add("rt.interp_at(y, x, xp)", y=signed(4), x=0.4, xp=_KNOTS)
for _rest in ("", ", 0.5", ", 1.0, 0, 2"):
    add(f"rt.gradient_back(y{_rest})", y=signed(5))
    add(f"rt.gradient_back(y{_rest})", y=signed(3))
add("rt.gradient_back(y)", y=signed(2))
add("rt.gradient_back(y, 1.0, 1)", y=X2)
add("rt.gradient_back(y, h, 0, 2)", y=signed(4, 2), h=np.array([0, 1, 3, 4]))
for _a, _b in ((X1, signed(2)), (X2, signed(2, 2)), (signed(2), signed(2, 3)), (X2, signed(2))):
    _y = signed(*np.kron(_a, _b).shape)
    add("rt.kron_lhs(y, a, b)", y=_y, a=np.zeros(_a.shape, int), b=_b)
    add("rt.kron_rhs(y, a, b)", y=_y, a=_a, b=np.zeros(_b.shape, int))
_I = np.array([0, 1, 1, 2])
add("rt.chosen(y, i, l, 1, 'raise')", y=X1, i=_I, l=[Z1, Z1, Z1])
add("rt.chosen_place(y, i, l, 1, 'wrap')", y=X1, i=_I, l=[Z1, Z1, Z1])
_DATA = np.array([1, 4, 3, 8, 10, 0])
add("rt.spacing(x)", x=0.4)
for _bins, _limits in ((np.array([0, 3, 5, 10]), None), (4, (0, 8))):
    add("rt.histogram(x, b, r, w, True)", x=_DATA, b=_bins, r=_limits, w=signed(6))
    add("rt.histogram(x, b, r, w, False)", x=_DATA, b=_bins, r=_limits, w=signed(6))
    _n = len(_bins) - 1 if _limits is None else _bins
    add("rt.histogram_back(y, x, b, r)", y=signed(_n), x=_DATA, b=_bins, r=_limits)
add("rt.at_ends(x, a, b)", x=np.zeros(4, int), a=0.3, b=-0.7)
add("rt.at_ends(x, a, 0.0)", x=np.zeros(1, int), a=0.3)
add("rt.weighted(w, x)", w=signed(3), x=signed(2, 3))
add("rt.weighted(w, x)", w=0.7, x=-0.4)
