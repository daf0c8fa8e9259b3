"""Derived: what `grad` and `value_and_grad` return, a function with its name, doc and signature.

It can be pickled and copied as its function can, and differentiated again.
"""

from __future__ import annotations

import functools
import importlib
import inspect
import sys
from collections.abc import Callable, Sequence
from types import FunctionType, MethodType
from typing import Any

from .analysis.kinds.records import is_object
from .arguments import not_a_function
from .delivering import Delivering, delivering
from .entry import MISS, MOST_ENTRIES, Entry
from .errors import WrongArgument
from .errors_outside import as_entry, seen_from_outside
from .frontend import delivered_by
from .texts import Types, listed_types


Run = Callable[[Any, Any, str, tuple[Any, ...], dict[str, Any]], tuple[Any, "Entry | None"]]


class Derived:
    """The derivative of a function, by `mode`, with respect to `wrt`."""

    __s2sad_derivative__: Any = ()
    __wrapped__: Callable[..., Any]

    def __init__(self, function: Callable[..., Any], wrt: Any, mode: str, run: Run) -> None:
        functools.update_wrapper(self, function)
        self.__s2sad_derivative__ = (function, wrt, mode)
        self._run = run
        self._entries: tuple[Entry, ...] = ()

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        try:
            if not kwargs:
                for enter in self._entries:
                    found = enter(args)
                    if found is not MISS:
                        return found
            function, wrt, mode = self.__s2sad_derivative__
            value, entry = self._run(function, wrt, mode, args, kwargs)
        except Exception as error:
            raise seen_from_outside(error)  # noqa: B904 - the same error
        if entry is not None and entry not in self._entries:
            self._entries = (entry, *self._entries[: MOST_ENTRIES - 1])
        return value

    as_entry(__call__)

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        return self if instance is None else functools.partial(self, instance)

    def __repr__(self) -> str:
        function, wrt, mode = self.__s2sad_derivative__
        of = f", of={function.__s2sad_of__!r}" if isinstance(function, Delivering) else ""
        return f"<{mode} of {getattr(function, '__qualname__', function)}, wrt={wrt!r}{of}>"

    def __reduce__(self) -> tuple[Any, ...]:
        function, wrt, mode = self.__s2sad_derivative__
        named = under_its_name(function)
        carries = hasattr(named, "__s2sad__") and vars(named).get("__wrapped__") is function
        return _derived, (named if carries else function, wrt, mode)

    def __copy__(self) -> Derived:
        return self

    def __deepcopy__(self, memo: Any) -> Derived:
        return self


def _derived(function: Any, wrt: Any, mode: str) -> Any:
    """Return the derivative that was pickled."""
    return importlib.import_module("s2sad.api").derived(function, wrt, mode)


def derivative_mark(function: Any) -> tuple[Any, Any, str] | None:
    """Return function, wrt and mode of a derivative; None of anything else."""
    found: tuple[Any, Any, str] | None = getattr(function, "__s2sad_derivative__", None)
    return found if isinstance(function, Derived) else None


def reduced(carrier: Any) -> str | tuple[Any, ...]:
    """Return how a function that carries its derivatives is pickled: by its name, if it has one."""
    function = carrier.__wrapped__
    if under_its_name(function) is carrier:
        return str(function.__qualname__)
    return type(carrier), (function, carrier.wrt, carrier.of)


def under_its_name(function: Any) -> Any:
    """Return what stands in a function's module under its name; None if there is nothing."""
    found: Any = sys.modules.get(getattr(function, "__module__", ""))
    for name in getattr(function, "__qualname__", "").split("."):
        found = getattr(found, name, None)
    return found


def checked(function: Any) -> Any:
    """Return a function that can be differentiated; refuse one whose calls mean something else."""
    if not callable(function):
        raise not_a_function(function)
    if hasattr(function, "cache_info") and hasattr(function, "cache_clear"):
        name = getattr(function, "__name__", "it")
        raise WrongArgument(
            f"`{name}` is wrapped in a cache", None,
            "A cached function needs arguments that can be hashed, which arrays cannot, and a "
            "derivative would not be kept in the cache.",
            f"Differentiate `{name}.__wrapped__`, or put the cache around the derivative.",
        )  # fmt: skip
    return function


