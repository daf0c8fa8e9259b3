"""Headers of loops: what cannot change stays where it is read, and is read again in the mirror."""
# ruff: noqa: B007

import numpy as np
import pytest

from s2sad.ir.nodes import Apply, Const, Name
from s2sad.transform.adjoint.ranges import is_rewound, reversed_range, rewound_range, shifted
from tests.small import adjoint_text, check

X = np.array([0.3, 0.7, 1.1, 0.9, 0.5])
N = Name("n")


def range_of(*args):
    return Apply("range", tuple(Const(a) if isinstance(a, int) else a for a in args))


def value(expr, **names):
    """Evaluate an expression of names, constants, sums, products and a range."""
    if isinstance(expr, Const):
        return expr.value
    if isinstance(expr, Name):
        return names[expr.id]
    args = [value(a, **names) for a in expr.args]
    found = {
        "range": range, "reversed": lambda r: list(r)[::-1], "add": lambda a, b: a + b,
        "sub": lambda a, b: a - b, "mul": lambda a, b: a * b, "neg": lambda a: -a,
    }  # fmt: skip
    return found[expr.op](*args)


RANGES = [
    range_of(N), range_of(1, N), range_of(2, N), range_of(-2, N), range_of(N, 7),
    range_of(N, -1, -1), range_of(N, 0, -1), range_of(5, N, -1), range_of(0, N, 2),
    range_of(1, N, 3), range_of(N, -4, -2), range_of(Apply("add", (N, Const(1))), 9),
    range_of(2, Apply("sub", (N, Const(1)))),
]  # fmt: skip


@pytest.mark.parametrize("header", RANGES)
@pytest.mark.parametrize("n", [-1, 0, 1, 2, 5])
def test_a_reversed_range_gives_the_same_numbers_from_the_last(header, n):
    assert list(value(reversed_range(header), n=n)) == list(value(header, n=n))[::-1]


@pytest.mark.parametrize("header", RANGES)
@pytest.mark.parametrize("n", [0, 1, 2, 5])
def test_the_range_of_a_loop_that_was_cut_gives_its_first_numbers(header, n):
    assert is_rewound(header)
    numbers = list(value(header, n=n))
    for count in range(len(numbers) + 1):
        back = rewound_range(header, Name("count"))
        assert list(value(back, n=n, count=count)) == numbers[:count][::-1]


def test_a_range_whose_step_is_not_known_is_not_rewound():
    assert not is_rewound(range_of(0, 9, N))
    assert not is_rewound(Apply("reversed", (range_of(N),)))


def test_constants_are_one_constant():
    assert shifted(Apply("sub", (N, Const(1))), -1) == Apply("sub", (N, Const(2)))
    assert shifted(Apply("sub", (N, Const(1))), 1) == N
    assert shifted(Apply("add", (N, Const(1))), -3) == Apply("sub", (N, Const(2)))


# -- whole programs ------------------------------------------------------------------------------


def swept(u, sweeps):
    for _ in range(sweeps):
        for i in range(1, len(u) - 1):
            u[i] = 0.5 * (u[i - 1] + u[i + 1])
    return np.sum(u**2)


def from_the_last(c, x):
    p = 0.0
    for i in range(c.shape[0] - 1, -1, -1):
        p = p * x + c[i]
    return p


def below_the_diagonal(x):
    s = 0.0
    for j in range(len(x)):
        for i in range(j + 1, len(x)):
            s = s + x[i] * x[j]
    return s


@pytest.mark.parametrize(
    ("f", "args", "headers"),
    [
        (swept, (X, 2), ["range(1, len(u) - 1)", "range(len(u) - 2, 0, -1)"]),
        (from_the_last, (X, 0.7), ["range(np.shape(c)[0] - 1, -1, -1)", "range(np.shape(c)[0])"]),
        (below_the_diagonal, (X,), ["range(j + 1, len(x))", "range(len(x) - 1, j, -1)"]),
    ],
)
def test_a_header_that_cannot_change_is_read_again(f, args, headers):
    text = adjoint_text(f, *args).replace("c.shape", "np.shape(c)")
    assert all(f"in {header}:" in text for header in headers), text
    assert "append(len" not in text and " = len" not in text
    check(f, *args, wrt=0)


def rebound(x, n):
    s = 0.0
    for _ in range(n):
        for i in range(len(x) - 1):
            s = s + x[i] * x[i + 1]
        x = x[1:] * 2.0
    return s


def rebound_in_the_loop(x):
    s = 0.0
    for i in range(len(x) - 1):
        s = s + x[0] * i
        x = x[1:] * 2.0
    return s + np.sum(x)


