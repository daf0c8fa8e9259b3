"""What a rule is not true of is refused: columns of coefficients, vectors in the plane."""

import numpy as np
import pytest

from s2sad import check_grads, grad
from s2sad.errors import WrongKind

PLANE, SPACE = np.linspace(0.1, 0.9, 6).reshape(3, 2), np.linspace(0.2, 1.3, 12).reshape(4, 3)


def crossed(p, q):
    return np.sum(np.cross(p, q) ** 2)


def crossed_along(p, q):
    return np.sum(np.cross(p, q, axis=0) ** 2)


def evaluated(p, x):
    return np.sum(np.polyval(p, x) ** 2)


REFUSED = [
    (crossed, PLANE, PLANE[::-1]), (crossed, PLANE[0], SPACE[0]), (crossed, PLANE[:2], PLANE[1:]),
    (crossed_along, PLANE[:2], PLANE[1:]), (evaluated, SPACE, SPACE[0]),
    (evaluated, SPACE[:, :1], SPACE[0]),
]  # fmt: skip


@pytest.mark.parametrize("f, one, other", REFUSED)
def test_other_sizes_are_refused(f, one, other):
    with pytest.raises(WrongKind):
        grad(f)(one, other)


@pytest.mark.parametrize(
    "f, one, other",
    [(crossed, SPACE, SPACE[1]), (crossed, SPACE[0], SPACE[1]), (evaluated, SPACE[0], SPACE),
     (crossed_along, PLANE, PLANE[::-1])],
)  # fmt: skip
def test_these_sizes_are_taken(f, one, other):
    check_grads(f, one, other, order=2)
