"""Each convention at a kink or singular point: the gradient there, and beside it the emitted text.

The order is that of the table of conventions; what stands in a saved file about a kink is its note.
"""

import numpy as np
import pytest

import s2sad
from s2sad.errors import WrongArgument
from tests.small import adjoint_text

from .adding import HAS_SCIPY
from .programs_of_points import function_of

INF, NAN, V = np.inf, np.nan, np.array

# A call, its operands, the gradients there, what the adjoint program says, and what a file notes.
TABLE = [
    ("np.sum(np.sqrt(x))", {"x": V([0.0])}, [[INF]], ["gx = 0.5 * gz / a"],
     "np.sqrt(x): at 0: inf, the slope from the right"),
    ("np.sum(x**0.5)", {"x": V([0.0])}, [[INF]], ["gx = 0.5 * gz / a"], ""),
    # A factor that is 0 is computed: 0 / 0 stays.
    ("np.sum(np.sqrt(x)**2)", {"x": V([0.0])}, [[NAN]], ["gx = gz * a / a"], ""),
    ("np.sum(np.sqrt(x * x))", {"x": V([0.0])}, [[NAN]], ["gx = x * (gz / a)"], ""),
    ("np.sqrt(np.sum(x**2))", {"x": V([0.0, 0.0])}, [[NAN, NAN]], ["gx = gz / z * x"], ""),
    ("np.linalg.norm(x)", {"x": V([0.0, 0.0])}, [[0.0, 0.0]],
     ["gx = x * (gz / z if z != 0.0 else 0.0)"], "at 0: 0"),
    ("np.linalg.norm(x)**2", {"x": V([0.0, 0.0])}, [[0.0, 0.0]],
     ["gx = x * (ga / a if a != 0.0 else 0.0)"], "at 0: 0"),
    ("np.linalg.norm(x, 1)", {"x": V([0.0, -2.0])}, [[0.0, -1.0]], ["gx = np.sign(x) * gz"],
     "at a component 0: 0"),
    ("np.sum(np.hypot(x, y))", {"x": V([0.0]), "y": V([0.0])}, [[0.0], [0.0]],
     ["gx = rt.divide_or_zero(x, a) * gz"], "at (0, 0): (0, 0)"),
    ("np.sum(np.abs(x))", {"x": V([0.0, -0.0, -2.0])}, [[0.0, 0.0, -1.0]],
     ["gx = np.sign(x) * gz"], "np.abs(x): at 0: 0"),
    ("np.sum(np.maximum(x, y))", {"x": V([1.0, 2.0]), "y": V([1.0, 1.0])},
     [[0.5, 1.0], [0.5, 0.0]], ["gx = ((x > y) + 0.5 * (x == y)) * gz"],
     "a tie is shared: 1/2 each"),
    ("np.sum(np.maximum(x, 0.0))", {"x": V([0.0, 2.0])}, [[0.5, 1.0]],
     ["gx = ((x > 0.0) + 0.5 * (x == 0.0)) * gz"], "a tie is shared: 1/2 each"),
    # Python's own take the first.
    ("max(x, y)", {"x": 1.0, "y": 1.0}, [1.0, 0.0], ["gy = gz if y > x else 0.0"],
     "at equality the first argument, which Python returns"),
    ("min(x, y)", {"x": 1.0, "y": 1.0}, [1.0, 0.0], ["gy = gz if y < x else 0.0"],
     "at equality the first argument, which Python returns"),
    ("x if x >= y else y", {"x": 1.0, "y": 1.0}, [1.0, 0.0], ["if x >= y:", "gy = 0.0"], ""),
    ("np.max(x)", {"x": V([1.0, 1.0, 0.0])}, [[0.5, 0.5, 0.0]],
     ["gx = (x == z) / np.count_nonzero(x == z) * gz"], "ties share equally"),
    ("np.prod(x)", {"x": V([0.0, 2.0, 3.0])}, [[6.0, 0.0, 0.0]],
     ["gx = rt.products_of_others(x, None, z) * gz"], ""),
    ("np.prod(x)", {"x": V([0.0, 0.0, 3.0])}, [[0.0, 0.0, 0.0]], ["products_of_others"], ""),
    ("np.sum(np.cumprod(x))", {"x": V([2.0, 0.0, 3.0])}, [[1.0, 8.0, 0.0]],
     ["rt.products_before(x) * rt.recurrence_back(x, "], ""),
    ("np.sum(x**2 + x**1 + x**0)", {"x": V([0.0])}, [[1.0]], ["gx = gx + 2.0 * gz * x"], ""),
    ("np.sum(x**y)", {"x": V([0.0, 0.0]), "y": V([2.0, 0.0])}, [[0.0, 0.0], [0.0, 0.0]],
     ["gx = rt.power_derivative(x, y, 1, 0) * "], "in y at x = 0 <= y: 0"),
    ("np.sum(x**y)", {"x": V([-2.0]), "y": V([2.0])}, [[-4.0], [NAN]], ["rt.power_log(x, y, "],
     "in y where x < 0: nan"),
    # What is not selected has a safe operand, and no part in the slope.
    ("np.sum(np.where(x > 0, np.sqrt(x), 0.0))", {"x": V([0.0, 4.0])}, [[0.0, 0.25]],
     ["b = np.sqrt(np.where(a, x, 1.0))", "gx = np.where(a, 0.5 * gz / b, 0.0)"], ""),
    ("np.sum(np.where(x > 0, np.log(x), 0.0))", {"x": V([0.0, -1.0, 2.0])}, [[0.0, 0.0, 0.5]],
     ["b = np.where(a, x, 1.0)", "gx = np.where(a, gz / b, 0.0)"], ""),
    ("np.sum(np.where(x != 0, np.sin(x) / x, 1.0))", {"x": V([0.0])}, [[0.0]],
     ["b = np.where(a, x, 1.0)", "np.where(a, -gc * (c / b), 0.0)"], ""),
    ("np.sum(np.sinc(x))", {"x": V([0.0])}, [[0.0]], ["gx = rt.sinc_derivative(x, 1) * gz"], ""),
    ("np.sum(np.arctan2(y, x))", {"y": V([0.0]), "x": V([0.0])}, [[0.0], [0.0]],
     ["gx = -gz * rt.inversion(y, x)"], "at (0, 0): (0, 0)"),
    ("np.sum(np.log(x) * 0.0)", {"x": V([0.0])}, [[NAN]], ["gx = 0.0 * gz / x"], ""),
    ("np.sum(x * np.log(x))", {"x": V([0.0])}, [[NAN]], ["gx = x * gz / x + a * gz"], ""),
    ("np.sum(np.logaddexp(x, y))", {"x": V([-INF, INF]), "y": V([-INF, 0.0])},
     [[0.5, 1.0], [0.5, 0.0]], ["gx = rt.logaddexp_weight(x, y) * gz"],
     "where x = y, infinite or not: 1/2 each"),
    ("np.sum(np.log1p(np.exp(x)))", {"x": V([800.0])}, [[NAN]], ["gx = a * (gz / (1.0 + a))"], ""),
    ("np.sum(np.sort(x) * w)", {"x": V([2.0, 1.0, 1.0]), "w": V([1.0, 10.0, 100.0])},
     [[100.0, 1.0, 10.0], [1.0, 1.0, 2.0]], ["rt.sorting(x, a)"], "ties keep their order"),
    ("np.median(x)", {"x": V([1.0, 1.0])}, [[0.5, 0.5]],
     ["gx = rt.quantile_weights(x, 0.5) * gz"], "ties keep their order"),
    ("np.sum(np.clip(x, a, b))", {"x": V([0.0, 0.5, 1.0]), "a": 0.0, "b": 1.0},
     [[0.0, 1.0, 0.0], 1.0, 1.0],
     ["gb = np.sum((np.maximum(x, a) >= b) * gc)", "gx = ((x > a) & (x < b)) * gc"],
     "at a bound: 0 in x, 1 in the bound"),
    ("np.std(x)", {"x": V([2.0, 2.0])}, [[0.0, 0.0]], ["rt.divide_or_zero(gz, x.size * z)"],
     "where all elements are equal: 0"),
    ("np.std(x)", {"x": V([2.0])}, [[0.0]], ["rt.divide_or_zero(gz, x.size * z)"], ""),
    ("5.0 % y", {"y": 2.5}, [-2.0], ["gy = -(5.0 // y * gz)"], "where y divides x"),
    ("x**2", {"x": 3}, [6.0], ["gx = 2.0 * x * gz"], ""),  # the derivative of f(3.0)
    ("np.sum(5.0 * x)", {"x": V([1.0, 2.0], np.float32)}, [V([5.0, 5.0], np.float32)],
     ["gx = 5.0 * np.full_like(a, gz)"], ""),
    # Of size 1, of no axes, of nothing, and what is read twice.
    ("np.sum(x * y)", {"x": V([[2.0]]), "y": V([1.0, 3.0])}, [[[4.0]], [2.0, 2.0]],
     ["gx = np.sum(y * ga"], ""),
    ("np.sum(x * y)", {"x": V(2.0), "y": V([1.0, 3.0])}, [4.0, [2.0, 2.0]], ["gx = "], ""),
    ("np.sum(x)", {"x": np.zeros((0, 2))}, [np.zeros((0, 2))], ["gx = np.full_like(x, gz)"], ""),
    ("np.sum(x[[0, 0, 1]])", {"x": V([1.0, 2.0])}, [[2.0, 1.0]], ["np.add.at(gx, a, "], ""),
    ("np.real(z**2)", {"z": 1 + 2j}, [2 + 4j], ["gz = 2.0 * z * gz1"],
     "Of complex z, gz means df = np.real(np.sum(gz * dz)), as in autograd and JAX."),
    ("float(x) * x", {"x": 3.0}, [6.0], ["gx = x * gz + a * gz"], ""),
    ("np.linalg.det(a)", {"a": V([[1.0, 2.0], [2.0, 4.0]])}, [[[4.0, -2.0], [-2.0, 1.0]]],
     ["ga = rt.cofactor(a) * gz"], ""),
    ("np.sum(np.linalg.eigh(a)[0])", {"a": np.eye(2)}, [np.eye(2)],
     ["ga = b[1] * np.full_like(c, gz) @ b[1].T"], "counts as symmetric (Hermitian)"),
    ("np.linalg.cholesky(a)[1, 1]", {"a": np.eye(2)}, [[[0.0, 0.0], [0.0, 0.5]]],
     ["ga = 0.5 * (c + c.T)"], "counts as symmetric (Hermitian)"),
]  # fmt: skip


