"""Nodes that are made quickly are what their dataclasses say."""

from dataclasses import FrozenInstanceError, dataclass, field, replace
from inspect import signature

import pytest

from s2sad.ir.frozen import made_quickly
from s2sad.ir.kinds import Array, Scalar, Size
from s2sad.ir.nodes import (
    NO_TAG, Apply, Assert, Assign, Const, Evaluate, For, If, Move, Name, Raise, Store, Tag, While,
)  # fmt: skip

SUM = Apply("add", (Name("x"), Apply("np.sum", (Name("y"),), (("axis", Name("k")),))))


@dataclass(frozen=True, slots=True)
class Pair:
    first: int
    second: int = 2
    both: int = field(init=False, compare=False)
    later: int | None = field(default=None, init=False)
    twice: int = field(init=False, compare=False)
    asked: int = field(init=False, compare=False, repr=False)


made_quickly(Pair, both=lambda first, second: first + second, twice="2 * first")


def test_defaults_keywords_and_what_is_found_are_set():
    made = Pair(1), Pair(1, 5), Pair(second=3, first=4)
    assert [(p.first, p.second, p.both, p.later, p.twice) for p in made] == [
        (1, 2, 3, None, 2), (1, 5, 6, None, 2), (4, 3, 7, None, 8),
    ]  # fmt: skip
    assert not hasattr(made[0], "asked")
    assert list(signature(Pair).parameters) == ["first", "second"]


@pytest.mark.parametrize("wrong", [(), (1, 2, 3)])
def test_a_wrong_number_of_parts_is_refused(wrong):
    with pytest.raises(TypeError, match="__init__"):
        Pair(*wrong)


@pytest.mark.parametrize("node", [Pair(1), Name("x"), Const(1), SUM, Scalar(), Size(1), Tag()])
def test_a_node_stays_as_it_was_made(node):
    with pytest.raises((FrozenInstanceError, TypeError)):
        setattr(node, type(node).__slots__[0], 0)


def test_a_field_with_a_factory_is_not_taken():
    @dataclass(frozen=True, slots=True)
    class Kept:
        found: list[int] = field(default_factory=list)

    with pytest.raises(AssertionError):
        made_quickly(Kept)


def test_the_names_of_an_expression_stand_in_the_order_of_its_text():
    assert SUM.names == ("x", "y", "k")
    assert replace(SUM, op="list", args=(*SUM.args, Name("z"))).names == ("x", "y", "k", "z")
    assert Apply("dict", ()).names == Const(1).names == ()
    assert Apply("neg", (Name("x"),)).names == Name("x").names == ("x",)


X, Y, K = map(Name, "xyk")
STATEMENTS = [
    (Assign("t", SUM), "xyk", "t", [SUM]),
    (Move(("a", "b"), ("x", "y")), "xy", "ab", [X, Y]),
    (Store("t", K, Y), "tky", "", [K, Y]),
    (Store("t", None, Y, "add"), "ty", "", [Y]),
    (Evaluate(X), "x", "", [X]),
    (If(X, (Assign("t", Y),)), "x", "", [X]),
    (For("i", X, (Assign("t", Y),), "s"), "xs", "i", [X]),
    (For("i", X, ()), "x", "i", [X]),
    (While(X, (Assign("t", Y),), "s"), "xs", "", [X]),
    (Assert(X, Y), "xy", "", [X, Y]),
    (Assert(X), "x", "", [X]),
    (Raise(X), "x", "", [X]),
]


@pytest.mark.parametrize(("stmt", "reads", "binds", "expressions"), STATEMENTS)
def test_a_statement_tells_what_it_does_without_its_blocks(stmt, reads, binds, expressions):
    assert ("".join(stmt.reads), "".join(stmt.binds)) == (reads, binds)
    assert list(stmt.expressions) == expressions


def test_what_is_inside_an_expression_is_found_once():
    assert SUM.inside == (X, SUM.args[1], Y, K) and SUM.inside is SUM.inside
    assert SUM.ops == {"add", "np.sum", "axis="} and not X.ops


def test_equal_parts_make_equal_nodes():
    assert Assign("t", SUM, Tag(3)) == Assign("t", replace(SUM)) != Assign("s", SUM)
    assert hash(Assign("t", SUM, Tag(3))) == hash(Assign("t", replace(SUM)))
    assert Store("x", None, SUM) == Store("x", None, SUM, None, NO_TAG)
    assert Array("float64", (Size(2),)) == Array("float64", (Size(2),), "C")
    assert repr(Name("x")) == "Name(id='x')"
