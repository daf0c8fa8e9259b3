"""Seeds: the adjoint of a result, leaf by leaf, as an adjoint program takes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from .errors import NotScalar, WrongArgument
from .ir.nodes import Apply, Const, Expr


def seeds_of(
    value: Any, seed: Any, varying: Sequence[bool], shape: Expr, forms: Any = None
) -> list[Any]:
    """Return one seed for each varying leaf of a result `value` whose structure is `shape`.

    `forms` tell of the named tuples and objects in it.

    A seed has the structure of the result; None stands for 1.0 where the result is one number.
    Raises NotScalar where a seed is needed, WrongArgument where its shape is not the result's.
    """
    value, seed = _in_tuples(value, forms), _in_tuples(seed, forms)
    values = list(_leaves(value, shape))
    if seed is None:
        if sum(varying) != 1:
            raise _needed(value)
        given: list[Any] = [None] * len(values)
    else:
        given = list(_leaves(seed, shape))
    return [_fitting(v, g) for v, g, varies in zip(values, given, varying) if varies]


def _in_tuples(value: Any, forms: Any) -> Any:
    """Return a result, or its adjoint, with tuples in the place of the objects in its lists."""
    if forms is None or value is None:
        return value
    form, inner = forms
    what = "tuple" if form is None else form.what
    if what == "list":
        is_list = isinstance(value, (list, tuple))
        return [_in_tuples(item, inner[0]) for item in value] if is_list else value
    parts = list(value) if isinstance(value, (list, tuple)) else _under(value, form)
    if parts is None or len(parts) != len(inner):
        return value  # what does not fit is refused where its leaves are taken
    made = [_in_tuples(part, one) for part, one in zip(parts, inner)]
    if what in ("dict", "object"):
        return dict(zip(form.keys, made))
    return made if isinstance(value, list) else tuple(made)


def _under(value: Any, form: Any) -> list[Any] | None:
    """Return what stands under the keys of a dict or an object; None if some is not there."""
    if form is None:
        return None
    if isinstance(value, Mapping):
        return [value[key] for key in form.keys] if set(form.keys) <= set(value) else None
    names = [str(key) for key in form.keys]
    has_all = all(hasattr(value, name) for name in names)
    return [getattr(value, name) for name in names] if has_all else None


def _leaves(value: Any, shape: Expr) -> Iterator[Any]:
    if isinstance(shape, Apply) and not _fits(value, shape):
        raise _unlike(_structure(shape))
    if isinstance(shape, Apply) and shape.op in ("tuple", "list"):
        for item, part in zip(value, shape.args, strict=True):
            yield from _leaves(item, part)
    elif isinstance(shape, Apply) and shape.op == "dict":
        for key, part in zip(shape.args[::2], shape.args[1::2]):
            assert isinstance(key, Const)
            is_dict = isinstance(value, Mapping)
            item = value[key.value] if is_dict else getattr(value, key.value)
            yield from _leaves(item, part)
    else:
        yield value


def _fits(value: Any, shape: Apply) -> bool:
    """Return whether a value has the items that a display makes."""
    if shape.op in ("tuple", "list"):
        return isinstance(value, (tuple, list)) and len(value) == len(shape.args)
    if shape.op != "dict":
        return True
    keys = {key.value for key in shape.args[::2] if isinstance(key, Const)}
    if isinstance(value, Mapping):
        return keys <= set(value)
    return all(hasattr(value, str(key)) for key in keys)


def _structure(shape: Apply) -> str:
    if shape.op != "dict":
        return f"a {shape.op} of {len(shape.args)} adjoints"
    keys = [repr(key.value) for key in shape.args[::2] if isinstance(key, Const)]
    return f"a dict, or an object, with an adjoint for each of {', '.join(keys)}"


def _fitting(value: Any, seed: Any) -> Any:
    """Return a seed in the dtype and shape of its result."""
    if isinstance(value, (list, tuple)):
        if seed is None:
            raise _needed(value)
        if not isinstance(seed, (list, tuple)) or len(seed) != len(value):
            raise _unlike(f"a {type(value).__name__} of {len(value)} adjoints")
        fitted = [_fitting_item(v, s) for v, s in zip(value, seed)]
        return fitted if isinstance(value, list) else tuple(fitted)
    if isinstance(value, Mapping):
        if not isinstance(seed, Mapping) or not set(value) <= set(seed):
            raise _needed(value) if seed is None else _unlike(f"a dict with the keys {list(value)}")
        return {key: _fitting_item(item, seed[key]) for key, item in value.items()}
    if seed is None:
        if np.size(value) != 1 or np.iscomplexobj(value):
            raise _needed(value)
        seed = np.ones(np.shape(value))
    if isinstance(seed, (str, bytes, dict, set)):
        raise WrongArgument(
            f"the adjoint of the result is of the type {type(seed).__name__}", None,
            "A pullback takes one number for each number of the result.", "Give numbers.",
        )  # fmt: skip
    if isinstance(value, np.ndarray):
        if np.shape(seed) != value.shape:
            raise WrongArgument(
                f"the adjoint of the result has shape {np.shape(seed)}, not {value.shape}", None,
                "A pullback takes one number for each number of the result.",
                "Give an array of the result's shape.",
            )  # fmt: skip
        out = np.empty_like(value)
        out[...] = seed
        return out
    if np.shape(seed) != ():
        raise WrongArgument(
            f"the adjoint of the result has shape {np.shape(seed)}, and the result is a number",
            None, "A pullback takes one number for each number of the result.", "Give a number.",
        )  # fmt: skip
    return np.complex128(seed) if np.iscomplexobj(value) else np.float64(np.real(seed))


def _fitting_item(value: Any, seed: Any) -> Any:
    """Return the seed of an item of a list; None for what cannot vary.

    A whole number may stand where others vary, as that of `sum([])` does: its seed is zero.
    """
    if seed is None and isinstance(value, (int, np.integer)):
        return 0.0
    if seed is None and isinstance(value, (float, complex, np.inexact, np.ndarray)):
        raise _needed(value)
    return None if seed is None or isinstance(value, (str, bytes)) else _fitting(value, seed)


def _unlike(wanted: str) -> WrongArgument:
    return WrongArgument(
        "the adjoint of the result does not have the structure of the result", None,
        "A pullback takes one number for each number of the result.", f"Give {wanted}.",
    )  # fmt: skip


def _needed(value: Any) -> NotScalar:
    return NotScalar(
        "the pullback needs the adjoint of the result", None,
        f"The result is {_shown(value)}, not one real number.",
        "Call it with an adjoint of the same structure and shapes.",
    )  # fmt: skip


def _shown(value: Any) -> str:
    if isinstance(value, np.ndarray):
        return f"an array of {value.dtype} of shape {value.shape}"
    return f"of the type {type(value).__name__}"
