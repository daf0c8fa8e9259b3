"""What an adversarial tester found: wrong numbers, crashes, and the nastiest programs that pass."""

# The programs are meant to be nasty, not tidy.
# ruff: noqa

import bisect
import functools
import heapq
import math
import operator

import numpy as np
import pytest

from s2sad import check_grads, grad, jvp
from s2sad.errors import Error
from tests.thorough import order_in_turn

x1, x2 = np.array([1.3]), np.array([0.31, 0.66])
x5 = np.array([0.31, 0.66, 1.02, 1.37, 1.73])
x0 = np.zeros(0)
m33 = np.array([[2.0, 0.3, 0.1], [0.2, 3.0, 0.4], [0.5, 0.1, 1.5]])
m34 = np.linspace(-1.0, 2.0, 12).reshape(3, 4) + 0.05
A = np.array
IDX = np.array([0, 2, 2, 1, 0])
CASES, CAREFUL = [], []


def right(*points, order=1):
    """The derivatives of the function that follows are to be right at these points."""

    def note(function):
        CASES.extend(
            pytest.param(function, p, order, id=f"{function.__name__}-{i}")
            for i, p in enumerate(points)
        )
        return function

    return note


def right_or_refused(*points):
    """The derivatives of the function that follows are to be right, or refused."""

    def note(function):
        CAREFUL.extend(
            pytest.param(function, p, id=f"{function.__name__}-{i}") for i, p in enumerate(points)
        )
        return function

    return note


class Op:
    """An object whose operators mean something else."""

    def __init__(self, k):
        self.k = k

    def __add__(self, x):
        return self.k + x * x

    def __matmul__(self, x):
        return self.k * x


class Wrap:
    """An object whose operators mean something else, and that is an array for NumPy."""

    def __mul__(self, x):
        return 2 * x * x

    def __rmul__(self, x):
        return 3 * x * x

    def __pow__(self, x):
        return x * x

    def __array__(self, dtype=None, copy=None):
        return np.arange(5.0)


O, W = Op(2.0), Wrap()
part = functools.partial(operator.iadd)


def helper_mut(a, k):
    a[k] *= a[k - 1]
    return a


def helper_view(a, k):
    return a[k:]


def two(a, b):
    a[1:] *= b[:-1]
    b[0] += a[2]
    return np.sum(a * b)


def ret_args(a, b):
    if a[0] > 0.1:
        return b, a
    return a, b


def early(a, n):
    for i in range(n):
        a[i] += a[i + 1] ** 2
        if a[i] > 1.5:
            return a[i:]
    return a


@right((x2,))
def c2_l1(x):
    y = x * x
    r = [y]
    y *= x
    return r


@right((x2,))
def c2_l2b(x):
    y = x * x
    r = [y]
    y *= x
    return (r, y)


@right((x2,))
def c2_l6(x):
    y = x * 1
    r = [y]
    for i in range(2):
        r.append(r[-1])
        r[-1][0] *= x[1]
    return (r, r[0], np.sum(r[1]))


@right((x2,))
def c2_l7(x):
    h = []
    y = x * 1
    for t in range(3):
        y[0] *= y[1]
        h.append(y if t else y * 2)
    return h


@right((x2,))
def c4_q1(x):
    r = [x * 1, x * 2]
    for a in r:
        a *= x[0]
    return np.sum(np.stack(r))


@right((x2,))
def c4_q2(x):
    r = [x * 1, x * 2]
    r[0] *= x[0]
    return np.sum(np.stack(r) ** 2)


@right((x2,))
def c4_q3(x):
    r = [x * 1, x * 2]
    r[0] *= x[0]
    return np.sum(np.concatenate(r) ** 2)


@right((x2,))
def c4_q4(x):
    r = [x * 1, x * 2]
    r[0] *= x[0]
    return np.sum(np.array(r) ** 2)


@right((x2,))
def c4_q5(x):
    r = [x * 1, x * 2]
    r[0] *= x[0]
    return np.sum(np.vstack(r) ** 2) + np.sum(np.hstack(r) ** 3)


@right((x2,))
def c4_q6(x):
    r = [x * 1, x * 2]
    r[0] *= x[0]
    return np.sum(sum(r) ** 2)


@right((x2,))
def c4_q8b(x):
    r = []
    y = x * 1
    for i in range(3):
        r.append(y)
        y *= x
    return np.sum(np.stack(r) ** 2)


@right((x2,))
def c4_q9(x):
    r = [x * 1, x * 2]
    r[0] *= x[0]
    return np.sum(r) + np.max(r) + np.mean(r)


@right(([1.0, 2.0], 2))
def q13c(l, n):
    m = l
    for i in range(n):
        m = m + [l[i] * m[-1]]
    return m


@right(([x2, x2 * 2],))
def c3_p4(l):
    l.pop()
    l.append(l[0] * 2)
    l[0] *= 3
    return l


