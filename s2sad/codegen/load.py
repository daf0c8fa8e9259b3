"""Loading: from an emitted text to the function, with its source where tools look for it."""

from __future__ import annotations

import hashlib
import linecache
import math
import os
import threading
import weakref
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from .. import runtime as rt
from ..errors import WrongArgument
from ..errors_outside import EMITTED_FILES
from ..ir.nodes import Program
from .emit import imports_of

FOLDER = "S2SAD_PROGRAMS"  # the environment names a folder here for the programs that run

_files: dict[tuple[str, str], str] = {}  # (name, text) -> pseudo-filename
_users: dict[tuple[str, str], int] = {}  # how many functions that it defines still live
_count: dict[str, int] = {}
_lock = threading.RLock()


def load(text: str, name: str, namespace: Mapping[str, Any] | None = None) -> Callable[..., Any]:
    """Return the function `name` that text defines.

    It runs in a namespace of its own: `np`, `math`, `rt`, and what is given. Its source is
    registered, so that `inspect.getsource`, pdb and tracebacks show it, until the function goes.
    """
    with _lock:
        filename = register(text, name)
        _users[name, text] = _users.get((name, text), 0) + 1
    code = compile(text, filename, "exec", dont_inherit=True)
    scope: dict[str, Any] = {"np": np, "math": math, "rt": rt, **(namespace or {})}
    scope["__name__"] = "s2sad.emitted"
    if not filename.startswith("<"):
        scope["__file__"] = filename  # the standard library's `trace` looks here
    exec(code, scope)
    function: Callable[..., Any] = scope[name]
    weakref.finalize(function, _forget, (name, text)).atexit = False
    return function


def _forget(key: tuple[str, str]) -> None:
    """Take the source of a function that is gone from where tools look for it."""
    with _lock:
        _users[key] -= 1
        if not _users[key]:
            del _users[key]
            linecache.cache.pop(_files.pop(key, ""), None)


def register(text: str, name: str) -> str:
    """Return the pseudo-filename of text, `<s2sad f_adjoint 1>`; the same text has the same one.

    An entry without a modification time is kept by `linecache.checkcache`; one that was thrown
    out by `linecache.clearcache` is entered again. Where the environment names a folder, it is the
    name of a file there.
    """
    folder = os.environ.get(FOLDER)
    if folder:
        return written(text, name, Path(folder))
    with _lock:
        if (name, text) not in _files:
            _count[name] = _count.get(name, 0) + 1
            _files[name, text] = f"<s2sad {name} {_count[name]}>"
        filename = _files[name, text]
        linecache.cache[filename] = (len(text), None, text.splitlines(True), filename)
    return filename


def written(text: str, name: str, folder: Path) -> str:
    """Return the name of the file in a folder that holds the text: coverage, profilers and the
    debuggers of editors look into files only.

    The same text has the same file in every run, `loss_adjoint_5f0c2a91.py`.
    """
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    path = folder.resolve() / f"{name}_{digest}.py"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not path.exists():  # other processes may write it now
            part = path.with_suffix(f".{os.getpid()}")
            part.write_text(text.rstrip("\n") + "\n")
            part.replace(path)
    except OSError as error:
        raise WrongArgument(
            f"the emitted program cannot be written to `{path}`", None, f"{error}.",
            f"Let the environment variable {FOLDER} name a folder that can be written.",
        ) from None  # fmt: skip
    EMITTED_FILES.add(str(path))
    return str(path)


def modules_of(program: Program, names: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return the modules that the text of the program reads, by the names that it has for them."""
    return imported(imports_of(program, names))


def imported(lines: Iterable[str]) -> dict[str, Any]:
    """Return what import lines bind."""
    scope: dict[str, Any] = {}
    exec("\n".join(lines), scope)
    del scope["__builtins__"]
    return scope
