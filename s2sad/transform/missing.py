"""The refusal of an operation that has no derivative rule."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..errors import MissingRule, UnknownCall
from ..ir.nodes import Apply, Tag


def missing_rule(value: Apply, target: str, tag: Tag, places: Mapping[int, Any]) -> Exception:
    """Return the error for an operation on active values of which no derivative is known."""
    where = places.get(tag.sid)
    if value.op in ("call", "method"):
        return UnknownCall(
            "s2sad does not know what this call does with values that are differentiated", where,
            "Its source is not Python that s2sad reads, and it has no rule.",
            "Give it a rule (`s2sad.rules`), or compute it before and pass the result.",
        )  # fmt: skip
    return MissingRule(
        f"s2sad has no derivative rule for `{value.op}` as it is called here", where,
        "A derivative that is not known is never guessed.",
        "Write it with operations that have rules (`docs/rules.md`), or declare one with "
        "`s2sad.rules`.",
    )  # fmt: skip
