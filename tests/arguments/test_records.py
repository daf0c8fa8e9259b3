"""What of an object is data, and how programs spell what they read of it."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

import s2sad
from s2sad.errors import Error
from tests.arguments.things import B, Frozen, Named, Plain, W, X
from tests.small import read_once


# -- what is data ------------------------------------------------------------------------------


def scaled_by_its_class(p, x):
    return np.sum(p.w @ x + p.b) * p.rate


def test_what_stands_in_the_class_is_read_and_has_no_gradient():
    s2sad.check_grads(scaled_by_its_class, Plain(W, B), X)
    assert "rate" not in vars(s2sad.grad(scaled_by_its_class)(Plain(W, B), X))
    _, slope = s2sad.jvp(lambda p: p.w * p.rate, (Plain(1.0, B),), (Plain(1.0, B),))
    assert slope == 0.5


def test_it_is_read_at_once(monkeypatch):
    s2sad.check_grads(read_once(monkeypatch, scaled_by_its_class), Plain(W, B), X)


class Scale:
    rates = (0.5, np.ones(3))
    __slots__ = ("w",)

    def __init__(self, w):
        self.w = w


def test_what_stands_in_the_class_of_slots_has_the_tangent_zero():
    s2sad.check_grads(lambda p: np.sum(p.w * p.rates[1]) * p.rates[0], Scale(X))


class Slotted:
    __slots__ = ("w", "unset")

    def __init__(self, w):
        self.w = w


def test_slots_are_data_where_they_are_set():
    s2sad.check_grads(lambda p: np.sum(p.w**3), Slotted(W))


@dataclass
class Area:
    area: Any


@dataclass
class Rectangle:
    w: Any

    @property
    def area(self):
        raise RuntimeError("is not read")


def test_a_property_that_is_not_read_is_left_alone():
    s2sad.check_grads(lambda p, q: p.area * q.w, Area(2.0), Rectangle(3.0))


class Recorded:
    def __init__(self, w):
        self.w, self.log = w, {"a table": [object()]}


def test_what_is_not_read_may_be_anything():
    s2sad.check_grads(lambda p, x: np.sum(p.w @ x), Recorded(W), X)


class Lazy:
    def __init__(self, w):
        self.w = w

    def __getattr__(self, name):
        return 1.0


def test_an_object_that_makes_attributes_up_is_refused():
    with pytest.raises(Error):
        s2sad.grad(lambda p, x: np.sum(p.w @ x))(Lazy(W), X)


# -- how it is spelled -------------------------------------------------------------------------


def two_objects(p, x):
    return np.sum(p.inner.w @ x) * p.scale


def object_in_a_dict(p, x):
    return np.sum(p["inner"].w @ x) * p["scale"]


def dict_in_an_object(p, x):
    return np.sum(p.inner["w"] @ x) * p.scale


def each_of_a_list(rows, x):
    total = 0.0
    for p in rows:
        total = total + np.sum(p.w @ x) * p.b[0]
    return total


def in_a_branch(p, x):
    if x[0] > 0.0:
        return np.sum(p.inner.w @ x) * p.scale
    return x[1] * p.scale


INNER = SimpleNamespace(inner=Frozen(W, B), scale=2.0)
ROWS = [SimpleNamespace(w=W, b=B), SimpleNamespace(w=W + 1.0, b=B)]


@pytest.mark.parametrize(("f", "args", "shown"), [
    (two_objects, (INNER, X), ["p.inner", "p_inner.w", "like(p.inner.b)", "# p_scale = p.scale"]),
    (object_in_a_dict, ({"inner": Frozen(W, B), "scale": 2.0}, X),
     ["p['inner']", "p_inner.w", "like(p['inner'].b)"]),
    (dict_in_an_object, (SimpleNamespace(inner={"w": W}, scale=2.0), X),
     ["p.inner", "p_inner['w']", "p.scale"]),
    (each_of_a_list, (ROWS, X), ["rows[0]", "rows0.w"]), (in_a_branch, (INNER, X), ["p.inner"]),
], ids=lambda v: getattr(v, "__name__", ""))  # fmt: skip
def test_what_is_read_is_spelled_as_the_user_does(f, args, shown):
    s2sad.check_grads(f, *args)
    text = str(s2sad.differentiate(f).text("adjoint", *args))
    assert [part for part in shown if part not in text] == []


# -- what reads dicts and named tuples ---------------------------------------------------------


def questions(p, x):
    total = p.get("w", 3.0) * x + p.get("none", 2.0)
    if "none" not in p:
        total = total * p["b"]
    if "w" in p:
        total = total * x
    for k, name in enumerate(sorted(p)):
        total = total + (k + 1.0) * p[name]
    for k, value in enumerate(p.values()):
        total = total + np.sin(value * k)
    return total


def test_questions_to_a_dict():
    s2sad.check_grads(questions, {"w": 0.7, "b": 1.3, "a": 0.2}, 0.4)


def exchanged(p, x):
    q = p._replace(w=p.b * x, b=p.w)
    return q.w * 3.0 + q.b * x


def test_a_named_tuple_with_other_values():
    s2sad.check_grads(exchanged, Named(0.7, 1.3), 0.4)
