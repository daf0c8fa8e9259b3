"""Stores and loads by every kind of index, layouts, sizes, and names that collide."""
# ruff: noqa: B007, RET504

import numpy as np

from tests.programs.case import Cases, matrix, vector

CASES = Cases()
case = CASES.add


def store_by_integers(a):
    b = np.zeros((3, 2))
    for i in range(3):
        for j in range(2):
            b[i, j] = a[j, i] * b[i - 1, j] + np.sin(a[j, -i])
            b[i][j] *= a[0][j]
    return np.sum(b**2)

case(store_by_integers, (matrix(2, 3),), tags="store nested")


def store_by_slices(x):
    y = np.ones(8)
    for i in range(3):
        y[i : i + 3] = x[:3] * y[i + 1 : i + 4]
        y[::3] = x * 0.5 + y[::3] ** 2
        y[-2:] += x[1:]
    return np.sum(y * y)

case(store_by_slices, (vector(3),), tags="store slice")


def store_by_negative_steps(x):
    y = x * 1.0
    for i in range(2):
        y[::-1] = y * x
        y[3:0:-2] = y[:2] ** 2
        y[-1::-2] += np.sin(y[::-2])
    return np.sum(y * x[::-1])

case(store_by_negative_steps, (vector(5),), tags="store slice negative-step overlap")


def store_by_ellipsis_and_newaxis(x):
    a = np.zeros((2, 3))
    for i in range(2):
        a[..., 0] = x[:2] * (1.0 + a[..., 2])
        a[:, np.newaxis, 1:] = x[None, None, 1:] * a[:, None, :1]
        a[i, ...] += x
    return np.sum(a**2)

case(store_by_ellipsis_and_newaxis, (vector(3),), tags="store ellipsis newaxis")


def store_broadcast(x, s):
    a = np.zeros((3, 2))
    for i in range(2):
        a[:] = x
        a[1:] += s * a[0]
        a[:, i] = s * a[:, 1 - i]
        a[i] *= s
    return np.sum(a**2)

case(store_broadcast, (vector(2), 0.8), wrt=(0, 1), tags="store broadcast")


def store_column_into_matrix(c, r):
    a = np.ones((3, 2))
    for i in range(2):
        a[...] = a * c + r
        a += c
        a *= r
        a[1:, :] = c[:2] ** 2
    return np.sum(a**2)

case(store_column_into_matrix, (matrix(3, 1), vector(2)), wrt=(0, 1), tags="store broadcast")


def store_of_size_one(x, n):
    a = np.zeros(n)
    for i in range(2):
        a[:] = x * (1.0 + a)
        a[0] += x[0]
    return np.sum(a * x)

case(store_of_size_one, (vector(1), 3), (vector(1), 1), tags="store broadcast size-one")


def empty_slices(x):
    y = x * 1.0
    for i in range(3):
        y[i + 2 :] = y[: 2 - i] * x[0] if i < 2 else y[4:]
        y[4:] += 1.0
        y[2:2] = 5.0
    return np.sum(y**2) + np.sum(y[4:])

case(empty_slices, (vector(4),), tags="store slice empty")


def load_by_everything(a):
    s = 0.0
    for i in range(2):
        s = s * a[i, 1] + np.sum(a[i] ** 2) + np.sum(a[:, i] * a[:, -1])
        s += np.sum(a[::-1, 1:][i]) * np.sum(a[None, i, ..., 0])
        s = np.sin(s) + np.sum(a[[1, 0, 1], i]) * np.sum(a[a > 0.5])
    return s

case(load_by_everything, (matrix(2, 3),), tags="load slice fancy mask")


def index_computed_and_changed(x):
    k = 0
    s = x[0]
    y = x * 1.0
    for i in range(4):
        y[k] = y[k] * s + x[i]
        k = (k + 3) % 4
        s = s + y[k] * x[k]
        k -= 1
    return s * y[k]

