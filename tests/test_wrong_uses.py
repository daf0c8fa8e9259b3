"""Wrong and unlucky uses: each text says where, why and what to do; none shows frames of ours."""

import math
import re
import traceback
import warnings

import numpy as np
import pytest

import s2sad
from s2sad.errors import Error
from tests.wrong_uses import USES
from tests.programs.running import scope_of

FILE = "uses.py"
INTERNAL = re.compile(
    r"%\d|\w'\d|\b(?:truediv|floordiv|matmul|getitem|Unknown\(|Scalar\(|Array\(|NoneType\()|\brt\."
)


def run(program):
    """Run a program as the file uses.py; return its names."""
    names = ("differentiate", "grad", "jvp", "vjp", "value_and_grad")
    ours = {name: getattr(s2sad, name) for name in names}
    return scope_of(program, FILE, np=np, math=math, __name__="uses", **ours)


def refusal_of(use):
    with pytest.raises(use.cls) as caught:
        run(use.program)
    assert type(caught.value) is use.cls
    return caught.value


def titled(use):
    return f"{use.cls.__name__}-{use.program.splitlines()[-2 if use.under else -1].strip()[:50]}"


@pytest.mark.parametrize("use", USES, ids=titled)
def test_a_wrong_use_is_told_what_where_why_and_instead(use):
    error = refusal_of(use)
    text = str(error)
    for word in use.words:
        assert word in text
    assert not INTERNAL.search(text)
    for one in getattr(error, "refusals", [error]):
        assert isinstance(one, Error) and one.why.endswith(".") and one.instead[-1] in ".?"
        assert (one.where is not None) == (f"{FILE}:" in str(one))
    if use.under is None:
        assert getattr(error, "refusals", None) or error.where is None
        return
    lines = use.program.splitlines()
    assert error.where.text == lines[error.where.line - 1]
    marked = error.where.text[error.where.column : error.where.end_column]
    assert marked == use.under
    assert f"{FILE}:{error.where.line}: " in text and "    ^" in re.sub(" +", "    ", text)


def frames_of(error):
    """The files of a traceback below the test, `run` and `scope_of`."""
    return [frame.filename for frame in traceback.extract_tb(error.__traceback__)][3:]


@pytest.mark.parametrize("use", USES, ids=titled)
def test_a_traceback_shows_the_users_call_and_no_file_of_ours(use):
    error = refusal_of(use)
    frames = frames_of(error)
    assert frames in ([FILE, "<s2sad>"], [FILE, FILE, "<s2sad>"])
    shown = "".join(traceback.format_exception(error))
    assert "s2sad/" not in shown.replace("s2sad.errors", "") and "During handling" not in shown


# Errors that are not ours: the derivative ends as the function does.

PLAIN = {
    "too few arguments": ("def f(x, y): return x * y", "(1.0)"),
    "too many arguments": ("def f(x, y): return x * y", "(1.0, 2.0, 3.0)"),
    "a keyword only": ("def f(x, *, rate): return x * rate", "(1.0)"),
    "an argument twice": ("def f(x, y): return x * y", "(1.0, 2.0, x=3.0)"),
    "a method": ("class M:\n    def f(self, x): return x\nf = M().f", "(1.0, 2.0)"),
    "shapes that do not match": ("def f(x, y): return np.sum(x * y)", "(np.ones(3), np.ones(4))"),
    "a product": ("def f(x, y): return np.sum(x @ y)", "(np.ones((2, 3)), np.ones((2, 3)))"),
    "a reshape": ("def f(x): return np.sum(x.reshape(4))", "(np.ones(3))"),
    "an axis": ("def f(x): return np.sum(x, axis=3)", "(np.ones(3))"),
    "an index": ("def f(x): return x[5]", "(np.ones(3))"),
    "a division": ("def f(x): return 1 / x", "(0.0)"),
    "an assert": ("def f(x):\n    assert x > 5, 'small'\n    return x", "(1.0)"),
    "a raise": ("def f(x):\n    if x < 5: raise ValueError('no')\n    return x", "(1.0)"),
    "an empty list": ("def f(x):\n    l = [x]\n    l.pop()\n    return l.pop()", "(1.0)"),
    "a number as an array": ("def f(x): return x[0] * 2", "(1.0)"),
    "math of an array": ("def f(x): return math.sin(x)", "(np.ones(3))"),
    "a name that is not bound": ("def f(x):\n    if x > 5: y = x\n    return y * x", "(1.0)"),
    "ragged rows": ("def f(x): return np.sum(np.array([[x, x], [x]]))", "(1.0)"),
}


