"""Bessel functions, integrals and polynomials (`scipy.special`)."""

from ..declare import cite, elementwise

# -- Bessel functions ------------------------------------------------------------------------------

cite("DLMF 10.6 and 10.29")  # of Bessel functions, and of modified ones
elementwise("scipy.special.j0(x)", "-scipy.special.j1(x) * dx", real=True)
elementwise("scipy.special.y0(x)", "-scipy.special.y1(x) * dx", real=True)
elementwise("scipy.special.i0(x)", "scipy.special.i1(x) * dx", real=True)
elementwise("scipy.special.k0(x)", "-scipy.special.k1(x) * dx", real=True)
elementwise("scipy.special.i0e(x)", "(scipy.special.i1e(x) - np.sign(x) * z) * dx", real=True)
elementwise("scipy.special.k0e(x)", "(z - scipy.special.k1e(x)) * dx", real=True)
for _call, _differential in (
    ("j1(x)", "0.5 * (scipy.special.j0(x) - scipy.special.jv(2, x)) * dx"),
    ("y1(x)", "0.5 * (scipy.special.y0(x) - scipy.special.yn(2, x)) * dx"),
    ("i1(x)", "0.5 * (scipy.special.i0(x) + scipy.special.iv(2, x)) * dx"),
    ("k1(x)", "-0.5 * (scipy.special.k0(x) + scipy.special.kv(2, x)) * dx"),
    ("i1e(x)", "(np.where(np.abs(x) > 1.0, scipy.special.i0e(x) - z / x,"
     " 0.5 * (scipy.special.i0e(x) + scipy.special.ive(2, x))) - np.sign(x) * z) * dx"),
    ("k1e(x)", "(z - scipy.special.k0e(x) - z / x) * dx"),
):
    elementwise(f"scipy.special.{_call}", _differential, real=True)

# C_v' = (C_(v-1) - C_(v+1)) / 2, and with a sign for the modified functions.
for _name, _order in (("jv", "v"), ("yv", "v"), ("yn", "n")):
    _f = f"scipy.special.{_name}"
    elementwise(
        f"{_f}({_order}, x)", f"0.5 * ({_f}({_order} - 1, x) - {_f}({_order} + 1, x)) * dx",
        real=True, constant=_order,
    )  # fmt: skip
for _name, _order, _sign in (("iv", "v", ""), ("kv", "v", "-"), ("kn", "n", "-")):
    _f = f"scipy.special.{_name}"
    elementwise(
        f"{_f}({_order}, x)",
        f"{_sign}0.5 * ({_f}({_order} - 1, x) + {_f}({_order} + 1, x)) * dx",
        real=True, constant=_order,
    )  # fmt: skip
elementwise(
    "scipy.special.ive(v, x)",
    "(0.5 * (scipy.special.ive(v - 1, x) + scipy.special.ive(v + 1, x)) - np.sign(x) * z) * dx",
    real=True, constant="v",
)  # fmt: skip
elementwise(
    "scipy.special.kve(v, x)",
    "(z - 0.5 * (scipy.special.kve(v - 1, x) + scipy.special.kve(v + 1, x))) * dx",
    real=True, constant="v",
)  # fmt: skip

for _name, _order in (("jve", "v"), ("yve", "v")):
    _f = f"scipy.special.{_name}"
    elementwise(
        f"{_f}({_order}, x)", f"0.5 * ({_f}({_order} - 1, x) - {_f}({_order} + 1, x)) * dx",
        real=True, constant=_order,
    )  # fmt: skip
for _name in ("jvp", "yvp", "ivp", "kvp", "h1vp", "h2vp"):  # derivatives: n of them
    elementwise(
        f"scipy.special.{_name}(v, x, n=1)", f"scipy.special.{_name}(v, x, n + 1) * dx",
        real=True, constant="v n",
    )  # fmt: skip
