"""What is selected is selected once."""

import numpy as np
import pytest

from s2sad import differentiate
from s2sad.testing import check_grads
from s2sad.transform.selections import without_repeated_selections

from .programs import body, read


def selected(text, role="adjoint"):
    program = read(f"def f(a, b, x, y, c, d):\n    z = {text}\n    return z", role)
    primal = read("def f(c, x):\n    z = np.where(c, x, 0.0)\n    return z")
    return body(without_repeated_selections(program, primal)).splitlines()[0].removeprefix("z = ")


@pytest.mark.parametrize(("text", "expected"), [
    ("np.where(c, np.where(c, x, 0.0) / y, 0.0)", "np.where(c, x / y, 0.0)"),
    ("np.where(c, 0.0, y * -np.where(c, 0.0, x))", "np.where(c, 0.0, y * -x)"),
    ("np.where(c, np.where(c, np.where(c, x, 0.0), 1.0), 2.0)", "np.where(c, x, 2.0)"),
    ("np.sum(np.where(c, a * np.where(c, x, 0.0), 0.0))", "np.sum(np.where(c, a * x, 0.0))"),
])  # fmt: skip
def test_an_inner_selection_goes(text, expected):
    assert selected(text) == expected


@pytest.mark.parametrize("text", [
    "np.where(d, np.where(c, x, 0.0) / y, 0.0)",
    "np.where(c, np.where(c, 0.0, x) / y, 0.0)",
    "np.where(c, 0.0, np.where(c, x, 0.0) / y)",
    "np.where(c, np.cumsum(np.where(c, x, 0.0)), 0.0)",
    "np.where(c, np.where(c, x, 0.0) @ y, 0.0)",
    "np.where(c, np.where(c, x, 0.0), y)",
    "np.where(c, np.where(c, x, y) / a, 0.0)",
])  # fmt: skip
def test_others_stay(text):
    assert selected(text) == text


def test_what_the_user_selects_stays():
    text = "np.where(c, np.where(c, x, 0.0) / y, 0.0)"
    assert selected(text, "primal") == text


def with_numbers_in_both_arms(x):
    y = np.where(x > 0.5, np.exp(x) / x, 1.0)
    return np.sum(np.where(x > 0.5, y * np.cumsum(np.where(x > 0.5, y, 0.0)), 0.0))


def test_derivatives_are_right():
    x = np.array([0.2, 0.7, 1.3, -0.4])
    check_grads(with_numbers_in_both_arms, x, order=2)
    assert "np.where" in str(differentiate(with_numbers_in_both_arms).text("adjoint", x))
