"""The rooms in the table of docs/design.md: who imports whom, how long and wide a file may be."""

import ast
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TABLE = re.compile(r"^\| ((?:`[a-z_]+(?:/|\.py)`(?:, )?)+) \|", re.MULTILINE)
PAGE = (ROOT / "docs" / "design.md").read_text()
ROOMS = (*re.findall(r"[a-z_]+(?=/|\.py)", " ".join(TABLE.findall(PAGE))), "__init__", "__main__")
ONLY_IN = {"astor": {"codegen"}, "gast": {"frontend", "codegen"}}
MODULES = sorted((ROOT / "s2sad").rglob("*.py"))
FILES = sorted(
    path
    for folder in ("s2sad", "tests", "examples", "benchmarks")
    for path in (ROOT / folder).rglob("*.py")
)


def in_folders(paths):
    """Let a test of a file run once for each folder, on all files of it."""
    folders = {}
    for path in paths:
        folders.setdefault(path.parent, []).append(path)

    def decorated(check):
        def test(folder):
            for path in folders[folder]:
                check(path)

        test.__name__, test.__doc__ = check.__name__, check.__doc__
        ids = [str(folder.relative_to(ROOT)) for folder in folders]
        return pytest.mark.parametrize("folder", list(folders), ids=ids)(test)

    return decorated


def room_of(part):
    """Return the room of a folder or file of s2sad; `testing_trees.py` is of the room testing."""
    name = part.removesuffix(".py")
    return name if name in ROOMS else name.split("_")[0]


def imports(tree, package):
    """Return the dotted names that a module imports, wherever in it; `package` is its folder's."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            module = [*above, *([node.module] if node.module else [])]
            found.update(".".join([*module, alias.name]) for alias in node.names)
    return found


def imports_of(path):
    return imports(ast.parse(path.read_text()), path.relative_to(ROOT).parent.parts)


def misplaced(room, imported):
    """Return why a room may not import a dotted name, or None."""
    top, *rest = imported.split(".")
    if top == "s2sad":
        other = room_of(rest[0]) if rest and room_of(rest[0]) in ROOMS else "__init__"
        late = ROOMS.index(other) > ROOMS.index(room)
        return f"{room} imports {other}, which is below it" if late else None
    if top in ONLY_IN and room not in ONLY_IN[top]:
        return f"{room} imports {top}"
    if room == "runtime" and top != "numpy" and top not in sys.stdlib_module_names:
        return f"runtime imports {top}"
    return None


@in_folders(MODULES)
def test_a_room_imports_only_rooms_above_it(path):
    room = room_of(path.relative_to(ROOT / "s2sad").parts[0])
    assert room in ROOMS, f"{path}: {room} is no room of docs/design.md"
    reasons = [misplaced(room, imported) for imported in sorted(imports_of(path))]
    assert [r for r in reasons if r] == [], path


@pytest.mark.parametrize(
    ("room", "source", "allowed"),
    [
        ("transform", "from ..ir.nodes import Name", True),
        ("transform", "from . import fold", True),
        ("transform", "from ..codegen import emit", False),
        ("transform", "def f():\n    from ..codegen import emit", False),
        ("transform", "from .. import codegen", False),
        ("transform", "import s2sad.codegen.text", False),
        ("ir", "from s2sad import api", False),
        ("ir", "from s2sad import grad", False),
        ("runtime", "import numpy as np\nimport math", True),
        ("runtime", "import scipy.special", False),
        ("runtime", "from ..ir import nodes", False),
        ("codegen", "import astor, gast", True),
        ("frontend", "import gast", True),
        ("frontend", "import astor", False),
        ("analysis", "import gast", False),
        ("cli", "from .api import grad", True),
        ("api", "from .cli import main", False),
    ],
)
def test_the_check_of_imports_sees_each_form(room, source, allowed):
    package = ("s2sad",) if room in ("cli", "api") else ("s2sad", room)
    reasons = {misplaced(room, imported) for imported in imports(ast.parse(source), package)}
    assert (reasons == {None}) == allowed


def test_the_table_of_the_design_page_has_the_rooms_in_their_order():
    fixed = ["errors", "runtime", "ir", "rules", "frontend", "analysis", "transform", "codegen"]
    users = ["pipeline", "api", "testing", "cli"]
    assert [room for room in ROOMS if room in fixed + users] == fixed + users
    assert ROOMS[:8] == tuple(fixed)
    assert len(set(ROOMS)) == len(ROOMS)


LISTS = {"test_found.py"}  # a list of programs, each short


@in_folders(FILES)
def test_a_file_has_at_most_400_lines_of_100_columns(path):
    lines = path.read_text().splitlines()
    limit = 600 if path.parts[0] == "tests" or "tests" in path.parts else 400
    assert len(lines) <= limit or path.name in LISTS, path
    assert [i for i, line in enumerate(lines, 1) if len(line) > 100] == [], path


@in_folders(MODULES)
def test_a_module_and_its_public_functions_have_docstrings(path):
    tree = ast.parse(path.read_text())
    if path.name != "__main__.py":
        assert (ast.get_docstring(tree) or "").strip(". "), f"{path} says nothing of itself"
    silent = [
        node.name
        for node in tree.body
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert silent == [], path
