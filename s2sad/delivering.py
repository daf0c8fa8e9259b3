"""Delivering: a function with what it leaves in its arguments as results of it, after its own.

    def solve(u, o):         ->      delivering(solve, "o") returns what `o` holds at the end
        o[:] = u ** 2
"""

from __future__ import annotations

import contextlib
import difflib
import functools
import inspect
import linecache
from collections.abc import Callable, Mapping, Sequence
from dataclasses import is_dataclass
from types import MethodType
from typing import Any

from .analysis.kinds.words import describe
from .analysis.usage import stores_into
from .errors import NoResult, Where, WrongArgument
from .ir.kinds import Kind, ListKind, Other, Scalar, TupleKind, can_vary, is_sparse
from .ir.nodes import Program, Store
from .ir.walk import all_statements

Of = str | Sequence[str] | None
KEPT = "__s2sad_delivering__"


class Delivering:
    """A function that returns, after its own result, what the arguments in `of` hold at the end.

    Where the function returns None, that is not among the results; where there is one, it comes
    alone, else a tuple. It is what the derivatives are taken of; to the user it stays hidden.
    """

    __s2sad__ = True
    __wrapped__: Callable[..., Any]

    def __init__(self, function: Callable[..., Any], of: tuple[str, ...]) -> None:
        functools.update_wrapper(self, function, updated=())
        self._of = of

    @property
    def __s2sad_of__(self) -> tuple[str, ...]:
        return self._of

    @property
    def __code__(self) -> Any:
        return getattr(self.__wrapped__, "__code__", None)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        function: Any = self.__wrapped__
        if isinstance(function, MethodType):
            function, args = function.__func__, (function.__self__, *args)
        bound = inspect.signature(function).bind(*args, **kwargs)
        bound.apply_defaults()
        result = function(*bound.args, **bound.kwargs)
        found = [bound.arguments[name] for name in self._of]
        if result is not None:
            found.insert(0, result)
        return found[0] if len(found) == 1 else tuple(found)

    def __reduce__(self) -> tuple[Any, ...]:
        return delivering, (self.__wrapped__, self._of)

    def __copy__(self) -> Delivering:
        return self

    def __deepcopy__(self, memo: Any) -> Delivering:
        return self


def delivering(function: Any, of: Of) -> Any:
    """Return a function with what the arguments in `of` hold at the end among its results.

    Without `of` it is the function itself, with what its decorator says. Raises WrongArgument if
    `of` names no parameter of it.
    """
    if of is None:
        return function
    plain = function
    while isinstance(plain, Delivering) or type(plain) is not MethodType and _carries(plain):
        plain = plain.__wrapped__
    key = tuple(of) if isinstance(of, list) else of
    kept: tuple[Any, dict[Any, Delivering]] = getattr(plain, KEPT, (None, {}))
    made = kept[1] if kept[0] is plain else {}
    with contextlib.suppress(TypeError):  # what is no name may have no hash
        if key in made:
            return made[key]
    names = _names(plain, of)
    found = made.get(names) or Delivering(plain, names)
    with contextlib.suppress(AttributeError, TypeError):  # a method is wrapped at each use
        setattr(plain, KEPT, (plain, {**made, key: found, names: found}))
    return found


def _carries(function: Any) -> bool:
    return hasattr(type(function), "__s2sad__")


def _names(function: Any, of: Any) -> tuple[str, ...]:
    """Return the names in `of`, or refuse."""
    if hasattr(type(function), "__s2sad_derivative__"):
        raise WrongArgument(
            f"`{function.__name__}` is a derivative, which has no `of`", None,
            "What is delivered belongs to the function that it is taken of.",
            f'Give it there: `grad({function.__name__}, of="…")`.',
        )  # fmt: skip
    found = (of,) if isinstance(of, str) else of
    if not isinstance(found, (list, tuple)) or not all(isinstance(n, str) for n in found):
        raise WrongArgument(
            f"of={of!r} is neither a name nor a list of names", None,
            "It names the arguments whose final contents are results.", 'Write `of="…"`.',
        )  # fmt: skip
    try:
        params = parameters_of(function)
    except (TypeError, ValueError):  # nothing that can be read: that is refused for itself
        return tuple(found)
    stars = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    names = [name for name, param in params.items() if param.kind not in stars]
    for name in found:
        if name not in names:
            near = difflib.get_close_matches(name, names, 1)
            listed = ", ".join(f"`{n}`" for n in names) or "none that can be named"
            raise WrongArgument(
                f"`{function.__name__}` has no parameter `{name}` that it could deliver", None,
                f"The parameters are {listed}.",
                f"Did you mean `{near[0]}`?" if near else "Give the names of arrays, lists or "
                "objects that the function writes.",
            )  # fmt: skip
    if not found or len(set(found)) < len(found):
        what = f"a name stands twice in of={of!r}" if found else "of is empty"
        raise WrongArgument(what, None, "It names the arguments whose final contents are results.",
                            "Leave it out if there are none." if not found else "Name it once.")
    return tuple(found)


