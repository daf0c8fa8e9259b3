"""Arguments: binding, choosing what is differentiated, seeds and gradients at the boundary."""

from __future__ import annotations

import difflib
import inspect
from collections.abc import Mapping, Sequence
from types import FunctionType
from typing import Any

import numpy as np

from .delivering import advice
from .errors import NotScalar, Where, WrongArgument
from .errors_outside import of_the_call
from .ir.kinds import Array, Unknown
from .ir.nodes import Program
from .ir.walk import all_statements, names_in
from .pipeline import Source, Special
from .structures import DIRECTION, is_float_leaf, is_structure, leaves, tangent_like


FLOATS = (float, complex, np.inexact, np.ndarray)


def bound_arguments(
    source: Source, args: tuple[Any, ...], kwargs: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the value of each parameter in the order of the signature, defaults applied."""
    if not kwargs and len(args) == len(source.program.params) and source.is_plain:
        return dict(zip(source.names, args))
    try:
        bound = source.signature.bind(*args, **kwargs)
    except TypeError as error:
        raise of_the_call(as_called(source.function, args, kwargs, error)) from None
    bound.apply_defaults()
    return dict(bound.arguments)


def as_called(
    function: Any, args: tuple[Any, ...], kwargs: Mapping[str, Any], error: TypeError
) -> TypeError:
    """Return the TypeError that Python raises where the function itself is called like this.

    A keyword that is no parameter but is spelled like one comes with the spelling.
    """
    plain = getattr(function, "__func__", function)
    given = args if plain is function else (function.__self__, *args)
    params = inspect.signature(plain).parameters
    try:
        _idle(plain, params)(*given, **kwargs)
    except TypeError as found:
        error = found
    unknown = [k for k in kwargs if k not in params]
    near = [n for k in unknown for n in difflib.get_close_matches(k, params, 1)]
    if not near or "Did you mean" in str(error):
        return error
    return TypeError(f"{error}. Did you mean '{near[0]}'?")


def _idle(function: Any, params: Mapping[str, inspect.Parameter]) -> Any:
    """Return a function that takes the same arguments and does nothing."""
    empty = inspect.Parameter.empty
    bare = [
        p.replace(annotation=empty, default=empty if p.default is empty else None)
        for p in params.values()
    ]
    scope: dict[str, Any] = {}
    exec(f"def idle{inspect.Signature(bare)}: pass", scope)
    scope["idle"].__qualname__ = function.__qualname__
    return scope["idle"]


def wrt_names(source: Source, wrt: Any, values: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names of the parameters to differentiate."""
    if wrt is None:
        return tuple(n for n in source.default_wrt if n not in values or _varies(values[n]))
    names = source.names
    if not isinstance(wrt, (int, str, list, tuple)):
        raise _wrong(f"wrt={wrt!r} is neither a position nor a name, nor a list of them", names)
    chosen = [wrt] if isinstance(wrt, (int, str)) else list(wrt)
    _check_places(source, chosen)
    out = chosen_names(name_of(source), names, chosen)
    for name in out:
        if name in values:
            _check_leaf(source, name, values[name])
    return out


def check_wrt(function: Any, wrt: Any) -> None:
    """Raise the error that every call would raise for this wrt, of a function of one signature."""
    if wrt is None or wrt == 0 or not isinstance(function, FunctionType):
        return
    if hasattr(function, "__wrapped__") or not isinstance(wrt, (int, str, list, tuple)):
        return
    params = inspect.signature(function).parameters
    chosen: list[Any] = [wrt] if isinstance(wrt, (int, str)) else list(wrt)
    if any(p.kind is p.VAR_POSITIONAL for p in params.values()):
        chosen = [one for one in chosen if isinstance(one, str)] or [*params][:1]
    chosen_names(function.__name__, list(params), chosen)


def _check_places(source: Source, chosen: Sequence[Any]) -> None:
    """Refuse positions behind `*args`: in a call they are those of other arguments."""
    stars = [k for k, param in enumerate(source.program.params) if param.star == "*"]
    places = [one for one in chosen if isinstance(one, int)] if stars else []
    wrong = [place for place in places if not 0 <= place <= stars[0]]
    if not wrong:
        return
    star = source.names[stars[0]]
    others = [f", or `wrt={name!r}`" for name in source.names[stars[0] + 1 :]]
    raise WrongArgument(
        f"wrt={wrong[0]} does not tell which argument of `{name_of(source)}` varies", None,
        f"`*{star}` takes any number of them.",
        f"Name it: `wrt={star!r}` for all of them, a tuple{''.join(others)}.",
    )  # fmt: skip


def chosen_names(function: str, names: Sequence[str], chosen: Sequence[Any]) -> tuple[str, ...]:
    """Return the names of the parameters of a function that positions and names mean."""
    if not chosen:
        raise _wrong("wrt is empty: there is nothing to differentiate", names)
    out: list[str] = []
    for one in chosen:
        if isinstance(one, bool) or not isinstance(one, (int, str)):
            raise _wrong(f"wrt={one!r} is neither a position nor a name", names)
        if isinstance(one, str) and one not in names:
            raise _wrong(f"`{function}` has no parameter `{one}`", names, one)
        if isinstance(one, int) and not -len(names) <= one < len(names):
            raise _wrong(f"`{function}` has no parameter number {one}", names)
        name = one if isinstance(one, str) else names[one]
        if name in out:
            raise _wrong(f"`{name}` stands twice in wrt", names)
        out.append(name)
    return tuple(out)


def parameters_in_words(names: Sequence[str]) -> str:
    """Return which parameters there are, with their positions."""
    listed = ", ".join(f"`{name}` ({k})" for k, name in enumerate(names))
    return f"The parameters are {listed}." if names else "It has no parameters."


def _wrong(what: str, names: Sequence[str], given: str = "") -> WrongArgument:
    near = difflib.get_close_matches(given, names, 1)
    return WrongArgument(
        what, None, parameters_in_words(names),
        f"Did you mean `{near[0]}`?" if near else "Give positions or names of parameters."
        if names else "Give it the number or array that varies.",
    )  # fmt: skip


def name_of(source: Source) -> str:
    """Return the name of a function as the user knows it."""
    return str(getattr(source.function, "__name__", source.program.name))


def nothing_varies(source: Source, values: Mapping[str, Any]) -> WrongArgument:
    """Return the error for a call in which nothing can be differentiated."""
    counts = [n for n in source.names if source.usage.get(n) == "count" and n in values]
    fixed = next((n for n in counts if _is_numeric(values[n])), None)
    if fixed is not None:
        return WrongArgument(
            f"nothing varies in `{name_of(source)}`: `{fixed}` is taken for a constant", None,
            "What only counts, selects or is an exponent is not differentiated by default.",
            f"If it varies, say so, and pass a float: `wrt={fixed!r}`.",
        )  # fmt: skip
    return WrongArgument(
        f"no argument of `{name_of(source)}` can be differentiated", None,
        "Those that are given are integers that count, flags, text or objects.",
        "Pass a float, or an array or list of floats.",
    )  # fmt: skip


def _is_numeric(value: Any) -> bool:
    is_numeric = isinstance(value, (int, float, complex, np.number, np.ndarray))
    return is_numeric and not isinstance(value, bool)


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
            "Only floating point numbers vary.", _as_floats(name, value.dtype),
        )  # fmt: skip
    if source.usage.get(name) == "count" and not isinstance(value, FLOATS):
        raise WrongArgument(
            f"`{name}` counts or selects in `{name_of(source)}` and has no derivative", None,
            "Its use makes it an integer, a flag or text.",
            "Leave it out of wrt." + (" An exponent may be a float." if _is_numeric(value) else ""),
        )  # fmt: skip
    if not _varies(value):
        what = "None" if value is None else f"of the type {type(value).__name__}"
        raise WrongArgument(
            f"`{name}` is {what}, which has no derivative", None,
            "Only numbers, arrays, and lists and tuples of them vary.", _instead(name, value),
        )  # fmt: skip


