"""Breaks: flags are written as the breaks that they stand for, and the program does the same."""
# ruff: noqa: B007

from textwrap import dedent

import numpy as np
import pytest

from s2sad.codegen.emit import emit
from s2sad.codegen.load import load
from s2sad.ir.interpret import run
from tests.small import adjoint_text, check
from tests.transform.programs import read

CASES = {
    "a break at the end of a trip": (
        """
        def f(x, n):
            for k in range(n):
                stop = False
                x = x * 2.0
                if x > 3.0:
                    stop = True
                if stop: break
            return x
        """,
        """
        def f(x, n):
            for k in range(n):
                x = x * 2.0
                if x > 3.0:
                    break
            return x
        """,
    ),
    "the rest of the trip": (
        """
        def f(x, n):
            for k in range(n):
                stop = False
                if x > 3.0:
                    stop = True
                else:
                    x = x * 2.0
                    if x > 2.5:
                        x = x + 0.25
                        stop = True
                if stop: break
            return x
        """,
        """
        def f(x, n):
            for k in range(n):
                if x > 3.0:
                    break
                x = x * 2.0
                if x > 2.5:
                    x = x + 0.25
                    break
            return x
        """,
    ),
    "the other arm": (
        """
        def f(x, n):
            while x < 9.0:
                stop = False
                if x < 3.0:
                    x = x * 2.0
                else:
                    stop = True
                if stop: break
            return x
        """,
        """
        def f(x, n):
            while x < 9.0:
                if not (x < 3.0):
                    break
                x = x * 2.0
            return x
        """,
    ),
    "a flag that is read after the loop": (
        """
        def f(x, n):
            done = False
            for k in range(n):
                done = False
                x = x * 2.0
                if x > 3.0:
                    done = True
                if done: break
            if not done:
                x = 0.0
            return x
        """,
        """
        def f(x, n):
            done = False
            for k in range(n):
                x = x * 2.0
                if x > 3.0:
                    done = True
                    break
            if not done:
                x = 0.0
            return x
        """,
    ),
    "a flag that may be True where the loop begins": (
        """
        def f(x, n):
            done = x > 1.0
            for k in range(n):
                done = False
                x = x * 2.0
                if x > 3.0:
                    done = True
                if done: break
            if not done:
                x = 0.0
            return x
        """,
        """
        def f(x, n):
            done = x > 1.0
            for k in range(n):
                done = False
                x = x * 2.0
                if x > 3.0:
                    done = True
                    break
            if not done:
                x = 0.0
            return x
        """,
    ),
    "two loops that end at once": (
        """
        def f(x, n):
            done = False
            for k in range(n):
                done = False
                for j in range(n):
                    done = False
                    x = x + 1.0
                    if x > 3.0:
                        done = True
                    if done: break
                if done: break
            return x
        """,
        """
        def f(x, n):
            done = False
            for k in range(n):
                for j in range(n):
                    x = x + 1.0
                    if x > 3.0:
                        done = True
                        break
                if done:
                    break
            return x
        """,
    ),
}


def same_text(text):
    return dedent(text).strip() + "\n"


@pytest.mark.parametrize("before, after", CASES.values(), ids=CASES)
def test_a_flag_is_written_as_a_break(before, after):
    assert emit(read(same_text(before))) == same_text(after)


STAYS = {
    "something follows the break": """
        def f(x, n):
            for k in range(n):
                stop = False
                if x > 3.0:
                    stop = True
                x = x * 2.0
                if stop: break
            return x
        """,
    "the flag is computed": """
        def f(x, n):
            for k in range(n):
                stop = False
                x = x * 2.0
                stop = x > 3.0
                if stop: break
            return x
        """,
    "something follows the break in the second arm": """
        def f(x, n):
            for k in range(n):
                stop = False
                if x < 3.0:
                    x = x * 1.5
                else:
                    stop = True
                    x = x * 2.0
                if stop: break
            return x
        """,
    "a loop inside sets the flag and goes on": """
        def f(x, n):
            for k in range(n):
                stop = False
                for j in range(n):
                    x = x * 1.25
                    if x > 3.0:
                        stop = True
                if stop: break
            return x
        """,
    "the flag is set to False twice": """
        def f(x, n):
            for k in range(n):
                stop = False
                x = x * 2.0
                stop = False
                if x > 3.0:
                    stop = True
                if stop: break
            return x
        """,
    "the flag is set to False again": """
        def f(x, n):
            for k in range(n):
                stop = False
                x = x * 2.0
                if x > 2.5:
                    stop = True
                if k < 1:
                    stop = False
                if stop: break
            return x
        """,
}


@pytest.mark.parametrize("text", STAYS.values(), ids=STAYS)
def test_other_flags_stay(text):
    assert "if stop:\n            break" in emit(read(same_text(text)))


@pytest.mark.parametrize("text", [*[b for b, _ in CASES.values()], *STAYS.values()])
@pytest.mark.parametrize("x", [0.3, 0.9, 1.2, 4.0])
@pytest.mark.parametrize("n", [0, 1, 2, 5])
def test_the_text_computes_what_the_program_does(text, x, n):
    program = read(same_text(text))
    assert load(emit(program), "f", {})(x, n) == run(program, (x, n))


def found_in_two_loops(x, n):
    y = x
    for i in range(n):
        for j in range(n):
            y = y * x + 0.1 * j
            if y > 3.0:
                return y * i + x
        y = np.sin(y)
    return y * y


def left_in_the_first_trip(x, n):
    y = x
    for i in range(n):
        if i > 2 or y > 1.0:
            break
        y = y * x + i
    else:
        y = y * 3.0
    return y


def left_from_a_while(x, n):
    y = x
    while True:
        y = y * x + 0.5
        if y > n:
            break
        y = y + 0.1
        if y > 2 * n:
            break
    return y


@pytest.mark.parametrize("f", [found_in_two_loops, left_in_the_first_trip, left_from_a_while])
@pytest.mark.parametrize("x", [1.03, 1.4, 0.97])
@pytest.mark.parametrize("n", [1, 4])
def test_derivatives_of_loops_that_are_left(f, x, n):
    if f is left_from_a_while and x < 1.0:
        x = 1.2
    check(f, x, n, wrt=0)
    assert "break" in adjoint_text(f, x, n)


def test_a_break_has_no_flag_in_either_sweep():
    text = adjoint_text(left_from_a_while, 1.4, 4)
    assert "stop" not in text.replace("stop_", "")
    assert "False" not in text
