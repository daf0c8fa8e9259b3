"""Static definitions: the functions and classes of a file that does not run.

A function is made of its code, its defaults as far as they are known, and the table of the file; a
class of its methods and constants, and of bases that are classes of a file, too. Decorators are
applied if they are those of s2sad, or `staticmethod`, `classmethod`, `property`, `abstractmethod`,
`dataclass`; all others are refused.
"""

from __future__ import annotations

import abc
import ast
import contextlib
import dataclasses
import re
import typing
from types import CellType, FunctionType
from typing import Any

from ..errors import UnknownName
from .source import code_objects, first_line
from .static_bindings import root_of
from .static_values import is_ours

_WRAPPERS = (staticmethod, classmethod, property, contextlib.contextmanager, abc.abstractmethod)
_MADE = "__s2sad_static__"  # what a class has that was made here
_SPECIAL = {
    f"__{name}__"
    for name in (
        "init", "post_init", "call", "repr", "str", "len", "getitem", "setitem", "iter", "contains",
        "eq", "ne", "lt", "le", "gt", "ge", "hash", "bool", "float", "int", "neg", "pos", "abs",
        "add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "radd", "rsub", "rmul",
        "rtruediv", "rpow", "rmatmul", "iadd", "isub", "imul", "itruediv", "enter", "exit", "doc",
    )
}  # fmt: skip


