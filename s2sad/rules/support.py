"""The runtime's functions: what derivatives call has derivatives.

A transpose `…_back(y, x)` of a linear function f(x) is linear in y, and its transpose is f.
"""

from .declare import cite, effect, elementwise, general, linear, multilinear, zero

linear("rt.unbroadcast(y, x)", y="rt.unbroadcast(g, y)", shape="x")  # an axis of 1 may grow, too
linear("rt.broadcast_like(y, x)", y="g", shape="x")
linear(
    "rt.expand(y, x, axis=None, keepdims=False)",
    y="np.sum(g, axis=axis, keepdims=keepdims)", shape="x",
)  # fmt: skip
zero("rt.count(x, axis=None, where=True, keepdims=False)", shape="x")
zero("rt.raises(...)")
linear("rt.t(x)", x="rt.t(g)")
linear("rt.h(x)", x="rt.h(g)")
linear("rt.vector(x, axis=None)", x="g")
linear("rt.transpose_back(y, axes=None)", y="np.transpose(g, axes=axes)")

# c = …_lhs(y, a, b) is the gradient of <y, a b> in a: <c, g> = <y, g b>.
for _name, _product in (
    ("matmul", "{} @ {}"), ("dot", "np.dot({}, {})"), ("inner", "np.inner({}, {})"),
):  # fmt: skip
    multilinear(
        f"rt.{_name}_lhs(y, a, b)",
        y=_product.format("g", "b"), b=f"rt.{_name}_rhs(y, g, b)", shape="a",
    )  # fmt: skip
    multilinear(
        f"rt.{_name}_rhs(y, a, b)",
        y=_product.format("a", "g"), a=f"rt.{_name}_lhs(y, a, g)", shape="b",
    )  # fmt: skip
multilinear(
    "rt.tensordot_lhs(y, a, b, axes=2)",
    y="np.tensordot(g, b, axes=axes)", b="rt.tensordot_rhs(y, g, b, axes)", shape="a",
)  # fmt: skip
multilinear(
    "rt.tensordot_rhs(y, a, b, axes=2)",
    y="np.tensordot(a, g, axes=axes)", a="rt.tensordot_lhs(y, a, g, axes)", shape="b",
)  # fmt: skip
cite("Giles 2008, 2.3.1")
general(
    "rt.solve_like(a, y, b)",
    dz="rt.solve_like(a, dy - rt.solve_product(da, z, b), b)",
    w="rt.solve_like(rt.t(a), g, b)", a="-rt.solve_outer(w, z, b)", y="w", shape="b",
)  # fmt: skip
multilinear(
    "rt.solve_product(a, x, b)",
    a="rt.solve_outer(g, x, b)", x="rt.solve_product(rt.t(a), g, b)", shape="b",
)  # fmt: skip
multilinear(
    "rt.solve_outer(y, x, b)",
    y="rt.solve_product(g, x, b)", x="rt.solve_product(rt.t(g), y, b)", shape="b",
)  # fmt: skip
cite("Giles 2008, 2.2.3 and 2.2.4")
# C = det(a) W, W = inv(a).T: dC = <W, da> C - W da.T C.
general(
    "rt.cofactor(a)",
    dz="np.sum(w * da, axis=(-2, -1), keepdims=True) * z - w @ rt.t(da) @ z",
    w="rt.t(np.linalg.inv(a))",
    a="np.sum(g * z, axis=(-2, -1), keepdims=True) * w - z @ rt.t(g) @ w",
)
general(
    "rt.inverse_or_inf(a)",
    dz="-(z @ da @ z)", a="-(rt.t(z) @ g @ rt.t(z))", cited="Giles 2008, 2.2.3",
)  # fmt: skip
elementwise("rt.times_or_inf(x, y)", "y * dx + x * dy")
linear("rt.half_tril(x)", x="rt.half_tril(g)")

