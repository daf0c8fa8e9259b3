"""Ranks, labels and bins of elements of images: constants."""

from __future__ import annotations

from typing import Any

import numpy as np

from .marker import primitive


@primitive
def rank_of(percentile: Any, count: int) -> int:
    """Return which of so many sorted elements is at a percentile, as SciPy's filters take it."""
    part = percentile + 100.0 if percentile < 0.0 else percentile
    return count - 1 if part == 100.0 else int(float(count) * part / 100.0)


@primitive
def label_matrix(labels: Any, index: Any) -> Any:
    """Return a row for each label, which is one at the elements that have it."""
    return (np.ravel(labels) == np.asarray(index)[..., None]).astype(float)


@primitive
def bin_of(x: Any, edges: Any) -> Any:
    """Return in which bin each element of x is, as `np.histogramdd` counts; -1 outside."""
    found = np.searchsorted(edges, x, side="right")
    found = np.where(np.asarray(x) == edges[-1], len(edges) - 1, found) - 1
    return np.where(found >= len(edges) - 1, -1, found)
