"""The programs of the design, written by hand, and the text that they must become."""

import numpy as np
import pytest

from s2sad.codegen import emit, load, module_text
from s2sad.ir.nodes import For, If, Tag, While
from s2sad.ir.walk import statements

from .building import adj, e, program, s


def notes_of(primal):
    return {stmt.tag.sid: stmt for stmt in statements(primal.body)}


SEED_PRIMAL = program(
    "f_primal(x, y)",
    [s("_1 = x * y", 1), s("_2 = np.sin(x)", 2), s("z = _1 + _2", 3)],
    "z",
)
SEED_ADJOINT = program(
    "f_adjoint(x, y, g_z=1.0)",
    [
        *SEED_PRIMAL.body,
        adj("g__2 = g_z", 3),
        adj("g__1 = g_z", 3),
        adj("g_y = x * g__1", 1),
        adj("g_x = y * g__1 + np.cos(x) * g__2", 1),
    ],
    "z, (g_x, g_y)",
)
SEED = '''\
def f_primal(x, y):
    a = x * y
    b = np.sin(x)
    z = a + b
    return z


def f_adjoint(x, y, gz=1.0):
    a = x * y
    b = np.sin(x)
    z = a + b
    gb = gz    # z = a + b
    ga = gz
    gy = x * ga    # a = x * y
    gx = y * ga + np.cos(x) * gb
    return z, (gx, gy)
'''

LOOP_PRIMAL = program(
    "f_primal(x)",
    [
        s("y = x", 1),
        For("i", e("range(1, 7)"), (s("_1 = x + y", 3), s("y = np.sin(_1)", 4)), None, Tag(2)),
    ],
    "y",
)
LOOP_ADJOINT = program(
    "f_adjoint(x, g_y=1.0)",
    [
        s("s__1 = []"),
        s("y = x", 1),
        For(
            "i", e("range(1, 7)"),
            (s("_1 = x + y", 3), s("s__1.append(_1)", 3, "record"), s("y = np.sin(_1)", 4)),
            None, Tag(2),
        ),
        s("g_x = 0.0"),
        For(
            "i", e("range(1, 7)"),
            (
                s("_1 = s__1.pop()", 3, "restore"), adj("g__1 = np.cos(_1) * g_y", 4),
                adj("g_x += g__1", 3), adj("g_y = g__1", 3),
            ),
            None, Tag(2, role="adjoint"),
        ),
        adj("g_x += g_y", 1),
    ],
    "y, (g_x,)",
)  # fmt: skip
LOOP = '''\
def f_primal(x):
    y = x
    for i in range(1, 7):
        a = x + y
        y = np.sin(a)
    return y


def f_adjoint(x, gy=1.0):
    a_stack = []
    y = x
    for i in range(1, 7):
        a = x + y
        a_stack.append(a)
        y = np.sin(a)
    gx = 0.0
    for _ in range(1, 7):
        a = a_stack.pop()
        ga = np.cos(a) * gy    # y = np.sin(a)
        gx += ga    # a = x + y
        gy = ga
    gx += gy    # y = x
    return y, (gx,)
'''

TEST = e("a < 0.0")
UNTIL = e("abs(x * x - a) > 1e-10")
STEP = (s("_1 = a / x", 4), s("_2 = x + _1", 5), s("x = 0.5 * _2", 6))
NEWTON_PRIMAL = program(
    "f_primal(a)",
    [
        If(
            TEST,
            (s("z = -a", 1),),
            (s("x = a", 2), While(UNTIL, STEP, None, Tag(3)), s("z = x * a", 7)),
        )
    ],
    "z",
)
NEWTON_ADJOINT = program(
    "f_adjoint(a, g_z=1.0)",
    [
        If(
            TEST,
            (s("z = -a", 1),),
            (
                s("n = 0"), s("s_x = []"), s("x = a", 2),
                While(UNTIL, (s("s_x.append(x)"), *STEP, s("n += 1"))), s("z = x * a", 7),
            ),
        ),
        If(
            TEST,
            (adj("g_a = -g_z", 1),),
            (
                adj("g_x = a * g_z", 7), adj("g_a = x * g_z", 7),
                For(
                    "%3", e("range(n)"),
                    (
                        s("x = s_x.pop()", 6, "restore"), adj("g__2 = 0.5 * g_x", 6),
                        adj("g__1 = g__2", 5), adj("g_a += g__1 / x", 4),
                        adj("g_x = g__2 - g__1 * a / (x * x)", 4),
                    ),
                ),
                adj("g_a += g_x", 2),
            ),
        ),
    ],
    "z, (g_a,)",
)  # fmt: skip
NEWTON = '''\
def f_primal(a):
    if a < 0.0:
        z = -a
    else:
        x = a
        while abs(x * x - a) > 1e-10:
            b = a / x
            c = x + b
            x = 0.5 * c
        z = x * a
    return z


def f_adjoint(a, gz=1.0):
    if a < 0.0:
        z = -a
    else:
        n = 0
        x_stack = []
        x = a
        while abs(x * x - a) > 1e-10:
            x_stack.append(x)
            b = a / x
            c = x + b
            x = 0.5 * c
            n += 1
        z = x * a
    if a < 0.0:
        ga = -gz    # z = -a
    else:
        gx = a * gz    # z = x * a
        ga = x * gz
        for _ in range(n):
            x = x_stack.pop()
            gc = 0.5 * gx    # x = 0.5 * c
            gb = gc    # c = x + b
            ga += gb / x    # b = a / x
            gx = gc - gb * a / (x * x)
        ga += gx    # x = a
    return z, (ga,)
'''

