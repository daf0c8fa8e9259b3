"""From source to compiled derivative: functions of 10, 50 and 200 lines, step by step."""

from __future__ import annotations

import gc
import itertools
import linecache
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from s2sad.api import grad
from s2sad.pipeline import Source

from .table import Cell, table
from .timing import Effort

LINES = (10, 50, 200)
STEPS = ("read", "kinds", "adjoint", "text")
_numbers = itertools.count(1)


def straight(lines: int) -> str:
    """Return a function of assignments, each of which reads the two before it."""
    body = ["    a0 = np.sin(x)", "    a1 = x * y"]
    for k in range(2, lines - 2):
        operation = ("a{0} * a{1}", "np.sin(a{0}) + a{1}", "a{0} - 0.5 * a{1} * y")[k % 3]
        body.append(f"    a{k} = " + operation.format(k - 1, k - 2))
    return "\n".join(["def f(x, y):", *body, f"    return a{lines - 3}", ""])


def looping(lines: int) -> str:
    """Return a function of blocks of five lines: a loop, and a branch inside it."""
    block = """    for i in range(3):
        if a > b:
            a = a * np.cos(b)
        else:
            b = b + 0.1 * a * a
"""
    head, tail = "def f(x, y):\n    a = np.sin(x)\n    b = x * y\n", "    return a * b\n"
    whole = head + block * ((lines - 4) // 5) + tail
    return whole.replace("    return", "    a = a + b\n" * ((lines - 4) % 5) + "    return")


def storing(lines: int) -> str:
    """Return a function of array statements, with stores into parts of an array."""
    body = ["    u = x * y", "    v = np.tanh(x)"]
    for k in range(lines - 4):
        body.append((
            "    u[1:] = u[1:] * v[:-1]", "    v = v + 0.1 * u", "    u[0] += np.sum(v)",
            "    v[:2] *= 0.5", "    u = np.sin(u) * v",
        )[k % 5])  # fmt: skip
    return "\n".join(["def f(x, y):", *body, "    return np.sum(u)", ""])


SHAPES: dict[str, tuple[Callable[[int], str], tuple[Any, ...]]] = {
    "straight": (straight, (0.7, 1.1)),
    "loops and branches": (looping, (0.7, 1.1)),
    "arrays and stores": (storing, (np.linspace(0.1, 0.6, 5), 1.1)),
}


def defined(text: str) -> Callable[..., Any]:
    """Return a new function `f` with this source."""
    file = f"<benchmark {next(_numbers)}>"
    linecache.cache[file] = (len(text), None, text.splitlines(True), file)
    scope: dict[str, Any] = {"np": np}
    exec(compile(text, file, "exec"), scope)
    function: Callable[..., Any] = scope["f"]
    return function


def report(effort: Effort, only: str = "", quick: bool = False) -> str:
    """Return the table: milliseconds of the first call, and how they grow with the length."""
    turns = max(1, min(effort.turns, 7) if not quick else 1)
    heads = ["function", "lines", "first call ms", "us a line", "of the shortest's"]
    heads += ["to compile()", *(f"{step} %" for step in STEPS)]
    rows: list[list[Cell]] = []
    for name, (make, args) in SHAPES.items():
        if only not in name:
            continue
        texts = [make(lines) for lines in (LINES[:2] if quick else LINES)]
        rows += _rows(name, texts, args, turns)
    return table(heads, rows)


def _rows(name: str, texts: list[str], args: tuple[Any, ...], turns: int) -> list[list[Cell]]:
    """Measure functions of one shape, in turns."""
    first_calls: list[list[float]] = [[] for _ in texts]
    steps: list[list[list[float]]] = [[] for _ in texts]
    plain: list[list[float]] = [[] for _ in texts]
    for _ in range(turns):
        for k, text in enumerate(texts):
            function, other = defined(text), defined(text)
            first_calls[k].append(_seconds(partial(grad(function), *args)))
            steps[k].append(_seconds_of_steps(other, args))
            plain[k].append(_seconds(partial(compile, text, "<plain>", "exec")))
    rows: list[list[Cell]] = []
    shortest = 0.0
    for k, text in enumerate(texts):
        lines, least = len(text.splitlines()), min(first_calls[k])
        shortest = shortest or least / lines
        best = [min(column) for column in zip(*steps[k])]
        shares = [100.0 * part / sum(best) for part in best]
        rows.append([
            name, f"{lines}", 1e3 * least, 1e6 * least / lines, least / lines / shortest,
            least / min(plain[k]), *shares,
        ])  # fmt: skip
    return rows


def _seconds_of_steps(function: Callable[..., Any], args: tuple[Any, ...]) -> list[float]:
    """Return what each step takes, in the order of STEPS."""
    times = [time.perf_counter()]
    source = Source(function)
    times.append(time.perf_counter())
    special = source.specialised(dict(zip(source.names, args)))
    times.append(time.perf_counter())
    special.adjoint_form(("x",))
    times.append(time.perf_counter())
    special.gradient(("x",))
    times.append(time.perf_counter())
    return [after - before for before, after in zip(times, times[1:])]


def _seconds(call: Callable[[], Any]) -> float:
    gc.collect()
    start = time.perf_counter()
    call()
    return time.perf_counter() - start
