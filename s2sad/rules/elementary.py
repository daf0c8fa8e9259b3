"""Elementary functions of NumPy's: powers, exponentials, trigonometric and hyperbolic functions."""

from .declare import elementwise, general, linear, parts, zero

elementwise("np.sqrt(x)", "0.5 * dx / z", note="at 0: inf, the slope from the right")
elementwise("np.cbrt(x)", "dx / (3.0 * z ** 2)")
elementwise("np.exp(x)", "z * dx")
elementwise("np.exp2(x)", "np.log(2.0) * z * dx")
elementwise("np.expm1(x)", "np.exp(x) * dx")
elementwise("np.log(x)", "dx / x")
elementwise("np.log2(x)", "dx / (np.log(2.0) * x)")
elementwise("np.log10(x)", "dx / (np.log(10.0) * x)")
elementwise("np.log1p(x)", "dx / (1.0 + x)")

elementwise("np.sin(x)", "np.cos(x) * dx")
elementwise("np.cos(x)", "-np.sin(x) * dx")
elementwise("np.tan(x)", "(1.0 + z ** 2) * dx")
# Of complex numbers the result tells on which side of a cut they are: sums lose the sign of a zero.
elementwise("np.arcsin(x)", "dx / np.sqrt((1.0 - x) * (1.0 + x))", real=True)
elementwise("np.arcsin(x)", "dx / np.cos(z)", complex=True)
elementwise("np.arccos(x)", "-dx / np.sqrt((1.0 - x) * (1.0 + x))", real=True)
elementwise("np.arccos(x)", "-dx / np.sin(z)", complex=True)
elementwise("np.arctan(x)", "dx / (1.0 + x ** 2)")
elementwise("np.sinh(x)", "np.cosh(x) * dx")
elementwise("np.cosh(x)", "np.sinh(x) * dx")
elementwise("np.tanh(x)", "(1.0 - z ** 2) * dx")
elementwise("np.arcsinh(x)", "dx / np.hypot(x, 1.0)", real=True)
elementwise("np.arcsinh(x)", "dx / np.cosh(z)", complex=True)
elementwise("np.arccosh(x)", "dx / (np.sqrt(x - 1.0) * np.sqrt(x + 1.0))", real=True)
elementwise("np.arccosh(x)", "dx / np.sinh(z)", complex=True)
elementwise("np.arctanh(x)", "dx / ((1.0 - x) * (1.0 + x))")
elementwise("np.sinc(x)", "rt.sinc_derivative(x, 1) * dx", cited="quotient rule; Taylor series")
elementwise("np.deg2rad(x)", "np.deg2rad(dx)", real=True)
elementwise("np.radians(x)", "np.radians(dx)", real=True)
elementwise("np.rad2deg(x)", "np.rad2deg(dx)", real=True)
elementwise("np.degrees(x)", "np.degrees(dx)", real=True)

elementwise("np.abs(x)", "np.sign(x) * dx", real=True, note="at 0: 0")
elementwise("np.abs(x)", "rt.divide_or_zero(np.conj(x), z) * dx", complex=True, note="at 0: 0")
elementwise("np.fabs(x)", "np.sign(x) * dx", real=True, note="at 0: 0")
elementwise("np.copysign(x, y)", "np.sign(x) * np.copysign(1.0, y) * dx", real=True)
elementwise(
    "np.hypot(x, y)",
    "rt.divide_or_zero(x, z) * dx + rt.divide_or_zero(y, z) * dy",
    real=True, note="at (0, 0): (0, 0); in what is infinite: nan",
)  # fmt: skip
elementwise(
    "np.arctan2(y, x)",
    "rt.inversion(x, y) * dy - rt.inversion(y, x) * dx",
    real=True, note="at (0, 0): (0, 0)",
)  # fmt: skip
elementwise(
    "np.logaddexp(x, y)",
    "rt.logaddexp_weight(x, y) * dx + rt.logaddexp_weight(y, x) * dy",
    real=True, note="where x = y, infinite or not: 1/2 each",
)  # fmt: skip
elementwise(
    "np.logaddexp2(x, y)",
    "rt.logaddexp_weight(np.log(2.0) * x, np.log(2.0) * y) * dx"
    " + rt.logaddexp_weight(np.log(2.0) * y, np.log(2.0) * x) * dy",
    real=True,
)
elementwise("np.real(x)", "np.real(dx)")
elementwise("np.conj(x)", "np.conj(dx)")
linear("np.imag(x)", x="-1j * g")
parts("np.modf(x)", "rt.fraction(x)", "np.trunc(x)")
elementwise(
    "np.nan_to_num(x, copy=True, nan=0.0, posinf=None, neginf=None)", "np.isfinite(x) * dx",
    constant="nan posinf neginf", real=True,
)
elementwise("np.real_if_close(x, tol=100)", "dx", real=True)
elementwise("np.i0(x)", "rt.i0_derivative(x, 1) * dx", real=True, cited="DLMF 10.29")
elementwise(
    "np.unwrap(x, discont=None, axis=-1, *, period=6.283185307179586)", "dx",
    real=True, constant="period", note="jumps by whole periods are constants",
)
zero("np.angle(x, deg=False)", real=True)
# The angle is the imaginary part of the logarithm.
_angle = "np.angle(x, deg=False)"
general(
    _angle,
    dz="-1j * rt.divide_or_zero(dx, x)", x="-1j * rt.divide_or_zero(g, x)",
    only={"deg": (False,)}, complex=True, note="at 0: 0", cited="chain rule",
)  # fmt: skip
general(
    _angle,
    dz="-1j * rt.divide_or_zero(np.rad2deg(1.0) * dx, x)",
    x="-1j * rt.divide_or_zero(np.rad2deg(1.0) * g, x)",
    only={"deg": (True,)}, complex=True, note="at 0: 0", cited="chain rule",
)  # fmt: skip
general(
    "np.sign(x)",
    dz="rt.divide_or_zero(dx - z * np.real(np.conj(z) * dx), np.abs(x))",
    x="rt.divide_or_zero(g - np.conj(z) * np.real(z * g), np.abs(x))",
    complex=True, note="x / |x|; at 0: 0", cited="quotient rule",
)  # fmt: skip

for _name in ("floor", "ceil", "rint", "trunc", "sign", "signbit", "fix", "isnan", "isinf",
              "isfinite", "isposinf", "isneginf", "iscomplex", "isreal", "spacing"):  # fmt: skip
    zero(f"np.{_name}(x)", real=_name == "sign")
zero("np.round(x, decimals=0)")
zero("np.around(x, decimals=0)")
elementwise("np.ldexp(x, n)", "np.ldexp(dx, n)", real=True)
elementwise("np.heaviside(x, y)", "(x == 0) * dy", real=True, note="y is the value at 0")
zero("np.isclose(...)")
