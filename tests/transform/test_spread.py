"""Arrays of one number by their text: read as the number where that is the same."""

import numpy as np
import pytest

from s2sad import check_grads, differentiate, grad
from s2sad.analysis.kinds import Sizes, kind_of
from s2sad.ir.kinds import Array, Size
from s2sad.transform.facts import facts_of
from s2sad.transform.spread import spread
from tests.small import adjoint_text, check

from .programs import VECTOR, body, kinds_of, read

HEAD = "def f(a, b, c, x, x2, y, n, u, v):\n    "
MATRIX = Array("float64", (Size.symbol("n"), Size.symbol("n")))
KINDS = {"g__y": MATRIX, "y": MATRIX, "x4": Array("float64", (Size.symbol("m"),))}


def with_numbers(text):
    program = read(HEAD + text.replace("\n", "\n    ") + "\n    return v", "adjoint")
    kinds = kinds_of(program, **KINDS)
    kinds["%1"] = kinds["%2"] = VECTOR
    facts, sizes = facts_of(program, kinds, apart=True), Sizes()
    new = spread(program, kinds, facts, lambda e: kind_of(e, kinds, sizes))
    return body(new).removesuffix("\nreturn v").split("\n")[-1]


CASES = {
    "g:x = np.full_like(x, a)\ng:x2 = x2 * g:x": "g:x2 = x2 * a",
    "g:x = np.full_like(x, a)\ng:x2 += g:x": "g:x2 += a",
    "g:x = np.full_like(x, a)\nx3 = -g:x\ng:x2 = x2 - x3": "g:x2 = x2 - %3",
    "g:x = np.full_like(x, a / np.size(x))\ng:x2 = g:x / x2": "g:x2 = %3 / x2",
    "g:x = np.full_like(x, 2.0)\ng:y = np.broadcast_to(g:x, np.shape(y))\ng:y2 = y * g:y":
        "g:y2 = y * 2.0",
    "%1 = x - x2\nb = np.size(%1)": "b = np.size(x)",
    "g:x2 = x2 * (c * np.full_like(x, a))": "g:x2 = x2 * (c * a)",
    "a = c * b\ng:x2 = x2 * (c * np.full_like(x, a))\na = b": "a = b",
}  # fmt: skip

STAYS = [
    "g:x = np.full_like(x, a)\ng:x[0] = b\ng:x2 = x2 * g:x",
    "g:x = np.full_like(x, a)\na = b * b\ng:x2 = x2 * g:x",
    "g:x = np.full_like(x, a)\ng:y2 = c * g:x",
    "g:x = np.full_like(x, a)\ng:x2 = x4 * g:x",
    "g:x = np.full_like(x, a)\ng:x = x2 * b\ng:x2 = x2 * g:x",
    "g:x = np.full_like(x, x2)\ng:x2 = x2 * g:x",
    "g:x = np.full_like(x, a)\nv = np.sum(g:x)",
    "%1 = x - x2\n%1 = x4 * b\nb = np.size(%1)",
    "x3 = x - x2\nb = np.size(x3)",
]


@pytest.mark.parametrize("text", CASES)
def test_the_number_is_read_for(text):
    assert with_numbers(text) == CASES[text]


@pytest.mark.parametrize("text", STAYS)
def test_the_array_is_read_for(text):
    assert with_numbers(text) == text.split("\n")[-1]


X = np.array([0.3, 0.7, 1.1])
M = np.outer(X, X + 0.5)


def mean_of_products(x, w):
    return np.mean((w * x) ** 2)


def mean_over_an_axis(x, w):
    return np.sum(np.mean(w * x, axis=0) ** 2) - np.mean(x) * np.mean(-w, axis=1)[0]


def mean_in_a_loop(x, w):
    total = 0.0
    for k in range(3):
        w = w[: 3 - k] * np.mean(x[k:])
        total = total * 0.5 + np.mean(w * w)
    return total


def sums_that_are_stored_into(x, w):
    w = w * 1.0
    w[0] = x * np.sum(x)
    return np.sum(w) * np.mean(w / (1.0 + x))


