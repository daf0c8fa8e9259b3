"""Golden programs that write into arrays: stencils, sweeps, views, swapped buffers."""

import numpy as np

from .golden import Golden


def damped_diffusion(u, steps):
    """A stencil in place with a square: the reverse sweep needs the cells as they were."""
    for _ in range(steps):
        u[1:-1] = u[1:-1] + 0.1 * (u[2:] - 2.0 * u[1:-1] + u[:-2]) - 0.01 * u[1:-1] ** 2
    return np.sum(u)


def buffers_and_views(x, s):
    """Two buffers that are swapped, and a view that a branch chooses."""
    a = x * s
    b = np.zeros_like(x)
    for t in range(3):
        v = a[:2] if t % 2 == 0 else a[1:3]
        v *= s
        b[1:] = a[:-1] ** 2
        a, b = b, a
    return np.sum(a * b)


def heat(u, steps):
    """The heat equation in place: linear, so nothing is saved."""
    for _ in range(steps):
        u[1:-1] += 0.2 * (u[2:] - 2.0 * u[1:-1] + u[:-2])
    return np.sum(u ** 2)


def gauss_seidel(u, f, sweeps):
    """Each cell is relaxed with what its neighbours are by now."""
    for _ in range(sweeps):
        for i in range(1, len(u) - 1):
            u[i] = 0.5 * (u[i - 1] + u[i + 1] - f[i])
    return np.sum(u ** 2)


def jacobi(u, f, sweeps):
    """The same relaxation with two buffers."""
    v = u.copy()
    for _ in range(sweeps):
        v[1:-1] = 0.5 * (u[:-2] + u[2:] - f[1:-1])
        u, v = v, u
    return np.sum(u ** 2)


def cumulative_product(x):
    """Running products, in the memory of the argument."""
    for i in range(1, len(x)):
        x[i] = x[i] * x[i - 1]
    return np.sum(x)


def rows_through_a_view(X, w):
    """A row is written through a name of its own."""
    for i in range(1, X.shape[0]):
        row = X[i]
        row += w * X[i - 1] ** 2
    return np.sum(X)


def cholesky(A):
    """The factor of a positive matrix, cell by cell, and its logarithmic determinant."""
    n = A.shape[0]
    L = np.zeros((n, n))
    total = 0.0
    for j in range(n):
        s = A[j, j]
        for k in range(j):
            s -= L[j, k] ** 2
        L[j, j] = np.sqrt(s)
        total += np.log(L[j, j])
        for i in range(j + 1, n):
            s = A[i, j]
            for k in range(j):
                s -= L[i, k] * L[j, k]
            L[i, j] = s / L[j, j]
    return total


def states_of_a_recurrence(x, n):
    """A cell for each time, written once: no cell needs to be saved."""
    h = np.zeros(n + 1)
    h[0] = x
    for t in range(n):
        h[t + 1] = np.sin(h[t]) + 0.1 * h[t]
    return h[n]


def clipped_by_a_mask(x, low):
    """Cells below a bound are set to it."""
    y = x * x
    y[y < low] = low
    return np.sum(y * x)


SPD = np.array([[2.0, 0.3, 0.1], [0.3, 1.5, -0.2], [0.1, -0.2, 1.1]])
WAVE = np.sin(np.linspace(0.0, 2.0, 6)) + 0.3

GOLDENS = (
    Golden(damped_diffusion, ((np.linspace(0.0, 1.0, 7) ** 2, 4),), ("u",)),
    Golden(buffers_and_views, ((np.linspace(0.3, 1.4, 5), 1.3),), ("x", "s")),
    Golden(heat, ((WAVE, 3),), ("u",)),
    Golden(gauss_seidel, ((WAVE, 0.1 * WAVE, 3),), ("u", "f")),
    Golden(jacobi, ((WAVE, 0.1 * WAVE, 3),), ("u", "f")),
    Golden(cumulative_product, ((WAVE,),), ("x",)),
    Golden(rows_through_a_view, ((np.outer(WAVE[:3], WAVE[:2]), 0.7),), ("X", "w")),
    Golden(cholesky, ((SPD,),), ("A",)),
    Golden(states_of_a_recurrence, ((0.8, 4), (0.8, 0)), ("x",)),
    Golden(clipped_by_a_mask, ((WAVE, 0.4),), ("x", "low")),
)
