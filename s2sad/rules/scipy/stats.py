"""Probability distributions (`scipy.stats`), with `loc` and `scale`, by position or by name."""

from ..declare import cite, elementwise, general
from .location_scale import (
    BETA_TAIL, GAMMA_TAIL, MILLS, OF_F, OF_LOG_NDTR, PSI, Distribution,
)

for _distribution in (
    Distribution("norm", "-y", "(1.0 - y ** 2)",
                 rates={"logcdf": OF_LOG_NDTR.format("y"), "logsf": OF_LOG_NDTR.format("-y")}),
    Distribution("halfnorm", "-y", "(1.0 - y ** 2)"),
    Distribution("expon", "-1.0", "(1.0 - y)", rates={"logsf": "np.where(y > 0.0, 1.0, 0.0)"}),
    Distribution("laplace", "-np.sign(y)", "(1.0 - np.abs(y))"),
    Distribution("logistic", "-np.tanh(0.5 * y)",
                 rates={"logcdf": "scipy.special.expit(-y)", "logsf": "scipy.special.expit(y)"}),
    Distribution("uniform", ""),
    Distribution("cauchy", "-(2.0 * rt.inversion(y, 1.0))", "(2.0 / (1.0 + y ** 2) - 1.0)",
                 everywhere=True),
    Distribution("gumbel_r", "(np.exp(-y) - 1.0)", rates={"logcdf": "np.exp(-y)"}),
    Distribution("gumbel_l", "(1.0 - np.exp(y))", rates={"logsf": "np.exp(y)"}),
    Distribution("rayleigh", "(1.0 / y - y)", rates={"logsf": "np.where(y > 0.0, y, 0.0)"}),
    Distribution("maxwell", "(2.0 / y - y)", "(3.0 - y ** 2)"),
    Distribution("halfcauchy", "(-2.0 * y / (1.0 + y ** 2))"),
    Distribution("halflogistic", "-np.tanh(0.5 * y)"),
    Distribution("hypsecant", "-np.tanh(y)"),
    Distribution("levy", "(0.5 * (1.0 / y - 3.0) / y)"),
    Distribution("moyal", "(0.5 * (np.exp(-y) - 1.0))"),
    Distribution(
        "t", "-((df + 1.0) * rt.inversion(y, np.sqrt(df)))",
        "(df * ((df + 1.0) / (df + y ** 2) - 1.0))",
        shapes={"df": f"0.5 * ({PSI}(0.5 * (df + 1.0)) - {PSI}(0.5 * df) - 1.0 / df"
               " - np.log1p(y ** 2 / df) + (df + 1.0) * y ** 2 / (df * (df + y ** 2)))"},
        everywhere=True,
        flow={"df": "0.5 * y * (1.0 / df + 0.5 * "
              f"{BETA_TAIL.format('0.5 * df, 0.5, df / (df + y ** 2)')})"},
    ),
    Distribution("gamma", "((a - 1.0) / y - 1.0)", shapes={"a": f"np.log(y) - {PSI}(a)"},
        flow={"a": f"-y * {GAMMA_TAIL.format('a, y')}"}),
    Distribution("invgamma", "((1.0 / y - a - 1.0) / y)", shapes={"a": f"-np.log(y) - {PSI}(a)"},
        flow={"a": f"y * {GAMMA_TAIL.format('a, 1.0 / y')}"}),
    Distribution(
        "chi2", "((0.5 * df - 1.0) / y - 0.5)",
        shapes={"df": f"0.5 * (np.log(0.5 * y) - {PSI}(0.5 * df))"},
        flow={"df": f"-0.5 * y * {GAMMA_TAIL.format('0.5 * df, 0.5 * y')}"},
    ),
    Distribution(
        "beta", "((a - 1.0) / y - (b - 1.0) / (1.0 - y))",
        shapes={"a": f"np.log(y) - {PSI}(a) + {PSI}(a + b)",
         "b": f"np.log1p(-y) - {PSI}(b) + {PSI}(a + b)"},
        flow={"a": f"-y * (1.0 - y) * {BETA_TAIL.format('a, b, y')}",
              "b": f"y * (1.0 - y) * {BETA_TAIL.format('b, a, 1.0 - y')}"},
    ),
    Distribution(
        "lognorm", "(-(1.0 + np.log(y) / s ** 2) / y)",
        shapes={"s": "(np.log(y) ** 2 / s ** 2 - 1.0) / s"}, flow={"s": "y * np.log(y) / s"},
    ),
    Distribution(
        "pareto", "(-(b + 1.0) / y)", shapes={"b": "1.0 / b - np.log(y)"},
        flow={"b": "-y * np.log(y) / b"},
    ),
    Distribution(
        "lomax", "(-(c + 1.0) / (1.0 + y))", shapes={"c": "1.0 / c - np.log1p(y)"},
        flow={"c": "-(1.0 + y) * np.log1p(y) / c"},
    ),
    Distribution(
        "powerlaw", "((a - 1.0) / y)", shapes={"a": "1.0 / a + np.log(y)"},
        flow={"a": "-y * np.log(y) / a"},
    ),
    Distribution(
        "invweibull", "((c * y ** -c - c - 1.0) / y)",
        shapes={"c": "1.0 / c + (y ** -c - 1.0) * np.log(y)"}, flow={"c": "-y * np.log(y) / c"},
    ),
    Distribution(
        "fisk", "((c - 1.0 - 2.0 * c / (1.0 + y ** -c)) / y)",
        shapes={"c": "1.0 / c + (1.0 - 2.0 / (1.0 + y ** -c)) * np.log(y)"},
        flow={"c": "-y * np.log(y) / c"},
    ),
    Distribution(
        "genpareto", "(-(1.0 + c) / (1.0 + c * y))",
        shapes={"c": "np.log1p(c * y) / c ** 2 - (1.0 + 1.0 / c) * y / (1.0 + c * y)"},
        flow={"c": "((1.0 + c * y) * np.log1p(c * y) - c * y) / c ** 2"},
    ),
    Distribution(
        "genextreme", "(((1.0 - c * y) ** (1.0 / c) + c - 1.0) / (1.0 - c * y))",
        shapes={"c": "((1.0 - c * y) ** (1.0 / c) - 1.0) * (np.log1p(-c * y) / c ** 2"
                " + y / (c * (1.0 - c * y))) + y / (1.0 - c * y)"},
        flow={"c": "-((1.0 - c * y) * np.log1p(-c * y) + c * y) / c ** 2"},
    ),
    Distribution(
        "gompertz", "(1.0 - c * np.exp(y))", shapes={"c": "1.0 / c - np.expm1(y)"},
        flow={"c": "np.expm1(-y) / c"},
    ),
    Distribution(
        "johnsonsu",
        "(-y / (1.0 + y ** 2) - b * (a + b * np.arcsinh(y)) / np.sqrt(1.0 + y ** 2))",
        shapes={"a": "-(a + b * np.arcsinh(y))",
                "b": "1.0 / b - (a + b * np.arcsinh(y)) * np.arcsinh(y)"},
        flow={"a": "-np.sqrt(1.0 + y ** 2) / b",
              "b": "-np.sqrt(1.0 + y ** 2) * np.arcsinh(y) / b"},
    ),
    Distribution(
        "triang", "np.where(y < c, 1.0 / y, 1.0 / (y - 1.0))",
        shapes={"c": "np.where(y < c, -1.0 / c, 1.0 / (1.0 - c))"},
        flow={"c": "np.where(y < c, 0.5 * y / c, 0.5 * (1.0 - y) / (1.0 - c))"},
    ),
    Distribution("truncexpon", "-1.0", "(1.0 - y)", shapes={"b": "-1.0 / np.expm1(b)"},
        flow={"b": "np.expm1(y) / np.expm1(b)"}),
    Distribution(
        "truncnorm", "-y", "(1.0 - y ** 2)",
        shapes={"a": "scipy.stats.truncnorm.pdf(a, a, b)",
                "b": "-scipy.stats.truncnorm.pdf(b, a, b)"},
        flow={"a": "scipy.stats.truncnorm.pdf(a, a, b) * scipy.stats.truncnorm.sf(y, a, b)"
              " / scipy.stats.truncnorm.pdf(y, a, b)",
              "b": "scipy.stats.truncnorm.pdf(b, a, b) * scipy.stats.truncnorm.cdf(y, a, b)"
              " / scipy.stats.truncnorm.pdf(y, a, b)"},
    ),
    Distribution("skewnorm", f"(a * {MILLS.format('a * y')} - y)",
                 shapes={"a": f"y * {MILLS.format('a * y')}"},
        flow={"a": f"{MILLS.format('a * y')} / (1.0 + a ** 2)"}, everywhere=True),
    Distribution(
        "exponnorm", f"({MILLS.format('y - 1.0 / K')} - 1.0 / K)",
        shapes={"K": f"({MILLS.format('y - 1.0 / K')} - 1.0 / K + y - K) / K ** 2"},
        flow={"K": f"(y - 1.0 / K + {MILLS.format('y - 1.0 / K')}) / K"},
        everywhere=True,
    ),
    Distribution(
        "vonmises", "-(kappa * np.sin(y))",
        shapes={"kappa": "np.cos(y) - scipy.special.i1e(kappa) / scipy.special.i0e(kappa)"},
    ),
    Distribution(
        "chi", "((df - 1.0) / y - y)", "(df - y ** 2)",
        shapes={"df": f"np.log(y) - 0.5 * (np.log(2.0) + {PSI}(0.5 * df))"},
        flow={"df": f"-0.25 * y * {GAMMA_TAIL.format('0.5 * df, 0.5 * y ** 2')}"},
    ),
    Distribution(
        "f", "((0.5 * dfn - 1.0) / y - 0.5 * (dfn + dfd) * dfn / (dfd + dfn * y))",
        shapes={"dfn": f"0.5 * ({OF_F} + np.log(dfn * y / (dfd + dfn * y)) + 1.0"
                f" - {PSI}(0.5 * dfn) - (dfn + dfd) * y / (dfd + dfn * y))",
                "dfd": f"0.5 * ({OF_F} + np.log(dfd / (dfd + dfn * y)) + 1.0"
                f" - {PSI}(0.5 * dfd) - (dfn + dfd) / (dfd + dfn * y))"},
        flow={"dfn": "-y * (1.0 / dfn + 0.5 * "
              f"{BETA_TAIL.format('0.5 * dfn, 0.5 * dfd, dfn * y / (dfd + dfn * y)')})",
              "dfd": "y * (1.0 / dfd + 0.5 * "
              f"{BETA_TAIL.format('0.5 * dfd, 0.5 * dfn, dfd / (dfd + dfn * y)')})"},
    ),
    Distribution(
        "betaprime", "((a - 1.0) / y - (a + b) / (1.0 + y))",
        shapes={"a": f"np.log(y / (1.0 + y)) - {PSI}(a) + {PSI}(a + b)",
                "b": f"-np.log1p(y) - {PSI}(b) + {PSI}(a + b)"},
        flow={"a": f"-y * {BETA_TAIL.format('a, b, y / (1.0 + y)')}",
              "b": f"y * {BETA_TAIL.format('b, a, 1.0 / (1.0 + y)')}"},
    ),
    Distribution(
        "invgauss", "(0.5 * (1.0 / y ** 2 - 1.0 / mu ** 2) - 1.5 / y)",
        shapes={"mu": "(y - mu) / mu ** 3"},
        flow={"mu": "2.0 / mu ** 2 * np.exp(2.0 / mu + scipy.special.log_ndtr("
              "-(1.0 + y / mu) / np.sqrt(y))) / scipy.stats.invgauss.pdf(y, mu)"},
    ),
    Distribution(
        "nakagami", "((2.0 * nu - 1.0) / y - 2.0 * nu * y)", "(2.0 * nu * (1.0 - y ** 2))",
        shapes={"nu": f"1.0 + np.log(nu * y ** 2) - {PSI}(nu) - y ** 2"},
        flow={"nu": f"-0.5 * y * ({GAMMA_TAIL.format('nu, nu * y ** 2')} + 1.0 / nu)"},
    ),
    Distribution(
        "gennorm", "-(beta * np.sign(y) * np.abs(y) ** (beta - 1.0))",
        "(1.0 - beta * np.abs(y) ** beta)",
        shapes={"beta": f"(1.0 + {PSI}(1.0 / beta) / beta) / beta"
                " - 0.5 * scipy.special.xlogy(np.abs(y) ** beta, y ** 2)"},
        flow={"beta": f"y * ({GAMMA_TAIL.format('1.0 / beta, np.abs(y) ** beta')} / beta ** 3"
              " - np.log(np.abs(y)) / beta)"},
        everywhere=True,
    ),
    Distribution("loggamma", "(c - np.exp(y))", shapes={"c": f"y - {PSI}(c)"},
        flow={"c": f"-{GAMMA_TAIL.format('c, np.exp(y)')}"}),
    Distribution(
        "loguniform", "(-1.0 / y)", "0.0",
        shapes={"a": "1.0 / (a * np.log(b / a))", "b": "-1.0 / (b * np.log(b / a))"},
        flow={"a": "y * np.log(b / y) / (a * np.log(b / a))",
              "b": "y * np.log(y / a) / (b * np.log(b / a))"},
    ),
    Distribution(
        "weibull_min", "((c - 1.0) / y - c * y ** (c - 1.0))",
        shapes={"c": "1.0 / c + (1.0 - y ** c) * np.log(y)"}, flow={"c": "-y * np.log(y) / c"},
        rates={"logsf": "np.where(y > 0.0, c * np.where(y > 0.0, y, 1.0) ** (c - 1.0), 0.0)"},
    ),
):  # fmt: skip
    _distribution.declare()

