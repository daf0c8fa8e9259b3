"""The check of the tests themselves: a small project with tests that see and tests that do not."""

import pytest

from tests.mutate import check
from tests.mutations import MUTATIONS, Mutation

SOURCE = "def double(x):\n    return 2 * x\n\n\ndef half(x):\n    return x / 2\n"
TESTS = """
from source import double, half

def test_double():
    assert double(3) == 6

def test_half():
    assert half(0) == 0

def test_wrong():
    assert double(3) == 7
"""


def mutation(old, new, *tests):
    return Mutation("a fault", "source.py", old, new, ("test_source.py", *tests))


@pytest.fixture
def project(tmp_path):
    (tmp_path / "source.py").write_text(SOURCE)
    (tmp_path / "test_source.py").write_text(TESTS)
    return tmp_path


@pytest.mark.parametrize(
    ("fault", "word", "bad"),
    [
        (mutation("2 * x", "3 * x", "-k", "double"), "killed ", 0),
        (mutation("x / 2", "x / 3", "-k", "half"), "SURVIVED ", 1),
        (mutation("x / 4", "x / 3", "-k", "half"), "NOT FOUND ", 1),
        (mutation("def", "def", "-k", "half"), "NOT FOUND ", 1),
        (mutation("2 * x", "2 *", "-k", "double"), "BROKEN ", 1),
        (mutation("def double", "def twice", "-k", "double"), "BROKEN ", 1),
        (mutation("2 * x", "3 * x", "-k", "wrong"), "UNSOUND ", 1),
        (mutation("2 * x", "3 * x", "-k", "nothing"), "UNSOUND ", 1),
    ],
)
def test_a_fault_is_reported_as_what_it_is(project, capsys, fault, word, bad):
    assert check([fault], project) == bad
    assert capsys.readouterr().out.startswith(word)
    assert (project / "source.py").read_text() == SOURCE


def test_the_text_of_each_mutation_stands_in_its_file_once():
    from tests.mutate import ROOT

    texts = {fault.file: (ROOT / fault.file).read_text() for fault in MUTATIONS}
    assert [fault.name for fault in MUTATIONS if texts[fault.file].count(fault.old) != 1] == []
