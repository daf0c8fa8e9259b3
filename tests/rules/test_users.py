"""Rules that users declare: checked when they are declared, for compiled functions too."""

import math

import numpy as np
import pytest

from s2sad import check_grads, differentiate, grad, jvp, rules
from s2sad.errors import MissingRule, UnknownCall
from s2sad.rules import registry
from tests.small import keep_rules


@pytest.fixture(autouse=True)
def registry_as_it_was(monkeypatch):
    keep_rules(monkeypatch)


def squares(x, y=1.0):
    if x is not None:
        exec("")  # what s2sad does not read
    return x * x * y


def halves(x):
    return 0.5 * x


def total(a, b):
    return np.sum(a * b)


def view(x):
    return x[::2]


def writes(x):
    x[0] = 1.0
    return x.copy()


def test_a_compiled_function_has_a_rule_in_five_lines():
    special = pytest.importorskip("scipy.special", reason="SciPy is an optional extra")
    rules.elementwise(
        "scipy.special.besselpoly(x, k, v)",
        "(scipy.special.besselpoly(x, k + 1, v - 1) - scipy.special.besselpoly(x, k + 1, v + 1))"
        " * dx",
        constant="k v", points=[(1.3, 1.0, 2.0), (np.array([0.4, 2.0]), 0.5, 1.5)],
    )  # fmt: skip
    x = np.array([0.4, 2.0])
    check_grads(lambda x: np.sum(special.besselpoly(x, 1.0, 2.0) ** 2), x, order=2)
    with pytest.raises(MissingRule, match="with respect to `v`"):
        grad(lambda v: special.besselpoly(0.4, 1.0, v))(1.0)


def test_a_function_says_itself_what_it_is_called_with():
    rule = rules.elementwise(squares, "2.0 * x * y * dx + x * x * dy", points=[(0.3,), (0.2, 0.7)])
    assert rule.call == f"{__name__}.squares(x, y=1.0)"
    assert rule.source == __name__
    check_grads(lambda x, y: np.sum(squares(x, y) * x), np.array([0.3, -0.4]), 0.7, order=2)
    check_grads(lambda x: np.sum(squares(x)), np.array([0.3, -0.4]))
    text = str(differentiate(lambda x: squares(x)).adjoint)
    assert f"{__name__}.squares(x)" in text


def test_a_dotted_name_finds_its_function():
    rules.linear(f"{__name__}.halves(x)", x="0.5 * g", points=[(np.ones(3),)])
    assert registry.op_of(halves) == f"{__name__}.halves"
    rules.multilinear(f"{__name__}.total(a, b)", a="g * b", b="g * a",
                      points=[(np.ones(3), np.arange(3.0))])  # fmt: skip
    gx = grad(lambda x: total(x, halves(x)))(np.ones(3))
    np.testing.assert_array_equal(gx, np.ones(3))


def test_a_rule_may_be_declared_again():
    rules.elementwise(halves, "0.25 * dx")
    rules.elementwise(halves, "0.5 * dx", points=[(0.3,)])
    assert grad(lambda x: halves(x))(1.0) == 0.5


@pytest.mark.parametrize(
    "declare, words",
    [
        (lambda: rules.elementwise(halves, "0.25 * dx", points=[(0.3,)]), "the tangent is"),
        (lambda: rules.elementwise(halves, "0.5 * dx", points=[(np.ones(2),)]), None),
        (lambda: rules.linear(halves, x="0.25 * g", points=[(0.3,)]), "the dot product"),
        (lambda: rules.elementwise(halves, "0.5 * w * dx"), "reads `w`"),
        (lambda: rules.elementwise(halves, "np.nothing(x) * dx"), "calls np.nothing"),
        (lambda: rules.elementwise("mylib_of_nobody.f(x)", "dx"), "no function mylib_of_nobody.f"),
        (lambda: rules.elementwise(f"{__name__}.halves(x, y)", "dx + dy"), "too many positional"),
        (lambda: rules.elementwise(f"{__name__}.squares(x, *, k=2)", "dx"), "unexpected keyword"),
        (lambda: rules.elementwise("np.sin(x)", "dx"), "has a rule already"),
        (lambda: rules.elementwise(lambda x: x, "dx"), "no name in a module"),
        (lambda: rules.elementwise(print, "dx"), "write the call"),
        (lambda: rules.linear(view, x="np.repeat(g, 2)", points=[(np.ones(4),)]), "memory of `x`"),
        (lambda: rules.elementwise(writes, "dx", points=[(np.zeros(2),)]), "writes `x`"),
        (lambda: rules.general(halves, dz="0.5 * dx", x="0.4 * g", points=[(0.2,)]), "dot product"),
    ],
)
def test_a_rule_that_is_wrong_is_refused_when_it_is_declared(declare, words):
    registry.all_rules()  # reads them
    before = dict(registry._general)
    if words is None:
        declare()
        return
    with pytest.raises(ValueError, match=words):
        declare()
    assert registry._general == before


