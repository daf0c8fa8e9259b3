"""Struve, Kelvin, Carlson, and distribution functions (`scipy.special`)."""

import re

from ..declare import cite, elementwise

_S = "scipy.special"

# -- Struve, Kelvin, Hankel, Airy ------------------------------------------------------------------

cite("DLMF 11.4")
# 1 / (2 sqrt(pi)) = 0.282...
_LEADING = f"0.28209479177387814 * (0.5 * x) ** v * {_S}.rgamma(v + 1.5)"
elementwise(
    f"{_S}.struve(v, x)",
    f"(0.5 * ({_S}.struve(v - 1.0, x) - {_S}.struve(v + 1.0, x)) + {_LEADING}) * dx",
    real=True, constant="v",
)  # fmt: skip
elementwise(
    f"{_S}.modstruve(v, x)",
    f"(0.5 * ({_S}.modstruve(v - 1.0, x) + {_S}.modstruve(v + 1.0, x)) + {_LEADING}) * dx",
    real=True, constant="v",
)  # fmt: skip
cite("DLMF 10.61")
for _name, _slope in (("ber", f"-{_S}.bei(x)"), ("bei", f"{_S}.ber(x)"),
                      ("ker", f"-{_S}.kei(x)"), ("kei", f"{_S}.ker(x)")):  # fmt: skip
    elementwise(f"{_S}.{_name}(x)", f"{_S}.{_name}p(x) * dx", real=True)
    _limit = {"ber": "0.0", "bei": "0.5"}.get(_name)  # of z / x at 0
    _over = f"np.where(x == 0.0, {_limit}, z / x)" if _limit else "z / x"
    elementwise(f"{_S}.{_name}p(x)", f"({_slope} - {_over}) * dx", real=True,
                note="" if _limit else "at 0: nan")  # fmt: skip
cite("DLMF 10.6")
for _name, _sign in (("hankel1e", "-"), ("hankel2e", "+")):
    _f = f"{_S}.{_name}"
    elementwise(
        f"{_f}(v, x)", f"(0.5 * ({_f}(v - 1, x) - {_f}(v + 1, x)) {_sign} 1j * z) * dx",
        constant="v",
    )  # fmt: skip
cite("fundamental theorem of calculus")
elementwise(f"{_S}.itstruve0(x)", f"{_S}.struve(0.0, x) * dx", real=True)
# 2 / pi = 0.636...
elementwise(
    f"{_S}.it2struve0(x)", f"-np.where(x == 0.0, 0.6366197723675814, {_S}.struve(0.0, x) / x) * dx",
    real=True,
)
elementwise(f"{_S}.itmodstruve0(x)", f"{_S}.modstruve(0.0, x) * dx", real=True)
cite("DLMF 10.46")
elementwise(
    f"{_S}.wright_bessel(a, b, x)", f"{_S}.wright_bessel(a, a + b, x) * dx",
    real=True, constant="a b",
)  # fmt: skip
elementwise(
    f"{_S}.log_wright_bessel(a, b, x)",
    f"np.exp({_S}.log_wright_bessel(a, a + b, x) - z) * dx", real=True, constant="a b",
)  # fmt: skip

# -- Carlson's elliptic integrals ------------------------------------------------------------------

cite("DLMF 19.18")
elementwise(
    f"{_S}.elliprf(x, y, w)",
    f"-{_S}.elliprd(y, w, x) / 6.0 * dx - {_S}.elliprd(x, w, y) / 6.0 * dy"
    f" - {_S}.elliprd(x, y, w) / 6.0 * dw",
)
elementwise(
    f"{_S}.elliprc(x, y)",
    f"-{_S}.elliprd(y, y, x) / 6.0 * dx - {_S}.elliprd(x, y, y) / 3.0 * dy", real=True,
    note="where y is positive",
)  # fmt: skip
# Of degree -3/2: x dz/dx + y dz/dy + w dz/dw = -3/2 z; and (x - w) d2F / dx dw = (F_x - F_w) / 2.
_OF_X = f"0.5 * ({_S}.elliprd(y, w, x) - z) / (x - w)"
_OF_Y = f"0.5 * ({_S}.elliprd(x, w, y) - z) / (y - w)"
elementwise(
    f"{_S}.elliprd(x, y, w)",
    f"{_OF_X} * dx + {_OF_Y} * dy"
    f" - (1.5 * z + rt.weighted(x, {_OF_X}) + rt.weighted(y, {_OF_Y})) / w * dw",
    note="where x or y is w: nan",
)

# -- spherical harmonics, and shifted polynomials --------------------------------------------------

