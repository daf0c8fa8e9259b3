"""What is saved: nothing by a linear stencil, nothing on lists by straight-line code."""

from __future__ import annotations

import ast

import numpy as np
import pytest

from s2sad.api import Differentiable
from s2sad.testing import check_grads

X = np.linspace(0.3, 1.1, 9)
M = np.outer(X, X) + 0.1


def heat_in_place(u):
    for _ in range(4):
        u[1:-1] = u[1:-1] + 0.1 * (u[2:] - 2.0 * u[1:-1] + u[:-2])
    return np.sum(u**2)


def heat_added(u):
    for _ in range(4):
        u[1:-1] += 0.1 * (u[2:] - 2.0 * u[1:-1] + u[:-2])
    return np.sum(u**2)


def heat_by_cells(u):
    for _ in range(4):
        for i in range(1, len(u) - 1):
            u[i] = 0.5 * u[i - 1] + 0.2 * u[i] + 0.3 * u[i + 1]
    return np.sum(u**2)


def heat_of_a_plate(U):
    for _ in range(3):
        U[1:-1, 1:-1] = 0.25 * (U[2:, 1:-1] + U[:-2, 1:-1] + U[1:-1, 2:] + U[1:-1, :-2])
    return np.sum(U**2)


def advection(u):
    for _ in range(5):
        u[1:] -= 0.4 * (u[1:] - u[:-1])
    return np.sum(u**2)


def two_buffers(u):
    v = np.zeros_like(u)
    for _ in range(4):
        v[1:-1] = 0.5 * (u[2:] + u[:-2])
        u, v = v, u
    return np.sum(u**2)


def smoothed_through_views(u):
    inner, left, right = u[1:-1], u[:-2], u[2:]
    for _ in range(4):
        inner[...] = 0.5 * inner + 0.25 * (left + right)
    return np.sum(u**2)


def prefix_sums(u):
    for i in range(1, len(u)):
        u[i] += u[i - 1]
    return np.sum(u**2)


def nonlinear(u):
    for _ in range(4):
        u[1:-1] += 0.1 * u[1:-1] ** 2 * u[2:]
    return np.sum(u**2)


LINEAR = [
    heat_in_place, heat_added, heat_by_cells, advection, two_buffers, smoothed_through_views,
    prefix_sums,
]  # fmt: skip


def adjoint_of(f, *args):
    return str(Differentiable(f, None).text("adjoint", *args))


def lists_in(text):
    """Return the names of the lists that an adjoint program appends to."""
    return [
        node.func.value.id for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        and node.func.attr == "append" and isinstance(node.func.value, ast.Name)
    ]  # fmt: skip


def copies_in_loops(text):
    """Return the copies that the loops of the forward sweep make."""
    forward = text.split("gu = ")[0].split("gU = ")[0]
    loops = [n for n in ast.walk(ast.parse(forward)) if isinstance(n, ast.For)]
    return [
        node for loop in loops for node in ast.walk(loop)
        if isinstance(node, ast.Attribute) and node.attr == "copy"
    ]  # fmt: skip


@pytest.mark.parametrize("f", LINEAR)
def test_a_linear_stencil_saves_nothing(f):
    text = adjoint_of(f, X)
    assert not lists_in(text) and not copies_in_loops(text)
    check_grads(f, X)


def test_a_linear_stencil_of_a_plate_saves_nothing():
    text = adjoint_of(heat_of_a_plate, M)
    assert not lists_in(text) and not copies_in_loops(text)
    check_grads(heat_of_a_plate, M)


def test_a_stencil_that_is_not_linear_does_save():
    assert lists_in(adjoint_of(nonlinear, X))


def straight_line_of_numbers(x, y):
    a = np.sin(x) * y
    x = a * x + np.exp(y)
    a = a * a + x
    y = a / (1.0 + y**2)
    a = np.tanh(a * y) + x * y
    return a * y


def straight_line_of_arrays(x, y):
    a = np.sin(x) * y
    a[1:] *= a[:-1]
    b = a.copy()
    b[2] = a[0] * b[1]
    a[:] = b**2
    x = x + a
    a[::2] = np.exp(-x[::2])
    return np.sum(a * b + x)


def straight_line_with_branches(x, y):
    if x > y:
        x = x * y
        if x > 0.5:
            y = x**2
    else:
        x, y = y * y, x
    return np.sin(x) * y


@pytest.mark.parametrize(
    ("f", "args"),
    [
        (straight_line_of_numbers, (0.7, 1.2)),
        (straight_line_of_arrays, (X, X[::-1].copy())),
        (straight_line_with_branches, (1.3, 0.8)),
    ],
)
def test_straight_line_code_has_no_list(f, args):
    text = adjoint_of(f, *args)
    assert "[]" not in text and not lists_in(text)
    check_grads(f, *args)
