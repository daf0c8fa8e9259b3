"""`copy.copy` and `copy.deepcopy` of lists, dicts, arrays and objects."""

import copy
from dataclasses import dataclass, field

import numpy as np
import pytest

from s2sad import grad
from s2sad.errors import Unsupported
from s2sad.testing import check_grads
from tests.thorough import order_in_turn

X = np.array([0.7, 1.3, 0.4, 0.9])


class Spring:
    def __init__(self, k):
        self.k = k


class Body:
    def __init__(self, x, v):
        self.x, self.v = x, v

    def drift(self, dt):
        self.x += dt * self.v


class Two:
    def __init__(self, a, b):
        self.a, self.b = a, b


@dataclass
class Kept:
    v: float
    hist: list = field(default_factory=list)


def lists_copied(x):
    l = list(x)
    m = copy.copy(l)
    n = copy.deepcopy(l)
    m[0] = x[1] * x[2]
    n[1] = x[3] ** 2
    return l[0] * m[0] + l[1] * n[1]


def dicts_copied(x):
    d = {"a": x[0], "l": [x[1], x[2]]}
    e = copy.copy(d)
    f = copy.deepcopy(d)
    e["l"][0] = x[3]
    e["a"] = 1.0
    f["l"][1] = 2.0 * x[0]
    return d["a"] * d["l"][0] * d["l"][1] + f["l"][0] * f["l"][1]


def objects_copied(x):
    b = Body(x[0], x[1])
    c = copy.copy(b)
    d = copy.deepcopy(b)
    b.x = x[2]
    c.v = x[3]
    d.x *= 2.0
    return b.x * b.v + c.x * c.v + d.x * d.v


def objects_with_lists_copied(x):
    b = Kept(x[0], [x[1], x[2]])
    c = copy.copy(b)
    d = copy.deepcopy(b)
    c.hist.append(x[3])
    d.hist[0] = x[0] * 2
    return sum(b.hist) * b.v + sum(d.hist) * d.v


def lists_of_objects_copied_deeply(x):
    bodies = [Body(v, 1.0) for v in x]
    old = copy.deepcopy(bodies)
    for b in bodies:
        b.x *= b.x
    return sum([b.x * o.x for b, o in zip(bodies, old)])


def lists_of_objects_copied(x):
    bodies = [Body(v, 1.0) for v in x]
    old = copy.copy(bodies)
    for b in bodies:
        b.x *= b.x
    return sum([b.x * o.x for b, o in zip(bodies, old)])


def rows_copied_as_they_are_put(x):
    rows = []
    row = [0.0, 0.0]
    for v in x:
        row[0] = v
        row[1] += v * v
        rows.append(copy.copy(row))
    return sum([r[0] * r[1] for r in rows])


def states_kept(x):
    hist = []
    state = {"x": x[0], "v": x[1]}
    for _ in range(4):
        state["v"] -= 0.1 * state["x"] * x[2]
        state["x"] += 0.1 * state["v"]
        hist.append(copy.deepcopy(state))
    return sum([h["x"] * h["v"] for h in hist])


def objects_kept(x):
    hist = []
    b = Body(x[0], x[1])
    for _ in range(4):
        b.drift(0.1)
        b.v -= 0.1 * b.x
        hist.append(copy.copy(b))
    return sum([h.x * h.v for h in hist])


def lists_in_lists(x):
    m = [[x[0], x[1]], [x[2], x[3]]]
    b = copy.deepcopy(m)
    b[1][1] = x[0] ** 2
    m[0][0] *= 2.0
    return b[0][0] * b[1][1] * m[1][1] * m[0][0]


def arrays_in_lists(x):
    m = [x * 2, x * 3]
    b = copy.deepcopy(m)
    m[0][0] = 5.0
    return np.sum(b[0] * m[0]) + b[1][0]


def one_object_twice(x):
    a = Body(x[0], x[1])
    pair = [a, a, Spring(x[2])]
    q = copy.deepcopy(pair)
    q[0].x = x[3]
    return q[1].x * a.x * q[2].k


def items_of_lists(x):
    bodies = [Body(v, 1.0) for v in x]
    b = bodies[1]
    c = copy.deepcopy(b)
    c.x = 3.0 * x[0]
    d = copy.copy(bodies[0])
    d.x *= 2.0
    return bodies[1].x * c.x + d.x * bodies[0].x


def dicts_in_dicts(x):
    d = {"a": [x[0], x[1]], "b": {"l": [x[2]], "v": x[3]}}
    e = copy.deepcopy(d)
    e["a"][0] = 5.0 * x[1]
    d["b"]["l"].append(x[0])
    return e["b"]["l"][0] * e["a"][0] * d["a"][0] * sum(d["b"]["l"]) + len(e["b"]["l"])


def objects_in_lists_with_lists(x):
    rows = [Two(v, [v * 2]) for v in x]
    e = copy.deepcopy(rows)
    rows[0].b[0] *= x[1]
    e[1].b.append(3.0 * x[3])
    return e[0].a * rows[0].b[0] * e[1].b[1] * rows[1].b[0]


