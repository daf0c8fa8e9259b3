"""Emission: statements, blocks, comments, long lines, whole files, speed."""

import subprocess
import sys
import time

import gast
import pytest

from s2sad.codegen import EmissionError, emit, imports_of, module_text, same_tree
from s2sad.codegen.build import function_tree
from s2sad.codegen.names import legal_names
from s2sad.codegen.read_back import check
from s2sad.ir.nodes import (
    Apply,
    Assert,
    Assign,
    Const,
    For,
    If,
    Name,
    Param,
    Program,
    Raise,
    Store,
    Tag,
    While,
)

from .building import adj, e, program, s


def body_of(*stmts, notes=None):
    """Return the lines of a body that returns None."""
    text = emit(Program("f", (), stmts, Const(None)), notes)
    return text.removeprefix("def f():\n").removesuffix("    return None\n")


def lines(text):
    """Return a text with its margin moved four columns to the right."""
    return "".join(f"    {line}\n" for line in text.strip("\n").splitlines())


def test_each_store_is_written_as_what_it_does():
    assert body_of(
        Store("x", None, e("v")), Store("x", None, e("v"), "mul"), Store("x", e("i"), e("v")),
        Store("x", Const(Ellipsis), e("v"), "sub"), s("x[1:, None] += v"), s("a, b = b, a"),
        Store("x", None, e("v"), "matmul"),
    ) == lines("""
x[...] = v
x *= v
x[i] = v
x[...] -= v
x[1:, None] += v
a, b = b, a
x @= v
""")  # fmt: skip


def test_asserts_and_raises_are_written_whole():
    error = Apply("ValueError", (Const("no"),))
    assert body_of(Assert(e("x > 0")), Assert(e("x > 0"), Const("x")), Raise(error)) == lines("""
assert x > 0
assert x > 0, 'x'
raise ValueError('no')
""")


def test_an_empty_body_turns_the_test_round():
    done = (s("y = 1.0"),)
    isnot = Apply("isnot", (Name("x"), Const(None)))
    assert body_of(
        If(e("x < 1"), (), done), If(e("not x"), (), done), If(isnot, (), done),
        If(e("x < 1"), (), ()), If(e("x == 1"), done, ()),
    ) == lines("""
if not (x < 1):
    y = 1.0
if x:
    y = 1.0
if x is None:
    y = 1.0
if x < 1:
    pass
if x == 1:
    y = 1.0
""")  # fmt: skip


def test_an_if_alone_in_the_other_arm_is_an_elif():
    inner = If(e("x < 2"), (s("y = 2.0"),), (If(e("x < 3"), (), (s("y = 3.0"),)),))
    assert body_of(If(e("x < 1"), (s("y = 1.0"),), (inner,))) == lines("""
if x < 1:
    y = 1.0
elif x < 2:
    y = 2.0
elif not (x < 3):
    y = 3.0
""")


def test_a_chain_of_many_arms_is_written():
    chain = (s("y = 0.0"),)
    for i in range(100):
        chain = (If(e(f"x < {i}"), (s(f"y = {i}.0"),), chain),)
    assert body_of(*chain).count("elif") == 99


def test_a_loop_ends_in_its_stop():
    assert body_of(
        While(e("x > 0"), (s("x -= 1"),), "stop"), For("i", e("range(n)"), (), "stop"),
        While(e("x > 0"), ()),
    ) == lines("""
while x > 0:
    x -= 1
    if stop:
        break
for i in range(n):
    if stop:
        break
while x > 0:
    pass
""")  # fmt: skip


def headers(*stmts):
    return [line.split()[1] for line in body_of(*stmts).splitlines() if "for " in line]


def loop(target, *body):
    """A loop of the reverse sweep."""
    return For(target, e("range(n)"), body, None, Tag(1, 1, "adjoint"))


def test_a_target_that_the_user_wrote_stays():
    assert headers(For("i", e("range(n)"), (s("x += 1"),))) == ["i"]


def test_a_target_that_nothing_reads_is_not_named():
    assert headers(loop("i", s("x += 1"))) == ["_"]
    assert headers(loop("i", s("x += i"))) == ["i"]
    assert headers(loop("i", s("x += 1")), s("y = i")) == ["i"]
    assert headers(s("y = i"), loop("i", s("x += 1"))) == ["_"]
    assert headers(loop("i", s("x[i] += 1")), loop("i", s("x += 1"))) == ["i", "_"]


def test_a_target_that_the_next_trip_of_an_outer_loop_reads_is_named():
    assert headers(loop("t", s("y = i"), loop("i", s("x += 1")))) == ["_", "i"]
    assert headers(While(e("i < 3"), (loop("i", s("x += 1")),))) == ["i"]


