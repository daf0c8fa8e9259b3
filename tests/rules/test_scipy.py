"""SciPy's functions in programs: values, both modes, twice, and what is refused."""

import itertools
import warnings

import numpy as np
import pytest

from s2sad import check_grads, differentiate, grad, jvp, value_and_grad
from s2sad.errors import MissingRule, UnknownCall, Unsupported
from tests.programs.running import scope_of

pytest.importorskip("scipy", reason="SciPy is an optional extra")
from scipy import linalg, signal, special, stats  # noqa: E402
from tests.thorough import order_in_turn

from .all_points import some  # noqa: E402
from .points_scipy import POINTS_OF_SCIPY  # noqa: E402

X = np.array([0.3, 0.5, 0.7])
COUNT = itertools.count()


def run(text, values):
    """Return a function of the arguments that vary, made of the text of a point, and them."""
    names = {n: v for n, v in values.items() if np.result_type(v).kind == "f"}
    fixed = {n: v for n, v in values.items() if n not in names}
    source = f"def f({', '.join(names)}):\n    return np.sum(np.real({text}))\n"
    import scipy

    file = f"<point {text} {next(COUNT)}>"
    return scope_of(source, file, np=np, scipy=scipy, **fixed)["f"], list(names.values())


@pytest.mark.parametrize(
    "text, values",
    [
        pytest.param(*point, id=f"{i}: {point[0]}")
        for i, point in enumerate(some(POINTS_OF_SCIPY))
        if "rt." not in point[0] and "lambertw" not in point[0]  # whose values are complex
    ],
)
def test_programs_have_the_value_of_scipy_and_the_derivatives_of_differences(text, values):
    f, args = run(text, values)
    if not args:
        return
    wrt = tuple(range(len(args)))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        value, gradients = value_and_grad(f, wrt)(*args)
        np.testing.assert_array_equal(value, f(*args))
        directions = [np.cos(np.arange(np.size(a))).reshape(np.shape(a)) for a in args]
        z, dz = jvp(f, tuple(args), tuple(d if np.ndim(d) else float(d) for d in directions))
        np.testing.assert_array_equal(z, f(*args))
    h = 1e-6
    ends = [f(*[a + s * d for a, d in zip(args, directions)]) for s in (h, -h)]
    expected = (ends[0] - ends[1]) / (2 * h)
    np.testing.assert_allclose(dz, expected, rtol=2e-6, atol=2e-6)
    dot = sum(np.sum(g * d) for g, d in zip(gradients, directions))
    np.testing.assert_allclose(dot, dz, rtol=1e-9, atol=1e-9)
    for g, a in zip(gradients, args):
        assert np.shape(g) == np.shape(a)


def scored(x, w):
    return np.sum(special.erf(x * w) * special.gammaln(x) + special.xlogy(w, x))


def test_programs_are_differentiated_twice():
    def directional(x):
        return grad(scored)(x, 2.0 * X) @ X

    found, h = grad(directional)(X), 1e-6
    for k, e in enumerate(np.eye(3)):
        expected = (directional(X + h * e) - directional(X - h * e)) / (2 * h)
        np.testing.assert_allclose(found[k], expected, rtol=1e-6)


def test_a_gradient_has_the_dtype_of_its_argument():
    x = X.astype("float32")
    for f in (special.erf, special.softmax, special.logsumexp, special.gammaln):
        gx = grad(times_x(f))(x)
        assert gx.dtype == "float32"


def times_x(f):
    return lambda x: np.sum(f(x) * x)


def test_the_text_names_scipys_modules_as_its_pages_do():
    @differentiate
    def f(special_x):
        return special.erf(special_x)

    assert "special.erf(special_x)" in str(f.adjoint)


def test_a_quoted_line_leaves_a_module_its_name():
    @differentiate
    def f(x):
        y = special.erf(x) * stats.norm.pdf(x)
        return y * y

    f.grad(0.3)
    assert "a = special.erf(x)\n" in str(f.adjoint) and "special1" not in str(f.adjoint)