@right((x5,))
def c3_p14(x):
    r = [x * 1 for _ in range(3)]
    for a in r:
        a *= 2
    for i, a in enumerate(r):
        a[i] *= r[i - 1][i]
    return r


@right((x5,))
def c3_p15(x):
    r = [x * 1 for _ in range(3)]
    for a in r:
        a *= x[0]
    return (r[0], np.stack(r), np.concatenate(r[1:]))


@right((x5,))
def c3_p16(x):
    b = np.zeros((3, 5))
    r = []
    for i in range(3):
        row = b[i]
        row += x * (i + 1)
        r.append(row)
        b[0] *= x[i]
    return (r, b)


@right((x5,))
def c3_p23(x):
    r = []
    for i in range(3):
        y = x[i:] * 1
        r.append(y)
        for z in r:
            z[0] *= x[i]
    return r


@right((x5,))
def c3_p26(x):
    a = x * 1
    b = a
    c = a[:3]
    ws = [a, b, c]
    ws[2] += 1.0
    ws[0] *= ws[1]
    del_ = ws.pop(1) if False else ws[1]
    return (ws, del_)


@right(([1.0, 2.0], 2))
def c5_s1(l, n):
    m = [3.0]
    for i in range(n):
        m = m + [l[i] * m[-1]]
    return sum(m)


@right((x5,))
def c5_s3(x):
    m = [x[0], x[1]]
    l = m
    for i in range(3):
        m = m + [l[i % 2] * m[-1]]
    return m[-1] * l[0]


@right((x5,))
def c5_s4(x):
    m = [x[0], x[1]]
    for i in range(3):
        m = [v * x[i] for v in m] + m
    return sum(m) * m[2]


@right((x5,))
def c5_s6(x):
    m = [x[0], x[1]]
    old = m
    for i in range(3):
        new = m.copy()
        new[0] = m[1] * m[0]
        new.append(old[0])
        old, m = (m, new)
    return sum(m) * sum(old)


@right((x5,))
def c5_s7(x):
    m = [x[0]]
    l = m
    for i in range(3):
        l = m
        m = m + [l[0] * x[i]]
        m[0] *= 2
        l[0] *= 3
    return sum(m) * l[0]


@right((x5,))
def c5_s8(x):
    m = [x[0], x[1], x[2]]
    if x[0] > 0:
        k = m
    else:
        k = m + [1.0]
    k[0] *= x[3]
    m = m[1:]
    m[0] *= k[1]
    k[1] = m[0] * m[1]
    return sum(k) * sum(m)


@right((x5,))
def c5_s9(x):
    m = [1.0, 2.0]
    for i in range(3):
        t = m
        m = [m[1], m[0] * x[i]]
        t[0] += m[1]
    return m[0] * m[1] + t[0]


@right((x5,))
def c5_s10(x):
    a = [x[0]] * 2
    for i in range(3):
        a = [a[0] * a[1]] + a[:1]
        a += [x[i]]
        del_ = a.pop()
        a[1] *= del_
    return sum(a)


@right((x5,))
def c6_u18(x):
    m = [x[0]]
    for i in range(3):
        m = m + [m[-1] * x[i]]
    return m[-1] * m[1]


@right((x5,))
def c6_u21(x):
    m = [x[0], x[1]]
    for i in range(3):
        n = m[:]
        n[0] = m[1] * m[0]
        m = n
    return m[0] * m[1]


@right((x5,))
def c6_u25(x):
    m = [0.0] * 3
    for i in range(3):
        m[i] = x[i] * x[0]
    return (m, m[::-1], tuple(m), np.array(m), (m[0], m[1:]))


@right((x5,))
def c7_v1(x):
    m = [0.0] * 3
    for i in range(3):
        m[i] = x[i] * x[0]
    k = m[::-1]
    return k[0] * k[1] * 3


@right((x5,))
def c7_v4(x):
    m = [x[0], x[1]]
    for i in range(3):
        n = m
        n = n + [x[i]]
        n[0] *= 2
    return n[0] * n[2] * m[0]


@right((x5,))
def c7_v5(x):
    m = [x[0], x[1]]
    n = m
    for i in range(3):
        n = m[:]
        n[0] *= x[i]
    return n[0] * m[1]


@right((x5,))
def c7_v6(x):
    m = [x * 1]
    for i in range(3):
        m = m + [m[-1] * x[i]]
    return np.sum(m[-1] * m[1])


@right((x5,))
def c7_v8(x):
    m = [x * 1]
    for i in range(3):
        n = m[:]
        n[0] = m[0] * x
        m = n
    return np.sum(m[0])


@right((x5,))
def c7_v10(x):
    m = [x[0], x[1]]
    for i in range(3):
        if x[i] > 0.5:
            m = m + [x[i] * m[-1]]
        else:
            m[0] *= x[i]
    return m[0] * m[-1] * m[-2]


