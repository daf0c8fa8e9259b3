"""Loading: the function, its namespace, and its source where tools look for it."""

import inspect
import linecache
import traceback

import numpy as np
import pytest

from s2sad import runtime
from s2sad.codegen import load
from s2sad.codegen.load import register

TEXT = "def f_loaded(x):\n    y = math.sin(x)\n    return y / 0\n"


def test_the_source_of_a_loaded_function_can_be_read():
    f = load(TEXT, "f_loaded")
    assert inspect.getsource(f) == TEXT
    linecache.checkcache()
    assert inspect.getsource(f) == TEXT


def test_loading_again_enters_the_source_again():
    f = load(TEXT, "f_loaded")
    linecache.clearcache()
    load(TEXT, "f_loaded")
    assert inspect.getsource(f) == TEXT


def test_the_same_text_has_the_same_file_and_another_text_another():
    first = register("def f_files(): pass\n", "f_files")
    second = register("def f_files(): return 1\n", "f_files")
    assert (first, second) == ("<s2sad f_files 1>", "<s2sad f_files 2>")
    assert register("def f_files(): pass\n", "f_files") == first
    assert load("def f_files(): pass\n", "f_files").__code__.co_filename == first


def test_a_traceback_shows_the_emitted_line():
    f = load(TEXT, "f_loaded")
    with pytest.raises(ZeroDivisionError) as caught:
        f(1.0)
    shown = "".join(traceback.format_exception(caught.value))
    assert f'File "{f.__code__.co_filename}", line 3, in f_loaded\n    return y / 0' in shown


def test_a_function_sees_modules_and_what_it_is_given_and_nothing_else():
    text = "def g():\n    return np, rt, math.pi, k\n"
    g = load(text, "g", {"k": 3})
    assert g() == (np, runtime, np.pi, 3)
    assert load(text, "g", {"k": 4, "np": 1})()[::3] == (1, 4)
    assert g()[3] == 3
    with pytest.raises(NameError):
        load("def g():\n    return register\n", "g")()


def test_the_flags_of_this_library_do_not_reach_the_text():
    f = load("def f(x: int = 1):\n    return x\n", "f")
    assert f.__annotations__ == {"x": int}