UPDATE = "u[1:-1] = {0} + 0.1 * (u[2:] - 2.0 * {0} + u[:-2]) - 0.01 * {0} ** 2"
STENCIL_PRIMAL = program(
    "f_primal(u, steps)",
    [
        For("t", e("range(steps)"), (s(UPDATE.format("u[1:-1]"), 2),), None, Tag(1)),
        s("z = np.sum(u)", 3),
    ],
    "z",
)
STENCIL_ADJOINT = program(
    "f_adjoint(u, steps, g_z=1.0)",
    [
        s("u = array.copy(u)"),
        s("s__1 = []"),
        For(
            "t", e("range(steps)"),
            (
                s("_1 = array.copy(u[1:-1])", 2, "record"), s("s__1.append(_1)", 2),
                s(UPDATE.format("_1"), 2),
            ),
        ),
        s("z = np.sum(u)", 3),
        adj("g_u = np.full_like(u, g_z)", 3),
        For(
            "t", e("range(steps)"),
            (
                s("_1 = s__1.pop()", 2, "restore"), adj("g__2 = array.copy(g_u[1:-1])", 2),
                adj("g_u[1:-1] = 0.0", 2), adj("g_u[2:] += 0.1 * g__2", 2),
                adj("g_u[:-2] += 0.1 * g__2", 2),
                adj("g_u[1:-1] += g__2 - 0.2 * g__2 - 0.02 * _1 * g__2", 2),
            ),
            None, Tag(1, role="adjoint"),
        ),
    ],
    "z, (g_u,)",
)  # fmt: skip
STENCIL = '''\
def f_primal(u, steps):
    for t in range(steps):
        u[1:-1] = u[1:-1] + 0.1 * (u[2:] - 2.0 * u[1:-1] + u[:-2]) - 0.01 * u[1:-1] ** 2
    z = np.sum(u)
    return z


def f_adjoint(u, steps, gz=1.0):
    u = u.copy()
    a_stack = []
    for t in range(steps):
        a = u[1:-1].copy()
        a_stack.append(a)
        u[1:-1] = a + 0.1 * (u[2:] - 2.0 * a + u[:-2]) - 0.01 * a ** 2
    z = np.sum(u)
    gu = np.full_like(u, gz)    # z = np.sum(u)
    for _ in range(steps):
        a = a_stack.pop()
        gb = gu[1:-1].copy()    # u[1:-1] = u[1:-1] + 0.1 * (u[2:] - 2.0 * u[1:-1] + u[:-2])…
        gu[1:-1] = 0.0
        gu[2:] += 0.1 * gb
        gu[:-2] += 0.1 * gb
        gu[1:-1] += gb - 0.2 * gb - 0.02 * a * gb
    return z, (gu,)
'''

