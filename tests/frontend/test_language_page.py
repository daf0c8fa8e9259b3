"""docs/language.md lists what the language refuses, generated from the table that refuses it."""

from pathlib import Path

from s2sad.frontend.language import REFUSED, WRITTEN
from tests import language_page

PAGE = Path(__file__).parents[2] / "docs" / "language.md"
BEGIN, END = "<!-- begin: refused -->\n", "<!-- end: refused -->"


def generated():
    """Return the rows of the table, one for each reason."""
    by_advice = {}
    for node, written in WRITTEN.items():
        by_advice.setdefault(REFUSED[node], []).append(f"`{written}`")
    rows = [f"| {', '.join(n)} | {why} | {instead} |" for (why, instead), n in by_advice.items()]
    return "\n".join(["| construct | why | instead |", "|---|---|---|", *rows, ""])


def test_every_refused_construct_can_be_written():
    assert [node.__name__ for node in REFUSED if node not in WRITTEN] in ([], ["TryStar"])


def test_the_page_lists_what_is_refused():
    text = PAGE.read_text()
    assert text[text.index(BEGIN) + len(BEGIN) : text.index(END)] == generated()


def test_the_page_lists_what_is_refused_by_its_meaning():
    page = language_page.PAGE.read_text()
    _, _, rest = page.partition(language_page.BEGIN)
    table, _, _ = rest.partition(language_page.END)
    assert table == language_page.generated(), "run python -m tests.language_page"
