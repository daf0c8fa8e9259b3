"""What is written out of SciPy, one call at a time: the value, both modes, the second order."""

import numpy as np
import pytest

signal = pytest.importorskip("scipy.signal", reason="SciPy is an optional extra")

from s2sad import grad  # noqa: E402
from s2sad.errors import MissingRule, UnknownCall  # noqa: E402
from tests.rules.of_scipy import check_text, function_of  # noqa: E402
from tests.thorough import in_turn, order_in_turn  # noqa: E402

RNG = np.random.default_rng(4)
B, A = signal.butter(3, 0.3)
TOLD = {
    "B": B, "A": A, "SOS": signal.butter(3, 0.3, output="sos"), "Q": np.sort(RNG.uniform(0, 3, 8)),
    "I": np.array([0, 2, 1, 0, 2, 1, 0, 0]), "R": RNG.normal(size=(3, 3)), "S": RNG.normal(size=8),
}  # fmt: skip
VALUES = {
    "q": 1.3, "w": RNG.uniform(0.2, 0.8, 5), "x": RNG.normal(size=8), "y": RNG.uniform(0.2, 1, 8),
    "t": np.sort(RNG.uniform(0.0, 3.0, 8)), "m": RNG.normal(size=(5, 6)),
    "a": RNG.normal(size=(3, 3)) + 2.0 * np.eye(3),
}  # fmt: skip

FILTERS = """
    lfilter(B, A, x, zi=np.ones(3))[0]
    lfilter(w, [2.0, 0.2, 0.1], x, zi=y[:4])[1]
    lfilter([1.0, 0.2, 0.1], w, x, zi=y[:4])
    lfilter(B, A, m, 0, zi=m[:3])
    lfilter(B, A, x[:2], zi=y[:3])
    sosfilt(SOS, x, zi=np.ones((2, 2)))
    lfilter_zi(y[:3], 3.0 + y[3:6])
    upfirdn(w, x, 2, 3)
    upfirdn(w, m, 3, 2, axis=0)
    resample_poly(x, 3, 2)
    resample_poly(m, 4, 6, axis=1)
    resample_poly(x, 3, 3)
    medfilt(x, 3)
    medfilt2d(m, 3)
    wiener(x, 3)
    wiener(x, 3, 0.4)
    deconvolve(x, w)
    freqz(w, worN=5)[1].real
    freqz([1.0], w, worN=5, include_nyquist=True)[1].imag
    freqz(w[:2], w, worN=[0.1, 0.2, 0.3], fs=2.0)[1].imag
    freqz(w, worN=4, whole=True)[1].real
    freqz_sos(SOS * np.array([q, q, 1.0, 1.0, 1.0, q]), 4)[1].real
    freqs(w[:2], w, worN=[0.1, 0.2, 0.3])[1].real
    chirp(y, 1.0, 2.0, q)
    chirp(S, q, 2.0, 3.0, 'log', 20.0 * q)
    chirp(y, 1.0, q, 3.0, method='quadratic')
    sawtooth(x)
    sawtooth(8.0 * x, 0.1 * q)
    lombscargle(t, x, np.array([1.0, 2.0]))
    vectorstrength(y, q)
"""
SPECTRA = """
    welch(x, nperseg=4)[1]
    welch(x, q, nperseg=4, scaling='spectrum', detrend='linear')[1]
    welch(m, 2.5, nperseg=3, axis=0, nfft=5)[1]
    welch(x)[1]
    periodogram(x)[1]
    periodogram(x[:7], 3.0, 'hann', detrend=False)[1]
    periodogram(m, axis=0)[1]
    spectrogram(x, nperseg=4)[2]
    spectrogram(x, q, nperseg=4, noverlap=2)[1]
    stft(x, nperseg=4)[2].real
    stft(x, nperseg=5, noverlap=2)[2].imag
    stft(m, q, nperseg=5, noverlap=2, scaling='psd')[2].real
    stft(x, q, nperseg=5)[1]
    csd(x, y, nperseg=4)[1].imag
    coherence(x, y, nperseg=4)[1]
"""
IMAGES = """
    median_filter(m, 3)
    median_filter(m, 4, mode='nearest')
    maximum_filter(m, 3)
    maximum_filter(m, 3, mode='constant', cval=0.4)
    minimum_filter(m, size=(3, 2), mode='wrap')
    minimum_filter(m, footprint=[[1, 0], [1, 1]], mode='mirror', origin=(-1, 0))
    percentile_filter(m, 20, 3)
    percentile_filter(m, -20.0, 3)
    percentile_filter(m, 100, 3)
    rank_filter(m, 2, 3)
    rank_filter(m, -2, (2, 3))
    grey_dilation(m, 3)
    grey_dilation(m, (2, 4))
    grey_dilation(m, footprint=[[1, 0, 1], [1, 1, 0]])
    grey_erosion(m, 4)
    grey_opening(m, (3, 2))
    grey_closing(m, 4)
    white_tophat(m, 4)
    black_tophat(m, 4)
    morphological_gradient(m, 3)
    maximum_filter1d(m, 3, 0)
    minimum_filter1d(x, 4)
    sum(x, I, [0, 1, 2])
    sum_labels(x, I, [0, 2])
    mean(x, I, [0, 1, 2])
    mean(x, I, 1)
    variance(x, I, [0, 1, 2])
    standard_deviation(x, I, [0, 1, 2])
    center_of_mass(m ** 2)
    gaussian_filter(m, (1.0, 0.4))
    gaussian_filter(m, [0, 0.7], mode='nearest')
    uniform_filter(m, (3, 2))
    gaussian_laplace(m, (1.0, 0.4))
    gaussian_gradient_magnitude(m, [1.0, 0.4])
    center_of_mass(x ** 2)
"""
INTEGRALS = """
    simpson(x, t)
    simpson(x[:7], x=t[:7])
    simpson(m, np.sort(m, axis=0), axis=0)
    simpson(x[:2], t[:2])
    cumulative_simpson(x, x=t)
    cumulative_simpson(x[:7], x=t[:7], initial=q)
    cumulative_simpson(m, dx=q, initial=0, axis=0)
"""
MATRICES = """
    solve(a, m[:3], transposed=True)
    solve(a, a[0], transposed=False)
    expm_frechet(R, a)[1]
    expm_frechet(0.1 * a, R)[1]
    expm_frechet(0.1 * a, R, compute_expm=False)
    solve_circulant(w, x[:5])
    solve_circulant(w, m)
    companion(w)
    matmul_toeplitz(w, x[:5])
    matmul_toeplitz((w, w), m)
    leslie(w, x[:4])
    fiedler(x)
    orthogonal_procrustes(a, R)
"""
TRANSFORMS = """
    dctn(m, norm='ortho')
    dctn(m)
    dctn(m, axes=(0,))
    idctn(m, 3)
    dstn(m, norm='ortho')
    dstn(m, 1)
    idstn(m)
    idstn(m, norm='ortho', axes=[1])
"""
SEARCHES = """
    rosen(w)
    rosen(m)
    rosen_der(w)
"""
DISTANCES = """
    euclidean(x, y, S ** 2)
    euclidean(x, y, w=y)
    sqeuclidean(x, y, y)
    cityblock(x, y, y)
    minkowski(x, S, 3, w=y)
    seuclidean(x, S, y)
    mahalanobis(w[:3], x[:3], a @ a.T)
    canberra(x, S)
    canberra(x, S, y)
    braycurtis(x, S)
    braycurtis(x, S, w=y)
    jensenshannon(y, S ** 2)
    jensenshannon(y, S ** 2, 2.0)
    cdist(a, R, 'mahalanobis', VI=a @ a.T)
    cdist(a, a + R, metric='mahalanobis', VI=R @ R.T)
    pdist(a, 'mahalanobis', VI=R @ R.T)
"""
OF_NUMPY = """
    polydiv(x, w)
    polydiv(w, x[:1])
    polydiv(w, x[:5])
    histogram2d(S, Q, 3, weights=x)[0]
    histogram2d(S, Q, (3, 2), [[-1.0, 1.0], [0.0, 2.0]], weights=x)[0]
    polynomial.polynomial.polyadd(x, w)
    polynomial.polynomial.polysub(w, x)
    polynomial.polynomial.polymul(x, w)
    polynomial.polynomial.polypow(w, 3)
    polynomial.polynomial.polyfromroots(w)
"""
TESTS = """
    ttest_1samp(x, q).statistic
    ttest_1samp(m, q, axis=1).pvalue
    ttest_1samp(x, q)[1]
    ttest_rel(x, y).pvalue
    ttest_ind(x, y).statistic
    ttest_ind(x, w, equal_var=False).statistic
    ttest_ind(x, w, equal_var=False).pvalue
    ttest_ind(m, m[:3] ** 2).pvalue
    f_oneway(x, 5.0 + y).statistic
    f_oneway(w, y).pvalue
    chisquare(y)
    jarque_bera(y).statistic
    jarque_bera(w).pvalue
    wasserstein_distance(x, w)
    energy_distance(x, y)
    yeojohnson(x, q)
    yeojohnson(x, 0.3)
    scoreatpercentile(x, 30)
    kstat(x, 1)
    kstat(x)
    kstat(x, 3)
    kstat(x, 4)
"""
CASES = [
    f"{module}.{line.strip()}"
    for module, texts in (
        ("signal", FILTERS), ("signal", SPECTRA), ("ndimage", IMAGES), ("integrate", INTEGRALS),
        ("linalg", MATRICES), ("fft", TRANSFORMS), ("optimize", SEARCHES), ("distance", DISTANCES),
        ("np", OF_NUMPY), ("stats", TESTS),
    )
    for line in texts.strip().splitlines()
]  # fmt: skip


