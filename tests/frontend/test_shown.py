"""Objects in what is printed and in texts: their classes say what is shown."""

from dataclasses import dataclass, field

import numpy as np
import pytest

from s2sad import check_grads, grad
from s2sad.errors import Unsupported

X = np.array([0.5, -1.0, 2.0])


class Curve:
    def __init__(self, t, v):
        self.t, self.v = t, v

    def __len__(self):
        return len(self.t)

    def __repr__(self):
        return f"<Curve of {len(self)} points>"


class Table(Curve):
    def __str__(self):
        lines = []
        for t, v in zip(self.t, self.v):
            lines.append(f"{t}: {v:.2f}")
        return "; ".join(lines)


@dataclass
class Point:
    x: float
    y: float = 2.0
    note: object = field(default=None, repr=False)


@dataclass
class Pair:
    first: Point
    w: np.ndarray


class Plain:
    def __init__(self, v):
        self.v = v


def written(x):
    curve, table = Curve([1, 2, 3], x), Table([4, 5], x)
    print(curve, repr(curve), str(curve), "end", sep=", ")
    print(f"{curve} and {table!r}, {table}, {table.v[0]:.3f}")
    for i in range(2):
        table.v[i] = table.v[i] ** 2
        print(i, table)
    return np.sum(curve.v) * table.v[0] + len(f"{table}")


def generated(x):
    p = Point(x[0])
    pair = Pair(p, x)
    print(p, f"{p}", repr(pair))
    p.x = p.x * x[1]
    print(pair)
    return p.x * pair.w[2]


def given(x, p):
    print(p, f"{p!r}")
    return p.x * x[0]


@pytest.mark.parametrize("f, args", [(written, ()), (generated, ()), (given, (Point(3.0),))])
def test_objects_are_shown_as_python_shows_them(f, args, capsys):
    f(X.copy(), *args)
    shown = capsys.readouterr().out
    grad(f)(X, *args)
    assert capsys.readouterr().out == shown
    check_grads(f, X, *args, wrt=0)


def test_an_object_whose_class_says_nothing_is_refused():
    def f(x):
        plain = Plain(x)
        print(plain)
        return plain.v[0]

    with pytest.raises(Unsupported, match="cannot use `plain` as a whole"):
        grad(f)(X)
