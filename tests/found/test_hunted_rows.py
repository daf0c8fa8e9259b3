"""Rows and parts of arrays: read and written in turn, by names of their own."""

import numpy as np
import pytest

from s2sad import check_grads
from tests.thorough import order_in_turn

X = np.array([0.7, -1.3, 2.1, 0.4])
M = np.array([[1.2, 0.5, 0.8], [1.1, 2.4, 1.7], [2.0, 2.3, 3.6]])


def one_half_by_the_other(m):
    m[:, :1] *= m[:, 1:2]
    m[0] *= m[1]
    return m


def two_columns(m):
    h = m.copy()
    h[:, 0] = h[:, 1] * h[:, 0]
    return np.sum(h)


def a_row_that_has_a_name(m):
    a = m.copy()
    r = a[0]
    t = r * a[1]
    a[0] = 2.0
    return np.sum(t * a)


def each_row_by_the_one_before(m):
    h = m.copy()
    for t in range(1, 3):
        h[t] *= h[t - 1]
    return np.sum(h)


def shares_in_a_loop(m):
    c = m[0]
    for _ in range(2):
        r = np.exp(c)
        d = r * c
        r /= np.sum(r)
        c = d * r
    return np.sum(c)


def shares_of_a_part_in_a_loop(m):
    c, t = m[0], 0.0
    for _ in range(3):
        r = np.exp(c)
        d = r * c
        r[1:] /= np.sum(r)
        c = 0.9 * c + 0.1 * np.sum(d * r)
        t = t + np.sum(r * c)
    return t


def roots_in_place_in_a_loop(m):
    c = m[1]
    for _ in range(2):
        r = c * c
        d = r * c
        r[:] = np.sqrt(r + 1.0)
        c = np.sin(d) * r
    return np.sum(c)


CASES = [
    shares_of_a_part_in_a_loop,
    one_half_by_the_other, two_columns, a_row_that_has_a_name, each_row_by_the_one_before,
    shares_in_a_loop, roots_in_place_in_a_loop,
]  # fmt: skip


@pytest.mark.parametrize("f", CASES)
def test_what_is_overwritten_is_read_as_it_was(f):
    check_grads(f, M, order=order_in_turn())


# -- sizes that nobody knows before the run -------------------------------------------------------


def columns_by_steps(x):
    g = np.zeros((4, 2))
    for k in range(0, 4, 2):
        c = g[k : k + 2].T
        c += x[k : k + 2]
    return np.sum(g * g)


def rows_by_steps(x):
    m = np.outer(x, x)
    for k in range(3, 0, -2):
        m[k:].swapaxes(0, 1)[...] *= x[k]
    return np.sum(m * m)


def mini_batches(x):
    data, w = np.outer(x, x) + np.eye(4), np.ones(4)
    for k in range(0, 4, 2):
        error = data[k : k + 2] @ w - x[k : k + 2]
        w = w - 0.1 * data[k : k + 2].T @ error
    return np.sum(w * w)


def grown(x):
    z = np.zeros(0)
    for i in range(3):
        z = np.concatenate([z, x[i : i + 1]])
    return np.sum(z**2)


def grown_by_rows(x):
    z = np.zeros((0, 4))
    for i in range(3):
        z = np.vstack([z, x * x[i]])
    return np.sum(z**2 * np.arange(12.0).reshape(3, 4))


def grown_in_a_branch(x):
    z = x[:1]
    if x[0] > 0:
        z = np.append(z, x[1])
    return np.sum(z**2)


def grown_until_it_is_long(x):
    z = x[:1]
    while len(z) < 4:
        z = np.append(z, z[-1] * x[1])
    return np.sum(z**2)


def polynomial_of_roots(x):
    p = np.ones(1)
    for i in range(3):
        p = np.convolve(p, np.array([1.0, -x[i]]))
    return p @ p


SIZES = [
    columns_by_steps, rows_by_steps, mini_batches, grown, grown_by_rows, grown_in_a_branch,
    grown_until_it_is_long, polynomial_of_roots,
]  # fmt: skip


@pytest.mark.parametrize("f", SIZES)
def test_sizes_that_differ_from_trip_to_trip_are_taken_at_the_run(f):
    check_grads(f, X, order=order_in_turn())


# -- whole numbers beside what varies -----------------------------------------------------------


def after_a_whole_number(x):
    return np.sum(np.concatenate(([0], x)) ** 2)


def between_whole_numbers(x):
    return np.sum(np.vstack(([1, 0, 0, 2], x, [True, False, False, True])) ** 2 * x)


def in_a_stack(x):
    return np.sum(np.stack([(0, 1, 2, 3), x]) ** 2 * x)


WHOLE = [after_a_whole_number, between_whole_numbers, in_a_stack]


@pytest.mark.parametrize("f", WHOLE)
def test_whole_numbers_that_are_joined_have_a_tangent_of_their_shape(f):
    check_grads(f, X, order=2)


