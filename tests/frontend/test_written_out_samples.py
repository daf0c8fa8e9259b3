"""What is written out of SciPy's statistics of samples: the value, both modes, the second order."""

import numpy as np
import pytest

stats = pytest.importorskip("scipy.stats", reason="SciPy is an optional extra")

from tests.rules.of_scipy import check_text  # noqa: E402
from tests.thorough import in_turn, order_in_turn  # noqa: E402

RNG = np.random.default_rng(12)
TOLD = {"L": np.array([0, 1, 1, 0, 1, 0, 0, 1])}
VALUES = {
    "q": 1.3, "x": RNG.normal(size=8), "y": RNG.uniform(0.2, 1, 8), "w": RNG.uniform(0.2, 0.8, 5),
    "m": RNG.normal(size=(5, 6)), "long": RNG.normal(size=24),
}  # fmt: skip
TEXTS = """
    describe(x).mean
    describe(x)[3]
    describe(m).minmax[0]
    describe(x)[1][1]
    describe(y).skewness
    describe(y, bias=False).kurtosis
    tmin(x)
    tmax(m)
    tmean(y, (0.3, 0.9))
    tmean(y, (None, 0.9), (True, False))
    tvar(y, (0.3, None))
    quantile(x, 0.3)
    quantile(m, 0.3, axis=1)
    pointbiserialr(L, x)[0]
    yeojohnson_llf(q, x)
    ttest_ind_from_stats(q, 1.0, 10, 0.4, q, 12).statistic
    ttest_ind_from_stats(q, 1.0, 10, 0.4, q, 12, equal_var=False).pvalue
    skewtest(x).statistic
    kurtosistest(long).pvalue
    normaltest(long).statistic
    normaltest(long).pvalue
    bartlett(x, y).statistic
    bartlett(x, w).pvalue
    levene(x, y).statistic
    power_divergence(y)[0]
    combine_pvalues(y)[0]
    combine_pvalues(w, 'stouffer')[1]
    combine_pvalues(w, method='pearson')[0]
    wasserstein_distance(x, w, y, w)
    wasserstein_distance(x, w, y)
    directional_stats(m).mean_direction
    directional_stats(m).mean_resultant_length
    spearmanr(x, y).statistic * x
    spearmanr(x, y)[0] * q
    kendalltau(x, y)[0] * x
    weightedtau(x, y).statistic * x
    mannwhitneyu(x, y).pvalue * x
    ks_2samp(x, y)[0] * x
    kruskal(x, y).statistic * x
    wilcoxon(x, y).pvalue * x
    wilcoxon(x)[0] * x
    theilslopes(x, y)[0]
    theilslopes(x)[1]
    rankdata(x) * x
    norm(q, 1.2).mean()
    norm.std(loc=q, scale=2.0 * q)
    norm(x, y).var()
    gamma.mean(2.0 * q, scale=q)
    gamma(2.0 * y, scale=q).var()
    beta.var(q, 2.0)
    chi2.std(q, 0.3, q)
    lognorm.mean(q, scale=q)
    lognorm.std(s=0.3 * q)
    weibull_min.var(q)
    t.var(3.5 * q, q, 1.0)
    expon.mean(scale=y)
    uniform.var(0.1, q)
    poisson.mean(q)
    binom.var(5, 0.3 * q)
    bernoulli.std(0.3 * q)
    nbinom.mean(5, 0.3 * q)
    geom.std(0.3 * q)
    logistic.std(q, q)
    invgamma.mean(2.5 * q)
    pareto.var(3.0 * q)
    rankdata(m, axis=1) * m
"""
CASES = [f"stats.{line.strip()}" for line in TEXTS.strip().splitlines()]


@pytest.mark.parametrize("text", in_turn(CASES))
def test_a_statistic_has_the_value_and_the_derivatives_of_scipy(text):
    words = compile(text, "text", "eval").co_names
    values = {name: value for name, value in VALUES.items() if name in words}
    check_text(text, values, order_in_turn(), **TOLD)