class Bound:
    """A method that carries its derivatives: the object is the first argument of each of them."""

    __s2sad__ = True

    def __init__(self, carrier: Any, instance: Any) -> None:
        self.__func__, self.__self__ = carrier, instance
        functools.update_wrapper(self, carrier.__wrapped__, updated=())
        self.__wrapped__ = MethodType(carrier.__wrapped__, instance)
        self.wrt, self.of = carrier.wrt, carrier.of

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.__wrapped__(*args, **kwargs)

    @property
    def __s2sad_of__(self) -> tuple[str, ...]:
        return delivered_by(self.__func__)

    def grad(self, *args: Any, **kwargs: Any) -> Any:
        """Return the gradients at a point: a tuple, or one if `wrt` is a single name."""
        return self.__func__.grad(self.__self__, *args, **kwargs)

    def value_and_grad(self, *args: Any, **kwargs: Any) -> Any:
        """Return `(value, gradients)` at a point."""
        return self.__func__.value_and_grad(self.__self__, *args, **kwargs)

    def jvp(self, primals: Any, tangents: Any) -> Any:
        """Return `(value, tangent)`; see `s2sad.jvp`."""
        return self.__func__.jvp((self.__self__, *primals), tangents)

    def vjp(self, *primals: Any) -> Any:
        """Return `(value, pullback)`; see `s2sad.vjp`."""
        return self.__func__.vjp(self.__self__, *primals)

    def text(self, which: str, *args: Any, types: Types = None, **options: Any) -> Any:
        """Return a program for the kinds of these arguments, or for types."""
        return self.__func__.text(which, *self._given(args), types=self._named(types), **options)

    def save(self, path: Any, *args: Any, types: Types = None, **options: Any) -> None:
        """Write a program into a file; the rest as for `text`."""
        self.__func__.save(path, *self._given(args), types=self._named(types), **options)

    def trace(self, *args: Any, wrt: Any = None, **kwargs: Any) -> Any:
        """Return each statement of Program A as it runs at a point."""
        return self.__func__.trace(self.__self__, *args, wrt=shifted(wrt, 1), **kwargs)

    def graph(self, *args: Any) -> Any:
        """Return which variable depends on which."""
        return self.__func__.graph(*self._given(args))

    def _given(self, args: tuple[Any, ...]) -> tuple[Any, ...]:
        return (self.__self__, *args) if args else ()

    def _named(self, types: Types) -> Types:
        """Return types by name: those in order begin behind the object."""
        listed = listed_types(types) if isinstance(types, str) else types
        if listed is None or not isinstance(listed, Sequence):
            return listed
        params = list(inspect.signature(self.__wrapped__).parameters)
        return dict(zip(params, listed)) if len(listed) <= len(params) else listed

    def __repr__(self) -> str:
        return f"<differentiable {self.__func__.__wrapped__.__qualname__} of {self.__self__!r}>"

    def __getattr__(self, name: str) -> Any:
        return getattr(self.__func__, name)

    def __reduce__(self) -> tuple[Any, ...]:
        return getattr, (self.__self__, self.__func__.__name__)


class ClassMethod(classmethod):  # type: ignore[type-arg]
    """A class method that carries its derivatives."""

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        return Bound(self.__func__, type(instance) if owner is None else owner)


def unbound(function: Any, args: Any, kwargs: Any, wrt: Any) -> tuple[Any, Any, Any, Any]:
    """Return function, arguments and wrt with what is bound to the function among the arguments.

    A method is its function, with the object as its first argument; so is a `functools.partial`.
    """
    if isinstance(function, Delivering):
        plain, args, kwargs, wrt = unbound(function.__wrapped__, args, kwargs, wrt)
        return delivering(plain, function.__s2sad_of__), args, kwargs, wrt
    of = None
    if isinstance(function, Bound):
        of, function = function.of, function.__wrapped__
    if isinstance(function, MethodType) and hasattr(function.__func__, "__s2sad__"):
        carrier: Any = function.__func__
        of, function = carrier.of, MethodType(carrier.__wrapped__, function.__self__)
    if of is not None:
        return unbound(delivering(function, of), args, kwargs, wrt)
    if isinstance(function, functools.partial):
        given = {**function.keywords, **kwargs}
        wrt = shifted(wrt, len(function.args))
        return unbound(function.func, (*function.args, *args), given, wrt)
    if not isinstance(function, MethodType) or not is_object(function.__self__):
        return function, args, kwargs, wrt
    if not isinstance(function.__func__, FunctionType):
        return function, args, kwargs, wrt
    return function.__func__, (function.__self__, *args), kwargs, shifted(wrt, 1)


def shifted(wrt: Any, count: int) -> Any:
    """Return positions that are counted from the arguments on that are bound already."""
    if isinstance(wrt, (list, tuple)):
        return tuple([shifted(one, count) for one in wrt])
    is_place = isinstance(wrt, int) and not isinstance(wrt, bool) and wrt >= 0
    return wrt + count if is_place else wrt


def unbound_wrt(function: Any, wrt: Any) -> Any:
    """Return wrt, counted from what is bound to the function that a derivative is taken of."""
    mark = derivative_mark(function)
    return unbound_wrt(mark[0], wrt) if mark is not None else unbound(function, (), {}, wrt)[3]
