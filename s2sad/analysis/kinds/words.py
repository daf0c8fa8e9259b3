"""Words: kinds as they are called in texts for people."""

from __future__ import annotations

from ...ir.kinds import Array, Form, Kind, ListKind, Other, Scalar, TupleKind, Unknown

NUMBERS = {
    "bool": "a bool", "int64": "an int", "float64": "a float", "complex128": "a complex number",
}  # fmt: skip


def describe(kind: Kind | None) -> str:
    """Return a kind in words: `a float`, `an array of float64 with 2 axes`."""
    match kind:
        case Scalar(dtype=dtype, numpy=numpy):
            return f"a NumPy {dtype}" if numpy else NUMBERS.get(dtype, f"a {dtype}")
        case Array(dtype=dtype):
            axes = "1 axis" if kind.ndim == 1 else f"{kind.ndim} axes"
            return f"an array of {dtype} with {axes}"
        case ListKind(item=None):
            return "an empty list"
        case ListKind(item=item):
            return f"a list ({describe(item)} each)"
        case TupleKind(form=Form(what="dict")):
            return "a dict"
        case TupleKind(form=Form(type=cls)):
            return f"a {cls.__name__}"
        case TupleKind(items=items):
            return f"a tuple of {len(items)}"
        case Other(what="none"):
            return "None"
        case Other(what="text"):
            return "text"
        case Other(what="opaque"):
            return "an object"
        case Other(what=what):
            return f"a {what.partition(':')[0]}"
        case Unknown() if type(getattr(kind, "items", None)) is dict:
            return "a dict outside of the function"
    return "something unknown"


def with_keys(kind: TupleKind) -> str:
    """Return a record in words, with its keys: `a dict with the keys 'a', 'b'`."""
    keys = ", ".join(map(repr, kind.form.keys)) if kind.form is not None else ""
    return f"{describe(kind)} with the keys {keys}" if keys else f"{describe(kind)} without keys"
