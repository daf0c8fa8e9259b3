"""docs/command_line.md: its files are written, its commands run, and what they print compared.

    python -m tests.cli.page      rewrites what the commands print

A block that opens with ```python not run and begins with a comment `# model.py` is that file; each
line of a block that opens with ```sh is a command, and a ```text after it is what they print.
"""

import contextlib
import io
import os
import shlex
import sys
import tempfile
from pathlib import Path

from s2sad.cli import main as s2sad
from tests.pages import ROOT, blocks_of

PAGE = ROOT / "docs" / "command_line.md"


@contextlib.contextmanager
def working_in(folder):
    """Work in a folder for a while; Python's path and modules are afterwards as they were."""
    before, path, modules = os.getcwd(), list(sys.path), set(sys.modules)
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
        sys.path[:] = path
        for name in set(sys.modules) - modules:
            if str(getattr(sys.modules[name], "__file__", "")).startswith(os.path.realpath(folder)):
                del sys.modules[name]


def printed(line):
    """Return what a command prints, errors included, and its status if it is not 0."""
    program, *arguments = shlex.split(line, comments=True)
    assert program == "s2sad", line
    stream = io.StringIO()
    with contextlib.redirect_stdout(stream), contextlib.redirect_stderr(stream):
        status = s2sad(arguments)
    lines = [text.rstrip() for text in stream.getvalue().splitlines()]
    return [*lines, *([f"(exit status {status})"] if status else [])]


def updated(text):
    """Return the text of the page with the outputs as they are printed."""
    lines = text.splitlines()
    blocks = blocks_of(lines)
    changes = []
    with tempfile.TemporaryDirectory() as folder, working_in(folder):
        for block, following in zip(blocks, [*blocks[1:], None]):
            first = block.lines[0] if block.lines else ""
            if block.info == "python not run" and first.startswith("# "):
                Path(first.removeprefix("# ")).write_text("\n".join(block.lines[1:]) + "\n")
            if block.info != "sh" or following is None or following.info != "text":
                continue
            output = [part for line in block.lines for part in printed(line)]
            changes.append((following, output))
    for block, output in reversed(changes):
        lines[block.start : block.end] = output
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(updated(PAGE.read_text()))
