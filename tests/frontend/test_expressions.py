"""Expressions: one operation a statement, what is pure and inactive stays whole."""

# ruff: noqa: RET504, C408, UP031, B018

import math
from math import exp as e_to
from math import pi

import numpy as np
from numpy import sin as s

from s2sad.frontend import read
from tests.frontend.same import assert_same, text
from tests.programs.running import scope_of


def log(out, value):
    out.append(value)
    return value


def test_operators():
    def f(x, y, n, m):
        a = x + y - x * y / 2 // 1 % 3 ** 2
        b = -x + +y - -(-2.0) ** 2
        c = (n & m) | (n ^ 3) << 1 >> 2
        d = ~n
        return a, b, c, d, not n, x @ x if isinstance(x, np.ndarray) else None

    assert_same(f, (1.5, 2.5, 6, 3), (np.arange(3.0), np.ones(3), 0, 1))


def test_comparisons_and_chains():
    def f(x, y, out):
        a = x < y
        b = x <= y < 3
        c = 0 < log(out, x) < log(out, y) < log(out, 3)
        d = x in [1, 2] and y not in (1, 2)
        e = x is None or y is not None
        g = x == y != 3 >= x
        if 0 < x < y <= 3:
            out.append("text")
        if 0 < log(out, x) < y:
            out.append("middle")
        return a, b, c, d, e, g

    assert_same(f, *[(x, y, []) for x in (-1, 1, 2, 4) for y in (0, 1, 3)])


def test_and_or_give_their_values_and_stop_early():
    def f(x, y, out):
        a = x or y
        b = x and y
        c = log(out, x) and log(out, y) or log(out, "c")
        d = not (x and y) or log(out, "d")
        x = y or x
        if log(out, x) and (y or log(out, "test")):
            out.append("yes")
        return a, b, c, d, x

    assert_same(f, *[(x, y, []) for x in (0, 1, [], "a") for y in (0, 2, ())])


def test_pure_logic_stays_whole():
    def f(i, n, x):
        done = i < n and x[i] > 0
        return done

    assert_same(f, (0, 1, [1]), (1, 1, [1]), (0, 1, [0]))
    assert "    done = i < n and x[i] > 0\n" in text(f)


def test_conditional_expressions():
    def f(x, y, out):
        a = x if x > y else y
        b = log(out, 1) if x else log(out, 2) if y else log(out, 3)
        x = x + 1 if x > 1 else x - 1
        z = y[0 if x > 1 else 1] if isinstance(y, list) else y
        return a, b, x, z

    assert_same(f, (1, 0, []), (2, 5, []), (0, 0, []))


def test_a_conditional_that_assigns_needs_no_temporary():
    def f(x):
        x = x * 2 if x > 1 else -x
        return x

    assert_same(f, (2.0,), (0.5,))
    assert "%" not in text(f)


def test_tests_indices_headers_and_prints_stay_whole():
    def f(x, n):
        if x.shape[0] > n and np.sum(x) > 0:
            x[2 * n + 1 : len(x) - 1, ..., -1] = x[n][None, :, 0] * 0
        for i in range(n, max(n, x.shape[0] - 1), int(x.ndim)):
            print("i", i + 1, f"{x[i, 0, 0]:.2f} {n!r:>4} {x.size=}", sep="; ")
        while abs(x[0, 0, 0]) > 1 and n < 10:
            x[0] *= 0.5
            n += 1
        assert np.all(x < 100), f"too big: {np.max(x)}"
        return n

    assert_same(f, (np.arange(24.0).reshape(4, 3, 2) + 1, 1))
    shown = text(f)
    assert "if x.shape[0] > n and np.sum(x) > 0:" in shown
    assert "x[2 * n + 1:len(x) - 1, ..., -1] = " in shown
    assert "for i in range(n, max(n, x.shape[0] - 1), int(x.ndim)):" in shown
    printed = """f"{x[i, 0, 0]:.2f} {n!r:>4} x.size={x.size!r}\""""
    assert f"print('i', i + 1, {printed}, sep='; ')" in shown
    assert "while abs(x[0, 0, 0]) > 1 and n < 10:" in shown


def test_what_is_impure_is_named_in_its_order():
    def f(x, out):
        a = x[0] + log(out, 1) * x[log(out, 1)]
        if x[0] > log(out, 2) or x[log(out, 0)] < 9:
            a = a + 1
        x[log(out, 1)] = x[0] + x.pop()
        y = [log(out, 3), x[0], log(out, 4)]
        print(len(out), log(out, 5), len(out))
        return a, x, y, out

    assert_same(f, ([1, 2, 3], []), ([5, 6, 7, 8], []))


