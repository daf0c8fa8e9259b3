"""Overwriting: cells that are written once are not saved, and all others are."""

import numpy as np
import pytest

from s2sad import check_grads
from s2sad.analysis.cells import WHOLE, Cells, Span
from s2sad.analysis.overwrite import Overwriting, Read
from s2sad.analysis.positions import positions
from s2sad.ir.kinds import Array, ListKind, Scalar, Size
from s2sad.ir.nodes import Apply, Const, Name, Store
from tests.small import adjoint_text
from tests.transform.programs import read

X = np.array([0.3, 0.7, 1.1, 0.9, 0.5])
ARRAY = Array("float64", (Size.symbol("h.0"), Size.symbol("h.1"), Size.symbol("h.2")))
INT = Scalar("int64")
MASK = Array("bool", (Size.symbol("h.0"), Size.symbol("h.1")))
KINDS = {"h": ARRAY, "k": ARRAY, "l": ListKind(INT), "w": ARRAY, "mask": MASK}


def keeps(text, local=(), is_after=False):
    """Tell whether the cells of the statement `v = h[…]` keep their value after it."""
    lines = "".join(f"    {line}\n" for line in text.split("\n"))
    program = read(f"def f(h, k, l, mask, n, m):\n{lines}    return h\n")
    kinds = {name: KINDS.get(name, INT) for name in [*KINDS, *"nmtijsabv"]}
    kinds["t"], kinds["v"] = INT, ARRAY
    found = positions(program.body, ["h"])
    (place,) = [p for p in found.places if getattr(p.stmt, "target", "") == "v"]
    stores = [p.number for p in found.places if isinstance(p.stmt, Store)]
    assert isinstance(place.stmt.value, Apply) and isinstance(place.stmt.value.args[0], Name)
    base, index = place.stmt.value.args[0].id, place.stmt.value.args[1]
    cells = Cells(found, {p.name for p in program.params}, kinds)
    wanted = Read(base, index, place, place, is_after)
    return Overwriting(cells).keeps_its_value(wanted, stores, lambda p: p.number in local)


def looped(header, lines):
    inside = "\n".join(f"    {line}" for line in lines.split("\n"))
    return f"for t in {header}:\n{inside}"


@pytest.mark.parametrize(
    "lines",
    [
        "v = h[t - 1]\nh[t] = v",
        "v = h[t]\nh[t + 1] = v",
        "v = h[t - 1, m]\nh[t, m] = v",
        "v = h[m, t - 1]\nh[n, t] = v",
        "v = h[t - 1]\nh[t] = v\nh[t + 1] = v",
        "h[t] = m\nv = h[t - 1]",
        "h[t] = m\nv = h[t]",
        "v = h[t - 1]\nfor i in range(m):\n    h[t, i] = v",
        "v = h[t - 1, 1:]\nh[t, :2] = v",
        "v = h[2 * t]\nh[2 * t + 1] = v",
        "v = h[0]\nh[t] = v",
        "v = h[:t]\nh[t] = v",
        "v = h[t:, 0]\nh[m, t] = v",
        "s = t - 1\nv = h[s]\nh[t] = v",
        "w = h[t]\nv = h[t - 1]\nw += v",
        "w = h[t]\nv = h[t - 1]\nw[m] = v",
        "v = h[t, t - 1]\nfor i in range(t, m):\n    h[i, t] = v",
    ],
)
def test_cells_apart_from_those_that_are_written_keep_their_value(lines):
    assert keeps(looped("range(1, n)", lines))


@pytest.mark.parametrize(
    "lines",
    [
        "v = h[t]\nh[t] = v",
        "v = h[t + 1]\nh[t] = v",
        "v = h[t - 2]\nh[t] = v",  # from -1 on: the last cell
        "v = h[t - 1]\nh[t] = v\nh[t - 1] = m",
        "v = h[t - 1]\nh[t] = v\nh[m] = v",
        "v = h[m - 1]\nh[t] = v",
        "v = h[t - 1]\nk[t] = v",
        "v = h[t - 1, m]\nh[m, t] = v",
        "v = h[t - 1]\nh += v",
        "v = h[..., t - 1]\nh[..., t] = v",
        "v = h[mask, t - 1]\nh[m, n, t] = v",  # a mask takes as many axes as it has
        "v = h[t - 1, mask]\nh[mask, t] = v",
        "s = l[t]\nv = h[s - 1]\nh[s] = v",  # any number
        "w = h[t - 1:]\nv = w[t]\nw[t + 1] = v",  # another w in the next trip
        "v = h[t:]\nh[t] = 0",
        "v = h[::-1]\nh[t] = 0",
        "v = h[t - 1]\nt = m\nh[t] = v",
        "v = h[:-1]\nh[t] = 0",
    ],
)
def test_other_cells_may_be_written_again(lines):
    assert not keeps(looped("range(1, n)", lines))


