"""Expressions: how each operation is written, and that the text means what the tree means."""

import ast
import cmath
import math
import operator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from s2sad.codegen import emit, imports_of, load, modules_of
from s2sad.ir.nodes import Apply, Assign, Const, Name, Param, Program, Tag
from s2sad.ir.ops import BINARY, COMPARE, UNARY

from .building import e


def apply(op, *args, **kwargs):
    def expr(arg):
        return arg if isinstance(arg, (Name, Const, Apply)) else Const(arg)

    return Apply(op, tuple(map(expr, args)), tuple((k, expr(v)) for k, v in kwargs.items()))


def function_of(expr, role="primal"):
    names = [Param(name) for name in "xyln"]
    return Program("f", tuple(names), (Assign("z", expr, Tag(1, 1, role)),), Name("z"))


def text_of(expr, role="primal"):
    """Return the text of an expression."""
    line = emit(function_of(expr, role)).splitlines()[1]
    return line.removeprefix("    z = ")


X, Y, L, N = map(Name, "xyln")
NONE = Const(None)
ALL = apply("slice", None, None, None)
INNER = apply("slice", 1, apply("neg", 1), None)

TEXTS = [
    (apply("np.transpose", X), "x.T"),
    (apply("np.transpose", apply("add", X, Y)), "(x + y).T"),
    (apply("np.transpose", X, apply("tuple", 1, 0)), "np.transpose(x, (1, 0))"),
    (apply("np.transpose", apply("list", X, Y)), "np.transpose([x, y])"),
    (apply("np.shape", X), "np.shape(x)"),
    (apply("attr", X, "shape"), "x.shape"),
    (apply("attr", Const(2), "real"), "(2).real"),
    (apply("attr", Const(-2.5), "real"), "(-2.5).real"),
    (apply("method", X, "sum", axis=0), "x.sum(axis=0)"),
    (apply("call", Name("f"), X, apply("star", Y)), "f(x, *y)"),
    (apply("call", apply("getitem", L, 0), X), "l[0](x)"),
    (Apply("call", (Name("f"),), (("**", Name("k")),)), "f(**k)"),
    (apply("np.sum", X, axis=0, keepdims=True), "np.sum(x, axis=0, keepdims=True)"),
    (apply("rt.expand", X, Y, NONE, False), "rt.expand(x, y, None, False)"),
    (apply("np.linalg.solve", X, Y), "np.linalg.solve(x, y)"),
    (apply("len", X), "len(x)"),
    (apply("const", "np.pi"), "np.pi"),
    (apply("const", "float"), "float"),
    (apply("np.ndarray.copy", X), "x.copy()"),
    (apply("np.ndarray.astype", X, apply("const", "np.float32")), "x.astype(np.float32)"),
    (apply("np.ndarray.flatten", X), "x.flatten()"),
    (apply("list.append", L, X), "l.append(x)"),
    (apply("list.pop", L), "l.pop()"),
    (apply("list.pop", L, N), "l.pop(n)"),
    (apply("list.copy", L), "l.copy()"),
    (apply("list.repeat", N, None, 0.0), "[0.0] * n"),
    (apply("list.repeat", apply("add", N, 1), None, -1.0), "[-1.0] * (n + 1)"),
    (apply("list.repeat", N, None, apply("np.zeros_like", X)),
     "[np.zeros_like(x) for _ in range(n)]"),
    (apply("list.repeat", N, Name("%1"), apply("mul", X, Name("%1"))),
     "[x * a for a in range(n)]"),
    (apply("list.map", L, Name("%1"), apply("np.zeros_like", Name("%1"))),
     "[np.zeros_like(a) for a in l]"),
    (apply("list.map", L, Name("%1"), 0.0), "[0.0 for _ in l]"),
    (apply("getitem", X, INNER), "x[1:-1]"),
    (apply("getitem", X, apply("tuple", ALL, NONE)), "x[:, None]"),
    (apply("getitem", X, apply("tuple", N, INNER)), "x[n, 1:-1]"),
    (apply("getitem", X, ...), "x[...]"),
    (apply("getitem", X, apply("tuple", ..., apply("slice", None, None, -1))), "x[..., ::-1]"),
    (apply("getitem", X, apply("tuple", N)), "x[(n,)]"),
    (apply("getitem", X, apply("tuple")), "x[()]"),
    (apply("getitem", X, apply("lt", X, 1.0)), "x[x < 1.0]"),
    (apply("list", INNER, apply("slice", None, None, 2)), "[slice(1, -1), slice(None, None, 2)]"),
    (apply("tuple"), "()"),
    (apply("tuple", X), "(x,)"),
    (apply("set"), "set()"),
    (apply("set", X, 1), "{x, 1}"),
    (apply("dict", "a", X, "b", Y), "{'a': x, 'b': y}"),
    (apply("not", apply("lt", X, Y)), "not (x < y)"),
    (apply("not", apply("and", X, Y)), "not (x and y)"),
    (apply("not", X), "not x"),
    (apply("ifexp", apply("lt", X, Y), X, Y), "x if x < y else y"),
    (apply("add", apply("ifexp", X, X, Y), Y), "(x if x else y) + y"),
    (apply("and", apply("lt", 0, X), apply("or", X, Y)), "0 < x and (x or y)"),
    (apply("lt", apply("lt", X, Y), Y), "(x < y) < y"),
    (apply("pow", Const(-2.0), X), "(-2.0) ** x"),
    (apply("neg", apply("pow", X, 2)), "-x ** 2"),
    (apply("pow", apply("neg", X), 2), "(-x) ** 2"),
    (apply("pow", X, apply("pow", Y, 2)), "x ** y ** 2"),
    (apply("pow", apply("pow", X, Y), 2), "(x ** y) ** 2"),
    (apply("pow", 2.0, Const(-1)), "2.0 ** -1"),
    (apply("sub", X, Const(-1.0)), "x - -1.0"),
    (apply("sub", X, apply("sub", Y, X)), "x - (y - x)"),
    (apply("truediv", X, apply("mul", X, X)), "x / (x * x)"),
    (apply("matmul", apply("np.transpose", X), Y), "x.T @ y"),
    (Const(1e-10), "1e-10"),
    (Const(-0.0), "-0.0"),
    (Const(1j), "1j"),
    (Const(complex(1.5, -2.0)), "1.5 - 2j"),
    (apply("mul", complex(1.0, 2.0), X), "(1.0 + 2j) * x"),
    (Const(complex(0.0, -1.0)), "complex(0.0, -1.0)"),
    (Const(math.inf), "np.inf"),
    (Const(-math.inf), "-np.inf"),
    (Const(math.nan), "np.nan"),
    (apply("math.exp", math.inf), "math.exp(math.inf)"),
    (Const("it's"), '"it\'s"'),
    (Const(b"a"), "b'a'"),
    (Const("α\n"), "'α\\n'"),
]  # fmt: skip


