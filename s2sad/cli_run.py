"""Running a file for `s2sad check`: its import, its function, the arguments at a point."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import inspect
import linecache
import math
import sys
import traceback
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from types import MethodType, ModuleType
from typing import Any

import numpy as np

from .errors import Error, Where, WrongArgument
from .errors_outside import is_ours
from .frontend.static import no_python
from .frontend.static_files import module_name, root_of_package


def ran(what: str, run: Callable[[], Any]) -> Any:
    """Return what `run` returns; what the user's code raises becomes a refusal with its place."""
    try:
        return run()
    except Error:
        raise
    except SyntaxError as error:
        if error.filename is None or error.filename.startswith("<"):
            raise WrongArgument(f"{what} raises {type(error).__name__}: {error}", None) from None
        raise no_python(error, error.filename) from None
    except (Exception, SystemExit) as error:  # the user's own code: anything may come
        frames = traceback.extract_tb(error.__traceback__)
        found = [f for f in frames if not f.filename.startswith("<frozen") and not is_ours(f)]
        where = _where(found[-1]) if found else None
        text = f"{type(error).__name__}: {error}".rstrip(": ")
        raise WrongArgument(f"{what} raises {text}", where) from None


def _where(frame: traceback.FrameSummary) -> Where | None:
    if frame.filename.startswith("<"):
        return None
    line = linecache.getline(frame.filename, frame.lineno or 0)
    return Where(frame.filename, frame.lineno or 0, len(line) - len(line.lstrip()), None, line)


def imported_file(path: Path) -> ModuleType:
    """Return a file as a module, imported as Python would: with its package, if it is in one."""
    path = path.resolve()
    root = root_of_package(path)
    sys.path.insert(0, str(root))
    name = module_name(path)
    if root != path.parent:
        module: ModuleType = ran("the import of the file", lambda: importlib.import_module(name))
        return module
    name = name if name not in sys.modules else f"{name}_of_s2sad_check"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise WrongArgument(f"{path} is no Python file", None, "Its name does not end in `.py`.")
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    ran("the import of the file", lambda: spec.loader.exec_module(module))  # type: ignore
    return module


def member_of(module: ModuleType, qualified: str) -> tuple[Any, tuple[Any, ...]]:
    """Return what a module has by a dotted name, or None, and what is bound to it.

    A method of a class gets the class as its first argument; a property is its function.
    """
    around: Any = None
    found: Any = module
    for name in qualified.split("."):
        around, found = found, inspect.getattr_static(found, name, None)
    if isinstance(found, classmethod):
        return found.__func__, (around,)
    if isinstance(found, MethodType):
        return found.__func__, (found.__self__,)
    if isinstance(found, (property, cached_property)):
        return found.fget if isinstance(found, property) else found.func, ()
    return found.__func__ if isinstance(found, staticmethod) else found, ()


def arguments(text: str, module: ModuleType) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Return the arguments that `--args "np.ones(3), n=2"` gives, with the names of the file."""
    try:
        tree = ast.parse(f"given({text})", "--args", "eval")
    except SyntaxError as error:
        raise WrongArgument(
            f"--args {text!r} are no arguments", None, f"{error.msg}.",
            'Write them as in a call: --args "np.ones(3), 0.5".',
        ) from None  # fmt: skip
    names = {"np": np, "math": math, **vars(module), "given": lambda *a, **k: (a, k)}
    code = compile(tree, "<--args>", "eval")
    found: tuple[tuple[Any, ...], dict[str, Any]] = ran(
        f"the evaluation of --args {text!r}", lambda: eval(code, names)
    )
    return found
