"""Reductions: sums, means, extremes, products, and their running forms."""

from .declare import cite, general, linear, zero

_SPREAD = "rt.expand(g, x, axis, keepdims)"

cite("transpose of a linear map")
linear("np.sum(x, axis=None, dtype=None, *, keepdims=False)", x=_SPREAD)
linear("np.sum(x, axis=None, dtype=None, *, keepdims=False, where)",
       x=f"np.where(where, {_SPREAD}, 0.0)")  # fmt: skip
general(
    "np.sum(x, axis=None, dtype=None, *, keepdims=False, initial, where=True)",
    dz="np.sum(dx, axis=axis, dtype=dtype, keepdims=keepdims, where=where) + dinitial",
    x=f"np.where(where, {_SPREAD}, 0.0)", initial="g",
)  # fmt: skip
linear(
    "np.mean(x, axis=None, dtype=None, *, keepdims=False)",
    x="rt.expand(g / rt.count(x, axis), x, axis, keepdims)",
)
linear(
    "np.mean(x, axis=None, dtype=None, *, keepdims=False, where)",
    x="np.where(where, rt.expand(g / rt.count(x, axis, where, keepdims), x, axis, keepdims), 0.0)",
)
linear("np.cumsum(x, axis=None, dtype=None)", x="rt.cumsum_back(g, x, axis)")
linear(
    "np.cumulative_sum(x, *, axis=None, dtype=None, include_initial=False)",
    x="rt.cumsum_back(rt.without_first(g, x, axis, include_initial), x, axis)",
)  # fmt: skip
linear("np.trace(x, offset=0, axis1=0, axis2=1)",
       x="rt.diagonal_back(np.expand_dims(g, -1), x, offset, axis1, axis2)")  # fmt: skip

# Ties share equally, the initial value among them.
cite("selection")
for _name in ("max", "min", "amax", "amin"):
    general(
        f"np.{_name}(x, axis=None, *, keepdims=False)",
        dz="np.sum(rt.tie_weights(x, z, axis, keepdims) * dx, axis=axis, keepdims=keepdims)",
        x=f"rt.tie_weights(x, z, axis, keepdims) * {_SPREAD}",
        real=True, note="ties share equally",
    )  # fmt: skip
    general(
        f"np.{_name}(x, axis=None, *, keepdims=False, initial, where=True)",
        dz="np.sum(w * dx, axis=axis, keepdims=keepdims)",
        w="rt.tie_weights_with(x, z, axis, keepdims, initial, where)",
        x=f"w * {_SPREAD}", constant="initial",
        real=True, note="ties share equally, with the initial value",
    )  # fmt: skip

# The slope in one factor is the product of the others: exact at zeros.
cite("product rule")
general(
    "np.prod(x, axis=None, dtype=None, *, keepdims=False)",
    dz="np.sum(w * dx, axis=axis, keepdims=keepdims)",
    w="rt.products_of_others(x, axis, z)",
    x=f"w * {_SPREAD}",
)
_FACTORS = "np.where(where, x, 1.0)"
general(
    "np.prod(x, axis=None, dtype=None, *, keepdims=False, initial=1.0, where=True)",
    dz="initial * np.sum(w * dx, axis=axis, keepdims=keepdims)"
       f" + np.prod({_FACTORS}, axis=axis, keepdims=keepdims) * dinitial",
    w=f"np.where(where, rt.products_of_others({_FACTORS}, axis), 0.0)",
    x="w * rt.expand(initial * g, x, axis, keepdims)",
    initial=f"g * np.prod({_FACTORS}, axis=axis, keepdims=keepdims)",
)  # fmt: skip
general(
    "np.cumprod(x, axis=None, dtype=None)",
    dz="np.reshape(rt.recurrence(x, rt.products_before(x, axis) * dx, axis), np.shape(z))",
    x="rt.products_before(x, axis) * rt.recurrence_back(x, np.reshape(g, np.shape(x)), axis)",
)
general(
    "np.cumulative_prod(x, *, axis=None, dtype=None)",
    dz="rt.recurrence(x, rt.products_before(x, axis) * dx, axis)",
    x="rt.products_before(x, axis) * rt.recurrence_back(x, g, axis)",
)

cite("chain rule")
# What is left of the count is `ddof`, which `correction` is another word for.
for _ddof in ("ddof", "correction"):
    _given = "ddof=0" if _ddof == "ddof" else "correction"
    _call = f"(x, axis=None, dtype=None, *, {_given}, keepdims=False)"
    general(
        f"np.var{_call}",
        dz="2.0 * np.sum(np.conj(w) * dx, axis=axis, keepdims=keepdims)"
           f" / (rt.count(x, axis) - {_ddof})",
        w="x - np.mean(x, axis=axis, keepdims=True)",
        x=f"2.0 * np.conj(w) * rt.expand(g / (rt.count(x, axis) - {_ddof}), x, axis, keepdims)",
        constant=_ddof,
    )  # fmt: skip
    general(
        f"np.std{_call}",
        dz="rt.divide_or_zero(np.sum(np.conj(w) * dx, axis=axis, keepdims=keepdims),"
           f" (rt.count(x, axis) - {_ddof}) * z)",
        w="x - np.mean(x, axis=axis, keepdims=True)",
        x="np.conj(w) * rt.expand(rt.divide_or_zero(g,"
          f" (rt.count(x, axis) - {_ddof}) * z), x, axis, keepdims)",
        constant=_ddof, note="where all elements are equal: 0",
    )  # fmt: skip
