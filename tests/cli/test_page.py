"""What docs/command_line.md shows is what its commands print."""

from tests.cli.page import PAGE, updated


def test_the_page_of_the_command_line_is_up_to_date():
    assert PAGE.read_text() == updated(PAGE.read_text()), "run python -m tests.cli.page"


def test_the_check_sees_another_output():
    page = "```python not run\n# m.py\ndef f(x):\n    return x\n```\n```sh\ns2sad show m.py\n```\n"
    stale = f"{page}\n```text\nnothing\n```\n"
    assert updated(stale) == f"{page}\n```text\nThe functions of m.py:\n    f    line 1\n```\n"
