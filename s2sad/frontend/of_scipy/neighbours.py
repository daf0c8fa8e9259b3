"""Orders of neighbours in images, and measures of labelled parts (`scipy.ndimage`)."""

from __future__ import annotations

from typing import Any

import numpy as np

from s2sad import runtime as rt


def _around(image: Any, size: Any, footprint: Any, mode: str, cval: Any, origin: Any) -> Any:
    """Return the elements around each element, in a last axis."""
    places = rt.neighbours(image, size, footprint, mode, origin)
    flat = np.ravel(image)
    if mode == "constant" or mode == "grid-constant":  # its place is -1
        flat = np.pad(flat, (0, 1), constant_values=cval)
    return flat[places]


def maximum_filter(
    input: Any, size: Any = None, footprint: Any = None, *, mode: str = "reflect",
    cval: Any = 0.0, origin: Any = 0,
) -> Any:  # fmt: skip
    """Return the largest element around each element."""
    return np.max(_around(input, size, footprint, mode, cval, origin), axis=-1)


def minimum_filter(
    input: Any, size: Any = None, footprint: Any = None, *, mode: str = "reflect",
    cval: Any = 0.0, origin: Any = 0,
) -> Any:  # fmt: skip
    """Return the smallest element around each element."""
    return np.min(_around(input, size, footprint, mode, cval, origin), axis=-1)


def rank_filter(
    input: Any, rank: int, size: Any = None, footprint: Any = None, *, mode: str = "reflect",
    cval: Any = 0.0, origin: Any = 0,
) -> Any:  # fmt: skip
    """Return the element of a rank among those around each element."""
    return np.sort(_around(input, size, footprint, mode, cval, origin), axis=-1)[..., rank]


def median_filter(
    input: Any, size: Any = None, footprint: Any = None, *, mode: str = "reflect",
    cval: Any = 0.0, origin: Any = 0,
) -> Any:  # fmt: skip
    """Return the element in the middle of those around each element, the larger one of two."""
    around = _around(input, size, footprint, mode, cval, origin)
    return np.sort(around, axis=-1)[..., np.shape(around)[-1] // 2]


def percentile_filter(
    input: Any, percentile: Any, size: Any = None, footprint: Any = None, *,
    mode: str = "reflect", cval: Any = 0.0, origin: Any = 0,
) -> Any:  # fmt: skip
    """Return the element at a percentile of those around each element, the one below."""
    around = _around(input, size, footprint, mode, cval, origin)
    rank = rt.rank_of(percentile, np.shape(around)[-1])
    return np.sort(around, axis=-1)[..., rank]


def _lanes(input: Any, size: int, axis: int, mode: str, cval: Any) -> Any:
    """Return the elements around each element along an axis, in a last axis."""
    sizes = [1] * np.ndim(input)
    sizes[axis] = size
    return _around(input, tuple(sizes), None, mode, cval, 0)


def maximum_filter1d(
    input: Any, size: int, axis: int = -1, *, mode: str = "reflect", cval: Any = 0.0
) -> Any:
    """Return the largest element around each element along an axis."""
    return np.max(_lanes(input, size, axis, mode, cval), axis=-1)


def minimum_filter1d(
    input: Any, size: int, axis: int = -1, *, mode: str = "reflect", cval: Any = 0.0
) -> Any:
    """Return the smallest element around each element along an axis."""
    return np.min(_lanes(input, size, axis, mode, cval), axis=-1)


def grey_erosion(
    input: Any, size: Any = None, footprint: Any = None, *, mode: str = "reflect", cval: Any = 0.0
) -> Any:
    """Return the smallest element around each element."""
    return minimum_filter(input, size, footprint, mode=mode, cval=cval)


def grey_dilation(
    input: Any, size: Any = None, footprint: Any = None, *, mode: str = "reflect", cval: Any = 0.0
) -> Any:
    """Return the largest element around each element, of a window turned round."""
    window, origin = rt.turned_window(size, footprint, np.ndim(input))
    return maximum_filter(input, None, window, mode=mode, cval=cval, origin=origin)


def grey_opening(
    input: Any, size: Any = None, footprint: Any = None, *, mode: str = "reflect", cval: Any = 0.0
) -> Any:
    """Return an image without bright spots that are smaller than a window."""
    low = grey_erosion(input, size, footprint, mode=mode, cval=cval)
    return grey_dilation(low, size, footprint, mode=mode, cval=cval)


def grey_closing(
    input: Any, size: Any = None, footprint: Any = None, *, mode: str = "reflect", cval: Any = 0.0
) -> Any:
    """Return an image without dark spots that are smaller than a window."""
    high = grey_dilation(input, size, footprint, mode=mode, cval=cval)
    return grey_erosion(high, size, footprint, mode=mode, cval=cval)


def white_tophat(
    input: Any, size: Any = None, footprint: Any = None, *, mode: str = "reflect", cval: Any = 0.0
) -> Any:
    """Return what an opening takes away."""
    return input - grey_opening(input, size, footprint, mode=mode, cval=cval)


def black_tophat(
    input: Any, size: Any = None, footprint: Any = None, *, mode: str = "reflect", cval: Any = 0.0
) -> Any:
    """Return what a closing adds."""
    return grey_closing(input, size, footprint, mode=mode, cval=cval) - input


def morphological_gradient(
    input: Any, size: Any = None, footprint: Any = None, *, mode: str = "reflect", cval: Any = 0.0
) -> Any:
    """Return how far the largest and the smallest element around each element are apart."""
    high = grey_dilation(input, size, footprint, mode=mode, cval=cval)
    return high - grey_erosion(input, size, footprint, mode=mode, cval=cval)


# -- measures of labelled parts --------------------------------------------------------------------


def sum_labels(input: Any, labels: Any, index: Any) -> Any:
    """Return the sum of the elements of each label that is asked for."""
    return rt.label_matrix(labels, index) @ np.ravel(input)


sum = sum_labels


def mean(input: Any, labels: Any, index: Any) -> Any:
    """Return the mean of the elements of each label."""
    return sum_labels(input, labels, index) / sum_labels(np.ones(np.shape(input)), labels, index)


def variance(input: Any, labels: Any, index: Any) -> Any:
    """Return the variance of the elements of each label."""
    own = rt.label_matrix(labels, index)
    count, flat = np.sum(own, axis=-1), np.ravel(input)
    level = own @ flat / count
    return np.sum(own * (flat - level[..., None]) ** 2, axis=-1) / count


def standard_deviation(input: Any, labels: Any, index: Any) -> Any:
    """Return the standard deviation of the elements of each label."""
    return np.sqrt(variance(input, labels, index))


def center_of_mass(input: Any) -> Any:
    """Return the mean coordinates of all elements, weighted by them."""
    grid, total = rt.grid_of(input), np.sum(input)
    assert np.ndim(input) < 4, "an image with up to three axes"
    first = np.sum(input * grid[0]) / total
    if np.ndim(input) == 1:
        return (first,)
    second = np.sum(input * grid[1]) / total
    if np.ndim(input) == 2:
        return first, second
    return first, second, np.sum(input * grid[2]) / total
