"""Points for the rules of `scipy.stats`."""

import numpy as np

from .adding import add, r, signed

_SHAPES = {
    "t": {"df": 3.5}, "gamma": {"a": 1.7}, "invgamma": {"a": 1.7}, "chi2": {"df": 3.3},
    "beta": {"a": 1.7, "b": 2.4}, "lognorm": {"s": 0.8}, "pareto": {"b": 2.3},
    "weibull_min": {"c": 1.6},
}  # fmt: skip
_METHODS = ("pdf", "logpdf", "cdf", "sf", "logcdf", "logsf", "ppf", "isf")


def add_distribution(name, method):
    """Add a method at points in its support, or at probabilities, with loc and scale."""
    shapes, x = _SHAPES.get(name, {}), "q" if method in ("ppf", "isf") else "x"
    operands = ", ".join([x, *shapes])
    up = 1.2 if name == "pareto" and x == "x" else 0.0
    for rest, low, high, more in (
        ("", 0.0, (), {}), ("", 0.0, (2, 3), {}), (", loc", 0.2, (3,), {"loc": 0.2}),
        (", scale=w", up, (3, 1), {"w": 1.3 + 0.2 * r(2)}),
        (", loc, scale", 0.1 + up, (3,), {"loc": 0.1, "scale": 1.4}),
        (", loc, scale=2", 0.2 + up, (0,), {"loc": 0.2}),
    ):  # fmt: skip
        if name == "uniform" and "scale" not in more and method in ("pdf", "logpdf") and more:
            continue  # it does not vary
        values = r(*high) + (low + up if x == "x" else 0.0)
        add(f"stats.{name}.{method}({operands}{rest})", **{x: values}, **shapes, **more)


for _name in (
    "norm", "halfnorm", "expon", "laplace", "logistic", "uniform", "cauchy", "gumbel_r", "gumbel_l",
    "rayleigh", *_SHAPES,
):  # fmt: skip
    for _m in _METHODS:
        add_distribution(_name, _m)
_MORE = {
    "maxwell": {}, "halfcauchy": {}, "halflogistic": {}, "hypsecant": {}, "levy": {}, "moyal": {},
    "lomax": {"c": 1.7}, "powerlaw": {"a": 1.7}, "invweibull": {"c": 1.7}, "fisk": {"c": 1.7},
    "genpareto": {"c": 0.3}, "genextreme": {"c": -0.3}, "gompertz": {"c": 0.7},
    "johnsonsu": {"a": 0.4, "b": 1.3}, "triang": {"c": 0.4}, "truncexpon": {"b": 2.1},
    "truncnorm": {"a": -1.1, "b": 1.9}, "skewnorm": {"a": 1.3}, "exponnorm": {"K": 1.3},
    "vonmises": {"kappa": 1.3}, "chi": {"df": 3.3}, "f": {"dfn": 5.3, "dfd": 7.2},
    "betaprime": {"a": 1.7, "b": 2.4}, "invgauss": {"mu": 0.7}, "nakagami": {"nu": 1.4},
    "gennorm": {"beta": 1.6}, "loggamma": {"c": 1.6}, "loguniform": {"a": 0.1, "b": 2.5},
}  # fmt: skip
_MORE |= {
    "arcsine": {}, "anglit": {}, "cosine": {}, "semicircular": {}, "gibrat": {}, "wald": {},
    "levy_l": {}, "erlang": {"a": 2.0}, "reciprocal": {"a": 0.1, "b": 2.5},
    "weibull_max": {"c": 1.7}, "burr": {"c": 1.7, "d": 0.8}, "burr12": {"c": 1.7, "d": 0.8},
    "mielke": {"k": 1.7, "s": 2.3}, "exponweib": {"a": 1.7, "c": 1.3}, "exponpow": {"b": 1.7},
    "dweibull": {"c": 1.7}, "dgamma": {"a": 1.7}, "gengamma": {"a": 1.7, "c": 1.3},
    "halfgennorm": {"beta": 1.7}, "genlogistic": {"c": 1.7}, "laplace_asymmetric": {"kappa": 1.7},
    "loglaplace": {"c": 1.7}, "foldnorm": {"c": 1.2}, "rice": {"b": 1.2}, "skewcauchy": {"a": 0.3},
    "wrapcauchy": {"c": 0.4}, "vonmises_line": {"kappa": 1.3}, "bradford": {"c": 1.7},
    "fatiguelife": {"c": 1.7}, "johnsonsb": {"a": 0.4, "b": 1.3}, "powernorm": {"c": 1.7},
    "recipinvgauss": {"mu": 0.8}, "rdist": {"c": 1.7}, "kappa3": {"a": 1.7}, "alpha": {"a": 1.7},
    "truncpareto": {"b": 1.7, "c": 3.1}, "norminvgauss": {"a": 1.7, "b": 0.6},
}  # fmt: skip
# These have distribution functions without a derivative in the shape.
_FIXED = {"vonmises", "vonmises_line", "skewcauchy", "wrapcauchy", "recipinvgauss", "norminvgauss"}
_ELSEWHERE = {"weibull_max": -2.0, "levy_l": -2.0, "truncpareto": 1.2, "anglit": -0.4}
for _name, _shapes in _MORE.items():
    for _m, _x in (("logpdf", r(3)), ("cdf", r(2)), ("ppf", r(2))):
        _free = _m == "logpdf" or _name not in _FIXED
        _told = ", ".join([k if _free else repr(v) for k, v in _shapes.items()] + ["loc", "scale"])
        _at = _x if _m == "ppf" else 0.2 + _ELSEWHERE.get(_name, 0.0) + 1.3 * _x
        _given = _shapes if _free else {}
        add(f"stats.{_name}.{_m}(x, {_told})", x=_at, loc=0.15, scale=1.3, **_given)
