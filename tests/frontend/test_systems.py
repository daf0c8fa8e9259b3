"""Roots of systems and minima that SciPy finds: they move as their equations say."""

import numpy as np
import pytest

from s2sad import check_grads, differentiate, grad, jvp
from s2sad.errors import MissingRule, NotScalar, Unsupported, WrongKind

optimize = pytest.importorskip("scipy.optimize", reason="SciPy is an optional extra")

MATRIX = np.array([[1.0, 0.1, 0.2], [0.3, 1.4, 0.5], [0.6, 0.2, 1.8]])


def pair(x, p, q):
    return [x[0] + 0.5 * (x[0] - x[1]) ** 3 - p, 0.5 * (x[1] - x[0]) ** 3 + x[1] - q]


def cubic(x, a):
    return a @ x + 0.1 * x**3 - 1.0


def slope_of_cubic(x, a):
    return a + 0.3 * np.diag(x**2)


def alone(x, p):
    return x[0] ** 2 - p


def cosine(x, p):
    return np.cos(x) * p - x


def bowl(x, c, w):
    return np.sum(w * (x - c) ** 2) + np.sum(np.exp(0.3 * x)) + 0.1 * np.prod(x)


def slope_of_bowl(x, c, w):
    others = np.array([x[1], x[0]])
    return 2.0 * w * (x - c) + 0.3 * np.exp(0.3 * x) + 0.1 * others


def well(x, p):
    return (x - p) ** 4 + x**2


def of_a_list(p, q):
    s = optimize.root(pair, [0.0, 0.0], args=(p, q), tol=1e-13)
    if not s.success:
        raise ValueError(s.message)
    return np.sum(s.x**2) * p


def of_a_vector(a):
    x = optimize.fsolve(cubic, np.zeros(3), args=(a,), xtol=1e-13)
    return np.sum(x * np.array([0.5, -1.0, 2.0]))


def with_a_slope(a):
    s = optimize.root(cubic, np.zeros(3), (a,), "hybr", jac=slope_of_cubic, tol=1e-13)
    return s.x @ s.x


def of_one_unknown(p):
    return optimize.fsolve(alone, 1.0, args=(p,), xtol=1e-14)[0]


def scalar(p):
    return optimize.root_scalar(cosine, args=(p,), x0=0.5, x1=0.6, xtol=1e-14).root * p


@pytest.mark.parametrize(
    "f, args",
    [
        (of_a_list, (1.0, 0.3)),
        (of_a_vector, (MATRIX,)),
        (with_a_slope, (MATRIX,)),
        (of_one_unknown, (1.3,)),
        (scalar, (1.3,)),
    ],
)
def test_a_root_of_a_system_moves_with_what_the_function_is_given(f, args):
    check_grads(f, *args, order=2)


def minimum(c, w):
    s = optimize.minimize(bowl, np.zeros(2), args=(c, w), jac=slope_of_bowl, tol=1e-12)
    return s.x[0] * s.x[1] + np.sum(s.x * c)


def least(c, w):
    s = optimize.minimize(bowl, [0.0, 0.0], (c, w), "BFGS", slope_of_bowl, options={"gtol": 1e-12})
    return s.fun**2


def lowest(p):
    s = optimize.minimize_scalar(well, args=(p,), tol=1e-13)
    return s.x * p + s.fun


C, W = np.array([0.3, -0.8]), np.array([0.7, 1.3])


@pytest.mark.parametrize("f", [minimum, least])
def test_a_minimum_moves_as_its_gradient_stays_zero(f):
    check_grads(f, C, W, order=2)


def test_a_minimum_of_a_number_and_what_it_is_worth():
    slope = jvp(lowest, (1.3,), (1.0,))[1]
    np.testing.assert_allclose(grad(lowest)(1.3), slope, rtol=1e-13)
    h = 1e-4  # Brent's method finds x to half the digits, and the differences are those of x
    np.testing.assert_allclose(slope, (lowest(1.3 + h) - lowest(1.3 - h)) / (2 * h), rtol=1e-4)


def test_only_what_is_read_of_a_result_is_computed():
    text = str(differentiate(least).adjoint)
    assert "jacobian" not in text and ".fun" not in text
    text = str(differentiate(minimum).adjoint)
    assert text.count("optimize.minimize") == 1 and "np.linalg.solve(jacobian.T" in text