def test_a_module_gives_way_to_a_users_name():
    from scipy.special import erf

    def f(special):
        return erf(special) * special

    x = 0.3
    expected = erf(x) + x * 1.1283791670955126 * np.exp(-x * x)
    np.testing.assert_allclose(grad(f)(x), expected)
    assert "special1.erf(special)" in str(differentiate(f).adjoint)


def test_other_names_of_a_function_are_that_function():
    np.testing.assert_allclose(grad(lambda x: special.digamma(x))(0.7), special.polygamma(1, 0.7))
    check_grads(lambda x: special.jn(2, x), 0.7)


@pytest.mark.parametrize(
    "f, name",
    [
        (lambda a: special.hyp1f1(a, 0.7, 0.3), "`a`"),
        (lambda v: special.jv(v, 0.3), "`v`"),
        (lambda n: special.comb(n, 2), "`N`"),
        (lambda b: special.hyp2f1(2.0, b, 1.0, 0.3), "`b`"),
    ],
)
def test_where_no_derivative_is_known_it_is_refused_by_name(f, name):
    with pytest.raises(MissingRule, match="with respect to " + name):
        grad(f)(3.0)


def test_what_varies_elsewhere_is_not_refused():
    assert grad(lambda x, n: special.jv(n, x))(0.3, 2.0) > 0
    assert grad(lambda x, n: special.comb(n, 2) * x)(0.3, 5.0) == 10.0


def test_a_keyword_is_never_ignored():
    with pytest.raises(Unsupported, match="out=y"):
        grad(lambda x, y: np.sum(special.erf(x, out=y) * x))(X, X.copy())
    with pytest.raises(MissingRule):
        grad(lambda x, c: np.sum(special.logsumexp(x, return_sign=c)))(X, True)


def test_shares_of_what_is_minus_infinity_are_equal():
    x = np.full(4, -np.inf)
    np.testing.assert_array_equal(grad(special_logsumexp)(x), np.full(4, 0.25))
    np.testing.assert_array_equal(grad(special_logsumexp)(np.array([np.inf, 0.0])), [1.0, 0.0])


def special_logsumexp(x):
    return special.logsumexp(x)


M = np.array([0.3, -0.2, 0.4])
SYMMETRIC = np.array([[1.3, 0.2, 0.1], [0.2, 0.7, -0.3], [0.1, -0.3, 0.9]])


@pytest.mark.parametrize("x", [M - 0.5, np.outer([1.0, -0.4, 0.3, 0.1], M) - 0.2])
@pytest.mark.parametrize("method", ["logpdf", "pdf"])
def test_a_covariance_counts_as_symmetric(x, method):
    density = getattr(stats.multivariate_normal, method)

    def f(t, mean):
        return np.sum(density(x, mean, SYMMETRIC + t * SYMMETRIC @ SYMMETRIC))

    def g(t):
        return stats.multivariate_normal.entropy(cov=SYMMETRIC + t * SYMMETRIC @ SYMMETRIC)

    check_grads(f, 0.1, M)
    check_grads(g, 0.1)
    gc = grad(lambda c: np.sum(density(x, M, c)))(SYMMETRIC)
    np.testing.assert_allclose(gc, gc.T, atol=1e-14)


def test_a_parameter_may_be_given_by_the_name_that_scipy_gives_it():
    check_grads(lambda x: special.jvp(1, z=x) + special.logsumexp(a=x) + special.softmax(x=x), M)
    check_grads(lambda x: linalg.cho_solve(c_and_lower=(SYMMETRIC, True), b=x), M)


NORMAL = stats.multivariate_normal
POINTS = np.stack((M, M**2, 1.0 - M))


