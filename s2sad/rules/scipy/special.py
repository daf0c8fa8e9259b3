"""Special functions (`scipy.special`): the error function, the gamma function, entropies."""

from ..declare import cite, elementwise, general, zero

# -- the error function and the normal distribution ------------------------------------------------

cite("DLMF 7.5 and 7.10")

# 2 / sqrt(pi) = 1.128..., sqrt(pi) / 2 = 0.886..., 1 / sqrt(2 pi) = 0.398...
elementwise("scipy.special.erf(x)", "1.1283791670955126 * np.exp(-x ** 2) * dx")
elementwise("scipy.special.erfc(x)", "-1.1283791670955126 * np.exp(-x ** 2) * dx")
# Far from 0 the terms of these cancel: `s2sad/runtime/far.py`.
_ERFCX, _DAWSN = "2.0 * x * z - 1.1283791670955126", "1.0 - 2.0 * x * z"
elementwise("scipy.special.erfcx(x)", f"rt.or_far(x, {_ERFCX}, 'erfcx', 1) * dx", real=True)
elementwise("scipy.special.erfcx(x)", f"({_ERFCX}) * dx")
elementwise("scipy.special.dawsn(x)", f"rt.or_far(x, {_DAWSN}, 'dawsn', 1) * dx", real=True)
elementwise("scipy.special.dawsn(x)", f"({_DAWSN}) * dx")
elementwise("scipy.special.erfi(x)", "1.1283791670955126 * np.exp(x ** 2) * dx")
elementwise(
    "scipy.special.erfinv(y)", "0.886226925452758 * np.exp(z ** 2) * dy", real=True,
    cited="inverse function theorem",
)
elementwise(
    "scipy.special.erfcinv(y)", "-0.886226925452758 * np.exp(z ** 2) * dy", real=True,
    cited="inverse function theorem",
)
# 1 / sqrt(8 pi) = 0.199..., 1 / (2 pi) = 0.159...
# At infinity nothing moves; of an infinite a it has a kink where h is 0, and 0 there.
_H, _A = (f"np.where(np.isinf({_name}), 0.0, {_name})" for _name in "ha")  # of numbers
elementwise(
    "scipy.special.owens_t(h, a)",
    f"-np.where(np.isinf(h), 0.0, 0.19947114020071635 * np.exp(-0.5 * {_H} ** 2) * np.where("
    f"np.isinf(a), np.sign(a) * np.sign(h), scipy.special.erf({_A} * {_H} / np.sqrt(2.0)))) * dh"
    " + np.where(np.isinf(h) | np.isinf(a), 0.0, 0.15915494309189535"
    f" * np.exp(-0.5 * {_H} ** 2 * (1.0 + {_A} ** 2)) / (1.0 + {_A} ** 2)) * da",
    real=True, cited="Owen 1956",
)
elementwise("scipy.special.ndtr(x)", "0.3989422804014327 * np.exp(-0.5 * x ** 2) * dx")
_MILLS = "0.3989422804014327 * np.exp(-0.5 * x ** 2 - z)"
elementwise("scipy.special.log_ndtr(x)", f"rt.or_far(x, {_MILLS}, 'mills', 0) * dx", real=True)
elementwise("scipy.special.log_ndtr(x)", f"{_MILLS} * dx")
elementwise(
    "scipy.special.ndtri(y)", "2.5066282746310002 * np.exp(0.5 * z ** 2) * dy",
    real=True, cited="inverse function theorem",
)
elementwise(
    "scipy.special.ndtri_exp(y)", "2.5066282746310002 * np.exp(0.5 * z ** 2 + y) * dy",
    real=True, cited="inverse function theorem",
)

# -- the logistic function -------------------------------------------------------------------------

cite("calculus")
elementwise("scipy.special.expit(x)", "z * (1.0 - z) * dx", real=True)
elementwise("scipy.special.log_expit(x)", "scipy.special.expit(-x) * dx", real=True)
elementwise("scipy.special.softplus(x)", "scipy.special.expit(x) * dx", real=True)
elementwise("scipy.special.logit(x)", "dx / (x * (1.0 - x))", real=True)

# -- elementary functions --------------------------------------------------------------------------

