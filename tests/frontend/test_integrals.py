"""Integrals: they move with their bounds, and with what the function is given."""

import numpy as np
import pytest

from s2sad import check_grads, differentiate, grad, jvp
from s2sad.errors import Refused, UnknownCall, Unsupported

integrate = pytest.importorskip("scipy.integrate", reason="SciPy is an optional extra")

CENTRE = np.array([0.3, 0.7])


def bell(x, w):
    return np.exp(-w * x * x)


def scaled(x, w, m):
    return np.exp(-w * (x - m[0]) ** 2) * m[1]


def of_a_matrix(x, a):
    return np.sum(np.sin(a * x))


def power(x, n, c):
    total = 0.0
    for k in range(n):
        total = total + c[k] * x**k
    return total


def mass(a, b):
    value, _ = integrate.quad(bell, a, b * b, args=(1.5,))
    return value * a


def tail(a):
    return integrate.quad(bell, a, np.inf, args=(1.5,))[0]


def of_width(w):
    return integrate.quad(bell, 0.0, 1.0, args=(w,))[0] * w


def of_all(b, w, m):
    value, error = integrate.quad(scaled, -np.inf, b, args=(w, m), epsabs=1e-12, epsrel=1e-12)
    return value * w


def of_entries(a, b):
    return integrate.quad(of_a_matrix, 0.0, b, (a,))[0]


def with_a_count(b, n, c):
    return integrate.quad(power, 0.0, b, args=(n, c))[0]


def test_an_integral_moves_with_its_bounds():
    check_grads(mass, 0.2, 0.9, order=2)
    check_grads(tail, 0.3)
    assert differentiate(mass)(0.2, 0.9) == mass(0.2, 0.9)
    assert grad(tail)(0.3) == -bell(0.3, 1.5)


def under(y, x, w):
    return np.exp(-w * x * y)


def strip(x, w):
    return integrate.quad(under, 0.0, 1.0 + x, args=(x, w))[0]


def twice_integrated(a, b, w):
    return integrate.quad(strip, a, b, args=(w,))[0]


def twice_on_the_spot(a, b, w):
    return integrate.quad(
        lambda x: integrate.quad(under, 0.0, w * x, args=(x, w))[0], a, b
    )[0]  # fmt: skip


def test_an_integral_of_integrals_moves():
    check_grads(twice_integrated, 0.1, 1.2, 1.3)
    check_grads(twice_on_the_spot, 0.1, 1.2, 1.3, wrt=(2,))
    expected, _ = integrate.dblquad(
        lambda y, x: under(y, x, 1.3), 0.1, 1.2, 0.0, lambda x: 1.0 + x
    )
    assert twice_integrated(0.1, 1.2, 1.3) == pytest.approx(expected, rel=1e-12)


def doubled(a):
    return integrate.dblquad(under, 0.0, a, 0.0, 1.0, args=(1.3,))[0]


def of_a_box(a):
    return integrate.nquad(under, [[0.0, 1.0], [0.0, a]], args=(1.3,))[0]


@pytest.mark.parametrize("f", [doubled, of_a_box])
def test_of_double_integrals_it_is_said_what_to_write(f):
    with pytest.raises(UnknownCall, match="Write the `quad` of a `quad`"):
        grad(f)(1.0)


def test_no_other_result_is_asked_for_with_full_output_false():
    def f(b, w):
        return integrate.quad(bell, 0.0, b, args=(w,), full_output=0, limlst=20)[0]

    check_grads(f, 0.9, 1.5)


def test_an_integral_moves_with_what_its_function_is_given():
    check_grads(of_width, 1.5)
    check_grads(of_all, 0.5, 1.2, CENTRE)
    check_grads(of_entries, np.array([[0.3, -0.8], [1.2, 0.5]]), 1.4)
    program = differentiate(of_all)
    assert program(0.5, 1.2, CENTRE) == of_all(0.5, 1.2, CENTRE)


def test_an_integral_in_closed_form():
    def f(w):
        return integrate.quad(bell, -np.inf, np.inf, args=(w,))[0]

    np.testing.assert_allclose(grad(f)(1.5), -0.5 * np.sqrt(np.pi) * 1.5**-1.5, rtol=1e-9)


