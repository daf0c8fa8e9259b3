"""Dead code by its text: what goes, and what stays for its effect."""

import pytest

from s2sad.transform.dce import dce
from s2sad.transform.facts import facts_of

from .programs import LIST, body, kinds_of, outcome, read

HEAD = "def f(a, b, x, n):\n    "


def without_dead(text, **kinds):
    program = read(HEAD + text.replace("\n", "\n    "), captures=("noise",))
    found = kinds_of(program, **kinds)
    return body(dce(program, found, facts_of(program, found, apart=True)))


CASES = {
    "a value that nobody reads": ("v = a * b\nreturn a", "return a"),
    "a value that is bound again before it is read": (
        "v = a * b\nv = a\nreturn v", "v = a\nreturn v",
    ),
    "a sum that only feeds itself around a loop": (
        "v = 0.0\nfor i in range(n):\n    t = a * i\n    v = v + t\nreturn a", "return a",
    ),
    "a sum updated in place around a loop": (
        "v = 0.0\nfor i in range(n):\n    v += a\nreturn a", "return a",
    ),
    "two names that only feed each other": (
        "v = a\nu = b\nfor i in range(n):\n    w = v\n    v = u\n    u = w\nreturn a", "return a",
    ),
    "one of the sums of nested loops": (
        "v = 0.0\nu = 0.0\nfor i in range(n):\n    for i2 in range(n):\n        v = v + a\n"
        "        u = u + v\n    u = u * b\nreturn v",
        "v = 0.0\nfor i in range(n):\n    for i2 in range(n):\n        v = v + a\nreturn v",
    ),
    "the names of a swap that nobody reads": (
        "v, u, w = a, b, a\nreturn (v, w)", "v, w = a, a\nreturn (v, w)",
    ),
    "all but one of a swap": ("v, u = a, b\nreturn v", "v = a\nreturn v"),
    "a list that is only pushed on": (
        "s:v = []\nfor i in range(n):\n    s:v.append(a)\nreturn a", "return a",
    ),
    "a list whose popped values are dead": (
        "s:v = []\ns:v.append(a)\nv = s:v.pop()\nreturn a", "return a",
    ),
    "an array that is only stored into": (
        "x2 = np.zeros_like(x)\nx3 = x2[1:]\nx3[0] = a\nx2[1] += b\nreturn a", "return a",
    ),
    "the last store into an array that is not read again": (
        "x2 = np.zeros(3)\nx2[0] = a\nv = x2[0]\nx2[0] = b\nreturn v",
        "x2 = np.zeros(3)\nx2[0] = a\nv = x2[0]\nreturn v",
    ),
    "an array of which only the shape is read": (
        "x2 = np.zeros_like(x)\nx2[0] = a\nx3 = np.zeros_like(x2)\nreturn x3",
        "x2 = np.zeros_like(x)\nx3 = np.zeros_like(x2)\nreturn x3",
    ),
    "a branch without anything in it": ("if a > b:\n    v = a\nreturn a", "return a"),
    "an empty first arm": (
        "if a > b:\n    v = a\nelse:\n    a = b\nreturn a", "if not a > b:\n    a = b\nreturn a",
    ),
    "a loop with a flag that stops nothing that is read": (
        "for i in range(n):\n    %1 = False\n    if a > i:\n        %1 = True\n    if %1: break\n"
        "return a",
        "return a",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_dead_is(case):
    before, after = CASES[case]
    assert without_dead(before) == after


LIVE = {
    "a print": "print(a)\nreturn b",
    "an assert": "assert a > b\nreturn b",
    "a raise in a branch": "if a > b:\n    raise a\nreturn b",
    "an unknown call": "noise(a)\nreturn b",
    "a draw": "np.random.normal()\nreturn b",
    "a store into an argument": "x[0] = a\nreturn b",
    "a store through a view of an argument": "x2 = x[1:]\nx2[0] = a\nreturn b",
    "a store into what is returned": "x2 = np.zeros(3)\nx2[0] = a\nreturn x2",
    "a store into what a list returns": "x2 = np.zeros(3)\nl = [x2]\nx2[0] = a\nreturn l",
    "a store read in the next trip": "x2 = np.zeros(3)\nv = 0.0\nfor i in range(n):\n"
    "    v = v + x2[0]\n    x2[0] = a\nreturn v",
    "a store read two trips later": "x2 = np.zeros(3)\nx3 = np.zeros(3)\nv = 0.0\n"
    "for i in range(n):\n    v = v + x3[0]\n    v = v + len(x2)\n    x3[0] = x2[0]\n    x2[0] = a\n"
    "return (a, v)",
    "a value read in the next trip": "v = a\nu = b\nfor i in range(n):\n    u = v\n    v = b\n"
    "return u",
    "a value for a loop without trips": "v = a\nfor i in range(n):\n    v = b\nreturn v",
    "a value for a branch not taken": "v = a\nif a > b:\n    v = b\nreturn v",
    "a flag that stops a loop": "for i in range(n):\n    %1 = False\n    a = a + b\n"
    "    if a > b:\n        %1 = True\n    if %1: break\nreturn a",
    "a while": "while a > b:\n    a = a - 1.0\nreturn b",
    "a loop variable read after its loop": "for i in range(n):\n    pass\nreturn i",
    "a pop between two that are read": "s:v = [a, b]\ns:v.pop()\nv = s:v.pop()\nreturn v",
    "a runtime call that stands alone": "rt.something(x)\nreturn b",
}


@pytest.mark.parametrize("case", LIVE)
def test_alive_is(case):
    assert without_dead(LIVE[case], l=LIST) == LIVE[case]


def test_an_effect_stays_when_its_value_is_dead():
    assert without_dead("v = noise(a)\nreturn b") == "noise(a)\nreturn b"
    text = "s:v = [a, b]\nu = s:v.pop()\nv = s:v.pop()\nreturn v"
    assert without_dead(text) == "s:v = [a, b]\ns:v.pop()\nv = s:v.pop()\nreturn v"


def test_dead_code_needs_no_kinds():
    program = read("def f(a):\n    v = a * a\n    s:v = []\n    s:v.append(v)\n    return a")
    assert body(dce(program)) == "return a"


def test_effects_stay_in_order():
    text = HEAD + "v = noise(a)\n    print(a)\n    u = noise(b)\n    return (a, b)"
    program = read(text, captures=("noise",))
    after = dce(program)
    assert outcome(after, (1.0, 2.0, 0.0, 0)) == outcome(program, (1.0, 2.0, 0.0, 0))
