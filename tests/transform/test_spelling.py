"""Spelling by its text: the last step, and what it must leave."""

import pytest

from s2sad.ir.kinds import Array, ListKind, Scalar
from s2sad.transform.spelling import spelling

from .programs import FLOAT, LIST, NUMBERS, VECTOR, body, kinds_of, read

HEAD = "def f(a, b, x, y, l, m, n, i, u, v):\n    "
KINDS = {"y": Array("float64", ()), "m": NUMBERS, "g__m": NUMBERS, "g__l": LIST}


def spelled(text, role="adjoint", **special):
    program = read(HEAD + text.replace("\n", "\n    ") + "\n    return a", role)
    kinds = kinds_of(program, **KINDS | special) | {"%1": VECTOR, "%2": Scalar("int64")}
    return body(spelling(program, kinds)).removesuffix("\nreturn a")


CASES = {
    "n = np.shape(x)[0]": "n = x.shape[0]",
    "n = np.size(x) + np.ndim(x)": "n = x.size + x.ndim",
    "%1 = g:l[i]\n%1 += a * x": "g:l[i] += a * x",
    "%1 = g:l[n - i]\n%1 -= x": "g:l[n - i] -= x",
    "%1 = g:l[i]\nb = a * a\n%1 += b * x": "b = a * a\ng:l[i] += b * x",
    "%1 = g:l[i]\n%2 = g:l[j]\n%1 -= x\n%2 += x": "g:l[i] -= x\ng:l[j] += x",
    "%1 = g:l[i]\nfor j in range(n):\n    b = g:l[j]\n%1 -= x":
        "for j in range(n):\n    b = g:l[j]\ng:l[i] -= x",
    "%1 = g:l[i]\n%1 += m.pop() * x": "g:l[i] += m.pop() * x",
    "a, b = b, a\nu, v = v, u": "a, b, u, v = b, a, v, u",
    "g:m = list.repeat(len(m), None, 0.0)\nfor i in range(len(g:m)):\n    g:m[i] += g:v":
        "g:m = [g:v] * len(m)",
    "g:x = a * np.copy(x[1:])": "g:x = a * np.ndarray.copy(x[1:])",
    "b = a * np.transpose(a) + np.sum(np.transpose(y))": "b = a * a + np.sum(y)",
    "%1 = np.copy(np.copy(x))": "%1 = np.copy(np.ndarray.copy(x))",
}  # fmt: skip


@pytest.mark.parametrize("text", CASES)
def test_it_is_written_as_a_person_would(text):
    assert spelled(text) == CASES[text]


STAYS = [
    "n = np.shape(y)",  # the seed of an array of no dimension may be a number
    "n = np.shape(l)",
    "%1 = np.copy(y)",  # there, too
    "%1 = np.copy(x + x)",
    "n = np.shape(x + x)",
    "%1 = g:l[i]\n%1 += a * x\nb = np.sum(%1)",
    "%1 = g:l[i]\n%1 += %1",
    "%1 = g:l[i]\ni = j\n%1 += x",
    "%1 = g:l[i]\ng:l = l\n%1 += x",
    "%1 = g:l[i]\ng:l[i] = x\n%1 += x",
    "%1 = g:l[i]\nl.append(x)\n%1 += x",
    "%1 = g:l[i]\nb = g:l.pop()\n%1 += x",
    "%1 = g:l[i]\nfor k in range(n):\n    i = k\n%1 += x",
    "%1 = g:l[i]\nfor k in range(n):\n    l.append(x)\n%1 += x",
    "%1 = g:l[i]\nfor k in range(n):\n    %1 += x",
    "%1 = g:l[i]\n%1 += g:l.pop()",
    "%1 = x[i:]\n%1 += x[:i]",
    "%1 = g:l[i]\n%1[0] += a",
    "v = g:l[i]\nv += x",
    "a, b = b, a\nu, b = b, u",
    "g:m = list.repeat(len(m), None, 1.0)\nfor i in range(len(g:m)):\n    g:m[i] += g:v",
    "g:m = list.repeat(len(m), None, 0.0)\nfor i in range(len(g:m)):\n    g:m[i] -= g:v",
    "g:m = list.repeat(len(m), None, 0.0)\nfor i in range(len(m)):\n    g:m[i] += g:v",
    "g:m = list.repeat(len(m), None, 0.0)\nfor i in range(len(g:m)):\n    g:m[i] += x",
    "g:m = list.repeat(len(m), None, 0.0)\nfor i in range(len(g:m)):\n    g:m[i] += i",
    "g:m = list.repeat(len(m), None, 0.0)\nfor i in range(len(g:m)):\n    g:m[0] += g:v",
]


@pytest.mark.parametrize("text", STAYS)
def test_what_would_mean_something_else_stays(text):
    assert spelled(text) == text


def test_three_swaps_are_two_lines():
    text = "a, b = b, a\nx, y = y, x\nu, v = v, u"
    assert spelled(text) == "a, b, x, y = b, a, y, x\nu, v = v, u"


def test_names_of_the_user_stay_and_temporaries_of_the_user_s_statements_do_not():
    assert spelled("v = l[i]\nv += x", "primal") == "v = l[i]\nv += x"
    assert spelled("%1 = l[i]\n%1 += x", "primal") == "l[i] += x"


def test_items_that_are_no_arrays_stay():
    text = "%1 = l[i]\n%1 += x"
    assert spelled(text, l=ListKind(FLOAT)) == text


def test_what_is_bound_to_itself_is_left_out():
    assert spelled("g:x = g:x\nx = x2") == "x = x2"
