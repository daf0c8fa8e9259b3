"""Given: lists of objects in arguments, whose objects are all of one class.

    def f(bodies):                          bodies_x = [bodies[0].x, bodies[1].x]
        for b in bodies: s += b.x     ->    for b in range(2): s += bodies_x[b]

A list of an attribute is made where the function begins, if the function reads the attribute. How
many objects there are is known, and does not change.
"""

from __future__ import annotations

from types import FunctionType
from typing import Any

from ..errors import Unsupported
from ..ir.frozen import dataclass
from ..ir.nodes import Apply, Assign, Const, Name
from .classes import KEYS, MISSING, Made, in_class, is_slot, is_users, kept_by
from .herds import Herd, Item, Known, Layout, Listing
from .instances import Instance, item_of
from .late_attributes import LateAttributes


CHANGING = {"update", "pop", "popitem", "clear", "setdefault"}


@dataclass(eq=False)
class Given(Herd):
    """The objects of a list in an argument, or what stands under one attribute of each."""

    objects: tuple[Instance, ...] = ()
    is_closed: bool = False  # other objects have taken their place

    @property
    def count(self) -> int:
        return len(self.objects)


class GivenLists(LateAttributes):
    """Reads lists of objects in arguments."""

    def as_listing(self, found: Any) -> Any:
        """Return a list of objects of one class as what is known of it."""
        is_list = isinstance(found, Instance) and found.shape.type in (list, tuple, dict)
        if not is_list or not found.is_steady:
            return found
        if not _is_uniform(found):
            return self._apart(found)
        key = (found.name, found.path)
        if key not in self.given:
            items = [found.at("getitem", k) for k in range(found.shape.identity)]
            objects = tuple([i for i in items if i is not None])
            self.given[key] = self._given(_base_of(found), objects)
        return Listing(self.given[key])

    def _apart(self, found: Instance) -> Any:
        """Return a list of objects of several classes, or of functions, as a bundle of them."""
        key, count = (found.name, found.path), len(found.shape.parts)
        if not 0 < count == found.shape.identity or found.name in self.rebound_params:
            return found
        if self.foreign:
            return found
        if key not in self.given_apart:
            made = self.given_apart[key] = Made(found.shape.type, _base_of(found))
            keys = tuple([key for key, _ in found.shape.parts])
            resolver = self.frame.definition.resolver
            items = {key: item_of(found, key, resolver) for key in keys}
            self.given_items[made] = (found, {KEYS: Known(keys), **items})
        made = self.given_apart[key]
        if made not in self.heap:
            self.heap[made] = dict(self.given_items[made][1])
        return made

    def check_method(self, owner: Any, node: Any) -> None:
        """Refuse `d.update(…)` and the like where something else stands for a part of d, too."""
        if isinstance(owner, Instance) and node.func.attr in CHANGING:
            self.check_exchange(owner, (), node)

    def check_exchange(self, owner: Any, path: tuple[tuple[str, Any], ...], node: Any) -> None:
        """Refuse to exchange a part of an argument that something else stands for, too."""
        if not isinstance(owner, Instance):
            return
        place, least = (*owner.path, *path), len(owner.path) + 1
        tables = [self.frame.scope.statics, *[scope.statics for scope in self.scopes]]
        todo = [v for table in (*tables, *self.heap.values()) for v in table.values()]
        todo += self.pinned
        while todo:
            value = todo.pop()
            todo += kept_by(value)
            is_in = isinstance(value, Instance) and value.name == owner.name
            if is_in and len(value.path) >= least and value.path[: len(place)] == place:
                raise self.refusal(
                    Unsupported, f"s2sad cannot store into `{self.text_of(node)}` here", node,
                    "What stood there has another name, or is a parameter of a function that "
                    "runs.", "Keep the new one in a variable of its own.",
                )  # fmt: skip

    def given_whole(self, made: Made) -> Instance | None:
        """Return the argument that a bundle is, as long as it holds what it held."""
        found, slots = self.given_items.get(made, (None, {}))
        return found if found is not None and self.heap.get(made) == slots else None

    def _given(self, base: str, objects: tuple[Instance, ...]) -> Given:
        herd = Given(objects[0].shape.type, base, objects=objects)
        self.herds.append(herd)
        self.heap[Made(herd.type, base)] = {}  # there are objects, from here on
        return herd

    def demand(self, made: Made, name: str, node: Any) -> None:
        """Make the list of an attribute that is read of objects in an argument."""
        herd = made.herd if isinstance(made, Item) else None
        if not isinstance(herd, Given) or name in herd.columns or herd.is_closed:
            return
        if self.foreign:  # a function that is differentiated here is not where the lists are made
            return
        found = in_class(herd.type, name)
        is_code = isinstance(found, (FunctionType, property, classmethod, staticmethod))
        if is_code or name == "__class__" or found is not MISSING and not is_slot(found) and (
            hasattr(type(found), "__get__")
        ):  # fmt: skip
            return
        if _lack(herd.objects, name):
            if name in self.late_attributes(herd.type):
                herd.columns[name] = self._late_column(herd, name, node)
            return
        inner = [each.at("attr", name) for each in herd.objects]
        shapes = [each.shape if each is not None else None for each in inner]
        if shapes[0] is None:
            herd.columns[name] = self._column(herd, name, node)
        elif shapes[0].function is not None:
            herd.columns[name] = self.frame.definition.resolver.attribute(herd.objects[0], name)
        elif is_users(shapes[0].type):
            parts = tuple([each for each in inner if each is not None])
            herd.columns[name] = self._given(f"{herd.base}_{name}", parts)

    def _column(self, herd: Given, name: str, node: Any) -> Name:
        column = Name(self.names.fresh(f"{herd.base}_{name}"))
        with self.inner_block() as made:
            values = []
            for each in herd.objects:
                base = self.read_static(each, node)
                values.append(self.temporary(Apply("attr", (base, Const(name))), node))
            made.append(Assign(column.id, Apply("list", tuple(values)), self.tag(node)))
        self.entry += made
        self.bound.add(column.id)
        return column

    def _late_column(self, herd: Given, name: str, node: Any) -> Name:
        """Return the list of an attribute that no object has when the function begins."""
        column = Name(self.names.fresh(f"{herd.base}_{name}"))
        first = self.value_at_first(herd.type, name)
        self.entry.append(Assign(column.id, Apply("list", (first,) * herd.count), self.tag(node)))
        self.bound.add(column.id)
        return column

    def complete(self, herd: Any, layout: Layout, node: Any) -> None:
        """Make all lists that a herd needs to be like another one, and no others."""
        if not isinstance(herd, Given) or herd.is_closed:
            return
        for name, form in layout.forms.items():
            self.demand(Item(herd.type, herd.base, herd, Const(0)), name, node)
            if isinstance(form, Layout):
                self.complete(herd.columns.get(name), form, node)
        herd.is_closed = True


def _base_of(found: Instance) -> str:
    """Return what a part of an argument is called: `bodies`, and `rows_0` of `rows[0]`."""
    base = found.name
    for how, key in found.path:
        base = str(key) if how == "attr" or isinstance(key, str) else f"{base}_{key}"
    return base


def _lack(objects: tuple[Instance, ...], name: str) -> bool:
    """Return whether objects in an argument are known not to have an attribute."""
    keys = objects[0].shape.keys
    return keys is not None and name not in keys


def _is_uniform(found: Instance) -> bool:
    """Return whether an argument is a list of objects that are all alike."""
    shapes = [shape for _, shape in found.shape.parts]
    if found.shape.type not in (list, tuple) or not shapes:
        return False
    is_whole = len(shapes) == found.shape.identity and is_users(shapes[0].type)
    return is_whole and all(shape == shapes[0] for shape in shapes)
