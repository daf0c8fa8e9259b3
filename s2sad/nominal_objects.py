"""Objects and dicts before any call: what a program reads of one is like parameters.

    self.k * x    with `self` of class Spring    ->    {self.k} * x, where {self.k} is a parameter
    p["k"] * x                                   ->    {p.k} * x, where {p.k} is a parameter

A parameter is a dict if a key that is a text is read of it. It is an object if it is the `self` of
a method, if its annotation names a class of the
user's, or if an attribute is read of it that no array has. Its attributes are those that the
program reads; each has the kind that its annotation in a dataclass states, that of the value which
its class has for it, or the kind that its use demands, like any parameter. What is read of such an
attribute in turn makes that an object.
"""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Iterator, Mapping
from types import SimpleNamespace
from typing import Any

import numpy as np

from .analysis.kinds.records import is_object
from .analysis.unrolled import unrolled
from .analysis.usage import usage
from .frontend import Shape
from .frontend.instances import has_code
from .ir.frozen import dataclass, field, replace
from .ir.kinds import Form, Kind, TupleKind
from .ir.nodes import Apply, Assign, Block, Const, Expr, Name, Param, Program
from .ir.walk import all_statements, map_stmt, subexpressions
from .pipeline import Source

OF_DICTS = frozenset({"get", "items", "keys", "values", "pop", "popitem", "setdefault", "update"})
OF_ARRAYS = frozenset(dir(np.ndarray)) | frozenset(dir(float)) | frozenset(dir(list))


@dataclass
class Node:
    """What a program reads of a parameter: the attributes of an object, each a node.

    `keys` is what it reads of a dict. That is open if the program takes it as a whole.
    """

    cls: Any = None
    parts: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Node] = field(default_factory=dict)
    is_stated: bool = False

    @property
    def is_dict(self) -> bool:
        """Return whether this is a dict whose keys are stated, or told by the program."""
        return self.is_stated or bool(self.keys) and not self.parts and self.cls is None

    @property
    def is_open(self) -> bool:
        """Return whether this is a dict of which the program does not tell all keys."""
        return self.cls is None and not self.is_dict and (
            bool(self.keys) or not self.parts.keys().isdisjoint(OF_DICTS)
        )  # fmt: skip

    @property
    def is_object(self) -> bool:
        """Return whether this is an object or a dict, and no array, list or number."""
        if self.is_dict or self.is_open:
            return self.is_dict
        return self.cls is not None or not self.parts.keys() <= OF_ARRAYS

    def read(self, op: str, name: str) -> Node | None:
        """Return what the program reads so: by attribute, or by key."""
        table = self.keys if op == "getitem" else self.parts
        return table.get(name) if self.is_stated else table.setdefault(name, Node())

    @property
    def items(self) -> dict[str, Node]:
        """What is read by key or by attribute."""
        return self.keys if self.is_dict else self.parts


