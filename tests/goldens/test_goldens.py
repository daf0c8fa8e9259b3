"""The golden programs keep their texts, and their derivatives are right, twice over."""

import hashlib
import itertools
import os
import subprocess
import sys
from pathlib import Path

import pytest

from s2sad.testing import check_grads
from tests.thorough import in_turn, order_in_turn

from .catalogue import GOLDENS
from .golden import TEXTS, text_of

ROOT = Path(__file__).parents[2]
POINTS = [
    pytest.param(golden, k, id=f"{golden.name}-{k}")
    for golden in GOLDENS
    for k in range(len(golden.points))
]
DIGEST = """
import hashlib
from tests.goldens.catalogue import GOLDENS
from tests.goldens.golden import text_of
print(hashlib.sha256("".join(map(text_of, GOLDENS)).encode()).hexdigest())
"""

each = pytest.mark.parametrize("golden", GOLDENS, ids=lambda golden: golden.name)


def test_names_differ_and_every_text_has_a_program():
    names = [golden.name for golden in GOLDENS]
    assert len(set(names)) == len(names) >= 30
    assert {path.stem for path in TEXTS.glob("*.txt")} == set(names)


@each
def test_the_texts_are_as_they_were_read(golden):
    assert text_of(golden) == golden.path.read_text()


@each
def test_points_of_one_kind_have_one_text(golden):
    """An axis of size one broadcasts only against a longer one; nothing else asks for the sizes."""
    texts = {text_of(golden, k) for k in range(len(golden.points))}
    assert len(texts) == (2 if golden.name == "broadcast_one" else 1)


@pytest.mark.parametrize(("golden", "k"), POINTS)
def test_derivatives_are_right(golden, k):
    check_grads(golden.f, *golden.points[k], wrt=golden.wrt)


@pytest.mark.parametrize(("golden", "k"), POINTS)
def test_derivatives_of_derivatives_are_right(golden, k):
    """Forward and reverse over forward, forward and reverse over reverse."""
    check_grads(golden.f, *golden.points[k], wrt=golden.wrt, order=order_in_turn())


THIRD = in_turn(zip(GOLDENS, itertools.cycle(["fwd", "rev"])))  # one mode for each program


@pytest.mark.parametrize("golden, mode", THIRD, ids=lambda value: getattr(value, "name", value))
def test_third_derivatives_are_right(golden, mode):
    """The program of the program of the program, each checked against differences."""
    check_grads(golden.f, *golden.points[0], wrt=golden.wrt, order=3, modes=(mode,))


@pytest.mark.parametrize("name", ["while_in_for", "starts_at_zero", "heat", "swap_in_a_loop"])
def test_third_derivatives_in_every_order_of_the_modes(name):
    golden = next(golden for golden in GOLDENS if golden.name == name)
    check_grads(golden.f, *golden.points[0], wrt=golden.wrt, order=3)


def test_texts_do_not_depend_on_the_order_of_sets():
    """Which is another one here and in a process with a seed of its own."""
    environment = {**os.environ, "PYTHONHASHSEED": "4242", "PYTHONPATH": str(ROOT)}
    found = subprocess.run(
        [sys.executable, "-c", DIGEST],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    here = hashlib.sha256("".join(map(text_of, GOLDENS)).encode())
    assert found.strip() == here.hexdigest()
