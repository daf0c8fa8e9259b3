"""The mirrors of lists and of permutations of names: programs by value."""

import numpy as np
import pytest

from s2sad import check_grads
from tests.small import check, adjoint_text, sweeps

X = np.array([0.3, 0.7, 1.1])


# -- lists of numbers --------------------------------------------------------------------------


def append_and_read(x):
    values = [x, 1.0]
    for k in range(3):
        values.append(np.sin(values[k] * x) + values[-1])
    return values[2] * values[4]


def append_what_does_not_vary(x):
    values = [x]
    for k in range(3):
        values.append(0.5)
        values.append(x * values[k])
        values.append(1.0)
    return values[2] * values[-2] + values[5] * values[4]


def append_one_number_twice(x):
    values = []
    y = x * x
    for _ in range(2):
        values.append(y)
        values.append(y)
        y = y * values[-1] + x
    return values[0] * values[1] * values[3] + y


def pop_that_is_not_used(x):
    values = [x, x * x, 2.0 * x]
    for _ in range(2):
        values.append(np.cos(values[-1]))
        values.pop()
        values[0] = values[0] * values[-1]
        values.pop()
    return values[0]


def pop_and_append(x):
    values = [x, x * x]
    s = 1.0
    for k in range(4):
        a = values.pop()
        s = s * a
        if k < 2:
            values.append(a * x)
            values.append(s)
    return s + len(values)


def pop_from_the_front(x):
    values = [x, x * x, x + 1.0]
    s = 1.0
    for k in range(2):
        a = values.pop(0)
        s = s * a + values[0]
        values.append(s * k)
    return s * values[-1]


def store_items(x, y):
    values = [x, y, 0.0]
    for k in range(4):
        values[k % 3] = values[k % 2] * values[-1] + x
        values[-1] += values[0] * y
        values[1] *= 0.9
        values[2] = 1.5 if k == 1 else values[2]
    return values[0] + values[1] * values[2]


def repeated_number(x):
    values = [x] * 3
    for k in range(3):
        values[k] = values[k] * values[k - 1]
    return values[0] * values[1] + values[2]


def summed(x):
    values = [x, x * x]
    s = 0.5
    for _ in range(2):
        values.append(s * x)
        s = s * sum(values)
    return s * sum(values)


def stacked(x):
    values = [x]
    for _ in range(2):
        values.append(values[-1] * x)
    a = np.array(values)
    return np.sum(a * a)


def of_one_branch(x, n):
    values = [x]
    for k in range(n):
        if k % 2 == 0:
            values.append(values[-1] * x)
        else:
            values[0] = values[-1] ** 2
    return values[-1] * values[0]


def argument_list(values, s):
    total = s
    for k in range(3):
        total = total * values[k] + s
        values[k] = total
    values.append(total)
    return total * values[0] * values[3]


def read_only_argument(values, s):
    total = s
    for v in values:
        total = total * v + s
    return total * values[0]


def local_list(x):
    s = x
    for k in range(3):
        values = []
        for _ in range(k + 1):
            values.append(s * x)
        while values:
            s = s + values.pop() * 0.1
    return s


@pytest.mark.parametrize(
    "f",
    [
        append_and_read, append_what_does_not_vary, append_one_number_twice, pop_that_is_not_used,
        pop_and_append, pop_from_the_front, repeated_number, summed, stacked, local_list,
    ],
)  # fmt: skip
def test_lists_of_numbers(f):
    check(f, 0.7)


@pytest.mark.parametrize(
    ("f", "args", "wrt"),
    [
        (store_items, (0.7, 1.1), (0, 1)),
        (of_one_branch, (0.7, 5), (0,)),
        (argument_list, ([0.3, 0.7, 1.1], 0.6), (0, 1)),
        (read_only_argument, ([0.3, 0.7, 1.1], 0.6), (0, 1)),
    ],
)
def test_lists_that_are_stored_into_or_given(f, args, wrt):
    check(f, *args, wrt=wrt)


def test_a_pop_is_mirrored_by_an_append_even_of_a_zero():
    _, back = sweeps(pop_that_is_not_used, 0.7)
    assert "list.append(g:values, 0.0)" in back


# -- lists of arrays ---------------------------------------------------------------------------


