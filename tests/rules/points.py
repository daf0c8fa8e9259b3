"""The points at which the rules are tested: a call as users write it, and its operands."""

import numpy as np

from .points_complex import POINTS as COMPLEX
from .points_fourier import POINTS as FOURIER
from .points_linalg import POINTS as LINALG
from .points_scipy import POINTS_OF_SCIPY

_rng = np.random.default_rng(7)


def r(*shape, low=0.15, high=0.85):
    """Return random numbers in (low, high): a float, or an array."""
    return _rng.uniform(low, high, shape) if shape else float(_rng.uniform(low, high))


def signed(*shape):
    return r(*shape, low=-1.5, high=1.5)


X1, X2, X3 = signed(4), signed(3, 4), signed(2, 3, 4)
SPD = X2 @ X2.T + 2.0 * np.eye(3)
STACK = signed(2, 3, 3) + 2.0 * np.eye(3)
PAIRS = [
    (r(), r()), (r(4), r(4)), (r(3, 4), r(3, 4)), (r(3, 4), r(4)), (r(), r(3)), (r(3, 1), r(1, 4)),
    (r(3, 1), r()), (r(0), r(0)), (np.float64(0.3), r(2)),
]  # fmt: skip
NUMBERS = [r(), r(4), r(2, 3), r(3, 1), r(0), np.float64(0.4), np.array(0.4)]

POINTS = []


def add(text, **values):
    POINTS.append((text, values))


def unary(function, *values):
    for x in values or NUMBERS:
        add(f"{function}(x)", x=x)


def binary(template):
    for x, y in PAIRS:
        add(template, x=x, y=y)


for _op in ("+", "-", "*", "/", "%", "**"):
    binary(f"x {_op} y")
for _f in (
    "add", "subtract", "multiply", "divide", "mod", "fmod", "power", "maximum", "minimum", "fmax",
    "fmin", "hypot", "logaddexp", "logaddexp2", "copysign", "float_power",
):  # fmt: skip
    binary(f"np.{_f}(x, y)")
binary("np.arctan2(x, y)")
for _text in ("-x", "+x", "x * x", "np.multiply(x, x)", "abs(x)", "1.0 / x", "1 / x"):
    for _x in NUMBERS:
        add(_text, x=_x)
for _n in (
    "0", "0.0", "1", "1.0", "2", "2.0", "0.5", "-1", "-1.0", "3", "4.0", "1.1", "-2", "-0.5",
):  # fmt: skip
    for _x in (r(), r(3)):
        add(f"x ** {_n}", x=_x)
        add(f"np.power(x, {_n})", x=_x)
for _n in ("2", "3", "1.5"):
    add(f"math.pow(x, {_n})", x=1.3)
for _text in ("2.0 ** x", "np.power(2.0, x)", "3 ** x"):
    for _x in NUMBERS:
        add(_text, x=_x)
add("math.pow(2.0, x)", x=0.4)
add("x ** n", x=-1.3, n=3)
add("x ** n", x=signed(3), n=np.array([0, 1, 3]))
add("x ** n", x=signed(3), n=3)
add("x ** n", x=signed(3), n=0)
add("pow(x, y)", x=1.3, y=0.4)
add("math.pow(x, y)", x=1.3, y=0.4)

for _f in (
    "negative", "positive", "square", "reciprocal", "sqrt", "cbrt", "exp", "exp2", "expm1", "log",
    "log2", "log10", "log1p", "sin", "cos", "tan", "arcsin", "arccos", "arctan", "sinh", "cosh",
    "tanh", "arcsinh", "arctanh", "sinc", "deg2rad", "radians", "rad2deg", "degrees", "abs",
    "fabs", "real", "conj", "nan_to_num", "copy",
):  # fmt: skip
    unary(f"np.{_f}")
