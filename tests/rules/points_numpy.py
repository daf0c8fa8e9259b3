"""Points for NumPy's functions of elements, reductions and running forms."""

import numpy as np

from .points import NUMBERS, PAIRS, X1, X2, X3, r, signed

POINTS = []


def add(text, **values):
    POINTS.append((text, values))


# Values far from each other, so that differences keep their order; some with places left out.
SPREAD = np.array([[3.1, -1.2, 0.7, 2.2], [0.4, 5.3, -2.6, 1.5], [-0.9, 4.1, 2.8, -3.3]])
HOLES = np.where(np.array([[1, 0, 1, 1], [1, 1, 1, 0], [0, 1, 1, 1]], bool), SPREAD, np.nan)
MASK = np.array([[1, 0, 1, 1], [1, 1, 0, 0], [0, 1, 1, 1]], bool)
TURNED = np.asfortranarray(SPREAD)
CUT = np.repeat(SPREAD, 2, axis=1)[:, ::2]

# -- elements ------------------------------------------------------------------------------------

for _x in (*NUMBERS, signed(3), np.array([0.0, -7.0, 9.5])):
    add("np.i0(x)", x=_x)
for _x, _y in PAIRS:
    add("np.float_power(x, y)", x=_x, y=_y)
    add("np.divmod(x, y)", x=_x, y=_y)
    add("np.remainder(x, y)", x=_x, y=_y)
    add("np.true_divide(x, y)", x=_x, y=_y)
    add("np.subtract(x, y)", x=_x, y=_y)
add("np.copysign(x, y)", x=signed(4), y=np.array([-1.0, 1.0, -2.0, 3.0]))
add("np.fmod(x, y)", x=np.array([-3.7, 3.7]), y=np.array([1.5, -1.5]))
add("np.mod(x, y)", x=np.array([-3.7, 3.7]), y=np.array([1.5, -1.5]))
add("divmod(x, y)", x=3.7, y=1.5)
for _x in (2.7, np.float64(2.7), 4.0 * X2, 4.0 * X1):
    add("np.modf(x)", x=_x)
add("x * np.heaviside(x, 0.5)", x=X2)
add("x * np.trunc(4 * x) + np.fix(3 * x) + np.rint(x)", x=X2)
add("x * np.signbit(x)", x=X2)
add("np.real_if_close(x)", x=X2)
add("np.real_if_close(x, tol=1000)", x=X2)
add("np.nan_to_num(x)", x=np.array([0.3, np.nan, np.inf]))
add("np.nan_to_num(x, nan=1.5, posinf=2.0, neginf=-2.0)", x=np.array([0.3, np.nan, -np.inf]))
add("np.nan_to_num(x, copy=True)", x=X2)
add("np.clip(x, min=-0.5, max=0.5)", x=X2)
add("np.clip(x, a_min=-0.5, a_max=None)", x=X2)
add("x.clip(-0.5, 0.5)", x=X2)
add("x.clip(min=0.1)", x=X2)
add("x.clip(max=0.1)", x=X2)
add("np.unwrap(x)", x=np.array([0.0, 1.0, 6.0, 7.0, 0.5]))
add("np.unwrap(x, discont=4.0)", x=np.array([0.0, 1.0, 4.5, 9.0, 0.5]))
add("np.unwrap(x, axis=0)", x=4.0 * X2)
add("np.unwrap(x, axis=-1, period=2.0)", x=4.0 * X2)
add("np.round(x, 1) * x", x=X2)
add("np.where(MASK, x, np.nan_to_num(x))".replace("MASK", "x > 0.1"), x=X2)
for _alias, _x in (("acos", r(3)), ("asinh", signed(3)), ("atan", X2), ("pow", None)):
    if hasattr(np, _alias) and _x is not None:
        add(f"np.{_alias}(x)", x=_x)

# -- ufuncs: their keywords and their methods ----------------------------------------------------

add("np.add(x, y, dtype=float)", x=X2, y=X1)
add("np.exp(x, dtype=np.float64)", x=X2)
add("np.multiply.outer(x, y)", x=X1, y=signed(3))
add("np.multiply.outer(x, y)", x=X2, y=signed(2))
add("np.add.outer(x, y)", x=X1, y=signed(3))
add("np.subtract.outer(x, y)", x=X1, y=signed(2, 2))
add("np.divide.outer(x, y)", x=X1, y=r(2))
add("np.maximum.outer(x, y)", x=X1, y=signed(3))
add("np.hypot.outer(x, y)", x=X1, y=signed(3))
for _f in ("add", "multiply", "maximum", "minimum"):
    for _rest in ("", ", 1", ", axis=-1", ", axis=None", ", axis=0, keepdims=True"):
        add(f"np.{_f}.reduce(x{_rest})", x=SPREAD)
