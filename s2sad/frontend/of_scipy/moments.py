"""Moments of distributions (`scipy.stats`): the mean and the variance, of location 0 and scale 1.

A function that has the name of a distribution tells them by its shapes; one without shapes has
constants. `mean` and the like put location and scale in.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import special


def mean(unit: Any, loc: Any = 0.0, scale: Any = 1.0) -> Any:
    """Return the mean."""
    return np.asarray(loc + scale * unit[0])[()]


def var(unit: Any, loc: Any = 0.0, scale: Any = 1.0) -> Any:
    """Return the variance."""
    return np.asarray(scale * scale * unit[1])[()]


def std(unit: Any, loc: Any = 0.0, scale: Any = 1.0) -> Any:
    """Return the standard deviation."""
    return np.asarray(scale * np.sqrt(unit[1]))[()]


def gamma(a: Any) -> Any:
    """Return the moments of a gamma distribution."""
    return a, a


def chi2(df: Any) -> Any:
    """Return the moments of a chi-squared distribution."""
    return df, 2.0 * df


def beta(a: Any, b: Any) -> Any:
    """Return the moments of a beta distribution."""
    return a / (a + b), a * b / ((a + b) ** 2 * (a + b + 1.0))


def lognorm(s: Any) -> Any:
    """Return the moments of a log-normal distribution."""
    p = np.exp(s * s)
    return np.sqrt(p), p * (p - 1.0)


def weibull_min(c: Any) -> Any:
    """Return the moments of a Weibull distribution."""
    first = special.gamma(1.0 + 1.0 / c)
    return first, special.gamma(1.0 + 2.0 / c) - first**2


def t(df: Any) -> Any:
    """Return the moments of a Student distribution, where there are any."""
    assert np.all(np.greater(df, 2.0)), "a distribution that has a variance"
    return 0.0 * df, df / (df - 2.0)


def pareto(b: Any) -> Any:
    """Return the moments of a Pareto distribution, where there are any."""
    assert np.all(np.greater(b, 2.0)), "a distribution that has a variance"
    return b / (b - 1.0), b / ((b - 2.0) * (b - 1.0) ** 2)


def invgamma(a: Any) -> Any:
    """Return the moments of an inverse gamma distribution, where there are any."""
    assert np.all(np.greater(a, 2.0)), "a distribution that has a variance"
    return 1.0 / (a - 1.0), 1.0 / ((a - 1.0) ** 2 * (a - 2.0))


def poisson(mu: Any) -> Any:
    """Return the moments of a Poisson distribution."""
    return mu, mu


def binom(n: Any, p: Any) -> Any:
    """Return the moments of a binomial distribution."""
    return n * p, n * p * (1.0 - p)


def bernoulli(p: Any) -> Any:
    """Return the moments of a Bernoulli distribution."""
    return p, p * (1.0 - p)


def geom(p: Any) -> Any:
    """Return the moments of a geometric distribution."""
    return 1.0 / p, (1.0 - p) / (p * p)


def nbinom(n: Any, p: Any) -> Any:
    """Return the moments of a negative binomial distribution."""
    return n * (1.0 - p) / p, n * (1.0 - p) / (p * p)