for _name in ("hankel1", "hankel2"):
    _f = f"scipy.special.{_name}"
    elementwise(f"{_f}(v, x)", f"0.5 * ({_f}(v - 1, x) - {_f}(v + 1, x)) * dx", constant="v")
cite("DLMF 10.51")
# Spherical ones: (2 n + 1) f' = n f_(n-1) - (n + 1) f_(n+1), and with signs for the modified ones.
for _name, _below, _above in (("jn", "", "-"), ("yn", "", "-"), ("in", "", "+"), ("kn", "-", "-")):
    _f = f"scipy.special.spherical_{_name}"
    elementwise(f"{_f}(0, x)", f"{_above.strip('+')}{_f}(1, x) * dx", real=True)
    elementwise(
        f"{_f}(n, x)",
        f"({_below}n * {_f}(np.maximum(n - 1, 0), x) {_above} (n + 1) * {_f}(n + 1, x))"
        " / (2 * n + 1) * dx",
        real=True, constant="n",
    )  # fmt: skip

# -- integrals and their inverses ------------------------------------------------------------------

cite("DLMF 6.2")
elementwise("scipy.special.exp1(x)", "-np.exp(-x) / x * dx")
elementwise("scipy.special.expi(x)", "np.exp(x) / x * dx")
cite("DLMF 8.19")
# n E_(n+1) + x E_n = exp(-x), which gives E_(-1) where n is 0.
elementwise("scipy.special.expn(0, x)", "-(np.exp(-x) + z) / x * dx", real=True)
elementwise(
    "scipy.special.expn(n, x)",
    "-np.where(n == 0, (np.exp(-x) + z) / x, scipy.special.expn(n - 1, x)) * dx",
    real=True, constant="n",
)
elementwise("scipy.special.spence(x)", "-dx / scipy.special.exprel(np.log(x))", real=True,
            cited="DLMF 25.12")  # fmt: skip
elementwise("scipy.special.spence(x)", "np.log(x) / (1.0 - x) * dx", complex=True,
            note="at 1: nan", cited="DLMF 25.12")  # fmt: skip
elementwise(
    "scipy.special.lambertw(x, k=0, tol=1e-08)", "dx / (x + np.exp(z))", constant="k",
    note="complex, as SciPy has it: take `.real`", cited="DLMF 4.13",
)  # fmt: skip
cite("Corless and Jeffrey 2002")
elementwise("scipy.special.wrightomega(x)", "np.where(np.isinf(z), 1.0, z / (1.0 + z)) * dx",
            real=True)  # fmt: skip
