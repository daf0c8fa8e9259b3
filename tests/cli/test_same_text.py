"""The command line and the API make the same texts and the same files."""

import importlib
import importlib.util
import inspect
import sys
from pathlib import Path

import pytest

from s2sad.api import Differentiable
from s2sad.cli_show import found_function, with_wrt
from s2sad.errors import Error
from s2sad.frontend.static import StaticModule, functions_of
from s2sad.texts import WHICH
from tests.goldens.catalogue import GOLDENS

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


@pytest.mark.parametrize("style", ["primitive", "folded"])
@pytest.mark.parametrize("golden", GOLDENS, ids=lambda golden: golden.name)
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
