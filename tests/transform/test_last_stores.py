"""A trip's own memory is not stored into for nobody; memory that is seen again is."""

import pytest

from s2sad.transform.facts import facts_of
from s2sad.transform.last_stores import without_last_stores

from .programs import LIST, VECTOR, body, kinds_of, read

HEAD = "def f(a, b, x, y, n, l):\n    "


def without(text, role="adjoint"):
    program = read(HEAD + text.replace("\n", "\n    "), role)
    kinds = kinds_of(program, y=VECTOR, l=LIST)
    return body(without_last_stores(program, facts_of(program, kinds, apart=True)))


LAST = """\
for i in range(n):
    x2 = np.zeros_like(x)
    x2[1:] = y[1:]
    x3 = x2[2:]
    a = a + np.sum(x3)
    x2[1:] = 0.0
return a"""


def test_a_store_that_nobody_reads_goes():
    assert without(LAST) == LAST.replace("    x2[1:] = 0.0\n", "")


def test_so_does_one_in_a_loop_in_a_loop_and_behind_a_branch():
    inner = LAST.replace("return a", "").rstrip().replace("\n", "\n    ")
    text = f"for k in range(n):\n    {inner}\nreturn a"
    assert "= 0.0" not in without(text)
    branch = "    if a > 0.0:\n        x2[0] = a\n    x2[1:] = 0.0"
    assert "x2[1:] = 0.0" not in without(LAST.replace("    x2[1:] = 0.0", branch))


STAYS = {
    "it is read after the loop": LAST.replace("return a", "return x2"),
    "a name of the trip before is read": LAST.replace(
        "    x3 =", "    if i > 0:\n        a = a + x4[1]\n    x4 = x2\n    x3 ="
    ),
    "a view from the trip before is read first": LAST.replace(
        "    x2 = np.zeros", "    if i > 0:\n        a = a + x3[0]\n    x2 = np.zeros"
    ),
    "the array is made before the loop": "x2 = np.zeros_like(x)\n" + LAST.replace(
        "    x2 = np.zeros_like(x)\n", ""
    ),
    "the array is made in one branch": LAST.replace(
        "    x2 = np.zeros_like(x)", "    if i > 0:\n        x2 = np.zeros_like(x)"
    ),
    "the array is an argument's": LAST.replace("np.zeros_like(x)", "x[:]"),
    "a list holds the array": LAST.replace("    x3 =", "    l.append(x2)\n    x3 ="),
    "it is read below": LAST.replace("x2[1:] = 0.0", "x2[1:] = 0.0\n    a = a + x2[0]"),
    "a pop stands in it": LAST.replace("x2[1:] = 0.0", "x2[1:] = l.pop()"),
}  # fmt: skip


@pytest.mark.parametrize("why", STAYS)
def test_a_store_stays_where(why):
    assert without(STAYS[why]) == STAYS[why]


def test_the_stores_of_the_user_stay():
    assert without(LAST, "primal") == LAST