cite("DLMF 14.30")
_Y = f"{_S}.sph_harm_y"
elementwise(  # SciPy's are even in theta, of which the sign is that of its sine
    f"{_Y}(n, m, theta, phi)",
    "0.5 * np.sign(np.sin(theta)) * ("
    "np.sqrt(np.maximum((n - m) * (n + m + 1.0), 0.0)) * np.exp(-1j * phi)"
    f" * {_Y}(n, m + 1, theta, phi)"
    " - np.sqrt(np.maximum((n + m) * (n - m + 1.0), 0.0)) * np.exp(1j * phi)"
    f" * {_Y}(n, m - 1, theta, phi)) * dtheta + 1j * m * z * dphi",
    constant="n m", note="at a pole: 0 in theta",
)  # fmt: skip
cite("DLMF 18.9")
_BELOW = "np.maximum(n - 1, 0)"
for _call, _differential in (
    ("sh_chebyt(n, x)", f"2.0 * n * {_S}.eval_chebyu({_BELOW}, 2.0 * x - 1.0)"),
    ("sh_chebyu(n, x)",
     f"4.0 * np.sign(n) * {_S}.eval_gegenbauer({_BELOW}, 2, 2.0 * x - 1.0)"),
    ("sh_legendre(n, x)",
     f"(n + 1.0) * np.sign(n) * {_S}.eval_jacobi({_BELOW}, 1, 1, 2.0 * x - 1.0)"),
    ("chebyc(n, x)", f"n * {_S}.eval_chebyu({_BELOW}, 0.5 * x)"),
    ("chebys(n, x)", f"np.sign(n) * {_S}.eval_gegenbauer({_BELOW}, 2, 0.5 * x)"),
):  # fmt: skip
    elementwise(f"{_S}.eval_{_call}", f"{_differential} * dx", real=True, constant="n")
elementwise(
    f"{_S}.eval_sh_jacobi(n, p, q, x)",
    f"n * {_S}.eval_sh_jacobi({_BELOW}, p + 2.0, q + 1.0, x) * dx",
    real=True, constant="n p q",
)  # fmt: skip
elementwise(
    f"{_S}.radian(d, m, s)",
    "0.017453292519943295 * dd + 0.017453292519943295 / 60.0 * dm"
    " + 0.017453292519943295 / 3600.0 * ds", real=True, cited="calculus",
)  # fmt: skip

# -- distribution functions ------------------------------------------------------------------------

cite("DLMF 8.17")
_P = "p ** np.floor(k) * (1.0 - p)"
_OF_BINOMIAL = (
    f"(n - np.floor(k)) * {_S}.binom(n, np.floor(k)) * {_P} ** (n - np.floor(k) - 1.0)"
)
_OF_WAITING = "{0} ** (n - 1.0) * (1.0 - {0}) ** np.floor(k) / scipy.special.beta(n, k + 1.0)"
for _call, _slope in (
    ("bdtr(k, n, p)", f"-{_OF_BINOMIAL} * dp"), ("bdtrc(k, n, p)", f"{_OF_BINOMIAL} * dp"),
    ("nbdtr(k, n, p)", f"{_OF_WAITING.format('p')} * dp"),
    ("nbdtrc(k, n, p)", f"-{_OF_WAITING.format('p')} * dp"),
    ("nbdtri(k, n, y)", f"dy / ({_OF_WAITING.format('z')})"),
):
    elementwise(f"{_S}.{_call}", _slope, real=True, constant="k n", note="of whole k and n")
elementwise(
    f"{_S}.bdtri(k, n, y)",
    f"-dy / ({_OF_BINOMIAL.replace('p **', 'z **').replace('1.0 - p', '1.0 - z')})",
    real=True, constant="k n", note="of whole k and n",
)  # fmt: skip
cite("DLMF 8.2; inverse function theorem")
elementwise(
    f"{_S}.pdtri(k, y)",
    f"-np.exp(z + {_S}.gammaln(k + 1.0) - {_S}.xlogy(k, z)) * dy",
    real=True, constant="k", note="of whole k",
)  # fmt: skip
cite("DLMF 8.17")
_OF_F = (
    "np.exp({1}.xlogy(0.5 * dfn, dfn * {0} / (dfd + dfn * {0}))"
    " + {1}.xlogy(0.5 * dfd, dfd / (dfd + dfn * {0})) - {1}.betaln(0.5 * dfn, 0.5 * dfd))"
)
_TAILS = "rt.beta_tail({1}.polygamma, 0.5 * {2}, 0.5 * {3}, {2} * {4} / (dfd + dfn * {0}))"
_MASS = _OF_F.format("x", _S)
_T, _U = _TAILS.format("x", _S, "dfn", "dfd", "x"), _TAILS.format("x", _S, "dfd", "dfn", "1.0")
_FINITE = "np.where(np.isinf(x), 1.0, x)"


