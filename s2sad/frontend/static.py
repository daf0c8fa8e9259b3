"""Static files as modules: the functions of a file, without running the file.

    f = member(StaticModule.of(Path("model.py")), "f")

The file is compiled and not executed. `f` is a function of its code, whose globals are a table
that finds the value of a name in the text when it is first asked for. So all that reads functions
reads this one as it would read the function that an import of the file makes; nothing calls it.
"""

from __future__ import annotations

import ast
import inspect
import tokenize
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import numpy as np

from ..errors import UnknownName, SourceUnavailable, Where
from .source import Source
from .static_bindings import Binding, Bindings, Function, bindings_of
from .static_definitions import Definitions
from .static_files import file_of, module_name
from .static_imports import imported
from .static_values import Values

_MUTABLE = (list, dict, set, np.ndarray)


class Table(dict[str, Any]):
    """The globals of a file that does not run: a value is found when it is asked for."""

    is_static = True

    def __init__(self, module: StaticModule) -> None:
        super().__init__(__name__=module.name, __file__=str(module.path))
        self.module = module

    def __contains__(self, name: object) -> bool:
        return super().__contains__(name) or self.module.may_bind(str(name))

    def __missing__(self, name: str) -> Any:
        self[name] = value = self.module.resolved(name)
        return value

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys([*super().__iter__(), *self.module.bindings.names]))

    def get(self, name: str, default: Any = None) -> Any:
        """Return a value, or `default` if the file binds no such name."""
        return self[name] if name in self else default  # noqa: SIM401 - this is `get`


class Namespace(ModuleType):
    """What `import helpers` stands for: the names of another file that does not run."""

    def __init__(self, module: StaticModule) -> None:
        super().__init__(module.name)
        self.__dict__["__s2sad_module__"] = module

    def __getattr__(self, name: str) -> Any:
        module: StaticModule = self.__dict__["__s2sad_module__"]
        if name.startswith("__") or not module.may_bind(name):
            return module.submodule(name)
        return module.table[name]

    def __dir__(self) -> list[str]:
        return list(self.__dict__["__s2sad_module__"].bindings.names)


class StaticModule:
    """A file of the user's: its text, what it binds, and what its names are."""

    def __init__(self, path: Path, known: dict[Path, StaticModule]) -> None:
        self.path, self.known = path, known
        known[path] = self
        self.name = module_name(path)
        self.lines, self.tree, self.code = _parsed(path)
        self.bindings: Bindings = bindings_of(self.tree)
        self.values = Values(self)
        self.definitions = Definitions(self)
        self.table = Table(self)
        self.namespace = Namespace(self)
        self.open: list[str] = []  # the names that are being found

    @classmethod
    def of(cls, path: Path, known: dict[Path, StaticModule] | None = None) -> StaticModule:
        """Return the module of a file; `known` are those that were read already."""
        path = path.resolve()
        known = {} if known is None else known
        return known[path] if path in known else cls(path, known)

    def beside(self, path: Path) -> ModuleType:
        """Return another file as the module that an import of it gives."""
        return StaticModule.of(path, self.known).namespace

    def where(self, node: Any) -> Where:
        """Return the place of a node of the file."""
        return Source(node, str(self.path), self.lines).where(node)

    def text(self, node: Any) -> str:
        """Return the text of a node, shortened."""
        return Source(node, str(self.path), self.lines).text(node)

    def refusal(self, name: str, node: Any, why: str) -> UnknownName:
        """Return the refusal of a name of which only the run tells what it is."""
        once = "Bind it once, to a literal; make it an argument of the function"
        if any(isinstance(b.statement, Function) for b in self.bindings.names.get(name, [])):
            once = "Define it once, with `def` at the top level of the file"
        return UnknownName(
            f"`{name}` is known only when the file runs", self.where(node), why,
            f"{once}; or differentiate in Python: `s2sad.differentiate(f).adjoint`.",
        )  # fmt: skip

    # -- names ---------------------------------------------------------------------------------

    def may_bind(self, name: str) -> bool:
        """Return whether the file binds a name, or might, by a star import."""
        return name in self.bindings.names or bool(self.bindings.stars)

    def resolved(self, name: str) -> Any:
        """Return what a name of the file is after the import of the file, or refuse."""
        binding = self._binding(name)
        if name in self.open:
            why = "It is needed to find out what it is itself."
            raise self.refusal(name, binding.statement, why)
        self.open.append(name)
        try:
            value = self._bound(name, binding)
        finally:
            self.open.pop()
        changed = self.bindings.change_of(name, _is_mutable(value), _is_flat(value))
        if changed is not None:
            why = "It can be changed in place here, when the file is imported."
            raise self.refusal(name, changed, why)
        return value

    def _binding(self, name: str) -> Binding:
        found = self.bindings.names.get(name, [])
        last = found[0].statement.lineno if found else 0  # type: ignore[attr-defined]
        for star in self.bindings.stars:
            if star.lineno > last:
                raise self.refusal(name, star, "A star import may bind it.")
        if len(found) > 1:
            raise self.refusal(name, found[1].statement, "It is bound more than once.")
        if found[0].why:
            raise self.refusal(name, found[0].statement, found[0].why)
        return found[0]

    def _bound(self, name: str, binding: Binding) -> Any:
        statement = binding.statement
        if isinstance(statement, ast.FunctionDef):
            return self.definitions.function(statement)
        if isinstance(statement, ast.ClassDef):
            return self.definitions.made_class(statement)
        if isinstance(statement, (ast.Import, ast.ImportFrom)):
            return imported(self, name, statement)
        if binding.value is None:
            why = "It is no function, class or value."
            if isinstance(statement, ast.AsyncFunctionDef):
                why = "It is asynchronous: a call of it gives a coroutine, not a number."
            raise self.refusal(name, statement, why)
        try:
            value = self.values.value(binding.value)
        except UnknownName as error:
            what = f"`{name}` is known only when the file runs"
            raise UnknownName(what, error.where, error.why, error.instead) from None
        for place in binding.path:
            if not isinstance(value, (tuple, list)) or place >= len(value):
                raise self.refusal(name, statement, "It is bound by an unpacking.")
            value = value[place]
        return value

    def submodule(self, name: str) -> Any:
        """Return a module of the package whose `__init__.py` this is."""
        path = file_of(self.path.parent, name) if self.path.name == "__init__.py" else None
        if path is None:
            raise AttributeError(name)
        return self.beside(path)


