"""Points for the rules of `scipy.special`."""

import numpy as np

from .adding import NUMBERS, PAIRS, add, r, signed

for _f in (
    "erf", "erfc", "erfcx", "dawsn", "ndtr", "log_ndtr", "expit", "log_expit", "softplus", "cbrt",
    "exp2", "exp10", "expm1", "log1p", "cosm1", "exprel", "sindg", "cosdg", "tandg", "cotdg",
    "gamma", "gammaln", "loggamma", "rgamma", "psi", "erfinv", "erfcinv", "ndtri",
    "logit", "entr", "j0", "j1", "y0", "y1", "i0", "i1", "i0e", "i1e", "k0", "k1", "k0e", "k1e",
    "exp1", "expi", "spence", "wrightomega", "ellipk", "ellipe",
):  # fmt: skip
    for _x in NUMBERS:
        add(f"special.{_f}(x)", x=_x)
for _f in ("erf", "erfcx", "log_ndtr", "softplus", "exprel", "ellipk", "ellipe"):
    add(f"special.{_f}(x)", x=np.array([-7.5, -0.3, 0.0, 0.4]))
add("special.spence(x)", x=np.array([0.3 + 0.2j, 1.4 - 0.6j]))
add("special.rgamma(x)", x=np.array([-3.0, -2.4, 0.0, 0.2, 0.7, 5.0]))
add("special.wrightomega(x)", x=np.array([0.3 + 0.4j, -2.4 + 0.1j, 1.7 - 0.8j]))
add("special.spence(x)", x=np.array([0.4, 1.0, 2.7]))
add("special.ellipkm1(p)", p=np.array([0.2, 0.7, 1.0, 1.4]))
for _f in ("i0e", "i1e"):
    add(f"special.{_f}(x)", x=np.array([-7.5, -0.3, 0.4]))
add("special.ndtri_exp(x)", x=np.array([-3.0, -0.2]))
for _f in ("beta", "betaln", "xlogy", "xlog1py", "rel_entr", "kl_div", "pseudo_huber", "poch",
           "binom", "powm1", "boxcox", "boxcox1p"):  # fmt: skip
    for _x, _y in PAIRS:
        add(f"special.{_f}(x, y)", x=_x, y=_y)
add("special.xlogy(x, y)", x=np.array([0.0, 0.3]), y=np.array([0.7, 0.2]))
add("special.boxcox(x, y)", x=r(3), y=np.array([0.0, -1.3, 2.0]))
for _delta, _r in ((0.5, 0.2), (0.5, -0.8), (r(3), signed(2, 3)), (0.4, signed(3))):
    add("special.huber(delta, r)", delta=_delta, r=_r)
for _x in NUMBERS:
    for _f, _rest in (
        ("jv", "2"), ("yv", "2"), ("yn", "2"), ("iv", "1"), ("ive", "2"), ("kv", "1"),
        ("kn", "3"), ("kve", "2"), ("jv", "0.5"), ("kv", "1.5"), ("expn", "2"), ("expn", "0"),
        ("gammainc", "1.7"), ("gammaincc", "1.7"), ("gammaincinv", "1.7"), ("polygamma", "1"),
        ("gammainccinv", "1.7"), ("polygamma", "0"), ("hyp0f1", "1.3"), ("zeta", "2.5"),
        ("eval_chebyt", "3"), ("eval_chebyu", "3"), ("eval_hermite", "3"),
        ("eval_hermitenorm", "3"), ("eval_laguerre", "3"), ("eval_legendre", "4"),
        ("eval_legendre", "0"), ("eval_hermite", "0"),
    ):  # fmt: skip
        add(f"special.{_f}({_rest}, x)", x=_x)
    for _f, _rest in (
        ("betainc", "1.7, 2.2"), ("betaincc", "1.7, 2.2"), ("betaincinv", "1.7, 2.2"),
        ("hyp1f1", "1.7, 2.2"), ("hyp2f1", "1.7, 2.2, 3.1"), ("eval_genlaguerre", "3, 0.7"),
        ("eval_gegenbauer", "3, 0.7"), ("eval_jacobi", "3, 0.7, 0.4"),
    ):  # fmt: skip
        add(f"special.{_f}({_rest}, x)", x=_x)
    add("special.inv_boxcox(x, 0.7)", x=_x)
    add("special.inv_boxcox1p(x, 0.7)", x=_x)
    add("special.lambertw(x)", x=_x)
