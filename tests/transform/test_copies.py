"""Copies by their text, forwards and backwards."""

import pytest

from s2sad.transform.copies import coalesce, copies

from .programs import FLOAT, INT, body, kinds_of, read

HEAD = "def f(a, b, x, n, i, u, v):\n    "


def without_copies(text, role="adjoint"):
    program = read(HEAD + text.replace("\n", "\n    "), role)
    return body(copies(program))


CASES = {
    "there and back": (
        "g:e = g:v\ng:v = g:e\ng:x = a * g:e\nreturn (g:v, g:x)",
        "g:x = a * g:v\nreturn (g:v, g:x)",
    ),
    "a value that only has another name": (
        "g:v = g:u\nz = a * g:v\nreturn z", "z = a * g:u\nreturn z",
    ),
    "a temporary that becomes a name": ("%1 = a * b\nv = %1\nreturn v", "v = a * b\nreturn v"),
    "a temporary read on the way": (
        "%1 = a * b\nu = %1 + a\nv = %1\nreturn (u, v)", "v = a * b\nu = v + a\nreturn (u, v)",
    ),
    "a chain of temporaries": (
        "%1 = a * b\n%2 = %1\nv = %2\nreturn v", "v = a * b\nreturn v",
    ),
    "an adjoint carried around a loop": (
        "g:v = b\nfor i in range(n):\n    g:%1 = a * g:v\n    b = b + g:%1\n    g:v = g:%1\n"
        "return (b, g:v)",
        "g:v = b\nfor i in range(n):\n    g:v = a * g:v\n    b = b + g:v\nreturn (b, g:v)",
    ),
    "a temporary after it has a name": (
        "%1 = x[0]\nv = %1\nu = %1 * a\nreturn (u, v)", "v = x[0]\nu = v * a\nreturn (u, v)",
    ),
    "a temporary that is returned": (
        "g:v = a * b\n%1 = g:v\nreturn (%1, a)", "g:v = a * b\nreturn (g:v, a)",
    ),
    "both are bound together in a loop, and read behind it": (
        "for i in range(n):\n    %1 = a * b\n    %2 = %1\n    x = x * %2\nfor i in range(n):\n"
        "    x = x + %2\nreturn x",
        "for i in range(n):\n    %1 = a * b\n    x = x * %1\nfor i in range(n):\n"
        "    x = x + %1\nreturn x",
    ),
    "the base of a store": (
        "g:x = g:x2\ng:x[0] = a\nreturn g:x2", "g:x2[0] = a\nreturn g:x2",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_one_name_is_enough_for(case):
    before, after = CASES[case]
    assert without_copies(before) == after


STAYS = {
    "source bound in a loop around, read behind the loop of the copy":
        "for i in range(n):\n    %1 = a * i\n    for i2 in range(i):\n        %2 = %1\n"
        "    x = x + %2\nreturn x",
    "source bound twice in a loop, copy read behind it":
        "for i in range(n):\n    %1 = a * i\n    %2 = %1\n    %1 = b * x\n    x = x * %1\n"
        "return x * %2",
    "copy read in the next trip before it is bound":
        "for i in range(n):\n    %1 = a * i\n    if i > 0:\n        x = x + %2\n    %2 = %1\n"
        "return x",
    "source bound before the reading": "%1 = a\na = b * b\nz = %1 * a\nreturn z",
    "source updated before the reading": "%1 = a\na += b\nz = %1 * a\nreturn z",
    "copy updated before the reading": "%1 = a\n%1 += b\nz = %1 * a\nreturn z",
    "source bound in a branch": "%1 = a\nif a > b:\n    a = b\nz = %1 * a\nreturn z",
    "source bound later in a loop": "%1 = a\nfor i in range(n):\n    z = %1 * b\n    a = z\n"
    "return a",
    "source bound by a loop": "%1 = i\nfor i in range(n):\n    b = b * %1\nreturn b",
    "copy made in a branch": "%1 = b\nif a > b:\n    %1 = a\nz = %1 * a\nreturn z",
    "target read on the way": "%1 = a * b\nu = v + a\nv = %1\nz = u * v\nreturn z",
    "target bound on the way": "%1 = a * b\nv = a - b\nv = %1\nz = v * v\nreturn z",
    "target read in a loop on the way": "%1 = a * b\nfor i in range(n):\n    print(v)\nv = %1\n"
    "return v",
    "temporary read after the target changed": "%1 = a * b\nv = %1\nv += a\nz = %1 * v\nreturn z",
    "temporary of the next trip": "%1 = b\nfor i in range(n):\n    v = %1\n    %1 = a * v\n"
    "    b = v\nreturn (b, %1)",
    "flag of a loop": "for i in range(n):\n    %2 = False\n    %1 = a > b\n    a = a + b\n"
    "    %2 = %1\n    print(%1)\n    if %2: break\nreturn a",
    "source updated before the return": "g:v = a * b\n%1 = g:v\ng:v += a\nreturn (%1, g:v)",
    "copy made in a branch and returned": "%1 = b\nif a > b:\n    %1 = a\nreturn %1",
    "swap": "v, u = a, b\nz = v * u\nreturn z",
}


@pytest.mark.parametrize("case", STAYS)
def test_two_names_stay(case):
    assert without_copies(STAYS[case]) == STAYS[case]


def test_copies_that_the_user_wrote_stay():
    assert without_copies("v = a\nz = v * b\nreturn z", "primal") == "v = a\nz = v * b\nreturn z"


def test_the_result_is_not_renamed():
    assert without_copies("g:a = g:v\nreturn g:a") == "g:a = g:v\nreturn g:a"


def test_a_merged_primal_copy_has_an_owner():
    program = read(HEAD + "%1 = a * b\n    v = %1\n    return v")
    assert coalesce(program)[1] == {2: 1}


def test_a_second_name_of_a_place_is_not_needed():
    text = "for i in range(n):\n    u = i\n    x[u] = a * x[u]\nreturn x"
    program = read(HEAD + text.replace("\n", "\n    "), "primal")
    kinds = kinds_of(program, u=INT)
    found = body(coalesce(program, kinds=kinds)[0])
    assert found == "for i in range(n):\n    x[i] = a * x[i]\nreturn x"
    assert body(coalesce(program, kinds=kinds_of(program, u=FLOAT))[0]) == text
    carried = text.replace("return x", "return u")
    program = read(HEAD + carried.replace("\n", "\n    "), "primal")
    assert "u = i" in body(coalesce(program, kinds=kinds)[0])
