"""What comes back from a list is not computed again under another name."""

import math

import numpy as np
import pytest

from s2sad.api import Differentiable
from s2sad.testing import check_grads

X = np.array([0.3, 0.8, 1.1, 1.7])
A = np.array([[0.3, 0.8], [1.1, 0.4]])


def reverse_of(function, *args):
    """Return what an adjoint program does after the forward sweep, without the comments."""
    text = str(Differentiable(function, None).text("adjoint", *args))
    lines = [line.partition("# ")[0] for line in text.splitlines()]
    last = max(k for k, line in enumerate(lines) if "_stack.append(" in line)
    return "\n".join(lines[last:])


def cosine_first(x):
    total = 0.0
    for i in range(len(x)):
        a = math.sqrt(x[i])
        c, s = math.cos(a), math.sin(a)
        total += c * s * a
    return total


def sine_first(x):
    total = 0.0
    for v in x:
        s = np.sin(v)
        c = np.cos(v)
        total += c * c * s * s
    return total


def of_the_outer_trip(x):
    total = 0.0
    for i in range(len(x)):
        a = x[i] ** 2
        for k in range(3):
            c = math.cos(a)
            s = math.sin(a)
            total += c * s * s * k
            a2 = total * 0.01
            total += a2 * a
    return total


def in_a_branch(x):
    total = 0.0
    for i in range(len(x)):
        a = x[i] * x[i]
        if a > 0.5:
            c = math.cos(a)
            s = math.sin(a)
            total += c * s * s
        else:
            total += a
    return total


def of_arrays(a, n):
    u = a
    for _ in range(n):
        b = 0.5 * u @ a
        c = np.cos(b)
        s = np.sin(b)
        u = c * s * b + 0.1 * u
    return np.sum(u)


def used_below(x):
    total = 0.0
    for i in range(len(x)):
        a = x[i] * total + x[i]
        c = math.cos(a)
        b = total * c
        if b > 0.2:
            total += math.sin(a) * b
        total += c * c * b
    return total


def arm(angles, lengths):
    x = y = a = 0.0
    for i in range(len(angles)):
        a += angles[i]
        x += lengths[i] * np.cos(a)
        y += lengths[i] * np.sin(a)
    return (x - 1.0) ** 2 + y


def turned_before_it_is_read(x):
    total, a = 0.0, 0.4
    for i in range(len(x)):
        a = a * x[i]
        c = math.cos(a)
        total += c * x[i]
        s = math.sin(a)
        total += s * c * total
    return total


SHARED = {
    f.__name__: (f, args)
    for f, args in [
        (cosine_first, (X,)), (sine_first, (X,)), (of_the_outer_trip, (X,)), (in_a_branch, (X,)),
        (of_arrays, (A, 3)), (used_below, (X,)),
        (arm, (X, X + 0.5)), (turned_before_it_is_read, (X,)),
    ]
}  # fmt: skip


@pytest.mark.parametrize("name", SHARED)
def test_the_sine_is_the_slope_of_the_cosine(name):
    function, args = SHARED[name]
    assert "cos(" not in reverse_of(function, *args)
    check_grads(function, *args, order=2, rtol=1e-4)


def named(x):
    total = 0.5
    for v in x:
        a = np.sum(np.log(v * x + total))
        c, s = np.cos(a), np.sin(a)
        total += c * s
    return total


def test_what_is_read_no_more_is_not_on_a_list():
    text = str(Differentiable(named, None).text("adjoint", X))
    assert "c_stack" in text and "s_stack" in text and "a_stack" not in text
    check_grads(named, X, order=2, rtol=1e-4)


# Not the same value: each of these computes it in the reverse sweep.


def of_the_trip_before(x):
    total, a = 0.0, 0.5
    for i in range(len(x)):
        s = math.sin(a)
        a = x[i] * x[i]
        c = math.cos(a)
        total += c * c * s * s * total + c * s
    return total