@pytest.mark.parametrize("f, values", [
    (lambda x: NORMAL.logpdf(x), (M,)), (lambda x: NORMAL.pdf(x, 0.3, 2.0), (0.7,)),
    (lambda x, m, c: NORMAL.logpdf(x, m, c), (0.7, 0.1, 1.5)),
    (lambda x, m, c: NORMAL.logpdf(x, m, c), (M, M**2, 1.5)),
    (lambda x, m, c: NORMAL.pdf(x, m, c), (POINTS, M, 1.5)),
    (lambda x, m, c: NORMAL.pdf(x, m, c), (POINTS, M, M**2 + 0.1)),
    (lambda x, m: NORMAL.pdf(x, mean=m), (M, M**2)), (lambda x, m: NORMAL(m).logpdf(x), (M, M**2)),
    (lambda x, m: NORMAL.logpdf(x, mean=m), (M[:, None], 0.2)),
    (lambda x, m: NORMAL.logpdf(x, mean=m), (M, np.array([0.2]))),
    (lambda c: NORMAL.entropy(0.0, c), (1.2,)), (lambda c: NORMAL.entropy(M, c), (1.2,)),
    (lambda m, c: NORMAL.entropy(m, cov=c) * m[0], (M, M**2)), (lambda c: NORMAL.entropy(), (M,)),
])  # fmt: skip
def test_a_covariance_may_be_a_number_or_a_diagonal(f, values):
    check_grads(f, *values, order=order_in_turn())


@pytest.mark.parametrize("order", ["1", "-1", "2", "-2", "np.inf", "-np.inf", "None", "'nuc'"])
def test_norms_of_matrices(order):
    source = f"def f(a):\n    return linalg.norm(a, {order}) * a[0]\n"
    f = scope_of(source, f"<norm {order}>", np=np, linalg=linalg)["f"]
    check_grads(f, POINTS[:2], order=order_in_turn())
    source = f"def f(a):\n    return linalg.norm(a, {order}, axis=(1, 0), keepdims=True)\n"
    check_grads(scope_of(source, f"<norms {order}>", np=np, linalg=linalg)["f"], POINTS)


def test_norms_along_an_axis_are_those_of_vectors():
    check_grads(lambda a: linalg.norm(a, 1, axis=0) * linalg.norm(a[0], np.inf), POINTS)


@pytest.mark.parametrize("f", [
    lambda a, b: linalg.solve(a + 1j * a.T, b - 2j * a), lambda a, b: linalg.solve(a, b + 1j * b),
    lambda a, b: linalg.inv(a + 1j * a.T), lambda a, b: linalg.det(a + 1j * a.T),
    lambda a, b: signal.convolve(a[0] + 1j * b, b - 1j * b**2, mode="same"),
    lambda a, b: signal.correlate(a[0] + 1j * b, b - 1j * b**2, mode="same"),
    lambda a, b: signal.correlate(b[:2], b - 1j * b**2, mode="valid"),
    lambda a, b: signal.correlate2d(a + 1j * a.T, a - 1j * a),
    lambda a, b: signal.fftconvolve(a + 1j * a.T, a), lambda a, b: signal.convolve2d(a, a + 1j * a),
])  # fmt: skip
def test_complex_operands(f):
    check_grads(lambda a, b: np.abs(f(a, b)), SYMMETRIC + np.diag(M), M, order=order_in_turn())
    check_grads(lambda a, b: np.real(f(a, b)) * b[0], SYMMETRIC + np.diag(M), M)


def test_a_point_may_come_without_its_last_component():
    shares, alpha = np.array([[0.2, 0.3], [0.5, 0.1]]), np.array([1.3, 2.1, 0.8])
    check_grads(lambda x, a: stats.dirichlet.logpdf(x, a), shares[:, 0], alpha, order=2)
    check_grads(lambda x, a: stats.dirichlet.pdf(x, a), shares, alpha, order=2)


