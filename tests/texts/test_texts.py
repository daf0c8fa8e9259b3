"""Texts: plain as strings, coloured where they are shown."""

import io
import pickle
import re
import sys

import numpy as np
import pytest

from s2sad import differentiate
from s2sad.codegen.highlight import highlighted, highlighted_html, wants_colour
from s2sad.errors import WrongArgument
from tests.goldens.golden import TEXTS


class Terminal(io.StringIO):
    def isatty(self):
        return True


@differentiate
def f(x, y):
    return x * y + np.sin(x)


@pytest.fixture
def terminal(monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    return lambda: monkeypatch.setattr(sys, "stdout", Terminal())


@pytest.mark.parametrize("path", sorted(TEXTS.glob("*.txt")), ids=lambda path: path.stem)
def test_colours_change_no_character(path):
    text = path.read_text()
    assert re.sub(r"\x1b\[[\d;]*m", "", highlighted(text)) == text
    body = re.sub(r"</?(span|pre)[^>]*>", "", highlighted_html(text))
    assert body.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == text
    assert highlighted(text).count("\x1b[0m") > 10


def test_a_string_is_plain_and_a_terminal_shows_colours(terminal):
    terminal()
    assert "\x1b" not in str(f.adjoint)
    assert "\x1b[35mdef\x1b[0m" in repr(f.adjoint)
    f.adjoint.show()
    assert "\x1b[33mgx\x1b[0m" in sys.stdout.getvalue()


@pytest.mark.parametrize("variable", [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_no_color_is_respected(terminal, monkeypatch, variable):
    terminal()
    assert repr(f.adjoint) != str(f.adjoint)
    monkeypatch.setenv(*variable)
    assert repr(f.adjoint) == str(f.adjoint)


def test_a_pipe_gets_no_colours(monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert not wants_colour(io.StringIO())
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert repr(f.adjoint) == str(f.adjoint)


def test_a_notebook_gets_html():
    shown = f.adjoint._repr_html_()
    assert shown.startswith("<pre") and ">gx</span>" in shown


def test_a_text_is_a_string_that_can_be_pickled():
    again = pickle.loads(pickle.dumps(f.tangent))
    assert again == f.tangent and "def f_tangent(x, y, dx, dy):" in again
    with pytest.raises(WrongArgument, match="cannot be saved"):
        again.save("nowhere.py")


@pytest.mark.parametrize("wrong", [("ajoint", "folded"), ("adjoint", "short")])
def test_a_wrong_name_or_style_is_refused(wrong):
    with pytest.raises(WrongArgument, match="there is no text"):
        f.text(wrong[0], 1.0, 2.0, style=wrong[1])