_call = "(x, axis=None, dtype=None, *, ddof=0, keepdims=False, where)"
_free = "(rt.count(x, axis, where, keepdims) - ddof)"
_away = "np.where(where, x - np.mean(x, axis=axis, keepdims=True, where=where), 0.0)"
general(
    f"np.var{_call}",
    dz=f"2.0 * np.sum(np.conj(w) * dx, axis=axis, keepdims=keepdims) / {_free}",
    w=_away, x=f"2.0 * np.conj(w) * rt.expand(g / {_free}, x, axis, keepdims)",
    constant="ddof",
)  # fmt: skip
general(
    f"np.std{_call}",
    dz=f"rt.divide_or_zero(np.sum(np.conj(w) * dx, axis=axis, keepdims=keepdims), {_free} * z)",
    w=_away, x=f"np.conj(w) * rt.expand(rt.divide_or_zero(g, {_free} * z), x, axis, keepdims)",
    constant="ddof", note="where all elements are equal: 0",
)  # fmt: skip
cite("selection")
general(
    "np.ptp(x, axis=None, *, keepdims=False)",
    dz="np.sum(w * dx, axis=axis, keepdims=keepdims)",
    w="rt.tie_weights(x, np.max(x, axis=axis, keepdims=True), axis, True)"
      " - rt.tie_weights(x, np.min(x, axis=axis, keepdims=True), axis, True)",
    x=f"w * {_SPREAD}",
    real=True, note="ties share equally",
)  # fmt: skip

for _name in ("maximum", "minimum", "fmax", "fmin"):
    general(
        f"np.{_name}.accumulate(x, axis=0)",
        dz="np.take_along_axis(dx, w, axis=axis)", w="rt.leader(x, z, axis)",
        x="rt.put_along(g, x, w, axis)",
        real=True, note="of equal elements the first leads",
    )  # fmt: skip

cite("chain rule")
general(
    "np.logaddexp.reduce(x, axis=0, *, keepdims=False)",
    dz="np.sum(w * dx, axis=axis, keepdims=keepdims)", w="rt.softmax(x, axis)",
    x=f"w * {_SPREAD}", real=True, note="infinite values share equally",
)  # fmt: skip
general(
    "np.logaddexp.accumulate(x, axis=0)",
    w="rt.running_share(x, z, axis)",
    dz="rt.recurrence(1.0 - w, w * dx, axis)", x="w * rt.recurrence_back(1.0 - w, g, axis)",
    real=True, note="infinite values share equally",
)  # fmt: skip
general(
    "rt.running_share(x, y, axis=0)",
    w="z * (1.0 - z)", dz="w * (dx - rt.shift(dy, 1, axis))",
    x="w * g", y="-rt.shift(w * g, -1, axis)",
)  # fmt: skip

for _name in ("argmax", "argmin", "count_nonzero", "any", "all"):
    zero(f"np.{_name}(x, axis=None, *, keepdims=False)")
for _name in ("argsort", "argpartition", "argwhere", "nonzero", "flatnonzero", "lexsort",
              "searchsorted", "digitize", "allclose", "array_equal", "isin"):  # fmt: skip
    zero(f"np.{_name}(...)")
for _name in ("result_type", "issubdtype", "can_cast", "promote_types"):
    zero(f"np.{_name}(...)")
for _name in ("setdiff1d", "setxor1d", "intersect1d"):
    zero(f"np.{_name}(ar1, ar2, assume_unique=False)", constant="ar1 ar2")
zero("np.union1d(ar1, ar2)", constant="ar1 ar2")
for _name in ("shape", "size", "ndim", "iscomplexobj", "isrealobj", "isscalar"):
    zero(f"np.{_name}(x)" if _name != "size" else "np.size(x, axis=None)", shape="x")
linear("np.add.reduceat(x, indices, axis=0)", x="rt.reduceat_back(g, x, indices, axis)")
linear("rt.reduceat_back(y, x, indices, axis=0)", y="np.add.reduceat(g, indices, axis=axis)",
       shape="x")  # fmt: skip
cite("rule of the reduction")
# The parts stand side by side, filled up with what changes nothing, and are reduced as a whole.
_PARTS = "rt.parts(x, indices, axis, {})"
_WHOLE = "np.expand_dims(np.moveaxis(z, axis, -1), -1)"
for _name, _weights in (
    ("multiply", f"rt.products_of_others({_PARTS.format('1.0')}, -1)"),
    ("maximum", f"rt.tie_weights({_PARTS.format('-np.inf')}, {_WHOLE}, -1, True)"),
    ("minimum", f"rt.tie_weights({_PARTS.format('np.inf')}, {_WHOLE}, -1, True)"),
    ("logaddexp", f"rt.softmax({_PARTS.format('-np.inf')}, -1)"),
):
    general(
        f"np.{_name}.reduceat(x, indices, axis=0)",
        w=_weights,
        dz="np.moveaxis(np.sum(w * rt.parts(dx, indices, axis), axis=-1), -1, axis)",
        x="rt.parts_back(w * np.expand_dims(np.moveaxis(g, axis, -1), -1), x, indices, axis)",
        real=_name != "multiply", note="" if _name == "multiply" else "ties share equally",
    )  # fmt: skip
cite("transpose of a linear map")
general(
    "rt.parts(x, indices, axis=0, fill=0.0)",
    dz="rt.parts(dx, indices, axis)", x="rt.parts_back(g, x, indices, axis)",
)  # fmt: skip
linear("rt.parts_back(y, x, indices, axis=0)", y="rt.parts(g, indices, axis)", shape="x")