def _as_floats(name: str, dtype: np.dtype[Any]) -> str:
    if dtype.names:
        return f"Pass the field that varies: `{name}[{dtype.names[0]!r}]`."
    if dtype.kind in "mM":
        return f"Pass a number of units of time: `({name} - start) / np.timedelta64(1, 's')`."
    return f"Pass `{name}.astype(float)`."


def _instead(name: str, value: Any) -> str:
    if isinstance(value, (np.datetime64, np.timedelta64, np.void)):
        return _as_floats(name, value.dtype)
    if hasattr(value, "__array__"):
        return f"Pass `np.asarray({name})`."
    if value is None or isinstance(value, str):
        return "Pass a number or an array, or name another parameter in wrt."
    return "Pass its numbers or arrays, or name another parameter in wrt."


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
    instead = "Return one number, a sum for instance, or use `vjp` with an adjoint of the result."
    if not special.result_kinds:
        instead = advice(special) or "Return a float that depends on the arguments."
    verb = "delivers" if special.source.of else "returns"
    return NotScalar(
        f"`grad` needs a real scalar result; `{name_of(special.source)}` {verb} {what}",
        _place_of_result(special.core.program),
        "A gradient is the derivative of one real number.", instead,
    )  # fmt: skip


def _place_of_result(program: Program) -> Where | None:
    """Return the place of the statement that makes the one result, if there is one."""
    names = list(names_in(program.result))
    made = [s for s in all_statements(program) if names and names == list(s.binds)]
    return program.places.get(made[-1].tag.sid) if made else None


