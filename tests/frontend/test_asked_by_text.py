"""`hasattr(p, "x")` and `getattr(p, "x", v)` of what stands outside the function."""

import math
from types import SimpleNamespace

import numpy as np
import pytest

from s2sad import differentiate, grad
from s2sad.cli import main
from s2sad.testing import check_grads

SINE, RATE, PI = "sin", "rate", "pi"
X = np.array([0.3, 1.1, 2.2])


class Model:
    rate = 2.0

    def __init__(self):
        self.scale = 3.0


class Bag:
    pass


class Lazy:
    def __getattr__(self, name):
        if name == "rate":
            return 5.0
        raise AttributeError(name)


class Guarded:
    known = False

    @property
    def rate(self):
        if not self.known:
            raise AttributeError("rate")
        return 2.0


model, lazy, guarded, bag = Model(), Lazy(), Guarded(), Bag()


def of_both_releases(x):
    return np.trapezoid(x * x) if hasattr(np, "trapezoid") else np.trapz(x * x)


def of_neither(x):
    if not hasattr(np, "no_such_thing"):
        return np.sum(x * x)
    return np.no_such_thing(x)


def by_getattr(x):
    return np.sum(getattr(np, SINE)(x)) * getattr(model, RATE) + getattr(model, "power", 4.0)


def bound_first(x):
    sine = getattr(np, "sine", np.sin)
    return np.sum(sine(x)) * getattr(math, PI)


def of_an_object(x):
    return np.sum(x) ** 2 * (model.scale if hasattr(model, "scale") else 1.0) * model.rate


def of_a_class(x):
    return np.sum(x**2) * (Model.rate if hasattr(Model, "rate") else 7.0)


@pytest.mark.parametrize(
    "f", [of_both_releases, of_neither, by_getattr, bound_first, of_an_object, of_a_class]
)
def test_what_is_outside_is_asked_before_the_run(f):
    check_grads(f, X, order=2)
    assert "hasattr" not in differentiate(f).text("adjoint", X)


def of_the_bag(x):
    return x * bag.rate if hasattr(bag, "rate") else x * x


def or_default(x):
    return x * x * getattr(bag, "rate", 10.0)


def test_an_attribute_that_comes_or_goes_is_noticed():
    first, second = grad(of_the_bag), grad(or_default)
    for rate in (None, 3.0, 4.0, None, 5.0):
        vars(bag).clear()
        if rate is not None:
            bag.rate = rate
        assert first(2.0) == (4.0 if rate is None else rate)
        assert second(2.0) == 4.0 * (10.0 if rate is None else rate)
    vars(bag).clear()


def test_another_object_under_the_name_is_noticed(monkeypatch):
    slope = grad(of_the_bag)
    assert slope(2.0) == 4.0
    monkeypatch.setitem(globals(), "bag", SimpleNamespace(rate=7.0))
    assert slope(2.0) == 7.0
    monkeypatch.setitem(globals(), "bag", Bag())
    assert slope(2.0) == 4.0
    other = Bag()
    other.rate = 3.0
    monkeypatch.setitem(globals(), "bag", other)
    assert slope(2.0) == 3.0


def of_the_lazy(x):
    return x * x * getattr(lazy, "rate", 1.0)


def of_the_guarded(x):
    return x * x * (2.0 if hasattr(guarded, "rate") else 3.0)


def test_code_that_answers_is_run():
    assert grad(of_the_lazy)(2.0) == 20.0
    slope = grad(of_the_guarded)
    for known in (False, True, False):
        guarded.known = known
        assert slope(2.0) == (8.0 if known else 12.0)


def with_an_effect(x):
    seen = []
    rate = getattr(model, "rate", seen.append(1.0))
    return x * rate * (1.0 + len(seen))


def test_a_default_that_does_something_is_evaluated():
    check_grads(with_an_effect, 1.5)


def test_a_file_is_shown(tmp_path, capsys):
    text = "import numpy as np\n\ndef f(x):\n    if hasattr(np, 'trapezoid'):\n"
    text += "        return np.trapezoid(x)\n    return np.trapz(x)\n"
    (tmp_path / "model.py").write_text(text)
    assert main(["show", f"{tmp_path / 'model.py'}:f", "--types", "x=float64[:]"]) == 0
    shown = capsys.readouterr().out
    assert "hasattr" not in shown and "gx" in shown
