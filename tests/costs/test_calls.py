"""How many functions are called from the source of 50 lines to their compiled gradient.

Calls are counted, not seconds, so that the number is the same on every machine. A pass that walks
the program once more for each statement, or asks twice for what it knows, is seen here.
"""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.compiling import SHAPES, defined
from s2sad.api import grad

from .test_length import calls_of, function_of

MOST = {  # 1.02 times what was counted
    "straight": 298_000, "loops and branches": 366_000, "arrays and stores": 462_000,
    "waves": 624_000,
}  # fmt: skip

X = np.linspace(0.3, 0.9, 5)


def waves(n):
    """Array statements, each of two values before it: products, quotients, sines, powers."""
    lines = ["w0 = x / (1.0 + x ** 2)", "w1 = np.sin(w0) * x + 1.5 * x"]
    for k in range(2, n - 2):
        sine = f"w{k} = np.sin(w{k - 1}) * w{k - 2} + {k}.5 * x"
        lines.append(sine if k % 3 else f"w{k} = w{k - 1} / (1.0 + w{k - 2} ** 2)")
    return [*lines, f"return np.sum(w{n - 3} * x)"]


def first_gradient(shape, n):
    """Return how many calls the first gradient of n lines takes."""
    if shape == "waves":
        f, args = function_of(waves, n), (X,)
    else:
        make, args = SHAPES[shape]
        f = defined(make(n))
    return calls_of(lambda: grad(f)(*args))


@pytest.mark.parametrize("shape", MOST)
def test_fifty_lines_are_compiled_within_a_bound(shape):
    first_gradient(shape, 12)  # imports, and what is kept for every program
    assert first_gradient(shape, 50) < MOST[shape]


@pytest.mark.parametrize("shape", MOST)
def test_the_bound_is_of_this_size(shape):
    first_gradient(shape, 12)
    assert first_gradient(shape, 50) > MOST[shape] / 1.5
