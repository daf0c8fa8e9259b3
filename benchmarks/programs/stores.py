"""Adjoints by hand of the golden programs of tests/goldens/programs_stores.py: arrays written."""

import numpy as np


def damped_diffusion(u, steps, g):
    u = u.copy()
    inner = []
    for _ in range(steps):
        a = u[1:-1].copy()
        inner.append(a)
        u[1:-1] = a + 0.1 * (u[2:] - 2.0 * a + u[:-2]) - 0.01 * a ** 2
    gu = np.full_like(u, g)
    for a in reversed(inner):
        gnew = gu[1:-1].copy()
        gu[1:-1] = (0.8 - 0.02 * a) * gnew
        gnew *= 0.1
        gu[2:] += gnew
        gu[:-2] += gnew
    return np.sum(u), (gu,)


def buffers_and_views(x, s, g):
    a, b = x * s, np.zeros_like(x)
    parts = (slice(1, 3), slice(0, 2))
    trips = []
    for t in range(3):
        part = parts[(t + 1) % 2]
        view = a[part].copy()
        a[part] *= s
        rest = a[:-1].copy()
        trips.append((part, view, rest))
        b[1:] = rest ** 2
        a, b = b, a
    ga, gb = g * b, g * a
    gs = 0.0
    for part, view, rest in reversed(trips):
        ga, gb = gb, ga
        ga[:-1] += 2.0 * rest * gb[1:]
        gb[1:] = 0.0
        gs += np.sum(view * ga[part])
        ga[part] *= s
    return np.sum(a * b), (s * ga, gs + np.sum(x * ga))


def heat(u, steps, g):
    u = u.copy()
    for _ in range(steps):
        u[1:-1] += 0.2 * (u[2:] - 2.0 * u[1:-1] + u[:-2])
    gu = 2.0 * g * u
    for _ in range(steps):
        share = 0.2 * gu[1:-1]
        gu[2:] += share
        gu[:-2] += share
        gu[1:-1] -= 2.0 * share
    return np.sum(u ** 2), (gu,)


def gauss_seidel(u, f, sweeps, g):
    u = u.copy()
    n = len(u)
    for _ in range(sweeps):
        for i in range(1, n - 1):
            u[i] = 0.5 * (u[i - 1] + u[i + 1] - f[i])
    gu, gf = 2.0 * g * u, np.zeros_like(f)
    for _ in range(sweeps):
        for i in range(n - 2, 0, -1):
            half = 0.5 * gu[i]
            gu[i] = 0.0
            gu[i - 1] += half
            gu[i + 1] += half
            gf[i] -= half
    return np.sum(u ** 2), (gu, gf)


def jacobi(u, f, sweeps, g):
    u, v = u.copy(), u.copy()
    for _ in range(sweeps):
        v[1:-1] = 0.5 * (u[:-2] + u[2:] - f[1:-1])
        u, v = v, u
    gu, gv, gf = 2.0 * g * u, np.zeros_like(u), np.zeros_like(f)
    for _ in range(sweeps):
        gu, gv = gv, gu
        half = 0.5 * gv[1:-1]
        gv[1:-1] = 0.0
        gu[:-2] += half
        gu[2:] += half
        gf[1:-1] -= half
    return np.sum(u ** 2), (gu + gv, gf)


def cumulative_product(x, g):
    y = x.copy()
    for i in range(1, len(y)):
        y[i] = y[i] * y[i - 1]
    gx = np.full_like(y, g)
    for i in range(len(y) - 1, 0, -1):
        share = gx[i]
        gx[i] = y[i - 1] * share
        gx[i - 1] += x[i] * share
    return np.sum(y), (gx,)


def rows_through_a_view(X, w, g):
    Y = X.copy()
    for i in range(1, len(Y)):
        Y[i] += w * Y[i - 1] ** 2
    gX = np.full_like(Y, g)
    gw = 0.0
    for i in range(len(Y) - 1, 0, -1):
        above = Y[i - 1]
        gw += np.sum(above ** 2 * gX[i])
        gX[i - 1] += 2.0 * w * above * gX[i]
    return np.sum(Y), (gX, gw)


def cholesky(A, g):
    n = len(A)
    L = np.zeros((n, n))
    total = 0.0
    for j in range(n):
        s = A[j, j]
        for k in range(j):
            s -= L[j, k] ** 2
        root = np.sqrt(s)
        L[j, j] = root
        total += np.log(root)
        for i in range(j + 1, n):
            s = A[i, j]
            for k in range(j):
                s -= L[i, k] * L[j, k]
            L[i, j] = s / root
    gL, gA = np.zeros_like(L), np.zeros_like(A)
    for j in range(n - 1, -1, -1):
        root = L[j, j]
        groot = g / root
        for i in range(n - 1, j, -1):
            gs = gL[i, j] / root
            groot -= L[i, j] * gs
            for k in range(j):
                gL[i, k] -= L[j, k] * gs
                gL[j, k] -= L[i, k] * gs
            gA[i, j] = gs
        gs = 0.5 * groot / root
        for k in range(j):
            gL[j, k] -= 2.0 * L[j, k] * gs
        gA[j, j] = gs
    return total, (gA,)


def states_of_a_recurrence(x, n, g):
    h = np.zeros(n + 1)
    h[0] = x
    for t in range(n):
        h[t + 1] = np.sin(h[t]) + 0.1 * h[t]
    for t in range(n - 1, -1, -1):
        g = np.cos(h[t]) * g + 0.1 * g
    return h[n], (g,)


def clipped_by_a_mask(x, low, g):
    y = x * x
    below = y < low
    y[below] = low
    gy = g * x
    glow = np.sum(gy[below])
    gy[below] = 0.0
    return np.sum(y * x), (g * y + 2.0 * x * gy, glow)
