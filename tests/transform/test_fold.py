"""Folding by its text: what goes, and for each rule a definition that must stay."""

import pytest

from s2sad.transform.facts import facts_of
from s2sad.transform.fold import fold, fold_inactive
from s2sad.transform.measure import Length, length

from .programs import LIST, body, kinds_of, read

HEAD = "def f(a, b, x, y, l):\n    "


def folded(text, head=HEAD, **options):
    program = read(head + text.replace("\n", "\n    "), captures=("noise",))
    kinds = kinds_of(program, l=LIST, y=kinds_of(program)["x"])
    return fold(program, kinds, facts_of(program, kinds, apart=True), **options)


def test_an_expression_is_whole_again():
    text = "%1 = a * b\n%2 = np.sin(a)\nz = %1 + %2\nreturn z"
    assert body(folded(text)[0]) == "z = a * b + np.sin(a)\nreturn z"


def test_a_branch_and_a_range_take_what_they_read_once():
    text = "%1 = a > b\nif %1:\n    a = b\n%2 = len(l)\nfor i in range(%2):\n    print(i)\nreturn a"
    expected = "if a > b:\n    a = b\nfor i in range(len(l)):\n    print(i)\nreturn a"
    assert body(folded(text)[0]) == expected


def test_an_index_and_an_appended_value_are_taken():
    text = "%1 = len(l)\nx[%1] = a\n%2 = a * b\nl.append(%2)\nreturn a"
    assert body(folded(text)[0]) == "x[len(l)] = a\nl.append(a * b)\nreturn a"


def test_what_is_popped_is_read_where_it_is_popped():
    text = "s:v = [a, b]\n%1 = s:v.pop()\nz = %1 * a\nreturn z"
    assert body(folded(text)[0]) == "s:v = [a, b]\nz = s:v.pop() * a\nreturn z"


def test_the_tree_of_an_expression_is_kept():
    text = "%1 = b + a\nz = a + %1\n%2 = a - b\nv = %2 - z\nreturn v"
    assert body(folded(text)[0]) == "z = a + (b + a)\nv = a - b - z\nreturn v"


STAYS = {
    "a: a second reading": "%1 = a * b\nz = %1 + %1\nreturn z",
    "a: a reading in the result": "%1 = a * b\nz = %1 + a\nreturn (z, %1)",
    "a: a second definition": "%1 = a\nif b > a:\n    %1 = b\nz = %1 + a\nreturn z",
    "a: updated in place": "%1 = a * b\n%1 += a\nz = %1 + a\nreturn z",
    "b: an operand bound again": "%1 = a * b\na = b\nz = %1 + a\nreturn z",
    "b: an operand updated": "%1 = a * b\na += b\nz = %1 + a\nreturn z",
    "b: an operand bound by a loop": "%1 = a * b\nfor a in range(3):\n    print(a)\n"
    "z = %1 + a\nreturn z",
    "b: a store": "%1 = np.sum(x)\nx[0] = a\nz = %1 + a\nreturn z",
    "b: a store through a view": "x2 = x[1:]\n%1 = np.sum(x)\nx2[0] = a\nz = %1 + a\nreturn z",
    "b: a store through a list": "l.append(x)\n%1 = np.sum(x)\nx3 = l[0]\nx3[0] = a\n"
    "z = %1 + a\nreturn z",
    "b: a store in a branch": "%1 = np.sum(x)\nif a > b:\n    x[0] = a\nz = %1 + a\nreturn z",
    "b: an append": "%1 = len(l)\nl.append(x)\nz = %1 + a\nreturn z",
    "b: a pop": "%1 = l[0]\nx2 = l.pop()\nz = %1 + x2\nreturn z",
    "b: popped, then read": "%1 = l.pop()\nx2 = l[0]\nz = %1 + x2\nreturn z",
    "b: an opaque call": "%1 = np.sum(x)\nv = noise(a)\nz = %1 + v\nreturn z",
    "b: a print": "%1 = a / b\nprint(b)\nz = %1 + a\nreturn z",
    "b: an assert": "%1 = a / b\nassert b > a\nz = %1 + a\nreturn z",
    "c: into a loop": "%1 = a * b\nfor i in range(3):\n    a = a + %1\nreturn a",
    "c: into the test of a while": "%1 = b * b\nwhile a > %1:\n    a = a - b\nreturn a",
    "c: into a branch": "%1 = a * b\nif a > b:\n    a = %1 + b\nreturn a",
    "c: into an operand that may be skipped": "%1 = a / b\nz = b > a and %1 > a\nreturn z",
    "c: into one arm of a choice": "%1 = a / b\nz = %1 if b > a else a\nreturn z",
    "d: a load before the cell is cleared": "g:%1 = x[0]\nx[0] = 0.0\ng:a = g:%1 * b\nreturn g:a",
    "d: a view before it is cleared": "g:%1 = x[1:]\nx[1:] = 0.0\ng:a = g:%1 * b\nreturn g:a",
    "e: a user's name": "v = a * b\nz = v + a\nreturn z",
    "e: the adjoint of a user's name": "g:v = a * b\nz = g:v + a\nreturn z",
    "e: a list": "s:%1 = [a]\nz = s:%1[0]\nreturn z",
    "f: the base of a store": "%1 = x[1:]\n%1[0] = a\nreturn x",
    "f: the base of an update": "%1 = x[1:]\n%1 += a\nreturn x",
    "f: the base of an append": "%1 = l[0]\n%1.append(a)\nreturn l",
    "g: popped beside a reading": "%1 = l.pop()\nz = len(l) + %1\nreturn z",
    "g: read beside a pop": "%1 = len(l)\nx2 = l.pop() * %1\nreturn x2",
    "g: popped in an assert": "%1 = l.pop()\nassert %1 is None\nreturn a",
    "h: an unknown call": "%1 = noise(a)\nz = %1 + a\nreturn z",
}


