"""Undoing: what stores overwrite is saved and put back, by choice and for every case there is."""

import inspect
import re

import numpy as np
import pytest

from s2sad import api, call, check_grads, value_and_grad, vjp
from s2sad.ir.nodes import Store
from s2sad.ir.walk import statements
from s2sad.transform import saving
from tests.small import names_of, special
from tests.test_corpus import POINTS, REFUSED, prepare
from tests.thorough import in_turn, order_in_turn

A = np.array
X = A([0.4, 0.9, 1.3, 0.7])


@pytest.fixture
def always(monkeypatch):
    """Undo every class that can be undone."""
    monkeypatch.setattr(saving, "is_cheaper", lambda undone, copied: True)
    monkeypatch.setattr(call, "SOURCE", "__s2sad_undone__")


A_STORE = re.compile(r"\] *[-+*/@%]*\*?=[^=]|\b\w+ [-+*/]= ")
STORES = [
    p for p in POINTS
    if A_STORE.search(inspect.getsource(p.values[0].f)) and p.values[0].name not in REFUSED
]  # fmt: skip


@pytest.mark.usefixtures("always")
@pytest.mark.parametrize(("case", "k"), in_turn(STORES))
def test_every_case_with_stores_is_right_when_all_is_undone(case, k):
    args = prepare(case, k)
    check_grads(case.f, *args, wrt=case.wrt)


# -- the choice ------------------------------------------------------------------------------------


def restored(f, *args):
    """Return the names of arrays that the reverse sweep puts back, and its stores into them."""
    found = special(f, *args)
    form = found.adjoint_form(names_of(found, None))
    back = [s for s in statements(form.reverse_body) if isinstance(s, Store)]
    return set(form.restored), [s for s in back if s.base in form.restored]


def reads_all_after_each_store(x):
    y = x * 1.0
    for i in range(len(y)):
        y[i] = np.sum(np.sin(y))
    return np.sum(y)


def reads_two_cells_of_each_row(x):
    y = np.outer(x, x)
    s = 0.0
    for i in range(len(x)):
        for j in range(len(x)):
            s += y[j, 0] ** 2 * y[0, i] * y[i, i]
        y[i, i] = s
    return s


def stencil(x):
    y = x * 1.0
    for _ in range(3):
        y[1:-1] += 0.1 * y[1:-1] ** 2
    return np.sum(y)


def linear_stencil(x):
    y = x * 1.0
    for _ in range(3):
        y[1:-1] = y[1:-1] + 0.1 * (y[2:] - 2.0 * y[1:-1] + y[:-2])
    return np.sum(y)


def read_once_then_written_often(x):
    y = x * 1.0
    s = np.sum(y**2)
    for i in range(len(x)):
        y[i] = s * y[i]
    return np.sum(y)


@pytest.mark.parametrize("f", [reads_all_after_each_store, reads_two_cells_of_each_row])
def test_what_is_read_more_often_than_written_is_undone(f):
    names, stores = restored(f, X)
    assert names == {"y"} and len(stores) == 1
    check_grads(f, X)


@pytest.mark.parametrize("f", [stencil, linear_stencil])
def test_what_is_as_often_written_as_read_is_not_undone(f):
    assert restored(f, X) == (set(), [])
    check_grads(f, X)


def test_saved_cells_grow_with_the_stores_not_with_what_is_read():
    text = differentiated(reads_all_after_each_store)
    assert "y_stack.append(y[i])" in text and ".copy()" not in text.split("gy =")[0]


def differentiated(f):
    return str(api.differentiate(f).text("adjoint", X))


# -- what must not be undone -----------------------------------------------------------------------


def index_that_changes(x):
    k = np.array([0, 1, 2])
    y = x * 1.0
    z = y[k] * y[1]
    y[k] *= z
    k += 1
    y[k] += z * y[0]
    k[0] = 3
    w = y[k]
    k[:] = 0
    return np.sum(w * w * z)


def index_in_its_own_memory(x):
    k = np.array([1, 2, 0, 3])
    s = 0.0
    for i in range(3):
        k[k[i]] = i
        s += np.sum(x[k] ** 2) * x[k[0]]
    return s


def index_that_moves_on(x):
    y = x * 1.0
    i, s = 0, 0.0
    while i < len(y):
        t = y[i]
        i += 1
        s += t**3
        y[i - 1] = s * s
    return s + np.sum(y)


