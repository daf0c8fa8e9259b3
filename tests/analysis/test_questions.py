"""Questions about the class of a value choose the branch before the run."""

from collections import abc
from numbers import Number
from operator import itemgetter

import numpy as np
import pytest

from s2sad import check_grads, differentiate, value_and_grad

ARRAYS = (np.ndarray, list)
FLOATING = (float, np.floating)
TYPES = {"array": (np.ndarray, np.float64)}
pick = itemgetter("array")
WANTED = Number


def by_a_tuple_of_the_module(x):
    if isinstance(x, ARRAYS):
        return np.sum(x**2)
    return 7.0 * x


def by_abstract_number(x):
    if isinstance(x, Number):
        return x**2
    return 7.0 * np.sum(x)


def by_abstract_sequence(x):
    if isinstance(x, abc.Sequence):
        return x[0] ** 2
    return 7.0 * np.sum(x)


def by_local_classes(x):
    kinds = (np.ndarray, complex)
    if isinstance(x, kinds):
        return np.sum(x) ** 2
    return np.sum(x) * 7.0


def by_classes_of_the_run(x):
    if isinstance(x, pick(TYPES)):
        return 3.0 * np.sum(x)
    return np.sum(x) * 7.0


def by_union(x):
    if isinstance(x, np.ndarray | list):
        return np.sum(x**2)
    return x * 7.0


def by_floating(x):
    return np.sum(x) ** 2 if isinstance(x, FLOATING) else np.sum(x) * 7.0


def by_isscalar(x):
    return x**2 if np.isscalar(x) else np.sum(x**3)


def by_type(x):
    if type(x) is float or type(x) in (np.float64, int):
        return x**2
    return x @ x


def by_attribute(x):
    if hasattr(x, "__len__"):
        return x[0] ** 2
    return x**3


def by_shape(x):
    x = np.asarray(x)
    return x * x if x.shape == () else np.sum(x)


def by_a_named_question(x):
    is_number = np.ndim(x) == 0
    x = np.atleast_1d(x)
    y = np.zeros_like(x)
    y[x > 0.0] = np.log(x[x > 0.0])
    return y[0] if is_number else np.sum(y)


def by_a_named_rank(x):
    rank = np.ndim(x)
    values = x if rank == 1 else np.array([x, 2.0 * x])
    return np.sum(values**2)


def by_callable(x):
    product = x if callable(x) else lambda v: v * x
    return np.sum(product(2.0 * x))


def by_what_is_called(x, w):
    return np.sum(x**3) if callable(w) else np.sum(x**2)


def by_what_has_a_name(x, w):
    return np.sum(x**3) if hasattr(w, "__name__") or hasattr(w, "mro") else np.sum(x**2)


@pytest.mark.parametrize("f", [by_what_is_called, by_what_has_a_name])
@pytest.mark.parametrize(
    "w", [None, 2.0, True, 1j, "w", (1,), [1.0], {"a": 1.0}, np.ones(2), np.float64(2.0)], ids=repr
)
def test_what_only_the_class_has_is_no_attribute(f, w):
    check_grads(f, np.array([0.5, -2.0]), w, wrt="x")


@pytest.mark.parametrize(
    "f",
    [
        by_a_tuple_of_the_module, by_abstract_number, by_abstract_sequence, by_local_classes,
        by_classes_of_the_run, by_union, by_floating, by_isscalar, by_type, by_attribute, by_shape,
        by_a_named_question, by_a_named_rank, by_callable,
    ],
)  # fmt: skip
@pytest.mark.parametrize("x", [0.5, np.float64(1.5), np.array([0.5, -2.0, 3.0])], ids=str)
def test_the_branch_is_that_of_the_argument(f, x):
    check_grads(f, x, order=2)


def test_a_list_is_told_from_an_array():
    check_grads(by_abstract_sequence, [3.0, 4.0])
    check_grads(by_attribute, [3.0, 4.0])
    assert value_and_grad(by_abstract_sequence)([3.0]) == (9.0, [6.0])


def by_a_global(x):
    return x**2 if isinstance(x, WANTED) else 7.0 * x


def test_another_class_under_a_global_name_makes_another_program(monkeypatch):
    d = differentiate(by_a_global)
    assert d.grad(1.0) == (2.0,)
    monkeypatch.setitem(globals(), "WANTED", abc.Sequence)
    assert d.grad(1.0) == (7.0,)


def with_dtype(x):
    weight = 7.0
    if x.dtype == float:
        weight = 2.0
    if x.dtype == "float32" or str(x.dtype) == "float32":
        weight = 3.0
    if x.dtype in (np.complex128, "c8"):
        weight = 4.0
    if x.dtype is np.float64 or x.dtype.kind == "i":
        weight = 5.0
    if x.dtype.type is np.float32:
        weight = weight + 1.0
    own = x.dtype
    return weight * np.sum(np.zeros(2, own) + x[:2] ** 2) * own.itemsize


@pytest.mark.parametrize("dtype", ["f4", "f8"])
def test_a_dtype_is_compared_as_a_dtype(dtype):
    x = np.array([1.0, 2.0, 3.0], dtype)
    assert value_and_grad(with_dtype)(x)[0] == with_dtype(x)
    check_grads(with_dtype, x)


def test_the_text_names_the_class_for_a_dtype():
    def like(x):
        y = np.zeros(2, dtype=x.dtype)
        y[0] = x[0]
        return np.sum(y * x[:2])

    assert "np.zeros(2, dtype=np.float32)" in differentiate(like).text("adjoint", np.ones(2, "f4"))
