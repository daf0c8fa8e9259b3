"""Pages of documentation: running the code blocks of a Markdown page, in order, as one program.

A block that opens with ```python is run; all blocks of a page share their names. What it prints
must stand in the block after it, which opens with ```text or with ```python output (the same,
coloured as Python). A block that ends in an exception needs ```text raises, and `Class: message` as
its last lines. A block that opens with anything else (```sh, ```python not run) is only shown. In
messages the second block of a page that is run is the file `block2.py`.
"""

import contextlib
import io
import linecache
import re
import sys
import types
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
FENCE = re.compile(r"^(`{3,})(.*)$")
OUTPUTS = ("text", "python output", "text raises")


@dataclass(frozen=True)
class Block:
    """A fenced block: what it opens with, its lines, and the number of its first line, from 0."""

    info: str
    lines: tuple[str, ...]
    start: int

    @property
    def end(self):
        return self.start + len(self.lines)


@dataclass(frozen=True)
class Mismatch:
    """A block whose output is not what the page says; `shown` is None where the page shows none."""

    code: Block
    shown: Block | None
    printed: tuple[str, ...]
    raised: bool


def pages():
    """Return the pages whose blocks are run, as paths relative to the root."""
    found = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    return [str(path.relative_to(ROOT)) for path in found if path.exists()]


def blocks_of(lines):
    """Return the fenced blocks of a page."""
    found, opened = [], None
    for number, line in enumerate(lines):
        fence = FENCE.match(line)
        if opened is None and fence:
            opened = (fence[1], fence[2].strip(), number + 1)
        elif opened and fence and fence[1] == opened[0] and not fence[2]:
            found.append(Block(opened[1], tuple(lines[opened[2] : number]), opened[2]))
            opened = None
    assert opened is None, f"a block that opens at line {opened and opened[2]} is never closed"
    return found


def output_of(code, following, lines):
    """Return the block that shows the output of a code block, or None."""
    if following is None or following.info not in OUTPUTS:
        return None
    between = lines[code.end + 1 : following.start - 1]
    return None if any(line.strip() for line in between) else following


def run_block(name, block, module):
    """Run a block as a file of this name; return the lines printed, and whether it raised."""
    source = "\n".join(block.lines) + "\n"
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    printed, raised = io.StringIO(), False
    with contextlib.redirect_stdout(printed):
        try:
            exec(compile(source, name, "exec"), module.__dict__)
        except Exception as error:
            raised = True
            print(f"{type(error).__name__}: {error}")
    lines = [line.rstrip() for line in printed.getvalue().splitlines()]
    return tuple(lines), raised


def run_page(page, text):
    """Run the blocks of a page, and return where what is printed is not what is shown."""
    lines = text.splitlines()
    blocks = blocks_of(lines)
    module = types.ModuleType("page_" + re.sub(r"\W", "_", page))
    sys.modules[module.__name__] = module
    found, names = [], []
    try:
        for block, following in zip(blocks, [*blocks[1:], None]):
            if block.info != "python":
                continue
            names.append(f"block{len(names) + 1}.py")
            printed, raised = run_block(names[-1], block, module)
            shown = output_of(block, following, lines)
            as_shown = printed == (shown.lines if shown else ())
            if not as_shown or raised != bool(shown and shown.info == "text raises"):
                found.append(Mismatch(block, shown, printed, raised))
    finally:
        for name in names:
            del linecache.cache[name]
        del sys.modules[module.__name__]
    return found
