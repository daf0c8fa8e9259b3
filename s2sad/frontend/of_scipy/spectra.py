"""Spectra of real signals (`scipy.signal`): Fourier transforms of windows that overlap."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import signal

from .signal import _back, _last, _narrow, _narrow_complex, detrend


def _pieces(lanes: Any, size: int, overlap: int, how: Any) -> Any:
    """Return windows of a signal that overlap, in a last axis, without what `detrend=` says."""
    assert overlap < size, "windows that are longer than what they share"
    windows = np.lib.stride_tricks.sliding_window_view(lanes, size, axis=-1)
    pieces = windows[..., :: size - overlap, :]
    return pieces if how is False else detrend(pieces, axis=-1, type=how)


def _sides(power: Any, nfft: int) -> Any:
    """Return powers of which those that stand for two frequencies count twice."""
    k = np.arange(nfft // 2 + 1)
    return power * np.where((k == 0) | (2 * k == nfft), 1.0, 2.0)


def _scale(window: Any, fs: Any, scaling: str) -> Any:
    """Return by what a power is multiplied: a density, or a spectrum."""
    assert scaling in ("density", "spectrum"), "a density or a spectrum"
    return 1.0 / (fs * np.sum(window**2) if scaling == "density" else np.sum(window) ** 2)


def _cross(
    x: Any, y: Any, fs: Any, window: Any, nperseg: Any, noverlap: Any, nfft: Any, how: Any,
    scaling: str,
) -> Any:  # fmt: skip
    """Return cross powers of windows along the last axis, and the frequencies."""
    n = np.shape(x)[-1]
    assert n == np.shape(y)[-1], "signals of one length"
    size = min(256 if nperseg is None else nperseg, n)
    overlap = size // 2 if noverlap is None else noverlap
    length = size if nfft is None else nfft
    assert length >= size, "a transform that is not shorter than its windows"
    weights = signal.get_window(window, size)
    u = np.fft.rfft(_pieces(x, size, overlap, how) * weights, length)
    v = np.fft.rfft(_pieces(y, size, overlap, how) * weights, length)
    powers = _sides(np.conj(u) * v, length) * _scale(weights, fs, scaling)
    return np.fft.rfftfreq(length) * fs, powers


def csd(
    x: Any, y: Any, fs: Any = 1.0, window: Any = "hann", nperseg: Any = None, noverlap: Any = None,
    nfft: Any = None, detrend: Any = "constant", *, scaling: str = "density", axis: int = -1,
) -> Any:  # fmt: skip
    """Return the mean cross power of windows of two real signals."""
    u, v = _last(x, axis), _last(y, axis)
    freqs, powers = _cross(u, v, fs, window, nperseg, noverlap, nfft, detrend, scaling)
    return freqs, _narrow_complex(_back(np.mean(powers, axis=-2), axis), x)


def welch(
    x: Any, fs: Any = 1.0, window: Any = "hann", nperseg: Any = None, noverlap: Any = None,
    nfft: Any = None, detrend: Any = "constant", *, scaling: str = "density", axis: int = -1,
) -> Any:  # fmt: skip
    """Return the mean power of windows of a real signal."""
    lanes = _last(x, axis)
    freqs, powers = _cross(lanes, lanes, fs, window, nperseg, noverlap, nfft, detrend, scaling)
    return freqs, _narrow(_back(np.mean(np.real(powers), axis=-2), axis), x)


def periodogram(
    x: Any, fs: Any = 1.0, window: Any = "boxcar", nfft: Any = None, detrend: Any = "constant",
    *, scaling: str = "density", axis: int = -1,
) -> Any:  # fmt: skip
    """Return the power of a real signal as a whole."""
    lanes = _last(x, axis)
    n = np.shape(lanes)[-1]
    taken = "boxcar" if window is None else window
    freqs, powers = _cross(lanes, lanes, fs, taken, n, 0, nfft, detrend, scaling)
    return freqs, _narrow(_back(np.real(powers)[..., 0, :], axis), x)


def coherence(
    x: Any, y: Any, fs: Any = 1.0, window: Any = "hann", nperseg: Any = None, noverlap: Any = None,
    nfft: Any = None, detrend: Any = "constant", axis: int = -1,
) -> Any:  # fmt: skip
    """Return how much of the power two real signals share."""
    freqs, xx = welch(x, fs, window, nperseg, noverlap, nfft, detrend, axis=axis)
    _, yy = welch(y, fs, window, nperseg, noverlap, nfft, detrend, axis=axis)
    _, xy = csd(x, y, fs, window, nperseg, noverlap, nfft, detrend, axis=axis)
    return freqs, np.abs(xy) ** 2 / xx / yy


def spectrogram(
    x: Any, fs: Any = 1.0, window: Any = ("tukey", 0.25), nperseg: Any = None,
    noverlap: Any = None, nfft: Any = None, detrend: Any = "constant", *,
    scaling: str = "density",
) -> Any:  # fmt: skip
    """Return the powers of windows of a real signal along its last axis."""
    n = np.shape(x)[-1]
    size = min(256 if nperseg is None else nperseg, n)
    overlap = size // 8 if noverlap is None else noverlap
    freqs, powers = _cross(x, x, fs, window, size, overlap, nfft, detrend, scaling)
    times = np.arange(size / 2, n - size / 2 + 1, size - overlap) / fs
    return freqs, times, _narrow(np.moveaxis(np.real(powers), -1, -2), x)


def stft(
    x: Any, fs: Any = 1.0, window: Any = "hann", nperseg: int = 256, noverlap: Any = None,
    nfft: Any = None, detrend: Any = False, *, scaling: str = "spectrum",
) -> Any:  # fmt: skip
    """Return the transforms of windows of a real signal along its last axis, zeros around it."""
    n = np.shape(x)[-1]
    size = min(nperseg, n)
    overlap = size // 2 if noverlap is None else noverlap
    length = size if nfft is None else nfft
    assert length >= size, "a transform that is not shorter than its windows"
    assert scaling in ("spectrum", "psd"), "`spectrum` or `psd`"
    half, step = size // 2, size - overlap
    more = -(n + 2 * half - size) % step
    before, after = np.zeros((*np.shape(x)[:-1], half)), np.zeros((*np.shape(x)[:-1], half + more))
    wide = np.concatenate((before, x, after), axis=-1)
    weights = signal.get_window(window, size)
    scale = np.sqrt(_scale(weights, fs, "density" if scaling == "psd" else scaling))
    found = np.fft.rfft(_pieces(wide, size, overlap, detrend) * weights, length) * scale
    count = (n + 2 * half + more - size) // step + 1
    times = np.arange(count) * step / fs
    return np.fft.rfftfreq(length) * fs, times, _narrow_complex(np.moveaxis(found, -1, -2), x)
