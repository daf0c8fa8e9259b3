"""Tables: rows of text and numbers as aligned columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Union

Cell = Union[str, float, None]


def shown(cell: Cell) -> str:
    """Return a cell as text: three digits of a number, a dash for what was not measured."""
    if cell is None:
        return "-"
    if isinstance(cell, str):
        return cell
    if isinstance(cell, int) or cell >= 100:
        return f"{cell:.0f}"
    return f"{cell:.2f}" if cell < 10 else f"{cell:.1f}"


def table(heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    """Return aligned columns: text to the left, numbers to the right.

    >>> print(table(["what", "us"], [["a call", 12.345], ["none", None]]))
    what      us
    ------  ----
    a call  12.3
    none       -
    """
    texts = [list(heads), *([shown(cell) for cell in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*texts)]
    left = [all(isinstance(row[k], str) for row in rows) for k in range(len(heads))]
    texts.insert(1, ["-" * width for width in widths])
    lines = [
        "  ".join([
            text.ljust(width) if is_text else text.rjust(width)
            for text, width, is_text in zip(line, widths, left)
        ])
        for line in texts
    ]  # fmt: skip
    return "\n".join([line.rstrip() for line in lines])
