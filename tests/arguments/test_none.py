"""None as the value of an argument, or of a name."""

import numpy as np
import pytest

from s2sad import check_grads, differentiate
from s2sad.errors import WrongArgument, WrongCall

X = np.array([[0.3, -0.8, 1.2], [0.7, 0.1, -0.4]])


def spread(x, axis=None, low=None, high=None, weights=None):
    y = np.clip(np.sort(x, axis=axis), low, high)
    return np.sum(np.average(y, axis=axis, weights=weights) ** 2)


@pytest.mark.parametrize(
    "given",
    [{}, {"axis": 0}, {"low": -0.5}, {"high": 0.5, "axis": None}, {"low": -0.5, "high": 1.0},
     {"axis": 1, "weights": np.array([0.2, 0.3, 0.5])}],
)  # fmt: skip
def test_arguments_that_are_none_are_left_out(given):
    check_grads(lambda x: spread(x, **given), X, order=2)
    if "axis" not in given:
        check_grads(spread, X, None, given.get("low"), given.get("high"), wrt=0)


def chosen(x, axis=None):
    whole = axis
    if axis is None:
        axis = 0
    return np.sum(np.max(x, axis=axis) ** 2) * np.max(x, axis=whole)


def test_a_name_that_is_none_until_it_is_bound_again():
    check_grads(chosen, X, None, wrt=0)
    check_grads(chosen, X, wrt=0)


def test_a_call_with_none_and_one_without_have_programs_of_their_own():
    both = differentiate(lambda x, axis: np.sum(np.max(x, axis=axis) ** 2), wrt="x")
    assert np.count_nonzero(both.grad(X, None)) == 1
    assert np.count_nonzero(both.grad(X, 0)) == 3
    assert np.count_nonzero(both.grad(X, None)) == 1


def test_what_is_only_an_exponent_is_named_with_what_to_write():
    power = differentiate(lambda n: 2.0**n)
    with pytest.raises(WrongArgument, match=r"`n` is taken for a constant[^`]*`wrt='n'`"):
        power.grad(3.0)
    assert differentiate(lambda n: 2.0**n, wrt="n").grad(3.0) == pytest.approx(8 * np.log(2))


def test_spacings_for_more_axes_than_there_are_are_refused():
    with pytest.raises(WrongCall, match="2 spacings"):
        differentiate(lambda x: np.sum(np.gradient(x, 1.0, 2.0))).grad(X[0])
    with pytest.raises(WrongCall, match="3 spacings"):
        differentiate(lambda x: np.sum(np.gradient(x, 1.0, 2.0, 3.0)[0])).grad(X)