def row_of_its_own(x, n):
    s = 1.0
    for k in range(n):
        row = np.sin(x[k:] * s)
        for i in range(len(row) - 1):
            s = s + row[i] * row[i + 1]
    return s


def list_that_grows(x, n):
    items = [x]
    for k in range(n):
        for i in range(len(items)):
            items.append(items[i] * x)
    s = 0.0
    for item in items:
        s = s + item
    return s


def list_that_shrinks(x, n):
    items = [x, x * x, x + 1.0, x * 3.0]
    s = 0.0
    for i in range(len(items) - 1):
        s = s * x + items.pop()
    return s


def count_that_changes(x, n):
    s = x
    for _ in range(3):
        for i in range(n - 1):
            s = s * x + i
        n = n - 1
    return s


def count_that_changes_inside(x, n):
    s = x
    for i in range(n + 1):
        n = n + 2
        s = s * x + n
    return s


def two_counts_that_change(x, n, m):
    s = x
    for _ in range(3):
        for i in range(m, n - m):
            s = np.sin(s * x + i)
        n = n - 1
        m = m + 1
    return s


def no_trip(x):
    s = np.sum(x)
    for i in range(len(x), len(x) - 1):
        s = s * x[i]
    for i in range(2, 2):
        s = s * x[i]
    return s


@pytest.mark.parametrize("f", [rebound, row_of_its_own])
def test_shapes_of_arrays_that_are_bound_again(f):
    check(f, X, 3, wrt=0)


@pytest.mark.parametrize(
    "f", [list_that_grows, list_that_shrinks, count_that_changes, count_that_changes_inside]
)
def test_counts_that_change(f):
    check(f, 0.7, 3, wrt=0)


def test_other_headers():
    check(rebound_in_the_loop, X)
    check(two_counts_that_change, 0.7, 9, 1, wrt=0)
    check(no_trip, X)


def test_a_header_is_read_again_once_its_names_are_restored():
    text = adjoint_text(rebound, X, 3)
    assert text.index("x = x_stack.pop()") < text.index("range(len(x) - 1 - 1, -1, -1)")
    assert text.count(" = []") == 1


def test_what_changes_has_a_name():
    assert "range(len(items))" not in adjoint_text(list_that_grows, 0.7, 3)
    assert "range(n + 1)" not in adjoint_text(count_that_changes_inside, 0.7, 3).split("gs")[1]


# -- loops that were cut short -------------------------------------------------------------------


def cut(x, start, step_limit):
    s = x
    for k in range(start, start + 20):
        s = s * x / (k + 1.0)
        if s < step_limit:
            break
    return s


def cut_by_threes(x, limit):
    s = x
    for k in range(2, 50, 3):
        if s * k > limit:
            break
        s = s * x + 0.1 * k
    return s


def cut_downwards(x, limit):
    s = x
    for k in range(9, -1, -2):
        s = s * x + 0.1 * k
        if s > limit:
            break
    return s + k


def cut_by_a_step(x, limit, step):
    s = x
    for k in range(0, 50, step):
        s = s + k * x
        if s > limit:
            break
    return s


@pytest.mark.parametrize(
    ("f", "args"),
    [
        (cut, (0.8, 0, 0.1)), (cut, (0.8, 3, 0.01)), (cut, (0.8, 3, 5.0)), (cut, (0.8, 3, -1.0)),
        (cut_by_threes, (1.1, 9.0)), (cut_by_threes, (1.1, 0.1)), (cut_by_threes, (1.1, 1e9)),
        (cut_downwards, (1.1, 3.0)), (cut_downwards, (1.1, 0.1)), (cut_downwards, (1.1, 1e9)),
        (cut_by_a_step, (1.1, 3.0, 2)), (cut_by_a_step, (1.1, 1e9, 7)),
    ],
)  # fmt: skip
def test_the_index_of_a_loop_that_was_cut(f, args):
    check(f, *args, wrt=0)


@pytest.mark.parametrize(
    ("f", "args", "recorded"),
    [
        (cut, (0.8, 3, 0.1), False), (cut_by_threes, (1.1, 9.0), False),
        (cut_downwards, (1.1, 3.0), False), (cut_by_a_step, (1.1, 3.0, 2), True),
    ],
)  # fmt: skip
def test_the_index_is_recorded_only_if_its_step_is_not_known(f, args, recorded):
    assert ("k_stack" in adjoint_text(f, *args, wrt=(0,))) is recorded
