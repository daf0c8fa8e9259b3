"""Functions that are not elementwise with `out=`, and `np.put_along_axis`."""

import numpy as np
import pytest

from s2sad import grad, value_and_grad
from s2sad.errors import Unsupported, WrongKind
from s2sad.testing import check_grads
from tests.thorough import order_in_turn

X = np.array([0.5, -1.2, 0.8, 1.7])
A = np.array([[0.4, 1.1, -0.7], [1.3, -0.2, 0.6]])
B = np.array([[0.2, -0.5], [0.9, 1.4], [-1.1, 0.3]])


def of_a_product(a, b):
    z = np.empty((2, 2))
    np.dot(a, b, out=z)
    return np.sum(z**2)


def of_a_reduction_by_place(a, b):
    z = np.ones(3)
    w = np.sum(a, 0, None, z, keepdims=False)
    w *= 2.0
    return np.sum(z**2 * b[:, 0])


def of_a_method_into_a_view(a, b):
    z = a * 2.0
    a.mean(axis=0, out=z[1])
    return np.sum(z * a) + np.sum(b)


def of_a_method_is_a_value(x):
    z = np.zeros(4)
    w = x.clip(-0.5, 1.0, out=z)
    w += x
    return np.sum(z * x)


def onto_its_operand(x):
    y = x * x
    np.cumsum(y, out=y)
    np.multiply.accumulate(y, out=y)
    return np.sum(y * x)


def in_a_loop(x):
    y, total = x * 1.0, np.zeros(4)
    for _ in range(3):
        np.sort(np.abs(total))
        np.add(y, total, total)
        np.cumsum(total, out=y)
    return np.sum(y * total)


def along_rows(a):
    z = a * 2.0
    np.put_along_axis(z, np.argmax(a, axis=1, keepdims=True), a[0, 0] * a[1, 1], axis=1)
    return np.sum(z * a)


def along_columns(a):
    z = a**2
    np.put_along_axis(z, np.argsort(a, axis=0), np.sin(a), 0)
    return np.sum(z * a)


def along_a_vector(x):
    z = x * 2.0
    np.put_along_axis(z, np.array([0, 2]), x[1:3], axis=-1)
    return np.sum(z**2)


CASES = [
    (of_a_product, A, B), (of_a_reduction_by_place, A, B), (of_a_method_into_a_view, A, B),
    (of_a_method_is_a_value, X), (onto_its_operand, X), (in_a_loop, X), (along_rows, A),
    (along_columns, A), (along_a_vector, X),
]  # fmt: skip


@pytest.mark.parametrize("f, args", [(f, args) for f, *args in CASES])
def test_what_is_written_has_the_derivative_of_the_result(f, args):
    expected = f(*[np.copy(a) for a in args])
    assert value_and_grad(f)(*[np.copy(a) for a in args])[0] == expected
    check_grads(f, *args, order=order_in_turn())


def of_another_shape(x):
    z = np.empty(5)
    np.cumsum(x, out=z)
    return np.sum(z)


def of_another_dtype(x):
    z = np.empty(4, dtype=np.float32)
    np.cumsum(x, out=z)
    return np.sum(z)


def that_reads_what_it_writes(x):
    y = x * 2.0
    np.take(y, [0, 0, 1, 2], out=y)
    return np.sum(y * x)


def at_places_of_another_rank(x):
    y = x * 2.0
    np.put_along_axis(y, 1, x[0], axis=0)
    return np.sum(y * x)


@pytest.mark.parametrize(
    "f, error, words",
    [
        (of_another_shape, WrongKind, "known that they are alike"),
        (of_another_dtype, WrongKind, "`out=` of `np.cumsum`"),
        (that_reads_what_it_writes, Unsupported, "may lie in the array that it writes"),
        (at_places_of_another_rank, WrongKind, "where `np.put_along_axis` stores"),
    ],
)
def test_what_numpy_would_not_write_so_is_refused(f, error, words):
    with pytest.raises(error, match=words):
        grad(f)(X)
