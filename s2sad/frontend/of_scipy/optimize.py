"""Functions on which searches are tried (`scipy.optimize`)."""

from __future__ import annotations

from typing import Any

import numpy as np


def rosen(x: Any) -> Any:
    """Return Rosenbrock's function."""
    return np.sum(100.0 * (x[1:] - x[:-1] ** 2) ** 2 + (1.0 - x[:-1]) ** 2, axis=0)


def rosen_der(x: Any) -> Any:
    """Return the slopes of Rosenbrock's function, of a vector."""
    bend = x[1:] - x[:-1] ** 2
    ahead = -400.0 * x[:-1] * bend - 2.0 * (1.0 - x[:-1])
    return np.append(ahead, 0.0) + 200.0 * np.append(0.0, bend)
