"""Lists of objects that a function makes: right in both modes and twice."""

# ruff: noqa: C408, C416, C417

import numpy as np
import pytest

import s2sad
from tests.arguments.bodies import Body, Layer, Net, Planet, Point, World
from tests.small import kept_in
from tests.thorough import order_in_turn

X = np.array([0.5, -1.2, 0.8, 1.7])
SQUARE = np.array([[0.3, -0.7], [1.1, 0.4]])
RIGHT = []
right = kept_in(RIGHT, X)


# Making lists


@right()
def display(x):
    bodies = [Body(x[0], x[1]), Body(x[2], x[3], 2.0)]
    for b in bodies:
        b.x = b.x + 0.1 * b.v
    return sum(b.x**2 * b.m for b in bodies)


@right()
def comprehension(x):
    bodies = [Body(t, 0.5, 1.0 + k) for k, t in enumerate(x) if t > -1.0]
    for _ in range(2):
        for b in bodies:
            b.kick(-b.x, 0.1)
        for b in bodies:
            b.x += 0.1 * b.v
    return sum(b.energy() for b in bodies) + bodies[0].momentum * len(bodies)


@right()
def appended(x):
    bodies = []
    for i in range(len(x)):
        bodies.append(Body(x[i], 0.0, 1.0 + i))
    for i in range(4):
        for j in range(4):
            if i != j:
                d = bodies[j].x - bodies[i].x
                bodies[i].v += 0.1 * bodies[j].m * d / (abs(d) ** 3 + 1)
    return sum([b.energy() for b in bodies])


@right()
def made_by_helpers(x):
    def pair(a, b):
        return [Point(a, b), Point(b, a * a)]

    def grown(n):
        out = []
        for i in range(n):
            out.append(Point(x[i], x[i] ** 2))
        return out

    return sum(p.x * p.y for p in pair(x[0], x[1])) + sum(p.y for p in grown(3))


@right()
def made_anew_in_each_trip(x):
    points = [Point(x[i], 0.5) for i in range(4)]
    for _ in range(3):
        points = [Point(p.x + 0.1 * p.y, p.y - 0.1 * p.x * p.x) for p in points]
    return sum([p.x * p.y for p in points])


@right()
def made_anew_in_a_branch(x):
    points = [Point(x[i], 0.5) for i in range(4)]
    if x[0] > 0:
        points = [Point(p.y, p.x * x[1]) for p in points]
    points[0].x *= 2.0
    return sum([p.x * p.y for p in points])


# Loops


@right()
def each_pair(x):
    bodies = [Body(x[i], 0.0, 1.0 + i) for i in range(4)]
    for i, a in enumerate(bodies):
        for b in bodies[i + 1 :]:
            f = a.m * b.m / (1 + (a.x - b.x) ** 2)
            a.v += f / a.m
            b.v -= f / b.m
    return sum([b.energy() for b in bodies])


@right()
def each_other(x):
    bodies = [Body(x[i], 0.0, 1.0 + i) for i in range(4)]
    for a in bodies:
        force = sum(b.m * (b.x - a.x) for b in bodies if b is not a)
        a.v = a.v + force / a.m
    for a in bodies:
        for b in bodies:
            if a is not b:
                a.v += 0.1 * b.x
    return sum([b.energy() for b in bodies])


@right()
def beside_something_else(x):
    points = [Point(x[i], 0.5) for i in range(4)]
    for p, t in zip(points, x):
        p.y = t * p.x
    for p, q in zip(points, points[1:]):
        p.x += q.y
    for k, (p, t) in enumerate(zip(points, x)):
        p.x *= t + k
    for p in reversed(points):
        p.y += points[0].x
    return sum(p.x * p.y for p in points)


@right()
def last_of_a_loop(x):
    points = [Point(x[i], 0.5) for i in range(4)]
    for p in points:
        p.y += p.x
    p.y *= 3.0
    for i, p in enumerate(points):
        p.x *= 1.0 + i
    i = 0
    p.x += points[i].y
    return sum(p.x * p.y for p in points)


@right()
def left_by_break(x):
    points = [Point(x[i], 0.5) for i in range(4)]
    found = points[0]
    for p in points:
        if p.x > 0.6:
            found = p
            break
    found.y = found.x**2
    return sum(p.x * p.y for p in points)


@right()
def a_name_used_before_for_numbers(x):
    s = 0.0
    for p in x:
        s += p
    points = [Point(x[i], s) for i in range(4)]
    for p in points:
        p.y *= p.x
    return sum(p.x * p.y for p in points)


