"""Reductions and running forms: sums, extremes, norms; and sorting."""

from __future__ import annotations

import numpy as np

from ...ir.kinds import Array, Kind, ListKind, Scalar, Size, TupleKind
from ...ir.nodes import Const
from .calls import Call, Undecided, kind_rule
from .samples import sampled_dtype

PLAIN = "sum mean max min amax amin prod any all argmax argmin count_nonzero ptp median"
SKIPPING = "nansum nanmean nanmax nanmin nanprod nanargmax nanargmin nanmedian"
SPREAD = "var std nanvar nanstd"
RUNNING = "cumsum cumprod nancumsum nancumprod"


def reduced(call: Call, array: Array, dtype: str, axis: str = "axis") -> Kind:
    """Return the kind of what is left of an array when the axes of a call are reduced."""
    axes = call.axes(axis, array.ndim)
    keep = bool(call.constant("keepdims")) if "keepdims" in call.defaults else False
    gone = set(range(array.ndim)) if axes is None else set(axes)
    if keep:
        shape = tuple([Size(1) if i in gone else n for i, n in enumerate(array.shape)])
    else:
        shape = tuple([n for i, n in enumerate(array.shape) if i not in gone])
    if not shape:
        return Scalar(dtype, True)
    return Array(dtype, shape, "C" if array.order == "C" or len(shape) == 1 else "A")


@kind_rule(
    *(f"np.{name}(x, axis=None, dtype=None, keepdims=False, initial=None, where=None)"
      for name in ("sum", "mean", "prod", "nansum", "nanmean", "nanprod")),
    *(f"np.{name}(x, axis=None, keepdims=False, initial=None, where=None)"
      for name in (PLAIN + " " + SKIPPING).split()
      if name not in ("sum", "mean", "prod", "nansum", "nanmean", "nanprod")),
    *(f"np.{name}(x, axis=None, dtype=None, ddof=0, keepdims=False, correction=0, where=None)"
      for name in SPREAD.split()),
)  # fmt: skip
def of_reduction(call: Call) -> Kind:
    """A reduction over all axes, or over those given; over all of them it is a NumPy scalar."""
    array = call.array("x")
    dtype = sampled_dtype(call.op, array.dtype)
    if "dtype" in call.defaults and call.has("dtype"):
        dtype = call.dtype("dtype") or dtype
    found = reduced(call, array, dtype)
    if call.op.endswith("median") and not array.ndim and call.constant("keepdims"):
        return Array(dtype, ())
    is_place = call.op in ("np.argmax", "np.argmin", "np.count_nonzero")
    if is_place and isinstance(found, Scalar):
        return Scalar(found.dtype, found.numpy, call.sizes.fresh())
    return found


@kind_rule("rt.count(x, axis=None, where=True, keepdims=False)")
def of_count(call: Call) -> Kind:
    """How many elements are reduced to one: of those that a mask tells, for each of these."""
    array = call.array("x")
    if call.kwargs.get("where", Const(True)) == Const(True):
        axes = call.axes("axis", array.ndim)
        shape = array.shape if axes is None else [array.shape[axis] for axis in axes]
        return Scalar("int64", False, size_of(call, Array(array.dtype, tuple(shape))))
    found = reduced(call, array, array.dtype if array.dtype.startswith("float") else "int64")
    return found if isinstance(found, Array) else Scalar("int64", False)


@kind_rule(*(f"np.{name}(x, axis=None, dtype=None)" for name in RUNNING.split()),
           *(f"np.{name}.accumulate(x, axis=0, dtype=None)"
             for name in ("maximum", "minimum", "fmax", "fmin", "logaddexp")))  # fmt: skip
def of_running(call: Call) -> Kind:
    """A running sum or product: of the shape of x, or flat where no axis is given."""
    array = call.array("x")
    dtype = call.dtype("dtype") or sampled_dtype(call.op, array.dtype)
    if call.op.endswith(".accumulate"):
        return Array(dtype, array.shape, "A" if array.ndim > 1 else "C")
    if call.constant("axis") is None:
        return Array(dtype, (size_of(call, array),))
    call.axes("axis", array.ndim)
    return Array(dtype, array.shape, "C" if array.order == "C" else "A")


