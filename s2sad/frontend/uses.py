"""Uses: what was resolved before the run, which a program holds for as long as it is the same."""

from __future__ import annotations

from functools import partial
from operator import is_
from types import CellType, ModuleType
from typing import Any

from ..rules.registry import changes
from .values import Captured, Definition

MARKER = "__s2sad__"
MISSING = object()
OF = "__s2sad_of__"  # where a function tells which of its arguments are results of it
_SETTLED = {"numpy", "math", "scipy"}  # the names in these modules stay what they are


class Uses:
    """What was resolved before the run: if one of these changes, the program is out of date."""

    def __init__(self) -> None:
        self.rules = changes[0]
        self.seen: dict[tuple[int, str, tuple[str, ...]], Captured] = {}
        self.definitions: dict[int, Definition] = {}
        self.codes: dict[tuple[int, str, tuple[str, ...]], Any] = {}
        self.keys: list[tuple[Captured, tuple[Any, ...]]] = []
        self.items: list[tuple[Any, Any, Any]] = []  # what holds a function, where, and which
        self.functions: list[tuple[Any, tuple[Any, ...]]] = []  # with their code and defaults
        self.tables: dict[tuple[Any, Any], Members] = {}  # classes that were looked into

    def add(self, place: Captured) -> None:
        """Note a place; for what is in NumPy, SciPy or math, the name of the module is enough."""
        root = read_place(place.scope, place.key) if place.path else None
        if isinstance(root, ModuleType) and root.__name__.split(".")[0] in _SETTLED:
            place = Captured(place.scope, place.key, (), root)
        self.seen[place.identity] = place
        self.codes.setdefault(place.identity, _code_of(place.handle))

    def read(self, function: Any) -> None:
        """Note a function that is read, or a partial: what it is can be exchanged on it."""
        self.functions.append((function, own_state(function)))

    def member(self, cls: Any, name: str, after: Any = None) -> Any:
        """Return what a class has under a name, and note that it was looked up."""
        table = self.tables.setdefault((cls, after), Members(cls, after))
        found = table[name]
        if found is not MISSING:
            self.add(Captured(table, name, (), found))
        return found

    @property
    def may_change_inside(self) -> bool:
        """Whether more can change than what names refer to, and codes and defaults."""
        return bool(self.items or self.keys) or any(may_change_inside(f) for f, _ in self.functions)

    def are_current(self) -> bool:
        """Return whether every name still refers to the object that it was resolved to.

        What a function of the user's is known to be depends on the rules that are declared.
        """
        if self.rules != changes[0]:
            return False
        seen = self.seen.items()
        return self.hold_the_same() and all(_is_current(p, self.codes[key]) for key, p in seen)

    def hold_the_same(self) -> bool:
        """Return whether tuples, lists and dicts hold what was found in them, if it was known."""
        same = all(item_in(held, key) is item for held, key, item in self.items)
        same = same and all(has_own_state(f, state) for f, state in self.functions)
        return same and all(_hold(place.handle, keys) for place, keys in self.keys)


def own_state(function: Any) -> tuple[Any, ...]:
    """Return the code of a function and its defaults; of a partial, what it holds."""
    if isinstance(function, partial):
        return (function.func, *function.args, *function.keywords, *function.keywords.values())
    named = getattr(function, "__kwdefaults__", None) or {}
    code, defaults = (getattr(function, f"__{name}__", None) for name in ("code", "defaults"))
    return (code, *(defaults or ()), *named, *named.values())


def what_runs(function: Any) -> tuple[Any, ...]:
    """Return the code of a function, and by identity what it holds: a decorator makes many of one.

    Two functions that agree in that do the same.
    """
    cells = [_contents(cell) for cell in function.__closure__ or ()]
    code, *held = own_state(function)
    return (code, id(function.__globals__), *map(id, cells), *map(id, held))


def _contents(cell: CellType) -> Any:
    try:
        return cell.cell_contents
    except ValueError:  # it is empty
        return cell


def has_own_state(function: Any, state: tuple[Any, ...]) -> bool:
    """Return whether a function still holds the same objects as when `state` was taken."""
    now = own_state(function)
    return len(now) == len(state) and all(map(is_, now, state))


def may_change_inside(function: Any) -> bool:
    """Return whether what a function holds may change although it holds the same objects."""
    return isinstance(function, partial) or bool(getattr(function, "__kwdefaults__", None))


class Members:
    """What a class has under its names, for `Uses`: a method that is exchanged is noticed."""

    def __init__(self, cls: Any, after: Any = None) -> None:
        self.type, self.after = cls, after

    def __getitem__(self, name: str) -> Any:
        return in_class(self.type, name, self.after)


class Presence:
    """Whether something has attributes, for `Uses`: one that comes or goes is noticed."""

    def __init__(self, owner: Any) -> None:
        self.owner = owner

    def __getitem__(self, name: str) -> bool:
        return hasattr(self.owner, name)


def in_class(cls: Any, name: str, after: Any = None) -> Any:
    """Return what a class, or one that it derives from, has under a name; else MISSING."""
    order = cls.__mro__
    for base in order[order.index(after) + 1 :] if after is not None else order:
        if name in vars(base):
            found = vars(base)[name]
            return found.__wrapped__ if hasattr(type(found), "__s2sad__") else found
    return MISSING


def item_in(held: Any, key: Any) -> Any:
    """Return what a tuple, list or dict holds under a key; None if it holds nothing there."""
    try:
        return held[key]
    except (LookupError, TypeError):
        return None


def _hold(held: Any, items: tuple[Any, ...]) -> bool:
    """Return whether a list holds these very items, or a dict has these keys."""
    return len(held) == len(items) and all(map(is_, held, items))


def holds_functions(held: Any) -> bool:
    """Return whether a function stands in a tuple, list or dict."""
    items = held.values() if type(held) is dict else held if type(held) in (tuple, list) else ()
    return any(callable(item) and not isinstance(item, type) for item in items)


def _code_of(handle: Any) -> Any:
    """Return the code of a function, which can be exchanged while the function stays."""
    return getattr(unwrapped(handle), "__code__", None)


def _is_current(place: Captured, code: Any) -> bool:
    try:
        now = read_place(place.scope, place.key)
        for name in place.path:
            now = getattr(now, name)
    except (AttributeError, KeyError, ValueError):
        return False
    same = now is place.handle or callable(now) and bool(now == place.handle)
    return same and _code_of(now) is code


def read_place(scope: Any, key: str) -> Any:
    """Return the object that a dict or a closure cell holds."""
    return scope.cell_contents if isinstance(scope, CellType) else scope[key]


def delivered_by(function: Any) -> tuple[str, ...]:
    """Return the names of the arguments of a function that are results of it."""
    found: tuple[str, ...] = getattr(function, OF) if hasattr(type(function), OF) else ()
    return found


def unwrapped(obj: Any) -> Any:
    """Return the function under a derivative-carrying wrapper of this package."""
    while getattr(obj, MARKER, None) and hasattr(obj, "__wrapped__"):
        obj = obj.__wrapped__
    return obj
