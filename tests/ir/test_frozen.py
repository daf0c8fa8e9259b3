"""Nodes that are made quickly are what their dataclasses say."""

import copy
import pickle
from dataclasses import dataclass as of_the_library
from inspect import signature

import pytest

from s2sad.ir.frozen import dataclass, field, made_quickly, replace
from s2sad.ir.kinds import Array, Scalar, Size
from s2sad.ir.nodes import (
    NO_TAG, Apply, Assert, Assign, Const, Evaluate, For, If, Move, Name, Program, Raise, Store, Tag,
    While,
)  # fmt: skip

SUM = Apply("add", (Name("x"), Apply("np.sum", (Name("y"),), (("axis", Name("k")),))))
PROGRAM = Program("f", (), (Assign("t", SUM),), Name("t"))


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
def test_a_node_has_its_fields_and_no_others(node):
    with pytest.raises(AttributeError):
        node.remark = 0


def test_a_field_with_a_factory_has_its_own():
    @dataclass(frozen=True, slots=True)
    class Kept:
        found: list[int] = field(default_factory=list)
        _kept: dict[int, int] = field(default_factory=dict, init=False)

    first, second = Kept(), Kept([1])
    first.found.append(2)
    assert Kept().found == [] and second.found == [1] and first._kept is not second._kept


def test_a_dataclass_is_what_the_one_of_the_library_is():
    def classes(made):
        @made(frozen=True)
        class Point:
            x: float
            y: float = 2.0
            name: str = field(default="", compare=False, repr=False)

        @made
        class Changing:
            x: int

        @made(eq=False)
        class Alone:
            x: int

        @made(frozen=True, slots=True)
        class Empty:
            pass

        return Point, Changing, Alone, Empty

    for ours, theirs in zip(classes(dataclass), classes(of_the_library)):
        own = {"Point": (3.0,), "Empty": ()}.get(ours.__name__, (1,))
        assert (ours(*own) == ours(*own)) == (theirs(*own) == theirs(*own))
        assert (ours.__hash__ is None) == (theirs.__hash__ is None)
        assert repr(ours(*own)) == repr(theirs(*own))
    point = classes(dataclass)[0]
    assert point(1.0) != point(2.0) and point(1.0) != 1.0 and {point(1.0), point(1.0, 2.0, "a")} \
        == {point(1.0)}
    assert replace(point(1.0), y=5.0).y == 5.0


def test_what_a_class_says_itself_stays():
    @dataclass(frozen=True)
    class Same:
        x: int

        def __eq__(self, other):
            return isinstance(other, Same)

        def __hash__(self):
            return 7

        def __repr__(self):
            return "same"

    assert Same(1) == Same(2) and hash(Same(3)) == 7 and repr(Same(1)) == "same"


@pytest.mark.parametrize("node", [SUM, Assign("t", SUM, Tag(3)), Scalar(), PROGRAM])
def test_a_node_is_copied_and_pickled(node):
    assert copy.deepcopy(node) == node == pickle.loads(pickle.dumps(node))


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
