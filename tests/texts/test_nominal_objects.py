"""Texts of functions of objects, shown before any call: the attributes are like parameters."""

import abc
from types import SimpleNamespace

import numpy as np
import pytest

from s2sad import differentiate, grad
from s2sad.cli import main
from s2sad.errors import WrongArgument
from tests.programs.running import scope_of

SOURCE = """
import numpy as np
from dataclasses import dataclass
from typing import NamedTuple


@dataclass
class Params:
    mass: float
    W: "float64[:, :]"
    steps: int = 3


class Pair(NamedTuple):
    low: float
    high: "float64[:]"


class Spring:
    rate = 0.5

    def __init__(self, k, w):
        self.k, self.w, self.n = k, w, 2

    def pull(self, y):
        return y * self.k

    @property
    def stiff(self):
        return self.k + 1.0

    def energy(self, x):
        for _ in range(self.n):
            x = x + self.pull(x) * self.stiff * self.rate
        return np.sum(self.w * x**2)

    def move(self, v, dt):
        self.x = self.x + dt * v
        self.count += 1
        return np.sum(self.x**2)

    @classmethod
    def area(cls, x):
        return np.sum(x**2)


def trained(p: Params, x):
    for _ in range(p.steps):
        x = np.tanh(p.W @ x) / p.mass
    return np.sum(x)


def between(p: Pair, x):
    return p.low * x + p.high


def inner(p, x):
    q = p.sub
    return np.sum(q.A @ x) * p.scale


def plain(x):
    return np.sum(x.T @ x) + x.mean()
"""
X = np.array([0.3, 0.7])
W = np.array([[0.5, 0.2], [-0.3, 1.1]])
REAL = scope_of(SOURCE, "<models>", __name__=__name__)
SPRING = REAL["Spring"](2.0, X)
CASES = {
    "Spring.energy": (
        "self: Spring(n: int, k: float, rate: float, w: float64[n]), x: float64[n]", SPRING, X),
    "Spring.area": ("x: float64[n]", X),
    "trained": ("p: Params(mass: float, W: float64[n, n], steps: int), x: float64[n]",
                REAL["Params"](2.0, W), X),
    "between": ("p: Pair(low: float, high: float64[n]), x: float", REAL["Pair"](0.4, X), 2.0),
    "inner": ("p: object(sub: object(A: float64[n, m]), scale: float), x: float64[m]",
              SimpleNamespace(sub=SimpleNamespace(A=W), scale=2.0), X),
    "plain": ("x: float64[n, m]", W),
}  # fmt: skip


def function_of(name):
    """Return a function of the file as the run has it, which nobody has called yet."""
    scope = scope_of(SOURCE, "<models>", __name__=__name__)
    owner, _, name = name.rpartition(".")
    return getattr(scope[owner], name) if owner else scope[name]


@pytest.fixture
def shown(tmp_path, capsys):
    """Show a function of the file without running it: its status, output and errors."""
    (tmp_path / "models.py").write_text(SOURCE)

    def show(name, *options):
        status = main(["show", f"{tmp_path / 'models.py'}:{name}", "--mode", "adjoint", *options])
        return status, *capsys.readouterr()

    return show


@pytest.mark.parametrize("name", CASES)
def test_the_text_before_a_call_is_that_of_a_call_but_for_the_order_of_attributes(name):
    taken, *args = CASES[name]
    f = differentiate(function_of(name))
    head, _, text = f.adjoint.partition("\n")
    assert head == f"# for {taken}"
    after = f.text("adjoint", *args, style="primitive")
    assert sorted(text.splitlines()) == sorted(after.splitlines())


@pytest.mark.parametrize("name", CASES)
def test_the_command_line_shows_the_same_and_runs_nothing(name, shown):
    status, out, err = shown(name)
    assert (status, err) == (0, "")
    assert out.rstrip() == differentiate(function_of(name)).adjoint.rstrip()


def test_an_attribute_is_differentiated_where_its_object_is_named():
    text = differentiate(function_of("Spring.energy"), wrt="self").adjoint
    energy = function_of("Spring.energy")
    assert "gself_k" in text
    assert set(vars(grad(energy, wrt="self")(SPRING, X))) == {"k", "w", "n"}


def test_of_an_abstract_class_the_attributes_are_those_of_any_object():
    class Model(abc.ABC):
        @abc.abstractmethod
        def value(self, x): ...

    scope = scope_of("def f(m: Model, x):\n    return m.k * x\n", "<abstract>", Model=Model)
    assert "m_k = m.k" in differentiate(scope["f"]).adjoint


def test_types_are_stated_of_attributes(shown):
    status, out, err = shown("inner", "--types", "p.sub.A=float64[:], x=float64[:]")
    assert (status, err) == (0, "")
    assert out.startswith("# for p: object(sub: object(A: float64[n]), scale: float), x: float64")
    f = differentiate(function_of("inner"))
    types = {"p.sub.A": "float64[:]", "x": "float64[:]"}
    assert f.text("adjoint", types=types, style="primitive").rstrip() == out.rstrip()
    with pytest.raises(WrongArgument, match="there is no parameter `q.k`"):
        f.text("adjoint", types="q.k=float")


def test_what_is_not_told_is_asked_for_by_its_path():
    def f(p, x):
        return p.rates.get("low") * x

    with pytest.raises(WrongArgument, match='State types, `types="p.rates={a: float'):
        str(differentiate(f).adjoint)


def test_a_text_that_is_saved_before_a_call_checks_the_attributes(tmp_path):
    differentiate(function_of("Spring.energy")).adjoint.save(tmp_path / "energy.py")
    scope = scope_of((tmp_path / "energy.py").read_text(), "<energy>")
    value, (slope,) = scope["energy_adjoint"](SPRING, X)
    assert value == SPRING.energy(X)
    np.testing.assert_allclose(slope, grad(SPRING.energy)(X), rtol=1e-14)
    with pytest.raises(TypeError, match="self.k"):
        scope["energy_adjoint"](REAL["Spring"](np.ones(2), X), X)


def test_many_attributes_are_told_in_lines_of_a_page():
    source = "def f(p):\n    return " + " * ".join(f"p.attribute_{k}" for k in range(12)) + "\n"
    source = source.replace("p.attribute_0", "np.sum(p.attribute_0[1:])")
    f = scope_of(source, "<many>", np=np)["f"]
    head = [line for line in differentiate(f).adjoint.splitlines() if line.startswith("#")]
    assert len(head) == 3 and max(map(len, head)) <= 100
