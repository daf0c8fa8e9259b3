"""Elementwise operations: operators, ufuncs, where and clip; broadcasting and promotion."""

from __future__ import annotations


import numpy as np

from ...ir.frozen import replace
from ...ir.kinds import Array, Kind, ListKind, Other, Scalar, Size, TupleKind
from ...ir.nodes import Apply, Const, Expr
from ...ir.walk import substitute
from ...rules.registry import match, object_of
from .calls import Call, Undecided, as_array, kind_rule
from .samples import sampled
from .sizes import Sizes

UNARY = """
    sin cos tan arcsin arccos arctan sinh cosh tanh arcsinh arccosh arctanh exp exp2 expm1 log
    log2 log10 log1p sqrt cbrt square reciprocal absolute abs fabs sign negative positive floor
    ceil rint trunc fix deg2rad rad2deg radians degrees isnan isinf isfinite signbit logical_not
    conj conjugate spacing sinc i0 invert bitwise_not real imag isreal iscomplex isneginf
    isposinf asin acos atan asinh acosh atanh
"""
BINARY = """
    add subtract multiply divide true_divide floor_divide power float_power mod remainder fmod
    maximum minimum fmax fmin arctan2 atan2 hypot logaddexp logaddexp2 copysign nextafter
    heaviside ldexp greater greater_equal less less_equal equal not_equal logical_and logical_or
    logical_xor bitwise_and bitwise_or bitwise_xor left_shift right_shift gcd lcm pow isclose
"""
MATH = """
    sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh exp exp2 expm1 log2 log10 log1p
    sqrt cbrt fabs floor ceil trunc degrees radians isnan isinf isfinite gamma lgamma erf erfc
    isqrt factorial ulp
"""
MATH_BINARY = "pow atan2 hypot copysign fmod ldexp remainder gcd lcm comb perm nextafter"


def elementwise_ops() -> set[str]:
    """Return the functions of NumPy and math that act on each element."""
    arrays = {f"np.{name}" for name in (UNARY + BINARY).split()}
    return arrays | {f"math.{name}" for name in (MATH + MATH_BINARY).split()}


def broadcast_sizes(a: Size, b: Size, sizes: Sizes) -> Size:
    """Return the size of an axis of the result; equal sizes do not broadcast."""
    if sizes.same(a, b):
        return a
    sizes.meet(a, b)
    one, other = sizes.same(a, 1), sizes.same(b, 1)
    if one:
        return b
    if other:
        return a
    if one is False:
        return a
    if other is False:
        return b
    return sizes.fresh()


def broadcast(shapes: list[tuple[Size, ...]], sizes: Sizes) -> tuple[Size, ...]:
    """Return the shape that shapes broadcast to."""
    result: tuple[Size, ...] = ()
    for shape in shapes:
        if shape == result:
            continue
        if len(shape) > len(result):
            shape, result = result, shape
        ahead = len(result) - len(shape)
        met = [broadcast_sizes(a, b, sizes) for a, b in zip(result[ahead:], shape)]
        result = (*result[:ahead], *met)
    return result


def order_of(kinds: list[Kind], ndim: int) -> str:
    """Return the memory order of what a ufunc makes of operands: that of all of them, or 'A'."""
    if ndim <= 1:
        return "C"
    orders = {k.order for k in kinds if isinstance(k, Array) and k.ndim > 1}
    if orders == {"C"}:
        return "C"
    full = all(k.ndim == ndim for k in kinds if isinstance(k, Array) and k.ndim)
    return "F" if orders == {"F"} and full and ndim == 2 else "A"


def elementwise(call: Call, kinds: list[Kind], op: str | None = None) -> Kind:
    """Return the kind of a function applied to each element of the operands broadcast."""
    kinds = [_numeric(kind, call.sizes) for kind in kinds]
    found = sampled(op or call.op, tuple(kinds))
    shapes = [kind.shape for kind in kinds if isinstance(kind, Array)]
    if not any(shapes):
        return found
    shape = broadcast(shapes, call.sizes)
    return Array(found.dtype, shape, _layout(kinds, shape))


