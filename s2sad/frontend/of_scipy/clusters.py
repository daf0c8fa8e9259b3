"""Observations and the codes that are nearest to them (`scipy.cluster.vq`)."""

from __future__ import annotations

from typing import Any

import numpy as np

from s2sad import runtime as rt


def whiten(obs: Any) -> Any:
    """Return observations in units of their deviations."""
    spread = np.std(obs, axis=0)
    return obs / np.where(spread == 0.0, 1.0, spread)


def vq(obs: Any, code_book: Any) -> Any:
    """Return which code is nearest to each observation, and how far it is."""
    codes = rt.nearest(code_book, obs)
    squares = np.sum((obs - code_book[codes]) ** 2, axis=-1)
    return codes, np.where(squares > 0.0, np.sqrt(squares), 0.0)
