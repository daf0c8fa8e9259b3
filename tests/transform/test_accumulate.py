"""Accumulation by its text."""

import pytest

from s2sad.ir.kinds import Array
from s2sad.transform.accumulate import accumulate
from s2sad.transform.facts import facts_of

from .programs import LIST, VECTOR, body, kinds_of, read

HEAD = "def f(a, b, x, y, n, l):\n    "


def accumulated(text, across=True, owned=True, role="adjoint", **kinds):
    program = read(HEAD + text.replace("\n", "\n    "), role)
    found = kinds_of(program, **{"y": VECTOR, "l": LIST} | kinds)
    facts = facts_of(program, found, apart=True)
    return body(accumulate(program, found, facts, lambda name, stmt: owned, across))


CASES = {
    "an update": ("g:a = g:a + b * a\nreturn g:a", "g:a += b * a\nreturn g:a"),
    "a difference": ("g:a = g:a - b\nreturn g:a", "g:a -= b\nreturn g:a"),
    "an update from the left": ("g:a = b + g:a\nreturn g:a", "g:a += b\nreturn g:a"),
    "an owned array": ("g:x = g:x + a * x\nreturn g:x", "g:x += a * x\nreturn g:x"),
    "a negative contribution": ("g:a += -b\nreturn g:a", "g:a -= b\nreturn g:a"),
    "a first contribution and a second": (
        "g:a = b * a\ng:a = g:a + np.cos(a)\nreturn g:a", "g:a = np.cos(a) + b * a\nreturn g:a",
    ),
    "contributions around another statement": (
        "g:a = b * a\ng:b = a * a\ng:a += np.cos(a)\nreturn (g:a, g:b)",
        "g:b = a * a\ng:a = np.cos(a) + b * a\nreturn (g:a, g:b)",
    ),
    "three contributions": (
        "g:a += b\ng:a += a\ng:a -= a * b\nreturn g:a", "g:a += a + b - a * b\nreturn g:a",
    ),
    "four contributions": (
        "g:a += b\ng:a += a\ng:a -= a * b\ng:a += b * b\nreturn g:a",
        "g:a += b * b + a + b - a * b\nreturn g:a",
    ),
    "two that are subtracted": ("g:a -= b\ng:a -= a\nreturn g:a", "g:a -= a + b\nreturn g:a"),
    "one subtracted, one added": ("g:a -= b\ng:a += a\nreturn g:a", "g:a -= b - a\nreturn g:a"),
    "the same cells": (
        "g:x[1:] += x[1:]\ng:x[1:] -= a * x[1:]\nreturn g:x",
        "g:x[1:] += x[1:] - a * x[1:]\nreturn g:x",
    ),
    "the same cell around others": (
        "g:x[0] += a\ng:x[1] += b\ng:x[0] += a * b\nreturn g:x",
        "g:x[1] += b\ng:x[0] += a * b + a\nreturn g:x",
    ),
    "the same cell around all cells": (
        "g:x[0] += a\ng:x[1:] -= a * x[1:]\ng:x[n] += b\ng:x[0] -= a * b\nreturn g:x",
        "g:x[1:] -= a * x[1:]\ng:x[n] += b\ng:x[0] += a - a * b\nreturn g:x",
    ),
    "a zero": ("g:a = 0.0\ng:a += b\nreturn g:a", "g:a = b\nreturn g:a"),
    "a number onto zeros": (
        "g:x = np.zeros_like(x)\ng:x += a\nreturn g:x", "g:x = np.full_like(x, a)\nreturn g:x",
    ),
    "onto a copy": (
        "g:x = np.copy(y)\ng:x += a * x\nreturn g:x", "g:x = a * x + y\nreturn g:x",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_one_statement_is_enough_for(case):
    before, after = CASES[case]
    assert accumulated(before) == after


STAYS = {
    "an array onto zeros": "g:x = np.zeros_like(x)\ng:x += y\nreturn g:x",
    "a view that is written through": "g:x = y[1:]\ng:x += a * x\nreturn y",
    "an alias that is written through": "g:x = y\ng:x += a * x\nreturn y",
    "read between": "g:a = b\ng:b = g:a * a\ng:a += a\nreturn (g:a, g:b)",
    "read by the contribution": "g:a = b\ng:a += g:a * a\nreturn g:a",
    "read through a view by the contribution": "x2 = g:x[1:]\ng:x[0] += a\n"
    "g:x[0] += np.sum(x2)\nreturn g:x",
    "read through a view between": "x2 = g:x[1:]\ng:x[0] += a\nb = np.sum(x2)\n"
    "g:x[0] += a\nreturn (g:x, b)",
    "an operand bound between": "g:a = b * a\nb = a\ng:a += a\nreturn (g:a, b)",
    "an operand written between": "g:a = x[0]\nx[0] = 0.0\ng:a += a\nreturn (g:a, x)",
    "cleared between": "g:x[0] += a\ng:x[0] = 0.0\ng:x[0] += b\nreturn g:x",
    "an operand added to between": "y[0] += g:x[1]\ng:x[1] += a\ny[0] += b\nreturn (g:x, y)",
    "added up with what the sums hold": "g:x[0] += a\ng:x[1] += g:x[0]\ng:x[0] += b\n"
    "return g:x",
    "bound before others are added": "g:x = a * y\ng:x[0] += a\ng:x += b * y\nreturn g:x",
    "the place of a zero": "g:x[0] = 0.0\ng:x[0] += a\ng:x[1] += b\ng:x[0] += b\nreturn g:x",
    "an index bound between": "i = n\ng:x[i] += a\ni = 0\ng:x[i] += b\nreturn g:x",
    "in a branch": "g:a = b\nif a > b:\n    g:a += a\nreturn g:a",
    "in a loop": "g:a = b\nfor i in range(n):\n    g:a += a\nreturn g:a",
    "a list": "l2 = l\nl2 += l\nl2 += l\nreturn l2",
}


@pytest.mark.parametrize("case", STAYS)
def test_statements_stay_where_it_matters(case):
    assert accumulated(STAYS[case]) == STAYS[case]


def test_a_buffer_that_is_not_owned_is_not_updated():
    text = "g:x = g:x + a * x\nreturn g:x"
    assert accumulated(text, owned=False) == text


def test_groups_of_different_statements_are_merged_only_on_request():
    text = "g:a += b\ng:a += a\nreturn g:a"
    assert accumulated(text, across=False) == text


def test_a_sum_is_not_wider_than_the_buffer():
    text = "g:x = y * a\ng:x += x\nreturn g:x"
    kinds = {"g__x": Array("float32", VECTOR.shape), "y": Array("float32", VECTOR.shape)}
    assert accumulated(text, **kinds) == text


def test_the_primal_stays_as_the_user_wrote_it():
    text = "v = v + a\nu = a\nu += b\nreturn (u, v)"
    assert accumulated(text, role="primal") == text