MEANS = [mean_of_products, mean_over_an_axis, mean_in_a_loop, sums_that_are_stored_into]


@pytest.mark.parametrize("f", MEANS, ids=lambda f: f.__name__)
def test_means_and_sums_have_their_derivatives(f):
    check(f, X, M)


def test_the_adjoint_of_a_mean_makes_no_array_of_one_number():
    assert "full_like" not in adjoint_text(mean_of_products, X, M)


def row_weights(X):
    e = np.exp(X)
    return np.sum(np.log(np.sum(e, axis=1)) ** 2)


def test_what_an_operator_broadcasts_is_not_broadcast_first():
    X = np.linspace(-0.4, 0.9, 6).reshape(2, 3)
    text = differentiate(row_weights).text("adjoint", X)
    assert "broadcast_to" not in text and "expand_dims" not in text and "[:, None]" in text
    check_grads(row_weights, X, order=2)
    check_grads(row_weights, X[:, :1], order=2)


def summed_twice(X):
    return np.sum(np.sum(X, axis=1) ** 2) + np.sum(np.exp(np.sum(X, axis=1)))


def summed_both_ways(X):
    return np.sum(np.sum(X, axis=1) ** 2) * np.sum(np.sum(X, axis=0) ** 3)


def stretched_on_both_sides(x, y):
    return np.sum(np.broadcast_to(x, (3, 2)) * np.broadcast_to(y, (3, 2)) ** 2)


def stretched_alike(x, y):
    return np.sum((np.broadcast_to(x, (3, 2)) + np.broadcast_to(y, (3, 2))) ** 2)


@pytest.mark.parametrize("f", [summed_twice, summed_both_ways])
def test_one_of_two_stretched_operands_stays(f):
    for X in (np.linspace(-0.4, 0.9, 6).reshape(2, 3), np.ones((1, 3)), np.ones((3, 1))):
        check_grads(f, X, order=2)


@pytest.mark.parametrize("f", [stretched_on_both_sides, stretched_alike])
def test_what_the_user_stretches(f):
    check_grads(f, np.array([0.3, 0.8]), np.array([[0.2], [0.7], [1.1]]), order=2)
    check_grads(f, np.array([0.3, 0.8]), np.array([0.2, 0.7]), order=2)


def of_a_row(X, r):
    return np.sum(np.sin(X @ X.T) * r)


def of_a_row_in_a_loop(X, r):
    s = 0.5
    for k in range(3):
        s = s + np.sum(np.sin(X * s) * r) * k
    return s


def of_rows(X, Q):
    s = 0.0
    for c in range(len(Q)):
        s += np.sum(X * (Q[c] - X[c]))
    return s


def divided(X, r):
    return np.mean(np.sin(X) / r) * np.sum(r)


R = np.array([0.4, 0.9, -1.7])


@pytest.mark.parametrize("f", [of_a_row, of_a_row_in_a_loop, divided], ids=lambda f: f.__name__)
def test_an_operator_stretches_what_was_stretched_for_it(f):
    check_grads(f, M, R, order=2)
    check_grads(f, M, R[:1], order=2)
    check_grads(f, M, R[:, None], order=2)
    check_grads(f, M.astype(np.float32), R)
    check_grads(f, M, R.astype(np.float32))
    assert "full_like" not in adjoint_text(f, M, R)


def test_sizes_that_are_compared_are_known_to_be_equal():
    Q = np.stack([M, M * 2.0, M - 1.0])
    check_grads(of_rows, M, Q, order=2)
    check_grads(of_rows, M[:1], Q[:1], order=2)
    assert "full_like" not in adjoint_text(of_rows, M, Q)


def single_and_double(X, r):
    return np.mean(np.sin(X) * r)


def test_the_gradient_keeps_its_precision_where_an_operand_has_less():
    """`r * (1.0 / 9)` alone would be computed in the precision of r."""
    r = np.array([0.1, 0.2, 0.3], dtype=np.float32)
    found = grad(single_and_double)(M, r)
    np.testing.assert_allclose(found, np.cos(M) * r.astype(float) / 9, rtol=1e-14)