def arrays_appended(x):
    rows = [x]
    for k in range(3):
        rows.append(np.sin(rows[k]) * rows[-1])
    return np.sum(rows[1] * rows[3]) + np.sum(rows[-1])


def arrays_popped(x):
    rows = [x, x * x, x + 1.0]
    y = x * 2.0
    for _ in range(3):
        a = rows.pop()
        y = y * a
    return np.sum(y)


def arrays_stored(x):
    rows = [x, x * x]
    for k in range(3):
        rows[k % 2] = rows[0] * rows[1]
        rows[1] += x
    return np.sum(rows[0] * rows[1])


def one_array_twice_in_a_list(x):
    a = x * x
    rows = [a, a]
    for _ in range(2):
        rows.append(a)
        a = a * rows[-1]
    return np.sum(rows[0] * rows[1] * rows[2]) + np.sum(a)


def written_through_a_list(x):
    a = x * 1.0
    rows = [a, x * x]
    for k in range(2):
        b = rows[k]
        b[0] = b[1] * b[2]
        rows[0][1] *= a[0]
    return np.sum(a * rows[1])


def written_after_append(x):
    rows = []
    for k in range(3):
        a = x * (k + 1.0)
        rows.append(a)
        a[0] = a[1] * a[2]
        if k > 0:
            rows[k - 1][2] = rows[k][0] ** 2
    b = rows.pop()
    b[1] = b[0] * rows[0][2]
    return np.sum(rows[0] * rows[1]) * np.sum(b)


def shared_and_exchanged(x):
    a = x * 1.0
    b = x * x
    rows = [a, b]
    for _ in range(3):
        rows[0], rows[1] = rows[1], rows[0]
        rows[0][0] = rows[1][1] * rows[0][2]
    return np.sum(a * b) + np.sum(rows[0])


def stacked_rows(x):
    rows = []
    for k in range(3):
        rows.append(np.sin(x * (k + 1.0)))
    a = np.array(rows)
    b = np.stack(rows)
    return np.sum(a * a * b)


def summed_rows(x):
    rows = [x, x * x]
    for _ in range(2):
        rows.append(rows[-1] * x)
    return np.sum(sum(rows) ** 2)


def list_in_a_list(x):
    grid = [[x, x * x], [1.0, x]]
    for k in range(2):
        grid[k][0] = grid[1 - k][1] * grid[k][1]
    return grid[0][0] * grid[1][0]


def copied_and_written(x):
    rows = [x * 1.0, x * x]
    other = rows.copy()
    b = other[0]
    b[0] = b[1] * b[2]
    return np.sum(np.array(rows) ** 2)


def written_and_read_as_a_list(x):
    a = x * 1.0
    rows = [a]
    a[0] = a[1] * a[2]
    return np.sum(np.array(rows) ** 2)


def written_before_it_is_held(x):
    a = x * 1.0
    a[0] = a[1] * a[2]
    rows = []
    rows.append(a)
    return np.sum(sum(rows) ** 2)


@pytest.mark.parametrize(
    "f",
    [
        arrays_appended, arrays_popped, arrays_stored, one_array_twice_in_a_list,
        written_through_a_list, written_after_append, shared_and_exchanged, stacked_rows,
        summed_rows, copied_and_written, written_and_read_as_a_list, written_before_it_is_held,
    ],
)  # fmt: skip
def test_lists_of_arrays(f):
    check(f, X)


def test_a_list_in_a_list():
    check(list_in_a_list, 0.8)


@pytest.mark.parametrize("written", [False, True])
def test_a_list_of_arrays_as_an_argument(written):
    def plain(rows):
        s = rows[0] * rows[1]
        for r in rows:
            s = s * r
        return np.sum(s)

    def writes(rows):
        for k in range(2):
            rows[k][0] = rows[1 - k][1] * rows[k][2]
        return np.sum(rows[0] * rows[1])

    check(writes if written else plain, [X, X * X + 0.1])


def test_a_list_argument_that_does_not_vary_is_written():
    def f(rows, x):
        a = rows[0]
        a[0] = x[1] * x[2]
        return np.sum(sum(rows) ** 2)

    check(f, [X.copy(), X * X + 0.1], X, wrt=1)


# -- permutations of names ---------------------------------------------------------------------


