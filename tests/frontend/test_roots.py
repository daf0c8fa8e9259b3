"""Roots that SciPy finds: they move as the equation says, in both modes."""

import math

import numpy as np
import pytest

from s2sad import check_grads, differentiate, grad, jvp
from s2sad.errors import NotScalar, Unsupported

optimize = pytest.importorskip("scipy.optimize", reason="SciPy is an optional extra")
integrate = pytest.importorskip("scipy.integrate", reason="SciPy is an optional extra")

WEIGHTS = np.array([0.5, 1.5])


def kepler(e, m, ecc):
    return e - ecc * math.sin(e) - m


def cube(x, p):
    return x**3 - p


def weighted(x, w):
    return np.sum(np.exp(w * x)) - 3.0


def pair(x, p):
    return np.array([x - p, x + p])


def anomaly(m, ecc):
    return np.cos(optimize.brentq(kepler, 0.0, 3.0, args=(m, ecc))) * ecc


@pytest.mark.parametrize("search", ["brentq", "brenth", "bisect", "ridder", "toms748"])
def test_a_root_between_bounds_moves_with_what_the_function_is_given(search):
    find = getattr(optimize, search)

    def f(p, scale):
        return scale * find(cube, 0.0, 1.0 + p, args=(p,))

    check_grads(f, 2.0, 0.7)


def test_a_root_of_a_function_of_several_things():
    check_grads(anomaly, 0.7, 0.3)
    check_grads(lambda w: optimize.brentq(weighted, 0.0, 2.0, args=(w,), xtol=1e-13), WEIGHTS)
    check_grads(lambda m: optimize.brentq(kepler, 0.0, 3.0, (m, 0.3)) * m, 0.7)


def test_a_root_by_newton_moves_with_it_too():
    np.testing.assert_allclose(grad(lambda p: optimize.newton(cube, 1.0, args=(p,)))(2.0),
                               2.0 ** (-2 / 3) / 3.0)  # fmt: skip
    z, dz = jvp(lambda p: optimize.newton(cube, x0=1.0, args=(p,), tol=1e-13), (2.0,), (1.0,))
    np.testing.assert_allclose([z, dz], [2.0 ** (1 / 3), 2.0 ** (-2 / 3) / 3.0])


def test_the_program_searches_once_and_has_the_value_of_the_search():
    @differentiate
    def f(p):
        return optimize.brentq(cube, 0.0, 3.0, args=(p,))

    value, _ = f.value_and_grad(2.0)
    assert value == optimize.brentq(cube, 0.0, 3.0, args=(2.0,))
    assert [line for line in str(f.adjoint).splitlines() if "brentq" in line.partition("#")[0]] == [
        "    z1 = optimize.brentq(cube, 0.0, 3.0, args=(p,))"
    ]


def test_roots_in_a_loop():
    def f(p):
        x = 0.5
        for k in range(3):
            x = x * optimize.brentq(cube, 0.0, 5.0, args=(p + k * x,))
        return x

    check_grads(f, 2.0)


def cosine(m, ecc):
    return np.cos(optimize.brentq(kepler, 0.0, 3.0, args=(m, ecc), xtol=1e-15)) * ecc


def test_a_root_is_differentiated_as_often_as_its_equation():
    check_grads(cosine, 0.7, 0.3, order=3)
    check_grads(lambda p: optimize.newton(cube, 1.0, args=(p,), tol=1e-14), 2.0, order=2)
    second = grad(grad(lambda p: optimize.brentq(cube, 0.0, 3.0, args=(p,), xtol=1e-15)))(2.0)
    np.testing.assert_allclose(second, -2.0 / 9.0 * 2.0 ** (-5 / 3))
    along = jvp(grad(cosine), (0.7, 0.3), (0.2, -0.5))[1]
    slopes = [grad(cosine)(0.7 + h * 0.2, 0.3 - h * 0.5) for h in (1e-6, -1e-6)]
    np.testing.assert_allclose(along, (slopes[0] - slopes[1]) / 2e-6, rtol=1e-7)


def test_a_derivative_reads_as_one_writes_it():
    text = str(differentiate(anomaly).adjoint)
    primal = str(differentiate(anomaly).primal)
    assert "brentq" in primal and "sin" not in primal
    assert "root_of" not in text and "ge = gz - math.cos(e) * (ecc * gz)\n" in text


def test_what_the_search_begins_with_does_not_move_the_root():
    assert grad(lambda b: optimize.brentq(cube, 0.0, b, args=(2.0,)))(3.0) == 0.0


def of_a_default(p):
    return optimize.brentq(lambda x, q=p: x - q, 0.0, 3.0)


def of_a_list(p):
    return optimize.brentq(cube, 0.0, 3.0, args=[p])


def of_a_pair(p):
    return optimize.newton(pair, 0.0, args=(p,))


def with_full_output(p):
    return optimize.brentq(cube, 0.0, 3.0, args=(p,), full_output=True)[0]


def with_places(p):
    return optimize.brentq(cube, 0.0, 3.0, (p,), 1e-9, 1e-9, 50, True)[0]


@pytest.mark.parametrize(
    "f, error, words",
    [
        (of_a_default, Unsupported, "pass what it needs"),
        (of_a_list, Unsupported, "one by one"),
        (of_a_pair, NotScalar, "`pair` returns"),
        (with_full_output, Unsupported, "`full_output=`"),
        (with_places, Unsupported, "by name"),
    ],
)
def test_what_is_not_known_of_a_root_is_refused(f, error, words):
    with pytest.raises(error, match=words):
        grad(f)(2.0)


def slope_of_cube(x, p):
    return 3.0 * x**2


def test_a_slope_may_be_given():
    def f(p):
        return optimize.newton(cube, 1.0, fprime=slope_of_cube, args=(p,), tol=1e-13)

    check_grads(f, 2.0)


def by_name(p):
    root = optimize.brentq(f=cube, a=0.0, b=3.0, args=(p,), xtol=1e-14)
    least = optimize.minimize(fun=lambda x: (x[0] - p) ** 2 + x[0] ** 4, x0=[1.0], tol=1e-12).x[0]
    pair_of = optimize.root(fun=lambda x: x**3 + x - p, x0=np.ones(2), tol=1e-13).x
    area = integrate.quad(func=lambda x: np.sin(p * x), a=0.0, b=p)[0]
    end = integrate.solve_ivp(
        fun=lambda t, y: -p * y, t_span=(0.0, 1.0), y0=[1.0], rtol=1e-11, atol=1e-13
    ).y[0, -1]
    return root * least + np.sum(pair_of) * area + end


def test_the_function_and_the_start_may_be_given_by_name():
    slope = (by_name(1.3 + 1e-4) - by_name(1.3 - 1e-4)) / 2e-4
    assert grad(by_name)(1.3) == pytest.approx(slope, rel=1e-5)
    assert jvp(by_name, (1.3,), (1.0,))[1] == pytest.approx(slope, rel=1e-5)
