"""Where adjoints live, and what is copied: views, shadows and snapshots, by value and by text."""
# ruff: noqa: B007


import numpy as np
import pytest

from s2sad import call
from s2sad.analysis.activity import activity
from s2sad.analysis.positions import positions
from s2sad.ir.walk import names_in
from s2sad.transform.adjoint.places import adjoint_places
from s2sad.transform import saving
from tests.small import check, adjoint_text, special, sweeps

X = np.array([0.3, 0.7, 1.1, 1.6, 0.9])
M = X[:4].reshape(2, 2)


def places_of(f, *args):
    """Return the places of the adjoints of a core program."""
    found = special(f, *args)
    program, kinds = found.core.program, found.core.kinds
    where = positions(program.body, names_in(program.result))
    active = activity(program, kinds, found.store, ("x", "a"), list(names_in(program.result)))
    return adjoint_places(kinds, found.sizes, found.store, active, where)


# -- places ------------------------------------------------------------------------------------


def views_in_place(x):
    u = x * 1.0
    for k in range(2):
        v = u[1:]
        w = v[k:]
        v[0] = w[1] * w[2]
        w[0] *= v[2]
    return np.sum(u * u)


def view_read_after_its_base_was_rebound(x):
    u = x * 1.0
    for k in range(3):
        v = u[1:]
        u = x * v[k]
        v[0] = v[1] * u[2]
        u[1] = u[1] * np.sum(v)
    return np.sum(u * u)


def view_with_an_index_that_changes(x):
    u = x * 1.0
    k = 0
    s = 1.0
    for _ in range(2):
        v = u[k : k + 2]
        k = k + 1
        v[0] = v[1] * u[k]
        s = s * v[0]
    return s + np.sum(u)


def alias_of_what_is_rebound(x):
    u = x * 1.0
    for k in range(3):
        v = u
        u = v * x
        v[k] = u[k] * v[k + 1]
        u[0] += np.sum(v)
    return np.sum(u)


def view_of_one_of_two(x, n):
    u = x * 1.0
    w = x * x
    for k in range(n):
        if k % 2 == 0:
            v = u[1:]
        else:
            v = w[:-1]
        v[0] = v[1] * u[2]
        u[0] = v[0] * w[3]
    return np.sum(u) * np.sum(w)


def two_roots(x, n):
    u = x * 1.0
    w = x * x
    v = u
    for k in range(n):
        v[k] = v[k + 1] * w[k]
        v = w
    return np.sum(u) * np.sum(v)


def view_read_in_an_arm(x, n):
    u = x * 1.0
    s = 1.0
    for k in range(n):
        v = u[k:]
        if s > 0.2:
            s = s * v[0]
            v[1] = s * v[0]
        else:
            s = s + v[1]
    return s * np.sum(u)


def view_read_after_its_loop(x):
    u = x * 1.0
    for k in range(3):
        v = u[k:]
        v[0] = v[0] * v[1]
    u[3] = u[3] * v[1]
    return np.sum(v * v) + np.sum(u)


def views_of_values(x):
    s = 1.0
    for k in range(3):
        v = x[k:]
        w = v[::-1]
        s = s * np.sum(v * w) + w[0]
    a = x.reshape(5, 1)
    b = a.T
    return s * np.sum(b * b)


def transposed_and_reshaped(a):
    u = a * 1.0
    flat = u.reshape(4)
    turned = u.T
    for k in range(2):
        flat[k] = flat[k + 1] * turned[0, 1]
        turned[1, k] *= flat[3]
        u[k] = u[1 - k] * flat[0]
    return np.sum(u * u)


def rows(a):
    u = a * 1.0
    for i in range(2):
        row = u[i]
        for j in range(2):
            row[j] = row[j - 1] * u[j][i]
    return np.sum(u * u)


def written_argument_and_its_view(x):
    v = x[1:]
    for k in range(3):
        v[k] = v[k] * v[k + 1]
        x[0] = x[0] * v[k]
    return np.sum(x * x)