cite("chain rule")
# Where the weight is 0 and x is infinite, or nan, neither is multiplied by the other.
elementwise(
    "rt.weighted(w, x)",
    "rt.weighted((w != 0) | np.isfinite(x), x) * dw + w * dx",
)
elementwise(
    "rt.divide_or_zero(x, y)",
    "rt.divide_or_zero(dx, y) - rt.divide_or_zero(dy * z, y)", note="where y is 0: 0",
)  # fmt: skip
# p is x**y, which is no operand by itself.
elementwise(
    "rt.power_log(x, y, p)",
    "rt.power_derivative(x, y, 1, 1) * dx + rt.power_derivative(x, y, 0, 2) * dy",
)
elementwise(
    "rt.power_derivative(x, y, i, j)",
    "rt.power_derivative(x, y, i + 1, j) * dx + rt.power_derivative(x, y, i, j + 1) * dy",
)
elementwise(
    "rt.logaddexp_weight(x, y)",
    "rt.logaddexp_weight(x, y) * rt.logaddexp_weight(y, x) * dx"
    " - rt.logaddexp_weight(x, y) * rt.logaddexp_weight(y, x) * dy",
    real=True,
)
elementwise(
    "rt.inversion(x, y)",
    "(rt.inversion(y, x)**2 - z**2) * dx - 2.0 * z * rt.inversion(y, x) * dy",
    real=True, note="at (0, 0): (0, 0)",
)  # fmt: skip
elementwise("rt.i0_derivative(x, n)", "rt.i0_derivative(x, n + 1) * dx", real=True,
            cited="DLMF 10.29")  # fmt: skip
zero("rt.is_far(x, name)")
elementwise(
    "rt.or_far(x, y, name, n)",
    "rt.or_far(x, 0.0, name, n + 1) * dx + (1.0 - rt.is_far(x, name)) * dy",
    cited="DLMF 7.12",
)  # fmt: skip
elementwise("rt.fraction(x)", "dx", real=True)
elementwise("rt.sinc_derivative(x, n)", "rt.sinc_derivative(x, n + 1) * dx")
cite("quotient rule")
general(
    "rt.softmax(x, axis=None)",
    dz="z * (dx - np.sum(z * dx, axis=axis, keepdims=True))",
    x="z * (g - np.sum(z * g, axis=axis, keepdims=True))",
)
general(
    "rt.exp_shares(x, y, axis=None, keepdims=False)",
    dz="z * dx - z * rt.expand(dy, x, axis, keepdims)",
    x="z * g",
    y="-np.sum(z * g, axis=axis, keepdims=keepdims)",
    real=True,
)
multilinear("rt.scale_rows(y, w)", y="rt.row_sums(w * g, y)", w="rt.scale_rows(y, g)")
linear("rt.row_sums(w, y)", w="rt.scale_rows(g, np.ones_like(w))", shape="y")
linear("rt.by_component(y, x)", y="rt.component_sums(g, y)", shape="x")
linear("rt.component_sums(x, y)", x="rt.by_component(g, x) * np.ones_like(x)", shape="y")
zero("rt.tie_weights(x, z, axis=None, keepdims=False)")
zero("rt.tie_weights_with(x, z, axis, keepdims, initial, where=True)")
zero("rt.leader(x, z, axis=0)")
linear("rt.ramp_back(y, end, endpoint=True, axis=0)", y="rt.ramp(g, y, end, endpoint, axis)")
linear(
    "rt.ramp(y, x, end, endpoint=True, axis=0)",
    y="rt.ramp_back(g, end, endpoint, axis)", shape="x",
)  # fmt: skip
zero("rt.order_like(x, z, axis=-1)")
zero("rt.sorting(x, z, axis=-1)")
zero("rt.turns(where, n)")
zero("rt.count_turns(found)")
for _name in ("places", "nowhere"):
    zero(f"rt.{_name}(x)", shape="x")