case(index_computed_and_changed, (vector(4),), tags="index overwrite store")


def index_popped_from_a_list(x):
    todo = [3, 0, 2, 1, 1]
    y = x * 1.0
    while len(todo) > 1:
        y[todo.pop()] *= y[todo[-1]]
        y[todo[0]] += 0.2 * y[todo.pop()]
    return np.sum(y * x)

case(index_popped_from_a_list, (vector(4),), tags="index pop impure store")


def index_from_a_comparison(x):
    s = 0.0
    for i in range(3):
        k = int(np.argmax(x))
        s = s + x[k] * s + x[k]
        x = np.where(np.arange(4) == k, x * 0.3, x)
    return s * x[k]

case(index_from_a_comparison, (vector(4),), tags="index data where")


def condition_reads_a_written_array(x):
    y = x * 1.0
    for i in range(4):
        if y[i % 2] < 0.9:
            y[i % 2] = y[i % 2] + x[1]
        else:
            y[i % 2] *= 0.5
    return np.sum(y**2)

case(condition_reads_a_written_array, (vector(2),), tags="condition overwrite store")


def while_on_a_written_array(x):
    y = x * 1.0
    while y[0] < 2.0:
        y[0] = y[0] * 1.4 + y[1] * 0.1
        y[1] = np.sin(y[0])
    return np.sum(y**2)

case(while_on_a_written_array, (vector(2),), tags="condition while store")


def fortran_argument(a, b):
    for i in range(2):
        a[i] = a[i] * b[:, i] + a[1 - i]
        a[:, 1] *= b[0, i]
    return np.sum(a * a) + np.sum(a.ravel() * np.arange(6.0))

case(
    fortran_argument,
    (np.asfortranarray(matrix(2, 3)), np.asfortranarray(matrix(3, 2))), wrt=(0, 1),
    tags="fortran store argument-written",
)  # fmt: skip


def strided_arguments(x, a):
    y = x * a[:, 0]
    for i in range(2):
        y[1:] = y[:-1] * a[1:, i] + x[0]
        x[i] = y[i] * x[i]
    return np.sum(y * x)

case(
    strided_arguments, (vector(8)[::2], matrix(8, 3)[::2, ::-1]),
    (vector(4)[::-1], matrix(3, 4).T), wrt=(0, 1), tags="strided store argument-written",
)  # fmt: skip


def transposed_reshape(a):
    t = a.T
    c = t.reshape(6)
    c[0] = c[1] * 2.0
    for i in range(2):
        c[i + 1] = c[i] * c[i + 2]
    return np.sum(a * a) + np.sum(c**2)

case(transposed_reshape, (matrix(2, 3),), tags="reshape copy contiguity")


def argument_passed_twice(x, y):
    s = 0.0
    for i in range(3):
        s = s * x[i] + np.sum(x * y) * y[i]
    return s

_SAME = vector(3)
case(argument_passed_twice, (_SAME, _SAME), (_SAME, _SAME[::-1]), wrt=(0, 1), tags="same-argument")


def scalar_passed_twice(x, y):
    for i in range(2):
        x = x * y
        y = np.sin(x)
    return x * y

_NUMBER = np.float64(0.7)
case(scalar_passed_twice, (_NUMBER, _NUMBER), wrt=(0, 1), tags="same-argument")


def single_precision(x, s):
    y = np.zeros_like(x)
    for i in range(len(x)):
        y[i] = np.sin(x[i]) * s + y[i - 1] ** 2
    return np.sum(y * x)

case(
    single_precision, (vector(3).astype(np.float32), np.float32(0.7)),
    (vector(3).astype(np.float32), 0.7), wrt=(0, 1), tags="float32 store",
)  # fmt: skip


def mixed_precision(x, y):
    a = x * 2.0 + y
    b = x * x
    for i in range(2):
        b = b + a.astype(np.float32)
        a = a * b
    return np.sum(a * b)

