"""Comments: the user's own line where it can stand for the statement, else the program's."""

import numpy as np
import pytest

import s2sad

X = np.array([0.5, 0.25])


def comments(function, *args):
    text = s2sad.differentiate(function).text("adjoint", *args)
    return [line.partition("# ")[2] for line in text.splitlines() if "# " in line]


def squared(u):
    return u * u


def plain(x, w):
    y = x[:, np.newaxis] * w  # the outer product
    y[0] *= 2
    return np.sum((y) ** 2)


def test_a_line_is_quoted_as_it_is_written():
    shown = ["z = np.sum((y) ** 2)", "y[0] *= 2", "y = x[:, np.newaxis] * w"]
    assert comments(plain, X, X) == shown


def rebound(x):
    x = x * x
    return np.sum(x)


def inlined(x):
    y = squared(np.sin(x))
    return np.sum(y * x)


def chosen(x):
    y = x * x if x[0] > 0 else np.exp(x)
    return np.sum(y)


def two_at_once(x):
    y, z = x * x, np.exp(x)
    return np.sum(y * z)


over_lines = lambda x: np.sum(np.exp(x))  # noqa: E731


def shared_line(x):
    y = x * x; z = np.exp(y)  # noqa: E702
    return np.sum(z)


STANDS_FOR_ANOTHER = {
    rebound: "x = x * x",
    chosen: "y = x * x if x[0] > 0 else np.exp(x)",
    two_at_once: "y, z = x * x, np.exp(x)",
    inlined: "z = u * u",
    over_lines: "over_lines = lambda x: np.sum(np.exp(x))",
    shared_line: "y = x * x; z = np.exp(y)",
}


@pytest.mark.parametrize("function", STANDS_FOR_ANOTHER, ids=lambda f: f.__name__)
def test_a_line_that_says_something_else_is_not_quoted(function):
    shown = comments(function, X)
    assert shown and STANDS_FOR_ANOTHER[function] not in shown


def folded_away(x):
    a = x * 1.5
    y = np.exp(np.sin(a) * np.cos(x))
    return np.sum(y * x)


def test_no_temporary_is_called_what_a_quoted_line_means_otherwise():
    text = s2sad.differentiate(folded_away).text("adjoint", X)
    bound = [line.split("=")[0].strip() for line in text.splitlines() if " = " in line]
    assert len(bound) == len(set(bound))
    assert "a = x * 1.5" in text
