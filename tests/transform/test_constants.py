"""Constants and signs by their text; dtypes, NaN and ownership are never lost."""

import pytest

from s2sad.ir.kinds import Array, Scalar
from s2sad.transform.constants import constants

from .programs import VECTOR, body, kinds_of, read

HEAD = "def f(a, b, x, y, n, l):\n    "


def gathered(line, role="adjoint", **kinds):
    program = read(HEAD + line + "\n    return a", role)
    found = kinds_of(program, **{"y": VECTOR, "x2": VECTOR} | kinds)
    return body(constants(program, found)).splitlines()[0]


CASES = {
    "v = 2.0 * (0.5 * a)": "v = a",
    "v = 2.0 * (0.25 * a)": "v = 0.5 * a",
    "v = 2.0 * a * (0.125 * -b)": "v = -0.25 * a * b",
    "v = 2.0 * (0.25 * a / b)": "v = 0.5 * a / b",
    "v = -1.0 * a": "v = -a",
    "v = 2 * a ** (2 - 1) * b": "v = 2.0 * a * b",
    "v = -(a / (b * b) * a)": "v = -a / (b * b) * a",
    "v = --a": "v = a",
    "v = a + a": "v = 2.0 * a",
    "v = b * a + b * a": "v = 2.0 * b * a",
    "v = a + -b": "v = a - b",
    "v = -a + b": "v = b - a",
    "v = a - -b": "v = a + b",
    "v = a + -0.25 * b": "v = a - 0.25 * b",
    "v += -(a * b)": "v -= a * b",
    "v -= -a": "v += a",
    "x[0] += -0.5 * a": "x[0] -= 0.5 * a",
    "x2 = 2.0 * (0.5 * x) * y": "x2 = x * y",
    "x2[1:] = 2.0 * (0.5 * x)": "x2[1:] = x",
    "v = np.sum(2.0 * (0.5 * x))": "v = np.sum(x)",
    "x2 = 1.0 * x + y": "x2 = x + y",
    "x2 = x + x": "x2 = 2.0 * x",
    "v = np.sum(2.0 * x)": "v = 2.0 * np.sum(x)",
    "v = np.mean(-a * x)": "v = -a * np.mean(x)",
    "v = np.sum(x[n] * y)": "v = x[n] * np.sum(y)",
    "x2 = 2.0 * x * a": "x2 = 2.0 * a * x",
    "x2 = y * (a * x) * b + x": "x2 = a * b * (y * x) + x",
    "x2 = np.sum(x3, axis=1, keepdims=True)[:, 0]": "x2 = np.sum(x3, axis=1)",
    "x2 = np.sum(x3, axis=(0, 2), keepdims=True)[0, :, 0]": "x2 = np.sum(x3, axis=(0, 2))",
}


@pytest.mark.parametrize("line", CASES)
def test_a_derivative_is_written_with_few_constants(line):
    assert gathered(line) == CASES[line]


STAYS = [
    "v = 0.0 * a",
    "v = 0.0 * (2.0 * a)",
    "v = 1e+200 * (1e+200 * a)",
    "v = 1e-200 * (1e-200 * a)",
    "v = a - 0.2 * a",
    "v = a - a",
    "v = a / a",
    "v = a + 0.0",
    "v = 1.0 * n",
    "v = 0.5 * (2 * n)",
    "v = n + n",
    "v = l.pop() + l.pop()",
    "v = (a > b) + (a > b)",
    "v = x[2 - 1]",
    "x2 = np.sum(x3, axis=1, keepdims=True)[0, :]",
    "x2 = np.sum(x3, axis=1)[:, 0]",
    "x2 = np.sum(x3, axis=(0, 1), keepdims=True)[:, 0]",
    "x2 = np.sum(x3, axis=1, keepdims=True, where=x3 > 0.0)[:, 0]",
    "v = np.sum(x[None] * y)",
    "v = np.sum(x[...] * y)",
    "v = np.sum(x[a > b] * y)",
    "v = np.sum(l.pop() * y)",
    "v = np.sum(a * x, where=y > 0.0)",
]


@pytest.mark.parametrize("line", STAYS)
def test_what_could_change_a_value_or_its_memory_stays(line):
    assert gathered(line) == line


HELD = {
    "x2 = 1.0 * x": "x2 = np.copy(x)",
    "x2 = 2.0 * (0.5 * x)": "x2 = np.copy(x)",
    "x2 = x ** 1": "x2 = np.copy(x)",
    "x2 = --x": "x2 = np.copy(x)",
    "l.append(1.0 * x)": "l.append(np.copy(x))",
    "l[0] = 1.0 * x": "l[0] = np.copy(x)",
    "x2 = np.reshape(1.0 * x, 4)": "x2 = np.reshape(np.copy(x), 4)",
}


@pytest.mark.parametrize("line", HELD)
def test_an_array_that_is_held_stays_a_new_array(line):
    assert gathered(line) == HELD[line]


def test_dtypes_that_differ_stay_as_they_meet():
    kinds = {"a": Scalar("float64", numpy=True), "x": Array("float32", VECTOR.shape)}
    line = "v = np.sum(2.0 * (0.5 * (a * x)))"
    assert gathered(line, **kinds) == line
    assert gathered(line, x=kinds["x"]) == "v = a * np.sum(x)"


def test_the_primal_stays():
    assert gathered("v = 2.0 * (0.5 * a)", "primal") == "v = 2.0 * (0.5 * a)"