def test_an_operand_without_a_known_derivative_is_refused():
    rules.elementwise(squares, "2.0 * x * y * dx", constant="y")
    assert grad(lambda x: squares(x, 2.0))(3.0) == 12.0
    with pytest.raises(MissingRule, match="with respect to `y`"):
        grad(lambda y: squares(3.0, y))(1.0)


def test_the_refusal_of_an_unknown_function_shows_how_to_write_its_rule():
    with pytest.raises(UnknownCall, match=r's2sad.rules.elementwise\(math.frexp, "<slope in x>'):
        grad(lambda x: math.frexp(x)[0])(3.0)


def solved(a, b):
    exec("")
    return np.linalg.solve(a, b)


def test_a_result_may_be_said_to_be_like_an_operand():
    a, b = np.array([[2.0, 0.3], [0.1, 1.0]]), np.array([0.4, -0.7])
    formulas = {"dz": "np.linalg.solve(a, db - da @ z)", "w": "np.linalg.solve(a.T, g)",
                "a": "-np.outer(w, z)", "b": "w"}  # fmt: skip
    rules.general(solved, **formulas, like="b", points=[(a, b)])

    def f(a, b):
        x = solved(a, b)
        y = np.zeros_like(x)
        y[0] = x[1] * x[0]
        return y[0] + np.sum(x[1:])

    check_grads(f, a, b)
    with pytest.raises(ValueError, match="is not like `a`"):
        rules.general(solved, **formulas, like="a", points=[(a, b)])
    with pytest.raises(ValueError, match="no operand `c`"):
        rules.general(solved, **formulas, like="c")


def test_a_rule_that_is_declared_again_holds_for_functions_that_were_differentiated_before():
    def f(x):
        return halves(x)

    rules.elementwise(halves, "0.25 * dx")
    assert (grad(f)(1.0), grad(f)(1.0), jvp(f, (1.0,), (1.0,))[1]) == (0.25, 0.25, 0.25)
    rules.elementwise(halves, "0.5 * dx", points=[(0.3,)])
    assert (grad(f)(1.0), grad(f)(1.0), jvp(f, (1.0,), (1.0,))[1]) == (0.5, 0.5, 0.5)


def test_a_rule_that_is_declared_again_with_other_names_holds():
    def f(x):
        return halves(x)

    rules.elementwise(f"{__name__}.halves(x)", "0.25 * dx")
    assert grad(f)(1.0) == 0.25
    rules.elementwise(f"{__name__}.halves(t)", "0.5 * dt", points=[(0.3,)])
    assert grad(f)(1.0) == 0.5
    assert len(registry.rules_of(f"{__name__}.halves")) == 1


def test_each_way_to_call_a_function_may_have_its_rule():
    rules.elementwise(f"{__name__}.squares(x)", "2.0 * x * dx", points=[(0.3,)])
    rules.elementwise(f"{__name__}.squares(x, y)", "2.0 * x * y * dx + x * x * dy",
                      points=[(0.3, 0.5)])  # fmt: skip
    assert len(registry.rules_of(f"{__name__}.squares")) == 2
    check_grads(lambda x, y: squares(x) + squares(y, x), 0.7, 0.4)


def smooth_maximum(v):
    exec("")
    m = np.max(v)
    return m + np.log(np.sum(np.exp(v - m)))


SMOOTH = {"dz": "np.sum(np.exp(v - z) * dv)", "v": "np.exp(v - z) * g"}


def test_a_result_may_be_said_to_be_like_what_is_computed_of_operands():
    v = np.array([0.5, 2.0, -3.0])
    rules.general(smooth_maximum, **SMOOTH, like="np.sum(v)", points=[(v,)])

    def slope(v):
        return np.sum(grad(lambda w: smooth_maximum(w) ** 2)(v) * v)

    check_grads(slope, v)
    text = differentiate(lambda v: np.sum(v * v) + smooth_maximum(v)).text("adjoint", v)
    assert "rt.unbroadcast" not in text and "np.exp(v - a) * gz" in text
    with pytest.raises(ValueError, match=r"is float64 float64\[\], and not ndarray float64\[3\]"):
        rules.general(smooth_maximum, **SMOOTH, like="2.0 * v", points=[(v,)])
    with pytest.raises(ValueError, match=r"`like` calls np.nothing"):
        rules.general(smooth_maximum, **SMOOTH, like="np.nothing(v)")
