"""Kinds of the runtime's functions."""

from __future__ import annotations

import numpy as np

from ...ir.frozen import replace
from ...ir.kinds import Array, Kind, ListKind, Scalar, Size, TupleKind, is_float
from ...ir.nodes import Apply, Const
from .calls import REGISTRY, Call, Undecided, as_array, kind_rule
from .elementwise import broadcast, elementwise
from .indexing import getitem
from .joins import sample_number
from .samples import sampled
from .shapes import items_of


def _shaped(call: Call, value: str, like: str) -> Kind:
    """Return the dtype of one operand in the shape of another."""
    given, shape = call[value], call[like]
    if isinstance(shape, (ListKind, TupleKind)):
        shape = as_array(shape, call.sizes)
    dtype = _dtype(given)
    if not isinstance(shape, Array) or not shape.ndim:
        is_number = isinstance(given, Scalar) or (isinstance(given, Array) and not given.ndim)
        return given if is_number else Scalar(dtype, True)
    same = isinstance(given, Array) and given.shape == shape.shape
    is_plain = same and isinstance(given, Array) and given.order == "C"
    return Array(dtype, shape.shape, "C" if is_plain else "A")


def _dtype(kind: Kind) -> str:
    if isinstance(kind, (Scalar, Array)):
        return kind.dtype
    raise Undecided("an operand is no number or array")


@kind_rule("rt.unbroadcast(y, x)", "rt.broadcast_like(y, x)",
           "rt.expand(y, x, axis=None, keepdims=False)")  # fmt: skip
def of_shaped_like_x(call: Call) -> Kind:
    """The values of y in the shape of x."""
    return _shaped(call, "y", "x")


def _fresh(kind: Kind) -> Kind:
    return Array(kind.dtype, kind.shape, "A") if isinstance(kind, Array) else kind


@kind_rule("rt.take_back(y, x, indices, axis=None)", "rt.put_along(y, x, indices, axis)",
           "rt.diagonal_back(y, x, offset=0, axis1=0, axis2=1)", "rt.diag_back(y, x, k=0)",
           "rt.repeat_back(y, x, repeats, axis=None)", "rt.tile_back(y, x, reps)",
           "rt.diff_back(y, x, n=1, axis=-1)", "rt.unpad(y, x, pad_width)",
           "rt.scatter(y, x, index)", "rt.cumsum_back(y, x, axis=None)",
           "rt.reduceat_back(y, x, indices, axis=0)", "rt.parts_back(y, x, indices, axis=0)",
           "rt.windows_back(y, x, window_shape, axis=None)")  # fmt: skip
def of_put_back(call: Call) -> Kind:
    """The values of y put back into the shape of x; always an array."""
    return Array(_dtype(call["y"]), call.array("x").shape, "A")


def _product(call: Call, like: str, *others: str) -> Kind:
    kinds = [call[name] for name in others]
    found = _fresh(_shaped(call, like, like))
    shape = found.shape if isinstance(found, Array) else ()
    scalars = tuple([Scalar(_dtype(kind), True) for kind in kinds])
    dtype = sampled("np.multiply", scalars).dtype
    return Array(dtype, shape, "C" if len(shape) == 1 else "A") if shape else Scalar(dtype, True)


@kind_rule("rt.matmul_lhs(y, a, b)", "rt.dot_lhs(y, a, b)", "rt.inner_lhs(y, a, b)",
           "rt.tensordot_lhs(y, a, b, axes=2)")  # fmt: skip
def of_lhs(call: Call) -> Kind:
    """The gradient of a product with respect to its left operand."""
    return _product(call, "a", "y", "b")


@kind_rule("rt.matmul_rhs(y, a, b)", "rt.dot_rhs(y, a, b)", "rt.inner_rhs(y, a, b)",
           "rt.tensordot_rhs(y, a, b, axes=2)")  # fmt: skip
def of_rhs(call: Call) -> Kind:
    """The gradient of a product with respect to its right operand."""
    return _product(call, "b", "y", "a")


@kind_rule("rt.solve_product(a, x, b)")
def of_solve_product(call: Call) -> Kind:
    """A product a x, in the shape of b."""
    return _product(call, "x", "a", "x")


@kind_rule("rt.solve_like(a, y, b)")
def of_solve_like(call: Call) -> Kind:
    """The solution of a x = y, where y holds vectors iff b is a vector."""
    a, y, axes = call.array("a"), call.array("y"), 1 if call.array("b").ndim == 1 else 2
    found = _product(call, "y", "a", "y")
    stack = broadcast([a.shape[:-2], y.shape[:-axes]], call.sizes)
    shape = (*stack, *y.shape[-axes:])
    return Array(_dtype(found), shape, "C" if len(shape) == 1 else "A")


