"""Order statistics and weighted means: their weights, and the transposes of sums with them."""

from __future__ import annotations

from typing import Any

import numpy as np

from .broadcast import expand, unbroadcast
from .marker import primitive
from .scan import from_lanes, to_lanes


@primitive
def quantile_weights(
    x: Any, q: Any, axis: Any = None, method: Any = "linear", skip_nan: bool = False
) -> Any:
    """Return the weight that each element of x has in its quantile; one array for each q.

    >>> quantile_weights(np.array([3.0, 1.0, 2.0]), 0.25)
    array([0. , 0.5, 0.5])
    """
    return _for_each(_rank_weights, x, q, axis, method, skip_nan)


def _for_each(of_lanes: Any, x: Any, q: Any, axis: Any, method: Any, skip_nan: bool) -> Any:
    """Return one array like x for each q, of what lanes give for it."""
    if np.size(x) == 0:
        return np.zeros((*np.shape(q), *np.shape(x)))
    lanes = to_lanes(x, axis)
    counts = np.full(lanes.shape[:-1], lanes.shape[-1])
    if skip_nan:
        counts = np.sum(~np.isnan(lanes), axis=-1)
    found = [
        from_lanes(of_lanes(lanes, counts, each, method), x, axis)
        for each in np.ravel(q).tolist()
    ]
    return np.reshape(np.asarray(found), (*np.shape(q), *np.shape(x)))


def _rank_weights(lanes: Any, counts: Any, q: float, method: Any) -> Any:
    """Return the weights in each lane: the place of the quantile lies between two elements."""
    place = _places_of(counts, q, method)
    low = np.floor(place).astype(int)
    share = (place - low)[..., None]
    found = (1.0 - share) * _is_ranked(lanes, low)
    if np.any(share):
        found += share * _is_ranked(lanes, np.minimum(low + 1, np.maximum(counts - 1, 0)))
    return found


def _places_of(counts: Any, q: float, method: Any) -> Any:
    """Return where the quantile of so many elements lies among them."""
    place = np.zeros(counts.shape)
    for n in np.unique(counts):
        if n:
            place[counts == n] = np.quantile(np.arange(float(n)), q, method=method)
    return place


def _is_ranked(lanes: Any, rank: Any) -> Any:
    """Return, for each element of a lane, whether it has this rank; ties keep their order."""
    if not lanes.size:
        return np.zeros(lanes.shape, bool)
    ranks = rank[..., None]
    value = np.take_along_axis(np.partition(lanes, np.unique(rank), axis=-1), ranks, axis=-1)
    same, less = lanes == value, lanes < value
    if np.any(np.isnan(value)):  # what is no number comes last
        same, less = same | np.isnan(lanes) & np.isnan(value), np.where(
            np.isnan(value), ~np.isnan(lanes), less
        )
    before = np.sum(less, axis=-1, keepdims=True)
    if np.all(np.sum(same, axis=-1) == 1):
        return same
    return same & (np.cumsum(same, axis=-1) == ranks - before + 1)


# How much the place of a quantile among n elements moves with q: the steps between them, with
# half a step or more beyond the ends (Hyndman and Fan 1996). Of the other methods it jumps.
_BEYOND = {
    "linear": -1.0, "interpolated_inverted_cdf": 0.0, "hazen": 0.0, "weibull": 1.0,
    "median_unbiased": 1.0 / 3.0, "normal_unbiased": 0.25,
}  # fmt: skip


@primitive
def quantile_steps(
    x: Any, q: Any, axis: Any = None, method: Any = "linear", skip_nan: bool = False
) -> Any:
    """Return the derivative of `quantile_weights` in q: at an element, that from the right.

    >>> quantile_steps(np.array([3.0, 1.0, 2.0]), 0.25)
    array([ 0., -2.,  2.])
    """
    return _for_each(_steps, x, q, axis, method, skip_nan)


def _steps(lanes: Any, counts: Any, q: float, method: Any) -> Any:
    if method not in _BEYOND or not lanes.size:
        return np.zeros(lanes.shape)
    last = np.maximum(counts - 1, 0)
    place = _places_of(counts, q, method)
    low = np.minimum(np.floor(place).astype(int), np.maximum(last - 1, 0))
    is_between = (place > 0) & (place < last) if method != "linear" else last > 0
    rate = np.where(is_between, counts + _BEYOND[method], 0.0)[..., None]
    above = _is_ranked(lanes, np.minimum(low + 1, last)).astype(float)
    return rate * (above - _is_ranked(lanes, low))


@primitive
def quantile_slope(
    x: Any, q: Any, axis: Any = None, method: Any = "linear", keepdims: bool = False,
    skip_nan: bool = False,
) -> Any:  # fmt: skip
    """Return how quantiles move with q: the sums of x with the steps of their weights."""
    steps = quantile_steps(x, q, axis, method, skip_nan)
    terms = steps * np.where(steps != 0, x, 0.0)
    return np.sum(terms, axis=_axes(x, steps, axis), keepdims=keepdims)


@primitive
def weigh_outer(
    y: Any, x: Any, weights: Any, axis: Any = None, keepdims: bool = False
) -> Any:
    """Return the products of y and x, like the weights: transposes `weigh(x, weights)` in them."""
    axes = _axes(x, weights, axis)
    spread = expand(y, weights, axes, keepdims) if axes else y
    return np.broadcast_to(spread * x, np.shape(weights))


