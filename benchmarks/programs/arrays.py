"""Adjoints by hand of the golden programs of tests/goldens/programs_arrays.py: whole arrays."""

import numpy as np


def tanh_layer(W, b, X, T, g):
    H = np.tanh(X @ W + b)
    R = H - T
    gA = g * R * (1.0 - H * H)
    return 0.5 * np.sum(R * R), (X.T @ gA, np.sum(gA, axis=0))


def broadcast_row(X, b, g):
    A = X + b
    gA = g * np.cos(A)
    return np.sum(np.sin(A)), (gA, np.sum(gA, axis=0))


def broadcast_column(X, c, g):
    column = c[:, None]
    E = np.exp(X * column)
    gA = g * E
    return np.sum(E), (gA * column, np.sum(gA * X, axis=1))


def broadcast_number(X, s, g):
    A = s * X
    value = np.sum(A * A + X / s)
    gA = 2.0 * g * A
    gX = s * gA + g / s
    return value, (gX, np.sum(gA * X) - g * np.sum(X) / (s * s))


def broadcast_outwards(u, v, g):
    column, row = u[:, None], v[None, :]
    P = 1.0 + column * row
    gP = g / P
    return np.sum(np.log(P)), (np.sum(gP * row, axis=1), np.sum(gP * column, axis=0))


def broadcast_one(X, w, g):
    A = np.tanh(X - w)
    gX = 2.0 * g * A * (1.0 - A * A)
    return np.sum(A * A), (gX, -np.sum(gX, axis=0, keepdims=True))


def mlp(W1, b1, W2, b2, X, Y, g):
    H = np.tanh(X @ W1 + b1)
    R = H @ W2 + b2 - Y
    gP = 2.0 * g / R.size * R
    gA = gP @ W2.T * (1.0 - H * H)
    gradients = X.T @ gA, np.sum(gA, axis=0), H.T @ gP, np.sum(gP, axis=0)
    return np.mean(R * R), gradients


def cross_entropy(W, b, X, Y, g):
    Z = X @ W + b
    rows, top = np.arange(len(Z)), np.argmax(Z, axis=1)
    Z -= Z[rows, top][:, None]
    E = np.exp(Z)
    S = np.sum(E, axis=1)
    value = np.mean(np.log(S) - np.sum(Y * Z, axis=1))
    gZ = g / len(Z) * (E / S[:, None] - Y)
    gZ[rows, top] -= np.sum(gZ, axis=1)
    return value, (X.T @ gZ, np.sum(gZ, axis=0))


def lstm(W, b, X, g):
    n = 2
    h = np.zeros((len(X) + 1, n))
    c = np.zeros(n)
    kept = []
    for t in range(len(X)):
        e = np.concatenate((X[t], h[t]))
        a = e @ W + b
        gates = 1.0 / (1.0 + np.exp(-a[: 3 * n]))
        i, f, o = gates[:n], gates[n : 2 * n], gates[2 * n :]
        d = np.tanh(a[3 * n :])
        before, c = c, f * c + i * d
        s = np.tanh(c)
        h[t + 1] = o * s
        kept.append((e, i, f, o, d, before, s))
    gW, gb, gX = np.zeros_like(W), np.zeros_like(b), np.zeros_like(X)
    gh = 2.0 * g * h
    gc = np.zeros(n)
    for t in range(len(X) - 1, -1, -1):
        e, i, f, o, d, before, s = kept.pop()
        gs = gh[t + 1] * o
        gc = gc + gs * (1.0 - s * s)
        ga = np.empty(4 * n)
        ga[:n] = gc * d * i * (1.0 - i)
        ga[n : 2 * n] = gc * before * f * (1.0 - f)
        ga[2 * n : 3 * n] = gh[t + 1] * s * o * (1.0 - o)
        ga[3 * n :] = gc * i * (1.0 - d * d)
        gc = gc * f
        gW += np.outer(e, ga)
        gb += ga
        ge = W @ ga
        gX[t] = ge[:-n]
        gh[t] += ge[-n:]
    return np.sum(h[1:] ** 2), (gW, gb, gX)


def list_of_arrays(W, x, n, g):
    inputs, outputs = [], []
    for _ in range(n):
        inputs.append(x)
        x = np.tanh(W @ x)
        outputs.append(x)
    total = 0.0
    for k in range(n):
        total += np.sum(outputs[k] * outputs[n - 1 - k])
    goutputs = [np.zeros_like(x) for _ in range(n)]
    for k in range(n):
        goutputs[k] += g * outputs[n - 1 - k]
        goutputs[n - 1 - k] += g * outputs[k]
    gW, gx = np.zeros_like(W), np.zeros_like(x)
    for k in range(n - 1, -1, -1):
        ga = (gx + goutputs[k]) * (1.0 - outputs[k] ** 2)
        gW += np.outer(ga, inputs[k])
        gx = W.T @ ga
    return total, (gW, gx)


def gradient_descent(A, b, x, steps, g):
    kept = []
    for _ in range(steps):
        r = b - A @ x
        Ar = A @ r
        above, below = r @ r, r @ Ar
        kept.append((x, r, Ar, above / below, below))
        x = x + above / below * r
    Ax = A @ x
    value = 0.5 * x @ Ax - b @ x
    gA = 0.5 * g * np.outer(x, x)
    gb = -g * x
    gx = 0.5 * g * (Ax + A.T @ x) - g * b
    for x, r, Ar, ratio, below in reversed(kept):
        gratio = gx @ r
        gabove, gbelow = gratio / below, -gratio * ratio / below
        gAr = gbelow * r
        gr = ratio * gx + 2.0 * gabove * r + gbelow * Ar + A.T @ gAr
        gA += np.outer(gAr, r) - np.outer(gr, x)
        gb += gr
        gx = gx - A.T @ gr
    return value, (gA, gb, gx)


def log_density(x, m, S, g):
    d = x - m
    s = np.linalg.solve(S, d)
    t = np.linalg.solve(S.T, -0.5 * g * d)
    gx = -0.5 * g * s + t
    gS = -np.outer(t, s) - 0.5 * g * np.linalg.inv(S).T
    return -0.5 * (d @ s) - 0.5 * np.linalg.slogdet(S)[1], (gx, -gx, gS)