@pytest.mark.parametrize("rule", STAYS)
def test_a_definition_stays(rule):
    text = STAYS[rule].replace(" is None", " == 0")
    assert body(folded(text)[0]) == text


def test_only_the_roles_that_are_asked_for_go():
    text = "%1 = a * b\n%2 = a - b # adjoint\nz = %1 + %2\nreturn z"
    assert body(folded(text, roles={"adjoint"})[0]) == "%1 = a * b\nz = %1 + (a - b)\nreturn z"


def test_keep_decides_which_names_stay():
    text = "v = a * b\nz = v + a\nreturn z"
    assert body(folded(text, keep=lambda name: name == "z")[0]) == "z = a * b + a\nreturn z"


def test_an_owner_is_the_last_statement_that_took_a_primal_one_in():
    text = "%1 = a * b\n%2 = np.sin(%1)\nz = %2 + a\nreturn z"
    assert folded(text)[1] == {1: 3, 2: 3}


def test_an_expression_stops_growing_when_it_is_long():
    lines = [f"%{k} = np.sin(%{k - 1})" for k in range(2, 41)]
    program, _ = folded("\n".join(["%1 = a * b", *lines, "z = %40 + a", "return z"]))
    assert 3 <= len(program.body) <= 12
    assert all(length(stmt.value).fits(Length(12, 88)) for stmt in program.body)


def test_inactive_text_is_whole_again_and_active_operands_stay_names():
    text = "%1 = -0.5 * n\n%2 = 2 * np.pi()\n%3 = np.log(%2)\n%4 = %1 * %3\n%5 = %4 * a\nreturn %5"
    program = read("def f(a, n):\n    " + text.replace("\n", "\n    "))
    kinds = kinds_of(program)
    facts = facts_of(program, kinds)
    after, _ = fold_inactive(program, kinds, facts, lambda name: name in ("a", "%5"))
    expected = "%4 = -0.5 * n * np.log(2 * np.pi())\n%5 = %4 * a\nreturn %5"
    assert body(after) == expected


def test_inactive_folding_reaches_indices_and_headers_but_no_active_store():
    text = "%1 = n + 1\nx[%1] = a\n%2 = n * 2\nx[0] = %2\n%3 = n - 1\nfor i in range(%3):\n    pass"
    program = read("def f(a, n, x):\n    " + text.replace("\n", "\n    ") + "\n    return x")
    kinds = kinds_of(program)
    after, _ = fold_inactive(program, kinds, facts_of(program, kinds), lambda n: n in ("a", "x"))
    expected = "x[n + 1] = a\n%2 = n * 2\nx[0] = %2\nfor i in range(n - 1):\n    pass\nreturn x"
    assert body(after) == expected
