"""Methods: which primitive an attribute or a method of an array or number is.

    x.T, x.shape, x.sum(axis=0), x.reshape(2, 3)   ->   np.transpose(x), np.shape(x), …
"""

from __future__ import annotations

from ...ir.kinds import Array, Kind, ListKind, Scalar, is_complex
from ...ir.nodes import Apply, Const, Expr
from .mixed import is_mixed

ATTRIBUTES = {
    "T": "np.transpose", "mT": "np.matrix_transpose", "shape": "np.shape", "size": "np.size",
    "ndim": "np.ndim", "real": "np.real", "imag": "np.imag",
}  # fmt: skip
SAME = """
    sum mean max min prod var std dot cumsum cumprod argmax argmin any all round conj conjugate
    squeeze swapaxes repeat clip diagonal trace ravel argsort nonzero take ptp searchsorted
"""
METHODS = {name: f"np.{name}" for name in SAME.split()} | {"conjugate": "np.conj"}
OF_PYTHON_NUMBERS = {"real", "imag", "conjugate"}
SHAPE_METHODS = {"reshape": "np.reshape", "transpose": "np.transpose"}
REFUSED = {
    "resize": ("It changes the size of an array in place.", "Use np.reshape."),
    "partition": ("Its order is not determined.", "Use np.sort."),
    "flat": (
        "It is a place in an array that moves on.",
        "Read `x.flat[i]` or `x.ravel()`, and store into `x.flat[i]`.",
    ),
    "itemset": ("It writes into an array.", "Use `x[i] = v`."),
    "setflags": ("It changes what may be written.", "Leave it out."),
    "view": (
        "It reads memory as another type.", "Use astype, or `view()` for the array under a name.",
    ),
    "byteswap": ("It reads memory as another type.", "Leave it out."),
    "tobytes": ("Bytes have no derivative.", "Leave it out."),
}
PYTHON_NUMBERS = {"f": "float", "i": "int", "u": "int", "b": "bool", "c": "complex"}
LIST_REFUSED = {
    "insert": "Use append, and build the list in its order.",
    "remove": "Build a new list of the items to keep.",
    "index": "Use a loop that finds the index.",
    "count": "Use a loop that counts.",
}


def attribute_of(base: Expr, kind: Kind, name: str) -> Expr | None:
    """Return the primitive that an attribute is, or None if it is not known."""
    if isinstance(kind, (Array, Scalar)):
        if name == "dtype" and is_mixed(kind):
            return Apply("np.result_type", (base,))
        if name == "dtype" and (isinstance(kind, Array) or kind.numpy):
            return Apply("np.dtype", (dtype_of(kind),))
        if isinstance(kind, Scalar) and not kind.numpy and name not in OF_PYTHON_NUMBERS:
            return None
        if isinstance(kind, Scalar) and name in ("T", "mT"):
            return base
    op = ATTRIBUTES.get(name)
    return None if op is None or isinstance(kind, ListKind) else Apply(op, (base,))


def dtype_of(kind: Array | Scalar) -> Expr:
    """Return what to give for `dtype=` to make another of the same: a class, as a constant."""
    return class_of_dtype(kind.dtype)


def class_of_dtype(name: str) -> Expr:
    """Return the class of the numbers of a dtype, as a constant."""
    return Apply("const", (Const(f"np.{'bool_' if name == 'bool' else name}"),))


def method_of(
    base: Expr, kind: Kind, name: str, args: tuple[Expr, ...], kwargs: tuple[tuple[str, Expr], ...]
) -> Expr | None:
    """Return the primitive that a method of an array or number is, or None."""
    if name == "is_integer" and isinstance(kind, Scalar) and kind.dtype[0] == "f" and not args:
        return Apply("eq", (Apply("mod", (base, Const(1))), Const(0)))
    if isinstance(kind, Scalar) and not kind.numpy and name not in OF_PYTHON_NUMBERS:
        return None
    if name == "clip" and not kwargs and len(args) == 1:
        return Apply("np.clip", (base, *args, Const(None)))
    if name in ("conj", "conjugate") and isinstance(kind, Array) and not is_complex(kind):
        return Apply("np.asarray", (base,))  # the array itself, where np.conj makes another
    if name in METHODS:
        return Apply(METHODS[name], (base, *args), kwargs)
    if name in SHAPE_METHODS:
        return Apply(SHAPE_METHODS[name], (base, *_shape(args)), kwargs)
    match name:
        case "copy" | "flatten":
            return Apply(f"np.ndarray.{name}", (base, *args), kwargs)
        case "astype":
            return astype(base, kind, args, kwargs)
        case "tolist" if not args and not kwargs:  # of axes: see array_methods.py
            has_axes = isinstance(kind, Array) and kind.ndim
            return None if has_axes else _item(base, kind, ())
        case "item" if not kwargs:
            return _item(base, kind, args)
    return None


def _shape(args: tuple[Expr, ...]) -> tuple[Expr, ...]:
    """Return the arguments of x.reshape(2, 3) as the one shape that they are."""
    if len(args) <= 1:
        return args
    return (Apply("tuple", args),)


def astype(
    base: Expr, kind: Kind, args: tuple[Expr, ...], kwargs: tuple[tuple[str, Expr], ...]
) -> Expr:
    """Return the conversion to a dtype: a copy, or a number of that type."""
    named = dict(kwargs)
    if len(args) > 1 or set(named) - {"dtype"}:
        return Apply("np.ndarray.astype", (base, *args), kwargs)
    given = args[0] if args else named["dtype"]
    if isinstance(kind, Scalar) and isinstance(given, Apply) and given.op == "const":
        text = given.args[0]
        name = str(text.value) if isinstance(text, Const) else ""
        plain = {"float": "np.float64", "int": "np.int64", "bool": "np.bool_"}
        return Apply(plain.get(name, name), (base,))
    return Apply("np.ndarray.astype", (base, given))


def _item(base: Expr, kind: Kind, place: tuple[Expr, ...]) -> Expr | None:
    """Return `x.item()`, `x.item(i, j)`: the Python number that an element is."""
    array = kind if isinstance(kind, Array) else None
    if place:
        if array is None or len(place) not in (1, array.ndim):
            return None
        base = base if array.ndim == len(place) else Apply("np.ravel", (base,))
        base = Apply("getitem", (base, place[0] if len(place) == 1 else Apply("tuple", place)))
    elif array is not None and array.ndim:
        return Apply("np.ndarray.item", (base,))
    if not isinstance(kind, (Array, Scalar)):
        return None
    return Apply(PYTHON_NUMBERS[kind.dtype[0]], (base,))
