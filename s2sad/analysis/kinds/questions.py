"""Questions: what a program asks of the class of a value, which its kind decides.

    isinstance(x, np.ndarray), type(x) is float, np.isscalar(x), hasattr(x, "shape"), callable(f)

A question about classes that are not known here, or about a number that may be Python's or
NumPy's where these differ, is left to the run.
"""

from __future__ import annotations

import builtins
import inspect
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from ...ir.kinds import (
    Array, Form, Kind, ListKind, Other, Scalar, TupleKind, Unknown, is_complex,
)  # fmt: skip
from ...ir.nodes import Apply, Const, Expr
from .joins import Class, FixedList, Text, dtype_of_class
from .merging import Apart
from .methods import class_of_dtype
from .mixed import dtypes_of

_OF_DTYPES = {"char", "itemsize", "kind", "name", "num", "str"}  # constants that a dtype has
KindOf = Callable[[Expr], Kind]
_PYTHON: dict[str, type] = {"f": float, "i": int, "u": int, "b": bool, "c": complex}


def answer(expr: Expr, kind_of: KindOf) -> bool | None:
    """Return the truth of a question about a class; None of anything else, and if it is open."""
    if not isinstance(expr, Apply) or not expr.args or expr.kwargs:
        return None
    asked = _ASKED.get(expr.op)
    if asked is not None:
        classes = classes_of(expr.args[0], kind_of)
        answers = {asked(cls, *expr.args[1:], kind_of) for cls in classes or ()}
        return answers.pop() if len(answers) == 1 else None
    if expr.op in ("is", "isnot", "eq", "ne", "in", "notin") and len(expr.args) == 2:
        return _compared(expr, kind_of)
    if expr.op in ("np.iscomplexobj", "np.isrealobj"):
        kind = kind_of(expr.args[0])
        found = {is_complex(kind)} | {name.startswith("complex") for name, _ in dtypes_of(kind)}
        if not isinstance(kind, (Array, Scalar)) or len(found) > 1:
            return None
        return found.pop() == (expr.op == "np.iscomplexobj")
    return None


def classes_of(expr: Expr, kind_of: KindOf) -> tuple[type, ...] | None:
    """Return the classes of which a value may be; None if they are not known."""
    if isinstance(expr, Apply) and expr.op in ("tuple", "list"):
        return (tuple if expr.op == "tuple" else list,)
    kind = kind_of(expr)
    match kind:
        case Array():
            return (np.ndarray,)
        case Scalar():
            return tuple([cls for name, which in dtypes_of(kind) for cls in _classes(name, which)])
        case ListKind() | FixedList():
            return (list,)
        case TupleKind(form=None):
            return (list if isinstance(kind, Apart) and kind.display == "list" else tuple,)
        case TupleKind(form=form) if form is not None and isinstance(form.type, type):
            return (form.type,)
        case Text():
            return (str,)
        case Other(what="none"):
            return (type(None),)
    return None


def _classes(dtype: str, is_numpys: bool) -> tuple[type, ...]:
    plain = _PYTHON[np.dtype(dtype).kind]
    return (np.dtype(dtype).type, plain) if is_numpys else (plain,)


def is_of_none(kind: Kind, classes: tuple[type, ...]) -> bool:
    """Return whether a value surely is no object of any of these classes of the user's."""
    if isinstance(kind, TupleKind) and kind.form is not None:
        return isinstance(kind.form.type, type) and not issubclass(kind.form.type, classes)
    return not isinstance(kind, Unknown)


def class_of_class(expr: Expr, kind_of: KindOf) -> Kind:
    """Return the kind of what `type(x)` gives."""
    found = classes_of(expr, kind_of) or ()
    return Class(found[0]) if len(found) == 1 else Other("type")


def named_class(spelled: str) -> type | None:
    """Return the class that a constant such as `np.float64` spells."""
    root, _, name = spelled.rpartition(".")
    found: Any = getattr(np if root == "np" else builtins, name, None)
    return found if isinstance(found, type) else None


def classes_named(expr: Expr, kind_of: KindOf) -> tuple[type, ...] | None:
    """Return the classes that an expression names; None if one of them is not known."""
    if isinstance(expr, Apply) and expr.op == "const" and isinstance(expr.args[0], Const):
        found = named_class(str(expr.args[0].value))
        return None if found is None else (found,)
    if isinstance(expr, Apply) and expr.op in ("tuple", "list"):
        parts = [classes_named(part, kind_of) for part in expr.args]
        return None if None in parts else tuple([cls for part in parts for cls in part or ()])
    if isinstance(expr, Apply) and expr.op == "or_":  # np.ndarray | list
        return classes_named(Apply("tuple", expr.args), kind_of)
    kind = kind_of(expr)
    if isinstance(kind, TupleKind) and all(isinstance(item, Class) for item in kind.items):
        return tuple([item.value for item in kind.items if isinstance(item, Class)])
    return (kind.value,) if isinstance(kind, Class) else None


