"""The mirrors of loads and stores, and how contributions are added: programs by value."""
# ruff: noqa: RET504

import numpy as np
import pytest

from s2sad import grad
from s2sad.errors import UnsafeWrite
from tests.small import check, adjoint_text, sweeps

X = np.array([0.3, 0.7, 1.1, 1.6])
M = np.array([[0.3, 0.7, 1.1], [0.4, 0.9, 0.5]])


# -- stores ------------------------------------------------------------------------------------


def store_clears(x):
    y = x * 1.0
    for i in range(2):
        y[i] = x[i + 1] * x[i]
        y[i + 1] = np.sin(y[i]) * y[i + 2]
    return np.sum(y * y)


def store_reads_its_own_cell(x):
    y = x * 1.0
    for i in range(3):
        y[i] = y[i] * y[i + 1]
    y[1:] = y[1:] * y[:-1]
    return np.sum(y * y)


def store_of_constants(x):
    y = x * x
    for i in range(2):
        y[i] = 2.0
        y[i + 1] *= y[i + 2]
    y[3:] = 0.5
    return np.sum(y * y * x)


def store_of_what_was_there(x):
    y = x * 1.0
    for i in range(2):
        v = y[i]
        y[i] = v
        y[i + 1] = v * y[i + 1]
    return np.sum(y * y)


def store_of_one_value_in_two_cells(x, s):
    y = x * 1.0
    for i in range(2):
        v = s * y[i + 2]
        y[i] = v
        y[i + 1] = v
        s = s * v
    return np.sum(y * y) * s


def store_of_a_row_that_is_used_again(a):
    b = a * 1.0
    v = a[0] * a[1]
    for i in range(2):
        b[i] = v
        v = v * b[1 - i]
    return np.sum(b * b) + np.sum(v)


def store_of_a_number_in_many_cells(x, s):
    y = x * 1.0
    for _ in range(2):
        y[1:3] = s
        s = s * y[0] + y[2] * y[1]
    return np.sum(y * y) * s


def store_of_a_row_in_a_matrix(a, x):
    b = a * 1.0
    for i in range(2):
        b[:] = x * b[i]
        b[i] += x
    return np.sum(b * b)


@pytest.mark.parametrize(
    "f", [store_clears, store_reads_its_own_cell, store_of_constants, store_of_what_was_there]
)
def test_a_store_clears_the_adjoint_of_its_cells(f):
    check(f, X)


@pytest.mark.parametrize(
    ("f", "args"),
    [
        (store_of_one_value_in_two_cells, (X, 0.6)),
        (store_of_a_row_that_is_used_again, (M,)),
        (store_of_a_number_in_many_cells, (X, 0.6)),
        (store_of_a_row_in_a_matrix, (M, M[0])),
    ],
)
def test_a_store_hands_the_adjoint_of_its_cells_over(f, args):
    check(f, *args)


def test_a_store_takes_a_copy_before_it_clears():
    _, back = sweeps(store_of_a_row_that_is_used_again, M)
    assert "np.copy(g:b[i])" in back
    assert back.index("np.copy(g:b[i])") < back.index("g:b[i] = 0.0")


# -- augmented stores --------------------------------------------------------------------------


def added(x, s):
    y = x * 1.0
    for i in range(3):
        y[i] += s * y[i + 1]
        y += s
        s = s * y[0]
    return np.sum(y * y)


def subtracted(x, s):
    y = x * 1.0
    for i in range(3):
        y[i] -= s * y[i + 1]
        y[1:] -= x[1:] * s
        y -= x
        s = s * y[0]
    return np.sum(y * y)


def added_with_overlap(x, s):
    y = x * s
    for _ in range(2):
        y[1:] += y[:-1]
        y[:-1] -= y[1:]
        y += y
    return np.sum(y * y)


def added_row_that_is_used_again(a, x):
    b = a * a
    v = x * 1.0
    for i in range(2):
        b[i] += v
        v = v * b[0]
    return np.sum(b * b) + np.sum(v * v)


def added_and_then_stored(x, s):
    y = x * s
    v = x * x
    y += v
    w = v * s
    y[0] = s
    v = v * w
    y += v
    return np.sum(y * y * w)


@pytest.mark.parametrize(
    ("f", "args"),
    [
        (added, (X, 0.6)),
        (subtracted, (X, 0.6)),
        (added_with_overlap, (X, 0.6)),
        (added_row_that_is_used_again, (M, M[0])),
        (added_and_then_stored, (X, 0.6)),
    ],
)
def test_an_augmented_store_keeps_the_adjoint_of_its_cells(f, args):
    check(f, *args)


