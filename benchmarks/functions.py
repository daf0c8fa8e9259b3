"""Emitted derivatives of single functions against a line of NumPy by hand.

The aim is 1.1 times the time of the line at 10**6 elements; rows above 1.2 are marked. Where
autograd is installed, its gradient is timed too.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from s2sad.api import emitted_programs

from .peers import installed, rebound
from .programs.functions import ROWS, Row
from .table import Cell, table
from .timing import Effort, fastest

AIM, MARKED = 1.1, 1.2
SMALL, LARGE = 10, 10**6


def report(effort: Effort, only: str = "", quick: bool = False) -> str:
    """Return the table; `quick` leaves out the large arguments and autograd."""
    chosen = [row for row in ROWS if only in row.call]
    has_autograd = not quick and "autograd" in installed()
    heads = ["function", "elements", "tangent by hand us", "emitted / hand", ""]
    heads += ["adjoint by hand us", "emitted / hand", ""]
    heads += ["autograd / emitted"] if has_autograd else []
    sizes = (SMALL,) if quick else (SMALL, LARGE)
    rows = [cells(row, size, effort, has_autograd) for row in chosen for size in sizes]
    last = [line for line in rows if line[1] == f"{sizes[-1]}"]
    within = [sum(float(line[k] or 0.0) <= AIM for line in last) for k in (3, 6)]
    summary = (
        f"at {sizes[-1]} elements: {within[0]} of {len(last)} tangents and {within[1]} adjoints"
        f" within {AIM} times the line by hand"
    )
    return f"{table(heads, rows)}\n\n{summary}"


def cells(row: Row, size: int, effort: Effort, has_autograd: bool) -> list[Cell]:
    """Measure one function at one size: all that run it take turns."""
    calls = runs(row, size)
    found: list[Cell] = [row.call, f"{size}"]
    for mode in ("tangent", "adjoint"):
        given = {"hand": calls[f"{mode} by hand"], "emitted": calls[mode]}
        if mode == "adjoint" and has_autograd:
            given["autograd"] = autograd_run(row, size)
        least = fastest(given, effort)
        ratio = least["emitted"] / least["hand"]
        found += [least["hand"] * 1e6, ratio, "<" if ratio > MARKED else ""]
    return [*found, least["autograd"] / least["emitted"]] if has_autograd else found


def runs(row: Row, size: int) -> dict[str, Callable[[], Any]]:
    """Return calls of the emitted tangent and adjoint, and of those by hand."""
    operands = row.arguments(size)
    args = list(operands.values())
    emitted = emitted_programs(row.function, *args, wrt=row.varying)
    along, seed = tangents(row, size), seed_of(row, size)
    return {
        "tangent": partial(emitted["tangent"], *args, *along),
        "adjoint": partial(emitted["adjoint"], *args, seed),
        "tangent by hand": partial(row.by_hand["tangent"], *args, *along),
        "adjoint by hand": partial(row.by_hand["adjoint"], *args, seed),
    }


def tangents(row: Row, size: int) -> list[Any]:
    """Return a direction for each operand that varies."""
    rng = np.random.default_rng(3)
    operands = row.arguments(size)
    return [rng.normal(size=np.shape(operands[name])) for name in row.varying]


def seed_of(row: Row, size: int) -> Any:
    """Return an adjoint of the result."""
    shape = np.shape(row.function(*row.arguments(size).values()))
    return np.random.default_rng(4).normal(size=shape) if shape else 1.5


def autograd_run(row: Row, size: int) -> Callable[[], Any]:
    """Return a call of autograd that computes the value and the gradients."""
    autograd, numpy = (importlib.import_module(n) for n in ("autograd", "autograd.numpy"))
    f, seed, args = rebound(row.function, numpy), seed_of(row, size), row.arguments(size).values()
    places = tuple(row.names.index(name) for name in row.varying)
    both = autograd.value_and_grad(lambda *values: numpy.sum(seed * f(*values)), places)
    return partial(both, *args)
