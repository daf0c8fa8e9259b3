"""Specialisation: what becomes of a function, as text, and what it still computes."""
# ruff: noqa: B007, E741, F841, SIM108


import numpy as np
import pytest

from s2sad.errors import Error
from s2sad.ir.kinds import Array, ListKind, Scalar, Size, TupleKind
from s2sad.ir.nodes import Name
from s2sad.ir.verify import verify
from tests.analysis.kinds_check import body, check, core_of, matrix, vector

# -- attributes and methods -----------------------------------------------------------------------


def methods(x):
    a = x.T @ x
    b = a.sum(axis=0) + a.mean(0) - a.max() * x.shape[0]
    c = x.reshape(-1, 2).ravel().copy() + x.flatten()
    d = x.reshape(2, -1).transpose(1, 0).clip(0.2, 0.9).prod(axis=1)
    e = c.astype("float32").std() + x.size * x.ndim + x[0][:1].item() + x[0, 0].item()
    return b.dot(b) + e, c, d.cumsum(), x.real.dtype == x.dtype


def test_methods_and_attributes_are_primitives():
    verify(check(methods, matrix(4, 4)).program, "core")


def in_place_methods(x, y):
    y = y.copy()
    y.fill(x)
    y.sort()
    return y.sum()


def test_methods_that_write_are_stores():
    core = check(in_place_methods, 2.0, vector())
    assert "y'1[...] = x" in body(core) and "np.sort(y'1)" in body(core)


# -- rebinding and mutation -----------------------------------------------------------------------


def augmented(x, y):
    x += y
    x *= 2.0
    return x


def test_an_augmented_assignment_rebinds_a_number():
    core = check(augmented, 1.5, 2.0)
    assert body(core) == "x'1 = x + y\nx'2 = x'1 * 2.0"


def test_an_augmented_assignment_changes_an_array():
    core = check(augmented, vector(), 2.0)
    assert body(core) == "x += y\n%1 = x * 2.0\nx[...] = %1"


def test_an_array_that_cannot_hold_the_result_is_refused():
    for x, y in [(np.arange(3), 0.5), (vector(), 1j), (vector(), matrix(1, 4))]:
        with pytest.raises(Error, match="cannot hold"):
            core_of(augmented, (x, y))


def cells(x, i):
    x = x.copy()
    x[i] += 1.0
    x[i] *= x[0]
    x[1:] **= 2
    x[:2] -= x[2:]
    return x


def test_only_sums_are_kept_in_place():
    text = body(check(cells, vector(), 1))
    assert "x'1[i] += 1.0" in text and "x'1[:2] -= " in text and "*= " not in text


def zero_dimensional(x):
    y = np.array(0.0)
    z = y
    y += x
    w = y + 0.0
    w += x
    return z, w


def test_a_zero_dimensional_array_is_memory_and_what_is_computed_from_it_is_not():
    core = check(zero_dimensional, 2.0)
    assert isinstance(core.kinds["y"], Array) and isinstance(core.kinds["w"], Scalar)


def unknown_mutation(x, make):
    y = make()
    y += x
    return y


def test_an_unknown_value_that_is_changed_or_bound_anew_is_refused():
    with pytest.raises(Error, match="whether this changes `y` or binds it anew"):
        core_of(unknown_mutation, (1.0, list))


# -- webs -----------------------------------------------------------------------------------------


def webs(x):
    t = x * 2.0
    a = t + 1.0
    t = np.sin(a)
    for i in range(3):
        t = t * x
    t, a = a, t
    return t + a


def test_each_meaning_of_a_name_has_its_own_name():
    core = check(webs, 1.5)
    text = body(core)
    assert "t = x * 2.0" in text and "t'1 = np.sin(a)" in text and "t'1 = t'1 * x" in text
    assert "t'2, a'1 = a, t'1" in text


def merged(x, flag):
    if flag > 0:
        y = x
    else:
        y = -x
    return y * y


def test_a_merged_name_stays_one():
    assert set(check(merged, 1.5, 1).kinds) == {"x", "flag", "y", "%1"}


# -- loops ----------------------------------------------------------------------------------------


def iterates(x, y):
    s = 0.0
    for v in x:
        s = s + v
    for k, v in enumerate(y, 2):
        s = s + k * v
    for k, (a, b) in enumerate(zip(x, y)):
        s = s * a + b * k
    for v in reversed(x):
        s = s / v
    for i in reversed(range(1, 3)):
        s = s + x[i]
    for i, v in zip(range(2), x):
        s = s - i * v
    for v in (1.0, s, 3.0):
        s = s + v
    for n in x.shape:
        s = s * n
    return s + v + k


def test_every_loop_is_over_a_range():
    core = check(iterates, vector(), vector(5))
    verify(core.program, "core")
    assert "for k in range(len(x)):" in body(core)