def test_a_target_is_named_where_the_user_reads_an_underscore():
    assert headers(s("_ = 3"), loop("i", s("x += 1")), s("y = _")) == ["i"]
    assert headers(s("_ = 3"), loop("i", s("x += 1"))) == ["_"]


NOTES = {1: s("a = x * y", 1), 2: s("z = a + x", 2)}


def test_the_first_of_a_group_of_adjoints_quotes_the_primal_statement():
    assert body_of(
        adj("g_a = g_z", 2), adj("g_x = g_z", 2), s("a = 1", 1, "restore"), adj("g_x += y", 1),
        adj("g_y = x", 1), adj("g_x += 1", 2), adj("g_x += 1", 3), adj("g_y += 1", 1),
        notes=NOTES,
    ) == lines("""
ga = gz    # z = a + x
gx = gz
a = 1
gx += y    # a = x * y
gy = x
gx += 1    # z = a + x
gx += 1
gy += 1    # a = x * y
""")  # fmt: skip


def test_a_restore_inside_a_group_begins_it_anew():
    group = adj("g_a = g_z", 2), s("a = 1", 2, "restore"), adj("g_x = g_z", 2)
    expected = lines("ga = gz    # z = a + x\na = 1\ngx = gz    # z = a + x")
    assert body_of(*group, notes=NOTES) == expected


def test_the_mirror_of_a_compound_statement_has_no_comment():
    notes = {1: For("i", e("range(n)"), (s("y = i", 2),), "stop", Tag(1)), 2: s("y = i", 2)}
    inner = (adj("g_x[i] += g_y", 2),)
    mirrored = For("i", e("range(n - 1, -1, -1)"), inner, None, Tag(1, 1, "adjoint"))
    assert body_of(mirrored, notes=notes) == lines("""
for i in range(n - 1, -1, -1):
    gx[i] += gy    # y = i
""")


def test_a_comment_does_not_repeat_its_own_line():
    assert body_of(adj("a, b = b, a", 1), notes={1: s("a, b = b, a", 1)}) == lines("a, b = b, a")


def test_a_long_note_is_cut():
    long = s("a = " + " + ".join(["something"] * 9), 1)
    text = body_of(adj("g_x = g_a", 1), notes={1: long})
    assert text == lines(f"gx = ga    # a = {'something + ' * 4}somethi…")
    assert len(text.strip().split("# ")[1]) == 60


def test_names_in_a_note_that_the_program_lacks_are_new_ones():
    p = program("f(x)", [s("_2 = x"), adj("g_x = _2", 1)], "g_x")
    assert emit(p, {1: s("_9 = x * _2", 1)}).splitlines()[2] == "    gx = a    # b = x * a"


def test_a_line_that_is_too_long_is_broken_between_operands():
    terms = " + ".join(f"alpha_{i} * beta_{i}" for i in range(10))
    assert body_of(adj(f"g_x = {terms} - z", 1), notes={1: s("x = y", 1)}) == lines("""
gx = (
    alpha_0 * beta_0 + alpha_1 * beta_1 + alpha_2 * beta_2 + alpha_3 * beta_3 + alpha_4 * beta_4
    + alpha_5 * beta_5 + alpha_6 * beta_6 + alpha_7 * beta_7 + alpha_8 * beta_8
    + alpha_9 * beta_9 - z
)    # x = y
""")
    items = ", ".join(f"alpha_{i} * beta_{i}" for i in range(10))
    assert body_of(s(f"x = np.f({items}, axis=0)")) == lines("""
x = np.f(
    alpha_0 * beta_0, alpha_1 * beta_1, alpha_2 * beta_2, alpha_3 * beta_3, alpha_4 * beta_4,
    alpha_5 * beta_5, alpha_6 * beta_6, alpha_7 * beta_7, alpha_8 * beta_8, alpha_9 * beta_9,
    axis=0
)
""")


@pytest.mark.parametrize(
    "wide",
    [
        "np.sum({})", "np.sum([{}])", "[{}]", "({},)", "-({})", "({}) ** ({})", "({}, {})[0]",
        "(({}) < 3) and x", "x and ({})", "({}) * ({})", "f(({}) / y, axis=({}))", "f(({}, x))",
        "f(*({}))", "f(g({}))", "y - (({}) - z)",
        "y ** ({})", "(x < y) == ({})", "l[{}]",
    ],
)  # fmt: skip
@pytest.mark.parametrize("joint", [" + ", " * ", ", ", " ** ", " and "])
def test_a_broken_line_reads_back(wide, joint):
    terms = joint.join(f"(alpha_{i} + beta_{i})" for i in range(9))
    terms = terms if joint != ", " else f"g({terms})"
    text = wide.format(terms, terms)
    for stmt in (s(f"x = {text}"), s(f"x[1:] += {text}"), s(f"np.f({text})")):
        body_of(stmt)  # raises EmissionError where the text reads otherwise


