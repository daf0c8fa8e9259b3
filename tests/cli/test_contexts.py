"""`s2sad show` reads `with`, `try`, `match` and dicts in a file that it does not run."""

import numpy as np

from s2sad.cli import main

MODEL = '''
import contextlib
import numpy as np

NAMES = ("a", "b")
print("this file runs")

class Timer:
    def __init__(self, name):
        self.name = name
    def __enter__(self):
        return self
    def __exit__(self, *_):
        return None

class Swallowing:
    def __init__(self, name):
        self.name = name
    def __enter__(self):
        return self
    def __exit__(self, *_):
        return True

@contextlib.contextmanager
def timed(n):
    yield

def f(x, kind="sq", s="3"):
    with Timer("t"), timed(2), np.errstate(all="ignore"):
        y = np.log(x) * x
    match kind:
        case "sq":
            y = y ** 2
        case _:
            y = np.sin(y)
    d = {k: y[i] for i, k in enumerate(NAMES)}
    d.update(c=y[2])
    try:
        w = float(s)
    except ValueError:
        w = 2.0
    return d["a"] * d["b"] * d["c"] * w

def g(x):
    with Swallowing("t"):
        y = x * x
    return y
'''


def test_contexts_of_a_file_are_read_without_running_it(tmp_path, capsys, monkeypatch):
    (tmp_path / "carried.py").write_text(MODEL)
    saved = tmp_path / "saved.py"
    assert main(["show", f"{tmp_path / 'carried.py'}:f", "--style", "folded"]) == 0
    text, _ = capsys.readouterr()
    assert "this file runs" not in text and text.count("with Timer('t'):") == 1
    assert text.count("with np.errstate(all='ignore'):") == 2 and "if kind == 'sq':" in text
    assert "def attempt(s):" in text
    types = "x=float64[:], kind=str, s=str"
    options = ["--types", types, "-o", str(saved)]
    assert main(["show", f"{tmp_path / 'carried.py'}:f", *options]) == 0
    monkeypatch.syspath_prepend(tmp_path)
    scope = {"__name__": "saved"}
    exec(compile(saved.read_text(), str(saved), "exec"), scope)
    x = np.array([0.5, 0.8, 1.7])
    value, gradients = scope["f_adjoint"](x, "sq", "?", 1.0)
    step = 1e-6
    for k, direction in enumerate(np.eye(3)):
        plus, _ = scope["f_adjoint"](x + step * direction, "sq", "?", 1.0)
        minus, _ = scope["f_adjoint"](x - step * direction, "sq", "?", 1.0)
        assert abs((plus - minus) / (2.0 * step) - gradients[0][k]) < 1e-8
    assert value > 0.0


def test_a_context_of_a_file_that_may_swallow_is_refused(tmp_path, capsys):
    (tmp_path / "swallows.py").write_text(MODEL)
    assert main(["show", f"{tmp_path / 'swallows.py'}:g"]) != 0
    assert "It may swallow an exception" in capsys.readouterr().err
