"""Probability distributions (`scipy.stats`), continued: those that are met less often.

The densities are those of SciPy's manual.
"""

from ..declare import cite, elementwise
from .location_scale import BETA_TAIL, GAMMA_TAIL, MILLS, PSI, Distribution

_GAMMA = {"a": f"np.log(y) - {PSI}(a)"}
_BETWEEN = "0.5 * c, 0.5 * c"
_RATIO = "scipy.special.k0e({0}) / scipy.special.k1e({0})".format("a * np.sqrt(1.0 + y ** 2)")
_BESSEL = "scipy.special.i1e(b * y) / scipy.special.i0e(b * y)"
_LOGIT = "np.log(y / (1.0 - y))"
_TILTED = "(a * np.sign(y) + 1.0)"
# The density of df + 2 degrees of freedom over that of df, by both of which ncx2 moves.
_NEXT = (
    "np.exp(scipy.stats.ncx2.logpdf(y, df + 2.0, nc) - scipy.stats.ncx2.logpdf(y, df, nc))"
)
for _distribution in (
    Distribution(
        "ncx2", f"(0.5 * ((df - 2.0 + nc * {_NEXT}) / y - 1.0))",
        shapes={"df": "", "nc": f"0.5 * ({_NEXT} - 1.0)"}, flow={"nc": _NEXT},
    ),
    Distribution("arcsine", "((y - 0.5) / (y * (1.0 - y)))"),
    Distribution("anglit", "(-2.0 * np.tan(2.0 * y))"),
    Distribution("cosine", "-np.tan(0.5 * y)"),
    Distribution("semicircular", "(-y / (1.0 - y ** 2))"),
    Distribution("gibrat", "(-(1.0 + np.log(y)) / y)", "-np.log(y)"),
    Distribution("wald", "(0.5 * (1.0 / y ** 2 - 1.0) - 1.5 / y)"),
    Distribution("levy_l", "(-(1.5 + 0.5 / y) / y)"),
    Distribution(
        "erlang", "((a - 1.0) / y - 1.0)", shapes=_GAMMA,
        flow={"a": f"-y * {GAMMA_TAIL.format('a, y')}"},
    ),
    Distribution(
        "reciprocal", "(-1.0 / y)", "0.0",
        shapes={"a": "1.0 / (a * np.log(b / a))", "b": "-1.0 / (b * np.log(b / a))"},
        flow={"a": "y * np.log(b / y) / (a * np.log(b / a))",
              "b": "y * np.log(y / a) / (b * np.log(b / a))"},
    ),
    Distribution(
        "weibull_max", "((c - 1.0) / y + c * (-y) ** (c - 1.0))",
        shapes={"c": "1.0 / c + (1.0 - (-y) ** c) * np.log(-y)"},
        flow={"c": "-y * np.log(-y) / c"},
        rates={"logcdf": "np.where(y < 0.0, c * np.where(y < 0.0, -y, 1.0) ** (c - 1.0), 0.0)"},
    ),
    Distribution(
        "burr", "((c * (d + 1.0) / (1.0 + y ** c) - c - 1.0) / y)",
        shapes={"c": "1.0 / c - np.log(y) + (d + 1.0) * np.log(y) / (1.0 + y ** c)",
                "d": "1.0 / d - np.log1p(y ** -c)"},
        flow={"c": "-y * np.log(y) / c",
              "d": "y * (1.0 + y ** c) * np.log1p(y ** -c) / (c * d)"},
    ),
    Distribution(
        "burr12", "((c - 1.0 - c * (d + 1.0) / (1.0 + y ** -c)) / y)",
        shapes={"c": "1.0 / c + np.log(y) - (d + 1.0) * np.log(y) / (1.0 + y ** -c)",
                "d": "1.0 / d - np.log1p(y ** c)"},
        flow={"c": "-y * np.log(y) / c",
              "d": "-y * (1.0 + y ** -c) * np.log1p(y ** c) / (c * d)"},
    ),
    Distribution(
        "mielke", "((k - 1.0 - (s + k) / (1.0 + y ** -s)) / y)",
        shapes={"k": "1.0 / k + np.log(y) - np.log1p(y ** s) / s",
                "s": "k / s ** 2 * np.log1p(y ** s)"
                " - (1.0 + k / s) * np.log(y) / (1.0 + y ** -s)"},
        flow={"k": "-y * (1.0 + y ** s) * (np.log(y) - np.log1p(y ** s) / s) / k",
              "s": "-y * (1.0 + y ** s)"
              " * (np.log1p(y ** s) / s ** 2 - np.log(y) / (s * (1.0 + y ** -s)))"},
    ),
    Distribution(
        "exponweib",
        "((c - 1.0 + c * y ** c * ((a - 1.0) / np.expm1(y ** c) - 1.0)) / y)",
        shapes={"a": "1.0 / a + np.log(-np.expm1(-y ** c))",
                "c": "1.0 / c + np.log(y)"
                " * (1.0 + y ** c * ((a - 1.0) / np.expm1(y ** c) - 1.0))"},
        flow={"a": "-y ** (1.0 - c) * np.expm1(y ** c) * np.log(-np.expm1(-y ** c)) / (a * c)",
              "c": "-y * np.log(y) / c"},
    ),
    Distribution(
        "exponpow", "((b - 1.0 - b * y ** b * np.expm1(y ** b)) / y)",
        shapes={"b": "1.0 / b + np.log(y) * (1.0 - y ** b * np.expm1(y ** b))"},
        flow={"b": "-y * np.log(y) / b"},
    ),
    Distribution(
        "dweibull", "((c - 1.0 - c * np.abs(y) ** c) / y)",
        shapes={"c": "1.0 / c + np.log(np.abs(y)) * (1.0 - np.abs(y) ** c)"},
        flow={"c": "-y * np.log(np.abs(y)) / c"},
    ),
    Distribution(
        "dgamma", "((a - 1.0) / y - np.sign(y))", shapes={"a": f"np.log(np.abs(y)) - {PSI}(a)"},
        flow={"a": f"-y * {GAMMA_TAIL.format('a, np.abs(y)')}"},
    ),
    Distribution(
        "gengamma", "((c * a - 1.0 - c * y ** c) / y)",
        shapes={"a": f"c * np.log(y) - {PSI}(a)", "c": "1.0 / c + (a - y ** c) * np.log(y)"},
        flow={"a": f"-y * {GAMMA_TAIL.format('a, y ** c')} / c", "c": "-y * np.log(y) / c"},
    ),
    Distribution(
        "halfgennorm", "-(beta * y ** (beta - 1.0))", "(1.0 - beta * y ** beta)",
        shapes={"beta": f"(1.0 + {PSI}(1.0 / beta) / beta) / beta"
                " - scipy.special.xlogy(y ** beta, y)"},
        flow={"beta": f"y * ({GAMMA_TAIL.format('1.0 / beta, y ** beta')} / beta ** 3"
              " - np.log(y) / beta)"},
    ),
    Distribution(
        "genlogistic", "((c + 1.0) / (1.0 + np.exp(y)) - 1.0)",
        shapes={"c": "1.0 / c - np.log1p(np.exp(-y))"},
        flow={"c": "(1.0 + np.exp(y)) * np.log1p(np.exp(-y)) / c"},
    ),
    Distribution(
        "laplace_asymmetric", "np.where(y < 0.0, 1.0 / kappa, -kappa)",
        shapes={"kappa": "(1.0 - kappa ** 2) / (kappa * (1.0 + kappa ** 2))"
                " - np.where(y < 0.0, y / kappa ** 2, y)"},
        flow={"kappa": "-(2.0 / (1.0 + kappa ** 2) + np.abs(y) / kappa)"},
    ),
    Distribution(
        "loglaplace", "((np.where(y < 1.0, c, -c) - 1.0) / y)", "np.where(y < 1.0, c, -c)",
        shapes={"c": "1.0 / c - np.abs(np.log(y))"}, flow={"c": "-y * np.log(y) / c"},
    ),
    Distribution(
        "foldnorm", "(c * np.tanh(c * y) - y)", shapes={"c": "y * np.tanh(c * y) - c"},
        flow={"c": "np.tanh(c * y)"},
    ),
    Distribution(
        "rice", f"(1.0 / y - y + b * {_BESSEL})", shapes={"b": f"y * {_BESSEL} - b"},
        flow={"b": _BESSEL},
    ),
    Distribution(
        "skewcauchy", f"(-2.0 * y / ({_TILTED} ** 2 + y ** 2))",
        shapes={"a": f"2.0 * y * np.abs(y) / ({_TILTED} * ({_TILTED} ** 2 + y ** 2))"},
    ),
    Distribution(
        "wrapcauchy", "(-2.0 * c * np.sin(y) / (1.0 + c ** 2 - 2.0 * c * np.cos(y)))",
        shapes={"c": "-2.0 * c / (1.0 - c ** 2)"
                " - 2.0 * (c - np.cos(y)) / (1.0 + c ** 2 - 2.0 * c * np.cos(y))"},
    ),
    Distribution(
        "vonmises_line", "-(kappa * np.sin(y))",
        shapes={"kappa": "np.cos(y) - scipy.special.i1e(kappa) / scipy.special.i0e(kappa)"},
    ),
    Distribution(
        "bradford", "(-c / (1.0 + c * y))",
        shapes={"c": "1.0 / c - 1.0 / ((1.0 + c) * np.log1p(c)) - y / (1.0 + c * y)"},
        flow={"c": "((1.0 + c * y) * np.log1p(c * y) / ((1.0 + c) * np.log1p(c)) - y) / c"},
    ),
    Distribution(
        "fatiguelife", "(1.0 / (y + 1.0) - 1.5 / y - 0.5 * (1.0 - 1.0 / y ** 2) / c ** 2)",
        shapes={"c": "((y - 1.0) ** 2 / (y * c ** 2) - 1.0) / c"},
        flow={"c": "2.0 * y * (y - 1.0) / (c * (y + 1.0))"},
    ),
    Distribution(
        "johnsonsb", f"((2.0 * y - 1.0 - b * (a + b * {_LOGIT})) / (y * (1.0 - y)))",
        shapes={"a": f"-(a + b * {_LOGIT})", "b": f"1.0 / b - (a + b * {_LOGIT}) * {_LOGIT}"},
        flow={"a": "-y * (1.0 - y) / b", "b": f"-y * (1.0 - y) * {_LOGIT} / b"},
    ),
    Distribution(
        "powernorm", f"(-y - (c - 1.0) * {MILLS.format('-y')})",
        shapes={"c": "1.0 / c + scipy.special.log_ndtr(-y)"},
        flow={"c": f"scipy.special.log_ndtr(-y) / (c * {MILLS.format('-y')})"},
        rates={"logsf": f"(c * {MILLS.format('-y')})"},
    ),
    Distribution(
        "recipinvgauss", "(0.5 * (1.0 / (mu * y) ** 2 - 1.0) - 0.5 / y)",
        shapes={"mu": "(1.0 / mu - y) / (mu ** 2 * y)"},
    ),
    Distribution(
        "rdist", "(-(c - 2.0) * y / (1.0 - y ** 2))",
        shapes={"c": f"0.5 * (np.log1p(-y ** 2) - {PSI}(0.5 * c) + {PSI}(0.5 * c + 0.5))"},
        flow={"c": f"0.25 * (1.0 - y ** 2) * ({BETA_TAIL.format(_BETWEEN + ', 0.5 - 0.5 * y')}"
              f" - {BETA_TAIL.format(_BETWEEN + ', 0.5 + 0.5 * y')})"},
    ),
    Distribution(
        "kappa3", "(-(a + 1.0) * y ** (a - 1.0) / (a + y ** a))",
        shapes={"a": "1.0 / a + np.log(a + y ** a) / a ** 2"
                " - (a + 1.0) / a * (1.0 + y ** a * np.log(y)) / (a + y ** a)"},
        flow={"a": "y * ((1.0 + y ** a * np.log(y)) / a"
              " - (a + y ** a) * np.log(a + y ** a) / a ** 2) / a"},
    ),
    Distribution(
        "alpha", "(((1.0 / y - a) / y - 2.0) / y)",
        shapes={"a": f"1.0 / y - a - {MILLS.format('a')}"},
        flow={"a": f"y ** 2 * ({MILLS.format('a')} / ({MILLS.format('a - 1.0 / y')}) - 1.0)"},
    ),
    Distribution(
        "truncpareto", "(-(b + 1.0) / y)", "-b",
        shapes={"b": "1.0 / b - np.log(y) - np.log(c) / (c ** b - 1.0)",
                "c": "-b / (c * (c ** b - 1.0))"},
        flow={"b": "-y * (np.log(y) - (y ** b - 1.0) * np.log(c) / (c ** b - 1.0)) / b",
              "c": "y * (y ** b - 1.0) / (c * (c ** b - 1.0))"},
    ),
    Distribution(
        "norminvgauss",
        f"(b - y * (a * {_RATIO} + 2.0 / np.sqrt(1.0 + y ** 2)) / np.sqrt(1.0 + y ** 2))",
        shapes={"a": f"a / np.sqrt(a ** 2 - b ** 2) - np.sqrt(1.0 + y ** 2) * {_RATIO}",
                "b": "y - b / np.sqrt(a ** 2 - b ** 2)"},
    ),
):  # fmt: skip
    _distribution.declare()

# -- of integers -----------------------------------------------------------------------------------

cite("logarithm of the density, differentiated")
for _call, _score in (
    ("planck.{}(k, lambda_, loc=0)", "(1.0 / np.expm1(lambda_) - k + loc) * dlambda_"),
    ("dlaplace.{}(k, a, loc=0)", "(1.0 / np.sinh(a) - np.abs(k - loc)) * da"),
    ("logser.{}(k, p, loc=0)", "((k - loc) / p + 1.0 / ((1.0 - p) * np.log1p(-p))) * dp"),
    ("yulesimon.{}(k, alpha, loc=0)",
     f"(1.0 / alpha + {PSI}(alpha + 1.0) - {PSI}(k - loc + alpha + 1.0)) * dalpha"),
):  # fmt: skip
    for _name, _times in (("logpmf", ""), ("pmf", "z * ")):
        elementwise(
            f"scipy.stats.{_call.format(_name)}", f"{_times}{_score}", real=True, constant="k loc"
        )
