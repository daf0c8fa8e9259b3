"""Dicts and tuples that are None on some paths."""

# ruff: noqa: RET503, RET505, SIM102, SIM108, C408

import numpy as np
import pytest

import s2sad
from s2sad.errors import Error
from tests.small import kept_in
from tests.thorough import order_in_turn

X = np.array([0.3, 0.8, 0.56])
OTHERS = (np.array([-0.3, 0.8, -0.5]), np.array([-0.31, -0.28, -0.33]))
RIGHT = []
right = kept_in(RIGHT, X)


# Dicts


@right()
def a_dict_on_one_path(x):
    p = None
    if x[0] > 0:
        p = {"a": x[0], "b": x[1]}
    if p is None:
        p = {"a": x[2], "b": 1.0}
    return p["a"] * p["b"]


@right()
def the_best_dict(x):
    best = None
    for v in x:
        if v < 0.1:
            continue
        if best is None or np.sin(3 * v) > best["s"]:
            best = {"s": np.sin(3 * v), "v": v}
    if best is None:
        return x[0] ** 2
    return best["v"] * best["s"]


@right()
def found_first(x):
    found = None
    for k, v in enumerate(x):
        if v > 0.5:
            found = dict(k=k, v=v * v)
            break
    if found is None:
        return x[0]
    return found["v"] * x[found["k"]]


@right()
def changed_later(x):
    best = None
    for v in x:
        if v < 0.1:
            continue
        if best is None:
            best = {"n": 0, "s": 0.0}
        best["n"] += 1
        best["s"] += v * v
    if best is not None and best["n"] > 1:
        return best["s"] / best["n"]
    return x[1] * 2


@right()
def another_key_later(x):
    d = None
    if x[0] > 0:
        d = {"a": x[0]}
    if d is not None:
        d["b"] = x[1] ** 2
    if d is not None:
        return d["a"] * d["b"]
    return x[2]


@right()
def none_again(x):
    d = None
    s = 0.0
    for v in x:
        if v > 0.5:
            d = {"v": v, "w": x * v}
        elif v < 0:
            d = None
        if d is not None:
            s += d["v"] * np.sum(d["w"])
            d["v"] = d["v"] * 0.5
    return s


@right()
def arrays_in_a_dict_are_written(x):
    d = None
    s = 0.0
    for v in x:
        if v > 0.5:
            d = {"w": x * v}
        if d is not None:
            d["w"][0] *= v
            s += np.sum(d["w"] ** 2)
    return s


@right()
def a_dict_or_none_is_returned(x):
    def find(t):
        for k in range(len(x)):
            if x[k] > t:
                return {"k": k, "y": x[k] ** 2}
        return None

    r = find(0.5)
    q = find(0.7)
    s = 0.0
    if r:
        s += r["y"]
    if q is not None:
        s += q["y"] * x[q["k"]]
    return s + x[0]


class Adam:
    def __init__(self):
        self.state = None

    def step(self, g):
        if self.state is None:
            self.state = {"m": np.zeros(3), "t": 0}
        s = self.state
        s["t"] += 1
        s["m"] = 0.9 * s["m"] + g
        return s["m"] / (1 - 0.9 ** s["t"])


@right()
def an_attribute_that_is_a_dict_later(x):
    o = Adam()
    w = x
    for k in range(4):
        if x[0] > 0 or k > 1:
            w = w - 0.1 * o.step(2 * w)
    return np.sum(w**2)


@right()
def a_list_in_a_dict(x):
    best = None
    for v in x:
        if v > 0.5:
            best = {"v": v, "parts": [v, v * v]}
    if not best:
        return x[1]
    return sum(best["parts"]) * best["v"]


@right()
def two_names_of_a_dict(x):
    d = None
    if x[0] > 0:
        d = {"a": x[0], "b": x[1]}
    e = d
    if e is not None:
        e["a"] = e["a"] * 3
    if d is not None:
        return d["a"] * d["b"]
    return x[1]


