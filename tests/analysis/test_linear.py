"""Systems of linear inequalities: those without a solution, and only those."""

import itertools

import numpy as np
import pytest

from s2sad.analysis.linear import is_impossible
from s2sad.ir.kinds import Size

I, J, N = (Size.symbol(name) for name in "ijn")


@pytest.mark.parametrize(
    "system",
    [
        [Size(-1)],
        [I, I * -1 - 1],
        [I - J - 1, J - I],
        [I, N - I - 1, I - N],
        [I - J - 1, J - N, N - I],
        [I * 2 - 1, I * -2 + 1],  # 1/2 is no whole number
        [I * 3 - J * 3 - 1, J * 3 - I * 3 + 2],
    ],
)
def test_without_a_solution(system):
    assert is_impossible(system)


@pytest.mark.parametrize(
    "system",
    [[], [Size(0)], [I, I * -1], [I - J - 1, J], [I * 2 - 1, I * -2 + 2], [I + J - 5, I * -1 + 5]],
)
def test_with_a_solution(system):
    assert not is_impossible(system)


def test_a_system_with_a_solution_is_never_called_impossible():
    rng = np.random.default_rng(5)
    seen = {True: 0, False: 0}
    for _ in range(400):
        rows = rng.integers(-3, 4, (int(rng.integers(2, 6)), 4)).tolist()
        system = [I * a + J * b + N * c + d for a, b, c, d in rows]
        points = itertools.product(range(-4, 5), repeat=3)
        solved = any(
            all(a * i + b * j + c * n + d >= 0 for a, b, c, d in rows) for i, j, n in points
        )
        answer = is_impossible(system)
        assert not (answer and solved), rows
        seen[answer] += 1
    assert min(seen.values()) > 20


def test_a_system_that_grows_too_large_is_not_decided():
    names = [Size.symbol(f"x{k}") for k in range(12)]
    rng = np.random.default_rng(3)
    system = [
        sum((name * int(rng.integers(-2, 3)) for name in names), Size(int(rng.integers(0, 5))))
        for _ in range(60)
    ]
    assert not is_impossible(system)
