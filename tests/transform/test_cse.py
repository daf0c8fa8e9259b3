"""Common subexpressions by their text."""

import pytest

from s2sad.transform.cse import cse
from s2sad.transform.facts import facts_of

from .programs import LIST, VECTOR, body, kinds_of, read

HEAD = "def f(a, b, x, y, n, l):\n    "


def shared(text, role="adjoint"):
    program = read(HEAD + text.replace("\n", "\n    "), role, ("noise",))
    kinds = kinds_of(program, y=VECTOR, l=LIST)
    return body(cse(program, kinds, facts_of(program, kinds, apart=True)))


CASES = {
    "a primal value": (
        "%1 = np.exp(a) # primal\nz = %1 * b # primal\ng:a = b * np.exp(a) * z\nreturn g:a",
        "%1 = np.exp(a)\nz = %1 * b\ng:a = b * %1 * z\nreturn g:a",
    ),
    "a product": (
        "%1 = a * b\ng:a = a * b * %1\nreturn g:a", "%1 = a * b\ng:a = %1 * %1\nreturn g:a",
    ),
    "a value without a name": (
        "g:a = np.cos(a) * b\ng:b = a * np.cos(a)\nreturn (g:a, g:b)",
        "%1 = np.cos(a)\ng:a = %1 * b\ng:b = a * %1\nreturn (g:a, g:b)",
    ),
    "values inside values": (
        "g:a = np.cos(np.exp(a)) * b\ng:b = np.cos(np.exp(a)) + np.exp(a)\nreturn (g:a, g:b)",
        "%2 = np.exp(a)\n%1 = np.cos(%2)\ng:a = %1 * b\ng:b = %1 + %2\nreturn (g:a, g:b)",
    ),
    "a value in a loop and in a branch": (
        "%1 = np.exp(a)\nfor i in range(n):\n    if b > a:\n        b = b * np.exp(a)\nreturn b",
        "%1 = np.exp(a)\nfor i in range(n):\n    if b > a:\n        b = b * %1\nreturn b",
    ),
    "an array that is consumed": (
        "x2 = np.tanh(x)\nx3 = np.tanh(x) * y\nx2[0] = a\nreturn (x2, x3)",
        "x2 = np.tanh(x)\nx3 = x2 * y\nx2[0] = a\nreturn (x2, x3)",
    ),
    "an array that nobody writes": (
        "x2 = np.tanh(x)\nx3 = np.tanh(x)\nv = np.sum(x2 * x3)\nreturn v",
        "x2 = np.tanh(x)\nx3 = x2\nv = np.sum(x2 * x3)\nreturn v",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_computed_once_is(case):
    before, after = CASES[case]
    assert shared(before) == after


STAYS = {
    "a load": "v = x[0]\nu = x[0] * a\nreturn (u, v)",
    "a view": "x2 = x[1:]\nv = np.sum(x[1:])\nreturn v",
    "a sign": "v = -a\nu = -a * b\nreturn (u, v)",
    "a constant factor": "v = 2.0 * a\nu = 2.0 * a * b\nreturn (u, v)",
    "an allocation": "x2 = np.ones(n)\nx3 = np.ones(n)\nv = np.sum(x2 * x3)\nreturn v",
    "an unknown call": "v = noise(a)\nu = noise(a)\nreturn (u, v)",
    "two arrays that are returned": "x2 = np.tanh(x)\nx3 = np.tanh(x)\nreturn (x2, x3)",
    "two arrays of which one is written": "x2 = np.tanh(x)\nx3 = np.tanh(x)\nx3[0] = a\n"
    "v = np.sum(x2 * x3)\nreturn v",
    "an operand bound between": "v = np.exp(a)\na = b\nu = np.exp(a)\nreturn (u, v)",
    "an operand updated between": "v = np.exp(a)\na += b\nu = np.exp(a)\nreturn (u, v)",
    "an operand that is the target": "a = np.exp(a)\nu = np.exp(a)\nreturn (a, u)",
    "a name bound between": "v = np.exp(a)\nv = b\nu = np.exp(a)\nreturn (u, v)",
    "memory written between": "v = np.sum(x)\nx[0] = a\nu = np.sum(x)\nreturn (u, v)",
    "memory written through a view": "x2 = x[1:]\nv = np.sum(x)\nx2[0] = a\nu = np.sum(x)\n"
    "return (u, v)",
    "memory of the name written": "x2 = np.tanh(x)\nx2[0] = a\nx3 = np.tanh(x) * y\n"
    "return (x2, x3)",
    "an operand bound later in a loop": "v = np.exp(a)\nfor i in range(n):\n    u = np.exp(a)\n"
    "    a = u * b\nreturn (a, v)",
    "memory written later in a loop": "v = np.sum(x)\nfor i in range(n):\n    u = np.sum(x)\n"
    "    x[0] = u\nreturn v",
    "a value of another branch": "if a > b:\n    v = np.exp(a)\nelse:\n    v = np.exp(a) * b\n"
    "return v",
    "a value of a branch not taken": "v = a\nif a > b:\n    v = np.exp(a)\nu = np.exp(a)\n"
    "return (u, v)",
    "a value of a loop without trips": "v = a\nfor i in range(n):\n    v = np.exp(a)\n"
    "u = np.exp(a)\nreturn (u, v)",
    "memory that an unknown call may write": "v = np.sum(x)\nb = noise(x)\nu = np.sum(x)\n"
    "return (u, v, b)",
    "what a list holds": "l = [np.tanh(x), a]\nx2 = l[0]\nx2[0] = a\nx3 = np.reshape(np.tanh(x), 4)"
    "\nreturn x3",
}


@pytest.mark.parametrize("case", STAYS)
def test_computed_again_is(case):
    assert shared(STAYS[case]) == STAYS[case]


def test_what_is_held_keeps_its_own_memory_when_the_value_is_shared():
    text = "l = [np.tanh(x), np.tanh(x) * y]\nx2 = np.tanh(x) + y\nreturn (l, x2)"
    after = shared(text)
    assert after.splitlines()[1] == "l = [np.tanh(x), %1 * y]"


def test_the_primal_stays_as_the_user_wrote_it():
    text = "v = np.exp(a)\nu = np.exp(a)\nreturn (u, v)"
    assert shared(text, "primal") == text
