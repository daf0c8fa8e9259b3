"""`wrt` by position where a function takes any number of arguments."""

import pytest

from s2sad import check_grads, differentiate, grad
from s2sad.errors import WrongArgument


def several(a, *xs, scale=2.0):
    return a * scale * xs[0] * xs[1] ** 2


@pytest.mark.parametrize("wrt", [2, -1, (0, 2)])
def test_positions_that_may_be_those_of_a_call_are_refused(wrt):
    with pytest.raises(WrongArgument, match="any number of them. Name it: `wrt='xs'` for all"):
        grad(several, wrt)(1.5, 2.0, 3.0)
    with pytest.raises(WrongArgument, match="does not tell which argument of `several` varies"):
        differentiate(several, wrt=wrt).grad(1.5, 2.0, 3.0)


def test_positions_before_and_names_are_told():
    assert grad(several, 0)(1.5, 2.0, 3.0) == 36.0
    assert grad(several, "xs")(1.5, 2.0, 3.0) == (27.0, 36.0)
    assert grad(several, 1)(1.5, 2.0, 3.0) == (27.0, 36.0)
    assert grad(several, ("a", "scale"))(1.5, 2.0, 3.0) == (36.0, 27.0)
    check_grads(several, 1.5, 2.0, 3.0, scale=0.4, order=2)