@kind_rule("rt.solve_outer(y, x, b)")
def of_solve_outer(call: Call) -> Kind:
    """An outer product of solutions: a stack of matrices."""
    y, x, b = call.array("y"), call.array("x"), call.array("b")
    dtype = sampled("np.multiply", (Scalar(y.dtype, True), Scalar(x.dtype, True))).dtype
    axes = 1 if b.ndim == 1 else 2
    stack = broadcast([y.shape[:-axes], x.shape[:-axes]], call.sizes)
    return Array(dtype, (*stack, y.shape[-axes], x.shape[-axes]), "A")


@kind_rule("rt.kron_lhs(y, a, b)")
def of_kron_lhs(call: Call) -> Kind:
    """The gradient of a Kronecker product with respect to its left operand."""
    return _product(call, "a", "y", "b")


@kind_rule("rt.kron_rhs(y, a, b)")
def of_kron_rhs(call: Call) -> Kind:
    """The gradient of a Kronecker product with respect to its right operand."""
    return _product(call, "b", "y", "a")


@kind_rule("rt.spacing(x)", "rt.places_of_fit(x, deg)")
def of_spacing(call: Call) -> Kind:
    """That of x."""
    return call["x"]


@kind_rule("rt.half_tril(x)", "rt.vector(x, axis=None)", "rt.shift(x, n, axis=None)",
           "rt.products_before(x, axis=None)", "rt.products_after(x, axis=None)",
           "rt.products_of_others(x, axis=None, whole=None)", "rt.unsort(x, w, axis=-1)",
           "rt.softmax(x, axis=None)")  # fmt: skip
def of_same(call: Call) -> Kind:
    """A function that keeps the shape and dtype."""
    array = call.array("x")
    return Array(array.dtype, array.shape, "A")


@kind_rule("rt.recurrence(a, b, axis=None)", "rt.recurrence_back(a, b, axis=None)")
def of_recurrence(call: Call) -> Kind:
    """A recurrence along an axis, in the shape of b."""
    found = _product(call, "b", "a", "b")
    return replace(found, order="A") if isinstance(found, Array) else found


@kind_rule("rt.divide_or_zero(x, y)")
def of_divide_or_zero(call: Call) -> Kind:
    """A quotient, 0 where the divisor is 0."""
    return _fresh(elementwise(call, [call["x"], call["y"]], "np.true_divide"))


@kind_rule("rt.times_or_inf(w, x)")
@kind_rule("rt.weighted(w, x)")
def of_weighted(call: Call) -> Kind:
    """A product, 0 where the weight is 0, or infinite where the other is."""
    return _fresh(elementwise(call, [call["w"], call["x"]], "np.multiply"))


@kind_rule("rt.logaddexp_weight(x, y)", "rt.inversion(x, y)")
def of_logaddexp_weight(call: Call) -> Kind:
    """A weight between 0 and 1, or an inverse, a NumPy value."""
    return _fresh(elementwise(call, [call["x"], call["y"]], "np.logaddexp"))


@kind_rule("rt.power_derivative(x, y, i, j)", "rt.power_log(x, y, p)", "rt.sinc_derivative(x, n)",
           "rt.i0_derivative(x, n)", "rt.fraction(x)", "rt.zeta_slope(x, y, n)",
           "rt.is_far(x, name)", "rt.or_far(x, y, name, n)",
           "rt.elliptic_sum(phi, m, n, q)")  # fmt: skip
def of_derivative(call: Call) -> Kind:
    """A derivative of a function of numbers, a NumPy value of the type of the operands."""
    kinds = [call[name] for name in ("x", "y", "phi", "m") if name in call.kwargs]
    found = _fresh(elementwise(call, kinds, "np.positive" if len(kinds) == 1 else "np.add"))
    if isinstance(found, Array):
        return found if is_float(found.dtype) else Array("float64", found.shape, found.order)
    dtype = _dtype(found)
    return Scalar(dtype if is_float(dtype) else "float64", True)


@kind_rule("rt.tie_weights(x, z, axis=None, keepdims=False)")
def of_tie_weights(call: Call) -> Kind:
    """The shares of the elements of x in an extreme."""
    array = call.array("x")
    dtype = array.dtype if array.dtype.startswith("float") else "float64"
    return Array(dtype, array.shape, "A") if array.ndim else Scalar(dtype, True)


@kind_rule("rt.written(y, x, index)")
def of_written(call: Call) -> Kind:
    """Zeros in the shape of x into which y was stored."""
    return Array(_dtype(call["y"]), call.array("x").shape, "A")


@kind_rule("rt.concatenate_place(y, items, k, axis=0)", "rt.join_place(y, items, k, join)",
           "rt.join_all(items, join)")  # fmt: skip
