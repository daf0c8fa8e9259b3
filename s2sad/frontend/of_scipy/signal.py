"""Signals (`scipy.signal`), in terms of NumPy's functions and of filters."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import ndimage, signal

from s2sad import runtime as rt


def _last(x: Any, axis: int) -> Any:
    """Return a signal along its last axis."""
    return x if axis == -1 else np.moveaxis(x, axis, -1)


def _back(x: Any, axis: int) -> Any:
    """Return a signal along an axis again."""
    return x if axis == -1 else np.moveaxis(x, -1, axis)


def _narrow(y: Any, x: Any) -> Any:
    """Return a result in single precision if that is what it is made of."""
    return y.astype(np.float32) if np.asarray(x).dtype == np.float32 else y


def _narrow_complex(y: Any, x: Any) -> Any:
    """Return complex numbers in single precision if that is what they are made of."""
    return y.astype(np.complex64) if np.asarray(x).dtype == np.float32 else y


def hilbert(x: Any, N: Any = None, axis: int = -1) -> Any:
    """Return the analytic signal: the spectrum without its negative half, twice the other."""
    lanes = _last(x, axis)
    n = np.shape(lanes)[-1] if N is None else N
    k = np.arange(n)
    twice = np.where(2 * k < n, 2.0, np.where(2 * k == n, 1.0, 0.0))
    weights = np.where(k == 0, 1.0, twice)
    return _narrow_complex(_back(np.fft.ifft(np.fft.fft(lanes, n) * weights), axis), x)


def detrend(data: Any, axis: int = -1, type: str = "linear") -> Any:
    """Return a signal without its mean, or without the line that fits it."""
    lanes = _last(data, axis)
    level = lanes - np.mean(lanes, axis=-1, keepdims=True)
    if type == "constant" or type == "c":
        return _narrow(_back(level, axis), data)
    n = np.shape(lanes)[-1]
    assert type == "linear" or type == "l", "a line, or a constant"
    t = np.arange(n) - 0.5 * (n - 1)
    slope = np.sum(level * t, axis=-1, keepdims=True) / np.sum(t * t)
    return _narrow(_back(level - slope * t, axis), data)


def resample(x: Any, num: int, *, axis: int = 0) -> Any:
    """Return a real signal by as many samples, of the frequencies that they can tell."""
    lanes = np.moveaxis(x, axis, -1)
    n = np.shape(lanes)[-1]
    least = min(num, n)
    kept = np.fft.rfft(lanes)[..., : least // 2 + 1]
    if num != n and least % 2 == 0:  # the last frequency is its own negative
        last = 2.0 if num < n else 0.5
        kept = kept * np.where(np.arange(least // 2 + 1) == least // 2, last, 1.0)
    return np.moveaxis(np.fft.irfft(kept, num) * (num / n), -1, axis)


def savgol_filter(
    x: Any, window_length: int, polyorder: int, deriv: int = 0, delta: Any = 1.0, axis: int = -1,
    mode: str = "interp", cval: Any = 0.0,
) -> Any:  # fmt: skip
    """Return the values of polynomials fitted to windows; at the ends those of the last window."""
    lanes = _last(x, axis)
    rows = rt.polynomial_rows(window_length, polyorder, deriv, delta)
    half = window_length // 2
    assert mode in ("mirror", "constant", "nearest", "wrap", "interp"), "a mode of this filter"
    if mode != "interp":
        return _narrow(
            _back(ndimage.correlate1d(lanes, rows[half], mode=mode, cval=cval), axis), x
        )
    inner = ndimage.correlate1d(lanes, rows[half], mode="constant")
    n = np.shape(lanes)[-1]
    first = lanes[..., :window_length] @ rows[:half].T
    last = lanes[..., n - window_length :] @ rows[half + 1 :].T
    found = np.concatenate((first, inner[..., half : n - half], last), axis=-1)
    return _narrow(_back(found, axis), x)


# -- filters ---------------------------------------------------------------------------------------


def _longer(x: Any, edge: int, padtype: Any) -> Any:
    """Return a signal with more samples at both ends, the first and last ones reflected."""
    if padtype is None or edge == 0:
        return x
    n = np.shape(x)[-1]
    assert padtype in ("odd", "even", "constant"), "a way to go on at the ends"
    assert n > edge, "a signal that is longer than what is added to its ends"
    before = np.flip(x[..., 1 : edge + 1], axis=-1)
    after = np.flip(x[..., n - 1 - edge : n - 1], axis=-1)
    if padtype == "odd":
        before, after = 2.0 * x[..., :1] - before, 2.0 * x[..., n - 1 :] - after
    elif padtype == "constant":
        before, after = 0.0 * before + x[..., :1], 0.0 * after + x[..., n - 1 :]
    return np.concatenate((before, x, after), axis=-1)


def _steady(b: Any, a: Any, x: Any) -> Any:
    """Return a signal behind a filter that has seen its first sample for ever."""
    first = x[..., :1]
    return signal.lfilter(b, a, x - first) + np.sum(b) / np.sum(a) * first


def filtfilt(
    b: Any, a: Any, x: Any, axis: int = -1, padtype: Any = "odd", padlen: Any = None
) -> Any:
    """Return a signal behind a filter, forwards and backwards."""
    lanes = _last(x, axis)
    edge = 3 * max(len(a), len(b)) if padlen is None else padlen
    edge = 0 if padtype is None else edge
    there = _steady(b, a, _longer(lanes, edge, padtype))
    back = np.flip(_steady(b, a, np.flip(there, axis=-1)), axis=-1)
    return _back(back[..., edge : edge + np.shape(lanes)[-1]], axis)


def _steady_cascade(sos: Any, x: Any) -> Any:
    """Return a signal behind several filters that have seen its first sample for ever."""
    first = x[..., :1]
    gain = np.prod(np.sum(sos[:, :3], axis=1) / np.sum(sos[:, 3:], axis=1))
    return signal.sosfilt(sos, x - first) + gain * first


def sosfiltfilt(
    sos: Any, x: Any, axis: int = -1, padtype: Any = "odd", padlen: Any = None
) -> Any:
    """Return a signal behind several filters, forwards and backwards."""
    lanes = _last(x, axis)
    zeros = min(np.count_nonzero(sos[:, 2] == 0), np.count_nonzero(sos[:, 5] == 0))
    edge = 3 * (2 * len(sos) + 1 - zeros) if padlen is None else padlen
    edge = 0 if padtype is None else edge
    there = _steady_cascade(sos, _longer(lanes, edge, padtype))
    back = np.flip(_steady_cascade(sos, np.flip(there, axis=-1)), axis=-1)
    return _back(back[..., edge : edge + np.shape(lanes)[-1]], axis)


def decimate(x: Any, q: int, n: Any = None, *, axis: int = -1, zero_phase: bool = True) -> Any:
    """Return each q-th sample behind a filter of Chebyshev's."""
    order = 8 if n is None else n
    sos = signal.cheby1(order, 0.05, 0.8 / q, output="sos")
    y = sosfiltfilt(sos, x, axis) if zero_phase else signal.sosfilt(sos, x, axis=axis)
    return _narrow(_back(_last(y, axis)[..., ::q], axis), x)