_STEPS = "rt.quantile_steps(x, q, axis, method, skip_nan)"
general(
    "rt.quantile_weights(x, q, axis=None, method='linear', skip_nan=False)",
    dz=f"rt.leading(dq, z) * {_STEPS}", q=f"rt.leading_sums(g * {_STEPS}, q)", cited="selection",
)  # fmt: skip
zero("rt.quantile_steps(x, q, axis=None, method='linear', skip_nan=False)")
general(
    "rt.quantile_slope(x, q, axis=None, method='linear', keepdims=False, skip_nan=False)",
    dz="rt.weigh(dx, w, axis, keepdims)", w=_STEPS, x="rt.weigh_back(g, w, x, axis, keepdims)",
    cited="selection",
)  # fmt: skip
# The three are one form, linear in each of three operands: the sum of y * x * weights.
multilinear(
    "rt.weigh(y, weights, axis=None, keepdims=False)",
    y="rt.weigh_back(g, weights, y, axis, keepdims)",
    weights="rt.weigh_outer(g, y, weights, axis, keepdims)",
)  # fmt: skip
multilinear(
    "rt.weigh_back(y, weights, x, axis=None, keepdims=False)",
    y="rt.weigh(rt.broadcast_like(g, x), weights, axis, keepdims)",
    weights="rt.weigh_outer(y, rt.broadcast_like(g, x), weights, axis, keepdims)", shape="x",
)  # fmt: skip
multilinear(
    "rt.weigh_outer(y, x, weights, axis=None, keepdims=False)",
    y="rt.weigh(x, g, axis, keepdims)", x="rt.weigh_back(y, g, x, axis, keepdims)",
    shape="weights",
)  # fmt: skip
linear("rt.leading(y, x)", y="rt.leading_sums(g, y)", shape="x")
linear("rt.leading_sums(x, y)", x="rt.leading(g, x) * np.ones_like(x)", shape="y")
linear("rt.along(weights, x, axis=None)", weights="rt.along_back(g, weights, x, axis)", shape="x")
linear("rt.along_back(y, weights, x, axis=None)", y="rt.along(g, x, axis)", shape="weights x")
_HOW = "rowvar=True, bias=False, ddof=None, fweights=None, aweights=None"
_given = "rowvar, bias, ddof, fweights, aweights"
multilinear(
    f"rt.covariance(a, b, {_HOW})",
    a=f"rt.covariance_lhs(g, a, b, {_given})",
    b=f"rt.covariance_lhs(np.transpose(g), b, a, {_given})", constant="fweights aweights",
)  # fmt: skip
multilinear(
    f"rt.covariance_lhs(y, a, b, {_HOW})",
    y=f"rt.covariance(g, b, {_given})",
    b=f"rt.covariance_lhs(np.transpose(y), b, g, {_given})",
    shape="a", constant="fweights aweights",
)  # fmt: skip

cite("product rule")
# y[i] = x[i-1] y[i-1] from y[0] = 1.
general(
    "rt.products_before(x, axis=None)",
    dz="rt.recurrence(rt.shift(x, 1, axis), rt.shift(z * dx, 1, axis), axis)",
    x="z * rt.shift(rt.recurrence_back(rt.shift(x, 1, axis), g, axis), -1, axis)",
)
general(
    "rt.products_after(x, axis=None)",
    dz="rt.recurrence_back(x, rt.shift(z * dx, -1, axis), axis)",
    x="z * rt.shift(rt.recurrence(x, g, axis), 1, axis)",
)
_BEFORE = "rt.shift(rt.recurrence_back(rt.shift(x, 1, axis), g * q, axis), -1, axis)"
general(
    "rt.products_of_others(x, axis=None, whole=None)",
    p="rt.products_before(x, axis)", q="rt.products_after(x, axis)",
    dz="rt.recurrence(rt.shift(x, 1, axis), rt.shift(p * dx, 1, axis), axis) * q"
       " + p * rt.recurrence_back(x, rt.shift(q * dx, -1, axis), axis)",
    x=f"p * {_BEFORE} + q * rt.shift(rt.recurrence(x, g * p, axis), 1, axis)",
)  # fmt: skip
general(
    "rt.recurrence(a, b, axis=None)",
    dz="rt.recurrence(a, db + da * rt.shift(z, 1, axis), axis)",
    w="rt.recurrence_back(a, g, axis)",
    a="w * rt.shift(z, 1, axis)",
    b="w",
)
general(
    "rt.recurrence_back(a, b, axis=None)",
    dz="rt.recurrence_back(a, db + rt.shift(da * z, -1, axis), axis)",
    w="rt.recurrence(a, g, axis)",
    a="z * rt.shift(w, 1, axis)",
    b="w",
)
linear("rt.shift(x, n, axis=None)", x="rt.shift(g, -n, axis)")
linear(
    "rt.without_first(y, x, axis=None, is_included=True)",
    y="rt.with_first(g, axis, is_included)", shape="x",
)  # fmt: skip
linear("rt.with_first(y, axis=None, is_included=True)",
       y="rt.without_first(g, y, axis, is_included)")  # fmt: skip