@right((x5,))
def c7_v11(x):
    m = [x[0], x[1]]
    k = [x[2], x[3]]
    for i in range(3):
        m, k = (k, m)
        m[0] *= k[1]
        k.append(m[0])
    return m[0] * m[-1] * k[-1]


@right(([x5 * 1.0, x5 * 2.0],))
def arg_list_share(l):
    l[1] = l[0]
    l[1] += 1.0
    return np.sum(l[0] * l[1])


@right(([x5.copy(), x5 * 2], x5))
def c1_w16(l, y):
    l[0] = y
    l[0] *= 2
    y += l[1]
    return np.sum(l[0] * y)


@right_or_refused((x5,))
def bto2(x):
    y = x * 1.0
    b = np.broadcast_to(y, (3, 5))
    y[0] = y[1] * y[2]
    return np.sum(b * b)


@right((x5,))
def dres(x):
    y = x * x
    return {"a": y, "b": [y[0] * 2, (x[1] * x[2], y[1:] * 1)]}


@right((x5,))
def choice(x):
    r = np.random.default_rng(3)
    y = x + r.normal(size=5) * x
    i = r.integers(0, 5, size=7)
    return np.sum(y[i] * np.arange(7) * r.random())


@right((x5,))
def fill(x):
    y = np.empty(5)
    y.fill(x[0])
    return np.sum(y * y)


@right((x2,), order=2)
def rc_a(x):
    t = x
    for i in range(2):
        t = t[..., None] * x
    return np.sum(t)


@right((x2,), order=2)
def rc_e(x):
    t = x
    for i in range(2):
        t = t[..., None] * x
    return np.sum(t * t[0])


@right((x2,), order=2)
def rc_i(x):
    t = x * x
    for i in range(2):
        t = t[..., None] * t[0]
    return np.sum(t * t[0])


@right_or_refused((x5,))
def out_pos(x):
    y = x * x
    np.multiply(y, x, y)
    return np.sum(y * y)


@right_or_refused((x5,))
def copyto(x):
    y = x * x
    np.copyto(y[:2], x[3:])
    return np.sum(y * y)


@right_or_refused((x5,))
def copyto2(x):
    y = x * x
    np.copyto(y, x)
    return np.sum(y * y)


@right_or_refused((x5,))
def astype_nocopy(x):
    y = x * 1.0
    z = y.astype(float, copy=False)
    z[0] = z[1] * z[2]
    return np.sum(y * y)


@right_or_refused((x5,))
def array_copyfalse(x):
    y = x * 1.0
    z = np.asarray(y, dtype=float)
    z[0] = z[1] * z[2]
    return np.sum(y * y)


@right_or_refused((x5,))
def putmask(x):
    y = x * x
    np.putmask(y, y > 1, x)
    return np.sum(y * y)


@right_or_refused((x5,))
def a3_put(x):
    y = x * x
    np.put(y, [0, 2], x[3:])
    return np.sum(y * y)


@right_or_refused((m33,))
def fill_diag(x):
    y = x * x
    np.fill_diagonal(y, x[0])
    return np.sum(y * y)


@right_or_refused((x5,))
def mul_at(x):
    y = x * x
    np.multiply.at(y, [0, 0, 1], x[:3])
    return np.sum(y * y)


@right_or_refused((x5,))
def sub_at(x):
    y = x * x
    np.subtract.at(y, [0, 0, 1], x[:3] * y[1])
    return np.sum(y * y)


@right_or_refused((x5,))
def clip_pos(x):
    y = x * x
    np.clip(y, 0.5, 1.5, y)
    return np.sum(y * x)


@right_or_refused((x5,))
def exp_pos(x):
    y = x * x
    np.exp(x, y)
    return np.sum(y * x)


@right_or_refused((m33,))
def sum_pos(x):
    y = x[0] * 1
    np.sum(x * x, 0, None, y)
    return np.sum(y * x)


@right_or_refused((m33,))
def sum_m_pos(x):
    y = x[0] * 1
    (x * x).sum(0, None, y)
    return np.sum(y * x)


@right_or_refused((m33,))
def dot_pos(x):
    y = x[0] * 1
    np.dot(x, x[1], y)
    return np.sum(y * x)


@right_or_refused((m34,))
def take_along(x):
    i = np.argsort(x**2, axis=1)
    y = np.take_along_axis(x, i, axis=1)
    z = x * 1
    np.put_along_axis(z, i[:, :1], y[:, 1:2], axis=1)
    return np.sum(z * y)


@right_or_refused((x5,))
def sortedscal(x):
    l = sorted([v * (v - 1) for v in x], reverse=True)
    return l[0] * l[1] + l[-1] ** 2


@right_or_refused((x5,))
def nanfun(x):
    y = np.where(x > 1, np.nan, x * x)
    z = np.nan_to_num(y, nan=2.0)
    return np.nansum(y * 2.0) + np.sum(z)


