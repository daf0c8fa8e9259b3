"""Lists that are filled in a loop over another list, whose name was that list's before."""

import pytest

from s2sad import check_grads, grad
from s2sad.errors import Unsupported


def items_of_a_list_that_had_the_name(a, b):
    l = [a, b, a * b]
    q = l
    q = [a * e for e in l]
    return q[0] * q[1] + l[2]


def items_in_turns(a, b):
    l = [a, b, a * b]
    for _ in range(2):
        q = l
        l = [e * a for e in q]
        q = [a * e for e in l]
    return q[0] * q[1] + l[2]


@pytest.mark.parametrize("f", [items_of_a_list_that_had_the_name, items_in_turns])
def test_a_comprehension_over_a_list_that_had_its_name(f):
    check_grads(f, 1.2, 0.7, order=2)


def bound_before_the_loop(a, b):
    l, q = [a, b, a * b], []
    q = l
    for e in l:
        if len(q) < 6:
            q.append(e * a)
    return q[0] * q[-1]


def bound_in_the_loop(a, b):
    l = [a, b, a * b]
    q = []
    for e in l:
        if len(q) < 6:
            q.append(e * a)
        q = l
    return q[0] * q[-1]


@pytest.mark.parametrize("f", [bound_before_the_loop, bound_in_the_loop])
def test_a_list_that_becomes_the_one_that_is_looped_over_is_refused(f):
    with pytest.raises(Unsupported, match="longer or shorter"):
        grad(f)(1.2, 0.7)


def bound_after_an_inner_loop(a, b):
    l, q, trips = [a, b, a * b], [], 0
    for _ in range(2):
        for e in l:
            trips += 1
            if trips > 8:
                break
            q.append(e * a)
        q = l
    return q[0] * q[-1]


def bound_before_an_inner_loop(a, b):
    l, q, trips = [a, b, a * b], [], 0
    for k in range(2):
        if k:
            q = l
        for e in l:
            trips += 1
            if trips > 8:
                break
            q.append(e * a)
    return q[0] * q[-1]


@pytest.mark.parametrize("f", [bound_after_an_inner_loop, bound_before_an_inner_loop])
def test_a_list_that_another_loop_binds_is_not_made_for_the_inner_one(f):
    with pytest.raises(Unsupported, match="longer or shorter"):
        grad(f)(1.2, 0.7)