# -- of integers: the slope is that in the parameters ----------------------------------------------

cite("logarithm of the density, differentiated")
for _call, *_scores in (
    ("poisson.{}(k, mu, loc=0)", "((k - loc) / mu - 1.0) * dmu"),
    ("bernoulli.{}(k, p, loc=0)", "((k - loc) / p - (1.0 - k + loc) / (1.0 - p)) * dp"),
    ("binom.{}(k, n, p, loc=0)", "((k - loc) / p - (n - k + loc) / (1.0 - p)) * dp"),
    ("geom.{}(k, p, loc=0)", "(1.0 / p - (k - loc - 1.0) / (1.0 - p)) * dp"),
    ("nbinom.{}(k, n, p, loc=0)", "(n / p - (k - loc) / (1.0 - p)) * dp",
     f"({PSI}(k - loc + n) - {PSI}(n) + np.log(p)) * dn"),
    ("zipf.{}(k, a, loc=0)",
     "-(np.log(k - loc) + rt.zeta_slope(a, 1.0, 1) / scipy.special.zeta(a, 1.0)) * da"),
    ("betabinom.{}(k, n, a, b, loc=0)",
     f"({PSI}(k - loc + a) - {PSI}(n + a + b) - {PSI}(a) + {PSI}(a + b)) * da",
     f"({PSI}(n - k + loc + b) - {PSI}(n + a + b) - {PSI}(b) + {PSI}(a + b)) * db"),
):  # fmt: skip
    _fixed = "k n loc" if "binom" in _call and "dn" not in _scores[-1] else "k loc"
    for _name, _times in (("logpmf", ""), ("pmf", "z * ")):
        _slope = " + ".join([f"{_times}{score}" for score in _scores])
        elementwise(f"scipy.stats.{_call.format(_name)}", _slope, real=True, constant=_fixed)