@right_or_refused((x5,))
def op_iadd(x):
    y = x * x
    operator.iadd(y, x)
    return np.sum(y * y)


@right_or_refused((x5,))
def op_setitem(x):
    y = x * x
    operator.setitem(y, 0, x[1])
    return np.sum(y * y)


@right_or_refused((x5,))
def list_append_unbound(x):
    l = [x[0]]
    list.append(l, x[1] * x[2])
    return sum(l) * l[-1]


@right_or_refused((x5,))
def nd_sort(x):
    y = -x * x
    np.ndarray.sort(y)
    return np.sum(y * np.arange(5))


@right_or_refused((x5,))
def heap(x):
    l = []
    for v in x:
        heapq.heappush(l, -v * v)
    return l[0] * l[1]


@right_or_refused((x5,))
def insort(x):
    l = [0.5 * 1.0]
    for v in x:
        bisect.insort(l, -v * v)
    return l[0] * l[1]


@right_or_refused((x5,))
def partobj(x):
    y = x * x
    part(y, x)
    return np.sum(y * np.arange(5))


@right_or_refused((x5,))
def a4_s3(x):
    l = sorted(x, reverse=True)
    return l[0] * l[1] * l[4] ** 2


@right_or_refused((x5,))
def shuf(x):
    y = x * x
    np.random.default_rng(3).shuffle(y)
    return np.sum(y * np.arange(5))


@right_or_refused((x5,))
def standard_out(x):
    y = x * x
    np.random.default_rng(3).random(out=y)
    return np.sum(y * x)


@right_or_refused((x5,))
def abs_kw(x):
    y = x * x
    np.absolute(-x, y)
    y2 = np.add(x, x, dtype=np.float64)
    return np.sum(y * x) + np.sum(y2)


@right_or_refused((x5,))
def take_out(x):
    y = np.zeros(3)
    np.take(x, [0, 1, 1], None, y)
    return np.sum(y * y)


@right_or_refused((x5,))
def take_out2(x):
    y = np.zeros(3)
    x.take([0, 1, 1], out=y)
    return np.sum(y * y)


@right_or_refused((x5,))
def cumsum_pos(x):
    y = np.zeros(5)
    np.cumsum(x, 0, None, y)
    x.cumsum(0, None, y)
    return np.sum(y * y)


@right_or_refused((x5,))
def max_pos(x):
    y = np.zeros(())
    np.max(x, 0, y)
    return y * y


@right_or_refused((x5,))
def mean_pos(x):
    y = np.zeros(())
    x.mean(0, None, y)
    return y * y


@right_or_refused((m34,))
def concat_out(x):
    y = np.zeros((6, 4))
    np.concatenate([x, x * x], 0, y)
    return np.sum(y * y)


@right_or_refused((m34,))
def stack_out(x):
    y = np.zeros((2, 3, 4))
    np.stack([x, x * x], 0, y)
    return np.sum(y * y)


@right_or_refused((x5,))
def asany(x):
    y = x * x
    z = np.asanyarray(y)
    z[0] = z[1] * z[2]
    w = np.atleast_1d(y)
    w[1] *= z[0]
    v = np.ravel(w)
    v[2] *= v[1]
    u = np.reshape(v, (5,), copy=False)
    u[3] *= v[0]
    return np.sum(y * y)


@right_or_refused((x5,))
def nancop(x):
    y = x * x
    z = np.nan_to_num(y, copy=False)
    z[0] = z[1] * z[2]
    return np.sum(y * y)


@right_or_refused((x5,))
def posit(x):
    y = x * x
    z = np.array(y, float, copy=False)
    z[0] = z[1] * z[2]
    return np.sum(y * y)


@right_or_refused((x5,))
def posit2(x):
    y = x * x
    z = y.astype(np.float64, "K", "unsafe", True, False)
    z[0] = z[1] * z[2]
    return np.sum(y * y)


@right_or_refused((m34[:, :3],))
def einsum_view(x):
    y = x * x
    e = np.einsum("ij->ji", y)
    e[0] *= e[1]
    return np.sum(y * y)


@right_or_refused((m34[:, :3],))
def einsum_diag(x):
    y = x * x
    e = np.einsum("ii->i", y)
    e *= y[0]
    return np.sum(y * y)


@right_or_refused((m34[:, :3],))
def diag_view(x):
    y = x * x
    d = np.diagonal(y)
    y[0] *= 2
    e = np.einsum("ii->i", y)
    e[0] = d[1] * d[2]
    return np.sum(y * y * d)


@right_or_refused((x5,))
def a8_o1(x):
    return np.sum((O @ x) ** 2)


@right_or_refused((x2,))
def a8_o3(x):
    return np.sum((O + x) ** 2)


@right_or_refused((1.5,))
def c1_w2(x):
    return W * x


@right_or_refused((1.5,))
def c1_w3(x):
    return x * W


@right_or_refused((1.5,))
def c1_w4(x):
    return W**x


