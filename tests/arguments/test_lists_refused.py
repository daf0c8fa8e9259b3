"""Lists of objects where the program cannot know which object is meant: refused."""

import numpy as np
import pytest

import s2sad
from s2sad.errors import Error
from tests.arguments.bodies import Body, Planet, Point

X = np.array([0.5, -1.2, 0.8, 1.7])
REFUSED = []


def refused(text):
    """Keep a function that is to be refused with a text."""
    def keep(f):
        REFUSED.append(pytest.param(f, text, id=f.__name__))
        return f
    return keep


@refused("cannot change this Point")
def one_in_each_trip(x):
    a, points = Point(x[0], x[1]), []
    for _ in range(3):
        points.append(a)
    points[0].x = 2.0
    return points[1].x * x[2]


@refused("")
def one_for_all(x):
    a = Point(x[0], x[1])
    points = [a for _ in range(3)]
    points[0].x = 2.0
    return points[1].x * x[2]


@refused("")
def repeated_list(x):
    points = [Point(x[0], x[1])] * 3
    points[0].x = 2.0
    return points[1].x * x[2]


@refused("cannot tell which object `p` is")
def what_a_name_held_was_exchanged(x):
    points = [Point(x[i], 0.5) for i in range(4)]
    p = points[1]
    points[1] = Point(x[0], x[1])
    return p.x * points[1].x


@refused("cannot tell which object `p` is")
def what_a_name_held_was_moved(x):
    points = [Point(x[i], 0.5) for i in range(4)]
    p = points[1]
    points.pop(0)
    return p.x * points[1].x


@refused("cannot tell which object `old` is")
def what_stood_inside_was_exchanged(x):
    planets = [Planet(Point(x[i], 0.0), Point(1.0, x[i])) for i in range(3)]
    old = planets[0].pos
    planets[0].pos = Point(x[1], x[2])
    return old.x * planets[0].pos.x


@refused("")
def some_after_the_list_was_changed(x):
    points = [Point(x[i], 0.5) for i in range(4)]
    some = points[1:]
    points.pop(0)
    return some[0].x * points[0].x


@refused("cannot change the length")
def longer_while_it_is_looped_over(x):
    points = [Point(x[i], 0.5) for i in range(4)]
    for p in points:
        if len(points) < 6:
            points.append(Point(p.x, p.y))
    return sum(p.x for p in points)


@refused("the same class and attributes")
def other_attribute(x):
    bodies = [Body(x[i], 0.5) for i in range(4)]
    for b in bodies:
        b.k = Point(b.x, b.x)
    return sum(b.k.x for b in bodies)


@refused("")
def in_one_arm(x):
    a, points = Point(x[0], x[1]), [Point(x[2], x[3])]
    if x[0] > 0:
        points.append(a)
    a.x = 3.0
    return points[-1].x * x[2]


@refused("")
def number_from_the_end_of_a_list_that_grows(x):
    points = [Point(x[i], 0.5) for i in range(4)]
    k = -1
    p = points[k]
    points.append(Point(x[0], x[1]))
    p.x = 2.0 * x[1]
    return sum(p.x * p.y for p in points)


@refused("It would be a tuple")
def pair_with_an_object(x):
    points = [Point(x[i], 0.5) for i in range(4)]
    s = 0.0
    for pair in zip(points, x):
        s += pair[0].x * pair[1]
    return s


@refused("the list is not made as `[]`")
def list_of_something_else(x):
    found = [x[0]]
    found.append(Point(x[1], x[2]))
    return found[0]


@refused("")
def kept_by_a_method_that_is_bound(x):
    b, bodies = Body(x[0], x[1]), []
    kick = b.kick
    bodies.append(b)
    kick(x[2], 0.5)
    return bodies[0].v


@refused("cannot tell which object `a` is")
def put_in_by_a_helper_on_one_path(x):
    def put(points, p, c):
        if c > 0:
            points.append(p)

    a, points = Point(x[0], x[1]), [Point(x[2], x[3])]
    put(points, a, x[1])
    a.x = 3.0
    return points[-1].x * a.x


@refused("")
def number_of_a_name_read_as_data(x):
    points = [Point(x[i], 0.5) for i in range(4)]
    p = points[1]
    points[1] = Point(x[0], x[1])
    return x[p] * 2.0


@pytest.mark.parametrize(("f", "text"), REFUSED)
def test_what_is_not_certain_is_refused_with_its_place(f, text):
    with pytest.raises(Error) as caught:
        s2sad.grad(f)(X)
    assert text in str(caught.value)
    assert "arguments/" in str(caught.value)