for _f in ("add", "multiply", "maximum", "minimum", "fmax", "fmin"):
    for _rest in ("", ", 1", ", axis=-1"):
        add(f"np.{_f}.accumulate(x{_rest})", x=SPREAD)
    add(f"np.{_f}.accumulate(x)", x=X1)
add("np.add.reduce(x, axis=(0, 1))", x=X3)
add("np.logaddexp.reduce(x)", x=X1)
add("np.logaddexp.reduce(x, axis=1)", x=X2)
add("np.logaddexp.reduce(x, axis=-1, keepdims=True)", x=X3)

# -- reductions ----------------------------------------------------------------------------------

_AXES = ("", ", axis=0", ", -1", ", axis=1, keepdims=True", ", axis=(0, 1)", ", axis=(-1, 0)")
for _f in ("sum", "mean", "prod", "max", "min", "std", "var"):
    for _x in (TURNED, CUT, SPREAD.T):
        add(f"np.{_f}(x, axis=0)", x=_x)
    for _rest in _AXES:
        more = ", initial=0.5" if _f in ("max", "min") else ""
        add(f"np.{_f}(x{_rest}, where=m{more})", x=SPREAD, m=MASK)
for _f in ("sum", "mean", "prod", "std", "var", "cumsum", "cumprod"):
    add(f"np.{_f}(x, dtype=float)", x=SPREAD)
    add(f"np.{_f}(x, axis=1, dtype=np.float64)", x=SPREAD)
for _f in ("sum", "prod", "max", "min", "amax", "amin"):
    add(f"np.{_f}(x, initial=2.5)", x=SPREAD)
    add(f"np.{_f}(x, axis=1, initial=2.5)", x=SPREAD)
add("np.sum(x, axis=1, initial=x[0, 0])", x=SPREAD)
for _f in ("sum", "mean", "prod", "max", "min", "std", "var"):
    add(f"x.{_f}(1)", x=SPREAD)
    add(f"x.{_f}(axis=0, keepdims=True)", x=SPREAD)
for _f in ("std", "var"):
    add(f"np.{_f}(x, axis=0, ddof=1, keepdims=True)", x=SPREAD)
    add(f"np.{_f}(x, axis=0, correction=1)", x=SPREAD)
    add(f"np.{_f}(x, axis=(0, 2))", x=X3)
for _x, _rest in (
    (X1, ""), (SPREAD, ""), (SPREAD, ", axis=0"), (SPREAD, ", axis=-1"), (SPREAD, ", 1"),
    (SPREAD, ", axis=0, keepdims=True"), (SPREAD, ", keepdims=True"), (X3, ", axis=(0, 2)"),
    (X3, ", axis=(1, -1), keepdims=True"), (CUT, ", axis=0"), (TURNED, ", axis=1"), (r(3, 1), ""),
    (r(1, 3), ", axis=0"), (np.array([0.3]), ""),
):  # fmt: skip
    add(f"np.median(x{_rest})", x=_x)
    add(f"np.ptp(x{_rest})", x=SPREAD if 1 in np.shape(_x) else _x)
for _f, _q in (("quantile", 0.3), ("percentile", 35.0)):
    for _rest in ("", ", axis=0", ", axis=-1, keepdims=True", ", axis=(0, 1)"):
        add(f"np.{_f}(x, {_q}{_rest})", x=SPREAD)
        add(f"np.{_f}(x, [{_q}, {_q}, {_q + _q / 2}]{_rest})", x=SPREAD)
    add(f"np.{_f}(x, np.array([[0, {_q}]]))", x=X1)
    add(f"np.{_f}(x, axis=1, q={_q})", x=X3)
    add(f"np.{_f}(x, {_q})", x=X1)
    for _m in (
        "linear", "lower", "higher", "midpoint", "nearest", "hazen", "weibull", "inverted_cdf",
        "averaged_inverted_cdf", "closest_observation", "interpolated_inverted_cdf",
        "median_unbiased", "normal_unbiased",
    ):  # fmt: skip
        add(f"np.{_f}(x, {_q}, axis=1, method='{_m}')", x=SPREAD)
    for _rest in ("", ", axis=0", ", axis=-1, keepdims=True", ", method='hazen'",
                  ", axis=1, method='median_unbiased'", ", method='lower'"):  # fmt: skip
        add(f"np.{_f}(x, q{_rest})", x=SPREAD, q=1.1 * _q)
        add(f"np.{_f}(x, q{_rest})", x=SPREAD, q=np.array([_q, 1.3 * _q]))
    for _m in ("weibull", "normal_unbiased", "interpolated_inverted_cdf"):
        add(f"np.{_f}(x, q, method='{_m}')", x=X1, q=1.1 * _q)
    add(f"np.{_f}(x, [p, q])", x=X1, p=_q, q=1.7 * _q)
    add(f"np.nan{_f}(x, q, axis=1)", x=HOLES, q=np.array([[_q, 1.3 * _q]]))
    add(f"np.nan{_f}(x, q)", x=HOLES, q=1.1 * _q)