def _is_mutable(value: Any) -> bool:
    if isinstance(value, tuple):
        return any(map(_is_mutable, value))
    return isinstance(value, _MUTABLE)


def _is_flat(value: Any) -> bool:
    """Return whether a value holds numbers only."""
    if isinstance(value, list):
        return all(isinstance(item, (int, float, complex)) for item in value)
    return isinstance(value, np.ndarray)


def no_python(error: SyntaxError, file: str) -> SourceUnavailable:
    """Return the refusal of a file whose text is no Python, with the place."""
    column = max((error.offset or 1) - 1, 0)
    line = (error.text or "").rstrip("\n")
    where = Where(error.filename or file, error.lineno or 1, column, None, line)
    return SourceUnavailable(f"this is no Python: {error.msg}", where)


def _parsed(path: Path) -> tuple[tuple[str, ...], ast.Module, CodeType]:
    """Return the lines of a file, its syntax tree and its code, or refuse."""
    try:
        with tokenize.open(path) as stream:
            text = stream.read()
        tree = ast.parse(text, str(path))
        code = compile(text, str(path), "exec", dont_inherit=True)
    except SyntaxError as error:
        raise no_python(error, str(path)) from None
    except (RecursionError, MemoryError):  # Python's own parser
        raise SourceUnavailable(
            f"Python cannot compile {path}", None, "An expression in it nests too deeply.",
            "Take parts of it out into variables or loops.",
        ) from None  # fmt: skip
    except (OSError, UnicodeDecodeError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise SourceUnavailable(f"s2sad cannot read {path}", None, f"{why}.") from None
    return tuple(text.splitlines()), tree, code


# -- what a command names --------------------------------------------------------------------------


def functions_of(module: StaticModule) -> dict[str, int]:
    """Return the functions of a file and the methods of its classes, with their lines."""
    found: dict[str, int] = {}
    for statement in module.tree.body:
        if isinstance(statement, Function):
            found[statement.name] = statement.lineno
        elif isinstance(statement, ast.ClassDef):
            inside = [s for s in statement.body if isinstance(s, Function)]
            found.update({f"{statement.name}.{s.name}": s.lineno for s in inside})
    return found


def function_inside(module: StaticModule, qualified: str) -> str | None:
    """Return the function that `outer.inner` is defined in, if it is defined in one."""
    *around, name = qualified.split(".")
    outer: ast.AST = module.tree
    for part in (*around, name):
        named = [n for n in ast.walk(outer) if isinstance(n, (*Function, ast.ClassDef))]
        inner = next((n for n in named if n.name == part and n is not outer), None)
        if inner is None:
            return None
        last, outer = outer, inner
    return ".".join(around) if isinstance(last, Function) else None


def member(module: StaticModule, qualified: str) -> Any:
    """Return the function of a file by its name, `f` or `Class.method`; None if there is none."""
    first, *rest = qualified.split(".")
    if first not in module.bindings.names:
        return None
    found, owner = module.table[first], None
    for name in rest:
        owner = found
        found = inspect.getattr_static(found, name, None) if isinstance(found, type) else None
    if isinstance(found, (staticmethod, classmethod)):
        return found.__get__(None, owner)
    method = found.fget if isinstance(found, property) else found
    if isinstance(method, FunctionType) and owner is not None and rest[-1] not in vars(owner):
        return _of_the_class(method, owner)
    return method


def _of_the_class(method: FunctionType, owner: Any) -> FunctionType:
    """Return a method that a class inherits as one of its own, whose `self` is of that class."""
    made = FunctionType(
        method.__code__, method.__globals__, method.__name__, method.__defaults__,
        method.__closure__,
    )  # fmt: skip
    made.__kwdefaults__, made.__module__ = method.__kwdefaults__, method.__module__
    made.__qualname__ = f"{owner.__qualname__}.{method.__name__}"
    return made

