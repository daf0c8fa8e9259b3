"""Deques that a function makes."""

import collections
from collections import deque

import numpy as np
import pytest

from s2sad import grad, vjp
from s2sad.errors import Error
from s2sad.testing import check_grads
from tests.thorough import order_in_turn

X = np.array([1.2, 0.4, 2.1, 0.8])


def moving_sums(x):
    d = deque(maxlen=2)
    s = 0.0
    for v in x:
        d.append(v)
        s += sum(d) ** 2
    return s


def both_ends(x):
    d = deque([x[0], x[1]])
    d.appendleft(x[2])
    a = d.popleft()
    b = d.pop()
    return a * b + d[0]


def until_it_is_empty(x):
    q = collections.deque(x)
    s = 0.0
    while q:
        v = q.popleft()
        s = s * 0.5 + v * v
    return s


def a_filter(x):
    w = deque([0.0] * 3, maxlen=3)
    s = 0.0
    for v in x:
        w.appendleft(v)
        s += w[0] * w[1] - w[2] + np.mean(np.array(w))
    return s


def more_than_fits(x):
    d = deque(x, maxlen=3)
    return max(d) * min(d) + d[0]


def tuples_in_it(x):
    q = deque([(0, 1.0)])
    s = 0.0
    while q:
        i, v = q.popleft()
        s += v * x[i]
        if i < 3:
            q.append((i + 1, v * x[i]))
    return s


def turned(x):
    d = deque(x)
    d.rotate(1)
    d.rotate(-2)
    d.extendleft([x[0], x[1]])
    d.reverse()
    s = 0.0
    for k, v in enumerate(reversed(d)):
        s += k * v * v
    return s


def turned_empty(x):
    d = deque([x[1]], maxlen=1)
    v = d.popleft()
    d.rotate(2)
    d.append(v * x[0])
    d.rotate()
    return v * d[0]


def greatest_in_a_window(x):
    q = deque()
    out = []
    for i in range(len(x)):
        while q and x[q[-1]] <= x[i]:
            q.pop()
        q.append(i)
        if q[0] <= i - 2:
            q.popleft()
        out.append(x[q[0]])
    return sum([v * v for v in out])


def arrays_in_it(x):
    h = deque(maxlen=2)
    z = x
    for _ in range(4):
        h.append(z * 1.0)
        z = np.sin(z) + h[0] * len(h)
    return np.sum(z)


def two_names(x):
    d = deque(x)
    e = d
    e.append(d[0] * 2.0)
    e[1] = d[0] * d[2]
    e[-1] *= 3.0
    return sum([v * v for v in d])


def push(q, v):
    q.append(v * v)


def handed_to_a_helper(x):
    d = deque(maxlen=3)
    for v in x:
        push(d, v)
    return sum([v * k for k, v in enumerate(d)]) * len(d)


@pytest.mark.parametrize(
    "function",
    [
        moving_sums, both_ends, until_it_is_empty, a_filter, more_than_fits, tuples_in_it, turned,
        turned_empty, greatest_in_a_window, arrays_in_it, two_names, handed_to_a_helper,
    ],
)  # fmt: skip
def test_deques_are_differentiated(function):
    check_grads(function, X, order=order_in_turn())


def test_the_length_may_be_an_argument():
    def f(x, n):
        d = deque(maxlen=n)
        for v in x:
            d.append(v)
        return sum(d) * d[0]

    check_grads(f, X, 3, order=2)


def test_a_deque_is_no_result():
    with pytest.raises(Error, match="as a whole"):
        vjp(lambda x: deque(x), X)


def test_a_deque_is_no_argument_that_varies():
    with pytest.raises(Error, match="deque"):
        grad(lambda d: sum(d))(deque([1.0]))
