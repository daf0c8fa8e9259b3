"""Thorough: what is checked of every case in long runs, and of some by default.

A test that has many cases runs some of them by default, one of two or of four: compiling their
programs takes the time, and the default run is to stay under five minutes. The rules' formulas at
their points, and what was wrong once, run always. A derivative's own derivatives take three times
as long to make as the derivative, and cases that stand in one list are alike. So are the whole
adjoint and the two halves of a pullback. Which of the cases have their turn is told by the names of
the tests, and so the same in every run; where the variable S2SAD_ALL_TESTS is set, all have
(docs/developing.md).
"""

import itertools
import os
import zlib

import numpy as np

from s2sad import testing
from s2sad.testing_calls import quietly
from s2sad.testing_trees import duplicate, map_floats

ALL = bool(os.environ.get("S2SAD_ALL_TESTS"))
EVERY = 3
WHOLE = ("tests/test_testing", "tests/test_pullbacks", "tests/test_hunt")  # about what is checked

SHARES = {30: 4, 6: 2}  # of a test with so many cases, one of so many runs
ALWAYS = ("tests/found/", "tests/rules/test_rules_at_points.py", "tests/test_testing.py")


def thin(items):
    """Return the test items that run by default, and those that do not."""
    kept, left = [], []
    for _, cases in itertools.groupby(items, lambda item: item.nodeid.partition("[")[0]):
        cases = list(cases)
        every = next((every for many, every in SHARES.items() if len(cases) >= many), 1)
        if ALL or cases[0].nodeid.startswith(ALWAYS):
            every = 1
        for k, case in enumerate(cases):
            runs = k == 0 or zlib.crc32(case.nodeid.encode()) % every == 0
            (kept if runs else left).append(case)
    return kept, left


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
