"""Creation of arrays, and conversions between arrays, numbers and lists."""

from __future__ import annotations


import numpy as np

from ...ir.frozen import replace
from ...ir.kinds import (
    Array, Kind, ListKind, Other, Scalar, Size, TupleKind, Unknown, is_matrix,
)  # fmt: skip
from ...ir.nodes import Apply, Expr
from .calls import Call, Undecided, as_array, kind_rule
from .elementwise import broadcast, int_value, with_value
from .joins import Returned, join, stored
from .samples import sampled

_NUMBERS = ("bool", "int", "uint", "float", "complex")
TYPES = """
    float64 float32 float16 int64 int32 int16 int8 uint8 uint16 uint32 uint64 complex128 complex64
    longdouble intp bool_
"""


@kind_rule("np.zeros(shape, dtype=None, order='C')", "np.ones(shape, dtype=None, order='C')",
           "np.empty(shape, dtype=None, order='C')")  # fmt: skip
def of_zeros(call: Call) -> Kind:
    """An array of a shape."""
    shape = call.shape("shape")
    return Array(call.dtype("dtype") or "float64", shape, _order(call, len(shape)))


def _order(call: Call, ndim: int) -> str:
    return "C" if ndim <= 1 else str(call.constant("order") or "C")


@kind_rule("np.full(shape, value, dtype=None, order='C')")
def of_full(call: Call) -> Kind:
    """An array of a shape, of one value."""
    shape, value = call.shape("shape"), as_array(call["value"], call.sizes)
    return Array(call.dtype("dtype") or value.dtype, shape, _order(call, len(shape)))


@kind_rule(*(f"np.{name}_like(x, dtype=None, order='K')" for name in ("zeros", "ones", "empty")),
           "np.full_like(x, value, dtype=None, order='K')")  # fmt: skip
def of_like(call: Call) -> Kind:
    """An array with the shape and dtype of another, 0-d for a number."""
    array, order = call.array("x"), call.constant("order")
    if order not in ("K", "C", "F"):
        raise Undecided("an array in the order that another has as a whole")
    order = array.order if order == "K" else order
    return Array(call.dtype("dtype") or array.dtype, array.shape, order if array.ndim > 1 else "C")


@kind_rule("np.eye(n, m=None, k=0, dtype=None)", "np.identity(n, dtype=None)",
           "np.tri(n, m=None, k=0, dtype=None)")  # fmt: skip
def of_eye(call: Call) -> Kind:
    """Ones on a diagonal, or below it."""
    n = call.size(call.kwargs["n"])
    m = call.size(call.kwargs["m"]) if call.has("m") else n
    return Array(call.dtype("dtype") or "float64", (n, m))


@kind_rule("np.diag_indices(n, ndim=2)", "np.tril_indices(n, k=0, m=None)",
           "np.triu_indices(n, k=0, m=None)", "np.diag_indices_from(x)",
           "np.tril_indices_from(x, k=0)", "np.triu_indices_from(x, k=0)")  # fmt: skip
def of_indices(call: Call) -> Kind:
    """One index for each axis."""
    if call.op == "np.diag_indices":
        extent, ndim = call.size(call.kwargs["n"]), call.constant("ndim")
    elif call.op == "np.diag_indices_from":
        extent, ndim = call.array("x").shape[0], call.array("x").ndim
    else:
        extent, ndim = call.sizes.fresh(), 2
    return TupleKind((Array("int64", (extent,), "A"),) * ndim)


@kind_rule("np.indices(dimensions, dtype=None)")
def of_grid(call: Call) -> Kind:
    """The place of each cell of a grid along each axis."""
    shape = call.shape("dimensions")
    return Array(call.dtype("dtype") or "int64", (Size(len(shape)), *shape))


@kind_rule("np.ix_(args)")
def of_ix(call: Call) -> Kind:
    """Indices of a grid: each along an axis of its own."""
    arrays = [as_array(call.known(arg), call.sizes) for arg in call.args]
    one, rank = Size(1), len(arrays)
    if any(array.ndim != 1 or "int" not in array.dtype for array in arrays):
        raise Undecided("np.ix_ of something that is no list of ints")
    return TupleKind(tuple([
        Array("int64", (*(one,) * i, array.shape[0], *(one,) * (rank - i - 1)), "A")
        for i, array in enumerate(arrays)
    ]))  # fmt: skip