@pytest.mark.parametrize("what", PLAIN)
def test_an_error_of_pythons_own_comes_as_in_the_plain_call(what):
    program, args = PLAIN[what]
    with pytest.raises(Exception) as plain:
        run(f"{program}\nf{args}")
    with pytest.raises(type(plain.value)) as ours:
        run(f"{program}\ns2sad = value_and_grad(f){args}")
    assert str(ours.value) == str(plain.value)
    frames = frames_of(ours.value)
    assert not [f for f in frames if "s2sad/" in f]
    assert frames[0] == FILE and frames[1] == "<s2sad>"
    if len(frames) > 2:  # it came while the derivative ran: the line of the emitted program
        assert frames[2].startswith("<s2sad f_")


def test_a_misspelt_keyword_gets_the_right_spelling():
    with pytest.raises(TypeError, match="unexpected keyword argument 'rat'. Did you mean 'rate'"):
        run("def f(x, rate): return x * rate\ngrad(f)(1.0, rat=2.0)")


def test_a_division_by_zero_warns_as_numpy_does():
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        scope = run("def f(x): return np.sum(1.0 / x)\nr = grad(f)(np.zeros(2))")
    assert np.all(np.isneginf(scope["r"]))
    assert {w.category for w in caught} == {RuntimeWarning}


# Unlucky uses that work.

WORKING = {
    "an int argument": ("def f(x): return x * x\nr = grad(f)(3)", 6.0),
    "a list of ints": ("def f(x): return x[0] * x[1]\nr = grad(f)([1, 2])", [2.0, 1.0]),
    "lambdas in a list": (
        "fs = [lambda x: x * x, lambda x: x * x * x]\nr = [grad(f)(2.0) for f in fs]", [4.0, 12.0],
    ),
    "two lambdas on a line": (
        "f, g = lambda x: x * x, lambda x: x * x * x\nr = [grad(f)(2.0), grad(g)(2.0)]",
        [4.0, 12.0],
    ),
    "a global that changes kind": (
        "s = 2.0\ndef f(x): return np.sum(s * x)\na = grad(f)(1.0)\ns = np.ones(3)\n"
        "r = [a, grad(f)(1.0)]", [2.0, 3.0],
    ),
    "names of a star import": (
        "from numpy import *\ndef f(x): return float64(3.0) * square(x)\nr = grad(f)(2.0)", 12.0,
    ),
    "star arguments": ("def f(*xs): return xs[0] * xs[1]\nr = grad(f)(3.0, 4.0)[0]", 4.0),
    "a keyword that is the only way": (
        "def f(x, *, rate): return x * x * rate\nr = grad(f)(3.0, rate=2.0)", 12.0,
    ),
    "keywords in a dict": ("def f(x, **o): return x * o['k']\nr = grad(f)(3.0, k=4.0)", 4.0),
    "twice with a keyword": (
        "def f(x, *, rate): return x * x * rate\nr = grad(grad(f))(3.0, rate=2.0)", 4.0,
    ),
    "a dict by keywords": (
        "def f(x): return dict(a=x, b=x * x)\nr = vjp(f, 3.0)[1]({'a': 1.0, 'b': 1.0})[0]", 7.0,
    ),
    "a dict by keywords in a variable": (
        "def f(x):\n    d = dict(rate=0.5)\n    return d['rate'] * x\nr = grad(f)(3.0)", 0.5,
    ),
    "all of a matrix in order": (
        "def f(m): return np.sum(np.sort(m, None) * np.arange(4.0))\n"
        "r = grad(f)(np.array([[4.0, 2.0], [3.0, 1.0]])).tolist()", [[3.0, 1.0], [2.0, 0.0]],
    ),
    "no return on a path that is not taken": (
        "def f(x):\n    if x > 0:\n        return x * x\nr = grad(f)(2.0)", 4.0,
    ),
    "a sum of nothing": ("def f(x): return sum(x * k for k in range(0))\nr = grad(f)(3.0)", 0.0),
    "a static method": (
        "class M:\n    @staticmethod\n    def f(x): return x * x\nr = grad(M.f)(2.0)", 4.0,
    ),
    "a bound method": (
        "class M:\n    w = 3.0\n    def f(self, x): return self.w * x\nr = grad(M().f)(2.0)", 3.0,
    ),
    "a norm of a vector": (
        "def f(x): return np.linalg.norm(x, 1)\nr = grad(f)(np.array([1.0, -2.0])).tolist()",
        [1.0, -1.0],
    ),
    "a norm of a matrix": (
        "def f(x): return np.linalg.norm(x, 'fro')\nr = grad(f)(3.0 * np.eye(1)).tolist()", [[1.0]],
    ),
    "a function whose code was exchanged": (
        "def f(x): return x ** 2\nf.__code__ = (lambda x: x ** 3).__code__\nr = grad(f)(2.0)", 12.0,
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", WORKING)
def test_an_unlucky_use_that_works(what):
    program, expected = WORKING[what]
    assert run(program)["r"] == expected


def test_there_are_enough_of_them():
    assert len(USES) + len(PLAIN) + len(WORKING) >= 80
