"""The source must be the code: what is found is compiled again and compared."""

# ruff: noqa: E731, RET504, E702

import ast
import linecache
import types

import numpy as np
import pytest

from s2sad import grad
from s2sad.errors import SourceChanged, SourceUnavailable
from s2sad.frontend import read
from s2sad.frontend.source import _functions, source_of
from s2sad.ir.interpret import run
from s2sad.ir.show import show

pair = (lambda x: x + 1, lambda x: x * 2)
twins = (lambda x: x - 1, lambda x: x - 1)


def module_from(path, text):
    """Return a module that is read from a file."""
    path.write_text(text)
    module = types.ModuleType("written")
    exec(compile(text, str(path), "exec"), module.__dict__)
    return module


def test_several_lambdas_on_a_line_are_told_apart():
    assert [run(read(f), (5,)) for f in pair] == [6, 10]
    assert [run(read(f), (5,)) for f in twins] == [4, 4]


EVERYWHERE = """
class A:
    def method(self):
        for i in ():
            def in_loop(): pass
        else:
            def after_loop(): pass
if A:
    async def branch(): pass
else:
    try:
        def tried(): pass
    except ValueError:
        def handled(): pass
    finally:
        def last(): pass
while A:
    with A:
        match A:
            case 1:
                def matched(): pass
"""


def test_functions_are_found_in_every_block():
    tree = ast.parse(EVERYWHERE)
    found = list(_functions(tree, with_lambdas=False))
    assert found == list(_functions(tree)) and len(found) == 8


def test_lambdas_of_one_line_in_a_closure():
    k = 3
    fs = [lambda x: x + k, lambda x: x * k, lambda x, k=k: x - k]
    assert [run(read(f), (5,)) for f in fs] == [8, 15, 2]


def test_lambdas_inside_of_others_on_a_line_are_told_apart():
    h = lambda x: grad(lambda x: x**3)(x) * 5.0
    assert h(2.0) == 60.0 and grad(h)(2.0) == 60.0
    third = lambda x: grad(lambda x: grad(lambda x: grad(lambda x: x**4)(x))(x))(x)
    assert third(2.0) == 48.0
    assert (lambda: grad(lambda x: x * x)(3.0))() == 6.0
    make = lambda k: grad(lambda x: k * x * x)
    assert make(3.0)(2.0) == 12.0


def test_a_lambda_around_another_on_a_line_is_the_code_that_runs():
    h = lambda w: (lambda q: q * q)(w)
    assert grad(h)(2.0) == 4.0
    beside = (lambda w: (lambda w: w * 3)(w), lambda w: (lambda w: w * 4)(w))
    assert [run(read(f), (5,)) for f in beside] == [15, 20]
    turned = lambda w: (lambda q: q * q)(w) if w > 0 else (lambda q: -q)(w)
    assert [grad(turned)(w) for w in (2.0, -2.0)] == [4.0, -1.0]


def test_lambdas_over_several_lines():
    f = lambda x: (
        x
        + 1
    )  # fmt: skip
    assert run(read(f), (1,)) == 2


def test_a_function_with_an_assert_is_read_though_pytest_rewrote_it():
    def f(x):
        assert x > 0
        return x

    assert run(read(f), (1,)) == 1


def test_an_edited_file_is_refused(tmp_path):
    path = tmp_path / "model.py"
    module = module_from(path, "def f(x):\n    return x + 1\n")
    assert run(read(module.f), (1,)) == 2
    path.write_text("def f(x):\n    return x + 2\n")
    with pytest.raises(SourceChanged) as caught:
        read(module.f)
    assert "model.py:1: the source of `f` is not the code that runs" in str(caught.value)


