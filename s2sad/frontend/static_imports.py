"""Static imports: what the imports of a file bind, without importing anything of the user's."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

from .static_files import file_of, is_here, library, root_of_package


def imported(module: Any, name: str, statement: ast.Import | ast.ImportFrom) -> Any:
    """Return what a name that an import binds is, or refuse."""
    for alias in statement.names:
        if (alias.asname or alias.name).split(".")[0] != name:
            continue
        if isinstance(statement, ast.ImportFrom):
            return _from(module, statement, alias.name)
        whole = _module(module, alias.name, statement)
        return whole if alias.asname else _module(module, name, statement)
    raise module.refusal(name, statement, "It is not among the names of the import.")


def _from(module: Any, statement: ast.ImportFrom, name: str) -> Any:
    if statement.level:
        owner: Any = _beside(module, statement)
    else:
        owner = _module(module, str(statement.module), statement)
    try:
        return getattr(owner, name)
    except AttributeError:
        why = f"`{statement.module or '.'}` has no `{name}` that can be seen."
        raise module.refusal(name, statement, why) from None


def _beside(module: Any, statement: ast.ImportFrom) -> Any:
    """Return the module that `from .helpers import g` names, or refuse."""
    folder = module.path.parent
    for _ in range(statement.level - 1):
        folder = folder.parent
    path = file_of(folder, statement.module or "")
    if path is not None:
        return module.beside(path)
    if not statement.module:
        return _Folder(folder, module)
    why = f"There is no file for it in {folder}."
    raise module.refusal(statement.module, statement, why)


def _module(module: Any, dotted: str, statement: ast.stmt) -> Any:
    """Return the module that an absolute import names: a file of the user's, or a library."""
    top = dotted.split(".")[0]
    folders = dict.fromkeys([root_of_package(module.path), module.path.parent])
    here = [folder for folder in folders if is_here(folder, top)]
    known = library(dotted)
    if here and known is not None or len(here) > 1:
        why = f"There is a `{top}` in {here[0]}, and another one; the path of Python decides."
        raise module.refusal(dotted, statement, why)
    if known is not None:
        return known
    path = file_of(here[0], dotted) if here else None
    if path is None:
        why = f"`{dotted}` is not beside the file; of libraries NumPy, SciPy and math are known."
        raise module.refusal(dotted, statement, why)
    return module.beside(path)


class _Folder:
    """A folder without `__init__.py`, of which `from . import helpers` names files."""

    def __init__(self, folder: Path, module: Any) -> None:
        self.folder, self.module = folder, module

    def __getattr__(self, name: str) -> Any:
        path = file_of(self.folder, name)
        if path is None:
            raise AttributeError(name)
        return self.module.beside(path)
