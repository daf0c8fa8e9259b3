"""`s2sad check` runs the function, compares its derivatives, and names the line that is wrong."""

import sys
from dataclasses import replace

import pytest

from s2sad.cli import main
from s2sad.rules import registry

RIGHT = """import numpy as np
POINT = np.array([0.3, 0.4, 0.5])

def scale(t):
    return t * 1.5

def f(x, s, n=2):
    y = x * s
    for i in range(n):
        z = np.sin(y)
        y = z + scale(x)
    w = np.exp(y)
    w[0] = w[0] * 2.0
    return np.sum(w)

def g(x):
    if x > 1.0:
        return np.sin(x)
    return np.cos(x)

def fails(x):
    return x / (x - x)

def jumps(x):
    return np.floor(x) + np.sum(x)

def integer(n):
    return n + 1

class A:
    @staticmethod
    def h(x):
        return x * x
"""


@pytest.fixture(autouse=True)
def modules_as_they_were():
    path, modules = list(sys.path), set(sys.modules)
    yield
    sys.path[:] = path
    for name in set(sys.modules) - modules:
        del sys.modules[name]


@pytest.fixture
def checked(tmp_path, capsys):
    """Check a function of the file above: the status, the output, the errors."""
    (tmp_path / "right.py").write_text(RIGHT)

    def run(name, arguments, *options, text=None):
        if text is not None:
            (tmp_path / "right.py").write_text(text)
        capsys.readouterr()
        status = main(["check", f"{tmp_path / 'right.py'}:{name}", "--args", arguments, *options])
        return status, *capsys.readouterr()

    return run


def break_rule(monkeypatch, op, like, **parts):
    """Give a primitive the derivative of another one, or some parts of its rule."""
    wrong = registry.lookup(like)
    right = registry.lookup(op)
    parts = {part: getattr(wrong, part) for part in parts}
    monkeypatch.setitem(registry._general, op, [replace(right, **parts) if parts else
                                                replace(wrong, op=op)])  # fmt: skip


def test_right_derivatives_agree(checked):
    status, out, err = checked("f", "POINT, 0.7")
    assert (status, err) == (0, "")
    head, *rows = out.splitlines()
    assert head.split() == ["right.py:f", "differences", "tangent", "adjoint"]
    assert [row.split()[0] for row in rows] == ["x", "s"]
    for row in rows:
        _, differences, tangent, adjoint, verdict = row.split()
        assert verdict == "agree"
        assert float(tangent) == pytest.approx(float(differences), rel=1e-6)
        assert float(tangent) == pytest.approx(float(adjoint), rel=1e-8)


def test_wrt_and_keywords_choose(checked):
    status, out, _ = checked("f", "s=0.7, x=np.ones(4), n=int(math.sqrt(9))", "--wrt", "s")
    assert status == 0 and [row.split()[0] for row in out.splitlines()[1:]] == ["s"]


def test_an_integer_is_a_number_where_it_is_differentiated(checked):
    status, out, _ = checked("g", "2", "--wrt", "x")
    assert status == 0 and "agree" in out


def test_a_static_method_is_checked(checked):
    assert checked("A.h", "3.0")[0] == 0


@pytest.mark.parametrize(
    ("op", "like", "line", "text"),
    [
        ("np.sin", "np.sinh", 10, "z = np.sin(y)"),
        ("np.exp", "np.sin", 12, "w = np.exp(y)"),
        ("np.sum", "np.mean", 14, "return np.sum(w)"),
    ],
)
def test_the_line_of_a_wrong_rule_is_named(checked, monkeypatch, op, like, line, text):
    break_rule(monkeypatch, op, like)
    status, out, err = checked("f", "POINT, 0.7")
    assert (status, err) == (1, "")
    assert "the tangent is wrong" in out
    assert f"right.py:{line}: the derivative of this is wrong" in out
    assert f"    {text}\n" in out and "differences give" in out


def test_the_line_of_a_wrong_adjoint_is_named(checked, monkeypatch):
    break_rule(monkeypatch, "np.sin", "np.sinh", adjoints=True)
    status, out, _ = checked("f", "POINT, 0.7")
    assert status == 1 and "the adjoint is wrong" in out
    assert "right.py:10: the derivative of this is wrong" in out
    assert "by its tangent" in out and "by its adjoint" in out


