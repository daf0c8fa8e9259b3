"""The text form: every statement and operation, with parentheses only where needed."""

import ast

import pytest

from s2sad.ir.nodes import (
    Apply,
    Assert,
    Assign,
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
from s2sad.ir.ops import BINARY, COMPARE, UNARY
from s2sad.ir.show import show, show_block, show_expr

A, B, C = Name("a"), Name("b"), Name("c")
NONE = Const(None)


def op(name, *args, **kwargs):
    return Apply(name, args, tuple(kwargs.items()))


@pytest.mark.parametrize(
    ("expr", "text"),
    [
        (op("sub", A, op("sub", B, C)), "a - (b - c)"),
        (op("sub", op("sub", A, B), C), "a - b - c"),
        (op("pow", op("neg", A), op("neg", B)), "(-a) ** (-b)"),
        (op("neg", op("pow", A, B)), "-a ** b"),
        (op("pow", Const(-2.0), A), "(-2.0) ** a"),
        (op("pow", op("pow", A, B), C), "(a ** b) ** c"),
        (op("mul", A, Const(-1)), "a * -1"),
        (op("and", op("or", A, B), op("not", C)), "(a or b) and not c"),
        (op("not", op("lt", A, B)), "not a < b"),
        (op("lt", op("lt", A, B), C), "(a < b) < c"),
        (op("ifexp", A, B, C), "b if a else c"),
        (op("add", op("ifexp", A, B, C), A), "(b if a else c) + a"),
        (op("getitem", op("add", A, B), C), "(a + b)[c]"),
        (op("getitem", A, op("tuple", op("slice", NONE, B, NONE), Const(...))), "a[:b, ...]"),
        (op("getitem", A, op("slice", NONE, NONE, Const(-1))), "a[::-1]"),
        (op("getitem", A, op("tuple", B)), "a[b,]"),
        (op("tuple", A), "(a,)"),
        (op("tuple"), "()"),
        (op("list", op("star", A), B), "[*a, b]"),
        (op("dict", Const("k"), A), "{'k': a}"),
        (op("set", A), "{a}"),
        (op("attr", A, Const("T")), "a.T"),
        (op("method", A, Const("sum"), axis=Const(0)), "a.sum(axis=0)"),
        (op("call", A, B), "a(b)"),
        (op("np.add.at", A, B, C), "np.add.at(a, b, c)"),
        (op("const", Const("np.pi")), "np.pi"),
        (op("list.append", A, B), "list.append(a, b)"),
        (op("fstring", Const("{x}"), op("format", A, Const(114), Const(".2f"))),
         'f"{{x}}{a!r:.2f}"'),
    ],
)  # fmt: skip
def test_expressions(expr, text):
    assert show_expr(expr) == text


@pytest.mark.parametrize("outer", [*BINARY, *COMPARE])
def test_parentheses_keep_the_tree(outer):
    sign = BINARY.get(outer) or COMPARE[outer]
    for inner in (*BINARY, *COMPARE, *UNARY, "and", "or"):
        part = op(inner, B) if inner in UNARY else op(inner, B, C)
        for args in ([part, A], [A, part]):
            left, right = (show_expr(arg) for arg in args)
            text, expected = show_expr(op(outer, *args)), f"({left}) {sign} ({right})"
            assert ast.dump(ast.parse(text)) == ast.dump(ast.parse(expected)), text


def test_statements():
    body = (
        Assign("a", op("add", B, C)),
        Move(("a", "b"), ("b", "a")),
        Store("a", None, B, "add"),
        Store("a", op("tuple", B, C), Const(1)),
        Evaluate(op("print", A)),
        If(A, (), (Assert(B, Const("m")),)),
        If(A, (Raise(B),)),
        For("i", op("range", A), (Assign("s", Const(False)),), "s"),
        For("i", A, ()),
        While(A, (Assign("s", Const(False)),), "s"),
    )
    assert show_block(body) == (
        "a = b + c\n"
        "a, b = b, a\n"
        "a += b\n"
        "a[b, c] = 1\n"
        "print(a)\n"
        "if a:\n    pass\nelse:\n    assert b, 'm'\n"
        "if a:\n    raise b\n"
        "for i in range(a):\n    s = False\n    if s: break\n"
        "for i in a:\n    pass\n"
        "while a:\n    s = False\n    if s: break\n"
    )


def test_a_program():
    params = (
        Param("a", annotation="float"), Param("b", Const(1)), Param("c", star="*"),
        Param("d", star="kw"), Param("e", star="**"),
    )  # fmt: skip
    program = Program("f", params, (), op("tuple", A, Name("%1")))
    assert show(program) == "def f(a: float, b=1, *c, kw d, **e):\n    return (a, %1)\n"