def allocated_in_the_loop(x):
    s = 1.0
    for k in range(3):
        u = x * s
        u[k] = u[k + 1] * u[0]
        v = u[1:]
        v[0] *= v[1]
        s = s * np.sum(v)
    return s


def copied_before_it_is_written(x):
    u = x * x
    w = u.copy()
    for k in range(2):
        u[k] = u[k + 1] * w[k]
        w[k + 1] = w[k] * u[0]
        z = u.copy()
        u = z * w
    return np.sum(u * w)


def augmented_rebinding(x):
    u = x * 1.0
    v = u
    for k in range(2):
        u += x * v
        u = u * x
        v *= u
    return np.sum(u * v)


def view_read_before_it_is_bound(x):
    u = x * 1.0
    s = 1.0
    for k in range(3):
        if k > 0:
            s = s * v[0]  # noqa: F821
            v[1] = s * v[0]  # noqa: F821
        v = u[k:]
    return s * np.sum(u)


def view_of_an_arm_returned(x):
    u = x * 1.0
    for k in range(3):
        if k < 2:
            v = u[k : k + 2]
        u[k] = u[k + 1] * u[k]
    return v


def view_of_a_view_whose_base_is_rebound(x):
    u = x * 1.0
    s = 0.0
    for k in range(2):
        v = u[1:]
        w = v[k:]
        u = x * w[0]
        w[1] = w[1] * u[1]
        s = s + np.sum(w * w)
    return s + np.sum(u)


def cells_taken_by_an_index_that_repeats(x):
    u = x * 1.0
    s = 0.0
    for k in range(2):
        v = u[[0, k, 0]]
        s = s + np.sum(v * v)
        u[k] = s
    return s


VIEWS = [
    views_in_place, view_read_after_its_base_was_rebound, view_with_an_index_that_changes,
    alias_of_what_is_rebound, view_read_after_its_loop, views_of_values,
    written_argument_and_its_view, allocated_in_the_loop, copied_before_it_is_written,
    augmented_rebinding, view_read_before_it_is_bound, view_of_an_arm_returned,
    view_of_a_view_whose_base_is_rebound, cells_taken_by_an_index_that_repeats,
]  # fmt: skip


@pytest.mark.parametrize("f", VIEWS)
def test_gradients_through_views(f):
    check(f, X)


@pytest.mark.parametrize("f", [view_of_one_of_two, two_roots, view_read_in_an_arm])
@pytest.mark.parametrize("n", [0, 1, 3])
def test_gradients_where_a_name_may_be_one_of_two(f, n):
    if n or f is not view_of_one_of_two:
        check(f, X, n, wrt=0)


@pytest.mark.parametrize("f", [transposed_and_reshaped, rows])
def test_gradients_through_views_of_matrices(f):
    check(f, M)


@pytest.mark.parametrize(
    ("f", "args", "spelled", "shadowed"),
    [
        (views_in_place, (X,), {"v", "w"}, set()),
        (transposed_and_reshaped, (M,), {"flat", "turned"}, set()),
        (view_read_after_its_loop, (X,), set(), {"u", "v"}),
        (rows, (M,), {"row"}, set()),
        (two_roots, (X, 2), set(), {"u", "v", "w"}),
        (view_of_one_of_two, (X, 2), set(), {"u", "v", "w"}),
    ],
)
def test_a_view_is_spelled_where_it_has_one_meaning(f, args, spelled, shadowed):
    found = places_of(f, *args)
    assert {n for n in found.spelled if n[0] != "%"} == spelled
    assert found.shadowed == shadowed


def test_a_name_is_spelled_only_while_what_it_is_spelled_with_stays():
    found = places_of(view_read_after_its_base_was_rebound, X)
    assert "v" not in found.spelled
    found = places_of(view_with_an_index_that_changes, X)
    assert "v" not in found.spelled
    found = places_of(views_in_place, X)
    assert found.root("w") == "u"


