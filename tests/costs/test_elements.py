"""A loop over n single elements has derivatives that do work of order n.

Counted, not timed: at n and at 2n, the lines executed and the elements touched. An adjoint that
made an array, or copied a list, for each element would do four times the work, not twice.
"""

from __future__ import annotations

import math

import numpy as np
import pytest

from s2sad import runtime as rt
from s2sad.api import Differentiable, emitted_programs
from s2sad.testing import check_grads

from .counting import work_of
from .elements import CASES

SCOPE = {"math": math, "rt": rt}
SIZES = (60, 120)
MOST = 2.3

QUADRATIC = '''
def array_for_each_element(x, gs=1.0):
    gx = np.zeros_like(x)
    for i in range(len(x)):
        g = np.zeros_like(x)
        g[i] = 2.0 * x[i] * gs
        gx += g
    return gx
'''
COPIES = '''
def list_for_each_element(x, gs=1.0):
    stack = []
    for i in range(len(x)):
        stack = stack + [x[i]]
    return stack
'''
LINEAR = '''
def in_place(x, gs=1.0):
    gx = np.zeros(len(x))
    for i in range(len(x)):
        gx[i] += 2.0 * x[i] * gs
    return gx
'''
each = pytest.mark.parametrize("name", CASES)


def ratio(text_at, args_at):
    small, large = (work_of(text_at(n), SCOPE, *args_at(n))[0] for n in SIZES)
    return large / small


@pytest.mark.parametrize("text", [QUADRATIC, COPIES])
def test_the_count_sees_an_array_or_a_list_for_each_element(text):
    assert ratio(lambda n: text, lambda n: (np.ones(n),)) > MOST


def test_the_count_sees_that_in_place_is_linear():
    assert 1.8 < ratio(lambda n: LINEAR, lambda n: (np.ones(n),)) < 2.1


@each
def test_the_derivatives_are_right(name):
    function, arguments, wrt = CASES[name]
    check_grads(function, *arguments(7), wrt=wrt)


@each
@pytest.mark.parametrize("which", ["adjoint", "gradient"])
def test_the_program_does_work_of_order_n(name, which):
    function, arguments, wrt = CASES[name]
    shown = Differentiable(function, wrt)
    grown = ratio(lambda n: str(shown.text(which, *arguments(n))), arguments)
    assert 1.5 < grown < MOST


@each
def test_the_tangent_does_work_of_order_n(name):
    function, arguments, wrt = CASES[name]
    shown = Differentiable(function, wrt)

    def with_tangents(n):
        args = arguments(n)
        names = function.__code__.co_varnames
        return (*args, *(args[names.index(w)] for w in wrt))

    grown = ratio(lambda n: str(shown.text("tangent", *arguments(n))), with_tangents)
    assert 1.5 < grown < MOST


@each
def test_counting_changes_no_result(name):
    function, arguments, wrt = CASES[name]
    text = str(Differentiable(function, wrt).text("adjoint", *arguments(9)))
    _, (value, found) = work_of(text, SCOPE, *arguments(9))
    expected = emitted_programs(function, *arguments(9), wrt=wrt)["adjoint"](*arguments(9))
    np.testing.assert_allclose(value, expected[0], rtol=1e-12)
    for g, e in zip(found, expected[1]):
        np.testing.assert_allclose(g, e, rtol=1e-12)
