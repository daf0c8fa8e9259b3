"""Programs of the size that people write: methods of numerical analysis, networks, filters."""
# ruff: noqa: B007, RET504

import numpy as np

from tests.programs.case import Cases, matrix, vector

CASES = Cases()
case = CASES.add


def logistic(t):
    return 1.0 / (1.0 + np.exp(-t))


def lstm(W, U, b, X):
    n = U.shape[0]
    h = np.zeros((len(X) + 1, n))
    c = np.zeros((len(X) + 1, n))
    for t in range(len(X)):
        z = X[t] @ W + h[t] @ U + b
        i, f = logistic(z[:n]), logistic(z[n : 2 * n])
        o, g = logistic(z[2 * n : 3 * n]), np.tanh(z[3 * n :])
        c[t + 1] = f * c[t] + i * g
        h[t + 1] = o * np.tanh(c[t + 1])
    return np.sum(h[1:] ** 2) + np.sum(c[-1])

case(
    lstm, (matrix(3, 8) - 0.5, matrix(2, 8) - 0.6, vector(8), matrix(4, 3)), wrt=(0, 1, 2, 3),
    tags="lstm store",
)  # fmt: skip


def lstm_with_one_buffer(W, b, X, state):
    n = len(state) // 2
    for x in X:
        z = np.concatenate([x, state[:n]]) @ W + b
        gates = logistic(z[: 3 * n])
        state[n:] = gates[:n] * state[n:] + gates[n : 2 * n] * np.tanh(z[3 * n :])
        state[:n] = gates[2 * n :] * np.tanh(state[n:])
    return np.sum(state**2)

case(
    lstm_with_one_buffer, (matrix(4, 8) - 0.6, vector(8), matrix(3, 2), vector(4)),
    wrt=(0, 1, 2, 3), tags="lstm store overwrite",
)  # fmt: skip


def gauss_seidel(A, b, sweeps):
    n = len(b)
    x = np.zeros(n)
    for k in range(sweeps):
        for i in range(n):
            s = b[i]
            for j in range(n):
                if j != i:
                    s -= A[i, j] * x[j]
            x[i] = s / A[i, i]
    return x @ x

case(gauss_seidel, (0.2 * matrix(3, 3) + 2.0 * np.eye(3), vector(3), 3), wrt=(0, 1),
     tags="gauss-seidel store nested")


def jacobi_double_buffer(f, u, steps):
    old = u.copy()
    new = u.copy()
    for k in range(steps):
        for i in range(1, len(u) - 1):
            new[i] = 0.5 * (old[i - 1] + old[i + 1]) + f[i] * np.sin(old[i])
        old, new = new, old
    return np.sum(old**2)

case(jacobi_double_buffer, (vector(5), vector(5, 0.1, 0.8), 3), wrt=(0, 1), tags="swap store")


def heat_in_place(u, k, steps):
    for t in range(steps):
        u[1:-1] = u[1:-1] + k * (u[2:] - 2.0 * u[1:-1] + u[:-2]) - 0.01 * u[1:-1] ** 2
        u[0] = u[1]
        u[-1] *= 0.9
    return np.sum(u**2)

case(heat_in_place, (vector(6), 0.2, 3), wrt=(0, 1), tags="store argument-written")


def list_as_a_stack(x):
    todo = [(x, 0)]
    total = 0.0
    while todo:
        value, depth = todo.pop()
        if depth == 3:
            total = total + np.sin(value) * value
        else:
            todo.append((value * 0.7, depth + 1))
            todo.append((value * value + 0.1, depth + 1))
    return total

case(list_as_a_stack, (0.8,), tags="list pop tuple while")


def mlp(layers, x, y):
    h = x
    for k, (w, b) in enumerate(layers):
        h = h @ w + b
        if k < len(layers) - 1:
            h = np.maximum(h, 0.1 * h)
    return np.mean((h - y) ** 2) + 0.01 * sum(np.sum(w * w) for w, _ in layers)

