"""Comparing a function with the program that is read from it: values, arguments, prints, raises."""

import contextlib
import copy
import io

import numpy as np

from s2sad.frontend import read
from s2sad.ir.interpret import run
from s2sad.ir.show import show
from s2sad.ir.verify import verify


def same_bits(a, b):
    """Return whether two values are the same bit for bit, types and structure included."""
    if type(a) is not type(b):
        return False
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(same_bits, a, b))
    if isinstance(a, dict):
        return list(a) == list(b) and all(map(same_bits, a.values(), b.values()))
    if isinstance(a, np.ndarray):
        return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    if isinstance(a, (float, complex, np.generic)):
        return np.asarray(a).tobytes() == np.asarray(b).tobytes()
    return a is b or a == b


def outcome(function, args):
    """Return what a call returns or raises, the arguments after it, and what it prints."""
    args = copy.deepcopy(args)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), np.errstate(all="ignore"):
        try:
            result = function(*args)
        except AssertionError:  # pytest rewrites the message
            result = AssertionError
        except Exception as error:
            result = (type(error), str(error))
    return result, args, printed.getvalue()


def assert_same(function, *argument_lists):
    """Assert that a function and its program do the same, for each tuple of arguments."""
    program = read(function)
    verify(program)
    for args in argument_lists or [()]:
        expected = outcome(function, args)
        found = outcome(lambda *a: run(program, a), args)
        for part, want, have in zip(("result", "arguments", "output"), expected, found):
            message = f"{part} of {args}: {have!r}, not {want!r}\n{show(program)}"
            assert same_bits(want, have), message
    return program


def text(function):
    """Return the text of the program that is read from a function."""
    program = read(function)
    verify(program)
    return show(program)
