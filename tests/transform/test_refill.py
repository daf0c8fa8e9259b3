"""Refilling: what is cleared and then added to is stored into once."""

import numpy as np

from s2sad.api import source_of
from s2sad.testing import check_grads

X = np.array([0.4, 0.9, 1.3])


def whole(x):
    y, z, w = np.zeros_like(x), np.zeros_like(x), x * 1.0
    for _ in range(3):
        t = np.sin(y * x)
        z += t * t
        w = w * x
        y[...] = x * w
    return np.sum(z) + np.sum(w)


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
