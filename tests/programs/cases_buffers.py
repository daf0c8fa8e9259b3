"""Arrays that are written: what is overwritten, shared, kept, swapped, returned."""
# ruff: noqa: B007, RET504

import numpy as np

from tests.programs.case import Cases, vector

CASES = Cases()
case = CASES.add


def adjoint_cleared_after_an_overwrite(x):
    y = np.zeros(3)
    s = 0.0
    for i in range(3):
        y[0] = x[i] * x[0]
        y[1] = y[0] * y[1] + x[i]
        s = s + y[1] * y[0]
        y[0] = 0.5
    return s * y[0] + np.sum(y)

case(adjoint_cleared_after_an_overwrite, (vector(3),), tags="overwrite store")


def whole_array_overwritten(x):
    y = x * x
    for i in range(2):
        s = np.sum(y)
        y[:] = s * x
        y[...] = np.sin(y) + 0.1 * i
    return np.sum(y)

case(whole_array_overwritten, (vector(3),), tags="overwrite store ellipsis")


def adjoint_of_a_shared_reference(x):
    y = x * 2.0
    z = y + x
    a = y + z
    b = z + y
    for i in range(2):
        a = a + b
        b = a * 1.0 + z
        z = z * y
    return np.sum(a * z) + np.sum(b) + np.sum(y)

case(adjoint_of_a_shared_reference, (vector(3),), tags="shared-reference")


def sum_passes_one_adjoint_to_two(x, y):
    a = x + y
    b = x + a
    c = a + b
    x = x * c
    return np.sum(c + a * b) + np.sum(x + b)

case(sum_passes_one_adjoint_to_two, (vector(3), vector(3, 1.0, 2.0)), wrt=(0, 1),
     tags="shared-reference")


def stack_of_references_written_later(x):
    kept = []
    y = x * 1.0
    for i in range(3):
        kept.append(y)
        y[i] = y[i] * x[0]
        y = y * kept[-1]
    s = 0.0
    for v in kept:
        v *= 0.5
        s = s + np.sum(v * v)
    return s

case(stack_of_references_written_later, (vector(3),), tags="list alias store")


def stack_of_copies(x):
    kept = []
    y = x * 1.0
    for i in range(3):
        kept.append(y.copy())
        y[i] = np.sin(y[i] * y[i - 1])
        y *= x
    return np.sum(y * kept[1]) + np.sum(kept[2] ** 2)

case(stack_of_copies, (vector(3),), tags="list store")


def buffer_swapped_in_a_loop(x, s):
    a = x * s
    b = np.zeros_like(x)
    for t in range(3):
        b[1:] = a[:-1] ** 2
        b[0] = s * a[0]
        a, b = b, a
    return np.sum(a * b)

case(buffer_swapped_in_a_loop, (vector(4), 1.3), wrt=(0, 1), tags="swap store")


def three_buffers_rotated(x):
    a, b, c = x * 1.0, x * x, np.sin(x)
    for t in range(4):
        c[:-1] = a[1:] * b[:-1]
        a, b, c = b, c, a
        a += 0.1 * c
    return np.sum(a * b * c)

case(three_buffers_rotated, (vector(3),), tags="swap store")


def conditional_swap(x):
    a, b = x * 2.0, x * x
    for t in range(4):
        if a[0] > b[0]:
            a, b = b, a
        a[0] = a[0] * b[1] + 0.7
        b *= 0.8
    return np.sum(a) + 2.0 * np.sum(b**2)

case(conditional_swap, (vector(2),), tags="swap store branch")


def returned_array_is_restored(x):
    y = np.zeros_like(x)
    y[0] = x[0]
    for i in range(1, len(x)):
        y[i] = np.sin(y[i - 1]) * x[i]
        y[0] = y[0] * y[i]
    return y

case(returned_array_is_restored, (vector(4),), tags="result store overwrite")


def returned_argument_array(x):
    for i in range(2):
        x[1:] = x[:-1] * x[1:]
        x *= 1.2
    return x

case(returned_argument_array, (vector(4),), tags="result store argument-written")


def returned_view_and_whole(x):
    y = x * x
    v = y[1:]
    for i in range(2):
        v[i] = v[i] * y[0] + x[i]
    return y, v, y[0]

case(returned_view_and_whole, (vector(3),), tags="result view store")