@kind_rule("np.arange(a, b=None, step=None, dtype=None)")
def of_arange(call: Call) -> Kind:
    """A range as an array; its size is known where its bounds are known ints."""
    given = [call[name] for name in ("a", "b", "step") if call.has(name)]
    dtypes = [k.dtype for k in given if isinstance(k, (Scalar, Array))]
    if len(dtypes) != len(given):
        raise Undecided("np.arange of something that is not a number")
    dtype = call.dtype("dtype") or np.result_type(*["int64" if d == "bool" else d for d in dtypes])
    name = np.dtype(dtype).name
    return Array(name, (_trips(call) or call.sizes.fresh(),))


def _trips(call: Call) -> Size | None:
    start, stop = Size(0), int_value(call["a"])
    if call.has("b"):
        start, stop = stop or Size(0), int_value(call["b"])
        if int_value(call["a"]) is None:
            return None
    step = call.constant("step") if call.has("step") and _is_int(call["step"]) else 1
    if stop is None or (call.has("step") and not _is_int(call["step"])):
        return None
    return range_length(call, start, stop, step)


def _is_int(kind: Kind) -> bool:
    return isinstance(kind, Scalar) and kind.value is not None


def range_length(call: Call, start: Size, stop: Size, step: int) -> Size | None:
    """Return the number of trips of a range, or None if it is not known."""
    if step == 0:
        return None
    gap = stop - start if step > 0 else start - stop
    some = call.sizes.at_most(0, gap)
    if some is None:
        return None
    return call.sizes.quotient(gap + (abs(step) - 1), abs(step)) if some else Size(0)


@kind_rule("np.linspace(start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0)",
           "np.logspace(start, stop, num=50, endpoint=True, base=10.0, dtype=None, axis=0)",
           "np.geomspace(start, stop, num=50, endpoint=True, dtype=None, axis=0)")  # fmt: skip
def of_linspace(call: Call) -> Kind:
    """Evenly spaced numbers, along a new axis if the ends are arrays."""
    if "retstep" in call.defaults and call.constant("retstep"):
        raise Undecided("np.linspace with retstep=True")
    ends = [as_array(call[name], call.sizes) for name in ("start", "stop")]
    if "base" in call.defaults and call.has("base") and as_array(call["base"], call.sizes).ndim:
        raise Undecided("np.logspace with several bases")
    num = call.size(call.kwargs["num"]) if call.has("num") else Size(50)
    given = [call["start"], call["stop"]]
    numbers = [k if isinstance(k, Scalar) else end for k, end in zip(given, ends)]
    kind = sampled("np.true_divide", tuple(numbers)).dtype
    shape = broadcast([end.shape for end in ends], call.sizes)
    place = call.axis(call.constant("axis"), len(shape) + 1)
    if call.op == "np.geomspace":
        kind = np.result_type(kind, "float64").name
    dtype = call.dtype("dtype") or kind
    order = "C" if not shape else "A"
    return Array(dtype, (*shape[:place], num, *shape[place:]), order)


@kind_rule("rt.ramp_back(y, end, endpoint=True, axis=0)")
def of_ramp_back(call: Call) -> Kind:
    """A sum along the axis of a ramp."""
    array = call.array("y")
    axis = call.axis(call.constant("axis"), array.ndim)
    shape = (*array.shape[:axis], *array.shape[axis + 1 :])
    return Array(array.dtype, shape, "A") if shape else Scalar(array.dtype, True)


@kind_rule("np.array(x, dtype=None, *, copy=True, ndmin=0)".replace(" *,", ""),
           "np.asarray(x, dtype=None)", "np.asanyarray(x, dtype=None)",
           "np.ascontiguousarray(x, dtype=None)", "np.asfortranarray(x, dtype=None)",
           "np.copy(x, order='K')",
           "np.ndarray.copy(x, order='C')")  # fmt: skip
def of_array(call: Call) -> Kind:
    """An array of what is given: items, a number, or an array."""
    expr = call.kwargs["x"]
    kind = call["x"]
    if "ndmin" in call.defaults and call.constant("ndmin"):
        raise Undecided("np.array with ndmin=")
    if isinstance(kind, Other) and is_matrix(kind):
        kind = Array(kind.what.partition(":")[2], kind.shape, "A")
    array = as_array(kind, call.sizes)
    if isinstance(expr, Apply) and expr.op in ("list", "tuple") and not expr.args:
        array = Array("float64", (Size(0),))
    rows = _lengths(expr)
    made = _dtype_of_items(call, expr) or array.dtype
    array = replace(array, shape=(*rows, *array.shape[len(rows) :]), dtype=made)
    dtype = call.dtype("dtype") if "dtype" in call.defaults else None
    if call.op in ("np.ascontiguousarray", "np.asfortranarray") and not array.ndim:
        array = Array(array.dtype, (Size(1),))
    return Array(dtype or array.dtype, array.shape, _array_order(call, array, dtype))


