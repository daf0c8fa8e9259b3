"""The verifier: what is well formed passes, each kind of malformed program is seen."""

from types import SimpleNamespace

import pytest

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
    Store,
    While,
)  # fmt: skip
from s2sad.ir.verify import verify

X, Y = Name("x"), Name("y")
RESET = Assign("s", Const(False))


def op(name, *args):
    return Apply(name, args)


def program(*body, result=X, captures=()):
    return Program("f", (Param("x"), Param("n")), body, result, captures)


GOOD = [
    (),
    (Assign("y", op("add", X, X)), Assign("z", Y)),
    (Assign("y", op("np.concatenate", op("tuple", X, op("list", X)))),),
    (Assign("y", op("mul", op("const", Const("np.pi")), X)),),
    (Assign("y", op("getitem", X, op("slice", op("add", X, X), Const(None), Const(None)))),),
    (Assign("y", op("and", op("lt", X, op("add", X, X)), X)),),
    (If(op("lt", op("add", X, X), X), (Assign("y", X),)), Evaluate(op("print", Y))),
    (For("i", op("range", Name("n")), (RESET, Assign("y", Name("i"))), "s"), Assign("z", Y)),
    (While(X, (If(X, (Assign("z", Name("q")),), (Assign("q", X),)),)),),
    (Store("x", None, Const(1), "add"), Store("x", op("add", X, X), Const(1))),
    (Move(("x", "n"), ("n", "x")),),
    (Assign("y", op("list.map", X, Name("v"), op("np.zeros_like", Name("v")))),),
    (Assert(X, Const("m")),),
]  # fmt: skip

BAD = [
    (Assign("y", op("add", op("mul", X, X), X)), "not flat"),
    (Assign("y", op("getitem", op("getitem", X, X), X)), "not flat"),
    (Assign("z", Y), "bound on no path"),
    (Store("y", Const(0), X), "bound on no path"),
    (Assign("y", Y), "bound on no path"),
    (If(X, (Assign("y", X),), (Assign("z", Y),)), "bound on no path"),
    (While(Y, ()), "bound on no path"),
    (For("i", op("range", X), (Assign("y", X),), "s"), "not reset"),
    (While(X, (), "s"), "not reset"),
    (For("i", op("range", X), (Assign("s", Const(True)),), "s"), "not reset"),
    (Assign("y", op("add", X)), "arity"),
    (Assign("y", op("and", X)), "too few"),
    (Assign("y", op("attr", X, X)), "not named"),
    (Move(("a", "a"), ("x", "x")), "not a move"),
    (Move(("a",), ("x", "x")), "not a move"),
    (Store("x", None, X), "a store of nothing"),
    (Store("x", None, X, "plus"), "not an operator"),
    (Store("x", X, op("add", X, X)), "not flat"),
    (For("i", op("add", X, X), ()), "not an iterable"),
    (Evaluate(Apply("print", [X])), "not frozen"),
    (Evaluate(SimpleNamespace(names=())), "not an expression"),
]


@pytest.mark.parametrize("body", GOOD, ids=range(len(GOOD)))
def test_well_formed_programs_pass(body):
    verify(program(*body))


@pytest.mark.parametrize(("stmt", "reason"), BAD, ids=range(len(BAD)))
def test_malformed_programs_are_seen(stmt, reason):
    with pytest.raises(AssertionError, match=reason):
        verify(program(stmt))


def test_results_are_displays_of_operands_that_are_bound():
    verify(program(result=op("tuple", X, op("dict", Const("a"), X))))
    with pytest.raises(AssertionError, match="bound on no path"):
        verify(program(result=Y))
    with pytest.raises(AssertionError, match="not a result"):
        verify(program(result=op("add", X, X)))


def test_heads_bind_each_name_once():
    verify(program(result=Name("k"), captures=(Capture("k"),)))
    with pytest.raises(AssertionError, match="twice"):
        verify(program(captures=(Capture("x"),)))


def test_core_programs_have_ranges_and_nothing_unresolved():
    verify(program(For("i", op("range", Name("n")), ())), "core")
    with pytest.raises(AssertionError, match="not a range"):
        verify(program(For("i", X, ())), "core")
    with pytest.raises(AssertionError, match="unresolved"):
        verify(program(Assign("y", op("method", X, Const("sum")))), "core")