def parameters_of(function: Any) -> Mapping[str, inspect.Parameter]:
    """Return the parameters of a function, with that to which a method is bound."""
    return inspect.signature(getattr(function, "__func__", function)).parameters


def check_can_change(
    of: Sequence[str], names: Sequence[str], kinds: Mapping[str, Kind], program: Program
) -> None:
    """Refuse to deliver what no function can change: numbers, text, None.

    A tuple may hold what it can; `t += u` makes another tuple, which the caller does not see.
    `names` are those of the parameters of the program as the user knows them.
    """
    for one in of:
        internal = program.params[names.index(one)].name
        kind = kinds[internal]
        is_tuple = isinstance(kind, TupleKind) and (kind.form is None or kind.form.what != "dict")
        made = [s for s in all_statements(program) if isinstance(s, Store) and s.index is None]
        is_made = is_tuple and any(s.base == internal for s in made)
        if is_made or isinstance(kind, Scalar) or isinstance(kind, Other) and not is_sparse(kind):
            raise WrongArgument(
                f"`{one}` of `{program.name}` is {describe(kind)}, which a function cannot change",
                None,
                "Only an array, a list, a dict or an object has other contents after the call.",
                "Return the number, or leave the name out of `of`.",
            )  # fmt: skip
        cls = _half_known(kind)
        if cls is not None:
            raise WrongArgument(
                f"`{one}` of `{program.name}` cannot be delivered whole", None,
                f"Of a {cls.__name__} only those attributes are known that the program names.",
                "Make it a dataclass, or pass what is written as an argument of its own.",
            )  # fmt: skip


def _half_known(kind: Kind | None) -> Any:
    """Return the class of an object, in a value of this kind, that is no dataclass; else None."""
    if isinstance(kind, ListKind):
        return _half_known(kind.item)
    if not isinstance(kind, TupleKind):
        return None
    if kind.form is not None and kind.form.what == "object" and not is_dataclass(kind.form.type):
        return kind.form.type
    return next(filter(None, map(_half_known, kind.items)), None)


def check_delivers(special: Any) -> None:
    """Refuse a function that returns nothing that varies, and writes, if it delivers nothing.

    Its derivatives would be all zeros.
    """
    names = undelivered(special)
    if not names:
        return
    program, (first, *_) = special.source.program, names
    stores = [program.places.get(stmt.tag.sid) for stmt in stores_into(program, first)]
    raise NoResult(
        f"`{program.name}` returns {special.scalar_result()}, and writes into {_words(names)}",
        next((where for where in stores if where is not None), _definition(special.source)),
        "A derivative is one of results, and it has none.",
        advice(special),
    )  # fmt: skip


def undelivered(special: Any) -> list[str]:
    """Return what a function writes that varies, if nothing that varies is a result of it."""
    if special.result_kinds or special.source.of:
        return []
    kinds = {**special.arguments, **special.captures}
    written = special.written_arguments()
    return [n for n, k in kinds.items() if can_vary(k) and (n in written or _is_stored(special, n))]


def _is_stored(special: Any, name: str) -> bool:
    """Return whether the function may store into a dict or an object that it is given."""
    if not _holds_records(special.arguments.get(name)):
        return False
    source = special.source
    return source.reading.exchanges or bool(stores_into(source.program, name))


def _holds_records(kind: Kind | None) -> bool:
    """Return whether a value is or holds a dict or an object."""
    if isinstance(kind, ListKind):
        return _holds_records(kind.item)
    if not isinstance(kind, TupleKind):
        return False
    is_record = kind.form is not None and kind.form.what != "named"
    return is_record or any(map(_holds_records, kind.items))


def advice(special: Any) -> str:
    """Return what to write where a function returns nothing, and writes; else nothing."""
    found = undelivered(special)
    names = [f'"{_spelled(name)}"' for name in found if name in special.arguments]
    if not names:
        return "Pass it as an argument, and name it in `of=`." if found else ""
    each = " or ".join([f"`of={name}`" for name in names])
    every = f", or all: `of=({', '.join(names)})`" if len(names) > 1 else ""
    return f"Name what holds its results at the end: {each}{every}."


def _definition(source: Any) -> Where | None:
    """Return the first line of a function."""
    if source.code is None:
        return None
    file, line = source.code.co_filename, source.code.co_firstlineno
    text = linecache.getline(file, line)
    return Where(file, line, len(text) - len(text.lstrip()), None, text)


def _spelled(name: str) -> str:
    """Return an internal name as the user wrote it."""
    return name.partition("'")[0]


def _words(names: Sequence[str]) -> str:
    """Return names in words: `a`, `b` and `c`."""
    *first, last = [f"`{_spelled(name)}`" for name in names]
    return f"{', '.join(first)} and {last}" if first else last
