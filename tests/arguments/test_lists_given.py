"""Lists of objects in arguments: read as lists of their attributes, with gradients of each."""

import copy

import numpy as np
import pytest

import s2sad
from s2sad.errors import Error
from tests.arguments.bodies import Body, Layer, Net, Planet, Point, World
from tests.small import kept_in

X = np.array([0.5, -1.2])
BODIES = [Body(0.5, 1.0, 2.0), Body(1.5, -1.0, 1.0), Body(2.5, 0.3, 1.0)]
PLANETS = [Planet(Point(1.0, 2.0), Point(0.3, 0.4)), Planet(Point(1.5, 2.5), Point(-0.3, 0.7))]
LAYERS = [Layer(np.array([[0.3, -0.7], [1.1, 0.4]]), X.copy()), Layer(np.eye(2), 2.0 * X)]
RIGHT = []
right = kept_in(RIGHT)


@right(BODIES)
def summed(bodies):
    return sum(b.energy() for b in bodies) + bodies[-1].momentum * len(bodies)


@right(BODIES, X)
def each_pair(bodies, x):
    s = 0.0
    for i, a in enumerate(bodies):
        for b in bodies[i + 1 :]:
            s += a.m * b.m / abs(a.x - b.x)
    return s * x[0]


@right(BODIES)
def each_other(bodies):
    s = 0.0
    for a in bodies:
        for b in bodies:
            if a is not b:
                s += a.m * b.m / abs(a.x - b.x)
    return s


@right(BODIES, 1)
def one_of_them(bodies, i):
    return bodies[i].energy() * bodies[i - 1].x


@right(BODIES)
def changed(bodies):
    for b in bodies:
        b.kick(-b.x, 0.1)
    for b in bodies:
        b.x += 0.1 * b.v
    first = bodies[0]
    first.m *= first.x
    return sum(b.energy() for b in bodies)


@right(World(BODIES), 3)
def in_an_object(world, n):
    for _ in range(n):
        world.step(0.1)
    return world.energy


@right(PLANETS)
def objects_in_objects(planets):
    for p in planets:
        p.drift(0.1)
    return sum(p.pos.x * p.pos.y for p in planets) + planets[1].vel.x ** 2


@right(BODIES, X)
def into_others(bodies, x):
    own = [Body(b.x * x[0], b.v, b.m) for b in bodies]
    own.append(Body(x[1], x[0]))
    for a, b in zip(own, bodies):
        a.x += b.v * a.m
    return sum(b.energy() for b in own)


@right(Net(LAYERS), X)
def network(net, x):
    return np.sum(net(x))


@right(LAYERS, X)
def arrays_changed_in_place(layers, x):
    for layer in layers:
        layer.w *= 1.5
        x = layer.w @ x + layer.b
    return np.sum(x) + np.sum(layers[0].w ** 2)


@pytest.mark.parametrize(("f", "args"), RIGHT)
def test_both_modes_agree_with_differences(f, args):
    s2sad.testing.check_grads(f, *copy.deepcopy(args))


def test_a_gradient_has_the_structure_of_the_list():
    found = s2sad.grad(summed)(BODIES)
    assert [type(b) for b in found] == [Body] * 3
    assert found[0].x == pytest.approx(2 * BODIES[0].x)


def test_the_objects_of_the_caller_stay_as_they_are():
    bodies = copy.deepcopy(BODIES)
    s2sad.grad(changed)(bodies)
    assert [vars(b) for b in bodies] == [vars(b) for b in BODIES]


@pytest.mark.parametrize("f", [changed, each_other])
def test_one_object_in_two_places_is_refused_where_that_matters(f):
    one, other = copy.deepcopy(BODIES[:2])
    with pytest.raises(Error):
        s2sad.grad(f)([one, other, one])


def grown(bodies):
    bodies.append(Body(1.0, bodies[0].x))
    return sum(b.energy() for b in bodies)


def exchanged(bodies):
    bodies[0] = Body(bodies[1].x, 2.0)
    return sum(b.energy() for b in bodies)


def beyond_the_end(bodies):
    return bodies[-4].x


def test_an_object_before_the_first_is_an_error_as_in_python():
    with pytest.raises(IndexError):
        s2sad.grad(beyond_the_end)(copy.deepcopy(BODIES))


@pytest.mark.parametrize("f", [grown, exchanged])
def test_a_list_that_is_given_keeps_its_objects(f):
    with pytest.raises(Error):
        s2sad.grad(f)(copy.deepcopy(BODIES))
