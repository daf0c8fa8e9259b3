"""Offered choices: what the part that lowers functions chosen by a key offers the others."""

from __future__ import annotations

from typing import Any

from .offered_lists import OfferedLists


class OfferedChoices(OfferedLists):
    """The signatures of `chosen`."""

    def chosen(self, node: Any) -> Any:
        """Return the functions that `table[key]` may be; None if it is something else."""
        raise NotImplementedError