def of_floats(op: str, a: Kind, b: Kind) -> Kind | None:
    """Return the kind of an operator on floats, or on arrays of them with one shape; else None.

    It is what `elementwise` says of them, which asks and guards nothing there.
    """
    one, other = (a, b) if type(a) is Array else (b, a)
    if type(one) is Array and one.order == "C" and one.dtype == "float64" and one.shape:
        if other is one or type(other) is Scalar and other.dtype == "float64":
            return one
    shape: tuple[Size, ...] = ()
    for kind in (a, b):
        if type(kind) is Array:
            if not kind.shape or shape and shape != kind.shape:
                return None
            shape = kind.shape
        elif type(kind) is not Scalar:
            return None
        if not kind.dtype.startswith("float"):  # type: ignore[union-attr]
            return None
    found = sampled(op, (a, b))
    if not shape:
        return found
    dtype, order = found.dtype, _layout([a, b], shape)
    for kind in (a, b):
        if type(kind) is Array and kind.dtype == dtype and kind.order == order:
            return kind
    return Array(dtype, shape, order)


def _layout(kinds: list[Kind], shape: tuple[Size, ...]) -> str:
    order = order_of(kinds, len(shape))
    if order == "F":
        shapes = {k.shape for k in kinds if isinstance(k, Array) and k.ndim}
        return "F" if len(shapes) == 1 else "A"
    return order


def _numeric(kind: Kind, sizes: Sizes) -> Kind:
    return as_array(kind, sizes) if isinstance(kind, (ListKind, TupleKind)) else kind


def _operands(call: Call) -> list[Kind]:
    if call.kwargs:
        raise Undecided(f"{call.op} with {next(iter(call.kwargs))}=")
    return [call.known(arg) for arg in call.args]


@kind_rule(*(f"np.{name}(args)" for name in (UNARY + BINARY).split()))
def of_ufunc(call: Call) -> Kind:
    """A function of each element; NumPy scalars and 0-d arrays give NumPy scalars."""
    found = elementwise(call, _operands(call))
    if call.op in ("np.real", "np.imag") and isinstance(found, Array) and found.ndim:
        return Array(found.dtype, found.shape, "A")
    return found


@kind_rule("np.angle(x, deg=False)")
def of_angle(call: Call) -> Kind:
    """The angle of each complex number."""
    return elementwise(call, [call["x"]], "np.angle")


@kind_rule(*(f"math.{name}(args)" for name in (MATH + MATH_BINARY).split()))
def of_math(call: Call) -> Kind:
    """A function of math: its operands become Python numbers."""
    return sampled(call.op, tuple([_as_python(kind) for kind in _operands(call)]))


@kind_rule("np.round(x, decimals=0)", "np.around(x, decimals=0)", "np.isin(x, y)")
def of_round(call: Call) -> Kind:
    """Rounding, or a question, for each element of the first operand."""
    if call.op == "np.isin":
        found = elementwise(call, [call["x"]], "np.isnan")
        shape = found.shape if isinstance(found, Array) else ()
        return Array("bool", shape, "C" if len(shape) <= 1 else "A")
    return elementwise(call, [call["x"]], "np.round")


@kind_rule("np.nan_to_num(x, copy=True, nan=0.0, posinf=None, neginf=None)",
           "np.real_if_close(x, tol=100)",
           "np.unwrap(x, discont=None, axis=-1, period=6.283185307179586)")  # fmt: skip
def of_unwrap(call: Call) -> Kind:
    """A function of each element that takes more than operands; of complex numbers unknown."""
    kind = call["x"]
    if isinstance(kind, (Scalar, Array)) and kind.dtype.startswith("complex"):
        raise Undecided(f"{call.op} of complex numbers")
    how = "np.nan_to_num" if call.op == "np.nan_to_num" else "np.positive"
    found = as_array(elementwise(call, [kind], how), call.sizes)
    is_number = call.op == "np.nan_to_num" and not found.ndim
    return Scalar(found.dtype, True) if is_number else Array(found.dtype, found.shape, "A")


