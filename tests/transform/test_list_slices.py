"""Slices of lists: with every step and bound, as Python takes them."""

import itertools

import numpy as np
import pytest

from s2sad import grad
from s2sad.errors import MissingRule
from s2sad.testing import check_grads
from tests.programs.running import scope_of
from tests.thorough import order_in_turn

X = np.array([0.5, -1.2, 0.8, 1.7, -0.4])
BOUNDS = [None, 0, 3, 7, -1, -7]


@pytest.mark.parametrize("step", [None, 1, 2, 3, -1, -2])
def test_constant_slices(step):
    for first, last in itertools.product(BOUNDS, BOUNDS):
        parts = ["" if part is None else str(part) for part in (first, last, step)]
        text = (
            "def f(x):\n    items = [v * v for v in x]\n    s = 0.0\n"
            f"    for k, v in enumerate(items[{':'.join(parts)}]):\n        s = s + (k + 1) * v\n"
            "    return s\n"
        )
        weights = np.zeros(5)
        for k, i in enumerate(range(5)[first:last:step]):
            weights[i] = k + 1
        scope = scope_of(text, f"slice{first}{last}{step}.py")
        np.testing.assert_allclose(grad(scope["f"])(X), 2.0 * weights * X)


def backwards(x, a, b):
    items = [x[0], x[1], x[2], x[3], x[4]]
    found = items[a:b:-1]
    items[0] = x[1]
    s = 0.0
    for k, v in enumerate(found):
        s = s + (k + 1) * v**2
    return s + items[0] * items[1]


@pytest.mark.parametrize("a, b", [(3, 0), (9, -9), (-1, 1), (-9, 9), (0, 3), (2, -1), (4, 2)])
def test_bounds_of_the_run(a, b):
    check_grads(backwards, X, a, b, order=order_in_turn())


def stored(x):
    items = [x[0], x[1], x[2], x[3]]
    found = items[2:0:-1]
    items[1] = found[0] * x[4]
    items[2] = found[1]
    return items[1] * items[2] ** 2 * items[0]


def test_slice_backwards_is_a_new_list():
    check_grads(stored, X, order=2)


def test_step_of_the_run_is_refused():
    def f(x, k):
        items = [x[0], x[1], x[2]]
        return items[::k][1]

    with pytest.raises(MissingRule):
        grad(f)(X, 2)
