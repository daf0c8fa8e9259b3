"""Functions of SciPy's that are written out, and distributions that have their parameters."""

import numpy as np
import pytest

from s2sad import check_grads, differentiate, grad, jvp
from s2sad.errors import MissingRule, UnknownCall, WrongKind

stats = pytest.importorskip("scipy.stats", reason="SciPy is an optional extra")

RNG = np.random.default_rng(3)
X, Y = RNG.uniform(0.3, 1.7, (3, 4)), RNG.uniform(0.3, 1.7, (3, 4))
W, Q = RNG.uniform(0.3, 1.7, 4), 1.3
OUTSIDE = stats.gamma(2.3, scale=1.2)


def scores(x, y, w, q):
    return (
        np.sum(stats.zscore(x) ** 3) + np.sum(np.sin(stats.zscore(x, axis=1, ddof=1)))
        + np.sum(stats.zscore(x, None) ** 3) + np.sum(stats.zmap(x, y) ** 2)
        + np.sum(stats.gzscore(x, axis=1) ** 3)
    )  # fmt: skip


def means(x, y, w, q):
    return (
        np.sum(stats.gmean(x) ** 2) + stats.gmean(x, axis=None) + stats.hmean(x, 1, weights=w)[0]
        + np.sum(stats.hmean(x)) + stats.pmean(x, q, axis=None) + np.sum(stats.pmean(x, 0))
        + np.sum(stats.gmean(x, 1, weights=w, keepdims=True) * x) + stats.tmean(x)
        + np.sum(stats.trim_mean(x, 0.34)) + stats.trim_mean(x, 0.2, axis=None)
    )  # fmt: skip


def spreads(x, y, w, q):
    return (
        np.sum(stats.sem(x) * q) + stats.sem(x, axis=None, ddof=0) + np.sum(stats.variation(x) ** 2)
        + np.sum(stats.tvar(x)) + np.sum(stats.tstd(x, axis=1)) + np.sum(stats.tsem(x))
        + stats.gstd(x, axis=None) + stats.iqr(x) + np.sum(stats.iqr(x, axis=1, rng=(20, 70)))
        + np.sum(stats.median_abs_deviation(x)) + stats.median_abs_deviation(x, None, scale=q)
        + stats.median_abs_deviation(x[0], scale="normal")
    )  # fmt: skip


def moments(x, y, w, q):
    return (
        np.sum(stats.moment(x, 3)) + np.sum(stats.moment(x, 2, axis=1, center=q))
        + np.sum(stats.skew(x) ** 2) + np.sum(stats.skew(x, axis=1, bias=False) ** 2)
        + stats.kurtosis(x, axis=None, fisher=False) + np.sum(stats.kurtosis(x, 1, bias=False) ** 2)
        + stats.kurtosis(y[0]) * stats.skew(y, None)
    )  # fmt: skip


def shares(x, y, w, q):
    return (
        np.sum(stats.entropy(x) ** 2) + stats.entropy(x[0], y[0], base=2)
        + np.sum(stats.entropy(x, axis=1, nan_policy="propagate")) + stats.boxcox(x[0], q)[1]
        + stats.boxcox_llf(q, x[0]) + np.sum(stats.boxcox_llf(0, x.T))
    )  # fmt: skip


def angles(x, y, w, q):
    return (
        stats.circmean(x) ** 2 + np.sum(stats.circmean(x, high=q, low=-0.5, axis=0))
        + stats.circvar(x) + np.sum(stats.circstd(x, axis=1)) + stats.circstd(x, normalize=True)
    )  # fmt: skip


def pairs(x, y, w, q):
    line = stats.linregress(x[0], y[0])
    slope, intercept, _, p, error = stats.linregress(x[1], w)
    r = stats.pearsonr(x[2], w)
    return line.slope * line.rvalue + slope * intercept * p + error + r.statistic * r.pvalue


def distributions(x, y, w, q):
    d = stats.norm(q, scale=0.7)
    q = q * x[0, 0]
    return (
        np.sum(d.logpdf(x)) + d.cdf(q) + stats.gamma(a=2.3, scale=q).ppf(0.3)
        + np.sum(stats.beta(2.0, b=q).logpdf(x / 3.0)) + stats.binom(5, q / 4.0).logpmf(2)
        + stats.multivariate_normal(x[0], np.diag(w)).logpdf(y[0]) + np.sum(OUTSIDE.logpdf(x))
        + stats.expon(scale=w).sf(0.3)[2]
    )  # fmt: skip


CASES = [scores, means, spreads, moments, shares, angles, pairs, distributions]


@pytest.mark.parametrize("f", CASES)
def test_what_is_written_out_has_the_value_of_scipy_and_the_slope_of_differences(f):
    np.testing.assert_allclose(differentiate(f)(X, Y, W, Q), f(X, Y, W, Q), rtol=1e-12)
    check_grads(f, X, Y, W, Q)


def test_the_body_is_written_out_where_the_call_stands():
    def f(x):
        return stats.sem(x)

    text = str(differentiate(f).tangent)
    assert "np.std(x, axis=0, ddof=1, keepdims=False)" in text and "np.sqrt(x.shape[0])" in text


def test_what_does_not_vary_stays_a_call():
    def f(x):
        return x * np.sum(stats.zscore(Y) ** 3) + stats.sem(X, axis=None, nan_policy="omit") * x

    np.testing.assert_allclose(grad(f)(2.0), f(1.0))
    assert "zscore(" in str(differentiate(f).tangent) and "sem(" in str(differentiate(f).tangent)


def test_what_is_not_followed_is_refused_by_name():
    with pytest.raises(UnknownCall, match="What is followed of it are a, axis, ddof"):
        grad(lambda x: np.sum(stats.zscore(x, nan_policy="omit")))(X)
    with pytest.raises(UnknownCall, match="`stats.norm"):
        grad(lambda m: stats.norm(m, 1.0).rvs())(0.3)
    with pytest.raises(MissingRule, match="with respect to `kappa`"):
        grad(lambda k: stats.vonmises(k).cdf(0.3))(0.3)
    with pytest.raises(WrongKind, match="`.intercept_stderr`"):
        grad(lambda x: stats.linregress(x, x**2).intercept_stderr)(X[0])


def test_a_mean_of_negative_numbers_is_refused():
    with pytest.raises(AssertionError, match="negative"):
        jvp(lambda x: stats.hmean(x), (np.array([1.0, -2.0]),), (np.ones(2),))


def test_a_method_of_a_distribution_is_refused_by_its_own_name():
    for f, name in ((lambda s: stats.norm.entropy(0.0, s), "stats.norm.entropy"),
                    (lambda a: stats.gamma.moment(2, a), "stats.gamma.moment")):  # fmt: skip
        with pytest.raises(UnknownCall, match=f"does not know what `{name}` does"):
            grad(f)(1.3)
    with pytest.raises(UnknownCall, match="What is followed of it are pk, qk"):
        grad(lambda s: stats.entropy(np.array([s, s]), keep=1))(1.3)
