"""What SciPy's functions that are written out are told: its words, shapes and counts."""

import numpy as np
import pytest

pytest.importorskip("scipy", reason="SciPy is an optional extra")

from s2sad import grad  # noqa: E402
from s2sad.errors import UnknownCall  # noqa: E402
from tests.rules.of_scipy import check_text, function_of  # noqa: E402

RNG = np.random.default_rng(9)
VALUES = {
    "q": 0.7, "w": RNG.uniform(0.2, 0.8, 4), "x": RNG.normal(size=9), "y": RNG.uniform(0.2, 1.0, 9),
    "m": RNG.uniform(0.3, 1.7, (3, 4)),
}  # fmt: skip


def named(text):
    return {n: v for n, v in VALUES.items() if n in compile(text, "text", "eval").co_names}


@pytest.mark.parametrize("text", [
    # Weights and shares are broadcast.
    "stats.gmean(m, weights=w)", "stats.hmean(m, weights=q)", "stats.entropy(m, w)",
    "stats.pmean(m, 2.0, axis=1, weights=w)", "stats.entropy(w, m, axis=1)",
    "stats.entropy(m, q)",
    # So few samples have no bias that could be taken away.
    "stats.kurtosis(m, bias=False)", "stats.kurtosis(m, axis=1, bias=False)",
    "stats.skew(m, axis=(0, 1), bias=False)",
    "stats.sem(m, axis=(0, 1))", "stats.tsem(m, axis=(1,))",
    "signal.chirp(y, q, 2.0, 3.0, method='hyperbolic')", "signal.chirp(y, 1.0, q, 3.0, 'hyp')",
    "signal.freqs(w[:2], w, worN=[0.1, 0.2])[0] * q", "signal.freqs(w[:2], w, worN=y)[1].real",
    "signal.periodogram(x, window=None)[1]",
])  # fmt: skip
def test_a_value_is_that_of_scipy_and_a_slope_that_of_differences(text):
    check_text(text, named(text), 1)


@pytest.mark.parametrize("text, error, message", [
    ("signal.freqs(w[:2], w, worN=20)[1].real", AssertionError, "frequencies in an array"),
    ("signal.sawtooth(x, 3)", AssertionError, "a part"),
    ("signal.detrend(x, type='line')", AssertionError, "a line, or a constant"),
    ("signal.savgol_filter(x, 5, 2, mode='reflect')", AssertionError, "a mode of this filter"),
    ("signal.filtfilt([0.5, 0.3], [1.0, 0.2], x, padtype='line')", AssertionError, "at the ends"),
    ("signal.stft(x, nperseg=4, scaling='density')[2].real", AssertionError, "or `psd`"),
    ("signal.stft(x, nperseg=4, nfft=2)[2].real", AssertionError, "not shorter"),
    ("stats.trim_mean(m, 0.3, axis=(0, 1))", AssertionError, "one axis"),
    ("stats.gmean(m, axis=())", UnknownCall, "What is followed of it"),
])  # fmt: skip
def test_what_is_read_otherwise_there_is_refused(text, error, message):
    values = named(text)
    with pytest.raises(error, match=message):
        grad(function_of(f"np.sum({text})", values))(*values.values())


def test_an_image_that_is_flat_has_no_slope_in_its_slopes():
    f = function_of("np.sum(ndimage.gaussian_gradient_magnitude(m, 0.8))", ["m"])
    np.testing.assert_array_equal(grad(f)(np.ones((3, 4))), np.zeros((3, 4)))


def test_one_axis_of_a_transform_may_be_a_number():
    for text in ("fft.rfftn(m, axes=0).real", "fft.irfft2(m, axes=0)", "fft.rfftn(m, 3, 1).imag"):
        check_text(text, {"m": VALUES["m"]}, 1)


def test_a_quotient_whose_remainder_numpy_keeps_whole_is_refused():
    x, w = VALUES["x"].astype(np.float32), VALUES["w"].astype(np.float32)
    f = function_of("np.sum(np.polydiv(x, w)[1])", ["x", "w"])
    assert len(np.polydiv(x, w)[1]) > 3
    with pytest.raises(AssertionError, match="exact enough"):
        grad(f)(x, w)
