"""The house around the compiler: layout, import, and the commands that README.md promises."""

import fnmatch
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
EXPECTED = {
    ".ci", ".gitignore", "README.md", "benchmarks", "docs", "examples", "pyproject.toml",
    "s2sad", "tests",
}  # fmt: skip
ALLOWED = {".git", "LICENSE"}
IMPORT_TIME = """
import time, numpy
start = time.process_time()
import s2sad
print(time.process_time() - start)
"""


def python(*arguments):
    """Return what a fresh interpreter prints, with this checkout first on its path."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # as users do, import what is compiled
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    ).stdout


def commands_of_readme():
    block = re.search(r"^```sh\n(.*?)^```", (ROOT / "README.md").read_text(), re.M | re.S)
    return block[1].splitlines()


def test_importing_costs_less_than_half_a_second_beyond_numpy():
    assert min(float(python("-c", IMPORT_TIME)) for _ in range(5)) < 0.5


def test_importing_warns_of_nothing_and_prints_nothing():
    assert python("-W", "error", "-c", "import s2sad") == ""


def test_an_import_leaves_out_the_parts_of_numpy_that_numpy_leaves_out():
    parts = ("numpy.random", "numpy.polynomial", "numpy.fft", "scipy")
    code = f"import sys, numpy; found = sys.modules.keys() & {parts}; import s2sad; " \
        f"print(sys.modules.keys() & {parts} == found)"
    assert python("-c", code).strip() == "True"


def test_importing_leaves_optional_libraries_alone():
    optional = ("scipy", "numba", "matplotlib", "pytest", "hypothesis", "IPython")
    code = f"import sys, s2sad; print([m for m in {optional} if m in sys.modules])"
    assert python("-c", code) == "[]\n"


def test_the_top_level_of_the_repository_holds_what_it_should():
    ignored = [line.rstrip("/") for line in (ROOT / ".gitignore").read_text().split()]
    present = {
        path.name
        for path in ROOT.iterdir()
        if not any(fnmatch.fnmatch(path.name, pattern) for pattern in ignored)
    }
    assert present - ALLOWED == EXPECTED


def test_the_documentation_has_its_pages():
    pages = {path.name for path in (ROOT / "docs").glob("*.md")}
    assert {"design.md", "developing.md", "changes.md"} <= pages


def test_the_readme_opens_with_two_commands_that_install_and_run():
    lines = (ROOT / "README.md").read_text().splitlines()
    main_job, tests = commands_of_readme()
    assert lines.index(main_job) < 8
    assert main_job.startswith("pip install . && python examples/")
    assert (ROOT / main_job.split()[-1]).is_file()
    assert tests == "pip install '.[test]' && python -m pytest -n 2"


def test_ci_runs_the_commands_of_the_readme():
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert "set -euo pipefail" in script.read_text()
    listed = subprocess.run(
        [str(script), "--list"], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout
    assert listed.splitlines() == [*commands_of_readme(), "ruff check .", "mypy"]


def test_the_saved_digits_say_where_they_come_from():
    note = (ROOT / "examples" / "data" / "README.md").read_text()
    for word in ("MNIST", "LeCun", "Cortes", "Burges", "CC BY-SA 3.0"):
        assert word in note
