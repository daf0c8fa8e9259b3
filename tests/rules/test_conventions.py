"""What derivatives are at kinks and singular points."""

import math

import numpy as np
import pytest

from s2sad import rules
from s2sad.rules.template import parse

from .formulas import evaluate, kinds_of
from .test_rules_at_points import environment, with_lets

INF, NAN = math.inf, math.nan


def slopes(call, **values):
    """Return the adjoints of a call's active operands where g is 1, plain and simplified."""
    call = parse(call)
    fit = rules.match(call)
    with np.errstate(all="ignore"):
        z = evaluate(call, values)
        g = np.ones_like(z) if np.ndim(z) else 1.0
        env = with_lets(fit.rule, environment(fit, values, z) | {"g": g})
        found = []
        for param in fit.rule.active:
            formula = fit.rule.adjoints[param][0]
            plain = evaluate(formula, env)
            simple = evaluate(rules.simplify(formula, kinds_of(env)), env)
            np.testing.assert_allclose(simple, plain)
            found.append(np.asarray(plain, dtype=float).tolist())
    return found


def same(found, expected):
    np.testing.assert_array_equal(found, expected)


V = np.array


@pytest.mark.parametrize(
    "call, values, expected",
    [
        ("np.sqrt(x)", {"x": np.float64(0.0)}, [INF]),
        ("x ** 0.5", {"x": V([0.0])}, [[INF]]),
        ("np.linalg.norm(x)", {"x": V([0.0, 0.0])}, [[0.0, 0.0]]),
        ("np.linalg.norm(x, 1)", {"x": V([0.0, -2.0])}, [[0.0, -1.0]]),
        ("np.hypot(x, y)", {"x": V([0.0]), "y": V([0.0])}, [[0.0], [0.0]]),
        ("math.hypot(x, y)", {"x": 0.0, "y": 0.0}, [0.0, 0.0]),
        ("np.abs(x)", {"x": V([0.0, -0.0, -2.0])}, [[0.0, 0.0, -1.0]]),
        ("abs(x)", {"x": -0.0}, [0.0]),
        ("abs(x)", {"x": -3.0}, [-1.0]),
        ("math.fabs(x)", {"x": 0.0}, [0.0]),
        ("np.maximum(x, y)", {"x": V([1.0, 2.0]), "y": V([1.0, 1.0])}, [[0.5, 1.0], [0.5, 0.0]]),
        ("np.minimum(x, y)", {"x": V([1.0, 2.0]), "y": V([1.0, 1.0])}, [[0.5, 0.0], [0.5, 1.0]]),
        ("max(x, y)", {"x": 1.0, "y": 1.0}, [1.0, 0.0]),
        ("min(x, y)", {"x": 1.0, "y": 1.0}, [1.0, 0.0]),
        ("max(x, y, w)", {"x": 0.0, "y": 1.0, "w": 1.0}, [0.0, 1.0, 0.0]),
        ("max(x, y)", {"x": NAN, "y": 1.0}, [1.0, 0.0]),
        ("np.max(x)", {"x": V([1.0, 1.0, 0.0])}, [[0.5, 0.5, 0.0]]),
        ("np.prod(x)", {"x": V([0.0, 2.0, 3.0])}, [[6.0, 0.0, 0.0]]),
        ("np.prod(x)", {"x": V([0.0, 0.0, 3.0])}, [[0.0, 0.0, 0.0]]),
        ("np.cumprod(x)", {"x": V([2.0, 0.0, 3.0])}, [[1.0, 8.0, 0.0]]),
        ("x ** 2", {"x": 0.0}, [0.0]),
        ("x ** 1", {"x": 0.0}, [1.0]),
        ("x ** y", {"x": 0.0, "y": 0}, [0.0, 0.0]),
        ("x ** y", {"x": V([0.0, 0.0, 0.0]), "y": V([0, 1, 2])}, [[0.0, 1.0, 0.0], [0.0, 0.0,
            0.0]]),
        ("x ** y", {"x": 0.0, "y": 2.0}, [0.0, 0.0]),
        ("x ** y", {"x": 0.0, "y": 0.0}, [0.0, 0.0]),
        ("x ** y", {"x": V([-2.0]), "y": V([2.0])}, [[-4.0], [NAN]]),
        ("np.sinc(x)", {"x": V([0.0])}, [[0.0]]),
        ("np.sinc(x)", {"x": 0.0}, [0.0]),
        ("math.atan2(y, x)", {"x": INF, "y": 1.0}, [0.0, 0.0]),
        ("np.arctan2(y, x)", {"x": V([INF, 1.0, INF]), "y": V([1.0, -INF, INF])},
         [[0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]),
        ("np.arctan2(y, x)", {"x": V([0.0]), "y": V([0.0])}, [[0.0], [0.0]]),
        ("math.atan2(y, x)", {"x": 0.0, "y": 0.0}, [0.0, 0.0]),
        ("np.logaddexp(x, y)", {"x": V([-INF, INF]), "y": V([-INF, 0.0])}, [[0.5, 1.0], [0.5,
            0.0]]),
        ("np.logaddexp(x, y)", {"x": V([0.0]), "y": V([INF])}, [[0.0], [1.0]]),
        ("np.clip(x, 0.0, 1.0)", {"x": V([0.0, 0.5, 1.0])}, [[0.0, 1.0, 0.0], [1.0, 0.0, 0.0],
            [0.0, 0.0, 1.0]]),
        ("np.std(x)", {"x": V([2.0, 2.0])}, [[0.0, 0.0]]),
        ("np.std(x)", {"x": V([2.0])}, [[0.0]]),
        ("x % y", {"x": 5.0, "y": V(2.5)}, [1.0, -2.0]),
        ("np.where(c, x, y)", {"c": True, "x": 0.0, "y": INF}, [1.0, 0.0]),
        ("np.sort(x)", {"x": V([2.0, 1.0, 1.0])}, [[1.0, 1.0, 1.0]]),
        ("np.linalg.det(a)", {"a": V([[1.0, 2.0], [2.0, 4.0]])}, [[[4.0, -2.0], [-2.0, 1.0]]]),
    ],
)  # fmt: skip
def test_conventions(call, values, expected):
    found = slopes(call, **values)
    for one, other in zip(found, expected, strict=True):
        np.testing.assert_allclose(one, other, atol=1e-14)


def test_python_floats_follow_python():
    fit = rules.match(parse("math.sqrt(x)"))
    with pytest.raises(ZeroDivisionError):
        evaluate(fit.rule.adjoints["x"][0], {"x": 0.0, "z": 0.0, "g": 1.0})


def test_the_argument_of_cholesky_counts_as_symmetric():
    rng = np.random.default_rng(0)
    m = rng.normal(size=(2, 3, 3))
    for a in (m[0] @ m[0].T + np.eye(3), m @ np.swapaxes(m, -1, -2) + np.eye(3)):
        z = np.linalg.cholesky(a)
        da, g = rng.normal(size=a.shape), rng.normal(size=a.shape)
        rule = rules.lookup("np.linalg.cholesky")
        symmetric = 0.5 * (da + np.swapaxes(da, -1, -2))
        h = 1e-6
        ends = [np.linalg.cholesky(a + s * h * symmetric) for s in (1, -1)]
        expected = (ends[0] - ends[1]) / (2 * h)
        dz = evaluate(rule.tangent, {"a": a, "z": z, "da": da})
        np.testing.assert_allclose(dz, expected, atol=1e-8)
        env = with_lets(rule, {"a": a, "z": z, "g": g})
        ga = evaluate(rule.adjoints["a"][0], env)
        np.testing.assert_allclose(ga, np.swapaxes(ga, -1, -2))
        np.testing.assert_allclose(np.sum(ga * da), np.sum(g * dz))


def test_a_cast_to_single_precision_is_linear():
    rule = rules.lookup("np.float32")
    assert evaluate(rule.adjoints["x"][0], {"x": 0.3, "g": np.float32(2.0)}) == 2.0
    assert evaluate(rule.tangent, {"dx": 0.5}) == np.float32(0.5)


def test_a_matrix_norm_of_another_order_is_refused_where_it_runs():
    with pytest.raises(ValueError, match="norm of a matrix"):
        slopes("np.linalg.norm(x, 2)", x=np.eye(2))


def test_formulas_that_hold_for_real_numbers_only_say_so():
    for op in ("np.abs", "np.maximum", "np.sign", "np.arctan2", "np.median", "max"):
        assert rules.lookup(op).real, op
    for op in ("mul", "np.exp", "matmul", "np.linalg.solve", "np.sum", "np.conj", "np.vdot"):
        assert not rules.lookup(op).real, op


@pytest.mark.parametrize("call", [
    "np.exp(x)", "np.sin(x)", "np.tanh(x)", "np.sqrt(x)", "np.log(x)", "x ** 3", "x ** 0.5",
    "1.0 / x", "x * x", "np.arctan(x)", "np.arccosh(x)", "np.linalg.det(a)", "np.prod(v)",
])  # fmt: skip
def test_holomorphic_rules_hold_for_complex_numbers(call):
    x, d, h = 0.3 + 0.4j, 0.7 - 0.2j, 1e-6
    a = np.array([[x, 0.2], [0.1j, 1.0]])
    v = np.array([x, 2.0, 1j])
    values = {"x": x, "a": a, "v": v}
    call = parse(call)
    fit = rules.match(call)
    (param,) = fit.rule.active[-1:]
    name = fit.bound[param].id
    ends = [evaluate(call, values | {name: values[name] + s * h * d}) for s in (1, -1)]
    z = evaluate(call, values)
    env = with_lets(fit.rule, environment(fit, values, z) | {"g": 1.0})
    slope = evaluate(fit.rule.adjoints[param][0], env)
    np.testing.assert_allclose(np.sum(slope * d), (ends[0] - ends[1]) / (2 * h), rtol=1e-7)


@pytest.mark.parametrize("size", [1e-170, 1e-308, 1e170, 3.0])
@pytest.mark.parametrize("call", ["np.arctan2(y, x)", "math.atan2(y, x)"])
def test_an_angle_has_its_slopes_however_near_or_far_the_point_is(call, size):
    found = slopes(call, x=size, y=size)
    np.testing.assert_allclose(found, [0.5 / size, -0.5 / size], rtol=1e-14)


def test_an_angle_of_single_precision_has_its_slopes():
    x = np.array([1e-30, 1.0, 1e30], np.float32)
    found = slopes("np.arctan2(y, x)", x=x, y=x)
    np.testing.assert_allclose(found, [0.5 / x, -0.5 / x], rtol=1e-6)