@right_or_refused((x5,))
def c1_w8(x):
    return np.sum(np.multiply(W, x))


@right((x5,), order=2)
def view_of_view(x):
    y = x * 1.0
    v = y[1:]
    w = v[::-1]
    w[0] = w[1] * w[2]
    v[2] *= w[0]
    y[3] += v[0] ** 2
    return np.sum(y * w[0]) + v[-1]


@right((m34,), order=2)
def iter_rows_write(x):
    a = x.copy()
    p = a[0]
    for r in a:
        r *= np.sin(p)
        p = r
        r[1:] += r[:-1] * p[0]
    return np.sum(a)


@right((m34,), (np.asfortranarray(m34),), order=2)
def T_write(x):
    a = x + 0.0
    t = a.T
    t[1] = t[0] * t[2]
    a[1] *= t[0, 0]
    t += a.T[::-1]
    return np.sum(t * t)


@right((x5, 4), (x5, 0), (x5, 1), order=2)
def swap(x, n):
    a = x * 1.0
    b = np.zeros(5)
    for t in range(n):
        b[1:] = a[:-1] * a[1:]
        b[0] = a[-1] * np.sin(a[0])
        a, b = (b, a)
    return np.sum(a * a) + b[0]


@right((x5,), order=2)
def nested_exits(x):
    t = 0.0
    for i in range(5):
        for j in range(5):
            if j == i:
                continue
            if j > 3:
                break
            t += x[i] * x[j] * t + x[j]
            if t > 50.0:
                return t * t * x[i]
        else:
            t = t * 2
            continue
        t = np.sin(t)
    return t


@right((0.7,), (2.5,), order=2)
def while_else(x):
    n = 0
    while x < 10.0:
        x = x * x + 1.0
        n += 1
        if n > 2 and x > 5:
            break
    else:
        x = x * 0.5
    return x * n


@right((x5,), order=2)
def collide(x):
    gx = x * 2
    dx = gx * x
    z = 1.0
    gz = dx * z
    a = gz
    b = a * gx
    x_stack = b
    a_stack = x_stack * a
    ga = a_stack + b
    x2 = ga
    t = x2
    np_ = t * t
    return np.sum(np_ * gx * dx)


@right((x5,), order=2)
def helpers(x):
    y = x * 1.5
    z = helper_mut(y, 2)
    w = helper_view(helper_mut(z, 3), 1)
    w[0] = w[1] * w[2]
    y += 1.0
    w *= y[1]
    return np.sum(y * y)


@right((m34, x5[:4], x5[:3]), order=2)
def bcast(m, r, c):
    a = m * r
    a[:, :] = a * c[:, None]
    a[1] = r
    a[:, 2:3] = c[:, None]
    a += r
    a *= c[:, None]
    a[:, 1:] -= c[:, None] * a[:, :1]
    return np.sum(a**3)


@right((A([[2.0]]), x5[:3], A([0.7])), (A([[2.0], [1.0]]), x5[:3], A([0.7, 0.2, 0.3])), order=2)
def size1(a, b, c):
    y = a * b + c
    z = np.zeros((a.shape[0], 3))
    z[...] = a
    z += c
    z *= y
    z[0] = c
    return np.sum(z * y) / np.sum(c * a)


@right((x5,), order=2)
def negstep(x):
    y = x * x
    y[::-1][1:3] *= x[::-2][:2]
    y[4:0:-2] = y[:2] * y[1]
    y[-2::-1] += y[:-1]
    return np.sum(y[::-1] * x)


@right((x5,), order=2)
def same_arg_helper(x):
    y = x * 1.0
    return two(y, y)


@right((x5,), order=2)
def fancy(x):
    y = x[IDX] * x
    y[IDX] = y * x
    y[IDX] += x * x
    y[IDX] *= x
    z = np.zeros(3)
    np.add.at(z, IDX, x * y)
    z[[0, 0, 1]] = y[:3]
    return np.sum(y[IDX] * x) + np.sum(z**2)


@right((x5, m34), order=2)
def masks(x, m):
    y = x.copy()
    y[x > 0.9] = 2.0
    y[x < 0.9] *= x[x < 0.9]
    y[y > 1.9] += x[0]
    k = m > 0.3
    n = m * 2
    n[k] = n[k] ** 2
    n[~k] = 0.0
    n[k[:, 0]] *= 3.0 * x[:4]
    return np.sum(y * y) + np.sum(n * np.where(k, m, -m))


@right((x5,), order=2)
def tuple_swap_items(x):
    y = x.copy()
    y[0], y[1] = (y[1], y[0] * y[1])
    (y[2], y[3]), *r = ((y[3] * y[0], y[2]), y[0], y[4] * y[1])
    i, y[i] = (2, y[1])
    y[i] *= r[1]
    return np.sum(y * y) * r[0]


