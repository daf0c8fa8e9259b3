"""The turns of cases: the same in every run, a third of them by default, all if asked."""

from collections import Counter

import pytest

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
