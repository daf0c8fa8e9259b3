"""Classes of a file that does not run: what they inherit, abstract ones, exceptions."""

import importlib.util
import os
import subprocess
import sys

import pytest

from s2sad import differentiate
from s2sad.cli import main

SOURCE = """
from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import Enum
import numpy as np


class Model(ABC):
    rate = 2.0

    def __init__(self, w):
        self.w = w

    @abstractmethod
    def slope(self, x): ...

    def energy(self, x):
        return self.slope(x) * self.w * self.rate

    @property
    def stiff(self):
        return self.w ** 2


class Linear(Model):
    def slope(self, x):
        return self.w * x


class Cubic(Linear):
    rate = 3.0

    def slope(self, x):
        return super().slope(x) ** 3 + self.stiff


@dataclass
class Point:
    x: float
    y: float = 1.0


@dataclass
class Ball(Point):
    mass: float = 2.0

    def lifted(self, g):
        return self.mass * g * self.y + self.x


class Negative(ValueError):
    pass


class Kind(Enum):
    ONE = 1


class Listed(list):
    def total(self, x):
        return x * len(self)


class WithOptions(Model, metaclass=type(Model)):
    def slope(self, x):
        return x


def root(x):
    if x < 0.0:
        raise Negative("negative")
    return np.sqrt(x)
"""


@pytest.fixture(scope="module")
def module(tmp_path_factory):
    path = tmp_path_factory.mktemp("classes") / "models_of_classes.py"
    path.write_text(SOURCE)
    spec = importlib.util.spec_from_file_location(path.stem, path)
    sys.modules[path.stem] = found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    yield found
    del sys.modules[path.stem]


@pytest.mark.parametrize("target", [
    "Linear.slope", "Cubic.slope", "Ball.lifted", "root", "Linear.stiff",
])  # fmt: skip
def test_the_text_is_that_of_a_run(module, capsys, target):
    assert main(["show", f"{module.__file__}:{target}"]) == 0
    found = module
    for name in target.split("."):
        found = getattr(found, name)
    method = found.fget if isinstance(found, property) else found
    assert capsys.readouterr().out.rstrip() == str(differentiate(method).adjoint).rstrip()


def test_an_inherited_method_is_shown_with_the_methods_of_the_class_that_is_named(module, capsys):
    assert main(["show", f"{module.__file__}:Linear.energy", "--mode", "primal"]) == 0
    assert "** 3" not in capsys.readouterr().out
    assert main(["show", f"{module.__file__}:Cubic.energy", "--mode", "primal"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("def energy_primal(self, x):") and "** 3" in out and "** 2" in out
    assert main(["check", f"{module.__file__}:Cubic.energy", "--args", "Cubic(0.7), 0.3"]) == 0


@pytest.mark.parametrize("target, words", [
    ("Listed.total", "Its base `list` may run code"),
    ("Kind.name", "Its base `Enum` may run code"),
    ("WithOptions.slope", "may run code when it is made"),
])  # fmt: skip
def test_what_may_run_code_is_named(module, capsys, target, words):
    assert main(["show", f"{module.__file__}:{target}"]) == 2
    assert words in capsys.readouterr().err


def test_what_stands_behind_the_end_of_a_run_is_said(tmp_path, capsys):
    path = tmp_path / "ended.py"
    path.write_text("import sys\nraise SystemExit(0)\n\ndef f(x):\n    return x\n")
    assert main(["show", f"{path}:f"]) == 2
    assert "The run of the file ends above it, in line 2." in capsys.readouterr().err


def test_what_python_cannot_compile_is_no_fault_of_ours(tmp_path, capsys):
    path = tmp_path / "deep.py"
    path.write_text(f"def f(x):\n    return {' + '.join(['x'] * 5000)}\n")
    assert main(["show", f"{path}:f"]) == 2
    error = capsys.readouterr().err
    assert "too deeply" in error and "fault of s2sad" not in error


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is full")
def test_output_that_cannot_be_written_is_no_fault_of_ours(module):
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "s2sad", "show", f"{module.__file__}:root"],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr == "the output cannot be written: No space left on device\n"
