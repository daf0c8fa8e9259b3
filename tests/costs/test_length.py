"""The work of a transformation is linear in the length of the program.

Counted in calls of functions, Python's and C's, for programs of n and of 2 n statements. The
programs of 5,000 lines run with `python -m tests.costs.test_length`, which prints times, too.
"""

from __future__ import annotations

import gc
import sys
import time

import numpy as np
import pytest

from s2sad.api import value_and_grad
from tests.programs.running import scope_of

MOST = 2.25  # of twice the length; a quadratic part would go towards 4

X = np.linspace(0.3, 0.9, 6)


def numbers(n):
    """Straight-line code of numbers."""
    lines = ["y = x[0]"]
    for k in range(n):
        lines.append(f"y = np.sin(y) * 0.5 + x[{k % 6}]" if k % 3 else f"z{k} = y * 0.5 + y")
    return [*lines, "return y"]


def one_array(n):
    """Stores into one array."""
    lines = ["u = x * 1.0"]
    for k in range(n):
        lines.append(f"u[{k % 6}] = 0.3 * u[{(k + 1) % 6}] * u[{(k + 2) % 6}] + 0.1")
    return [*lines, "return np.sum(u)"]


def many_arrays(n):
    """A new array in each line."""
    lines = ["a0 = x"]
    for k in range(n):
        lines.append(f"a{k + 1} = np.tanh(a{k}) * x + a{k // 2}")
    return [*lines, f"return np.sum(a{n})"]


def loops(n):
    """Loops one after another."""
    lines = ["s = 0.0"]
    for k in range(n // 3):
        lines += [f"for i{k} in range(3):", f"    t{k} = x[i{k}] * s", f"    s = s + 0.1 * t{k}"]
    return [*lines, "return s"]


def long_loop(n):
    """One loop with a long body."""
    lines = ["s = 0.0", "for i in range(2):", "    y = x[i]"]
    for k in range(n):
        odd, even = f"    w{k} = np.sin(y) + 0.1 * s", f"    y = y * 0.9 + x[{k % 6}]"
        lines.append(odd if k % 2 else even)
    return [*lines, f"    s = s + w{n - 1 if n % 2 == 0 else n - 2}", "return s"]


def branches(n):
    """Branches one after another."""
    lines = ["y = x[0]"]
    for k in range(n // 4):
        lines += [f"if y > x[{k % 6}]:", f"    y = y * x[{k % 5}]", "else:", "    y = np.sin(y)"]
    return [*lines, "return y"]


def helpers(n):
    """Calls of one function, each inlined."""
    lines = ["def h(a, b):", "    c = a * b", "    return np.tanh(c) + b", "y = x[0]"]
    lines += [f"y = h(y, x[{k % 6}])" for k in range(n // 3)]
    return [*lines, "return y"]


SHAPES = [numbers, one_array, many_arrays, loops, long_loop, branches, helpers]


def function_of(shape, n):
    text = "def f(x):\n" + "".join(f"    {line}\n" for line in shape(n))
    return scope_of(text, f"<{shape.__name__} {n}>", np=np)["f"]


def calls_of(run):
    """Return how many functions are called while `run` runs."""
    count = 0

    def note(frame, event, argument):
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        run()
    finally:
        sys.setprofile(before)
    return count


def calls_for(shape, n):
    """Return how many calls the first gradient of a program takes."""
    f = function_of(shape, n)
    return calls_of(lambda: value_and_grad(f)(X))


@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_length_takes_twice_the_work(shape):
    value_and_grad(function_of(shape, 12))(X)
    assert calls_for(shape, 160) < MOST * calls_for(shape, 80)


def test_the_count_sees_what_grows_faster():
    def quadratic(n):
        return calls_of(lambda: [abs(a - b) for a in range(n) for b in range(n)])

    assert quadratic(160) > 3.8 * quadratic(80)


def main(lengths=(625, 1250, 2500, 5000)):
    for shape in SHAPES:
        shown = []
        for n in lengths:
            f = function_of(shape, n)
            gc.collect()
            start = time.perf_counter()
            value_and_grad(f)(X)
            shown.append(f"{n}: {(time.perf_counter() - start) / n * 1e3:.2f}")
        print(f"{shape.__name__:12} ms a line at " + ", ".join(shown), flush=True)


if __name__ == "__main__":
    main()
