"""NumPy's functions that write into an array, `a.flat`, ufuncs with `where=`, and splits."""

import numpy as np
import pytest

from s2sad import grad, value_and_grad
from s2sad.testing import check_grads

X = np.array([0.5, -1.2, 0.8, 1.7])
Y = np.array([1.5, 0.3, -0.7, 0.9])
M = np.arange(9.0).reshape(3, 3) * 0.3 + np.eye(3)
W = np.arange(12.0).reshape(3, 4) * 0.2 - 1.0
T = np.arange(24.0).reshape(2, 3, 4) * 0.1 - 0.9
LAYOUTS = {
    "C": lambda a: np.ascontiguousarray(a),
    "F": lambda a: np.asfortranarray(a),
    "strided": lambda a: np.repeat(a, 2, axis=-1)[..., ::2],
    "float32": lambda a: a.astype(np.float32),
}

CASES = {}


def case(*args, **options):
    """Add a program and its arguments."""
    def add(f):
        CASES[f.__name__] = (f, args, options)
        return f
    return add


# copyto


@case(X, Y)
def copyto_whole(x, y):
    d = x * 2.0
    np.copyto(d, y**2)
    return np.sum(d * x)


@case(M)
def copyto_broadcast_row(a):
    d = a * 2.0
    np.copyto(d, a[0])
    return np.sum(d * a)


@case(M)
def copyto_overlapping(a):
    d = a**2
    np.copyto(d[1:], d[:-1])
    return np.sum(d * a)


@case(X)
def copyto_reversed_view(x):
    d = x**2
    np.copyto(d, d[::-1])
    return np.sum(d * x)


@case(X)
def copyto_number(x):
    d = np.zeros(4)
    np.copyto(d, x[1] * x[2])
    return np.sum(d * x)


@case(X)
def copyto_list(x):
    d = np.zeros(3)
    np.copyto(d, [x[0], x[1] * x[2], 1.0])
    return np.sum(d**2)


@case(X, Y)
def copyto_masked(x, y):
    d = x**2
    np.copyto(d, y * x, where=x > 0)
    return np.sum(d**2)


@case(X, Y)
def copyto_masked_number(x, y):
    d = x**2
    np.copyto(d, y[0], where=x > 0)
    return np.sum(d**2)


@case(M)
def copyto_masked_broadcast(a):
    d = a**2
    np.copyto(d, a[0], where=a[:, :1] > 0.95)
    return np.sum(d**2)


@case(X, True)
def copyto_where_number(x, flag):
    d = x**2
    np.copyto(d, x * 3.0, where=flag)
    return np.sum(d * x)


@case(np.array(1.5), np.array(0.7), order=1)
def copyto_zero_axes(x, y):
    d = np.zeros(())
    np.copyto(d, x * y)
    np.copyto(d, d * x, where=y > 0.0)
    return d * x


@case(X, np.zeros(4))
def copyto_argument(x, out):
    np.copyto(out, x**2)
    return np.sum(out * x)


@case(X)
def copyto_in_loop(x):
    d, s = np.zeros(4), 0.0
    for i in range(3):
        np.copyto(d, d * x + x[i])
        s = s + np.sum(d**2)
    return s


# where= with out=


@case(X)
def log_where_positive(x):
    y = np.zeros(4)
    np.log(x, out=y, where=x > 0)
    return np.sum(y**2)


@case(X, Y)
def keeps_old_values(x, y):
    z = y**2
    np.multiply(x, y, out=z, where=x > 0)
    return np.sum(z * x)


@case(X)
def where_into_itself(x):
    z = x * 2.0
    np.exp(z, out=z, where=z > 0)
    return np.sum(z * x)


@case(X)
def where_into_a_view(x):
    z = np.append(x, x)
    np.sin(x, out=z[2:6], where=x > 0)
    return np.sum(z**2)


@case(X)
def where_overlapping(x):
    z = x**2
    np.add(z[:-1], z[1:], out=z[1:], where=x[1:] > 0)
    return np.sum(z * x)


@case(M)
def where_broadcast_operands(a):
    z = a * 2.0
    np.multiply(a[0], a[:, 1:2], out=z, where=a[1] > 1.05)
    return np.sum(z * a)


@case(X)
def where_value_is_the_array(x):
    z = np.ones(4)
    w = np.divide(x, 2.0, out=z, where=x > 0)
    w[0] = x[1] * x[2]
    return np.sum(z**2)


