"""Loops over the letters of a text that only the run knows."""

import numpy as np
import pytest

from s2sad import check_grads

X = np.array([0.3, 0.5, 0.7])


def letters(x, text):
    s = 0.0
    for letter in text:
        if letter == "a":
            s += x[0] ** 2
        elif letter in "bc":
            s += x[1]
    return s


def counted(weights, sequence):
    s = 0.0
    for k, letter in enumerate(sequence):
        s += weights[letter] ** 2 * k
    return s


def aligned(weights, p, q):
    cost = np.zeros((len(p) + 1, len(q) + 1))
    for i, a in enumerate(p, 1):
        for j, b in enumerate(q, start=1):
            cost[i, j] = cost[i - 1, j - 1] + (weights[a] if a == b else -(weights[b] ** 2))
    return cost[len(p), len(q)]


def in_other_orders(x, text):
    s = 0.0
    for word, v in zip(text.split(), x):
        s += v**2 * len(word)
    for letter in reversed(text):
        s = 0.9 * s + (x[0] if letter == "d" else 0.1)
    return s


def numbers(x, text):
    return sum(x[int(k)] ** 2 for k in text.split(",")) + sum(x[int(c)] for c in text if c != ",")


def grown(x, text):
    s = x[0]
    for letter in text:
        text = text + letter
        s = s * len(text) + x[1] ** 2
    return s


W = {"a": 1.0, "c": 2.0, "g": 0.5}


@pytest.mark.parametrize("f, args", [
    (letters, (X, "abca")), (letters, (X, "")), (counted, (W, "acgga")),
    (aligned, (W, "ga", "gac")), (in_other_orders, (X, "ab cd")), (numbers, (X, "0,2,1")),
    (grown, (X, "ab")),
])  # fmt: skip
def test_a_loop_over_a_text_runs_through_its_letters(f, args):
    check_grads(f, *args, order=2)
