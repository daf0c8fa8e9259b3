"""What is recorded: as few lists as may be, one for each name, popped where the mirror begins."""
# ruff: noqa: B007

import math
import re

import numpy as np
import pytest

from s2sad import check_grads
from tests.small import adjoint_text, check

X = np.array([0.3, 0.7, 1.1, 0.9])


def lists(f, *args, wrt=(0,)):
    """Return the names of the lists of an adjoint program."""
    return re.findall(r"(\w+) = \[\]", adjoint_text(f, *args, wrt=wrt))


# -- computed again ------------------------------------------------------------------------------


def invariants(x, k, n):
    h = 0.1
    for _ in range(n):
        x = x + h / 6.0 * (-k * math.sin(x))
    return x


def chain_of_loads(x, w):
    s = 0.0
    for i in range(len(x)):
        a = x[i]
        b = a**2
        c = 1.0 + b
        s = s + w * c * b
    return s


def chain_of_arrays(X, w):
    s = 0.0
    for i in range(len(X)):
        e = np.exp(-X[i] * w)
        s = s + np.sum(2.0 / (1.0 + e))
    return s


def operand_of_the_old_value(x, n):
    y = x
    for i in range(n):
        y = y * y * x * math.sin(0.5 * y + i)
    return y


def chain_of_old_values(x, n):
    s = 0.0
    y = x
    for i in range(n):
        t = s * y + x
        y = y * x
        s = t * t * s
    return s + y


def chain_that_is_returned(x, n):
    t = x
    s = x
    for i in range(n):
        t = 0.5 * s + x
        s = t * t * s * s
    return s, t


def chain_of_the_trip_before(x, n):
    s = x
    t = 1.0
    for i in range(n):
        a = 0.5 * t
        t = 2.0 * s
        s = a * a * s * t * t
    return s


def loads_of_what_comes_back(x, n):
    s = 0.0
    for i in range(n):
        for j in range(len(x)):
            s = s + x[j] * x[j] ** 2
        x = x * s
    return s


def bound_in_the_loop_inside(x, n):
    y = x
    s = x
    for i in range(n):
        for j in range(2):
            s = s * s * (y + j) * (y + j)
            y = y * s
        y = y * y
    return s + y


def bound_between(x, n):
    y = x
    s = 0.0
    for i in range(n):
        a = 0.5 * y
        y = y + x
        s = s + a * x * y
        y = y * x
    return s + y


def read_before_it_is_restored(x, n):
    y = x
    s = 0.0
    for i in range(n):
        a = 0.5 * y
        s = s * a + x
        y = y * x
        s = s * y
    return s


def only_in_one_arm(x, n):
    y = x
    for i in range(n):
        if i % 2:
            a = 0.5 * y
            y = a * x
            y = y * a
        else:
            b = y - 1.0
            y = y * b
    return y


def of_two_definitions(x, n):
    s = x
    t = x
    for i in range(n):
        if i % 2:
            t = math.sin(s * x)
        else:
            t = math.cos(s * x)
        a = 2.0 * t
        s = s * a * t
    return s


def bound_again_in_an_arm(x, n):
    y = x
    for i in range(n):
        t = 0.5 * y
        if i % 2:
            t = 3.0 * y - x
        y = y * y * t * t
    return y


def bound_again_after(x, n):
    s = 1.0
    for i in range(n):
        t = math.sin(s * x)
        a = 2.0 * t
        s = s * a
        t = math.cos(s)
        s = s * t * a
    return s


def outer_value(x, n):
    s = x
    for i in range(n):
        t = math.sin(s)
        for j in range(2):
            s = s * (t + j) * (2.0 * t)
        t = t * s
        s = s + t
    return s


def two_conditions_of_one_word(x, n):
    s = x
    for word in ["double", "square", "root"] * n:
        if word == "double":
            s = 2.0 * s
        elif word == "square":
            s = s * s
        else:
            s = math.sqrt(s)
    return s


def two_conditions_of_one_value(x, n):
    s = x
    for _ in range(n):
        t = math.sin(s)
        if t > 0.8:
            s = 2.0 * s
        elif t > 0.2:
            s = 3.0 * s + t
    return s


def view_of_what_stays(a, x, n):
    for _ in range(n):
        x = np.tanh((a @ x) @ a.T)
    return np.sum(x)


def matrices_of_numbers(x, q, n):
    p = np.outer(x, x)
    for k in range(n):
        p = p @ p + x[0] * q * np.eye(3)
    return np.sum(p)


def a_matrix_that_is_written(x, q, n):
    s = 0.4
    for k in range(n):
        m = np.eye(3)
        m[0, 1] = x[0] * k
        s = s + np.sum(q * s * m) * np.sum(x @ m)
    return s


