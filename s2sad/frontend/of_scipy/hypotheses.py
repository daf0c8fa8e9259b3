"""Tests of hypotheses (`scipy.stats`): the statistic, and how likely one as large is by chance."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from scipy import special, stats


class Test(NamedTuple):
    """What a test returns."""

    statistic: Any
    pvalue: Any


def _of_t(t: Any, df: Any) -> Any:
    """Return a statistic and its likelihood on either side, by Student's distribution."""
    return Test(t, 2.0 * special.stdtr(df, -np.abs(t)))


def ttest_1samp(a: Any, popmean: Any, axis: Any = 0) -> Any:
    """Return whether the mean of a sample is a number."""
    n = np.size(a) if axis is None else np.shape(a)[axis]
    error = np.sqrt(np.var(a, axis=axis, ddof=1) / n)
    return _of_t((np.mean(a, axis=axis) - popmean) / error, n - 1)


def ttest_rel(a: Any, b: Any, axis: Any = 0) -> Any:
    """Return whether two samples of the same things have one mean."""
    return ttest_1samp(a - b, 0.0, axis)


def ttest_ind(a: Any, b: Any, *, axis: Any = 0, equal_var: bool = True) -> Any:
    """Return whether two samples have one mean: Student's test, or Welch's."""
    n = np.size(a) if axis is None else np.shape(a)[axis]
    m = np.size(b) if axis is None else np.shape(b)[axis]
    u, v = np.var(a, axis=axis, ddof=1), np.var(b, axis=axis, ddof=1)
    apart = np.mean(a, axis=axis) - np.mean(b, axis=axis)
    if equal_var:
        pooled = ((n - 1) * u + (m - 1) * v) / (n + m - 2.0)
        return _of_t(apart / np.sqrt(pooled * (1.0 / n + 1.0 / m)), n + m - 2.0)
    p, q = u / n, v / m
    df = (p + q) ** 2 / (p**2 / (n - 1) + q**2 / (m - 1))
    return _of_t(apart / np.sqrt(p + q), df)


def chisquare(f_obs: Any, f_exp: Any = None, ddof: int = 0) -> Any:
    """Return whether counts are those that are expected, by Pearson's sum, of a vector."""
    assert np.ndim(f_obs) == 1, "counts in a vector"
    expected = np.mean(f_obs) if f_exp is None else f_exp
    found = np.sum((f_obs - expected) ** 2 / expected)
    return Test(found, special.chdtrc(len(f_obs) - 1 - ddof, found))


def jarque_bera(x: Any) -> Any:
    """Return whether a sample is as skew and as flat as a normal one."""
    apart = x - np.mean(x)
    spread = np.mean(apart**2)
    skew, flat = np.mean(apart**3) / spread**1.5, np.mean(apart**4) / spread**2 - 3.0
    found = np.size(x) / 6.0 * (skew**2 + flat**2 / 4.0)
    return Test(found, special.chdtrc(2, found))


# -- distances of samples, and others --------------------------------------------------------------


def _shares_below(u_values: Any, v_values: Any) -> Any:
    """Return how far the values of two samples are apart, and between them which shares of both
    samples are below."""
    u, v = np.sort(u_values), np.sort(v_values)
    both = np.sort(np.concatenate((u, v)))
    p = np.searchsorted(u, both[:-1], side="right") / len(u)
    q = np.searchsorted(v, both[:-1], side="right") / len(v)
    return np.diff(both), p, q


def wasserstein_distance(u_values: Any, v_values: Any) -> Any:
    """Return how far the mass of one sample has to be moved to be another."""
    widths, p, q = _shares_below(u_values, v_values)
    return np.sum(np.abs(p - q) * widths)


def energy_distance(u_values: Any, v_values: Any) -> Any:
    """Return the distance of two samples by their distribution functions."""
    widths, p, q = _shares_below(u_values, v_values)
    return np.sqrt(2.0) * np.sqrt(np.sum((p - q) ** 2 * widths))


def yeojohnson(x: Any, lmbda: Any) -> Any:
    """Return powers of samples that may be negative, of an exponent that is given."""
    above = special.boxcox1p(np.maximum(x, 0.0), lmbda)
    below = special.boxcox1p(np.maximum(-x, 0.0), 2.0 - lmbda)
    return np.where(x >= 0.0, above, -below)


def scoreatpercentile(a: Any, per: Any) -> Any:
    """Return a percentile of all samples."""
    return np.percentile(a, per)


def kstat(data: Any, n: int = 2) -> Any:
    """Return an estimate of a cumulant, of the first four, of all samples."""
    x = np.ravel(data)
    size, mean = len(x), np.mean(x)
    apart = x - mean
    m2, m3 = np.mean(apart**2), np.mean(apart**3)
    if n == 1:
        return mean
    if n == 2:
        return m2 * size / (size - 1.0)
    if n == 3:
        return m3 * size**2 / ((size - 1.0) * (size - 2.0))
    assert n == 4, "one of the first four"
    scale = size**2 / ((size - 1.0) * (size - 2.0) * (size - 3.0))
    return scale * ((size + 1.0) * np.mean(apart**4) - 3.0 * (size - 1.0) * m2**2)


def f_oneway(first: Any, second: Any) -> Any:
    """Return whether two samples have one mean, by the ratio of variances."""
    t = ttest_ind(first, second).statistic
    df = len(first) + len(second) - 2
    return Test(t * t, stats.f.sf(t * t, 1, df))
