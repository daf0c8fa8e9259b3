"""Composed indices, against NumPy's own."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from s2sad import check_grads
from s2sad.api import Differentiable
from s2sad.ir.nodes import Apply, Const, Name
from s2sad.transform.adjoint.composed import composed_index

CUBE = np.arange(210.0).reshape(5, 6, 7)
bounds = st.none() | st.integers(-2, 6)
steps = st.sampled_from([None, None, None, 2, -1])
parts = st.integers(-2, 5) | st.builds(slice, bounds, bounds, steps) | st.none()
indices = st.lists(parts, min_size=1, max_size=3).map(tuple)


def as_expr(index):
    found = [
        Apply("slice", tuple(map(Const, (part.start, part.stop, part.step))))
        if isinstance(part, slice) else Const(part) for part in index
    ]  # fmt: skip
    return found[0] if len(found) == 1 else Apply("tuple", tuple(found))


def as_index(expr):
    if isinstance(expr, Apply) and expr.op == "tuple":
        return tuple(map(as_index, expr.args))
    if isinstance(expr, Apply):
        return slice(*[bound.value for bound in expr.args])
    return expr.value


def is_int(expr):
    return isinstance(expr, Const) and type(expr.value) is int


@given(indices, indices)
def test_one_index_takes_what_two_take(inner, outer):
    found = composed_index(as_expr(inner), as_expr(outer), is_int)
    try:
        expected = CUBE[inner][outer]
    except IndexError:
        return
    if found is not None:
        assert np.array_equal(CUBE[as_index(found)], expected)


KNOWN = [
    (slice(9, None), slice(1, None), slice(10, None)),
    (slice(2, 8), slice(1, 3), slice(3, 5)),
    (slice(2, 4), slice(1, 30), slice(3, 4)),
    (slice(None, 4), slice(None, 2), slice(None, 2)),
    (slice(2, None), 1, 3),
    (slice(None), slice(None, None, 2), slice(None, None, 2)),
    (slice(1, None), -1, None),
    (slice(1, None), slice(None, -1), None),
    (slice(None, None, 2), slice(1, None), None),
]


@pytest.mark.parametrize("inner, outer, whole", KNOWN)
def test_what_is_known_of_two(inner, outer, whole):
    found = composed_index(as_expr((inner,)), as_expr((outer,)), is_int)
    assert (None if found is None else as_index(found)) == whole


def test_an_index_that_may_be_negative_counts_from_another_end():
    def is_int_too(part):
        return isinstance(part, Name) or is_int(part)

    some, whole = as_expr((slice(1, None),)), as_expr((slice(None),))
    assert composed_index(some, Name("i"), is_int_too) is None
    assert composed_index(whole, Name("i"), is_int_too) == Name("i")


def test_a_mask_is_not_put_together_with_a_slice():
    mask = np.array([True, False, True])
    x = np.array([0.3, 0.8, 1.1, 1.7, 2.0])

    def masked(x):
        y = x * 1.0
        y[1:][1:][mask] *= x[0]
        return np.sum(y * y)

    check_grads(masked, x, order=2, rtol=1e-4)


def columns(table):
    lens = table[:, 2:]
    first, rest = lens[:, :1], lens[:, 1:]
    return np.sum(first * rest) * lens[1, 0]


def test_a_view_of_a_view_is_spelled_as_one():
    table = np.arange(1.0, 11.0).reshape(2, 5)
    text = str(Differentiable(columns, None).text("adjoint", table))
    assert "gtable[:, 2:3]" in text and "gtable[:, 3:]" in text and "gtable[1, 2]" in text
    check_grads(columns, table, order=2, rtol=1e-4)
