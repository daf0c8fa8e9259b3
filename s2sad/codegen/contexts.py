"""Contexts: a region is written as a `with`, or as a `try` with a `finally`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gast

from ..ir.contexts import Region
from ..ir.nodes import Expr


def region_node(region: Region, build: Callable[[Expr], Any], nodes: Callable[..., Any]) -> Any:
    """Return a region as a `with` or a `try`; `nodes` makes the statements of a list of items."""
    context = None if region.context is None else build(region.context)
    body = nodes(region.body)
    if context is not None:
        return gast.With([gast.withitem(context, None)], body, None)
    return gast.Try(body, [], [], nodes(region.after or []))
