"""Control flow: every exit in every place does what Python does."""

# ruff: noqa: RET503, RET504, RET507, F841, B007

import numpy as np

from tests.frontend.same import assert_same, text

N = [(n,) for n in range(7)]


def test_break_in_nested_loops_with_else():
    def f(n):
        out = []
        for i in range(n):
            for j in range(i, 5):
                if j == 3:
                    break
                out.append((i, j))
            else:
                out.append("inner")
                if i == 4:
                    break
                continue
            out.append("broken")
        else:
            out.append("outer")
        return out, i if n else None

    assert_same(f, *N)


def test_continue_in_a_while_loop_goes_on_with_the_test():
    def f(n):
        k, s = 0, 0.0
        while k < n:
            k += 1
            if k % 2:
                continue
            if k == 4:
                s = s * 2.0
            else:
                s = s + k
        return s, k

    assert_same(f, *N)


def test_continue_on_some_paths_skips_the_rest():
    def f(n):
        out = []
        for i in range(n):
            if i > 1:
                out.append("a")
                if i == 3:
                    continue
                out.append("b")
            else:
                if i == 0:
                    continue
            out.append(i)
            if i == 4:
                if n == 6:
                    continue
                else:
                    out.append("c")
            out.append("end")
        return out

    assert_same(f, *N)


def test_break_and_continue_on_some_paths_of_one_if():
    def f(n, m):
        out = []
        for i in range(n):
            if i % 2:
                if i == m:
                    break
                if i == 1:
                    continue
                out.append("odd")
            elif i == m:
                continue
            out.append(i)
        else:
            out.append("else")
        return out

    assert_same(f, *[(n, m) for n in range(6) for m in range(6)])


def test_return_inside_nested_loops():
    def f(n, m):
        out = []
        for i in range(n):
            out.append("i")
            for j in range(n):
                out.append("j")
                while True:
                    if i * j == m:
                        return out, i, j
                    out.append("w")
                    break
                else:
                    out.append("never")
            else:
                out.append("else")
        else:
            out.append("outer else")
        out.append("end")
        return out, -1, -1

    assert_same(f, *[(n, m) for n in range(4) for m in range(5)])


def test_return_and_break_in_one_loop_with_else():
    def f(n, m):
        total = 0
        for i in range(n):
            total += i
            if i == m:
                return total
            if i == 3:
                break
        else:
            total = -total
            if m == 9:
                return "nine"
        total += 100
        return total

    assert_same(f, *[(n, m) for n in range(6) for m in (0, 2, 3, 5, 9)])


def test_return_only_on_some_paths_outside_loops():
    def f(a, b):
        if a:
            x = 1
            if b:
                return x
            x = 2
        else:
            if b:
                x = 3
            else:
                return 4
        x = x * 10
        if a and b:
            return x
        return x + 1

    assert_same(f, *[(a, b) for a in (0, 1) for b in (0, 1)])


def test_a_function_that_may_end_without_return():
    def f(x):
        if x > 1:
            return x
        if x > 0:
            print("small")

    assert_same(f, (2,), (1,), (0,))


def test_a_function_without_return_gives_none():
    def f(x):
        x[0] = 1.0

    assert_same(f, (np.zeros(2),))


def test_bare_returns():
    def f(x):
        if x > 1:
            print("big")
            return
        print("small")
        return

    assert_same(f, (2,), (0,))


def test_statements_after_an_exit_are_dropped():
    def f(n):
        for i in range(n):
            break
            i = 100
        return n
        n = 3

    assert_same(f, (0,), (2,))


def test_a_while_test_with_a_walrus_and_else():
    def f(n):
        out = []
        while (k := n * 2) > 4:
            n -= 1
            if n == 3:
                out.append("continue")
                continue
            if n == -9:
                break
            out.append(k)
        else:
            out.append("else")
        return out, k, n

    assert_same(f, *N)


def test_a_while_with_an_impure_test_break_else_and_return():
    def f(n, stop):
        out = []

        def step(v):
            out.append(v)
            return v < 4

        while step(n):
            n += 1
            if n == stop:
                break
            if n == stop + 1:
                return "returned", out
        else:
            out.append("else")
        return n, out

    assert_same(f, *[(n, stop) for n in range(5) for stop in range(-1, 6)])


def test_while_true_with_return_needs_nothing_after_it():
    def f(x):
        while True:
            x = x / 2
            if x < 1:
                return x

    assert_same(f, (10.0,))
    assert text(f) == (
        "def f(x):\n"
        "    while True:\n"
        "        done = False\n"
        "        x = x / 2\n"
        "        if x < 1:\n"
        "            done = True\n"
        "        if done: break\n"
        "    return x\n"
    )


def test_a_raise_in_an_arm_moves_nothing():
    def f(x):
        if x < 0:
            raise ValueError(f"negative: {x}")
        y = x * 2
        return y

    assert_same(f, (1,), (-1,))
    assert text(f) == (
        "def f(x):\n"
        "    if x < 0:\n"
        '        raise ValueError(f"negative: {x}")\n'
        "    y = x * 2\n"
        "    return y\n"
    )


def test_raise_after_a_partial_return():
    def f(x):
        for i in range(3):
            if i == x:
                return i
            if x > 5:
                raise KeyError("six")
        raise ValueError("none")

    assert_same(f, (1,), (4,), (6,))


def test_asserts_with_pure_and_impure_messages():
    def f(x):
        def say(v):
            print("saying", v)
            return f"bad {v}"

        assert x > 0, "not positive"
        assert x < 5, say(x)
        assert x != 2
        return x

    assert_same(f, (1,), (0,), (2,), (7,))


def test_break_out_of_a_loop_with_an_impure_test_in_a_branch():
    def f(n):
        out = []
        for i in range(n):
            if i > 1 and out.append(i) is None and i == 3:
                break
        return out

    assert_same(f, *N)


def test_the_stop_flag_gives_way_to_the_names_of_the_user():
    def f(n, stop, done):
        for i in range(n):
            if i == stop:
                break
            if i == done:
                return i
        return stop

    assert_same(f, (5, 2, 3), (5, 3, 2), (5, 9, 9))
    assert "stop'2 = True" in text(f)


def test_pass_and_docstrings_leave_nothing():
    def f(x):
        """A docstring."""
        pass
        "another"
        if x:
            pass
        return x

    assert text(f) == "def f(x):\n    return x\n"


def test_deeply_nested_early_exits():
    def f(n, m):
        out = []
        for i in range(n):
            while i < m:
                for j in range(3):
                    if j == i:
                        break
                    if j + i == m:
                        continue
                    if j * i == 2:
                        return out, "two"
                    out.append((i, j))
                else:
                    out.append("e")
                    if i == 2:
                        break
                i += 1
            else:
                out.append("w")
                continue
            out.append("after")
            if len(out) > 8:
                return out, "long"
        return out, "end"

    assert_same(f, *[(n, m) for n in range(5) for m in range(5)])
