"""What NumPy copies and what it views: results that are written, beside what they were made of."""

import linecache

import numpy as np
import pytest

from s2sad import check_grads, grad
from s2sad.errors import Error
from tests.thorough import order_in_turn

X = np.array([1.1, 1.3, 0.7, 0.9])


def written(expression):
    """Return a function that makes c, makes z of it, writes z, and reads all of them."""
    text = f"""def f(x):
    y = x * x
    c = {expression[0]}
    z = {expression[1]}
    z[...] = z * 2.0 + x[0]
    return np.sum(y * x) + np.sum(c * c) + np.sum(z ** 2)
"""
    file = f"<views and copies {expression}>"
    linecache.cache[file] = (len(text), None, text.splitlines(True), file)
    scope = {"np": np}
    exec(compile(text, file, "exec"), scope)
    return scope["f"]


TAKEN = [
    ("y.reshape(2, 2)", "c.copy('C').ravel()"), ("y.reshape(2, 2)", "c.reshape((4,), copy=True)"),
    ("y.reshape(2, 2)", "np.reshape(c, (4,), copy=True)"),
    ("y.reshape(2, 2)", "np.linalg.matrix_transpose(c)"),
    ("y[None]", "np.linalg.matrix_transpose(c)"),
    ("y.reshape(2, 2)", "np.matrix_transpose(c)"), ("y.reshape(2, 2)", "c.mT"),
    ("y.reshape(2, 2)", "np.linalg.matrix_power(c, 2)"), ("y.reshape(2, 2)", "c.T.copy()"),
    ("y.reshape(2, 2)", "np.einsum('ij,jk->ik', c, c)"), ("y", "np.block(c)"),
    ("y.reshape(2, 2).copy('F')", "c.copy()"),
]  # fmt: skip
TAKEN_OR_REFUSED = [
    ("y.reshape(2, 2).copy('F')", "c.ravel()"), ("y.reshape(2, 2).copy(order='F')", "c.reshape(4)"),
    ("y.reshape(2, 2).T.copy('K')", "c.ravel()"), ("y.reshape(2, 2).T.copy('A')", "c.ravel()"),
    ("np.copy(y.reshape(2, 2), order='F')", "c.ravel()"),
    ("np.copy(y.reshape(2, 2), 'F')", "c.ravel()"),
    ("y.reshape(2, 2)", "np.linalg.matrix_power(c, 1)"),
    ("y.reshape(2, 2)", "np.einsum('ij->ji', c)"),
]  # fmt: skip


@pytest.mark.parametrize("expression", TAKEN, ids=str)
def test_what_is_known_to_be_a_view_or_a_copy_is_one(expression):
    check_grads(written(expression), X, order=order_in_turn())


@pytest.mark.parametrize("expression", TAKEN_OR_REFUSED, ids=str)
def test_what_depends_on_the_memory_is_right_or_refused(expression):
    f = written(expression)
    try:
        grad(f)(X)
    except Error as refused:
        assert "view or a copy" in str(refused)
    else:
        check_grads(f, X, order=2)


def test_a_block_of_an_array_is_a_copy():
    def f(x):
        y = x * x
        z = np.block(y)
        y[0] *= 3.0
        return np.sum(z * y)

    check_grads(f, X, order=2)
