"""Saved programs run where s2sad cannot be imported, give the same numbers, and check arguments."""

import ast
import builtins
import importlib
import os
import pickle
import subprocess
import symtable
import sys
from pathlib import Path

import numpy as np
import pytest

from s2sad import differentiate, runtime
from s2sad.api import Differentiable, emitted_programs
from s2sad.codegen.borrowed import borrowed, renamed, without_root
from s2sad.errors import WrongArgument
from tests.goldens.catalogue import GOLDENS, PLAIN

ROOT = Path(__file__).parents[2]
RATE = 0.5
TABLE = np.array([1.0, 2.0, 4.0])
RUN = """
import pickle, runpy, sys
sys.modules["s2sad"] = None
jobs = pickle.load(open(sys.argv[1], "rb"))
out = [runpy.run_path(path)[name](*args) for path, name, args in jobs]
pickle.dump(out, open(sys.argv[2], "wb"))
print(sorted(m for m in sys.modules if m.split(".")[0] in ("s2sad", "gast", "astor", "tests")))
"""
SAVE = """
import hashlib, pathlib, sys
from tests.goldens.catalogue import GOLDENS
from tests.thorough import in_turn
from s2sad.api import Differentiable
path, found = pathlib.Path(sys.argv[1]), hashlib.sha256()
for golden in in_turn(GOLDENS):
    Differentiable(golden.f, golden.wrt).save(path, *golden.points[0])
    found.update(path.read_bytes())
print(found.hexdigest())
"""


def leaves(value):
    if isinstance(value, (list, tuple)):
        return [leaf for item in value for leaf in leaves(item)]
    return [value]


def copies(args):
    return [np.copy(a) if isinstance(a, np.ndarray) else a for a in args]


def run_alone(tmp_path, jobs):
    (tmp_path / "jobs").write_bytes(pickle.dumps(jobs))
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(tmp_path / "jobs"), str(tmp_path / "out")],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip() == "['s2sad']"
    return pickle.loads((tmp_path / "out").read_bytes())


def test_golden_programs_run_without_s2sad_and_give_the_same_numbers(tmp_path):
    jobs, expected = [], []
    for golden in PLAIN:
        f, args = Differentiable(golden.f, golden.wrt), golden.points[0]
        programs = emitted_programs(golden.f, *args, wrt=golden.wrt)
        value = golden.f(*copies(args))
        seeds = programs["seeds"](value, value)
        tangents = [args[programs_names(f).index(n)] for n in golden.wrt]
        for which, more in (("primal", []), ("adjoint", seeds), ("tangent", tangents)):
            path = tmp_path / f"{golden.name}_{which}.py"
            f.save(path, *args, which=which)
            jobs.append((str(path), f"{golden.name}_{which}", [*copies(args), *more]))
            expected.append(programs[which](*copies(args), *more))
    for (path, _, _), found, wanted in zip(jobs, run_alone(tmp_path, jobs), expected):
        assert len(leaves(found)) == len(leaves(wanted)), path
        for a, b in zip(leaves(found), leaves(wanted)):
            np.testing.assert_array_equal(a, b, err_msg=path)


def programs_names(f):
    return list(f.__wrapped__.__code__.co_varnames)


@pytest.mark.parametrize("golden", GOLDENS, ids=lambda golden: golden.name)
def test_a_file_is_plain_python_of_short_lines(golden, tmp_path):
    path = tmp_path / "saved.py"
    Differentiable(golden.f, golden.wrt).save(path, *golden.points[0])
    text = path.read_text()
    assert str(ROOT) not in text and "rt." not in text.replace("sqrt.", "").replace("sort.", "")
    assert "import s2sad" not in text and "from s2sad" not in text
    assert max(map(len, text.splitlines())) <= 164
    compile(text, str(path), "exec")


