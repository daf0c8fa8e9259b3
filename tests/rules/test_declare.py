import numpy as np
import pytest

from s2sad import rules
from s2sad.rules.template import parse
from tests.small import keep_rules

from .formulas import evaluate, text


@pytest.fixture(autouse=True)
def registry_as_it_was(monkeypatch):
    keep_rules(monkeypatch)


def pair(x, y):
    return x * y


def cube(x):
    return x * x * x


def test_a_users_function_is_declared_with_the_same_words():
    rules.elementwise("mylib.cube(x)", "3.0 * x ** 2 * dx", function=cube)
    assert rules.op_of(cube) == "mylib.cube"
    assert rules.object_of("mylib.cube") is cube
    fit = rules.match(parse("mylib.cube(y)"))
    assert evaluate(fit.rule.adjoints["x"][0], {"x": 2.0, "g": 1.0}) == 12.0
    assert fit.rule.source == __name__


def test_a_users_function_may_have_no_derivative():
    rules.zero("mylib.log(...)", function=print_nothing)
    assert rules.match(parse("mylib.log(1, 2, a=3)")).rule.word == "zero"


def print_nothing(*args, **kwargs):
    return None


def test_lets_are_what_is_not_a_parameter():
    rule = rules.general("mylib.f(a, b)", dz="a @ db", w="a + 1", b="rt.t(a) @ g",
                         function=pair, constant="a")  # fmt: skip
    assert [name for name, _ in rule.lets] == ["w"]
    assert rule.active == ("b",)


@pytest.mark.parametrize(
    "declare",
    [
        lambda: rules.elementwise("mylib.f(x, y)", "dx * dy"),
        lambda: rules.elementwise("mylib.f(x)", "2 * x"),
        lambda: rules.linear("mylib.f(x)", y="g"),
        lambda: rules.linear("mylib.f(x)"),
        lambda: rules.elementwise("mylib.f(x)", "[d for d in dx]"),
        lambda: rules.zero("x"),
        lambda: rules.general("mylib.f(x)", dz="dx", w="v", v="g", x="w"),
    ],
)
def test_a_declaration_that_says_nothing_sensible_is_refused(declare):
    with pytest.raises(ValueError):
        declare()


def test_alternatives_are_the_same_terms_written_otherwise():
    rule = rules.elementwise("mylib.f(x, y)", "y * dx + dy", "z / x * dx + dy", function=pair)
    assert [text(e) for e in rule.adjoints["x"]] == ["y * g", "z / x * g"]
    assert len(rule.adjoints["y"]) == 1


def test_adding_at_places_is_an_effect():
    rule = rules.lookup("np.add.at")
    assert (rule.word, rule.writes) == ("effect", "x")
    assert text(rule.adjoints["y"][0]) == "g[index]"
    assert text(rule.tangent) == "np.add.at(dx, index, dy)"
    g, y = np.arange(3.0), np.ones(3)
    assert evaluate(rule.adjoints["y"][0], {"g": g, "index": [0, 0, 2], "y": y}).tolist() == [0,
        0, 2]
