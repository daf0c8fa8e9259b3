"""Delivered: whatever way a function ends, and whatever its names come to stand for."""

import functools

import numpy as np
import pytest
from numpy.testing import assert_equal

from s2sad import check_grads, differentiate, jvp
from s2sad.errors import Error, RecursiveCall, Unsupported

U, O = np.array([1.0, 2.0, 3.0]), np.array([0.5, 0.5, 0.5])


def square(a, b):
    b[:] = a**2


def early(u, o, n):
    for i in range(n):
        o[i] = u[i] ** 2
        if o[i] > 3.0:
            return
        o[i] += u[0]
    o[0] = 3.0 * u[1]


def early_with_a_value(u, o, n):
    for i in range(n):
        o[i] = u[i] ** 2
        if o[i] > 3.0:
            return u[i]
        o[i] += u[0]
    o[0] = 3.0 * u[1]
    return u[0]


def in_a_branch(u, o):
    if u[0] > 0:
        o[1:] = u[1:] * o[:-1]
    else:
        return
    o[0] = np.sum(u)


def by_a_helper(u, o):
    square(u, o)
    square(o[1:], o[:-1])


def what_a_helper_returns(u, o):
    return square(u, o)


def by_a_nested_function(u, o):
    def first():
        o[0] = u[0] ** 2

    first()


def through_views(u, o):
    v = o[::2]
    v += u[:2] * v
    o.reshape(-1)[1] = u[2]


def two_names(u, o):
    p = o
    o[0] = u[0] ** 2
    p[1] = o[0] * u[1]


def endless(u, o):
    i = 0
    while True:
        o[i] = u[i] * o[i]
        i += 1
        if i == 3:
            return


def with_finally(u, o):
    try:
        o[0] = u[0] ** 2
    finally:
        o[1] = u[1] ** 2


def by_out(u, o):
    np.multiply(u, u, out=o)
    np.add.at(o, [0, 0, 1], u)


def itself_too(u, o):
    o[0] = u[0] ** 2
    return o


def in_a_list(u, o):
    o[0] = u[0] ** 2
    return [o, u]


def not_written(u, o):
    return np.sum(u)


def bound_anew(u, o):
    o[0] = u[0] ** 2
    o = o * 2.0
    o[1] = u[1] ** 2


def perhaps_bound_anew(u, o):
    o[0] = u[0] ** 2
    if u[0] > 1.5:
        o = o * 2.0
    o[1] = u[1] ** 2


def bound_anew_in_a_loop(u, o):
    for i in range(3):
        o[i] = u[i] ** 2
        o = o + 1.0


def bound_anew_by_a_nested_function(u, o):
    def first():
        nonlocal o
        o[0] = u[0] ** 2
        o = o * 2.0

    first()
    o[1] = 7.0 * u[0]


def bound_anew_in_an_expression(u, o):
    (o := o * 2.0)[0] = u[0]


def bound_in_a_loop_header(u, o):
    square(u, o)
    for o in u:
        print(o > 0.0)


def exchanged(u, o):
    u, o = o, u
    u[0] = o[1] ** 2
    o[1] = u[0] * 3.0


def passed_on(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    return wrapper


@passed_on
def by_a_wrapper(u, o):
    o[:] = u**2


@passed_on
def bound_anew_in_a_wrapper(u, o):
    o[:] = u**2
    o = o * 2.0
    o[0] = 3.0


def deleted(u, o):
    o[:] = u * u
    del o


POINTS = [
    (early, (U, O, 3)), (early, (U, O, 1)), (early_with_a_value, (U, O, 3)),
    (early_with_a_value, (U, O, 1)), (in_a_branch, (U, O)), (in_a_branch, (-U, O)),
    (by_a_helper, (U, O)), (what_a_helper_returns, (U, O)), (by_a_nested_function, (U, O)),
    (through_views, (U, O)), (two_names, (U, O)), (endless, (U, O)), (with_finally, (U, O)),
    (by_out, (U, O)), (itself_too, (U, O)), (in_a_list, (U, O)), (not_written, (U, O)),
    (bound_anew, (U, O)), (perhaps_bound_anew, (U, O)), (perhaps_bound_anew, (2.0 * U, O)),
    (bound_anew_in_a_loop, (U, O)), (bound_anew_by_a_nested_function, (U, O)),
    (bound_anew_in_an_expression, (U, O)), (bound_in_a_loop_header, (U, O)),
    (by_a_wrapper, (U, O)), (bound_anew_in_a_wrapper, (U, O)), (exchanged, (U, O)),
    (deleted, (U, O)), (early, (U, list(O), 3)), (endless, (U, list(O))),
]  # fmt: skip


@pytest.mark.parametrize("function, point", POINTS, ids=lambda it: getattr(it, "__name__", ""))
def test_what_the_caller_sees_is_what_is_differentiated(function, point):
    check_grads(function, *point, of="o")
    check_grads(function, *point, of=("o", "u"))


def extended(u, items):
    items.append(u[0] ** 2)
    items = items + [1.0]
    items[0] = 4.0


def test_a_list_that_is_bound_anew():
    check_grads(extended, U, [1.0, 2.0], of="items")
    value, _ = jvp(extended, (U, [1.0, 2.0]), (U, [0.0, 0.0]), of="items")
    assert_equal(value, [1.0, 2.0, 1.0])


def test_a_second_name_only_where_the_first_is_bound_anew():
    text = differentiate(bound_anew, of="o").text("primal", U, O)
    assert "o2 = o\n" in text and "return o2\n" in text
    text = differentiate(through_views, of="o").text("primal", U, O)
    assert "o2" not in text and "return o\n" in text


def test_a_result_that_is_none_on_all_ways_is_no_result():
    value, _ = jvp(what_a_helper_returns, (U, O), (U, O), of="o")
    assert_equal(value, U**2)


def test_keyword_only_parameters_are_delivered():
    def fill(u, *, o):
        o[:] = u * u

    text = differentiate(fill, of="o").text("tangent", types="float64[:], float64[:]")
    assert "return o, do" in text


def itself(u, o, n):
    if n > 0:
        o[n] = u[n]
        itself(u, o, n - 1)


def a_generator(u, o):
    o[:] = u
    yield 1.0


@pytest.mark.parametrize("function, point, error", [
    (itself, (U, O, 2), RecursiveCall), (a_generator, (U, O), Unsupported),
])  # fmt: skip
def test_what_is_refused_is_refused_with_of_too(function, point, error):
    with pytest.raises(error) as caught:
        jvp(function, point, (U, O), of="o")
    assert isinstance(caught.value, Error) and caught.value.where is not None
