"""Temporaries: beyond those of a program, and of those that had a kind before."""

from s2sad.ir.fresh import Fresh
from s2sad.ir.kinds import Array, Scalar, Size
from s2sad.ir.nodes import Assign, Const, Name, Param, Program

PROGRAM = Program("f", (Param("x"),), (Assign("%3", Const(1.0)),), Name("%3"))


def test_a_temporary_is_beyond_those_of_the_program():
    assert [Fresh(PROGRAM).name(), Fresh(PROGRAM, {}).name()] == ["%4", "%4"]


def test_a_name_that_had_a_kind_is_not_made_again():
    kinds = {"%4": Scalar("int64"), "%6": Scalar("int64"), "x": Scalar("float64")}
    fresh = Fresh(PROGRAM, kinds)
    assert [fresh.name(), fresh.name(Array("float64", (Size(3),)))] == ["%5", "%7"]
    assert kinds["%4"] == kinds["%6"] == Scalar("int64")
    assert "%5" not in kinds and kinds["%7"] == Array("float64", (Size(3),))
