"""Statistics: order statistics, weighted means, covariances; reductions that leave out nan."""

from .declare import cite, general, linear, zero

_SPREAD = "rt.expand(g, x, axis, keepdims)"

cite("selection")
# An order statistic is a weighted sum of the sorted elements: the weights are constants, but for q.
# Equal elements keep their order.
_METHOD = "*, method='linear', keepdims=False"
for _prefix, _skip in (("", ""), ("nan", ", skip_nan=True")):
    general(
        f"np.{_prefix}median(x, axis=None, *, keepdims=False)",
        dz="rt.weigh(dx, w, axis, keepdims)",
        w=f"rt.quantile_weights(x, 0.5, axis{_skip})",
        x="rt.weigh_back(g, w, x, axis, keepdims)", real=True, note="ties keep their order",
    )  # fmt: skip
    for _name, _q, _unit in (
        ("quantile", "q", ""), ("percentile", "np.divide(q, 100.0)", " / 100.0"),
    ):  # fmt: skip
        _slope = f"rt.quantile_slope(x, {_q}, axis, method, keepdims{_skip}){_unit}"
        general(
            f"np.{_prefix}{_name}(x, q, axis=None, {_METHOD})",
            dz=f"rt.weigh(dx, w, axis, keepdims) + rt.leading(dq, z) * {_slope}",
            w=f"rt.quantile_weights(x, {_q}, axis, method{_skip})",
            x="rt.weigh_back(g, w, x, axis, keepdims)",
            q=f"rt.leading_sums(g * {_slope}, q)", real=True,
            note="ties keep their order; in q, at an element, the slope from the right",
        )  # fmt: skip

cite("rule of the reduction")
# A nan is left out: what stands in its place changes nothing, and has slope 0.
_PRESENT = "np.logical_not(np.isnan(x))"
_CALL = "(x, axis=None, dtype=None, *, keepdims=False)"
general(
    f"np.nansum{_CALL}",
    dz="np.sum(dx, axis=axis, keepdims=keepdims, where=w)",
    w=_PRESENT, x=f"np.where(w, {_SPREAD}, 0.0)",
)  # fmt: skip
general(
    f"np.nanmean{_CALL}",
    dz="np.mean(dx, axis=axis, keepdims=keepdims, where=w)",
    w=_PRESENT,
    x="np.where(w, rt.expand(g / rt.count(x, axis, w, keepdims), x, axis, keepdims), 0.0)",
)
for _name in ("nanmax", "nanmin"):
    general(
        f"np.{_name}(x, axis=None, *, keepdims=False)",
        dz="np.sum(w * dx, axis=axis, keepdims=keepdims)",
        w="rt.tie_weights(x, z, axis, keepdims)", x=f"w * {_SPREAD}",
        real=True, note="ties share equally",
    )  # fmt: skip
