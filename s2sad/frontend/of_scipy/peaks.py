"""Peaks of samples, pulses and small filters (`scipy.signal`), in terms of NumPy's functions."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import fft, signal

from s2sad import runtime as rt


def find_peaks(
    x: Any, height: Any = None, threshold: Any = None, distance: Any = None, prominence: Any = None,
    width: Any = None, wlen: Any = None, rel_height: float = 0.5, plateau_size: Any = None,
) -> Any:  # fmt: skip
    """Return where peaks are, which is a constant; what else is told of them is not followed."""
    places = rt.peaks(
        x, height, threshold, distance, prominence, width, wlen, rel_height, plateau_size
    )
    return places, None


def argrelmax(data: Any, *, order: int = 1, mode: str = "clip") -> Any:
    """Return where samples are larger than their neighbours."""
    assert np.ndim(data) == 1, "samples in a vector"
    return (rt.extrema_of(data, 1, order, mode),)


def argrelmin(data: Any, *, order: int = 1, mode: str = "clip") -> Any:
    """Return where samples are smaller than their neighbours."""
    assert np.ndim(data) == 1, "samples in a vector"
    return (rt.extrema_of(data, -1, order, mode),)


def peak_prominences(x: Any, peaks: Any, wlen: Any = None) -> Any:
    """Return how far peaks are above the higher one of their bases, and where these are."""
    left, right = rt.peak_bases(x, peaks, wlen)
    return x[peaks] - np.maximum(x[left], x[right]), left, right


def gausspulse(t: Any, fc: Any = 1000, bw: Any = 0.5, bwr: Any = -6) -> Any:
    """Return a wave in a bell."""
    a = -((np.pi * fc * bw) ** 2) / (4.0 * np.log(10.0 ** (bwr / 20.0)))
    return np.exp(-a * t * t) * np.cos(2 * np.pi * fc * t)


def square(t: Any, duty: Any = 0.5) -> Any:
    """Return a wave of two constants."""
    return np.where(np.mod(t, 2 * np.pi) < duty * 2 * np.pi, 1.0, -1.0)


def gauss_spline(x: Any, n: int) -> Any:
    """Return the bell that is near to a basis spline."""
    spread = (n + 1) / 12.0
    return 1 / np.sqrt(2 * np.pi * spread) * np.exp(-(x**2) / 2 / spread)


def detrend(data: Any, axis: int = -1, *, bp: Any) -> Any:
    """Return what is left without the lines of pieces."""
    lanes = np.moveaxis(data, axis, -1)
    n = np.shape(lanes)[-1]
    edges = np.unique(np.concatenate((np.zeros(1, int), np.atleast_1d(bp), np.array([n]))))
    left = np.zeros_like(lanes)
    for k in range(len(edges) - 1):
        piece = slice(edges[k], edges[k + 1])
        left[..., piece] = signal.detrend(lanes[..., piece])
    return np.moveaxis(left, -1, axis)


def istft(
    Zxx: Any, fs: Any = 1.0, window: Any = "hann", nperseg: Any = None, noverlap: Any = None,
    *, scaling: str = "spectrum",
) -> Any:  # fmt: skip
    """Return the samples of which spectra are, one for each place of a window."""
    pieces = fft.irfft(Zxx, axis=-2)
    size = np.shape(pieces)[-2]
    assert nperseg is None or nperseg == size, "windows as long as the spectra tell"
    step = size - (size // 2 if noverlap is None else noverlap)
    weights, count = signal.get_window(window, size), np.shape(pieces)[-1]
    total = size + (count - 1) * step
    found, norm = np.zeros((*np.shape(pieces)[:-2], total)), np.zeros(total)
    factor = np.sum(weights) if scaling == "spectrum" else np.sqrt(fs * np.sum(weights**2))
    for k in range(count):
        found[..., k * step : k * step + size] += factor * pieces[..., k] * weights
        norm[k * step : k * step + size] += weights**2
    kept = slice(size // 2, total - size // 2)
    found, norm = found[..., kept], norm[kept]
    samples = found / np.where(norm > 1e-10, norm, 1.0)
    return np.arange(np.shape(samples)[0]) / fs, samples


# -- filters of few numbers ------------------------------------------------------------------------


def _notch(w0: Any, Q: Any, fs: Any) -> Any:
    """Return the angle of a filter at one frequency, and its gain (Orfanidis 1996, 11.3)."""
    angle = 2.0 * np.pi * w0 / fs
    return angle, 1.0 / (1.0 + np.tan(angle / Q / 2.0))


def iirnotch(w0: Any, Q: Any, fs: Any = 2.0) -> Any:
    """Return the filter that takes one frequency away."""
    angle, gain = _notch(w0, Q, fs)
    b = gain * np.array([1.0, -2.0 * np.cos(angle), 1.0])
    return b, np.array([1.0, -2.0 * gain * np.cos(angle), 2.0 * gain - 1.0])


def iirpeak(w0: Any, Q: Any, fs: Any = 2.0) -> Any:
    """Return the filter that keeps one frequency."""
    angle, gain = _notch(w0, Q, fs)
    b = (1.0 - gain) * np.array([1.0, 0.0, -1.0])
    return b, np.array([1.0, -2.0 * gain * np.cos(angle), 2.0 * gain - 1.0])


def zpk2tf(z: Any, p: Any, k: Any) -> Any:
    """Return the polynomials of real zeros and poles."""
    return k * np.poly(z), np.poly(p)


def sos2tf(sos: Any) -> Any:
    """Return the polynomials of a cascade of filters."""
    b, a = np.ones(1), np.ones(1)
    for k in range(np.shape(sos)[0]):
        b, a = np.convolve(b, sos[k, :3]), np.convolve(a, sos[k, 3:])
    return b, a


def bilinear(b: Any, a: Any, fs: Any = 1.0) -> Any:
    """Return the digital filter of an analog one, by Tustin's rule."""
    order = max(len(b), len(a)) - 1
    b, a = _tustin(b, order, fs), _tustin(a, order, fs)
    return b / a[0], a / a[0]


def _tustin(c: Any, order: int, fs: Any) -> Any:
    """Return a polynomial in 2 fs (x - 1) / (x + 1), times (x + 1) ** order."""
    found, n = np.zeros(order + 1), len(c) - 1
    for k in range(n + 1):
        term = c[k] * (2.0 * fs) ** (n - k)
        powers = np.poly(np.concatenate((np.ones(n - k), -np.ones(order - n + k))))
        found = found + term * powers
    return found
