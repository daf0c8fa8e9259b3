"""Solutions of differential equations: they move with their start and with `args`."""

import numpy as np
import pytest

from s2sad import check_grads, differentiate, grad, jvp, vjp
from s2sad.errors import Refused, Unsupported, WrongKind

integrate = pytest.importorskip("scipy.integrate", reason="SciPy is an optional extra")

GRAVITY = 1.3
TIMES = np.array([0.0, 0.3, 1.0, 1.1, 2.0])
Y = np.array([0.4, 0.1])
M = np.array([0.3, 0.2])
TIGHT = 1e-11


def swing(y, t, g, m):
    theta, omega = y
    return [omega, -g * GRAVITY * np.sin(theta) - m[0] * omega + m[1] * t]


def swing_in_time(t, y, g, m):
    theta, omega = y
    return omega, -g * GRAVITY * np.sin(theta) - m[0] * omega + m[1] * t


def turned(t, y, a):
    return a @ y - 0.1 * y**3


def decay(y, t, g):
    return -g * y


def decay_in_time(t, y):
    return -y


def by_odeint(y0, g, m):
    ys = integrate.odeint(swing, y0, TIMES, args=(g, m), rtol=TIGHT, atol=TIGHT)
    return np.sum(ys[:, 0] ** 2) + ys[-1, 1] * g


def from_numbers(a, g):
    ys = integrate.odeint(swing, [a, 0.1 * a], TIMES, (g, M), rtol=TIGHT, atol=TIGHT)
    return ys[2:]


def time_first(y0, m):
    return integrate.odeint(
        swing_in_time, y0, TIMES, args=(1.2, m), tfirst=True, rtol=TIGHT, atol=TIGHT
    )[1:, 0]


def by_solve_ivp(y0, g, m):
    found = integrate.solve_ivp(
        swing_in_time, (-0.3, 2.0), y0, t_eval=TIMES, args=(g, m), rtol=TIGHT, atol=TIGHT
    )
    if not found.success:
        raise ValueError(found.message)
    return np.sum(found.y[0] ** 2) + found.y[1, -1] * found.t[-1]


def of_a_matrix(y0, a):
    found = integrate.solve_ivp(
        turned, (0.0, 1.0), y0, "DOP853", args=(a,), rtol=TIGHT, atol=TIGHT
    )
    return found.y[:, -1]


def in_a_loop(a, g):
    for _ in range(2):
        a = a + integrate.odeint(decay, a, TIMES, args=(g,), rtol=TIGHT, atol=TIGHT)[-1, 0]
    return a


def nothing_but_the_start(a):
    found = integrate.solve_ivp(
        decay_in_time, (0.0, 1.0), [a, 2.0], t_eval=[0.5, 1.0], rtol=TIGHT, atol=TIGHT
    )
    return found.y * a


@pytest.mark.parametrize(
    "f, args",
    [
        (by_odeint, (Y, 1.2, M)),
        (from_numbers, (0.3, 1.2)),
        (time_first, (Y, M)),
        (by_solve_ivp, (Y, 1.2, M)),
        (of_a_matrix, (Y, np.array([[0.1, -0.7], [0.9, -0.2]]))),
        (in_a_loop, (0.7, 0.4)),
        (nothing_but_the_start, (0.7,)),
    ],
)
def test_a_solution_moves_with_its_start_and_with_what_the_equation_is_given(f, args):
    check_grads(f, *args)


def test_a_solution_that_is_known_by_a_formula():
    def f(a, g):
        return integrate.odeint(decay, a, [0.0, 1.5], args=(g,), rtol=TIGHT, atol=TIGHT)[-1, 0]

    ga, gg = differentiate(f).grad(0.7, 0.4)
    np.testing.assert_allclose([ga, gg], np.exp(-0.6) * np.array([1.0, -1.5 * 0.7]), rtol=1e-8)


def test_the_value_is_that_of_scipy_and_only_the_parameters_that_vary_are_followed():
    ys = integrate.odeint(swing, Y, TIMES, args=(1.2, M), rtol=TIGHT, atol=TIGHT)
    z, _ = jvp(lambda y0: integrate.odeint(swing, y0, TIMES, (1.2, M), rtol=TIGHT, atol=TIGHT),
               (Y,), (Y,))  # fmt: skip
    np.testing.assert_array_equal(z, ys)
    program = differentiate(nothing_but_the_start)
    program.vjp(0.7)
    text = str(program.adjoint)
    assert text.count("def ") == 2 and "decay_in_time_back(t, w, n)" in text