_FACTORS = "np.where(np.isnan(x), 1.0, x)"
general(
    f"np.nanprod{_CALL}",
    dz="np.sum(w * dx, axis=axis, keepdims=keepdims)",
    w=f"np.where(np.isnan(x), 0.0, rt.products_of_others({_FACTORS}, axis))",
    x=f"w * {_SPREAD}",
)  # fmt: skip
_FREE = f"(rt.count(x, axis, {_PRESENT}, keepdims) - ddof)"
_AWAY = f"np.where({_PRESENT}, x - np.nanmean(x, axis=axis, keepdims=True), 0.0)"
_CALL = "(x, axis=None, dtype=None, *, ddof=0, keepdims=False)"
general(
    f"np.nanvar{_CALL}",
    dz=f"2.0 * np.sum(w * dx, axis=axis, keepdims=keepdims) / {_FREE}",
    w=_AWAY, x=f"2.0 * w * rt.expand(g / {_FREE}, x, axis, keepdims)",
    constant="ddof", real=True,
)  # fmt: skip
general(
    f"np.nanstd{_CALL}",
    dz=f"rt.divide_or_zero(np.sum(w * dx, axis=axis, keepdims=keepdims), {_FREE} * z)",
    w=_AWAY, x=f"w * rt.expand(rt.divide_or_zero(g, {_FREE} * z), x, axis, keepdims)",
    constant="ddof", real=True, note="where all elements are equal: 0",
)  # fmt: skip
general(
    "np.nancumsum(x, axis=None, dtype=None)",
    dz="np.cumsum(np.where(np.isnan(x), 0.0, dx), axis=axis)",
    x="np.where(np.isnan(x), 0.0, rt.cumsum_back(g, x, axis))",
)
general(
    "np.nancumprod(x, axis=None, dtype=None)",
    dz=f"np.reshape(rt.recurrence({_FACTORS}, np.where(np.isnan(x), 0.0,"
       " w * dx), axis), np.shape(z))",
    w=f"rt.products_before({_FACTORS}, axis)",
    x=f"np.where(np.isnan(x), 0.0, w * rt.recurrence_back({_FACTORS},"
      " np.reshape(g, np.shape(x)), axis))",
)  # fmt: skip
for _name in ("nanargmax", "nanargmin"):
    zero(f"np.{_name}(x, axis=None, *, keepdims=False)")

cite("quotient rule")
# z = sum(w x) / sum(w): the slope in a weight is (x - z) / sum(w).
linear(
    "np.average(x, axis=None, weights=None, returned=False, *, keepdims=False)",
    x="rt.expand(g / rt.count(x, axis), x, axis, keepdims)",
    only={"weights": (None,), "returned": (False,)},
)
_SUM = "np.sum(rt.along(weights, x, axis), axis=axis, keepdims=keepdims)"
_OFF = "(x - rt.expand(z, x, axis, keepdims))"
general(
    "np.average(x, axis=None, weights=None, returned=False, *, keepdims=False)",
    dz=f"np.sum(rt.along(weights, x, axis) * dx + {_OFF} * rt.along(dweights, x, axis),"
       f" axis=axis, keepdims=keepdims) / {_SUM}",
    w=f"rt.expand(g / {_SUM}, x, axis, keepdims)",
    x="rt.along(weights, x, axis) * w",
    weights=f"rt.along_back({_OFF} * w, weights, x, axis)",
    only={"returned": (False,)},
)  # fmt: skip

cite("product rule")
# C = A W A' / n with centred rows A: bilinear in A twice.
_COV = "rowvar=True, bias=False, ddof=None, fweights=None, aweights=None"
_HOW = "rowvar, bias, ddof, fweights, aweights"
general(
    f"np.cov(x, y=None, {_COV})",
    dz=f"rt.covariance(dx, x, {_HOW}) + rt.covariance(x, dx, {_HOW})",
    x=f"rt.covariance_lhs(g + np.transpose(g), x, x, {_HOW})",
    only={"y": (None,)}, constant="fweights aweights", real=True,
)  # fmt: skip

cite("transpose of a linear map")
# Weights are added up in bins; the bins are constants.
linear("np.bincount(x, weights=None, minlength=0)", weights="g[x]")
general(
    "rt.histogram(x, bins, limits, weights, is_fixed)",
    dz="rt.histogram(x, bins, limits, dweights, is_fixed)",
    weights="rt.histogram_back(g, x, bins, limits)",
    only={"is_fixed": (True,)}, constant="bins limits",
)  # fmt: skip
general(
    "rt.histogram(x, bins, limits, weights, is_fixed)",
    dz="rt.histogram(x, bins, limits, dweights, is_fixed)",
    weights="rt.histogram_back(g, x, bins, limits)",
    constant="x bins limits", note="of bins that the data decide",
)  # fmt: skip
linear("rt.histogram_back(y, x, bins, limits)", y="rt.histogram(x, bins, limits, g, True)")
zero("np.histogram_bin_edges(x, bins=10, range=None, weights=None)", constant="x")
