"""Programs that the hunt (`python -m tests.hunt`) found to be wrong, made smaller."""

import numpy as np
import pytest

from s2sad import check_grads

A = np.array


def written_in_one_arm(x):
    if x < 0.24:
        x = np.tanh(x)
    else:
        x = np.tanh(x)
        x **= 2
    return x


def test_a_result_is_read_and_written_in_one_of_two_arms():
    check_grads(written_in_one_arm, A([0.962]))
    check_grads(written_in_one_arm, A([0.1]))


def written_after_the_loop(y):
    a = np.tanh(np.full(3, y))
    for _ in range(3):
        a = np.tanh(np.mean(a, axis=0, keepdims=True))
    else:
        a *= y
    return a


def test_a_result_of_the_loop_is_written_after_it():
    check_grads(written_after_the_loop, 0.747)


def argument_as_the_result(x, y, z):
    r = y.reshape(1) if x[0] else y[0]
    y -= 0.4
    y = z
    return np.sin(z) + r, y


def test_a_pullback_does_not_see_writes_to_a_result_that_is_an_argument():
    check_grads(argument_as_the_result, [-0.434, 0.949], A([[-1.154]]), A([0.407, -1.267]))


def older_in_an_arm(x):
    s = 0.5
    if s:
        old = x * x
        x = x**2
    if s:
        x = x * old
    return x


def test_a_variable_that_is_called_old_is_the_users():
    check_grads(older_in_an_arm, A([0.3, 0.4]), order=2)


def stored_into_and_exchanged(x):
    v = x.copy()
    v[1] = 0.4
    v, x = x, v
    return x


def test_an_array_that_is_stored_into_changes_its_name():
    check_grads(stored_into_and_exchanged, A([0.854, 0.735, -0.59]))


def condition_of_a_list_that_is_written(rows, t):
    a = rows[2][0] * t if not rows[0][0] >= 0.43 else 4.0 * t
    rows[0][-2] = 1.0
    return a


def condition_in_a_loop_that_writes(x, rows):
    for i in range(len(rows)):
        for j in range(2):
            rows[i][j] += 1 if 0.11 < rows[0][1] <= 0.69 else x[0]
    return [v for row in rows for v in row]


def all_items_made_of_one(rows):
    s = rows[0][0] if rows[1][1] > 0.24 else rows[0][1]
    for i in range(len(rows)):
        for j in range(2):
            rows[i][j] = 0.5 * s
    return rows


def test_a_test_that_reads_a_list_in_a_list_is_recorded():
    check_grads(condition_of_a_list_that_is_written, [[-0.25, 0.5], [-0.75, 0.9], [-1.1, 0.2]], 0.7)
    check_grads(condition_in_a_loop_that_writes, A([0.631, -1.251]), [[0.891, 0.593]])
    check_grads(all_items_made_of_one, [[1.105, 1.25], [0.845, 0.31]])


def bound_in_an_arm_and_written(x):
    for _ in range(2):
        flag = 0.81
        if flag:
            a = x + x
        a = a**2
        s = a
        a -= a
        x -= np.sin(s)
    return x


def bound_beside_its_shadow(x, n):
    z, w = x * 1.0, x * 2.0
    for i in range(n):
        if i > 0:
            z = z + y * x
            w = y
        y = np.sin(x * i)
        y[0] = z[1]
    return np.sum(z) + np.sum(w)


def test_the_old_value_of_a_name_that_the_first_trip_binds():
    check_grads(bound_in_an_arm_and_written, A([1.075]), order=2)
    check_grads(bound_beside_its_shadow, A([0.7, -1.3, 2.1]), 3, order=2)


def added_at_a_row(x, z):
    np.add.at(z, -1, x.sum() + z[0])
    return z


def test_what_is_added_at_a_row_has_an_adjoint_of_its_own():
    check_grads(added_at_a_row, A([-0.43, 1.092]), A([[1.114, 1.235, 0.236]]))
    check_grads(added_at_a_row, A([-0.43, 1.092]), A([[1.114, 1.235], [0.3, 0.4]]))


def a_display_is_added(x):
    np.add.at(x, [0, 0], [x[1] * 2.0, x[0] * 3.0])
    np.subtract.at(x, [1, 1], (x[1], 1.0))
    return x


def a_list_is_added(x):
    values = [x[1], x[0] * 2.0]
    np.add.at(x[::-1], [0, 0], values)
    return x * values[0]


def test_lists_that_are_added_at_places_have_adjoints():
    check_grads(a_display_is_added, A([0.4, 0.7]), order=2)
    check_grads(a_list_is_added, A([0.4, 0.7]))


def deleted_after_the_attempt(x):
    try:
        k = float("1.5")
    except ValueError:
        k = 0.7
    del k
    return x * x


def test_what_an_attempt_binds_may_be_deleted():
    check_grads(deleted_after_the_attempt, 0.3)


def chained_test_as_a_value(x, y):
    return (y >= 0.62 and 0.72 < y <= 1.52) and y or x


def constant_test_as_a_value(x, y):
    s = (0.5 < 1.5 <= 1.3 and 0.2 < y <= 1.1) and x * 1.24 or y
    return s * y


def test_a_test_with_several_parts_may_be_a_part_of_a_value():
    for y in (0.7, 1.0, 0.1):
        check_grads(chained_test_as_a_value, 0.4, y)
        check_grads(constant_test_as_a_value, 0.4, y)


def a_copy_that_is_written(x):
    v = x[[0, 0, 1]]
    v[:] = v**2
    r = np.sin(v)
    x[:] /= np.mean(r)
    return np.sum(x * x)


def a_copy_that_is_written_in_a_loop(x):
    s = 0.0
    y = x * 1.0
    for k in range(3):
        v = y[[k, k, 1]]
        v[:] = v**2
        r = np.sin(v)
        y[k] = y[k] * np.sum(r)
        s = s + np.sum(r * v)
    return s + np.sum(y)


def a_copy_of_what_stays(x):
    s = 0.0
    y = np.zeros(5)
    y[:3] = x
    for k in range(3):
        v = y[[k, k, 1]]
        v[1:] = v[:2] ** 2
        s = s + np.sum(np.sin(v) * v)
        y[3] = s
    return s


@pytest.mark.parametrize(
    "function", [a_copy_that_is_written, a_copy_that_is_written_in_a_loop, a_copy_of_what_stays]
)
def test_a_copy_of_cells_that_is_written_is_not_loaded_again(function):
    check_grads(function, np.array([0.7, 1.2, 0.4]), order=2)


def a_return_that_is_never_reached(x):
    for i in range(0):
        for _k in range(i % 3):
            if 1.07 <= 0.57:
                return x * 2.0
    return x * 3.0


def test_a_loop_of_which_nothing_is_left_has_a_body():
    check_grads(a_return_that_is_never_reached, 1.5, order=2)