elementwise("scipy.special.cbrt(x)", "dx / (3.0 * z ** 2)", real=True)
elementwise("scipy.special.exp2(x)", "np.log(2.0) * z * dx", real=True)
elementwise("scipy.special.exp10(x)", "np.log(10.0) * z * dx", real=True)
elementwise("scipy.special.expm1(x)", "np.exp(x) * dx")
elementwise("scipy.special.log1p(x)", "dx / (1.0 + x)")
elementwise("scipy.special.cosm1(x)", "-np.sin(x) * dx", real=True)
# Of an infinite operand SciPy's hyp1f1 does not end; beyond 750 its value is infinite.
_FINITE = "scipy.special.hyp1f1(2.0, 3.0, np.minimum({}, 750.0))"
elementwise(
    "scipy.special.exprel(x)", f"np.where(x == -np.inf, 0.0, 0.5 * {_FINITE.format('x')}) * dx",
    real=True, cited="DLMF 13.3",
)
elementwise(
    "scipy.special.powm1(x, y)",
    "rt.power_derivative(x, y, 1, 0) * dx + rt.power_derivative(x, y, 0, 1) * dy", real=True,
)  # fmt: skip
# pi / 180 = 0.017...
elementwise(
    "scipy.special.sindg(x)", "0.017453292519943295 * scipy.special.cosdg(x) * dx",
    real=True,
)
elementwise(
    "scipy.special.cosdg(x)", "-0.017453292519943295 * scipy.special.sindg(x) * dx",
    real=True,
)
elementwise(
    "scipy.special.tandg(x)", "0.017453292519943295 * (1.0 + z ** 2) * dx", real=True
)
elementwise(
    "scipy.special.cotdg(x)", "-0.017453292519943295 * (1.0 + z ** 2) * dx", real=True,
)  # fmt: skip

# -- gamma and beta functions ----------------------------------------------------------------------

cite("DLMF 5.2")

