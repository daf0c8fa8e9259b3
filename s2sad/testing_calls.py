"""Calls of the function that is checked: what it is called with, what it returns and prints."""

from __future__ import annotations

import contextlib
import inspect
import io
import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from s2sad.arguments import as_called, chosen_names, not_a_function
from s2sad.errors import WrongArgument
from s2sad.errors_outside import of_the_call, of_the_function
from s2sad.testing_trees import difference_of, duplicate, float_leaves, rounded_like


def places_of(f: Callable[..., Any], args: Sequence[Any], wrt: Any) -> tuple[int, ...]:
    """`wrt` as positions; by default those of all the arguments that hold a float."""
    if wrt is None:
        return tuple(i for i, a in enumerate(args) if float_leaves(a))
    named = (wrt,) if isinstance(wrt, (int, str)) else tuple(wrt)
    names = _parameters(f) or [f"argument {i}" for i in range(len(args))]
    names += [f"argument {i}" for i in range(len(names), len(args))]  # of `*args`
    return tuple(map(names.index, chosen_names(getattr(f, "__name__", "it"), names, named)))


def _parameters(f: Callable[..., Any]) -> list[str]:
    try:
        return list(inspect.signature(f).parameters)
    except ValueError:  # a function of C's may have none
        return []


def has_stars(f: Callable[..., Any]) -> bool:
    """Whether a function takes any number of arguments."""
    stars = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    try:
        return any(p.kind in stars for p in inspect.signature(f).parameters.values())
    except ValueError:
        return False


def another_value(f: Callable[..., Any], args: list[Any], value: Any) -> str:
    """What is wrong if a second call with the same arguments gives another value, or ''."""
    second = called(f, duplicate(args))[0]
    if not difference_of(value, rounded_like(value, second)):
        return ""
    return (
        f"it gives {value!r} and then {second!r} for the same arguments, so that differences tell "
        "nothing. What it draws, or keeps between calls, has to be an argument."
    )


def check_call(
    f: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any], modes: Sequence[str]
) -> None:
    """Raise what Python raises where the function itself cannot be called so."""
    if not set(modes) <= {"fwd", "rev"}:
        raise WrongArgument(
            f"there are no modes {modes!r}", None, "The modes are 'fwd' and 'rev'.",
            'Leave it out, or write `modes=("rev",)`.',
        )  # fmt: skip
    if not callable(f):
        raise not_a_function(f)
    try:
        inspect.signature(f).bind(*args, **kwargs)
    except TypeError as error:
        plain = inspect.unwrap(f)
        raise of_the_call(as_called(plain, tuple(args), kwargs, error)) from None
    except ValueError:
        return


def called(f: Callable[..., Any], args: list[Any]) -> tuple[Any, str]:
    """What the function returns at a point, and what it prints."""
    with np.errstate(all="ignore"):
        return quietly(lambda: _run(f, args))


def _run(f: Callable[..., Any], args: list[Any]) -> Any:
    try:
        return f(*args)
    except Exception as error:
        raise of_the_function(error)  # noqa: B904 - the same error


def quietly(run: Callable[[], Any]) -> tuple[Any, str]:
    """What `run` returns and what it prints; the global random state is put back after it."""
    drawn, legacy = random.getstate(), np.random.get_state()
    try:
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            result = run()
    finally:
        random.setstate(drawn)
        np.random.set_state(legacy)
    return result, printed.getvalue()