@right((m34,), order=2)
def row_swap(x):
    a = x.copy()
    a[0], a[1] = (a[1], a[0])
    a[[0, 2]] = a[[2, 0]] * a[1]
    return np.sum(a**3)


@right((x5,), (x1,), order=2)
def hold_old(x):
    y = x * x
    z = y
    w = [y]
    for i in range(3):
        y += x * z
        y = y * w[0]
        w.append(y)
        y *= 0.5
    return np.sum(z * w[-1]) + np.sum(w[1] * w[2])


@right((x5, 3), (x5, 0), (x5, 1), order=2)
def tripcount(x, n):
    t = 1.0
    k = n
    for i in range(k):
        for j in range(i, k + 1):
            t = t * x[j] + np.sin(t)
            k = k - 1
        k = n
    return t * k


@right((x5,), order=2)
def index_changes(x):
    i = 0
    y = x.copy()
    while i < 4:
        y[i] *= y[i + 1]
        i += 1
        y[i] += y[i - 1] ** 2
        if y[i] > 3:
            i += 1
    return np.sum(y) * y[i]


@right((m34,), order=2)
def views_all(x):
    a = x * 2
    v = a[1:, ::2]
    w = v.T
    u = w[0][None, :]
    u *= a[0, :2]
    w[:, 1] += u[0]
    q = a[..., -1]
    q[:] = q * v[0, 0]
    d = np.squeeze(a[:1])
    d **= 2
    s = np.swapaxes(a, 0, 1)
    s[3] = s[0] * s[1]
    f = a[::-1].T[::-1]
    f[1:3] -= s[:2] * 0.5
    return np.sum(a**2)


@right((m33, x5[:3]), order=2)
def a2_lu(a, b):
    a = a.copy()
    b = b.copy()
    n = len(b)
    for k in range(n):
        p = k + int(np.argmax(np.abs(a[k:, k])))
        if p != k:
            a[[k, p]] = a[[p, k]]
            b[k], b[p] = (b[p], b[k])
        for i in range(k + 1, n):
            f = a[i, k] / a[k, k]
            a[i, k:] -= f * a[k, k:]
            b[i] -= f * b[k]
    x = np.zeros(n)
    for k in reversed(range(n)):
        x[k] = (b[k] - a[k, k + 1 :] @ x[k + 1 :]) / a[k, k]
    return np.sum(x**2)


@right((x5,), order=2)
def cond_view_loop(x):
    bufs = [x * 1.0, x * x]
    cur = bufs[0]
    for i in range(4):
        nxt = bufs[(i + 1) % 2]
        nxt[1:] = cur[:-1] * nxt[1:]
        nxt[0] = cur[i]
        cur = nxt
    return np.sum(bufs[0] * bufs[1]) + cur[2]


@right((m34,), order=2)
def row_alias_loop(x):
    a = x * 1.0
    r = a[0]
    for i in range(1, 3):
        s = a[i]
        s *= r
        r = s if i == 1 else a[0]
        r[0] = r[1] * r[2]
    return np.sum(a * a) + np.sum(r * s)


@right((x5,), order=2)
def closure_mutates(x):
    y = x * 1.0

    def g(i):
        y[i] *= y[i - 1]
        return y

    for i in range(1, 5):
        z = g(i)
        z[0] += y[i] * 0.1
    return np.sum(y * z)


@right((x5,), order=2)
def helper_swap(x):
    p, q = (x * 1.0, x * x)
    p, q = ret_args(p, q)
    p += q
    q *= p
    p, q = ret_args(q, p)
    p -= 0.1 * q * p
    return np.sum(p * q)


@right((x5, 4), (x5 * 0.5, 4), (x5, 0), order=2)
def helper_early(x, n):
    y = x * 1.0
    v = early(y, n)
    v *= v[0]
    y[-1] = v[0] * y[0]
    return np.sum(y * y) + np.sum(v)


@right((x5,), (x1,), (x0,), order=2)
def carried_kind(x):
    s = 0
    for v in x:
        s = s + v
    t = 0
    for i in range(len(x)):
        t += x * s
        s = s * x[i]
    m = None
    for v in x:
        if m is None or v * s > m:
            m = v * s
    return np.sum(t) + (0.0 if m is None else m) + s


@right((x5,), order=2)
def tuple_loop_alias(x):
    st = (x * 1, x * 2)
    for i in range(3):
        u, v = st
        u[i] *= v[i + 1]
        v += u
        st = (v, u)
    return np.sum(st[0] * u)


@right((x5,), order=2)
def list_in_loop_rebound(x):
    l = [x * 1]
    for i in range(3):
        m = l
        l = [l[-1] * x[i], l[0]]
        m[0] += 1.0
        l[1][0] *= 2
    return np.sum(l[0] * l[1] * m[0])


@right((x5,), order=2)
def idx_mutated(x):
    i = np.array([0, 1, 2])
    y = x * 1
    z = y[i] * y[1]
    y[i] *= z
    i += 1
    y[i] += z * y[0]
    i[0] = 4
    w = y[i]
    i[:] = 0
    return np.sum(w * w * z) + y[i[1]]