unary("np.imag", np.array([0.3, 0.2]))
unary("np.arccosh", 1.5, r(3) + 1.1)
unary("np.abs", -0.3, signed(3))
unary("np.sinc", 0.0, np.array([0.0, 0.2, 1.0, 2.5, -7.3]))
for _f in (
    "sqrt", "exp", "expm1", "log", "log2", "log10", "log1p", "sin", "cos", "tan", "asin", "acos",
    "atan", "sinh", "cosh", "tanh", "asinh", "atanh", "degrees", "radians", "fabs", "erf", "erfc",
    "cbrt", "exp2",
):  # fmt: skip
    unary(f"math.{_f}", 0.37)
unary("math.acosh", 1.7)
unary("math.fabs", -0.4)
unary("float", 0.3, np.float64(0.3), np.array(0.3))
for _f in ("gamma(x)", "lgamma(x)", "ldexp(x, 3)", "nextafter(x, 2.0)", "ulp(x)", "modf(x)"):
    add(f"math.{_f}", x=2.7)
add("math.log(x, y)", x=0.7, y=3.0)
for _f in ("atan2", "hypot", "copysign", "fmod", "remainder"):
    add(f"math.{_f}(x, y)", x=1.7, y=0.6)
add("math.hypot(x, y, w)", x=0.3, y=0.4, w=-0.5)
for _f in ("max", "min"):
    add(f"{_f}(x, y)", x=0.3, y=0.4)
    add(f"{_f}(x, y)", x=0.4, y=0.3)
    add(f"{_f}(x, y, w)", x=0.4, y=0.5, w=0.3)
    add(f"{_f}(x, y, w)", x=0.4, y=0.3, w=0.5)
    add(f"{_f}(x, 0.35)", x=0.4)

_REDUCED = [
    (X1, ""), (X1, ", axis=0"), (X1, ", -1"), (X2, ""), (X2, ", 0"), (X2, ", axis=1"),
    (X2, ", axis=-1"), (X2, ", axis=0, keepdims=True"), (X2, ", axis=1, keepdims=True"),
    (X2, ", keepdims=True"), (X3, ", axis=1"), (X3, ", axis=(0, 2)"), (X3, ", axis=(0, 1)"),
    (X3, ", axis=(1, -1), keepdims=True"), (r(3, 1), ", axis=1"), (r(1, 3), ""), (0.4, ""),
    (np.array(0.4), ""),
]  # fmt: skip
for _f in ("sum", "mean", "max", "min", "amax", "amin", "prod", "ptp", "var", "std"):
    for _x, _rest in _REDUCED:
        if not (_f in ("ptp", "var", "std") and (np.ndim(_x) == 0 or 1 in np.shape(_x))):
            add(f"np.{_f}(x{_rest})", x=_x)
for _f in ("var", "std"):
    add(f"np.{_f}(x, axis=0, ddof=1)", x=X2)
for _x in (np.array([0.0, 2.0, 3.0]), np.array([0.0, 0.0, 3.0])):
    add("np.prod(x)", x=_x)
    add("np.cumprod(x)", x=_x)
add("np.prod(x, axis=0)", x=np.array([[0.0, 1.5], [2.0, 0.0], [0.0, 3.0]]))
for _f in ("cumsum", "cumprod"):
    for _x, _rest in ((X1, ""), (X1, ", axis=0"), (X2, ""), (X2, ", axis=0"), (X2, ", axis=-1"),
        (X3, ", 1")):
        add(f"np.{_f}(x{_rest})", x=_x)
add("np.trace(x)", x=X2)
add("np.trace(x)", x=SPD)
add("np.trace(x, offset=1)", x=X2)
add("np.trace(x, axis1=1, axis2=2)", x=X3)

for _a, _b in (
    (X1, signed(4)), (X2, X1), (signed(3), X2), (X2, signed(4, 2)), (X3, signed(4, 2)),
    (X3, signed(2, 4, 2)), (X3, X1), (signed(3), X3), (signed(1, 3, 4), signed(5, 4, 2)),
    (X2, signed(2, 4, 3)),
):  # fmt: skip
    add("a @ b", a=_a, b=_b)
    add("np.matmul(a, b)", a=_a, b=_b)