elementwise("scipy.special.wrightomega(x)", "z / (1.0 + z) * dx")
cite("DLMF 19.5 and 15.5")
# pi / 8 = 0.392... Far below 0 the series loses digits; near 0 the other formula does.
_COMPLETE = (
    "np.where(m == -np.inf, 0.0,"
    " np.where(m < -1.0, 0.5 * {1} / np.minimum(m, -0.5), 0.39269908169872414 * {0}))"
)
_NEAR = "scipy.special.hyp2f1({}, 1.5, 2.0, np.maximum(m, -1.5))"
_FAR_E, _FAR_K = (f"scipy.special.{_name}(np.minimum(m, -0.5))" for _name in ("ellipe", "ellipk"))
_K_BY_M = _COMPLETE.format(
    _NEAR.format("1.5"), f"({_FAR_E} / (1.0 - np.minimum(m, -0.5)) - {_FAR_K})"
)
_E_BY_M = _COMPLETE.format(
    f"-{_NEAR.format('0.5')}", f"({_FAR_E} - {_FAR_K})"
)
elementwise("scipy.special.ellipk(m)", f"{_K_BY_M} * dm", real=True)
elementwise("scipy.special.ellipe(m)", f"{_E_BY_M} * dm", real=True)
cite("DLMF 19.4")
elementwise(
    "scipy.special.ellipkm1(p)",
    "np.where(p > 0.5, -0.39269908169872414 * scipy.special.hyp2f1(1.5, 1.5, 2.0, 1.0 - p),"
    " (p * z - scipy.special.ellipe(1.0 - p)) / (2.0 * p * (1.0 - p))) * dp", real=True,
)  # fmt: skip
_ROOT = "np.sqrt(1.0 - m * np.sin(phi) ** 2)"
# In m: the integral of sin ** 2 / 2 over a power of the root. Near 0 it is summed, elsewhere it is
# one of Carlson's, and that of whole half turns: `s2sad/runtime/elliptic.py`.
cite("DLMF 19.25")
_CARLSON = (
    "(np.sin(phi - np.pi * np.rint(phi / np.pi)) ** 3 / 6.0 * scipy.special.elliprd("
    "np.cos(phi) ** 2, {}) + rt.weighted(2.0 * np.rint(phi / np.pi), {}))"
)
_BY_M = (
    "np.where(np.abs(m) * np.where(np.abs(phi) < 1.57, np.sin(phi) ** 2, 1.0) < 0.25,"
    " {} * rt.elliptic_sum(phi, m, 1, {}), {})"
)
_F_BY_M = _BY_M.format(
    "0.5", "1.5", _CARLSON.format("1.0, 1.0 - m * np.sin(phi) ** 2", _K_BY_M)
)
_E_BY_M = _BY_M.format(
    "-0.5", "0.5", "-" + _CARLSON.format("1.0 - m * np.sin(phi) ** 2, 1.0", f"-{_E_BY_M}")
)
elementwise(
    "scipy.special.ellipkinc(phi, m)", f"dphi / {_ROOT} + {_F_BY_M} * dm", real=True,
)
elementwise(
    "scipy.special.ellipeinc(phi, m)", f"{_ROOT} * dphi + {_E_BY_M} * dm", real=True,
)
elementwise(
    "rt.elliptic_sum(phi, m, n, q)",
    "np.sin(phi) ** (2 * n) / (1.0 - m * np.sin(phi) ** 2) ** q * dphi"
    " + q * rt.elliptic_sum(phi, m, n + 1, q + 1.0) * dm", real=True,
)
cite("DLMF 7.10 and 7.19")
# 2 / sqrt(pi) = 1.128...
# Far from 0, in the upper half of the plane, the terms cancel: `s2sad/runtime/far.py`.
_OF_W = "(1.1283791670955126j - 2.0 * {} * {})"
elementwise(
    "scipy.special.wofz(x)", f"rt.or_far(x, {_OF_W.format('x', 'z')}, 'wofz', 1) * dx"
)
# w is that of u = (x + gamma i) / (sigma sqrt(2)), z its real part / (sigma sqrt(2 pi));
# 1 / sqrt(2) = 0.707..., 1 / (2 sqrt(pi)) = 0.282..., 1 / (2 sqrt(2 pi)) = 0.199...
# In sigma it moves as the heat does: dz / dsigma = sigma d2z / dx2.
_U = "(0.7071067811865476 * (x + 1j * gamma) / sigma)"
_W = f"scipy.special.wofz({_U})"
_SLOPE = f"rt.or_far({_U}, {_OF_W.format(_U, _W)}, 'wofz', 1)"
_BEND = f"rt.or_far({_U}, -2.0 * {_W} - 2.0 * {_U} * {_OF_W.format(_U, _W)}, 'wofz', 2)"
elementwise(
    "scipy.special.voigt_profile(x, sigma, gamma)",
    f"0.28209479177387814 * np.real({_SLOPE}) / sigma ** 2 * dx"
    f" + 0.19947114020071635 * np.real({_BEND}) / sigma ** 2 * dsigma"
    f" - 0.28209479177387814 * np.imag({_SLOPE}) / sigma ** 2 * dgamma",
    real=True, note="where sigma is not 0",
)
cite("DLMF 25.11")
elementwise(
    "scipy.special.zeta(x, q)",
    "rt.zeta_slope(x, q, 1) * dx - x * scipy.special.zeta(x + 1.0, q) * dq", real=True,
)
for _name in ("zeta", "zetac"):
    elementwise(f"scipy.special.{_name}(x)", "rt.zeta_slope(x, 1.0, 1) * dx", real=True,
                note="below -1: nan")  # fmt: skip