for _f in ("nansum", "nanmean", "nanprod", "nanmax", "nanmin", "nanstd", "nanvar", "nanmedian"):
    for _rest in ("", ", axis=0", ", axis=1, keepdims=True", ", -1"):
        add(f"np.{_f}(x{_rest})", x=HOLES)
    add(f"np.{_f}(x)", x=SPREAD)
for _f in ("nancumsum", "nancumprod"):
    for _rest in ("", ", axis=0", ", axis=-1"):
        add(f"np.{_f}(x{_rest})", x=HOLES)
for _f in ("nanstd", "nanvar"):
    add(f"np.{_f}(x, axis=0, ddof=1)", x=HOLES)
add("np.nanquantile(x, 0.3)", x=HOLES)
add("np.nanpercentile(x, 30, axis=1)", x=HOLES)
for _x, _w, _rest in (
    (X1, r(4), ""), (SPREAD, r(3, 4), ""), (SPREAD, r(3, 4), ", axis=1"),
    (SPREAD, r(3), ", axis=0"),
    (SPREAD, r(4), ", axis=-1"), (X3, r(3), ", axis=1"), (X3, r(2, 3, 4), ", axis=(0, 2)"),
    (SPREAD, r(3), ", axis=0, keepdims=True"), (X3, r(2, 3), ", axis=(0, 1)"),
):  # fmt: skip
    add(f"np.average(x, weights=w{_rest})", x=_x, w=_w)
    add(f"np.average(x, weights=w{_rest}, returned=True)", x=_x, w=_w)
add("np.average(x)", x=X2)
add("np.average(x, axis=0)", x=X2)
add("np.average(x, 0, w)", x=X2, w=r(3))
add("np.average(x, axis=1, keepdims=True)", x=X2)
add("np.average(x, axis=1, returned=True)", x=X2)
add("np.average(x, weights=[1, 2, 3, 4])", x=X1)
for _x, _rest in (
    (X1, ""), (X2, ""), (X2, ", dx=0.3"), (X2, ", axis=0"), (X3, ", axis=1"),
    (X3, ", dx=2, axis=-2"),
):  # fmt: skip
    add(f"np.trapezoid(x{_rest})", x=_x)
add("np.trapezoid(y, x)", y=X1, x=np.sort(signed(4)))
add("np.trapezoid(y, x)", y=X2, x=np.sort(signed(4)))
add("np.trapezoid(y, x=x, axis=0)", y=X2, x=np.sort(signed(3)))
add("np.trapezoid(y, x, axis=0)", y=X2, x=np.sort(signed(3, 4), axis=0))
add("np.trapezoid(y, dx=h)", y=X2, h=0.4)
add("np.cumulative_sum(x)", x=X1)
add("np.cumulative_sum(x, axis=1, include_initial=True)", x=X2)
add("np.cumulative_prod(x, axis=0)", x=X2)
for _x, _rest in ((X2, ""), (X3, ""), (X3, ", 1, 0, 2"), (X3, ", axis1=-1, axis2=0, offset=1")):
    add(f"np.trace(x{_rest})", x=_x)

# -- statistics ----------------------------------------------------------------------------------

for _rest in ("", ", rowvar=False", ", bias=True", ", ddof=0", ", fweights=np.array([1, 2, 1, 3])"):
    add(f"np.cov(x{_rest})", x=X2)
add("np.cov(x, aweights=np.array([0.3, 1.0, 0.4, 2.0]))", x=X2)
add("np.cov(x)", x=X1)
add("np.cov(x, y)", x=X1, y=signed(4))
add("np.cov(x, y)", x=X2, y=signed(2, 4))
add("np.cov(x, y, rowvar=False)", x=X2, y=signed(3, 2))
add("np.corrcoef(x)", x=X2)
add("np.corrcoef(x, rowvar=False)", x=signed(5, 3))
add("np.corrcoef(x, y)", x=X1, y=signed(4))
add("np.corrcoef(x, y)", x=X2, y=signed(2, 4))
add("np.bincount(i, w)", i=np.array([0, 2, 2, 5]), w=X1)
add("np.bincount(i, weights=w, minlength=8)", i=np.array([0, 2, 2, 5]), w=X1)
add("np.histogram(np.array([0.1, 0.4, 0.35, 0.8]), bins=5, weights=w)[0]", w=signed(4))
add("np.histogram(np.array([0.1, 0.4, 0.35, 0.8]), 3, range=(0, 1), weights=w)[0]", w=signed(4))
add("np.histogram(np.array([0.1, 0.4, 0.35, 0.8]), [0.0, 0.3, 0.5, 1], weights=w)[0]", w=signed(4))
add("np.histogram(np.array([0.1, 0.4, 0.35, 0.8]), [0.0, 0.3, 0.5, 1], density=True, weights=w)[0]",
    w=r(4))
add("np.sum(np.histogram(x, np.array([0.0, 0.3, 1.0]))[0]) * x", x=r(5))