case(
    mlp,
    ([(matrix(3, 4) - 0.6, vector(4)), (matrix(4, 2) - 0.5, vector(2))],
     matrix(5, 3), matrix(5, 2)),
    tags="mlp list argument",
)  # fmt: skip


def newton_system(p, steps):
    x = np.array([1.0, 0.5])
    for k in range(steps):
        r = np.array([x[0] ** 2 + x[1] - p[0], x[0] - x[1] ** 2 * p[1]])
        j = np.array([[2.0 * x[0], 1.0], [1.0, -2.0 * x[1] * p[1]]])
        x = x - np.linalg.solve(j, r)
    return x[0] * x[1]

case(newton_system, (np.array([1.7, 1.1]), 3), tags="newton linalg")


def n_body(pos, vel, mass, steps):
    n = len(mass)
    for t in range(steps):
        acc = np.zeros_like(pos)
        for i in range(n):
            for j in range(n):
                if i == j:
                    continue
                d = pos[j] - pos[i]
                acc[i] += mass[j] * d / (np.sum(d * d) + 0.1) ** 1.5
        vel += 0.1 * acc
        pos += 0.1 * vel
    return 0.5 * np.sum(mass * np.sum(vel**2, axis=1)) + np.sum(pos[0])

case(n_body, (matrix(3, 2) * 2.0, matrix(3, 2) - 0.5, vector(3), 2), wrt=(0, 1, 2),
     tags="n-body continue argument-written")


def horner(c, x):
    y = 0.0
    for k in range(len(c) - 1, -1, -1):
        y = y * x + c[k]
    return y

case(horner, (vector(4), 0.7), (vector(1), 0.7), (vector(3), vector(2)), wrt=(0, 1),
     tags="horner negative-step")


def kalman(z, q, r):
    x, p = 0.0, 1.0
    loss = 0.0
    for k in range(len(z)):
        p = p + q
        gain = p / (p + r)
        e = z[k] - x
        loss = loss + 0.5 * (np.log(p + r) + e**2 / (p + r))
        x = x + gain * e
        p = (1.0 - gain) * p
    return loss

case(kalman, (vector(5), 0.1, 0.4), wrt=(0, 1, 2), tags="kalman for")


def cholesky(A):
    n = len(A)
    L = np.zeros_like(A)
    for i in range(n):
        for j in range(i + 1):
            s = A[i, j]
            for k in range(j):
                s -= L[i, k] * L[j, k]
            if i == j:
                L[i, j] = np.sqrt(s)
            else:
                L[i, j] = s / L[j, j]
    return np.sum(np.log(np.diag(L))) + np.sum(L**2)

case(cholesky, (0.3 * matrix(3, 3) + 2.0 * np.eye(3),), tags="cholesky nested trip-count")


def cholesky_in_place(A):
    n = A.shape[0]
    for k in range(n):
        A[k, k] = np.sqrt(A[k, k])
        A[k + 1 :, k] /= A[k, k]
        for j in range(k + 1, n):
            A[j:, j] -= A[j:, k] * A[j, k]
    return np.prod(np.diag(A)) + np.sum(np.tril(A) ** 2)

case(cholesky_in_place, (0.3 * matrix(3, 3) + 2.0 * np.eye(3),), tags="cholesky argument-written")


def back_substitution(U, b):
    n = len(b)
    x = np.zeros(n)
    for i in range(n - 1, -1, -1):
        x[i] = (b[i] - U[i, i + 1 :] @ x[i + 1 :]) / U[i, i]
    return np.sum(x**2)

case(back_substitution, (matrix(3, 3) + np.eye(3), vector(3)), wrt=(0, 1),
     tags="substitution negative-step empty")


def pendulum(y, p):
    return np.array([y[1], -p * np.sin(y[0]) - 0.1 * y[1]])