def once(g):
    return integrate.odeint(decay, [1.0], [0.0, 1.0], args=(g,), rtol=TIGHT, atol=TIGHT)[-1, 0]


def squared(t, y, g):
    return -g * y * y


def of_squares(a, g):
    return integrate.solve_ivp(
        squared, (0.0, 1.0), [a], args=(g,), t_eval=[0.5, 1.0], rtol=TIGHT, atol=TIGHT
    ).y[0]


@pytest.mark.parametrize(
    "f, args", [(by_odeint, (Y, 1.2, M)), (time_first, (Y, M)), (of_squares, (0.7, 1.2))]
)
def test_a_solution_is_differentiated_twice(f, args):
    check_grads(f, *args, order=2)


def test_a_second_derivative_that_is_known_by_a_formula():
    np.testing.assert_allclose(grad(grad(once))(1.2), np.exp(-1.2), rtol=1e-8)
    np.testing.assert_allclose(jvp(grad(once), (1.2,), (1.0,))[1], np.exp(-1.2), rtol=1e-8)


def test_a_derivative_is_as_exact_as_the_steps():
    def f(g, tol):
        return integrate.odeint(decay, 1.0, [0.0, 2.0], args=(g,), rtol=tol, atol=tol)[-1, 0]

    exact = -2.0 * np.exp(-2.0)
    errors = [abs(grad(f)(1.0, tol) - exact) for tol in (1e-4, 1e-7, 1e-10)]
    assert 1e-6 < errors[0] < 1e-2 and errors[1] < 1e-5 and errors[2] < 1e-8


def test_a_pullback_is_run_as_often_as_one_likes():
    z, back = vjp(of_a_matrix, Y, np.eye(2))
    first = back(np.ones(2))
    z[:] = 7.0
    for one, other in zip(first, back(np.ones(2))):
        np.testing.assert_array_equal(one, other)


def filled(y, t, a, b):
    dy = np.empty_like(y)
    for i in range(len(y)):
        before = y[i - 1] if i > 0 else 0.0
        push = np.sin(t) if t < 1.0 else np.cos(t)
        dy[i] = a * (before - y[i]) + b[i] * push
    return dy


def test_a_system_that_fills_an_array_and_chooses_by_time():
    def f(y0, a, b):
        return integrate.odeint(filled, y0, TIMES, args=(a, b), rtol=TIGHT, atol=TIGHT)[-1]

    check_grads(f, np.array([0.3, 0.4, 0.5]), 0.7, np.array([0.1, 0.2, 0.3]))


def melting(t, y, p):
    if y[0] > 0.5:
        return -p * y
    return -p * y**2


def of_melting(p):
    return integrate.solve_ivp(melting, (0.0, 1.0), [0.9], args=(p,)).y[0, -1]


def eventful(g):
    return integrate.solve_ivp(decay_in_time, (0.0, 1.0), [g], events=decay_in_time).y[0, -1]


def interpolated(g):
    return integrate.solve_ivp(decay_in_time, (0.0, 1.0), [g]).sol


def with_a_list(g):
    return np.sum(integrate.odeint(of_items, [1.0, 2.0], [0.0, 1.0], args=([g, g],)))


def of_items(y, t, a):
    return -a[0] * y


def of_a_default(g):
    return integrate.odeint(lambda y, t, k=g: -k * y, [1.0], [0.0, 1.0])[-1, 0]


def loud(y, t, g):
    print(t)
    return -g * y


def of_a_loud_one(g):
    return integrate.odeint(loud, [1.0], [0.0, 1.0], args=(g,))[-1, 0]


@pytest.mark.parametrize(
    "f, x, error, words",
    [
        (eventful, 1.0, Unsupported, "Of `events=` nothing is known"),
        (interpolated, 1.0, WrongKind, "`.sol` of a OptimizeResult"),
        (with_a_list, 1.0, Unsupported, "let a list .* vary in `args=`"),
        (of_melting, 1.0, Unsupported, "jumps here"),
        (of_a_default, 1.0, Unsupported, "pass what it needs"),
        (of_a_loud_one, 1.0, Refused, "`d_loud`, which a search calls"),
    ],
)
def test_what_is_not_known_of_a_solution_is_refused(f, x, error, words):
    with pytest.raises(error, match=words):
        grad(f)(x)


def test_a_system_returns_numbers():
    with pytest.raises(Unsupported, match="take text for a vector"):
        grad(lambda g: integrate.odeint(of_text, [1.0], [0.0, 1.0], args=(g,))[-1, 0])(1.0)


def of_text(y, t, g):
    return "text"