PROGRAMS = [
    (matrices_of_numbers, (X[:3], 0.7, 3), ["p_stack"]),
    (a_matrix_that_is_written, (X[:3], 0.7, 3), None),
    (invariants, (0.4, 1.3, 3), ["x_stack"]),
    (chain_of_loads, (X, 0.7), []),
    (chain_of_arrays, (np.outer(X, X), 0.7), ["e_stack"]),
    (operand_of_the_old_value, (0.8, 3), ["a_stack", "y_stack"]),
    (chain_of_old_values, (0.8, 3), None),
    (chain_that_is_returned, (0.8, 3), None),
    (chain_of_the_trip_before, (0.8, 3), None),
    (loads_of_what_comes_back, (X, 3), ["s_stack", "x_stack"]),
    (bound_in_the_loop_inside, (0.8, 3), ["a_stack", "s_stack", "y_stack"]),
    (bound_between, (0.8, 3), None),
    (read_before_it_is_restored, (0.8, 3), None),
    (only_in_one_arm, (0.8, 4), None),
    (of_two_definitions, (0.8, 3), ["s_stack", "t1_stack"]),
    (bound_again_in_an_arm, (0.8, 3), ["t_stack", "y_stack"]),
    (bound_again_after, (0.8, 3), None),
    (outer_value, (0.8, 2), ["s_stack", "t_stack"]),
    (two_conditions_of_one_word, (0.8, 2), ["a_stack", "c", "s_stack"]),
    (two_conditions_of_one_value, (0.8, 2), ["s_stack", "t_stack"]),
    (view_of_what_stays, (np.outer(X, X), X, 2), ["b_stack", "x_stack"]),
]  # fmt: skip


@pytest.mark.parametrize(("f", "args", "names"), PROGRAMS)
def test_what_is_cheap_is_computed_again(f, args, names):
    check(f, *args, wrt=0)
    if names is not None:
        assert sorted(lists(f, *args)) == names


@pytest.mark.parametrize("n", [0, 1, 2])
@pytest.mark.parametrize("f", [p[0] for p in PROGRAMS if isinstance(p[1][0], float)])
def test_few_trips(f, n):
    if f is not invariants:
        check(f, 0.8, n, wrt=0)


def test_functions_are_recorded():
    text = adjoint_text(invariants, 0.4, 1.3, 3, wrt=(0, 1))
    assert text.count("math.sin(") == 1
    assert len(lists(invariants, 0.4, 1.3, 3, wrt=(0, 1))) == 2


def test_what_a_loop_records_is_not_recorded_around_it():
    text = adjoint_text(bound_in_the_loop_inside, 0.8, 3, wrt=(0,))
    assert text.count("a_stack.append(") == text.count("a_stack.pop()") == 1


# -- one list for a name -------------------------------------------------------------------------


def three_arms(x, n):
    y = x
    for i in range(n):
        if y > 1.0:
            y = y * x
        elif i % 2 == 0:
            y = y * y + x
        else:
            y = y * y * y + 0.1
    return y


def loop_in_a_loop(x, n):
    r = x
    s = 0.0
    for k in range(n):
        r = r * r + k
        while r > 1.0:
            r = r / (1.0 + x * r)
        s = s + r * x
    return s


def popped_early_around_a_loop(x, n):
    y = x
    s = x
    for k in range(n):
        z = math.sin(y * s)
        y = y * x
        for j in range(2):
            s = s * z
            z = z * s
        s = s + z * x
    return s + y


def twice_in_a_trip(x, n):
    y = x
    for k in range(n):
        y = y * y
        y = y * y * x
    return y


def in_an_arm_and_after(x, n):
    y = x
    for k in range(n):
        if k % 2:
            y = y * y
        y = y * y * x
    return y


def array_and_its_contents(x, n):
    s = 1.0
    for k in range(n):
        u = np.exp(x * s)
        s = s + 0.1 * np.sum(u * u)
        u[:] = x * s
        s = s + 0.1 * np.sum(u * u * u)
        u[:] = x * x * s
        s = s + 0.1 * np.sum(u * u * u)
    return s


def test_a_list_of_arrays_and_one_of_their_contents():
    check(array_and_its_contents, 0.3 * X, 2, wrt=0)


@pytest.mark.parametrize("n", [0, 1, 2, 4])
@pytest.mark.parametrize(
    "f", [three_arms, loop_in_a_loop, popped_early_around_a_loop, twice_in_a_trip,
          in_an_arm_and_after],
)  # fmt: skip
def test_old_values(f, n):
    check(f, 0.9, n, wrt=0)


@pytest.mark.parametrize(
    ("f", "names"),
    [
        (three_arms, ["y_stack"]), (loop_in_a_loop, ["r_stack"]), (twice_in_a_trip, ["y_stack"]),
        (in_an_arm_and_after, ["y_stack"]),
    ],
)  # fmt: skip
def test_one_list_serves_all_places(f, names):
    found = [n for n in lists(f, 0.9, 3) if n[0] in "yr"]
    assert found == names


