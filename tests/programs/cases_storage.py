"""Arrays that are written: aliases, views, stores, loads, buffers. At least two trips each."""
# ruff: noqa: B007, RET504, SIM113

import numpy as np

from tests.programs.case import Cases, matrix, vector

CASES = Cases()
case = CASES.add


def write_through_an_alias(x):
    y = x
    for i in range(3):
        y[i] = x[i + 1] * x[i]
    return np.sum(x**2) * y[0]

case(write_through_an_alias, (vector(4),), tags="alias store argument-written")


def write_through_a_view(x):
    y = x * 1.5
    v = y[1:]
    for i in range(2):
        v += 1.0
        v *= y[:-1]
    return np.sum(y * x)

case(write_through_a_view, (vector(4),), tags="view alias augmented")


def write_through_a_view_of_a_view(x):
    y = np.sin(x)
    v = y[::2][1:]
    for i in range(2):
        v[i] = v[i] * y[0] + x[1]
        y[2] = y[2] ** 2
    return np.sum(y * y)

case(write_through_a_view_of_a_view, (vector(6),), tags="view alias store")


def write_through_a_row(a):
    b = a * a
    for i in range(2):
        row = b[i]
        row[1] = row[0] * row[1]
        row *= 0.7
        b[i, 0] = np.sin(row[1])
    return np.sum(b * a)

case(write_through_a_row, (matrix(2, 3),), tags="view row store")


def write_through_a_transpose(a, s):
    b = a * s
    t = b.T
    for i in range(2):
        t[i] = t[i + 1] * b[:, 0]
        b[0] *= s
    return np.sum(b**2)

case(write_through_a_transpose, (matrix(2, 3), 1.3), wrt=(0, 1), tags="view transpose store")


def write_through_a_reshape(x):
    y = x**2
    m = y.reshape(2, 3)
    for i in range(2):
        m[i, 1:] = m[i, :2] * y[0]
        y[4] = y[4] + m[0, 2]
    return np.sum(m * m) + y[0]

case(write_through_a_reshape, (vector(6),), tags="view reshape store")


def write_through_ravel_and_newaxis(a):
    b = a + 0.0
    r = b.ravel()
    c = r[np.newaxis, :]
    for i in range(1, 4):
        c[0, i] = r[i - 1] * b[0, 0]
        r[0] = np.sin(r[0])
    return np.sum(b * a)

case(write_through_ravel_and_newaxis, (matrix(2, 2),), tags="view reshape newaxis store")


def alias_chosen_by_a_branch(x, s):
    a = x * s
    b = x + s
    for i in range(4):
        if i % 2 == 0:
            v = a[:2]
        else:
            v = b[1:]
        v *= s
        a[1] = a[1] * b[2]
    return np.sum(a * b)

case(alias_chosen_by_a_branch, (vector(3), 1.2), wrt=(0, 1), tags="alias view branch")


def store_reads_what_it_overwrites(u):
    for t in range(3):
        u[1:-1] = u[:-2] * u[2:] + 0.5 * u[1:-1] ** 2
    return np.sum(u**2)

case(store_reads_what_it_overwrites, (vector(5),), tags="store overwrite argument-written")


def masked_store_reads_its_mask(w):
    for t in range(2):
        w[w < 0.8] = 0.3 * np.sum(w) ** 2
        w = w * 1.1
    return np.sum(w**3)

case(masked_store_reads_its_mask, (vector(5),), tags="store mask condition argument-written")


def masked_store_of_the_same_cells(w):
    y = np.zeros_like(w)
    m = w > 0.7
    for t in range(2):
        y[m] = w[m] ** 2 + y[m]
        y[~m] += np.sin(w[~m])
    return np.sum(y * w)

case(masked_store_of_the_same_cells, (vector(5),), tags="store mask")


def index_read_from_the_stored_array(x):
    p = np.array([2, 0, 1])
    y = x * 1.0
    for i in range(3):
        y[p[i]] = y[i] * x[p[p[i]]]
        p[i] = 1
    return np.sum(y**2) + y[p[0]]

case(index_read_from_the_stored_array, (vector(3),), tags="store integer-buffer index")


def add_in_place_under_another_name(x):
    y = x * 2.0
    z = y
    for i in range(2):
        y += x * z
        w = y * y
        z -= 0.3 * w
    return np.sum(z * w)

case(add_in_place_under_another_name, (vector(3),), tags="alias augmented")


def add_out_of_place_under_another_name(x):
    y = x * 2.0
    z = y
    for i in range(2):
        y = y + x * z
        z = z * y
    return np.sum(z * y)

case(add_out_of_place_under_another_name, (vector(3),), tags="alias rebinding")


