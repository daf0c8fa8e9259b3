"""Elliptic integrals of the amplitude where other formulas cancel."""

from __future__ import annotations

from typing import Any

import numpy as np

from .marker import primitive
from .nodes import gauss_rule

_BOUND = 0.5


@primitive
def elliptic_sum(phi: Any, m: Any, n: int, q: float) -> Any:
    """Return the integral of sin(t) ** (2 n) / (1 - m sin(t) ** 2) ** q over t from 0 to phi.

    It is a sum by Gauss's rule: over what is left of phi after half turns, and a quarter turn,
    twice for each. It is not made for an integrand that is far from even, and is 0 where m is
    beyond 1/2 over the largest square of the sine.
    """
    phi, m = np.broadcast_arrays(np.multiply(phi, 1.0), np.multiply(m, 1.0))
    turns = np.rint(phi / np.pi)
    near = np.abs(m) * np.where(turns == 0.0, np.sin(phi) ** 2, 1.0) < _BOUND
    m = np.where(near, m, 0.0)
    found = _up_to(phi - np.pi * turns, m, n, q)
    if np.any(turns):
        quarter, of_turns = np.full_like(phi, 0.5 * np.pi), np.where(turns == 0.0, 0.0, m)
        found = found + 2.0 * turns * _up_to(quarter, of_turns, n, q)
    return np.where(near, found, 0.0).astype(np.result_type(phi, m))[()]


def _up_to(phi: Any, m: Any, n: int, q: float) -> Any:
    """Return the integral up to a quarter turn at most."""
    places, weights = gauss_rule(40)
    squares = np.sin(0.5 * phi[..., None] * (places + 1.0)) ** 2
    return 0.5 * phi * np.sum(weights * squares**n / (1.0 - m[..., None] * squares) ** q, axis=-1)