def test_a_pop_stands_first_where_it_may():
    text = adjoint_text(operand_of_the_old_value, 0.8, 3, wrt=(0,))
    reverse = text[text.index("gx = 0.0") :]
    assert reverse.index("y = y_stack.pop()") < reverse.index("gx +=")


# -- read again from where they were stored ------------------------------------------------------


def states(x, W, n):
    h = np.zeros((n + 1, 4))
    h[0] = x
    for t in range(n):
        h[t + 1] = np.tanh(W @ h[t])
    return np.sum(h[n] ** 2)


def roots(x):
    h = np.zeros(len(x))
    s = 0.0
    for t in range(len(x)):
        h[t] = np.sqrt(x[t])
        s = s + h[t] * x[t]
    return s


def cholesky_in_place(x):
    A = np.outer(x, x) + np.diag(3.0 + x)
    n = len(A)
    for k in range(n):
        A[k, k] = np.sqrt(A[k, k])
        for i in range(k + 1, n):
            A[i, k] = A[i, k] / A[k, k]
        for j in range(k + 1, n):
            for i in range(j, n):
                A[i, j] -= A[i, k] * A[j, k]
    s = 0.0
    for i in range(n):
        s = s + A[i, i] * A[i, 0]
    return s


def backward_substitution(x):
    U = np.outer(x, x) + np.diag(3.0 + x)
    y = np.zeros(4)
    for i in range(3, -1, -1):
        y[i] = (x[i] - U[i, i + 1:] @ y[i + 1:]) / U[i, i]
    return np.sum(y**2)


X4 = np.array([0.3, 0.7, 1.1, 0.9])
W4 = np.sin(np.arange(16.0)).reshape(4, 4)
STORED = [(states, (X4, W4, 3)), (roots, (X4,)), (cholesky_in_place, (X4,)),
          (backward_substitution, (X4,))]  # fmt: skip


@pytest.mark.parametrize(("f", "args"), STORED, ids=lambda v: getattr(v, "__name__", ""))
def test_what_stays_in_an_array_is_not_recorded(f, args):
    check(f, *args, wrt=(0,))
    assert lists(f, *args) == []
    loops = [line for line in adjoint_text(f, *args, wrt=(0,)).splitlines() if line[:8] == " " * 8]
    assert not any("copy" in line for line in loops)


def stored_on_some_ways(x):
    h = np.ones(len(x))
    s = 0.0
    for t in range(len(x)):
        a = np.exp(x[t])
        if t % 2:
            h[t] = a
        s = s + a * h[t]
    return s


def stored_at_repeated_places(x):
    h = np.zeros((3, 4))
    k = np.array([0, 1, 1, 2])
    s = 0.0
    for t in range(3):
        a = np.exp(x * (t + 1))
        h[t, k] = a
        s = s + np.sum(a * a)
    return s + np.sum(h)


def stored_and_changed(x):
    h = np.zeros((3, 4))
    s = 0.0
    for t in range(3):
        a = x * (t + 1.0)
        h[t] = a
        a *= x
        s = s + np.sum(a * a)
    return s + np.sum(h**3)


def stored_in_a_narrow_array(x):
    h = np.zeros(len(x), dtype=np.float32)
    s = 0.0
    for t in range(len(x)):
        a = np.exp(x[t])
        h[t] = a
        s = s + a * a
    return s


def stored_and_overwritten(x):
    h = np.zeros(len(x))
    s = 0.0
    for t in range(len(x)):
        a = np.exp(x[t])
        h[t] = a
        s = s + a * a
    h[1:] = x[:-1]
    return s + np.sum(h * h)


def stored_broadcast(x):
    h = np.zeros((4, 3))
    s = 0.0
    for t in range(4):
        a = np.exp(x[t])
        h[t] = a
        s = s + a * a
    return s + np.sum(h * h)


def stored_and_then_written(x):
    y, t = np.zeros((3, 4)), 0.0
    for k in range(3):
        v = np.sin(x * (k + 1.0))
        y[k] = v
        w = v * v * x
        v[1:] = 0.5 * w[:3]
        v[0] *= v[1]
        t = t + np.sum(np.exp(v) * w) + np.sum(y[k] ** 2)
    return t


@pytest.mark.parametrize(
    "f",
    [
        stored_on_some_ways, stored_at_repeated_places, stored_and_changed,
        stored_in_a_narrow_array, stored_and_overwritten, stored_broadcast,
    ],
)  # fmt: skip
def test_what_may_not_be_there_any_more_is_recorded(f):
    check(f, X4)


def test_a_value_that_is_written_itself_is_not_what_was_stored():
    check_grads(stored_and_then_written, X4, order=2)


def stacks_of(f):
    return [line for line in adjoint_text(f, X4).splitlines() if ".append" in line]


def test_a_narrow_array_does_not_hold_the_value():
    assert stacks_of(stored_in_a_narrow_array)
