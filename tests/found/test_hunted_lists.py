"""Programs with lists that change, that the hunt found to be wrong or refused, made smaller."""

import numpy as np
import pytest

from s2sad import check_grads, differentiate, grad
from tests.thorough import order_in_turn

X = np.array([0.4, 0.7])


def extended_by_what_it_holds(x):
    l = [x[0]]
    l.extend([2.0 * l[-1], 3.0 * l[-1]])
    l.extend((l[-1] * x[1], l[-1]))
    return l[1] * l[2] + l[3] * l[4]


def extended_in_a_loop(x):
    l = [x]
    for _ in range(2):
        l.extend([x, np.sin(l[-1])])
        l[-1][0] = l[0][1]
        x[1] *= 2.0
    return l[0] * l[-1] + l[2]


def extended_by_a_comprehension(x):
    l = [np.sin(x[0]), x[1]]
    l.extend([x[0] for _ in range(2)])
    l.extend([x[1] * k for k in range(2) if x[k] > 0.5])
    return sum([v * v for v in l])


def extended_by_what_it_gives(x):
    l = [x[0]]
    l.extend([l.pop() * 2.0, x[1]])
    l.extend([])
    l += [l[-1], l[0]]
    return sum([v * v for v in l])


def arrays_inserted(x):
    l = [x, x * 2.0]
    l.insert(0, x**2)
    l[0][0] = 3.0
    l.insert(2, l[0])
    l[0][1] *= x[1]
    return l[0] * l[1] + l[2] * l[3]


def arrays_inserted_in_a_loop(x):
    l = [x, x * 2.0]
    for k in range(2):
        l.insert(k, np.sin(l[k + 1]))
        l[k] *= 2.0
        x[0] = l[0][1]
    return l[0] * l[1] + l[2] * l[3]


CASES = [
    extended_by_what_it_holds, extended_in_a_loop, extended_by_what_it_gives, arrays_inserted,
    arrays_inserted_in_a_loop, extended_by_a_comprehension,
]  # fmt: skip


@pytest.mark.parametrize("function", CASES, ids=lambda f: f.__name__)
def test_a_list_grows_as_in_python(function):
    check_grads(function, X, order=order_in_turn())


def test_what_a_list_is_extended_by_is_appended_item_by_item():
    def extended(x):
        l = [x[0]]
        l.extend([x[1] * 2.0, 1.0])
        return l[0] * l[1] * l[2]

    text = differentiate(extended).text("adjoint", X)
    assert "    l.append(x[1] * 2.0)\n    l.append(1.0)\n" in text and "for" not in text


def stored_in_a_slice(x):
    l = [v * 2.0 for v in x]
    if x[0] > 0.1:
        l.append(x[0])
    l[0:2] = [l[1] * x[0], l[0]]
    return l[0] * 2.0 + l[1] + l[-1]


def stored_in_a_slice_of_a_list_that_grows(x):
    l = [x[0]]
    for _ in range(3):
        l.append(l[-1] * x[1])
        l[:2] = [l[1], np.sin(l[0])]
    l[1:3] = (l[2], l[0])
    return l[0] * l[1] + l[2] * l[3]


SLICES = [stored_in_a_slice, stored_in_a_slice_of_a_list_that_grows]


@pytest.mark.parametrize("function", SLICES, ids=lambda f: f.__name__)
def test_as_many_items_may_be_stored_in_a_slice_of_any_list(function):
    check_grads(function, X, order=2)


def test_a_store_into_a_slice_that_is_not_there_ends_the_derivative():
    def longer(x):
        l = [x[0]]
        if x[0] > 10.0:
            l.append(x[1])
        l[0:2] = [x[0], x[1]]
        return l[0] * l[1]

    with pytest.raises(AssertionError, match="the list has fewer than 2 items"):
        grad(longer)(X)


def appended_to_rows_that_are_given(x, rows):
    rows.append([0.0, x[1] * x[0]])
    return sum(sum(r) ** 2 for r in rows)


def appended_to_a_copy_of_rows(x, rows):
    more = rows.copy()
    more.append([0.0, x[1] * x[0]])
    return sum(sum(r) ** 2 for r in more) + sum(sum(r) for r in rows)


ROWS = [appended_to_rows_that_are_given, appended_to_a_copy_of_rows]


@pytest.mark.parametrize("function", ROWS, ids=lambda f: f.__name__)
def test_a_copy_of_rows_that_have_no_adjoint_has_one_of_zeros(function):
    check_grads(function, X, [[1.0, 2.0], [3.0, 4.0]], wrt=(0,), order=2)


def two_names_of_a_list_in_a_dict(x, d):
    s = [d["b"], d["b"]]
    return s[0][0] * s[1][1] * x[0]


def put_into_a_list(x, d):
    s = []
    s.append(d["b"])
    s.append([x[0], d["a"]])
    q = 0.0
    for r in s:
        q += r[0] * r[1] * x[1]
    return q


def put_into_a_list_and_changed(x, d):
    s = []
    s.append(list(d["b"]))
    s[0][1] = x[0] * d["b"][0]
    return s[0][0] * s[0][1] * d["a"]


INSIDE = [two_names_of_a_list_in_a_dict, put_into_a_list, put_into_a_list_and_changed]


@pytest.mark.parametrize("function", INSIDE, ids=lambda f: f.__name__)
def test_a_list_in_a_dict_has_its_adjoint_where_it_stands_in_a_list(function):
    check_grads(function, X, {"a": 0.3, "b": [1.1, 2.3]}, order=2)


def returned_in_dicts(x):
    out = []
    for v in x:
        out.append({"a": v * v, "b": [v, v**3]})
    return out


def test_lists_in_dicts_in_a_list_are_differentiated_twice():
    check_grads(returned_in_dicts, X, order=2)


def whole_where_others_vary(x):
    return [[0.3, x[0]], [0.3, sum([0.3 for k in range(2) if k > 5])]]


def test_a_sum_of_nothing_is_a_whole_number_among_what_varies():
    check_grads(whole_where_others_vary, X)
