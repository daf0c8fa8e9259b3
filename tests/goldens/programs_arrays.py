"""Golden programs of whole arrays: layers, broadcasting, containers of arrays."""

import numpy as np

from .golden import Golden

RANDOM = np.random.default_rng(0)


def tanh_layer(W, b, X, T):
    """Half the squared distance of a layer's output to its target."""
    H = np.tanh(X @ W + b)
    return 0.5 * np.sum((H - T) ** 2)


def broadcast_row(X, b):
    """A vector added to each row."""
    return np.sum(np.sin(X + b))


def broadcast_column(X, c):
    """A vector that multiplies each column, by a new axis."""
    return np.sum(np.exp(X * c[:, np.newaxis]))


def broadcast_number(X, s):
    """A number against an array, as a factor and as an exponent's base."""
    return np.sum((s * X) ** 2 + X / s)


def broadcast_outwards(u, v):
    """Both operands grow: a column against a row."""
    return np.sum(np.log(1.0 + u[:, None] * v[None, :]))


def broadcast_one(X, w):
    """An axis of size one is stretched."""
    return np.sum(np.tanh(X - w) ** 2)


def mlp(W1, b1, W2, b2, X, Y):
    """Two layers and a mean squared error."""
    H = np.tanh(X @ W1 + b1)
    P = H @ W2 + b2
    return np.mean((P - Y) ** 2)


def cross_entropy(W, b, X, Y):
    """Softmax and cross-entropy in the stable form: the largest logit is taken off first."""
    Z = X @ W + b
    Z = Z - np.max(Z, axis=1, keepdims=True)
    L = np.log(np.sum(np.exp(Z), axis=1))
    return np.mean(L - np.sum(Y * Z, axis=1))


def sigmoid(t):
    return 1.0 / (1.0 + np.exp(-t))


def lstm(W, b, X):
    """An LSTM cell over a sequence; the states stand in a buffer, a row for each time."""
    n = 2
    h = np.zeros((X.shape[0] + 1, n))
    c = np.zeros(n)
    for t in range(X.shape[0]):
        a = np.concatenate((X[t], h[t])) @ W + b
        i = sigmoid(a[:n])
        f = sigmoid(a[n : 2 * n])
        o = sigmoid(a[2 * n : 3 * n])
        g = np.tanh(a[3 * n :])
        c = f * c + i * g
        h[t + 1] = o * np.tanh(c)
    return np.sum(h[1:] ** 2)


def list_of_arrays(W, x, n):
    """Each layer's output is kept in a list; the list is read after the loop."""
    outputs = []
    for _ in range(n):
        x = np.tanh(W @ x)
        outputs.append(x)
    total = 0.0
    for k in range(n):
        total += np.sum(outputs[k] * outputs[n - 1 - k])
    return total


def gradient_descent(A, b, x, steps):
    """Steps down a quadratic's slope, the step measured along it."""
    for _ in range(steps):
        r = b - A @ x
        x = x + (r @ r) / (r @ (A @ r)) * r
    return 0.5 * x @ (A @ x) - b @ x


def log_density(x, m, S):
    """A normal density by a linear solve."""
    d = x - m
    return -0.5 * (d @ np.linalg.solve(S, d)) - 0.5 * np.linalg.slogdet(S)[1]


def _normal(*shape):
    return RANDOM.normal(size=shape)


SPD = np.array([[2.0, 0.3, 0.1], [0.3, 1.5, -0.2], [0.1, -0.2, 1.1]])
LABELS = np.eye(3)[np.array([0, 2, 1, 1])]

GOLDENS = (
    Golden(
        tanh_layer, ((_normal(4, 3), _normal(3), _normal(5, 4), _normal(5, 3)),), ("W", "b")
    ),
    Golden(broadcast_row, ((_normal(2, 3), _normal(3)),), ("X", "b")),
    Golden(broadcast_column, ((_normal(2, 3), _normal(2)),), ("X", "c")),
    Golden(broadcast_number, ((_normal(2, 3), 1.3),), ("X", "s")),
    Golden(broadcast_outwards, ((np.array([0.2, 0.7]), np.array([0.5, 1.0, 0.1])),), ("u", "v")),
    Golden(
        broadcast_one,
        ((_normal(3, 2), _normal(1, 2)), (_normal(1, 2), _normal(1, 2))),
        ("X", "w"),
    ),
    Golden(
        mlp,
        ((_normal(3, 4), _normal(4), _normal(4, 2), _normal(2), _normal(5, 3), _normal(5, 2)),),
        ("W1", "b1", "W2", "b2"),
    ),
    Golden(cross_entropy, ((_normal(2, 3), _normal(3), _normal(4, 2), LABELS),), ("W", "b")),
    Golden(lstm, ((_normal(5, 8), _normal(8), _normal(3, 3)),), ("W", "b", "X")),
    Golden(list_of_arrays, ((_normal(3, 3), _normal(3), 3),), ("W", "x")),
    Golden(gradient_descent, ((SPD, _normal(3), _normal(3), 2),), ("A", "b", "x")),
    Golden(log_density, ((_normal(3), _normal(3), SPD),), ("x", "m", "S")),
)
