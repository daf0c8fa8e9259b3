"""Loop headers: what is iterated over, and what a loop leaves behind."""

# ruff: noqa: RET503, RET504, RET507, F841, B007

import numpy as np

from s2sad.ir.nodes import For
from s2sad.ir.walk import statements
from tests.frontend.same import assert_same

N = [(n,) for n in range(7)]


def test_the_loop_variable_survives_and_an_empty_loop_leaves_it():
    def f(n):
        i = "before"
        for i in range(n):
            pass
        return i

    assert_same(f, *N)


def test_a_loop_variable_may_be_assigned_in_the_loop():
    def f(n):
        out = []
        for i in range(n):
            i = i * 10
            out.append(i)
        return out, n

    assert_same(f, *N)


def test_the_header_is_evaluated_once():
    def f(n):
        count = 0
        for _ in range(n):
            n = 1
            count += 1
        return n, count

    assert_same(f, *N)


def test_a_list_that_grows_while_it_is_iterated():
    def f(n):
        items = [n]
        for item in items:
            if item > 0:
                items.append(item - 1)
        return items

    assert_same(f, *N)


def test_loops_over_everything():
    def f(x, items, n):
        out = []
        for r in x:
            out.append(r)
        for i, r in enumerate(x, 1):
            out.append((i, r))
        for a, b in zip(x, items):
            out.append(a * b)
        for i, (a, b) in enumerate(zip(items, x)):
            out.append((i, a, b))
        for i in range(n, -1, -2):
            out.append(i)
        for v in reversed(items):
            out.append(v)
        for i in reversed(range(n)):
            out.append(i)
        for a, (b, *c) in [(1, (2, 3, 4)), (5, (6,))]:
            out.append((a, b, c))
        return out, i, r, a

    assert_same(f, (np.arange(3.0), [1, 2, 3], 4), (np.ones((2, 2)), [1.5], 1))


def test_a_loop_into_a_subscript():
    def f(n):
        a = [0, 0]
        out = []
        for a[0] in range(n):
            out.append(a[0])
        for i, a[1] in enumerate(out):
            a[0] += i
        return a, out

    assert_same(f, *N)


def walk(x, backwards=False):
    for k in reversed(x) if backwards else range(len(x)):
        x = 2.0 * x + k
    return x


def test_a_header_that_is_known_to_be_one_of_two_is_that_one():
    def f(x):
        return walk(x), walk(x, True)

    program = assert_same(f, (np.ones(3),))
    headers = [stmt.iter for stmt in statements(program.body) if isinstance(stmt, For)]
    assert [header.op for header in headers] == ["range", "reversed"]
