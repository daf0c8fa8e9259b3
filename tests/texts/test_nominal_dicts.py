"""Texts before any call of functions of dicts, tuples, `*args` and objects in objects."""

import re
from dataclasses import dataclass
from types import SimpleNamespace

import numpy as np
import pytest

from s2sad import differentiate, grad
from s2sad.cli import main
from s2sad.errors import WrongArgument
from tests.programs.running import scope_of

W = np.array([[0.3, -0.2, 0.5], [0.1, 0.7, -0.4]])
X = np.array([0.2, 0.9, -0.3])


@dataclass
class Part:
    a: float

    def value(self, x):
        return self.a * x


@dataclass
class Whole:
    part: Part
    b: float


@dataclass
class Tree:
    v: float
    left: "Tree"

    def value(self):
        return self.v**2


def loss(params, x):
    h = np.tanh(params["W"] @ x + params["b"])
    return np.sum(h**2) + params["more"]["rate"] * np.sum(params["W"] ** 2)


def product(params, x):
    return np.sum(params["W"] @ x)


def of_a_helper(params, x):
    return product(params["one"], x) * product(params["two"], x)


def where_there(p, t):
    return p["a"] * t if "a" in p else t


def of_self(model, x):
    return model.p["a"] * np.sum(x) + np.sum(model.p["W"] @ x)


def sum_of_squares(*xs):
    s = 0.0
    for x in xs:
        s = s + np.sum(x**2)
    return s


def with_options(x, **options):
    return x**2 * options.get("scale", 2.0)


def with_keys(x, **rates):
    return x * rates["a"] ** 2


def all_items(p, t):
    s = 0.0
    for key, v in p.items():
        s += v * t if key != "b" else np.sum(v) * t**2
    return s


def of_layers(params, x):
    for A, b in params:
        x = np.tanh(A @ x + b)
    return np.sum(x)


def of_a_part(whole: Whole, x: float):
    return whole.part.value(x) * whole.b


def of_a_tree(tree: Tree, x: float):
    return tree.value() * x


def leaves(value):
    if isinstance(value, dict):
        return [leaf for key in sorted(value) for leaf in leaves(value[key])]
    if isinstance(value, (list, tuple)):
        return [leaf for item in value for leaf in leaves(item)]
    return leaves(vars(value)) if hasattr(value, "__dict__") else [value]


def compare(f, args, types=None, given=None, wrt=None):
    """Run the text that is made before a call, and compare with a call of the gradient."""
    wrt = wrt or tuple(range(len(args)))
    text = str(differentiate(f, wrt=wrt).text("adjoint", types=types))
    scope = scope_of(text, f"<{f.__name__}>", np=np)
    value, found = scope[f"{f.__name__}_adjoint"](*args)
    spread, named = given or (args, {})
    assert value == pytest.approx(f(*spread, **named))
    expected = grad(f, wrt=wrt)(*spread, **named)
    for got, right in zip(leaves(found), leaves(expected), strict=True):
        np.testing.assert_allclose(got, right, rtol=1e-12)
    return text


PARAMS = {"W": W, "b": 0.4, "more": {"rate": 0.3}}


def test_the_keys_that_are_read_of_a_dict_are_its_keys():
    text = compare(loss, (PARAMS, X))
    heading = "# for params: {W: float64[n, m], b: float, more: {rate: float}}, x: float64[m]\n"
    assert text.startswith(heading)
    compare(of_a_helper, ({"one": {"W": W}, "two": {"W": W + 1.0}}, X))
    compare(where_there, ({"a": 2.0}, 3.0))
    text = compare(of_self, (SimpleNamespace(p={"a": 2.0, "W": W}), X))
    assert "model: object(p: {a: float, W: float64[n, m]})" in text


def test_types_are_stated_of_dicts_and_of_what_is_in_them():
    vector = {**PARAMS, "b": np.array([0.4, 0.1])}
    stated = "params={W: float64[:, :], b: float64[:], more: {rate: float}}"
    text = compare(loss, (vector, X), types=stated)
    assert text == compare(loss, (vector, X), types={"params.b": "float64[:]"})
    assert "b: float64[n]" in text
    text = compare(all_items, ({"a": 2.0, "b": X}, 3.0), types="p={a: float, 'b': float64[:]}")
    assert text.startswith("# for p: {a: float, b: float64[n]}, t: float\n")
    with pytest.raises(WrongArgument, match="there is no key 'more' in this dict"):
        differentiate(loss).text("adjoint", types="params={W: float64[:, :], b: float}")