elementwise("scipy.special.gamma(x)", "z * scipy.special.psi(x) * dx")
elementwise("scipy.special.gammaln(x)", "scipy.special.psi(x) * dx", real=True)
elementwise("scipy.special.loggamma(x)", "scipy.special.psi(x) * dx")
# By 1 / gamma(x) = sin(pi x) gamma(1 - x) / pi, which has no poles where x is small.
_OF_RGAMMA = (
    "np.where(np.real(x) < 0.5, np.cos(np.pi * {0}) * scipy.special.gamma(1.0 - {0})"
    " - z * scipy.special.psi(1.0 - {0}), {1}) * dx"
)
elementwise(
    "scipy.special.rgamma(x)",
    _OF_RGAMMA.format("np.minimum(x, 1.5)", "rt.weighted(-z, scipy.special.psi(x))"),
    real=True, cited="DLMF 5.5.3",
)  # fmt: skip
elementwise(
    "scipy.special.rgamma(x)", _OF_RGAMMA.format("x", "-z * scipy.special.psi(x)"),
    cited="DLMF 5.5.3",
)  # fmt: skip
cite("DLMF 5.15")
elementwise("scipy.special.psi(x)", "scipy.special.polygamma(1, x) * dx", real=True)
elementwise(
    "scipy.special.polygamma(n, x)", "scipy.special.polygamma(n + 1, x) * dx",
    real=True, constant="n",
)  # fmt: skip
elementwise(
    "scipy.special.multigammaln(a, d)",
    "np.sum(scipy.special.psi(np.expand_dims(a, -1) - 0.5 * np.arange(d)), axis=-1) * da",
    real=True, constant="d", cited="DLMF 35.3",
)  # fmt: skip
zero("scipy.special.gammasgn(x)")
zero("scipy.special.round(x)")
cite("DLMF 5.2")
elementwise(
    "scipy.special.poch(x, m)",
    "z * (scipy.special.psi(x + m) - scipy.special.psi(x)) * dx"
    " + z * scipy.special.psi(x + m) * dm",
    real=True,
)
cite("DLMF 5.12")
# Where a + b is 0, -1, ... the value is 0 and psi infinite: there by the slope of 1 / gamma(a + b).
_AT_POLE = (
    "scipy.special.gamma(a) * scipy.special.gamma(b)"
    " * (scipy.special.rgamma(a + b) * scipy.special.psi({})"
    " + np.cos(np.pi * (a + b)) * scipy.special.gamma(1.0 - a - b)"
    " - scipy.special.rgamma(a + b) * scipy.special.psi(1.0 - a - b))"
)
_OF_BETA = (
    "np.where((a + b <= 0.0) & (a + b == np.floor(a + b)), {0},"
    " z * (scipy.special.psi({1}) - scipy.special.psi(a + b)))"
)
elementwise(
    "scipy.special.beta(a, b)",
    f"{_OF_BETA.format(_AT_POLE.format('a'), 'a')} * da"
    f" + {_OF_BETA.format(_AT_POLE.format('b'), 'b')} * db",
    real=True,
)
elementwise(
    "scipy.special.betaln(a, b)",
    "(scipy.special.psi(a) - scipy.special.psi(a + b)) * da"
    " + (scipy.special.psi(b) - scipy.special.psi(a + b)) * db",
    real=True,
)
cite("DLMF 5.2")
elementwise(
    "scipy.special.binom(n, k)",
    "z * (scipy.special.psi(n + 1.0) - scipy.special.psi(n - k + 1.0)) * dn"
    " + z * (scipy.special.psi(n - k + 1.0) - scipy.special.psi(k + 1.0)) * dk",
    real=True,
)
cite("DLMF 8.17")
# In the shapes: `s2sad/runtime/tails.py`. T and U are those of a and of b.
_P = "scipy.special.polygamma"
_IN_A, _IN_B = "rt.beta_tail({1}, a, b, {0})", "rt.beta_tail({1}, b, a, 1.0 - {0})"
_T, _U = _IN_A.format("x", _P), _IN_B.format("x", _P)
_MASS = (
    "np.exp(scipy.special.xlogy(a, x) + scipy.special.xlog1py(b, -x)"
    " - scipy.special.betaln(a, b))"
)
_OF_BETA = "x ** (a - 1.0) * (1.0 - x) ** (b - 1.0) / scipy.special.beta(a, b) * dx"
elementwise(
    "scipy.special.betainc(a, b, x)",
    f"{_MASS} * {_T} * da - {_MASS} * {_U} * db + {_OF_BETA}", real=True,
)
elementwise(
    "scipy.special.betaincc(a, b, x)",
    f"-{_MASS} * {_T} * da + {_MASS} * {_U} * db - {_OF_BETA}", real=True,
)
_OF_Y = "scipy.special.beta(a, b) * z ** (1.0 - a) * (1.0 - z) ** (1.0 - b) * dy"
_T, _U = _IN_A.format("z", _P), _IN_B.format("z", _P)
for _name, _sign in (("betaincinv", ""), ("betainccinv", "-")):
    elementwise(
        f"scipy.special.{_name}(a, b, y)",
        f"-z * (1.0 - z) * {_T} * da + z * (1.0 - z) * {_U} * db + {_sign}{_OF_Y}", real=True,
        cited="inverse function theorem",
    )  # fmt: skip
cite("DLMF 8.2")
_GAMMA_DENSITY = "np.exp(scipy.special.xlogy(a - 1.0, x) - x - scipy.special.gammaln(a))"
_MASS = "np.exp(scipy.special.xlogy(a, x) - x - scipy.special.gammaln(a))"
_T, _AT_Z = f"rt.gamma_tail({_P}, a, x)", f"rt.gamma_tail({_P}, a, z)"
_ENDING = "np.where(np.isinf(x), 0.0, {})"  # nothing is left to move at infinity
_IN_A, _IN_X = _ENDING.format(f"{_MASS} * {_T}"), _ENDING.format(_GAMMA_DENSITY)
elementwise("scipy.special.gammainc(a, x)", f"{_IN_A} * da + {_IN_X} * dx", real=True)
elementwise("scipy.special.gammaincc(a, x)", f"-{_IN_A} * da - {_IN_X} * dx", real=True)
cite("inverse function theorem")
_QUANTILE = "np.exp(z + scipy.special.gammaln(a) - scipy.special.xlogy(a - 1.0, z))"
elementwise(
    "scipy.special.gammaincinv(a, y)", f"-z * {_AT_Z} * da + {_QUANTILE} * dy", real=True
)
elementwise(
    "scipy.special.gammainccinv(a, y)", f"-z * {_AT_Z} * da - {_QUANTILE} * dy", real=True
)
# They are differentiated once more.
cite("Leibniz integral rule")
elementwise(
    "rt.gamma_tail(step, a, x)",
    "rt.gamma_bend(step, a, x) * da"
    " + (np.log(x) - scipy.special.psi(a) - (a - x) * z) / x * dx", real=True,
)
elementwise(
    "rt.beta_tail(step, a, b, x)",
    "rt.beta_bend(step, a, b, x, 0) * da + rt.beta_bend(step, a, b, x, 1) * db"
    " + ((np.log(x) - scipy.special.psi(a) + scipy.special.psi(a + b)) / (x * (1.0 - x))"
    " - z * (a / x - b / (1.0 - x))) * dx", real=True,
)
zero("rt.gamma_bend(step, a, x)", constant="a x")
zero("rt.beta_bend(step, a, b, x, of)", constant="a b x")

