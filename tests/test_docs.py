"""Every code block of README.md and docs/*.md runs, and prints what the page says."""

import pytest

from tests.pages import ROOT, pages, run_page
from tests.small import keep_rules
from tests.update_docs import updated


def page(*lines):
    return "\n".join(lines) + "\n"


GOOD = page(
    "Words.",
    "```python",
    "def f(x):",
    "    return 2 * x",
    "print(f(1))",
    "```",
    "",
    "```text",
    "2",
    "```",
    "More words.",
    "```python",
    "f(3)",
    "```",
    "```sh",
    "rm -rf /",
    "```",
)


@pytest.mark.parametrize("name", pages())
def test_a_page_prints_what_it_says(name, monkeypatch):
    keep_rules(monkeypatch)
    text = (ROOT / name).read_text()
    if "from scipy import" in text:
        pytest.importorskip("scipy", reason="SciPy is an optional extra")
    mismatches = run_page(name, text)
    told = [
        "\n".join([f"{name}:{m.code.start}: this block prints", *m.printed]) for m in mismatches
    ]
    assert not told, "\n\n".join([*told, "`python -m tests.update_docs` rewrites the pages"])


def test_blocks_share_their_names_and_only_python_is_run():
    assert run_page("good.md", GOOD) == []


def test_another_output_is_seen_and_rewritten():
    stale = GOOD.replace("\n2\n", "\n3\n4\n")
    (found,) = run_page("stale.md", stale)
    assert found.printed == ("2",)
    assert updated("stale.md", stale) == (GOOD, 1)


def test_an_output_that_the_page_does_not_show_is_seen_and_added():
    silent = page("```python", "print(7)", "```", "", "Words.", "```text", "7", "```")
    assert len(run_page("silent.md", silent)) == 1
    mended, count = updated("silent.md", silent)
    assert count == 1
    assert mended.splitlines()[:7] == ["```python", "print(7)", "```", "", "```text", "7", "```"]
    assert run_page("silent.md", mended) == []


def test_an_exception_is_output_only_where_the_page_says_so():
    code = ("```python", "int('seven')", "```")
    message = "ValueError: invalid literal for int() with base 10: 'seven'"
    assert run_page("raises.md", page(*code, "```text raises", message, "```")) == []
    assert len(run_page("raises.md", page(*code, "```text", message, "```"))) == 1
    with pytest.raises(SystemExit, match="raises.md:1: the block ends with: ValueError"):
        updated("raises.md", page(*code, "```text", message, "```"))


def test_a_block_that_should_raise_and_does_not_is_seen():
    assert len(run_page("calm.md", page("```python", "1", "```", "```text raises", "```"))) == 1


def test_functions_of_a_page_have_their_source():
    text = page(
        "Words.",
        "```python",
        "import inspect",
        "def f(x):",
        "    return x",
        "print(inspect.getsource(f), f.__code__.co_firstlineno)",
        "```",
        "```python output",
        "def f(x):",
        "    return x",
        " 2",
        "```",
    )
    assert run_page("source.md", text) == []
