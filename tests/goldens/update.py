"""Rewrite tests/goldens/texts to what the compiler emits now; read the diff afterwards.

    python -m tests.goldens.update [NAME ...]
"""

import sys

from .catalogue import GOLDENS
from .golden import TEXTS, text_of


def main(names: list[str]) -> None:
    """Write the texts of the named programs, of all if none is named."""
    TEXTS.mkdir(exist_ok=True)
    for golden in GOLDENS:
        if names and golden.name not in names:
            continue
        new = text_of(golden)
        old = golden.path.read_text() if golden.path.exists() else ""
        if new != old:
            golden.path.write_text(new)
            print(f"{golden.name}: rewritten")


if __name__ == "__main__":
    main(sys.argv[1:])