@pytest.mark.parametrize("text, values, gradients, lines, note", TABLE,
                         ids=[f"{k}: {row[0]}" for k, row in enumerate(TABLE)])  # fmt: skip
def test_a_convention_is_what_the_text_says(tmp_path, text, values, gradients, lines, note):
    f, wrt = function_of(text, values), tuple(range(len(values)))
    with np.errstate(all="ignore"):
        found = s2sad.grad(f, wrt=wrt)(*values.values())
    for gradient, expected in zip(found, gradients, strict=True):
        assert np.shape(gradient) == np.shape(expected)
        np.testing.assert_allclose(gradient, expected, atol=1e-14)
        assert np.result_type(gradient) == np.result_type(np.asarray(expected) * 1.0)
    args = [1.0 * v for v in values.values()]
    shown = adjoint_text(f, *args, wrt=wrt)
    assert all(line in shown for line in lines), shown
    if note:
        path = tmp_path / "saved.py"
        s2sad.differentiate(f, wrt=wrt).save(path, *args)
        assert note in path.read_text()


def test_the_slope_of_a_root_of_pythons_is_an_error_of_pythons():
    f = function_of("math.sqrt(x)", ["x"])
    with pytest.raises(ZeroDivisionError):
        s2sad.grad(f)(0.0)
    assert "gx = 0.5 * gz / z" in adjoint_text(f, 4.0)


