"""Kinds of live arguments, and their keys."""

import numpy as np
import pytest

from s2sad.analysis.kinds import Sizes, key_of_argument, kind_of, kind_of_argument
from s2sad.analysis.kinds.joins import Class
from s2sad.errors import WrongArgument
from s2sad.ir.kinds import Array, ListKind, Other, Scalar, Size, TupleKind
from s2sad.ir.nodes import Apply, Const, Name


def kind(value, values=None):
    return kind_of_argument("x", value, {} if values is None else values)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1.5, Scalar("float64")),
        (True, Scalar("bool")),
        (1j, Scalar("complex128")),
        (np.float64(1.0), Scalar("float64", True)),
        (np.float32(1.0), Scalar("float32", True)),
        (np.bool_(True), Scalar("bool", True)),
        (3, Scalar("int64", False, Size.symbol("x"))),
        (np.array(1.0), Array("float64", ())),
        (None, Other("none")),
        ("text", Other("text")),
        (np.sin, Other("function")),
        (np.float32, Class(np.float32)),
        (object(), Other("opaque")),
        ([], ListKind(None, Size.symbol("x.len"))),
        ([1.0, 2.0], ListKind(Scalar("float64"), Size.symbol("x.len"))),
        ((1.0, "a"), TupleKind((Scalar("float64"), Other("text")))),
    ],
)
def test_the_kind_of_a_value(value, expected):
    assert kind(value) == expected


def test_an_array_has_symbols_for_its_sizes_and_the_order_of_its_memory():
    values = {}
    x = np.zeros((2, 3))
    assert kind(x, values) == Array("float64", (Size.symbol("x.0"), Size.symbol("x.1")), "C")
    assert values == {"x.0": 2, "x.1": 3}
    assert [kind(a).order for a in (x.T, x[:, ::2], x[:, 1], np.zeros(4)[::2])] == list("FAAA")


def test_arrays_of_one_size_in_a_list_share_a_symbol_and_others_have_their_own():
    values = {}
    same = kind_of_argument("l", [np.ones(3), np.zeros(3)], values)
    assert same.item == Array("float64", (Size.symbol("l[].0"),)) and values["l[].0"] == 3
    kinds = {"r": kind_of_argument("r", [np.ones(3), np.zeros(2)], values)}
    sizes = Sizes(values)
    items = [kind_of(Apply("getitem", (Name("r"), Const(k))), kinds, sizes) for k in (0, 1)]
    assert sizes.same(items[0].shape[0], items[1].shape[0]) is None


def test_unlike_items_of_a_list_keep_their_own_kinds():
    values = {}
    found = kind_of_argument("p", [np.ones((2, 2)), np.ones(2), 1.0], values)
    assert [type(item) for item in found.items] == [Array, Array, Scalar]
    assert values["p[0].1"] == 2 and values["p[1].0"] == 2


def test_a_dict_of_texts_knows_what_stands_under_each_key():
    values = {}
    kinds = {"p": kind_of_argument("p", {"w": np.ones(3), "b": 1.0}, values)}
    item = Apply("getitem", (Name("p"), Const("w")))
    assert kind_of(item, kinds, Sizes(values)) == Array("float64", (Size.symbol("p[0].0"),))
    assert kinds["p"].form.keys == ("w", "b")


@pytest.mark.parametrize(
    "value",
    [np.ma.array([1.0]), np.array([None]), np.array(["a"]), np.zeros(2, dtype="f8,f8")],
    ids=["masked", "object", "text", "record"],
)
def test_arrays_that_are_no_plain_arrays_of_numbers_are_refused_by_name(value):
    with pytest.raises(WrongArgument, match="`x` is an? "):
        kind(value)
    with pytest.raises(WrongArgument, match=r"x\[1\]"):
        kind([1.0, value])


def test_the_key_tells_types_ranks_and_orders_but_not_sizes():
    x = np.ones((2, 3))
    assert key_of_argument(x) == key_of_argument(np.ones((5, 1)))
    others = [x.T, x[:, ::2], np.ones(2), np.ones((2, 3), "f4"), 1.0, 1, True, np.float64(1), None]
    keys = [key_of_argument(v) for v in [x, *others, "a", [1.0], [1], (1.0,), (1, 2.0), np.sin]]
    assert len(set(keys)) == len(keys)


def test_the_key_of_a_list_tells_whether_its_items_agree_in_size():
    one = [np.ones(3), np.ones(3)]
    assert key_of_argument(one) == key_of_argument([np.ones(2)] * 5)
    assert key_of_argument(one) != key_of_argument([np.ones(3), np.ones(2)])
