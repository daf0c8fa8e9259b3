"""ADBench's gmm: the log-posterior of a mixture of Gaussians, and its gradient by hand.

Component k has mean m_k and inverse covariance Q_k^T Q_k with Q_k lower triangular; the first d
numbers of its row in `factors` are the logarithms of Q_k's diagonal, the others are below it,
column by column. A Wishart prior (`gamma`, `dof`) keeps the Q_k small.
"""

import numpy as np

from ..case import Case


def log_sum_exp(A):
    """The logarithm of the sum of exponentials of each row."""
    top = np.max(A, axis=1)
    return top + np.log(np.sum(np.exp(A - top[:, None]), axis=1))


def gmm(weights, means, factors, X, places, gamma, dof, constant):
    """`places[i, j]` is where Q[i, j] stands among what is below the diagonal, 0 for nowhere."""
    n, d = X.shape
    logs = factors[:, :d]
    below = factors[:, d:]
    diagonal = np.exp(logs)
    volumes = np.sum(logs, axis=1)
    padded = np.concatenate((np.zeros((len(weights), 1)), below), axis=1)
    Q = padded[:, places] + diagonal[:, :, None] * np.eye(d)
    scaled = np.matmul(X - means[:, None, :], np.swapaxes(Q, 1, 2))
    terms = weights + volumes - 0.5 * np.sum(scaled ** 2, axis=2).T
    mixed = np.sum(log_sum_exp(terms)) - n * log_sum_exp(weights[None, :])[0]
    prior = 0.5 * gamma ** 2 * (np.sum(diagonal ** 2) + np.sum(below ** 2))
    return mixed + prior - dof * np.sum(volumes) + constant


def by_hand(weights, means, factors, X, places, gamma, dof, constant, g):
    n, d = X.shape
    logs, below = factors[:, :d], factors[:, d:]
    diagonal = np.exp(logs)
    volumes = np.sum(logs, axis=1)
    line = np.arange(d)
    column, row = np.triu_indices(d, 1)
    Q = np.zeros((len(weights), d, d))
    Q[:, row, column] = below
    Q[:, line, line] = diagonal
    centred = X - means[:, None, :]
    scaled = centred @ np.swapaxes(Q, 1, 2)
    terms = weights + volumes - 0.5 * np.sum(scaled * scaled, axis=2).T
    top = np.max(terms, axis=1)
    share = np.exp(terms - top[:, None])
    total = np.sum(share, axis=1)
    top_weight = np.max(weights)
    mass = np.exp(weights - top_weight)
    mixed = np.sum(top + np.log(total)) - n * (top_weight + np.log(np.sum(mass)))
    prior = 0.5 * gamma ** 2 * (np.sum(diagonal * diagonal) + np.sum(below * below))
    value = mixed + prior - dof * np.sum(volumes) + constant

    share *= g / total[:, None]
    gvolumes = np.sum(share, axis=0)
    gscaled = -share.T[:, :, None] * scaled
    gQ = np.swapaxes(gscaled, 1, 2) @ centred
    gmeans = -np.sum(gscaled @ Q, axis=1)
    gfactors = np.empty_like(factors)
    gfactors[:, :d] = (gQ[:, line, line] + g * gamma ** 2 * diagonal) * diagonal
    gfactors[:, :d] += (gvolumes - g * dof)[:, None]
    gfactors[:, d:] = gQ[:, row, column] + g * gamma ** 2 * below
    return value, (gvolumes - g * n / np.sum(mass) * mass, gmeans, gfactors)


def arguments(n, d, k):
    """Return n points in d dimensions and a mixture of k components."""
    rng = np.random.default_rng(12)
    places = np.zeros((d, d), dtype=int)
    column, row = np.triu_indices(d, 1)
    places[row, column] = np.arange(1, len(row) + 1)
    factors = 0.3 * rng.normal(size=(k, d + len(row)))
    return (
        rng.normal(size=k), rng.normal(size=(k, d)), factors, rng.normal(size=(n, d)), places,
        0.8, 2, -0.5 * n * d * np.log(2.0 * np.pi),
    )  # fmt: skip


CASE = Case(
    gmm, by_hand, ("weights", "means", "factors"),
    {"small": arguments(20, 3, 4), "large": arguments(1000, 10, 25)}, ("autograd", "jax"),
)  # fmt: skip
