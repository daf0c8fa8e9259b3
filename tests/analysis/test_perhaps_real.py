"""Eigenvalues, roots and functions of matrices: real numbers where NumPy or SciPy can make them."""

import itertools

import numpy as np
import pytest
from scipy import linalg

from s2sad import check_grads, differentiate, grad, vjp
from s2sad.errors import Unsupported, WrongArgument
from tests.programs.running import scope_of

REAL = np.array([[2.0, 1.0], [0.5, 0.7]])
TURNING = np.array([[0.3, 1.0], [-1.5, 0.7]])
WEIGHTS = np.array([[0.3, -0.2], [0.7, 1.1]])
COUNT = itertools.count()


def size_of_values(a):
    return np.sum(np.abs(np.linalg.eigvals(a)) * np.array([0.3, 0.7]))


def values_with_complex_factors(a):
    w = np.linalg.eigvals(a)
    return np.sum(np.abs(w)) + np.imag(w[0] * 3j)


def vectors_with_complex_factors(a):
    w, v = np.linalg.eig(a)
    return np.sum(np.abs(v) ** 3 * np.abs(w)) + np.sum(np.real(v * w * (1 - 2j))) ** 2


def filled(a):
    w = np.linalg.eigvals(a)
    b = np.zeros_like(w)
    for k in range(2):
        b[k] = w[1 - k] * w[k] + w[k]
    return np.sum(np.real(b * 1j) ** 2) + np.sum(np.abs(b) ** 2)


@pytest.mark.parametrize("a", [REAL, TURNING], ids=["real", "complex"])
@pytest.mark.parametrize(
    "f", [size_of_values, values_with_complex_factors, vectors_with_complex_factors, filled]
)
def test_eigenvalues_take_complex_adjoints_where_all_are_real(f, a):
    check_grads(f, a, order=2)


def test_roots_take_complex_adjoints_where_all_are_real():
    def f(p):
        r = np.roots(p)
        return np.sum(np.abs(r) ** 3) + np.imag(np.sum(r * r * 3j))

    check_grads(f, np.array([1.0, -6.0, 11.0, -5.9]), order=2)
    check_grads(f, np.array([1.0, -6.0, 15.0, -5.9]), order=2)


@pytest.mark.parametrize("made", ["np.linalg.eigvals(a)", "np.linalg.eig(a)[0]", "np.roots(a[0])"])
@pytest.mark.parametrize("test", [
    "np.iscomplexobj(w)", "not np.isrealobj(w)", "w.dtype == complex", "w.dtype.kind == 'c'",
    "complex == w.dtype", "str(w.dtype) == 'complex128'", "isinstance(w[0], complex)",
    "np.size(w) > 9 or np.iscomplexobj(w)", "np.result_type(w) == complex",
    "type(w[0]) is np.complex128",
])  # fmt: skip
def test_whether_they_are_complex_is_not_known_before_the_run(made, test):
    source = (
        f"def f(a):\n    w = {made}\n    if {test}:\n        return np.sum(np.abs(w))\n"
        "    return np.sum(w**2)\n"
    )
    f = scope_of(source, f"<perhaps real {next(COUNT)}>", np=np)["f"]
    with pytest.raises(Unsupported, match="cannot tell whether these numbers are complex"):
        grad(f)(REAL)


def test_of_complex_matrices_it_is_known():
    def f(a):
        w = np.linalg.eigvals(a + 0j)
        return np.sum(np.abs(w)) if np.iscomplexobj(w) else np.sum(np.real(w))

    check_grads(f, TURNING)


def test_other_questions_are_answered():
    def f(a):
        w = np.linalg.eigvals(a)
        if w.ndim == 1 and isinstance(w, np.ndarray) and np.ndim(a) == 2:
            return np.sum(np.abs(w)) if np.all(np.imag(w) == 0) else np.sum(np.abs(w) ** 2)
        return np.sum(a)

    check_grads(f, REAL)
    check_grads(f, TURNING)


FUNCTIONS = {
    "sqrtm": lambda a: np.sum(linalg.sqrtm(a) ** 2 * WEIGHTS),
    "logm": lambda a: np.sum(linalg.logm(a) ** 2 * WEIGHTS),
    "fractional_matrix_power": lambda a: np.sum(
        np.real(linalg.fractional_matrix_power(a, 0.3)) * WEIGHTS
    ),
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions_of_real_matrices_are_real_or_end_the_program(name):
    f = FUNCTIONS[name]
    check_grads(f, REAL, order=2)
    check_grads(f, TURNING, order=2)  # complex eigenvalues: SciPy's power is complex by rounding
    with pytest.raises(ValueError, match=f"{name} of this matrix is complex"):
        grad(f)(np.array([[2.0, 1.0], [0.5, -0.7]]))


def test_the_root_of_a_product_of_covariances_is_one_statement():
    def distance(a, b):
        root = linalg.sqrtm(a @ b)
        if np.iscomplexobj(root):
            root = root.real
        return np.trace(a + b - 2.0 * root)

    a, b = REAL @ REAL.T, TURNING @ TURNING.T
    check_grads(distance, a, b)
    text = differentiate(distance).text("adjoint", a, b)
    assert "unbroadcast" not in text and text.count("if ") == 1


def solved(b, c):
    root = (b * b - c) ** 0.5
    if isinstance(root, complex):
        return abs(b)
    return b + root


def test_a_power_of_a_negative_number_is_not_asked_whether_it_is_complex():
    with pytest.raises(Unsupported, match="a power of a negative number complex"):
        grad(solved)(0.3, 1.2)


def test_other_classes_of_a_power_are_known():
    def f(x, y):
        z = x**y
        return z * x if isinstance(z, float) and not isinstance(z, (int, str)) else z

    check_grads(f, 0.3, 1.4)


@pytest.mark.parametrize("text", ["x ** 0.5 * x", "np.sum(np.abs(np.array([x ** 0.5, 1.0])))"])
def test_a_complex_gradient_of_a_real_number_is_refused(text):
    f = scope_of(f"def f(x):\n    return {text}\n", f"<power {next(COUNT)}>", np=np)["f"]
    d = differentiate(f)
    check_grads(f, 2.0)
    for _ in range(3):  # a later call takes a shorter way
        d.grad(2.0)
        with pytest.raises(WrongArgument, match="complex here"):
            d.grad(-2.0)
    _, pullback = vjp(f, -2.0)
    with pytest.raises(WrongArgument, match="complex here"):
        pullback(1.0)
