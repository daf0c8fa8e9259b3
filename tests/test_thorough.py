"""The turns of cases: the same in every run, a third of them by default, all if asked."""

from collections import Counter

import pytest

from s2sad import api, check_grads
from tests import thorough


def orders(monkeypatch, names):
    """Return how many tests of these names check derivatives of which order."""
    found = Counter()
    for name in names:
        monkeypatch.setenv("PYTEST_CURRENT_TEST", f"{name} (call)")
        found[thorough.order_in_turn()] += 1
    return found


NAMES = [f"tests/test_some.py::test_it[{k}]" for k in range(600)]


def test_one_test_of_three_has_the_second_order(monkeypatch):
    monkeypatch.setattr(thorough, "ALL", False)
    found = orders(monkeypatch, NAMES)
    assert set(found) == {1, 2} and 150 < found[2] < 250
    assert orders(monkeypatch, NAMES) == found


def test_all_of_them_have_it_if_asked(monkeypatch):
    monkeypatch.setattr(thorough, "ALL", True)
    assert orders(monkeypatch, NAMES) == {2: 600}
    assert thorough.in_turn(range(9)) == list(range(9))


@pytest.mark.parametrize("every, expected", [(3, [0, 3, 6]), (2, [0, 2, 4, 6])])
def test_cases_have_their_turn(monkeypatch, every, expected):
    monkeypatch.setattr(thorough, "ALL", False)
    assert thorough.in_turn(iter(range(7)), every) == expected


@pytest.mark.parametrize("turn", [True, False])
def test_a_wrong_gradient_is_seen_whether_or_not_a_pullback_has_its_turn(monkeypatch, turn):
    monkeypatch.setattr(thorough, "has_its_turn", lambda: turn)
    monkeypatch.setattr(thorough, "WHOLE", ())
    right, asked = api.value_and_grad, []

    def wrong(f, *, wrt):
        def both(*args):
            value, found = right(f, wrt=wrt)(*args)
            asked.append(f)
            return value, tuple([1.01 * g for g in found])

        return both

    monkeypatch.setattr(api, "value_and_grad", wrong)
    with pytest.raises(AssertionError, match="vjp disagrees with differences|value_and_grad"):
        check_grads(lambda x: x * x, 1.5)
    assert asked
