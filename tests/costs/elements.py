"""Programs that read or store n single elements; their derivatives do work of order n.

`CASES` maps a name to a function and to what makes its arguments for a size.
"""
# ruff: noqa: SIM113, B007

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np


def points(n: int) -> np.ndarray:
    return np.linspace(0.503, 0.913, n)


def grid(n: int) -> np.ndarray:
    return points(4 * n).reshape(n, 4)


def reads(x):
    s = 0.0
    for i in range(len(x)):
        s += x[i] ** 2
    return s


def reads_by_iteration(x):
    s = 0.0
    for v in x:
        s = s + math.sin(v)
    return s


def reads_by_enumerate_and_zip(x, y):
    s = 0.0
    for i, (a, b) in enumerate(zip(x, y)):
        s = s + a * b * x[i]
    return s


def reads_while(x):
    i = 0
    s = 1.0
    while i < len(x):
        s = s * 0.5 + x[i] * s
        i += 1
    return s


def reads_neighbours(x):
    s = 0.0
    for i in range(1, len(x) - 1):
        s += (x[i + 1] - 2.0 * x[i] + x[i - 1]) ** 2
    return s


def reads_windows(x):
    s = 0.0
    for i in range(len(x) - 3):
        s += np.sum(x[i : i + 3] ** 2)
    return s


def reads_through_rows(X):
    s = 0.0
    for i in range(X.shape[0]):
        row = X[i]
        for j in range(X.shape[1]):
            s += row[j] ** 2
    return s


def reads_rows_by_iteration(X):
    s = 0.0
    for row in X:
        s = s + row[0] * row[1]
    return s


def reads_through_columns(X):
    s = 0.0
    Y = X.T
    for j in range(Y.shape[1]):
        s += Y[0, j] * Y[1, j]
    return s


def reads_rows_whole(X, w):
    s = 0.0
    for i in range(X.shape[0]):
        s += math.tanh(X[i] @ w)
    return s


def reads_through_a_view(x):
    v = x[1:]
    w = v[::-1]
    s = 0.0
    for i in range(len(v)):
        s += v[i] * w[i]
    return s


def reads_through_an_index(x, k):
    s = 0.0
    for i in range(len(x)):
        s += x[k[i]] ** 2
    return s


def reads_a_temporary(x):
    y = x * x
    s = 0.0
    for i in range(len(x)):
        s += y[i] * x[i]
    return s


def pick(a, i):
    return a[i]


def reads_in_a_helper(x):
    s = 0.0
    for i in range(len(x)):
        s += pick(x, i) ** 2
    return s


def dot_by_hand(a, b):
    s = 0.0
    for i in range(len(a)):
        s += a[i] * b[i]
    return s


def helper_with_a_loop(X):
    s = 0.0
    for i in range(1, X.shape[0]):
        s += dot_by_hand(X[i], X[i - 1])
    return s


def stores(x):
    y = np.zeros(len(x))
    for i in range(len(x)):
        y[i] = x[i] ** 2
    return np.sum(y * y)


def stores_once(x):
    h = np.zeros(len(x) + 1)
    for t in range(len(x)):
        h[t + 1] = math.sin(h[t] + x[t])
    return h[len(x)]


def stores_in_the_argument(x):
    for i in range(1, len(x)):
        x[i] = x[i] * x[i - 1]
    return x[len(x) - 1] + np.sum(x)


def stores_through_an_alias(x):
    y = x.copy()
    z = y
    for i in range(1, len(x)):
        z[i] = y[i - 1] * z[i]
    return np.sum(y)


def stores_through_a_view(x):
    y = np.zeros(len(x) + 1)
    v = y[1:]
    for i in range(len(x)):
        v[i] = x[i] * y[i] + x[i]
    return np.sum(y)


def stores_through_rows(X):
    Y = np.zeros(X.shape)
    for i in range(X.shape[0]):
        row = Y[i]
        for j in range(1, X.shape[1]):
            row[j] = X[i, j] * row[j - 1] + X[i, j]
    return np.sum(Y)


def stores_in_a_reshaped_array(X):
    Y = X * X
    v = Y.reshape(-1)
    for i in range(1, 4 * X.shape[0]):
        v[i] = v[i] * v[i - 1]
    return np.sum(Y)


def put(a, i, v):
    a[i] = v


def stores_in_a_helper(x):
    y = np.zeros(len(x) + 1)
    for i in range(len(x)):
        put(y, i + 1, math.sin(y[i]) + x[i])
    return np.sum(y)


def adds(x, k):
    counts = np.zeros(5)
    for i in range(len(x)):
        counts[k[i] % 5] += x[i] ** 2
    return np.sum(counts ** 2)


def swaps_cells(x):
    y = x * x
    for i in range(1, len(x)):
        y[i], y[i - 1] = y[i - 1] * x[i], y[i]
    return np.sum(y * x)


