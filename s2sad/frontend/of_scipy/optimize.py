"""Functions on which searches are tried (`scipy.optimize`)."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from s2sad import runtime as rt


def rosen(x: Any) -> Any:
    """Return Rosenbrock's function."""
    return np.sum(100.0 * (x[1:] - x[:-1] ** 2) ** 2 + (1.0 - x[:-1]) ** 2, axis=0)


def rosen_der(x: Any) -> Any:
    """Return the slopes of Rosenbrock's function, of a vector."""
    bend = x[1:] - x[:-1] ** 2
    ahead = -400.0 * x[:-1] * bend - 2.0 * (1.0 - x[:-1])
    return np.append(ahead, 0.0) + 200.0 * np.append(0.0, bend)


def rosen_hess(x: Any) -> Any:
    """Return the second slopes of Rosenbrock's function, of a vector."""
    beside = -400.0 * x[:-1]
    first = 1200.0 * x[:-1] ** 2 - 400.0 * x[1:] + 2.0
    on = np.append(first, 200.0) + np.concatenate((np.zeros(1), 200.0 * np.ones(len(x) - 2),
                                                   np.zeros(1)))  # fmt: skip
    return np.diag(on) + np.diag(beside, 1) + np.diag(beside, -1)


def rosen_hess_prod(x: Any, p: Any) -> Any:
    """Return the second slopes of Rosenbrock's function times a vector."""
    return rosen_hess(x) @ p


def linear_sum_assignment(cost_matrix: Any, maximize: bool = False) -> Any:
    """Return which rows go with which columns: a constant, where no other choice costs as much."""
    rows, columns = rt.matching(cost_matrix, maximize)
    return rows, columns


class Fitted(NamedTuple):
    """What `isotonic_regression` finds."""

    x: Any
    weights: Any
    blocks: Any


def isotonic_regression(y: Any, *, weights: Any = None, increasing: bool = True) -> Any:
    """Return the nearest numbers that do not fall: the means of blocks, which are constants."""
    places = rt.pools(y, weights, increasing)
    shares = np.ones(len(y)) if weights is None else weights
    sums = np.bincount(places, weights=shares * y, minlength=len(y))
    counts = np.bincount(places, weights=shares, minlength=len(y))
    return Fitted(sums[places] / counts[places], None, None)
