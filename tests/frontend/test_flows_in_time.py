"""Solutions of differential equations move with their times: along the equation."""

import numpy as np
import pytest

from s2sad import check_grads, differentiate, grad, jvp

integrate = pytest.importorskip("scipy.integrate", reason="SciPy is an optional extra")

TIMES = np.array([0.1, 0.4, 1.0])
Y = np.array([0.4, 0.1])
TIGHT = 1e-11


def pushed(y, t, g):
    return [y[1], -g * np.sin(y[0]) + 0.3 * np.cos(2.0 * t)]


def pushed_in_time(t, y, g):
    return pushed(y, t, g)


def decay(t, y):
    return -y


def by_odeint(y0, t, g):
    return integrate.odeint(pushed, y0, t, args=(g,), rtol=TIGHT, atol=TIGHT)


def time_first(y0, t, g):
    return integrate.odeint(
        pushed_in_time, y0, t, args=(g,), tfirst=True, rtol=TIGHT, atol=TIGHT
    )[1:, 0]


def of_a_list(a, end):
    return integrate.odeint(
        pushed, [a, 0.1], [0.0, 0.5 * end, end], args=(1.2,), rtol=TIGHT, atol=TIGHT
    )[-1]


def of_a_span(y0, a, b, g):
    return integrate.solve_ivp(
        pushed_in_time, (a, b), y0, args=(g,), rtol=TIGHT, atol=TIGHT
    ).y[:, -1]


def of_an_array(span, g):
    found = integrate.solve_ivp(pushed_in_time, span, Y, args=(g,), rtol=TIGHT, atol=TIGHT)
    return found.y[:, -1] * found.t[-1] + found.y[:, 0] * found.t[0]


def at_times(y0, a, t, g):
    found = integrate.solve_ivp(
        pushed_in_time, (a, 1.5), y0, t_eval=t, args=(g,), rtol=TIGHT, atol=TIGHT
    )
    return found.y * found.t


def to_the_end(end, g):
    times = np.linspace(0.0, end, 4)
    return integrate.solve_ivp(
        pushed_in_time, (0.0, end), Y, "DOP853", times, args=(g,), rtol=TIGHT, atol=TIGHT
    ).y


def backwards(a, b):
    return integrate.solve_ivp(
        lambda t, y: np.cos(t) * y, (a, b), [1.0], rtol=TIGHT, atol=TIGHT
    ).y[0, -1]


@pytest.mark.parametrize(
    "f, args",
    [
        (by_odeint, (Y, TIMES, 1.2)),
        (time_first, (Y, TIMES, 1.2)),
        (of_a_list, (0.4, 1.1)),
        (of_a_span, (Y, 0.2, 1.1, 1.2)),
        (of_an_array, (np.array([0.2, 1.1]), 1.2)),
        (at_times, (Y, 0.05, TIMES, 1.2)),
        (backwards, (1.1, 0.2)),
    ],
)
def test_a_solution_moves_with_its_times_and_again(f, args):
    check_grads(f, *args)
    check_grads(f, *args, order=2, rtol=1e-5)


def test_asking_for_the_end_of_an_interval_moves_with_the_interval():
    _, (slope, _) = 0, grad(lambda end, g: np.sum(to_the_end(end, g)), (0, 1))(1.1, 1.2)
    steps = [np.sum(to_the_end(1.1 + h, 1.2)) for h in (1e-4, -1e-4)]
    np.testing.assert_allclose(slope, (steps[0] - steps[1]) / 2e-4, rtol=1e-6)


def test_the_slope_in_the_last_time_is_the_equation_there():
    def f(t):
        return integrate.odeint(pushed, Y, [0.0, t], args=(1.2,), rtol=TIGHT, atol=TIGHT)[-1]

    z, dz = jvp(f, (0.8,), (1.0,))
    np.testing.assert_allclose(dz, pushed(z, 0.8, 1.2), rtol=1e-12)


def test_an_autonomous_equation_does_not_see_when_it_began():
    def f(a):
        return integrate.solve_ivp(
            decay, (a, a + 1.0), [2.0], rtol=TIGHT, atol=TIGHT
        ).y[0, -1]

    assert abs(grad(f)(0.3)) < 1e-9


def test_of_steps_that_stopped_the_last_does_not_move_with_the_end():
    def f(b):
        return integrate.solve_ivp(explosive, (0.0, b), [1.0], rtol=1e-8).t[-1]

    assert f(3.0) < 1.1
    assert grad(f)(3.0) == 0.0


def explosive(t, y):
    return y**2


def test_what_does_not_move_is_not_in_the_text():
    program = differentiate(by_odeint, wrt=("y0", "g"))
    program.vjp(Y, TIMES, 1.2)
    assert "rates" not in str(program.adjoint)
    program = differentiate(by_odeint, wrt="t")
    program.vjp(Y, TIMES, 1.2)
    assert "rt.odeint_rates(pushed, a, t, (g,)) * gz" in str(program.adjoint)


@pytest.mark.parametrize("told", ["full_output=False", "h0=0.01", "ml=1, mu=1", "printmessg=0"])
def test_what_odeint_is_told_of_its_steps_is_told_once(told):
    scope = {"integrate": integrate, "pushed": pushed, "TIGHT": TIGHT}
    from tests.programs.running import scope_of

    text = f"def f(y0, g):\n    return integrate.odeint(pushed, y0, [0.0, 1.0], (g,), {told}," \
        " rtol=TIGHT, atol=TIGHT)[-1]\n"
    check_grads(scope_of(text, f"<{told}>", **scope)["f"], Y, 1.2)


@pytest.mark.parametrize(
    "told", ["vectorized=False", "dense_output=True", "first_step=0.01", "events=None",
             "method='Radau', lband=1, uband=1"],
)  # fmt: skip
def test_what_solve_ivp_is_told_of_its_steps_is_told_once(told):
    scope = {"integrate": integrate, "pushed_in_time": pushed_in_time, "TIGHT": TIGHT}
    from tests.programs.running import scope_of

    text = f"def f(y0, g):\n    return integrate.solve_ivp(pushed_in_time, (0.0, 1.0), y0," \
        f" args=(g,), {told}, rtol=TIGHT, atol=TIGHT).y[:, -1]\n"
    check_grads(scope_of(text, f"<ivp {told}>", **scope)["f"], Y, 1.2, rtol=1e-5)