def _isinstance(cls: type, wanted: Expr, kind_of: KindOf) -> bool | None:
    classes = classes_named(wanted, kind_of)
    return None if classes is None else issubclass(cls, classes)


def has_name(cls: type, name: str) -> bool:
    """Return whether objects of a class have an attribute; the class itself may have others."""
    return any(name in vars(base) for base in cls.__mro__)


def form_has(form: Form, name: str, is_named: bool) -> bool | None:
    """Return whether a record has an attribute; None if its class does not tell.

    The keys of an object are those of its attributes that the program names; `is_named` tells
    whether this one is among them, or the keys are all.
    """
    if form.what != "dict" and form.place(name) is not None:
        return True
    if not isinstance(form.type, type):
        return None
    if has_name(form.type, name):
        found = inspect.getattr_static(form.type, name)
        return None if hasattr(type(found), "__get__") and not callable(found) else True
    is_open = form.what == "named" and form.type.__dictoffset__ or not is_named
    return None if is_open and form.what != "dict" else False


def _hasattr(cls: type, name: Expr, kind_of: KindOf) -> bool | None:
    is_made = cls.__flags__ & 1 << 9 and not (issubclass(cls, tuple) and hasattr(cls, "_fields"))
    if is_made or cls.__dictoffset__ or has_name(cls, "__getattr__"):
        return None  # objects have attributes of their own
    return has_name(cls, str(name.value)) if isinstance(name, Const) else None


def _isscalar(cls: type, kind_of: KindOf) -> bool:
    return issubclass(cls, (np.generic, int, float, complex, str))


def _callable(cls: type, kind_of: KindOf) -> bool:
    return has_name(cls, "__call__")


def _compared(expr: Apply, kind_of: KindOf) -> bool | None:
    """Return `type(x) is float`, `type(x) in (int, float)`."""
    kind = kind_of(expr.args[0])
    if dtype_of_kind(kind) is not None:
        return _compared_dtypes(expr, kind_of)
    found = classes_named(expr.args[1], kind_of) if isinstance(kind, Class) else None
    if found is None or not isinstance(kind, Class):
        return None
    is_in = expr.op in ("in", "notin")
    if not is_in and len(found) != 1:
        return None
    return (kind.value in found) == (expr.op in ("is", "eq", "in"))


def dtype_of_kind(kind: Kind | None) -> np.dtype | None:
    """Return the dtype that is of a kind; None of a class, and of anything else."""
    if not isinstance(kind, Other) or isinstance(kind, Class):
        return None
    return np.dtype(kind.what[6:]) if kind.what.startswith("dtype:") else None


def attribute_of_dtype(kind: Kind, name: str) -> Expr | None:
    """Return `x.dtype.kind` as the constant that it is; None of what is no dtype."""
    dtype = dtype_of_kind(kind)
    if dtype is None or name not in ("type", *_OF_DTYPES):
        return None
    return class_of_dtype(dtype.name) if name == "type" else Const(getattr(dtype, name))


def called(call: Apply, kind_of: KindOf) -> Apply:
    """Return `type(x)` as the primitive that it is, and any other call as it is."""
    is_type = len(call.args) == 2 and kind_of(call.args[0]) == Class(type)
    return Apply("type", call.args[1:]) if is_type else call


def _compared_dtypes(expr: Apply, kind_of: KindOf) -> bool | None:
    """Return `x.dtype == np.float64`, `x.dtype in (np.float32, "float64")`."""
    left, right = expr.args
    is_in = expr.op in ("in", "notin")
    is_display = isinstance(right, Apply) and right.op in ("tuple", "list")
    if expr.op in ("is", "isnot") or is_in and not is_display:
        return None
    dtype = dtype_of_kind(kind_of(left))
    parts = right.args if is_in and isinstance(right, Apply) else (right,)
    others = [_as_dtype(kind_of(part)) for part in parts]
    if dtype is None or None in others:
        return None
    return (dtype in others) == (expr.op in ("eq", "in"))


def _as_dtype(kind: Kind) -> np.dtype | None:
    """Return what NumPy compares a dtype with."""
    if isinstance(kind, Class):
        name = dtype_of_class(kind.value)
        return None if name is None else np.dtype(name)
    try:
        return np.dtype(kind.value) if isinstance(kind, Text) else dtype_of_kind(kind)
    except TypeError:
        return None


_ASKED: Mapping[str, Callable[..., bool | None]] = {
    "isinstance": _isinstance, "hasattr": _hasattr, "np.isscalar": _isscalar,
    "callable": _callable,
}  # fmt: skip
ASKING = {*_ASKED, "np.iscomplexobj", "np.isrealobj"}
