"""What one arm of a branch saves: a tuple of that arm, which its mirror takes apart."""

import numpy as np
import pytest

from s2sad import check_grads
from tests.small import adjoint_text

X = np.array([0.3, 0.8, 1.2, 0.5])


def chain(x, n):
    if n == 0:
        return np.sum(x * x)
    elif n == 1:
        return x[0] * chain(x * x, n - 1)
    elif n == 2:
        a = np.sin(x)
        return chain(a, n - 1) * np.sum(a * x)
    else:
        b = x * np.exp(x)
        c = np.cos(b)
        return chain(c, n - 1) * chain(b * 0.1, n - 2)


def after_one_another(x, n, i):
    v = np.tanh(x[i])
    if n > 0:
        a = x[i] * v
        v = a * v * after_one_another(x, n - 1, i)
    if i > 0:
        b = np.sin(v)
        v = b * v * after_one_another(x, n, i - 1)
    return v


def inside_one(x, n):
    y = x
    if n > 0:
        a = np.sin(x)
        if n > 1:
            b = a * x
            c = b * np.exp(b)
            y = c * b * inside_one(c, n - 1)[0]
        y = y * a * inside_one(a, 0)
    return y


def total_of_inside(x, n):
    return np.sum(inside_one(x, n))


def bound_in_two_of_three(x, n):
    s = 1.0
    if n == 0:
        t = x[0]
        s = t * t
    elif n == 1:
        t = x[1] * x[2]
        u = np.sin(t)
        s = t * u * bound_in_two_of_three(x, 0)
    else:
        s = bound_in_two_of_three(x, n - 1) * bound_in_two_of_three(x * 0.9, n - 2)
    return s * s


def read_after(x, n):
    if n > 0:
        a = np.sin(x[0])
        b = a * read_after(x, n - 1)
        s = b * a
    else:
        a = x[1]
        s = a * a
    return s * a


def one_name_inside(x, n):
    s = x[0]
    if n > 0:
        a = np.sin(s)
        if n > 2:
            b = np.exp(a)
            s = b * b
        s = s * a * one_name_inside(x, n - 1)
    return s


def in_a_loop(x, n):
    s = 1.0
    if n > 0:
        for i in range(n):
            a = x[i] * s
            s = a * np.sin(a) + in_a_loop(x, i) * a
    return s * x[0]


CASES = {
    "chain": (chain, X, 3),
    "after one another": (after_one_another, X, 2, 2),
    "inside one": (total_of_inside, X, 3),
    "bound in two of three": (bound_in_two_of_three, X, 3),
    "read after": (read_after, X, 3),
    "one name inside": (one_name_inside, X, 4),
    "in a loop": (in_a_loop, X, 3),
}


@pytest.mark.parametrize("order", [1, 2])
@pytest.mark.parametrize("case", CASES)
def test_derivatives_are_those_of_differences(case, order):
    function, *args = CASES[case]
    check_grads(function, *args, wrt=(0,), order=order)


def test_each_arm_of_a_chain_has_one_name_for_what_it_saves():
    text = adjoint_text(chain, X, 4, wrt=(0,))
    ahead, back = text.split("def chain_back")
    assert ahead.count("kept = ") == 4 and "kept2" not in text
    assert back.count(" = kept") == 3
    assert "nan" not in ahead and "saved = None" not in ahead


def test_what_only_one_arm_saves_has_a_name_before_a_branch_without_another():
    text = adjoint_text(after_one_another, X, 2, 2, wrt=(0,))
    assert "    kept = None\n    if n > 0:\n" in text
    assert "nan" not in text


def test_what_a_sum_only_needs_the_shape_of_is_not_saved():
    text = adjoint_text(chain, X, 1, wrt=(0,))
    assert "if n == 0:\n        z = np.sum(x * x)\n        kept = None\n" in text
