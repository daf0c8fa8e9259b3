"""Products of points with one number for each point, or for each component.

Points stand in rows, or in columns; a function of a single point is a number, not an array of one.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .marker import primitive


@primitive
def scale_rows(y: Any, w: Any) -> Any:
    """Return the rows of w, each times its number in y; one row times one number."""
    return np.reshape(y, (*np.shape(w)[:-1], 1)) * w


@primitive
def row_sums(w: Any, y: Any) -> Any:
    """Return the sums of the rows of w in the shape of y: transposes `scale_rows(y, w)` in y."""
    return np.reshape(np.sum(w, axis=-1), np.shape(y))[()]


@primitive
def by_component(y: Any, x: Any) -> Any:
    """Return y, one number for each component, so that it meets x, whose columns are points."""
    if np.shape(y) != np.shape(x)[:1]:
        raise ValueError("a point whose last component is left out has no derivative here")
    return np.reshape(y, np.shape(y) + (1,) * (np.ndim(x) - 1))


@primitive
def component_sums(x: Any, y: Any) -> Any:
    """Return the sums of x over the points: transposes `by_component(y, x)` in y."""
    return np.sum(x, axis=tuple(range(1, np.ndim(x))))