elementwise(
    "rt.zeta_slope(x, y, n)",
    "rt.zeta_slope(x, y, n + 1) * dx"
    " - (x * rt.zeta_slope(x + 1.0, y, n) + n * rt.zeta_slope(x + 1.0, y, n - 1)) * dy", real=True,
)

# -- hypergeometric functions ----------------------------------------------------------------------

elementwise(
    "scipy.special.hyp0f1(v, x)", "scipy.special.hyp0f1(v + 1.0, x) / v * dx", constant="v",
    cited="DLMF 16.3",
)  # fmt: skip
cite("DLMF 13.3")
elementwise(
    "scipy.special.hyp1f1(a, b, x)",
    "a / b * scipy.special.hyp1f1(a + 1.0, b + 1.0, x) * dx", constant="a b",
)  # fmt: skip
elementwise(
    "scipy.special.hyperu(a, b, x)",
    "-a * scipy.special.hyperu(a + 1.0, b + 1.0, x) * dx", real=True, constant="a b",
)  # fmt: skip
elementwise(
    "scipy.special.hyp2f1(a, b, c, x)",
    "a * b / c * scipy.special.hyp2f1(a + 1.0, b + 1.0, c + 1.0, x) * dx", constant="a b c",
    cited="DLMF 15.5",
)  # fmt: skip

# -- orthogonal polynomials ------------------------------------------------------------------------

cite("DLMF 18.9")
_BELOW = "np.maximum(n - 1, 0)"
for _call, _differential, _constant in (
    ("chebyt(n, x)", f"n * scipy.special.eval_chebyu({_BELOW}, x)", "n"),
    ("chebyu(n, x)", f"2.0 * np.sign(n) * scipy.special.eval_gegenbauer({_BELOW}, 2, x)", "n"),
    ("hermite(n, x)", f"2.0 * n * scipy.special.eval_hermite({_BELOW}, x)", "n"),
    ("hermitenorm(n, x)", f"n * scipy.special.eval_hermitenorm({_BELOW}, x)", "n"),
    ("laguerre(n, x)", f"-np.sign(n) * scipy.special.eval_genlaguerre({_BELOW}, 1, x)", "n"),
    ("genlaguerre(n, alpha, x)",
     f"-np.sign(n) * scipy.special.eval_genlaguerre({_BELOW}, alpha + 1, x)", "n alpha"),
    ("gegenbauer(n, alpha, x)",
     f"2.0 * alpha * np.sign(n) * scipy.special.eval_gegenbauer({_BELOW}, alpha + 1, x)",
     "n alpha"),
    ("legendre(n, x)",
     f"0.5 * (n + 1) * np.sign(n) * scipy.special.eval_jacobi({_BELOW}, 1, 1, x)", "n"),
    ("jacobi(n, alpha, beta, x)",
     "0.5 * (n + alpha + beta + 1) * np.sign(n)"
     f" * scipy.special.eval_jacobi({_BELOW}, alpha + 1, beta + 1, x)", "n alpha beta"),
):  # fmt: skip
    elementwise(
        f"scipy.special.eval_{_call}", f"{_differential} * dx", real=True, constant=_constant
    )
elementwise(
    "scipy.special.lpmv(m, v, x)",
    "(v * x * z - (v + m) * scipy.special.lpmv(m, v - 1, x)) / (x ** 2 - 1.0) * dx",
    real=True, constant="m v", note="at -1 and 1: nan", cited="DLMF 14.10",
)  # fmt: skip
