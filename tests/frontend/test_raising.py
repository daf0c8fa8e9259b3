"""A `try` around a computation, with an `except` of an error of numbers, is a test."""

import math

import numpy as np
import pytest

from s2sad import check_grads, differentiate, grad
from s2sad.errors import Error
from tests.small import noted_in

CASES = {}
at = noted_in(CASES)
A = np.array([[2.0, 0.3], [0.1, 1.0]])
X = np.array([1.5, -2.0, 0.5])


def likelihood(a, shift, y):
    try:
        c = np.linalg.cholesky(a @ a.T + shift * np.eye(2))
    except np.linalg.LinAlgError:
        return -1e25 * shift
    z = np.linalg.solve(c, y)
    return -0.5 * np.sum(z**2) - np.sum(np.log(np.diag(c)))


at(A, 0.1, np.ones(2))(likelihood)


@at(A, -9.0, np.ones(2))
def of_no_matrix(a, shift, y):
    return likelihood(a, shift, y) + np.sum(a)


@at(A)
def with_more_and_more_jitter(a):
    total = 0.0
    for k in range(4):
        try:
            c = np.linalg.cholesky(a @ a.T + (0.1 * 4.0**k - 1.2) * np.eye(2))
            break
        except np.linalg.LinAlgError:
            total = total + k * np.sum(a)
    return np.sum(c) + total


@at(X)
def of_numbers_in_a_loop(x):
    total = 0.0
    for v in x:
        try:
            s = math.log(v)
        except ValueError:
            continue
        total += s * v
    return total


def with_options(t, options_step_=0.0, **options):
    total = 0.0
    for k in range(3):
        try:
            s = math.sqrt(t - options["step"] * k + options_step_)
        except ValueError:
            break
        total += s * options["scale"]
    return total


@at(1.5, 2.0)
def in_a_function_of_options(t, scale):
    return with_options(t, step=1.1, scale=scale) * with_options(t, 0.3, step=0.1, scale=t)


@at(2.0, 0.0)
def a_quotient(a, b):
    try:
        r = a / b
    except ZeroDivisionError:
        r = a * a
    return r + a * b


@at(np.array([1.0, 800.0]))
def too_large(x):
    total = 0.0
    for v in x:
        try:
            total = total + math.exp(v)
        except OverflowError:
            total = total + v * v
    return total


@at(A)
def with_what_follows(a):
    def safe(m):
        try:
            w, v = np.linalg.eigh(m @ m.T)
            s = np.sqrt(w)
        except (np.linalg.LinAlgError, FloatingPointError):
            s = np.zeros(2)
        else:
            s = 2.0 * s
        return np.sum(s)

    return safe(a) * safe(2.0 * a)


@at(A)
def returned_or_raised(a):
    try:
        return np.sum(np.linalg.inv(a) ** 2)
    except np.linalg.LinAlgError:
        raise ValueError(f"no inverse of {a}")  # noqa: B904


@at(np.zeros((2, 2)), 1.5)
def what_was_bound_before(a, c):
    b = a + c
    try:
        d = 3.0 * b
        b = np.linalg.inv(0.0 * d)
    except np.linalg.LinAlgError:
        b = 2.0 * b
    return np.sum(b * a) + c**2 * np.sum(b)


@pytest.mark.parametrize("name", CASES)
def test_derivatives_are_those_of_the_way_that_was_taken(name):
    f, args = CASES[name]
    check_grads(f, *args, order=1 if name == "a_quotient" else 2, **_wrt(name))


def _wrt(name):
    return {"wrt": "a"} if name == "a_quotient" else {}


def test_what_is_not_caught_is_raised():
    with pytest.raises(ValueError, match="no inverse"):
        grad(returned_or_raised)(np.zeros((2, 2)))


def test_the_text_shows_the_test():
    text = differentiate(likelihood).text("adjoint", *CASES["likelihood"][1])
    assert "    except np.linalg.LinAlgError:\n        return True\n    return False\n" in text
    assert " = rt.raises(attempt, a, shift)\n" in text


def seen_in_the_handler(x):
    y = x
    try:
        y = 3.0 * x
        z = math.log(y)
    except ValueError:
        z = y * y
    return z


def seen_after(x):
    y, z = x, x
    try:
        y = 3.0 * x
        z = math.log(y)
    except ValueError:
        pass
    return y * z


def drawing(x):
    rng = np.random.default_rng(1)
    try:
        y = x / rng.normal()
    except ZeroDivisionError:
        y = x
    return y


def changing(x):
    values = [x, x]
    try:
        y = values.pop() / x
    except ZeroDivisionError:
        y = x
    return y * len(values)


@pytest.mark.parametrize("f", [seen_in_the_handler, seen_after, drawing, changing])
def test_what_would_be_seen_is_refused(f):
    with pytest.raises(Error, match="`?try`?"):
        grad(f)(-1.5)
