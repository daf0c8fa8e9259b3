"""Thorough: what is checked of every case in long runs, and of every third one by default.

A derivative's own derivatives take three times as long to make as the derivative, and cases that
stand in one list are alike. Which of them have their turn is told by the name of the test, and so
the same in every run; where the variable S2SAD_ALL_TESTS is set, all have (docs/developing.md).
"""

import os
import zlib

ALL = bool(os.environ.get("S2SAD_ALL_TESTS"))
EVERY = 3


def order_in_turn():
    """Return the order up to which the running test checks derivatives: 2 in one of three, or 1."""
    name = os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" ")[0]
    return 2 if ALL or zlib.crc32(name.encode()) % EVERY == 0 else 1


def in_turn(cases, every=EVERY):
    """Return every third of the cases, or all of them."""
    cases = list(cases)
    return cases if ALL else cases[::every]
