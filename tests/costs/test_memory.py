"""In place and in loops: the reverse sweep does work of order n, and holds what was saved.

Counted on every line of an adjoint program, at n and at 2 n: the work, the numbers on the lists
that record, and those in adjoints. There is one adjoint for each array that is written, however
often, and for each argument; all other memory is the program's own.
"""

from __future__ import annotations

import math

import numpy as np
import pytest

from benchmarks.programs import in_place, loops
from benchmarks.programs import gmm as mixture
from benchmarks.programs import lstm as network
from benchmarks.programs.ba import arguments as observations
from s2sad import runtime as rt
from s2sad.api import Differentiable, emitted_programs
from tests.thorough import ALL

from .counting import work_of
from .memory import held_by

SCOPE = {"math": math, "rt": rt, "np": np}
MOST = 2.2  # of twice the size


def nonlinear_steps(u, steps):
    u = u.copy()
    for _ in range(steps):
        u[1:-1] += 0.1 * u[1:-1] * (u[2:] - 2.0 * u[1:-1] + u[:-2])
    return np.sum(u)


def sweeps(u, steps):
    u = u.copy()
    for _ in range(steps):
        for i in range(1, len(u) - 1):
            u[i] = 0.5 * u[i] * (u[i - 1] + u[i + 1])
    return np.sum(u**2)


def rewritten(u, steps):
    y, s = np.zeros(len(u)), 0.0
    for k in range(steps):
        for i in range(len(u)):
            y[i] = math.sin(u[i] * (k + 1))
        for i in range(1, len(u)):
            y[i] = y[i] * y[i - 1]
            s += y[i]
    return s


def points(n, steps):
    return np.linspace(0.3, 1.1, n), steps


CASES = {  # function, wrt, arguments of a size
    "steps of an array, by length": (nonlinear_steps, ("u",), lambda n: points(n, 4)),
    "steps of an array, by steps": (nonlinear_steps, ("u",), lambda n: points(30, n)),
    "sweeps of cells, by length": (sweeps, ("u",), lambda n: points(n, 3)),
    "sweeps of cells, by steps": (sweeps, ("u",), lambda n: points(12, n)),
    "cells written again": (rewritten, ("u",), lambda n: points(n, 3)),
    "gmm in place": (in_place.gmm, ("means",), lambda n: mixture.arguments(n, 2, 3)),
    "ba in place": (in_place.ba, ("cameras",), observations),
    "lstm in place": (in_place.lstm, ("gates",), lambda n: network.arguments(1, n, 3)),
    "gmm loops": (loops.gmm, ("means",), lambda n: loops.without_places(n, 2, 2)),
    "ba loops": (loops.ba, ("cameras",), observations),
    "lstm loops": (loops.lstm, ("gates",), lambda n: network.arguments(1, n, 3)),
}
LONG = ("lstm loops", "gmm loops", "lstm in place")  # which have their turn in long runs
each = pytest.mark.parametrize("name", [n for n in CASES if ALL or n not in LONG])
SIZES = (16, 32)


def runs(name):
    """Yield the adjoint program's text, its function and its arguments at both sizes."""
    f, wrt, arguments = CASES[name]
    for n in SIZES:
        args = arguments(n)
        value = f(*args)
        seed = np.ones_like(value) if isinstance(value, np.ndarray) else 1.0
        text = str(Differentiable(f, wrt).text("adjoint", *args))
        made = emitted_programs(f, *args, wrt=wrt)
        yield text, made["adjoint"], (*args, seed), made["primal"], args


@each
def test_an_adjoint_is_of_the_order_of_its_program(name):
    """In its work and in what it saves, in its adjoints, and in what else it holds.

    There is one adjoint for each array of the program; the rest is what the program holds itself,
    beside a seed and what one trip of a loop reads again.
    """
    work, saved = [], []
    for text, adjoint, args, primal, given in runs(name):
        work.append(work_of(text, SCOPE, *args)[0])
        held, most = held_by(adjoint, args), held_by(primal, given)
        saved.append(held.saved)
        largest = max([np.size(a) for a in args])
        assert held.adjoints <= most.rest + most.adjoints + 60
        assert held.rest <= 2 * (most.rest + most.adjoints) + largest + 60
    assert work[1] / work[0] < MOST
    assert saved[1] <= MOST * saved[0]


def shadows_for_each_trip(u, steps):
    kept = []
    for _ in range(steps):
        gu = np.zeros_like(u)
        gu += u
        kept.append(gu)
    gall = kept
    return gall


def test_a_shadow_for_each_trip_is_seen():
    small, large = [held_by(shadows_for_each_trip, points(30, n)) for n in SIZES]
    assert large.rest > 1.8 * small.rest