def of_place(call: Call) -> Kind:
    """The kind of all items joined, with the dtype of y."""
    how = call.constant("join") if "join" in call.kwargs else "concatenate"
    kwargs = {"items": call.kwargs["items"]}
    defaults = {}
    if how == "concatenate":
        kwargs["axis"] = call.kwargs.get("axis", Const(0))
        defaults["axis"] = 0
    inner = Call(f"np.{how}", (), kwargs, call.kind, call.sizes, defaults)
    found = REGISTRY[f"np.{how}"].function(inner)
    dtype = _dtype(call["y"]) if "y" in call.kwargs else _dtype(found)
    return Array(dtype, as_array(found, call.sizes).shape, "A")


@kind_rule("np.choose(i, items, mode='raise')")
def of_choose(call: Call) -> Kind:
    """The elements of the items that are chosen."""
    found = items_of(call, call.kwargs["items"])
    items = found if isinstance(found, list) else [found[0]]
    arrays = [as_array(call["i"], call.sizes), *items]
    given = call.kwargs["items"]
    is_display = isinstance(given, Apply) and given.op in ("tuple", "list")
    parts = map(call.kind, given.args) if is_display and isinstance(given, Apply) else items
    weak = [sample_number(part) if isinstance(part, Scalar) else item.dtype
            for part, item in zip(parts, items)]  # fmt: skip
    dtype = np.result_type(*weak).name
    shape = broadcast([array.shape for array in arrays], call.sizes)
    return Array(dtype, shape, "A") if shape else Scalar(dtype, True)


@kind_rule("rt.concatenate_item(y, items, k, axis=0)", "rt.join_item(y, items, k, join)",
           "rt.chosen(y, i, items, k, mode)")  # fmt: skip
def of_item(call: Call) -> Kind:
    """The part of y that came from one item."""
    found, y = items_of(call, call.kwargs["items"]), _dtype(call["y"])
    if isinstance(found, tuple):
        return Array(y, found[0].shape, "A")
    item = found[call.constant("k")]
    is_number = call.op == "rt.chosen" and not item.shape
    return Scalar(y, True) if is_number else Array(y, item.shape, "A")


@kind_rule("rt.concatenate_items(y, items, axis=0)", "rt.stack_items(y, items, axis=0)",
           "rt.join_items(y, items, join)", "rt.sum_items(y, items)",
           "rt.chosen_items(y, i, items, mode)")  # fmt: skip
def of_items(call: Call) -> Kind:
    """A list of the parts of y, or an array where the items are the rows of one."""
    given = call["items"]
    if isinstance(given, Array):
        return Array(_dtype(call["y"]), given.shape)
    if not isinstance(given, ListKind):
        raise Undecided("the parts of something that is no list")
    item = given.item
    if isinstance(item, (ListKind, TupleKind)):  # the part of an array is an array
        item = as_array(item, call.sizes)
    return ListKind(_with_dtype(item, call["y"]), given.length)


def _with_dtype(item: Kind | None, like: Kind) -> Kind | None:
    match item:
        case Array(shape=shape):
            return Array(_dtype(like), shape, "A")
        case Scalar():
            return Scalar(_dtype(like), True)
    return item


@kind_rule("rt.as_items(y, items)")
def of_as_items(call: Call) -> Kind:
    """A list of rows if `items` is a list, else y."""
    given, y = call["items"], call["y"]
    if isinstance(given, ListKind) and isinstance(y, Array):
        row = Array(y.dtype, y.shape[1:], "A") if y.ndim > 1 else Scalar(y.dtype, True)
        return ListKind(row, y.shape[0])
    return y


@kind_rule("rt.last_written(x, index)")
def of_last_written(call: Call) -> Kind:
    """The cells of x at an index, zero where a later cell repeats an earlier one."""
    return _fresh(getitem(call, call["x"], call.kwargs["index"]))


@kind_rule("np.take(x, indices, axis=None, mode='raise')")
def of_take(call: Call) -> Kind:
    """The elements at places along an axis."""
    array, indices = call.array("x"), call["indices"]
    places = () if isinstance(indices, Scalar) else as_array(indices, call.sizes).shape
    axis = call.constant("axis")
    if axis is None:
        shape: tuple[Size, ...] = places
    else:
        at = call.axis(axis, array.ndim)
        shape = (*array.shape[:at], *places, *array.shape[at + 1 :])
    return Array(array.dtype, shape, "C" if len(shape) == 1 else "A") if shape \
        else Scalar(array.dtype, True)


@kind_rule("np.take_along_axis(x, indices, axis)")
def of_take_along_axis(call: Call) -> Kind:
    """The elements at places along an axis, one place for each."""
    array = call.array("x")
    places = call.array("indices")
    if call.constant("axis") is None:
        return Array(array.dtype, places.shape, "A")
    at = call.axis(call.constant("axis"), array.ndim)
    whole = (*array.shape[:at], Size(1), *array.shape[at + 1 :])
    shape = broadcast([whole, places.shape], call.sizes)
    return Array(array.dtype, shape, "C" if places.ndim == 1 else "A")
