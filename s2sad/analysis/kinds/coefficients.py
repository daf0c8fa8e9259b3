"""Coefficients and sequences: polynomials, filters, interpolation, and moved elements."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...ir.kinds import Array, Kind, Scalar, is_complex
from .calls import Call, Undecided, kind_rule
from .elementwise import elementwise
from .reductions import size_of
from .shapes import margins


def _floats(*dtypes: str) -> str:
    return np.result_type(*dtypes).name


def _inexact(dtype: str) -> str:
    """Return the dtype of differences, of which those of integers and bools are float64."""
    return dtype if np.dtype(dtype).kind in "fc" else "float64"


@kind_rule("np.polyval(p, x)")
def of_polyval(call: Call) -> Kind:
    """The values of a polynomial, in the shape of x."""
    p, x = call.array("p"), call["x"]
    if isinstance(x, Scalar):
        x = Scalar(x.dtype, True)  # NumPy makes an array of it
    return elementwise(call, [x, Scalar(p.dtype, True)], "np.add")


@kind_rule("np.poly(x)", "rt.poly_derivative(x, n)")
def of_poly(call: Call) -> Kind:
    """The coefficients of the product of x - r, and their derivatives in the roots r."""
    x = call.array("x")
    if x.ndim != 1:
        raise Undecided("np.poly of a matrix")
    count = x.shape[0] + 1
    axes = call.constant("n") if call.op == "rt.poly_derivative" else 0
    return Array(_floats(x.dtype, "float16"), (*x.shape * axes, count), "A" if axes else "C")


@kind_rule("np.polyder(p, m=1)", "np.polyint(p, m=1, k=None)")
def of_polyder(call: Call) -> Kind:
    """Fewer or more coefficients."""
    p, m = call.array("p"), call.constant("m")
    size, dtype = size_of(call, p), _floats(p.dtype, "int64")
    if call.op == "np.polyint":
        return Array(_floats(p.dtype, "float64"), (size + m,)) if m else p
    if not m:
        return p
    return Array(dtype, (size - m if call.sizes.at_most(m, size) else call.sizes.fresh(),))


@kind_rule("np.polyadd(a1, a2)", "np.polysub(a1, a2)", "np.polymul(a1, a2)")
def of_polyadd(call: Call) -> Kind:
    """The coefficients of a sum or product."""
    a, b = call.array("a1"), call.array("a2")
    dtype = _floats(a.dtype, b.dtype)
    n, m = size_of(call, a), size_of(call, b)
    if call.op == "np.polymul":
        return Array(dtype, (call.sizes.fresh(),))
    if call.sizes.at_most(m, n):
        return Array(dtype, (n,))
    return Array(dtype, (m if call.sizes.at_most(n, m) else call.sizes.fresh(),))


@kind_rule("np.polyfit(x, y, deg, rcond=None, full=False, w=None, cov=False)")
def of_polyfit(call: Call) -> Kind:
    """The coefficients of a fit, one column for each column of y."""
    y = call.array("y")
    if call.constant("full") or call.constant("cov"):
        raise Undecided("np.polyfit with full= or cov=")
    return Array("float64", (call.size(call.kwargs["deg"]) + 1, *y.shape[1:]), "A")


@kind_rule("np.vander(x, N=None, increasing=False)")
def of_vander(call: Call) -> Kind:
    """The powers of each element."""
    x = call.array("x")
    count = call.size(call.kwargs["N"]) if call.has("N") else x.shape[0]
    return Array(_floats(x.dtype, "int64"), (x.shape[0], count), "A")


@kind_rule("rt.vander_derivative(x, N, increasing, n)")
def of_vander_derivative(call: Call) -> Kind:
    """The derivatives of the powers of each element."""
    x = call.array("x")
    count = call.size(call.kwargs["N"]) if call.has("N") else x.shape[0]
    return Array("float64", (x.shape[0], count), "A")


@kind_rule("np.convolve(a, v, mode='full')", "np.correlate(a, v, mode='valid')")
def of_convolve(call: Call) -> Kind:
    """A filtered sequence, as long as its mode makes it."""
    a, v, mode = call.array("a"), call.array("v"), call.constant("mode")
    n, m = size_of(call, a), size_of(call, v)
    dtype = _floats(a.dtype, v.dtype)
    is_shorter = call.sizes.at_most(n, m) if mode != "full" else False
    if is_shorter is None or mode not in ("full", "same", "valid"):
        return Array(dtype, (call.sizes.fresh(),))
    more, less = (m, n) if is_shorter else (n, m)
    size = {"full": more + less - 1, "same": more, "valid": more - less + 1}[mode]
    return Array(dtype, (size,))


@kind_rule("np.interp(x, xp, fp, left=None, right=None, period=None)")
def of_interp(call: Call) -> Kind:
    """Values between the knots, in the shape of x."""
    return elementwise(call, [call["x"], _of_values(call, "fp")], "np.add")


def _of_values(call: Call, name: str) -> Scalar:
    """Return a number of the dtype of values between knots: of float64, or complex."""
    return Scalar("complex128" if is_complex(call.kind(call.kwargs[name])) else "float64", True)


@kind_rule("rt.interp_at(y, x, xp, left=None, right=None)",
           "rt.interp_slope(y, x, xp, left=None, right=None)")  # fmt: skip
def of_interp_at(call: Call) -> Kind:
    """Values at x of a function that is given at knots."""
    found = elementwise(call, [call["x"], _of_values(call, "y")], "np.add")
    return Array(found.dtype, found.shape, "A") if isinstance(found, Array) else found


@kind_rule("np.gradient(x, varargs=1.0, axis=None, edge_order=1)")
def of_gradient(call: Call) -> Kind:
    """Finite differences along one axis."""
    array = call.array("x")
    if array.ndim > 1 and not isinstance(call.constant("axis"), int):
        raise Undecided("np.gradient along several axes")
    return Array(_inexact(array.dtype), array.shape, "C" if array.ndim == 1 else "A")


@kind_rule(*(f"rt.{name}(x, varargs=1.0, axis=None, edge_order=1)"
             for name in ("gradient_back", "bend", "bend_back")))  # fmt: skip
def of_bend(call: Call) -> Kind:
    """Of the shape of x."""
    array = call.array("x")
    return Array(_inexact(array.dtype), array.shape, "A")


_SHAPED = {
    "rt.put_places": "x", "rt.pad_back": "x", "rt.polyval_back": "p", "rt.polyder_back": "p",
    "rt.polyint_back": "p", "rt.last": "x", "rt.before": "x", "rt.polyfit_back": "y",
    "rt.convolve_lhs": "a", "rt.correlate_lhs": "a", "rt.correlate_rhs": "v",
    "rt.interp_back": "xp", "rt.interp_slope_back": "xp",
}  # fmt: skip


@kind_rule("rt.put_places(y, x, places)", "rt.pad_back(y, x, pad_width, mode, stat_length=None)",
           "rt.polyval_back(y, p, x)", "rt.polyder_back(y, p, m=1)", "rt.polyint_back(y, p, m=1)",
           "rt.last(y, x)", "rt.before(y, x)", "rt.polyfit_back(p, x, y, deg, w=None)",
           "rt.convolve_lhs(y, a, v, mode)", "rt.correlate_lhs(y, a, v, mode)",
           "rt.correlate_rhs(y, a, v, mode)",
           "rt.interp_back(y, x, xp, left=None, right=None)",
           "rt.interp_slope_back(y, x, xp, left=None, right=None)")  # fmt: skip
def of_put_back(call: Call) -> Kind:
    """The adjoint of an operand, in its shape."""
    like = call[_SHAPED[call.op]]
    given = call["p" if call.op == "rt.polyfit_back" else "y"]
    dtype = given.dtype if isinstance(given, (Array, Scalar)) else "float64"
    if not isinstance(like, (Array, Scalar)):
        like = call.array(_SHAPED[call.op])
    shape = like.shape if isinstance(like, Array) else ()
    return Array(_floats(dtype, "float32"), shape, "A")


@kind_rule("np.delete(x, obj, axis=None)", "np.insert(x, obj, values, axis=None)")
def of_delete(call: Call) -> Kind:
    """An array with fewer or more slices along an axis, or flat."""
    array, obj = call.array("x"), call["obj"]
    axis = call.constant("axis")
    flat = array if axis is not None else Array(array.dtype, (size_of(call, array),))
    place = call.axis(0 if axis is None else axis, flat.ndim)
    extent = call.sizes.fresh()
    is_place = isinstance(obj, Scalar) and obj.dtype != "bool"
    if is_place and (call.op == "np.delete" or _is_one_slice(call, flat)):
        extent = flat.shape[place] + (-1 if call.op == "np.delete" else 1)
    shape = (*flat.shape[:place], extent, *flat.shape[place + 1 :])
    return Array(array.dtype, shape, "C" if flat.ndim == 1 else "A")


def _is_one_slice(call: Call, flat: Array) -> bool:
    """Return whether what is inserted at one place is one slice."""
    values: Any = call["values"]
    return isinstance(values, Scalar) or call.array("values").ndim < flat.ndim


@kind_rule("np.diagflat(x, k=0)")
def of_diagflat(call: Call) -> Kind:
    """A matrix with the elements on a diagonal."""
    array, k = call.array("x"), call.constant("k")
    size = size_of(call, array) + abs(k)
    return Array(array.dtype, (size, size))


@kind_rule("np.compress(condition, x, axis=None)", "np.extract(condition, x)")
def of_compress(call: Call) -> Kind:
    """The elements, or the slices along an axis, where a condition holds."""
    array = call.array("x")
    axis = call.constant("axis") if call.op == "np.compress" else None
    if axis is None:
        return Array(array.dtype, (call.sizes.fresh(),))
    place = call.axis(axis, array.ndim)
    shape = (*array.shape[:place], call.sizes.fresh(), *array.shape[place + 1 :])
    return Array(array.dtype, shape, "C" if array.ndim == 1 else "A")


@kind_rule("np.resize(x, new_shape)")
def of_resize(call: Call) -> Kind:
    """The elements repeated or dropped to a new shape."""
    return Array(call.array("x").dtype, call.shape("new_shape"))


@kind_rule("np.partition(x, kth, axis=-1, kind='introselect')",
           "np.argpartition(x, kth, axis=-1, kind='introselect')")  # fmt: skip
def of_partition(call: Call) -> Kind:
    """The elements, or their places, partly in order along an axis."""
    array = call.array("x")
    dtype = "int64" if call.op == "np.argpartition" else array.dtype
    if call.constant("axis") is None or not array.ndim:
        return Array(dtype, (size_of(call, array),))
    return Array(dtype, array.shape, "C" if array.order == "C" or array.ndim == 1 else "A")


@kind_rule("rt.order_like(x, z, axis=-1)", "rt.sorting(x, z, axis=-1)")
def of_order_like(call: Call) -> Kind:
    """The places from which elements came."""
    return Array("int64", call.array("z").shape, "A")


@kind_rule("rt.places(x)", "rt.nowhere(x)")
def of_places(call: Call) -> Kind:
    """Numbers of elements."""
    return Array("int64", call.array("x").shape)


@kind_rule("np.bartlett(M)", "np.blackman(M)", "np.hamming(M)", "np.hanning(M)",
           "np.kaiser(M, beta)")  # fmt: skip
def of_window(call: Call) -> Kind:
    """A window: constants."""
    return Array("float64", (call.size(call.kwargs["M"]),))


@kind_rule("rt.take_places(x, places)")
def of_take_places(call: Call) -> Kind:
    """Elements at numbered places."""
    x, places = call.array("x"), call.array("places")
    return Array(x.dtype, places.shape, "A") if places.ndim else Scalar(x.dtype, True)


@kind_rule("rt.pad_along(y, x, pad_width, mode, stat_length)")
def of_pad_along(call: Call) -> Kind:
    """A tangent with margins, in the shape of the padded array."""
    x = call.array("x")
    widths = margins(call, x.ndim)
    shape = tuple([n + before + after for n, (before, after) in zip(x.shape, widths)])
    return Array(call.array("y").dtype, shape, "A")
