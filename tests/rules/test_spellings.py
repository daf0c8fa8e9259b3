"""One function by its names: `np.f`, `numpy.f`, `from numpy import f`, a method, an operator."""

import re

import numpy as np
import pytest

import s2sad
from s2sad.analysis.kinds.methods import METHODS, SHAPE_METHODS
from s2sad.ir.show import show_block
from s2sad.pipeline import Source
from s2sad.rules import all_rules, object_of
from s2sad.testing_trees import duplicate
from tests.programs.running import scope_of
from tests.small import adjoint_text

from .all_points import PROGRAMS
from .points import POINTS
from .programs_of_points import function_of

HEAD = re.compile(r"np\.([\w.]+)\(")
CALLS = {}
for _text, _values in POINTS + PROGRAMS:
    if (_found := HEAD.match(_text)) and object_of(f"np.{_found[1]}") is not None:
        CALLS.setdefault(f"np.{_found[1]}", (_text, _values))
for _rule in all_rules():  # the others are points inside of an expression
    _known = _rule.op.startswith("np.") and not _rule.op.startswith("np.ndarray.")
    if _known and _rule.params and _rule.pattern is None and object_of(_rule.op) is not None:
        _needed = [name for name, default in _rule.params if default is None]
        _spelled = f"{_rule.op}({', '.join(_needed)})"
        CALLS.setdefault(_rule.op, (_spelled, dict.fromkeys(_needed)))
GROUPS = [list(CALLS.values())[k : k + 40] for k in range(0, len(CALLS), 40)]


def core(texts, names, **scope):
    """Return what is read of a function that makes all calls, one after the other."""
    lines = [f"    v{k} = {text}\n" for k, text in enumerate(texts)]
    results = ", ".join([f"v{k}" for k in range(len(texts))])
    source = f"def f({', '.join(names)}):\n{''.join(lines)}    return {results}\n"
    f = scope_of(source, f"<spelled {hash(source)}>", **scope)["f"]
    return show_block(Source(f).program.body)


def by_last_name(texts):
    """Return calls by the last names of their functions, and what these names are."""
    scope, spelled = {"np": np}, []
    for text in texts:
        path = HEAD.match(text)[1]
        last = path.rpartition(".")[2]
        function = object_of(f"np.{path}")
        name = last if scope.get(last, function) is function else f"{last}_of_{len(scope)}"
        scope[name] = function
        spelled.append(text.replace(f"np.{path}(", f"{name}(", 1))
    return spelled, scope


@pytest.mark.parametrize("group", GROUPS, ids=[group[0][0].partition("(")[0] for group in GROUPS])
def test_a_function_is_the_same_by_each_of_its_names(group):
    texts = [text for text, _ in group]
    names = sorted({name for _, values in group for name in values})
    plain = core(texts, names, np=np)
    assert core([re.sub(r"\bnp\.", "numpy.", t) for t in texts], names, numpy=np) == plain
    spelled, scope = by_last_name(texts)
    assert core(spelled, names, **scope) == plain
    parts = {part: getattr(np, part) for part in ("linalg", "fft", "polynomial", "add")}
    short = [re.sub(r"^np\.(linalg|fft|polynomial|add)\.", r"\1.", text) for text in texts]
    assert core(short, names, np=np, **parts) == plain


def test_every_function_with_a_rule_is_spelled_here():
    ops = {r.op for r in all_rules() if r.op.startswith("np.") and r.word not in ("zero", "effect")}
    ops = {op for op in ops if object_of(op) is not None and not op.startswith("np.ndarray.")}
    assert ops <= set(CALLS)


def as_method(text):
    """Return `np.sum(x, axis=0)` as `x.sum(axis=0)`."""
    return re.sub(r"^np\.(\w+)\((\w+)(?:, )?", r"\2.\1(", text)


METHODS_OF_ARRAYS = {}
for _text, _values in POINTS + PROGRAMS:
    _name = _text.partition("(")[0].removeprefix("np.")
    _first = next(iter(_values.values()), None)
    _is_one = {**METHODS, **SHAPE_METHODS}.get(_name) == f"np.{_name}"
    if _is_one and hasattr(np.ndarray, _name) and isinstance(_first, np.ndarray):
        METHODS_OF_ARRAYS.setdefault(_name, (_text, _values))


@pytest.mark.parametrize("name", METHODS_OF_ARRAYS)
def test_a_method_is_the_function_of_its_array(name):
    text, values = METHODS_OF_ARRAYS[name]
    args, found = list(values.values()), []
    for body in (text, as_method(text)):
        value, pullback = s2sad.vjp(function_of(body, values), *duplicate(args), wrt=0)
        seed = np.cos(np.arange(np.size(value))).reshape(np.shape(value))
        found.append((value, pullback(seed if np.ndim(value) else float(seed))[0]))
    for one, other in zip(*found, strict=True):
        np.testing.assert_array_equal(one, other)


OPERATORS = [
    ("np.add(x, y)", "x + y"), ("np.subtract(x, y)", "x - y"), ("np.multiply(x, y)", "x * y"),
    ("np.divide(x, y)", "x / y"), ("np.power(x, y)", "x ** y"), ("np.mod(x, y)", "x % y"),
    ("np.matmul(x, y)", "x @ y"), ("np.negative(x)", "-x"), ("np.positive(x)", "+x"),
    ("np.abs(x)", "abs(x)"), ("np.divmod(x, y)[1]", "divmod(x, y)[1]"),
    ("np.power(x, 3)", "x ** 3"), ("np.power(2.0, x)", "2.0 ** x"),
    ("np.floor_divide(x, y) * x", "(x // y) * x"), ("np.absolute(x)", "np.abs(x)"),
    ("np.true_divide(x, y)", "x / y"), ("np.remainder(x, y)", "x % y"),
    ("np.conjugate(x)", "x.conj()"), ("np.transpose(x)", "x.T"), ("np.real(x)", "x.real"),
]  # fmt: skip


@pytest.mark.parametrize("call, operator", OPERATORS)
def test_an_operator_is_the_function_that_numpy_has_for_it(call, operator):
    x, y = np.array([[0.3, 1.2], [0.7, 0.4]]), np.array([[1.4, 0.2], [0.9, 0.6]])
    found = []
    for body in (call, operator):
        value, pullback = s2sad.vjp(function_of(body, ["x", "y"]), x, y, wrt=("x", "y"))
        found.append((value, *pullback(np.cos(value))))
    for one, other in zip(*found, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-14)


def test_the_text_calls_a_function_as_numpy_documents_it():
    text = adjoint_text(scope_of("def f(x): return total(x)\n", "<a total>", total=np.sum)["f"],
                        np.ones(3))  # fmt: skip
    assert "z = np.sum(x)" in text
