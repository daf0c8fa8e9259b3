"""The kinds of solutions of differential equations, and of integrals, by SciPy's functions."""

from __future__ import annotations

from ...ir.kinds import Array, Kind, Scalar, Size, TupleKind, Unknown
from ...rules.scipy.flows import TOLD
from .calls import Call, Undecided, kind_rule
from .of_scipy import COUNT, TEXT, TRUE, result_of

_TOLD = ", ".join(f"{name}=None" for name in TOLD)


@kind_rule("scipy.integrate.quad(func, a, b, args=(), epsabs=None, epsrel=None, limit=None,"
           " points=None, maxp1=50, limlst=50)")  # fmt: skip
def of_quad(call: Call) -> Kind:
    """An integral, and the estimate of its error."""
    return TupleKind((Scalar("float64"), Scalar("float64")))


@kind_rule("scipy.integrate.quad_vec(f, a, b, epsabs=None, epsrel=None, norm=None, cache_size=None,"
           " limit=None, workers=None, points=None, quadrature=None, args=())")  # fmt: skip
def of_quad_vec(call: Call) -> Kind:
    """Integrals of what the function gives, and the estimate of their error."""
    return TupleKind((Unknown("what the function gives"), Scalar("float64")))


@kind_rule("scipy.integrate.odeint(func, y0, t, args=(), Dfun=None, col_deriv=0, full_output=0,"
           " ml=None, mu=None, rtol=None, atol=None, tcrit=None, h0=0.0, hmax=0.0, hmin=0.0,"
           " ixpr=0, mxstep=0, mxhnil=0, mxordn=12, mxords=5, printmessg=0, tfirst=False)")
def of_odeint(call: Call) -> Kind:
    """A state for each time."""
    return Array("float64", (_times(call, "t"), _state(call)))


@kind_rule("scipy.integrate.solve_ivp(fun, t_span, y0, method='RK45', t_eval=None, args=(),"
           " rtol=None, atol=None, max_step=None, min_step=None, jac=None, dense_output=False,"
           " events=None, vectorized=False, first_step=None, lband=None, uband=None)")  # fmt: skip
def of_solve_ivp(call: Call) -> Kind:
    """A state in a column for each time, and how the steps went."""
    count = _times(call, "t_eval") if call.has("t_eval") else call.sizes.fresh()
    return result_of(
        y=Array("float64", (_state(call), count), "A"), t=Array("float64", (count,)),
        success=TRUE, status=COUNT, message=TEXT, nfev=COUNT,
    )  # fmt: skip


def _state(call: Call) -> Size:
    """Return how many numbers a state has."""
    start = call.array("y0")
    if start.ndim > 1 or start.dtype.startswith("complex"):
        raise Undecided("a state that is a matrix, or complex")
    return start.shape[0] if start.ndim else Size(1)


def _times(call: Call, name: str) -> Size:
    times = call.array(name)
    if times.ndim != 1:
        raise Undecided("times that are no vector")
    return times.shape[0]


@kind_rule(f"rt.odeint_of(x, q, t, f, given, b, rest, {_TOLD})",
           f"rt.odeint_along(step, f, x, t, dq, rest, {_TOLD})",
           f"rt.ivp_of(x, q, t, span, f, given, b, rest, {_TOLD})",
           f"rt.ivp_along(step, f, x, span, t, q, dq, rest, {_TOLD})")  # fmt: skip
def of_odeint_of(call: Call) -> Kind:
    """That of the states."""
    return call["x"]


@kind_rule(*(f"rt.{name}(x, f, t, rest)" for name in ("odeint_at", "ivp_at", "odeint_from",
                                                      "ivp_from")),
           "rt.between(x, a, b)")  # fmt: skip
def of_moved(call: Call) -> Kind:
    """That of x."""
    return call["x"]


@kind_rule("rt.at_ends(x, a, b)")
def of_ends(call: Call) -> Kind:
    """Numbers, as many as x has."""
    return Array("float64", call.array("x").shape, "C")


@kind_rule("rt.odeint_rates(f, z, t, rest)", "rt.ivp_rates(f, z, t, rest)",
           "rt.odeint_rate(f, z, t, rest)", "rt.ivp_rate(f, z, t, rest)")  # fmt: skip
def of_rates(call: Call) -> Kind:
    """A number for each of the states."""
    return Array("float64", call.array("z").shape)


@kind_rule(f"rt.odeint_back(step, f, z, t, y, q, rest, {_TOLD})",
           f"rt.ivp_back(step, f, z, span, t, y, q, rest, {_TOLD})")
def of_odeint_back(call: Call) -> Kind:
    """That of the start and the parameters."""
    return call["q"]


@kind_rule(f"rt.quad_along(step, f, a, b, dq, rest, {_TOLD})")
def of_quad_along(call: Call) -> Kind:
    """A number."""
    return Scalar("float64")


@kind_rule(f"rt.quad_back(step, f, a, b, q, rest, {_TOLD})")
def of_quad_back(call: Call) -> Kind:
    """A number for each parameter."""
    return call["q"]


@kind_rule(f"rt.quads_along(step, f, a, b, z, dq, rest, {_TOLD})")
def of_quads_along(call: Call) -> Kind:
    """That of z."""
    return call["z"]


@kind_rule(f"rt.quads_back(step, f, a, b, g0, q, rest, {_TOLD})")
def of_quads_back(call: Call) -> Kind:
    """A number for each parameter."""
    return call["q"]


@kind_rule("rt.integrals_of(x, a, b, r, s)",
           f"rt.integrals_with(x, a, b, r, s, q, f, given, h, rest, {_TOLD})")  # fmt: skip
def of_integrals_of(call: Call) -> Kind:
    """That of r, a value of the function."""
    return call["r"]


@kind_rule("rt.integral_of(x, a, b, r, s)",
           f"rt.integral_with(x, a, b, r, s, q, f, given, h, rest, {_TOLD})")  # fmt: skip
def of_integral_of(call: Call) -> Kind:
    """That of x."""
    return call["x"]