@kind_rule("math.modf(x)")
def of_math_modf(call: Call) -> Kind:
    """The fraction and the whole of a number, as Python numbers."""
    _as_python(call["x"])
    return TupleKind((Scalar("float64"), Scalar("float64")))


@kind_rule("math.log(x, base=None)")
def of_math_log(call: Call) -> Kind:
    """The logarithm, to a base if one is given."""
    _as_python(call["x"])
    return Scalar("float64")


def _as_python(kind: Kind) -> Scalar:
    match kind:
        case Scalar(dtype="bool"):
            return Scalar("bool")
        case Scalar(dtype=dtype) | Array(dtype=dtype):
            if isinstance(kind, Array) and kind.ndim > 1:
                raise Undecided("math takes numbers, not arrays")
            return Scalar("int64" if "int" in dtype else "float64")
    raise Undecided("math takes numbers only")


@kind_rule("np.where(c, x, y)")
def of_where(call: Call) -> Kind:
    """The elements of x where c is true, else those of y; an array always."""
    kinds = [_numeric(call[name], call.sizes) for name in ("c", "x", "y")]
    dtype = sampled("np.where", tuple(kinds)).dtype
    shape = broadcast([k.shape for k in kinds if isinstance(k, Array)], call.sizes)
    return Array(dtype, shape, _layout(kinds, shape))


@kind_rule(
    "np.clip(x, low=None, high=None, a_min=None, a_max=None, min=None, max=None)"
)
def of_clip(call: Call) -> Kind:
    """The elements of x between two bounds, either of which may be None."""
    lows = [call[n] for n in ("low", "a_min", "min") if call.has(n)]
    highs = [call[n] for n in ("high", "a_max", "max") if call.has(n)]
    how = {(1, 0): "clip low", (0, 1): "clip high"}.get((len(lows), len(highs)), "np.clip")
    if not lows and not highs:
        how = "np.positive"
    return elementwise(call, [call["x"], *lows, *highs], how)


def of_declared(call: Call, expr: Apply) -> Kind:
    """Return the kind of a function of a library, or of the user's, of each element."""
    fit = match(expr)
    if fit is not None and fit.rule.like is not None:
        found = call.known(substitute(fit.rule.like, fit.bound))
        return replace(found, order="A") if isinstance(found, Array) and found.ndim > 1 else found
    if fit is None or fit.rule.anything or fit.rule.word not in ("elementwise", "zero"):
        raise Undecided(f"{expr.op} is not known")
    operands = [call.known(fit.bound[name]) for name in fit.rule.names]
    found = elementwise(call, operands)
    is_ufunc = isinstance(object_of(expr.op), np.ufunc)
    if isinstance(found, Array) and found.ndim > 1 and not is_ufunc:
        return replace(found, order="A")
    return found


def binary_operator(call: Call, a: Kind, b: Kind) -> Kind:
    """Return the kind of an arithmetic or comparison operator on numbers and arrays."""
    for kind in (a, b):
        if not isinstance(kind, (Scalar, Array)):
            other = b if kind is a else a
            if not (isinstance(other, Array) and isinstance(kind, (ListKind, TupleKind))):
                raise Undecided(f"{call.op} does not take these operands")
    if call.op == "pow" and isinstance(a, Array) and a.dtype == "bool":
        raise Undecided("a power of bools")
    return elementwise(call, [a, b])


def int_value(kind: Kind) -> Size | None:
    """Return the value of an int, if it is known."""
    if isinstance(kind, Scalar) and kind.dtype.startswith(("int", "uint")):
        return kind.value
    return None


def with_value(kind: Kind, value: Size | None) -> Kind:
    """Return the kind of an int with its value."""
    if value is None or not isinstance(kind, Scalar) or not kind.dtype.startswith("int"):
        return kind
    return Scalar(kind.dtype, kind.numpy, value)


def is_none(expr: Expr) -> bool:
    """Return whether an operand is the constant None."""
    return expr == Const(None)


def is_other(kind: Kind, what: str) -> bool:
    """Return whether a kind is of a certain sort of thing without a derivative."""
    return isinstance(kind, Other) and kind.what.partition(":")[0] == what