case(mixed_precision, (vector(3).astype(np.float32), vector(3)), wrt=(0, 1), tags="float32")


def double_into_single_buffer(x):
    buffer = np.zeros(3, dtype=np.float32)
    for i in range(3):
        buffer[i] = x[i] * x[0]
        x = x * 1.5
    return np.sum(buffer * buffer)

case(double_into_single_buffer, (vector(3).astype(np.float32),), tags="float32 store")


def complex_on_the_way(x, y):
    z = x + 1j * y
    for i in range(2):
        z = z * z + 0.3
        z = z * np.exp(-0.1j)
    return np.real(z) * np.imag(z) + np.abs(z) ** 2

case(complex_on_the_way, (0.6, 0.8), (vector(2), vector(2, 0.1, 0.2)), wrt=(0, 1), tags="complex")


def names_that_collide(x, gx, dx, gz=1.5):
    z = x * gx
    x_stack = z + dx
    for i in range(2):
        gx = gx * x_stack + dx
        a = np.sin(gx) * gz
        b, c = a * a, x
        z = z * a + b
    f_adjoint = z * c
    g, np_, rt = f_adjoint, z, x
    return g * np_ + rt

case(names_that_collide, (0.6, 0.7, 0.8), (0.6, 0.7, 0.8, 0.9), wrt=(0, 1, 2), tags="names")


def names_that_collide_in_arrays(x, gy):
    gx = x * gy
    y_stack = []
    x1 = gx + 1.0
    for t in range(2):
        y = gx * x
        y_stack.append(y)
        gx[t] = y[t] * x1[t]
        y *= gy
    return np.sum(gx * y) + np.sum(y_stack[0] * x1)

case(names_that_collide_in_arrays, (vector(2), 0.7), wrt=(0, 1), tags="names store list")


def scratch_buffer_reused(x):
    tmp = np.empty(3)
    s = 0.0
    for i in range(3):
        tmp[:] = x[i] * x
        tmp[i] = np.sin(tmp[0])
        s = s * 0.9 + np.sum(tmp**2)
    return s

case(scratch_buffer_reused, (vector(3),), tags="store overwrite empty-like")


def buffer_filled_row_by_row(x, n):
    h = np.zeros((n + 1, len(x)))
    h[0] = x
    for t in range(n):
        h[t + 1] = np.tanh(h[t] * x + 0.1 * t)
    return np.sum(h[1:] * h[:-1])

case(buffer_filled_row_by_row, (vector(3), 4), (vector(3), 1), (vector(1), 2),
     tags="store write-once")


def out_keyword(x, y):
    z = np.zeros_like(x)
    for i in range(2):
        np.multiply(x, y, out=z)
        np.add(z, x, out=x)
        np.sin(x, out=x)
    return np.sum(x * z)

case(out_keyword, (vector(3), vector(3, 0.5, 0.9)), wrt=(0, 1), tags="out store argument-written")


def store_into_a_copy(x):
    y = x.copy()
    z = np.copy(x)
    w = np.array(x)
    v = np.asarray(z)
    for i in range(2):
        y[i] = y[i] * z[0]
        v *= w
        w[0] = np.sin(v[1])
    return np.sum(x * y) + np.sum(z * w)

case(store_into_a_copy, (vector(3),), tags="copy alias store")


def value_written_after_its_use(x):
    y = x * 1.0
    z = y * y
    y[0] = 7.0
    for i in range(2):
        w = z * y
        z += 1.0
        y[1] = w[1] * y[0]
    return np.sum(w * z)

case(value_written_after_its_use, (vector(3),), tags="overwrite store")


def arrays_rebound_to_other_shapes(x):
    y = x
    for i in range(3):
        y = y[1:] * y[:-1]
        y[0] = y[0] * x[i]
    return np.sum(y * y)

case(arrays_rebound_to_other_shapes, (vector(6),), tags="rebinding shape store")
