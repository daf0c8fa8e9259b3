"""What goes to `x[:, None]` goes to x, whether it is the first contribution or a later one."""

import numpy as np
import pytest

from s2sad.testing import check_grads
from tests.small import adjoint_text

Z = np.array([[0.3, -0.5, 0.9], [1.1, 0.2, -0.4]])


def log_of_sums(z):
    top = np.max(z, axis=1)
    return np.mean(np.log(np.sum(np.exp(z - top[:, None]), axis=1)) + top)


def logs_by_name(z):
    top = np.max(z, axis=1)
    logs = np.log(np.sum(np.exp(z - top[:, None]), axis=1)) + top
    return np.mean(logs)


def a_row_and_its_mean(z, b):
    return np.sum(z * b[None, :]) + np.sum(b * b) + np.sum(z * b[None, :] * b[None, :])


def a_column_of_what_is_stored_into(z):
    s = np.sum(z, axis=1)
    s[0] = s[1] * s[1]
    return np.sum(z * s[:, None] + s[:, None]) + np.sum(s * s)


def broadcast_outwards(z):
    s = np.sum(z, axis=1)
    return np.sum(s[:, None] * z[0]) + np.sum(s * s)


ALL = [log_of_sums, logs_by_name, a_column_of_what_is_stored_into, broadcast_outwards]


@pytest.mark.parametrize("f", ALL)
def test_derivatives_are_right(f):
    check_grads(f, Z)


def test_derivatives_with_respect_to_rows_are_right():
    check_grads(a_row_and_its_mean, Z, Z[0].copy())


def test_a_column_has_no_text_of_its_own():
    text = adjoint_text(log_of_sums, Z)
    assert "gtop[:, None] -=" not in text and "keepdims" not in text
    assert "gb[None, :] +=" not in adjoint_text(a_row_and_its_mean, Z, Z[0].copy())


def test_what_is_read_as_one_number_has_no_array():
    assert "full_like" not in adjoint_text(logs_by_name, Z)
