"""Densities that are estimated from samples (`scipy.stats.gaussian_kde`): a bell at each of them.

What is estimated moves with the samples, their weights and the width of the bells.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import linalg, special


def _in_rows(x: Any) -> Any:
    """Return points in columns, of which there is a row for each dimension."""
    return np.reshape(x, (1, -1)) if np.ndim(x) < 2 else x


def _columns(points: Any, dimensions: Any) -> Any:
    """Return the places in columns; one place may be a vector."""
    if np.ndim(points) == 1 and dimensions > 1:
        return np.reshape(points, (-1, 1))
    return _in_rows(points)


def _halves(root: Any, samples: Any, points: Any) -> Any:
    """Return half the squares of the distances, in widths of the bells."""
    a = linalg.solve_triangular(root, samples, lower=True)
    b = linalg.solve_triangular(root, points, lower=True)
    return 0.5 * np.sum((a[:, :, None] - b[:, None, :]) ** 2, axis=0)


def _log_height(root: Any) -> Any:
    """Return the logarithm of what the top of a bell is divided by."""
    return np.sum(np.log(2.5066282746310002 * np.diagonal(root)))  # sqrt(2 pi) = 2.506...


class Kernels:
    """Stands for `gaussian_kde`."""

    def __init__(self, dataset: Any, weights: Any, bw_method: Any) -> None:
        self.dataset = _in_rows(np.asarray(dataset))
        self.d, self.n = np.shape(self.dataset)
        if weights is None:
            self.weights = np.full(self.n, 1.0 / self.n)
            self.neff = float(self.n)
        else:
            self.weights = np.asarray(weights) / np.sum(weights)
            self.neff = 1.0 / np.sum(self.weights**2)
        if bw_method is None or bw_method == "scott":
            self.factor = self.neff ** (-1.0 / (self.d + 4.0))
        elif bw_method == "silverman":
            self.factor = (0.25 * self.neff * (self.d + 2.0)) ** (-1.0 / (self.d + 4.0))
        else:
            self.factor = bw_method
        rest = self.dataset - np.reshape(self.dataset @ self.weights, (-1, 1))
        spread = (self.weights * rest) @ rest.T / (1.0 - 1.0 / self.neff)
        self.covariance = spread * self.factor**2
        self.cho_cov = np.linalg.cholesky(self.covariance)

    def __call__(self, points: Any) -> Any:
        places = _columns(np.asarray(points), self.d)
        halves = _halves(self.cho_cov, self.dataset, places)
        return self.weights @ np.exp(-halves - _log_height(self.cho_cov))

    def evaluate(self, points: Any) -> Any:
        """Return the density at points."""
        return self(points)

    def pdf(self, x: Any) -> Any:
        """Return the density at points."""
        return self(x)

    def logpdf(self, x: Any) -> Any:
        """Return the logarithm of the density at points."""
        places = _columns(np.asarray(x), self.d)
        halves = _halves(self.cho_cov, self.dataset, places)
        found = special.logsumexp(-halves, axis=0, b=self.weights[:, None])
        return found - _log_height(self.cho_cov)

    def integrate_box_1d(self, low: Any, high: Any) -> Any:
        """Return the mass of an interval, in one dimension."""
        width, centres = self.cho_cov[0, 0], self.dataset[0]
        inside = special.ndtr((high - centres) / width) - special.ndtr((low - centres) / width)
        return np.sum(self.weights * inside)


def gaussian_kde(dataset: Any, bw_method: Any = None, weights: Any = None) -> Any:
    """Return the density that is estimated from samples."""
    return Kernels(dataset, weights, bw_method)
