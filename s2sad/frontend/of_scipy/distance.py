"""Distances (`scipy.spatial.distance`) with weights, covariances, or other formulas."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import special

from s2sad import runtime as rt


def _root(squares: Any) -> Any:
    """Return the root, which does not move where there is no distance."""
    return np.where(squares > 0.0, np.sqrt(squares), 0.0)


def euclidean(u: Any, v: Any, w: Any) -> Any:
    """Return the distance, of weighted coordinates."""
    return float(_root(np.sum(w * (u - v) ** 2)))


def sqeuclidean(u: Any, v: Any, w: Any) -> Any:
    """Return the square of the distance, of weighted coordinates."""
    return np.sum(w * (u - v) ** 2)


def cityblock(u: Any, v: Any, w: Any) -> Any:
    """Return the sum of the weighted distances along the axes."""
    return np.sum(w * np.abs(u - v))


def minkowski(u: Any, v: Any, p: Any = 2, *, w: Any) -> Any:
    """Return the distance of a power, of weighted coordinates."""
    return np.sum(w * np.abs(u - v) ** p) ** (1.0 / p)


def seuclidean(u: Any, v: Any, V: Any) -> Any:
    """Return the distance in units of standard deviations."""
    return float(_root(np.sum((u - v) ** 2 / V)))


def mahalanobis(u: Any, v: Any, VI: Any) -> Any:
    """Return the distance by the inverse of a covariance."""
    s = u - v
    return _root(s @ VI @ s)[()]


def canberra(u: Any, v: Any, w: Any = None) -> Any:
    """Return the sum of distances along axes, relative to what is between them and zero."""
    weights = 1.0 if w is None else w
    return np.sum(weights * rt.divide_or_zero(np.abs(u - v), np.abs(u) + np.abs(v)))


def braycurtis(u: Any, v: Any, w: Any = None) -> Any:
    """Return the sum of distances along axes, relative to the sum of all coordinates."""
    weights = 1.0 if w is None else w
    return np.sum(weights * np.abs(u - v)) / np.sum(weights * np.abs(u + v))


def jensenshannon(
    p: Any, q: Any, base: Any = None, *, axis: int = 0, keepdims: bool = False
) -> Any:
    """Return the root of how much two distributions tell more than their mean."""
    p = p / np.sum(p, axis=axis, keepdims=True)
    q = q / np.sum(q, axis=axis, keepdims=True)
    mean = (p + q) / 2.0
    each = special.rel_entr(p, mean) + special.rel_entr(q, mean)
    told = np.sum(each, axis=axis, keepdims=keepdims)
    return np.sqrt((told if base is None else told / np.log(base)) / 2.0)


def cdist(XA: Any, XB: Any, metric: str, *, VI: Any) -> Any:
    """Return the distances of rows of two arrays by the inverse of a covariance."""
    assert metric == "mahalanobis", "the metric that reads VI="
    apart = XA[:, None, :] - XB
    return _root(np.sum(apart @ VI * apart, axis=-1))


def pdist(X: Any, metric: str, *, VI: Any) -> Any:
    """Return the distances of rows of one array by the inverse of a covariance."""
    assert metric == "mahalanobis", "the metric that reads VI="
    apart = rt.pairs(X)
    return _root(np.sum(apart @ VI * apart, axis=-1))