for _x in (2.3, np.array([2.3, 3.1]), np.array([[2.3], [3.1]])):
    add("special.multigammaln(x, 2)", x=_x)
for _x, _rest in (
    (signed(4), ""), (signed(3, 4), ""), (signed(3, 4), ", axis=0"), (signed(3, 4), ", axis=1"),
    (signed(3, 4), ", axis=-1"),
):  # fmt: skip
    add(f"special.softmax(x{_rest})", x=_x)
    add(f"special.log_softmax(x{_rest})", x=_x)
    add(f"special.logsumexp(x{_rest})", x=_x)
    add(f"special.logsumexp(x{_rest}, keepdims=True)", x=_x)
    add(f"special.logsumexp(x{_rest}, b=b)", x=_x, b=r(*_x.shape))
add("special.logsumexp(x, axis=1, b=b)", x=signed(3, 4), b=r(4))
add("special.logsumexp(x, axis=1, b=b)", x=signed(4), b=r(3, 4))
add("special.logsumexp(x, axis=(0, 1))", x=signed(2, 3, 4))
add("special.logsumexp(x)", x=0.3)
for _rest, _y in (("", 0.4), (", axis=1", r(3)), (", axis=1, keepdims=True", r(3, 1))):
    add(f"rt.exp_shares(x, y{_rest})", x=signed(3, 4), y=_y)

for _x in (0.4, signed(2, 3) ** 2 + 0.1):
    for _text in (
        "erfi(x)", "owens_t(x, 0.7)", "owens_t(0.3, x)", "betainccinv(1.7, 2.2, x)",
        "stdtr(3.5, x)", "stdtrit(3.5, x)", "chdtr(3.5, x)", "chdtrc(3.5, x)", "pdtr(3, x)",
        "pdtrc(3, x)", "jve(1.5, x)", "yve(1.5, x)", "jvp(2, x)", "yvp(2, x, 2)", "ivp(2, x)",
        "kvp(2, x)", "hankel1(1, x)", "hankel2(1, x)", "h1vp(1, x)", "h2vp(1, x)",
        "spherical_jn(0, x)", "spherical_jn(2, x)", "spherical_yn(0, x)", "spherical_yn(2, x)",
        "spherical_in(0, x)", "spherical_in(2, x)", "spherical_kn(0, x)", "spherical_kn(2, x)",
        "hyperu(1.2, 0.7, x)", "wofz(x)", "voigt_profile(x, 0.7, 0.3)",
        "voigt_profile(0.3, x, 0.3)", "voigt_profile(0.3, 0.4, x)",
    ):
        add(f"special.{_text}", x=_x)
for _x in (0.4, r(2, 3)):
    for _text in (
        "ellipkm1(x)", "ellipkinc(x, 0.3)", "ellipkinc(0.6, x)", "ellipeinc(x, 0.3)",
        "ellipeinc(0.6, x)", "lpmv(1, 2, x)", "lpmv(0, 0, x)",
    ):
        add(f"special.{_text}", x=_x)

