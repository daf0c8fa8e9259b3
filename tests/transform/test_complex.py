"""Complex numbers: real parts where real numbers receive adjoints, stores into parts, seeds."""

import operator

import numpy as np
import pytest

from s2sad import check_grads, differentiate, grad, jvp, vjp
from s2sad.errors import MissingRule, UnsafeWrite
from tests.small import adjoint_text, check
from tests.thorough import order_in_turn

X = np.array([0.3, 0.7, 1.1])
Z = X + 1j * np.array([0.4, -0.2, 0.5])


def wave(x):
    return np.sum(np.abs(np.exp(1j * x) + 0.3))


def moduli(z):
    w = z.conj() * np.sin(z)
    return np.sum(np.angle(w)) + np.var(z) + np.linalg.norm(z)


def powers(z, n):
    for _ in range(n):
        z = z * z + 0.3 * z.conjugate()
    return np.real(z) * np.imag(z)


def stored_parts(x):
    a = np.zeros(3, complex)
    a.imag[:] = x * x
    a.real[:] = x
    a[1:] *= 1j
    return np.sum(np.abs(a[0] + a) ** 2)


def imaginary_view(x):
    a = x * (1.0 + 2.0j)
    v = a.imag
    w = v[1:]
    w *= x[1:]
    w[0] = x[0]
    v += a.real
    v[2] -= v[0] * w[1]
    return np.sum(a.imag * a.real) + np.sum(v ** 3)


def imaginary_scatter(x):
    a = np.zeros(3, complex)
    v = a.imag
    np.add.at(v, [0, 0, 2], x)
    v[[1, 1]] = x[:2]
    return np.sum(np.abs(a * a + 1j))


def reals_among_complex(z):
    v = z.imag
    return np.sum(v * v * z.real)


def real_first(z):
    w = np.sum(z.real)
    return w * np.abs(np.sum(z ** 2)) + np.sum(z.real) ** 2


def complex_list(x):
    l = [0j]
    for v in x:
        l.append(l[-1] * 1j + v)
    return abs(l[-1]) + l[1].real


def wide(x):
    return np.sum(np.abs(x * 1j + 1.0)) + np.sum(x).real


PROGRAMS = [
    (wave, X), (moduli, Z), (stored_parts, X), (imaginary_view, X), (imaginary_scatter, X),
    (reals_among_complex, Z), (real_first, Z), (complex_list, X), (wave, 0.7), (wave, X[:0]),
    (wave, X[::2]), (moduli, Z[::2]),
]


@pytest.mark.parametrize(("f", "x"), PROGRAMS)
def test_programs_of_complex_numbers(f, x):
    check(f, x)
    check_grads(f, x, order=order_in_turn())


@pytest.mark.parametrize("z", [0.3 + 0.2j, np.complex128(0.3 - 0.2j), Z])
def test_loops_of_complex_numbers(z):
    check(lambda z: np.sum(powers(z, 3)), z)


def test_the_gradient_is_that_of_autograd_and_jax():
    assert grad(lambda z: np.real(z ** 2))(1.0 + 2.0j) == 2.0 + 4.0j
    assert grad(lambda z: np.imag(z))(1.0 + 2.0j) == -1j
    assert grad(lambda z: abs(z))(4.0j) == -1j
    assert vjp(lambda z: z ** 3, 1.0 + 2.0j)[1](1.0)[0] == 3 * (1.0 + 2.0j) ** 2
    value, slope = jvp(lambda z: np.sum(z * Z), (Z,), (1j * Z,))
    np.testing.assert_allclose([value, slope], [np.sum(Z * Z), 1j * np.sum(Z * Z)])


@pytest.mark.parametrize("narrow", [np.complex64, np.float32])
def test_single_precision_stays(narrow):
    x = (Z if narrow is np.complex64 else X).astype(narrow)
    found = grad(wide)(x)
    assert found.dtype == narrow
    wider = grad(wide)(x.astype(np.result_type(narrow, np.float64)))
    np.testing.assert_allclose(found, wider, rtol=1e-5)


def test_a_gradient_of_complex_numbers_is_complex_even_if_it_is_real():
    found = grad(lambda z: np.sum(z.real))(Z)
    assert found.dtype == complex
    np.testing.assert_array_equal(found, np.ones(3))


def test_a_seed_of_a_real_number_is_real():
    _, pullback = vjp(lambda x: np.sum(x), 0.5)
    (found,) = pullback(2.0 + 1.0j)
    assert found == 2.0 and type(found) is float


def test_conjugates_of_real_numbers_are_left_out():
    text = adjoint_text(lambda x: np.var(x) + np.vdot(x, x) + np.linalg.norm(x), X)
    assert "conj" not in text


def test_the_text_says_what_the_adjoint_of_complex_numbers_is():
    said = "# of complex z, gz means df = np.real(np.sum(gz * dz))"
    assert said in differentiate(moduli).text("adjoint", Z)
    assert said in differentiate(moduli).text("tangent", Z)
    assert said not in differentiate(wave).text("adjoint", X)


def test_conj_of_real_numbers_is_the_array_itself():
    def f(x):
        y = x.conj()
        y[0] = 2.0
        return np.sum(x * y)

    check(f, X)


def test_what_has_no_derivative_of_complex_numbers_is_refused():
    for f in (
        lambda z: np.sum(np.maximum(z, 0.5).real), lambda z: np.median(z)[0].real,
        lambda z: np.sum(np.clip(z, 0.0, 1.0).real),
    ):  # fmt: skip
        with pytest.raises(MissingRule, match="of complex numbers"):
            grad(f)(Z)


KEPT = operator.methodcaller("copy")  # it has no rule: nothing is known of what it returns
WEIGHTS = np.array([0.5, 1.0, 0.25])


def spectrum_of_something(x):
    return np.sum(np.abs(np.fft.rfft(x * KEPT(WEIGHTS))) ** 2)


def test_what_a_transform_makes_of_an_unknown_kind_may_be_complex():
    with pytest.raises(MissingRule, match="cannot tell whether `np.abs` gets complex numbers"):
        grad(spectrum_of_something)(np.ones(3))


def test_the_spectrum_of_a_window_is_complex():
    def spectrum(x):
        w = np.hanning(len(x) + 2)[1:-1] * np.kaiser(len(x), 2.0)
        return np.sum(np.abs(np.fft.rfft(x * w)) ** 4)

    check(spectrum, X)


def swapped_parts(x, flag):
    a, b = x * 1j, x * 2j
    if flag:
        a, b = b, a
    v = a.imag
    v[0] = x[1]
    return np.sum(np.abs(a + b) ** 2)


def parts_on_two_ways(x, flag):
    a = x * 1j
    v = a.imag
    if flag:
        v = a.real
    v[0] = x[1]
    return np.sum(np.abs(a) ** 2)


def kept_parts(x):
    a = x * 1j
    l = []
    for _ in range(2):
        v = a.imag
        l.append(v)
        v[0] *= x[1]
        a = a * 2
    l[0][1] = x[2]
    return np.sum(np.abs(a) ** 2) + np.sum(l[0] * l[1])


def test_an_imaginary_part_whose_adjoint_would_be_memory_is_refused():
    check_grads(swapped_parts, X, True, wrt=0)
    for f, args in ((parts_on_two_ways, (X, True)), (kept_parts, (X,))):
        with pytest.raises(UnsafeWrite):
            grad(f, wrt=0)(*args)
