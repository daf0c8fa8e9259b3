"""The complex step: where it runs, what it gives, and that it notices what is wrong."""

import types

import numpy as np
import pytest

from tests.programs.complex_step import NotAnalytic, check_complex_step, complex_slopes
from tests.programs.generate import GeneratedProgram, generate
from tests.programs.judge import judge, verdict_of
from tests.programs.running import loaded

HEAD = "import math\nimport numpy as np\n\n"


def program(body, *args):
    text = HEAD + "def f(x):\n" + "".join(f"    {line}\n" for line in body)
    return GeneratedProgram(text, "f", args, (0,), "own", ())


def slope_of(body, arg):
    made = program(body, arg)
    with loaded(made.source_text, "f") as f:
        (slope,), (direction,) = complex_slopes(f, made)
    return slope, direction


@pytest.mark.parametrize(
    ("body", "arg", "expected"),
    [
        (["return math.sin(x) * x"], "0.7", np.cos(0.7) * 0.7 + np.sin(0.7)),
        (["y = np.zeros(2)", "y[0] = x", "y *= y", "return y[0]"], "0.7", 1.4),
        (["return max(x, 0.1) + abs(-x) + sorted([x, 0.1])[1]"], "0.7", 3.0),
        (["if x > 0.5:", "    return x ** 3", "return x"], "0.7", 3 * 0.7**2),
        (["l = [x, 0.1]", "l.sort()", "return l[-1]"], "0.7", 1.0),
        (["return np.linalg.norm(np.array([[3.0 * x, 4.0 * x]]), axis=1)[0]"], "0.7", 5.0),
        (["try:", "    return math.sqrt(x - 1.0)", "except ValueError:", "    return x * x"],
         "0.7", 1.4),
        (["return np.var(np.array([x, -x]), axis=0) * 0.5"], "0.7", 0.7),
    ],
)
def test_the_slope_of_a_program_is_exact(body, arg, expected):
    slope, direction = slope_of(body, arg)
    assert abs(slope[0] - expected * direction) < 1e-14


def test_arguments_keep_their_memory_order():
    arg = "np.array([[0.3, 0.5], [0.7, 0.2]])[:, ::-1]"
    body = ["y = x.reshape(-1)", "y[0] = 0.0", "return x[0, 0] * x[0, 1]"]  # y is a copy
    slope, direction = slope_of(body, arg)
    assert abs(slope[0] - (0.5 * direction[0, 1] + 0.3 * direction[0, 0])) < 1e-14


def test_a_program_that_does_not_run_on_complex_numbers_has_none():
    made = program(["y = np.array([0, 0], dtype=float)", "y[0] = x", "return y[0] * x"], "0.7")
    with loaded(made.source_text, "f") as f:
        with pytest.raises(NotAnalytic):
            complex_slopes(f, made)
        assert not check_complex_step(f, made)


@pytest.mark.parametrize("mode", ["jvp", "vjp"])
def test_a_derivative_that_is_wrong_in_the_ninth_digit_is_noticed(monkeypatch, mode):
    import s2sad.api as api

    right = getattr(api, mode)

    def jvp(f, primals, tangents, wrt=None):
        value, tangent = right(f, primals, tangents, wrt=wrt)
        return value, tangent * (1.0 + 1e-6)

    def vjp(f, *primals, wrt=None):
        value, pullback = right(f, *primals, wrt=wrt)
        return value, lambda seed: tuple(g * (1.0 + 1e-6) for g in pullback(seed))

    made = program(["return 2.0 * x * x"], "0.7")
    with loaded(made.source_text, "f") as f:
        assert check_complex_step(f, made)
        monkeypatch.setattr(api, mode, types.SimpleNamespace(jvp=jvp, vjp=vjp).__dict__[mode])
        with pytest.raises(AssertionError, match="complex step") as caught:
            check_complex_step(f, made)
    assert verdict_of(caught.value).kind == "wrong"


def test_a_verdict_says_whether_there_was_a_complex_step():
    assert judge(generate(1), complex_step=True).reason == "complex step"
    made = program(["y = np.array([0, 0], dtype=float)", "y[0] = x", "return y[0] * x"], "0.7")
    assert judge(made, complex_step=True).reason == "no complex step"
    assert judge(made).reason == ""


def test_what_differences_call_wrong_and_the_complex_step_right_is_not_wrong(monkeypatch):
    import s2sad.api as api
    import tests.programs.judge as judging

    def coarse(f, *args, **options):
        raise AssertionError("check_grads(f): jvp disagrees with differences in entry 0: 1, 2")

    right = api.jvp
    made = program(["return 2.0 * x * x"], "0.7")
    without = program(["y = np.array([0, 0], dtype=float)", "y[0] = x", "return y[0] * x"], "0.7")
    monkeypatch.setattr(judging, "check_grads", coarse)
    assert judge(made).kind == "rough"
    assert judge(without).kind == "wrong"
    monkeypatch.setattr(api, "jvp", lambda *a, **k: tuple(2.0 * v for v in right(*a, **k)))
    assert judge(made).kind == "wrong"
