"""docs/errors.md: it is up to date, and every class of errors has its section and is raised."""

import re
from pathlib import Path

import pytest

from s2sad import errors
from tests.errors_page import EXAMPLES, PAGE, classes, page
from tests.pages import ROOT

SOURCES = [p.read_text() for p in (ROOT / "s2sad").rglob("*.py") if p.name != "errors.py"]


def test_the_page_of_errors_is_up_to_date():
    assert PAGE.read_text() == page(), "run python -m tests.errors_page"


@pytest.mark.parametrize("cls", classes(), ids=lambda c: c.__name__)
def test_every_class_has_a_section_whose_program_raises_it(cls):
    assert cls.__name__ in EXAMPLES
    section = PAGE.read_text().partition(f"\n## {cls.__name__}\n")[2].partition("\n## ")[0]
    raised = section.partition("```text raises\n")[2].partition("\n```")[0]
    assert raised.startswith(f"{cls.__name__}: ")
    assert len(raised.splitlines()) > 1, "a text says more than what cannot be done"
    assert "Mended:" in section and "```text\n\n" not in section


@pytest.mark.parametrize("cls", classes(), ids=lambda c: c.__name__)
def test_no_class_is_there_that_nothing_raises(cls):
    if cls is not errors.Refused:  # `errors.refuse` raises it
        assert any(re.search(rf"\b{cls.__name__}\b", text) for text in SOURCES)


def test_every_section_is_that_of_a_class():
    headings = re.findall(r"^## (\w+)$", Path(PAGE).read_text(), re.MULTILINE)
    assert headings == [c.__name__ for c in classes()] and set(EXAMPLES) == set(headings)
