"""Names that a file binds below a decorated function: the function itself, and helpers."""

from pathlib import Path

import pytest

from s2sad import check_grads, differentiate
from s2sad.cli import main
from s2sad.errors import Error, UnknownName
from tests.arguments import later_file


@pytest.mark.parametrize("name", ["falling", "even", "odd"])
def test_a_decorated_function_may_call_itself_and_what_stands_below(name):
    check_grads(getattr(later_file, name), 0.7, 3, wrt=0, order=2)


def test_inside_a_function_too():
    @differentiate
    def down(x, n):
        return x if n == 0 else x * down(x, n - 1)

    check_grads(down, 1.2, 3, wrt=0)


def test_a_name_that_is_bound_nowhere_is_refused_at_once():
    with pytest.raises(UnknownName, match="`nowhere` is not defined"):

        @differentiate
        def wrong(x):
            return x * nowhere  # noqa: F821


def test_what_is_outside_the_language_is_refused_at_once_all_the_same():
    with pytest.raises(Error, match="cannot differentiate"):

        @differentiate
        def wrong(x, n):
            return wrong({x}, n - 1)


def test_the_command_line_shows_it(capsys):
    file = Path(later_file.__file__)
    assert main(["show", f"{file}:falling", "--mode", "adjoint", "--types", "float, int"]) == 0
    assert "def falling_back(" in capsys.readouterr().out