@right((x5,), order=2)
def mask_mutated(x):
    m = x > 0.8
    y = x * 1
    z = y[m] * 2
    m[0] = True
    y[m] *= y[m]
    m[:] = ~m
    y[m] = y[m] ** 3
    w = np.where(m, y, x)
    m[1:3] = False
    return np.sum(y * w) + np.sum(z) + np.sum(y[m])


@right((x5,), order=2)
def evalorder(x):
    y = x * 1

    def up(a):
        a *= 2
        return a[0]

    z = y[1] * up(y) + y[1]
    w = y[2] + up(y) * y[2] + (y * up(y))[3]
    y[0], y[1] = (up(y), y[0] * z)
    return np.sum(y) * z * w


@right((x5,), order=2)
def evalorder2(x):
    y = x * 1

    def up(a):
        a += a * a
        return a

    z = y + up(y)
    w = np.sum(y * up(y)) + up(y)[0] * y[1]
    l = [y[0], up(y)[0], y[0]]
    return np.sum(z) * w * 0.001 + sum(l)


@right((x5,), order=2)
def selfops(x):
    y = x * 1
    y[1:] += y[1:]
    y[:] *= y
    y[1:4] *= y[:3]
    y[:3] -= y[2:]
    y[::2] /= y[1]
    y[1] = y[1] / y[1] * y[2]
    y[0] **= y[1]
    return np.sum(y)


@right((m33,), order=2)
def selfops2(x):
    a = x * 1
    a += a.T
    a *= a[0]
    a *= a[:, :1]
    a[:, 0] *= a[0, :]
    a -= a[1] * a.T
    a @= a * 0.1
    a[1:] = a[:-1]
    a[a > 3] **= 0.5
    return np.sum(a)


@right((x5, 2), (x5, 0), order=2)
def maybe_alias(x, n):
    y = x * 1
    z = y * 2
    for i in range(n):
        z = y
    z[0] = z[1] * z[2]
    y *= z[0]
    return np.sum(y * z)


@right((x5,), order=2)
def while_break_else_nested(x):
    i = 0
    t = 1.0
    while i < 5:
        j = i
        while j < 5:
            if x[j] * t > 2.0:
                break
            t *= 1 + x[j]
            j += 1
        else:
            t -= 0.1 * x[i]
            i += 1
            continue
        if t > 20:
            break
        t = t * 0.5
        i += 2
    else:
        return t * i
    return t * t * j


@right((x5,), order=2)
def stack_popping(x):
    st = [(1, x[0])] if False else []
    st.append(x * 1)
    st.append(x * x)
    out = 0.0
    while len(st) > 0:
        t = st.pop()
        if len(t) > 1:
            h = len(t) // 2
            t[0] *= t[-1]
            st.append(t[:h])
            st.append(t[h:] * x[0])
        else:
            out = out * t[0] + t[0]
    return out


@right((m34,), order=2)
def a6_k25(x):
    y = x * 1
    y[1][1:] = y[0][:-1] * 2
    y[1:][0][0] *= 3
    y[x > 0][0] = 100.0
    y[[0, 1]][0] = 100.0
    y[0:2][[0, 1]] *= 2
    y.T[0][1] += y.T[1][2]
    (y * 2)[0] = 5.0
    y.copy()[0] = 7.0
    y[0].copy()[0] = 8.0
    y.ravel()[3] *= 4
    y.reshape(2, 6)[1] *= y.reshape(6, 2)[:, 0]
    y.flatten()[0] = 3.0
    y.transpose()[1] *= 3
    y.squeeze()[2] += 1.0
    np.asarray(y)[0] *= 2
    return np.sum(y**2)


@right((x5,), order=2)
def a8_o27(x):
    y = x * 1
    for y[0] in x[1:]:
        y *= y[0]
    for i, y[1] in enumerate(x):
        y[2] += y[1] * i
    y[3], y[4] = y[:2]
    return np.sum(y * y)


@right((x5,), order=2)
def a8_o36(x):
    hist = []
    y = x * 1
    for t in range(3):
        hist.append(y)
        y *= x
        hist.append(y.copy())
        y = y + hist[t]
        hist[-1] += y
    return sum((np.sum(h * h) for h in hist))


@right((m34,), order=2)
def a8_o38(x):
    a = x * 1
    u = a[0]
    v = a[1]
    for i in range(3):
        u, v = (v, u)
        u *= v
        u = u if i % 2 else a[2]
        a[2], v[:] = (v, a[2] * 1)
    return np.sum(a * a) + np.sum(u * v)


@right((x5,), order=2)
def a8_o30(x):
    y = x * 1
    i = -1
    y[i] += y[i] * y[i - 1]
    y[-3:] *= y[:3]
    y[:-3] = y[-2:]
    y[-1:] = y[0]
    y[i : i - 3 : -1] *= 2.0 * y[0]
    return np.sum(y**2)