@pytest.mark.parametrize(
    "edited",
    [
        "def f(x):\n    return x * 1\n",
        "def f(y):\n    return y + 1\n",
        "def f(x):\n    return x + 1.0\n",
        "def f(x):\n    return x + True\n",
        "def f(x):\n    return (lambda: x + 1)()\n",
        "def g(x):\n    return x + 1\n",
        "def f(x:\n",
        "",
    ],
)
def test_every_edit_that_changes_the_code_is_seen(tmp_path, edited):
    path = tmp_path / "model.py"
    module = module_from(path, "def f(x):\n    return x + 1\n")
    path.write_text(edited)
    with pytest.raises((SourceChanged, SourceUnavailable)):
        read(module.f)


def test_a_function_that_only_moved_is_found(tmp_path):
    path = tmp_path / "model.py"
    text = "def f(x):\n    def g(y):\n        return y + x\n    return g(x)\n"
    module = module_from(path, text)
    path.write_text("import math\n\n" + text + "\ndef h(x):\n    return x\n")
    assert run(read(module.f), (2,)) == 4


def test_a_later_definition_of_the_same_name_is_not_taken(tmp_path):
    text = "def f(x):\n    return x + 1\ng = f\ndef f(x):\n    return x + 2\n"
    module = module_from(tmp_path / "model.py", text)
    assert run(read(module.g), (1,)) == 2
    assert run(read(module.f), (1,)) == 3


def test_functions_of_classes_closures_and_decorators(tmp_path):
    text = (
        "def deco(f):\n    return f\n"
        "class A:\n    @staticmethod\n    def f(x):\n        return x + 1\n"
        "def outer(k):\n    @deco\n    @deco\n    def f(x):\n        return x * k\n    return f\n"
        "h = outer(3)\n"
    )
    module = module_from(tmp_path / "model.py", text)
    assert run(read(module.A.f), (1,)) == 2
    assert run(read(module.h), (2,)) == 6


def test_source_in_the_line_cache_is_enough():
    text = "def f(x):\n    return x + 1\n"
    linecache.cache["<cell 1>"] = (len(text), None, text.splitlines(True), "<cell 1>")
    scope = {}
    exec(compile(text, "<cell 1>", "exec"), scope)
    assert run(read(scope["f"]), (1,)) == 2


def test_a_function_without_source_is_refused():
    scope = {}
    exec("def f(x):\n    return x", scope)
    with pytest.raises(SourceUnavailable, match="cannot find the source of `f`"):
        read(scope["f"])


@pytest.mark.parametrize("thing", [np.sin, len, 3, np.ndarray])
def test_what_is_not_a_python_function_is_refused(thing):
    with pytest.raises(SourceUnavailable, match="not a Python function"):
        read(thing)


def test_columns_are_characters(tmp_path):
    module = module_from(tmp_path / "model.py", "def f(x):\n    é = 'ü'; del x\n    return é\n")
    source = source_of(module.f)
    place = source.where(source.node.body[1])
    assert (place.line, place.column, place.end_column) == (2, 13, 18)
    assert place.excerpt().splitlines()[1] == " " * 13 + "^~~~~"


def test_statements_know_their_places():
    def f(x):
        y = x * 2
        return np.sin(y) + 1

    program = read(f)
    assert [s.tag.sid for s in program.body] == [1, 2, 3]
    first, second, third = (program.places[i] for i in (1, 2, 3))
    assert first.text[first.column : first.end_column] == "x * 2"
    assert second.text[second.column : second.end_column] == "np.sin(y)"
    assert third.text[third.column : third.end_column] == "np.sin(y) + 1"
    assert second.line == first.line + 1 == program.body[1].tag.line
    assert program.file == __file__


def test_numbers_follow_the_text():
    def f(x, n):
        for i in range(n):
            if i:
                x += i
            else:
                break
        else:
            x = -x
        return x

    program = read(f)
    from s2sad.ir.walk import statements

    sids = [s.tag.sid for s in statements(program.body)]
    assert sids == list(range(1, len(sids) + 1)) == sorted(program.places)


def test_the_same_source_gives_the_same_program():
    def f(x):
        return [v + 1 for v in x if v] or sum(v for v in x)

    assert show(read(f)) == show(read(f))
    assert read(f) == read(f)
