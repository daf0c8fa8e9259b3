"""Points for the rules of the runtime's functions."""

import numpy as np

from .points import SPD, STACK, X1, X2, X3, r, signed

SUPPORT = []


def add(text, **values):
    SUPPORT.append((text, values))


add("rt.unbroadcast(y, x)", y=X2, x=np.zeros(4, int))
add("rt.unbroadcast(y, x)", y=X2, x=np.zeros((3, 1), int))
add("rt.unbroadcast(y, x)", y=X3, x=np.zeros((1, 4), int))
add("rt.unbroadcast(y, x)", y=X3, x=0)
add("rt.broadcast_like(y, x)", y=X1, x=np.zeros((3, 4), int))
add("rt.broadcast_like(y, x)", y=0.3, x=np.zeros((3, 4), int))
add("rt.expand(y, x)", y=0.3, x=np.zeros((3, 4), int))
add("rt.expand(y, x, 1)", y=signed(3), x=np.zeros((3, 4), int))
add("rt.expand(y, x, (0, 2))", y=signed(3), x=np.zeros((2, 3, 4), int))
add("rt.expand(y, x, 0, True)", y=signed(1, 4), x=np.zeros((3, 4), int))
add("rt.t(x)", x=X2)
add("rt.t(x)", x=X3)
add("rt.vector(x)", x=X1)
add("rt.vector(x, 0)", x=X2)
add("rt.transpose_back(y, (2, 0, 1))", y=X3)
add("rt.transpose_back(y)", y=X3)

_PRODUCTS = {
    "matmul": [(X1, signed(4)), (X2, X1), (signed(3), X2), (X2, signed(4, 2)), (X3, signed(4, 2)),
               (X3, X1), (signed(3), X3), (signed(1, 3, 4), signed(5, 4, 2))],
    "dot": [(X1, signed(4)), (X2, X1), (X2, signed(4, 2)), (X3, signed(5, 4, 2)), (0.3, X2), (X2,
        0.3)],
    "inner": [(X1, signed(4)), (X2, X1), (X2, signed(5, 4)), (0.3, X2)],
}  # fmt: skip
for _name, _pairs in _PRODUCTS.items():
    for _a, _b in _pairs:
        _y = signed(*np.shape(getattr(np, _name)(_a, _b)))
        add(f"rt.{_name}_lhs(y, a, b)", y=_y, a=np.zeros(np.shape(_a), int), b=_b)
        add(f"rt.{_name}_rhs(y, a, b)", y=_y, a=_a, b=np.zeros(np.shape(_b), int))
add("rt.tensordot_lhs(y, a, b, 1)", y=signed(2, 3, 5), a=np.zeros((2, 3, 4), int), b=signed(4, 5))
add("rt.tensordot_rhs(y, a, b, 1)", y=signed(2, 3, 5), a=X3, b=np.zeros((4, 5), int))
for _a, _x, _b in ((SPD, signed(3), np.zeros(3, int)), (SPD, signed(3, 2), np.zeros((3, 2), int)),
                   (STACK, signed(2, 3), np.zeros(3, int)),
                   (STACK, signed(2, 3, 2), np.zeros((3, 2), int))):  # fmt: skip
    add("rt.solve_product(a, x, b)", a=_a, x=_x, b=_b)
    add("rt.solve_outer(y, x, b)", y=signed(*_x.shape), x=_x, b=_b)
add("rt.cofactor(a)", a=SPD)
add("rt.inverse_or_inf(a)", a=SPD)
add("rt.inverse_or_inf(a)", a=STACK)
add("rt.times_or_inf(x, y)", x=0.3, y=1.7)
add("rt.times_or_inf(x, y)", x=np.array([0.3, 0.4]), y=np.array([1.7, 0.2]))
add("rt.cofactor(a)", a=STACK)
add("rt.half_tril(x)", x=SPD)

for _x, _y in ((0.3, 0.4), (X2, signed(4)), (X2, 0), (r(2), r(2))):
    add("rt.divide_or_zero(x, y)", x=_x, y=_y)
for _i, _j in ((0, 0), (1, 0), (0, 1), (1, 1), (2, 0), (0, 2), (2, 2)):
    add(f"rt.power_derivative(x, y, {_i}, {_j})", x=r(3), y=np.array([0.7, 1.6, -1.2]))
    add(f"rt.power_derivative(x, y, {_i}, {_j})", x=1.3, y=2.2)
add("rt.power_derivative(x, n, 1, 0)", x=signed(4), n=np.array([0, 1, 2, 3]))
add("rt.logaddexp_weight(x, y)", x=X2, y=X1)
add("rt.inversion(x, y)", x=X2, y=signed(4))
add("rt.inversion(x, y)", x=0.3, y=-0.4)
for _name in ("erfcx", "dawsn", "mills"):
    for _n in (0, 1):
        _x = np.array([-43.0, -21.0, -3.0, 0.4, 24.0, 310.0])
        add(f"rt.or_far(x, y, {_name!r}, {_n})", x=_x, y=signed(6))
        add(f"rt.or_far(x, y, {_name!r}, {_n})", x=-27.0, y=0.4)
for _n in (1, 2):
    _x = np.array([8.0 + 3.0j, -40.0 + 0.01j, 2.0 + 1.0j, 9.0 - 0.3j])
    add(f"rt.or_far(x, y, 'wofz', {_n})", x=_x, y=signed(4) + 0.3j)
