"""Golden programs: numerical methods as they are written down, with objects, masks and buffers."""

import math
from dataclasses import dataclass

import numpy as np

from .golden import Golden


@dataclass
class Body:
    position: np.ndarray
    velocity: np.ndarray
    mass: float


def n_body_step(bodies, dt):
    """All pairs attract each other, then all bodies move; the moment of inertia after it."""
    for i in range(len(bodies)):
        for j in range(i):
            a, b = bodies[i], bodies[j]
            d = a.position - b.position
            pull = dt / (np.sum(d * d) + 0.01) ** 1.5
            a.velocity -= pull * b.mass * d
            b.velocity += pull * a.mass * d
    inertia = 0.0
    for body in bodies:
        body.position += dt * body.velocity
        inertia += body.mass * np.sum(body.position ** 2)
    return inertia


def kalman_filter(observations, A, H, Q, R):
    """The log likelihood of a list of observations, up to a constant."""
    x = np.zeros(2)
    P = np.eye(2)
    total = 0.0
    for z in observations:
        x = A @ x
        P = A @ P @ A.T + Q
        S = H @ P @ H.T + R
        K = P @ H.T @ np.linalg.inv(S)
        e = z - H @ x
        x = x + K @ e
        P = P - K @ H @ P
        total += e @ np.linalg.solve(S, e) + np.log(np.linalg.det(S))
    return -0.5 * total


def cholesky_in_loops(A):
    """The lower factor takes the place of a copy, number by number."""
    L = A.copy()
    n = len(A)
    for j in range(n):
        for k in range(j):
            L[j, j] -= L[j, k] ** 2
        L[j, j] = math.sqrt(L[j, j])
        for i in range(j + 1, n):
            for k in range(j):
                L[i, j] -= L[i, k] * L[j, k]
            L[i, j] /= L[j, j]
            L[j, i] = 0.0
    return L


def adaptive_step(y, k, tolerance):
    """One step of Euler's method, made shorter until two halves of it agree with it."""
    h = 0.5
    while True:
        slope = math.sin(k * y)
        full = y + h * slope
        half = y + 0.5 * h * slope
        twice = half + 0.5 * h * math.sin(k * half)
        error = abs(twice - full)
        if error < tolerance:
            break
        h = 0.9 * h * math.sqrt(tolerance / error)
    return twice


def backward_substitution(U, b):
    """The solution of a triangular system, from its last row up."""
    n = len(b)
    x = np.zeros(n)
    for i in range(n - 1, -1, -1):
        x[i] = (b[i] - U[i, i + 1:] @ x[i + 1:]) / U[i, i]
    return x


def cellular_update(u, birth, death, steps):
    """Cells die where it is crowded, grow where it is not, and are full at one."""
    u = u.copy()
    for _ in range(steps):
        n = np.zeros_like(u)
        n[1:-1, 1:-1] = u[:-2, 1:-1] + u[2:, 1:-1] + u[1:-1, :-2] + u[1:-1, 2:]
        crowded = n > 1.0
        u[crowded] *= death
        u[~crowded] += birth * n[~crowded]
        u[u > 1.0] = 1.0
    return u


def walls_by_masks(u, rate, steps):
    """A new array in each step, of which some cells are then written."""
    for _ in range(steps):
        neighbours = np.roll(u, 1) + np.roll(u, -1)
        u = u + rate * (neighbours - 2.0 * u)
        u[u > 1.0] = 1.0
        u[0] = 0.0
    return u


def delay_line(x, feedback, n):
    """An echo: a ring buffer of the last n values."""
    line = np.zeros(n)
    y = np.zeros_like(x)
    for i in range(len(x)):
        y[i] = x[i] + feedback * line[i % n]
        line[i % n] = y[i]
    return y


def ring_of_numbers(x, decay):
    """A list of the last three values, each of which takes the place of the oldest."""
    ring = [0.0, 0.0, 0.0]
    total = 0.0
    for i in range(len(x)):
        ring[i % 3] = x[i] + decay * ring[i % 3]
        total += ring[i % 3] * ring[(i + 1) % 3]
    return total


def _bodies(seed):
    rng = np.random.default_rng(seed)
    return [Body(rng.normal(size=2), rng.normal(size=2), 1.0 + k) for k in range(3)]


def _normal(*shape):
    return np.random.default_rng(sum(shape)).normal(size=shape)


MOTION = np.array([[1.0, 0.1], [-0.2, 0.9]])
SEEN = np.array([[1.0, 0.3]])
SPD = np.array([[4.0, 1.0, 0.5], [1.0, 3.0, 0.2], [0.5, 0.2, 2.0]])
OBSERVATIONS = [np.array([0.3]), np.array([-0.2]), np.array([0.5])]
FIELD = np.abs(_normal(5, 5))

GOLDENS = (
    Golden(n_body_step, ((_bodies(1), 0.1), (_bodies(2), 0.05)), ("bodies", "dt")),
    Golden(
        kalman_filter,
        ((OBSERVATIONS, MOTION, SEEN, 0.1 * np.eye(2), 0.5 * np.eye(1)),),
        ("observations", "A", "H", "Q", "R"),
    ),
    Golden(cholesky_in_loops, ((SPD,), (SPD[:2, :2] + np.eye(2),)), ("A",)),
    Golden(adaptive_step, ((1.0, 2.0, 1e-2), (0.3, 1.5, 2e-3)), ("y", "k", "tolerance")),
    Golden(backward_substitution, ((SPD, _normal(3)),), ("U", "b")),
    Golden(cellular_update, ((FIELD, 0.3, 0.6, 2),), ("u", "birth", "death")),
    Golden(walls_by_masks, ((FIELD[1], 0.3, 3), (FIELD[2], 0.2, 1)), ("u", "rate")),
    Golden(delay_line, ((_normal(7), 0.4, 3), (_normal(4), 0.4, 2)), ("x", "feedback")),
    Golden(ring_of_numbers, ((_normal(6), 0.4),), ("x", "decay")),
)
