"""Methods of lists and stores into slices of them: order, length, and items that are equal."""

import numpy as np
import pytest

from s2sad import grad, value_and_grad
from s2sad.errors import Unsupported
from s2sad.testing import check_grads
from tests.thorough import order_in_turn

X = np.array([0.5, -1.2, 0.8, 1.7])
TIED = np.array([0.5, -0.5, 0.5, 1.5])
M = np.arange(9.0).reshape(3, 3) * 0.3 + np.eye(3)

CASES = {}


def case(*args, **options):
    """Add a program and its arguments."""
    def add(f):
        CASES[f.__name__] = (f, args, options)
        return f
    return add


def weighed(items):
    """Return a sum that depends on the order of the items."""
    s = 0.0
    for k, v in enumerate(items):
        s = s + (k + 1.0) * v**2
    return s


# slices


@case(X)
def slice_store(x):
    items = [x[0], x[1], x[2], x[3]]
    items[1:3] = [x[0] ** 2, x[3]]
    return weighed(items)


@case(X)
def slice_store_swaps(x):
    items = [x[0], x[1], x[2], x[3]]
    items[1:3] = items[2:0:-1]
    items[::2] = [items[2], items[0] * 2.0]
    return weighed(items)


@case(X)
def slice_store_longer(x):
    items = [x[0], x[1], x[2]]
    items[1:2] = [x[3], x[3] * x[0], 2.0]
    return weighed(items) + len(items)


@case(X)
def slice_store_shorter(x):
    items = [x[0], x[1], x[2], x[3]]
    items[1:3] = (x[0] * x[1],)
    items[-1:] = []
    return weighed(items) + len(items)


@case(X)
def slice_store_inserts(x):
    items = [x[0], x[1]]
    items[1:1] = [x[2], x[3]]
    items[len(items):] = [x[0] * 3.0]
    return weighed(items)


@case(X)
def slice_store_of_an_array(x):
    items = [x[0], x[1], x[2], x[3]]
    items[:2] = x[2:] * 2.0
    return weighed(items)


@case(X)
def slice_store_whole(x):
    items = [v * 2.0 for v in x]
    items[:] = [items[3 - k] * x[k] for k in range(4)]
    return weighed(items)


@case(X)
def slice_store_shows_through_another_name(x):
    items = [x[0], x[1], x[2]]
    same = items
    same[0:2] = [x[1] * x[2]]
    return weighed(items) + len(items)


# del, clear, remove


@case(X)
def delete_items(x):
    items = [x[0], x[1], x[2], x[3]]
    del items[1]
    del items[-1]
    return weighed(items)


@case(X)
def delete_slices(x):
    items = [v * 1.0 for v in x]
    items = [x[0], x[1], x[2], x[3], x[0] * x[1]]
    del items[1:3], items[-1]
    return weighed(items)


@case(X)
def delete_every_other(x):
    items = [x[0], x[1], x[2], x[3]]
    del items[::2]
    return weighed(items)


@case(X)
def delete_in_loop(x):
    items = [x[k % 4] for k in range(6)]
    s = 0.0
    while len(items) > 2:
        s = s + items[0] * items[1]
        del items[0]
    return s + weighed(items)


@case(X)
def clear_and_fill(x):
    items, s = [], 0.0
    for k in range(3):
        items.append(x[k])
        items.append(x[k] * x[k + 1])
        s = s + weighed(items)
        if k == 1:
            items.clear()
    return s + weighed(items)


@case(X)
def remove_value(x):
    items = [x[0], x[1], x[2], x[3]]
    items.remove(x[2])
    return weighed(items)


@case(TIED)
def index_and_count(x):
    items = [x[0], x[1], x[2], x[3]]
    k = items.index(0.5)
    return items[k] ** 2 * (k + 1) + weighed(items) * items.count(x[0])


@case(X)
def index_of_the_greatest(x):
    items = [v**2 for v in x]
    return x[items.index(max(items))] ** 3


# order


@case(X)
def reverse(x):
    items = [x[0], x[1], x[2]]
    items.reverse()
    return weighed(items)


@case(X, [0.5, 1.5, -0.3])
def reverse_argument(x, items):
    items.reverse()
    return weighed(items) * x[0]


@case(M)
def reverse_arrays(a):
    rows = [a[0], a[1] * 2.0, a[2]]
    rows.reverse()
    rows[0] *= a[0]
    return np.sum(rows[0] * a[1]) + np.sum(rows[2] ** 2)


@case(X)
def sort(x):
    items = [x[0], x[1], x[2], x[3]]
    items.sort()
    return weighed(items)


@case(X)
def sort_backwards(x):
    items = [v * v for v in x]
    items.sort(reverse=True)
    return weighed(items)


@case(X)
def sort_by_abs(x):
    items = [x[0], x[1], x[2], x[3]]
    items.sort(key=abs)
    return weighed(items)


@case(X)
def sort_by_lambda(x):
    c = x[0]
    items = [x[0], x[1], x[2], x[3]]
    items.sort(key=lambda v: -((v - c) ** 2), reverse=True)
    return weighed(items)


@case(X)
def sort_in_loop(x):
    items = [x[0], x[1], x[2]]
    s = 0.0
    for k in range(3):
        items.sort()
        s = s + items[0] * items[2]
        items[0] = items[0] * x[3] + k
    return s