cite("DLMF 8.2 and 8.17")
# P(k) as a function of the parameter: the density of the trial that decides, but for a factor.
_AT = "np.floor(k)"
for _call, _slope in (
    ("poisson.{}(k, mu, loc=0)", f"-scipy.stats.poisson.pmf({_AT}, mu, loc) * dmu"),
    ("binom.{}(k, n, p, loc=0)", f"-n * scipy.stats.binom.pmf({_AT}, n - 1, p, loc) * dp"),
    ("geom.{}(k, p, loc=0)", f"({_AT} - loc) / p * scipy.stats.geom.pmf({_AT}, p, loc) * dp"),
):
    _fixed = "k n loc" if " n," in _call else "k loc"
    for _name, _sign in (("cdf", ""), ("sf", "-")):
        _spelled = f"{_sign}{_slope}".removeprefix("--")
        elementwise(
            f"scipy.stats.{_call.format(_name)}", _spelled, real=True, constant=_fixed
        )
# An incomplete beta function of p with the shapes n and k + 1; before the first count it is 0.
_MASS = f"(n + {_AT} - loc) * scipy.stats.nbinom.pmf({_AT}, n, p, loc)"
_TAIL = BETA_TAIL.format(f"n, np.maximum({_AT} - loc, 0.0) + 1.0, p")
for _name, _sign in (("cdf", ""), ("sf", "-")):
    elementwise(
        f"scipy.stats.nbinom.{_name}(k, n, p, loc=0)",
        f"{_sign}{_MASS} / p * dp {_sign or '+'} (1.0 - p) * {_MASS} * {_TAIL} * dn",
        real=True, constant="k loc",
    )  # fmt: skip