for _a, _b in (
    (0.3, 0.4), (0.3, X2), (X2, 0.3), (X1, signed(4)), (X2, X1), (signed(3), X2),
    (X2, signed(4, 2)), (X3, X1), (X3, signed(5, 4, 2)),
):  # fmt: skip
    add("np.dot(a, b)", a=_a, b=_b)
for _a, _b in (
    (0.3, 0.4), (0.3, X2), (X2, 0.3), (X1, signed(4)), (X2, X1), (X1, X2), (X2, signed(5, 4)),
    (X3, X2),
):  # fmt: skip
    add("np.inner(a, b)", a=_a, b=_b)
for _a, _b in ((X1, signed(4)), (X2, signed(4, 3)), (0.3, 0.4)):
    add("np.vdot(a, b)", a=_a, b=_b)
for _a, _b in ((X1, signed(3)), (X2, signed(2)), (0.3, signed(2))):
    add("np.outer(a, b)", a=_a, b=_b)
add("np.tensordot(a, b)", a=X3, b=signed(3, 4, 2))
add("np.tensordot(a, b, axes=1)", a=X3, b=signed(4, 5))
add("np.tensordot(a, b, axes=0)", a=X1, b=signed(2))
add("np.tensordot(a, b, ((0, 2), (1, 0)))", a=X3, b=signed(4, 2, 5))
add("np.tensordot(a, b, axes=([1, 0], [0, 1]))", a=X3, b=signed(3, 2))
add("np.cross(a, b)", a=signed(3), b=signed(3))
add("np.cross(a, b)", a=signed(4, 3), b=signed(3))
for _s, _ops in (
    ("ij,jk->ik", (X2, signed(4, 2))), ("ij,jk", (X2, signed(4, 2))), ("ij->", (X2,)),
    ("ii->i", (SPD,)), ("ii", (SPD,)), ("ij->j", (X2,)), ("i,i->", (X1, signed(4))),
    ("bij,bjk->bik", (X3, signed(2, 4, 2))), ("i,ij,j->", (signed(3), X2, X1)),
    ("ij,k->i", (X2, signed(2))), ("ij->ji", (X2,)),
):  # fmt: skip
    _names = ["x", "y", "w"][: len(_ops)]
    add(f"np.einsum('{_s}', {', '.join(_names)})", **dict(zip(_names, _ops)))

for _a in (SPD, STACK, np.array([[1.7]])):
    add("np.linalg.inv(a)", a=_a)
    add("np.linalg.det(a)", a=_a)
    add("np.linalg.slogdet(a)", a=_a)
    add("rt.logabsdet(a)", a=_a)
add("rt.solve_like(a, y, b)", a=STACK, y=signed(2, 3), b=np.zeros(3, int))
add("rt.solve_like(a, y, b)", a=SPD, y=signed(3, 2), b=np.zeros((3, 2), int))
add("np.linalg.det(a)", a=np.array([[1.0, 2.0], [2.0, 4.0]]))
for _a, _b in (
    (SPD, signed(3)), (SPD, signed(3, 2)), (STACK, signed(3, 2)), (STACK, signed(2, 3, 2)),
    (STACK, signed(3)),
):  # fmt: skip
    add("np.linalg.solve(a, b)", a=_a, b=_b)
for _x, _rest in (
    (X1, ""), (X2, ""), (X2, ", axis=0"), (X2, ", axis=1, keepdims=True"), (X1, ", 2"),
    (X1, ", ord=1"), (X2, ", 2, axis=1"), (X2, ", 1, axis=0"), (X2, ", 'fro'"),
    (X3, ", axis=(0, 2)"),
):  # fmt: skip
    add(f"np.linalg.norm(x{_rest})", x=_x)