def test_the_number_of_arguments_has_to_be_stated():
    with pytest.raises(WrongArgument, match=r'types, `types="xs=tuple\[float, float\]"`'):
        str(differentiate(sum_of_squares).adjoint)
    text = compare(
        sum_of_squares, ((2.0, X),), types="xs=tuple[float, float64[:]]", given=((2.0, X), {})
    )
    assert text.startswith("# for xs: tuple[float, float64[n]]\n")


def test_keywords_are_those_that_are_read_or_none():
    compare(with_keys, (3.0, {"a": 2.0}), given=((3.0,), {"a": 2.0}))
    text = compare(with_options, (3.0, {}), given=((3.0,), {}), wrt=(0,))
    assert text.startswith("# for x: float, options: {}\n")
    given = ((3.0,), {"scale": 0.7})
    compare(with_options, (3.0, {"scale": 0.7}), types="options={scale: float}", given=given)


@pytest.mark.parametrize("body, stated", [
    ("for A, b in p: x = np.tanh(A @ x + b)", "p=list[tuple[float64[:, :], float64[:]]]"),
    ("for layer in p: x = np.tanh(layer['A'] @ x)", "p=list[{a: float, b: float64[:]}]"),
    ("for key in p.keys(): x = x * p[key]", "p={a: float, b: float64[:]}"),
])  # fmt: skip
def test_what_its_use_does_not_tell_is_asked_for(body, stated):
    scope = scope_of(f"def f(p, x):\n    {body}\n    return np.sum(x)\n", "<asked>", np=np)
    with pytest.raises(WrongArgument, match=re.escape(f'`types="{stated}"`')):
        str(differentiate(scope["f"]).adjoint)


def test_lists_of_tuples_are_stated():
    types = "params=list[tuple[float64[:, :], float64[:]]]"
    layers = [(W[:, :2] + 1.0, X[:2]), (W[:, 1:] - 0.5, X[1:])]
    compare(of_layers, (layers, X[:2]), types=types)


def test_fields_that_are_objects_have_the_methods_of_their_class():
    text = compare(of_a_part, (Whole(Part(2.0), 3.0), 0.5))
    assert not text.startswith("#")
    text = differentiate(of_a_tree).text("adjoint")
    value, (_, slope) = scope_of(text, "<tree>")["of_a_tree_adjoint"](Tree(3.0, None), 2.0)
    assert (value, slope) == (18.0, 9.0)


def test_a_text_that_is_saved_checks_the_dict(tmp_path):
    differentiate(loss, wrt=0).text("adjoint").save(tmp_path / "loss.py")
    adjoint = scope_of((tmp_path / "loss.py").read_text(), "<saved>")["loss_adjoint"]
    value, (slope,) = adjoint(PARAMS, X)
    assert value == loss(PARAMS, X)
    expected = grad(loss, wrt=0)(PARAMS, X)
    for got, right in zip(leaves(slope), leaves(expected), strict=True):
        np.testing.assert_allclose(got, right, rtol=1e-14)
    for wrong in ({"W": W, "b": 0.4}, {**PARAMS, "b": X}, {**PARAMS, "W": W[0]}):
        with pytest.raises(TypeError):
            adjoint(wrong, X)


@pytest.mark.parametrize("types, words", [
    ("x=float, x=int", "`x` has two types"),
    ("x=float64[,]", "is no type of `x`"),
    ("x=tuple[float, flaot]", "is no type of `x`"),
    ("x={float}", "is no type of `x`"),
    ("x={a: flaot}", "is no type of `x`"),
])  # fmt: skip
def test_types_that_are_none_are_refused(types, words):
    with pytest.raises(WrongArgument, match=words):
        differentiate(with_options).text("adjoint", types=types)


def test_the_command_line_says_how_to_state_them(tmp_path, capsys):
    path = tmp_path / "model.py"
    path.write_text("def f(*xs):\n    return sum(xs) ** 2\n")
    assert main(["show", f"{path}:f"]) == 2
    assert 'state their types: --types "xs=tuple[float, float]".' in capsys.readouterr().err
    assert main(["show", f"{path}:f", "--types", "xs=tuple[float, float]"]) == 0
    assert "def f_adjoint(xs, gz=1.0)" in capsys.readouterr().out


def test_the_default_of_a_keyword_is_kept():
    def f(x, *, scale=2.0):
        return x * scale

    text = differentiate(f).text("adjoint")
    assert text.startswith("def f_adjoint(x, scale=2.0, gz=1.0):")
    assert scope_of(text, "<keyword>")["f_adjoint"](3.0) == (6.0, (2.0, 3.0))
