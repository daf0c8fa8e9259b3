"""Detaching: read-only views of memory that is not written any more have their own adjoint."""

import numpy as np
import pytest

from s2sad import check_grads
from s2sad.analysis.detach import storage_with_detached
from s2sad.errors import UnsafeWrite
from tests.small import special

X = np.array([0.3, 0.7, 1.1])


def detached_in(f, *args):
    core = special(f, *args).core
    return set(storage_with_detached(core.program, core.kinds, core.sizes).detached)


def diagonal_after_the_stores(x, n):
    L = np.zeros((n, n))
    for i in range(n):
        L[i, i] = np.sin(x[i])
        L[i, 0] += x[i] * x[0]
    p = np.diag(L)
    q = np.log(p) * p
    return np.sum(q)


def diagonal_before_a_store(x, n):
    L = np.zeros((n, n))
    for i in range(n):
        L[i, i] = np.sin(x[i])
    p = np.diag(L)
    L[0, 0] = x[1] * x[1]
    return np.sum(np.log(p))


def diagonal_in_the_loop_of_the_stores(x, n):
    L = np.zeros((n, n))
    s = 0.0
    for i in range(n):
        L[i, i] = np.sin(x[i])
        p = np.diag(L)
        s = s + np.sum(p * p)
    return s


def diagonal_of_an_alias(x, n):
    L = np.zeros((n, n))
    K = L
    for i in range(n):
        K[i, i] = np.sin(x[i])
    p = np.diag(L)
    K[1, 1] = 0.0
    return np.sum(p * p)


def broadcast_twice(x, n):
    u = x * 1.0
    for i in range(n):
        u[i] = u[i] * u[i - 1]
    p = np.broadcast_to(u, (2, 3))
    q = np.flip(u)
    return np.sum(p * p) * np.sum(q[:2] * u[1:])


def plain_view(x, n):
    u = x * 1.0
    for i in range(n):
        u[i] = u[i] * u[i - 1]
    p = u[1:]
    return np.sum(p * p)


def nothing_written(x):
    L = np.outer(x, x)
    p = np.diag(L)
    return np.sum(p * p)


def two_definitions(x, n):
    L = np.zeros((n, n))
    for i in range(n):
        L[i, i] = np.sin(x[i])
    p = np.diag(L)
    if n > 1:
        p = np.diag(2.0 * L)
    q = np.diag(L)
    return np.sum(p * q)


def one_of_two(x, n):
    L = np.outer(x, x)
    K = L + 1.0
    for i in range(n):
        L[i, i] *= x[i]
        K[i, 0] *= x[i]
    p = np.diag(L)
    if x[0] > 0.1:
        p = np.diag(K)
    return np.sum(np.log(p) * p)


@pytest.mark.parametrize(
    ("f", "names"),
    [
        (diagonal_after_the_stores, {"p"}),
        (diagonal_before_a_store, set()),
        (diagonal_in_the_loop_of_the_stores, set()),
        (diagonal_of_an_alias, set()),
        (broadcast_twice, {"p", "q"}),
        (plain_view, set()),
        (one_of_two, set()),
    ],
)
def test_a_view_is_detached_if_no_store_may_follow(f, names):
    assert detached_in(f, X, 3) == names


def test_nothing_is_detached_where_nothing_is_written():
    assert detached_in(nothing_written, X) == set()


@pytest.mark.parametrize("f", [diagonal_after_the_stores, broadcast_twice, plain_view])
def test_gradients_through_detached_views(f):
    check_grads(f, X, 3, wrt=0)


def right_or_refused(f, *args):
    try:
        check_grads(f, *args, wrt=0)
    except UnsafeWrite as refusal:
        return "view or a copy" in str(refusal)
    return True


@pytest.mark.parametrize(
    "f",
    [
        diagonal_before_a_store, diagonal_in_the_loop_of_the_stores, diagonal_of_an_alias,
        two_definitions, one_of_two,
    ],
)  # fmt: skip
def test_a_read_only_view_of_what_is_written_later_is_right_or_refused(f):
    assert right_or_refused(f, X, 3)