def augmented_with_itself(y):
    for i in range(2):
        y *= y
        y[1:] *= y[:-1]
        y[:-1] -= 0.2 * y[1:]
        y += y
    return np.sum(y)

case(augmented_with_itself, (vector(4),), tags="augmented overlap argument-written")


def every_augmented_operator(x, y):
    a = x + 1.0
    for i in range(2):
        a += y
        a -= x * y
        a *= np.cos(y)
        a /= 1.0 + y**2
        a **= 2
        a **= 1.5
        a %= 50.0
    return np.sum(a)

case(every_augmented_operator, (vector(3), vector(3, 0.4, 0.8)), wrt=(0, 1), tags="augmented")


def every_augmented_operator_on_cells(x, y):
    a = x + 1.0
    for i in range(3):
        a[i] += y
        a[i] -= x[i] * y
        a[-1 - i] *= np.cos(y)
        a[i] /= 1.0 + a[0] ** 2
        a[i] **= 2
    a[1:] //= 100.0
    return np.sum(a * a) + a[0]

case(every_augmented_operator_on_cells, (vector(3), 0.7), wrt=(0, 1), tags="augmented store")


def matrix_product_in_place(a, b):
    for i in range(2):
        a @= b
        a[0] += np.sin(a[1])
    return np.sum(a * b)

case(
    matrix_product_in_place, (matrix(2, 2), matrix(2, 2).T.copy() + 0.1), wrt=(0, 1),
    tags="augmented matmul argument-written",
)  # fmt: skip


def repeated_indices_in_a_load(x):
    k = np.array([0, 2, 2, 1, 0])
    s = 0.0
    for i in range(2):
        s = s + np.sum(x[k] ** 2 * x[k[::-1]]) * s + x[k][1]
    return s

case(repeated_indices_in_a_load, (vector(3),), tags="fancy load")


def repeated_indices_in_a_store(x):
    y = np.zeros(3)
    for i in range(2):
        y[[0, 2, 0, 1]] = x[:4] ** 2 * (1.0 + y[0])
        y[np.array([1, 1])] = np.sin(x[3:]) * y[[0, 2]]
    return np.sum(y * y)

case(repeated_indices_in_a_store, (vector(5),), tags="fancy store repeated")


def repeated_indices_in_an_augmented_store(x):
    y = x[:3] * 1.0
    for i in range(2):
        y[[0, 0, 2]] += x[1:4] * y[1]
        y[[1, 1]] *= x[[0, 3]]
        y[[2, 1, 2]] -= 0.3
    return np.sum(y**2)

case(repeated_indices_in_an_augmented_store, (vector(5),), tags="fancy store repeated augmented")


def repeated_scalar_into_fancy_cells(x, s):
    y = x * x
    for i in range(2):
        y[[0, 0, 2]] = s * y[1]
        y[[1, 1]] += s
    return np.sum(y**2)

case(repeated_scalar_into_fancy_cells, (vector(3), 0.6), wrt=(0, 1), tags="fancy store repeated")


def fancy_pairs(a):
    r, c = np.array([0, 1, 1]), np.array([2, 0, 0])
    for i in range(2):
        a[r, c] = a[c % 2, r] ** 2 + 0.1
        a[:, [0, 1]] = a[:, [1, 2]] * a[0, 0]
    return np.sum(a[r, 1:] * a[[1, 0, 1]][:, 0:2])

case(fancy_pairs, (matrix(2, 3),), tags="fancy store load argument-written")


def add_at(x, w):
    y = np.zeros(3)
    for i in range(2):
        np.add.at(y, [0, 2, 0, 1], w * (1.0 + y[0]))
        y *= x
    return np.sum(y**2)

case(add_at, (vector(3), vector(4)), wrt=(0, 1), tags="fancy add-at")


def integer_buffer_of_indices(x):
    order = np.zeros(4, dtype=int)
    for i in range(4):
        order[i] = (3 * i + 1) % 4
    s = 0.0
    for i in range(4):
        s = s * x[order[i]] + x[order[order[i]]] ** 2
    return s

case(integer_buffer_of_indices, (vector(4),), tags="integer-buffer")


def integer_buffer_cuts_the_path(x):
    counts = np.array([1, 1, 1])
    for i in range(3):
        counts[i] = x[i] * 3.3 + counts[i - 1]
        x = x * counts[i] * 0.4
    return np.sum(x * counts)

case(integer_buffer_cuts_the_path, (np.array([0.71, 0.95, 1.22]),), tags="integer-buffer")


def counting_buffer(x):
    seen = np.zeros(2, dtype=np.int64)
    s = 1.0
    for i in range(len(x)):
        side = int(x[i] > 0.7)
        seen[side] += 1
        s = s * x[i] + 0.2 * seen[side]
    return s / seen[0]

case(counting_buffer, (vector(5),), tags="integer-buffer condition")