def test_the_adjoint_of_a_simple_class_is_made_in_the_reverse_sweep():
    ahead, back = sweeps(views_in_place, X)
    assert "g:u" not in ahead
    assert "g:u" in back
    ahead, _ = sweeps(two_roots, X, 2, wrt=(0,))
    assert "g:u = np.zeros_like(u)" in ahead
    assert "g:v = g:u" in ahead


# -- snapshots ---------------------------------------------------------------------------------


def stencil(u, n):
    v = u * 1.0
    for _ in range(n):
        a = v[1:-1]
        v[1:-1] = a * a + v[2:] * v[:-2]
    return np.sum(v)


def read_then_written(x):
    u = x * 1.0
    a = u * x
    u[0] = a[1]
    b = u * a
    u[1:] = b[:-1]
    return np.sum(u * b)


def view_squared_then_written(x):
    u = x * 1.0
    a = u[1:]
    b = a**2
    u[1:] = b
    c = np.exp(a)
    u[0] = c[0] * u[1]
    return np.sum(u * u)


def result_overwritten(x):
    s = 1.0
    for k in range(2):
        y = np.exp(x * s)
        y[k] = 0.5
        s = s * np.sum(y)
    z = np.tanh(x)
    z[1:] *= z[:-1]
    return s * np.sum(z)


def not_overwritten(x):
    u = np.zeros(5)
    for k in range(5):
        u[k] = x[k] * x[k]
    a = u * u
    return np.sum(a * u)


def local_buffer(x):
    s = 1.0
    for k in range(3):
        u = np.zeros(5)
        u[:] = x * s
        u[k] = s
        a = u * u
        s = s + np.sum(a)
    return s


def buffer_of_all_trips(x):
    u = np.zeros(5)
    s = 1.0
    for k in range(3):
        u[:] += x * s
        u[k] = s
        a = u * u
        s = s + np.sum(a)
    return s


def store_before_in_the_loop(x):
    u = x * 1.0
    s = 1.0
    for k in range(3):
        u[k] = s * x[k]
        s = s + np.sum(u * u)
    return s


def index_array_written(x):
    idx = np.array([0, 2, 1])
    u = x * 1.0
    s = 0.5
    for k in range(2):
        s = s * np.sum(u[idx] ** 2)
        u[idx] = u[idx] * x[1]
        idx[k] = 3 - k
    return s * np.sum(u)


def taken_from_a_list_and_written(x):
    rows = [x * 1.0, x * x]
    s = 1.0
    for k in range(2):
        a = rows[k]
        s = s * np.sum(a * a)
        a[0] = s
        rows[1 - k][1] = a[1] * s
    return s + np.sum(rows[0])


def index_array_written_once(x):
    idx = np.array([0, 2, 1])
    a = x[idx]
    idx[0] = 3
    b = x[idx]
    return np.sum(a * a * b)


def made_in_each_trip_and_kept_in_a_list(x):
    rows = []
    s = 1.0
    for k in range(3):
        if k > 0:
            b = rows[0]
            b[1] = s
        a = x * s
        rows.append(a)
        s = s * np.sum(a * a)
    return s


SNAPSHOTS = [
    read_then_written, view_squared_then_written, result_overwritten, not_overwritten,
    local_buffer, buffer_of_all_trips, store_before_in_the_loop, index_array_written,
    taken_from_a_list_and_written, index_array_written_once,
    made_in_each_trip_and_kept_in_a_list,
]  # fmt: skip


@pytest.mark.parametrize("f", SNAPSHOTS)
def test_gradients_where_memory_is_written_later(f):
    check(f, X)


def test_gradients_of_a_stencil():
    check(stencil, X, 3, wrt=0)


@pytest.fixture
def nothing_is_undone(monkeypatch):
    monkeypatch.setattr(saving, "is_cheaper", lambda undone, copied: False)
    monkeypatch.setattr(call, "SOURCE", "__s2sad_copied_views__")


