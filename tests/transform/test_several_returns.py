"""Arrays that several ways through a function return: no way costs what another one needs."""

import numpy as np
import pytest

from s2sad import check_grads, vjp
from tests.small import adjoint_text

X = np.array([0.7, 0.2, 1.1, 0.4])
Y = X[::-1] * 1.3 + 0.1


def itself_or_filled(x, flag):
    if flag:
        return x
    out = np.zeros(len(x))
    for i in range(len(x)):
        out[i] = x[i] ** 2
    return out


def changed_on_both(x, y, flag):
    if flag:
        z = x * y
        z[0] = 3.0 * y[0]
    else:
        z = y.copy()
        z[1:] = x[1:] * z[:-1]
    w = z + x
    w[2] = z[2] ** 2
    return z if flag else w


def stored_after(x, y, flag):
    z = x * y if flag else y * 2.0
    z[1] = z[0] * x[2]
    return z * x


def filled_after_it_was_named(x, y, flag):
    out = x * y
    z = out if flag else y
    out[0] = 5.0 * x[1]
    return z


def filled_on_the_way_on_which_it_was_named(x, y, flag):
    out = x * y
    if flag:
        z = out
        out[0] = 5.0 * x[1]
    else:
        z = y
    return z


def named_in_a_loop(x, y, flag):
    out = x * y
    for i in range(3):
        out[i] = out[i + 1] * x[i]
        if i == 1:
            if flag:
                z = out
            else:
                z = y
    return z


def one_of_a_loop(x, y, flag):
    z = x * 1.0
    for i in range(3):
        if flag and i == 2:
            return z
        z = z * y
        z[i] = x[i] ** 2
    return z


def two_of_one(x, y, flag):
    z = x * y
    z[0] = y[1]
    if flag:
        return z, z
    return z, x


def merge_sort(x):
    if len(x) < 2:
        return x
    m = len(x) // 2
    left, right = merge_sort(x[:m]), merge_sort(x[m:])
    out = np.empty(len(x))
    i = j = 0
    for k in range(len(x)):
        if j >= len(right) or (i < len(left) and left[i] <= right[j]):
            out[k] = left[i]
            i += 1
        else:
            out[k] = right[j]
            j += 1
    return out


def haar(x):
    if len(x) == 1:
        return x
    h = len(x) // 2
    out = np.zeros(len(x))
    out[:h] = haar((x[::2] + x[1::2]) / 2)
    out[h:] = (x[::2] - x[1::2]) / 2
    out[0] *= out[-1]
    return out


def changed_on_one(x, n):
    if n == 0:
        return x
    y = changed_on_one(x, n - 1)
    if n == 1:
        w = y * 2.0
        w[0] = y[1]
        return w
    return y


SEVERAL = [
    changed_on_both, stored_after, filled_after_it_was_named, named_in_a_loop, one_of_a_loop,
    two_of_one, filled_on_the_way_on_which_it_was_named,
]  # fmt: skip


@pytest.mark.parametrize("order", [1, 2])
@pytest.mark.parametrize("flag", [False, True])
@pytest.mark.parametrize("function", SEVERAL)
def test_derivatives_are_those_of_differences(function, flag, order):
    check_grads(function, X, Y, flag, wrt=(0, 1), order=order)


@pytest.mark.parametrize("order", [1, 2])
@pytest.mark.parametrize("flag", [False, True])
def test_an_argument_or_a_filled_array(flag, order):
    check_grads(itself_or_filled, X, flag, wrt=(0,), order=order)


@pytest.mark.parametrize("order", [1, 2])
@pytest.mark.parametrize("function", [merge_sort, haar])
def test_recursions_that_return_their_argument_at_the_bottom(function, order):
    check_grads(function, X, order=order)


@pytest.mark.parametrize("n", [0, 1, 2, 3])
def test_a_recursion_that_changes_on_one_way(n):
    check_grads(changed_on_one, X, n, wrt=(0,), order=2)


@pytest.mark.parametrize("flag", [False, True])
def test_seeds_are_not_written(flag):
    seed = np.array([1.0, 2.0, 3.0, 4.0])
    (gradient,) = vjp(itself_or_filled, X, flag, wrt=(0,))[1](seed)
    assert seed.tolist() == [1.0, 2.0, 3.0, 4.0]
    assert not np.shares_memory(gradient, seed)


def relaxed(x, y, flag):
    if flag:
        return y
    u = x.copy()
    for _ in range(2):
        for i in range(1, len(u) - 1):
            u[i] = np.sin(u[i - 1]) * u[i] * u[i + 1] + y[i]
    return u


@pytest.mark.parametrize("order", [1, 2])
@pytest.mark.parametrize("flag", [False, True])
def test_memory_that_is_put_back_is_not_what_is_returned(flag, order):
    check_grads(relaxed, X, Y, flag, wrt=(0, 1), order=order)
    value, pullback = vjp(relaxed, X, Y, flag, wrt=(0, 1))
    first = [g.tolist() for g in pullback(np.ones(4))]
    assert [g.tolist() for g in pullback(np.ones(4))] == first
    assert value.tolist() == relaxed(X, Y, flag).tolist()


def test_memory_is_put_back_where_there_are_several_returns():
    text = adjoint_text(relaxed, X, Y, False, wrt=(0, 1))
    assert "u[i] = u_stack.pop()" in text and "z2 = np.copy(z)" in text


ITSELF_OR_FILLED = """\
    if flag:
        gx = gz.copy()
    else:
        gx = np.zeros_like(x)
        for i in range(len(x) - 1, -1, -1):
            gx[i] += 2.0 * x[i] * gz[i]
    return z, (gx,)"""


def test_each_way_reads_the_seed_itself():
    assert adjoint_text(itself_or_filled, X, True, wrt=(0,)).endswith(ITSELF_OR_FILLED)


def test_a_seed_that_is_changed_is_copied_not_added_to_zeros():
    text = adjoint_text(haar, X)
    assert "gout = gz.copy()" in text
    assert "np.zeros_like(out)" not in text


def test_a_seed_is_copied_where_it_is_changed():
    text = adjoint_text(stored_in_a_loop, X, Y)
    assert "    gz = gz1.copy()\n    for i in range(2, -1, -1):\n" in text


def stored_in_a_loop(x, y):
    w = x + y
    z = w.copy()
    for i in range(3):
        z[i] = z[i] * z[i + 1]
    return z + w