@primitive
def leading(y: Any, x: Any) -> Any:
    """Return y so that its axes meet the first ones of x."""
    return np.reshape(y, np.shape(y) + (1,) * (np.ndim(x) - np.ndim(y)))


@primitive
def leading_sums(x: Any, y: Any) -> Any:
    """Return the sums of x over the axes behind those of y: transposes `leading(y, x)`."""
    return np.sum(x, axis=tuple(range(np.ndim(y), np.ndim(x))))


@primitive
def weigh(y: Any, weights: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """Return the sums of y times weights, which may have more axes in front."""
    return np.sum(weights * y, axis=_axes(y, weights, axis), keepdims=keepdims)


@primitive
def weigh_back(y: Any, weights: Any, x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """Return weights times y, added up over the axes in front: transposes `weigh`."""
    if np.size(x) == 0:
        return np.zeros(np.shape(x), np.result_type(y))
    axes = _axes(x, weights, axis)
    if not axes:
        return unbroadcast(weights * y, x)
    return unbroadcast(weights * expand(y, weights, axes, keepdims), x)


def _axes(y: Any, weights: Any, axis: Any) -> tuple[int, ...]:
    """Return the axes of the weights that a reduction of y over `axis` removes."""
    rank = np.ndim(y)
    given = range(rank) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    return tuple([np.ndim(weights) - rank + a % rank for a in given])


@primitive
def along(weights: Any, x: Any, axis: Any = None) -> Any:
    """Return weights of the axes of a mean repeated along the other axes of x."""
    if np.shape(weights) == np.shape(x):
        return weights
    axes = _own_axes(x, axis)
    shape = [n if i in axes else 1 for i, n in enumerate(np.shape(x))]
    turned = np.reshape(np.transpose(weights, np.argsort(axes)), shape)
    return np.broadcast_to(turned, np.shape(x))


@primitive
def along_back(y: Any, weights: Any, x: Any, axis: Any = None) -> Any:
    """Return y added up in the shape of the weights: transposes `along`."""
    if np.shape(weights) == np.shape(x):
        return y
    axes = _own_axes(x, axis)
    others = tuple([i for i in range(np.ndim(x)) if i not in axes])
    kept = np.sum(y, axis=others)
    return np.transpose(kept, np.argsort(np.argsort(axes)))


def _own_axes(x: Any, axis: Any) -> tuple[int, ...]:
    given = axis if isinstance(axis, tuple) else (axis,)
    return tuple([a % np.ndim(x) for a in given])


@primitive
def covariance(
    a: Any, b: Any, rowvar: bool = True, bias: bool = False, ddof: Any = None,
    fweights: Any = None, aweights: Any = None,
) -> Any:  # fmt: skip
    """Return the covariances of the variables of a with those of b: bilinear, np.cov(x) is
    covariance(x, x)."""
    rows, columns = _variables(a, rowvar), _variables(b, rowvar)
    w, count = _sample_weights(rows.shape[1], bias, ddof, fweights, aweights)
    found = (_centred(rows, w) * w) @ np.conj(_centred(columns, w)).T / count
    return np.squeeze(found)[()]


@primitive
def covariance_lhs(
    y: Any, a: Any, b: Any, rowvar: bool = True, bias: bool = False, ddof: Any = None,
    fweights: Any = None, aweights: Any = None,
) -> Any:  # fmt: skip
    """Return the gradient of <y, covariance(a, b)> in a, of which only the shape is read."""
    columns = _variables(b, rowvar)
    w, count = _sample_weights(columns.shape[1], bias, ddof, fweights, aweights)
    rows = np.reshape(y, (columns.shape[0], columns.shape[0])) @ _centred(columns, w) * w / count
    turned = rows.T if np.ndim(a) == 2 and not rowvar else rows
    return np.reshape(turned, np.shape(a))


def _variables(x: Any, rowvar: bool) -> Any:
    """Return one row for each variable."""
    rows = np.atleast_2d(x)
    return rows.T if np.ndim(x) == 2 and not rowvar else rows


def _centred(rows: Any, w: Any) -> Any:
    return rows - np.sum(rows * w, axis=1, keepdims=True) / np.sum(w)


def _sample_weights(
    n: int, bias: bool, ddof: Any, fweights: Any, aweights: Any
) -> tuple[Any, Any]:
    """Return the weight of each observation, and by what a covariance is divided."""
    w = np.ones(n) if fweights is None else np.asarray(fweights, dtype=float)
    less = (0 if bias else 1) if ddof is None else ddof
    if aweights is None:
        return w, np.sum(w) - less
    w = w * aweights
    return w, np.sum(w) - less * np.sum(w * aweights) / np.sum(w)


@primitive
def histogram(x: Any, bins: Any, limits: Any, weights: Any, is_fixed: bool) -> Any:
    """Return the first part of `np.histogram`; `is_fixed` tells that x does not decide the bins."""
    return np.histogram(x, bins, limits, weights=weights)[0]


@primitive
def histogram_back(y: Any, x: Any, bins: Any, limits: Any) -> Any:
    """Return, for each x, the element of y for its bin: transposes `histogram` in the weights."""
    edges = np.histogram_bin_edges(x, bins, limits)
    n = len(edges) - 1
    place = np.searchsorted(edges, x, side="right") - 1
    place = np.where(np.equal(x, edges[-1]), n - 1, place)
    inside = (place >= 0) & (place < n)
    return np.where(inside, y[np.clip(place, 0, n - 1)], 0.0)
