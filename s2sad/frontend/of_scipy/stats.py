"""Statistics of samples (`scipy.stats`), in terms of NumPy's functions."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from scipy import special, stats


def _count(a: Any, axis: Any) -> Any:
    """Return how many samples there are along an axis, or along several."""
    if axis is None:
        return np.size(a)
    if isinstance(axis, tuple):
        return np.prod([np.shape(a)[k] for k in axis])
    return np.shape(a)[axis]


def _mean(a: Any, axis: Any, weights: Any, keepdims: Any) -> Any:
    """Return the mean, with weights if there are any."""
    if weights is None:
        return np.mean(a, axis=axis, keepdims=keepdims)
    shares = np.broadcast_to(weights, np.shape(a))
    return np.average(a, axis=axis, weights=shares, keepdims=keepdims)


def zscore(a: Any, axis: Any = 0, ddof: int = 0) -> Any:
    """Return how far samples are from their mean, in standard deviations."""
    mean = np.mean(a, axis=axis, keepdims=True)
    return (a - mean) / np.std(a, axis=axis, ddof=ddof, keepdims=True)


def zmap(scores: Any, compare: Any, axis: Any = 0, ddof: int = 0) -> Any:
    """Return how far scores are from the mean of others, in standard deviations of these."""
    mean = np.mean(compare, axis=axis, keepdims=True)
    return (scores - mean) / np.std(compare, axis=axis, ddof=ddof, keepdims=True)


def gzscore(a: Any, *, axis: Any = 0, ddof: int = 0) -> Any:
    """Return the scores of the logarithms."""
    return zscore(np.log(a), axis, ddof)


def gmean(a: Any, axis: Any = 0, *, weights: Any = None, keepdims: bool = False) -> Any:
    """Return the geometric mean."""
    return np.exp(_mean(np.log(a), axis, weights, keepdims))


def hmean(a: Any, axis: Any = 0, *, weights: Any = None, keepdims: bool = False) -> Any:
    """Return the harmonic mean, which is one of numbers that are not negative."""
    assert np.all(np.greater_equal(a, 0)), "a harmonic mean of negative numbers"
    return 1.0 / _mean(np.divide(1.0, a), axis, weights, keepdims)


def pmean(a: Any, p: Any, *, axis: Any = 0, weights: Any = None, keepdims: bool = False) -> Any:
    """Return the mean of the powers p, as a number of the size of a."""
    assert np.all(np.greater_equal(a, 0)), "a power mean of negative numbers"
    if p == 0:
        return gmean(a, axis, weights=weights, keepdims=keepdims)
    return _mean(np.power(a, p), axis, weights, keepdims) ** (1 / p)


def sem(a: Any, axis: Any = 0, ddof: int = 1, *, keepdims: bool = False) -> Any:
    """Return the standard error of the mean."""
    return np.std(a, axis=axis, ddof=ddof, keepdims=keepdims) / np.sqrt(_count(a, axis))


def variation(a: Any, axis: Any = 0, *, ddof: int = 0, keepdims: bool = False) -> Any:
    """Return the standard deviation in units of the mean."""
    spread = np.std(a, axis=axis, ddof=ddof, keepdims=keepdims)
    return spread / np.mean(a, axis=axis, keepdims=keepdims)


def moment(
    a: Any, order: int = 1, axis: Any = 0, *, center: Any = None, keepdims: bool = False
) -> Any:
    """Return a moment about the mean, or about a number."""
    if center is None:
        deviation = a - np.mean(a, axis=axis, keepdims=True)
    else:
        deviation = np.subtract(a, center)
    return np.mean(deviation**order, axis=axis, keepdims=keepdims)


def skew(a: Any, axis: Any = 0, bias: bool = True, *, keepdims: bool = False) -> Any:
    """Return the third moment in units of the standard deviation."""
    deviation = a - np.mean(a, axis=axis, keepdims=True)
    m2 = np.mean(deviation**2, axis=axis, keepdims=keepdims)
    biased = np.mean(deviation**3, axis=axis, keepdims=keepdims) / m2**1.5
    n = _count(a, axis)
    if bias or n <= 2:
        return biased
    return np.sqrt((n - 1.0) * n) / (n - 2.0) * biased


def kurtosis(
    a: Any, axis: Any = 0, fisher: bool = True, bias: bool = True, *, keepdims: bool = False
) -> Any:
    """Return the fourth moment in units of the standard deviation; less 3 by Fisher."""
    deviation = a - np.mean(a, axis=axis, keepdims=True)
    m2 = np.mean(deviation**2, axis=axis, keepdims=keepdims)
    found = np.mean(deviation**4, axis=axis, keepdims=keepdims) / m2**2
    n = _count(a, axis)
    if not bias and n > 3:
        found = ((n**2 - 1.0) * found - 3.0 * (n - 1.0) ** 2) / ((n - 2.0) * (n - 3.0)) + 3.0
    return found - 3.0 if fisher else found


def tmean(a: Any, *, axis: Any = None, keepdims: bool = False) -> Any:
    """Return the mean, where there are no limits."""
    return np.mean(a, axis=axis, keepdims=keepdims)


def tvar(a: Any, *, axis: Any = 0, ddof: int = 1, keepdims: bool = False) -> Any:
    """Return the variance, where there are no limits."""
    return np.var(a, axis=axis, ddof=ddof, keepdims=keepdims)


def tstd(a: Any, *, axis: Any = 0, ddof: int = 1, keepdims: bool = False) -> Any:
    """Return the standard deviation, where there are no limits."""
    return np.std(a, axis=axis, ddof=ddof, keepdims=keepdims)


def tsem(a: Any, *, axis: Any = 0, ddof: int = 1, keepdims: bool = False) -> Any:
    """Return the standard error of the mean, where there are no limits."""
    return np.std(a, axis=axis, ddof=ddof, keepdims=keepdims) / np.sqrt(_count(a, axis))


def gstd(a: Any, axis: Any = 0, ddof: int = 1, *, keepdims: bool = False) -> Any:
    """Return the geometric standard deviation."""
    return np.exp(np.std(np.log(a), axis=axis, ddof=ddof, keepdims=keepdims))


def iqr(x: Any, axis: Any = None, rng: Any = (25, 75), *, keepdims: bool = False) -> Any:
    """Return the distance between two percentiles."""
    low, high = np.percentile(x, rng, axis=axis, keepdims=keepdims)
    return high - low


def median_abs_deviation(
    x: Any, axis: Any = 0, *, scale: Any = 1.0, keepdims: bool = False
) -> Any:
    """Return the median of the distances from the median; `normal` estimates a deviation."""
    apart = np.abs(x - np.median(x, axis=axis, keepdims=True))
    found = np.median(apart, axis=axis, keepdims=keepdims)
    return found / (0.6744897501960817 if scale == "normal" else scale)


def trim_mean(a: Any, proportiontocut: Any, axis: Any = 0) -> Any:
    """Return the mean without the smallest and the largest samples."""
    assert not isinstance(axis, tuple), "one axis, or all of them as None"
    lanes = np.sort(np.ravel(a)) if axis is None else np.moveaxis(np.sort(a, axis=axis), axis, 0)
    cut = int(proportiontocut * len(lanes))
    return np.mean(lanes[cut : len(lanes) - cut], axis=0)


def entropy(
    pk: Any, qk: Any = None, base: Any = None, axis: Any = 0, *, keepdims: bool = False
) -> Any:
    """Return the entropy of shares, or how much more than those of q they tell."""
    if qk is None:
        each = special.entr(pk / np.sum(pk, axis=axis, keepdims=True))
    else:
        p, q = np.broadcast_arrays(pk, qk)
        p, q = p / np.sum(p, axis=axis, keepdims=True), q / np.sum(q, axis=axis, keepdims=True)
        each = special.rel_entr(p, q)
    found = np.sum(each, axis=axis, keepdims=keepdims)
    return found if base is None else found / np.log(base)


# -- angles ----------------------------------------------------------------------------------------


def _direction(samples: Any, high: Any, low: Any, axis: Any, keepdims: bool) -> Any:
    """Return the mean of points on the unit circle."""
    angles = (np.asarray(samples) - low) * (2.0 * np.pi / (high - low))
    x = np.mean(np.cos(angles), axis=axis, keepdims=keepdims)
    y = np.mean(np.sin(angles), axis=axis, keepdims=keepdims)
    return x, y


def circmean(
    samples: Any, high: Any = 2 * np.pi, low: Any = 0, axis: Any = None, *, keepdims: bool = False
) -> Any:
    """Return the mean direction."""
    x, y = _direction(samples, high, low, axis, keepdims)
    return np.mod(np.arctan2(y, x), 2.0 * np.pi) * ((high - low) / (2.0 * np.pi)) + low


def circvar(
    samples: Any, high: Any = 2 * np.pi, low: Any = 0, axis: Any = None, *, keepdims: bool = False
) -> Any:
    """Return how far the mean of points on the circle is inside it."""
    x, y = _direction(samples, high, low, axis, keepdims)
    return 1.0 - np.hypot(x, y)


def circstd(
    samples: Any, high: Any = 2 * np.pi, low: Any = 0, axis: Any = None,
    *, normalize: bool = False, keepdims: bool = False,
) -> Any:  # fmt: skip
    """Return the spread of directions."""
    x, y = _direction(samples, high, low, axis, keepdims)
    spread = np.sqrt(-2.0 * np.log(np.hypot(x, y)))
    return spread if normalize else spread * ((high - low) / (2.0 * np.pi))


# -- transformations -------------------------------------------------------------------------------


def boxcox(x: Any, lmbda: Any) -> Any:
    """Return powers of samples, of an exponent that is given."""
    return special.boxcox(x, lmbda)


def boxcox_llf(lmb: Any, data: Any, *, axis: Any = 0, keepdims: bool = False) -> Any:
    """Return the likelihood of the exponent of the powers."""
    logs = np.log(data)
    total = np.sum(logs, axis=axis, keepdims=keepdims)
    if lmb == 0:
        variance = np.var(logs, axis=axis, keepdims=keepdims)
    else:
        variance = np.var(np.power(data, lmb), axis=axis, keepdims=keepdims) / lmb**2
    return (lmb - 1) * total - _count(data, axis) / 2 * np.log(variance)


# -- two samples -----------------------------------------------------------------------------------


class Correlation(NamedTuple):
    """What `pearsonr` returns, without the intervals."""

    statistic: Any
    pvalue: Any


class Line(NamedTuple):
    """What `linregress` returns, without the error of the intercept."""

    slope: Any
    intercept: Any
    rvalue: Any
    pvalue: Any
    stderr: Any


def pearsonr(x: Any, y: Any) -> Any:
    """Return the correlation of two samples, and how likely one as large is by chance."""
    u, v = x - np.mean(x), y - np.mean(y)
    r = np.sum(u * v) / np.sqrt(np.sum(u * u) * np.sum(v * v))
    ab = len(x) / 2 - 1
    return Correlation(r, 2.0 * stats.beta.sf(np.abs(r), ab, ab, loc=-1, scale=2))


def linregress(x: Any, y: Any) -> Any:
    """Return the line through points, its correlation and the error of its slope."""
    n = len(x)
    mean_x, mean_y = np.mean(x), np.mean(y)
    u, v = x - mean_x, y - mean_y
    uu, uv, vv = np.mean(u * u), np.mean(u * v), np.mean(v * v)
    r, slope = uv / np.sqrt(uu * vv), uv / uu
    t = r * np.sqrt((n - 2) / ((1.0 - r) * (1.0 + r)))
    p = 2.0 * stats.t.sf(np.abs(t), n - 2)
    error = np.sqrt((1.0 - r**2) * vv / uu / (n - 2))
    return Line(slope, mean_y - slope * mean_x, r, p, error)
