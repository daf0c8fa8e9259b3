"""Roots and minima: the search is a constant; `rt.root_of` says how what it finds moves."""

from ..declare import cite, general, parts, zero

_PLAIN = "*, xtol=2e-12, rtol=0.0, maxiter=100, full_output=False, disp=True"
for _name in ("brentq", "brenth", "bisect", "ridder"):
    zero(f"scipy.optimize.{_name}(f, a, b, args=(), {_PLAIN})")
zero(f"scipy.optimize.toms748(f, a, b, args=(), k=1, {_PLAIN})")
zero(
    "scipy.optimize.newton(func, x0, fprime=None, args=(), tol=1.48e-08, maxiter=50, fprime2=None,"
    " x1=None, rtol=0.0, full_output=False, disp=True)"
)

_SCALAR = "xtol=None, rtol=None, maxiter=None, options=None"
zero("scipy.optimize.root(fun, x0, args=(), method='hybr', jac=None, tol=None, options=None)")
zero(
    "scipy.optimize.fsolve(func, x0, args=(), fprime=None, *, col_deriv=0, xtol=1.49012e-08,"
    " maxfev=0, band=None, epsfcn=None, factor=100, diag=None)"
)
zero(
    "scipy.optimize.minimize(fun, x0, args=(), method=None, jac=None, hess=None, hessp=None,"
    " *, bounds=None, tol=None, options=None)"
)
zero(
    "scipy.optimize.root_scalar(f, args=(), method=None, bracket=None, fprime=None, fprime2=None,"
    f" x0=None, x1=None, *, {_SCALAR})"
)
zero(
    "scipy.optimize.minimize_scalar(fun, bracket=None, bounds=None, args=(), method=None,"
    " *, tol=None, options=None)"
)

_OUTPUT = "full_output=0, disp=1, retall=0"
for _name, _rest in (
    ("fmin(func, x0, args=()", f"xtol=0.0001, ftol=0.0001, maxiter=None, maxfun=None, {_OUTPUT},"
     " initial_simplex=None"),
    ("fmin_powell(func, x0, args=()", "xtol=0.0001, ftol=0.0001, maxiter=None, maxfun=None,"
     f" {_OUTPUT}, direc=None"),
    ("fmin_bfgs(f, x0, fprime=None, args=()", "gtol=1e-05, norm=None, epsilon=None, maxiter=None,"
     f" {_OUTPUT}, xrtol=0, c1=0.0001, c2=0.9, hess_inv0=None"),
    ("fmin_cg(f, x0, fprime=None, args=()", "gtol=1e-05, norm=None, epsilon=None, maxiter=None,"
     f" {_OUTPUT}, c1=0.0001, c2=0.4"),
    ("brent(func, args=(), brack=None", "tol=1.48e-08, full_output=0, maxiter=500"),
    ("golden(func, args=(), brack=None", "tol=None, full_output=0, maxiter=5000"),
    ("fminbound(func, x1, x2, args=()", "xtol=1e-05, maxfun=500, full_output=0, disp=1"),
):  # fmt: skip
    zero(f"scipy.optimize.{_name}, *, {_rest})")

zero(
    "scipy.optimize.least_squares(fun, x0, jac='2-point', *, bounds=None, method='trf', ftol=1e-08,"
    " xtol=1e-08, gtol=1e-08, x_scale=None, loss='linear', f_scale=1.0, diff_step=None,"
    " tr_solver=None, max_nfev=None, verbose=0, args=())"
)
zero(
    "scipy.optimize.curve_fit(f, xdata, ydata, p0=None, sigma=None, absolute_sigma=False,"
    " check_finite=None, *, bounds=None, method=None, jac=None, maxfev=0, max_nfev=None,"
    " ftol=1.49012e-08, xtol=1.49012e-08, gtol=0.0)"
)

cite("implicit function theorem")
# dz = -dr / s. A search has no derivative itself: dx = 0.
general("rt.root_of(x, r, s)", dz="dx - dr / s", x="g", r="-g / s", real=True)
general(
    "rt.roots_of(x, r, j)", dz="dx - np.linalg.solve(j, dr)",
    x="g", r="-np.linalg.solve(rt.t(j), g)", real=True,
)  # fmt: skip
zero("rt.kept(x, r, s, low, high)")
for _name in ("kept_within", "kept_between"):
    zero(f"rt.{_name}(x, r, j, bounds)", constant="bounds")
zero("rt.with_last(function, count, given)")
general("rt.moves_as(x, y)", dz="dy", y="g")

# Which numbers are positive does not move: these solve the plain problem of their columns, with
# the pseudo-inverse p. What is left over is orthogonal to these columns.
cite("Golub and Pereyra 1973")
parts("scipy.optimize.nnls(A, b)", "rt.nnls_solution(A, b, d)", "rt.nnls_norm(A, b, d)", whole="d",
      note="where the same numbers stay positive")  # fmt: skip
general(
    "rt.nnls_solution(A, b, d)",
    p="np.linalg.pinv(A * (z > 0.0))", r="b - A @ z",
    dz="p @ (db - dA @ z + p.T @ ((dA * (z > 0.0)).T @ r))",
    u="p.T @ g", A="np.outer(r, p @ u) - np.outer(u, z)", b="u", part=0, real=True,
)  # fmt: skip
general(
    "rt.nnls_norm(A, b, d)",
    x="rt.nnls_solution(A, b, d)", r="rt.divide_or_zero(b - A @ x, z)",
    dz="r @ (db - dA @ x)", A="-g * np.outer(r, x)", b="g * r", part=1, real=True,
)  # fmt: skip
