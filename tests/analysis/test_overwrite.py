"""Overwriting: cells that are written once are not saved, and all others are."""

import numpy as np
import pytest

from s2sad import check_grads
from s2sad.analysis.overwrite import Index, component, components, keeps_its_value
from s2sad.analysis.positions import positions
from s2sad.ir.nodes import Apply, Assign, Const, Name, Store
from tests.small import adjoint_text
from tests.transform.programs import read

T = Name("t")
X = np.array([0.3, 0.7, 1.1, 0.9, 0.5])


@pytest.mark.parametrize(
    ("expr", "found"),
    [
        (T, Index("t", 0)),
        (Apply("add", (T, Const(2))), Index("t", 2)),
        (Apply("add", (Const(2), T)), Index("t", 2)),
        (Apply("sub", (T, Const(2))), Index("t", -2)),
        (Apply("sub", (Const(2), T)), None),
        (Apply("mul", (T, Const(2))), None),
        (Const(2), None),
    ],
)
def test_a_component_is_the_loop_variable_and_a_constant(expr, found):
    assert component(expr) == found


def test_components_end_where_the_axes_cannot_be_counted():
    dots, new = Const(Ellipsis), Const(None)
    assert components(Apply("tuple", (T, Const(1), dots, T))) == [T, Const(1)]
    assert components(Apply("tuple", (new, T))) == []
    assert components(T) == [T]
    assert components(None) == []


def keeps(lines, header="range(1, n)", local=()):
    """Tell of `v = h[…]` in a loop over t whether its cells keep their value."""
    text = "".join(f"        {line}\n" for line in lines.split("\n"))
    program = read(f"def f(h, k, n, m):\n    for t in {header}:\n{text}    return h\n")
    found = positions(program.body, ["h"])
    (place,) = [p for p in found.places if getattr(p.stmt, "target", "") == "v"]
    stores = [p.number for p in found.places if isinstance(p.stmt, Store)]
    assert isinstance(place.stmt, Assign)
    return keeps_its_value(place.stmt, place, found, stores, lambda p: p.number in local)


@pytest.mark.parametrize(
    "lines",
    [
        "v = h[t - 1]\nh[t] = v",
        "v = h[t]\nh[t + 1] = v",
        "v = h[t - 1, m]\nh[t, m] = v",
        "v = h[m, t - 1]\nh[n, t] = v",
        "v = h[t - 1]\nh[t] = v\nh[t + 1] = v",
        "h[t] = m\nv = h[t - 1]",
        "v = h[t - 1]\nfor i in range(m):\n            h[t, i] = v",
        "v = h[t - 1, 1:]\nh[t, :2] = v",
    ],
)
def test_cells_behind_those_that_are_written_keep_their_value(lines):
    assert keeps(lines)


@pytest.mark.parametrize(
    "lines",
    [
        "v = h[t]\nh[t] = v",
        "v = h[t + 1]\nh[t] = v",
        "v = h[t - 2]\nh[t] = v",  # from -1 on: the last cell
        "v = h[t - 1]\nh[t] = v\nh[t - 1] = m",
        "v = h[t - 1]\nh[t] = v\nh[m] = v",
        "v = h[t - 1]\nh[t - 2] = v",
        "v = h[m - 1]\nh[t] = v",
        "v = h[t - 1]\nk[t] = v",
        "v = h[t - 1]\nh[1:] = v",
        "v = h[t - 1, m]\nh[m, t] = v",
        "v = h[t - 1]\nh += v",
        "v = h[..., t - 1]\nh[..., t] = v",
    ],
)
def test_other_cells_may_be_written_again(lines):
    assert not keeps(lines)


@pytest.mark.parametrize(
    ("header", "lines", "kept"),
    [
        ("range(n)", "v = h[t - 1]\nh[t] = v", False),  # h[-1] is read
        ("range(n)", "v = h[t]\nh[t + 1] = v", True),
        ("range(-1, n)", "v = h[t]\nh[t + 1] = v", False),
        ("range(m, n)", "v = h[t - 1]\nh[t] = v", False),
        ("range(1, n, 2)", "v = h[t - 1]\nh[t] = v", False),
        ("range(n, 0, -1)", "v = h[t]\nh[t - 1] = v", True),
        ("range(n, 0, -1)", "v = h[t - 1]\nh[t] = v", False),
        ("range(n, -1, -1)", "v = h[t]\nh[t - 1] = v", False),  # h[-1] is written
        ("range(n, m, -1)", "v = h[t]\nh[t - 1] = v", False),
    ],
)
def test_no_index_may_be_negative_and_the_loop_goes_one_by_one(header, lines, kept):
    assert keeps(lines, header) is kept


