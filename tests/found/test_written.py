"""Ordinary programs that were refused, or wrong."""

import pytest

from s2sad import check_grads, differentiate
from tests.small import noted_in

CASES = {}
at = noted_in(CASES)


def euler(f, y, t, dt):
    k1 = f(t, y)
    k2 = f(t + dt, [a + dt * b for a, b in zip(y, k1)])
    return [a + 0.5 * dt * (b + c) for a, b, c in zip(y, k1, k2)]


def steps(f, y0, dt, n, callback=None):
    y, t = list(y0), 0.0
    for i in range(n):
        y = euler(f, y, t, dt)
        t += dt
        if callback is not None:
            callback(i, t, y)
    return y


@at([1.0, 0.5], (1.1, 0.4, 0.1, 0.4), 4)
def a_stepper_over_lists(y0, p, n):
    a, b, c, d = p
    trace = []

    def slopes(t, y):
        return [a * y[0] - b * y[0] * y[1], c * y[0] * y[1] - d * y[1] * t]

    y = steps(slopes, y0, 0.1, n, lambda i, t, y: trace.append(y[0] * t))
    return y[0] + sum(trace)


def doubled(values):
    half = [v * 0.5 for v in values]
    return [a + b * a for a, b in zip(values, half)]


@at([1.0, 0.5], 3)
def a_list_that_a_helper_makes_anew(y0, n):
    y = list(y0)
    for _ in range(n):
        y = doubled(y)
    return y[0] * y[1]


@pytest.mark.parametrize("name", CASES)
def test_an_ordinary_program_is_right_in_both_modes(name):
    function, args = CASES[name]
    check_grads(function, *args)


def test_a_number_still_takes_the_name_that_it_is_assigned_to():
    def roots(c, n):
        x = c
        for _ in range(n):
            x = newton(x, c)
        return x

    text = differentiate(roots).text("primal", 2.0, 3)
    assert "x = " in text and check_grads(roots, 2.0, 3) is None


def newton(x, c):
    return x - (x * x - c) / (2.0 * x)
