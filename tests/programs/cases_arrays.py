"""Array expressions: every direction of broadcasting, reductions, products, shapes."""
# ruff: noqa: B007, RET504

import numpy as np

from tests.programs.case import Cases, matrix, vector

CASES = Cases()
case = CASES.add


def scalar_with_array(s, x):
    a = s / x + x / s
    for i in range(2):
        a = s**a * 0.1 + a**s + np.maximum(a, s) - np.minimum(s, a * 0.9)
        a = np.arctan2(s, a) + np.hypot(a, s)
    return np.sum(a * x)

case(scalar_with_array, (0.9, vector(3)), (np.float64(1.4), vector(1)), wrt=(0, 1),
     tags="broadcast")


def scalar_result_of_broadcast(s, x):
    return s * x + x - s / (1.0 + x**2)

case(scalar_result_of_broadcast, (0.9, vector(3)), (0.9, matrix(2, 2)), wrt=(0, 1),
     tags="broadcast")


def row_with_matrix(a, r):
    b = a + r
    for i in range(2):
        b = b * r - r / (1.0 + b**2)
    return b

case(row_with_matrix, (matrix(3, 2), vector(2)), (matrix(1, 2), vector(2)), wrt=(0, 1),
     tags="broadcast")


def column_with_row(c, r):
    b = c * r
    for i in range(2):
        b = np.tanh(b + c) * r
    return np.sum(b * c)

case(
    column_with_row, (matrix(3, 1), vector(2)), (matrix(1, 1), vector(2)),
    (matrix(2, 1), vector(1)), wrt=(0, 1), tags="broadcast size-one",
)  # fmt: skip


def broadcasts_only_for_one(x, y):
    s = 0.0
    for i in range(2):
        z = x * y + s
        s = np.sum(z**2) + s * np.sum(x)
    return s

case(
    broadcasts_only_for_one, (vector(3), vector(3)), (vector(1), vector(3)), (vector(3), vector(1)),
    (vector(1), vector(1)), wrt=(0, 1), tags="broadcast size-one",
)  # fmt: skip


def three_axes(a, b, c):
    d = a * b + c
    return np.sum(d * d, axis=(0, 2)) * np.mean(d, axis=1)[0, 0]

case(
    three_axes, (vector(12).reshape(2, 3, 2), matrix(3, 2), matrix(2, 1).reshape(2, 1, 1)),
    (vector(4).reshape(2, 1, 2), matrix(3, 1), vector(2)), wrt=(0, 1, 2), tags="broadcast",
)  # fmt: skip


def zero_dimensional(x):
    z = np.array(0.7) * x
    y = np.array(x)
    for i in range(2):
        y += z
        y *= x
        z = z * y
    return z + y[()]

case(zero_dimensional, (0.6,), (np.array(0.6),), tags="zero-d augmented")


def elementwise_functions(x):
    a = np.sin(x) + np.cos(x) * np.tan(0.3 * x)
    b = np.exp(-x) + np.log(x) + np.log1p(x) * np.expm1(x) + np.sqrt(x)
    c = np.arcsin(0.4 * x) + np.arccos(0.4 * x) + np.arctan(x)
    d = np.sinh(x) + np.cosh(x) * np.tanh(x) + np.square(x) / np.reciprocal(x)
    return a * b + c * d + np.abs(x - 0.5) + np.logaddexp(x, a)

case(elementwise_functions, (vector(3),), (0.8,), tags="elementwise")


def where_and_clip(x, y):
    a = np.where(x > 0.8, x * y, np.sin(y))
    for i in range(2):
        a = np.clip(a * x, 0.2, 1.1) + a
        a = np.where(a > y, a, y * 0.5)
    return np.sum(a * x)

case(where_and_clip, (vector(4), vector(4, 0.7, 0.1)), (vector(4), 0.6), wrt=(0, 1), tags="where")


def safe_where(x):
    big = x > 0.0
    a = np.where(big, np.sqrt(np.where(big, x, 1.0)), 0.0)
    return np.sum(a * x) + np.sum(np.where(big, np.log(np.where(big, x, 2.0)), x * x))

case(safe_where, (np.array([0.5, -0.7, 1.3]),), tags="where")


def reductions(a):
    s = np.sum(a, axis=0) * np.mean(a, axis=0) + np.prod(a, axis=0)
    t = a.sum(axis=1, keepdims=True) * a + a.mean() + np.max(a, axis=1, keepdims=True)
    v = np.var(a, axis=1) + np.std(a) + a.min()
    return np.sum(s) * np.sum(t**2) + np.sum(v)

case(reductions, (matrix(2, 3),), (matrix(1, 3) * 1.7,), tags="reduction")


def cumulative(x):
    c = np.cumsum(x * x)
    for i in range(2):
        c = np.cumsum(c[::-1] * x) * 0.3
    return np.sum(np.diff(c) ** 2) + c[-1]

case(cumulative, (vector(4),), tags="reduction cumsum")


