"""Distributions of SciPy's with parameters: `stats.norm(m, s).pdf` is a partial of `norm.pdf`."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Mapping
from typing import Any

from ..rules.registry import op_of


def is_of_scipy(value: Any) -> bool:
    """Return whether the class of a value is SciPy's."""
    # What a class of Cython's calls its module may be no text.
    return str(type(value).__module__).partition(".")[0] == "scipy"


def parameters_of(distribution: Any) -> list[str] | None:
    """Return the names by which a distribution of SciPy's takes its parameters; None of others."""
    if not is_of_scipy(distribution):
        return None
    methods = [getattr(distribution, name, None) for name in ("logpdf", "logpmf")]
    if not any(op_of(method) for method in methods if method is not None):
        return None
    if hasattr(distribution, "shapes"):
        shapes = (distribution.shapes or "").replace(" ", "").split(",")
        scale = ["scale"] if hasattr(distribution, "logpdf") else []
        return [*filter(None, shapes), "loc", *scale]
    return [*inspect.signature(distribution.__call__).parameters]


def frozen_of(owner: Any) -> tuple[Any, Mapping[str, Any]] | None:
    """Return the distribution, and its parameters by name, of one that was made outside."""
    if not is_of_scipy(owner) or not hasattr(owner, "dist"):
        return None
    stats = sys.modules.get("scipy.stats")
    distribution = getattr(stats, getattr(owner.dist, "name", ""), None)
    names = None if distribution is None else parameters_of(distribution)
    return None if names is None else (distribution, {**dict(zip(names, owner.args)), **owner.kwds})