SWAP_PRIMAL = program(
    "f_primal(x, s)",
    [
        s("a = x * s", 1),
        s("b = np.zeros_like(x)", 2),
        For(
            "t", e("range(3)"),
            (
                If(e("t % 2 == 0"), (s("v = a[:2]", 5),), (s("v = a[1:3]", 6),), Tag(4)),
                s("v *= s", 7), s("b[1:] = a[:-1] ** 2", 8), s("a, b = b, a", 9),
            ),
            None, Tag(3),
        ),
        s("z = np.sum(a * b)", 10),
    ],
    "z",
)  # fmt: skip
SWAP_ADJOINT = program(
    "f_adjoint(x, s, g_z=1.0)",
    [
        s("s__1 = []"), s("s__2 = []"), s("s_g_v = []"),
        s("a = x * s", 1), s("g_a = np.zeros_like(a)", 1, "shadow"),
        s("b = np.zeros_like(x)", 2), s("g_b = np.zeros_like(b)", 2, "shadow"),
        For(
            "t", e("range(3)"),
            (
                If(
                    e("t % 2 == 0"), (s("v = a[:2]", 5), s("g_v = g_a[:2]", 5, "shadow")),
                    (s("v = a[1:3]", 6), s("g_v = g_a[1:3]", 6, "shadow")), Tag(4),
                ),
                s("s_g_v.append(g_v)"), s("s__1.append(array.copy(v))", 0, "record"),
                s("v *= s", 7),
                s("_2 = array.copy(a[:-1])", 8, "record"), s("s__2.append(_2)"),
                s("b[1:] = _2 ** 2", 8),
                s("a, b, g_a, g_b = b, a, g_b, g_a", 9),
            ),
        ),
        s("z = np.sum(a * b)", 10),
        s("g_s = 0.0"),
        adj("g_a += g_z * b", 10), adj("g_b += g_z * a", 10),
        For(
            "%3", e("range(3)"),
            (
                adj("a, b, g_a, g_b = b, a, g_b, g_a", 9), s("_2 = s__2.pop()"),
                adj("g__4 = array.copy(g_b[1:])", 8), adj("g_b[1:] = 0.0", 8),
                adj("g_a[:-1] += 2.0 * _2 * g__4", 8), s("g_v = s_g_v.pop()"),
                adj("g_s += np.sum(s__1.pop() * g_v)", 7), adj("g_v *= s", 7),
            ),
        ),
        adj("g_s += np.sum(x * g_a)", 1), adj("g_x = s * g_a", 1),
    ],
    "z, (g_x, g_s)",
)  # fmt: skip
SWAP = '''\
def f_primal(x, s):
    a = x * s
    b = np.zeros_like(x)
    for t in range(3):
        if t % 2 == 0:
            v = a[:2]
        else:
            v = a[1:3]
        v *= s
        b[1:] = a[:-1] ** 2
        a, b = b, a
    z = np.sum(a * b)
    return z


def f_adjoint(x, s, gz=1.0):
    c_stack = []
    e_stack = []
    gv_stack = []
    a = x * s
    ga = np.zeros_like(a)
    b = np.zeros_like(x)
    gb = np.zeros_like(b)
    for t in range(3):
        if t % 2 == 0:
            v = a[:2]
            gv = ga[:2]
        else:
            v = a[1:3]
            gv = ga[1:3]
        gv_stack.append(gv)
        c_stack.append(v.copy())
        v *= s
        e = a[:-1].copy()
        e_stack.append(e)
        b[1:] = e ** 2
        a, b, ga, gb = b, a, gb, ga
    z = np.sum(a * b)
    gs = 0.0
    ga += gz * b    # z = np.sum(a * b)
    gb += gz * a
    for _ in range(3):
        a, b, ga, gb = b, a, gb, ga    # a, b = b, a
        e = e_stack.pop()
        gh = gb[1:].copy()    # b[1:] = a[:-1] ** 2
        gb[1:] = 0.0
        ga[:-1] += 2.0 * e * gh
        gv = gv_stack.pop()
        gs += np.sum(c_stack.pop() * gv)    # v *= s
        gv *= s
    gs += np.sum(x * ga)    # a = x * s
    gx = s * ga
    return z, (gx, gs)
'''

CASES = {
    "seed": (SEED_PRIMAL, SEED_ADJOINT, SEED, (3.0, 5.0), 0),
    "loop": (LOOP_PRIMAL, LOOP_ADJOINT, LOOP, (1.2,), 0),
    "newton": (NEWTON_PRIMAL, NEWTON_ADJOINT, NEWTON, (7.3,), 0),
    "stencil": (STENCIL_PRIMAL, STENCIL_ADJOINT, STENCIL, (np.linspace(0.0, 1.0, 7) ** 2, 4), 0),
    "swap": (SWAP_PRIMAL, SWAP_ADJOINT, SWAP, (np.linspace(0.3, 1.4, 5), 1.3), 0),
}


@pytest.mark.parametrize("case", CASES)
def test_a_program_becomes_the_text_of_the_design(case):
    primal, adjoint, expected, _, _ = CASES[case]
    texts = emit(primal), emit(adjoint, notes_of(primal))
    assert module_text(texts) == expected


@pytest.mark.parametrize("case", CASES)
def test_the_text_computes_the_derivative(case):
    primal, adjoint, _, args, i = CASES[case]
    f = load(emit(primal), "f_primal")
    f_adjoint = load(emit(adjoint, notes_of(primal)), "f_adjoint")
    direction = np.cos(np.arange(np.size(args[i]))).reshape(np.shape(args[i]))

    def shifted(h):
        fresh = [np.copy(a) if isinstance(a, np.ndarray) else a for a in args]
        fresh[i] = fresh[i] + h * direction
        return f(*fresh)

    value, gradients = f_adjoint(*args)
    assert value == pytest.approx(shifted(0.0), rel=1e-14)
    slope = (shifted(1e-6) - shifted(-1e-6)) / 2e-6
    assert np.sum(gradients[i] * direction) == pytest.approx(slope, rel=1e-7)