# -- indices that repeat -----------------------------------------------------------------------


def load_by_repeated_indices(x, idx):
    s = 0.5
    for _ in range(2):
        v = x[idx]
        s = s * np.sum(v * v) + np.sum(x[[0, 0, 1]] * s)
    return s


def store_by_repeated_indices(x, idx):
    y = x * 1.0
    for i in range(2):
        y[idx] = x[:3] * y[idx] * (i + 1.0)
    return np.sum(y * y)


def add_by_repeated_indices(x, idx):
    y = x * 1.0
    for _ in range(2):
        y[idx] += x[:3] * y[idx]
        y[[1, 1]] -= x[2:] * y[0]
    return np.sum(y * y)


def add_at_repeated_indices(x, idx):
    y = x * 1.0
    for _ in range(2):
        np.add.at(y, idx, x[:3] * y[1:])
    return np.sum(y * y)


def load_and_store_by_mask(x):
    y = x * 1.0
    for _ in range(2):
        y[x > 0.5] = y[x > 0.5] * x[0]
        y[y < 0.6] += x[1]
    return np.sum(y * y)


@pytest.mark.parametrize(
    "f",
    [
        load_by_repeated_indices, store_by_repeated_indices, add_by_repeated_indices,
        add_at_repeated_indices,
    ],
)  # fmt: skip
@pytest.mark.parametrize("idx", [[1, 1, 3], [0, 1, 2]])
def test_integer_arrays_may_name_a_cell_twice(f, idx):
    check(f, X, np.array(idx), wrt=0)


def test_a_mask_names_a_cell_once():
    check(load_and_store_by_mask, X)
    assert "add.at" not in adjoint_text(load_and_store_by_mask, X)


# -- contributions -----------------------------------------------------------------------------


def aliases_of_one_value(x):
    a = x * 2.0
    b = a
    c = a
    d = b * c
    e = d
    f = np.sum(d) * e
    return np.sum(f * b)


def sums_hand_one_array_to_two(x, y):
    for _ in range(2):
        z = x + y
        x = z * x
        y = z + x
    return np.sum(x * y)


def seed_goes_to_two(x, y):
    return x + y


def copies_of_the_result(x):
    y = x + 0.0
    z = y
    return y, z, x


def transposes(a):
    b = a.T
    c = b + b
    d = c.T + a
    return np.sum(d * d) + np.sum(b * c)


def loads_after_a_shared_adjoint(x):
    y = x + x[0]
    z = y + x
    return np.sum(z) + y[1] * z[2] + x[1]


def numbers(x, y):
    a = x + y
    b = a - x
    c = b + a
    for _ in range(2):
        c = c + a * b
        a = a - c
    return a * c


def negated(x, y):
    a = -x
    b = a - y
    return np.sum(b * a) - np.sum(a) - np.sum(-b)


@pytest.mark.parametrize(
    ("f", "args"),
    [
        (aliases_of_one_value, (X,)),
        (sums_hand_one_array_to_two, (X, X[::-1].copy())),
        (seed_goes_to_two, (X, X[::-1].copy())),
        (copies_of_the_result, (X,)),
        (transposes, (M,)),
        (loads_after_a_shared_adjoint, (X,)),
        (numbers, (0.4, 0.7)),
        (negated, (X, X[::-1].copy())),
    ],
)
def test_what_may_be_held_elsewhere_is_not_added_to_in_place(f, args):
    check(f, *args)


def test_a_second_contribution_is_added_in_place_only_to_what_is_owned():
    def f(x, y):
        a = x * y
        b = a * a
        return np.sum(b * a) + np.sum(x)

    _, back = sweeps(f, X, X)
    assert "g:a += " in back  # its first contribution is a product
    check(f, X, X * X)


# -- shapes and dtypes -------------------------------------------------------------------------


def number_and_array(s, x):
    y = s * x
    for _ in range(2):
        y = y * s + s
    return np.sum(y * y)


def row_and_matrix(r, a):
    b = a + r
    for _ in range(2):
        b = b * r - r
    return np.sum(b * b)


def column_and_row(c, r):
    b = c * r
    for _ in range(2):
        b = b * c + r / c
    return np.sum(b * b)