@pytest.mark.parametrize(
    ("header", "lines", "kept"),
    [
        ("range(n)", "v = h[t - 1]\nh[t] = v", False),  # h[-1] is read
        ("range(n)", "v = h[t]\nh[t + 1] = v", True),
        ("range(-1, n)", "v = h[t]\nh[t + 1] = v", False),
        ("range(m, n)", "v = h[t - 1]\nh[t] = v", False),
        ("range(1, n, 2)", "v = h[t - 1]\nh[t] = v", True),
        ("range(1, n, m)", "v = h[t - 1]\nh[t] = v", False),
        ("range(n, 0, -1)", "v = h[t]\nh[t - 1] = v", True),
        ("range(n, 0, -1)", "v = h[t - 1]\nh[t] = v", False),
        ("range(n, -1, -1)", "v = h[t]\nh[t - 1] = v", False),  # h[-1] is written
        ("range(n, m, -1)", "v = h[t]\nh[t - 1] = v", False),
        ("range(n - 1, -1, -1)", "v = h[t + 1:]\nh[t] = v", True),
        ("range(1, n)", "v = h[t - 1]\nh[t - 2] = v", False),
        ("range(2, n)", "v = h[t - 1]\nh[t - 2] = v", False),  # the next trip does
        ("range(2, n)", "v = h[t - 2]\nh[t - 1] = v", True),
    ],
)
def test_no_index_may_be_negative_and_the_direction_counts(header, lines, kept):
    assert keeps(looped(header, lines)) is kept


def test_a_store_after_the_loop_may_write_them_again():
    inside = "v = h[t - 1]\nh[t] = v"
    assert keeps(looped("range(1, n)", "v = h[t]\nh[t + 1] = v") + "\nh[0] = 2")
    assert keeps("h[1:] = 2\n" + looped("range(1, n)", inside))
    assert not keeps(looped("range(1, n)", inside) + "\nh[1:] = 2")
    assert not keeps(looped("range(1, n)", inside) + "\nh[m] = 2")


def test_in_straight_code_other_cells_and_earlier_stores_do_not_matter():
    assert keeps("h[1] = m\nv = h[1]\nh[0] = m\nh[2:] = m")
    assert not keeps("v = h[1]\nh[1] = m")
    assert not keeps("v = h[m]\nh[m] = 0")
    assert not keeps("v = h[1]\nh[-1] = m")
    assert not keeps("v = h[True]\nh[0] = m")


@pytest.mark.parametrize(
    ("inner", "kept"),
    [
        ("range(t + 1, n)", True),
        ("range(t, n)", False),
        ("range(m, n)", False),
        ("range(t + 1)", False),
    ],
)
def test_bounds_of_loops_in_one_another_count(inner, kept):
    text = f"v = h[t, t]\nfor i in {inner}:\n    h[i, t] = v\n    h[t, i] = v"
    assert keeps(looped("range(n)", text)) is kept


def test_what_a_statement_stores_is_there_if_nothing_later_writes_it():
    assert keeps(looped("range(n)", "v = h[t]\nh[t + 1] = v"), is_after=True)
    assert not keeps(looped("range(n)", "v = h[t]\nh[t] = v"), is_after=True)


INNER = "    for t in range(1, n):\n        v = h[t - 1]\n        h[t] = v"


@pytest.mark.parametrize(
    ("body", "local", "kept"),
    [
        (INNER, (), False),  # the next trip of the outer loop writes it again
        (INNER, (0,), True),
        (INNER + "\n    h[m] = 2", (0,), False),
        (INNER + "\n    h[0] = 2", (), False),
    ],
)
def test_a_loop_around_must_make_the_array_anew(body, local, kept):
    assert keeps(f"for i in range(m):\n{body}", local) is kept


def test_a_slice_that_goes_backwards_takes_any_cell():
    program = read("def f(h):\n    v = h[1]\n    return v\n")
    found = positions(program.body, ["v"])
    cells = Cells(found, {"h"}, {"h": ARRAY, "v": ARRAY})
    for first, step, spans in ((3, -1, [WHOLE]), (3, 2, [Span(Size(3), None)])):
        index = Apply("slice", (Const(first), Const(None), Const(step)))
        assert cells.regions("h", index, found.places[0]) == [("h", spans)]


def test_a_while_loop_has_no_index():
    assert not keeps("while m:\n    v = h[m]\n    h[n] = v")
    assert keeps("while m:\n    v = h[0]\n    h[1] = v")


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
    assert not any("append" in line for line in lines)  # the square is taken again


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
