"""What is written out of SciPy's signals, points, choices: value, both modes, second order."""

import numpy as np
import pytest

signal = pytest.importorskip("scipy.signal", reason="SciPy is an optional extra")
from scipy import spatial  # noqa: E402
from scipy.cluster import vq  # noqa: E402

from s2sad import grad  # noqa: E402
from s2sad.errors import UnknownCall  # noqa: E402
from tests.rules.of_scipy import check_text, function_of  # noqa: E402
from tests.thorough import in_turn, order_in_turn  # noqa: E402

RNG = np.random.default_rng(13)
TOLD = {
    "spatial": spatial, "vq": vq, "CODES": RNG.normal(size=(4, 6)),
    "SOS": signal.butter(3, 0.3, output="sos"),
}  # fmt: skip
VALUES = {
    "q": 1.3, "x": RNG.normal(size=8), "y": RNG.uniform(0.2, 1, 8), "w": RNG.uniform(0.2, 0.8, 5),
    "m": RNG.normal(size=(5, 6)), "n": RNG.normal(size=(5, 3)),
    "a": RNG.normal(size=(3, 3)) + 2.0 * np.eye(3),
}  # fmt: skip
TEXTS = """
    signal.find_peaks(x)[0] * q
    x[signal.find_peaks(x)[0]]
    x[signal.find_peaks(x, prominence=0.01)[0]]
    x[signal.argrelmax(x)[0]]
    x[signal.argrelmin(x, order=2)[0]] * q
    signal.peak_prominences(x, signal.find_peaks(x)[0])[0]
    signal.gausspulse(w, fc=q)
    signal.gausspulse(w, q, 0.4 * q, -5.0)
    signal.square(x) * q
    signal.gauss_spline(x, 3)
    signal.detrend(x, bp=[4])
    signal.detrend(m, axis=0, bp=2)
    signal.istft(signal.stft(x, nperseg=4)[2], nperseg=4)[1]
    signal.istft(signal.stft(x, nperseg=4)[2] * q)[1]
    signal.iirnotch(0.3 * q, 5.0)[0]
    signal.iirnotch(0.3, 5.0 * q, 1.7 * q)[1]
    signal.iirpeak(0.3 * q, 5.0)[0]
    signal.iirpeak(0.3 * q, 5.0)[1]
    signal.zpk2tf(w, x[:2], q)[0]
    signal.zpk2tf(w, x[:2], q)[1]
    signal.sos2tf(SOS * q)[1]
    signal.bilinear(w[:2], w, q)[0]
    signal.bilinear(w[:2], w)[1]
    signal.windows.gaussian(5, q)
    signal.windows.gaussian(6, q, sym=False)
    signal.windows.general_gaussian(5, q, 2.0 * q)
    signal.windows.kaiser(5, q)
    signal.windows.kaiser(4, beta=q, sym=False)
    signal.windows.exponential(5, tau=q)
    signal.windows.general_hamming(5, 0.5 * q)
    signal.windows.tukey(9, 0.3 * q)
    optimize.rosen_hess(w)
    optimize.rosen_hess_prod(w, x[:5])
    m[optimize.linear_sum_assignment(m)]
    np.sum(n[optimize.linear_sum_assignment(n, maximize=True)])
    optimize.isotonic_regression(x).x
    optimize.isotonic_regression(x, weights=y, increasing=False).x
    spatial.distance_matrix(a, n)
    spatial.distance_matrix(a, n, 1)
    spatial.distance_matrix(a, n, 3.0)
    spatial.minkowski_distance(a, a[0] + 1.0, p=np.inf)
    spatial.minkowski_distance_p(a, n[:3])
    spatial.procrustes(n[:, :2], m[:, 1:3])[2]
    spatial.procrustes(n, m[:, :3])[1]
    spatial.geometric_slerp(a[0] / np.linalg.norm(a[0]), n[0] / np.linalg.norm(n[0]), [0.2, 0.5])
    fft.dct(x, n=5)
    fft.idct(x, 3, n=11, norm='ortho')
    fft.dst(m, type=2, axis=0, n=7)
    fft.idst(m, n=4)
    ndimage.affine_transform(m, w[:2] + 0.4)
    vq.whiten(m)
    vq.vq(m, CODES)[1]
    vq.vq(m, CODES)[0] * q
"""
CASES = [line.strip() for line in TEXTS.strip().splitlines()]


def names_in(text):
    words = compile(text, "text", "eval").co_names
    return [name for name in VALUES if name in words]


@pytest.mark.parametrize("text", in_turn(CASES))
def test_a_call_has_the_value_and_the_derivatives_of_scipy(text):
    check_text(text, {name: VALUES[name] for name in names_in(text)}, order_in_turn(), **TOLD)


@pytest.mark.parametrize("text", [
    "signal.istft(signal.stft(x, nperseg=4)[2], boundary=False)[1]",
    "signal.peak_widths(x, signal.find_peaks(x)[0])[0]",
    "vq.kmeans(m, 2, seed=0)[1]",
])  # fmt: skip
def test_what_is_not_followed_of_them_is_refused(text):
    names = names_in(text)
    with pytest.raises(UnknownCall):
        grad(function_of(f"np.sum({text})", names, **TOLD))(*[VALUES[name] for name in names])


def test_a_function_that_another_module_has_too_is_found():
    import scipy.cluster.vq  # which has `cdist` from `scipy.spatial.distance`

    from s2sad.frontend.libraries import written_for

    assert scipy.cluster.vq.cdist is scipy.spatial.distance.cdist
    assert [each.__name__ for each in written_for(scipy.spatial.distance.cdist)] == ["cdist"]
