"""A temporary of which an earlier statement is gone: its kind was taken for the new one's."""

import numpy as np

from s2sad import check_grads

X = np.array([-0.893, -0.798, -1.281, 0.779])


def many_dead_statements(x, y, z):
    a1 = x
    b4 = 0.5
    a16 = np.sin(a1)
    a23 = a16
    for _ in range(2):
        a25 = a23[[2, 0, 3, 1]]
        w28 = 0
        a25[0] = w28
        b24 = a25
    a29 = np.sin(a23)
    for _ in range(3):
        a31 = a29
        a29, b30 = (a31, a29)
    a39 = a29
    a40 = np.sin(a1)
    for _ in b24:
        b4 = b4 * 0.77
    return np.sum(a40) + np.sum(np.sin(a23)) + np.sum(a39)


def test_a_shared_array_is_no_factor_of_a_sum():
    check_grads(many_dead_statements, X, 0.654, -0.928, order=2)
