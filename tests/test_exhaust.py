"""The enumeration: some of its programs are right, it sees what is wrong, and it goes on."""

import ast
import json

import numpy as np
import pytest

import s2sad
from tests import exhaust
from tests.enumerated.frames import FRAMES, names_of, nested, program
from tests.enumerated.held import KINDS, PLACES
from tests.enumerated.judged import judged
from tests.enumerated.pool import POOL

PLAIN = "def f(x, a):\n    return np.sum(x * x) * a\n"


@pytest.mark.parametrize("part", range(4))
def test_programs_of_the_enumeration_are_right_or_refused(part):
    for number in range(part, 10 * 17 + part, 17):
        verdict = judged(exhaust.text_at(number), 1, number % 6 == 0, exhaust.points_at(number))
        assert not verdict.is_failure, f"{number}: {verdict.detail}"


def test_every_statement_is_python_and_has_a_name_that_counts():
    held = [s for kind in KINDS for s in (*kind.makers, *kind.changes, *kind.uses)]
    for statement in (*POOL, *held):
        ast.parse(statement)
    assert all(map(names_of, POOL)) and len({*POOL}) == len(POOL)


@pytest.mark.parametrize("frame", [*FRAMES, *PLACES], ids=lambda frame: frame.name)
def test_every_frame_holds_every_statement(frame):
    statements = ("z = x", "z[0] = b", "s += z[0]", "z = y")
    text = program(statements, frame, aliased=True)
    tree = ast.unparse(ast.parse(text))
    assert all(s in tree for s in statements[: 4 if frame in FRAMES else 3])


def test_a_frame_in_a_frame():
    frame = nested("left", "broken")
    text = program(("z = x", "z[0] = b", "s += z[0]"), frame, aliased=False)
    assert text.count("z = x\n") == 1 and "        while True:\n            z[0] = b" in text
    assert judged(text).kind == "ok"


def test_the_same_number_is_the_same_program():
    assert [exhaust.text_at(n) for n in range(8)] == [exhaust.text_at(n) for n in range(8)]
    assert len({exhaust.text_at(n) for n in range(200)}) > 195


def test_what_python_does_not_run_is_thrown_away():
    assert judged(PLAIN.replace("x * x", "x[7]")).kind == "thrown"
    assert judged(PLAIN.replace("x * x", "x +")).kind == "thrown"


@pytest.mark.parametrize("mode", ["value_and_grad", "jvp"])
def test_a_wrong_slope_or_value_is_wrong(mode, monkeypatch):
    text = f"import numpy as np\n\n{PLAIN}"
    assert judged(text).kind == "ok"
    right = getattr(s2sad, mode)

    def slope(*args, **options):
        value, tangent = right(*args, **options)
        return value, 1.001 * tangent

    def gradient(*args, **options):
        return lambda *given: (right(*args, **options)(*given)[0], (np.ones(3), 1.0))

    monkeypatch.setattr(s2sad, mode, slope if mode == "jvp" else gradient)
    verdict = judged(text)
    assert verdict.kind == "wrong" and "has another slope" in verdict.detail
    assert judged(text, forward=False).kind == ("wrong" if mode == "value_and_grad" else "ok")


def test_a_run_counts_and_goes_on(tmp_path, capsys):
    arguments = ["--second-every", "0", "--out", str(tmp_path)]
    assert exhaust.main([*arguments, "--programs", "3"]) == 0
    assert exhaust.main([*arguments, "--programs", "4"]) == 0
    state = json.loads((tmp_path / "progress.json").read_text())
    assert state["done"] == sum(state["kinds"].values()) == 4
    assert capsys.readouterr().out.splitlines()[-1].startswith("exhaust: 4 programs: ")


def test_a_failure_is_made_smaller_and_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(s2sad, "jvp", lambda *args, **options: (0.0, 0.0))
    assert exhaust.main(["--programs", "1", "--second-every", "0", "--out", str(tmp_path)]) == 1
    (kept,) = tmp_path.glob("wrong_*.py")
    assert len(kept.read_text()) < len(exhaust.text_at(0)) + 600
