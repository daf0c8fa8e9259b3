"""Positions: which statement encloses which, and what a block reads before it binds it."""

import pytest

from s2sad.analysis.positions import exposure, positions, surely_read
from s2sad.ir.nodes import Apply, Assert, Evaluate, Name
from tests.transform.programs import read

NESTED = """
def f(x, n):
    a = x
    for i in range(n):
        b = a * 2.0
        if b > x:
            a = b + c
        else:
            d = a
    e = a
    return e
"""


def block_of(lines):
    body = "\n".join("    " + line for line in lines.split("\n"))
    return read(f"def f(x, y, n):\n{body}\n    return x\n").body


def seen_and_sure(lines):
    seen, sure = exposure(block_of(lines))
    return "".join(sorted(seen)), "".join(sorted(sure))


@pytest.mark.parametrize(
    ("lines", "seen", "sure"),
    [
        ("a = x\nb = a * y", "xy", "abxy"),
        ("a = a * x", "ax", "ax"),
        ("x = y\ny = x", "y", "xy"),
        ("a, b = b, a", "ab", "ab"),
        ("x[0] = y", "xy", "xy"),
        ("x += y", "xy", "xy"),
        ("if x > 0.0:\n    a = 1.0\nelse:\n    a = 2.0\n    b = 1.0\nc = a * b", "bx", "abcx"),
        ("if x > 0.0:\n    a = y", "xy", "x"),
        ("a = 1.0\nif x > 0.0:\n    b = a\nelse:\n    a = b", "bx", "abx"),
        ("if x > 0.0:\n    raise y\nelse:\n    a = y\nb = a", "xy", "abxy"),
        ("if x > 0.0:\n    a = y\nelse:\n    raise y\nb = a", "xy", "abxy"),
        ("for i in range(n):\n    a = i\n    b = a", "n", "n"),
        ("for i in range(n):\n    b = a\n    a = x", "anx", "n"),
        ("for i in range(n):\n    a = x\nb = a * i", "ainx", "abin"),
        ("while a > x:\n    a = a * y", "axy", "ax"),
        ("while n > 0:\n    a = x\nb = a", "anx", "abn"),
        ("a = x or y", "xy", "ax"),
        ("a = x if n else y", "nxy", "an"),
        ("for i in range(n):\n    c = x > 0.0\n    if c: break", "nx", "n"),
    ],
)
def test_exposed_and_definite(lines, seen, sure):
    assert seen_and_sure(lines) == (seen, sure)


def test_the_message_of_an_assert_is_read_only_if_it_fails():
    assert surely_read(Assert(Name("x"), Name("y"))) == {"x"}
    assert surely_read(Evaluate(Apply("list.map", (Name("l"), Name("v"), Name("y"))))) == {"l"}


def test_statements_are_numbered_as_they_stand():
    found = positions(read(NESTED).body, ["e"])
    assert [p.number for p in found.places] == list(range(7))
    assert [p.end for p in found.places] == [0, 5, 2, 5, 4, 5, 6]
    assert [p.loops for p in found.places] == [(), (), (1,), (1,), (1,), (1,), ()]
    assert len({p.block for p in found.places}) == 4
    assert found.read["e"] == [7]
    assert found.bound["a"] == [0, 4]
    assert found.read["a"] == [2, 5, 6]


def test_a_binding_lies_between_if_it_is_after_the_one_and_up_to_the_other():
    found = positions(read(NESTED).body)
    assert found.binding_between("a", 0, 4)
    assert found.binding_between("a", 3, 5)
    assert not found.binding_between("a", 0, 3)
    assert not found.binding_between("a", 4, 6)
    assert not found.binding_between("nothing", 0, 6)


def test_the_statement_of_a_block_that_holds_another():
    found = positions(read(NESTED).body)
    top, inner = found.places[0].block, found.places[2].block
    assert found.statement_in_block(4, top).number == 1
    assert found.statement_in_block(4, inner).number == 3
    assert found.statement_in_block(6, inner) is None


def test_what_a_loop_carries_is_exposed_in_its_body():
    found = positions(read(NESTED).body)
    assert set(found.exposed_in_loop) == {1}
    assert found.exposed_in_loop[1] == {"a", "x", "c"}


def test_a_while_reads_its_test_again_after_its_body():
    body = block_of("a = x\nwhile a > y:\n    a = a * 2.0\n    b = a")
    found = positions(body)
    assert found.exposed_in_loop[1] == {"a", "y"}
    assert max(found.read["y"]) == 3


def test_a_flag_that_stops_a_loop_is_read_at_its_end():
    body = block_of("for i in range(n):\n    c = x > 0.0\n    y = x\n    if c: break")
    found = positions(body)
    assert found.read["c"][-1] == 2
    assert found.exposed_in_loop[0] == {"x"}
