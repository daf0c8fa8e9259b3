"""Lists of named tuples and dicts that a function makes: read, chosen by paths, returned."""

from collections import namedtuple
from typing import NamedTuple

import numpy as np
import pytest

from s2sad import grad, vjp
from s2sad.errors import Unsupported
from s2sad.testing import check_grads
from tests.thorough import order_in_turn

Point = namedtuple("Point", "x y")


class Tagged(NamedTuple):
    x: float
    y: float
    tag: str = "p"


X = np.array([0.7, 1.3, 0.4, 0.9])


def by_branch(x):
    steps = [{"x": x[0] * 2.0}, {"x": x[0] * 3.0}]
    d = {"x": x[1]}
    if x[2] > 0:
        d = steps[-1]
    return d["x"] * x[3]


def by_loop(x):
    steps = [{"x": x[0] * 2.0}]
    d = {"x": x[1]}
    for _ in range(3):
        s = d["x"] * x[2]
        d = steps[-1]
        steps.append({"x": s})
    return d["x"] * x[3]


def deep(x):
    steps = [{"x": x[0], "in": (x[1], (x[2], 1.0))}]
    steps.append({"x": x[3], "in": (x[0], (x[1], 2.0))})
    d = {"x": x[1], "in": (x[3], (x[3], 3.0))}
    for i in range(2):
        if x[i] > 1.0:
            d = steps[i]
    a, (b, c) = d["in"]
    return d["x"] * a * b * c


@pytest.mark.parametrize("f", [by_branch, by_loop, deep])
def test_a_dict_made_on_one_path_and_taken_from_a_list_on_the_other(f):
    check_grads(f, X, order=2)


def appended(x):
    rows = []
    for i in range(len(x)):
        rows.append(Point(x[i], 2.0 * x[i] ** 2))
    s = 0.0
    for p in rows:
        s += p.x * p.y
    return s


def comprehended(x):
    rows = [Point(v, v * v) for v in x]
    rows.sort(key=lambda p: p.y)
    best = max(rows, key=lambda p: p.x)
    return sum([(i + 1) * p.y for i, p in enumerate(rows)]) * best.x + rows[-1].x * rows[0].y


def on_two_paths(x):
    rows = []
    for v in x:
        if v > 0.5:
            rows.append(Tagged(v, 1.0))
        else:
            rows.append(Tagged(x=v * v, y=v))
    return sum(p.x * p.y for p in rows)


def replaced(x):
    rows = [Point(x[0], x[1])]
    while len(rows) < 5:
        p = rows[-1]
        rows.append(p._replace(x=p.x * p.y, y=p.y + x[2]))
    q = rows.pop()
    return q.x + q._asdict()["y"] * rows[0].x


def of_arrays_and_lists(x):
    rows = []
    for i in range(3):
        rows.append({"p": Point(x * i, [x[i]]), "d": {"v": x[0]}})
    rows[1]["p"].y.append(x[3])
    a, b = rows[2]["p"]
    return np.dot(a, rows[1]["p"].x) * b[0] * sum(rows[1]["p"].y) * rows[0]["d"]["v"]


def in_lists(x):
    rows = [[Point(v, i) for v in x] for i in range(2)]
    rows[1][0] = Point(x[3], 4)
    s = 0.0
    for r in rows:
        for v, n in r:
            s += v**2 * (n + 1)
    return s


def carried(x):
    history, p = [], Point(x[0], x[1])
    for _ in range(4):
        p = Point(p.x + 0.1 * p.y, p.y - 0.1 * x[2] * p.x)
        history.append(p)
    return history[2].x * history[-1].y


def of_constants(x):
    rows = [Point(1.0, 2.0)]
    rows.append(Point(3.0, 4.0))
    s = 0.0
    for r in rows:
        s += r.x * x[0] + r._replace(x=2.0).x * x[1]
    return s


def returned(x):
    out = [Point(x[0], 3)]
    for v in x:
        out.append(out[-1]._replace(x=out[-1].x * v))
    return out, {"p": [Point(v, 2.0) for v in x], "q": Point(x[0], [Tagged(x[1], x[2])])}


NAMED = [
    appended, comprehended, on_two_paths, replaced, of_arrays_and_lists, in_lists, carried,
    of_constants, returned,
]  # fmt: skip


@pytest.mark.parametrize("f", NAMED)
def test_lists_of_named_tuples(f):
    check_grads(f, X, order=order_in_turn())


def test_a_list_of_named_tuples_that_is_returned_holds_them():
    (out, more), pull = vjp(returned, X)
    assert [type(p) for p in out] == [Point] * 5 and out[0].y == 3
    assert type(more["q"].y[0]) is Tagged and more["q"].y[0].tag == "p"
    (gx,) = pull((out, more))
    (same,) = pull(([tuple(p) for p in out], more))
    np.testing.assert_array_equal(gx, same)


def printed(x):
    rows = []
    rows.append(Point(x[0], x[1]))
    print(rows[0])
    return rows[0].x


def told_apart(x):
    rows = []
    rows.append(Point(x[0], x[1]))
    p = rows[0]
    return p.x if isinstance(p, Tagged) else p.y


def shown(x):
    p = Point(x[0], x[1])
    return p.x * len(f"{p}")


@pytest.mark.parametrize("f", [printed, told_apart, shown])
def test_what_asks_a_named_tuple_of_its_class_is_refused(f):
    with pytest.raises(Unsupported, match="cannot use a Point as a whole here"):
        grad(f)(X)
