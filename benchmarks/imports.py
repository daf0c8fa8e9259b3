"""What `import s2sad` takes beyond NumPy, in fresh interpreters."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from .table import Cell, table
from .timing import Effort

ROOT = Path(__file__).parents[1]
CODE = """
import time
start = time.perf_counter()
import numpy
first = time.perf_counter()
import gast, astor
second = time.perf_counter()
import s2sad
print(first - start, second - first, time.perf_counter() - second)
"""
PARTS = ("numpy", "gast and astor", "s2sad after them")


def report(effort: Effort, only: str = "", quick: bool = False) -> str:
    """Return the table: the least over several interpreters, one after the other."""
    runs = [_seconds() for _ in range(min(effort.turns, 10))]
    least = [min(run[k] for run in runs) for k in range(len(PARTS))]
    names = [*PARTS, "s2sad beyond numpy"]
    seconds = [*least, min(run[1] + run[2] for run in runs)]
    rows: list[list[Cell]] = [
        [name, 1e3 * t, t / least[0]] for name, t in zip(names, seconds) if only in name
    ]
    return table(["import", "ms", "of numpy's"], rows)


def _seconds() -> list[float]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # as users do, import what is compiled
    command = [sys.executable, "-c", CODE]
    printed = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    ).stdout
    return [float(word) for word in printed.split()]