class Definitions:
    """Makes the functions and classes of a file; `module` is the file."""

    def __init__(self, module: Any) -> None:
        self.module = module
        self.owner = CellType()  # the class that is being made: what `super()` begins with

    def lambda_of(self, node: ast.Lambda) -> FunctionType:
        """Return the function of a lambda expression."""
        return self._function(node, "<lambda>")

    def _function(self, node: Any, name: str, owner: str = "") -> FunctionType:
        line = first_line(node)
        codes = [c for c in code_objects(self.module.code) if c.co_name == name]
        codes = [c for c in codes if c.co_firstlineno == line]
        if len(codes) != 1:
            why = "Several functions stand on this line." if codes else self._why_gone(node)
            raise self.module.refusal(name, node, why)
        code, spec = codes[0], node.args
        cells = tuple([self.owner if c == "__class__" else CellType() for c in code.co_freevars])
        defaults = tuple([self.module.values.value(default) for default in spec.defaults])
        made = FunctionType(code, self.module.table, name, defaults or None, cells or None)
        given = [(a.arg, d) for a, d in zip(spec.kwonlyargs, spec.kw_defaults) if d is not None]
        made.__kwdefaults__ = {arg: self.module.values.value(value) for arg, value in given}
        made.__qualname__ = f"{owner}.{name}" if owner else name
        made.__module__ = self.module.name
        return made

    def _why_gone(self, node: ast.AST) -> str:
        """Return why Python has no code of a function: what ends the run of the file above it."""
        line = first_line(node)
        for statement in self.module.tree.body:
            if isinstance(statement, ast.Raise) and statement.lineno < line:
                return f"The run of the file ends above it, in line {statement.lineno}."
        return "Its code was not found."

    def function(self, node: ast.FunctionDef, owner: str = "") -> Any:
        """Return the function of a `def`, with those decorators whose meaning is known."""
        function: Any = self._function(node, node.name, owner)
        for decorator in reversed(node.decorator_list):
            if isinstance(decorator, ast.Attribute) and decorator.attr in ("setter", "deleter"):
                raise self.module.refusal(node.name, decorator, "It is a property that can be set.")
            found = self._decorator(decorator)
            if found is None:
                why = f"Only the run tells what `{self.module.text(decorator)}` makes of it."
                raise self.module.refusal(node.name, decorator, why)
            function = found(function)
        return function

    def _decorator(self, node: ast.expr) -> Any:
        try:
            found = self.module.values.value(node)
        except UnknownName:
            return None
        if isinstance(node, ast.Call):
            return found if is_ours(getattr(found, "func", None)) else None
        return found if is_ours(found) or any(found is w for w in _WRAPPERS) else None

    def made_class(self, node: ast.ClassDef) -> Any:
        """Return a class with the methods of the file's; refuse one that runs code when made."""
        bases = tuple([self.module.values.value(base) for base in node.bases]) or (object,)
        is_named = bases == (typing.NamedTuple,)
        if node.keywords:
            why = f"`{self.module.text(node.keywords[0])}` may run code when it is made."
            raise self.module.refusal(node.name, node.keywords[0], why)
        for base, found in zip(node.bases, bases):
            if not (is_named or _is_plain(found)):
                why = f"Its base `{self.module.text(base)}` may run code when it is made."
                raise self.module.refusal(node.name, base, why)
        fields: dict[str, Any] = {}
        scope: dict[str, Any] = {"__module__": self.module.name, "__qualname__": node.name}
        around, self.owner = self.owner, CellType()
        for statement in node.body:
            self._in_class(node, statement, scope, fields)
        owner, self.owner = self.owner, around
        scope["__annotations__"], scope[_MADE] = fields, True
        values = self.module.values
        if is_named:
            made = values.applied(node, _named_tuple, node.name, fields, scope)
        else:
            made = values.applied(node, type, node.name, bases, scope)
        for decorator in reversed(node.decorator_list):
            made = self.module.values.applied(node, self._class_decorator(node, decorator), made)
        made.__annotations__ = {
            stmt.target.id: ast.unparse(stmt.annotation)
            for stmt in node.body
            if isinstance(stmt, ast.AnnAssign) and isinstance(stmt.target, ast.Name)
        }
        owner.cell_contents = made
        return made

    def _in_class(
        self, node: ast.ClassDef, statement: ast.stmt, scope: dict[str, Any], fields: dict[str, Any]
    ) -> None:
        names = [getattr(statement, "name", ""), *map(root_of, getattr(statement, "targets", []))]
        if any(n and n.startswith("__") and n not in _SPECIAL for n in names):
            why = "A name like this changes what a class is."
            raise self.module.refusal(node.name, statement, why)
        match statement:
            case ast.FunctionDef(name=name) if name not in scope:
                scope[name] = self.function(statement, node.name)
            case ast.AnnAssign(target=ast.Name(id=name)) if name not in scope | fields:
                fields[name] = self._field_type(node, statement.annotation)
                if statement.value is not None:
                    scope[name] = self.module.values.value(statement.value)
            case ast.Assign(targets=[ast.Name(id=name)]) if name not in scope:
                scope[name] = self.module.values.value(statement.value)
            case ast.Expr(value=ast.Constant()) | ast.Pass():
                return
            case _:
                why = f"The body of the class `{node.name}` runs this when it is made."
                raise self.module.refusal(node.name, statement, why)

    def _field_type(self, node: ast.ClassDef, annotation: ast.expr) -> Any:
        """Return something that stands for the type of a field, which is one of any type."""
        if {"ClassVar", "InitVar", "KW_ONLY"} & set(re.findall(r"\w+", ast.unparse(annotation))):
            raise self.module.refusal(node.name, annotation, "It is no field of any type.")
        return object

    def _class_decorator(self, node: ast.ClassDef, decorator: ast.expr) -> Any:
        call = decorator if isinstance(decorator, ast.Call) else None
        if self.module.values.value(call.func if call else decorator) is not dataclasses.dataclass:
            why = f"Only the run tells what `{self.module.text(decorator)}` makes of it."
            raise self.module.refusal(node.name, decorator, why)
        given = call.keywords if call else []
        named = {str(k.arg): self.module.values.value(k.value) for k in given}
        found: Any = self.module.values.applied(decorator, dataclasses.dataclass, **named)
        return found


def _is_plain(base: Any) -> bool:
    """Return whether nothing runs where a class with this base is made."""
    if base is object or base is abc.ABC:
        return True
    is_made = isinstance(base, type) and _MADE in vars(base)
    is_error = isinstance(base, type) and issubclass(base, Exception)
    return is_made or is_error and base.__module__ == "builtins"


def _named_tuple(name: str, fields: dict[str, Any], scope: dict[str, Any]) -> Any:
    made = typing.NamedTuple(name, [(field, object) for field in fields])  # type: ignore[misc]
    defaults = {field: scope.pop(field) for field in fields if field in scope}
    made.__new__.__defaults__ = tuple(defaults.values())
    made._field_defaults = defaults  # type: ignore[attr-defined]
    for key, value in scope.items():
        if key not in ("__annotations__", "__qualname__"):
            setattr(made, key, value)
    return made
