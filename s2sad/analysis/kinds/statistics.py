"""Statistics: weighted means, quantiles, covariances, counts in bins; and their helpers."""

from __future__ import annotations

import numpy as np

from ...ir.kinds import Array, Kind, Scalar, Size
from .calls import Call, Undecided, as_array, kind_rule
from .reductions import reduced
from .samples import sampled_dtype


@kind_rule("np.average(x, axis=None, weights=None, returned=False, keepdims=False)")
def of_average(call: Call) -> Kind:
    """A weighted mean."""
    array = call.array("x")
    if call.constant("returned"):
        raise Undecided("np.average with returned=True")
    dtypes = [array.dtype, "float64"] if array.dtype[:1] in "ib" else [array.dtype]
    if call.has("weights"):
        dtypes.append(call.array("weights").dtype)
    return reduced(call, array, np.result_type(*dtypes).name)


@kind_rule(*(f"np.{name}(x, q, axis=None, method='linear', keepdims=False)"
             for name in ("quantile", "percentile", "nanquantile", "nanpercentile")))  # fmt: skip
def of_quantile(call: Call) -> Kind:
    """One quantile, or one array of them for each q: the axes of q come first."""
    array, q = call.array("x"), call["q"]
    dtype = sampled_dtype("np.median", array.dtype)
    found = reduced(call, array, dtype)
    leading = () if isinstance(q, Scalar) else as_array(q, call.sizes).shape
    if not isinstance(q, Scalar):
        dtype = np.result_type(array.dtype, "float64").name
        if array.dtype[0] == "f":
            dtype = np.result_type(array.dtype, as_array(q, call.sizes).dtype).name
    own = found.shape if isinstance(found, Array) else ()
    if not leading and not own:
        return Scalar(dtype, True)
    return Array(dtype, (*leading, *own), "A")


@kind_rule("rt.quantile_slope(x, q, axis=None, method='linear', keepdims=False, skip_nan=False)")
def of_quantile_slope(call: Call) -> Kind:
    """Like the quantiles."""
    found, q = reduced(call, call.array("x"), "float64"), call["q"]
    leading = () if isinstance(q, Scalar) else as_array(q, call.sizes).shape
    own = found.shape if isinstance(found, Array) else ()
    return Array("float64", (*leading, *own), "A") if leading or own else Scalar("float64", True)


@kind_rule("rt.weigh_outer(y, x, weights, axis=None, keepdims=False)")
def of_weigh_outer(call: Call) -> Kind:
    """Like the weights."""
    return Array("float64", call.array("weights").shape, "A")


@kind_rule("rt.leading(y, x)")
def of_leading(call: Call) -> Kind:
    """The numbers of y, with axes behind them."""
    y, x = call.array("y"), call.array("x")
    return Array(y.dtype, (*y.shape, *(Size(1),) * (x.ndim - y.ndim)), "A")


@kind_rule("rt.leading_sums(x, y)")
def of_leading_sums(call: Call) -> Kind:
    """Like y."""
    x, y = call.array("x"), call.array("y")
    return Array(x.dtype, y.shape, "A") if y.ndim else Scalar(x.dtype, True)


@kind_rule("rt.quantile_weights(x, q, axis=None, method='linear', skip_nan=False)",
           "rt.quantile_steps(x, q, axis=None, method='linear', skip_nan=False)")  # fmt: skip
def of_quantile_weights(call: Call) -> Kind:
    """The weights of the elements of x, one array for each q."""
    q = call["q"]
    leading = () if isinstance(q, Scalar) else as_array(q, call.sizes).shape
    return Array("float64", (*leading, *call.array("x").shape), "A")


@kind_rule("rt.weigh_back(y, weights, x, axis=None, keepdims=False)",
           "rt.tie_weights_with(x, z, axis, keepdims, initial, where=True)")  # fmt: skip
def of_weigh_back(call: Call) -> Kind:
    """An array in the shape of x."""
    array = call.array("x")
    return Array("float64", array.shape, "A")


@kind_rule("rt.leader(x, z, axis=0)")
def of_leader(call: Call) -> Kind:
    """The places of running extremes."""
    return Array("int64", call.array("x").shape, "A")


@kind_rule("rt.along(weights, x, axis=None)")
def of_along(call: Call) -> Kind:
    """The weights in the shape of x."""
    return Array(call.array("weights").dtype, call.array("x").shape, "A")


@kind_rule("rt.along_back(y, weights, x, axis=None)")
def of_along_back(call: Call) -> Kind:
    """An array in the shape of the weights."""
    return Array(call.array("y").dtype, call.array("weights").shape, "A")