class View:
    """The parameters of a function, and in the place of those that are objects their attributes.

    `source` is the function as it is read for these classes, `program` and `params` are with the
    attributes as parameters, and `usage` says of each what its use makes it.
    """

    def __init__(self, source: Source, stated: Mapping[str, Kind]) -> None:
        params = [p for p in source.program.params if p.star != "*"]
        table = getattr(source.function, "__globals__", {})
        found = {p.name: _node(_class_of(source, p, table), table) for p in params}
        found |= {n: _stated(kind) for n, kind in stated.items() if is_dict(kind) and n in found}
        shapes = {n: _shape(node) for n, node in found.items() if _is_read(node.cls)}
        self.source = source.for_shapes(shapes) if shapes else source
        plain = unrolled(self.source.program, self.source.reading.definitions)
        paths = _paths(plain, found)
        self.objects = {n: node for n, node in found.items() if node.is_object}
        self.params = [part for param in plain.params for part in self._params(param)]
        self.program = plain
        self.usage: Mapping[str, str] = self.source.usage
        if self.objects:
            self.program = replace(
                plain, params=tuple(self.params), body=_flat(plain.body, paths, self.leaves())
            )
            inners = {k: inner.program for k, inner in self.source.reading.inners.items()}
            self.usage = usage(self.program, inners, self.source.reading.definitions)
        self.names = tuple([param.name for param in self.params])
        self.read = {name for stmt in all_statements(self.program) for name in stmt.reads}
        self.read |= set(self.program.result.names)
        self.stars = {p.name for p in self.params if p.star == "*" and p.name in self.read}
        self.open = set(_open(found))
        self._of_classes = dict(self._data_of_classes())

    def _params(self, param: Param) -> Iterator[Param]:
        node = self.objects.get(param.name)
        if node is None:
            yield param
            return
        for path, owner, name in _leaves(param.name, node):
            yield Param(path, annotation=_annotation(owner, name))

    def has_default(self, path: str) -> bool:
        """Return whether a parameter has a default, or the class of an attribute a value for it."""
        found = self.source.signature.parameters.get(path)
        return path in self._of_classes or found is not None and found.default is not found.empty

    def default(self, path: str) -> Any:
        """Return the default of a parameter, or what its class has for an attribute."""
        if path in self._of_classes:
            return self._of_classes[path]
        found = self.source.signature.parameters.get(path)
        return None if found is None else found.default

    def leaves(self) -> set[str]:
        """Return the paths of the attributes that are no objects."""
        return {p for name, node in self.objects.items() for p, _, _ in _leaves(name, node)}

    def _data_of_classes(self) -> Iterator[tuple[str, Any]]:
        for name, node in self.objects.items():
            for path, owner, attribute in _leaves(name, node):
                value = inspect.getattr_static(owner, attribute, inspect)
                if value is not inspect and not callable(value) and not hasattr(value, "__get__"):
                    yield path, value

    def whole(self, kinds: Mapping[str, Kind]) -> dict[str, Kind]:
        """Return the kinds of the parameters of the source, from those of the attributes."""
        made = {name: _record(name, node, kinds) for name, node in self.objects.items()}
        return {name: made.get(name) or kinds[name] for name in self.source.names}


def _open(nodes: Mapping[str, Node], around: str = "") -> Iterator[str]:
    """Yield the paths of the dicts of which the program does not tell all keys."""
    for name, node in nodes.items():
        if node.is_open:
            yield f"{around}{name}"
        yield from _open(node.items, f"{around}{name}.")


def _record(path: str, node: Node, kinds: Mapping[str, Kind]) -> Kind:
    """Return the kind of an object from the kinds of its attributes."""
    if not node.is_object:
        return kinds[path]
    items = [_record(f"{path}.{name}", part, kinds) for name, part in node.items.items()]
    if node.is_dict:
        return TupleKind(tuple(items), Form("dict", tuple(node.keys), dict))
    what = "named" if hasattr(node.cls, "_fields") else "object"
    return TupleKind(tuple(items), Form(what, tuple(node.parts), node.cls or SimpleNamespace))


def _leaves(path: str, node: Node) -> Iterator[tuple[str, Any, str]]:
    """Return path, class of the owner and name of each attribute that is no object."""
    for name, part in node.items.items():
        if part.is_object:
            yield from _leaves(f"{path}.{name}", part)
        else:
            yield f"{path}.{name}", node.cls, name


# -- classes ---------------------------------------------------------------------------------------


def _class_of(source: Source, param: Param, table: Mapping[str, Any]) -> type | None:
    """Return the class that a parameter is known to have before any call."""
    stated = (param.annotation or "").strip("\"' ")
    if param.star == "**":
        return None
    if stated:
        return _named(stated, table)
    owner, _, _ = getattr(source.function, "__qualname__", "").rpartition(".")
    is_first = param.name == source.names[0] and param.name == "self"
    return _named(owner, table) if is_first and owner else None


def _named(name: str, table: Mapping[str, Any]) -> type | None:
    """Return the class of the user's that a name stands for: `Spring`, `models.Spring`.

    Of an abstract one there are no objects: what is given is of a class that is not known.
    """
    root, *rest = name.split(".")
    found: Any = table.get(root)
    for part in rest:
        found = getattr(found, part, None)
    if not isinstance(found, type):
        return None
    if issubclass(found, tuple):
        return found if hasattr(found, "_fields") else None
    if found.__new__ is not object.__new__ or inspect.isabstract(found):
        return None
    return found if is_object(object.__new__(found)) else None


def _is_read(cls: Any) -> bool:
    """Return whether a class matters where the program is read: it may have methods."""
    return cls is not None and (not issubclass(cls, tuple) or has_code(cls))


