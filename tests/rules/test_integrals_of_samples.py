"""Integrals of samples by SciPy move with their places and widths, too."""

import numpy as np
import pytest

from s2sad import check_grads
from tests.thorough import order_in_turn

integrate = pytest.importorskip("scipy.integrate", reason="SciPy is an optional extra")

RNG = np.random.default_rng(5)
Y, T = RNG.normal(size=(3, 4)), np.sort(RNG.normal(size=4))
T2 = np.sort(RNG.normal(size=(3, 4)), axis=1)


@pytest.mark.parametrize(
    "f, args",
    [
        (lambda y, t: integrate.trapezoid(y, t), (Y[0], T)),
        (lambda y, t: integrate.trapezoid(y, x=t), (Y, T)),
        (lambda y, t: integrate.trapezoid(y, t, axis=0), (Y, T[:3])),
        (lambda y, t: integrate.trapezoid(y, t), (Y, T2)),
        (lambda y, h: integrate.trapezoid(y, dx=h), (Y, 0.3)),
        (lambda y, t: integrate.cumulative_trapezoid(y, t), (Y[0], T)),
        (lambda y, t: integrate.cumulative_trapezoid(y, t, initial=0), (Y, T)),
        (lambda y, t: integrate.cumulative_trapezoid(y, t, axis=0, initial=0.0), (Y, T[:3])),
        (lambda y, t: integrate.cumulative_trapezoid(y, t), (Y, T2)),
        (lambda y, h: integrate.cumulative_trapezoid(y, dx=h, initial=0), (Y, 0.3)),
    ],
)
def test_an_integral_moves_with_samples_and_places(f, args):
    check_grads(f, *args, order=order_in_turn())


def test_the_width_of_simpsons_rule_moves():
    for y in (Y, Y[0]):
        check_grads(lambda y, h: np.sum(integrate.simpson(y, dx=h) ** 2), y, 0.3, order=2)


def test_places_of_simpsons_rule_move_and_may_be_none():
    check_grads(lambda t: integrate.simpson(Y[0], x=t), T)
    check_grads(lambda y, t: integrate.simpson(y, x=t), Y[0], None)


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_cumulative_parabolas_of_few_samples(count):
    y, t = Y[:, :count], T[:count]
    check_grads(lambda y: integrate.cumulative_simpson(y, dx=0.3, initial=0.0), y)
    if count > 1:
        check_grads(lambda y, t: integrate.cumulative_simpson(y, x=t), y, t)


def test_an_initial_integral_may_be_one_of_each_lane():
    def f(y, first):
        return integrate.cumulative_simpson(y, axis=0, initial=first)

    check_grads(f, Y, np.array([[0.3, -0.4, 0.1, 0.7]]))
    check_grads(lambda y, first: integrate.cumulative_simpson(y, initial=first), Y, Y[:, :1])