for _c, _x, _y in (
    (X2 > 0, X2, signed(3, 4)), (True, 0.3, 0.4), (False, 0.3, 0.4), (X2 > 0, X2, 0.3),
    (X1 > 0, signed(3, 1), X1), (X2 > 0, 0.3, signed(4)),
):  # fmt: skip
    add("np.where(c, x, y)", c=_c, x=_x, y=_y)
add("np.clip(x, a, b)", x=X2, a=-0.5, b=0.6)
add("np.clip(x, a, b)", x=X2, a=signed(4) - 1.0, b=signed(3, 1) + 1.0)
add("np.clip(x, a, b)", x=0.7, a=-0.5, b=0.6)
add("np.clip(x, 0.0, None)", x=X2)
add("np.clip(x, a, None)", x=X2, a=0.1)
add("np.clip(x, None, b)", x=X2, b=0.1)
add("np.clip(x, None, None)", x=X1)
add("np.take(x, i)", x=X2, i=np.array([0, 3, 3]))
add("np.take(x, i, axis=1)", x=X2, i=np.array([[0, 3], [3, 1]]))
add("np.take(x, 1, axis=0)", x=X2)
add("np.take_along_axis(x, i, axis=1)", x=X2, i=np.array([[0, 3], [3, 1], [1, 1]]))
for _x, _rest in ((X1, ""), (X2, ""), (X2, ", axis=0"), (X3, ", axis=1"), (X2, ", None")):
    add(f"np.sort(x{_rest})", x=_x)

for _text in (
    "np.reshape(x, (4, 3))", "np.reshape(x, -1)", "np.reshape(x, (2, 6), order='F')",
    "np.ravel(x)", "np.transpose(x)", "np.transpose(x, (1, 0))", "np.transpose(x, (0, 1))",
    "np.swapaxes(x, 0, 1)", "np.expand_dims(x, 1)", "np.expand_dims(x, axis=(0, 2))",
    "np.squeeze(x)", "np.atleast_1d(x)", "np.atleast_2d(x)", "np.atleast_3d(x)",
    "np.broadcast_to(x, (2, 3, 4))", "np.flip(x)", "np.flip(x, axis=1)", "np.fliplr(x)",
    "np.flipud(x)", "np.rot90(x)", "np.rot90(x, 2)", "np.roll(x, 1)", "np.roll(x, -2, axis=1)",
    "np.roll(x, (1, 2), axis=(0, 1))", "np.repeat(x, 2)", "np.repeat(x, 3, axis=1)",
    "np.repeat(x, [1, 0, 2], axis=0)", "np.tile(x, 2)", "np.tile(x, (2, 1))",
    "np.tile(x, (2, 1, 3))", "np.pad(x, 1)", "np.pad(x, ((0, 1), (2, 0)))", "np.diag(x)",
    "np.diag(x, 1)", "np.diagonal(x)", "np.diagonal(x, offset=-1)", "np.triu(x)", "np.tril(x, -1)",
    "np.diff(x)", "np.diff(x, axis=0)", "np.diff(x, 2)", "np.ascontiguousarray(x)",
    "np.asfortranarray(x)",
    "np.ndarray.flatten(x)", "np.ndarray.copy(x)", "np.array(x)", "np.asarray(x)",
    "np.asanyarray(x)", "sum(x)",
):  # fmt: skip
    add(_text, x=X2)
for _text in (
    "np.diag(x)", "np.diag(x, -1)", "np.diff(x)", "np.diff(x, n=2)", "np.diff(x, n=3)",
    "np.pad(x, 2)", "np.repeat(x, 2)", "np.tile(x, 3)", "np.roll(x, 1)", "np.flip(x)",
    "np.ravel(x)", "np.atleast_2d(x)", "np.atleast_3d(x)", "sum(x)", "np.cumsum(x)",
):  # fmt: skip
    add(_text, x=X1)