def _node(cls: Any, table: Mapping[str, Any], around: tuple[Any, ...] = ()) -> Node:
    """Return an object of a class, with its fields: those of a dataclass or of a named tuple.

    `around` are the classes of what it stands in: an object may hold one of its own class, or None.
    """
    fields = getattr(cls, "_fields", ())
    if dataclasses.is_dataclass(cls):
        fields = [field.name for field in dataclasses.fields(cls)]
    inside = (*around, cls)
    found = {name: _named((_annotation(cls, name) or "").strip("\"' "), table) for name in fields}
    parts = {n: Node() if c in inside else _node(c, table, inside) for n, c in found.items()}
    return Node(cls, parts)


def _shape(node: Node) -> Shape:
    """Return the shape of an object: its class, and those of the objects in it."""
    parts = [(name, _shape(part)) for name, part in node.parts.items() if _is_read(part.cls)]
    return Shape(node.cls, tuple(parts))


def is_dict(kind: Kind | None) -> bool:
    """Return whether a kind is that of a dict."""
    return isinstance(kind, TupleKind) and kind.form is not None and kind.form.what == "dict"


def _stated(kind: Kind | None) -> Node:
    """Return a dict with the keys that its kind has."""
    if not is_dict(kind):
        return Node()
    assert isinstance(kind, TupleKind) and kind.form is not None
    return Node(None, {}, {k: _stated(v) for k, v in zip(kind.form.keys, kind.items)}, True)


def by_path(kinds: Mapping[str, Kind]) -> Iterator[tuple[str, Kind]]:
    """Yield kinds with those of dicts under the paths of their items."""
    for name, kind in kinds.items():
        if is_dict(kind):
            assert isinstance(kind, TupleKind) and kind.form is not None
            yield from by_path({f"{name}.{k}": v for k, v in zip(kind.form.keys, kind.items)})
        else:
            yield name, kind


def _annotation(owner: Any, name: str) -> str | None:
    """Return the annotation that a class has for an attribute, as a text."""
    tables = [vars(cls).get("__annotations__", {}) for cls in getattr(owner, "__mro__", ())]
    found = next((table[name] for table in tables if name in table), None)
    if isinstance(found, type):
        return found.__name__
    found = getattr(found, "__forward_arg__", found)  # a text, in a named tuple
    return found if isinstance(found, str) else None


# -- paths -----------------------------------------------------------------------------------------


def _paths(program: Program, found: Mapping[str, Node]) -> dict[str, str]:
    """Return the names that stand for objects or attributes, with their paths; find what is read.

    A name that is bound more than once stands for what it is bound to first.
    """
    nodes = dict(found)
    paths = {name: name for name in found}
    for stmt in all_statements(program):
        for expr in stmt.expressions:
            for part in subexpressions(expr):
                _see(part, nodes)
        if isinstance(stmt, Assign) and stmt.target not in nodes:
            match stmt.value:
                case Apply(op=op, args=(Name(id=base), Const(value=str(name)))) if (
                    op in ("attr", "getitem") and base in nodes
                ):
                    node = nodes[base].read(op, name)
                    if node is not None:
                        nodes[stmt.target] = node
                        paths[stmt.target] = f"{paths[base]}.{name}"
                case Name(id=base) if base in nodes:
                    nodes[stmt.target], paths[stmt.target] = nodes[base], paths[base]
    return paths


def _see(part: Expr, nodes: Mapping[str, Node]) -> None:
    match part:
        case Apply(
            op="attr" | "method" | "getitem" as op, args=(Name(id=base), Const(value=str(name)), *_)
        ) if base in nodes:
            nodes[base].read(op, name)


def _flat(block: Block, paths: Mapping[str, str], leaves: set[str]) -> Block:
    """Return a block that reads the attributes of objects as parameters."""

    def expr(given: Expr) -> Expr:
        if not isinstance(given, Apply):
            return given
        match given:
            case Apply(op="attr" | "getitem", args=(Name(id=base), Const(value=str(name)))):
                path = f"{paths.get(base, '')}.{name}"
                return Name(path) if path in leaves else given
        args = tuple(map(expr, given.args))
        return Apply(given.op, args, tuple([(k, expr(v)) for k, v in given.kwargs]))

    return tuple([map_stmt(s, expr, lambda n: n, lambda b: _flat(b, paths, leaves)) for s in block])
