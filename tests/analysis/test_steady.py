"""Items of lists that stay are taken again in the reverse sweep; others are kept on lists."""

import numpy as np
import pytest

from s2sad import differentiate
from s2sad.analysis.steady import steady_items
from s2sad.api import source_of
from s2sad.testing import check_grads
from tests.thorough import order_in_turn

X = np.array([0.4, 0.9, 1.3])


def filled_before(x, n):
    rows = []
    for k in range(n):
        rows.append(x * (k + 1))
    total = 0.0
    for i in range(n):
        for j in range(i):
            a = rows[i]
            a += rows[j] * np.sum(a)
            total += np.sum(a * rows[j])
    return total


def rotated(x, n):
    rows = [x * 1.0, x * x, x + 1.0]
    total = 0.0
    for i in range(n):
        a = rows[i % 2]
        a += rows[2] * total
        total += np.sum(a * a)
        rows.append(rows.pop(0))
    return total


def exchanged(x, n):
    rows = [x * 1.0, x * x]
    total = 0.0
    for i in range(n):
        a = rows[i % 2]
        a += x * total
        total += np.sum(a * a)
        rows[(i + 1) % 2] = x * total
    return total


def exchanged_first(x, n):
    rows = [x * 1.0, x * x]
    total = 0.0
    for i in range(n):
        rows[i % 2] = x * (total + 1.0)
        a = rows[0]
        a += x * total
        total += np.sum(a * a)
    return total


def changed_below(x, n):
    rows = [x * 1.0, x * x]
    total = 0.0
    for i in range(n):
        a = rows[i % 2]
        a += x * total
        total += np.sum(a * a)
    rows.append(x)
    rows[0] = rows[1] * total
    return np.sum(rows[0] * rows[2])


def changed_under_another_name(x, n):
    rows = [x * 1.0, x * x]
    others = rows
    total = 0.0
    for i in range(n):
        a = rows[i % 2]
        a += x * total
        total += np.sum(a * a)
        others[0] = x * total
    return total


def names_of(f):
    core = source_of(f).specialised({"x": X, "n": 3})
    return steady_items(core.core.program, core.store)


MOVING = [rotated, exchanged, exchanged_first, changed_below, changed_under_another_name]


@pytest.mark.parametrize("f", [filled_before, *MOVING])
def test_derivatives_are_right(f):
    check_grads(f, X, 3, wrt=("x",), order=order_in_turn())


def test_items_of_a_list_that_stays_are_steady():
    assert "a" in names_of(filled_before)


@pytest.mark.parametrize("f", MOVING)
def test_items_of_a_list_that_changes_are_not(f):
    assert "a" not in names_of(f)


def test_what_is_steady_is_on_no_list():
    text = str(differentiate(filled_before).text("adjoint", X, 3))
    assert "ga_stack" not in text and "a_stack.append(a)" not in text
