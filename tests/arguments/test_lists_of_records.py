"""Lists of named tuples and dicts that a function makes: read, chosen by paths, returned."""

import numpy as np
import pytest

from s2sad.testing import check_grads

X = np.array([0.7, 1.3, 0.4, 0.9])


def by_branch(x):
    steps = [{"x": x[0] * 2.0}, {"x": x[0] * 3.0}]
    d = {"x": x[1]}
    if x[2] > 0:
        d = steps[-1]
    return d["x"] * x[3]


def by_loop(x):
    steps = [{"x": x[0] * 2.0}]
    d = {"x": x[1]}
    for _ in range(3):
        s = d["x"] * x[2]
        d = steps[-1]
        steps.append({"x": s})
    return d["x"] * x[3]


def deep(x):
    steps = [{"x": x[0], "in": (x[1], (x[2], 1.0))}]
    steps.append({"x": x[3], "in": (x[0], (x[1], 2.0))})
    d = {"x": x[1], "in": (x[3], (x[3], 3.0))}
    for i in range(2):
        if x[i] > 1.0:
            d = steps[i]
    a, (b, c) = d["in"]
    return d["x"] * a * b * c


@pytest.mark.parametrize("f", [by_branch, by_loop, deep])
def test_a_dict_made_on_one_path_and_taken_from_a_list_on_the_other(f):
    check_grads(f, X, order=2)