def test_the_same_bytes_every_time(tmp_path):
    found = set()
    for seed in ("1", "4242"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        found.add(
            subprocess.run(
                [sys.executable, "-c", SAVE, str(tmp_path / "saved.py")], env=environment,
                cwd=ROOT, capture_output=True, text=True, check=True,
            ).stdout
        )  # fmt: skip
    assert len(found) == 1


@differentiate
def model(W, x, n):
    y = x
    for _ in range(n):
        y = np.tanh(W @ y) * RATE + np.abs(TABLE)
    return np.sum(y)


def saved(tmp_path, f, *args, **options):
    path = tmp_path / "saved.py"
    f.save(path, *args, **options)
    scope = {"__name__": "saved"}
    exec(compile(path.read_text(), str(path), "exec"), scope)
    return scope, path.read_text()


def test_captured_values_and_conventions_are_written_down(tmp_path):
    scope, text = saved(tmp_path, model, np.eye(3), np.ones(3), 2)
    assert "RATE = 0.5    # as it was when this was saved" in text
    assert 'TABLE = np.array([1.0, 2.0, 4.0], dtype="float64")' in text
    assert text.startswith('"""A derivative program of `model(W, x, n)` of ')
    assert "np.abs(x): at 0: 0" in text
    value, gradients = scope["model_adjoint"](np.eye(3), np.ones(3), 2)
    assert value == model(np.eye(3), np.ones(3), 2)
    for found, wanted in zip(gradients, model.grad(np.eye(3), np.ones(3), 2)):
        np.testing.assert_allclose(found, wanted, rtol=1e-15)


@pytest.mark.parametrize(
    ("args", "error", "words"),
    [
        ((np.eye(3), [1.0] * 3, 2), TypeError, "`x` must be an array of float64 with 1 axis, not"),
        ((np.eye(3), np.ones((3, 1)), 2), TypeError, "`x` must be .* not float64 ndarray with 2"),
        ((np.eye(3, dtype="f4"), np.ones(3), 2), TypeError, "`W` must be an array of float64"),
        ((np.eye(3), np.ones(3), 2.0), TypeError, "`n` must be an int, not float"),
        ((np.eye(3), np.ones(6)[::2], 2), ValueError, "the memory of x is c_contiguous"),
        ((np.ones((3, 4)), np.ones(3), 2), ValueError, r"made for arguments where W.shape\["),
    ],
)
def test_other_arguments_are_refused(tmp_path, args, error, words):
    scope, _ = saved(tmp_path, model, np.eye(3), np.ones(3), 2)
    with pytest.raises(error, match=words):
        scope["model_adjoint"](*args)


def test_a_text_before_any_call_can_be_saved(tmp_path):
    @differentiate
    def f(x, w):
        return np.sum(np.maximum(x @ w, 0.0))

    path = tmp_path / "saved.py"
    f.adjoint.save(path)
    scope = {}
    exec(path.read_text(), scope)
    x, w = np.array([1.0, -2.0]), np.array([[1.0, 2.0, 3.0], [4.0, 0.5, 6.0]])
    _, (gx, gw) = scope["f_adjoint"](x, w)
    mask = (x @ w > 0).astype(float)
    np.testing.assert_allclose(gx, w @ mask)
    np.testing.assert_allclose(gw, np.outer(x, mask))


def test_what_is_read_again_can_be_saved_with_arguments_and_without(tmp_path):
    def step(state, rate):
        for k in state:
            state[k] *= 1.0 - rate

    @differentiate
    def several_names(x):
        d = {"a": x[0], "b": x[1]}
        e = d
        e["a"] = x[0] * 3.0
        return d["a"] * d["b"]

    @differentiate(wrt="state")
    def stepped(state, rate):
        step(state, rate)
        return state["w"] ** 2

    x, path = np.array([1.0, 2.0]), tmp_path / "saved.py"
    for f, given, args, expected in [
        (several_names, (), (x,), [6.0, 3.0]), (several_names, (x,), (x,), [6.0, 3.0]),
        (stepped, ({"w": 2.0}, 0.5), ({"w": 3.0}, 0.5), {"w": 1.5}),
    ]:
        f.save(path, *given)
        scope = {}
        exec(path.read_text(), scope)
        name = f"{f.__name__}_adjoint"
        _, (found,) = scope[name](*args)
        assert found == expected if isinstance(expected, dict) else found.tolist() == expected


def test_what_no_file_can_hold_is_refused(tmp_path):
    def local(x):
        return np.zeros(100) + x

    table = local(2.0)

    @differentiate
    def f(x):
        return np.sum(x * table)

    with pytest.raises(WrongArgument, match="`table` cannot be written into a file"):
        f.save(tmp_path / "saved.py", 2.0)


@pytest.mark.parametrize("name", runtime.__all__)
def test_a_borrowed_function_is_the_runtimes_own(name):
    text = "\n\n\n".join(borrowed([name]))
    scope = {"np": np, "math": __import__("math"), "wraps": __import__("functools").wraps}
    exec(text, scope)
    assert scope[name].__doc__ == getattr(runtime, name).__doc__
    assert "Any" not in text and "primitive" not in text


def test_names_that_are_taken_give_way():
    text = "def f(t):\n    return rt.t(t) + rt.vector(x.rt.t, t)\n"
    assert without_root(text, "rt") == (
        "def f(t):\n    return t_rt(t) + vector(x.rt.t, t)\n", {"t": "t_rt", "vector": "vector"}
    )


class Body:
    def __init__(self, place, speed):
        self.place, self.speed = place, speed


def test_records_are_checked_item_by_item(tmp_path):
    @differentiate
    def f(body, options):
        body.place = body.place + options["dt"] * body.speed
        return np.sum(body.place**2)

    arguments = Body(np.ones(3), np.arange(3.0)), {"dt": 0.1}
    scope, text = saved(tmp_path, f, *arguments)
    assert "body: Body(place: float64[n], speed: float64[m]), options: {dt: float}" in text
    assert 'decided(' in text and "body.place.shape[0] == body.speed.shape[0]" in text
    _, (body, options) = scope["f_adjoint"](*arguments)
    wanted = f.grad(*arguments)
    np.testing.assert_array_equal(body["place"], wanted[0].place)
    assert options == wanted[1]
    with pytest.raises(TypeError, match="`body.place` must be an array of float64 with 1 axis"):
        scope["f_adjoint"](Body(1.0, np.ones(3)), {"dt": 0.1})
    with pytest.raises(TypeError, match="`options` must be a dict with the keys dt"):
        scope["f_adjoint"](arguments[0], {"step": 0.1})


def test_the_text_of_a_function_of_objects_is_that_of_its_first_call():
    @differentiate
    def f(body):
        return body.place * body.speed

    f.grad(Body(2.0, 3.0))
    assert "gbody_place = body_speed * gz" in f.adjoint


def test_the_header_tells_what_was_decided_of_the_arguments(tmp_path):
    def f(x, w):
        w[0] = 2.0
        return np.sum(x * w)

    path = tmp_path / "saved.py"
    differentiate(f).save(path, np.ones(3), np.ones(3))
    header = " ".join(path.read_text().split("import")[0].split())
    assert ", where x and w are C-contiguous, w and x lie apart," in header


MODEL = """
import numpy as np
table = np.linspace(0.0, 1.0, 100)

def f(x):
    return np.sum(x * table)
"""


def test_a_large_table_is_read_from_its_module_and_the_header_says_so(tmp_path, monkeypatch):
    (tmp_path / "model_of_tables.py").write_text(MODEL)
    monkeypatch.syspath_prepend(tmp_path)
    model = importlib.import_module("model_of_tables")
    path = tmp_path / "saved.py"
    differentiate(model.f).save(path, 2.0)
    header = " ".join(path.read_text().split("import numpy")[0].split())
    assert "Each call reads model_of_tables.table, so the module" in header
    ((_, (gx,)),) = run_alone(tmp_path, [(str(path), "f_adjoint", (2.0,))])
    assert gx == pytest.approx(50.0)


def test_what_two_files_of_the_runtime_call_alike_is_not_one_function(tmp_path):
    places = np.array([0.0, 1.0, 2.5, 4.0])

    @differentiate
    def f(x):
        return np.sum(np.gradient(x**2, places)) * np.median(x)

    x = np.array([1.0, 3.0, 2.0, 5.0])
    scope, _ = saved(tmp_path, f, x)
    np.testing.assert_array_equal(scope["f_adjoint"](x)[1], f.grad(x))


def test_no_two_borrowed_definitions_have_one_name_and_nothing_is_undefined():
    text = "\n\n\n".join(borrowed(runtime.__all__))
    bound = [name for stmt in ast.parse(text).body for name in names_bound_by(stmt)]
    assert len(bound) == len(set(bound))
    known = {*bound, *dir(builtins), "importlib", "inspect", "itertools", "math", "np", "wraps"}
    assert set(global_names(symtable.symtable(text, "text", "exec"))) <= known


def names_bound_by(stmt):
    if isinstance(stmt, ast.FunctionDef):
        return [stmt.name]
    return [part.id for part in ast.walk(stmt) if isinstance(part, ast.Name)
            and isinstance(part.ctx, ast.Store)]  # fmt: skip


def global_names(table):
    for symbol in table.get_symbols():
        if symbol.is_global() and symbol.is_referenced():
            yield symbol.get_name()
    for inner in table.get_children():
        yield from global_names(inner)


def test_borrowed_functions_give_way_to_what_a_program_captures(tmp_path):
    special = pytest.importorskip("scipy.special")
    exp_shares, need, check_arguments, _own = 0.5 * TABLE, TABLE + 1.0, 2.0, 0.3

    @differentiate
    def f(x, decided):
        y = special.logsumexp(x) * np.sum(x * exp_shares)
        return np.sum(np.sin(x * need * check_arguments)) + y * _own * decided

    x = np.array([1.0, -2.0, 0.5])
    scope, _ = saved(tmp_path, f, x, 0.7)
    value, gradients = scope["f_adjoint"](x, 0.7)
    np.testing.assert_allclose(value, f(x, 0.7), rtol=1e-15)
    for found, wanted in zip(gradients, f.grad(x, 0.7)):
        np.testing.assert_array_equal(found, wanted)


def test_a_name_of_a_borrowed_function_is_another_where_it_is_read_only():
    text = "def leader(x, last=1):\n    return last.leader(x, last=leader(last))\n"
    assert renamed(text, {"leader": "leader_rt", "last": "last_rt"}) == (
        "def leader_rt(x, last=1):\n    return last.leader(x, last=leader_rt(last))\n"
    )


def stepped(params, x, n):
    y = x
    for _ in range(n):
        y = np.tanh(params["A"] @ y) * params["rate"]
    return y, np.sum(y)


POINT = {"A": np.eye(3), "rate": 0.5}, np.ones(3), 2


@pytest.mark.parametrize("which, given", [
    ("tangent", ({"A": np.ones((3, 3)), "rate": 1.0}, np.ones(3))), ("adjoint", (np.ones(3), 1.0)),
])  # fmt: skip
def test_tangents_and_adjoints_of_other_shapes_are_refused(tmp_path, which, given):
    differentiate(stepped, wrt=("params", "x")).text(which, *POINT).save(tmp_path / "saved.py")
    scope = {}
    exec((tmp_path / "saved.py").read_text(), scope)
    program = scope[f"stepped_{which}"]
    value, _ = program(*POINT, *given)
    np.testing.assert_array_equal(value[0], stepped(*POINT)[0])
    first, second = given
    wrong = [(first, np.ones(1)), (first, np.ones((1, 3)))]
    if which == "tangent":
        wrong += [({**first, "A": np.ones(3)}, second), ({**first, "rate": np.ones(3)}, second)]
    else:
        wrong += [(np.ones(1), second), (1.0, second), (np.ones((3, 1)), second)]
    for one in wrong:
        with pytest.raises(TypeError, match="must be (an array of the shape|a number)"):
            program(*POINT, *one)