def lists(x):
    rows = [[], []]
    for i in range(4):
        rows[i % 2].append(x * i)
    flat = [v for row in rows for v in row] + [0.5] * 2
    flat += rows[0]
    last = flat.pop()
    return sum(flat) + last + len(flat), list(rows[1])


def test_lists_and_lists_of_lists():
    core = check(lists, 1.5)
    assert core.kinds["rows"] == ListKind(ListKind(Scalar("float64")), Size(2))


def growing(l, x):
    for v in l:
        l.append(v * x)
    return l


def test_a_loop_over_a_list_that_grows_is_refused():
    with pytest.raises(Error, match="makes longer or shorter"):
        core_of(growing, ([1.0], 2.0))


def shared_rows(n):
    return [[0.0]] * n


def test_a_repeated_list_of_lists_holds_one_list():
    text = body(check(shared_rows, 2))
    assert text.count("[0.0]") == 1 and "list.append(%4, %1)" in text


# -- peeling --------------------------------------------------------------------------------------


def sum_of_rows(X):
    s = 0.0
    for r in X:
        s = s + r
    return s


def test_the_first_trip_stands_apart_where_a_number_becomes_an_array():
    core = check(sum_of_rows, matrix())
    assert core.kinds["s"] == Scalar("float64")
    assert core.kinds["s'1"] == Array("float64", (Size.symbol("X.1"),))
    assert [g.text() for g in core.sizes.guards] == ["X.0 - 1 >= 0"]
    assert body(core) == (
        "s = 0.0\nr = X[0]\ns'1 = s + r\n"
        "for %1 in range(1, len(X)):\n    r'1 = X[%1]\n    s'1 = s'1 + r'1"
    )


def test_no_trip_at_all_leaves_the_number():
    core = check(sum_of_rows, np.zeros((0, 3)))
    assert core.program.result == Name("s")


def integer_start(x):
    s = 0
    best = None
    for i in range(len(x)):
        s = s + x[i]
        if best is None or x[i] > best:
            best = x[i]
    return s, best


def test_a_sum_that_starts_with_an_int_is_a_float_and_none_stands_apart():
    core = check(integer_start, vector())
    assert core.kinds["s'1"] == core.kinds["best'1"] == Scalar("float64", True)
    assert "is None" not in body(core)


def stopped(X, n):
    s = 0.0
    for i in range(n):
        s = s + X[i]
        if np.sum(s) > 1.0:
            break
    return s


def test_a_loop_with_a_break_can_be_peeled():
    check(stopped, matrix(), 3)


def unknown_trips(X, limit):
    s = 0.0
    k = 0
    while np.sum(s) < limit:
        s = s + X[k]
        k += 1
    return s


def test_a_name_of_two_kinds_after_the_loop_is_refused_with_both():
    with pytest.raises(Error, match="`s` is here") as caught:
        core_of(unknown_trips, (matrix(), 3.0))
    assert "float" in str(caught.value) and "array of float64 with 1 axis" in str(caught.value)


# -- tuples ---------------------------------------------------------------------------------------


def tuples(x, y):
    pair = (x * y, (x, 2))
    a, (b, n) = pair
    pair = (pair[1][0] * 2.0, pair)
    if x > 0:
        pair = (pair[0], (pair[1][0] + 1.0, (b, n)))
    state = (a, b)
    for _ in range(3):
        state = (state[1], state[0] * b)
    return pair, state[-1], state


def test_tuples_are_taken_apart_through_branches_and_loops():
    core = check(tuples, 1.5, 2.5)
    assert not any(isinstance(k, TupleKind) for k in core.kinds.values())


def shapes_stay(x):
    shape = (x.shape[0], 2)
    y = np.zeros(shape)
    return y + x[0]


def test_tuples_of_ints_stay_values():
    assert "shape = " in body(check(shapes_stay, vector()))


def layers(params, x):
    W1, b1, W2 = params
    return W2 @ np.tanh(W1 @ x + b1)


def test_an_argument_of_unlike_items_is_taken_apart():
    core = check(layers, [matrix(3, 4), vector(3), matrix(2, 3)], vector(4))
    assert core.kinds["W2"].ndim == 2 and core.kinds["b1"].ndim == 1
    check(layers, (matrix(3, 4), vector(3), matrix(2, 3)), vector(4))


def layers_in_a_loop(params, x):
    for W, b in params:
        x = np.tanh(W @ x + b)
    return x


def test_a_loop_over_layers_of_different_sizes_knows_nothing_equal():
    params = [(matrix(3, 4), vector(3)), (matrix(2, 3), vector(2))]
    core = check(layers_in_a_loop, params, vector(4))
    assert core.kinds["W"].ndim == 2


def slogdet(x):
    sign, log = np.linalg.slogdet(x)
    return sign * log


def test_parts_of_a_result_are_primitives_of_their_own():
    assert "rt.signdet(x)" in body(check(slogdet, matrix(3, 3) + 4.0 * np.eye(3)))