# -- names that are bound in a loop and read after it, with another size each trip -----------------


def longer_and_longer(x):
    s = 0.0
    for i in range(2):
        w = x[: i + 1] * x[3]
        s += np.sum(w * w)
    return np.sum(w) + s


def shorter_and_shorter(x):
    for i in range(2):
        w = x[i:] * x[i]
    return np.sum(w)


def made_of_the_trip_before(x):
    z = x * 1.0
    for i in range(2):
        w = z[1:] * x[i]
        z = np.sin(w)
    return np.sum(w)


def grown_and_read_twice(x):
    z = x[:1]
    for i in range(2):
        w = np.append(z, x[i])
        z = w * 2
    return np.sum(w) + np.sum(z)


def bound_in_one_arm(x):
    w = x[:1] * x[1]
    for i in range(4):
        if i % 2:
            w = x[: i + 1] * x[i]
        else:
            w = w * x[0]
    return np.sum(w)


def in_nested_loops(x):
    s = x[0]
    for _ in range(2):
        for i in range(3):
            w = x[i:] * x[i]
        s = s + w * w
    return s * np.sum(w)


def read_before_it_is_bound_again(x):
    w = x[:1] * x[1]
    s = 0.0
    for i in range(3):
        s += np.sum(w * w)
        w = x[: i + 1] * x[3]
    return np.sum(w) * s


def bound_in_a_loop_in_an_arm(x):
    w = x[:1] * x[1]
    s = 0.0
    for k in range(3):
        s += np.sum(w * w)
        if k % 2 == 0:
            for i in range(2):
                w = x[: i + k + 1] * x[3]
        s += np.sum(w) * s
    return s


def a_list_of_each_trip(x):
    s = 0.0
    for i in range(3):
        l = [v * x[3] for v in x[: i + 1]]
        s += sum(l)
    return l[0] * l[-1] + s


LAST = [
    longer_and_longer, shorter_and_shorter, made_of_the_trip_before, grown_and_read_twice,
    bound_in_one_arm, in_nested_loops, read_before_it_is_bound_again, bound_in_a_loop_in_an_arm,
    a_list_of_each_trip,
]  # fmt: skip


@pytest.mark.parametrize("f", LAST)
def test_what_the_last_trip_made_has_an_adjoint_of_each_trip_s_size(f):
    check_grads(f, X, order=order_in_turn())


# -- formulas that read what is stored over -----------------------------------------------------


def a_quotient_that_is_stored_over(x):
    x[0] = 1.0
    c = 0.0
    for _ in range(2):
        r = x / (1 + x**2)
        c = c + np.sum(r**2)
        r[1:] = 0.5
    return c


def a_quotient_that_is_centred(x):
    x[0] = 0.0
    c = 0.0
    for _ in range(2):
        r = x / (1 + x @ x)
        c += r @ r
        r -= np.mean(r)
        c += r[0] ** 3
    return c


@pytest.mark.parametrize("f", [a_quotient_that_is_stored_over, a_quotient_that_is_centred])
def test_a_formula_reads_no_result_that_was_not_copied(f):
    check_grads(f, X, order=2)


# -- arrays of no dimension, which arithmetic makes numbers of -------------------------------------


def multiplied(x):
    s = np.array(x[0])
    s *= x[1]
    return s * s


def filled_and_copied(x):
    s = np.array(x[0])
    t = s.copy()
    for i in range(3):
        s += t * x[i]
        t[...] = s * s
        s[()] = np.sin(t)
    return s * t


def under_two_names(x):
    s = np.zeros(())
    s[...] = x[0]
    s += x[1] ** 2
    y = s
    y *= x[2]
    return s + y * x[0]


def a_sum_that_keeps_its_axes(x):
    s = x.sum(keepdims=True).reshape(())
    s[...] *= 2.0
    s -= x[0]
    return s * s


POINTS = [multiplied, filled_and_copied, under_two_names, a_sum_that_keeps_its_axes]


@pytest.mark.parametrize("f", POINTS)
def test_memory_of_no_dimension_stays_memory(f):
    check_grads(f, X, order=2)


# -- sums at places are stores -----------------------------------------------------------------


def a_test_of_what_is_added_to(x):
    a = np.tanh(x)
    z = 0.0
    for _ in range(2):
        if a[0] < 0.8:
            z += np.sum(a) ** 2
        np.add.at(a, [0, 0], np.sin(x[0] ** 2))
    return z


def one_cell_before_and_after(x):
    a = np.tanh(x)
    before = a[0] * a[1]
    np.add.at(a, [0, 1, 0], x[:3])
    return before * a[0] * a[1]


@pytest.mark.parametrize("f", [a_test_of_what_is_added_to, one_cell_before_and_after])
def test_what_is_added_at_places_is_written(f):
    check_grads(f, X, order=2)
