"""Thorough: what is checked of every case in long runs, and of every third one by default.

A derivative's own derivatives take three times as long to make as the derivative, and cases that
stand in one list are alike. So are the whole adjoint and the two halves of a pullback. Which of the
cases have their turn is told by the name of the test, and so the same in every run; where the
variable S2SAD_ALL_TESTS is set, all have (docs/developing.md).
"""

import os
import zlib

import numpy as np

from s2sad import testing
from s2sad.testing_calls import quietly
from s2sad.testing_trees import duplicate, map_floats

ALL = bool(os.environ.get("S2SAD_ALL_TESTS"))
EVERY = 3
WHOLE = ("tests/test_testing", "tests/test_pullbacks", "tests/test_hunt")  # about what is checked


def has_its_turn():
    """Return whether the running test is the one of three that looks at more."""
    name = os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" ")[0]
    return ALL or zlib.crc32(name.encode()) % EVERY == 0


def order_in_turn():
    """Return the order up to which the running test checks derivatives: 2 in one of three, or 1."""
    return 2 if has_its_turn() else 1


def in_turn(cases, every=EVERY):
    """Return every third of the cases, or all of them."""
    cases = list(cases)
    return cases if ALL else cases[::every]


def with_pullbacks_in_turn(check):
    """Return the reverse part of `check_grads` with a pullback in one test of three.

    A pullback is two programs, a third of what a test of a function makes. The other tests look at
    the gradient of a function to a number by `value_and_grad` alone.
    """
    def of(problem, api):
        if has_its_turn() or not testing._is_real_scalar(problem.value) or _is_about_pullbacks():
            return check(problem, api)
        return _of_gradients(problem, api)

    return of


def _is_about_pullbacks():
    return os.environ.get("PYTEST_CURRENT_TEST", "").startswith(WHOLE)


def _of_gradients(problem, api):
    args = duplicate(problem.args)
    both = api.value_and_grad(problem.f, wrt=problem.wrt)
    (value, found), printed = quietly(lambda: both(*args))
    testing._check_effects(problem, "value_and_grad", value, printed, args)
    testing._check_gradients(problem, "value_and_grad", found, args, [value])
    gradients = [map_floats(lambda g: np.asarray(problem.cotangent) * g, tree) for tree in found]
    testing._check_slopes(problem, gradients)
    return tuple(gradients)