@right()
def a_choice_of_keys(x):
    d = {"a": x[0], "b": x[1]} if x[0] > 0 else None
    return d["a"] * d["b"] if d is not None else x[1]


@right()
def all_that_a_dict_holds(x):
    d = None
    if x[0] > 0:
        d = {"a": x[0], "b": x[1]}
    s = 0.0
    if d is not None:
        for v in d.values():
            s += v * v
        s += sum(d.values()) if "b" in d else 0.0
    return s + x[2]


# Tuples


@right()
def the_best_tuple(x):
    best = None
    for v in x:
        if v > 0.1:
            cand = (v, v * v, x * v)
            if best is None or cand[1] < best[1]:
                best = cand
    if best is not None:
        a, b, c = best
        return a * b * np.sum(c)
    return x[0] ** 2


@right()
def the_place_of_the_best(x):
    best = None
    for i, v in enumerate(x):
        if v > 0.1:
            c = np.sin(v)
            if best is None or c > best[0]:
                best = (c, i)
    if best:
        c, i = best
        return c * x[i]
    return x[0]


def hit(o, d, c, r):
    b = o * d - c
    disc = b * b - c * c + r * r
    if disc < 0:
        return None
    t = -b - np.sqrt(disc)
    if t < 0:
        return None
    return t, o + t * d


@right()
def the_nearest_hit(x):
    s = 0.0
    for o in x:
        nearest = None
        for c in np.array([0.4, 0.9, -1.2]):
            h = hit(o, x[1], c, 1.0)
            if h is None:
                continue
            if nearest is None or h[0] < nearest[0]:
                nearest = h
        if nearest is not None:
            t, p = nearest
            s += t * p
    return s + x[0] * x[1]


@right()
def a_tuple_in_a_tuple(x):
    best = None
    for v in x:
        if v > 0.1 and (best is None or v > best[0]):
            best = (v, (v * v, x * v))
    if best is None:
        return x[0]
    return best[0] * best[1][0] * np.sum(best[1][1])


@right()
def a_tuple_or_another_one(x):
    p = None
    if x[0] > 0:
        p = (x[0], x[1])
    a, b = p if p is not None else (x[2], 1.0)
    return a * b


@right()
def what_is_asked_of_a_tuple(x):
    p = None
    if x[0] > 0:
        p = (x[0], x[1])
    if p is not None and len(p) == 2 and sum(p) > 0.1:
        return sum(p) + max(p)
    return x[0]


@right()
def items_of_a_tuple(x):
    p = None
    if x[0] > 0:
        p = (x[0], x[1], x[2])
    s = 0.0
    if p is not None:
        for i in range(3):
            s += p[i] * i
        for q in p:
            s += q**2
        s += np.sum(np.array(p) ** 2)
    return s + x[0]


@right()
def arrays_in_a_tuple_are_written(x):
    p = None
    if x[0] > 0:
        p = (x * 1.0, x**2)
    if p is not None:
        a, b = p
        a[0] *= 3
        b += a
        return np.sum(p[0] * p[1])
    return x[0]


@right()
def taken_in_turns(x):
    a = None
    b = None
    s = 0.0
    for v in x:
        a, b = b, (v, v * v)
        if a is not None:
            s += a[0] * b[1]
    return s


@right()
def the_two_largest(x):
    a = None
    b = None
    for v in x:
        if v > 0.1:
            if a is None:
                a = (v, v * v)
            elif b is None:
                b = (v * 3, v)
            elif v > a[0]:
                a, b = (v, a[1]), a
    if a is not None and b is not None:
        return a[0] * b[1] + a[1]
    return x[2] if a is None else a[0] * a[1]


@right()
def a_list_in_a_dict_that_grows(x):
    d = None
    for v in x:
        if v > 0.1:
            if d is None:
                d = {"l": [], "n": 0}
            d["l"].append(v * v)
            d["n"] += 1
    if d is None:
        return x[0]
    return sum(d["l"]) / d["n"]


