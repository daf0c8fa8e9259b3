"""Errors: their text, and how several are reported together."""

import pickle

import pytest

from s2sad import errors
from s2sad.errors import Error, Refused, Unsupported, WrongArgument, refuse, short_path
from s2sad.errors_outside import outermost

WHERE = errors.Where("model.py", 12, 4, 9, "    del x")
WHAT = "s2sad cannot differentiate `del x`"
WHY = "Deleting a name leaves nothing to run backwards."
INSTEAD = "Remove the line, or reuse the name."


def test_the_text_has_place_line_caret_reason_and_way_out():
    assert str(Unsupported(WHAT, WHERE, WHY, INSTEAD)) == (
        "model.py:12: s2sad cannot differentiate `del x`\n"
        "    del x\n"
        "    ^~~~~\n"
        "Deleting a name leaves nothing to run backwards. Remove the line, or reuse the name."
    )


def test_an_error_without_a_place_says_the_rest():
    error = WrongArgument("there is no parameter `q`", None, "f takes x, y.", "Name one of them.")
    assert str(error) == "there is no parameter `q`\nf takes x, y. Name one of them."
    assert str(WrongArgument("no")) == "no"


@pytest.mark.parametrize(
    ("where", "excerpt"),
    [
        (errors.Where("m", 1, 0, 1, "x"), "    x\n    ^"),
        (errors.Where("m", 1, 8, None, "    if a:"), "    if a:\n        ^"),
        (errors.Where("m", 1, 4, None, "    a + (b"), "    a + (b\n    ^~~~~~"),
        (errors.Where("m", 1, 7, 8, "    a, b = c  "), "    a, b = c\n       ^"),
        (errors.Where("m", 1, 2, 99, "  ab"), "    ab\n    ^~"),
        (errors.Where("m", 1, 0, 5, ""), ""),
        (errors.Where("m", 1), ""),
    ],
)
def test_the_caret_stands_under_the_construct(where, excerpt):
    assert where.excerpt() == excerpt


def test_a_file_is_named_from_the_working_directory(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert short_path(str(tmp_path / "a" / "m.py")) == "a/m.py".replace("/", __import__("os").sep)
    assert short_path("/elsewhere/m.py") == "/elsewhere/m.py"
    assert short_path("<stdin>") == "<stdin>"


def test_one_refusal_is_raised_as_it_is():
    error = Unsupported(WHAT, WHERE)
    with pytest.raises(Unsupported) as caught:
        refuse([error, Unsupported(WHAT, WHERE)])
    assert str(caught.value) == str(error)


def test_several_refusals_are_reported_together():
    first, second = Unsupported("a", WHERE, "b."), WrongArgument("c")
    with pytest.raises(Refused) as caught:
        refuse([first, second])
    assert caught.value.refusals == [first, second]
    assert str(caught.value) == (
        "s2sad refuses this function for 2 reasons:\n\n"
        "model.py:12: a\n    del x\n    ^~~~~\nb.\n\nc"
    )


def test_refusing_nothing_is_a_mistake():
    with pytest.raises(ValueError, match="nothing to refuse"):
        refuse([])


def classes():
    return [c for c in vars(errors).values() if isinstance(c, type) and issubclass(c, Error)]


@pytest.mark.parametrize("cls", classes(), ids=lambda c: c.__name__)
def test_every_error_has_a_sentence_that_says_what_it_is(cls):
    assert cls.__doc__ and cls.__doc__.split("\n")[0].endswith(".")


@pytest.mark.parametrize("cls", [c for c in classes() if c is not Refused])
def test_errors_survive_pickling(cls):
    error = cls(WHAT, WHERE, WHY, INSTEAD)
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is cls and str(copy) == str(error) and copy.where == WHERE


def test_a_refusal_of_several_survives_pickling():
    error = Refused([Unsupported("a"), Unsupported("b")])
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_a_fault_of_our_own_keeps_its_frames():
    @outermost
    def entry():
        raise AssertionError("impossible")

    with pytest.raises(AssertionError) as caught:
        entry()
    names = [frame.name for frame in caught.traceback]
    assert names[-1] == "entry" and len(names) > 2