# -- of vectors ------------------------------------------------------------------------------------

cite("Giles 2008, 2.2.3 and 2.2.4")
# w = inv(cov) (x - mean), in rows: d logpdf = -w (dx - dmean) + (w dcov w - tr(inv(cov) dcov)) / 2.
_NORMAL = "scipy.stats.multivariate_normal"
_MATRIX = "cov is a matrix, and counts as symmetric"
_RATE = (
    "0.5 * np.reshape(np.sum(w @ dcov * w, axis=-1), np.shape(z)) - 0.5 * np.sum(v * dcov)"
    " - np.reshape(np.sum(w * dx, axis=-1), np.shape(z))"
)
_MEAN = " + np.reshape(np.sum(w * dmean, axis=-1), np.shape(z))"
_COV = (
    "0.5 * (np.reshape(rt.scale_rows({g}, w), (-1, np.shape(cov)[0])).T"
    " @ np.reshape(w, (-1, np.shape(cov)[0])) - np.sum({g}) * v)"
)
for _name, _g in (("logpdf", "g"), ("pdf", "z * g")):
    _times = "" if _name == "logpdf" else "z * "
    general(
        f"{_NORMAL}.{_name}(x, mean=None, cov=1, allow_singular=False)",
        dz=f"{_times}({_RATE}{_MEAN})",
        w="(x - mean) @ np.linalg.inv(cov)", v="np.linalg.inv(cov)",
        x=f"-rt.scale_rows({_g}, w)", mean=f"rt.scale_rows({_g}, w)", cov=_COV.format(g=_g),
        only={"allow_singular": (False,)}, real=True, note=_MATRIX,
    )  # fmt: skip
    general(
        f"{_NORMAL}.{_name}(x, None, cov)",
        dz=f"{_times}({_RATE})",
        w="x @ np.linalg.inv(cov)", v="np.linalg.inv(cov)",
        x=f"-rt.scale_rows({_g}, w)", cov=_COV.format(g=_g), real=True, note=_MATRIX,
    )  # fmt: skip
general(
    f"{_NORMAL}.entropy(mean=None, cov=1)",
    dz="0.5 * np.sum(np.linalg.inv(cov) * dcov)", cov="0.5 * g * np.linalg.inv(cov)",
    real=True, note=_MATRIX,
)  # fmt: skip

cite("logarithm of the density, differentiated; DLMF 5.2")
# x has a point in each column, or is one.
for _name, _times, _g in (("logpdf", "", "g"), ("pdf", "z * ", "z * g")):
    general(
        f"scipy.stats.dirichlet.{_name}(x, alpha)",
        dz=f"{_times}(np.sum(rt.by_component(alpha - 1.0, x) / x * dx, axis=0)"
           " + np.sum(w * rt.by_component(dalpha, x), axis=0))",
        w=f"np.log(x) - rt.by_component({PSI}(alpha) - {PSI}(np.sum(alpha)), x)",
        x=f"rt.by_component(alpha - 1.0, x) / x * ({_g})",
        alpha=f"rt.component_sums(w * ({_g}), alpha)",
        real=True, note="x has all components",
    )  # fmt: skip