for _m in _METHODS:
    _x = "q" if _m in ("ppf", "isf") else "x"
    add(f"stats.ncx2.{_m}({_x}, 3.3, nc)", **{_x: r(3)}, nc=1.7)
    add(f"stats.ncx2.{_m}({_x}, 1.3, nc, loc, w)", **{_x: 0.3 + 0.6 * r(3)}, nc=0.7, loc=0.2, w=1.4)
add("stats.norm.logpdf(x, 0.0, w)", x=signed(3), w=0.8)
add("stats.norm.pdf(x)", x=np.array([-40.0, -1.0, 0.0]))
add("stats.norm.logcdf(x)", x=np.array([-30.0, -1.0, 4.0]))
for _m in ("pmf", "logpmf"):
    add(f"stats.poisson.{_m}(k, x)", k=np.array([0, 2, 5]), x=1.7)
    add(f"stats.poisson.{_m}(3, x, loc=1)", x=r(2, 3))
    add(f"stats.bernoulli.{_m}(k, x)", k=np.array([0, 1]), x=r())
    add(f"stats.binom.{_m}(k, 5, x)", k=np.array([0, 2, 5]), x=r(3))
    add(f"stats.geom.{_m}(k, x)", k=np.array([1, 4]), x=r())
    add(f"stats.nbinom.{_m}(k, 3, x)", k=np.array([0, 4]), x=r())
    add(f"stats.nbinom.{_m}(k, y, x)", k=np.array([0, 4]), x=r(), y=1.7)
    add(f"stats.nbinom.{_m}(3, y, 0.4, loc=1)", y=2.0 * r(3))
    add(f"stats.zipf.{_m}(k, x)", k=np.array([1, 4]), x=1.7)
    add(f"stats.planck.{_m}(k, x)", k=np.array([0, 4]), x=r())
    add(f"stats.dlaplace.{_m}(k, x)", k=np.array([-2, 4]), x=r())
    add(f"stats.logser.{_m}(k, x)", k=np.array([1, 4]), x=r())
    add(f"stats.yulesimon.{_m}(k, x)", k=np.array([1, 4]), x=1.7)
    add(f"stats.betabinom.{_m}(k, 5, x, y)", k=np.array([0, 2, 5]), x=1.7, y=0.8)
for _f in ("cdf", "sf"):
    add(f"stats.binom.{_f}(k, 5, x)", k=np.array([0, 2, 3]), x=r(3))
    add(f"stats.geom.{_f}(k, x)", k=np.array([1, 4]), x=r())
    add(f"stats.nbinom.{_f}(k, 3, x)", k=np.array([0, 4]), x=r())
    add(f"stats.nbinom.{_f}(k, y, x)", k=np.array([-1, 0, 4]), x=r(), y=1.7)
    add(f"stats.nbinom.{_f}(k, y, 0.4, 1)", k=np.array([[1], [3]]), y=2.0 * r(3))
add("stats.poisson.cdf(k, x)", k=np.array([0, 2, 5]), x=1.7)
add("stats.poisson.sf(k, x)", k=np.array([0, 2, 5]), x=r(3))

_N = "stats.multivariate_normal"
_COV = np.array([[1.3, 0.2], [0.2, 0.7]])
for _f in ("pdf", "logpdf"):
    for _x in (signed(2), signed(5, 2), signed(3, 5, 2)):
        add(f"{_N}.{_f}(x, m, {_COV.tolist()})", x=_x, m=signed(2))
        add(f"{_N}.{_f}(x, cov={_COV.tolist()})", x=_x)
    _p = np.array([[0.2, 0.3], [0.5, 0.1], [0.3, 0.6]])
    for _x in (_p[:, 0], _p):
        add(f"stats.dirichlet.{_f}({_x.tolist()}, alpha)", alpha=np.array([1.3, 2.1, 0.8]))
add("rt.scale_rows(y, w)", y=signed(3), w=signed(3, 2))
add("rt.scale_rows(y, w)", y=0.3, w=signed(1, 2))
add("rt.row_sums(w, y)", y=np.zeros(3, int), w=signed(3, 2))
add("rt.by_component(y, x)", y=signed(3), x=np.zeros((3, 2), int))
add("rt.component_sums(x, y)", x=signed(3, 2), y=np.zeros(3, int))