cite("the density")
# Student's distribution, the chi-square one, and that of Poisson's counts
_STUDENT = (
    "scipy.special.poch(0.5 * df, 0.5) / np.sqrt(np.pi * df)"
    " * np.exp(-0.5 * (df + 1.0) * np.log1p({0} ** 2 / df))"
)
_TURN = "0.5 * {0} * (1.0 / df + 0.5 * rt.beta_tail({1}, 0.5 * df, 0.5, df / (df + {0} ** 2)))"
_AT_T, _AT_Z = _STUDENT.format("t"), _STUDENT.format("z")
elementwise(
    "scipy.special.stdtr(df, t)",
    f"-np.where(np.isinf(t), 0.0, {_AT_T} * {_TURN.format('t', _P)}) * ddf + {_AT_T} * dt",
    real=True,
)
elementwise(
    "scipy.special.stdtrit(df, p)", f"{_TURN.format('z', _P)} * ddf + dp / ({_AT_Z})", real=True,
    cited="inverse function theorem",
)
_CHI = (
    "0.5 * np.exp(scipy.special.xlogy(0.5 * v - 1.0, 0.5 * x) - 0.5 * x"
    " - scipy.special.gammaln(0.5 * v))"
)
_OF_V = _ENDING.format(f"{_CHI} * x * rt.gamma_tail({_P}, 0.5 * v, 0.5 * x)")
_CHI = _ENDING.format(_CHI)
elementwise("scipy.special.chdtr(v, x)", f"0.5 * {_OF_V} * dv + {_CHI} * dx", real=True)
elementwise("scipy.special.chdtrc(v, x)", f"-0.5 * {_OF_V} * dv - {_CHI} * dx", real=True)
cite("DLMF 8.2")
_POISSON = (
    "np.where(np.isinf(m), 0.0,"
    " np.exp(scipy.special.xlogy(k, m) - m - scipy.special.gammaln(k + 1.0))) * dm"
)
elementwise("scipy.special.pdtr(k, m)", f"-{_POISSON}", real=True, constant="k", note="of whole k")
elementwise("scipy.special.pdtrc(k, m)", _POISSON, real=True, constant="k", note="of whole k")

# Counts: what is counted is an integer.
for _call, _counts in (
    ("comb(N, k, *, exact=False, repetition=False)", "N k"),
    ("perm(N, k, exact=False)", "N k"), ("factorial(n, exact=False)", "n"),
    ("factorial2(n, exact=False)", "n"),
):  # fmt: skip
    zero(f"scipy.special.{_call}", constant=_counts)

# -- logarithms, entropies, losses -----------------------------------------------------------------