@case(X, False)
def where_number(x, flag):
    z = x**2
    np.exp(x, out=z, where=flag)
    return np.sum(z * x)


# put, place, putmask


@case(X)
def put_repeats_last_wins(x):
    y = np.ones(3)
    np.put(y, [0, 1, 0, 2], x**2)
    return np.sum(y**3)


@case(X)
def put_as_a_method(x):
    y = np.ones(4)
    y.put([0, 2, 2], x[:3] ** 2)
    y.put(indices=3, values=x[0] * y[2])
    return np.sum(y * x)


@case(M)
def put_matrix(a):
    b = a**2
    np.put(b, [7, -1, 2], a[0])
    return np.sum(b * a)


@case(M)
def put_one_value(a):
    b = a**2
    np.put(b, [7, 1, 2], a[0, 1])
    np.put(b, 4, a[2, 2] ** 2)
    return np.sum(b * a)


@case(M, np.array([[0, 8], [4, 2]]))
def put_matrix_of_places(a, k):
    b = a.copy()
    np.put(b, k, a[:2, :2] ** 2)
    return np.sum(b * a)


@case(X)
def put_overlapping(x):
    y = x**2
    np.put(y, [0, 1, 2, 3], y[::-1])
    return np.sum(y * x)


@case(X, Y)
def putmask_arrays(x, y):
    z = x**2
    np.putmask(z, x > 0, y * x)
    return np.sum(z**2)


@case(M)
def putmask_number(a):
    z = a**2
    np.putmask(z, a > 1.05, a[0, 0])
    return np.sum(z * a)


@case(X, Y)
def place_first_values(x, y):
    z = x**2
    np.place(z, x > 0, y * x)
    return np.sum(z**2)


@case(X)
def place_number(x):
    z = x**2
    np.place(z, x > 0, [x[1]])
    return np.sum(z * x)


# fill_diagonal


@case(M)
def diagonal_of_values(a):
    b = a**2
    np.fill_diagonal(b, a[0])
    return np.sum(b * a)


@case(M)
def diagonal_of_one(a):
    b = a**2
    np.fill_diagonal(b, a[0, 1])
    return np.sum(b * a)


@case(W)
def diagonal_wide(a):
    b = a**2
    np.fill_diagonal(b, a[:, 0] * a[:, 1])
    return np.sum(b * a)


@case(W.T.copy())
def diagonal_tall(a):
    b = a**2
    np.fill_diagonal(b, a[0] * a[1])
    return np.sum(b * a)


@case(np.arange(27.0).reshape(3, 3, 3) * 0.1)
def diagonal_cube(a):
    b = a**2
    np.fill_diagonal(b, a[0, 1])
    return np.sum(b * a)


@case(M)
def diagonal_zero(a):
    b = a.copy()
    np.fill_diagonal(b, 0.0)
    return np.sum(b**3)


@case(M)
def diagonal_of_argument(a):
    s = a[0, 0]
    np.fill_diagonal(a, a[0] * a[1])
    return np.sum(a**2) + s


# flat


@case(M)
def flat_slice(a):
    b = a**2
    b.flat[2:5] = a[0] * 2
    return np.sum(b * a)


@case(M)
def flat_number(a):
    b = a**2
    b.flat[-2] = a[0, 0] * a[1, 1]
    b.flat[1] = 3.0
    return np.sum(b * a)


@case(M)
def flat_whole(a):
    b = a * 1.0
    b.flat[:] = a[0, 0]
    b.flat[::4] = a[1] ** 2
    return np.sum(b * a)


@case(M)
def flat_reads(a):
    return a.flat[3] * a.flat[-1] + np.sum(a.flat[::2] ** 2) + np.sum(a.flat[[1, 1, 5]] ** 3)


@case(M)
def flat_read_is_a_copy(a):
    b = a**2
    v = b.flat[::4]
    b[0, 0] = 0.0
    return np.sum(v**2) + np.sum(b * a)


@case(M)
def flat_transposed(a):
    b = a**2
    b.T.flat[1:3] = a[0, :2] * a[1, :2]
    return np.sum(b * a)


@case(M)
def flat_in_place(a):
    b = a**2
    b.flat[2] *= a[0, 1]
    b.flat[4:7] += a[1]
    return np.sum(b * a)


