"""Branches, loops, and what is recorded for their mirrors: programs by value and by text."""
# ruff: noqa: B007

import numpy as np
import pytest


from tests.small import check, adjoint_text, sweeps

X = np.array([0.3, 0.7, 1.1, 1.6])


# -- branches ----------------------------------------------------------------------------------


def used_in_one_arm(x, y, n):
    s = x
    for k in range(n):
        if k % 2 == 0:
            s = s * y
        else:
            s = s * s + 1.0
    return s


def consumed_in_one_arm(x, y):
    a = x * y
    if x > 0.1:
        b = a * a
    else:
        b = y
    if y > 5.0:
        b = b * x
    return b


def array_of_one_arm(x, c):
    y = x * x
    if c > 0.5:
        z = y[1:] * 2.0
        s = np.sum(z * z)
    else:
        s = np.sum(y)
    return s


def shared_in_one_arm(x, c):
    y = x * x
    z = y
    if c > 0.5:
        z = y + x
    w = z + y
    return np.sum(w * x) + np.sum(z)


def rebound_in_one_arm(x, n):
    for k in range(n):
        if k == 1:
            x = x * x
        elif k == 2:
            x = 0.5
        else:
            x = x + np.sin(x)
    return x


def condition_changes(x):
    s = 1.0
    for k in range(4):
        if s > 0.8:
            s = s * x
        else:
            s = s + x * x
    return s


def shared_seed_in_an_arm(x, c):
    y = x + 0.0
    if c > 0.5:
        y = y + x
    return y, x * 1.0


@pytest.mark.parametrize(
    ("f", "args", "wrt"),
    [
        (used_in_one_arm, (0.7, 1.2, 3), (0, 1)),
        (consumed_in_one_arm, (0.7, 1.2), (0, 1)),
        (consumed_in_one_arm, (0.05, 1.2), (0, 1)),
        (consumed_in_one_arm, (0.7, 6.0), (0, 1)),
        (array_of_one_arm, (X, 1.0), (0,)),
        (array_of_one_arm, (X, 0.0), (0,)),
        (shared_in_one_arm, (X, 1.0), (0,)),
        (shared_in_one_arm, (X, 0.0), (0,)),
        (rebound_in_one_arm, (0.7, 5), (0,)),
        (rebound_in_one_arm, (0.7, 2), (0,)),
        (condition_changes, (0.6,), (0,)),
        (shared_seed_in_an_arm, (X, 1.0), (0,)),
        (shared_seed_in_an_arm, (X, 0.0), (0,)),
    ],
)
def test_branches(f, args, wrt):
    check(f, *args, wrt=wrt)


def test_what_one_arm_leaves_zero_is_made_zero_there():
    def f(x, y):
        if x > 1.0:
            s = x * x
        else:
            s = y * y
        return s

    _, back = sweeps(f, 0.6, 1.2)
    assert back.count("g:y = 0.0") == back.count("g:x = 0.0") == 1
    check(f, 0.6, 1.2)
    check(f, 1.6, 1.2)


# -- loops -------------------------------------------------------------------------------------


def consumed_in_the_loop(x, y):
    s = x
    for _ in range(3):
        t = s * y
        s = y * t * t
    return s + t


def reset_in_the_loop(x, y):
    s = x
    t = x
    for k in range(3):
        t = t * s
        s = y
        s = s * t
    return s * t


def local_read_after_the_loop(x):
    s = 0.0
    for k in range(3):
        a = x * (k + 1.0)
        s = s + a * a
    return s * a


def accumulated_before_and_in_the_loop(x):
    s = np.sum(x)
    y = x * x
    for k in range(3):
        s = s * y[k] + np.sum(x * y)
    return s + y[0]


def shared_around_the_loop(x):
    y = x + 0.0
    z = y
    for _ in range(3):
        z = z + y
        y = z
    return np.sum(z * x) + np.sum(y)


def shared_at_the_head(x, n):
    y = x * x
    z = x * 1.0
    for _ in range(n):
        w = y + z
        z = w
        y = y + w
    return y, z


def seeds_shared_with_a_loop(x, n):
    y = x * 1.0
    for _ in range(n):
        y = y + x
    return y


def moved_shapes(x):
    y = x * x
    for _ in range(2):
        z = y[1:]
        y = z * z
    return np.sum(y)


def no_trip(x, n):
    s = x
    t = x * x
    for k in range(n):
        s = s * t
        t = s
    return s + t


def nested(x, n):
    s = x
    for k in range(n):
        t = s
        for j in range(k + 1):
            t = t * x + j
        s = s + t * t
    return s


