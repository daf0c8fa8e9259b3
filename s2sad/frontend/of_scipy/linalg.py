"""Matrices (`scipy.linalg`), in terms of NumPy's functions."""

from __future__ import annotations

from typing import Any

import numpy as np


def khatri_rao(a: Any, b: Any) -> Any:
    """Return the Kronecker products of the columns of two matrices."""
    pairs = a[:, None, :] * b[None, :, :]
    return np.reshape(pairs, (-1, np.shape(a)[1]))
