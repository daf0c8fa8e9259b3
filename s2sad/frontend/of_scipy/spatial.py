"""Distances of points, and the nearest ones (`scipy.spatial`), in terms of NumPy's functions."""

from __future__ import annotations

from typing import Any

import numpy as np


def minkowski_distance_p(x: Any, y: Any, p: Any = 2.0) -> Any:
    """Return the distances of points, to the power p."""
    apart = np.abs(y - x)
    if p == np.inf:
        return np.max(apart, axis=-1)
    return np.sum(apart, axis=-1) if p == 1 else np.sum(apart**p, axis=-1)


def minkowski_distance(x: Any, y: Any, p: Any = 2.0) -> Any:
    """Return the distances of points, 0 with the slope 0 where they are one."""
    if p == np.inf or p == 1:
        return minkowski_distance_p(x, y, p)
    powers = minkowski_distance_p(x, y, p)
    return np.where(powers > 0.0, powers ** (1.0 / p), 0.0)


def distance_matrix(x: Any, y: Any, p: Any = 2.0) -> Any:
    """Return the distance of each two points."""
    return minkowski_distance(x[:, None, :], y[None, :, :], p)


def procrustes(data1: Any, data2: Any) -> Any:
    """Return two sets of points, each in its own units, turned onto each other, and the rest."""
    one = data1 - np.mean(data1, axis=0)
    other = data2 - np.mean(data2, axis=0)
    one, other = one / np.linalg.norm(one), other / np.linalg.norm(other)
    left, values, right = np.linalg.svd(other.T @ one, full_matrices=False)
    turned = (other @ (left @ right)) * np.sum(values)
    return one, turned, np.sum((one - turned) ** 2)


def geometric_slerp(start: Any, end: Any, t: Any) -> Any:
    """Return points on the great circle between two points of a sphere."""
    cosine = np.sum(start * end)
    angle = np.arctan2(np.linalg.norm(end - cosine * start), cosine)
    away = (end - cosine * start) / np.linalg.norm(end - cosine * start)
    if np.ndim(t) == 0:
        return np.cos(t * angle) * start + np.sin(t * angle) * away
    turns = np.array(t) * angle
    return np.cos(turns)[:, None] * start + np.sin(turns)[:, None] * away
