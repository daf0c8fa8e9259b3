"""Passes tell statements apart by their identity: no statement object stands twice in a program."""

import contextlib

import numpy as np
import pytest

from s2sad.errors import Error
from s2sad.ir.nodes import Program
from s2sad.ir.walk import statements
from s2sad.pipeline import Source
from s2sad.transform.adjoint import driver
from tests.programs.corpus import CASES
from tests.test_corpus import REFUSED


@pytest.fixture
def seen(monkeypatch):
    """Gather the programs whose memory the adjoint's passes look at."""
    found: list[Program] = []
    storage = driver.storage

    def noting(program, *args):
        found.append(program)
        return storage(program, *args)

    monkeypatch.setattr(driver, "storage", noting)
    return found


def unrolled(x):
    y = x * x
    for w in (0.5, 1.5, 2.5):
        y = y * np.sin(w * x)
        x = x + w * y
    return y + x


def ended(x):
    try:
        if x > 0.0:
            return np.sin(x)
        total = x * x
    finally:
        print("done")
    return total


def squares_until_nine(x):
    while (y := x * x) < 9.0:
        x = x + 0.1 * y
    return y


def called_twice(x):
    return ended(x) * ended(x + 1.0) + squares_until_nine(x)


BY_HAND = (unrolled, ended, squares_until_nine, called_twice)
FOLLOWED = [case for case in CASES[::3] if case.name not in REFUSED]
ALL = [(f, (0.7,)) for f in BY_HAND] + [(case.f, case.args_list[0]) for case in FOLLOWED]


@pytest.mark.parametrize(("f", "args"), ALL, ids=[f.__name__ for f, _ in ALL])
def test_a_statement_stands_once_in_a_program(f, args, seen):
    source = Source(f)
    special = source.specialised(dict(zip(source.names, args)))
    with contextlib.suppress(Error):  # some are refused, after that
        special.adjoint((source.names[0],))
    assert seen
    for program in seen:
        found = statements(program.body)
        assert len({id(stmt) for stmt in found}) == len(found)
