"""`x.dtype` is a dtype in a test, which a class is not: `np.float64 == float` is False."""

import itertools

import numpy as np
import pytest

from s2sad import check_grads, differentiate, grad
from tests.programs.running import scope_of

X = np.array([0.5, 1.5])
COUNT = itertools.count()
TRUE = [
    "x.dtype == float", "float == x.dtype", "x.dtype == 'float64'", "x.dtype == np.float64",
    "x.dtype == np.dtype(float)", "x.dtype != np.float32", "x.dtype in (int, float)",
    "x.dtype not in (int, np.float32)", "str(x.dtype) == 'float64'", "f'{x.dtype}' == 'float64'",
    "x.dtype.kind == 'f'", "x.dtype.name == 'float64'", "x.dtype.itemsize == 8",
    "np.issubdtype(x.dtype, np.floating)", "np.dtype(x.dtype).kind == 'f'",
    "np.result_type(x) == float", "(x > 0.0).dtype == bool", "x.dtype == x.real.dtype",
    "np.dtype(float) == t", "np.zeros(2, x.dtype).dtype == x.astype(x.dtype).dtype",
]  # fmt: skip


@pytest.mark.parametrize("test", TRUE)
def test_a_test_of_a_dtype_decides_as_python_does(test):
    source = f"def f(x):\n    t = x.dtype\n    return np.sum(x**2) if {test} else np.sum(x)\n"
    f = scope_of(source, f"<dtype {next(COUNT)}>", np=np)["f"]
    np.testing.assert_array_equal(grad(f)(X), 2.0 * X)


def test_a_dtype_that_has_a_name_is_one():
    def f(x):
        t = x.dtype
        return np.sum(np.zeros(2, dtype=t) + x**2) if t == "float64" else np.sum(x)

    np.testing.assert_array_equal(grad(f)(X), 2.0 * X)


def test_a_dtype_is_made_where_the_program_is_differentiated_again():
    def f(x):
        kind = np.dtype(float)
        return np.sum(x**3) if x.dtype == kind else np.sum(x)

    check_grads(f, X, order=2)


def test_where_numpy_takes_a_class_the_text_has_it():
    def f(x):
        return np.sum(np.ones(2, dtype=x.dtype) * x + np.zeros(2, x.dtype))

    assert "np.dtype(" not in differentiate(f).text("adjoint", X)
