"""Whole adjoint and tangent programs: what callers give and get, by value."""
# ruff: noqa: B007

import numpy as np
import pytest

from s2sad import differentiate, grad, jvp, value_and_grad, vjp
from tests.small import check, adjoint_text, special, sweeps

X = np.array([0.3, 0.7, 1.1, 1.6])
M = X.reshape(2, 2)
BUFFER = np.array([0.5, 0.2, 0.9, 0.1])
WEIGHTS = np.array([0.5, 0.2, 0.9, 0.1])


# -- arguments ---------------------------------------------------------------------------------


def writes_its_argument(x, y):
    for k in range(2):
        x[k] = x[k + 1] * y[k]
        y[k] *= x[3]
    return np.sum(x * y)


def writes_through_a_view(a):
    row = a[0]
    for k in range(2):
        row[k] = row[k - 1] * a[1, k]
    return np.sum(a * a)


def writes_and_rebinds(x):
    x[0] = x[1] * x[2]
    y = x * x
    x = y * x
    x[1] = y[0] * x[3]
    return np.sum(x * y)


def writes_what_is_captured(x):
    for k in range(3):
        BUFFER[k] = BUFFER[k + 1] * x[k]
    return np.sum(BUFFER * x)


def reads_what_is_captured(x):
    s = 1.0
    for k in range(3):
        s = s * np.sum(WEIGHTS * x)
    return s


def writes_the_items_of_a_list(rows, s):
    for k in range(2):
        rows[k][0] = rows[1 - k][1] * s
        rows.append(rows[k] * s)
    return np.sum(rows[0] * rows[3])


def does_not_use(x, y, n):
    s = x
    for _ in range(n):
        s = s * x
    return s


def appends_to_what_it_does_not_use(values, x):
    values.append(2.0)
    return x * len(values)


def returns_its_argument(x):
    return x


def returns_a_view(x):
    y = x * 1.0
    v = y[1:]
    v[0] = v[1] * y[0]
    return v


def returns_twice(x):
    y = x * x
    return y, y, (x, 1.0)


def returns_what_does_not_depend(x, y):
    return x * x, y * 2.0


def returns_a_dict(x):
    y = x * x
    for _ in range(2):
        y = y * x
    return {"y": y, "z": np.sum(y)}


def returns_a_carried_number(x, n):
    s = x
    for _ in range(n):
        s = np.sin(s) * x
    return s


def returns_a_buffer(x, n):
    u = x * 1.0
    for k in range(n):
        u[1:] = u[:-1] * u[1:]
    return u


def returns_exchanged_buffers(x):
    a = x * 1.0
    b = x * x
    for _ in range(3):
        a[1:] = b[:-1] * a[1:]
        a, b = b, a
    return a, b


def rebinds_its_argument(x, y):
    y = np.sin(x)
    for _ in range(2):
        x = x * y
    return x


def rebinds_to_another_shape(x, y):
    s = np.sum(x)
    x = x[1:] * 1.0
    y = y[1:, 0]
    return s * s


CASES = [
    (writes_its_argument, (X, X + 0.2), (0, 1)),
    (writes_its_argument, (X, X + 0.2), (0,)),
    (writes_its_argument, (X, X + 0.2), (1,)),
    (writes_through_a_view, (M,), (0,)),
    (writes_through_a_view, (np.asfortranarray(M),), (0,)),
    (writes_and_rebinds, (X,), (0,)),
    (reads_what_is_captured, (X,), (0,)),
    (writes_the_items_of_a_list, ([X * 1.0, X * X], 0.7), (0, 1)),
    (writes_the_items_of_a_list, ([X * 1.0, X * X], 0.7), (1,)),
    (does_not_use, (0.7, 1.2, 2), (0, 1)),
    (appends_to_what_it_does_not_use, ([0.5, 0.6], 0.3), (0, 1)),
    (returns_its_argument, (X,), (0,)),
    (returns_its_argument, (0.7,), (0,)),
    (returns_a_view, (X,), (0,)),
    (returns_twice, (X,), (0,)),
    (returns_twice, (0.7,), (0,)),
    (returns_what_does_not_depend, (X, X), (0, 1)),
    (returns_what_does_not_depend, (X, X), (0,)),
    (returns_a_dict, (X,), (0,)),
    (returns_a_carried_number, (0.7, 3), (0,)),
    (returns_a_buffer, (X, 3), (0,)),
    (returns_exchanged_buffers, (X,), (0,)),
    (rebinds_its_argument, (0.7, 1.2), (0, 1)),
    (rebinds_to_another_shape, (X, M), (0, 1)),
]


