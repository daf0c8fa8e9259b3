"""Points for the rules of `scipy.stats`."""

import numpy as np

from .adding import add, r, signed

_SHAPES = {
    "t": {"df": 3.5}, "gamma": {"a": 1.7}, "invgamma": {"a": 1.7}, "chi2": {"df": 3.3},
    "beta": {"a": 1.7, "b": 2.4}, "lognorm": {"s": 0.8}, "pareto": {"b": 2.3},
    "weibull_min": {"c": 1.6},
}  # fmt: skip
_VARYING = {"lognorm", "pareto", "weibull_min"}  # whose cdf has a derivative in the shape
_METHODS = ("pdf", "logpdf", "cdf", "sf", "logcdf", "logsf", "ppf", "isf")


def add_distribution(name, method):
    """Add a method at points in its support, or at probabilities, with loc and scale."""
    shapes, x = _SHAPES.get(name, {}), "q" if method in ("ppf", "isf") else "x"
    free = method in ("pdf", "logpdf") or name in _VARYING
    operands = ", ".join([x, *[n if free else repr(v) for n, v in shapes.items()]])
    given = shapes if free else {}
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
        add(f"stats.{name}.{method}({operands}{rest})", **{x: values}, **given, **more)


for _name in (
    "norm", "halfnorm", "expon", "laplace", "logistic", "uniform", "cauchy", "gumbel_r", "gumbel_l",
    "rayleigh", *_SHAPES,
):  # fmt: skip
    for _m in _METHODS:
        add_distribution(_name, _m)
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
