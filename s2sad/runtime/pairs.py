"""Pairs of rows: their differences, in the order of `scipy.spatial.distance.pdist`."""

from __future__ import annotations

from typing import Any

import numpy as np

from .marker import primitive


@primitive
def pairs(x: Any) -> Any:
    """Return x[i] - x[j] for all i < j, a row each: its transpose is `pairs_back`."""
    i, j = np.triu_indices(len(x), 1)
    return x[i] - x[j]


@primitive
def pairs_back(y: Any, x: Any) -> Any:
    """Return the sums of y over the pairs that a row of x is in: transposes `pairs`."""
    n = len(x)
    square = np.zeros((n, n, *np.shape(y)[1:]), np.result_type(y))
    square[np.triu_indices(n, 1)] = y
    return np.sum(square, axis=1) - np.sum(square, axis=0)


@primitive
def pair_matrix(y: Any, x: Any) -> Any:
    """Return the matrix of y over the pairs of rows of x, both ways round, and 0 on its diagonal.

    Transposes `pair_sums`.
    """
    n = len(x)
    square = np.zeros((n, n), np.result_type(y))
    square[np.triu_indices(n, 1)] = y
    return square + square.T


@primitive
def pair_sums(x: Any) -> Any:
    """Return x[i, j] + x[j, i] for all i < j: transposes `pair_matrix`."""
    i, j = np.triu_indices(len(x), 1)
    return x[i, j] + x[j, i]


@primitive
def centered(x: Any) -> Any:
    """Return x, a vector or rows, less the mean of each; its own transpose."""
    return x - np.mean(x, axis=-1, keepdims=True)