def test_complex_parameters_have_their_convention_in_every_text():
    f = function_of("np.real(z**2)", ["z"])
    heading = "# of complex z, gz means df = np.real(np.sum(gz * dz)), as in autograd and JAX\n"
    assert str(s2sad.differentiate(f).text("adjoint", 1 + 2j)).startswith(heading)
    assert str(s2sad.differentiate(f).text("tangent", 1 + 2j)).startswith(heading)
    assert "autograd" not in str(s2sad.differentiate(f).text("adjoint", 1.0))


@pytest.mark.skipif(not HAS_SCIPY, reason="needs SciPy")
def test_where_all_is_minus_infinity_all_share_equally():
    from scipy import special  # noqa: F401  named in full below

    f = function_of("scipy.special.logsumexp(x)", ["x"])
    np.testing.assert_array_equal(s2sad.grad(f)(V([-INF, -INF])), [0.5, 0.5])
    assert "gx = rt.exp_shares(x, z) * gz" in adjoint_text(f, V([1.0, 2.0]))


# -- storage: the text keeps what is written over -------------------------------------------------


def stored(y):
    y[0] = y[1] * 3.0
    return np.sum(y)


def viewed(x):
    y = x.copy()
    v = y[1:]
    v += 1.0
    v *= 2.0
    return np.sum(y * y)


