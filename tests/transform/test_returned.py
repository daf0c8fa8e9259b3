"""What only the program has is returned without a copy; what others may have is copied."""

import copy
from dataclasses import dataclass

import numpy as np
import pytest

from s2sad import differentiate, vjp
from s2sad.testing import check_grads
from s2sad.transform.facts import facts_of
from s2sad.transform.returned import returned_as_it_is

from tests.small import adjoint_text

from .programs import LIST, VECTOR, body, kinds_of, read

HEAD = "def f(a, x, y, l, n):\n    "
ALONE = """\
x2 = np.zeros_like(x)
x3 = np.zeros_like(x)
l2 = [x2, x3]
x4 = l2[a]
x4 += y
x5 = np.copy(x2)
x6 = np.copy(x3)
return (x5, x6)"""


def returned(text, role="adjoint"):
    program = read(HEAD + text.replace("\n", "\n    "), role)
    kinds = kinds_of(program, y=VECTOR, l=LIST, l2=LIST)
    return body(returned_as_it_is(program, facts_of(program, kinds, apart=True)))


def test_arrays_of_the_program_are_returned_as_they_are():
    text = ALONE.replace("x5 = np.copy(x2)\nx6 = np.copy(x3)\n", "").replace("x5, x6", "x2, x3")
    assert returned(ALONE) == text


OF_ITSELF = "x2 = np.zeros_like(x)\nx3 = x2 + y\nx2 = np.copy(x2)\nreturn (x2, x3)"


def test_a_copy_of_an_array_under_its_own_name_goes():
    assert returned(OF_ITSELF) == OF_ITSELF.replace("x2 = np.copy(x2)\n", "")


OF_ITSELF_STAYS = {
    "another name of it is returned": OF_ITSELF.replace("x2 + y", "x2"),
    "it may be one of two": OF_ITSELF.replace("x3 =", "if a > 0.0:\n    x2 = y\nx3 ="),
    "it is a view": OF_ITSELF.replace("np.zeros_like(x)", "x[1:]"),
}  # fmt: skip


@pytest.mark.parametrize("why", OF_ITSELF_STAYS)
def test_a_copy_of_an_array_under_its_own_name_stays_where(why):
    assert "x2 = np.copy(x2)" in returned(OF_ITSELF_STAYS[why])


def test_the_gradient_of_a_bias_is_no_copy():
    def dense(W, b, x, v):
        return np.tanh(W @ x + b) @ v

    x = np.array([0.2, 0.5])
    check_grads(dense, np.outer(x, x), x, x.copy(), x.copy())
    assert "gb.copy()" not in adjoint_text(dense, np.outer(x, x), x, x.copy(), x.copy(), wrt=(0, 1))


STAYS = {
    "the list that holds them is returned": ALONE.replace("x5, x6", "x5, l2"),
    "one of two names of one array is returned": ALONE.replace("x5, x6", "x5, x4"),
    "an array is returned twice": ALONE.replace("np.copy(x3)", "np.copy(x2)"),
    "the array is an argument": "x5 = np.copy(x)\nreturn x5",
    "the array may be one of two": "x2 = np.zeros_like(x)\nif a > 0.0:\n    x2 = y\n"
        "x5 = np.copy(x2)\nreturn x5",
    "the array is a view": "x2 = x[1:]\nx5 = np.copy(x2)\nreturn x5",
    "the copy is read again": "x2 = np.zeros_like(x)\nx5 = np.copy(x2)\na = np.sum(x5)\n"
        "return x5, a",
    "something is stored after the copy": "x2 = np.zeros_like(x)\nx5 = np.copy(x2)\n"
        "x2[0] = a\nreturn x5",
    "the copy is returned twice": "x2 = np.zeros_like(x)\nx5 = np.copy(x2)\nreturn x5, x5",
}  # fmt: skip


@pytest.mark.parametrize("why", STAYS)
def test_a_copy_stays_where(why):
    found = returned(STAYS[why])
    assert "np.copy(x2)" in found or "np.copy(x)" in found
    assert "x5" in found.splitlines()[-1]


def test_the_copies_of_the_user_stay():
    assert returned(ALONE, "primal") == ALONE


@dataclass
class Point:
    x: np.ndarray
    v: np.ndarray


def pushed(points, dt):
    for i in range(len(points)):
        points[i].v -= dt * points[i - 1].x
        points[i].x += dt * points[i].v
    return np.sum(points[0].x * points[1].v)


def points():
    return [Point(np.array([0.3, 1.0]), np.array([-0.5, 0.2])) for _ in range(2)]


def test_gradients_share_no_memory():
    _, pullback = vjp(pushed, points(), 0.1, wrt=("points",))
    (found,) = pullback(1.0)
    arrays = [a for point in found for a in (point.x, point.v)]
    before = copy.deepcopy(arrays)
    for k, one in enumerate(arrays):
        assert not any(np.shares_memory(one, other) for other in arrays[:k])
        one += 1.0
    again = [a for point in pullback(1.0)[0] for a in (point.x, point.v)]
    assert all(map(np.array_equal, before, again))


def test_derivatives_are_right():
    check_grads(pushed, points(), 0.1, wrt=("points", "dt"), order=2)
    assert ".copy()    #" not in str(differentiate(pushed).text("adjoint", points(), 0.1))
