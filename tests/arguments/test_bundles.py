"""Lists, tuples and dicts of objects that are known one by one: unlike ones, or shared ones."""

from dataclasses import dataclass

import numpy as np
import pytest

from s2sad import differentiate, grad
from s2sad.errors import Error
from s2sad.testing import check_grads
from tests.thorough import order_in_turn

X = np.array([0.7, 1.3, 0.4, 0.9])


class Spring:
    def __init__(self, k):
        self.k = k

    def force(self, x, v):
        return -self.k * x

    def scale(self, s):
        self.k *= s


class Damper(Spring):
    def force(self, x, v):
        return -self.k * v


class Cubic:
    def __init__(self, k, e):
        self.k = k
        self.e = e

    def force(self, x, v):
        return -self.k * x**3 - self.e

    def scale(self, s):
        self.e += s


class Layer:
    def __init__(self, w):
        self.w = w

    def __call__(self, x):
        return self.act(self.w * x)


class Tanh(Layer):
    def act(self, y):
        return np.tanh(y)


class Square(Layer):
    def act(self, y):
        return y * y


@dataclass
class Body:
    x: float
    v: float

    def drift(self, dt):
        self.x += dt * self.v


class World:
    def __init__(self):
        self.items = []

    def add(self, item):
        self.items.append(item)

    def force(self, x, v):
        total = 0.0
        for item in self.items:
            total = total + item.force(x, v)
        return total


def in_a_loop(x):
    parts = [Spring(x[0]), Damper(x[1])]
    pos, vel = x[2], x[3]
    for _ in range(5):
        f = 0.0
        for p in parts:
            f += p.force(pos, vel)
        vel += 0.1 * f
        pos += 0.1 * vel
    return pos


def changed(x):
    parts = [Spring(x[0]), Damper(x[1]), Cubic(x[2], x[3]), Spring(2.0)]
    for p in parts:
        p.scale(1.5)
    parts[0].k *= x[3]
    parts[-1].scale(x[1])
    return sum([p.force(x[0], x[1]) for p in parts]) * len(parts)


def appended(x):
    parts = [Spring(x[0]), Damper(x[1])]
    parts.append(Cubic(x[2], x[3]))
    s = 0.0
    for i, p in enumerate(parts, 1):
        s += i * p.force(0.5, 0.3)
    return s * parts[-1].e + parts[0].k


def appended_to_nothing(x):
    w = World()
    w.add(Spring(x[0]))
    w.add(Damper(x[1]))
    w.add(Cubic(x[2], x[3]))
    return w.force(0.7, x[3]) ** 2


def called(x):
    h = x[3]
    for act in (Tanh(x[0]), Square(x[1]), Tanh(x[2])):
        h = act(h)
    return h


def headers(x):
    parts = [Spring(x[0]), Damper(x[1]), Spring(x[2])]
    s = 0.0
    for i in range(len(parts)):
        s += parts[i].force(x[i], x[3]) * (i + 1)
    for p, w in zip(reversed(parts), x):
        s += p.force(w, 1.0)
    for p, w in zip(parts, [x[3], 2.0]):
        p.k = p.k + w
    for (i, p), q in zip(enumerate(parts), parts[1:]):
        s += i * p.k * q.k
    return s


def beside_fewer_data(x):
    parts = [Spring(x[0]), Damper(x[1]), Cubic(x[2], x[3])]
    s = x[1]
    for p, w in zip(parts, x[:2]):
        s += p.force(w, x[3])
    for p, w in zip(parts, [v for v in x if v > 0.8]):
        s *= p.force(w, w**2)
    return s


def exits(x):
    s = 0.0
    for p in [Spring(x[0]), Damper(x[1]), Cubic(x[2], x[3])]:
        if isinstance(p, Damper):
            continue
        if s < -0.1:
            break
        s += p.force(x[1], x[2])
    else:
        s *= 2.0
    return s * x[3]


def the_same_twice(x):
    a = Body(x[0], x[1])
    bodies = [a, a, Body(x[2], x[3])]
    for b in bodies:
        b.drift(0.5)
    bodies[0].v = x[3]
    return a.x * bodies[2].x * bodies[1].v


def appended_twice(x):
    a, points = Body(x[0], x[1]), []
    points.append(a)
    points.append(a)
    points[0].x = x[3] * 2.0
    return points[1].x * x[2] + a.x


def in_two_lists(x):
    a = Body(x[0], x[1])
    one, two = [a, Body(x[2], 1.0)], [a, Body(x[3], 2.0)]
    for b in one:
        b.drift(1.0)
    for b in two:
        b.drift(0.5)
    return a.x * one[1].x * two[1].x


def in_tuples(x):
    a, b = Body(x[0], x[1]), Body(x[2], x[3])
    pairs = [(a, b, 0.5), (b, a, x[0])]
    for p, q, k in pairs:
        p.x += k * q.x * p.v
    first, (_, second, _) = pairs
    return a.x * b.x + first[0].x * second.x


def inside_two(x):
    o = Body(x[0], x[1])
    worlds = [Layer(o), Layer(o)]
    worlds[0].w.drift(0.1)
    return worlds[1].w.x * x[2]


def in_a_dict(x):
    d = {"s": Spring(x[0]), "b": Body(x[2], x[3]), "w": x[1]}
    e = d
    e["b"].x += d["s"].k * 2.0
    e["w"] *= d["b"].x
    d["new"] = Cubic(x[0], 1.0)
    for k in ("s", "new"):
        e[k].scale(d["w"])
    s = d["s"].force(x[3], 1.0) + d["new"].force(x[1], 1.0)
    return s * d["b"].x * d["w"] * len(d)