cite("calculus")
elementwise("scipy.special.xlogy(x, y)", "np.log(y) * dx + rt.weighted(x, 1.0 / y) * dy")
elementwise(
    "scipy.special.xlog1py(x, y)", "np.log1p(y) * dx + rt.weighted(x, 1.0 / (1.0 + y)) * dy"
)
elementwise("scipy.special.entr(x)", "-(np.log(x) + 1.0) * dx", real=True)
elementwise(
    "scipy.special.rel_entr(x, y)",
    "(np.log(x / y) + 1.0) * dx - rt.weighted(x, 1.0 / y) * dy", real=True,
)
elementwise(
    "scipy.special.kl_div(x, y)",
    "np.log(x / y) * dx + (1.0 - rt.weighted(x, 1.0 / y)) * dy", real=True,
)
elementwise(
    "scipy.special.huber(delta, r)",
    "np.maximum(np.abs(r) - delta, 0.0) * ddelta + np.clip(r, -delta, delta) * dr", real=True,
)  # fmt: skip
elementwise(
    "scipy.special.pseudo_huber(delta, r)",
    "rt.divide_or_zero((r * rt.divide_or_zero(r, np.hypot(delta, r) + delta)) ** 2,"
    " np.hypot(delta, r)) * ddelta + rt.divide_or_zero(delta * r, np.hypot(delta, r)) * dr",
    real=True, note="at (0, 0): (0, 0)",
)
cite("DLMF 13.3; calculus")
_SQUARED = "1.0 / np.where(lmbda > 0.0, lmbda, 1.0) ** 2"
elementwise(
    "scipy.special.boxcox(x, lmbda)",
    f"x ** (lmbda - 1.0) * dx + np.where((x == 0.0) & (lmbda > 0.0), {_SQUARED},"
    f" 0.5 * np.log(x) ** 2 * {_FINITE.format('lmbda * np.log(x)')}) * dlmbda",
    real=True,
)
elementwise(
    "scipy.special.boxcox1p(x, lmbda)",
    f"(1.0 + x) ** (lmbda - 1.0) * dx + np.where((x == -1.0) & (lmbda > 0.0), {_SQUARED},"
    f" 0.5 * np.log1p(x) ** 2 * {_FINITE.format('lmbda * np.log1p(x)')}) * dlmbda",
    real=True,
)
cite("inverse function theorem")
# With t = lmbda x: log(1 + t) - t / (1 + t) = t ** 2 F(2, 2; 3; -t) / 2.
_BENT = "0.5 * x ** 2 * scipy.special.hyp2f1(2.0, 2.0, 3.0, -lmbda * x)"
elementwise(
    "scipy.special.inv_boxcox(x, lmbda)", f"z ** (1.0 - lmbda) * dx - {_BENT} * z * dlmbda",
    real=True,
)
elementwise(
    "scipy.special.inv_boxcox1p(x, lmbda)",
    f"(1.0 + z) ** (1.0 - lmbda) * dx - {_BENT} * (1.0 + z) * dlmbda", real=True,
)
cite("quotient rule")
general(
    "scipy.special.softmax(x, axis=None)",
    dz="z * (dx - np.sum(z * dx, axis=axis, keepdims=True))",
    x="z * (g - np.sum(z * g, axis=axis, keepdims=True))",
    real=True,
)
general(
    "scipy.special.log_softmax(x, axis=None)",
    dz="dx - np.sum(np.exp(z) * dx, axis=axis, keepdims=True)",
    x="g - np.exp(z) * np.sum(g, axis=axis, keepdims=True)",
    real=True,
)
cite("chain rule")
_LOGSUMEXP = "scipy.special.logsumexp(a, axis=None, b=None, keepdims=False, return_sign=False)"
_PLAIN = {"return_sign": (False,)}
general(
    _LOGSUMEXP,
    dz="np.sum(rt.exp_shares(a, z, axis, keepdims) * da, axis=axis, keepdims=keepdims)",
    a="rt.exp_shares(a, z, axis, keepdims) * rt.expand(g, a, axis, keepdims)",
    only={"b": (None,), **_PLAIN}, real=True, note="where all are -inf: equal shares",
)  # fmt: skip
general(
    _LOGSUMEXP,
    dz="np.sum(w * (b * da + db), axis=axis, keepdims=keepdims)",
    w="np.exp(a - rt.expand(z, a + b, axis, keepdims))",
    a="b * w * rt.expand(g, a + b, axis, keepdims)",
    b="w * rt.expand(g, a + b, axis, keepdims)",
    only=_PLAIN, real=True, note="with weights b",
)  # fmt: skip
zero(_LOGSUMEXP, only={"return_sign": (True,)})
general(  # what `return_sign=True` gives first; w is the whole result, s the sign
    "rt.log_of_sum(a, b, s, w, axis=None, keepdims=False)",
    dz="np.sum(p * (b * da + db), axis=axis, keepdims=keepdims)",
    p="rt.expand(s, a + b, axis, keepdims) * np.exp(a - rt.expand(z, a + b, axis, keepdims))",
    a="b * p * rt.expand(g, a + b, axis, keepdims)",
    b="p * rt.expand(g, a + b, axis, keepdims)", real=True,
)  # fmt: skip
