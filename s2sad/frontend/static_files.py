"""Static files: which file, or which library, an import of a file means; nothing is imported.

A file of the user's is found on disk: beside the file that imports it, or under the folder that
holds its outermost package. NumPy, SciPy (where it is installed) and math are libraries that s2sad
may import; of other libraries nothing is known.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType

LIBRARIES = ("numpy", "math", "s2sad")
OURS = Path(__file__).parents[1].resolve()


def root_of_package(path: Path) -> Path:
    """Return the folder from which a file's modules are named: above its outermost package."""
    folder = path.parent
    while (folder / "__init__.py").is_file() and folder != folder.parent:
        folder = folder.parent
    return folder


def module_name(path: Path) -> str:
    """Return the name that a file has when it is imported: `package.module`."""
    parts = list(path.relative_to(root_of_package(path)).with_suffix("").parts)
    if parts[-1] == "__init__" and len(parts) > 1:
        parts.pop()
    return ".".join(parts)


def file_of(folder: Path, dotted: str) -> Path | None:
    """Return the file of a module, or of a package, that is named from a folder."""
    place = folder.joinpath(*dotted.split(".")) if dotted else folder
    for found in (place / "__init__.py", place.with_suffix(".py") if dotted else place):
        if found.is_file():
            return found
    return None


def is_here(folder: Path, top: str) -> bool:
    """Return whether a folder holds something that Python would import by a name."""
    if (folder / top).resolve() == OURS:
        return False
    if (folder / f"{top}.py").is_file() or (folder / top / "__init__.py").is_file():
        return True
    return any(folder.glob(f"{top}.*.so")) or any(folder.glob(f"{top}.*.pyd"))


def library(dotted: str) -> ModuleType | None:
    """Return a library that s2sad may look at, or None: NumPy, SciPy, math, what it has loaded."""
    top = dotted.split(".")[0]
    if top in ("numpy", "scipy"):
        try:
            return importlib.import_module(dotted)
        except ImportError:
            return None
    is_standard = top in sys.stdlib_module_names and top != "__main__"
    return sys.modules.get(dotted) if is_standard or top in LIBRARIES else None
