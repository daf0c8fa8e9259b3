"""Specialisation: sizes, conditions, numbers, refusals, and programs written by hand."""
# ruff: noqa: B007, E741, F821, F841, SIM108

import math
import time

import numpy as np
import pytest

from s2sad.analysis.kinds import Sizes, infer, kind_of_argument, specialise
from s2sad.errors import Refused
from s2sad.frontend import read
from s2sad.ir.kinds import Array, Scalar, Size, Unknown
from s2sad.ir.nodes import Apply, Assign, Const, For, If, Move, Name, Param, Program, Store, Tag
from s2sad.ir.show import show
from s2sad.ir.verify import verify
from tests.analysis.kinds_check import body, check, core_of, vector
from tests.analysis.test_kinds_specialise import iterates

# -- sizes ----------------------------------------------------------------------------------------


def stencil(u):
    return u[2:] - 2.0 * u[1:-1] + u[:-2]


def test_a_stencil_needs_one_guard():
    core = check(stencil, vector(6))
    assert all(isinstance(k, Array) and len(k.shape) == 1 for k in core.kinds.values())
    assert len({k.shape for n, k in core.kinds.items() if n != "u"}) == 1
    assert [g.text() for g in core.sizes.guards] == ["u.0 - 2 >= 0"]


def times(x, y):
    return x * y


def test_one_program_for_equal_sizes_and_another_for_a_size_of_one():
    equal, row = check(times, vector(3), vector(3)), check(times, vector(3), vector(1))
    assert [g.text() for g in equal.sizes.guards] == ["x.0 - y.0 == 0"]
    assert [g.text() for g in row.sizes.guards] == [
        "x.0 - y.0 != 0", "x.0 - 1 != 0", "y.0 - 1 == 0",
    ]  # fmt: skip


def masked(x, m):
    a = x[x > m]
    b = x[x > m + 0.1]
    for i in range(2):
        a = a * 2.0
    return np.sum(a) + np.sum(b)


def test_what_a_mask_selects_has_a_size_of_its_own():
    core = check(masked, vector(6), 0.7)
    a, b = core.kinds["a"].shape[0], core.kinds["b"].shape[0]
    assert core.sizes.same(a, b) is None and core.sizes.same(a, a) is True


def shrinking(x):
    y = x
    old = x
    for i in range(3):
        z = y[1:] * y[:-1]
        w = old[: len(z)]
        old = y
        y = z
    return y, old, w


def test_sizes_that_change_in_a_loop_are_not_taken_for_equal():
    core = check(shrinking, vector(6))
    y, old = core.kinds["y"].shape[0], core.kinds["old"].shape[0]
    assert core.sizes.same(y, old) is None


def of_the_trip_before(x):
    total = 0
    for k in range(3):
        m = x[x > 0.4 * k]
        if k > 0:
            pair = [prev, m]
            total = total + len(pair[0]) - 2 * len(pair[1])
        prev = m
    return total


def test_a_size_of_the_trip_before_is_not_that_of_this_trip():
    core = check(of_the_trip_before, vector(6))
    assert core.sizes.same(core.kinds["prev"].shape[0], core.kinds["m"].shape[0]) is None


def window(x, k):
    s = 0.0
    for i in range(len(x) - k + 1):
        w = x[i : i + k]
        s = s + w @ w
    return s


def test_a_window_in_a_loop_has_the_size_of_the_window():
    core = check(window, vector(7), 3)
    assert core.kinds["w"] == Array("float64", (Size.symbol("k"),))


def halves(x):
    h = len(x) // 2
    return x[:h] + x[h : 2 * h]


def test_halves_are_equal_for_every_size():
    core = check(halves, vector(7))
    assert len({k.shape for n, k in core.kinds.items() if isinstance(k, Array) and n != "x"}) == 1
    check(halves, vector(1))


# -- conditions -----------------------------------------------------------------------------------


def optional(x, b=None, n=2):
    if b is None:
        b = np.zeros(len(x))
    if x.ndim == 2:
        return x.sum()
    if not isinstance(x, np.ndarray):
        x = np.array([x])
    return np.sum(x * b) * n


def test_what_kinds_decide_is_not_asked_at_run_time():
    core = check(optional, vector(), None, 2)
    assert "if " not in body(core)
    assert "if " not in body(check(optional, vector(), vector(), 2))


# -- python numbers and NumPy numbers -------------------------------------------------------------