@kind_rule("np.cov(x, y=None, rowvar=True, bias=False, ddof=None, fweights=None, aweights=None)")
def of_cov(call: Call) -> Kind:
    """The covariances of the rows, or columns; one number for a single variable."""
    array = call.array("x")
    if call.has("y"):
        raise Undecided("np.cov of two arrays")
    dtype = np.result_type(array.dtype, "float64").name
    if array.ndim < 2:
        return Array(dtype, ())
    count = array.shape[0 if call.constant("rowvar") else 1]
    is_one = call.sizes.same(count, 1)
    if is_one is None:
        raise Undecided("whether np.cov gives a number")
    return Array(dtype, ()) if is_one else Array(dtype, (count, count), "A")


@kind_rule("np.bincount(x, weights=None, minlength=0)")
def of_bincount(call: Call) -> Kind:
    """Counts, or sums of weights, of which the number is not known before the run."""
    return Array("float64" if call.has("weights") else "int64", (call.sizes.fresh(),))


@kind_rule("rt.histogram(x, bins, limits, weights, is_fixed)",
           "np.histogram_bin_edges(x, bins=10, range=None, weights=None)")  # fmt: skip
def of_histogram(call: Call) -> Kind:
    """Counts, or sums of weights, in bins; or the edges of the bins."""
    bins = call["bins"]
    size = call.size(call.kwargs["bins"]) if isinstance(bins, Scalar) else (
        as_array(bins, call.sizes).shape[0] - 1
    )
    if call.op == "np.histogram_bin_edges":
        return Array("float64", (size + 1,))
    return Array(call.array("weights").dtype if call.has("weights") else "int64", (size,))


@kind_rule("rt.histogram_back(y, x, bins, limits)")
def of_histogram_back(call: Call) -> Kind:
    """The elements of y, one for each x."""
    return Array(call.array("y").dtype, call.array("x").shape, "A")


@kind_rule("np.cumulative_sum(x, axis=None, dtype=None, include_initial=False)",
           "np.cumulative_prod(x, axis=None, dtype=None, include_initial=False)")  # fmt: skip
def of_cumulative(call: Call) -> Kind:
    """A running sum or product of the shape of x, one longer with the initial value."""
    array = call.array("x")
    dtype = call.dtype("dtype") or sampled_dtype("np.cumsum", array.dtype)
    axis = call.axis(call.constant("axis") or 0, array.ndim)
    more = Size(1) if call.constant("include_initial") else Size(0)
    shape = (*array.shape[:axis], array.shape[axis] + more, *array.shape[axis + 1 :])
    return Array(dtype, shape, "C" if array.ndim == 1 else "A")


@kind_rule("rt.without_first(y, x, axis=None, is_included=True)")
def of_without_first(call: Call) -> Kind:
    """A running sum without what stood before it."""
    return Array(call.array("y").dtype, call.array("x").shape, "A")


@kind_rule("rt.with_first(y, axis=None, is_included=True)")
def of_with_first(call: Call) -> Kind:
    """A running sum with a zero before it."""
    array = call.array("y")
    axis = call.axis(call.constant("axis") or 0, array.ndim)
    more = 1 if call.constant("is_included") else 0
    shape = (*array.shape[:axis], array.shape[axis] + more, *array.shape[axis + 1 :])
    return Array(array.dtype, shape, "A")


@kind_rule("rt.ramp(y, x, end, endpoint=True, axis=0)")
def of_ramp(call: Call) -> Kind:
    """A part of a ramp, in its shape."""
    y = call["y"]
    dtype = y.dtype if isinstance(y, (Array, Scalar)) else "float64"
    return Array(dtype, call.array("x").shape, "A")


@kind_rule("rt.covariance(a, b, rowvar=True, bias=False, ddof=None, fweights=None, aweights=None)")
def of_covariance(call: Call) -> Kind:
    """The covariances of the variables of two arrays."""
    arrays = [call.array(name) for name in ("a", "b")]
    dtype = np.result_type(*[array.dtype for array in arrays], "float64").name
    row = 0 if call.constant("rowvar") else 1
    sizes = [array.shape[row] if array.ndim == 2 else Size(1) for array in arrays]
    ones = [call.sizes.same(size, 1) for size in sizes]
    if ones == [True, True]:
        return Scalar(dtype, True)
    if ones != [False, False]:
        raise Undecided("whether a covariance is a number")
    return Array(dtype, tuple(sizes), "A")


@kind_rule("rt.covariance_lhs(y, a, b, rowvar=True, bias=False, ddof=None, fweights=None, "
           "aweights=None)")  # fmt: skip
def of_covariance_lhs(call: Call) -> Kind:
    """The gradient of covariances in their left operand."""
    return Array("float64", call.array("a").shape, "A")


@kind_rule("rt.weigh(y, weights, axis=None, keepdims=False)")
def of_weigh(call: Call) -> Kind:
    """Sums with weights, which may have more axes in front."""
    weights, y = call.array("weights"), call.array("y")
    found = reduced(call, y, y.dtype)
    own = found.shape if isinstance(found, Array) else ()
    shape = (*weights.shape[: weights.ndim - y.ndim], *own)
    return Array(y.dtype, shape, "A") if shape else Scalar(y.dtype, True)
