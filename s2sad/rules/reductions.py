"""Reductions: sums, means, extremes, products, and their running forms."""

from .declare import general, linear, zero

_SPREAD = "rt.expand(g, x, axis, keepdims)"

linear("np.sum(x, axis=None, *, keepdims=False)", x=_SPREAD)
linear(
    "np.mean(x, axis=None, *, keepdims=False)",
    x="rt.expand(g / rt.count(x, axis), x, axis, keepdims)",
)
linear("np.cumsum(x, axis=None)", x="rt.cumsum_back(g, x, axis)")
linear("np.trace(x, offset=0, axis1=0, axis2=1)",
       x="rt.diagonal_back(np.expand_dims(g, -1), x, offset, axis1, axis2)")  # fmt: skip

# Ties share equally.
for _name in ("max", "min", "amax", "amin"):
    general(
        f"np.{_name}(x, axis=None, *, keepdims=False)",
        dz="np.sum(rt.tie_weights(x, z, axis, keepdims) * dx, axis=axis, keepdims=keepdims)",
        x=f"rt.tie_weights(x, z, axis, keepdims) * {_SPREAD}",
        real=True, note="ties share equally",
    )  # fmt: skip

# The slope in one factor is the product of the others: exact at zeros.
general(
    "np.prod(x, axis=None, *, keepdims=False)",
    dz="np.sum(w * dx, axis=axis, keepdims=keepdims)",
    w="rt.products_before(x, axis) * rt.products_after(x, axis)",
    x=f"w * {_SPREAD}",
)
general(
    "np.cumprod(x, axis=None)",
    dz="np.reshape(rt.recurrence(x, rt.products_before(x, axis) * dx, axis), np.shape(z))",
    x="rt.products_before(x, axis) * rt.recurrence_back(x, np.reshape(g, np.shape(x)), axis)",
)

general(
    "np.var(x, axis=None, *, ddof=0, keepdims=False)",
    dz="2.0 * np.sum(np.conj(w) * dx, axis=axis, keepdims=keepdims) / (rt.count(x, axis) - ddof)",
    w="x - np.mean(x, axis=axis, keepdims=True)",
    x="2.0 * np.conj(w) * rt.expand(g / (rt.count(x, axis) - ddof), x, axis, keepdims)",
)
general(
    "np.std(x, axis=None, *, ddof=0, keepdims=False)",
    dz="rt.divide_or_zero(np.sum(np.conj(w) * dx, axis=axis, keepdims=keepdims),"
       " (rt.count(x, axis) - ddof) * z)",
    w="x - np.mean(x, axis=axis, keepdims=True)",
    x="np.conj(w) * rt.expand(rt.divide_or_zero(g, (rt.count(x, axis) - ddof) * z), x, axis,"
      " keepdims)",
    note="where all elements are equal: 0",
)  # fmt: skip
general(
    "np.ptp(x, axis=None, *, keepdims=False)",
    dz="np.sum(w * dx, axis=axis, keepdims=keepdims)",
    w="rt.tie_weights(x, np.max(x, axis=axis, keepdims=True), axis, True)"
      " - rt.tie_weights(x, np.min(x, axis=axis, keepdims=True), axis, True)",
    x=f"w * {_SPREAD}",
    real=True, note="ties share equally",
)  # fmt: skip

for _name in ("argmax", "argmin", "count_nonzero", "any", "all"):
    zero(f"np.{_name}(x, axis=None, *, keepdims=False)")
for _name in ("argsort", "argpartition", "argwhere", "nonzero", "flatnonzero", "lexsort",
              "searchsorted", "digitize", "allclose", "array_equal", "isin"):  # fmt: skip
    zero(f"np.{_name}(...)")
for _name in ("shape", "size", "ndim", "result_type", "iscomplexobj", "isrealobj", "isscalar"):
    zero(f"np.{_name}(x)" if _name != "size" else "np.size(x, axis=None)", shape="x")