@pytest.mark.parametrize(("f", "args", "wrt"), CASES)
def test_programs_as_callers_see_them(f, args, wrt):
    check(f, *args, wrt=wrt)


def test_a_captured_array_stays_as_it_was():
    before = BUFFER.copy()
    value, gradient = value_and_grad(writes_what_is_captured)(X)
    assert np.array_equal(BUFFER, before)
    tangent = jvp(writes_what_is_captured, (X,), (X,))
    assert np.array_equal(BUFFER, before)
    again, pullback = vjp(writes_what_is_captured, X)
    assert np.array_equal(BUFFER, before)
    assert value == again == tangent[0]
    step = 1e-6

    def at(t):
        try:
            return writes_what_is_captured(X + t * X)
        finally:
            BUFFER[:] = before

    slope = (at(step) - at(-step)) / (2 * step)
    assert np.isclose(gradient @ X, slope, rtol=1e-6)
    assert np.isclose(tangent[1], slope, rtol=1e-6)
    assert np.allclose(pullback(1.0), gradient)


def test_a_captured_value_is_read_when_the_gradient_is_taken():
    f = differentiate(reads_what_is_captured)
    f.grad(X)
    try:
        WEIGHTS[0] = 2.0
        check(reads_what_is_captured, X)
        fresh = grad(reads_what_is_captured)(X)
        assert np.allclose(f.grad(X), fresh)
    finally:
        WEIGHTS[0] = 0.5


def test_an_argument_is_copied_once_where_it_is_written_and_never_otherwise():
    text = adjoint_text(writes_its_argument, X, X)
    assert text.count("x = x.copy()") == text.count("y = y.copy()") == 1
    assert "copy" not in adjoint_text(reads_what_is_captured, X)


def test_a_number_that_is_put_back_is_returned_as_it_was_at_the_end():
    assert grad(returns_a_carried_number)(0.7, 3) != 0.0
    value, _ = value_and_grad(returns_a_carried_number)(0.7, 3)
    assert value == returns_a_carried_number(0.7, 3)


def test_a_gradient_alone_computes_no_result():
    found = special(reads_what_is_captured, X)
    text = found.gradient(("x",)).text
    assert text.splitlines()[-1].strip().startswith("return (gx")
    full = found.adjoint(("x",)).text
    assert len(text.splitlines()) <= len(full.splitlines())
    assert np.array_equal(found.gradient(("x",))(X)[0], found.adjoint(("x",))(X)[1][0])


def test_the_gradient_of_an_argument_that_is_not_used_is_zero_and_has_its_shape():
    with np.errstate(all="ignore"):
        gradients = grad(rebinds_to_another_shape, wrt=(0, 1))(X, M)
    assert gradients[1].shape == M.shape and not gradients[1].any()
    assert gradients[0].shape == X.shape


def test_gradients_do_not_share_memory_with_one_another_or_with_the_seed():
    def f(x, y):
        return x + y

    seed = np.ones(4)
    _, pullback = vjp(f, X, X, wrt=(0, 1))
    gx, gy = pullback(seed)
    gx[0] = 5.0
    assert gy[0] == 1.0 and seed[0] == 1.0


def test_a_seed_of_a_number_has_a_default():
    assert "gs=1.0" in adjoint_text(returns_a_carried_number, 0.7, 3, wrt=(0,)).splitlines()[0]
    assert "gu)" in adjoint_text(returns_a_buffer, X, 3, wrt=(0,)).splitlines()[0]


def test_parts_of_a_tuple_have_gradients_of_their_own():
    def f(pair, s):
        a, b = pair
        for k in range(2):
            a[k] = a[k + 1] * b[k] * s
        return np.sum(a * b)

    check(f, (X, X * X), 0.7)
    check(f, (X, X * X), 0.7, wrt=0)


