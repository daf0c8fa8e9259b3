"""Do the tests see a fault? Break a copy of the checkout on purpose, and run the tests there.

    python -m tests.mutate [--only WORD] [--list]

Exit status 1 if a mutation survives, if its text is not found exactly once, or if its tests do not
pass where nothing is broken or do not run at all.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.mutations import MUTATIONS

ROOT = Path(__file__).parents[1]
LEFT_OUT = shutil.ignore_patterns(
    ".git", "__pycache__", ".*_cache", ".hypothesis", ".venv*", "build", "dist", "*.egg-info"
)
LIMIT = 600.0  # seconds; a mutation that makes the tests run on for ever is seen, too
PASSED, FAILED = 0, 1


def run_tests(tree, tests):
    """Return pytest's exit status in a copy of the checkout, and the line that says most."""
    options = ["-x", "-q", "--no-header", "-p", "no:cacheprovider"]
    command = [sys.executable, "-B", "-m", "pytest", *options, *tests]
    # Every case has its turn; what is not asked for by these tests need not be loaded.
    always = {"S2SAD_ALL_TESTS": "1", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    environment = {**os.environ, **always, "PYTHONPATH": str(tree)}
    try:
        done = subprocess.run(
            command, cwd=tree, env=environment, capture_output=True, text=True, timeout=LIMIT
        )
    except subprocess.TimeoutExpired:
        return FAILED, f"no end within {LIMIT:.0f} s"
    lines = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
    telling = [line for line in lines if line.startswith(("FAILED", "ERROR"))] or lines[-1:]
    return done.returncode, telling[0] if telling else ""


def verdict(tree, mutation):
    """Return 'killed', or what is wrong, and a line of detail."""
    path = tree / mutation.file
    if not path.is_file():
        return "NOT FOUND", f"there is no {mutation.file}"
    text = path.read_text()
    if text.count(mutation.old) != 1:
        return "NOT FOUND", f"{mutation.file} holds the text {text.count(mutation.old)} times"
    mutant = text.replace(mutation.old, mutation.new)
    try:
        compile(mutant, mutation.file, "exec")
    except SyntaxError as error:
        return "BROKEN", f"what it writes is not Python: {error}"
    path.write_text(mutant)
    try:
        status, line = run_tests(tree, mutation.tests)
    finally:
        path.write_text(text)
    names = {PASSED: "SURVIVED", FAILED: "killed"}
    return names.get(status, "BROKEN"), line


def sound(tree, mutations):
    """Return each set of tests that the mutations name -> what is wrong with it unbroken, or ''."""
    found = {}
    for tests in dict.fromkeys(m.tests for m in mutations):
        status, line = run_tests(tree, tests)
        found[tests] = "" if status == PASSED else line
    return found


def check(mutations, root=ROOT):
    """Print a line for each mutation; return how many were not killed."""
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        shutil.copytree(root, tree, ignore=LEFT_OUT)
        complaints = sound(tree, mutations)
        for mutation in mutations:
            start = time.perf_counter()
            if complaints[mutation.tests]:
                result, detail = "UNSOUND", f"unbroken: {complaints[mutation.tests]}"
            else:
                result, detail = verdict(tree, mutation)
            bad += result != "killed"
            took = time.perf_counter() - start
            print(f"{result:9} {mutation.name}  ({took:.1f} s; {detail})", flush=True)
    print(f"{len(mutations) - bad} of {len(mutations)} mutations killed")
    return bad


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", metavar="WORD", default="", help="mutations named so")
    parser.add_argument("--list", action="store_true", help="print their names and stop")
    options = parser.parse_args(arguments)
    chosen = [m for m in MUTATIONS if options.only in m.name]
    if options.list:
        print(*(f"{m.file}: {m.name}" for m in chosen), sep="\n")
        return 0
    return 1 if not chosen or check(chosen) else 0


if __name__ == "__main__":
    sys.exit(main())
