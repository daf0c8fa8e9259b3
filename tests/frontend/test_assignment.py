"""Assignment: every form of target, in Python's order of evaluation."""

# ruff: noqa: RET504, F841

import numpy as np

from tests.frontend.same import assert_same, text


def log(out, value):
    out.append(value)
    return value


def test_a_swap_is_one_move():
    def f(a, b):
        a, b = b, a
        return a, b

    assert_same(f, (1, 2))
    assert "    a, b = b, a\n" in text(f)


def test_rotations_and_updates_from_old_values():
    def f(a, b, c):
        a, b, c = c, a, b
        a, b = b, a + b
        c, a = 1.5, c
        a, b, c = a, 2, b
        return a, b, c

    assert_same(f, (1, 2, 3))


def test_tuple_assignment_without_conflict_needs_no_temporaries():
    def f(x, y):
        a, b = x * 2, y * 3
        return a, b

    assert_same(f, (1.0, 2.0))
    assert text(f) == (
        "def f(x, y):\n    a = x * 2\n    b = y * 3\n    return (a, b)\n"
    )


def test_the_same_target_twice():
    def f(a, b):
        a, a = b, a
        b, b = a, a
        return a, b

    assert_same(f, (1, 2))


def test_chained_and_nested_targets():
    def f(x):
        a = b = x * 2
        (c, d), [e, *g] = (a, b), [1, 2, 3]
        h, (i, (j, k)) = x, (x, (3, 4))
        x = y = x
        return a, b, c, d, e, g, h, i, j, k, x, y

    assert_same(f, (3.0,))


def test_chained_targets_share_one_array():
    def f(n):
        a = b = np.zeros(n)
        a[0] = 1.0
        c = d = []
        c.append(1)
        return a, b, c, d

    assert_same(f, (2,))


def test_targets_are_assigned_from_left_to_right():
    def f(a):
        i = a[i] = 2
        a[0], i, a[i] = 7, 0, 8
        i, a[i] = 1, 9
        return a, i

    def g(a, i):
        i = a[i] = 1
        a[0], i, a[i] = 7, 0, 8
        i, a[i] = 1, 9
        return a, i

    assert_same(g, ([1, 2, 3], 0))
    assert_same(f, ([1, 2, 3],))


def test_swap_of_items():
    def f(a, i, j):
        a[i], a[j] = a[j], a[i]
        return a

    assert_same(f, ([1, 2, 3], 0, 2), (np.arange(3.0), 1, 1))


def test_swap_of_rows_shares_memory_as_in_python():
    def f(a):
        a[0], a[1] = a[1], a[0]
        return a

    assert_same(f, (np.arange(4.0).reshape(2, 2),))


def test_unpacking_of_values():
    def f(p, q):
        a, b = p
        c, *d = q
        *e, g = q
        h, *i, j = q
        [k, (m, n)] = a, p
        return a, b, c, d, e, g, h, i, j, k, m, n

    assert_same(
        f,
        ((1, 2), [3, 4, 5]),
        (np.arange(2.0), (1, 2)),
        ([1, 2], np.arange(4)),
    )


def test_unpacking_too_many_values_raises_as_in_python():
    def f(p):
        a, b = p
        return a

    program = assert_same(f, ((1, 2),))
    assert "assert len(p) == 2" in text(f)
    assert len(program.body) == 3


def test_unpacking_into_the_name_that_is_unpacked():
    def f(a):
        a, b = a
        b, (c, a) = a, (b, a)
        return a, b, c

    assert_same(f, ((1, 2),))


def test_unpacking_into_items_of_what_is_unpacked():
    def f(t):
        t[0], x, t[1] = t
        x, t[x] = t[1], 9
        return t, x

    assert_same(f, ([2, 0, 1],))


def test_subscript_targets_evaluate_value_then_base_then_index():
    def f(a, out):
        log(out, a)[log(out, 1)] = log(out, 2)
        a[log(out, 0)], a[log(out, 2)] = log(out, 5), log(out, 6)
        return a

    assert_same(f, ([1, 2, 3], []))


def test_deep_subscript_targets():
    def f(a):
        a[0][1] = 5
        a[1][0][1] = a[0][1]
        a[0][0] += 2
        a[1][0][1] -= 1
        return a

    assert_same(f, ([[1, 2], [[3, 4]]],))


def test_slices_and_masks_as_targets():
    def f(x, m):
        x[1:3] = 0.5
        x[::2] += m[::2]
        x[m > 1.0] = m[m > 1.0] * 2
        x[...] *= 2
        x[[0, 0]] += 1.0
        x[-1:0:-1], y = x[:-1], x[1:]
        return x, y

    assert_same(f, (np.arange(5.0), np.linspace(0, 2, 5)))


def test_augmented_assignment_rebinds_numbers_and_mutates_arrays_and_lists():
    def f(s, x, items):
        y, more = x, items
        s += 1
        s **= 2
        s //= 2
        x += s
        x *= x
        items += [s]
        s -= 0.5
        s %= 3
        return s, x, y, items, more

    assert_same(f, (3, np.arange(3.0), [1]))


def test_augmented_assignment_reads_its_target_first():
    def f(x, a):
        x += (x := 10)
        a[0] += (a := [5, 6])[1]
        return x, a

    def g(a, out):
        def bump(v):
            a[0] = 100
            out.append(v)
            return v

        a[0] += bump(1)
        a[1:] += bump(2)
        a[len(out)] += bump(3)
        log(out, a)[log(out, 0)] += log(out, 3)
        return a

    assert_same(f, (1, [1, 2]))
    assert_same(g, (np.arange(4.0), []), (np.arange(5), []))


def test_augmented_assignment_of_a_pure_value_stays_one_store():
    def f(a, x, i):
        a[i + 1] += x * 2
        return a

    assert_same(f, ([1, 2], 3, 0))
    assert "a[i + 1] += %1" in text(f)


def test_walrus_in_every_place():
    def f(x, a):
        y = x + (x := 10) + x
        z = (x, (x := 2), x)
        w = a[(i := 1)] + a[i]
        a[(i := 0)] = (i := 2)
        if (v := y * 2) > 1 and (u := v) > 3:
            z = (*z, u)
        t = f"{x}{(x := 7)}{x}"
        q = x < (x := 9) < (x := 10)
        a[x - 10 :] = (x := 10)
        r = max(x, (x := 3), x)
        return x, y, z, w, i, v, t, q, r, a

    assert_same(f, (1, [1, 2, 3]), (-20.0, [4, 5, 6]))


def test_annotated_assignment():
    def f(x: float, n: "int" = 2) -> float:
        y: float = x * n
        z: int
        z = 3
        a: list = [y]
        a[0]: float = z
        return a

    program = assert_same(f, (2.0,), (2.0, 5))
    assert [p.annotation for p in program.params] == ["float", '"int"']


def test_starred_displays():
    def f(a, b):
        c = [*a, 1, *b]
        d = (*b, *a)
        e, *g = *a, *b
        return c, d, e, g

    assert_same(f, ([1, 2], (3,)))