def size_of(call: Call, array: Array) -> Size:
    """Return the number of elements of an array."""
    total = Size(1)
    for extent in array.shape:
        total = call.sizes.product(total, extent)
    return total


@kind_rule("np.logaddexp.reduce(x, axis=0, keepdims=False)")
def of_reduce(call: Call) -> Kind:
    """A reduction by a ufunc, over the first axis if none is given."""
    array = call.array("x")
    return reduced(call, array, sampled_dtype("np.exp", array.dtype))


@kind_rule("np.sort(x, axis=-1, kind=None, stable=None)")
def of_sort(call: Call) -> Kind:
    """The elements in order along an axis; a copy."""
    array = call.array("x")
    if call.constant("axis") is None or not array.ndim:
        return Array(array.dtype, (size_of(call, array),))
    return Array(array.dtype, array.shape, _copied(array))


def _copied(array: Array) -> str:
    return "C" if array.order == "C" or array.ndim <= 1 else "A"


@kind_rule("np.argsort(x, axis=-1, kind=None, stable=None)")
def of_argsort(call: Call) -> Kind:
    """The places of the elements in order along an axis."""
    found = of_sort(call)
    assert isinstance(found, Array)
    return Array("int64", found.shape, found.order)


@kind_rule("np.lexsort(keys, axis=-1)")
def of_lexsort(call: Call) -> Kind:
    """The places of the elements in the order of several keys, the last of them first."""
    kind = call["keys"]
    first = kind.items[0] if isinstance(kind, TupleKind) else kind
    if isinstance(first, ListKind):
        return Array("int64", (call.sizes.fresh() if first.length is None else first.length,))
    if isinstance(first, Array) and first.ndim == 1 and isinstance(kind, TupleKind):
        return Array("int64", first.shape)
    raise Undecided("np.lexsort of something that is no tuple of rows")


@kind_rule("np.linalg.norm(x, ord=None, axis=None, keepdims=False)",
           "np.linalg.vector_norm(x, axis=None, keepdims=False, ord=2)")  # fmt: skip
def of_norm(call: Call) -> Kind:
    """A norm of all elements, or along the axes given."""
    array = call.array("x")
    dtype = sampled_dtype(call.op, array.dtype)
    return reduced(call, array, dtype)


@kind_rule("np.diff(x, n=1, axis=-1)")
def of_diff(call: Call) -> Kind:
    """Differences along an axis, which becomes shorter by n."""
    array, n = call.array("x"), call.constant("n")
    axis = call.axis(call.constant("axis"), array.ndim)
    if n == 0:
        return array
    extent = array.shape[axis]
    left = extent - n
    if call.sizes.at_most(n, extent) is not True:
        left = call.sizes.fresh()
    shape = (*array.shape[:axis], left, *array.shape[axis + 1 :])
    dtype = "bool" if array.dtype == "bool" else array.dtype
    return Array(dtype, shape, "C" if array.order == "C" or array.ndim == 1 else "A")


@kind_rule("np.nonzero(x)", "np.flatnonzero(x)", "np.argwhere(x)", "rt.first_places(x)")
def of_nonzero(call: Call) -> Kind:
    """Places or values of which the number is not known before the run."""
    array, count = call.array("x"), call.sizes.fresh()
    if call.op in ("np.flatnonzero", "rt.first_places"):
        return Array("int64", (count,))
    if call.op == "np.argwhere":
        return Array("int64", (count, Size(array.ndim)), "A")
    return TupleKind(tuple([Array("int64", (count,), "A") for _ in array.shape]))


@kind_rule("np.unique(x, return_index=False, return_inverse=False, return_counts=False,"
           " axis=None, equal_nan=True, sorted=True)")  # fmt: skip
def of_unique(call: Call) -> Kind:
    """Values of which the number is not known before the run, and places and counts of them."""
    array, count = call.array("x"), call.sizes.fresh()
    if call.has("axis") or array.ndim > 1 and call.constant("return_inverse"):
        raise Undecided("np.unique along an axis")
    found: list[Kind] = [Array(array.dtype, (count,))]
    for name in ("return_index", "return_inverse", "return_counts"):
        if call.constant(name):
            found.append(Array("int64", array.shape if name == "return_inverse" else (count,)))
    return TupleKind(tuple(found)) if len(found) > 1 else found[0]