def test_parameters_are_written_with_defaults_and_stars():
    params = (
        Param("x"), Param("g:z", Const(-1.0)), Param("rest", star="*"),
        Param("k", Const(None), star="kw"), Param("m", star="kw"), Param("more", star="**"),
    )  # fmt: skip
    text = emit(Program("f", params, (), e("x")))
    assert text.splitlines()[0] == "def f(x, gz=-1.0, *rest, k=None, m, **more):"
    only = emit(Program("f", (Param("k", star="kw"), Param("x", annotation="float")), (), e("x")))
    assert only.splitlines()[0] == "def f(x, *, k):"


def test_a_file_has_a_docstring_imports_and_functions():
    p = program("f(x)", [s("y = np.sin(x)")], "y, (g_x,)")
    text = module_text([emit(p, header="signature: x: float\nsecond")] * 2, imports_of(p), "Two.")
    function = '''

# signature: x: float
# second
def f(x):
    y = np.sin(x)
    return y, (gx,)
'''
    assert text == '"""Two."""\nimport numpy as np\n' + function + function


@pytest.mark.parametrize("header", ['ends in "', 'has """ in it', "back\\slash", "two\nlines"])
def test_any_header_becomes_a_docstring(header):
    namespace = {}
    exec(module_text([], (), header), namespace)
    assert namespace["__doc__"].strip() == header


def test_a_text_that_reads_otherwise_is_an_internal_error():
    p = program("f(x)", [], "x - (1 - x)")
    tree = function_tree(p, legal_names(p))
    check("def f(x):\n    return x - (1 - x)\n", tree)
    for wrong in (
        "def f(x):\n    return x - 1 - x\n", "def f(y):\n    return x - (1 - x)\n", "def f(",
        "def f(x):\n    return y - (1 - x)\n", "def f(x):\n    return x - (1.0 - x)\n",
        "def f(x, y):\n    return x - (1 - x)\n",
        "def f(x: int):\n    return x - (1 - x)\n", "def f(x=1):\n    return x - (1 - x)\n", "",
    ):  # fmt: skip
        assert not same_tree(wrong, tree)
        with pytest.raises(EmissionError):
            check(wrong, tree)


def test_trees_of_several_statements_can_be_compared():
    tree = gast.parse("x = 1\ny = f(x, *z, k=2)")
    assert same_tree("x = 1  # one\ny = (f)(x, *z, k=2)", tree.body)
    assert not same_tree("x = True\ny = f(x, *z, k=2)", tree.body)


def test_an_expression_nested_too_deeply_is_refused_in_words():
    deep = e("x")
    for _ in range(2000):
        deep = Apply("sub", (deep, e("x")))
    with pytest.raises(EmissionError, match="nested too deeply"):
        emit(Program("f", (Param("x"),), (), deep))


def chain(n):
    """Return a straight program of n statements and its notes."""
    forward = [Assign(f"%{i}", e(f"2.5 * _{i - 1} + np.sin(x)"), Tag(i)) for i in range(1, n // 2)]
    reverse = [adj(f"g__{i} = g__{i + 1} * np.cos(_{i})", i) for i in range(n // 2 - 1, 0, -1)]
    return program("f(_0, x)", forward + reverse, "g__1"), {t.tag.sid: t for t in forward}


def test_five_thousand_statements_take_a_few_seconds_at_most():
    p, notes = chain(5000)
    start = time.process_time()
    text = emit(p, notes)
    assert time.process_time() - start < 8.0
    assert len(text.splitlines()) == 5000


def test_importing_and_emitting_warn_of_nothing():
    code = (
        "from s2sad.codegen import emit, load\n"
        "from s2sad.ir.nodes import *\n"
        "part = Apply('format', (Name('x'), Const('r'), Const('>9')))\n"
        "text = emit(Program('f', (Param('x'),), (), Apply('fstring', (Const('a '), part))))\n"
        "print(load(text, 'f')(-1.5))"
    )
    command = [sys.executable, "-W", "error", "-B", "-c", code]
    run = subprocess.run(command, capture_output=True, text=True)
    assert (run.stdout, run.stderr) == ("a      -1.5\n", "")
