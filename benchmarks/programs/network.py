"""A classifier of three layers with its loss, and the adjoint by hand."""

import numpy as np

from ..case import Case


def network(W1, b1, W2, b2, W3, b3, X, Y):
    """Two hidden layers (tanh, rectifier), then the mean cross-entropy against one-hot rows."""
    H1 = np.tanh(X @ W1 + b1)
    H2 = np.maximum(H1 @ W2 + b2, 0.0)
    Z = H2 @ W3 + b3
    top = np.max(Z, axis=1)
    logs = np.log(np.sum(np.exp(Z - top[:, None]), axis=1)) + top
    return np.mean(logs - np.sum(Y * Z, axis=1))


def by_hand(W1, b1, W2, b2, W3, b3, X, Y, g):
    H1 = np.tanh(X @ W1 + b1)
    H2 = np.maximum(H1 @ W2 + b2, 0.0)
    Z = H2 @ W3 + b3
    top = np.max(Z, axis=1)
    E = np.exp(Z - top[:, None])
    S = np.sum(E, axis=1)
    value = np.mean(np.log(S) + top - np.sum(Y * Z, axis=1))
    gZ = g / len(Z) * (E / S[:, None] - Y)
    gA2 = gZ @ W3.T * (H2 > 0.0)
    gA1 = gA2 @ W2.T * (1.0 - H1 * H1)
    return value, (
        X.T @ gA1, np.sum(gA1, axis=0), H1.T @ gA2, np.sum(gA2, axis=0),
        H2.T @ gZ, np.sum(gZ, axis=0),
    )  # fmt: skip


def arguments(rows, *widths):
    """Return weights, inputs and labels for layers of these widths."""
    rng = np.random.default_rng(11)
    args = []
    for inner, outer in zip(widths, widths[1:]):
        args += [rng.normal(size=(inner, outer)) / np.sqrt(inner), 0.1 * rng.normal(size=outer)]
    labels = np.eye(widths[-1])[rng.integers(widths[-1], size=rows)]
    return (*args, rng.normal(size=(rows, widths[0])), labels)


CASE = Case(
    network, by_hand, ("W1", "b1", "W2", "b2", "W3", "b3"),
    {"small": arguments(8, 6, 10, 10, 4), "large": arguments(128, 64, 128, 128, 10)},
    ("autograd", "jax"),
)  # fmt: skip
