"""Lists: shared items, any place, tuples of arrays; and how often loops are followed."""
# ruff: noqa: E741

import numpy as np
import pytest

from s2sad import differentiate
from s2sad.analysis.kinds.statements import Statements
from s2sad.api import source_of
from s2sad.ir.kinds import Size
from s2sad.testing import check_grads
from tests.analysis.kinds_check import body, check, core_of, matrix, vector

# -- one array in several places ------------------------------------------------------------------


def shared(x):
    rows = [np.zeros(2)] * 2
    for i in range(3):
        rows[i % 2][0] = rows[0][1] + x[0] * x[1]
        rows[1][1] += x[i % 2] ** 2
    return np.sum(rows[0] * rows[1])


def test_a_repeated_array_is_one_array():
    text = body(check(shared, vector(2)))
    assert text.count("np.zeros") == 1 and ".append(%" in text
    check_grads(shared, vector(2), wrt=(0,), order=1)


def two_shared(x, n):
    a = x * 2.0
    rows = [a, x] * n
    rows[2][0] = x[1] * x[1]
    return np.sum(rows[0] * a) + rows[1][0]


def test_several_arrays_are_repeated_in_turn():
    check(two_shared, vector(2), 2)
    check_grads(two_shared, vector(2), 2, wrt=(0,), order=1)


# -- pop and insert -------------------------------------------------------------------------------


def queue(x):
    q = [x, x * x, 2.0 * x]
    s = 0.0
    for i in range(4):
        v = q.pop(0)
        w = q.pop(i // 2)
        q.append(v * v * 0.3 + q[0] * x)
        q.append(w)
        s = s + np.sin(v) * q[1] * w
    return s


def queue_of_arrays(x):
    q = [x * 1.0, x * x, np.sin(x)]
    s = 0.0
    for _ in range(3):
        v = q.pop(0)
        v[0] *= v[1]
        q.append(v * x)
        s = s + np.sum(v * q[0])
    return s


@pytest.mark.parametrize(("f", "x"), [(queue, 0.7), (queue_of_arrays, np.array([0.4, 0.7]))])
def test_an_item_is_popped_from_any_place(f, x):
    check_grads(f, x, wrt=(0,), order=2)


def inserted(x):
    q = []
    for i in range(4):
        q.insert(i // 2, x[i] * x[0])
    s = 0.0
    for v in q:
        s = s * v + v
    q.insert(10, s)
    q.insert(0, s * s)
    return s * q[0] + q[-1] * q[2], q


def test_an_inserted_number_moves_the_others_up():
    check(inserted, vector(4))
    check_grads(lambda x: inserted(x)[0], vector(4), wrt=(0,), order=2)


# -- tuples of arrays in a list -------------------------------------------------------------------


def layers_of(layers, x):
    for w, b in layers:
        x = np.tanh(w @ x + b)
    return x


def first_layers(layers, x):
    for w, b in layers:
        x = np.tanh(w @ x + b)
        if x[0] > 0.9:
            break
    return x


@pytest.mark.parametrize("f", [layers_of, first_layers])
@pytest.mark.parametrize("bias", [vector(3), vector(3) + 5.0])
@pytest.mark.parametrize("display", [list, tuple])
def test_a_loop_over_tuples_of_arrays_is_unrolled(f, bias, display):
    layers = display([(matrix(3, 2), bias), (matrix(2, 3), vector(2))])
    text = body(check(f, layers, vector(2)))
    assert text.count("np.tanh") == 2 and "for " not in text


def test_a_long_list_of_tuples_stays_a_loop():
    text = body(check(layers_of, [(matrix(2, 2), vector(2))] * 65, vector(2)))
    assert text.count("np.tanh") == 1


# -- how often statements are visited -------------------------------------------------------------


def visits(text, monkeypatch, args):
    """Return how many statements the specialisation of a function looked at."""
    count = 0
    plain = Statements.statement

    def counted(self, stmt):
        nonlocal count
        count += 1
        return plain(self, stmt)

    monkeypatch.setattr(Statements, "statement", counted)
    core_of(text, args)
    monkeypatch.setattr(Statements, "statement", plain)
    return count


def five_deep(x, n):
    s, k = 0.0, 0
    for a in range(n):
        k = k + a
        for b in range(n):
            y = x * s
            for c in range(n):
                k = k + c
                for d in range(n):
                    z = y * k
                    for e in range(n):
                        s = s + z[0] * (a + b + c + d + e)
    return s


def test_nested_loops_are_not_followed_exponentially_often(monkeypatch):
    assert visits(five_deep, monkeypatch, (vector(3), 2)) < 250


def test_an_array_of_rows_that_are_written_down_has_known_sizes():
    def f(x):
        turn = np.array([[x[0], -x[1], 0.0], [x[1], x[0], 0.0]])
        return np.sum(turn.T @ turn)

    x = np.array([0.3, 0.8])
    assert "rt." not in differentiate(f).text("adjoint", x)
    assert source_of(f).first.core.kinds["turn"].shape == (Size(2), Size(3))
    check_grads(f, x, order=2)