@kind_rule("np.setdiff1d(ar1, ar2, assume_unique=False)", "np.union1d(ar1, ar2)",
           "np.setxor1d(ar1, ar2, assume_unique=False)",
           "np.intersect1d(ar1, ar2, assume_unique=False)")  # fmt: skip
def of_sets(call: Call) -> Kind:
    """Values of which the number is not known before the run."""
    one, other = call.array("ar1"), call.array("ar2")
    is_of_both = call.op in ("np.union1d", "np.setxor1d", "np.intersect1d")
    dtype = np.result_type(one.dtype, other.dtype).name if is_of_both else one.dtype
    return Array(dtype, (call.sizes.fresh(),))


@kind_rule(*(f"np.{name}.reduceat(x, indices, axis=0)"
             for name in ("add", "multiply", "maximum", "minimum", "logaddexp")))  # fmt: skip
def of_reduceat(call: Call) -> Kind:
    """A sum, or another reduction, for each index."""
    array, indices = call.array("x"), call.array("indices")
    axis = call.axis(call.constant("axis"), array.ndim)
    shape = (*array.shape[:axis], indices.shape[0], *array.shape[axis + 1 :])
    ways = {"add": "sum", "multiply": "prod", "logaddexp": "exp"}
    op = ways.get(call.op.split(".")[1], "max")
    return Array(sampled_dtype(f"np.{op}", array.dtype), shape, "A")


@kind_rule("rt.parts(x, indices, axis=0, fill=0.0)")
def of_parts(call: Call) -> Kind:
    """The parts of an axis, one below the other."""
    array = call.array("x")
    axis = call.axis(call.constant("axis"), array.ndim)
    rest = (*array.shape[:axis], *array.shape[axis + 1 :])
    return Array(array.dtype, (*rest, call.array("indices").shape[0], call.sizes.fresh()), "A")


@kind_rule("rt.running_share(x, y, axis=0)")
def of_running_share(call: Call) -> Kind:
    """Of the shape of x."""
    return Array(call.array("y").dtype, call.array("x").shape, "A")


@kind_rule("np.unravel_index(indices, shape)")
def of_unravel_index(call: Call) -> Kind:
    """Flat places as one index for each axis."""
    indices, ndim = call.array("indices"), len(call.shape("shape"))
    is_number = isinstance(call["indices"], Scalar)
    place = Scalar("int64", True) if is_number else Array("int64", indices.shape, "A")
    return TupleKind((place,) * ndim)


@kind_rule("np.allclose(args)", "np.issubdtype(args)", "np.can_cast(args)",
           "np.array_equal(args)", "np.iscomplexobj(args)",
           "np.isrealobj(args)", "np.isscalar(args)", "np.may_share_memory(args)",
           "np.shares_memory(args)", "isinstance(args)", "callable(args)", "hasattr(args)",
           "math.isclose(args)")  # fmt: skip
def of_question(call: Call) -> Kind:
    """A question about values: a Python bool."""
    return Scalar("bool")


@kind_rule("np.searchsorted(a, v, side='left')", "np.digitize(v, a)")
def of_search(call: Call) -> Kind:
    """The places where the elements of v belong."""
    kind = call["v"]
    if isinstance(kind, Scalar):
        return Scalar("int64", True)
    array = call.array("v")
    return Array("int64", array.shape, "C" if array.ndim else "C")


@kind_rule("bisect.bisect_left(a, x, lo=0, hi=None)", "bisect.bisect_right(a, x, lo=0, hi=None)")
def of_bisection(call: Call) -> Kind:
    """The place where a number belongs in a sorted list."""
    return Scalar("int64")


@kind_rule("np.trapezoid(y, x=None, dx=1.0, axis=-1)")
def of_trapezoid(call: Call) -> Kind:
    """The integral along an axis."""
    array = call.array("y")
    dtype = sampled_dtype("np.mean", array.dtype)
    axis = call.axis(call.constant("axis"), array.ndim)
    shape = (*array.shape[:axis], *array.shape[axis + 1 :])
    return Array(dtype, shape, "A") if shape else Scalar(dtype, True)


def list_items(kind: Kind) -> bool:
    """Return whether a kind is a list or a tuple."""
    return isinstance(kind, (ListKind, TupleKind))