@pytest.mark.parametrize(("expr", "expected"), TEXTS, ids=[text for _, text in TEXTS])
def test_an_operation_is_written_as_a_person_would(expr, expected):
    assert text_of(expr) == expected


def test_a_copy_of_the_users_keeps_the_layout_as_numpy_does():
    assert text_of(apply("np.copy", X)) == "np.copy(x)"
    f = load(emit(function_of(apply("np.copy", X))), "f")
    assert f(np.ones((2, 3), order="F"), 0, 0, 0).flags.f_contiguous


def test_imports_are_those_that_the_text_reads():
    assert imports_of(function_of(apply("np.transpose", X))) == ()
    assert imports_of(function_of(apply("np.ndarray.copy", X), "record")) == ()
    assert imports_of(function_of(Const(math.inf))) == ("import numpy as np",)
    assert imports_of(function_of(apply("math.exp", math.inf))) == ("import math",)
    several = apply("rt.t", apply("np.sin", apply("math.exp", apply("scipy.special.expit", X))))
    assert imports_of(function_of(several)) == (
        "import math", "import numpy as np", "from scipy import special",
        "from s2sad import runtime as rt",
    )  # fmt: skip


FSTRINGS = [
    (("x = ", apply("format", X, None, ".3f"), "!"), "f'x = {x:.3f}!'"),
    (("{", apply("format", X, "r", None), "}"), "f'{{{x!r}}}'"),
    ((apply("format", X, 114, ""),), "f'{x!r}'"),
    (("it's ", apply("format", X)), "f'it\\'s {x}'"),
    ((apply("format", apply("getitem", X, "k")), '"'), "f\"{x['k']}\\\"\""),
    ((apply("format", apply("dict", 1, X)),), "f'{ {1: x}}'"),
    ((apply("format", X, None, apply("fstring", ">", apply("format", Y))),), "f'{x:>{y}}'"),
    (("a", "b"), "f'ab'"),
    ((apply("format", apply("add", X, "\n"), "s", ">4"), "{}"),
     "'{!s:{}}{{}}'.format(x + '\\n', '>4')"),
    ((), "f''"),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "expected"), FSTRINGS)
def test_an_f_string_is_one_that_python_3_10_reads(parts, expected):
    assert text_of(apply("fstring", *parts)) == expected


def test_an_f_string_that_becomes_a_call_of_format_formats_alike():
    shown = apply("format", apply("add", X, "\n"), "r", ">9")
    rounded = apply("format", Y, None, ".2f")
    f = load(emit(function_of(apply("fstring", shown, "{}", rounded))), "f")
    assert f("a", 2.0, 0, 0) == f"{'a' + chr(10)!r:>9}{{}}{2.0:.2f}"


@pytest.mark.parametrize("value", [np.float64(1.0), (1, [2]), [1]])
def test_what_has_no_literal_is_no_constant(value):
    with pytest.raises(TypeError, match="not a literal"):
        text_of(Const(value))


