"""Differential equations and integrals: what is found moves as the equation, or the function, says.

The steps are constants, and so are the times of steps between the ends. `f` and `b` are functions
of the text, made for the tangent and for the adjoint, `given` and `rest` their last operands; q are
the parameters, with the start of a flow before them. What a stepper is told besides, `rtol=1e-9`,
is told to it again.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from ...ir.frozen import replace
from ...ir.nodes import Apply, Name
from ..declare import cite, general, zero
from ..registry import register_family
from ..rule import Rule

TOLD = (
    "rtol", "atol", "hmax", "hmin", "mxstep", "mxhnil", "mxordn", "mxords", "tfirst", "method",
    "max_step", "min_step", "epsabs", "epsrel", "limit", "points",
    "norm", "cache_size", "workers", "quadrature",
)  # fmt: skip
_EQUATIONS = "Hairer, Norsett and Wanner 1993, I.14; Cao, Li, Petzold and Serban 2003"
_INTEGRALS = "Leibniz integral rule"
_DEFAULTS = ", ".join(f"{name}=None" for name in TOLD)

zero(
    "scipy.integrate.odeint(func, y0, t, args=(), Dfun=None, *, col_deriv=0, rtol=None, atol=None,"
    " h0=0.0, hmax=0.0, hmin=0.0, ixpr=0, mxstep=0, mxhnil=0, mxordn=12, mxords=5, printmessg=0,"
    " tfirst=False, ml=None, mu=None)"
)
zero(
    "scipy.integrate.solve_ivp(fun, t_span, y0, method='RK45', t_eval=None, *, args=(), rtol=1e-3,"
    " atol=1e-6, max_step=None, min_step=None, jac=None, dense_output=False, vectorized=False,"
    " first_step=None, lband=None, uband=None)"
)
zero(
    "scipy.integrate.quad(func, a, b, args=(), *, epsabs=1.49e-08, epsrel=1.49e-08, limit=50,"
    " points=None, maxp1=50, limlst=50)"
)
zero(
    "scipy.integrate.quad_vec(f, a, b, epsabs=1e-200, epsrel=1e-08, norm='2', cache_size=100e6,"
    " limit=10000, workers=1, points=None, quadrature=None, *, args=())"
)

# A state moves with its time along the equation, of which f is the right side; a start against it.
cite(_EQUATIONS)
_RATES = "rt.odeint_rates(f, x, t, rest)"
general("rt.odeint_at(x, f, t, rest)", dz=f"dx + {_RATES} * np.expand_dims(dt, 1)", x="g",
        t=f"np.sum({_RATES} * g, axis=1)", real=True)  # fmt: skip
_RATES = "rt.t(rt.ivp_rates(f, rt.t(x), t, rest))"
general("rt.ivp_at(x, f, t, rest)", dz=f"dx + {_RATES} * dt", x="g",
        t=f"np.sum({_RATES} * g, axis=0)", real=True)  # fmt: skip
for _name in ("odeint", "ivp"):
    _rate = f"rt.{_name}_rate(f, x, t, rest)"
    general(f"rt.{_name}_from(x, f, t, rest)", dz=f"dx - {_rate} * dt", x="g",
            t=f"-np.sum({_rate} * g)", real=True)  # fmt: skip
    zero(f"rt.{_name}_rate(f, z, t, rest)", constant="z t rest")
    zero(f"rt.{_name}_rates(f, z, t, rest)", constant="z t rest")
# Where the steps ended before b, they did not come so far.
general(
    "rt.between(x, a, b)", dz="rt.at_ends(x, da, 0.0) + rt.at_ends(x, 0.0, db * (x[-1] == b))",
    a="g[0]", b="g[-1] * (x[-1] == b)", real=True,
)  # fmt: skip
general("rt.at_ends(x, a, b)", dz="rt.at_ends(x, da, 0.0) + rt.at_ends(x, 0.0, db)",
        a="g[0]", b="g[-1]", shape="x")  # fmt: skip

# Derivatives by another stepper are not followed a second time.
for _call, _constant in (
    ("odeint_along(step, f, z, t, dq, rest", "z dq rest"),
    ("odeint_back(step, f, z, t, g0, q, rest", "z g0 q rest"),
    ("ivp_along(step, f, z, span, t, q, dq, rest", "z q dq rest"),
    ("ivp_back(step, f, z, span, t, g0, q, rest", "z g0 q rest"),
    ("quad_along(step, f, a, b, dq, rest", "a b dq rest"),
    ("quad_back(step, f, a, b, q, rest", "a b q rest"),
    ("quads_along(step, f, a, b, z, dq, rest", "a b z dq rest"),
    ("quads_back(step, f, a, b, g0, q, rest", "a b g0 q rest"),
):
    zero(f"rt.{_call}, *, {_DEFAULTS})", constant=_constant)


def _declare(call: str, cited: str, constant: str = "", **formulas: str) -> None:
    """Declare a primitive in whose formulas `...` stands for what a call is told besides."""
    op, _, inside = call.removesuffix(")").partition("(")

    @cache
    def of(told: tuple[str, ...]) -> Rule:
        text = f"{call[:-1]}, *, {', '.join(f'{k}=None' for k in told)})" if told else call
        again = "".join([f", {key}={key}" for key in told])
        put: dict[str, Any] = {k: v.replace(", ...", again) for k, v in formulas.items()}
        rule = general.rule(text, constant=constant, real=True, cited=cited, **put)
        return replace(rule, source=__name__)

    operands = tuple([Name(name) for name in inside.split(", ")])
    register_family(Apply(op, operands), lambda expr: of(tuple([key for key, _ in expr.kwargs])))


_declare(
    "rt.odeint_of(x, q, t, f, given, b, rest)", _EQUATIONS,
    dz="rt.odeint_along(scipy.integrate.odeint, f, x, t, dq, given, ...)",
    q="rt.odeint_back(scipy.integrate.odeint, b, x, t, g, q, rest, ...)",
)  # fmt: skip
_declare(
    "rt.ivp_of(x, q, t, span, f, given, b, rest)", _EQUATIONS,
    dz="rt.ivp_along(scipy.integrate.solve_ivp, f, x, span, t, q, dq, given, ...)",
    q="rt.ivp_back(scipy.integrate.solve_ivp, b, x, span, t, g, q, rest, ...)",
)  # fmt: skip

# r and s are the function at a and at b.
_declare(
    "rt.integral_of(x, a, b, r, s)", _INTEGRALS, dz="s * db - r * da", a="-r * g", b="s * g",
)  # fmt: skip
_declare(
    "rt.integral_with(x, a, b, r, s, q, f, given, h, rest)", _INTEGRALS,
    dz="s * db - r * da + rt.quad_along(scipy.integrate.quad, f, a, b, dq, given, ...)",
    a="-r * g", b="s * g",
    q="g * rt.quad_back(scipy.integrate.quad_vec, h, a, b, q, rest, ...)",
)  # fmt: skip
_declare(
    "rt.integrals_of(x, a, b, r, s)", _INTEGRALS,
    dz="s * db - r * da", a="-np.sum(r * g)", b="np.sum(s * g)",
)  # fmt: skip
_declare(
    "rt.integrals_with(x, a, b, r, s, q, f, given, h, rest)", _INTEGRALS,
    dz="s * db - r * da + rt.quads_along(scipy.integrate.quad_vec, f, a, b, x, dq, given, ...)",
    a="-np.sum(r * g)", b="np.sum(s * g)",
    q="rt.quads_back(scipy.integrate.quad_vec, h, a, b, g, q, rest, ...)",
)  # fmt: skip