for _x in (0.4, r(2, 3)):
    for _text in (
        "struve(1.5, x)", "struve(0, x)", "modstruve(0.5, x)", "ber(x)", "bei(x)", "ker(x)",
        "kei(x)", "berp(x)", "beip(x)", "kerp(x)", "keip(x)", "hankel1e(1, x)", "hankel2e(0.5, x)",
        "itstruve0(x)", "it2struve0(x)", "itmodstruve0(x)", "wright_bessel(1.2, 0.7, x)",
        "log_wright_bessel(1.2, 0.7, x)", "elliprf(x, 0.7, 1.3)", "elliprf(0.7, x, 1.3)",
        "elliprf(0.7, 1.3, x)", "elliprd(x, 2.1, 1.3)",
        "elliprd(2.1, x, 1.3)", "elliprd(2.1, 1.3, x)", "sph_harm_y(3, 1, x, 0.7)",
        "sph_harm_y(2, -2, x, 0.7)", "sph_harm_y(2, -1, 0.7, x)", "sph_harm_y(0, 0, x, 0.7)",
        "eval_sh_chebyt(3, x)", "eval_sh_chebyu(3, x)", "eval_sh_legendre(3, x)",
        "eval_sh_legendre(0, x)", "eval_chebyc(3, x)", "eval_chebys(3, x)", "eval_chebys(0, x)",
        "eval_sh_jacobi(3, 2.3, 1.1, x)", "radian(x, 2.0, 3.0)", "radian(1.0, x, 3.0)",
        "radian(1.0, 2.0, x)", "bdtr(2, 5, x)", "bdtrc(2, 5, x)", "bdtri(2, 5, x)",
        "nbdtr(2, 5, x)", "nbdtrc(2, 5, x)", "nbdtri(2, 5, x)", "pdtri(2, x)",
        "fdtr(3.1, 4.2, x)", "fdtrc(3.1, 4.2, x)", "fdtri(3.1, 4.2, x)", "gdtr(x, 2.3, 1.4)",
        "gdtr(1.4, 2.3, x)", "gdtrc(x, 2.3, 1.4)", "gdtrc(1.4, 2.3, x)", "gdtrix(x, 2.3, 0.4)",
        "gdtrix(1.4, 2.3, x)", "chdtri(3.2, x)", "chndtr(x, 3.2, 1.1)", "chndtr(1.4, 3.2, x)",
        "tklmbda(x, 0.3)", "inv_boxcox(0.7, x)", "inv_boxcox1p(0.7, x)",
    ):
        add(f"special.{_text}", x=_x)
add("special.inv_boxcox(x, y)", x=np.array([-0.4, 0.3]), y=np.array([1e-3, -0.8]))
add("special.sph_harm_y(2, 1, x, y)", x=np.array([-0.4, 4.3]), y=np.array([0.4, -0.8]))

# In the shapes of distributions
for _x in (0.7, r(3), np.array([[1.7], [12.3]])):
    for _text in (
        "gammainc(x, 1.3)", "gammainc(x, 4.5)", "gammainc(x, 0.02)", "gammaincc(x, 1.3)",
        "gammaincc(x, 4.5)", "gammaincinv(x, 0.3)", "gammainccinv(x, 0.3)", "betainc(x, 0.7, 0.3)",
        "betainc(0.7, x, 0.3)", "betainc(x, 3.7, 0.8)", "betaincc(x, 0.7, 0.3)",
        "betaincc(0.7, x, 0.3)", "betaincinv(x, 1.7, 0.3)", "betaincinv(1.7, x, 0.3)",
        "betainccinv(x, 1.7, 0.3)", "betainccinv(1.7, x, 0.3)", "stdtr(x, 0.8)", "stdtr(x, -0.8)",
        "stdtrit(x, 0.3)", "chdtr(x, 1.2)", "chdtrc(x, 1.2)", "chdtri(x, 0.2)",
        "fdtr(x, 2.3, 0.8)", "fdtr(2.3, x, 0.8)", "fdtrc(x, 2.3, 0.8)", "fdtrc(2.3, x, 0.8)",
        "fdtri(x, 2.3, 0.4)", "fdtri(2.3, x, 0.4)", "gdtr(1.3, x, 0.8)", "gdtrc(1.3, x, 0.8)",
        "gdtrix(1.3, x, 0.4)",
    ):
        add(f"special.{_text}", x=_x)
add("special.gammainc(a, x)", a=r(3, 1), x=r(2))
add("special.betainc(a, b, x)", a=r(3, 1), b=2.3 + r(2), x=0.3)
for _x in (2.3, 1.1 + 3.0 * r(2, 3)):
    add("special.zeta(x)", x=_x)
    add("special.zetac(x)", x=_x)
    add("special.zeta(x, y)", x=_x, y=0.3 + r(3))
    add("rt.zeta_slope(x, y, 1)", x=_x, y=0.3 + r(3))
add("special.zeta(x)", x=-0.4)
add("rt.zeta_slope(x, y, 2)", x=1.3, y=2.0 + r(3))