def _ending(text: str) -> str:
    """Return a formula that is 0 at infinity, where nothing is left to move."""
    finite = re.sub(r"\bx\b", _FINITE, text)
    return f"np.where(np.isinf(x), 0.0, {finite})"


_IN = (_ending(f"{_MASS} * (1.0 / dfn + 0.5 * {_T})") + " * ddfn",
       _ending(f"{_MASS} * (1.0 / dfd + 0.5 * {_U})") + " * ddfd")  # fmt: skip
_DENSITY = (
    "dfn / (dfd + dfn * {0}) * np.exp({1}.xlogy(0.5 * dfn - 1.0, dfn * {0} / (dfd + dfn * {0}))"
    " + {1}.xlogy(0.5 * dfd, dfd / (dfd + dfn * {0})) - {1}.betaln(0.5 * dfn, 0.5 * dfd))"
)
_IN_X = _ending(_DENSITY.format("x", _S)) + " * dx"
elementwise(f"{_S}.fdtr(dfn, dfd, x)", f"{_IN[0]} - {_IN[1]} + {_IN_X}", real=True)
elementwise(f"{_S}.fdtrc(dfn, dfd, x)", f"-{_IN[0]} + {_IN[1]} - {_IN_X}", real=True)
_T, _U = _TAILS.format("z", _S, "dfn", "dfd", "z"), _TAILS.format("z", _S, "dfd", "dfn", "1.0")
elementwise(
    f"{_S}.fdtri(dfn, dfd, p)",
    f"-z * (1.0 / dfn + 0.5 * {_T}) * ddfn + z * (1.0 / dfd + 0.5 * {_U}) * ddfd"
    f" + dp / ({_DENSITY.format('z', _S)})", real=True,
)  # fmt: skip
cite("DLMF 8.2")
_OF_GAMMA = f"np.exp({_S}.xlogy(b - 1.0, a * x) - a * x - {_S}.gammaln(b))"
_OF_B = _ending(f"{_OF_GAMMA} * a * x * rt.gamma_tail({_S}.polygamma, b, a * x)")
_OF_A, _OF_GAMMA = _ending(f"x * {_OF_GAMMA}"), _ending(_OF_GAMMA)
elementwise(
    f"{_S}.gdtr(a, b, x)", f"{_OF_A} * da + {_OF_B} * db + a * {_OF_GAMMA} * dx", real=True
)
elementwise(
    f"{_S}.gdtrc(a, b, x)", f"-{_OF_A} * da - {_OF_B} * db - a * {_OF_GAMMA} * dx",
    real=True,
)  # fmt: skip
elementwise(
    f"{_S}.gdtrix(a, b, p)",
    f"-z / a * da - z * rt.gamma_tail({_S}.polygamma, b, a * z) * db"
    f" + np.exp(a * z + {_S}.gammaln(b) - {_S}.xlogy(b - 1.0, a * z)) / a * dp", real=True,
)  # fmt: skip
elementwise(
    f"{_S}.chdtri(v, p)",
    f"-0.5 * z * rt.gamma_tail({_S}.polygamma, 0.5 * v, 0.5 * z) * dv"
    f" - 2.0 * np.exp(0.5 * z + {_S}.gammaln(0.5 * v) - {_S}.xlogy(0.5 * v - 1.0, 0.5 * z)) * dp",
    real=True,
)  # fmt: skip
cite("fundamental theorem of calculus")
# The density of df degrees of freedom; in nc the slope is minus that of df + 2 degrees.
_SHIFTED = (
    "0.5 * (x / nc) ** (0.25 * df - {0}) * np.exp(-0.5 * (np.sqrt(x) - np.sqrt(nc)) ** 2)"
    " * scipy.special.ive(0.5 * df - {1}, np.sqrt(nc * x))"
)
elementwise(
    f"{_S}.chndtr(x, df, nc)",
    f"{_SHIFTED.format('0.5', '1.0')} * dx - {_SHIFTED.format('0.0', '0.0')} * dnc",
    real=True, constant="df", note="where nc is 0: nan",
)  # fmt: skip
elementwise(
    f"{_S}.tklmbda(x, lmbda)",
    "(z > 0.0) * (z < 1.0) * dx / (z ** (lmbda - 1.0) + (1.0 - z) ** (lmbda - 1.0))",
    real=True, constant="lmbda", cited="inverse function theorem",
)  # fmt: skip
