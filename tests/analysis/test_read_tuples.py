"""Tuples of which only items are read: `f(t, *p)` for functions that take any number of values."""

import numpy as np
import pytest

from s2sad import check_grads, differentiate, grad
from s2sad.analysis.read_tuples import read_tuples
from s2sad.errors import Error, Unsupported, WrongCall
from s2sad.frontend import read
from tests.thorough import order_in_turn

T = np.linspace(0.1, 1.0, 5)
P = np.array([0.3, 0.7, 0.9, 0.4, 0.2, 0.5])


def polynomial(t, *c):
    y = 0.0
    for k, ck in enumerate(c):
        y = y + ck * t**k
    return y


def peaks(t, *p):
    y = np.zeros_like(t)
    for i in range(0, len(p), 3):
        y += p[i] * np.exp(-(((t - p[i + 1]) / p[i + 2]) ** 2))
    return y


def line_and_more(t, a, b, *rest):
    return a * t + b + sum(r * t ** (2 + k) for k, r in enumerate(rest))


def of_polynomial(p):
    return np.sum((polynomial(T, *p) - np.cos(T)) ** 2)


def of_peaks(p):
    return np.sum((peaks(T, *p) - np.cos(T)) ** 2)


def of_line(p):
    return np.sum(line_and_more(T, *p) ** 2)


def of_line_by_hand(p):
    return np.sum(line_and_more(T, p[1], *p) ** 2)


def of_a_part(p):
    return np.sum(polynomial(T, *p[2:]) ** 2) * p[0]


def of_two(p):
    return np.sum(polynomial(T, *p, *p[:2]) ** 2) * p[0]


def passed_on(t, *values):
    return peaks(t, *values)


def of_passed_on(p):
    return np.sum(passed_on(T, *p) ** 2)


def as_one_array(*values):
    return np.array(values) ** 2


def of_an_array(p):
    return np.sum(as_one_array(*p))


class Model:
    def __init__(self, t):
        self.t = t

    def __call__(self, *p):
        return polynomial(self.t, *p)


def of_a_model(p):
    return np.sum(Model(T)(*p) ** 2)


def of_rows(w):
    return np.sum(polynomial(0.5, *w) ** 2)


def own_tuple(p):
    c = tuple(p)
    y = 0.0
    for k in range(len(c)):
        y = y + c[k] * c[-1 - k] ** 2
    return y


ALIKE = [of_polynomial, of_peaks, of_line, of_line_by_hand, of_a_part, of_two, of_passed_on,
         of_an_array, of_a_model, own_tuple]  # fmt: skip


@pytest.mark.parametrize("f", ALIKE, ids=lambda f: f.__name__)
def test_any_number_of_values_is_differentiated_twice(f):
    check_grads(f, P, order=order_in_turn())
    check_grads(f, np.append(P, [0.1, -0.3, 0.6]), order=1)


def test_rows_of_a_matrix_and_items_of_a_list():
    check_grads(of_rows, P.reshape(3, 2), order=2)
    check_grads(of_rows, [P[:3], P[3:]], order=2)


def test_the_text_reads_the_array():
    f = differentiate(of_peaks)
    f.grad(P)
    assert "for i in range(0, len(p), 3):" in f.adjoint and "gp[i + 1] += " in f.adjoint
    assert "[" not in f.primal.replace("p[i", "")


def test_one_program_serves_all_lengths():
    slope = grad(of_peaks)
    for n in (3, 6, 9, 0):
        assert slope(np.full(n, 0.5)).shape == (n,)
    assert grad(of_line)(P[:2]).shape == (2,)
    with pytest.raises(AssertionError, match="at least 2 values"):
        grad(of_line)(P[:1])


# Programs whose tuple keeps what the array held.


def written_after(p):
    c = tuple(p)
    p[0] = 2.0
    return c[0] * p[1] + c[1]


def written_by_another_name(p):
    q = p
    c = tuple(p)
    q[1] *= 2.0
    return c[0] * q[1] + c[1] ** 2


def made_and_written(p):
    q = p * 2.0
    c = tuple(q)
    q[0] = 1.0
    return c[0] * c[1] + q[0]


def a_view_of_what_is_made(p):
    q = p * 2.0
    r = q[1:]
    c = tuple(r)
    q[1] = 1.0
    return c[0] * c[1] + q[0]