def matrix_products(a, b, x):
    y = a @ b @ x
    z = np.dot(x, b.T) + x @ b.T
    return y @ z[: len(y)] + np.sum(np.outer(y, x)) + np.inner(x, x) * x.dot(x)

case(matrix_products, (matrix(2, 3), matrix(3, 2), vector(2)), wrt=(0, 1, 2), tags="matmul")


def products_in_a_loop(a, x):
    for i in range(3):
        x = np.tanh(a @ x) + 0.2 * x
        a = a * 0.9 + np.outer(x, x) * 0.1
    return x

case(products_in_a_loop, (matrix(3, 3) - 0.4, vector(3)), wrt=(0, 1), tags="matmul for")


def shapes(x):
    a = x.reshape(2, 3)
    b = np.transpose(a) @ a
    c = np.concatenate([b[0], x[:2]]) * np.append(x[1:], 0.5)[:5]
    d = np.stack([c, c * c], axis=1).reshape(-1)
    e = np.tile(x, 2)[:10] * np.repeat(x[:5], 2) * d
    f = np.roll(e, 2).reshape(5, 2)[:, ::-1].T
    return np.sum(f[0] * f[1]) + np.sum(np.expand_dims(x, 0) * np.squeeze(a[:1]).sum())

case(shapes, (vector(6),), tags="shape")


def size_dependent(x):
    n = len(x)
    s = 0.0
    for i in range(n - 1):
        s = s + x[i] * x[i + 1] * (n - i)
    for k in range(x.shape[0] // 2):
        s = s * x[k] + x[n - 1 - k]
    return s / x.size

case(size_dependent, (vector(5),), (vector(2),), (vector(1),), tags="shape empty")


def slices_of_computed_size(x, k):
    y = x[:k] * x[len(x) - k :]
    z = x[::2] if k > 1 else x[1::2]
    return np.sum(y**2) + np.sum(z) * y[0]

case(slices_of_computed_size, (vector(5), 2), (vector(5), 4), (vector(4), 1), tags="shape slice")


def arange_and_linspace(x, n):
    t = np.arange(n) * 0.3
    u = np.linspace(0.0, x, 4)
    w = np.full(n, x) + t
    return np.sum(np.sin(t * x)) * np.sum(u**2) + np.sum(w * w)

case(arange_and_linspace, (0.7, 4), (0.7, 1), tags="creation")


def linear_algebra(a, b):
    m = a @ a.T + 2.0 * np.eye(len(a))
    y = np.linalg.solve(m, b)
    return y @ b + np.log(np.linalg.det(m)) + np.sum(np.linalg.inv(m) * m[0]) + np.linalg.norm(y)

case(linear_algebra, (matrix(3, 3), vector(3)), wrt=(0, 1), tags="linalg")


def einsum_and_friends(a, b):
    c = np.einsum("ij,kj->ik", a, b)
    return np.sum(c**2) + np.einsum("ij,ij->", a, b) + np.trace(c) + np.sum(np.triu(c) * np.diag(c))

case(einsum_and_friends, (matrix(2, 3), matrix(2, 3) + 0.2), wrt=(0, 1), tags="einsum")


def sorted_and_selected(x):
    y = np.sort(x)
    k = np.argsort(x)
    return y[0] * y[-1] + np.sum(x[k[:2]] * y[1:3]) + np.median(x) * np.max(x)

case(sorted_and_selected, (np.array([0.9, 0.2, 1.7, 0.5, 1.1]),), tags="sort")


def methods_of_arrays(a):
    b = a.T.copy().ravel()
    c = a.flatten() * b.reshape((6,)) + a.reshape(-1)
    return c.dot(b) * a.sum() + a.mean(axis=0).prod() + a.max() * c.std() + a[0, 0].item() ** 2

case(methods_of_arrays, (matrix(2, 3),), tags="methods")


def loss_of_a_layer(W, b, X, T):
    H = np.tanh(X @ W + b)
    return 0.5 * np.sum((H - T) ** 2)

case(
    loss_of_a_layer, (matrix(4, 3) - 0.6, vector(3), matrix(5, 4), matrix(5, 3)),
    (matrix(1, 1), vector(1), matrix(1, 1), matrix(1, 1)), wrt=(0, 1), tags="mlp",
)  # fmt: skip


def softmax_cross_entropy(logits, labels):
    shifted = logits - np.max(logits, axis=1, keepdims=True)
    total = np.log(np.sum(np.exp(shifted), axis=1))
    return np.mean(total - shifted[np.arange(len(labels)), labels])

case(softmax_cross_entropy, (matrix(3, 4), np.array([1, 0, 1])), tags="fancy reduction")


def shared_size_one_axis(a, b):
    y = a + b
    y[0] = y[0] * a[0]
    y += b
    return np.sum(y * y)

case(
    shared_size_one_axis, (matrix(2, 2), matrix(2, 1)), (matrix(2, 2), matrix(1, 2)),
    (matrix(1, 1), matrix(1, 1)), wrt=(0, 1), tags="broadcast size-one store",
)  # fmt: skip
