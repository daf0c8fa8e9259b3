"""Loops over the letters of a text that is known when the function is read."""

import numpy as np

from s2sad.testing import check_grads

X = np.array([0.5, -1.2, 0.8])
LETTERS = "ab"


def over_letters(x):
    s, d = 0.0, {"a": x[0], "b": x[1]}
    for i, name in enumerate("xyz"):
        s += x[i] ** 2 * (2.0 if name == "y" else 1.0)
    for key in LETTERS:
        s += d[key] ** 3
    return s * d["a"] * d["b"]


def test_letters_are_taken_one_by_one():
    check_grads(over_letters, X, order=2)
