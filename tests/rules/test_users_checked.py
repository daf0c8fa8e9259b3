"""What a rule of one's own is checked for: every operand, every kind of point; and its errors."""

import traceback

import numpy as np
import pytest

from s2sad import check_grads, grad, rules
from s2sad.errors import MissingRule
from tests.small import keep_rules


@pytest.fixture(autouse=True)
def registry_as_it_was(monkeypatch):
    keep_rules(monkeypatch)


def cube(x):
    exec("")  # what s2sad does not read
    return x**3


def power(x, y, k=2):
    exec("")
    return x**k * y


def both(x):
    exec("")
    return np.sin(x), np.cos(x)


def energy(x):
    exec("")
    return np.sum(x**2)


def steps(x):
    exec("")
    return np.floor(x)


def shadow(x):
    exec("")
    return np.real(x) * 2.0


def named(z, g=1.0):
    exec("")
    return z * g


def fails(x):
    raise ValueError("no value here")


@pytest.mark.parametrize(
    "declare, words",
    [
        (lambda: rules.elementwise(power, "k * x**(k - 1) * y * dx"), "derivative in `y`"),
        (lambda: rules.multilinear(power, x="g * y"), "derivative in `y`"),
        (lambda: rules.general(power, dz="k * x**(k - 1) * y * dx", x="g * k"), 'constant="y"'),
        (lambda: rules.elementwise(cube, "5 * x * dx", points=[(1 + 2j,)]), "tangent is"),
        (lambda: rules.elementwise(cube, "5 * x * dx", points=[(np.array([1 + 2j]),)]), "tangent"),
        (lambda: rules.elementwise(cube, "5 * x * dx", points=[(2,)]), "tangent is"),
        (lambda: rules.elementwise(cube, "5 * x * dx", points=[(np.arange(3),)]), "tangent is"),
        (lambda: rules.elementwise(cube, "3 * x**2 * dx", real=True, points=[(1j,)]), "complex"),
        (lambda: rules.general(cube, dz="3 * x**2 * dx", x="np.conj(3 * x**2) * g",
                               points=[(1 + 2j,)]), "dot product"),
        (lambda: rules.parts(both, "np.sin(x)", "np.sin(x)", points=[(0.3,)]), r"z\[1\] is 0.2955"),
        (lambda: rules.parts(both, "np.sin(x)", points=[(0.3,)]), "does not return 1 values"),
        (lambda: rules.zero(energy, points=[(np.ones(2),)]), "tangent is 0., and should be"),
        (lambda: rules.elementwise(cube, "3 * x**2 * dx", points=[(1.0, 2.0)]), "too many"),
        (lambda: rules.elementwise(power, "y * dx + x * dy", points=[(1.0,)]), "has no `y`"),
        (lambda: rules.elementwise(named, "g * dz"), "`z` has a meaning in formulas"),
        (lambda: rules.elementwise(f"{__name__}.named(a, g)", "g * da"), "`g` has a meaning"),
        (lambda: rules.elementwise(f"{__name__}.power(x, dx)", "dx"), "`dx` has a meaning"),
        (lambda: rules.elementwise(cube, "3 * x**"), r"`3 \* x\*\*` is no expression: invalid"),
        (lambda: rules.elementwise(f"{__name__}.cube(x", "dx"), "was never closed"),
        (lambda: rules.elementwise(cube, "3 * x**2"), r"each term of `3 \* x\*\*2` has one factor"),
        (lambda: rules.elementwise(cube, "dx * dx"), "one factor `dx`, once"),
        (lambda: rules.general(cube, dz="x * x", x="g"), "cube.*does not read `dx`"),
        (lambda: rules.elementwise(cube, "x[0] * dx", points=[(2.0,)]), "a formula fails at a poi"),
        (lambda: rules.elementwise(cube, "dx", nothing=1), "unexpected keyword"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_without_frames_of_ours(declare, words):
    with pytest.raises((ValueError, TypeError), match=words) as caught:
        declare()
    files = [frame.filename for frame in traceback.extract_tb(caught.value.__traceback__)]
    assert set(files) <= {__file__, "<s2sad>"} and "Apply(" not in str(caught.value)


def test_an_error_of_the_function_itself_shows_where_it_is():
    with pytest.raises(ValueError, match="no value here") as caught:
        rules.elementwise(fails, "dx", points=[(1.0,)])
    assert traceback.extract_tb(caught.value.__traceback__)[-1].name == "fails"


def test_what_is_right_is_taken_at_all_kinds_of_points():
    points = [(2,), (2.0,), (1 + 2j,), (np.arange(3),), (np.array([1 + 2j, 0.5]),)]
    rules.elementwise(cube, "3 * x**2 * dx", points=points)
    rules.parts(both, "np.sin(x)", "np.cos(x)", points=[(0.3,), (2,), (np.ones(2),)])
    rules.zero(steps, points=[(0.3,), (np.array([0.2, 1.7]),)])
    rules.elementwise(shadow, "2.0 * np.real(dx)", points=[(0.3,), (1 + 2j,)])
    rules.elementwise(f"{__name__}.named(a, b)", "b * da + a * db", points=[(0.3, 2)])
    check_grads(lambda x: np.sum(cube(x) + both(x)[1] + steps(x) + named(x, 2.0)), np.ones(2) / 3)


def test_an_operand_with_a_default_of_which_nothing_is_said_may_not_vary():
    rules.elementwise(power, "k * x**(k - 1) * y * dx + x**k * dy", points=[(0.3, 0.5)])
    check_grads(lambda x, y: power(x, y) + power(x, y, 3), 0.7, 0.4)
    with pytest.raises(MissingRule, match="with respect to `k`"):
        grad(lambda k: power(2.0, 3.0, k))(2.0)


def test_a_slope_that_is_zero_can_be_said():
    rules.elementwise(f"{__name__}.power(x, y)", "2.0 * x * y * dx + 0.0 * dy")
    assert grad(lambda x, y: power(x, y), wrt=(0, 1))(3.0, 2.0) == (12.0, 0.0)


def test_a_rule_shows_itself_in_a_line():
    rule = rules.elementwise(cube, "3 * x**2 * dx")
    assert repr(rule) == f"<elementwise rule: {__name__}.cube(x); dz = 3 * x**2 * dx>"