linear("rt.cumsum_back(y, x, axis=None)", y="np.cumsum(g, axis=axis)", shape="x")

linear("rt.scatter(y, x, index)", y="g[index]", shape="x")
linear("rt.take_back(y, x, indices, axis=None)", y="np.take(g, indices, axis=axis)", shape="x")
linear("rt.unsort(y, w, axis=-1)", y="np.take_along_axis(g, w, axis=axis)")
linear("rt.put_along(y, x, indices, axis)", y="np.take_along_axis(g, indices, axis)", shape="x")
linear("rt.diagonal_back(y, x, offset=0, axis1=0, axis2=1)",
       y="np.diagonal(g, offset=offset, axis1=axis1, axis2=axis2)", shape="x")  # fmt: skip
linear("rt.diag_back(y, x, k=0)", y="np.diag(g, k=k)", shape="x")
linear("rt.repeat_back(y, x, repeats, axis=None)", y="np.repeat(g, repeats, axis=axis)", shape="x")
linear("rt.tile_back(y, x, reps)", y="np.tile(g, reps)", shape="x")
linear("rt.diff_back(y, x, n=1, axis=-1)", y="np.diff(g, n=n, axis=axis)", shape="x")
linear("rt.unpad(y, x, pad_width)", y="np.pad(g, pad_width)", shape="x")

linear(
    "rt.concatenate_item(y, items, k, axis=0)",
    y="rt.concatenate_place(g, items, k, axis)", shape="items",
)  # fmt: skip
linear(
    "rt.concatenate_place(y, items, k, axis=0)",
    y="rt.concatenate_item(g, items, k, axis)", shape="items",
)  # fmt: skip
linear("rt.concatenate_items(y, items, axis=0)", y="np.concatenate(g, axis=axis)", shape="items")
linear("rt.stack_items(y, items, axis=0)", y="np.stack(g, axis=axis)", shape="items")
linear("rt.join_item(y, items, k, join)", y="rt.join_place(g, items, k, join)", shape="items")
linear("rt.join_place(y, items, k, join)", y="rt.join_item(g, items, k, join)", shape="items")
linear("rt.join_items(y, items, join)", y="rt.join_all(g, join)", shape="items")
linear("rt.join_all(y, join)", y="rt.join_items(g, y, join)")
linear("rt.as_items(y, items)", y="np.asarray(g)", shape="items")
linear("rt.sum_items(y, items)", y="sum(g)", shape="items")

linear("rt.chosen(y, i, items, k, mode)", y="rt.chosen_place(g, i, items, k, mode)", shape="items")
linear("rt.chosen_place(y, i, items, k, mode)", y="rt.chosen(g, i, items, k, mode)", shape="items")
linear("rt.chosen_items(y, i, items, mode)", y="np.choose(i, g, mode=mode)", shape="items")
effect("np.add.at(x, index, y)", writes="x", y="g[index]")
linear("rt.last_written(y, index)", y="rt.written(g, y, index)")
linear("rt.written(y, x, index)", y="rt.last_written(g, index)", shape="x")
