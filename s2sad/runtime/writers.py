"""Stores with repeated indices: only the last value written to a cell stays."""

from __future__ import annotations

from typing import Any

import numpy as np

from .marker import primitive


@primitive
def last_written(y: Any, index: Any) -> Any:
    """Return y[index], with zero where a later position of the index names the same cell.

    It transposes the store `x[index] = v` in v: only the last writer of a cell is read again.
    """
    found = np.array(y[index])
    if found.ndim == 0:
        return found[()]
    cells = np.arange(np.size(y)).reshape(np.shape(y))[index].reshape(-1)
    writer = np.empty(np.size(y), np.intp)
    writer[cells] = np.arange(cells.size)
    lost = writer[cells] != np.arange(cells.size)
    found[lost.reshape(found.shape)] = 0.0
    return found


@primitive
def written(y: Any, x: Any, index: Any) -> Any:
    """Return zeros like x into which y was stored at `index`: transposes last_written."""
    found = np.zeros(np.shape(x), np.result_type(y))
    found[index] = y
    return found