def names_in(text):
    words = compile(text, "text", "eval").co_names
    return [name for name in VALUES if name in words]


@pytest.mark.parametrize("text", in_turn(CASES))
def test_a_call_that_is_written_out_has_the_value_and_the_derivatives_of_scipy(text):
    order = 1 if "sosfilt" in text else order_in_turn()  # whose states stand in a list
    check_text(text, {name: VALUES[name] for name in names_in(text)}, order, **TOLD)


@pytest.mark.parametrize("text, error", [
    ("signal.welch(x, nperseg=4, average='median')[1]", UnknownCall),
    ("signal.lfilter(B, A, x, zi=None)[0] + signal.resample_poly(x, 3, 2, window='hann')[0]",
     UnknownCall),
    ("signal.stft(x, nperseg=4, boundary=None)[2].real", UnknownCall),
    ("ndimage.median_filter(m, 3, output=float)", UnknownCall),
    ("linalg.solve(a, a, transposed=True, assume_a='pos')", MissingRule),
])  # fmt: skip
def test_what_is_not_followed_of_them_is_refused(text, error):
    names = names_in(text)
    with pytest.raises(error):
        grad(function_of(f"np.sum({text})", names, **TOLD))(*[VALUES[name] for name in names])


def test_single_precision_stays_single_precision():
    f = function_of("np.sum(ndimage.median_filter(m, 3, mode='constant'))", ["m"])
    assert grad(f)(VALUES["m"].astype(np.float32)).dtype == np.float32
