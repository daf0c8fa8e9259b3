"""Shapes: what moves, joins, splits or repeats elements without computing."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...ir.kinds import Array, Kind, ListKind, Other, Scalar, Size, TupleKind, as_size, is_sparse
from ...ir.nodes import Apply, Expr
from .calls import Call, Undecided, as_array, kind_rule
from .elementwise import broadcast
from .joins import EACH
from .reductions import size_of

FLIPPED = {"C": "F", "F": "C", "A": "A"}


def packed(array: Array, shape: tuple[Size, ...], order: str | None = None) -> Array:
    """Return an array of a new shape: contiguous if the old one was C-contiguous, or fresh."""
    return Array(array.dtype, shape, order or ("C" if array.order == "C" else "A"))


@kind_rule("np.reshape(x, shape, order='C', copy=None)")
def of_reshape(call: Call) -> Kind:
    """The elements in a new shape; one extent may be -1."""
    array = call.array("x")
    if call.constant("order") != "C":
        return Array(array.dtype, _new_shape(call, array), "A")
    return packed(array, _new_shape(call, array))


def _new_shape(call: Call, array: Array) -> tuple[Size, ...]:
    shape = call.shape("shape")
    minus = [i for i, n in enumerate(shape) if n == Size(-1)]
    for i, extent in enumerate(shape):
        if not extent.is_constant and call.sizes.at_most(0, extent) is not True:
            minus.append(i)
    if not minus:
        return shape
    if len(minus) > 1:
        raise Undecided("the new shape is not known")
    known = Size(1)
    for i, extent in enumerate(shape):
        if i != minus[0]:
            known = call.sizes.product(known, extent)
    rest = call.sizes.divided(size_of(call, array), known)
    return tuple([rest if i == minus[0] else n for i, n in enumerate(shape)])


@kind_rule("np.ravel(x, order='C')", "np.ndarray.flatten(x, order='C')")
def of_ravel(call: Call) -> Kind:
    """The elements in one contiguous axis."""
    array = call.array("x")
    return Array(array.dtype, (size_of(call, array),))


@kind_rule("np.transpose(x, axes=None)", "np.permute_dims(x, axes=None)")
def of_transpose(call: Call) -> Kind:
    """The axes in another order; reversed if none is given. A NumPy scalar stays what it is."""
    kind = call["x"]
    if isinstance(kind, Scalar) and kind.numpy:
        return kind
    if isinstance(kind, Other) and is_sparse(kind):
        return Other(kind.what, kind.shape[::-1])
    array = call.array("x")
    axes = call.axes("axes", array.ndim)
    turned = tuple(reversed(range(array.ndim)))
    return permuted(array, turned if axes is None else axes)


def permuted(array: Array, axes: tuple[int, ...]) -> Array:
    """Return an array with its axes in another order."""
    if sorted(axes) != list(range(array.ndim)):
        raise Undecided("these axes are no order of the axes")
    shape = tuple([array.shape[axis] for axis in axes])
    if axes == tuple(range(array.ndim)):
        return array
    turned = axes == tuple(reversed(range(array.ndim)))
    return Array(array.dtype, shape, FLIPPED[array.order] if turned else "A")


@kind_rule("np.swapaxes(x, axis1, axis2)", "np.matrix_transpose(x)", "rt.t(x)",
           "rt.h(x)", "np.linalg.matrix_transpose(x)")  # fmt: skip
def of_swapaxes(call: Call) -> Kind:
    """Two axes exchanged, the last two for a matrix transpose."""
    array = call.array("x")
    one, other = (call.constant("axis1"), call.constant("axis2")) if call.has("axis1") else (-1, -2)
    order = list(range(array.ndim))
    i, j = call.axis(one, array.ndim), call.axis(other, array.ndim)
    order[i], order[j] = order[j], order[i]
    found = permuted(array, tuple(order))
    return Array(found.dtype, found.shape, "A") if call.op in ("rt.t", "rt.h") else found


@kind_rule("np.moveaxis(x, source, destination)")
def of_moveaxis(call: Call) -> Kind:
    """Some axes at new places, the others in their order."""
    array = call.array("x")
    source, target = call.axes("source", array.ndim), call.axes("destination", array.ndim)
    assert source is not None and target is not None
    order = [i for i in range(array.ndim) if i not in source]
    for place, axis in sorted(zip(target, source)):
        order.insert(place, axis)
    return permuted(array, tuple(order))


@kind_rule("rt.transpose_back(y, axes=None)")
def of_transpose_back(call: Call) -> Kind:
    """The axes put back."""
    array = call.array("y")
    axes = call.axes("axes", array.ndim) or tuple(reversed(range(array.ndim)))
    found = permuted(array, tuple(sorted(range(array.ndim), key=lambda i: axes[i])))
    return Array(found.dtype, found.shape, "A")


@kind_rule("np.expand_dims(x, axis)")
def of_expand_dims(call: Call) -> Kind:
    """New axes of size 1."""
    array, given = call.array("x"), call.constant("axis")
    given = given if isinstance(given, tuple) else (given,)
    ndim = array.ndim + len(given)
    places = {call.axis(axis, ndim) for axis in given}
    old = iter(array.shape)
    shape = tuple([Size(1) if i in places else next(old) for i in range(ndim)])
    return Array(array.dtype, shape, array.order if array.ndim else "C")


@kind_rule("np.squeeze(x, axis=None)")
def of_squeeze(call: Call) -> Kind:
    """The axes of size 1 taken out."""
    array = call.array("x")
    axes = call.axes("axis", array.ndim)
    gone = set(axes or ())
    if axes is None:
        for i, extent in enumerate(array.shape):
            is_one = call.sizes.same(extent, 1)
            if is_one is None:
                raise Undecided("whether an axis has size 1 is not known")
            if is_one:
                gone.add(i)
    shape = tuple([n for i, n in enumerate(array.shape) if i not in gone])
    return Array(array.dtype, shape, array.order if shape else "C")


@kind_rule("np.broadcast_to(x, shape)")
def of_broadcast_to(call: Call) -> Kind:
    """A read-only view in which elements repeat."""
    array = call.array("x")
    return Array(array.dtype, call.shape("shape"), "A")


@kind_rule("np.lib.stride_tricks.sliding_window_view(x, window_shape, axis=None)")
def of_windows(call: Call) -> Kind:
    """A read-only view of the windows that slide along some axes: these come last."""
    array, windows = call.array("x"), call.shape("window_shape")
    axes = call.axes("axis", array.ndim) or tuple(range(array.ndim))
    if len(axes) != len(windows) or len(set(axes)) < len(axes):
        raise Undecided("a window for each axis, which is named once")
    shape = list(array.shape)
    for axis, size in zip(axes, windows):
        shape[axis] = shape[axis] + 1 - size
    return Array(array.dtype, (*shape, *windows), "A")


@kind_rule("np.broadcast_arrays(args)")
def of_broadcast_arrays(call: Call) -> Kind:
    """Every operand broadcast to the shape of all."""
    arrays = [as_array(call.known(arg), call.sizes) for arg in call.args]
    shape = broadcast([a.shape for a in arrays], call.sizes)
    return TupleKind(tuple([Array(a.dtype, shape, "A") for a in arrays]))


@kind_rule("np.flip(x, axis=None)", "np.fliplr(x)", "np.flipud(x)", "np.roll(x, shift, axis=None)",
           "np.triu(x, k=0)", "np.tril(x, k=0)")  # fmt: skip
def of_same_shape(call: Call) -> Kind:
    """The elements at other places of the same shape."""
    array = call.array("x")
    if call.op == "np.flip" and not array.ndim:
        return Scalar(array.dtype, True)
    if call.op in ("np.triu", "np.tril") and array.ndim == 1:
        return Array(array.dtype, (array.shape[0], array.shape[0]))
    if call.op == "np.roll":
        return Array(array.dtype, array.shape, "C" if array.ndim <= 1 else packed(array, ()).order)
    return Array(array.dtype, array.shape, "A")


@kind_rule("np.rot90(x, k=1, axes=(0, 1))")
def of_rot90(call: Call) -> Kind:
    """Two axes, the first two if none are given, turned by quarters."""
    array, quarters = call.array("x"), call.constant("k")
    axes = call.axes("axes", array.ndim) or (0, 1)
    shape = list(array.shape)
    if quarters % 2:
        shape[axes[0]], shape[axes[1]] = shape[axes[1]], shape[axes[0]]
    return Array(array.dtype, tuple(shape), "A")


@kind_rule("np.atleast_1d(x)", "np.atleast_2d(x)", "np.atleast_3d(x)")
def of_atleast(call: Call) -> Kind:
    """New leading axes where there are too few."""
    array, least = call.array("x"), int(call.op[11])
    if least == 3 and array.ndim < 3:
        return _raised(array, "dstack")
    shape = (*[Size(1)] * (least - array.ndim), *array.shape)
    return Array(array.dtype, shape, array.order)


@kind_rule("np.repeat(x, repeats, axis=None)")
def of_repeat(call: Call) -> Kind:
    """Each element, or slice along an axis, several times."""
    array, repeats = call.array("x"), call["repeats"]
    axis = call.constant("axis")
    flat = array if axis is not None else Array(array.dtype, (size_of(call, array),))
    place = call.axis(0 if axis is None else axis, flat.ndim)
    if isinstance(repeats, Scalar) and repeats.value is not None:
        extent = call.sizes.product(flat.shape[place], repeats.value)
    else:
        extent = call.sizes.fresh()
    return Array(array.dtype, (*flat.shape[:place], extent, *flat.shape[place + 1 :]))


@kind_rule("np.tile(x, reps)")
def of_tile(call: Call) -> Kind:
    """The whole array several times along its axes."""
    array, reps = call.array("x"), call.shape("reps")
    ndim = max(array.ndim, len(reps))
    shape = (*[Size(1)] * (ndim - array.ndim), *array.shape)
    counts = (*[Size(1)] * (ndim - len(reps)), *reps)
    extents = tuple([call.sizes.product(n, c) for n, c in zip(shape, counts)])
    return Array(array.dtype, extents, "C" if ndim <= 1 else "A")


@kind_rule("np.pad(x, pad_width, mode='constant', constant_values=0, stat_length=None, "
           "end_values=0, reflect_type='even')")  # fmt: skip
def of_pad(call: Call) -> Kind:
    """Margins around an array."""
    array = call.array("x")
    pairs = margins(call, array.ndim)
    shape = tuple([n + before + after for n, (before, after) in zip(array.shape, pairs)])
    return Array(array.dtype, shape, "C" if array.order == "C" or array.ndim <= 1 else "A")


def margins(call: Call, ndim: int) -> list[Any]:
    """Return how much stands before and after each axis of a padded array."""
    widths = call.constant("pad_width")
    if isinstance(widths, int):
        return [(widths, widths)] * ndim
    if len(widths) == 2 and all(isinstance(w, int) for w in widths):
        return [widths] * ndim
    if len(widths) in (1, ndim):
        return [p if len(p) == 2 else p * 2 for p in widths * (ndim // len(widths))]
    raise Undecided("the margins do not fit the axes")


# -- joining ---------------------------------------------------------------------------------


def items_of(call: Call, expr: Expr) -> list[Array] | tuple[Array, Size]:
    """Return the arrays of a display, or the item and the length of a list."""
    kind: Kind | None = None
    if isinstance(expr, Apply) and expr.op in ("tuple", "list"):
        kinds = [call.known(arg) for arg in expr.args]
        return [as_array(k, call.sizes) for k in kinds]
    kind = call.known(expr)
    if isinstance(kind, TupleKind):
        return [as_array(k, call.sizes) for k in kind.items]
    if isinstance(kind, ListKind) and kind.item is not None:
        item = as_array(kind.item, call.sizes)
        return item, call.sizes.fresh() if kind.length is None else kind.length
    if isinstance(kind, Array) and kind.ndim:
        return Array(kind.dtype, kind.shape[1:], "A"), kind.shape[0]
    raise Undecided(f"{call.op} needs a list or tuple of arrays")


def _dtype_of_all(items: list[Array]) -> str:
    dtype = items[0].dtype
    for item in items[1:]:
        if dtype != item.dtype:
            dtype = np.result_type(dtype, item.dtype).name
    return dtype


def joined(call: Call, found: list[Array] | tuple[Array, Size], axis: Any) -> Array:
    """Return the kind of arrays joined along an axis that they have."""
    if isinstance(found, list):
        if not found:
            raise Undecided(f"{call.op} of nothing")
        place = call.axis(axis, found[0].ndim)
        extent = Size(0)
        for item in found:
            extent = extent + item.shape[place]
        shape, dtype = found[0].shape, _dtype_of_all(found)
        orders = {item.order for item in found}
    else:
        item, count = found
        place = call.axis(axis, item.ndim)
        own = item.shape[place]
        extent = call.sizes.fresh() if own == EACH else call.sizes.product(own, count)
        item = as_array(call.loaded(item), call.sizes)
        shape, dtype, orders = item.shape, item.dtype, {item.order}
    shape = (*shape[:place], extent, *shape[place + 1 :])
    return Array(dtype, shape, "C" if orders == {"C"} or len(shape) == 1 else "A")


@kind_rule("np.concatenate(items, axis=0, dtype=None)", "np.concat(items, axis=0, dtype=None)")
def of_concatenate(call: Call) -> Kind:
    """Arrays joined along an axis that they have."""
    found = items_of(call, call.kwargs["items"])
    if call.constant("axis") is None:
        if not isinstance(found, list):
            raise Undecided("np.concatenate of a list with axis=None")
        found = [Array(item.dtype, (size_of(call, item),)) for item in found]
    axis = call.constant("axis") or 0
    return _converted(call, joined(call, found, axis))


def _converted(call: Call, found: Array) -> Array:
    """Return the kind with the dtype that the call asks for."""
    dtype = call.dtype("dtype") if "dtype" in call.defaults else None
    return found if dtype is None else Array(dtype, found.shape, found.order)


@kind_rule("np.append(x, y, axis=None)")
def of_append(call: Call) -> Kind:
    """Two arrays joined, flat where no axis is given."""
    both = [call.array("x"), call.array("y")]
    if call.constant("axis") is not None:
        return joined(call, both, call.constant("axis"))
    return joined(call, [Array(a.dtype, (size_of(call, a),)) for a in both], 0)


@kind_rule("np.stack(items, axis=0, dtype=None)")
def of_stack(call: Call) -> Kind:
    """Arrays of one shape joined along a new axis."""
    found = items_of(call, call.kwargs["items"])
    if isinstance(found, list):
        item, count = found[0], as_size(len(found))
    else:
        item, count = as_array(call.loaded(found[0]), call.sizes), found[1]
    dtype = _dtype_of_all(found) if isinstance(found, list) else item.dtype
    place = call.axis(call.constant("axis"), item.ndim + 1)
    shape = (*item.shape[:place], count, *item.shape[place:])
    orders = {i.order for i in found} if isinstance(found, list) else {item.order}
    order = "C" if orders == {"C"} or len(shape) <= 1 else "A"
    return _converted(call, Array(dtype, shape, order))


@kind_rule("np.hstack(items, dtype=None)", "np.vstack(items, dtype=None)", "np.dstack(items)",
           "np.column_stack(items)")  # fmt: skip
def of_hstack(call: Call) -> Kind:
    """Arrays joined along a fixed axis, after their ranks are raised."""
    found = items_of(call, call.kwargs["items"])
    how = call.op[3:]
    if isinstance(found, list):
        raised: Any = [_raised(item, how) for item in found]
        ndim = raised[0].ndim if raised else 0
    else:
        raised = (_raised(found[0], how), found[1])
        ndim = raised[0].ndim
    axis = {"hstack": 0 if ndim == 1 else 1, "vstack": 0, "dstack": 2, "column_stack": 1}[how]
    result = _converted(call, joined(call, raised, axis))
    return result if result.ndim <= 1 else Array(result.dtype, result.shape, "A")


def _raised(item: Array, how: str) -> Array:
    shape, one = item.shape, Size(1)
    if how == "hstack":
        shape = shape or (one,)
    elif how == "vstack":
        shape = (*[one] * (2 - len(shape)), *shape)
    elif how == "column_stack":
        shape = shape if len(shape) >= 2 else (*(shape or (one,)), one)
    elif len(shape) < 3:
        shape = {0: (one, one, one), 1: (one, *shape, one), 2: (*shape, one)}[len(shape)]
    return Array(item.dtype, shape, "A" if item.ndim != len(shape) else item.order)


@kind_rule("np.split(x, parts, axis=0)", "np.array_split(x, parts, axis=0)")
def of_split(call: Call) -> Kind:
    """A list of views of equal size."""
    array, parts = call.array("x"), call.constant("parts")
    axis = call.axis(call.constant("axis"), array.ndim)
    if not isinstance(parts, int) or call.op == "np.array_split":
        raise Undecided(f"{call.op} into unequal parts")
    extent = call.sizes.quotient(array.shape[axis], parts)
    shape = (*array.shape[:axis], extent, *array.shape[axis + 1 :])
    return ListKind(Array(array.dtype, shape, "A"), Size(parts))
