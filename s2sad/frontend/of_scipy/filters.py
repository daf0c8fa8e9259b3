"""Filters (`scipy.signal`): with states, at other rates, of medians; their responses."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from scipy import signal

from .signal import _back, _last


def _at_the_end(x: Any, count: int) -> Any:
    """Return a signal with zeros after it."""
    return np.concatenate((x, np.zeros((*np.shape(x)[:-1], count))), axis=-1)


def lfilter(b: Any, a: Any, x: Any, axis: int = -1, *, zi: Any) -> Any:
    """Return a signal behind a filter that begins in a state, and the state in which it ends.

    A state is what is still to come out, before the filter's own feedback.
    """
    lanes, start = _last(x, axis), _last(zi, axis)
    b, a = np.atleast_1d(b), np.atleast_1d(a)
    n, order = np.shape(lanes)[-1], max(len(a), len(b)) - 1
    assert np.shape(start)[-1] == order, "a state as long as the filter"
    b, a = b / a[0], a / a[0]
    pending = _at_the_end(start, max(n - order, 0)) + np.zeros((*np.shape(lanes)[:-1], 1))
    y = signal.lfilter(b, a, lanes) + signal.lfilter(np.ones(1), a, pending[..., :n])
    ahead = signal.lfilter(b, np.ones(1), _at_the_end(lanes, order))
    behind = signal.lfilter(a, np.ones(1), _at_the_end(y, order))
    left = _at_the_end(pending, order)[..., n : n + order]
    return _back(y, axis), _back(ahead[..., n:] - behind[..., n:] + left, axis)


def sosfilt(sos: Any, x: Any, axis: int = -1, *, zi: Any) -> Any:
    """Return a signal behind several filters that begin in states, and their states at the end."""
    ends, y = [], x
    for k in range(len(sos)):
        y, end = lfilter(sos[k, :3], sos[k, 3:], y, axis, zi=zi[k])
        ends.append(end)
    return y, np.stack(ends)


def lfilter_zi(b: Any, a: Any) -> Any:
    """Return the state of a filter behind which a step is one from the first sample on."""
    b, a = np.atleast_1d(b), np.atleast_1d(a)
    b, a = b / a[0], a / a[0]
    n = max(len(a), len(b))
    b, a = _at_the_end(b, n - len(b)), _at_the_end(a, n - len(a))
    change = b[1:] - a[1:] * b[0]
    before = np.concatenate((np.zeros(1), np.cumsum(change)[:-1]))
    return np.cumsum(a)[:-1] * (np.sum(change) / np.sum(a)) - before


def upfirdn(h: Any, x: Any, up: int = 1, down: int = 1, axis: int = -1) -> Any:
    """Return a signal with zeros between its samples behind a filter, each down-th sample of it."""
    lanes = _last(x, axis)
    apart = np.concatenate((np.ones(1), np.zeros(up - 1)))
    n = (np.shape(lanes)[-1] - 1) * up + 1
    spread = np.reshape(lanes[..., None] * apart, (*np.shape(lanes)[:-1], -1))[..., :n]
    whole = signal.lfilter(h, np.ones(1), _at_the_end(spread, len(h) - 1))
    return _back(whole[..., ::down], axis)


def resample_poly(x: Any, up: int, down: int, axis: int = 0) -> Any:
    """Return a signal at up / down times its rate, behind a filter of Kaiser's window."""
    common = math.gcd(up, down)
    up, down = up // common, down // common
    lanes = _last(x, axis)
    n, most = np.shape(lanes)[-1], max(up, down)
    count, half = -(-n * up // down), 10 * most
    if most == 1:
        return _back(1.0 * lanes, axis)
    weights = signal.firwin(2 * half + 1, 1.0 / most, window=("kaiser", 5.0)) * up
    ahead = down - half % down
    h = np.concatenate((np.zeros(ahead), weights))
    found = upfirdn(h, _at_the_end(lanes, 2 * half + down), up, down)
    first = (half + ahead) // down
    return _back(found[..., first : first + count], axis)


def _quotient(u: Any, v: Any) -> Any:
    """Return the quotient of two polynomials, of which the first is not shorter."""
    n = len(u) - len(v) + 1
    assert n > 0, "a polynomial of a degree that is not less than that of the divisor"
    return signal.lfilter(u, v, np.concatenate((np.ones(1), np.zeros(n - 1))))


def deconvolve(signal: Any, divisor: Any) -> Any:
    """Return the quotient of two polynomials, and the remainder."""
    u, v = np.atleast_1d(signal), np.atleast_1d(divisor)
    quotient = _quotient(u, v)
    return quotient, u - np.convolve(v, quotient)


def medfilt(volume: Any, kernel_size: int = 3) -> Any:
    """Return medians of windows of a vector, beyond which there are zeros."""
    assert np.ndim(volume) == 1, "a vector, or medfilt2d"
    half = kernel_size // 2
    around = np.pad(volume, half)
    windows = np.lib.stride_tricks.sliding_window_view(around, kernel_size)
    return np.median(windows, axis=-1)


def medfilt2d(input: Any, kernel_size: int = 3) -> Any:
    """Return medians of square windows of a matrix, beyond which there are zeros."""
    half = kernel_size // 2
    around = np.pad(input, half)
    windows = np.lib.stride_tricks.sliding_window_view(around, (kernel_size, kernel_size))
    return np.median(windows, axis=(-2, -1))


def wiener(im: Any, mysize: int = 3, noise: Any = None) -> Any:
    """Return a vector that is smoothed where it moves less than the noise, or than on average."""
    assert np.ndim(im) == 1, "a vector"
    window = np.ones(mysize)
    mean = np.correlate(im, window, "same") / mysize
    spread = np.correlate(im**2, window, "same") / mysize - mean**2
    level = np.mean(spread) if noise is None else noise
    return np.where(spread < level, mean, (im - mean) * (1.0 - level / spread) + mean)


# -- responses -------------------------------------------------------------------------------------


def _polynomial(coefficients: Any, angles: Any) -> Any:
    """Return a polynomial in exp(-1j angle)."""
    c = np.atleast_1d(coefficients)
    assert np.ndim(c) == 1, "coefficients in a vector"
    return np.exp(-1j * np.outer(angles, np.arange(len(c)))) @ c


def _angles(count: Any, whole: bool, fs: Any, last: bool) -> Any:
    """Return the angles of so many frequencies, or of those that are given."""
    if np.ndim(count) == 0:
        end = 2.0 * np.pi if whole else np.pi
        return np.linspace(0.0, end, count, endpoint=last and not whole)
    return 2.0 * np.pi * np.asarray(count) / fs


def freqz(
    b: Any, a: Any = 1, worN: Any = 512, whole: bool = False, *, fs: Any = 2.0 * np.pi,
    include_nyquist: bool = False,
) -> Any:  # fmt: skip
    """Return frequencies, and what a filter makes of them."""
    w = _angles(worN, whole, fs, include_nyquist)
    return w * fs / (2.0 * np.pi), _polynomial(b, w) / _polynomial(a, w)


def freqz_sos(
    sos: Any, worN: Any = 512, whole: bool = False, fs: Any = 2.0 * np.pi
) -> Any:
    """Return frequencies, and what several filters make of them."""
    w = _angles(worN, whole, fs, False)
    powers = np.exp(-1j * np.outer(np.arange(3), w))
    each = (sos[:, :3] @ powers) / (sos[:, 3:] @ powers)
    return w * fs / (2.0 * np.pi), np.prod(each, axis=0)


def freqs(b: Any, a: Any, worN: Any) -> Any:
    """Return angular frequencies, and what an analog filter makes of them."""
    assert np.ndim(worN) == 1, "frequencies in an array, not how many"
    w = np.asarray(worN)
    s = 1j * w
    return w, np.polyval(b, s) / np.polyval(a, s)


# -- signals of a formula --------------------------------------------------------------------------


def chirp(t: Any, f0: Any, t1: Any, f1: Any, method: str = "linear", phi: Any = 0) -> Any:
    """Return a cosine whose frequency goes from f0 to f1, by t1."""
    t = np.asarray(t)
    if method in ("linear", "lin", "li"):
        turns = f0 * t + 0.5 * (f1 - f0) / t1 * t * t
    elif method in ("quadratic", "quad", "q"):
        turns = f0 * t + (f1 - f0) / t1**2 * t**3 / 3.0
    elif method in ("hyperbolic", "hyp"):
        assert f0 != f1, "a frequency that changes"
        pole = f1 * t1 / (f1 - f0)
        turns = -pole * f0 * np.log(np.abs(1.0 - t / pole))
    else:
        assert method in ("logarithmic", "log", "lo") and f0 != f1, "a line, parabola, or power"
        beta = t1 / np.log(f1 / f0)
        turns = beta * f0 * (np.power(f1 / f0, t / t1) - 1.0)
    return np.cos(2.0 * np.pi * turns + np.deg2rad(phi))


def sawtooth(t: Any, width: Any = 1) -> Any:
    """Return a wave that rises from -1 to 1 for a part of each period, and falls for the rest."""
    assert np.all(np.logical_and(np.greater_equal(width, 0), np.less_equal(width, 1))), "a part"
    turn = np.mod(t, 2.0 * np.pi)
    rising = turn < width * 2.0 * np.pi
    up = turn / (np.pi * np.where(rising, width, 1.0)) - 1.0
    down = (np.pi * (width + 1.0) - turn) / (np.pi * np.where(rising, 1.0, 1.0 - width))
    return np.where(rising, up, down)


def lombscargle(x: Any, y: Any, freqs: Any, *, normalize: bool = False) -> Any:
    """Return powers of frequencies of samples at places that are not regular (Scargle's)."""
    angles = np.outer(freqs, x)
    shift = 0.5 * np.arctan2(np.sum(np.sin(2.0 * angles), axis=1),
                             np.sum(np.cos(2.0 * angles), axis=1))  # fmt: skip
    c, s = np.cos(angles - shift[:, None]), np.sin(angles - shift[:, None])
    power = 0.5 * ((c @ y) ** 2 / np.sum(c * c, axis=1) + (s @ y) ** 2 / np.sum(s * s, axis=1))
    return power * 2.0 / np.dot(y, y) if normalize else power


def vectorstrength(events: Any, period: Any) -> Any:
    """Return how far events keep to a period, and at which phase."""
    angles = 2.0 * np.pi * events / period
    x, y = np.mean(np.cos(angles)), np.mean(np.sin(angles))
    return np.hypot(x, y), np.arctan2(y, x)
