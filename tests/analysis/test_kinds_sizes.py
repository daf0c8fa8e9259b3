"""Sizes: decisions, and the guards that they leave."""

from s2sad.analysis.kinds import Guard, Sizes, compiled, holds
from s2sad.ir.kinds import Size

N, M, X = Size.symbol("n"), Size.symbol("m"), Size.symbol("x.0")


def texts(sizes):
    return [guard.text() for guard in sizes.guards]


def test_a_constant_difference_needs_no_guard():
    sizes = Sizes({"n": 4})
    assert sizes.same(N + 1, N + 1) is True
    assert sizes.same(N + 1, N) is False
    assert sizes.at_most(N, N + 2) is True
    assert texts(sizes) == []


def test_a_comparison_by_value_is_written_down_once_with_its_truth():
    sizes = Sizes({"n": 4, "m": 4})
    assert sizes.same(N, M) is True
    assert sizes.same(M, N) is True
    assert sizes.at_most(N, 2) is False
    assert texts(sizes) == ["m - n == 0", "n - 3 >= 0"]
    assert holds(sizes.guards, {"n": 9, "m": 9})
    assert not holds(sizes.guards, {"n": 9, "m": 8})
    assert not compiled(sizes.guards)({"n": 1, "m": 1})


def test_a_guard_that_follows_from_another_is_not_written():
    sizes = Sizes({"n": 5})
    assert sizes.at_most(3, N) and sizes.at_most(2, N) and sizes.same(N, 1) is False
    assert texts(sizes) == ["n - 3 >= 0"]


def test_without_a_value_nothing_is_decided():
    sizes = Sizes(None)
    assert sizes.same(N, M) is None and sizes.at_most(N, 3) is None and sizes.value(N) is None
    assert texts(sizes) == []


def test_fresh_sizes_are_equal_only_to_themselves():
    sizes = Sizes({"n": 3})
    a, b = sizes.fresh(), sizes.fresh()
    assert sizes.same(a, a) is True
    assert sizes.same(a, b) is None and sizes.same(a, N) is None and sizes.same(a, 1) is None


def test_the_same_definition_makes_the_same_fresh_size():
    sizes = Sizes({})
    sizes.at("first")
    a, b = sizes.fresh(), sizes.fresh()
    sizes.at("second")
    c = sizes.fresh()
    sizes.at("first")
    assert (sizes.fresh(), sizes.fresh()) == (a, b) and c not in (a, b)


def test_sizes_of_arrays_are_not_negative_and_ints_may_be():
    sizes = Sizes({"n": 3, "x.0": 3})
    assert sizes.at_most(0, X) is True and texts(sizes) == []
    assert sizes.at_most(0, N) is True and texts(sizes) == ["n >= 0"]


def test_bounds_of_an_index_decide_windows_without_guards():
    sizes = Sizes({"n": 9})
    i = sizes.unknown(Size(1), N - 2)  # for i in range(1, n - 1)
    assert sizes.at_most(0, i - 1) is True
    assert sizes.at_most(i + 2, N) is True
    assert sizes.same(i, N) is False
    assert sizes.at_most(i, 4) is None
    assert texts(sizes) == []


def test_a_bound_by_an_argument_is_guarded():
    sizes = Sizes({"n": 9, "m": 9})
    i = sizes.unknown(Size(0), N - 1)
    assert sizes.at_most(i + 1, M) is True
    assert texts(sizes) == ["m - n >= 0"]


def test_products_and_quotients_are_symbols_with_values():
    sizes = Sizes({"n": 7, "x.0": 3})
    assert sizes.product(N, X) == sizes.product(X, N)
    assert sizes.product(N + 1, X) == sizes.product(N, X) + X
    assert sizes.divided(sizes.product(N, X), X) == N
    half = sizes.quotient(N, 2)
    assert sizes.peek(half) == 3 and sizes.peek(N - half) == 4
    assert sizes.quotient(N * 2, 2) == N and sizes.quotient(N * 2 + 1, 2) == N
    assert sizes.value(half) == 3
    assert not holds(sizes.guards, {"n": 9, "x.0": 3})


def test_the_half_of_a_length_is_inside_it_for_good():
    sizes = Sizes({"x.0": 7})
    half = sizes.quotient(X, 2)
    assert sizes.at_most(half, X) is True and sizes.at_most(0, half) is True
    assert texts(sizes) == []


def test_a_quotient_of_something_unknown_is_only_itself():
    sizes = Sizes({})
    a = sizes.fresh()
    assert sizes.same(sizes.quotient(a, 2), sizes.quotient(a, 2)) is True
    assert sizes.same(sizes.quotient(a, 2), 1) is None and sizes.value(sizes.quotient(a, 2)) is None


def test_guards_are_in_the_order_of_their_first_use():
    sizes = Sizes({"n": 4, "m": 2, "x.0": 1})
    sizes.same(X, 1)
    sizes.same(N, M)
    sizes.at_most(N, M)
    assert sizes.guards[0] == Guard(X - 1, "==", True)
    assert texts(sizes) == ["x.0 - 1 == 0", "m - n != 0", "-m + n - 1 >= 0"]