def aliased(x):
    y = x
    y += 1.0
    return np.sum(y * y)


def saved_before(y):
    z = y * y
    y += 1.0
    return np.sum(z * y)


@pytest.mark.parametrize("f, x, gradient, lines", [
    (stored, [1.0, 2.0], [0.0, 4.0], ["gy[1] += 3.0 * gy[0]", "gy[0] = 0.0"]),
    (viewed, [1.0, 2.0], [2.0, 24.0], ["v += 1.0", "gy[1:] = 2.0 * gy[1:]"]),
    (aliased, [0.0, 1.0], [2.0, 4.0], ["x = x.copy()", "y = x\n"]),
    (saved_before, [1.0, 2.0], [5.0, 16.0], ["y1 = y + 1.0", "gy = 2.0 * y * gz + z * gz1"]),
])  # fmt: skip
def test_what_is_written_over_is_what_it_was(f, x, gradient, lines):
    given = V(x)
    np.testing.assert_array_equal(s2sad.grad(f)(given), gradient)
    np.testing.assert_array_equal(given, x)
    shown = adjoint_text(f, given)
    assert all(line in shown for line in lines), shown


# -- what has no derivative is refused ------------------------------------------------------------


def test_integers_are_refused_and_told_the_way_out():
    with pytest.raises(WrongArgument, match=r"astype\(float\)"):
        s2sad.grad(function_of("np.sum(x**2)", ["x"]))(V([1, 2]))


def test_vectors_of_equal_eigenvalues_are_an_error_and_what_no_rotation_changes_is_right():
    one = function_of("np.linalg.eigh(a)[1][0, 1]", ["a"])
    with pytest.raises(np.linalg.LinAlgError, match="equal eigenvalues"):
        s2sad.grad(one)(np.eye(2))
    whole = function_of("np.sum(np.linalg.eigh(a)[0] ** 2)", ["a"])
    np.testing.assert_allclose(s2sad.grad(whole)(np.eye(2)), 2.0 * np.eye(2))
    assert "rt.over_gaps" in adjoint_text(one, np.eye(2))