@pytest.mark.parametrize("expr", [apply("slice", 1), apply("add", X), apply("no op", X)])
def test_a_wrong_tree_is_refused(expr):
    with pytest.raises((TypeError, IndexError)):
        emit(function_of(expr))


# Random trees: the value of the text against a direct evaluation of the tree.

KNOWN = [op for op in (*BINARY, *COMPARE, *UNARY) if hasattr(operator, op)]
FUNCTIONS = {op: getattr(operator, op) for op in KNOWN} | {"not": operator.not_, "abs": abs}
ENVIRONMENT = {"x": 1.75, "y": complex(-0.5, 2.0), "l": -0.0, "n": 3.5}


def value_of(expr):
    match expr:
        case Name(id=name):
            return ENVIRONMENT[name]
        case Const(value=value):
            return value
        case Apply(op="and", args=(left, right)):
            return value_of(left) and value_of(right)
        case Apply(op="or", args=(left, right)):
            return value_of(left) or value_of(right)
        case Apply(op="ifexp", args=(test, body, orelse)):
            return value_of(body) if value_of(test) else value_of(orelse)
        case Apply(op="tuple" | "list" as op, args=args):
            return {"tuple": tuple, "list": list}[op](map(value_of, args))
        case Apply(op="getitem", args=(base, index)):
            return value_of(base)[value_of(index)]
        case Apply(op=op, args=args):
            return FUNCTIONS[op](*map(value_of, args))


def outcome(function):
    try:
        return repr(function())
    except (ArithmeticError, TypeError, ValueError, IndexError) as error:
        return type(error).__name__


FLOATS = st.sampled_from([0.0, -0.0, 1.5, -2.0, 1e300, 1e-7, math.inf, -math.inf, math.nan])
CONSTANTS = st.builds(Const, FLOATS | st.builds(complex, FLOATS, FLOATS))
LEAVES = st.sampled_from([X, Y, L, N]) | CONSTANTS
ARITHMETIC = st.sampled_from(["add", "sub", "mul", "truediv", "floordiv", "mod", "pow"])
LOGICAL = st.sampled_from(["lt", "le", "gt", "eq", "ne", "and", "or"])


def larger(inner):
    pairs = st.builds(apply, ARITHMETIC | LOGICAL, inner, inner)
    single = st.builds(apply, st.sampled_from(["neg", "pos", "not", "abs"]), inner)
    chosen = st.builds(apply, st.just("ifexp"), inner, inner, inner)
    items = st.builds(apply, st.sampled_from(["tuple", "list"]), inner, inner)
    picked = st.builds(apply, st.just("getitem"), items, st.sampled_from([Const(0), Const(-1)]))
    return st.one_of(pairs, pairs, single, chosen, items, picked)


TREES = st.recursive(LEAVES, larger, max_leaves=25)


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
@given(TREES)
@settings(max_examples=600, deadline=None)
def test_the_text_of_a_tree_has_the_value_of_the_tree(expr):
    program = function_of(expr)
    text = emit(program)
    ast.parse(text)
    f = load(text, "f", modules_of(program))
    assert outcome(lambda: f(*ENVIRONMENT.values())) == outcome(lambda: value_of(expr))


OPERATIONS = st.sampled_from([*BINARY, *COMPARE, "and", "or"])
INTEGERS = st.builds(Const, st.integers(-3, 10) | st.text(max_size=4) | st.booleans())


TEXT = INTEGERS.map(lambda constant: Const(str(constant.value)))


def built(op, *parts):
    return st.builds(apply, st.just(op), *parts)


def any_operation(inner):
    return st.one_of(
        st.builds(apply, OPERATIONS, inner, inner),
        st.builds(apply, st.sampled_from([*UNARY, "np.transpose", "np.copy", "len"]), inner),
        built("getitem", inner, built("slice", inner, inner, inner)),
        built("attr", inner, st.just("shape")),
        built("list.repeat", inner, st.just(NONE), inner),
        built("fstring", built("format", inner), TEXT, built("format", inner, st.just("r"), TEXT)),
    )


@given(st.recursive(LEAVES | INTEGERS, any_operation, max_leaves=25))
@settings(max_examples=400, deadline=None)
def test_every_tree_is_written_so_that_it_reads_back(expr):
    emit(function_of(expr, "record"))  # raises EmissionError where the text reads otherwise


@given(st.complex_numbers() | st.floats() | st.integers())
@settings(max_examples=200, deadline=None)
def test_a_constant_keeps_its_value_bit_for_bit(value):
    program = function_of(Const(value))
    got = load(emit(program), "f", modules_of(program))(0, 0, 0, 0)
    assert type(got) is type(value)
    assert repr(got) == repr(value)
    assert not isinstance(value, complex) or cmath.isnan(value) or got == value


def test_the_expressions_of_the_tests_are_read_right():
    rest = apply("getitem", apply("np.sin", X), apply("slice", 1, None, None))
    expected = apply("add", Name("g:x"), apply("mul", Name("%1"), rest))
    assert e("g_x + _1 * np.sin(x)[1:]") == expected
