"""Classes whose objects generated programs are given, make and return."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass
class Spring:
    """A force that grows with the distance."""

    k: float
    rest: float = 0.5

    def force(self, x: Any) -> Any:
        return -self.k * (x - self.rest)

    def work(self, t: Any) -> None:
        self.k = np.sin(self.k + t)


@dataclass
class Damper:
    """A force against what moves."""

    c: float

    def force(self, x: Any) -> Any:
        return -self.c * x * x

    def work(self, t: Any) -> None:
        self.c *= 0.5 + 0.1 * t


@dataclass
class Field:
    """A force by a vector of weights."""

    w: np.ndarray

    def force(self, x: Any) -> Any:
        return np.sum(np.sin(self.w * x))

    def work(self, t: Any) -> None:
        self.w = self.w * np.cos(t)


@dataclass
class Node:
    """A tree: a value and what hangs below it."""

    w: float
    left: Node | None = None
    right: Node | None = None

    def total(self, t: Any) -> Any:
        s = self.w * t
        if self.left is not None:
            s += self.left.total(np.sin(t + self.w))
        return s if self.right is None else s - self.right.total(t * 0.7) * self.w

    def scale(self, t: Any) -> None:
        self.w = self.w * np.cos(t)
        if self.left is not None:
            self.left.scale(t * 0.5)
        if self.right is not None:
            self.right.scale(t + 0.2)


@dataclass
class Link:
    """A chain: the last one has no next."""

    v: float
    next: Link | None = None

    def product(self) -> Any:
        if self.next is None:
            return self.v
        return np.sin(self.v) * self.next.product() + self.v


@dataclass
class State:
    """A state that is never changed: each step makes a new one."""

    x: float
    v: float

    def step(self, t: Any) -> State:
        return State(self.x + 0.2 * self.v * t, self.v - 0.3 * np.sin(self.x))

    def moved(self, t: Any) -> State:
        return State(self.x * np.cos(t), self.v)

    def mix(self, other: State, t: Any) -> State:
        return State(self.x * t + other.x, 0.5 * self.v * other.v)

    def energy(self) -> Any:
        return self.x * self.x + 0.5 * self.v * self.v


@dataclass
class Swarm:
    """A state of arrays."""

    x: np.ndarray
    v: np.ndarray

    def step(self, t: Any) -> Swarm:
        return Swarm(self.x + 0.2 * self.v * t, np.sin(self.v - 0.3 * self.x))

    def moved(self, t: Any) -> Swarm:
        return Swarm(self.x * np.cos(t), self.v)

    def mix(self, other: Swarm, t: Any) -> Swarm:
        return Swarm(self.x * t + other.x, 0.5 * self.v * other.v)

    def energy(self) -> Any:
        return np.sum(self.x * self.x) + np.sum(self.v) * 0.5


CLASSES = {made.__name__: made for made in (Spring, Damper, Field, Node, Link, State, Swarm)}