# One object, several ways to it


@right()
def second_names(x):
    points = [Point(x[i], 0.5) for i in range(4)]
    p, best, last = points[1], points[0], points[-1]
    for q in points:
        if q.x > best.x:
            best = q
    best.x *= 3.0
    p.x += best.x * 2
    points.append(Point(1.0, x[0]))
    points[-1].x += x[1]
    last.y += p.x
    p.x *= 2
    return sum(q.x * q.x * q.y for q in points)


@right()
def changed_through_its_own_name(x):
    a, points = Point(x[0], x[1]), []
    points.append(a)
    a.x = a.x * x[2]
    points.append(Point(x[2], 1.0))
    points[0].y *= a.x
    return a.y * points[1].x + points[0].x


@right()
def names_in_a_display(x):
    a, b = Point(x[0], x[1]), Point(x[2], x[3])
    points = [a, b]
    c = a
    points[0].x = 3.0 * a.y
    b.y = points[0].x * c.x
    return a.x * b.y + points[1].y


@right()
def swapped_names(x):
    points = [Point(x[i], 0.5) for i in range(4)]
    a, b = points[0], points[1]
    for _ in range(3):
        a, b = b, a
        a.x = 1.5 * a.x + b.y
    return sum([p.x * p.x * p.y for p in points])


@right()
def some_of_them(x):
    points = [Point(x[i], 0.5) for i in range(4)]
    large = [p for p in points if p.x > 0.6]
    for p in large:
        p.y = p.x * p.x
    large[0].x *= 2.0
    some = []
    for p in points:
        if p.y > 0.5:
            some.append(p)
    some.append(points[0])
    some[-1].y += x[1]
    few = points[1:3]
    few[1].x *= x[0]
    few[0] = points[3]
    few[0].x += 1.0
    return sum(p.x * p.y for p in points) * len(some)


@right()
def sorted_and_extremes(x):
    points = [Point(x[i], x[3 - i]) for i in range(4)]
    for k, p in enumerate(sorted(points, key=lambda p: p.x)):
        p.y *= 1.0 + k
    top = max(points, key=lambda p: p.y)
    top.x *= 3.0
    return sum(p.x * p.y for p in points)


@right()
def found_by_a_method(x):
    bodies = [Body(x[i], 0.0, 1.0 + i) for i in range(4)]
    b = bodies[0].nearest(bodies[1:])
    b.x = b.x**2
    for _ in range(2):
        b = b.nearest([c for c in bodies if c is not b])
        b.v += b.x
    return sum(c.energy() for c in bodies)


# Changing lists


@right()
def taken_out(x):
    points = [Point(x[i], 0.5) for i in range(4)]
    p, q = points.pop(), points.pop(0)
    p.x *= q.x
    points.append(p)
    p.x += q.x
    points[0].y += p.x
    return sum(r.x * r.y for r in points) + q.x


@right()
def exchanged(x):
    points = [Point(x[i], 0.5) for i in range(4)]
    new = Point(x[1], x[2])
    points[2] = new
    new.x *= 3.0
    for i in range(4):
        points[i] = Point(points[i].y, points[i].x ** 2)
    return sum(r.x * r.y for r in points)


@right()
def ring_of_the_last_three(x):
    ring, total = [], 0.0
    for t in x:
        ring.append(Point(t, t * t))
        if len(ring) > 2:
            ring.pop(0)
        total += sum(p.x * p.y for p in ring) / len(ring)
    return total


@right()
def copied_lists(x):
    points = [Point(x[i], 0.5) for i in range(4)]
    a, b, c = list(points), points.copy(), points[:]
    points.append(Point(x[0], x[1]))
    a[0].x *= 2.0
    b[1].x *= 3.0
    c[-1].y *= x[2]
    return sum(p.x * p.y for p in points) * len(a)


# Objects in objects


@right()
def objects_in_objects(x):
    planets = [Planet(Point(x[i], 0.0), Point(1.0, x[i])) for i in range(3)]
    for _ in range(2):
        for p in planets:
            p.drift(0.1)
            p.vel = Point(p.vel.x - 0.1 * p.pos.x, p.vel.y - 0.1 * p.pos.y)
    where = planets[1].pos
    where.x *= 2.0
    return sum(p.pos.x * p.vel.y + p.pos.y for p in planets)


