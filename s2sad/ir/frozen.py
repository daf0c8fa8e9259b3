"""Frozen: how the nodes are made, of which a transformation makes thousands.

The `__init__` of a frozen dataclass finds the place of each field by its name, each time. The one
that is put in its stead has the places at hand: it does the same in about half of the time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, fields
from typing import Any


def made_quickly(*kinds: type[Any], **found: str | Callable[..., Any]) -> None:
    """Give frozen dataclasses with slots an `__init__` that fills the slots themselves.

    A field that is no parameter gets what `found` has for it: a text in terms of the parameters, or
    a function of them; else its default; or it stays empty.
    """
    for kind in kinds:
        kind.__init__ = _initialiser(kind, found)  # type: ignore[misc]


def _initialiser(kind: type[Any], found: dict[str, str | Callable[..., Any]]) -> Any:
    """Return `def __init__(self, op, args, kwargs=()): set_op(self, op); …`."""
    scope: dict[str, Any] = {f"find_{name}": find for name, find in found.items()}
    given = [field.name for field in fields(kind) if field.init]
    head, body = ["self"], []
    for field in fields(kind):
        name, has_default = field.name, field.default is not MISSING
        assert field.default_factory is MISSING
        scope[f"default_{name}"] = field.default
        scope[f"set_{name}"] = getattr(kind, name).__set__
        find = found.get(name)
        if field.init:
            head.append(f"{name}=default_{name}" if has_default else name)
            value = name
        elif find is not None:
            value = find if isinstance(find, str) else f"find_{name}({', '.join(given)})"
        elif has_default:
            value = f"default_{name}"
        else:
            continue
        body.append(f"    set_{name}(self, {value})")
    exec("\n".join([f"def __init__({', '.join(head)}):", *body]), scope)
    made = scope["__init__"]
    made.__qualname__ = f"{kind.__name__}.__init__"
    return made
