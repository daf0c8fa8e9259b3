"""The hunt: it tells right from wrong, refused and broken, keeps what failed, and goes on."""

import json
import subprocess
import sys
import types
from dataclasses import replace

import numpy as np
import pytest

from tests import hunt, numeric_api
from tests.programs.generate import generate
from tests.programs.judge import check_primal, judge, overflows, verdict_of


class Refusal(Exception):
    """What a compiler raises that cannot go on."""


@pytest.fixture
def api(monkeypatch):
    made = numeric_api.make()
    errors = types.ModuleType("s2sad.errors")
    errors.Refusal = Refusal
    monkeypatch.setattr(Refusal, "__module__", "s2sad.errors")
    monkeypatch.setitem(sys.modules, "s2sad.api", made)
    monkeypatch.setitem(sys.modules, "s2sad.errors", errors)
    return made


def hunted(tmp_path, *more):
    arguments = ["--programs", "6", "--second-every", "0", "--tries", "40", "--out", str(tmp_path)]
    status = hunt.main([*arguments, *more])
    return status, json.loads((tmp_path / "progress.json").read_text())


def test_right_derivatives_are_ok(api, tmp_path, capsys):
    status, state = hunted(tmp_path)
    assert (status, state["kinds"]) == (0, {"ok": 6})
    assert capsys.readouterr().out.splitlines()[-1].startswith("hunt: 6 programs, 0 wrong")


def test_shares_of_features_are_reported(api, tmp_path, capsys):
    _, state = hunted(tmp_path, "--programs", "40")
    drawn = [generate(seed) for seed in range(40)]
    for feature in ("objects", "arrays"):
        assert state["features"][feature] == sum(feature in p.features for p in drawn)
    assert sum(state["thrown"].values()) == sum(len(p.thrown) for p in drawn) > 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("features: ") and "objects" in line for line in lines)
    assert any(line.startswith("thrown away before judging: ") for line in lines)
    judged = sum(state["features"].get(f"{word}complex step", 0) for word in ("", "no "))
    assert judged == len(range(0, 40, 3))


def test_a_wrong_derivative_is_found_shrunk_and_kept(api, tmp_path):
    right = api.vjp

    def vjp(f, *primals, wrt=None):
        value, pullback = right(f, *primals, wrt=wrt)
        from s2sad.testing import flatten, unflatten

        def spoiled(g):
            return tuple(unflatten(x, 1.01 * flatten(x)) for x in pullback(g))

        return value, spoiled

    api.vjp = vjp
    status, state = hunted(tmp_path, "--programs", "3")
    assert status == 1 and state["kinds"]["wrong"] >= 2
    kept = sorted(tmp_path.glob("wrong_*.py"))
    assert len(kept) == state["kinds"]["wrong"]
    seed = int(kept[0].stem.split("_")[1])
    assert len(kept[0].read_text()) < len(generate(seed).source_text) + 600
    compile(kept[0].read_text(), str(kept[0]), "exec")


def test_refusals_are_counted_by_class_and_fail_nothing(api, tmp_path, capsys):
    def refuse(*args, **kwargs):
        raise Refusal("line 3")

    api.jvp = refuse
    status, state = hunted(tmp_path)
    assert (status, state["kinds"]) == (0, {"refused": 6})
    assert state["reasons"] == {"refused: Refusal": 6}
    assert "6 refused (100.0%)" in capsys.readouterr().out


@pytest.mark.parametrize("error", [KeyError("x"), AssertionError("internal")])
def test_any_other_exception_is_a_crash(api, tmp_path, error):
    def crash(*args, **kwargs):
        raise error

    api.jvp = crash
    status, state = hunted(tmp_path, "--programs", "2")
    assert (status, state["kinds"]) == (1, {"crash": 2})


def test_a_program_that_takes_too_long_is_a_timeout(api, tmp_path):
    def forever(*args, **kwargs):
        while True:
            np.sin(1.0)

    api.jvp = forever
    status, state = hunted(tmp_path, "--programs", "1", "--limit", "1", "--tries", "0")
    assert (status, state["kinds"]) == (1, {"timeout": 1})


def test_a_hunt_goes_on_where_it_stopped(api, tmp_path):
    hunted(tmp_path, "--minutes", "0")
    assert json.loads((tmp_path / "progress.json").read_text())["done"] == 1
    _, state = hunted(tmp_path)
    assert state["done"] == 6 and sum(state["kinds"].values()) == 6


def test_two_processes_find_the_same(api, tmp_path):
    _, alone = hunted(tmp_path / "a")
    _, together = hunted(tmp_path / "b", "--jobs", "2")
    assert alone["kinds"] == together["kinds"]


def test_texts_that_differ_are_wrong(api):
    program = generate(0)
    texts = iter(["first", "second"])
    api.differentiate = lambda f, wrt: types.SimpleNamespace(adjoint=next(texts))
    found = judge(program)
    assert found.kind == "wrong" and "adjoint differs" in found.detail


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("def f_primal(x):\n    x[0] *= 2.0\n    print(x)\n    return x[0] * 2.0", "value"),
        ("def f_primal(x):\n    y = x * 2.0\n    print(y)\n    return y[0]", "arguments"),
        ("def f_primal(x):\n    x[0] *= 2.0\n    return x[0]", "print"),
    ],
)
def test_a_primal_that_does_something_else_is_caught(text, what):
    def f(x):
        x[0] *= 2.0
        print(x)
        return x[0]

    right = "def f_primal(y):\n    y[0] *= 2.0\n    print(y)\n    return y[0]"
    check_primal(right, f, (np.ones(1),))
    with pytest.raises(AssertionError, match=f"another {what}"):
        check_primal(text, f, (np.ones(1),))


def test_the_hunt_is_a_script():
    command = [sys.executable, "-m", "tests.hunt", "--help"]
    assert b"--programs" in subprocess.check_output(command)


def test_a_program_whose_differences_do_not_settle_is_not_judged():
    rough = AssertionError("check_grads(f): differences do not converge along argument 0 (…)")
    verdict = verdict_of(rough)
    assert verdict.kind == "rough" and not verdict.is_failure
    wrong = AssertionError("check_grads(f): vjp disagrees with differences, argument 0: 1.0")
    assert verdict_of(wrong).is_failure


def test_a_program_that_overflows_is_not_judged():
    text = "import numpy as np\ndef f(x):\n    y = x * 1e200\n    z = y * y\n    return x\n"
    program = generate(1)
    assert not overflows(program)
    large = replace(program, function_name="f", args_text=("np.array([2.0])",))
    assert overflows(replace(large, source_text=text))