def numbers(x, n):
    a = x * 2
    b = math.sin(a)
    c = np.sin(a)
    d = c + b
    e = n / 2
    f = n // 2
    g = float(d)
    h = n**2 * e
    return a, b, c, d, e, f, g, h, abs(c), round(b, 2), max(a, 1), min(c, d), -n


@pytest.mark.parametrize("x", [1.5, np.float64(1.5), np.float32(1.5), 2])
@pytest.mark.parametrize("n", [3, np.int64(3)])
def test_python_and_numpy_numbers_are_told_apart(x, n):
    check(numbers, x, n)


# -- refusals -------------------------------------------------------------------------------------


def several(x, l):
    a = x.tobytes()
    l.swap()
    return a


def test_all_refusals_come_together():
    with pytest.raises(Refused) as caught:
        core_of(several, (vector(), [1.0]))
    assert ".tobytes" in str(caught.value) and ".swap" in str(caught.value)
    assert "    a = x.tobytes()" in str(caught.value)


# -- programs by hand -----------------------------------------------------------------------------


def specialised(program, **args):
    values = {}
    kinds = {n: kind_of_argument(n, v, values) for n, v in args.items()}
    return specialise(program, kinds, {}, Sizes(values))


def test_a_program_is_not_changed_in_place_and_keeps_its_tags():
    stmts = (
        Assign("y", Apply("method", (Name("x"), Const("sum"))), Tag(1, 7)),
        Store("y", None, Const(1.0), "add", Tag(2, 8)),
    )
    program = Program("f", (Param("x"),), stmts, Name("y"))
    core = specialised(program, x=vector())
    assert program.body == stmts
    assert [s.tag for s in core.program.body] == [Tag(1, 7), Tag(2, 8)]
    assert show(core.program).endswith("y = np.sum(x)\n    y'1 = y + 1.0\n    return y'1\n")


def test_the_same_program_gives_the_same_core_twice():
    one, two = core_of(iterates, (vector(), vector(5))), core_of(iterates, (vector(), vector(5)))
    assert one.program == two.program and one.kinds == two.kinds
    assert one.sizes.guards == two.sizes.guards


def test_flat_kinds_of_a_program_that_was_transformed():
    rest = Apply("slice", (Const(1), Const(None), Const(None)))
    loop = For("i", Apply("range", (Const(3),)), (
        Assign("y", Apply("getitem", (Name("y"), rest))),
        Assign("g:y", Apply("np.zeros_like", (Name("y"),))),
    ))  # fmt: skip
    stmts = (Assign("y", Name("x")), loop, Move(("a", "b"), ("x", "y")))
    program = Program("f", (Param("x"),), stmts, Name("g:y"))
    values = {}
    sizes, x = Sizes(values), kind_of_argument("x", vector(), values)
    kinds = infer(program, {"x": x}, {}, sizes)
    assert kinds["a"].shape == kinds["x"].shape
    assert sizes.same(kinds["y"].shape[0], kinds["x"].shape[0]) is None


def test_a_branch_that_raises_does_not_count():
    from s2sad.ir.nodes import Raise

    test = Apply("lt", (Name("x"), Const(0.0)))
    stop = (Assign("y", Const(None)), Raise(Apply("call", (Name("x"),))))
    program = Program("f", (Param("x"),), (If(test, stop, (Assign("y", Name("x")),)),), Name("y"))
    assert specialised(program, x=1.0).kinds["y'1"] == Scalar("float64")


def test_a_long_program_takes_about_a_second():
    ops = ["mul", "add", "np.sin", "sub"]
    stmts = []
    for i in range(5000):
        last = Name(f"v{i - 1}" if i else "x")
        args = (last,) if i % 4 == 2 else (last, Name("x"))
        stmts.append(Assign(f"v{i}", Apply(ops[i % 4], args), Tag(i + 1, i + 1)))
    program = Program("f", (Param("x"),), tuple(stmts), Name("v4999"))
    start = time.perf_counter()
    core = specialised(program, x=vector())
    assert time.perf_counter() - start < 6.0
    assert not any(isinstance(k, Unknown) for k in core.kinds.values())


def without_arguments(x, w):
    s = 0.0
    for r in x:
        s = s + np.sum(r)
    return s * x.sum(axis=0) @ w.T + x.shape[0]


def test_an_argument_of_which_nothing_is_known_counts_as_an_array():
    nothing = {"x": Unknown("no argument"), "w": Unknown("no argument")}
    core = specialise(read(without_arguments), nothing, {}, Sizes(None))
    verify(core.program, "core")
    assert "in range(len(x)):" in show(core.program)