def test_an_index_read_before_a_change_of_memory():
    def f(a, n):
        def pop():
            return a.pop()

        b = a[0] + pop() + a[-1] + len(a)
        c = (len(a), pop(), len(a))
        if len(a) + pop() + len(a) > n:
            b = b * 2
        return a, b, c

    assert_same(f, ([1, 2, 3, 4, 5], 3), ([1, 2, 3, 4, 5], 30))


def test_attributes_and_methods_are_left_open():
    def f(x):
        y = x.T
        z = x.sum(axis=0).reshape((1, -1))
        return y, z, x.shape, x.real.dtype.name

    assert_same(f, (np.arange(6.0).reshape(2, 3),))
    assert "    y = x.T\n    %1 = x.sum(axis=0)\n    z = %1.reshape((1, -1))\n" in text(f)


def test_names_are_resolved_by_what_they_refer_to():
    def f(x):
        from_numpy = s(x)
        return from_numpy * e_to(2.0) + math.sqrt(4.0) + np.linalg.norm(x) + pi

    assert_same(f, (np.arange(3.0),))
    shown = text(f)
    assert "np.sin(x)" in shown and "math.exp(2.0)" in shown and "np.linalg.norm(x)" in shown
    assert [c.name for c in assert_same(f, (1.0,)).captures] == ["pi"]


def test_constants_of_modules_and_dtypes_keep_their_names():
    def f(x):
        y = np.zeros(3, dtype=np.float32) + np.pi
        z = np.array([math.inf, -np.inf, np.e], dtype=float)
        a = isinstance(x, (int, float, np.ndarray))
        b = np.float64(x) + float(x) + np.int64(3)
        return y, z, x[None] if a is None else x, x + np.nan, b, y[:, np.newaxis]

    assert_same(f, (2.0,), (np.float64(1.0),))
    shown = text(f)
    assert "np.zeros(3, dtype=np.float32)" in shown and "+ np.pi" in shown
    assert "np.array([math.inf, -inf, np.e], dtype=float)" in shown
    assert "[:, None]" in shown


def test_displays_stand_as_arguments():
    def f(a, b):
        c = np.concatenate((a, b))
        m = np.array([[1.0, 2.0], [a[0], b[0]]])
        t = (a, (b, [c]))
        return c, m, t, np.sum(m, axis=(0, 1)), {"loss": a, "aux": (b, 1)}

    assert_same(f, (np.arange(2.0), np.ones(2)))
    assert "np.concatenate((a, b))" in text(f)
    assert "np.array([[1.0, 2.0], [%1, %2]])" in text(f)


def test_conversions_and_slices():
    def f(x, n):
        a = list(x)
        b = tuple(a)
        c = list(range(n))
        d = list(zip(a, b))
        e = tuple(enumerate(x))
        g = list(reversed(a))
        h = x[slice(n)]
        i = x[slice(0, n, 2)]
        return a, b, c, d, e, g, h, i, list(), tuple(), format(1.5, ".3f"), pow(n, 2)

    assert_same(f, ([1, 2, 3], 2), (np.arange(3.0), 1))


def test_f_strings():
    def f(x, w):
        a = f"{x}"
        b = f"{{}}{x:>{w}}|{x!s:^{w + 2}}|{x + 1:.2f}"
        return a, b, f"{a}" + "b", "%d" % w

    assert_same(f, (1.5, 8))


def test_an_unused_value_is_still_evaluated():
    def f(x, n):
        x[n]
        x.sort()
        n + 1
        (x, n)
        return n

    assert_same(f, ([3, 1], 1), ([3, 1], 2))


def test_out_arguments_are_stores():
    def f(x, y):
        z = np.multiply(x, y, out=y)
        np.add(x, 1.0, out=(x,))
        np.add.at(x, [0, 0], 1.0)
        return x, y, z

    assert_same(f, (np.arange(3.0), np.ones(3)))
    assert "    y[...] = %1\n" in text(f) and "x[...] = %2" in text(f)


def test_negative_constants_are_constants():
    def f(x):
        return x * -2.0 + x[-1] if isinstance(x, list) else x * -2.0

    assert_same(f, (1.0,))
    assert "x * -2.0" in text(f)


def test_strings_and_none_and_ellipsis():
    def f(x):
        y = "a" "b"
        if x is None:
            return y, ...
        return y, b"c", None, True, 1j

    assert_same(f, (None,), (1,))


def test_long_sums_and_displays_are_read_in_linear_time():
    terms = " + ".join(["x"] * 200)  # each nests the ones before
    items = ", ".join(["x"] * 3000)
    whole = f"def f(x):\n    return {terms}, [{items}]\n"
    assert len(read(scope_of(whole, "<long>")["f"]).body) == 199