def counted_by_a_condition(x):
    s = x
    k = 0
    while s < 5.0:
        s = s * (1.2 + x) + k
        k += 1
        for j in range(k):
            s = s + x * j
    return s * k


def stops_early(x, n):
    s = x
    for k in range(n):
        s = s * s + x
        if s > 2.0:
            s = s * x
            break
        s = s + 0.1
    return s * (k + 1)


def header_changes(x, n):
    s = x
    m = n
    for k in range(n):
        n = 1
        for j in range(m):
            m = 2
            s = s * x + j
    return s * n


def descending(x):
    s = x[0]
    for k in range(3, 0, -1):
        s = s * x[k] + x[k - 1]
    for k in range(0, 4, 2):
        s = s * x[k] + s * s
    return s


def loop_variable_changes(x):
    s = 1.0
    for k in range(3):
        s = s * x[k]
        k = k + 1
        s = s * x[k] + x[0]
    return s * k


def loop_variable_is_read_afterwards(x):
    k = 1
    s = x[k]
    for k in range(3):
        s = s * x[k]
    for k in range(k, 4):
        s = s * x[k] + k
    return s * x[k]


@pytest.mark.parametrize(
    ("f", "args", "wrt"),
    [
        (consumed_in_the_loop, (0.7, 0.8), (0, 1)),
        (reset_in_the_loop, (0.7, 0.8), (0, 1)),
        (local_read_after_the_loop, (0.7,), (0,)),
        (accumulated_before_and_in_the_loop, (X,), (0,)),
        (shared_around_the_loop, (X,), (0,)),
        (shared_at_the_head, (X, 2), (0,)),
        (shared_at_the_head, (X, 0), (0,)),
        (seeds_shared_with_a_loop, (X, 2), (0,)),
        (moved_shapes, (X,), (0,)),
        (no_trip, (0.7, 0), (0,)),
        (no_trip, (0.7, 2), (0,)),
        (nested, (0.7, 3), (0,)),
        (counted_by_a_condition, (0.7,), (0,)),
        (stops_early, (0.7, 6), (0,)),
        (stops_early, (0.7, 2), (0,)),
        (header_changes, (0.7, 3), (0,)),
        (descending, (X,), (0,)),
        (loop_variable_changes, (X,), (0,)),
        (loop_variable_is_read_afterwards, (X,), (0,)),
    ],
)
def test_loops(f, args, wrt):
    check(f, *args, wrt=wrt)


# -- what is recorded --------------------------------------------------------------------------


def carried(x, n):
    for _ in range(n):
        x = np.sin(x) * x
    return x


def carried_out_of_a_branch(x, n):
    s = x
    t = x
    for k in range(n):
        if k % 2 == 0:
            t = np.sin(s * t)
            u = t * t
            s = s * u
        s = s * t
    return s


def saved_twice_in_a_trip(x, n):
    for _ in range(n):
        x = np.sin(x)
        x = x * x + 0.3
        x = np.exp(x) * x
    return x


def outside_loops(x):
    x = np.sin(x)
    y = x * x
    x = np.exp(x) * y
    y = y * x
    x = y * y
    return x * y


def indices(x):
    s = 0.5
    k = 0
    for i in range(3):
        j = i + 1
        k = (k + j) % 3
        s = s * x[j] * x[k] + x[i]
    return s


def loads(x, a):
    s = 0.5
    for i in range(3):
        b = x[i]
        c = b * a
        s = s * np.sin(c) * b
        a = a * c
    return s


def flags(x):
    s = x
    up = True
    for k in range(4):
        if up:
            s = s * s
        else:
            s = s + x
        up = s < 0.6
    return s


def loads_of_written_memory(x):
    y = x * 1.0
    s = 0.5
    for k in range(3):
        a = y[k]
        s = s * a * y[k + 1]
        y[k] = s
        y[k + 1] = a * a
    return s + np.sum(y)


def inner_loops(x, n):
    s = x
    for k in range(n):
        a = s * x
        b = np.sin(a)
        for _ in range(k):
            a = a * b
            b = a + s
        s = a * b
    return s


@pytest.mark.parametrize(
    ("f", "args"),
    [
        (carried, (0.7, 3)),
        (carried_out_of_a_branch, (0.7, 4)),
        (saved_twice_in_a_trip, (0.5, 2)),
        (outside_loops, (0.7,)),
        (indices, (X,)),
        (flags, (0.5,)),
        (loads_of_written_memory, (X,)),
        (inner_loops, (0.7, 3)),
    ],
)
def test_recorded_values_come_back(f, args):
    check(f, *args, wrt=0)


