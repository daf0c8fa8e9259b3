"""`s2sad show` never runs the file, finds names in its text, and refuses what only a run tells."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from s2sad.cli import main

ROOT = Path(__file__).parents[2]


def command(*arguments, cwd=ROOT, **environment):
    """Run the command line in a process of its own; return its status, output and errors."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    env.pop("PYTHONSAFEPATH", None)
    done = subprocess.run(
        [sys.executable, "-m", "s2sad", *map(str, arguments)],
        cwd=cwd, env=env, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def shown(tmp_path, capsys):
    """Show a function of a file that is written for the test: its status, output and errors."""

    def show(text, name="f", *options, others=()):
        (tmp_path / "model.py").write_text(text)
        for other, content in dict(others).items():
            path = tmp_path / f"{other}.py"
            path.parent.mkdir(exist_ok=True, parents=True)
            path.write_text(content)
        capsys.readouterr()
        status = main(["show", f"{tmp_path / 'model.py'}:{name}", *options])
        return status, *capsys.readouterr()

    return show


# -- nothing runs ----------------------------------------------------------------------------------

KILL = "__import__('pathlib').Path({canary!r}).unlink()"
DEADLY = {
    "the file itself": ("{kill}\ndef f(x):\n    return x * x\n", {}),
    "a module": ("import other\ndef f(x):\n    return other.g(x)\n",
                 {"other.py": "{kill}\ndef g(x):\n    return x * x\n"}),
    "a module that is not used": ("import other\ndef f(x):\n    return x * x\n",
                                  {"other.py": "{kill}\n"}),
    "the package": ("from .other import g\ndef f(x):\n    return g(x)\n",
                    {"__init__.py": "{kill}\n", "other.py": "def g(x):\n    return x * x\n"}),
    "a default": ("def g(y={kill}):\n    return y\ndef f(x):\n    return x * x\n", {}),
    "its own default": ("def f(x, y={kill}):\n    return x * x\n", {}),
    "a decorator": ("@{kill}\ndef f(x):\n    return x * x\n", {}),
    "a decorator of another": ("@{kill}\ndef g(x):\n    return x\ndef f(x):\n    return x\n", {}),
    "an annotation": ("def f(x: {kill}):\n    return x * x\n", {}),
    "a constant": ("N = {kill}\ndef f(x):\n    return x * N\n", {}),
    "a key": ("def kill(a):\n    {kill}\nN = max([1, 2], key=kill)\n"
              "def f(x):\n    return x * N\n", {}),
    "a sum": ("class A:\n    def __add__(self, o):\n        {kill}\nN = A() + 1\n"
              "def f(x):\n    return x * N\n", {}),
    "a class": ("class A:\n    {kill}\n    def f(self, x):\n        return x\n"
                "def f(x):\n    return A.f(None, x)\n", {}),
    "a base": ("class B:\n    def __init_subclass__(cls):\n        {kill}\n"
               "class A(B):\n    k = 2.0\ndef f(x):\n    return x * A.k\n", {}),
    "a descriptor": ("class D:\n    def __set_name__(self, o, n):\n        {kill}\n"
                     "class A:\n    k = D()\ndef f(x):\n    return x * A.k\n", {}),
    "a signature": ("from dataclasses import dataclass\n@dataclass\nclass A:\n    k: float = 2.0\n"
                    "    @staticmethod\n    def __signature__(): {kill}\n"
                    "def f(x):\n    return x * A.k\n", {}),
    "a class in an array": ("import numpy as np\nclass A:\n    def __float__(self): {kill}\n"
                            "    def __getitem__(self, i): {kill}\nW = np.array([A], dtype=A)\n"
                            "def f(x):\n    return x * W\n", {}),
    "a partial": ("from functools import partial\ndef g():\n    {kill}\n    return 2.0\n"
                  "N = partial(g)()\ndef f(x):\n    return x * N\n", {}),
    "a class in a partial": ("from functools import partial\nclass A:\n"
                             "    def __new__(cls):\n        {kill}\nP = partial(A, 1.0)\n"
                             "def f(x):\n    return x * P().k\n", {}),
    "a partial as a key": ("from functools import partial\ndef g(a, b):\n    {kill}\n"
                           "N = max([1, 2], key=partial(g, 1))\n"
                           "def f(x):\n    return x * N\n", {}),
    "the function": ("def f(x):\n    {kill}\n    return x * x\n", {}),
    "a helper": ("def g():\n    {kill}\n    return 2.0\nN = g()\n"
                 "def f(x):\n    return x * N\n", {}),
}  # fmt: skip


@pytest.fixture
def here(tmp_path, monkeypatch, capsys):
    """Run the command line in the folder of the test: its status, output and errors."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        capsys.readouterr()
        status = main(list(map(str, arguments)))
        return status, *capsys.readouterr()

    return run


OPTIONS = [(), ("--mode", "all"), ("-o", "out.py")]
BY_IMPORT = ("the file itself", "a module", "the package")
WITH_OPTIONS = [  # every file with one set of options, three with all of them
    pytest.param(what, options, id=f"{what}-{options[:1]}")
    for k, what in enumerate(DEADLY) for j, options in enumerate(OPTIONS)
    if k % 3 == j or what in BY_IMPORT
]  # fmt: skip


@pytest.fixture
def deadly(tmp_path):
    """Write the files of a case beside a canary; return the canary and the file to be shown."""

    def write(what):
        canary = tmp_path / "canary"
        canary.write_text("alive")
        text, others = DEADLY[what]
        (tmp_path / "package").mkdir()
        for name, content in {"model.py": text, **others}.items():
            killing = content.replace("{kill}", KILL.format(canary=str(canary)))
            (tmp_path / "package" / name).write_text(killing)
        return canary, tmp_path / "package" / "model.py"

    return write


def check_alive(canary, status, err):
    assert status in (0, 2) and "Traceback" not in err
    assert bool(err) == (status == 2) or "wrote" in err
    assert canary.exists()


@pytest.mark.parametrize("what, options", WITH_OPTIONS)
def test_a_canary_survives(what, options, deadly, here):
    canary, path = deadly(what)
    status, _, err = here("show", f"{path}:f", *options)
    check_alive(canary, status, err)


@pytest.mark.parametrize("what", BY_IMPORT)
def test_a_canary_survives_the_command(what, deadly, tmp_path):
    canary, path = deadly(what)
    status, _, err = command("show", f"{path}:f", cwd=tmp_path)
    check_alive(canary, status, err)


@pytest.mark.parametrize("what", BY_IMPORT)
def test_the_canary_would_die_if_the_file_ran(what, deadly, tmp_path):
    canary, _ = deadly(what)
    code = "import sys; sys.path.append('package'); import package.model"
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=False)
    assert not canary.exists()


# -- what is known ---------------------------------------------------------------------------------

PRODUCT = "def f_adjoint(x, gz=1.0):\n    z = x * {0}\n    gx = {0} * gz    # z = x * {0}\n"
KNOWN = {
    "N = 10": "N",
    "N = 0.1 * 2 - 3 ** 2": "N",
    "N: float = 2.0": "N",
    "M, N = 1, 2.0": "N",
    "import numpy as np\nN = np.sqrt(2.0) * np.pi": "N",
    "from math import exp\nN = exp(1.0)": "N",
    "A = [1.0, 2.0]\nN = float(len(A))": "N",
    "if __name__ == '__main__':\n    N = 3\nN = 2.0": "N",
    "from other import N": "N",
    "from .other import N": "N",
    "from .other import M as N": "N",
    "from folder.inner import N": "N",
}


@pytest.mark.parametrize("top", KNOWN)
def test_a_constant_is_captured(shown, top):
    others = {"other": "N = M = 2.0\n", "folder/inner": "N = 2.0\n", "folder/__init__": ""}
    status, out, err = shown(f"{top}\ndef f(x):\n    return x * N\n", others=others)
    assert (status, err) == (0, "")
    assert out.startswith(PRODUCT.format("N"))


CALLED = {
    "import numpy as np": "np.sin(x)",
    "import numpy": "numpy.sin(x)",
    "from numpy import sin": "sin(x)",
    "from numpy import sin as s": "s(x)",
    "import numpy as np\ns = np.sin": "s(x)",
    "import numpy as np, functools\ns = functools.partial(np.sin)": "s(x)",
    "import numpy as np\nfrom functools import partial\ns = np.sin": "partial(s, x)()",
    "import numpy as np\ndef s(t):\n    return np.sin(t)": "s(x)",
    "import numpy as np\ns = lambda t: np.sin(t)": "s(x)",
    "import numpy\nclass A:\n    @staticmethod\n    def s(t): return numpy.sin(t)": "A.s(x)",
    "from helpers import s": "s(x)",
    "from .helpers import s as t": "t(x)",
    "import helpers": "helpers.s(x)",
    "import helpers as h": "h.s(x)",
    "from . import helpers": "helpers.s(x)",
    "import folder.inner": "folder.inner.s(x)",
    "import folder.inner as i": "i.s(x)",
    "from folder import inner": "inner.s(x)",
    "from folder import t": "t(x)",
}
HELPER = "import numpy as np\ndef s(t):\n    return np.sin(t)\n"


@pytest.mark.parametrize("top", CALLED)
def test_a_function_is_found(shown, top):
    others = {
        "helpers": HELPER, "folder/inner": HELPER, "folder/__init__": "from .inner import s as t",
    }  # fmt: skip
    status, out, err = shown(f"{top}\ndef f(x):\n    return {CALLED[top]}\n", others=others)
    assert (status, err) == (0, "")
    assert re.search(r"np\.cos\([xt]\) \* gz    # z = np\.sin\([xt]\)", out)


def test_a_submodule_of_numpy_is_numpy(shown):
    top = "import numpy.linalg as la\nfrom numpy.linalg import solve\n"
    status, out, _ = shown(f"{top}def f(A, b):\n    return la.norm(solve(A, b))\n")
    assert status == 0 and "np.linalg.solve(A, b)" in out


def test_the_decorator_says_what_is_differentiated(shown):
    top = "import s2sad\n@s2sad.differentiate(wrt='y')\n"
    _, out, _ = shown(f"{top}def f(x, y):\n    return x * y\n")
    assert "return z, (gy,)" in out
    _, out, _ = shown(f"{top}def f(x, y):\n    return x * y\n", "f", "--wrt", "x,1")
    assert "return z, (gx, gy)" in out


def test_a_gradient_of_a_gradient_is_found(shown):
    top = "from s2sad import grad, differentiate\n@differentiate\ndef h(x):\n    return x ** 3\n"
    status, out, _ = shown(f"{top}slope = grad(h)\ndef f(x):\n    return slope(x) + h(x)\n")
    assert status == 0 and "x ** 2" in out


def test_named_tuples_and_dataclasses_are_records(shown):
    top = (
        "from dataclasses import dataclass\nfrom typing import NamedTuple\n"
        "class P(NamedTuple):\n    x: float\n    k: float = 2.0\n"
        "@dataclass\nclass Q:\n    x: float\n    k: float = 3.0\n"
    )
    text = "def f(x):\n    p, q = P(x), Q(x)\n    return p.x * p.k + q.x * q.k\n"
    status, out, err = shown(top + text, "f", "--style", "folded")
    assert (status, err) == (0, "")
    assert "2.0" in out and "3.0" in out


def test_types_are_stated_in_order_or_by_name(shown):
    text = "def f(x, n):\n    for i in range(n):\n        x = x * i\n    return x\n"
    for types in ("float64[:, :], int", "x=float64[:, :],n=int", "n: int, x: float64[:, :]"):
        status, out, _ = shown(text, "f", "--types", types)
        assert status == 0 and out.startswith("# for x: float64[m, k], n: int")
    status, _, err = shown(text, "f", "--types", "x=matrix")
    assert status == 2 and err.startswith("'matrix' is no type of `x`\n")


# -- what is not -----------------------------------------------------------------------------------

REFUSED = {
    "N = input()": ("model.py:1", "input()", "A call of `input` runs code"),
    "N = 1\nN = 2": ("model.py:2", "N = 2", "bound more than once"),
    "N = 1\nN += 2": ("model.py:2", "N", "bound more than once"),
    "from other import *": ("model.py:1", "from other import *", "star import"),
    "N = 1\nfrom other import *": ("model.py:2", "from other import *", "star import"),
    "if 1 > 0:\n    N = 2": ("model.py:2", "N", "bound inside a `if`"),
    "try:\n    N = 2\nexcept Exception:\n    pass": ("model.py:2", "N", "bound inside a `try`"),
    "for N in range(3):\n    pass": ("model.py:1", "N", "bound inside a `for`"),
    "N = 1\ndef g():\n    global N\n    N = 2": ("model.py:3", "global N", "more than once"),
    "import torch as N": ("model.py:1", "import torch as N", "not beside the file"),
    "from torch import N": ("model.py:1", "from torch import N", "not beside the file"),
    "from .nothing import N": ("model.py:1", "from .nothing import N", "no file"),
    "from other import missing as N": ("model.py:1", "from other import missing as N", "has no"),
    "N = 1 / 0": ("model.py:1", "1 / 0", "ZeroDivisionError"),
    "N = 10 ** 10 ** 10": ("model.py:1", "10 ** 10 ** 10", "not arithmetic"),
    "N = N + 1": ("model.py:1", "N = N + 1", "needed to find out"),
    "import numpy as np\nN = np.zeros(2)\nN[0] = 1": ("model.py:3", "N[0]", "changed in place"),
    "N = [1.0]\nN.append(2.0)": ("model.py:2", "N", "changed in place"),
    "N = [1.0]\nM = N\nM.append(2.0)": ("model.py:2", "N", "changed in place"),
    "N = [1.0]\ndef g():\n    N.append(2.0)\ng()": ("model.py:3", "N.append(2.0)", "in place"),
    "N = random": ("model.py:1", "random", "binds no such name"),
    "N = (lambda: 2)()": ("model.py:1", "(lambda: 2)()", "runs code"),
    "(N := 3)": ("model.py:1", "N := 3", "within an expression"),
}


@pytest.mark.parametrize("top", REFUSED)
def test_what_only_a_run_tells_is_refused_with_its_place(shown, top):
    place, caret, why = REFUSED[top]
    use = "np.sum(x * N)" if "numpy" in top else "x * N"
    status, out, err = shown(f"{top}\ndef f(x):\n    return {use}\n", others={"other": "k = 1\n"})
    assert (status, out) == (2, "")
    lines = err.splitlines()
    assert lines[0].split(": ")[0].endswith(place)
    column = lines[2].index("^")
    marked = lines[1][column : column + len(lines[2].strip())]
    assert marked == caret
    assert why in err and "differentiate in Python" in err
    assert "Traceback" not in err


def test_what_is_not_used_is_not_refused(shown):
    status, _, err = shown("import torch\nN = input()\ndef f(x):\n    return x * x\n")
    assert (status, err) == (0, "")


def test_all_that_is_wrong_is_reported_at_once(shown):
    text = "M = input()\nN = input()\ndef f(x):\n    y = x * M\n    y += N\n    return y + lenght\n"
    status, _, err = shown(text)
    assert status == 2 and "3 reasons" in err
    assert err.count("is known only when the file runs") == 2 and "`lenght` is not defined" in err


def test_a_decorator_that_runs_is_refused(shown):
    text = "def twice(g):\n    return lambda x: 2 * g(x)\n@twice\ndef f(x):\n    return x\n"
    status, _, err = shown(text)
    assert status == 2 and "Only the run tells what `twice` makes of it" in err


def test_types_that_are_not_clear_can_be_stated(shown):
    text = "def f(p, x):\n    for k, v in p.items():\n        x = x * v\n    return x\n"
    status, _, err = shown(text)
    assert status == 2 and "--types" in err


def test_a_library_beside_the_file_is_not_guessed(shown):
    text = "import numpy as np\ndef f(x):\n    return np.sin(x)\n"
    status, _, err = shown(text, others={"numpy": ""})
    assert status == 2 and "the path of Python decides" in err


# -- words -----------------------------------------------------------------------------------------

TWO = "def first(x):\n    return x\nclass A:\n    def second(self, x):\n        return x\nK = 2\n"
INSIDE = """
def around(x):
    def inner(y):
        return y * x
    return inner(x)

class B:
    def second(self, x):
        def deep(y):
            return y * x
        return deep(x)

if K:
    def late(x):
        return x

async def waits(x):
    return x
"""


def test_a_file_alone_lists_its_functions(tmp_path):
    (tmp_path / "model.py").write_text(TWO)
    status, out, err = command("show", "model.py", cwd=tmp_path)
    assert (status, err) == (0, "")
    assert out.splitlines() == [
        "The functions of model.py:", "    first       line 1", "    A.second    line 4",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("model.py:frist", ["there is no function `frist`", "Did you mean `first`?", "line 4"]),
        ("model.py:second", ["Did you mean `A.second`?"]),
        ("model.py:A.third", ["there is no function `A.third`"]),
        ("model.py:around.inner", ["defined inside of `around`", "Show `around`, or define"]),
        ("model.py:B.second.deep", ["`B.second.deep` is defined inside of `B.second`"]),
        ("model.py:around.other", ["there is no function `around.other`"]),
        ("model.py:late", ["inside a `if`", "Define it once, with `def` at the top level"]),
        ("model.py:waits", ["asynchronous: a call of it gives a coroutine"]),
        ("model.py:K", ["`K` of model.py is no function"]),
        ("modle.py:first", ["modle.py is no file", "Did you mean model.py?"]),
        (".", [". is a folder"]),
    ],
)
def test_a_wrong_name_gets_a_hint(here, tmp_path, name, words):
    (tmp_path / "model.py").write_text(TWO + INSIDE)
    status, out, err = here("show", name)
    assert (status, out) == (2, "")
    assert all(word in err for word in words), err
    assert "Traceback" not in err


def test_a_syntax_error_is_shown_with_its_place(tmp_path):
    (tmp_path / "model.py").write_text("x = 1\ndef f(x)\n    return x\n")
    status, _, err = command("show", "model.py:f", cwd=tmp_path)
    assert status == 2 and err.startswith("model.py:2: this is no Python: expected ':'\n")
    assert "    def f(x)\n            ^" in err


def test_a_file_that_is_no_text_is_refused(here, tmp_path):
    (tmp_path / "model.py").write_bytes(b"\xff\xfe\x00")
    status, _, err = here("show", "model.py:f")
    assert status == 2 and "model.py" in err


def test_colour_is_for_terminals_only(shown, monkeypatch):
    text = "def f(x):\n    return x * x\n"
    assert "\x1b[" not in shown(text)[1]
    monkeypatch.setattr("s2sad.texts.wants_colour", lambda stream: True)
    coloured = shown(text)[1]
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured).startswith("def f_adjoint(x, gz=1.0):\n")


def test_a_program_is_written_into_a_file(shown, tmp_path):
    text = "K = 2.0\ndef f(x):\n    return x * K\n"
    output = tmp_path / "f_adjoint.py"
    assert shown(text, "f", "-o", str(output))[:2] == (0, "")
    assert "K = 2.0" in output.read_text() and ast.parse(output.read_text())
    assert shown(text, "f", "-o", str(output), "--mode", "all")[0] == 2
    assert shown(text, "f", "-o", str(tmp_path / "model.py"))[0] == 2
    assert (tmp_path / "model.py").read_text() == text
    assert shown(text, "f", "-o", str(tmp_path / "no" / "such.py"))[0] == 2


def test_help_and_version():
    status, out, _ = command("--version")
    assert (status, out) == (0, "s2sad 0.1.0\n")
    for arguments in ((), ("show",)):
        status, out, _ = command(*arguments, "--help")
        assert status == 0 and "examples:" in out


def test_a_reader_that_stops_early_is_no_error(tmp_path):
    (tmp_path / "model.py").write_text(TWO)
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    line = f"{sys.executable} -m s2sad show model.py:first --mode all | true"
    done = subprocess.run(
        ["sh", "-c", line], cwd=tmp_path, env=env, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


# -- results in arguments --------------------------------------------------------------------------

PROCEDURE = "def f(u, o):\n    o[:] = u**2\n    u[0] = o[1]\n"
ARRAYS = ("--types", "float64[:], float64[:]")


def test_of_names_the_arguments_that_are_results(shown):
    status, out, _ = shown(PROCEDURE, "f", "--of", "o", *ARRAYS, "--mode", "tangent")
    assert status == 0 and out.endswith("    return o, do\n")
    status, out, _ = shown(PROCEDURE, "f", "--of", "o, u", *ARRAYS, "--mode", "tangent")
    assert status == 0 and out.endswith("    return (o, u), (do, du)\n")


def test_of_comes_before_that_of_the_decorator(shown):
    text = f"from s2sad import differentiate\n@differentiate(of='o')\n{PROCEDURE}"
    assert shown(text, "f", *ARRAYS, "--mode", "tangent")[1].endswith("    return o, do\n")
    status, out, _ = shown(text, "f", "--of", "u", *ARRAYS, "--mode", "tangent")
    assert status == 0 and out.endswith("    return u, du\n")


@pytest.mark.parametrize("options", [(), ARRAYS])
def test_a_procedure_without_of_is_refused(shown, options):
    status, out, err = shown(PROCEDURE, "f", *options)
    assert status == 2 and not out and "of=(\"u\", \"o\")" in err and "before a call" not in err
    status, out, _ = shown(PROCEDURE, "f", *options, "--mode", "primal")
    assert status == 0 and out.endswith("    u[0] = b\n")