@right_or_refused((x5,))
def line_0(x):
    r = x.clip(0.5)
    return np.sum(r * np.cos(r))


@right_or_refused((x5,))
def line_1(x):
    r = np.linalg.norm(x[:, None] * x, 1)
    return np.sum(r * np.cos(r))


@right_or_refused((x5,))
def line_2(x):
    r = np.sort(x * x - x, None) * np.arange(5.0)
    return np.sum(r * np.cos(r))


@right_or_refused((x5,))
def line_3(x):
    r = np.sort(np.outer(x, x) - x, None)
    return np.sum(r * np.cos(r))


@right_or_refused((x5,))
def line_4(x):
    r = math.copysign(x[0], -1)
    return np.sum(r * np.cos(r))


@right_or_refused((x5,))
def line_5(x):
    r = math.fabs(x[0])
    return np.sum(r * np.cos(r))


@right_or_refused((x5,))
def line_6(x):
    r = np.unique(x)
    return np.sum(r * np.cos(r))


@right_or_refused((x5,))
def line_7(x):
    r = np.r_[x, x * x]
    return np.sum(r * np.cos(r))


@right_or_refused((x5,))
def line_8(x):
    r = np.c_[x, x * x]
    return np.sum(r * np.cos(r))


@right_or_refused((x5,))
def line_9(x):
    r = np.concatenate((x, [x[0], 2.0]))
    return np.sum(r * np.cos(r))


@right_or_refused((x5,))
def line_10(x):
    r = np.nextafter(x, 2) * x
    return np.sum(r * np.cos(r))


@right((x5,))
def line_11(x):
    r = dict(a=x)["a"] * 2
    return np.sum(r * np.cos(r))


@right_or_refused((x5,))
def line_12(x):
    r = np.append(x, x[0] * 2)
    return np.sum(r * np.cos(r))


@pytest.mark.parametrize(("function", "args", "order"), CASES)
def test_what_was_wrong_or_nasty_is_right(function, args, order):
    check_grads(function, *args, order=min(order, order_in_turn()))


@pytest.mark.parametrize(("function", "args"), CAREFUL)
def test_what_was_wrong_is_right_or_refused(function, args):
    try:
        check_grads(function, *args)
    except Error:
        pass


def default_array(x, q=np.array([1.0, 2.0])):
    return np.sum(x * q)


def default_list(x, q=[1.0, 2.0]):
    return np.sum(x) * q[1]


@pytest.mark.parametrize("function", [default_array, default_list])
def test_a_default_may_be_an_array_or_a_list(function):
    check_grads(function, x2)


def zero_axes(x):
    y = x
    y += x * x
    y[...] = y * x
    y[()] *= 2
    return y * x


def test_an_array_of_no_axes_may_be_written():
    check_grads(zero_axes, np.array(1.3))


def appended(x):
    return np.sum(np.cos(np.append(x, x[0] * 2)))


def test_append_of_a_number_has_a_second_derivative():
    check_grads(appended, x5, order=2)


def test_a_helper_whose_code_is_exchanged_is_read_again():
    def helper(x):
        return x * x

    def uses(x):
        return helper(x) * 3

    gradient = grad(uses)
    assert gradient(2.0) == 12.0
    helper.__code__ = (lambda x: x * x * x).__code__
    assert gradient(2.0) == 36.0


def product(x, y):
    return x * y


@pytest.mark.parametrize(
    ("primals", "tangents"),
    [
        ((1.0, 2.0), (1.0,)),
        ((1.0, 2.0), 1.0),
        ((1.0, 2.0), (np.ones(2), 1.0)),
        ((np.ones(2), 2.0), (None, 1.0)),
    ],
)
def test_a_tangent_unlike_its_argument_is_refused_by_an_error_of_ours(primals, tangents):
    with pytest.raises(Error):
        jvp(product, primals, tangents)


@pytest.mark.parametrize("what", [3, np.sin, np.add])
def test_what_is_no_python_function_is_refused_by_an_error_of_ours(what):
    with pytest.raises(Error):
        grad(what)(1.0)


def test_wrt_that_is_no_position_is_refused_by_an_error_of_ours():
    with pytest.raises(Error):
        grad(product, 1.5)(1.0, 2.0)


def test_a_nan_that_is_skipped_after_a_product_gives_no_number_but_nan():
    """Zero times nan: the other factor of a product that was skipped has a nan, not a guess."""

    def f(x):
        y = np.where(x > 1, np.nan, x * x)
        return np.nansum(y * x)

    (gradient,) = grad(f, wrt=(0,))(x5)
    assert np.array_equal(np.isnan(gradient), x5 > 1)
    assert np.allclose(gradient[x5 <= 1], 3.0 * x5[x5 <= 1] ** 2)