def swaps_buffers(x):
    a = x * x
    b = np.zeros(len(x))
    for i in range(1, len(x)):
        b[i] = a[i - 1] * x[i]
        a, b = b, a
    return np.sum(a * b)


def view_by_a_branch(x):
    y = x * x
    s = 0.0
    for i in range(1, len(x) - 1):
        v = y[1:] if i % 2 == 0 else y[:-1]
        v[i] = v[i] * v[i - 1]
        s += v[i]
    return s


def branch_on_an_element(x):
    s = 1.0
    for i in range(len(x)):
        if x[i] > 0.7:
            s = s * x[i]
        elif s > 0.1:
            s = s + x[i] ** 2
    return s


def table(X):
    T = np.zeros(X.shape)
    for i in range(1, X.shape[0]):
        for j in range(1, X.shape[1]):
            T[i, j] = min(T[i - 1, j], T[i, j - 1]) + X[i, j] ** 2
    return T[X.shape[0] - 1, X.shape[1] - 1]


def list_argument(items):
    s = 0.0
    for i in range(len(items)):
        s += items[i] ** 2
    return s


def list_that_grows(x):
    found = []
    for i in range(len(x)):
        found.append(x[i] ** 2)
    s = 0.0
    for i in range(len(found)):
        s += found[i] * x[i]
    return s


def list_that_is_written(x):
    items = [0.0] * len(x)
    for i in range(1, len(x)):
        items[i] = items[i - 1] * x[i] + x[i]
    return items[len(x) - 1]


def list_as_a_stack(x):
    pending = []
    for i in range(len(x)):
        pending.append(x[i] ** 2)
    s = 1.0
    while pending:
        s = s * 0.5 + pending.pop() * s
    return s


def list_of_arrays(X):
    rows = []
    for i in range(X.shape[0]):
        rows.append(X[i] * 2.0)
    s = 0.0
    for i in range(1, X.shape[0]):
        s += rows[i][0] * rows[i - 1][1]
    return s


def list_in_a_helper(x):
    found = []
    for i in range(len(x)):
        push(found, x[i] ** 2)
    return sum(found)


def push(items, v):
    items.append(v)


def comprehension(x):
    return sum([math.sin(x[i]) * x[i] for i in range(len(x))])


def leaves_early(x):
    s = 1.0
    for i in range(len(x)):
        s = s * (0.9 + 0.1 * x[i])
        if s < 0.0:
            return s * x[i]
    return s


def sequence_of_permutation(n: int) -> np.ndarray:
    return (7 * np.arange(n) + 3) % n


Case = tuple[Callable[..., Any], Callable[[int], tuple[Any, ...]], tuple[str, ...]]


def one(n: int) -> tuple[Any, ...]:
    return (points(n),)


def recursion_by_indices(x, lo, hi):
    if hi - lo == 1:
        return math.sin(x[lo])
    mid = (lo + hi) // 2
    return recursion_by_indices(x, lo, mid) * 0.5 + recursion_by_indices(x, mid, hi)


def recursion_on_a_list(items, i):
    return 0.0 if i == len(items) else items[i] ** 2 + recursion_on_a_list(items, i + 1)


def rows(n: int) -> tuple[Any, ...]:
    return (grid(n),)


def indexed(n: int) -> tuple[Any, ...]:
    return points(n), sequence_of_permutation(n)


OF_ONE = (
    reads, reads_by_iteration, reads_while, reads_neighbours, reads_windows, reads_through_a_view,
    reads_a_temporary, reads_in_a_helper, stores, stores_once, stores_in_the_argument,
    stores_through_an_alias, stores_through_a_view, stores_in_a_helper, swaps_cells, swaps_buffers,
    view_by_a_branch, branch_on_an_element, list_that_grows, list_that_is_written, list_as_a_stack,
    list_in_a_helper, comprehension, leaves_early,
)  # fmt: skip
OF_ROWS = (
    reads_through_rows, reads_rows_by_iteration, reads_through_columns, helper_with_a_loop,
    stores_through_rows, stores_in_a_reshaped_array, table, list_of_arrays,
)  # fmt: skip
CASES: dict[str, Case] = {
    **{f.__name__: (f, one, ("x",)) for f in OF_ONE},
    **{f.__name__: (f, rows, ("X",)) for f in OF_ROWS},
    "reads_by_enumerate_and_zip": (
        reads_by_enumerate_and_zip, lambda n: (points(n), points(n) ** 2), ("x", "y")
    ),
    "reads_rows_whole": (reads_rows_whole, lambda n: (grid(n), points(4)), ("X", "w")),
    "reads_through_an_index": (reads_through_an_index, indexed, ("x",)),
    "adds": (adds, indexed, ("x",)),
    "recursion_by_indices": (recursion_by_indices, lambda n: (points(n), 0, n), ("x",)),
    "recursion_on_a_list": (recursion_on_a_list, lambda n: (points(n).tolist(), 0), ("items",)),
    "list_argument": (list_argument, lambda n: (list(points(n).tolist()),), ("items",)),
}  # fmt: skip