@right()
def the_last_that_counted(x):
    last = None
    total = 0.0
    for k in range(4):
        cur = (x[0] * k, x * k)
        if last is not None and k != 2:
            total += np.sum((cur[1] - last[1]) ** 2) * last[0]
        if x[1] * k > 0.5:
            last = cur
    return total


def bounded(x, bounds=None, weights=None):
    lo, hi = bounds if bounds is not None else (0.1, 0.9)
    if weights is None:
        weights = [1.0] * len(x)
    s = 0.0
    for w, v in zip(weights, x):
        s += w * min(max(v, lo), hi)
    return s


@right()
def parameters_that_are_none_by_default(x):
    two = bounded(x, (0.2, x[0] + 0.3)) * bounded(x, weights=[x[0], 2.0, x[1]])
    return bounded(x) + two


@pytest.mark.parametrize(("f", "args"), RIGHT)
def test_what_may_be_none_has_the_gradient_of_the_path_taken(f, args):
    for at in (args, *[(other,) for other in OTHERS]):
        s2sad.testing.check_grads(f, *at, order=order_in_turn())


def read_where_it_is_none(x):
    d = None
    if x[1] > 0.0:
        d = {"v": x[0]}
    return d["v"] ** 2


def taken_apart_where_it_is_none(x):
    p = None
    if x[1] > 0.0:
        p = (x[0], x[1])
    a, b = p
    return a * b


@pytest.mark.parametrize("f", [read_where_it_is_none, taken_apart_where_it_is_none])
def test_reading_none_raises_an_error_of_the_program(f):
    s2sad.testing.check_grads(f, X)
    for call in (lambda: s2sad.grad(f)(-X), lambda: s2sad.jvp(f, (-X,), (X,))):
        with pytest.raises((TypeError, AttributeError), match="is None"):
            call()


def a_key_on_some_paths(x):
    d = None
    if x[0] > 0:
        d = {"a": x[0]}
    if d is not None and x[1] > 0:
        d["b"] = x[1] ** 2
    return 1.0 if d is None else d["a"] * d.get("b", 1.0)


def other_keys_on_another_path(x):
    d = None
    if x[0] > 0:
        d = {"a": x[0]}
    elif x[1] > 0:
        d = {"b": x[1]}
    return x[2] if d is None else sum(d.values())


def an_empty_dict_is_not_true(x):
    d = None
    if x[0] > 0:
        d = {}
    if not d:
        return x[0] * x[1]
    return x[2]


@pytest.mark.parametrize(
    "f", [a_key_on_some_paths, other_keys_on_another_path, an_empty_dict_is_not_true]
)
def test_a_dict_whose_keys_are_not_known_is_refused(f):
    with pytest.raises(Error, match="a dict on one path and None on another"):
        s2sad.grad(f)(X)


def test_the_text_tests_in_one_condition():
    text = s2sad.differentiate(the_best_tuple).text("primal", X)
    assert "has_best = False" in text
    assert "if not has_best or cand_1 < best_1:" in text


def a_number_a_dict_or_none(x):
    d = None
    if x[0] > 0:
        if x[1] > 0.5:
            d = x[1]
    else:
        d = {"a": x[0]}
    if d is None:
        return x[2]
    return 2.0 * x[0]


def a_number_a_tuple_or_none(x):
    d = None
    if x[0] > 0:
        if x[1] > 0.5:
            d = x[1]
    else:
        d = (x[0], x[1])
    if d is None:
        return x[2]
    return 2.0 * x[0]


def a_vector_a_matrix_or_none(x):
    d = None
    if x[0] > 0:
        if x[1] > 0.5:
            d = x
    else:
        d = np.outer(x, x)
    if d is None:
        return x[2]
    return np.sum(d[0])


@pytest.mark.parametrize(
    "f", [a_number_a_dict_or_none, a_number_a_tuple_or_none, a_vector_a_matrix_or_none]
)
def test_what_is_none_or_of_two_kinds_is_refused(f):
    with pytest.raises(Error):
        s2sad.grad(f)(X)
