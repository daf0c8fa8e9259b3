"""Numbers that pass through a text: refused where a derivative needs them, else as they were."""

import json

import numpy as np
import pytest

from s2sad import grad, jvp
from s2sad.errors import NotDifferentiable

TABLE = {"1.0": 2.0, "2.0": 5.0}
REFUSED = [
    "return float(str(x)) * x",
    "return float(repr(x)) * x",
    'return float(f"{x}") * x',
    'return float("%r" % x) * x',
    'return float(format(x, ".17g")) * x',
    "return np.float64(str(x)) * x",
    "return np.array([str(x)]).astype(float)[0] * x",
    "return np.array(str(x)).astype(float) * x",
    "return np.asarray([str(x)], dtype=float)[0] * x",
    "return np.array([x]).astype(str).astype(float)[0] * x",
    'return np.fromstring(str(x), sep=" ")[0] * x',
    "return (complex(str(x)) * x).real",
    "return json.loads(str(x)) * x",
    'return float(" ".join([str(x), "1"]).split(" ")[0]) * x',
    "return float(str(x)[0:3].strip()) * x",
    "return float(str([x])[1:-1]) * x",
    "return float(str(x).encode()) * x",
    "return sum([float(s) for s in [str(x), '1.0']]) * x",
    "return max(float(str(x)), 0.0) * x",
    "return x * float(str(x) if x > 0 else '1.0')",
    "return x * float((str(x), 1)[0])",
    "l = []\nl.append(str(x))\nreturn float(l[0]) * x",
    "d = {'a': str(x)}\nreturn float(d['a']) * x",
    "s = ''\ns += f'{x}'\nreturn float(s) * x",
    "a, b = '1.0', str(x)\na, b = b, a\nreturn float(a) * x",
    "s = str(x)\nif x > 1: s = '3.0'\nreturn float(s + '0') * x",
    "s = 0.0\nfor k in range(3): s = s + float(str(x)) * x\nreturn s",
    "a = np.zeros(2)\na[0] = str(x)\nreturn a[0] * x",
    "y = x * x\nreturn float(f'{np.sin(y):.3f}') + x",
    "def g(s, n): return float(s) if n == 0 else g(s, n - 1)\nreturn g(str(x), 2) * x",
    "def g(y, n): return float(str(y)) if n == 0 else g(y, n - 1)\nreturn g(x, 2) * x",
]
KEPT = {
    "print(f'x is {x}')\nreturn x * x": 4.0,
    "assert x > 0, f'bad {x}'\nreturn x * x": 4.0,
    "s = '%r' % x\nprint(s, float(s))\nreturn x * x": 4.0,
    "l = []\nfor k in range(2): l.append(f'{k}: {x}')\nprint(' '.join(l))\nreturn x * x": 4.0,
    "return TABLE[str(x)] * x": 5.0,
    "return x * x if str(x) == '2.0' else x": 4.0,
    "return x * 2.0 if '2' in str(x) else x": 2.0,
    "return x * x + (0.0 if f'{x}'.startswith('3') else 1.0)": 4.0,
    "return len(str(x)) * x": 3.0,
    "return int(f'{x:.0f}') * x": 2.0,
    "def g(s, n): return len(s) if n == 0 else g(s, n - 1)\nreturn g(str(x), 2) * x": 3.0,
    "return (x * x, str(x))[0]": 4.0,
    "return x * float('%d' % 3)": 3.0,
}


def made(body, function_from):
    return function_from("def f(x):\n" + "\n".join("    " + line for line in body.split("\n")))


@pytest.fixture
def function_from(tmp_path):
    def make(text):
        path = tmp_path / "model.py"
        path.write_text(text + "\n")
        scope = {"np": np, "json": json, "TABLE": TABLE}
        exec(compile(text, str(path), "exec"), scope)
        return scope["f"]

    return make


@pytest.mark.parametrize("body", REFUSED)
def test_a_number_that_is_read_from_a_text_of_what_varies_is_refused(body, function_from):
    f = made(body, function_from)
    for call in (lambda: grad(f)(2.0), lambda: jvp(f, (2.0,), (1.0,))):
        with pytest.raises(NotDifferentiable, match="read from a text of what varies") as caught:
            call()
        assert caught.value.where is not None


@pytest.mark.parametrize("body", KEPT)
def test_texts_of_which_no_number_is_made_stay(body, function_from):
    f = made(body, function_from)
    assert grad(f)(2.0) == KEPT[body] == jvp(f, (2.0,), (1.0,))[1]


def test_a_text_of_a_constant_may_become_a_number():
    def f(x, k):
        return x * float(str(k))

    assert grad(f)(2.0, 3.0) == 3.0
    with pytest.raises(NotDifferentiable):
        grad(f, wrt=(0, 1))(2.0, 3.0)
