"""Sets of which a function only asks what is in them are read as lists."""

import numpy as np
import pytest

from s2sad import grad
from s2sad.errors import Unsupported
from tests.small import check, noted_in

X = np.array([0.3, 0.7, 1.1])
A = np.arange(9.0).reshape(3, 3) * 0.1 + 0.2
CASES: dict = {}
at = noted_in(CASES)


@at(X, [0, 1, 1, 2, 0])
def each_once(x, places):
    seen = set()
    total = 0.0
    for i in places:
        if i in seen:
            continue
        seen.add(i)
        total += x[i] ** 2
    return total * len(seen)


@at(A)
def flood(a):
    visited, todo = set(), [(0, 0)]
    total = 0.0
    while todo:
        i, j = todo.pop()
        if (i, j) in visited or i >= 3 or j >= 3:
            continue
        visited.add((i, j))
        total += a[i, j] ** len(visited)
        todo += [(i + 1, j), (i, j + 1)]
    return total


@at(A)
def spanning_tree(w):
    inside, left = {0}, {1, 2}
    cost = 0.0
    while left:
        best, found = np.inf, -1
        for u in range(len(w)):
            for v in range(len(w)):
                if u in inside and v not in inside and w[u, v] < best:
                    best, found = w[u, v], v
        inside.add(found)
        left.discard(found)
        left.discard(7)
        cost += best
    return cost * len(inside)


@at(X, "tanh")
def of_constants(x, name):
    known = {"relu", "tanh"}
    if name not in known:
        raise ValueError(name)
    return np.sum(np.tanh(x)) * (2.0 if name in {"relu", "tanh"} else 1.0)


@at(X)
def items_made_once(x):
    left = list(range(3))
    seen: set[int] = set()
    total = 0.0
    while left:
        seen.add(left.pop() % 2)
        total += x[len(left)] * len(seen)
    seen.clear()
    return total if not seen else 0.0


def shows_its_order(x):
    s = {2, 0}
    s.add(1)
    return sum([x[i] * k for k, i in enumerate(s)])


def has_another_name(x):
    s = set()
    t = s
    t.add(1)
    return x[0] * len(s)


@pytest.mark.parametrize("name", CASES)
def test_a_function_that_asks_a_set_has_its_derivatives(name):
    function, args = CASES[name]
    check(function, *args)


@pytest.mark.parametrize("function", [shows_its_order, has_another_name])
def test_a_set_that_is_used_otherwise_is_refused(function):
    with pytest.raises(Unsupported, match=r"cannot differentiate `(set\(\)|\{2, 0\})`"):
        grad(function)(X)
