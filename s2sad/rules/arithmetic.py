"""Arithmetic: the operators of Python, and the functions that NumPy has for them."""

from .declare import elementwise, parts, zero

elementwise("x + y", "dx + dy")
elementwise("x - y", "dx - dy")
elementwise("x * y", "y * dx + x * dy")
elementwise("x * x", "2.0 * x * dx")
elementwise("x / y", "dx / y - dy * x / (y * y)", "dx / y - dy * (z / y)")
elementwise("1.0 / x", "-z * z * dx", "-dx / (x * x)")
elementwise("1 / x", "-z * z * dx", "-dx / (x * x)")
elementwise("-x", "-dx")
elementwise("+x", "dx")
elementwise("x % y", "dx - x // y * dy", real=True, note="where y divides x: -(x // y) in y")

elementwise("np.add(x, y)", "dx + dy")
elementwise("np.subtract(x, y)", "dx - dy")
elementwise("np.multiply(x, y)", "y * dx + x * dy")
elementwise("np.multiply(x, x)", "2.0 * x * dx")
elementwise("np.divide(x, y)", "dx / y - dy * x / (y * y)", "dx / y - dy * z / y")
elementwise("np.negative(x)", "-dx")
elementwise("np.positive(x)", "dx")
elementwise("np.mod(x, y)", "dx - np.floor_divide(x, y) * dy", real=True)
elementwise("np.fmod(x, y)", "dx - np.rint((x - z) / y) * dy", real=True)
parts("np.divmod(x, y)", "np.floor_divide(x, y)", "np.mod(x, y)")
elementwise("np.square(x)", "2.0 * x * dx")
elementwise("np.reciprocal(x)", "-dx / (x * x)", "-z * z * dx")

# Powers. A number as exponent gives the formula of school; otherwise the general derivative,
# which is 0 where its factor y is, whatever x is, and where x is 0 and y > 0.
# x < 0: the slope in y is nan, as the logarithm is.
for _power in ("x ** {}", "np.power(x, {})"):
    elementwise(
        _power.format("y"),
        "rt.power_derivative(x, y, 1, 0) * dx + rt.power_log(x, y, z) * dy",
        "rt.power_derivative(x, y, 1, 0) * dx + rt.power_derivative(x, y, 0, 1) * dy",
        note="slope in x at y = 0, and in y at x = 0 <= y: 0; in y where x < 0: nan",
    )
    zero(_power.format("0"))
    zero(_power.format("0.0"))
    elementwise(_power.format("1"), "dx")
    elementwise(_power.format("1.0"), "dx")
    elementwise(_power.format("2"), "2.0 * x * dx")
    elementwise(_power.format("2.0"), "2.0 * x * dx")
    elementwise(_power.format("0.5"), "0.5 * dx / z")
    elementwise(_power.format("-1"), "-dx / (x * x)", "-z * z * dx")
    elementwise(_power.format("-1.0"), "-dx / (x * x)", "-z * z * dx")
    elementwise(_power.format("const(n)"), "float(n) * x ** (n - 1) * dx")
elementwise("positive(a) ** x", "np.log(a) * z * dx")
elementwise("np.power(positive(a), x)", "np.log(a) * z * dx")
elementwise(
    "np.float_power(x, y)",  # in double precision, whatever x and y are
    "rt.power_derivative(x, y, 1, 0) * np.float64(1.0) * dx"
    " + rt.power_derivative(x, y, 0, 1) * np.float64(1.0) * dy",
)

# Steps and comparisons: flat wherever they are differentiable.
zero("x // y")
zero("~x")
for _sign in ("<<", ">>", "&", "|", "^", "<", "<=", ">", ">=", "==", "!="):
    zero(f"x {_sign} y")
for _word in ("is", "is not", "in", "not in"):
    zero(f"x {_word} y")
zero("not x")
for _name in ("floor_divide", "less", "less_equal", "greater", "greater_equal", "equal",
              "not_equal", "logical_and", "logical_or", "logical_xor", "bitwise_and", "bitwise_or",
              "bitwise_xor", "left_shift", "right_shift"):  # fmt: skip
    zero(f"np.{_name}(x, y)")
for _name in ("logical_not", "invert"):
    zero(f"np.{_name}(x)")