def test_a_part_of_a_tuple_that_is_not_used_has_a_zero():
    def f(pair):
        return np.sum(pair[0] * pair[0])

    ga, gb = grad(f)((X, M))
    assert np.allclose(ga, 2.0 * X)
    assert gb.shape == M.shape and not gb.any()


# -- conditional values, slices and extremes of lists ------------------------------------------


def conditional_operations(x, y):
    s = x
    for k in range(3):
        s = s * x * y if k % 2 else np.sin(s) + y * x
    return s if s > 0.3 else s * y


def value_or_another(x, y):
    s = x
    for k in range(3):
        s = (s * (k % 2)) or s + y * x
        s = s and s * y
        s = 0.0 * s or x * s or y
    return s


def slice_of_a_list(x):
    values = [x, x * x, x + 1.0, x * 2.0]
    s = 0.5
    for k in range(3):
        for v in values[k : k + 2]:
            s = s * v + x
        for v in values[-2:]:
            s = s + v * v
        for v in values[:-1]:
            s = s + v
        for v in values[1:9]:
            s = s * v
    return s


def slice_with_negative_names(x, n):
    values = [x, x * x, x + 1.0]
    s = 0.5
    for k in range(n):
        for v in values[k - 2 :]:
            s = s * v + x
        for v in values[: 0 - k]:
            s = s + v * v
    return s


def slice_is_a_list_of_its_own(x):
    values = [x, x * x, x + 1.0]
    some = values[1:]
    for k in range(2):
        some[k] = some[k] * values[k + 1]
    values[1] = x * some[0]
    return some[0] * some[1] * values[1] * values[2]


def extremes(x):
    values = [x, x * x, x + 1.0]
    s = 0.5
    for k in range(2):
        s = s * max(values) + min(values) * x
        values.append(s * 3.0)
    return s + max(x, s) * min(s, x * x)


def display_is_an_array(x, y):
    s = 0.5
    for k in range(2):
        s = s * np.sum(np.array([x, y, s]) * [y, x * y, 2.0]) + np.dot([x, s], [y, x])
    return s


@pytest.mark.parametrize(
    ("f", "args"),
    [
        (conditional_operations, (0.7, 1.2)),
        (value_or_another, (0.7, 1.2)),
        (slice_of_a_list, (0.7,)),
        (slice_is_a_list_of_its_own, (0.7,)),
        (extremes, (0.7,)),
        (display_is_an_array, (0.7, 1.2)),
    ],
)
def test_values_that_are_taken_apart(f, args):
    check(f, *args)


@pytest.mark.parametrize("n", [0, 1, 2, 3])
def test_bounds_of_slices_that_are_names(n):
    check(slice_with_negative_names, 0.7, n, wrt=0)


def test_the_first_of_equal_extremes_receives_the_adjoint():
    def f(x, y):
        values = [x, y]
        return max(values) * 3.0 + min(values)

    gx, gy = grad(f, wrt=(0, 1))(0.7, 0.7)
    assert (gx, gy) == (4.0, 0.0)
    check(f, 0.7, 0.9)


# -- what the reverse sweep evaluates again ----------------------------------------------------


def reads_itself(x, n):
    for _ in range(n):
        x = x * x + np.sin(x)
        x = -x
    return x


def condition_reads_written_memory(x):
    u = x * 1.0
    for k in range(3):
        if u[k] > 0.5:
            u[k] = u[k] * 0.1
        else:
            u[k + 1] = u[k] * u[k + 1]
    return np.sum(u * u)


def condition_name_changes(x):
    s = x
    up = True
    for k in range(3):
        if up:
            up = False
            s = s * x
        else:
            up = s < 5.0
            s = s * s + x
    return s


def index_reads_written_memory(x):
    u = x * 1.0
    order = np.array([2, 0, 1])
    for k in range(3):
        u[order[k]] = u[order[k]] * u[k]
        order[k] = k
        u[order[0] + 1] *= x[order[k - 1]]
    return np.sum(u * u)


