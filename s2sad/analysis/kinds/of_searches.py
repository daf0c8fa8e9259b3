"""The kinds of what SciPy's searches give: roots, minima and fits."""

from __future__ import annotations

from ...ir.kinds import Array, Kind, Other, Scalar, Size, TupleKind
from .calls import Call, Undecided, kind_rule
from .of_scipy import COUNT, TEXT, TRUE, result_of


@kind_rule(*(f"scipy.optimize.{name}(f, a, b, args=(), k=1, xtol=None, rtol=None, maxiter=None,"
             " full_output=False, disp=True)" for name in ("brentq", "brenth", "bisect", "ridder",
                                                           "toms748")))  # fmt: skip
def of_root(call: Call) -> Kind:
    """A number: a Python one, of most methods."""
    return Scalar("float64", call.op == "scipy.optimize.toms748")


@kind_rule("scipy.optimize.newton(func, x0, fprime=None, args=(), tol=None, maxiter=None,"
           " fprime2=None, x1=None, rtol=None, full_output=False, disp=True)")  # fmt: skip
def of_newton(call: Call) -> Kind:
    """A number."""
    if not isinstance(call["x0"], Scalar):
        raise Undecided("the roots of several equations at once")
    return Scalar("float64", True)


def _start(call: Call) -> Kind:
    """Return what a search that begins at x0 finds."""
    x0 = call.array("x0")
    if x0.ndim > 1:
        raise Undecided("a search that begins with a matrix")
    return Array("float64", x0.shape or (Size(1),))


@kind_rule("scipy.optimize.root(fun, x0, args=(), method=None, jac=None, tol=None, options=None)")
def of_system(call: Call) -> Kind:
    """Numbers, as many as x0 has, and how the search went."""
    return result_of(x=_start(call), success=TRUE, status=COUNT, message=TEXT, nfev=COUNT)


@kind_rule("scipy.optimize.fsolve(func, x0, args=(), fprime=None, full_output=0, col_deriv=0,"
           " xtol=None, maxfev=0, band=None, epsfcn=None, factor=100, diag=None)")  # fmt: skip
def of_fsolve(call: Call) -> Kind:
    """Numbers, as many as x0 has."""
    return _start(call)


_OUTPUT = "full_output=0, disp=1, retall=0"


@kind_rule(
    "scipy.optimize.fmin(f, x0, args=(), xtol=None, ftol=None, maxiter=None, maxfun=None,"
    f" {_OUTPUT}, initial_simplex=None)",
    "scipy.optimize.fmin_powell(f, x0, args=(), xtol=None, ftol=None, maxiter=None, maxfun=None,"
    f" {_OUTPUT}, direc=None)",
    f"scipy.optimize.fmin_bfgs(f, x0, fprime=None, args=(), gtol=None, norm=None, epsilon=None,"
    f" maxiter=None, {_OUTPUT}, xrtol=0, c1=None, c2=None, hess_inv0=None)",
    f"scipy.optimize.fmin_cg(f, x0, fprime=None, args=(), gtol=None, norm=None, epsilon=None,"
    f" maxiter=None, {_OUTPUT}, c1=None, c2=None)",
)
def of_least(call: Call) -> Kind:
    """Numbers, as many as x0 has."""
    return _start(call)


@kind_rule(
    "scipy.optimize.fminbound(func, x1, x2, args=(), xtol=None, maxfun=500, full_output=0, disp=1)",
    "scipy.optimize.brent(func, args=(), brack=None, tol=None, full_output=0, maxiter=500)",
    "scipy.optimize.golden(func, args=(), brack=None, tol=None, full_output=0, maxiter=5000)",
)
def of_lowest(call: Call) -> Kind:
    """A number."""
    return Scalar("float64", True)


@kind_rule("scipy.optimize.minimize(fun, x0, args=(), method=None, jac=None, hess=None, hessp=None,"
           " bounds=None, tol=None, options=None)")  # fmt: skip
def of_minimum(call: Call) -> Kind:
    """Numbers, as many as x0 has, what the function is there, and how the search went."""
    return result_of(
        x=_start(call), success=TRUE, status=COUNT, message=TEXT, nfev=COUNT, nit=COUNT,
        fun=Scalar("float64", True),
    )  # fmt: skip


@kind_rule("scipy.optimize.root_scalar(f, args=(), method=None, bracket=None, fprime=None,"
           " fprime2=None, x0=None, x1=None, xtol=None, rtol=None, maxiter=None, options=None)")
def of_root_scalar(call: Call) -> Kind:
    """A number, and how the search went."""
    return result_of(
        root=Scalar("float64"), converged=TRUE, flag=TEXT, iterations=COUNT,
        function_calls=COUNT,
    )  # fmt: skip


@kind_rule("scipy.optimize.minimize_scalar(fun, bracket=None, bounds=None, args=(), method=None,"
           " tol=None, options=None)")  # fmt: skip
def of_minimum_scalar(call: Call) -> Kind:
    """A number, what the function is there, and how the search went."""
    return result_of(
        x=Scalar("float64", True), success=TRUE, message=TEXT, nfev=COUNT, nit=COUNT,
        fun=Scalar("float64", True),
    )  # fmt: skip


@kind_rule("scipy.optimize.least_squares(fun, x0, jac=None, bounds=None, method=None, ftol=None,"
           " xtol=None, gtol=None, x_scale=None, loss=None, f_scale=None, diff_step=None,"
           " tr_solver=None, max_nfev=None, verbose=0, args=())")  # fmt: skip
def of_least_squares(call: Call) -> Kind:
    """Numbers, as many as x0 has, half their squares, the residuals, and how the search went."""
    return result_of(
        x=_start(call), cost=Scalar("float64", True), fun=Array("float64", (call.sizes.fresh(),)),
        success=TRUE, status=COUNT, message=TEXT, nfev=COUNT,
        optimality=Scalar("float64", True),
    )  # fmt: skip


@kind_rule("scipy.optimize.curve_fit(f, xdata, ydata, p0=None, sigma=None, absolute_sigma=False,"
           " check_finite=None, bounds=None, method=None, jac=None, maxfev=0, max_nfev=None,"
           " ftol=None, xtol=None, gtol=None)")  # fmt: skip
def of_curve_fit(call: Call) -> Kind:
    """The parameters, as many as the function has, and their covariance."""
    n = call.sizes.fresh()
    return TupleKind((Array("float64", (n,)), Array("float64", (n, n), "A")))


@kind_rule("rt.kept(x, r, s, low, high)")
def of_kept(call: Call) -> Kind:
    """-1, 0 or 1."""
    return Scalar("float64", True)


@kind_rule("rt.kept_within(x, r, j, bounds)", "rt.kept_between(x, r, j, bounds)")
def of_kept_within(call: Call) -> Kind:
    """0 or 1 for each number."""
    return Array("float64", call.array("x").shape)


@kind_rule("rt.with_last(function, count, given)")
def of_with_last(call: Call) -> Kind:
    """A function."""
    return Other("function")


@kind_rule("rt.root_of(x, r, s)", "rt.roots_of(x, r, j)")
def of_root_of(call: Call) -> Kind:
    """That of x."""
    return call["x"]