def read_before_it_is_bound(x):
    total = 0.0
    for i in range(len(x)):
        if i > 0:
            total += math.sin(a) * x[i]  # noqa: F821 - of the trip before
        a = x[i] * x[i]
        c = math.cos(a)
        total += c * c
    return total


def bound_in_two_places(x):
    total = 0.0
    for i in range(len(x)):
        a = x[i] * x[i]
        c = math.cos(a)
        total += c * c * a
        a = a + total
        total += math.sin(a)
    return total


def another_cosine(x):
    total, c = 0.0, 0.3
    for i in range(len(x)):
        a = x[i] * x[i]
        total += math.sin(a) * c * c
        c = math.cos(a) if i % 2 else math.cos(total)
    return total


def of_the_trip_before_in_a_branch(x):
    total, c = 0.0, 1.0
    for i in range(len(x)):
        a = x[i] * x[i]
        if i > 0:
            total += math.sin(a) * c * c
        c = math.cos(a)
        total += c
    return total


def of_memory_that_is_written(x):
    u = x.copy()
    total = 0.0
    for i in range(3):
        c = np.cos(u)
        total += np.sum(c * c * u)
        u[i] += 0.5
        total += np.sum(np.sin(u) * u)
    return total


def turned_between(x):
    total, a = 0.0, 0.4
    for i in range(len(x)):
        c = math.cos(a)
        total += c * c * x[i]
        a = a * x[i] + 0.1
        s = math.sin(a)
        total += s * c * total
    return total


def turned_in_a_branch_between(x):
    total, a = 0.0, 0.4
    for i in range(len(x)):
        c = math.cos(a)
        total += c * c * x[i]
        if total > 0.5:
            a = a * x[i] + 0.1
        total += math.sin(a) * c * total
    return total


def turned_in_a_branch(x):
    total, a = 0.0, 0.4
    for i in range(len(x)):
        a = a * x[i] + 0.2
        c = math.cos(a)
        if i > 0:
            a = a * 1.5
            total += math.sin(a) * c * c
        total += c
    return total


def of_an_inner_loop(x):
    total = 0.0
    for i in range(len(x)):
        for j in range(3):
            a = math.log(x[i] + j + total + 1.0)
            total += math.sin(a) * x[i]
        c = math.cos(a)
        total += c * c * c
    return total


def doubled_in_a_branch(x):
    total = 0.0
    for i in range(len(x)):
        a = math.log(x[i] + total + 1.0)
        c = math.cos(a)
        if i % 2:
            c = c * 2.0
        total += math.sin(a) * c * c
    return total


def an_older_cosine_comes_back(x):
    total = 0.0
    for i in range(len(x)):
        if i > 0:
            total += c * c * x[i]  # noqa: F821 - of the trip before
        a = math.log(x[i] + total + 1.0)
        c = math.cos(a)
        total += math.sin(a) * x[i]
    return total


OTHERS = [
    turned_between, turned_in_a_branch_between, turned_in_a_branch, of_an_inner_loop,
    doubled_in_a_branch, an_older_cosine_comes_back, of_the_trip_before,
    read_before_it_is_bound, bound_in_two_places, another_cosine,
    of_the_trip_before_in_a_branch, of_memory_that_is_written,
]  # fmt: skip


@pytest.mark.parametrize("function", OTHERS, ids=lambda f: f.__name__)
def test_another_value_is_computed(function):
    check_grads(function, X, order=2, rtol=1e-4)
    assert "cos(" in reverse_of(function, X)


def holding(x):
    """The slope itself is a new array: it is added to, and c is not."""
    u = x
    for _ in range(3):
        c = np.cos(u)
        s = np.sin(u)
        u = s + c * c
    return np.sum(u)


def test_a_slope_that_is_held_is_an_array_of_its_own():
    check_grads(holding, X, order=2, rtol=1e-4)