def read_in_a_loop_that_stores(x):
    y = x * 1.0
    t = y[0]
    s = 0.0
    for i in range(len(x)):
        s += t**2 * x[i] + y[1] ** 2
        y[0] = s
        y[1] = t * s
    return s + np.sum(y)


def loaded_before_a_loop_that_stores(x):
    y = x * 1.0
    t = y[0]
    s = 1.0
    for _ in range(3):
        s = s * t + np.sum(y * y)
        y[0] = s
    return s + np.sum(y)


def swapped_and_squared(x):
    a, b = x * 1.0, x * 2.0
    for i in range(3):
        a[i] = np.sum(a * b)
        a, b = b, a
        b[0] = a[1] * np.sum(b)
    return np.sum(a * b)


def rows_through_views(x):
    M = np.outer(x, x)
    for i in range(1, len(x)):
        row = M[i]
        row[0] = np.sum(M[i - 1] * row)
        row[1:] = np.sin(row[1:]) * M[0, 0]
        M[0, 0] = np.sum(np.sin(M))
    return np.sum(M)


def stored_where_a_branch_reads(x):
    y = x * 1.0
    s = 0.0
    for i in range(len(x)):
        if np.sum(y) > 2.0:
            y[i] = np.sum(y**3)
        else:
            y[i - 1] = np.exp(y[i]) * np.sum(y**2)
            if y[i] > 0.5:
                s += y[i] * y[i - 1]
                break
    return s + np.sum(y * y)


def repeated_cells(x):
    y = x * 1.0
    k = np.array([0, 2, 0])
    for _ in range(2):
        y[k] = np.sum(y * y) * y[:3]
        y[y > 1.2] = np.sum(y)
        y[k] += y[1:] * np.sum(y**2)
    return np.sum(y * y)


@pytest.mark.usefixtures("always")
@pytest.mark.parametrize(
    "f",
    [
        index_that_changes, index_in_its_own_memory, index_that_moves_on,
        read_in_a_loop_that_stores, swapped_and_squared, rows_through_views,
        stored_where_a_branch_reads, repeated_cells, loaded_before_a_loop_that_stores,
    ],
)  # fmt: skip
def test_derivatives_twice_when_all_is_undone(f):
    check_grads(f, X, order=order_in_turn())


@pytest.mark.usefixtures("always")
@pytest.mark.parametrize("f", [index_that_changes, rows_through_views, repeated_cells])
def test_derivatives_when_all_is_undone_agree_with_copies(f, monkeypatch):
    undone = value_and_grad(f)(X)
    monkeypatch.setattr(saving, "is_cheaper", lambda undone, copied: False)
    monkeypatch.setattr(call, "SOURCE", "__s2sad_copied__")
    copied = value_and_grad(f)(X)
    assert undone[0] == copied[0]
    np.testing.assert_allclose(undone[1], copied[1], rtol=1e-12)


# -- what callers see ------------------------------------------------------------------------------


def returns_what_is_undone(x):
    for i in range(len(x)):
        x[i] = np.sum(np.sin(x))
    return x, x[1:]


def test_results_and_arguments_are_not_put_back():
    before, (plain, tail) = X.copy(), returns_what_is_undone(X.copy())
    value, pullback = vjp(returns_what_is_undone, X)
    seed = (np.ones(4), np.ones(3))
    first, second = pullback(seed), pullback(seed)
    assert np.array_equal(X, before)
    assert np.array_equal(value[0], plain) and np.array_equal(value[1], tail)
    assert np.array_equal(first[0], second[0])
    check_grads(returns_what_is_undone, X)


def returns_what_is_written(x):
    for i in range(len(x)):
        x[i] = np.sum(np.sin(x))
    return x


def returns_a_diagonal(x):
    M = np.outer(x, x)
    for i in range(len(x)):
        M[i, i] = np.sum(np.sin(M))
    return np.diag(M)


def returns_a_list(x):
    items = [x * 1.0, x * 2.0]
    for i in range(len(x)):
        items[i % 2][i] = np.sum(items[0] * items[1])
    return items


@pytest.mark.usefixtures("always")
@pytest.mark.parametrize("f", [returns_what_is_written, returns_a_diagonal, returns_a_list])
def test_what_is_returned_is_not_put_back(f):
    value, _ = vjp(f, X)
    np.testing.assert_array_equal(value, f(X))
    programs = api.emitted_programs(f, X)
    found = programs["adjoint"](X, *programs["seeds"](value, value))
    np.testing.assert_array_equal(found[0], f(X))
    check_grads(f, X)
