"""The command line and the API make the same texts and the same files."""

import importlib
import importlib.util
import inspect
import itertools
import sys
from pathlib import Path

import pytest

from s2sad.api import Differentiable
from s2sad.cli_show import found_function, with_wrt
from s2sad.errors import Error
from s2sad.frontend.static import StaticModule, functions_of
from s2sad.texts import WHICH
from tests.goldens.catalogue import PLAIN
from tests.thorough import in_turn

EXAMPLES = Path(__file__).parents[2] / "examples"


def texts(shown, style):
    """Return the programs of a function, or the refusals, and the files that are saved."""
    found = []
    for which in WHICH:
        try:
            text = shown.text(which, style=style)
            found += [str(text), text._file()]
        except Error as error:
            found.append((type(error), str(error)))
    return found


def statically(path, name, wrt=None):
    return with_wrt(found_function(StaticModule.of(Path(path)), name), wrt)


@pytest.mark.parametrize(
    "golden, style", in_turn(zip(PLAIN, itertools.cycle(["primitive", "folded"]))),
    ids=lambda value: getattr(value, "name", value),
)  # fmt: skip
def test_a_golden_program_has_the_same_texts_from_its_file(golden, style):
    wrt = ",".join(golden.wrt)
    found = texts(statically(inspect.getfile(golden.f), golden.name, wrt), style)
    expected = texts(Differentiable(golden.f, golden.wrt), style)
    assert found == expected
    assert not isinstance(expected[-1], tuple), expected[-1]


def examples():
    for path in sorted(EXAMPLES.glob("w*.py")):
        for name in functions_of(StaticModule.of(path)):
            yield pytest.param(path, name, id=f"{path.stem}:{name}")


@pytest.fixture
def imported(monkeypatch):
    """Import a script of the examples under its own name, for the time of a test."""
    names = []
    monkeypatch.syspath_prepend(EXAMPLES)

    def load(path):
        spec = importlib.util.spec_from_file_location(path.stem, path)
        module = importlib.util.module_from_spec(spec)
        sys.modules[path.stem] = module
        names.append(path.stem)
        spec.loader.exec_module(module)
        return module

    yield load
    for name in names:
        del sys.modules[name]


PACKAGE = {
    "__init__": "",
    "constants": "N = 3\nTABLE = [1.0, 2.0, 3.0]\nDEPTH = {'low': 0.5}\n",
    "helpers": """
import math
import numpy as np
from .constants import N as COUNT, TABLE
from . import constants

class Scale:
    factor = 0.5

    @staticmethod
    def of(t, power=2):
        return Scale.factor * t ** power

def series(t, terms=COUNT):
    total = 0.0
    for i in range(terms):
        total += TABLE[i] * t ** i * math.exp(-constants.DEPTH["low"])
    return total

squared = lambda t: t * t

def powers(t, n, start=1.0):
    for _ in range(n):
        start = start * t
        yield start
""",
    "model": """
import functools
import operator
import numpy as np
import numpy.linalg as la
from s2sad import differentiate, grad
from same_text_package.helpers import Scale, series, squared
import same_text_package.helpers as h

WEIGHTS = np.linspace(0.0, 1.0, 80).reshape(8, 10)
SMALL = np.array([0.5, 1.5])
slope = grad(squared)

@differentiate(wrt=("x",))
def decorated(x, y: float, n=4):
    for _ in range(n):
        x = x + Scale.of(x) * y
    return x * SMALL[0]

def plain(x, y: "float64[:]", bias=0.25):
    return np.sum(WEIGHTS @ y) * series(x) + bias + h.series(x, 2)

def inner(x):
    return decorated(x, 0.5) + slope(x) + la.norm(SMALL) * x

def gradient(x, y):
    return decorated.grad(x, y)[0] * y

def weighted(w, t, n):
    return w * t ** n

twice = functools.partial(h.series, terms=2)
thrice = functools.partial(functools.partial(weighted, 0.75), n=3)
LENGTHS = (2, 3.0)
OPTIONS = {"terms": 3}

def functions(x: float, y: "float64[:]"):
    s = 0.0
    def add(t):
        nonlocal s
        s = s + t
    for v in h.powers(x, 3):
        add(v)
    for v in filter(lambda t: t > 0.0, map(twice, y)):
        add(v)
    many = functools.reduce(operator.mul, y) + thrice(x) + series(x, **OPTIONS)
    return s + many + sum(v * LENGTHS[0] for v in h.powers(x, *LENGTHS))
""",
}


@pytest.mark.parametrize("name", ["decorated", "plain", "inner", "gradient", "functions"])
def test_a_package_has_the_same_texts_as_its_modules(name, tmp_path, monkeypatch):
    folder = tmp_path / "same_text_package"
    folder.mkdir()
    for file, text in PACKAGE.items():
        (folder / f"{file}.py").write_text(text)
    found = texts(statically(folder / "model.py", name), "folded")
    assert not of_the_package()
    monkeypatch.syspath_prepend(tmp_path)
    try:
        live = getattr(importlib.import_module("same_text_package.model"), name)
        live = live if isinstance(live, Differentiable) else Differentiable(live, None)
        expected = texts(live, "folded")
    finally:
        for one in of_the_package():
            del sys.modules[one]
    assert found == expected
    assert not isinstance(expected[-1], tuple), expected[-1]


def of_the_package():
    return [name for name in sys.modules if name.startswith("same_text_package")]


@pytest.mark.parametrize(("path", "name"), list(examples()))
def test_a_function_of_the_examples_has_the_same_texts_or_is_refused(path, name, imported):
    live = imported(path)
    for part in name.split("."):
        live = inspect.getattr_static(live, part)
    live = live if isinstance(live, Differentiable) else differentiable_or_error(live)
    try:
        shown = statically(path, name)
    except Error as error:
        if needs_run(error):
            pytest.skip("only a run would tell")
        assert (type(error), str(error)) == live
        return
    assert texts(shown, "folded") == texts(live, "folded")


def needs_run(error):
    return "is known only when the file runs" in str(error)


def differentiable_or_error(function):
    try:
        return Differentiable(function, None)
    except Error as error:
        return type(error), str(error)
