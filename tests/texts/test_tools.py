"""What runs can be inspected: sources, tracebacks, pdb, coverage; unused, it goes."""

import gc
import inspect
import io
import linecache
import pdb
import sys
import trace
import traceback

import numpy as np
import pytest

from s2sad import differentiate
from s2sad.api import emitted_programs, grad
from s2sad.errors import WrongArgument

MADE = """
def let_go(x, n):
    for _ in range(n):
        x[1:-1] = x[1:-1] * {k}.5 + np.sin(x[2:])
    return np.sum(x)
"""


def quotient(x, y):
    z = x * y
    return z / (y - 1.0)


def rooted(x):
    y = x * x
    return 1.0 / y


def test_the_source_of_what_runs_can_be_read_and_survives_checkcache():
    for program in list(emitted_programs(quotient, 2.0, 3.0).values())[:3]:
        source = inspect.getsource(program)
        assert source.startswith(f"def {program.__name__}(x, y")
        linecache.checkcache()
        assert inspect.getsource(program) == source


def test_a_traceback_shows_the_emitted_line_and_names_the_users():
    with pytest.raises(ZeroDivisionError) as caught:
        grad(quotient)(2.0, 1.0)
    shown = "".join(traceback.format_exception(caught.value))
    assert '", line ' in shown and "<s2sad quotient_grad" in shown
    assert "z / (y - 1.0)" in shown
    if sys.version_info >= (3, 11):
        line = inspect.getsourcelines(quotient)[1] + 2
        (note,) = caught.value.__notes__
        assert note.endswith(f"test_tools.py:{line}: return z / (y - 1.0)")


def test_a_failure_in_the_reverse_sweep_names_what_it_derives():
    if sys.version_info < (3, 11):
        pytest.skip("exceptions have notes from Python 3.11 on")

    def power(x):
        return x ** 0.5

    with pytest.raises(ZeroDivisionError) as caught:
        grad(power)(0.0)
    (note,) = caught.value.__notes__
    assert "this is in the derivative of" in note and note.endswith("return x ** 0.5")


def test_comments_on_lines_of_their_own_are_not_counted_as_statements():
    if sys.version_info < (3, 11):
        pytest.skip("exceptions have notes from Python 3.11 on")

    def power(first, a_name_that_is_long):
        root = first ** 0.5
        another_name_that_is_long = root * a_name_that_is_long
        return another_name_that_is_long / a_name_that_is_long

    text = differentiate(power).text("adjoint", 1.0, 2.0)
    assert any(line.lstrip().startswith("#") for line in text.splitlines())
    with pytest.raises(ZeroDivisionError) as caught:
        grad(power)(0.0, 1.0)
    (note,) = caught.value.__notes__
    assert note.endswith("root = first ** 0.5")


def test_pdb_lists_the_emitted_program():
    program = emitted_programs(quotient, 2.0, 3.0)["adjoint"]
    out = io.StringIO()
    debugger = pdb.Pdb(stdin=io.StringIO("step\nlist\ncontinue\n"), stdout=out, readrc=False)
    debugger.use_rawinput = False
    debugger.runcall(program, 2.0, 3.0)
    assert "def quotient_adjoint(x, y" in out.getvalue()
    assert "z = x * y" in out.getvalue()


def test_a_tracer_sees_every_line_of_the_program():
    """Coverage counts lines by file name and number: each of ours is one that linecache has."""
    program = emitted_programs(quotient, 2.0, 3.0)["adjoint"]
    seen = set()

    def tracer(frame, event, argument):
        if frame.f_code is program.__code__:
            seen.add(frame.f_lineno)
        return tracer

    previous = sys.gettrace()
    sys.settrace(tracer)
    try:
        program(2.0, 3.0)
    finally:
        sys.settrace(previous)
    assert seen == set(range(1, len(inspect.getsource(program).splitlines()) + 1))
    assert linecache.getline(program.__code__.co_filename, 2).strip() == "z = x * y"


def branched(x, y):
    if x > 0.0:
        z = x * y
    else:
        z = x - y
    return z / (y - 1.0)


def test_the_programs_are_files_where_the_environment_names_a_folder(tmp_path, monkeypatch):
    """Tools that read files, like the standard library's `trace` and coverage, see what ran."""
    folder = tmp_path / "programs"
    monkeypatch.setenv("S2SAD_PROGRAMS", str(folder))
    counted = trace.Trace(count=1, trace=0)
    counted.runfunc(differentiate(branched).grad, 2.0, 3.0)
    (path,) = folder.glob("branched_grad_*.py")
    ran = {line for file, line in counted.results().counts if file == str(path)}
    lines = path.read_text().splitlines()
    missed = [line.partition("#")[0].strip() for k, line in enumerate(lines, 1) if k not in ran]
    missed = [line for line in missed if line != "else:" and not line.startswith("def ")]
    assert missed == ["z = x - y", "gy -= gz", "gx = gz"]
    differentiate(branched).grad(2.0, 3.0)
    assert list(folder.iterdir()) == [path]

    with pytest.raises(ZeroDivisionError) as caught:
        differentiate(branched).grad(2.0, 1.0)
    shown = traceback.extract_tb(caught.value.__traceback__)
    assert [frame.filename for frame in shown[-2:]] == ["<s2sad>", str(path)]
    if sys.version_info >= (3, 11):
        (note,) = caught.value.__notes__
        assert note.endswith("return z / (y - 1.0)")


def test_a_folder_that_cannot_be_written_is_said(tmp_path, monkeypatch):
    (tmp_path / "taken").write_text("a file")
    monkeypatch.setenv("S2SAD_PROGRAMS", str(tmp_path / "taken"))

    def unseen(x):
        return x**7

    with pytest.raises(WrongArgument, match="S2SAD_PROGRAMS name a folder that can be written"):
        grad(unseen)(2.0)


def make(k):
    name, text = f"<made {k}>", MADE.format(k=k)
    linecache.cache[name] = (len(text), None, text.splitlines(True), name)
    scope = {"np": np}
    exec(compile(text, name, "exec"), scope)
    made = differentiate(scope["let_go"])
    assert made.grad(np.ones(5), 2)[0].shape == (5,)
    assert "def let_go_adjoint" in made.adjoint
    del linecache.cache[name]


def test_functions_that_are_dropped_leave_nothing_behind():
    def ours():
        return [name for name in linecache.cache if name.startswith("<s2sad let_go")]

    blocks = []
    for k in range(80):
        make(k)
        if k % 20 == 19:
            gc.collect()
            blocks.append(sys.getallocatedblocks())
    assert ours() == []
    growth = [later - earlier for earlier, later in zip(blocks, blocks[1:])]
    assert min(growth) < 20 * 20  # a table of Python's may grow once meanwhile