def test_a_found_array_may_be_written():
    def f(a):
        x = optimize.fsolve(cubic, np.zeros(3), args=(a,), xtol=1e-13)
        x[0] *= 2.0
        return x

    check_grads(f, MATRIX, order=2)
    assert "optimize.fsolve" in str(differentiate(f).adjoint)


def test_a_pullback_keeps_what_the_caller_changes():
    def f(a):
        return optimize.fsolve(cubic, np.zeros(3), args=(a,), xtol=1e-13)

    from s2sad import vjp

    x, back = vjp(f, MATRIX)
    first = back(np.ones(3))
    x[:] = 7.0
    np.testing.assert_array_equal(back(np.ones(3)), first)


def whole(p):
    return optimize.root(pair, [0.0, 0.0], args=(p, 0.3))


def of_the_search(p):
    return optimize.root(pair, [0.0, 0.0], args=(p, 0.3)).fjac


def within_bounds(p):
    return optimize.minimize(bowl, C, (p, W), "trust-constr", bounds=((0.0, 1.0),) * 2).fun


def in_moving_bounds(p):
    return optimize.minimize(bowl, C, args=(p, W), bounds=[(0.0, p), (0.0, p)]).x[0]


ENDS = (0.0, 1.0)


def between_what(p):
    return optimize.minimize_scalar(well, args=(p,), bounds=ENDS).x


def constrained(p):
    return optimize.minimize(bowl, C, args=(p, W), constraints=[{"type": "eq", "fun": np.sum}]).fun


def watched(p):
    return optimize.minimize(bowl, C, args=(p, W), callback=print).fun


def with_its_slope(p):
    return optimize.minimize(both, C, args=(p, W), jac=True).fun


def both(x, c, w):
    return bowl(x, c, w), slope_of_bowl(x, c, w)


def told_all(p):
    return optimize.fsolve(alone, 1.0, args=(p,), full_output=True)[0]


def elsewhere(p):
    return optimize.minimize(bowl, C, args=(p, W), epsilon=1e-3).fun


def by_position(p):
    return optimize.fsolve(alone, 1.0, (p,), None, True)[0]


@pytest.mark.parametrize(
    "f, error, words",
    [
        (whole, Unsupported, "whole OptimizeResult"),
        (of_the_search, WrongKind, "`.fjac` of a OptimizeResult"),
        (within_bounds, Unsupported, "Of this method it is not seen"),
        (in_moving_bounds, MissingRule, "with respect to `bounds`"),
        (between_what, Unsupported, "one by one"),
        (constrained, Unsupported, "Leave `constraints=` out"),
        (watched, Unsupported, "Leave `callback=` out"),
        (with_its_slope, NotScalar, "`both` returns 2 results"),
        (told_all, Unsupported, "Leave `full_output=` out"),
        (elsewhere, Unsupported, "Of `epsilon=` nothing is known"),
        (by_position, Unsupported, "by name"),
    ],
)
def test_what_is_not_known_of_a_search_is_refused(f, error, words):
    with pytest.raises(error, match=words):
        grad(f)(2.0)


@pytest.mark.parametrize(
    "call",
    [
        "optimize.minimize(bowl, [0.1, 0.2], args=(c, w), tol=1e-12, bounds=None, constraints=())",
        "optimize.minimize(bowl, [0.1, 0.2], args=(c, w), tol=1e-12, callback=None)",
        "optimize.least_squares(slope_of_bowl, [0.1, 0.2], args=(c, w), jac_sparsity=None)",
        "optimize.root(slope_of_bowl, [0.1, 0.2], args=(c, w), tol=1e-13, callback=None)",
    ],
)
def test_what_is_told_and_is_so_by_default_changes_nothing(call):
    from tests.programs.running import scope_of

    source = f"def f(c, w):\n    return {call}.x\n"
    scope = {"optimize": optimize, "bowl": bowl, "slope_of_bowl": slope_of_bowl}
    f = scope_of(source, f"<{call}>", **scope)["f"]
    check_grads(f, np.array([0.4, 0.3]), np.array([1.2, 0.7]), rtol=1e-4)


def test_a_root_is_found_without_full_output():
    def f(p):
        return optimize.brentq(lambda x: x**3 - p, 0.0, 2.0, full_output=False, xtol=1e-14)

    check_grads(f, 0.7)