def in_a_list(p):
    rows = [p]
    c = tuple(p)
    rows[0] += 1.0
    return c[0] * c[1] * p[2]


def in_a_sum_of_lists(p):
    rows = [p] + [p * 2.0]
    c = tuple(p)
    rows[0] += 1.0
    return c[0] * c[1] * p[2]


def by_a_function(p):
    c = tuple(p)
    np.add.at(p, 0, 1.0)
    return c[0] * c[1] * p[0]


def by_out(p):
    c = tuple(p)
    np.multiply(p, 2.0, out=p)
    return c[0] * c[1] * p[0]


def by_a_loop(p):
    c = tuple(p)
    for k in range(3):
        p[k] = c[0] * p[k]
    return c[0] * c[1] * p[2]


def by_a_method(p):
    c = tuple(p)
    p.sort()
    return c[0] * c[1] ** 2 * p[2]


def rows_of_a_loop(p):
    q = p.reshape(3, 2)
    c = tuple(p)
    for row in q:
        row *= 2.0
    return c[0] * c[1] ** 2 * p[2]


def helper_that_writes(v, *c):
    v[0] = 3.0
    return c[0] * v[1] + c[2]


def of_a_helper_that_writes(p):
    return helper_that_writes(p, *p)


def bound_anew(p):
    c = tuple(p)
    p = p * 2.0
    return c[0] * p[1] + c[1] ** 2


def in_turns(p):
    s = 0.0
    for k in range(3):
        c = tuple(p)
        p = p * c[k]
        s = s + c[0] * p[1]
    return s


def as_a_tuple(p):
    c = tuple(p[:2])
    d = c + (p[2],)
    return d[0] * d[1] * d[2] * len(d)


def parts_are_tuples(p):
    c = tuple(p)
    d = c[1:] + c[1:]
    return d[0] * d[1] * len(d)


KEPT = [written_after, written_by_another_name, made_and_written, a_view_of_what_is_made, in_a_list,
        in_a_sum_of_lists, by_a_function, by_out, by_a_loop, by_a_method, rows_of_a_loop,
        of_a_helper_that_writes, bound_anew, in_turns, as_a_tuple,
        parts_are_tuples]  # fmt: skip


@pytest.mark.parametrize("f", KEPT, ids=lambda f: f.__name__)
def test_a_tuple_keeps_what_it_was_made_of(f):
    check_grads(f, P, order=order_in_turn())


@pytest.mark.parametrize("f", KEPT, ids=lambda f: f.__name__)
def test_it_is_not_taken_for_the_array(f):
    assert read_tuples(read(f)) == {}


def test_a_list_that_is_appended_to():
    def f(x):
        items = [x, 2.0 * x]
        c = tuple(items)
        items.append(x)
        return c[0] * c[1] * len(c)

    check_grads(f, 0.7, order=2)


def with_default(t, a=1.0, *rest):
    return a * t + sum(rest)


def test_what_may_stay_empty_is_refused():
    with pytest.raises(Unsupported, match="How many arguments it stands for is not known"):
        grad(lambda p: np.sum(with_default(T, *p)))(P)
    with pytest.raises(Unsupported, match="How many arguments"):
        grad(lambda p: np.sum(line_and_more(T, *p, 1.0)))(P)


def test_an_argument_that_is_given_twice():
    with pytest.raises((Unsupported, WrongCall)):
        grad(lambda p: np.sum(line_and_more(T, *p, b=1.0)))(P)


def counted_up(p):
    c = tuple(p)
    s, i = 0.0, 0
    while i < len(c):
        s = s + c[i] * c[len(c) - 1 - i] ** 2
        i = i + 1
    return s


def test_what_is_counted_up_is_a_place():
    assert list(read_tuples(read(counted_up)).values()) == ["p"]
    check_grads(counted_up, P, order=2)


def a_slice_with_a_name(p, first):
    c = tuple(p)
    places = slice(first, 3)
    d = c[places] + c[places]
    return d[0] * d[1] * len(d)


def a_slice_that_is_given(p, places):
    c = tuple(p)
    d = c[places] + c[places]
    return d[0] * d[1] * len(d)


@pytest.mark.parametrize("f, place", [(a_slice_with_a_name, 1), (a_slice_that_is_given, slice(3))])
def test_a_slice_with_a_name_is_no_place(f, place):
    assert read_tuples(read(f)) == {}
    with pytest.raises(Error, match="c.places."):
        grad(f)(P, place)