def runge_kutta(y, p, steps):
    h = 0.2
    path = [y]
    for n in range(steps):
        k1 = pendulum(y, p)
        k2 = pendulum(y + 0.5 * h * k1, p)
        k3 = pendulum(y + 0.5 * h * k2, p)
        k4 = pendulum(y + h * k3, p)
        y = y + h / 6.0 * (k1 + 2.0 * k2 + 2.0 * k3 + k4)
        path.append(y)
    return np.sum(path[-1] * path[1]) + path[steps // 2][0]

case(runge_kutta, (np.array([0.6, 0.1]), 1.3, 3), wrt=(0, 1), tags="runge-kutta list")


def soft_life(board, steps):
    n, m = board.shape
    for t in range(steps):
        new = np.zeros_like(board)
        for i in range(n):
            for j in range(m):
                s = 0.0
                for di in (-1, 0, 1):
                    for dj in (-1, 0, 1):
                        if di == 0 and dj == 0:
                            continue
                        s = s + board[(i + di) % n, (j + dj) % m]
                new[i, j] = logistic(3.0 * (s - 2.5)) * (0.4 + board[i, j])
        board = new
    return np.sum(board * board)

case(soft_life, (matrix(3, 3) * 0.6, 2), tags="life nested continue")


def life_by_rolls(board, steps):
    for t in range(steps):
        s = sum(np.roll(board, (i, j), (0, 1)) for i in (-1, 0, 1) for j in (-1, 0, 1))
        board[:] = np.tanh(s - 2.0 * board) * np.where(s > 4.0, 0.5, board)
    return board

case(life_by_rolls, (matrix(3, 3) * 0.9, 2), tags="life store comprehension")


def cumulative_products(x):
    p = np.ones(len(x) + 1)
    for i in range(len(x)):
        p[i + 1] = p[i] * x[i]
    q = np.cumprod(x[::-1])
    return np.sum(p[1:] * q) + p[-1]

case(cumulative_products, (vector(4),), (vector(1),), tags="cumprod store write-once")


def insertion_sort_loss(x):
    y = x * x + 0.1
    for i in range(1, len(y)):
        v = y[i]
        j = i
        while j > 0 and y[j - 1] > v:
            y[j] = y[j - 1]
            j -= 1
        y[j] = v
    s = 0.0
    for i in range(len(y)):
        s = s * 0.5 + y[i] ** (i + 1)
    return s

case(insertion_sort_loss, (np.array([0.9, 0.3, 1.2, 0.6]),), tags="sort while store condition")


def viterbi_score(emit, move):
    score = emit[0] * 1.0
    for t in range(1, len(emit)):
        new = np.empty(len(score))
        for j in range(len(score)):
            best = score[0] + move[0, j]
            for i in range(1, len(score)):
                other = score[i] + move[i, j]
                if other > best:
                    best = other
            new[j] = best + emit[t, j] ** 2
        score = new
    return max(score[0], score[1])

case(viterbi_score, (matrix(3, 2), matrix(2, 2) * np.array([1.0, 0.3])), wrt=(0, 1), tags="dynamic")


def gaussian_elimination(A, b):
    n = len(b)
    for k in range(n):
        p = k + int(np.argmax(np.abs(A[k:, k])))
        if p != k:
            A[[k, p]] = A[[p, k]]
            b[k], b[p] = b[p], b[k]
        for i in range(k + 1, n):
            m = A[i, k] / A[k, k]
            A[i, k:] -= m * A[k, k:]
            b[i] -= m * b[k]
    x = np.zeros(n)
    for i in reversed(range(n)):
        x[i] = (b[i] - np.sum(A[i, i + 1 :] * x[i + 1 :])) / A[i, i]
    return x

case(
    gaussian_elimination,
    (np.array([[0.1, 2.0, 0.3], [1.5, 0.2, 0.4], [0.6, 0.5, 1.9]]), vector(3)), wrt=(0, 1),
    tags="elimination argument-written fancy swap",
)  # fmt: skip


def gradient_descent(w, rate, X, y):
    for step in range(4):
        r = X @ w - y
        w = w - rate * (X.T @ r) / len(y) - 0.01 * w
        if r @ r < 1e-12:
            break
    return np.sum((X @ w - y) ** 2)

case(gradient_descent, (vector(2), 0.3, matrix(4, 2), vector(4)), wrt=(0, 1, 2), tags="descent")