def test_a_store_after_the_loop_may_write_them_again():
    text = (
        "def f(h, n):\n    for t in range(1, n):\n        v = h[t - 1]\n        h[t] = v\n"
        "    for t in range(1, n):\n        h[t] = 2.0\n    return h\n"
    )
    program = read(text)
    found = positions(program.body, ["h"])
    (place,) = [p for p in found.places if getattr(p.stmt, "target", "") == "v"]
    stores = [p.number for p in found.places if isinstance(p.stmt, Store)]
    assert keeps_its_value(place.stmt, place, found, stores[:1], lambda p: False)
    assert not keeps_its_value(place.stmt, place, found, stores, lambda p: False)


NESTED = "def f(h, n, m):\n    for i in range(m):\n        for t in range(1, n):\n{}    return h\n"
INNER = "            v = h[t - 1]\n            h[t] = v\n"


@pytest.mark.parametrize(
    ("body", "local", "kept"),
    [
        (INNER, (), False),  # the next trip of the outer loop writes it again
        (INNER, (0,), True),
        (INNER + "        h[1] = 2.0\n", (0,), False),
        ("            v = h[t - 1]\n", (0,), True),
    ],
)
def test_a_loop_around_must_make_the_array_anew(body, local, kept):
    found = positions(read(NESTED.format(body)).body)
    (place,) = [p for p in found.places if getattr(p.stmt, "target", "") == "v"]
    stores = [p.number for p in found.places if isinstance(p.stmt, Store)]
    is_local = lambda p: p.number in local  # noqa: E731
    assert keeps_its_value(place.stmt, place, found, stores, is_local) is kept


# By value: what is recorded is small, and what is not recorded is right.


def recurrence(w, n):
    h = np.zeros(n)
    h[0] = w
    for t in range(1, n):
        h[t] = h[t - 1] * h[t - 1] * w + w
    return np.sum(h * h)


def recurrence_of_rows(w, x, n):
    h = np.zeros((n, 5))
    h[0] = x
    for t in range(1, n):
        h[t] = w * h[t - 1] ** 2
    return np.sum(h * h)


def from_the_last_cell(w, n):
    h = np.zeros(n) + w
    for t in range(n):
        h[t] = np.sin(h[t - 1] * w) + w
    return np.sum(h * h)


def two_stores(w, n):
    h = np.zeros(n) + w
    for t in range(1, n):
        h[t] = h[t - 1] ** 2 * w + 0.5
        h[t - 1] = h[t] * h[t - 1]
    return np.sum(h * h)


def again_and_again(w, n):
    h = np.zeros(n) + w
    for _ in range(2):
        for t in range(1, n):
            h[t] = np.sin(h[t - 1] * h[t - 1]) + w
    return np.sum(h * h)


def anew_in_every_trip(w, n):
    s = w
    for _ in range(2):
        h = np.zeros(n)
        h[0] = s
        for t in range(1, n):
            h[t] = h[t - 1] * h[t - 1] * w + w
        s = s * np.sum(h)
    return s


def cleared_afterwards(w, n):
    h = np.zeros(n)
    h[0] = w
    for t in range(1, n):
        h[t] = h[t - 1] * h[t - 1] * w + w
    s = np.sum(h * h)
    h[1:] = 1.0
    return s


def another_array_of_the_name(w, n):
    h = np.zeros(n) + w
    s = w
    for t in range(1, n):
        s = s * h[t - 1] ** 2
        h = h * w
        h[t] = s
    return np.sum(h) + s


def loop_over_cells(f, *args):
    """Return the lines of the forward loop over t."""
    lines = adjoint_text(f, *args).splitlines()
    first = next(k for k, line in enumerate(lines) if "for t in range(1" in line)
    depth = len(lines[first]) - len(lines[first].lstrip())
    inside = lines[first + 1 :]
    last = next(k for k, line in enumerate(inside) if len(line) - len(line.lstrip()) <= depth)
    return inside[:last]


@pytest.mark.parametrize("f", [recurrence, anew_in_every_trip])
def test_an_array_that_is_filled_once_is_not_recorded(f):
    assert not any("append" in line for line in loop_over_cells(f, 0.4, 4))


def test_rows_that_are_filled_once_are_not_copied():
    lines = loop_over_cells(recurrence_of_rows, 0.4, X, 3)
    assert not any("copy" in line for line in lines)
    assert sum("append" in line for line in lines) == 1  # the square, not the row


def test_cells_that_are_written_again_are_recorded():
    assert any("append" in line for line in loop_over_cells(two_stores, 0.4, 4))
    assert any("append" in line for line in loop_over_cells(again_and_again, 0.4, 4))


@pytest.mark.parametrize(
    "f",
    [
        recurrence, from_the_last_cell, two_stores, again_and_again, anew_in_every_trip,
        cleared_afterwards, another_array_of_the_name,
    ],
)  # fmt: skip
def test_gradients_of_recurrences(f):
    check_grads(f, 0.4, 4, wrt=0)


def test_gradients_of_rows():
    check_grads(recurrence_of_rows, 0.4, X, 3, wrt=(0, 1))
