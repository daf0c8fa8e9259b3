"""Differential equations: the steps are constants; what is found moves as the equation says."""

from ..declare import general, zero

zero(
    "scipy.integrate.odeint(func, y0, t, args=(), Dfun=None, *, col_deriv=0, rtol=None, atol=None,"
    " hmax=0.0, hmin=0.0, mxstep=0, mxhnil=0, mxordn=12, mxords=5, tfirst=False)",
    constant="t",
)

zero(
    "scipy.integrate.solve_ivp(fun, t_span, y0, method='RK45', t_eval=None, *, args=(), rtol=1e-3,"
    " atol=1e-6, max_step=None, min_step=None, jac=None)",
    constant="t_span t_eval",
)

# q are the first state and the parameters; f is the variational system, b the adjoint one.
# They are functions of a system of the text, which is not followed a second time.
zero("rt.odeint_along(step, f, z, t, dq, rest, options=None)", constant="z dq rest")
zero("rt.odeint_back(step, f, z, t, g0, q, rest, options=None)", constant="z g0 q rest")
zero("rt.ivp_along(step, f, z, span, t, q, dq, rest, options=None)", constant="z q dq rest")
zero("rt.ivp_back(step, f, z, span, t, g0, q, rest, options=None)", constant="z g0 q rest")
for _told in ("", ", options"):
    general(
        f"rt.odeint_of(x, q, t, f, given, b, rest{_told})",
        dz=f"rt.odeint_along(scipy.integrate.odeint, f, x, t, dq, given{_told})",
        q=f"rt.odeint_back(scipy.integrate.odeint, b, x, t, g, q, rest{_told})",
        real=True, constant="t",
    )  # fmt: skip
    general(
        f"rt.ivp_of(x, q, t, span, f, given, b, rest{_told})",
        dz=f"rt.ivp_along(scipy.integrate.solve_ivp, f, x, span, t, q, dq, given{_told})",
        q=f"rt.ivp_back(scipy.integrate.solve_ivp, b, x, span, t, g, q, rest{_told})",
        real=True, constant="t span",
    )  # fmt: skip
