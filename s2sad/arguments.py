"""Arguments: binding, choosing what is differentiated, seeds and gradients at the boundary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from .errors import NotScalar, Overlap, WrongArgument
from .ir.kinds import Array, Unknown
from .pipeline import Source, Special
from .structures import DIRECTION, is_float_leaf, is_structure, leaves, records_in, tangent_like


def bound_arguments(
    source: Source, args: tuple[Any, ...], kwargs: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the value of each parameter in the order of the signature, defaults applied."""
    if not kwargs and len(args) == len(source.program.params) and source.is_plain:
        return dict(zip(source.names, args))
    bound = source.signature.bind(*args, **kwargs)
    bound.apply_defaults()
    return dict(bound.arguments)


def wrt_names(source: Source, wrt: Any, values: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names of the parameters to differentiate."""
    if wrt is None:
        return tuple(n for n in source.default_wrt if n not in values or _varies(values[n]))
    names = source.names
    if not isinstance(wrt, (int, str, list, tuple)):
        raise _wrong(f"wrt={wrt!r} is neither a position nor a name, nor a list of them", names)
    chosen = [wrt] if isinstance(wrt, (int, str)) else list(wrt)
    out: list[str] = []
    for one in chosen:
        if isinstance(one, bool) or not isinstance(one, (int, str)):
            raise _wrong(f"wrt={one!r} is neither a position nor a name", names)
        if isinstance(one, str) and one not in names:
            raise _wrong(f"there is no parameter `{one}`", names)
        if isinstance(one, int) and not -len(names) <= one < len(names):
            raise _wrong(f"there is no parameter number {one}", names)
        name = one if isinstance(one, str) else names[one]
        if name in out:
            raise _wrong(f"`{name}` stands twice in wrt", names)
        if name in values:
            _check_leaf(source, name, values[name])
        out.append(name)
    return tuple(out)


def _wrong(what: str, names: Sequence[str]) -> WrongArgument:
    return WrongArgument(
        what, None, f"The parameters are {', '.join(names)}.",
        "Give positions or names of parameters.",
    )  # fmt: skip


def _varies(value: Any) -> bool:
    if isinstance(value, np.ndarray):
        return value.dtype.kind in "fc"
    if isinstance(value, (list, tuple)) and not hasattr(value, "_fields"):
        return any(_varies(v) for v in value)
    if is_structure(value):
        return any(map(is_float_leaf, leaves(value)))
    return isinstance(value, (int, float, complex, np.number)) and not isinstance(value, bool)


def _check_leaf(source: Source, name: str, value: Any) -> None:
    """Refuse what cannot be differentiated, with the reason."""
    if isinstance(value, np.ndarray) and value.dtype.kind not in "fc":
        raise WrongArgument(
            f"`{name}` is an array of {value.dtype}, which has no derivative", None,
            "Only floating point values vary.", f"Pass `{name}.astype(float)`.",
        )  # fmt: skip
    if source.usage.get(name) == "count" and not isinstance(value, (float, np.ndarray)):
        raise WrongArgument(
            f"`{name}` counts or selects in `{source.program.name}` and has no derivative", None,
            "Its use makes it an integer, a flag or text.", "Leave it out of wrt.",
        )  # fmt: skip
    if not _varies(value):
        raise WrongArgument(
            f"`{name}` is {_a(value)}, which has no derivative", None,
            "Only numbers, arrays and lists of them vary.", "Leave it out of wrt.",
        )  # fmt: skip


def _a(value: Any) -> str:
    return "None" if value is None else f"of type {type(value).__name__}"


def converted(source: Source, values: dict[str, Any], wrt: Sequence[str]) -> dict[str, Any]:
    """Return the arguments with Python ints for differentiated parameters made floats."""
    for name in wrt:
        value = values[name]
        if type(value) is int:
            values[name] = float(value)
        elif isinstance(value, np.integer):
            values[name] = np.float64(value)
        elif isinstance(value, list) and any(type(v) is int for v in value):
            values[name] = [float(v) if type(v) is int else v for v in value]
    return values


def check_overlap(special: Special, values: Mapping[str, Any]) -> None:
    """Refuse arguments that share memory if the function writes one of them."""
    if special.source.stores:
        _check_records(values)
    written = special.written_arguments()
    if not written:
        return
    arrays = [
        (n, leaf) for n, v in special.everything(values)
        for leaf in ([] if isinstance(v, list) else leaves(v))
        if isinstance(leaf, np.ndarray)
    ]  # fmt: skip
    for name in written:
        for mine in [v for n, v in arrays if n == name]:
            for other, value in arrays:
                if value is mine and other == name or not np.may_share_memory(mine, value):
                    continue
                if np.shares_memory(mine, value):
                    raise Overlap(
                        f"`{name}` and `{other}` share memory, and `{name}` is written", None,
                        "The derivative works on a copy of what it writes, so it would not see "
                        "the other argument change.", f"Pass `{other}.copy()`.",
                    )  # fmt: skip


def _check_records(values: Mapping[str, Any]) -> None:
    """Refuse a dict or object that is reached in two ways if the function may store into it."""
    seen: dict[int, str] = {}
    for name, value in values.items():
        for record in records_in(value):
            if id(record) in seen:
                raise Overlap(
                    f"one {type(record).__name__} is reached through `{seen[id(record)]}` and "
                    f"through `{name}`, and the function stores", None,
                    "A store through one of them would have to show through the other.",
                    "Pass a copy (`copy.copy`).",
                )  # fmt: skip
            seen[id(record)] = name


def ones_seed(special: Special) -> tuple[Any, ...]:
    """Return the seed of a result that is one real number; raise NotScalar if it is not."""
    what = special.scalar_result()
    if what is not None:
        raise not_scalar(special, what)
    kind = special.result_kinds[0]
    if isinstance(kind, Array) and kind.ndim:
        return (np.ones((1,) * kind.ndim, kind.dtype),)
    if isinstance(kind, Unknown):
        return (1.0,)
    return ()


def check_scalar(special: Special, value: Any) -> None:
    """Raise NotScalar unless a value whose kind was not known is one real number."""
    if not special.is_surely_scalar and (np.size(value) != 1 or np.iscomplexobj(value)):
        raise not_scalar(special, f"an array of shape {np.shape(value)}")


def not_scalar(special: Special, what: str) -> NotScalar:
    """Return the error for a result that has no gradient."""
    return NotScalar(
        f"`grad` needs a real scalar result; `{special.source.program.name}` returns {what}",
        None, "A gradient is the derivative of one number.",
        "Use `vjp` with an adjoint of the result, or return a sum.",
    )  # fmt: skip


def like_argument(argument: Any, tangent: Any, name: str) -> Any:
    """Return a tangent in the structure, layout and dtype of its argument."""
    return tangent_like(argument, tangent, name, _tangent_of_leaf)


def _tangent_of_leaf(argument: Any, tangent: Any, name: str) -> Any:
    if isinstance(argument, np.ndarray):
        if np.shape(tangent) != argument.shape:
            raise WrongArgument(
                f"the tangent of `{name}` has shape {np.shape(tangent)}, not {argument.shape}",
                None, DIRECTION, "Give an array of the argument's shape.",
            )  # fmt: skip
        out = np.empty_like(argument)
        out[...] = tangent
        return out
    if tangent is None or np.shape(tangent) != ():
        raise WrongArgument(
            f"the tangent of `{name}` has shape {np.shape(tangent)}, and `{name}` is a number",
            None, DIRECTION, "Give a number.",
        )  # fmt: skip
    return tangent


def wrong_tangents(wrt: Sequence[str]) -> WrongArgument:
    """Return the error for tangents that are not one for each argument in wrt."""
    return WrongArgument(
        f"jvp takes a list of {len(wrt)} tangents, one each for {', '.join(wrt)}", None,
        "The derivative is taken along one direction in each argument.",
        "Give them as a list or tuple in that order.",
    )  # fmt: skip


def not_a_function(given: Any) -> WrongArgument:
    """Return the error for something that cannot be called."""
    return WrongArgument(
        f"{given!r} is no function", None, "Only a function has a derivative.",
        "Give the function itself, not its value.",
    )  # fmt: skip
