"""More of samples (`scipy.stats`): limits, parts, spreads, scores, densities, fits."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from scipy import special, stats


class Described(NamedTuple):
    """What `describe` returns."""

    nobs: Any
    minmax: Any
    mean: Any
    variance: Any
    skewness: Any
    kurtosis: Any


class Found(NamedTuple):
    """What a test returns."""

    statistic: Any
    pvalue: Any


def describe(a: Any, axis: Any = 0, ddof: int = 1, bias: bool = True) -> Any:
    """Return how many samples there are, their limits and their first moments."""
    count = np.size(a) if axis is None else np.shape(a)[axis]
    limits = (np.min(a, axis=axis), np.max(a, axis=axis))
    return Described(
        count, limits, np.mean(a, axis=axis), np.var(a, axis=axis, ddof=ddof),
        stats.skew(a, axis, bias=bias), stats.kurtosis(a, axis, bias=bias),
    )  # fmt: skip


def tmin(a: Any, *, axis: Any = 0) -> Any:
    """Return the smallest sample, where there are no limits."""
    return np.min(a, axis=axis)


def tmax(a: Any, *, axis: Any = 0) -> Any:
    """Return the largest sample, where there are no limits."""
    return np.max(a, axis=axis)


def _inside(a: Any, limits: Any, inclusive: Any) -> Any:
    """Return the samples between two limits."""
    low, high = limits
    kept = np.ravel(a)
    if low is not None:
        kept = kept[kept >= low] if inclusive[0] else kept[kept > low]
    if high is not None:
        kept = kept[kept <= high] if inclusive[1] else kept[kept < high]
    return kept


def tmean(a: Any, limits: Any, inclusive: Any = (True, True)) -> Any:
    """Return the mean of the samples between two limits."""
    return np.mean(a) if limits is None else np.mean(_inside(a, limits, inclusive))


def tvar(a: Any, limits: Any, inclusive: Any = (True, True), *, ddof: int = 1) -> Any:
    """Return the variance of the samples between two limits."""
    return np.var(a if limits is None else _inside(a, limits, inclusive), ddof=ddof)


def quantile(x: Any, p: Any, *, method: Any = "linear", axis: Any = 0) -> Any:
    """Return a quantile of a sample."""
    return np.quantile(x, p, axis=axis, method=method)


def pointbiserialr(x: Any, y: Any) -> Any:
    """Return the correlation of yes and no with numbers."""
    return stats.pearsonr(np.asarray(x, float), y)


def yeojohnson_llf(lmb: Any, data: Any) -> Any:
    """Return the likelihood of the exponent of Yeo's and Johnson's powers."""
    moved = stats.yeojohnson(data, lmb)
    signed = np.sum(np.sign(data) * np.log1p(np.abs(data)))
    return -len(data) / 2.0 * np.log(np.var(moved)) + (lmb - 1.0) * signed


def ttest_ind_from_stats(
    mean1: Any, std1: Any, nobs1: Any, mean2: Any, std2: Any, nobs2: Any, equal_var: bool = True
) -> Any:
    """Return whether two samples have one mean, by their means, deviations and numbers."""
    if equal_var:
        df = nobs1 + nobs2 - 2.0
        pooled = ((nobs1 - 1) * std1**2 + (nobs2 - 1) * std2**2) / df
        error = np.sqrt(pooled * (1.0 / nobs1 + 1.0 / nobs2))
    else:
        u, v = std1**2 / nobs1, std2**2 / nobs2
        df = (u + v) ** 2 / (u**2 / (nobs1 - 1) + v**2 / (nobs2 - 1))
        error = np.sqrt(u + v)
    t = (mean1 - mean2) / error
    return Found(t, 2.0 * special.stdtr(df, -np.abs(t)))


# -- tests of samples for being normal -------------------------------------------------------------


def _skewness(a: Any, axis: Any) -> Any:
    """Return the skewness in units of what it is by chance (D'Agostino, 1990)."""
    n = float(np.shape(a)[axis])
    y = stats.skew(a, axis) * np.sqrt(((n + 1) * (n + 3)) / (6.0 * (n - 2)))
    spread = (
        3.0 * (n**2 + 27 * n - 70) * (n + 1) * (n + 3) / ((n - 2.0) * (n + 5) * (n + 7) * (n + 9))
    )
    w2 = -1 + np.sqrt(2 * (spread - 1))
    return np.arcsinh(y / np.sqrt(2.0 / (w2 - 1))) / np.sqrt(0.5 * np.log(w2))


def skewtest(a: Any, axis: Any = 0) -> Any:
    """Return whether a sample is as skew as a normal one."""
    z = _skewness(a, axis)
    return Found(z, 2.0 * special.ndtr(-np.abs(z)))


def _flatness(a: Any, axis: Any) -> Any:
    """Return the kurtosis in units of what it is by chance (Anscombe and Glynn, 1983)."""
    n = float(np.shape(a)[axis])
    expected = 3.0 * (n - 1) / (n + 1)
    spread = 24.0 * n * (n - 2) * (n - 3) / ((n + 1) * (n + 1.0) * (n + 3) * (n + 5))
    x = (stats.kurtosis(a, axis, fisher=False) - expected) / np.sqrt(spread)
    root = (
        6.0 * (n * n - 5 * n + 2) / ((n + 7) * (n + 9))
        * np.sqrt((6.0 * (n + 3) * (n + 5)) / (n * (n - 2) * (n - 3)))
    )  # fmt: skip
    a_ = 6.0 + 8.0 / root * (2.0 / root + np.sqrt(1 + 4.0 / root**2))
    term = 1 - 2 / (9.0 * a_)
    denominator = 1 + x * np.sqrt(2 / (a_ - 4.0))
    powers = np.sign(denominator) * ((1 - 2.0 / a_) / np.abs(denominator)) ** (1 / 3.0)
    return (term - powers) / np.sqrt(2 / (9.0 * a_))


def kurtosistest(a: Any, axis: Any = 0) -> Any:
    """Return whether a sample is as flat as a normal one."""
    z = _flatness(a, axis)
    return Found(z, 2.0 * special.ndtr(-np.abs(z)))


def normaltest(a: Any, axis: Any = 0) -> Any:
    """Return whether a sample is as skew and as flat as a normal one."""
    found = _skewness(a, axis) ** 2 + _flatness(a, axis) ** 2
    return Found(found, special.chdtrc(2.0, found))


def bartlett(x: Any, y: Any) -> Any:
    """Return whether two samples have one variance."""
    n, m = len(x), len(y)
    u, v = np.var(x, ddof=1), np.var(y, ddof=1)
    pooled = ((n - 1) * u + (m - 1) * v) / (n + m - 2.0)
    found = (n + m - 2.0) * np.log(pooled) - (n - 1.0) * np.log(u) - (m - 1.0) * np.log(v)
    found = found / (1.0 + (1.0 / (n - 1) + 1.0 / (m - 1) - 1.0 / (n + m - 2)) / 3.0)
    return Found(found, special.chdtrc(1.0, found))


def levene(x: Any, y: Any) -> Any:
    """Return whether two samples have one spread about their medians."""
    u, v = np.abs(x - np.median(x)), np.abs(y - np.median(y))
    return stats.f_oneway(u, v)


def power_divergence(f_obs: Any, f_exp: Any = None, ddof: int = 0) -> Any:
    """Return whether counts are those that are expected, by Pearson's sum."""
    return stats.chisquare(f_obs, f_exp, ddof)


def combine_pvalues(pvalues: Any, method: str = "fisher") -> Any:
    """Return the likelihood of several tests together, by Fisher, Pearson or Stouffer."""
    n = len(pvalues)
    if method == "stouffer":
        z = np.sum(-special.ndtri(pvalues)) / np.sqrt(n)
        return Found(z, special.ndtr(-z))
    if method == "fisher":
        found = -2.0 * np.sum(np.log(pvalues))
        return Found(found, special.chdtrc(2.0 * n, found))
    assert method == "pearson", "a method of Fisher, Pearson or Stouffer"
    found = 2.0 * np.sum(np.log1p(-pvalues))
    return Found(found, 1.0 - special.chdtrc(2.0 * n, -found))


def wasserstein_distance(
    u_values: Any, v_values: Any, u_weights: Any, v_weights: Any = None
) -> Any:
    """Return how far weight is moved from one sample to another."""
    u_weights = np.ones(len(u_values)) if u_weights is None else u_weights
    v_weights = np.ones(len(v_values)) if v_weights is None else v_weights
    both = np.concatenate((u_values, v_values))
    order = np.argsort(both)
    share = np.concatenate((u_weights / np.sum(u_weights), -v_weights / np.sum(v_weights)))
    return np.sum(np.abs(np.cumsum(share[order])[:-1]) * np.diff(both[order]))


def directional_stats(samples: Any, *, axis: Any = 0, normalize: bool = True) -> Any:
    """Return the mean direction of vectors, and how much they agree."""
    assert axis == 0 and np.ndim(samples) == 2, "samples in rows"
    if normalize:
        samples = samples / np.linalg.norm(samples, axis=-1, keepdims=True)
    mean = np.mean(samples, axis=0)
    length = np.linalg.norm(mean)
    return Direction(mean / length, length)


class Direction(NamedTuple):
    """What `directional_stats` returns."""

    mean_direction: Any
    mean_resultant_length: Any