@case(X)
def sort_in_branch(x):
    items = [x[0], x[1], x[2]]
    if x[0] > 0:
        items.sort()
    else:
        items.reverse()
    return weighed(items)


@case(X, [0.5, 1.5, -0.3])
def sort_argument(x, items):
    items.sort()
    return weighed(items) * x[0]


@case(X)
def sorted_list(x):
    items = [x[0], x[1], x[2], x[3]]
    return weighed(sorted(items)) + weighed(items)


@case(X)
def sorted_array(x):
    return weighed(sorted(x, reverse=True))


@case(X)
def sorted_tuple(x):
    a, b, c = sorted((x[0], x[1], x[2] * x[3]))
    return a * b**2 * c**3


@case(X)
def sorted_generator(x):
    return weighed(sorted(v**3 for v in x))


@case(X)
def sorted_in_header(x):
    s = 0.0
    for k, v in enumerate(sorted([x[3], x[0], x[2]])):
        s = s + v * v * k
    return s


@case(X)
def sorted_pairs_by_key(x):
    pairs = [(x[k], x[3 - k] ** 2) for k in range(4)]
    s = 0.0
    for k, (a, b) in enumerate(sorted(pairs, key=lambda p: p[1])):
        s = s + (k + 1) * a * b
    return s


@case(M)
def sorted_rows_by_key(a):
    rows = sorted([a[0], a[2], a[1]], key=lambda r: -r[0])
    return np.sum(rows[0] ** 2) + np.sum(rows[1] * rows[2])


def square(v):
    return v * v


@case(X)
def greatest_by_key(x):
    items = [x[0], x[1], x[2]]
    return max(items, key=square) ** 3 + min(items, key=abs) * x[3] + max(x[0], x[1], key=abs)


# the rest


@case(X)
def repeat_in_place(x):
    items = [x[0], x[1]]
    items *= 2
    items[3] = x[2]
    items *= 3
    return weighed(items)


@case(X)
def repeat_no_times(x):
    items = [x[0], x[1]]
    items *= 0
    items.append(x[2])
    return weighed(items)


@case(X)
def copy_is_another(x):
    items = [x[0], x[1]]
    other = items.copy()
    other.reverse()
    other.append(x[2])
    return weighed(items) + weighed(other)


@case(X)
def reversed_list(x):
    items = list(reversed([x[0], x[1], x[2]]))
    return weighed(items)


@case(X)
def row_made_of_another(x):
    rows = [[x[0]], [x[1], x[2]], [x[3]]]
    rows[1] = [v * 2 for v in rows[2]]
    rows[0] = [v + u for v in rows[1] for u in rows[2]]
    return rows[1][0] * x[0] + rows[0][0] ** 2


@case(X)
def rows_made_in_loop(x):
    rows = [[x[0], x[1]], [x[2], x[3]]]
    for k in range(3):
        rows[k % 2] = [v * x[k] for v in rows[1 - k % 2]]
    return rows[0][0] * rows[1][1]


@case(X)
def columns_of_pairs(x):
    pairs = [(x[0], x[1]), (x[2], x[3] * x[0])]
    a, b = zip(*pairs)
    return a[0] * b[1] + len(a) * a[1] ** 2 * sum(b)


@case(X)
def columns_in_loops(x):
    rows = [(x[0], x[1], 2.0), (x[2], x[3], x[0])]
    s = 0.0
    for k, (p, q) in enumerate(zip(*rows)):
        s = s + k * p * q
    for column in list(zip(*rows)):
        s = s * x[0] + column[0] * column[-1] ** 2
    return s


@case(M)
def columns_of_arrays(a):
    p, q, r = zip(*[a[0], a[1] * 2.0])
    return p[0] * q[1] + r[0] * r[1]


def fresh(args):
    return [np.copy(a) if isinstance(a, np.ndarray) else list(a) if isinstance(a, list) else a
            for a in args]  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_program(name):
    f, args, options = CASES[name]
    expected = f(*fresh(args))
    np.testing.assert_allclose(value_and_grad(f)(*fresh(args))[0], expected, rtol=1e-14)
    if args[0] is not TIED:
        check_grads(f, *args, order=order_in_turn(), **options)


def test_ties_keep_their_order():
    def f(x):
        items = [x[0], x[1], x[2], x[3]]
        items.sort()
        return items[0] + 2.0 * items[1] + 3.0 * items[2] + 4.0 * items[3]

    def backwards(x):
        items = sorted([x[0], x[1], x[2], x[3]], reverse=True)
        return items[0] + 2.0 * items[1] + 3.0 * items[2] + 4.0 * items[3]

    np.testing.assert_array_equal(value_and_grad(f)(TIED)[1], [2.0, 1.0, 3.0, 4.0])
    np.testing.assert_array_equal(value_and_grad(backwards)(TIED)[1], [2.0, 4.0, 3.0, 1.0])


def test_a_list_that_grows_while_it_is_read_is_refused():
    def f(x):
        rows = [[x[0]], [x[1]]]
        items = [x[2]]
        rows[0] = items
        for v in rows[0]:
            if len(items) < 5:
                items.append(v * x[1])
        return items[0] * items[-1]

    with pytest.raises(Unsupported, match="longer or shorter"):
        grad(f)(X)
