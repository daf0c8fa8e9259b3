"""Comprehensions: lists filled in loops, with scopes of their own."""

# ruff: noqa: RET504, C419, C400, C416

import numpy as np

from tests.frontend.same import assert_same, text


def test_variables_have_their_own_scope():
    def f(x, i):
        a = [i * 2 for i in x]
        b = [i + j for i in x for j in range(i) if j % 2 == 0 if i > 2]
        c = [[i * j for j in x] for i in x]
        return a, b, c, i

    assert_same(f, ([1, 2, 5], "kept"), ([], 0))


def test_the_first_iterable_is_that_of_the_scope_around():
    def f(x):
        return [x for x in x], [y for y in x for x in (y, 2 * y) for y in (x,)], x

    assert_same(f, ([1, 2],))


def test_closures_and_walrus_in_comprehensions():
    def f(x, k):
        def g(v):
            return v * k

        a = [g(v) + (last := v) for v in x]
        b = [w for v in x if (w := g(v)) > 2]
        return a, last, b, w, [(lambda u: u + v)(v) for v in x]

    assert_same(f, ([1, 2, 3], 2))


def test_a_list_takes_its_name_at_once():
    def f(x):
        y = [v * 2 for v in x]
        return y

    assert text(f) == (
        "def f(x):\n    y = []\n    for v in x:\n        %2 = v * 2\n"
        "        list.append(y, %2)\n    return y\n"
    )


def test_a_comprehension_that_reads_the_name_it_is_assigned_to():
    def f(x):
        x = [v + x[0] for v in x]
        return x

    assert_same(f, ([1, 2],))


def test_generators_in_consumers():
    def f(x):
        a = sum(v * v for v in x)
        b = max(v for v in x), min(-v for v in x), sum([v for v in x])
        c = list(v + 1 for v in x), tuple(v for v in x), sorted(-v for v in x)
        d = np.array([v * 2.0 for v in x])
        return a, b, c, d

    assert_same(f, ([3, 1, 2],), (np.linspace(0.1, 0.7, 7),))


def test_any_and_all_stop_early():
    def f(x, out):
        def seen(v):
            out.append(v)
            return v

        a = any(seen(v) > 1 for v in x)
        b = all(seen(v) < 2 for v in x if v != 1)
        c = any(v > w for v in x for w in (1, 2, seen(3)))
        return a, b, c, any([v > 1 for v in x])

    assert_same(f, ([0, 1, 2, 3, 4], []), ([], []), ([1, 1], []))


def test_unpacking_targets():
    def f(x, y):
        return [a * b + i for i, (a, b) in enumerate(zip(x, y))], [p for p, *_ in zip(x, y)]

    assert_same(f, ([1, 2], [3, 4]))


def test_comprehensions_in_tests_and_headers():
    def f(x):
        out = []
        while sum([v > 0 for v in x]) > 0:
            x = [v - 1 for v in x]
            out.append(len(x))
        for v in [w * w for w in x]:
            out.append(v)
        if [v for v in x if v < -1]:
            out.append("negative")
        return out

    assert_same(f, ([1, 2, 3],))