@right()
def shared_afterwards(x):
    here = Point(x[0], x[1])
    planets = [Planet(here, Point(1.0, x[2]))]
    here.x += 1.0
    planets[0].drift(x[3])
    return here.x * planets[0].pos.y


@right()
def list_in_an_object(x):
    w = World([Body(x[i], 0.1, 1.0 + i) for i in range(3)])
    w.add(Body(x[3], x[0]))
    for _ in range(3):
        w.step(0.1)
    w.bodies[0].x *= w.time
    return w.energy


@right(SQUARE, X[:2])
def network(w, x):
    net = Net()
    for k in range(2):
        net.layers.append(Layer(w * (1.0 + k), x))
    net.layers[1].b = net.layers[1].b + 1.0
    net.layers[0].w[0, 0] += 0.5
    return np.sum(net(x))


@right(SQUARE)
def arrays_are_shared_as_in_python(w):
    a = w * 2.0
    layers = [Layer(a, w[0]), Layer(a, w[1])]
    layers[0].w += 1.0
    layers[1].b = layers[0].w[0]
    return np.sum(layers[1](layers[0].b)) + np.sum(a)


@right()
def operators_on_items(x):
    bodies = [Body(x[i], 0.1, 1.0 + i) for i in range(3)]
    c = bodies[0] + bodies[1]
    bodies[2] += c
    return c.energy() * bodies[2].energy()


@right()
def results_are_lists(x):
    points = [Point(x[i], x[i] ** 2) for i in range(4)]
    for p in points:
        p.x *= p.y
    return [p.x for p in points], points[1].y


# Returned, chosen and generated


def first_above(points, c):
    for p in points:
        if p.x > c:
            return p
    return points[0]


def chosen(c, a, b):
    return a if c > 0 else b


def made(c, x):
    if c:
        return Point(x[0], x[1])
    y = x[2] * 2
    return Point(x[1], y)


@right()
def returned_by_helpers(x):
    points = [Point(x[i], 0.5) for i in range(4)]
    a, b = first_above(points, 0.4), first_above(points, 3.0)
    a.x *= 2
    b.y += a.x
    c = chosen(x[1], points[1], points[2])
    c.x *= 3
    other = made(x[0] > 0, x).y * made(x[0] < 0, x).x
    return sum(p.x * p.y for p in points) + other


@right()
def generated(x):
    def large():
        for p in points:
            if p.x > 0.4:
                yield p

    def new(n):
        for i in range(n):
            yield Point(x[i], x[i] ** 2)

    points = list(new(4))
    for p in large():
        p.y *= p.x
    some = list(large())
    some[0].x += 1
    areas = list(map(lambda q: q.x * q.y, points))
    low = [q for q in filter(lambda q: q.x < 0.1, points)]
    return sum(areas) * low[0].x + sum(p.y for p in new(2))


@right()
def put_in_by_a_helper(x):
    def put(points, p):
        points.append(p)
        p.x *= 2.0

    a, points = Point(x[0], x[1]), [Point(x[2], x[3])]
    put(points, a)
    a.y *= points[1].x
    return points[1].y * points[0].x


@right()
def other_methods_of_lists(x):
    points = [Point(x[i], 0.5) for i in range(4)]
    points += [Point(x[0], x[1])]
    points.extend([Point(x[1], x[2])])
    points.extend(Point(t, t * t) for t in x)
    points.insert(0, Point(x[3], x[3]))
    del points[1]
    points.reverse()
    few = points[:2]
    p, q = few
    p.x *= q.y
    return sum((k + 1) * r.x * r.y for k, r in enumerate(points))


@pytest.mark.parametrize(("f", "args"), RIGHT)
def test_both_modes_agree_with_differences_and_twice(f, args):
    s2sad.testing.check_grads(f, *args, order=order_in_turn())


def test_the_program_reads_as_with_lists_of_numbers():
    text = s2sad.differentiate(each_pair).text("adjoint", X)
    assert "stack" not in text
    assert "f = bodies_m[i] * bodies_m[b] / (1 + (bodies_x[i] - bodies_x[b]) ** 2)" in text
    assert "for b in range(len(bodies_x) - 1, i, -1):" in text


def test_a_length_that_changes_later_is_kept():
    def f(x):
        points, s = [Point(x[0], x[1])], 0.0
        for t in x:
            for p in points:
                s += p.x * t
            points.append(Point(t, s))
        return s * points[-1].y

    s2sad.testing.check_grads(f, X, order=2)
