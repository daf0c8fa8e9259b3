"""What functions of SciPy's decide, as places and numbers: constants where nothing changes it."""

from __future__ import annotations

import importlib
from typing import Any

import numpy as np

from .marker import primitive


def _of_scipy(module: str, name: str) -> Any:
    """Return a function of SciPy's, which the program would call itself."""
    return getattr(importlib.import_module(f"scipy.{module}"), name)


@primitive
def qr_pivots(a: Any) -> Any:
    """Return in which order the columns are factorised, as `scipy.linalg.qr` takes them."""
    return _of_scipy("linalg", "qr")(a, mode="r", pivoting=True)[1]


@primitive
def lu_turn(a: Any) -> Any:
    """Return the permutation of the rows, as a matrix, that `scipy.linalg.lu` chooses."""
    return _of_scipy("linalg", "lu")(a)[0]


@primitive
def peaks(
    x: Any, height: Any = None, threshold: Any = None, distance: Any = None, prominence: Any = None,
    width: Any = None, wlen: Any = None, rel_height: float = 0.5, plateau_size: Any = None,
) -> Any:  # fmt: skip
    """Return where the peaks of samples are, as `scipy.signal.find_peaks` finds them."""
    find = _of_scipy("signal", "find_peaks")
    return find(x, height, threshold, distance, prominence, width, wlen, rel_height,
                plateau_size)[0]  # fmt: skip


@primitive
def peak_bases(x: Any, peaks: Any, wlen: Any = None) -> Any:
    """Return where the bases of peaks are: those on the left, and those on the right."""
    return np.stack(_of_scipy("signal", "peak_prominences")(x, peaks, wlen)[1:])


@primitive
def extrema_of(x: Any, sign: int, order: int = 1, mode: str = "clip") -> Any:
    """Return where samples are larger, times a sign, than so many neighbours on either side."""
    return _of_scipy("signal", "argrelmax")(sign * np.asarray(x), 0, order, mode)[0]


@primitive
def matching(cost: Any, maximize: bool = False) -> Any:
    """Return which rows go with which columns, as `linear_sum_assignment` chooses them."""
    return np.stack(_of_scipy("optimize", "linear_sum_assignment")(cost, maximize))


@primitive
def pools(x: Any, weights: Any = None, increasing: bool = True) -> Any:
    """Return in which block of equal values each number is, of an isotonic regression."""
    fit = _of_scipy("optimize", "isotonic_regression")
    found = np.diff(fit(x, weights=weights, increasing=increasing).blocks)
    return np.repeat(np.arange(len(found)), found)


@primitive
def rank_test(name: str, part: int, *samples: Any) -> float:
    """Return what a test of `scipy.stats` finds, which reads the order of samples only."""
    return np.float64(_of_scipy("stats", name)(*samples)[part])


@primitive
def nearest(data: Any, x: Any, k: int = 1, p: float = 2.0) -> Any:
    """Return which of the points are nearest to each x, the nearest first if more are asked for."""
    return _of_scipy("spatial", "cKDTree")(np.asarray(data)).query(x, k, p=p)[1]


@primitive
def euler_axes(seq: str) -> Any:
    """Return the axes that letters stand for, in rows."""
    return np.eye(3)[["xyz".index(letter) for letter in seq.lower()]]


@primitive
def euler_order(seq: str) -> Any:
    """Return in which order rotations are multiplied: about axes of the body, or of space."""
    order = np.arange(len(seq))
    return order if seq.isupper() else order[::-1].copy()


@primitive
def euler_places(seq: str) -> Any:
    """Return the places in a quaternion of three axes, their sign, and what holds of them.

    That is whether the first axis is the last one, and whether they are axes of space.
    """
    i, j, k = ["xyz".index(letter) for letter in (seq[::-1] if seq.isupper() else seq).lower()]
    last = 3 - i - j if i == k else k
    return i, j, last, (i - j) * (j - last) * (last - i) // 2, i == k, seq.islower()
