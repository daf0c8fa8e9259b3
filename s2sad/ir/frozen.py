"""Dataclasses that are made quickly, as classes and as objects.

`dataclass` here means what it means in the library. There each method is a text that is compiled
when the class is made: half a millisecond a class, of which an import of s2sad makes 150. Here the
`__init__` is such a text, and the other methods are shared functions of the names of the fields.

A frozen class with slots is a node, of which a transformation makes thousands. That it is never
changed is what mypy checks: a check at run time would double the time that it takes to make one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, fields
from dataclasses import field as field  # for those who make dataclasses
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

T = TypeVar("T")
_given: dict[type[Any], tuple[str, ...]] = {}  # a class -> the fields that its `__init__` takes

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:
    from dataclasses import dataclass as _dataclass

    def dataclass(cls=None, /, *, frozen=False, eq=True, repr=True, slots=False):
        """Return a class as a dataclass; `repr=False` keeps the one that it has."""

        def of(cls):
            own = {name for name, value in vars(cls).items() if value is not None}
            made = _dataclass(cls, repr=False, eq=False, slots=slots, init=not (frozen and slots))
            if frozen and slots:
                made_quickly(made)
                made.__getstate__, made.__setstate__ = _state, _restored
            compared = _compared_quickly if frozen and slots else _compared
            methods = compared(made, frozen) if eq else {}
            if repr:
                methods["__repr__"] = _shown
            for name, method in methods.items():
                if name not in own:
                    setattr(made, name, method)
            return made

        return of if cls is None else of(cls)


def replace(made: T, /, **changes: Any) -> T:
    """Return an object with some fields changed, as the library does it, but quickly."""
    kind = type(made)
    names = _given.get(kind)
    if names is None:
        found = fields(kind)  # type: ignore[arg-type]
        names = _given[kind] = tuple([field.name for field in found if field.init])
    values = [changes.pop(name) if name in changes else getattr(made, name) for name in names]
    if changes:
        raise TypeError(f"{kind.__qualname__} takes no {next(iter(changes))!r}")
    return kind(*values)


def _compared(kind: type[Any], frozen: bool) -> dict[str, Any]:
    """Return `__eq__` and `__hash__` by the fields that are compared."""
    names = [field.name for field in fields(kind) if field.compare]
    key = attrgetter(*names) if names else len

    def __eq__(self: Any, other: Any) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return self is other or not names or key(self) == key(other)

    def __hash__(self: Any) -> int:
        return hash(key(self)) if names else 0

    return {"__eq__": __eq__, "__hash__": __hash__ if frozen else None}


def _compared_quickly(kind: type[Any], frozen: bool) -> dict[str, Any]:
    """Return the same as texts that are compiled: nodes are compared by the thousand."""
    names = [field.name for field in fields(kind) if field.compare]
    if not names:
        return _compared(kind, frozen)
    mine, its = ["".join(f"{who}.{name}, " for name in names) for who in ("self", "other")]
    scope: dict[str, Any] = {}
    exec(_COMPARED.format(mine=mine, its=its), scope)
    return {name: scope[name] for name in ("__eq__", "__hash__")}


_COMPARED = """
def __eq__(self, other):
    if other.__class__ is not self.__class__:
        return NotImplemented
    return self is other or ({mine}) == ({its})
def __hash__(self):
    return hash(({mine}))
"""


def _shown(self: Any) -> str:
    shown = [f"{f.name}={getattr(self, f.name)!r}" for f in fields(self) if f.repr]
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _state(self: Any) -> dict[str, Any]:
    names = [field.name for field in fields(self)]
    return {name: getattr(self, name) for name in names if hasattr(self, name)}


def _restored(self: Any, state: dict[str, Any]) -> None:
    for name, value in state.items():
        setattr(self, name, value)


def made_quickly(*kinds: type[Any], **found: str | Callable[..., Any]) -> None:
    """Give dataclasses with slots an `__init__` that fills the slots themselves.

    A field that is no parameter gets what `found` has for it: a text in terms of the parameters, or
    a function of them; else its default, or what its factory makes; or it stays empty.
    """
    for kind in kinds:
        kind.__init__ = _initialiser(kind, found)  # type: ignore[misc]


def _initialiser(kind: type[Any], found: dict[str, str | Callable[..., Any]]) -> Any:
    """Return `def __init__(self, op, args, kwargs=()): self.op = op; …`."""
    scope: dict[str, Any] = {f"find_{name}": find for name, find in found.items()}
    scope["missing"] = MISSING
    given = [field.name for field in fields(kind) if field.init]
    head, body = ["self"], []
    for part in fields(kind):
        name, has_default = part.name, part.default is not MISSING
        has_factory = part.default_factory is not MISSING
        scope[f"default_{name}"] = part.default
        scope[f"make_{name}"] = part.default_factory
        find = found.get(name)
        if part.init:
            head.append(f"{name}=default_{name}" if has_default or has_factory else name)
            value = f"make_{name}() if {name} is missing else {name}" if has_factory else name
        elif find is not None:
            value = find if isinstance(find, str) else f"find_{name}({', '.join(given)})"
        elif has_default or has_factory:
            value = f"make_{name}()" if has_factory else f"default_{name}"
        else:
            continue
        body.append(f"    self.{name} = {value}")
    exec("\n".join([f"def __init__({', '.join(head)}):", *(body or ["    pass"])]), scope)
    made = scope["__init__"]
    made.__qualname__ = f"{kind.__name__}.__init__"
    return made