def mask_of_itself(x):
    u = x * 1.0
    for k in range(2):
        u[u < 1.0] = 0.5 * (k + 1.0)
        u[u > 1.05] *= x[0]
        u[u < 0.9] += x[1]
    return np.sum(u * u * x)


def range_of_what_changes(x, n):
    s = x
    m = n
    for i in range(n):
        n = 1
        for j in range(i, m + i):
            m = 2
            s = s * x + 0.1 * j
    return s


def loop_variable_of_two_loops(x):
    s = 1.0
    for i in range(2):
        s = s * x[i]
        for i in range(3):
            s = s * x[i] + 0.1
        s = s + x[i] * s
    return s


def result_of_a_temporary(x, y):
    for _ in range(2):
        x = x * y
    return x * y


def result_of_a_constant(x):
    return x * x, 2.0


@pytest.mark.parametrize(
    ("f", "args", "wrt"),
    [
        (reads_itself, (0.4, 3), (0,)),
        (condition_reads_written_memory, (X,), (0,)),
        (condition_name_changes, (0.7,), (0,)),
        (index_reads_written_memory, (X,), (0,)),
        (mask_of_itself, (X,), (0,)),
        (range_of_what_changes, (0.7, 3), (0,)),
        (loop_variable_of_two_loops, (X,), (0,)),
        (result_of_a_temporary, (0.7, 1.2), (0, 1)),
        (result_of_a_constant, (0.7,), (0,)),
    ],
)
def test_what_is_evaluated_again_means_the_same(f, args, wrt):
    check(f, *args, wrt=wrt)


def test_a_mask_and_a_condition_are_named_before_they_change():
    ahead, back = sweeps(mask_of_itself, X)
    assert "u <" not in back and "u >" not in back
    ahead, back = sweeps(condition_reads_written_memory, X)
    assert "u[k] > 0.5" not in back


# -- tangents ----------------------------------------------------------------------------------


def carried_and_exchanged(x, y, n):
    c = 1.0
    for k in range(n):
        x, y = y, x * y
        c, x = x, c
        x = x * c + y
    return x * y + c


def zero_where_nothing_varies(x, n):
    s = 1.0
    u = np.zeros(4)
    rows = []
    for k in range(n):
        rows.append(u * s)
        u[k] = s
        s = 0.5 if k == 1 else s * x
        u = u * 1.0
        u[0] += s
        u[1] = 2.0
    return s + np.sum(u * rows[-1])


def full_shapes(x, s):
    a = np.zeros(4)
    for k in range(2):
        b = a + s
        c = np.full(4, s) * x
        a = b * c
        a[1:] = s * s
    return a


def shared_tangents(x):
    a = x * 1.0
    b = a.T
    c = a.reshape(2, 2)
    d = a.copy()
    for k in range(2):
        a[k] = b[k + 1] * c[1, 1]
        d[k] = a[k] * d[k + 1]
        c[0, 1] *= d[0]
    return np.sum(a * d)


def broadcast_tangents(x):
    a = np.broadcast_to(x, (2, 4)) * 1.0
    b = a + x
    for k in range(2):
        a[k] = b[1 - k] * a[k]
        b[k, 1:] = x[:-1] * b[k, 1:]
    return np.sum(a * b)


@pytest.mark.parametrize(
    ("f", "args", "wrt"),
    [
        (carried_and_exchanged, (0.7, 1.2, 3), (0, 1)),
        (carried_and_exchanged, (0.7, 1.2, 3), (0,)),
        (zero_where_nothing_varies, (0.7, 4), (0,)),
        (full_shapes, (X, 0.7), (0, 1)),
        (full_shapes, (X, 0.7), (1,)),
        (shared_tangents, (X,), (0,)),
        (broadcast_tangents, (X,), (0,)),
        (writes_its_argument, (X, X + 0.2), (1,)),
    ],
)
def test_tangents(f, args, wrt):
    check(f, *args, wrt=wrt)


def test_a_tangent_program_leaves_the_tangents_that_it_is_given():
    towards = np.ones(4)
    jvp(writes_its_argument, (X.copy(), X.copy()), (towards, towards.copy()))
    assert np.array_equal(towards, np.ones(4))
