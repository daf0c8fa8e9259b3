"""Signals, integrals, images and matrices of SciPy's that are written out."""

import numpy as np
import pytest

from s2sad import check_grads, differentiate, grad, jvp
from s2sad.errors import MissingRule, UnknownCall

signal = pytest.importorskip("scipy.signal", reason="SciPy is an optional extra")
from scipy import integrate, linalg, ndimage  # noqa: E402

RNG = np.random.default_rng(3)
X, Y, Q = RNG.uniform(0.3, 1.7, (5, 8)), RNG.uniform(0.3, 1.7, 21), 1.3
B, A = signal.butter(2, 0.4)
SOS = signal.butter(4, 0.4, output="sos")
TURN = np.array([[0.9, 0.1], [-0.2, 1.05]])


def analytic(x, y, q):
    return (
        np.sum(signal.hilbert(x).imag ** 3) + np.sum(np.abs(signal.hilbert(x, axis=0)))
        + np.sum(signal.hilbert(y, 32).imag ** 2)
    )  # fmt: skip


def without_trends(x, y, q):
    return (
        np.sum(signal.detrend(x) ** 3) + np.sum(signal.detrend(x, axis=0, type="constant") ** 3)
        + np.sum(signal.detrend(y) ** 2)
    )  # fmt: skip


def resampled(x, y, q):
    return (
        np.sum(signal.resample(x, 12, axis=1) ** 2) + np.sum(signal.resample(x, 4, axis=-1) ** 2)
        + np.sum(signal.resample(x, 7) ** 2) + np.sum(signal.decimate(y[:20], 2, 3) ** 2)
        + np.sum(signal.decimate(x, 2, axis=0, zero_phase=False) ** 3)
    )  # fmt: skip


def smooth(x, y, q):
    return (
        np.sum(signal.savgol_filter(x, 5, 2) ** 3)
        + np.sum(signal.savgol_filter(y, 7, 3, 1, 0.3) ** 2)
        + np.sum(signal.savgol_filter(x, 3, 1, axis=0, mode="nearest") ** 3)
        + np.sum(signal.savgol_filter(x, 3, 1, axis=0) ** 3)
    )  # fmt: skip


def there_and_back(x, y, q):
    return (
        np.sum(signal.filtfilt(B, A, x, padlen=4) ** 3) + np.sum(signal.filtfilt(B, A, x, 0, None))
        + np.sum(signal.filtfilt([0.3, 0.2], [1.0, q - 1.6], y) ** 2)
        + np.sum(signal.filtfilt(B, A, x, padtype="even", padlen=3) ** 2)
        + np.sum(signal.filtfilt(B, A, x, padtype="constant", padlen=7) ** 2)
        + np.sum(signal.sosfiltfilt(SOS, y) ** 3) + np.sum(signal.sosfilt(SOS, x, axis=0) ** 3)
        + np.sum(signal.sosfiltfilt(signal.butter(3, 0.3, output="sos"), x, padlen=3) ** 2)
    )  # fmt: skip


def bell(t, w):
    return np.exp(-w * t * t)


def integrals(x, y, q):
    return (
        integrate.fixed_quad(bell, 0.0, q, args=(y[0],), n=3)[0]
        + integrate.fixed_quad(lambda t: np.sin(q * t), y[1], 1.0)[0]
        + np.sum(integrate.romb(x, dx=q, axis=0) ** 2) + integrate.romb(y[:17]) ** 2
        + np.sum(linalg.khatri_rao(x, x[:2]) ** 2)
    )  # fmt: skip


def moved(x, y, q):
    return (
        np.sum(ndimage.zoom(x, (2, 1.5), order=1) ** 2) + np.sum(ndimage.zoom(y, 1.7) ** 2)
        + np.sum(ndimage.shift(x, (0.4, q), mode="wrap") ** 2)
        + np.sum(ndimage.shift(x, 0.1 * q, order=1, mode="nearest") ** 2)
    )  # fmt: skip


def turned(x, y, q):
    return (
        np.sum(ndimage.affine_transform(x, TURN * q, order=1) ** 2)
        + np.sum(ndimage.affine_transform(x, TURN, offset=y[:2], mode="nearest") ** 2)
        + np.sum(ndimage.rotate(x, 20.0 * q, reshape=False) ** 2)
    )  # fmt: skip


CASES = [analytic, without_trends, resampled, smooth, there_and_back, integrals, moved, turned]


@pytest.mark.parametrize("f", CASES)
def test_what_is_written_out_has_the_value_of_scipy_and_the_slope_of_differences(f):
    np.testing.assert_allclose(differentiate(f)(X, Y, Q), f(X, Y, Q), rtol=1e-12)
    check_grads(f, X, Y, Q)


def test_what_is_not_followed_is_refused():
    with pytest.raises(UnknownCall, match="followed of it are input, angle, reshape"):
        grad(lambda x: np.sum(ndimage.rotate(x, 30.0)))(X)
    with pytest.raises(UnknownCall, match="followed of it are x, num, axis"):
        grad(lambda x: np.sum(signal.resample(x, 4, window="hann")))(X)
    with pytest.raises(MissingRule, match="`scipy.signal.butter` with respect to `Wn`"):
        grad(lambda w: np.sum(signal.lfilter(signal.butter(2, w)[0], A, Y)))(0.3)
    with pytest.raises(MissingRule, match="with respect to `sos`"):
        grad(lambda sos: np.sum(signal.sosfilt(sos, Y)))(SOS)


def test_samples_that_are_too_few_or_too_many_are_refused():
    with pytest.raises(AssertionError, match="longer than what is added"):
        jvp(lambda x: np.sum(signal.filtfilt(B, A, x)), (Y[:9],), (Y[:9],))
    with pytest.raises(ValueError, match="Romberg"):
        jvp(lambda x: integrate.romb(x), (Y[:8],), (Y[:8],))
    with pytest.raises(ValueError, match="odd number of samples"):
        jvp(lambda x: signal.savgol_filter(x, 4, 2), (Y,), (Y,))
