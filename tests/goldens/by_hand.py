"""Adjoints by hand of the programs in programs_methods.py: arguments and seed -> gradients."""

import math

import numpy as np


def n_body_step(bodies, dt, g):
    x = [body.position.copy() for body in bodies]
    v = [body.velocity.copy() for body in bodies]
    m = [body.mass for body in bodies]
    pairs = [(i, j) for i in range(len(bodies)) for j in range(i)]
    for i, j in pairs:
        d = x[i] - x[j]
        pull = dt / (d @ d + 0.01) ** 1.5
        v[i] -= pull * m[j] * d
        v[j] += pull * m[i] * d
    moved = [x[i] + dt * v[i] for i in range(len(bodies))]
    gm = [g * (y @ y) for y in moved]
    gx = [2.0 * g * m[i] * moved[i] for i in range(len(bodies))]
    gv = [dt * gx[i] for i in range(len(bodies))]
    gdt = sum(v[i] @ gx[i] for i in range(len(bodies)))
    for i, j in reversed(pairs):
        d = x[i] - x[j]
        s = d @ d + 0.01
        pull = dt / s ** 1.5
        gm[j] -= pull * (d @ gv[i])
        gm[i] += pull * (d @ gv[j])
        gpull = m[i] * (d @ gv[j]) - m[j] * (d @ gv[i])
        gdt += gpull / s ** 1.5
        gd = pull * (m[i] * gv[j] - m[j] * gv[i]) - 3.0 * gpull * pull / s * d
        gx[i] += gd
        gx[j] -= gd
    return list(zip(gx, gv, gm)), gdt


def kalman_filter(observations, A, H, Q, R, g):
    x, P = np.zeros(2), np.eye(2)
    kept = []
    for z in observations:
        y, M = A @ x, A @ P @ A.T + Q
        V = np.linalg.inv(H @ M @ H.T + R)
        K, e = M @ H.T @ V, z - H @ y
        kept.append((x, P, y, M, V, K, e))
        x, P = y + K @ e, M - K @ H @ M
    gz, gx, gP = [], np.zeros(2), np.zeros((2, 2))
    gA, gH, gQ, gR = [np.zeros_like(a) for a in (A, H, Q, R)]
    c = -0.5 * g
    for x, P, y, M, V, K, e in reversed(kept):
        gK = np.outer(gx, e) - gP @ M.T @ H.T
        ge = K.T @ gx + c * (V + V.T) @ e
        gV = (M @ H.T).T @ gK + c * np.outer(e, e)
        gS = -V.T @ gV @ V.T + c * V.T
        gM = gP - (K @ H).T @ gP + gK @ V.T @ H + H.T @ gS @ H
        gH += V @ gK.T @ M - K.T @ gP @ M.T - np.outer(ge, y)
        gH += gS @ H @ M.T + gS.T @ H @ M
        gR += gS
        gy = gx - H.T @ ge
        gQ += gM
        gA += gM @ A @ P.T + gM.T @ A @ P + np.outer(gy, x)
        gx, gP = A.T @ gy, A.T @ gM @ A
        gz.insert(0, ge)
    return gz, gA, gH, gQ, gR


def cholesky_in_loops(A, gL):
    """Only the lower triangle is read; after Smith, 1995."""
    L = np.linalg.cholesky(A)
    inverse = np.linalg.inv(L)
    S = inverse.T @ _lower(L.T @ gL) @ inverse
    return (_lower(S + S.T),)


def _lower(a):
    return np.tril(a) - 0.5 * np.diag(np.diag(a))


