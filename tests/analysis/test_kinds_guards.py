"""Guards: a core program is right for all arguments that its guards let pass."""
# ruff: noqa: E741

import itertools

import numpy as np
import pytest

from s2sad.analysis.kinds import Core, Sizes
from tests.analysis.kinds_check import check_core, core_of, serves


def row(n):
    return np.linspace(0.2, 1.7, n) if n else np.zeros(0)


def grid(n, m):
    return row(n * m).reshape(n, m)


def stencil(x, n):
    return x[2:] - 2.0 * x[1:-1] + x[:-2]


def overlapping(x, n):
    return x[:3] * x[-3:] + x[n:][:1]


def halves(x, n):
    h = len(x) // 2
    return x[:h] * x[h : 2 * h], x[::2][:h], x[::-1][h:], x[::-2], x[n::3]


def head_and_tail(x, n):
    a, b = x[:n], x[n:]
    return np.concatenate((b, a)) * x, a.sum(), b[:-1] + b[1:]


def windows(x, n):
    s = np.zeros(max(len(x) - n + 1, 0))
    for i in range(len(x) - n + 1):
        w = x[i : i + n]
        s[i] = w @ w
    return s


def triangles(x, n):
    s = 0.0
    for i in range(len(x)):
        for j in range(i, len(x)):
            s = s + np.sum(x[i : j + 1]) * np.sum(x[:i])
    return s


def shapes(x, n):
    y = np.zeros((len(x), n))
    y[:, :1] += x[:, None]
    z = y.reshape(-1) + np.ones(n * len(x))
    return z.reshape(n, -1) @ np.ones(len(x)), y.T.ravel()[: len(x)], y.sum(axis=0) + np.ones(n)


def broadcasts(x, n):
    y = np.ones((n, 1)) * x
    z = y + np.arange(n)[:, None]
    return z * np.ones(len(x)), z.max(axis=1, keepdims=True) + y[:, :1]


def rows_added(x, n):
    X = np.outer(np.ones(n), x)
    s = 0.0
    for r in X:
        s = s + r
    return s


def zipped(x, n):
    s = 0.0
    for a, b in zip(x, np.arange(n)):
        s = s + a * b
    for k, v in enumerate(reversed(x)):
        s = s - k * v
    return s


def counted(x, n):
    k = n % 3
    m = min(n, len(x))
    p = 2**n * x[:k]
    q = x[: abs(n - 2)]
    return p, q, x[:m] + np.ones(m), np.linspace(0.0, 1.0, n), np.arange(1, n, 2), np.diag(x, n - 2)


def listed(x, n):
    l = [x[:1] * i for i in range(n)]
    l.append(x[:2])
    return [v + 1.0 for v in l], len(l), [0.5] * n


def negative(x, n):
    return x[-n:], x[: -n - 1], x[-1 : -n : -1], x[len(x) - n :]


def tensors(x, n):
    a = np.ones((n, 2, len(x)))
    b = a.transpose(2, 0, 1).reshape(len(x), -1)
    return np.swapaxes(a, 0, 2)[0], b @ b.T, np.squeeze(a[:, :1]), np.diff(a, axis=2), a[..., -1]


FUNCTIONS = [
    stencil, overlapping, halves, head_and_tail, windows, triangles, shapes, broadcasts,
    rows_added, zipped, counted, listed, negative, tensors,
]  # fmt: skip


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f.__name__)
def test_a_program_serves_all_sizes_that_its_guards_let_pass(function):
    points = [(row(size), n) for size, n in itertools.product(range(7), range(-1, 5))]
    served = 0
    for args in points:
        core = core_of(function, args)
        for others in points:
            values = serves(core, others)
            if values is None:
                continue
            served += 1
            sizes = Sizes(values)
            sizes._low, sizes._high = core.sizes._low, core.sizes._high
            check_core(Core(core.program, core.kinds, sizes), function, *others, known=False)
    assert served >= len(points)


def two(x, y):
    z = x * y
    w = z + x
    return np.sum(w, axis=0), z @ np.ones(z.shape[-1])


def test_a_program_serves_all_pairs_of_shapes_that_its_guards_let_pass():
    shapes_of = [(1, 1), (1, 3), (3, 1), (3, 3), (2, 3), (2, 1), (0, 3), (0, 1), (1, 0)]
    points = [(np.ones(a), np.ones(b)) for a, b in itertools.product(shapes_of, shapes_of)]
    points = [(x, y) for x, y in points if _fit(x, y)]
    for args in points:
        core = core_of(two, args)
        for others in points:
            values = serves(core, others)
            if values is not None:
                check_core(Core(core.program, core.kinds, Sizes(values)), two, *others)


def _fit(x, y):
    return all(m == n or 1 in (m, n) for m, n in zip(x.shape, y.shape))
