"""Rewrite the output blocks of README.md and docs/*.md to what their code prints now.

    python -m tests.update_docs [PAGE ...]

A block without an output block gets one. A block that raises is never written down as output: that
takes a block that opens with ```text raises, which an author puts there on purpose.
"""

import sys

from tests.pages import ROOT, pages, run_page


def updated(page, text):
    """Return the text of a page with its output blocks as printed, and how many have changed."""
    lines = text.splitlines()
    mismatches = run_page(page, text)
    for found in reversed(mismatches):
        expected_to_raise = bool(found.shown and found.shown.info == "text raises")
        if found.raised != expected_to_raise:
            last = found.printed[-1] if found.printed else "nothing"
            raise SystemExit(f"{page}:{found.code.start}: the block ends with: {last}")
        if found.shown is None:
            end = found.code.end + 1
            lines[end:end] = ["", "```text", *found.printed, "```"]
        else:
            lines[found.shown.start : found.shown.end] = found.printed
    return "\n".join(lines) + "\n", len(mismatches)


def main(names):
    for page in names or pages():
        path = ROOT / page
        text, changed = updated(page, path.read_text())
        if changed:
            path.write_text(text)
        print(f"{page}: {changed} output blocks rewritten")


if __name__ == "__main__":
    main(sys.argv[1:])