def keeps_its_axis(c, a):
    b = a * c
    for _ in range(2):
        b = b * c
    return np.sum(b * b)


def one_cell(x, y):
    z = x * y
    for _ in range(2):
        z = z * x + x
    return np.sum(z * z)


def block_and_row(r, a):
    b = np.stack([a, a * a]) * r
    return np.sum(b * b * r)


def no_dimension(s, x):
    t = s * 2.0
    y = t * x
    return np.sum(y * y) * t


def sum_becomes_full(x):
    y = x * x
    s = np.sum(y)
    m = np.mean(y, axis=0)
    return s * m


def broadcast_in_the_sum(x, a):
    y = x * x
    b = np.broadcast_to(y, (2, 3)) + a
    c = np.sum(b, axis=1, keepdims=True)
    return np.sum(b * c)


@pytest.mark.parametrize(
    ("f", "args"),
    [
        (number_and_array, (0.7, X)),
        (row_and_matrix, (M[0], M)),
        (column_and_row, (M[:, :1].copy(), M[0])),
        (keeps_its_axis, (M[:, :1].copy(), M)),
        (keeps_its_axis, (M[:1].copy(), M)),
        (one_cell, (X[:1].copy(), X)),
        (one_cell, (np.array([[0.6]]), M)),
        (block_and_row, (M[0], M)),
        (block_and_row, (M[:, :1].copy(), M)),
        (no_dimension, (np.array(0.7), X)),
        (sum_becomes_full, (X,)),
        (broadcast_in_the_sum, (M[0], M)),
    ],
)
def test_broadcasting_is_undone(f, args):
    check(f, *args)
    found = grad(f, wrt=(0, 1)[: len(args)])(*args)
    assert [np.shape(g) for g in found] == list(map(np.shape, args))


def test_only_the_axes_that_were_stretched_are_summed():
    assert "np.sum" in adjoint_text(keeps_its_axis, M[:, :1].copy(), M, wrt=(0,))

    def same(a, b):
        return np.sum(a * b * b)

    text = adjoint_text(same, M, M)
    assert "np.sum" not in text.split("z = ")[1].split("\n", 1)[1]


@pytest.mark.parametrize("f", [number_and_array, row_and_matrix])
def test_a_wider_contribution_is_cast_to_the_dtype_of_the_argument(f):
    narrow = np.float32
    args = (M[0].astype(narrow), M.astype(np.float64))
    gradients = grad(f, wrt=(0, 1))(*args)
    assert [g.dtype for g in gradients] == [np.float32, np.float64]
    check(f, *args)


def test_what_real_numbers_receive_from_complex_ones_is_real():
    def f(x, c):
        return np.sum(np.abs(x * c))

    gradient = grad(f)(X, X * 1j)
    assert gradient.dtype == X.dtype
    np.testing.assert_allclose(gradient, X)


def test_a_layout_is_that_of_the_argument():
    def f(a):
        b = a * 1.0
        for i in range(2):
            b[i] = b[i] * b[1 - i]
        flat = b.reshape(6)
        flat[0] = flat[1] * flat[2]
        return np.sum(b * b)

    check(f, M)
    with pytest.raises(UnsafeWrite, match="a view or a copy"):
        grad(f)(np.asfortranarray(M))


# -- operations of a special form --------------------------------------------------------------


def conditional_value(x, y):
    s = x
    for k in range(3):
        s = s * x if k % 2 == 0 else s * y + y
    a = x * y
    t = a if s > 0.1 else y
    return t * s


def both_operands_the_same(x):
    y = x * x
    for _ in range(2):
        y = y * y + y
    return np.sum(np.maximum(y, 0.01) * y @ y)


def two_results_share_a_let(a, b):
    x = np.linalg.solve(a, b)
    for _ in range(2):
        x = np.linalg.solve(a, x * b)
    return np.sum(x * x)


def test_conditional_values():
    check(conditional_value, 0.7, 1.2)


def test_one_name_as_two_operands():
    check(both_operands_the_same, X)
    text = adjoint_text(both_operands_the_same, X)
    assert "2.0 *" in text


def test_lets_of_a_rule_are_computed_once():
    a = np.array([[2.0, 0.3], [0.4, 1.5]])
    check(two_results_share_a_let, a, np.array([0.3, 0.8]))
    _, back = sweeps(two_results_share_a_let, a, np.array([0.3, 0.8]))
    assert back.count("np.linalg.solve") == 2
