"""Given objects: dicts and objects in arguments that have several names, or are bound anew.

    def f(s, dt):                       s_x = s.x; s_v = s.v
        for _ in range(3):        ->    for _ in range(3):
            s = s.step(dt)                  what `step` does, with s_x and s_v

Where a function is refused and read again (`reread.py`), its arguments are looked at as a whole.
A dict or an object in them is then one that the function makes where it begins, of what the
argument holds: what is stored into it is not seen outside, as with every object in an argument.
"""

from __future__ import annotations

from typing import Any

from ..errors import Error, Refused
from ..ir.nodes import Apply, Const, Evaluate, Name, Program
from .classes import KEYS, Made, is_users, obstacle
from .given import GivenLists
from .herds import Known
from .instances import Instance, Shape, function_of, item_of
from .values import NONE

MOST = 64  # items of a list or keys of a dict that are variables of their own


class GivenObjects(GivenLists):
    """Reads objects in arguments as objects of the function's own."""

    def waiting(self, refused: Error) -> Program:
        """Return a program that is refused when its arguments are known, or refuse the function."""
        parts = refused.refusals if isinstance(refused, Refused) else [refused]
        if self.dicts_apart or not all(error.is_of_arguments for error in parts):
            raise refused
        body = Evaluate(Apply("refused", (Const(refused),)))
        return Program(self.stack[0].name, self.params, (body,), Const(None))

    def as_given(self, found: Instance) -> Any:
        """Return what an argument is read as: a list of objects that hold no others is a herd."""
        if found.shape.function is not None:
            return function_of(found.shape, found.name, self.frame.definition.resolver)
        inner = [part for _, part in found.shape.parts]
        is_nested = any(part.parts or not is_users(part.type) for part in inner)
        is_mixed = any(part != inner[0] for part in inner)
        is_open = found.shape.type is not list or is_nested or is_mixed
        is_open &= is_looked_at(found.shape)
        return found if is_open else self.as_listing(found)

    def open_given(self, node: Any) -> None:
        """Make the dicts and objects of the parameters that were looked at as a whole."""
        for name, known in list(self.scope.statics.items()):
            if isinstance(known, Instance) and is_looked_at(known.shape):
                self.scope.statics[name] = self._opened(name, Name(name), known, node)

    def _opened(self, base: str, place: Name, known: Instance, node: Any) -> Made:
        """Return an object that holds what one in an argument does."""
        made, keys = Made(known.shape.type, base), keys_of(known.shape)
        is_bundle = made.type in (dict, list)
        how = "getitem" if is_bundle else "attr"
        self.heap[made] = {KEYS: Known(keys)} if is_bundle else {}
        for key in keys:
            part, expr = known.shape.part(key), Apply(how, (place, Const(key)))
            if key in known.shape.empty and (base, key) not in self.wanted:
                self.heap[made][key] = NONE
            elif part is None:  # what it holds has a name already
                self.slot_names[made, key] = self.names.fresh(f"{base}_{key}'0")
                self.set_slot(made, key, expr, node)
            elif part.function is None and is_looked_at(part):
                inner = self.temporary(expr, node)
                found = Instance(known.name, (*known.path, (how, key)), part, True)
                self.heap[made][key] = self._opened(f"{base}_{key}", inner, found, node)
            else:
                self.heap[made][key] = self._held_by(known, key)
        self.changed.discard(made)
        self.opened.add(made)
        return made

    def _held_by(self, known: Instance, key: Any) -> Any:
        """Return what stands in an argument under a key: a function, or a part of another class."""
        resolver = self.frame.definition.resolver
        is_bundle = known.shape.type in (dict, list)
        return item_of(known, key, resolver) if is_bundle else resolver.attribute(known, key)


def not_waiting(program: Program) -> Program:
    """Return a program that needs not know what its arguments hold, or raise its refusal."""
    match program.body:
        case (Evaluate(value=Apply(op="refused", args=(Const(value=refused),))),):
            raise refused
    return program


def is_looked_at(shape: Shape) -> bool:
    """Return whether a value was looked at as a whole, and can be made: a list of such, too."""
    if shape.type is list and shape.keys is None:
        inner = [part for _, part in shape.parts]
        return 0 < len(inner) == shape.identity <= MOST and all(map(is_looked_at, inner))
    can_be_made = shape.type in (dict, list) or is_users(shape.type) and not obstacle(shape.type)
    return can_be_made and shape.keys is not None and len(shape.keys) <= MOST


def keys_of(shape: Shape) -> tuple[Any, ...]:
    """Return the keys of a value that was looked at as a whole."""
    return tuple([key for key, _ in shape.parts]) if shape.keys is None else shape.keys