@pytest.mark.usefixtures("nothing_is_undone")
@pytest.mark.parametrize("f", SNAPSHOTS)
def test_gradients_where_what_is_read_is_copied(f):
    check(f, X)


def forward_lines(f, *args, wrt=None):
    ahead, _ = sweeps(f, *args, wrt=wrt)
    return [line.strip() for line in ahead.splitlines()]


@pytest.mark.usefixtures("nothing_is_undone")
def test_a_copy_is_made_before_the_statement_that_reads():
    lines = forward_lines(read_then_written, X)
    first = next(k for k, line in enumerate(lines) if line.startswith("a = "))
    assert lines[first - 1].endswith("= np.ndarray.copy(u)")


@pytest.mark.usefixtures("nothing_is_undone")
def test_what_is_written_later_is_a_copy_of_a_result_that_is_read():
    lines = forward_lines(result_overwritten, X)
    first = next(k for k, line in enumerate(lines) if line.endswith("= np.tanh(x)"))
    result = lines[first].split(" = ")[0]
    assert lines[first + 1] == f"z = np.ndarray.copy({result})"


@pytest.mark.parametrize("f", [not_overwritten, local_buffer])
def test_what_is_not_written_later_is_not_copied(f):
    assert not any("copy" in line for line in forward_lines(f, X))


@pytest.mark.usefixtures("nothing_is_undone")
@pytest.mark.parametrize("f", [buffer_of_all_trips, store_before_in_the_loop])
def test_what_a_later_trip_writes_is_copied(f):
    assert any("copy(u)" in line for line in forward_lines(f, X))


def test_a_linear_stencil_saves_nothing():
    def f(u, n):
        v = u * 1.0
        for _ in range(n):
            v[1:-1] = v[1:-1] + 0.1 * (v[2:] - 2.0 * v[1:-1] + v[:-2])
        return np.sum(v)

    check(f, X, 3, wrt=0)
    ahead = adjoint_text(f, X, 3, wrt=(0,)).split("gv = ")[0]
    assert "append" not in ahead
    assert "copy" not in ahead


# -- an axis more ------------------------------------------------------------------------------


def outwards(x, y):
    a = x[:, None] * y[None, :]
    return np.sum(np.log(2.0 + a))


def an_axis_more_read_twice(x, y):
    a = x[:, None]
    b = a * y
    return np.sum(a * a) + np.sum(np.sin(b)) + np.sum(x * y)


def an_axis_more_that_lends(x, y):
    """The adjoint of `a + c` goes to both as it is; then x gets more."""
    a = x[:, np.newaxis]
    c = y[:, None]
    s = a + c
    t = np.sum(np.exp(s))
    return t + np.sum(x ** 3) + np.sum(c * s)


def an_axis_more_of_what_is_written(x, y):
    u = x * 2.0
    u[1:] = y[1:] * u[0]
    return np.sum(np.sin(u[None, :] * y[:, None])) + np.sum(u)


def an_axis_more_in_a_loop(x, y):
    total = 0.0
    for k in range(3):
        x = x * y
        total = total + np.sum(np.tanh(x[None, :, None]) * y)
    return total


def an_axis_more_of_a_number(x, y):
    a = np.sum(x * y, keepdims=True)
    b = np.asarray(np.sum(x))[None]
    return np.sum(a[:, None] * x) + np.sum(b * y)


WITH_AXES = [
    outwards, an_axis_more_read_twice, an_axis_more_that_lends, an_axis_more_of_what_is_written,
    an_axis_more_in_a_loop, an_axis_more_of_a_number,
]  # fmt: skip


@pytest.mark.parametrize("f", WITH_AXES, ids=lambda f: f.__name__)
def test_an_axis_more_is_an_axis_less_on_the_way_back(f):
    check(f, X, X[::-1] ** 2)


def test_an_adjoint_with_an_axis_more_starts_without_zeros():
    text = adjoint_text(outwards, X, X[1:])
    assert "zeros" not in text and "keepdims" not in text
