"""Nonlocal names: a function inside writes a variable of the function around it."""

# ruff: noqa: B023, E731, PLW2901

import numpy as np
import pytest

from s2sad import grad
from s2sad.errors import Error, Unsupported
from s2sad.frontend import read
from s2sad.testing import check_grads
from tests.frontend.same import assert_same
from tests.thorough import order_in_turn

X = np.array([0.5, -1.2, 0.8, 1.7])


def in_a_loop(x):
    s = 0.0

    def add(t):
        nonlocal s
        s = s + t

    for i in range(len(x)):
        add(x[i] ** 2)
    return s


def between_operands(x):
    s = 1.0

    def times(t):
        nonlocal s
        s = s * t
        return s

    return s + times(x[0]) * times(x[1]) + s * times(x[2]) + [s, times(2.0), s][0]


def several_at_once(x):
    s, t = x[0], x[1]

    def swap():
        nonlocal s, t
        s, t = t * 2, s
        return 1.0

    for _ in range(3):
        swap()
    y = np.zeros(4)
    y[0] += s
    s += swap()
    y[int(swap())] = s
    s *= swap() + s
    return s * t + y[0] ** 2 + y[1]


def two_levels(x):
    total = 0.0

    def outer(k):
        c = 0.0

        def inner(v):
            nonlocal c, total
            c += v * k
            total = total * v + c

        for v in x:
            inner(v)
        return c

    r = outer(2.0) * outer(x[0])
    return r + total


def a_parameter(x):
    def h(k, n=2):
        def step():
            nonlocal k, n
            k = k * x[0]
            n += 1

        if n == 2:
            k += 1
        for _ in range(2):
            if n == 3:
                k += x[1]
            step()
        return k * n

    return h(3.0) + h(x[2], 3)


def in_a_branch_and_a_while(x):
    n = 0
    s = x[0]

    def more():
        nonlocal n
        n += 1
        return n < 4

    while more():
        if x[n] > 0:
            s = s * x[n]
    return s * n


def an_array_stored_and_bound(x):
    y = x.copy()

    def reset(k):
        nonlocal y
        y[k] = y[k] ** 2
        y = y * 2.0

    z = y
    for k in range(3):
        reset(k)
    return np.sum(y) + np.sum(z**3)


def inside_what_is_differentiated_inside(x):
    def r(t):
        s = 0.0

        def add():
            nonlocal s
            s = s + t**3

        add()
        add()
        return s

    return grad(r)(x[0])


CASES = [
    in_a_loop, between_operands, several_at_once, two_levels, a_parameter,
    in_a_branch_and_a_while, an_array_stored_and_bound, inside_what_is_differentiated_inside,
]  # fmt: skip


@pytest.mark.parametrize("function", CASES, ids=lambda f: f.__name__)
def test_derivatives_through_nonlocal_writes(function):
    check_grads(function, X, order=order_in_turn())


@pytest.mark.parametrize("function", CASES[:-1], ids=lambda f: f.__name__)
def test_the_program_does_what_python_does(function):
    assert_same(function, (X,), (X * 1.1 + 0.01,))


def test_operands_keep_their_values_while_later_ones_write():
    def f(x):
        n = 0

        def up(by=1):
            nonlocal n
            n += by
            print("up", n)
            return n

        pairs = [n, up(), n, up(n)]
        text = f"{n} {up()} {n}"
        d = {"a": n, "b": up(), "c": n}
        c = n < up() <= n
        m = max(n, up(), n)
        n += up()
        return pairs, text, d["a"] + d["c"] * 10, c, m, n, (lambda a, b=n: (a, b, up(), n))(n)

    assert_same(f, (1.0,))


def refusal(function):
    with pytest.raises(Error) as caught:
        read(function)
    return caught.value


def outside():
    k = 1.0

    def itself(x):
        nonlocal k
        k = x
        return k

    def by_a_helper(x):
        return itself(x) * 2

    def by_a_function_inside(x):
        def write():
            nonlocal k
            k = x

        write()
        return x

    return itself, by_a_helper, by_a_function_inside


@pytest.mark.parametrize("function", outside(), ids=lambda f: f.__name__)
def test_a_write_beyond_the_function_is_refused_once(function):
    error = refusal(function)
    assert type(error) is Unsupported
    assert "a write to `k`, which is not a local variable" in error.what
    assert error.where.text.strip() == "k = x"
    assert "from call to call" in error.why


def test_a_function_that_is_written_by_another_is_refused():
    def f(x):
        g = np.sin

        def other():
            nonlocal g
            g = np.cos

        other()
        return np.sum(g(x))

    texts = [str(error) for error in refusal(f).refusals]
    assert all("cannot tell which function `g` is" in text for text in texts)
    assert "`nonlocal`" in texts[0] and "another name" in texts[0]


def test_a_function_argument_that_is_written_by_another_is_refused():
    def apply(g, x):
        def other():
            nonlocal g
            g = 2.0

        other()
        return g * x

    def f(x):
        return apply(np.sin, x)

    error = refusal(f).refusals[0]
    assert "cannot follow the writes to `g`" in error.what and "`other` writes it" in error.why


def test_a_write_out_of_what_is_differentiated_inside_is_refused():
    def f(x):
        s = 0.0

        def q(t):
            nonlocal s
            s = t
            return t**2

        def r(t):
            return q(t) * 2

        return grad(r)(x[0]) + s

    error = refusal(f)
    assert "a write to `s` here" in error.what and error.where.text.strip() == "return q(t) * 2"