def test_a_slope_that_is_not_known_is_refused_where_it_is_needed_only():
    c = np.array([1.0, 2.0, 3.0])
    np.testing.assert_allclose(grad(with_a_count)(0.5, 3, c), power(0.5, 3, c))
    assert grad(with_a_count)(0.5, 3, [1.0, 2.0, 3.0]) == power(0.5, 3, c)
    with pytest.raises(Unsupported, match="a range cannot end at a float"):
        grad(with_a_count, "c")(0.5, 3, c)
    with pytest.raises((Refused, Unsupported), match="let a list .* vary in `args=`"):
        grad(with_a_count, "c")(0.5, 3, [1.0, 2.0, 3.0])


def test_a_tangent_is_differentiated_again():
    check_grads(of_width, 1.5, modes=("fwd",), order=2)
    check_grads(of_entries, np.array([0.3, -0.8]), 1.4, modes=("fwd",), order=2)


def step(x, p):
    return 1.0 if x < p else 0.0


def bent(x, p):
    return x * p if x < 0.5 else p * p


def of_a_step(b, p):
    return integrate.quad(step, 0.0, b, args=(p,))[0]


def test_a_function_that_jumps_where_a_parameter_is_is_refused():
    with pytest.raises(Unsupported, match="jumps here"):
        grad(of_a_step, "p")(1.0, 0.7)
    assert grad(of_a_step, "b")(0.5, 0.7) == 1.0
    check_grads(lambda p: integrate.quad(bent, 0.0, 1.0, (p,), points=[0.5])[0], 0.7)


# -- again, and of several values -----------------------------------------------------------------


def of_two(a, b):
    return integrate.quad(lambda t: np.exp(-a * t) * np.cos(b * t) * RATE, 0, 1)[0]


RATE = 1.7


def test_a_gradient_is_differentiated_again():
    check_grads(of_width, 1.5, order=2)
    check_grads(of_entries, np.array([0.3, -0.8]), 1.4, order=2)
    check_grads(of_two, 0.7, 1.2, order=2)
    thrice = grad(grad(grad(of_width)))(1.5)
    step = 1e-4
    slope = (grad(grad(of_width))(1.5 + step) - grad(grad(of_width))(1.5 - step)) / (2 * step)
    np.testing.assert_allclose(thrice, slope, rtol=1e-6)


def of_sines(z):
    return integrate.quad(lambda t: np.sin(t * z), 0.0, 1.0)[0]


def slope_of_sines(y):
    return jvp(of_sines, (y,), (1.0,))[1]


def sine(t, y):
    return np.sin(t * y)


def slope_of_a_function(y):
    return grad(lambda z: integrate.quad(sine, 0.0, 1.0, args=(z,))[0])(y)


def both(y):
    return slope_of_sines(y) * slope_of_a_function(y * y)


@pytest.mark.parametrize("f", [slope_of_sines, slope_of_a_function, both])
def test_a_derivative_inside_a_function_has_its_integrals(f):
    check_grads(f, np.float64(0.3))
    check_grads(f, np.float64(0.3), order=2)


def several(a, b):
    z = integrate.quad_vec(
        lambda t: np.array([np.exp(-a * t), np.sin(b * t), t * a * b]), a, 2.0 * b
    )[0]
    return np.sum(z**2) * b


def to_the_end(p):
    z, error = integrate.quad_vec(lambda t: np.exp(-p * t), 0.0, np.inf)
    return z @ p


def matrices(p):
    z = integrate.quad_vec(lambda t: np.outer(p, np.cos(p * t)), 0.0, p[0], epsrel=1e-10)[0]
    return np.sum(z * z.T)


def one_value(a, b):
    return integrate.quad_vec(lambda t, k: np.exp(-k * t), 0, 1, args=(a,))[0] * b


def only_bounds(b):
    return integrate.quad_vec(lambda t: np.array([t, np.cos(t)]), 0.0, b)[0] @ np.array([b, 2.0])


@pytest.mark.parametrize("f", [several, one_value])
def test_several_integrals_at_once(f):
    check_grads(f, 0.7, 1.2, order=2)


@pytest.mark.parametrize(
    ("f", "x"),
    [(to_the_end, np.array([0.7, 1.2, 0.4])), (matrices, np.array([0.7, 1.2])), (only_bounds, 0.8)],
)
def test_integrals_of_arrays(f, x):
    check_grads(f, x, order=2)


def test_other_results_of_quad_vec_are_refused():
    def f(a):
        return integrate.quad_vec(lambda t: t * a, 0, 1, full_output=True)[0]

    with pytest.raises(Unsupported, match="full_output"):
        grad(f)(1.0)
