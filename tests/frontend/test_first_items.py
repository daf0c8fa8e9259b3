"""`next` of what is made in its place: the first item, or the default."""

import numpy as np
import pytest

from s2sad import check_grads, grad
from tests.small import noted_in

CASES = {}
at = noted_in(CASES)
X = np.array([0.3, -0.7, 1.2, 0.9])


@at(X)
def with_a_default(x):
    first = next((v for v in x if v > 0.5), 0.0)
    none = next((v for v in x if v > 5.0), 2.0 * x[0])
    return first**2 * none


@at(X)
def the_place(x):
    i = next(i for i, v in enumerate(x) if v > 0.5)
    return x[i] * x[i - 1]


@at(X)
def in_a_loop(x):
    total = 0.0
    for t in (0.0, 0.5, 1.0, 2.0):
        k = next((k for k in range(len(x)) if x[k] > t), -1)
        if k < 0:
            break
        total += x[k] ** 2 * (t + 1.0)
    return total


@at(X)
def in_a_comprehension(x):
    return sum([next(v for v in x if v > t) ** 2 * w for t, w in zip((0.0, 1.0), x)])


@at(X)
def of_what_is_iterated_over(x):
    def doubled():
        for v in x:
            yield 2.0 * v
            yield 3.0 * v

    first = next(iter(x)) * next(map(np.sin, x))
    return first * next(doubled()) + next((w for w in doubled() if w > 1.0), 0.0)


@at({"a": 1.5, "b": 2.0})
def of_a_dict(p):
    return next(iter(p.values())) ** 2 * p["b"]


@pytest.mark.parametrize("name", CASES)
def test_derivatives_are_right(name):
    f, args = CASES[name]
    check_grads(f, *args, order=2)


def test_no_item_raises_as_in_python():
    with pytest.raises(StopIteration):
        grad(the_place)(-np.ones(2))
