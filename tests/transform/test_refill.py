"""Refilling: what is cleared and then added to is stored into once."""

import numpy as np
import pytest

from s2sad.api import source_of
from s2sad.testing import check_grads
from s2sad.transform.facts import facts_of
from s2sad.transform.refill import refill

from .programs import VECTOR, body, kinds_of, read

X = np.array([0.4, 0.9, 1.3])


def whole(x):
    y, z, w = np.zeros_like(x), np.zeros_like(x), x * 1.0
    seen = y[1:]
    for _ in range(3):
        t = np.sin(y * x)
        z += t * t
        w = w * x
        y[...] = x * w
    return np.sum(z) + np.sum(w) + np.sum(seen)


def cells(x):
    y, s = x.copy(), 0.0
    for i in range(3):
        t = y[i] * x[0]
        s = s + t * t
        y[i] = x[i] * s
    return s + np.sum(y)


def read_between(x):
    y, z = np.zeros_like(x), np.zeros_like(x)
    for _ in range(2):
        t = np.sin(y * x)
        z += t * t + np.sum(y)
        y[...] = x * z
        z += y[::-1]
    return np.sum(z)


def cleared_before_it_is_read(x):
    y, s = x.copy(), 0.0
    for i in range(3):
        t = y[i] * x[0]
        s = s + t * t
        u = y[i] * y[0] * s
        y[i] = x[i] * s
        s = s + u * y[i]
    return s + np.sum(y)


def text_of(f):
    return source_of(f).specialised({"x": X}).adjoint(("x",)).text


def test_derivatives_are_right():
    for f in (whole, cells, read_between, cleared_before_it_is_read):
        check_grads(f, X)


def test_a_store_of_zero_waits_for_the_addition_behind_other_statements():
    text = text_of(whole)
    assert "gy[...] = 0.0" not in text and "gy +=" not in text
    assert "gy[...] = x * " in text


def test_the_store_of_a_cell_waits_too():
    text = text_of(cells)
    assert "gy[i] = 0.0" not in text and "gy[i] +=" not in text


HEAD = "def f(a, b, x, y, n, i):\n    "


def refilled(text, role="adjoint"):
    program = read(HEAD + text.replace("\n", "\n    "), role)
    kinds = kinds_of(program, y=VECTOR)
    return body(refill(program, kinds, facts_of(program, kinds, apart=True)))


@pytest.mark.parametrize(("text", "expected"), [
    ("g:x = np.zeros_like(x)\ng:x[i] += a\nreturn g:x",
     "g:x = np.zeros_like(x)\ng:x[i] = a\nreturn g:x"),
    ("g:x = np.zeros_like(x)\nb = a * a\ng:x[1:] -= y[1:]\ng:x[i] += b\nreturn g:x",
     "g:x = np.zeros_like(x)\nb = a * a\ng:x[1:] = -y[1:]\ng:x[i] += b\nreturn g:x"),
])  # fmt: skip
def test_what_is_first_added_to_zeros_is_stored(text, expected):
    assert refilled(text) == expected


@pytest.mark.parametrize("text", [
    "g:x = np.zeros_like(x)\ng:x += y",
    "g:x = np.ones_like(x)\ng:x[i] += a",
    "g:x = np.zeros_like(x)\ng:x[i] += g:x[0]",
    "g:x = np.zeros_like(x)\ng:x[:] = y\ng:x[i] += a",
    "g:x = np.zeros_like(x)\nx2 = g:x\nx2[i] = b\ng:x[i] += a",
    "g:x = np.zeros_like(x)\nfor i in range(n):\n    g:x[i] += a",
    "g:x = np.zeros_like(x)\nfor i in range(n):\n    g:x[i] = a\ng:x[0] += a",
    "g:x = np.zeros_like(x)\nprint(g:x)\ng:x[i] += a",
])  # fmt: skip
def test_what_may_be_added_to_something_else_stays(text):
    assert refilled(text + "\nreturn g:x") == text + "\nreturn g:x"


def test_what_the_user_adds_to_zeros_stays():
    text = "x2 = np.zeros_like(x)\nx2[i] += a\nreturn x2"
    assert refilled(text, "primal") == text