def adaptive_step(y, k, tolerance, g):
    steps = [0.5]
    while True:
        h = steps[-1]
        half = y + 0.5 * h * math.sin(k * y)
        twice = half + 0.5 * h * math.sin(k * half)
        error = abs(twice - (y + h * math.sin(k * y)))
        if error < tolerance:
            break
        steps.append(0.9 * h * math.sqrt(tolerance / error))
    gy = gk = gtolerance = gh = 0.0
    gtwice = g
    for h, after in zip(reversed(steps), [None, *reversed(steps)]):
        slope = math.sin(k * y)
        half = y + 0.5 * h * slope
        second = math.sin(k * half)
        difference = half + 0.5 * h * second - (y + h * slope)
        gfull = 0.0
        if after is not None:
            gfull = 0.5 * gh * after / difference
            gtwice = -gfull
            gtolerance += 0.5 * gh * after / tolerance
            gh = gh * after / h
        inner = 0.5 * h * math.cos(k * half) * gtwice
        ghalf = gtwice + k * inner
        gslope = 0.5 * h * ghalf + h * gfull
        gh += 0.5 * second * gtwice + 0.5 * slope * ghalf + slope * gfull
        gy += ghalf + gfull + k * math.cos(k * y) * gslope
        gk += half * inner + y * math.cos(k * y) * gslope
    return gy, gk, gtolerance


def backward_substitution(U, b, gx):
    x = np.linalg.solve(np.triu(U), b)
    gb = np.linalg.solve(np.triu(U).T, gx)
    return -np.triu(np.outer(gb, x)), gb


def cellular_update(u, birth, death, steps, gu):
    kept = []
    for _ in range(steps):
        n = np.zeros_like(u)
        n[1:-1, 1:-1] = u[:-2, 1:-1] + u[2:, 1:-1] + u[1:-1, :-2] + u[1:-1, 2:]
        grown = np.where(n > 1.0, death * u, u + birth * n)
        kept.append((u, n, grown > 1.0))
        u = np.minimum(grown, 1.0)
    gbirth = gdeath = 0.0
    for u, n, full in reversed(kept):
        ggrown = np.where(full, 0.0, gu)
        crowded = n > 1.0
        gdeath += np.sum((u * ggrown)[crowded])
        gbirth += np.sum((n * ggrown)[~crowded])
        gu = np.where(crowded, death, 1.0) * ggrown
        gn = np.where(crowded, 0.0, birth * ggrown)[1:-1, 1:-1]
        gu[:-2, 1:-1] += gn
        gu[2:, 1:-1] += gn
        gu[1:-1, :-2] += gn
        gu[1:-1, 2:] += gn
    return gu, gbirth, gdeath


def walls_by_masks(u, rate, steps, gu):
    kept = []
    for _ in range(steps):
        bend = np.roll(u, 1) + np.roll(u, -1) - 2.0 * u
        moved = u + rate * bend
        kept.append((bend, moved > 1.0))
        u = np.minimum(moved, 1.0)
        u[0] = 0.0
    grate = 0.0
    for bend, full in reversed(kept):
        gu = np.where(full, 0.0, gu)
        gu[0] = 0.0
        grate += np.sum(bend * gu)
        gu = gu + rate * (np.roll(gu, -1) + np.roll(gu, 1) - 2.0 * gu)
    return gu, grate


def delay_line(x, feedback, n, gy):
    y = np.zeros_like(x)
    for i in range(len(x)):
        y[i] = x[i] + (feedback * y[i - n] if i >= n else 0.0)
    gy = gy.copy()
    gfeedback = 0.0
    for i in range(len(x) - 1, n - 1, -1):
        gfeedback += y[i - n] * gy[i]
        gy[i - n] += feedback * gy[i]
    return gy, gfeedback


def ring_of_numbers(x, decay, g):
    y = list(x)
    for i in range(3, len(x)):
        y[i] += decay * y[i - 3]
    gx = np.zeros_like(x)
    for i in range(2, len(x)):
        gx[i] += g * y[i - 2]
        gx[i - 2] += g * y[i]
    gdecay = 0.0
    for i in range(len(x) - 1, 2, -1):
        gdecay += y[i - 3] * gx[i]
        gx[i - 3] += decay * gx[i]
    return gx, gdecay