def over_a_dict(x):
    d = {"b": Body(x[0], x[1]), "a": Body(x[2], x[3])}
    s = x[0]
    for name, b in d.items():
        b.drift(0.1)
        s = s * b.x if name == "b" else s - b.x
    for name in d:
        s += d[name].v * s
    for b in d.values():
        s *= b.x
    for name in sorted(d):
        s = s**2 - d[name].v
    return s


def kept_and_changed(x):
    s = Body(x[0], x[1])
    kept = {"s": s}
    s.x = x[2]
    t = (s, 1.0)[0]
    t.v = 5.0 * x[3]
    return kept["s"].x * s.v


def exchanged(x):
    parts = [Spring(x[0]), Cubic(x[1], x[2])]
    parts[0] = Damper(x[3])
    parts.insert(1, Spring(x[2]))
    last = parts.pop()
    parts.reverse()
    other = parts.copy()
    other += [last]
    other[0].k = x[0] * x[1]
    return sum([p.force(x[0], x[1]) for p in parts]) * sum([p.force(1.0, x[2]) for p in other])


def beside_data(x):
    parts = [Spring(x[0]), x[1], x[2] * 2.0]
    parts.reverse()
    parts.insert(1, 3.0 * x[3])
    first = parts.pop(0)
    parts += [x[0], Damper(x[1])]
    return first * parts[0] - parts[1] * parts[2].k + parts[3] * parts[-1].k


def anew_in_a_loop(x):
    pair = (Body(x[0], x[1]), Spring(x[2]))
    for _ in range(3):
        old, k = pair[0].x, pair[1].k
        pair = (Body(old + 0.1 * pair[0].v, pair[1].force(old, x[0])), Spring(k * x[3]))
    return pair[0].x * pair[1].k


def moved(x):
    parts = [Body(x[0], x[1]), Spring(x[2])]
    for _ in range(3):
        parts = [Body(parts[0].x * 1.1, parts[0].v - x[3]), Spring(parts[1].k * 0.9)]
    return parts[0].x * parts[0].v * parts[1].k


def functions_in_lists(x):
    h = x[0]
    for f, w in [(np.tanh, x[0]), (lambda v: v * v, x[1]), (np.sin, 2.0)]:
        h = f(w * h)
    for f in (np.sin, lambda v: v + x[2]):
        h = f(h)
    return h * sum([f(v) for f, v in zip([np.sin, np.cos, np.exp], x)])


def functions_in_dicts(x):
    f, g = np.sin, np.cos
    table = {"s": f, "c": g, "p": lambda a: a ** 2}
    total = x[3]
    for k, h in table.items():
        total += h(x[0]) * (2.0 if k == "s" else x[1])
    for name in ("p", "s"):
        total = table[name](total)
    return total * table["c"](x[2])


def keys_from_texts(x):
    d = {"q": Spring(x[0])}
    for i in range(3):
        d[f"k{i}"] = Spring(x[i] ** 2)
    s = 0.0
    for i in range(2):
        s = s * x[3] + d[f"k{i}"].k
    return s * d["k2"].k * d["q"].k


WORKING = [
    in_a_loop, changed, appended, appended_to_nothing, called, headers, beside_fewer_data, exits,
    the_same_twice, appended_twice, in_two_lists, in_tuples, inside_two, in_a_dict, over_a_dict,
    kept_and_changed, exchanged, beside_data, functions_in_lists, functions_in_dicts,
    keys_from_texts, anew_in_a_loop, moved,
]  # fmt: skip


@pytest.mark.parametrize("f", WORKING)
def test_objects_that_are_known_one_by_one(f):
    check_grads(f, X, order=order_in_turn())


def test_a_loop_over_them_is_its_body_once_for_each():
    text = differentiate(in_a_loop).text("adjoint", X)
    assert "f + -parts_0_k * pos" in text and "f1 + -parts_1_k * vel" in text


def by_number(x):
    parts = [Spring(x[0]), Damper(x[1])]
    i = int(x[2] > 0)
    return parts[i].force(x[2], x[3])


def longer_in_a_loop(x):
    parts = [Spring(x[0]), Damper(x[1])]
    for i in range(2):
        parts.append(Cubic(x[2], x[i]))
    return sum([p.force(1.0, 1.0) for p in parts])


def longer_in_a_branch(x):
    parts = [Spring(x[0]), Damper(x[1])]
    if x[2] > 0:
        parts.append(Cubic(x[2], x[3]))
    return sum([p.force(1.0, 1.0) for p in parts])


def longer_while_looped_over(x):
    parts, s = [Spring(x[0]), Damper(x[1])], 0.0
    for p in parts:
        s += p.force(1.0, 1.0)
        if len(parts) < 4:
            parts.append(p)
    return s


def beyond(x):
    parts = [Spring(x[0]), Damper(x[1])]
    return parts[2].k


def no_key(x):
    d = {"a": Spring(x[0])}
    return d["b"].k


def in_a_tuple(x):
    pair = (Spring(x[0]), x[1])
    pair[1] = 3.0
    return pair[0].k


def printed(x):
    parts = [Spring(x[0]), Damper(x[1])]
    print(parts)
    return parts[0].k


REFUSED = [
    (by_number, "cannot tell which item"),
    (longer_in_a_loop, "when the loop goes round"),
    (longer_in_a_branch, "cannot tell what `parts` holds here"),
    (longer_while_looped_over, "cannot change the length"),
    (beyond, "IndexError"),
    (no_key, "KeyError"),
    (in_a_tuple, "is a tuple"),
    (printed, "as a whole"),
]


@pytest.mark.parametrize("f, words", REFUSED)
def test_what_is_not_certain_is_refused(f, words):
    with pytest.raises(Error, match=words):
        grad(f)(X)