def numbers_and_arrays(x):
    return x[0] * copy.copy(x)[1] + copy.deepcopy(3.0) * copy.copy(x[2])


COPIED = [
    lists_copied, dicts_copied, objects_copied, objects_with_lists_copied,
    lists_of_objects_copied_deeply, lists_of_objects_copied, rows_copied_as_they_are_put,
    states_kept, objects_kept, lists_in_lists, arrays_in_lists, one_object_twice, items_of_lists,
    dicts_in_dicts, objects_in_lists_with_lists, numbers_and_arrays,
]  # fmt: skip


@pytest.mark.parametrize("f", COPIED)
def test_what_is_changed_afterwards_is_the_one_or_the_other(f):
    check_grads(f, X, order=order_in_turn())


def one_list_in_a_dict(x):
    row = [x[0], x[1]]
    d = {"a": row, "b": row}
    e = copy.deepcopy(d)
    e["a"][0] = 5.0
    return e["b"][0] * x[2]


def one_list_in_two_objects(x):
    b = Kept(x[0], [x[1], x[2]])
    c = Kept(x[3], b.hist)
    pair = (b, c)
    q = copy.deepcopy(pair)
    q[0].hist[0] = 2.0
    return q[1].hist[0] * q[0].v


def rows_that_had_names(x):
    rows = []
    for v in x:
        row = [v, 2.0 * v]
        rows.append(row)
    c = copy.deepcopy(rows)
    c[0][0] = 9.0
    return rows[0][0] * c[0][0] * c[3][1]


def rows_repeated(x):
    rows = [[x[0], x[1]]] * 2
    e = copy.deepcopy(rows)
    e[0][0] = x[2] * 2.0
    return e[1][0] * x[2]


def a_row_put_again(x):
    rows = [[x[0], x[1]], [x[2]]]
    rows.append(rows[0])
    e = copy.deepcopy(rows)
    e[0][0] = x[2] * 2.0
    return e[2][0] * x[2]


def a_row_in_two_places(x):
    rows = [[x[0], x[1]], [x[2]]]
    rows[1] = rows[0]
    e = copy.deepcopy(rows)
    e[0][0] = x[2] * 2.0
    return e[1][0] * x[2]


def a_list_stored_twice(x):
    l = [x[0]]
    d = {"a": l}
    d["b"] = l
    e = copy.deepcopy(d)
    e["a"][0] = x[2] * 2.0
    return e["b"][0] * x[2]


def one_array_twice(x):
    l = x * 2
    d = {"a": [l, l], "b": 1.0}
    e = copy.deepcopy(d)
    e["a"][0][0] = x[2] * 2.0
    return e["a"][1][0] * x[2]


def one_list_in_two_dicts(x):
    r = [x[0]]
    d = {"x": {"l": r}, "y": {"l": r}}
    e = copy.deepcopy(d)
    e["x"]["l"][0] = 3.0
    return e["y"]["l"][0] * x[1]


def rows_added_again(x):
    r = [[x[0]], [x[1]]]
    r.extend(r[:1])
    e = copy.deepcopy(r)
    e[0][0] = 3.0
    return e[2][0] * x[1]


def one_list_in_two_attributes(x):
    rows = []
    for v in x:
        l = [v]
        rows.append(Two(l, l))
    e = copy.deepcopy(rows)
    e[0].a[0] = 3.0
    return e[0].b[0] * x[1]


SHARED = [
    one_list_in_a_dict, one_list_in_two_objects, rows_that_had_names, rows_repeated,
    a_row_put_again, a_row_in_two_places, a_list_stored_twice, one_array_twice,
    one_list_in_two_dicts, rows_added_again, one_list_in_two_attributes,
]  # fmt: skip


@pytest.mark.parametrize("f", SHARED)
def test_a_deep_copy_of_what_may_be_reached_in_two_ways_is_refused(f):
    with pytest.raises(Unsupported, match="what is one object in this deep copy"):
        grad(f)(X)


def changed_copy(w):
    other = copy.copy(w)
    other.v = other.v * 3.0
    return other.v**2 * w.v + copy.deepcopy(w).v


def attribute_of_a_copy(w):
    return copy.copy(w).v ** 2


def stepped_copies(w):
    for _ in range(3):
        other = copy.copy(w)
        other.v = w.v + 0.1 * w.v**2
        w = other
    return w.v


@pytest.mark.parametrize("f", [changed_copy, attribute_of_a_copy, stepped_copies])
def test_objects_in_arguments_are_copied(f):
    check_grads(f, Kept(1.5))


def copied_list(ws):
    others = copy.deepcopy(ws)
    for w in others:
        w.v = w.v * 2.0
    return sum([a.v * b.v for a, b in zip(others, ws)])


def copied_springs(ws):
    return sum([w.k**2 for w in copy.deepcopy(ws)])


def test_lists_of_objects_in_arguments_are_copied_where_all_that_they_hold_is_known():
    check_grads(copied_list, [Kept(1.0), Kept(2.0)])
    with pytest.raises(Unsupported, match="cannot copy `ws`"):
        grad(copied_springs)([Spring(1.0), Spring(2.0)])