@pytest.mark.parametrize("f, words", [
    (lambda x: NORMAL.pdf(x, M, SYMMETRIC, allow_singular=True), "`allow_singular=`"),
    (lambda x: linalg.solve(SYMMETRIC, x, lower=True), "`lower=`.*as `False`"),
    (lambda x: linalg.solve(SYMMETRIC, x, transposed=True, assume_a="pos"), "`transposed=`"),
    (lambda x: signal.convolve2d(POINTS * x, POINTS, boundary="wrap"), "`boundary=`.*`'fill'`"),
    (lambda x: signal.fftconvolve(POINTS * x, POINTS, axes=0), "`axes=`"),
])  # fmt: skip
def test_what_a_call_is_told_and_no_rule_knows_is_named(f, words):
    with pytest.raises(MissingRule, match=f"(?s){words}"):
        grad(lambda x: np.sum(f(x)))(M)


def test_a_log_likelihood_reads_as_one_writes_it():
    @differentiate
    def loss(mu, sigma, x):
        return -np.sum(stats.norm.logpdf(x, mu, sigma))

    gmu, gsigma, gx = loss.grad(0.3, 1.2, X)
    np.testing.assert_allclose(gmu, -np.sum((X - 0.3) / 1.44))
    text = str(differentiate(lambda x: stats.norm.logpdf(x)).adjoint)
    assert "gx = -x * gz" in text


B = np.array([0.5, -0.3, 0.8])


def along(t):
    """Return a symmetric matrix that moves with a number."""
    return SYMMETRIC + t * SYMMETRIC @ SYMMETRIC


@pytest.mark.parametrize(
    "of",
    [
        lambda a: np.sum(linalg.cholesky(a) * B),
        lambda a: np.sum(linalg.cholesky(a, lower=True) * B),
        lambda a: np.sum(linalg.solve(a, B, assume_a="pos") * B),
        lambda a: np.sum(linalg.solve(a, B, assume_a="sym") ** 2),
        lambda a: np.sum(linalg.cho_solve(linalg.cho_factor(a), B) ** 2),
        lambda a: np.sum(linalg.cho_solve(linalg.cho_factor(a, lower=True), B) ** 2),
    ],
)
def test_a_matrix_that_counts_as_symmetric(of):
    def f(t):
        return of(along(t))

    check_grads(f, 0.1)
    ga = grad(of)(SYMMETRIC)
    np.testing.assert_allclose(ga, ga.T, atol=1e-13)


def test_a_factor_may_have_names():
    def f(t, b):
        c, lower = linalg.cho_factor(along(t))
        x = linalg.cho_solve((c, lower), b)
        return b @ x + np.sum(np.log(np.diag(c)))

    check_grads(f, 0.1, B, order=2)


def test_keywords_of_a_solution_are_never_ignored():
    for f in (
        lambda a: np.sum(linalg.solve(a, B, transposed=True, lower=True)),
        lambda a: np.sum(linalg.solve(a, B, assume_a="circulant")),
        lambda a: np.sum(linalg.inv(a, overwrite_a=True)),
    ):
        with pytest.raises(MissingRule):
            grad(f)(SYMMETRIC)


def test_a_matrix_exponential_is_differentiated_twice():
    check_grads(lambda t: np.sum(linalg.expm(along(t)) * B), 0.1, order=2)


def test_complex_operands_are_refused_where_a_rule_is_for_real_ones():
    def f(x):
        return np.real(linalg.expm(x * (1.0 + 2.0j))[0, 0])

    with pytest.raises(MissingRule, match="`scipy.linalg.expm` of complex numbers"):
        grad(f)(SYMMETRIC)


def test_a_method_of_scipys_without_a_rule_is_called_and_not_read():
    with pytest.raises(UnknownCall, match="`stats.tukeylambda.logpdf`"):
        grad(lambda x: stats.tukeylambda.logpdf(x, 3))(0.3)
    assert grad(lambda x, a: x * stats.tukeylambda.logpdf(0.3, a))(1.0, 0.3) < 0.0
