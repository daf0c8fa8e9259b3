"""The transposes of Fourier transforms of real numbers, and of cutting or padding before them.

A transform of n complex numbers is a symmetric matrix, its own transpose. The transforms of real
numbers keep the half of the spectrum that tells the rest: z_k = sum over j of x_j w^(jk) for
k <= n/2, w = exp(-2 pi i / n), and back x_j = sum over k of c_k real(z_k w^(-jk)), where c_k is 2
but for k = 0 and k = n/2. Derivatives are real(sum(g * dz)), so transposes have no conjugate.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .marker import primitive

_SWAPPED: dict[Any, Any] = {
    None: "forward", "backward": "forward", "ortho": "ortho", "forward": "backward",
}  # fmt: skip


@primitive
def resized(y: Any, x: Any) -> Any:
    """Return y cut, or padded with zeros, to the shape of x: transposes `resized(x, y)`.

    >>> resized(np.array([1.0, 2.0]), np.zeros(3))
    array([1., 2., 0.])
    """
    shape = np.shape(x)
    if np.shape(y) == shape:
        return y
    found = np.zeros(shape, np.result_type(y))
    common = tuple([slice(min(m, n)) for m, n in zip(np.shape(y), shape)])
    found[common] = y[common]
    return found


@primitive
def rfft_back(y: Any, x: Any, n: Any = None, axis: int = -1, norm: Any = None) -> Any:
    """Transposes `np.fft.rfft(x, n, axis, norm)`: sum over k of real(y_k w^(jk)).

    That is the transform back, of conj(y), half of what it counts twice.
    """
    size = np.shape(x)[axis] if n is None else n
    half = _along(np.conj(y), axis, 0.5, size)
    return resized(np.fft.irfft(half, size, axis, _SWAPPED[norm]), x)


@primitive
def irfft_back(y: Any, x: Any, n: Any = None, axis: int = -1, norm: Any = None) -> Any:
    """Transposes `np.fft.irfft(x, n, axis, norm)`: c_k sum over j of y_j w^(-jk)."""
    size = np.shape(y)[axis]
    spectrum = np.conj(np.fft.rfft(y, size, axis, _SWAPPED[norm]))
    return resized(_along(spectrum, axis, 2.0, size), x)


def _along(spectrum: Any, axis: int, factor: float, size: int) -> Any:
    """Return half a spectrum with those numbers multiplied that stand for two of the whole."""
    weights = np.ones(np.shape(spectrum)[axis], spectrum.real.dtype)
    weights[1 : (size + 1) // 2] = factor
    after = spectrum.ndim - 1 - axis % spectrum.ndim
    return spectrum * np.reshape(weights, (-1,) + (1,) * after)


@primitive
def hfft_back(y: Any, x: Any, n: Any = None, axis: int = -1, norm: Any = None) -> Any:
    """Transposes `np.fft.hfft(x, n, axis, norm)`, which is irfft of conj(x)."""
    return np.conj(irfft_back(y, x, n, axis, _SWAPPED[norm]))


@primitive
def ihfft_back(y: Any, x: Any, n: Any = None, axis: int = -1, norm: Any = None) -> Any:
    """Transposes `np.fft.ihfft(x, n, axis, norm)`, which is conj of rfft."""
    return rfft_back(np.conj(y), x, n, axis, _SWAPPED[norm])


@primitive
def rfftn_back(y: Any, x: Any, s: Any = None, axes: Any = None, norm: Any = None) -> Any:
    """Transposes `np.fft.rfftn(x, s, axes, norm)`: rfft along the last axis, then fft."""
    sizes, axes = _sizes(x, s, axes)
    shape = list(np.shape(x))
    for axis in axes[:-1]:
        y = np.fft.fft(y, None, axis, norm)
    shape[axes[-1]] = np.shape(y)[axes[-1]]
    return rfft_back(resized(y, np.broadcast_to(0.0, shape)), x, sizes[-1], axes[-1], norm)


@primitive
def irfftn_back(y: Any, x: Any, s: Any = None, axes: Any = None, norm: Any = None) -> Any:
    """Transposes `np.fft.irfftn(x, s, axes, norm)`: ifft, then irfft along the last axis."""
    sizes, axes = _sizes(x, s, axes)
    shape = list(np.shape(y))
    shape[axes[-1]] = np.shape(x)[axes[-1]]
    y = irfft_back(y, np.broadcast_to(0.0, shape), None, axes[-1], norm)
    for axis in axes[:-1]:
        y = np.fft.ifft(y, None, axis, norm)
    return resized(y, x)


def _sizes(x: Any, s: Any, axes: Any) -> tuple[list[int], list[int]]:
    """Return the sizes and the axes of a transform along several axes."""
    shape = np.shape(x)
    if axes is None:
        axes = range(-len(shape if s is None else s), 0)
    axes = [axes] if isinstance(axes, int) else list(axes)  # SciPy takes a number for one
    sizes = [shape[axis] for axis in axes] if s is None else [s] if isinstance(s, int) else list(s)
    return [shape[axis] if n == -1 else n for n, axis in zip(sizes, axes)], axes