def test_a_wrong_rule_on_another_path_is_not_seen(checked, monkeypatch):
    break_rule(monkeypatch, "np.sin", "np.sinh")
    assert checked("g", "0.5")[0] == 0
    status, out, _ = checked("g", "1.5")
    assert status == 1 and "right.py:18: the derivative of this is wrong" in out


@pytest.mark.parametrize(
    ("name", "arguments", "words"),
    [
        ("ff", "1.0", ["there is no function `ff`", "Did you mean `f`?"]),
        ("POINT", "1.0", ["`POINT` of right.py is no function"]),
        ("f", "1.0, (", ["are no arguments"]),
        ("f", "nothing", ["NameError: name 'nothing' is not defined"]),
        ("f", "", ["TypeError", "missing 2 required positional arguments"]),
        ("f", "1.0, 2.0, 3, 4", ["TypeError", "takes from 2 to 3 positional arguments"]),
        ("fails", "2.0", ["right.py:22: `fails` at this point raises ZeroDivisionError"]),
        ("integer", "True", ["can be differentiated"]),
    ],
)
def test_what_cannot_be_checked_is_refused(checked, name, arguments, words):
    status, out, err = checked(name, arguments)
    assert (status, out) == (2, "")
    assert all(word in err for word in words), err
    assert "Traceback" not in err and "cli" not in err


def test_where_there_is_no_slope_nothing_is_said_to_agree(checked):
    status, out, _ = checked("jumps", "3.0")
    assert status == 2 and "not smooth here" in out


def test_an_import_that_fails_is_shown_with_its_line(checked):
    status, _, err = checked("f", "1.0", text="x = 1\ny = x / 0\n")
    assert status == 2
    assert "right.py:2: the import of the file raises ZeroDivisionError" in err
    assert "    y = x / 0\n" in err


def test_a_file_that_is_no_python_is_shown_with_its_line(checked):
    status, _, err = checked("f", "1.0", text="def f(x):\n    return x +* 2\n")
    assert status == 2 and "Traceback" not in err
    assert "right.py:2: this is no Python: invalid syntax\n    return x +* 2\n" in err


def test_a_file_of_a_package_is_imported_with_its_package(tmp_path, capsys):
    folder = tmp_path / "checked_package"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "helpers.py").write_text("def g(x):\n    return x * x\n")
    (folder / "model.py").write_text("from .helpers import g\ndef f(x):\n    return g(x) * x\n")
    assert main(["check", f"{folder / 'model.py'}:f", "--args", "2.0"]) == 0
    assert "agree" in capsys.readouterr().out


PARAMETERS = """
import numpy as np
rng = np.random.default_rng(3)

def f(x, y=2.0, *more, w=3.0, **rest):
    return x * y * w + sum(more) * rest["u"]

class Net:
    scale = 3.0
    def __init__(self, w):
        self.w = w
    @classmethod
    def scaled(cls, x):
        return cls.scale * x ** 2
    @property
    def norm(self):
        return self.w ** 2

square = Net(2.0).scaled

def drawn(x):
    return x * np.random.normal() ** 2

def drawn_outside(x):
    return x * rng.normal() ** 2
"""


@pytest.mark.parametrize("target, given, more, names", [
    ("f", "3.0, w=1.0, u=5.0", (), ["x", "y", "w", "rest"]),
    ("f", "3.0, 1.0, 2.0, 4.0, u=5.0", (), ["x", "y", "more", "w", "rest"]),
    ("Net.scaled", "2.0", (), ["x"]),
    ("square", "2.0", (), ["x"]),
    ("Net.norm", "Net(2.0)", ("--wrt", "self"), ["self"]),
    ("drawn", "2.0", (), ["x"]),
])  # fmt: skip
def test_parameters_of_every_kind_are_checked(tmp_path, capsys, target, given, more, names):
    path = tmp_path / "model.py"
    path.write_text(PARAMETERS)
    assert main(["check", f"{path}:{target}", "--args", given, *more]) == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()[1:]]
    assert [row[0] for row in rows] == names and {row[-1] for row in rows} == {"agree"}


def test_what_gives_another_value_each_time_is_no_wrong_derivative(tmp_path, capsys):
    path = tmp_path / "model.py"
    path.write_text(PARAMETERS)
    assert main(["check", f"{path}:drawn_outside", "--args", "2.0"]) == 2
    shown = capsys.readouterr()
    assert shown.out == "" and "for the same arguments" in shown.err
    assert "has to be an argument" in shown.err
