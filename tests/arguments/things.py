"""Classes and points for the tests of structured arguments."""

from collections import OrderedDict
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np

W = np.array([[0.3, -0.7, 0.2], [1.1, 0.4, -0.5]])
B = np.array([0.1, -0.2])
X = np.array([0.5, -1.0, 0.8])


class Named(NamedTuple):
    w: Any
    b: Any


@dataclass
class Layer:
    w: Any
    b: Any
    act: Any = np.tanh
    note: str = "a layer"

    def __call__(self, x):
        return self.act(self.w @ x + self.b)

    @property
    def size(self):
        return np.sum(self.w**2)

    @staticmethod
    def square(v):
        return v * v


@dataclass(frozen=True, slots=True)
class Frozen:
    w: Any
    b: Any


class Plain:
    rate = 0.5

    def __init__(self, w, b):
        self.w, self.b = w, b
        self.history = []


class Model:
    def __init__(self, layers, rate):
        self.layers, self.rate, self.name = layers, rate, "model"

    def predict(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def loss(self, x, y):
        error = self.predict(x) - y
        penalty = 0.0
        for layer in self.layers:
            penalty = penalty + layer.square(layer.size)
        return np.sum(error**2) + self.rate * penalty


@dataclass
class State:
    pos: Any
    vel: Any
    steps: int = 0


def model():
    """Return a model of two layers."""
    second = Layer(np.array([[0.6, -0.3], [0.2, 0.9]]), np.array([0.3, 0.1]), np.sin)
    return Model([Layer(W, B), second], 0.1)


def records():
    """Return one thing of each sort that has a `w` and a `b` as attributes."""
    return [
        Named(W, B), Layer(W, B), Frozen(W, B), Plain(W, B), SimpleNamespace(w=W, b=0.4, k=3),
    ]  # fmt: skip


def tables():
    """Return dicts with a `w` and a `b`."""
    return [{"w": W, "b": B}, OrderedDict(b=0.7, w=W), {"w": W, "b": B, 3: "three", "n": 4}]