add("np.roll(x, k)", x=X1, k=2)
add("np.repeat(x, k)", x=X1, k=2)
for _text in (
    "np.transpose(x, (2, 0, 1))", "np.transpose(x, (-1, 0, 1))", "np.moveaxis(x, 0, 2)",
    "np.swapaxes(x, 0, -1)", "np.diagonal(x, 0, 1, 2)", "np.diff(x, axis=1)",
    "np.moveaxis(x, (0, 1), (2, 0))",
):  # fmt: skip
    add(_text, x=X3)
for _text in (
    "np.atleast_1d(x)", "np.float64(x)", "np.asarray(x)", "np.full((2, 3), x)",
    "np.broadcast_to(x, (2,))",
):  # fmt: skip
    add(_text, x=0.3)
add("np.astype(x, t)", x=X2, t=float)
add("np.ndarray.astype(x, t)", x=X2, t=float)
add("np.ndarray.item(x)", x=np.array([0.3]))
add("np.squeeze(x, axis=1)", x=r(3, 1))
add("np.full((2, 3), x)", x=signed(3))
add("np.full_like(y, x)", x=0.3, y=X2)
add("np.arange(x, 3.0)", x=0.3)
add("np.arange(x, 3.0, y)", x=0.3, y=0.4)
for _x, _y in ((0.3, 0.8), (signed(2), 0.5), (signed(2), signed(3, 2))):
    add("np.linspace(x, y, 5)", x=_x, y=_y)
add("np.linspace(x, y, num=4, endpoint=False)", x=0.3, y=0.9)

add("np.concatenate((x, y))", x=X1, y=signed(2))
add("np.concatenate([x, y, w])", x=X2, y=signed(1, 4), w=signed(2, 4))
add("np.concatenate((x, y), axis=1)", x=X2, y=signed(3, 1))
add("np.concatenate((x, y), axis=-1)", x=X2, y=signed(3, 2))
add("np.concatenate((x, y), axis=None)", x=X2, y=X1)
add("np.concatenate(l, axis=1)", l=[X2, signed(3, 2)])
add("np.stack((x, y))", x=X1, y=signed(4))
add("np.stack((x, y), axis=1)", x=X2, y=signed(3, 4))
add("np.stack((x, y), axis=-1)", x=X2, y=signed(3, 4))
add("np.stack(l)", l=[X1, signed(4)])
for _f in ("hstack", "vstack", "dstack", "column_stack"):
    add(f"np.{_f}((x, y))", x=X1, y=signed(4))
    add(f"np.{_f}((x, y))", x=X2, y=signed(3, 4))
    add(f"np.{_f}(l)", l=[X2, signed(3, 4)])
add("np.append(x, y)", x=X1, y=0.4)
add("np.append(x, y)", x=X2, y=X1)
add("np.append(x, y, axis=0)", x=X2, y=signed(1, 4))
add("np.hstack((x, y))", x=0.3, y=0.4)
add("np.vstack((x, y))", x=X2, y=X1)
add("np.column_stack((x, y))", x=X2, y=signed(3))
add("np.array([x, y])", x=0.3, y=0.4)
add("np.array([[x, y], [w, x]])", x=0.3, y=0.4, w=0.5)
add("np.array([x, y])", x=X1, y=signed(4))
add("np.asarray((x, y))", x=X2, y=signed(3, 4))
add("np.asanyarray((x, y))", x=X2, y=signed(3, 4))
add("np.array(l)", l=[0.3, 0.4])
add("sum((x, y))", x=0.3, y=0.4)
add("sum(l)", l=[0.3, 0.4, 0.5])
add("math.fsum((x, y))", x=0.3, y=0.4)
add("max(x)", x=X1)
add("min(x)", x=X1)
add("math.dist(x, y)", x=X1, y=signed(4))

POINTS += POINTS_OF_SCIPY + COMPLEX + FOURIER + LINALG
