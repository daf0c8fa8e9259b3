"""Lists of one number: the adjoint of a sum of a list that is only popped is not made."""

import numpy as np
import pytest

from s2sad import check_grads, differentiate
from s2sad.transform.even_lists import without_even_lists

from .programs import FLOAT, NUMBERS, body, kinds_of, read

X = np.array([0.4, 0.7, 1.3])


def text(function):
    return differentiate(function).text("adjoint", X)


def of_a_comprehension(x):
    return sum([np.sin(v) * x[0] for v in x])


def in_a_loop(x):
    t = 1.0
    for k in range(3):
        l = [x[i] ** 2 * k for i in range(len(x))]
        t += sum(l) * t + x[0]
    return t


def in_nested_loops(x):
    l = []
    for i in range(2):
        for j in range(3):
            l.append(x[i] * np.exp(x[j]))
    return sum(l) * x[2]


@pytest.mark.parametrize("f", [of_a_comprehension, in_a_loop, in_nested_loops])
def test_a_list_that_is_only_summed_has_no_list_of_adjoints(f):
    check_grads(f, X, order=2)
    assert "gl" not in text(f) and "= [g" not in text(f)


def summed_twice(x):
    l = [v * v for v in x]
    return sum(l) * sum([w * l[0] for w in l])


def another_item_counts_more(x):
    l = [v * v for v in x]
    return sum(l) * l[1]


def summed_before_it_is_whole(x):
    l = [v * v for v in x]
    s = sum(l)
    l.append(s * x[0])
    return s * sum(l)


def summed_in_one_branch(x):
    l = [v * v for v in x]
    z = x[0]
    if x[1] > 0.5:
        z = sum(l) * z
    return z + l[-1]


def the_number_changes(x):
    t = x[0]
    for _ in range(2):
        l = [v * t for v in x]
        t = sum(l)
        t = t * t
    return t


def the_sum_is_bound_again(x):
    t = x[0]
    for _ in range(2):
        l = [v * t for v in x]
        t = sum(l)
    return t


@pytest.mark.parametrize(
    "f",
    [
        summed_twice, another_item_counts_more, summed_before_it_is_whole, summed_in_one_branch,
        the_number_changes, the_sum_is_bound_again,
    ],
)  # fmt: skip
def test_lists_of_different_numbers_stay(f):
    check_grads(f, X, order=2)


FILLED = (
    "def f(x, l, n):\n    v = x * x\n    g = list.repeat(n, None, 0.0)\n"
    "    for i in range(len(g)):\n        g[i] += v\n    t = g.pop()\n"
)


def without(text):
    program = read(text, "adjoint")
    return body(without_even_lists(program, {**kinds_of(program), "g": NUMBERS, "v": FLOAT}))


def test_what_is_popped_is_the_number():
    assert without(FILLED + "    return t") == "v = x * x\nt = v\nreturn t"


ENDS = ["    return g", "    print(g)\n    return t", "    return t + g[0]"]


@pytest.mark.parametrize("end", ENDS)
def test_a_list_of_which_is_spoken_elsewhere_stays(end):
    assert "list.repeat" in without(FILLED + end)
