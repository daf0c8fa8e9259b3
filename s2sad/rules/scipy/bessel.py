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
    "scipy.special.expn(n, x)", "-scipy.special.expn(n - 1, x) * dx", real=True, constant="n"
)
elementwise("scipy.special.spence(x)", "-dx / scipy.special.exprel(np.log(x))", real=True,
            cited="DLMF 25.12")  # fmt: skip
elementwise("scipy.special.spence(x)", "np.log(x) / (1.0 - x) * dx", complex=True,
            note="at 1: nan", cited="DLMF 25.12")  # fmt: skip
elementwise(
    "scipy.special.lambertw(x, k=0, tol=1e-08)", "dx / (x + np.exp(z))", constant="k",
    note="complex, as SciPy has it: take `.real`", cited="DLMF 4.13",
)  # fmt: skip
elementwise("scipy.special.wrightomega(x)", "z / (1.0 + z) * dx", cited="Corless and Jeffrey 2002")
cite("DLMF 19.5 and 15.5")
# pi / 8 = 0.392...
elementwise(
    "scipy.special.ellipk(m)", "0.39269908169872414 * scipy.special.hyp2f1(1.5, 1.5, 2.0, m) * dm",
    real=True,
)
elementwise(
    "scipy.special.ellipe(m)",
    "-0.39269908169872414 * scipy.special.hyp2f1(0.5, 1.5, 2.0, m) * dm",
    real=True,
)
cite("DLMF 19.4")
elementwise(
    "scipy.special.ellipkm1(p)",
    "np.where(p > 0.5, -0.39269908169872414 * scipy.special.hyp2f1(1.5, 1.5, 2.0, 1.0 - p),"
    " (p * z - scipy.special.ellipe(1.0 - p)) / (2.0 * p * (1.0 - p))) * dp", real=True,
)  # fmt: skip
_ROOT = "np.sqrt(1.0 - m * np.sin(phi) ** 2)"
elementwise(
    "scipy.special.ellipkinc(phi, m)",
    f"dphi / {_ROOT} + ((scipy.special.ellipeinc(phi, m) / (1.0 - m) - z) / (2.0 * m)"
    f" - np.sin(2.0 * phi) / (4.0 * (1.0 - m) * {_ROOT})) * dm",
    real=True, note="where m is 0, or 1: nan in m",
)
elementwise(
    "scipy.special.ellipeinc(phi, m)",
    f"{_ROOT} * dphi + (z - scipy.special.ellipkinc(phi, m)) / (2.0 * m) * dm",
    real=True, note="where m is 0: nan in m",
)
cite("DLMF 7.10 and 7.19")
# 2 / sqrt(pi) = 1.128...
_OF_W = "(1.1283791670955126j - 2.0 * x * z) * dx"
elementwise("scipy.special.wofz(x)", _OF_W)
# w is that of u = (x + gamma i) / (sigma sqrt(2)), z its real part / (sigma sqrt(2 pi));
# 1 / sqrt(2) = 0.707..., 1 / (2 sqrt(pi)) = 0.282...
_U = "(0.7071067811865476 * (x + 1j * gamma) / sigma)"
_SLOPE = f"(1.1283791670955126j - 2.0 * {_U} * scipy.special.wofz({_U}))"
elementwise(
    "scipy.special.voigt_profile(x, sigma, gamma)",
    f"0.28209479177387814 * np.real({_SLOPE}) / sigma ** 2 * dx"
    f" - (z + 0.3989422804014327 * np.real({_U} * {_SLOPE}) / sigma) / sigma * dsigma"
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