def test_recorded_operands_come_back():
    check(loads, X, 0.8)


def test_a_carried_value_is_saved_before_it_is_overwritten():
    ahead, back = sweeps(carried, 0.7, 3, wrt=(0,))
    lines = [line.strip() for line in ahead.splitlines()]
    assert "list.append(s:x, x)" in lines[: lines.index(next(s for s in lines if s[:4] == "x = "))]
    lines = [line.strip() for line in back.splitlines()]
    assert lines.index("x = list.pop(s:x)") > 0


def test_a_local_value_is_pushed_and_popped_where_the_mirror_begins():
    def f(x, n):
        s = x
        for _ in range(n):
            a = np.sin(s)
            s = s + a * a
        return s

    ahead, back = sweeps(f, 0.7, 3, wrt=(0,))
    assert "list.append(s:a, a)" in ahead
    body = back[back.index("for ") :].splitlines()
    assert any("list.pop(s:a)" in line for line in body[1:3])


def test_a_restored_name_is_restored_after_the_adjoint_statements_that_read_the_new_value():
    def f(x, n):
        y = x * 1.0
        for _ in range(n):
            y = y * x + 0.1
            x = np.exp(y * 0.5)
        return x

    check(f, 0.3, 2, wrt=0)
    _, back = sweeps(f, 0.3, 2, wrt=(0,))
    lines = [line.strip() for line in back.splitlines()]
    assert any("x * " in line for line in lines[: lines.index("x = list.pop(s:x)")])


def test_cheap_integers_and_loads_are_computed_again():
    text = adjoint_text(indices, X)
    assert "i_stack" not in text
    assert "j_stack" not in text

    def f(x, a):
        s = 0.5
        for i in range(3):
            b = x[i]
            s = s * b * np.sin(a * b)
        return s

    text = adjoint_text(f, X, 0.8)
    assert "b_stack" not in text
    assert text.count("= x[i]") == 2
    check(f, X, 0.8)


def test_a_loop_index_is_not_recorded_but_carried_integers_are():
    text = adjoint_text(indices, X)
    assert "for i in range(2, -1, -1)" in text
    assert "k_stack" in text


def test_what_no_adjoint_reads_is_not_recorded():
    def f(x, n):
        s = x
        for _ in range(n):
            a = s + x
            b = a - 2.0 * x
            s = 0.5 * b
        return s

    assert "append" not in adjoint_text(f, 0.7, 3, wrt=(0,))
    check(f, 0.7, 3, wrt=0)


def test_nothing_is_pushed_outside_loops():
    text = adjoint_text(outside_loops, 0.7)
    assert "append" not in text


# -- names that not every way has bound --------------------------------------------------------


def bound_in_one_arm(x, n):
    s = x
    for k in range(n):
        if k == 1:
            t = np.sin(s) * x
        if k >= 1:
            s = s * t
            t = t * s
    return s


def bound_in_no_trip(x, n):
    s = x
    for k in range(n):
        t = np.sin(s)
        s = s * t
    if n > 0:
        s = s * t
    return s


def array_bound_late(x, n):
    s = np.sum(x)
    for k in range(n):
        if k > 0:
            s = s * np.sum(y * y)
        y = x * s
        if k > 1:
            y = y * y
    return s


def raises_otherwise(x, n):
    s = x
    for k in range(n):
        if k < 10:
            t = np.sin(s)
        else:
            raise ValueError("too many")
        s = s * t
    return s


@pytest.mark.parametrize("f", [bound_in_one_arm, bound_in_no_trip, raises_otherwise])
@pytest.mark.parametrize("n", [0, 1, 3])
def test_numbers_that_not_every_way_binds(f, n):
    check(f, 0.7, n, wrt=0)


@pytest.mark.parametrize("n", [0, 1, 3])
def test_arrays_that_not_every_way_binds(n):
    check(array_bound_late, X, n, wrt=0)


def bound_for_the_next_trip(x, n):
    s = x
    for k in range(n):
        if k > 0:
            s = s + t * x
        t = np.sin(x * k)
    return s


def test_a_placeholder_stands_only_where_a_way_is_missing():
    assert "np.nan" in adjoint_text(bound_for_the_next_trip, 0.7, 3, wrt=(0,))
    for f in (raises_otherwise, carried, nested, bound_in_one_arm):
        assert "np.nan" not in adjoint_text(f, 0.7, 3, wrt=(0,))
