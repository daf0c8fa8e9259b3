"""A display of numbers of several dtypes is an array of the one that NumPy makes of them."""

import numpy as np
import pytest

from s2sad import jvp, value_and_grad
from tests.rules.programs_of_points import function_of

NARROW = np.array([0.3, 0.7, 1.1], np.float32)


def asked(u):
    a = np.array([u[0], 2.0])
    if a.dtype == np.float32:
        return 100.0 * np.sum(a)
    return np.sum(a)


def test_a_question_about_the_dtype_is_answered_as_numpy_answers_it():
    value, gradient = value_and_grad(asked)(NARROW)
    assert value == asked(NARROW)
    np.testing.assert_array_equal(gradient, [1.0, 0.0, 0.0])
    assert gradient.dtype == np.float32


@pytest.mark.parametrize("text", [
    "np.array([u[0], 2.0])", "np.array([u[0], 2])", "np.array([u[0], u[1]])", "np.array([u, u])",
    "np.array([[u[0], 1.0], [u[1], u[2]]])", "np.asarray((u[0], 3.0, True))",
    "np.array([u, u * 2.0])",
])  # fmt: skip
def test_values_and_tangents_have_the_dtype_of_numpy(text):
    f = function_of(text, ["u"])
    value, tangent = jvp(f, (NARROW,), (NARROW,))
    assert value.dtype == tangent.dtype == f(NARROW).dtype