def like_argument(argument: Any, tangent: Any, name: str) -> Any:
    """Return a tangent in the structure, layout and dtype of its argument."""
    return tangent_like(argument, tangent, name, _tangent_of_leaf)


def _tangent_of_leaf(argument: Any, tangent: Any, name: str) -> Any:
    if not _is_number(tangent):
        raise WrongArgument(
            f"the tangent of `{name}` is of the type {type(tangent).__name__}", None, DIRECTION,
            "Give a number or an array of numbers, 0.0 for no direction.",
        )  # fmt: skip
    if isinstance(argument, np.ndarray):
        if np.shape(tangent) != argument.shape:
            raise WrongArgument(
                f"the tangent of `{name}` has shape {np.shape(tangent)}, not {argument.shape}",
                None, DIRECTION, "Give an array of the argument's shape.",
            )  # fmt: skip
        out = np.empty_like(argument)
        out[...] = tangent
        return out
    if np.shape(tangent) != ():
        raise WrongArgument(
            f"the tangent of `{name}` has shape {np.shape(tangent)}, and `{name}` is a number",
            None, DIRECTION, "Give a number.",
        )  # fmt: skip
    return tangent


def _is_number(value: Any) -> bool:
    if isinstance(value, (list, tuple)):
        value = np.asarray(value)
    return isinstance(value, (int, float, complex)) or (
        isinstance(value, (np.ndarray, np.generic)) and value.dtype.kind in "biufc"
    )


def wrong_tangents(wrt: Sequence[str]) -> WrongArgument:
    """Return the error for tangents that are not one for each argument in wrt."""
    return WrongArgument(
        f"`jvp` takes a tuple or list of {_count(len(wrt), 'tangent')}", None,
        "The derivative is taken along one direction in each argument that is differentiated.",
        f"Write `({''.join(f'd{name}, ' for name in wrt).rstrip()})`.",
    )  # fmt: skip


def not_a_function(given: Any) -> WrongArgument:
    """Return the error for something that cannot be called."""
    return WrongArgument(
        f"s2sad differentiates functions, and this is of the type {type(given).__name__}", None,
        "Only a function has a derivative.", "Pass the function itself, not what it returns.",
    )  # fmt: skip


def wrong_primals(given: Any) -> WrongArgument:
    """Return the error for primals that are not in a tuple or list."""
    return WrongArgument(
        f"`jvp` takes a tuple or list of arguments, not a value of type {type(given).__name__}",
        None,
        "There is one item for each argument of the function.",
        "Write `jvp(f, (x,), (dx,))` for a function of one argument.",
    )  # fmt: skip


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