for _n, _q in ((1, 1.5), (2, 0.5)):
    _m = np.array([0.3, 0.0, -0.2, 2.0])
    add(f"rt.elliptic_sum(x, m, {_n}, {_q})", x=np.array([1.2, -0.4, 5.0, 0.3]), m=_m)
    add(f"rt.elliptic_sum(x, m, {_n}, {_q})", x=0.7, m=-0.3)
for _n in range(5):
    add(f"rt.sinc_derivative(x, {_n})", x=np.array([0.0, 1e-3, 0.7, 1.0, 1.49, 3.3, 5.6, -9.2]))
for _rest in ("", ", 0", ", 1"):
    for _x in (X2, np.array([[0.0, 1.5, 0.3], [2.0, 0.0, 0.4], [0.0, 3.0, 0.0]])):
        add(f"rt.products_before(x{_rest})", x=_x)
        add(f"rt.products_after(x{_rest})", x=_x)
        add(f"rt.products_of_others(x{_rest})", x=_x)
    add(f"rt.recurrence(a, b{_rest})", a=X2, b=signed(3, 4))
    add(f"rt.recurrence_back(a, b{_rest})", a=X2, b=signed(3, 4))
    add(f"rt.shift(x, 1{_rest})", x=X2)
    add(f"rt.shift(x, -1{_rest})", x=X2)
for _f in ("recurrence", "recurrence_back"):  # long enough to be computed in blocks
    add(f"rt.{_f}(a, b)", a=signed(300), b=signed(300))
    add(f"rt.{_f}(a, b, 0)", a=signed(290, 2), b=signed(290, 2))
add("rt.unsort(y, w)", y=signed(4), w=np.array([2, 0, 3, 1]))
add("rt.unsort(y, w, 0)", y=signed(3, 2), w=np.array([[2, 0], [0, 1], [1, 2]]))
add("rt.cumsum_back(y, x)", y=signed(12), x=np.zeros((3, 4), int))
add("rt.cumsum_back(y, x, 1)", y=X2, x=np.zeros((3, 4), int))
add("rt.cumsum_back(y, x)", y=X1, x=np.zeros(4, int))

Z2, Z1 = np.zeros((3, 4), int), np.zeros(4, int)
add("rt.scatter(y, x, index)", y=signed(3), x=Z1, index=np.array([0, 2, 2]))
add("rt.take_back(y, x, i)", y=signed(3), x=Z2, i=np.array([0, 3, 3]))
add("rt.take_back(y, x, i, 1)", y=signed(3, 2, 2), x=Z2, i=np.array([[0, 3], [3, 1]]))
add("rt.put_along(y, x, i, 1)", y=signed(3, 2), x=Z2, i=np.array([[0, 3], [3, 1], [1, 1]]))
add("rt.diagonal_back(y, x)", y=signed(3), x=Z2)
add("rt.diagonal_back(y, x, 1)", y=signed(3), x=Z2)
add("rt.diagonal_back(y, x, -1)", y=signed(2), x=Z2)
add("rt.diag_back(y, x)", y=signed(4, 4), x=Z1)
add("rt.diag_back(y, x, 1)", y=signed(3), x=Z2)
add("rt.repeat_back(y, x, 2)", y=signed(24), x=Z2)
add("rt.repeat_back(y, x, 2, 1)", y=signed(3, 8), x=Z2)
add("rt.tile_back(y, x, (2, 1))", y=signed(6, 4), x=Z2)
add("rt.diff_back(y, x, 2, 0)", y=signed(1, 4), x=Z2)
add("rt.diff_back(y, x)", y=signed(3), x=Z1)
add("rt.unpad(y, x, 1)", y=signed(5, 6), x=Z2)
add("rt.concatenate_item(y, l, 1, 1)", y=signed(3, 8), l=[Z2, Z2])
add("rt.concatenate_item(y, l, 1, None)", y=signed(24), l=[Z2, Z2])
add("rt.concatenate_place(y, l, 1, 1)", y=X2, l=[Z2, Z2])
add("rt.join_item(y, l, 1, 'hstack')", y=signed(3, 8), l=[Z2, Z2])
add("rt.join_place(y, l, 1, 'vstack')", y=X1, l=[Z1, Z1])
add("rt.last_written(y, index)", y=X1, index=np.array([1, 0, 1, 2]))
add("rt.last_written(y, index)", y=X2, index=np.array([1, 1, 0]))
add("rt.written(y, x, index)", y=signed(4), x=np.zeros(4, int), index=np.array([1, 0, 1, 2]))

for _family in ("polynomial", "chebyshev", "legendre", "laguerre", "hermite", "hermite_e"):
    _name = repr(_family)
    add(f"rt.series_slopes(x, 3, {_name}, 1)", x=X1)
    add(f"rt.series_slopes(x, 4, {_name}, 2)", x=0.3)
    add(f"rt.series_der(c, {_name})", c=X1)
    add(f"rt.series_der(c, {_name}, 2)", c=X1)
    add(f"rt.series_int(c, {_name})", c=X1)
    add(f"rt.series_der_back(y, c, {_name})", y=signed(3), c=np.zeros(4, int))
    add(f"rt.series_int_back(y, c, {_name}, 2)", y=signed(6), c=np.zeros(4, int))