def exchanged_numbers(x, y, n):
    for _ in range(n):
        x, y = y, x * 1.0
        x = x * y
    return x + 2.0 * y


def rotated(x, y, z, n):
    for _ in range(n):
        x, y, z = y, z, x
        x = x * y + z
    return x + 2.0 * y + 3.0 * z


def rotated_and_read(x, y, z, n):
    s = 1.0
    for _ in range(n):
        s = s * x + y * z
        x, y, z = y, z, x
    return s + x * x


def rotated_and_summed(x, y, z):
    s = 1.0
    for _ in range(4):
        s = s * np.sum(x * y) + z[0] * y[1]
        x, y, z = y, z, x
    return s


def rotated_arrays(x, y):
    a, b, c = x * 1.0, y * 1.0, x * y
    for _ in range(2):
        a, b, c = c, a, b
        a = a * b
        c = a + c
    return np.sum(a * b) + np.sum(c)


def one_name_given_to_two(x, y):
    for _ in range(2):
        x, y = y, y
        x = x * y
    return x + 2.0 * y


def fibonacci(x, n):
    a, b = x, x * x
    for _ in range(n):
        a, b = b, a * b
    return b


def exchanged_buffers(x):
    a = x * 1.0
    b = x * 1.0
    for _ in range(3):
        b[1:] = a[:-1] * a[1:]
        b[0] = a[0] + b[2]
        a, b = b, a
    return np.sum(a * b)


def exchanged_with_an_alias(x):
    a = x * 1.0
    b = x * x
    for k in range(3):
        keep = a
        a, b = b, keep
        a[k] = a[k - 1] * b[k]
        keep[0] *= a[1]
    return np.sum(a * a * b)


def exchanged_with_what_does_not_vary(x, n):
    a = np.sin(x)
    b = 0.5
    s = x
    for _ in range(n):
        a, b = b, a
        s = s * a + b
    return s


def exchanged_outside_loops(x, y):
    x, y = y, x
    z = x * x * y
    x, y = y, z
    return x * y


@pytest.mark.parametrize(
    ("f", "args", "wrt"),
    [
        (exchanged_numbers, (0.6, 1.2, 3), (0, 1)),
        (exchanged_numbers, (0.6, 1.2, 2), (0,)),
        (rotated, (0.6, 1.2, 0.9, 4), (0, 1, 2)),
        (rotated_and_read, (0.6, 1.2, 0.9, 4), (0, 1, 2)),
        (rotated_and_summed, (X, X + 0.3, X * X), (0, 1, 2)),
        (rotated_arrays, (X, X + 0.2), (0, 1)),
        (one_name_given_to_two, (0.6, 1.2), (0, 1)),
        (fibonacci, (0.9, 4), (0,)),
        (exchanged_buffers, (X,), (0,)),
        (exchanged_with_an_alias, (X,), (0,)),
        (exchanged_with_what_does_not_vary, (0.7, 3), (0,)),
        (exchanged_outside_loops, (0.6, 1.2), (0, 1)),
    ],
)
def test_permutations(f, args, wrt):
    check(f, *args, wrt=wrt)


def test_a_permutation_is_inverted_and_records_nothing():
    def f(x, y):
        a, b = x * 1.0, y * 1.0
        s = x * y
        for _ in range(3):
            s = s * np.sum(a)
            a, b = b, a
        return s

    def buffers(x):
        a = x * 1.0
        b = x * x
        for _ in range(2):
            b[1:] = a[:-1]
            a, b = b, a
        return np.sum(a)

    check(f, 0.7, 0.4)
    check(buffers, X)
    assert "a_stack" not in adjoint_text(buffers, X)
    assert "a, b, ga, gb = b, a, gb, ga" in adjoint_text(buffers, X)


def products(rows):
    found = []
    for k in range(len(rows)):
        found.append(rows[k] * rows[k - 1])
    return found


def rows_made_anew(x, n):
    rows = [x, 2.0 * x]
    for _ in range(n):
        rows = products(rows)
    return np.sum(rows[0] * rows[1])


def test_the_adjoints_of_an_empty_list_are_an_empty_list():
    x = np.array([0.3, 0.7, 0.9])
    check_grads(rows_made_anew, x, 3, order=2)
    text = adjoint_text(rows_made_anew, x, 3)
    assert "        gfound = []\n" in text
