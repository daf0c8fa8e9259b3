"""Classes whose objects the tests of lists of objects keep in lists."""

from dataclasses import dataclass, field

import numpy as np


class Body:
    def __init__(self, x, v, m=1.0):
        self.x = x
        self.v = v
        self.m = m

    def kick(self, a, dt):
        self.v += dt * a

    def energy(self):
        return 0.5 * self.m * self.v**2 + self.x**2

    @property
    def momentum(self):
        return self.m * self.v

    def nearest(self, others):
        found = others[0]
        for o in others:
            if abs(o.x - self.x) < abs(found.x - self.x):
                found = o
        return found

    def __add__(self, other):
        return Body(self.x + other.x, self.v + other.v, self.m)


@dataclass
class Point:
    x: float
    y: float


class Planet:
    def __init__(self, pos, vel):
        self.pos = pos
        self.vel = vel

    def drift(self, dt):
        self.pos.x += dt * self.vel.x
        self.pos.y += dt * self.vel.y


class World:
    def __init__(self, bodies):
        self.bodies = bodies
        self.time = 0.0

    def step(self, dt):
        for b in self.bodies:
            b.kick(-b.x, dt)
        for b in self.bodies:
            b.x += dt * b.v
        self.time += dt

    def add(self, body):
        self.bodies.append(body)

    @property
    def energy(self):
        return sum(b.energy() for b in self.bodies)


@dataclass
class Net:
    layers: list = field(default_factory=list)

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x


class Layer:
    def __init__(self, w, b):
        self.w, self.b = w, b
        self.act = np.tanh

    def __call__(self, x):
        return self.act(self.w @ x + self.b)


class Named:
    def __init__(self, name, v):
        self.name = name
        self.v = v
