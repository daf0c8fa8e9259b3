"""Objects, and lists of them, that a function returns: right in both modes and twice."""

import numpy as np
import pytest

import s2sad
from s2sad.errors import Error
from tests.arguments.bodies import Body, Planet, Point, World
from tests.small import kept_in
from tests.thorough import order_in_turn

X = np.array([0.5, -1.2, 0.8])
RIGHT = []
right = kept_in(RIGHT, X)


@right()
def plain_object(x):
    body = Body(x[0], x[1])
    body.kick(-body.x * x[2], 0.1)
    return body


@right()
def list_after_steps(x):
    bodies = [Body(t, 0.5) for t in x]
    for _ in range(2):
        for b in bodies:
            b.kick(-b.x, 0.1)
            b.x = b.x + 0.1 * b.v
    return bodies


@right()
def some_of_a_list(x):
    points = [Point(t, t * t) for t in x]
    return [p for p in points if p.x > 0.0], sum(p.y for p in points)


@right()
def object_with_a_list(x):
    world = World([Body(t, 0.1) for t in x])
    world.step(0.1)
    return world


@right()
def objects_in_objects(x):
    return [Planet(Point(t, t * t), Point(x[0], 1.0)) for t in x]


@right()
def arrays_in_objects(x):
    y = 2.0 * x
    bodies = [Body(y, t * x) for t in x]
    bodies[0].x[1] = 3.0 * x[0]
    return {"bodies": bodies, "count": len(bodies)}


@right()
def one_twice(x):
    p = Point(x[0], x[1])
    q = [p, p]
    p.x = p.x * x[2]
    return q


@right()
def unlike(x):
    return [Point(x[0], x[1]), Body(x[1], x[2]), 2.0 * x]


@right()
def put_into_a_tuple_before(x):
    points = [Point(t, t) for t in x]
    pair = (points, x[0])
    points[1].x = x[2] ** 2
    return pair


@right([Point(0.3, 0.5), Point(-0.7, 0.2)])
def points_of_the_argument(points):
    points[0].x = points[1].y ** 2
    return points, points[1]


@right([Body(0.3, 0.5), Body(-0.7, 0.2)])
def made_of_the_argument(bodies):
    return [b + bodies[0] for b in bodies]


@pytest.mark.parametrize(("f", "args"), RIGHT)
def test_objects_that_are_returned_are_right_in_both_modes_and_twice(f, args):
    s2sad.check_grads(f, *args, order=order_in_turn())


def test_a_list_of_objects_comes_back_as_objects_of_their_classes():
    value, pullback = s2sad.vjp(object_with_a_list, X)
    assert type(value) is World
    assert [type(b) for b in value.bodies] == [Body] * 3
    assert vars(value.bodies[1]).keys() == {"x", "v", "m"}
    assert value.bodies[1].momentum == object_with_a_list(X).bodies[1].momentum
    bodies = [Body(float(k), 0.0, 0.0) for k in range(3)]
    seed = World(bodies)
    (found,) = pullback(seed)
    slope = s2sad.jvp(object_with_a_list, (X,), (np.array([0.0, 1.0, 0.0]),))[1]
    assert np.isclose(found[1], slope.bodies[1].x)


def test_a_seed_with_other_attributes_is_refused():
    _, pullback = s2sad.vjp(list_after_steps, X)
    with pytest.raises(Error, match="structure of the result"):
        pullback([Point(1.0, 1.0)] * 3)


class Circle:
    def __init__(self, x):
        self.x = x
        self.next = self


class Wave:
    def __init__(self, x):
        self.x = x
        self.shape = np.sin


def in_itself(x):
    return Circle(x[0])


def with_a_function(x):
    return [Wave(t) for t in x]


def whole_of_an_argument(bodies):
    bodies[0].x = bodies[1].x
    return bodies


REFUSED = [
    (in_itself, X, "It stands in itself"),
    (with_a_function, X, "`shape` is a function"),
    (whole_of_an_argument, [Body(0.3, 0.5), Body(-0.7, 0.2)], "a whole Body of an argument"),
]


@pytest.mark.parametrize(("f", "argument", "text"), REFUSED)
def test_what_is_no_data_is_refused(f, argument, text):
    with pytest.raises(Error, match=text):
        s2sad.vjp(f, argument)
