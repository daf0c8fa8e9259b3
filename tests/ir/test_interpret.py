"""The interpreter: programs run on live objects."""

import numpy as np
import pytest

from s2sad.ir.interpret import impl, run
from s2sad.ir.nodes import (
    Apply,
    Assert,
    Assign,
    Capture,
    Const,
    Evaluate,
    For,
    If,
    Move,
    Name,
    Param,
    Program,
    Raise,
    Store,
    While,
)  # fmt: skip

X, N = Name("x"), Name("n")


def op(name, *args, **kwargs):
    return Apply(name, args, tuple(kwargs.items()))


def program(*body, result=X):
    return Program("f", (Param("x"), Param("n", Const(2))), body, result)


def value(expr, x=None):
    return run(program(result=op("tuple", expr)), (x,))[0]


def test_primitives_are_found_by_their_names():
    assert impl("np.sin") is np.sin and impl("np.linalg.norm") is np.linalg.norm
    assert impl("math.exp")(0.0) == 1.0 and impl("len") is len
    assert impl("np.add.at") == np.add.at
    with pytest.raises((AttributeError, ModuleNotFoundError)):
        impl("np.nothing")


def test_primitives_may_be_given():
    found = run(program(Assign("x", op("np.sin", X))), (1.0,), impl=lambda name: lambda v: name)
    assert found == "np.sin"


def test_lists_and_their_maps():
    zeros = op("list.map", X, Name("v"), op("np.zeros_like", Name("v")))
    assert np.array_equal(value(zeros, [np.ones(2)])[0], np.zeros(2))
    repeat = op("list.repeat", Const(2), Const(None), op("np.zeros", Const(1)))
    a, b = value(repeat)
    assert a is not b and a.shape == (1,)
    body = (
        Evaluate(op("list.append", X, Const(3))),
        Assign("y", op("list.pop", X)),
        Assign("z", op("list.pop", X)),
    )
    result = op("tuple", Name("y"), Name("z"), X)
    assert run(program(*body, result=result), ([1, 2],)) == (3, 2, [1])


def test_loops_stop_at_their_flags():
    reset = Assign("s", Const(False))
    leave = If(op("eq", Name("i"), Const(2)), (Assign("s", Const(True)),))
    body = (For("i", op("range", Const(9)), (reset, leave), "s"),)
    assert run(program(*body, result=Name("i")), (0,)) == 2
    step = Store("x", None, Const(1), "add")
    leave = If(op("eq", X, Const(3)), (Assign("s", Const(True)),))
    assert run(program(While(Const(True), (reset, step, leave), "s")), (0,)) == 3


def test_moves_bind_all_at_once():
    assert run(program(Move(("x", "n"), ("n", "x")), result=op("tuple", X, N)), (1,)) == (2, 1)


def test_stores_mutate_what_can_be_mutated():
    x = np.zeros(2)
    run(program(Store("x", None, Const(1.0), "add"), Store("x", Const(0), Const(5.0))), (x,))
    assert np.array_equal(x, [5.0, 1.0])


def test_defaults_stars_and_captures():
    params = (Param("a"), Param("b", Const(1)), Param("c", star="*"), Param("d", Name("k"), None,
              "kw"), Param("e", star="**"))  # fmt: skip
    result = op("tuple", *[Name(p.name) for p in params])
    captures = (Capture("k", {"K": 7}, "K"),)
    made = Program("f", params, (), result, captures)
    assert run(made, (0,)) == (0, 1, (), 7, {})
    assert run(made, (0, 2, 3, 4), {"k": 8}) == (0, 2, (3, 4), 8, {})
    with pytest.raises(TypeError):
        run(made)
    with pytest.raises(TypeError):
        run(program(), (1, 2, 3))


def test_asserts_and_raises():
    with pytest.raises(AssertionError, match="m"):
        run(program(Assert(Const(False), Const("m"))), (1,))
    with pytest.raises(ValueError):
        run(program(Raise(op("call", X))), (ValueError,))


def test_a_name_that_was_not_bound_raises():
    with pytest.raises(UnboundLocalError):
        run(program(result=Name("y")), (1,))
