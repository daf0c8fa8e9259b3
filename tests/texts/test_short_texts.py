"""Texts have no statement that a person would not write: copies of parameters, repeated values."""

import math
from types import SimpleNamespace

import numpy as np

from s2sad import check_grads, differentiate


def below(x):
    return 0.5 * (1.0 + math.erf(x / math.sqrt(2.0)))


def option(s, k, sigma, t):
    d1 = (math.log(s / k) + 0.5 * sigma**2 * t) / (sigma * math.sqrt(t))
    d2 = d1 - sigma * math.sqrt(t)
    return s * below(d1) - k * below(d2)


def pull(x, stiff):
    return -stiff * x


def oscillator(x, v, stiff, dt, n):
    for _ in range(n):
        v = v + dt * pull(x, stiff)
        x = x + dt * v
    return 0.5 * v * v + pull(x, stiff) * x


def swinging(p, dt, n):
    for _ in range(n):
        p.v = p.v + dt * pull(p.x, p.stiff)
        p.x = p.x + dt * p.v
    return p.x * p.v


def carried(p, dt):
    p.v = p.v + dt * p.mass
    return p.v * p.mass


OPTION = (1.1, 0.9, 0.3, 0.7)
OSCILLATOR = (0.3, 0.1, 2.0, 0.1, 3)


def lines_of(f, *args, mode="adjoint"):
    text = differentiate(f).text(mode, *args)
    return [line.partition("#")[0].strip() for line in text.split("\n")]


def test_what_the_program_repeats_is_computed_once():
    text = "\n".join(lines_of(option, *OPTION))
    assert text.count("math.sqrt(t)") == 1 and text.count("math.sqrt(2.0)") == 1
    assert "\nc = math.sqrt(t)\ne = sigma * c\n" in text and "\nd2 = d1 - e\n" in text
    check_grads(option, *OPTION, order=2)


def test_a_value_that_changes_between_is_computed_again():
    def f(x, y):
        a = np.sin(x) * y
        x[0] = x[0] * 2.0
        b = np.sin(x) * y
        for k in range(2):
            y = y + np.cos(y)
            b = b + np.cos(y) * a[k]
        return np.sum(a * b)

    check_grads(f, np.array([0.3, 0.7]), np.array([1.1, 0.4]), order=2)


def test_parameters_of_inlined_functions_are_no_copies():
    for f, args in ((option, OPTION), (oscillator, OSCILLATOR)):
        for mode in ("adjoint", "tangent"):
            copies = [line for line in lines_of(f, *args, mode=mode) if is_copy(line)]
            assert copies == [], mode
    check_grads(oscillator, *OSCILLATOR, order=2)


def test_of_what_is_read_before_a_loop_its_parameters_are_no_copies():
    p = SimpleNamespace(v=0.1, x=0.3, stiff=2.0)
    assert [line for line in lines_of(swinging, p, 0.1, 3) if is_copy(line)] == []
    check_grads(swinging, p, 0.1, 3)


def is_copy(line):
    left, equals, right = line.partition(" = ")
    return bool(equals) and left.isidentifier() and right.isidentifier()


def test_a_parameter_that_is_bound_anew_is_a_variable_of_its_own():
    def halved(x, n):
        for _ in range(n):
            x = x / 2.0
        return x

    def f(x, y):
        a = halved(x, 2) * y
        y = y * 3.0
        return a * halved(y, 1) + x

    check_grads(f, 0.7, 1.3, order=2)


def test_what_holds_an_attribute_is_called_by_it():
    p = SimpleNamespace(v=1.5, mass=0.7)
    text = differentiate(carried).text("adjoint", p, 0.1)
    assert "p_mass = p.mass" in text and "gp_mass" in text
    check_grads(carried, p, 0.1)