def _dtype_of_items(call: Call, expr: Expr) -> str:
    """Return the dtype that NumPy finds for the items of a display: of these, no number is weak."""
    if not isinstance(expr, Apply) or expr.op not in ("list", "tuple"):
        kind = call.kind(expr)
        return kind.dtype if isinstance(kind, (Array, Scalar)) else ""
    found = {_dtype_of_items(call, part) for part in expr.args}
    if not found or not all(name.rstrip("0123456789") in _NUMBERS for name in found):
        return ""
    return found.pop() if len(found) == 1 else np.result_type(*found).name


def _lengths(expr: Expr) -> tuple[Size, ...]:
    """Return the lengths of displays inside displays: they agree, or NumPy makes no array."""
    if not isinstance(expr, Apply) or expr.op not in ("list", "tuple") or not expr.args:
        return ()
    if any(isinstance(part, Apply) and part.op == "star" for part in expr.args):
        return ()
    return (Size(len(expr.args)), *_lengths(expr.args[0]))


def _array_order(call: Call, array: Array, dtype: str | None) -> str:
    if array.ndim <= 1 and call.op not in ("np.asarray", "np.asanyarray"):
        return "C"
    if "order" in call.defaults:  # of a copy: 'K' and 'A' keep what is contiguous as it is
        order: str = call.constant("order")
        return order if order in "CF" else array.order
    if call.op == "np.asfortranarray":
        return "F"
    if call.op == "np.ascontiguousarray" or array.order == "C":
        return "C"
    same = dtype in (None, array.dtype)
    return array.order if same and call.op.startswith("np.as") else "A"


@kind_rule("np.astype(x, dtype)", "np.ndarray.astype(x, dtype)")
def of_astype(call: Call) -> Kind:
    """The elements converted; a copy."""
    kind, dtype = call["x"], call.dtype_of(call.kwargs["dtype"])
    if isinstance(kind, Scalar):
        return Scalar(dtype, True)
    array = as_array(kind, call.sizes)
    return Array(dtype, array.shape, "C" if array.ndim <= 1 else array.order)


@kind_rule(*(f"np.{name}(x)" for name in TYPES.split()), "np.bool(x)")
def of_type(call: Call) -> Kind:
    """A number or array of a NumPy type."""
    kind, dtype = call["x"], np.dtype(call.op[3:].rstrip("_")).name
    if isinstance(kind, Scalar):
        return with_value(Scalar(dtype, True), int_value(kind))
    array = as_array(kind, call.sizes)
    if array.ndim:
        fresh = "C" if array.order == "C" or array.ndim == 1 else "A"
        return Array(dtype, array.shape, array.order if dtype == array.dtype else fresh)
    return Scalar(dtype, True)


@kind_rule("float(x)", "int(x)", "bool(x)", "complex(x, y=0)")
def of_python_type(call: Call) -> Kind:
    """A Python number."""
    kind = call.kind(call.kwargs["x"])
    if type(kind) not in (Unknown, Returned):
        kind = call["x"]
    if isinstance(kind, Other) and not kind.what.startswith("text"):
        raise Undecided(f"{call.op} of something that is not a number")
    if call.op == "int":
        return Scalar("int64", False, int_value(kind))
    return Scalar({"float": "float64", "bool": "bool", "complex": "complex128"}[call.op])


@kind_rule("np.ndarray.item(x)")
def of_item(call: Call) -> Kind:
    """The one element, as a Python number."""
    kind = call["x"]
    if not isinstance(kind, (Scalar, Array)):
        raise Undecided("item() of something that is not a number")
    family = {"f": "float64", "i": "int64", "u": "int64", "b": "bool", "c": "complex128"}
    return Scalar(family[kind.dtype[0]])


@kind_rule("np.meshgrid(x, y, indexing='xy')")
def of_meshgrid(call: Call) -> Kind:
    """The coordinates of a grid."""
    x, y = call.array("x"), call.array("y")
    shape = (y.shape[0], x.shape[0])
    if call.constant("indexing") == "ij":
        shape = (x.shape[0], y.shape[0])
    return TupleKind((Array(x.dtype, shape, "A"), Array(y.dtype, shape, "A")))


def list_of(call: Call, exprs: tuple[Expr, ...]) -> ListKind:
    """Return the kind of a list display."""
    item: Kind | None = None
    for expr in exprs:
        if isinstance(expr, Apply) and expr.op == "star":
            raise Undecided("a list with *")
        kind = stored(call.kind(expr))
        item = kind if item is None else join(item, kind, call.unify_items)
    return ListKind(item, Size(len(exprs)))