@case(X)
def flat_of_a_strided_view(x):
    y = np.append(x, x)
    v = y[1::2]
    v.flat[1:3] = x[:2] ** 2
    return np.sum(y**2 * v[0])


@case(M)
def flat_in_loop(a):
    b, s = np.zeros((3, 3)), 0.0
    for k in range(9):
        b.flat[k] = a.flat[8 - k] ** 2
        s = s + b.flat[k // 2] * k
    return s + np.sum(b * a)


@case(M)
def flat_in_a_test(a):
    return np.sum(a**2) if a.flat[4] > 0.0 else np.sum(a)


# subtract.at


@case(X)
def subtract_at(x):
    y = np.ones(3)
    np.subtract.at(y, [0, 1, 0, 2], x**2)
    return np.sum(y**2)


@case(M, np.array([0, 2, 0, 1]), np.array([1, 1, 1, 0]))
def subtract_at_pairs(a, i, j):
    b = a**2
    np.subtract.at(b, (i, j), a[0, 0] * a.flat[:4])
    np.subtract.at(b, np.s_[0:2], 1.0)
    return np.sum(b * a)


@case(M)
def flat_matrix_of_places(a):
    b = a**2
    b.flat[np.array([[0, 4], [8, 2]])] = a.flat[1:5] ** 2
    return np.sum(b * a)


# split


@case(X)
def split_halves(x):
    a, b = np.split(x, 2)
    return np.sum(a * b**2)


@case(X)
def split_store(x):
    y = x**2
    a, b = np.split(y, 2)
    a[:] = b * 2
    b *= x[0]
    return np.sum(y**2)


@case(W)
def split_at(a):
    p, q, r = np.split(a, [1, 3], axis=1)
    return np.sum(p * q * r)


@case(X, 1)
def split_at_argument(x, k):
    p, q = np.split(x, [k])
    return np.sum(p**2) * np.sum(q**3)


@case(np.arange(7.0) * 0.3)
def array_split_uneven(x):
    s = 0.0
    for k, part in enumerate(np.array_split(x, 3)):
        s = s + (k + 1) * np.sum(part) ** 2
    return s


@case(T)
def other_splits(t):
    a, b = np.hsplit(t, [2])
    c, d = np.vsplit(t, 2)
    e, f = np.dsplit(t, 2)
    return np.sum(a**2) * np.sum(b) + np.sum(c * d) + np.sum(e * f)


@case(np.arange(6.0))
def split_into_list(x):
    parts = np.split(x, 3)
    return sum([np.prod(p) for p in parts]) + len(parts) * parts[-1][0]


@case(np.arange(6.0))
def split_in_turn(x):
    y = x**2
    parts = np.split(y, 3)
    for k in range(3):
        parts[k][0] = parts[2 - k][1] * x[k]
    return np.sum(y * x)


@pytest.mark.parametrize("name", CASES)
def test_program(name):
    f, args, options = CASES[name]
    expected = f(*[np.copy(a) if isinstance(a, np.ndarray) else a for a in args])
    value = value_and_grad(f)(*[np.copy(a) if isinstance(a, np.ndarray) else a for a in args])[0]
    np.testing.assert_allclose(value, expected, rtol=1e-14)
    check_grads(f, *args, **{"order": 2, **options})


WITH_MATRIX = [
    name for name, (f, args, _) in CASES.items()
    if isinstance(args[0], np.ndarray) and (args[0].ndim > 1 or args[0].shape == (4,))
]  # fmt: skip


@pytest.mark.parametrize("layout", ["F", "strided", "float32"])
@pytest.mark.parametrize("name", WITH_MATRIX)
def test_layouts(name, layout):
    f, args, _ = CASES[name]

    def laid():
        return [LAYOUTS[layout](a) if isinstance(a, np.ndarray) and a.dtype == float else a
                for a in args]  # fmt: skip

    value = f(*laid())
    found, gradient = value_and_grad(f)(*laid())
    tolerance = 1e-5 if layout == "float32" else 1e-13
    np.testing.assert_allclose(found, value, rtol=tolerance)
    reference = grad(f)(*[np.array(a, float) if isinstance(a, np.ndarray) and a.dtype != int
                          and a.dtype != bool else a for a in laid()])  # fmt: skip
    np.testing.assert_allclose(gradient, reference, rtol=10 * tolerance, atol=tolerance)
    if layout != "float32":
        check_grads(f, *laid())
