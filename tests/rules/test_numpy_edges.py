"""What NumPy's functions have as derivatives at ties, at kinks, at nan, and of nothing."""

import warnings

import numpy as np
import pytest

import s2sad

from .programs_of_points import function_of

INF, NAN = np.inf, np.nan
V = np.array


def gradient(text, **values):
    """Return the gradient of the sum of a call, in its first operand."""
    f = function_of(f"np.sum({text})", values)
    with np.errstate(all="ignore"):
        return s2sad.grad(f, wrt=next(iter(values)))(*values.values())


@pytest.mark.parametrize(
    "text, values, expected",
    [
        # An order statistic of equal elements takes those that a stable sort puts there.
        ("np.median(x)", {"x": V([1.0, 1.0])}, [0.5, 0.5]),
        ("np.median(x)", {"x": V([1.0, 1.0, 1.0])}, [0.0, 1.0, 0.0]),
        ("np.median(x)", {"x": V([3.0, 1.0, 2.0, 2.0])}, [0.0, 0.0, 0.5, 0.5]),
        ("np.quantile(x, 0.0)", {"x": V([2.0, 1.0, 1.0])}, [0.0, 1.0, 0.0]),
        ("np.quantile(x, 1.0)", {"x": V([2.0, 1.0, 2.0])}, [0.0, 0.0, 1.0]),
        ("np.quantile(x, 0.5, method='lower')", {"x": V([2.0, 1.0])}, [0.0, 1.0]),
        # At an element its place moves to the right; at the last one there is only the left.
        ("np.quantile([1.0, 2.0, 4.0], x)", {"x": V([0.0, 0.5, 1.0])}, [2.0, 4.0, 4.0]),
        ("np.quantile([1.0, 2.0, 4.0], x, method='lower')", {"x": V([0.3, 1.0])}, [0.0, 0.0]),
        ("np.quantile([1, 2], x, method='weibull')", {"x": V([0.1, 0.5, 0.9])}, [0.0, 3.0, 0.0]),
        ("np.quantile([2.0], x)", {"x": V([0.3])}, [0.0]),
        ("np.quantile([1.0, 2.0, np.inf], x)", {"x": V([0.3])}, [2.0]),
        ("np.sort(x)[1]", {"x": V([2.0, 1.0, 1.0])}, [0.0, 0.0, 1.0]),
        ("np.maximum.accumulate(x)", {"x": V([1.0, 1.0, 0.0])}, [3.0, 0.0, 0.0]),
        ("np.maximum.reduceat(x, [0, 2])", {"x": V([1.0, 1.0, 0.0])}, [0.5, 0.5, 1.0]),
        ("np.logaddexp.accumulate(x)[2:]", {"x": V([-INF, -INF, -INF])}, [0.25, 0.25, 0.5]),
        ("np.logaddexp.accumulate(x)[:1]", {"x": V([-INF, 1.0])}, [1.0, 0.0]),
        ("np.ptp(x)", {"x": V([2.0, 2.0])}, [0.0, 0.0]),
        ("np.pad(x, 1, mode='maximum')", {"x": V([2.0, 2.0])}, [2.0, 2.0]),
        ("np.max(x, initial=2.0)", {"x": V([2.0, 1.0])}, [0.5, 0.0]),
        ("np.max(x, initial=3.0)", {"x": V([2.0, 1.0])}, [0.0, 0.0]),
        ("np.max(x, where=x < 2.0, initial=0.0)", {"x": V([2.0, 1.0])}, [0.0, 1.0]),
        # The slope in a factor is the product of the others.
        ("np.prod(x, where=x < 2.5)", {"x": V([0.0, 2.0, 3.0])}, [2.0, 0.0, 0.0]),
        ("np.nanprod(x)", {"x": V([0.0, NAN, 3.0])}, [3.0, 0.0, 0.0]),
        ("np.multiply.reduce(x)", {"x": V([0.0, 0.0, 3.0])}, [0.0, 0.0, 0.0]),
        ("np.nancumprod(x)", {"x": V([2.0, 0.0, NAN, 3.0])}, [1.0, 10.0, 0.0, 0.0]),
        # A nan that is left out has slope 0; what divides by 0 has slope 0 where all are equal.
        ("np.nansum(x)", {"x": V([1.0, NAN])}, [1.0, 0.0]),
        ("np.nanmean(x)", {"x": V([1.0, NAN, 2.0])}, [0.5, 0.0, 0.5]),
        ("np.nanmax(x)", {"x": V([2.0, NAN, 2.0])}, [0.5, 0.0, 0.5]),
        ("np.nanstd(x)", {"x": V([2.0, NAN, 2.0])}, [0.0, 0.0, 0.0]),
        ("np.nanmedian(x)", {"x": V([2.0, NAN, 1.0])}, [0.5, 0.0, 0.5]),
        ("np.std(x, where=x > 1.5)", {"x": V([2.0, 1.0, 2.0])}, [0.0, 0.0, 0.0]),
        ("np.sum(np.log(x), where=x > 0)", {"x": V([0.0, 2.0])}, [0.0, 0.5]),
        # At a knot the slope is that to its right; outside it is 0.
        ("np.interp(x, [0.0, 1.0, 2.0], [0.0, 1.0, 3.0])", {"x": V([1.0, 2.0, -1.0, 9.0])},
         [2.0, 2.0, 0.0, 0.0]),
        ("np.interp(x, [1.0], [4.0])", {"x": V([1.0, 2.0])}, [0.0, 0.0]),
        # Steps are flat, also at their jumps.
        ("np.modf(x)[0]", {"x": V([2.0, -0.5])}, [1.0, 1.0]),
        ("np.divmod(x, 2.5)[1]", {"x": V([5.0, 1.0])}, [1.0, 1.0]),
        ("np.divmod(x, 2.5)[0]", {"x": V([5.0, 1.0])}, [0.0, 0.0]),
        ("np.heaviside(x, 0.5)", {"x": V([0.0, 1.0])}, [0.0, 0.0]),
        ("np.copysign(x, -1.0)", {"x": V([0.0, -2.0, 3.0])}, [0.0, 1.0, -1.0]),
        # What is left of a division falls with the divisor by how often it goes into x.
        ("np.fmod(1.0, x)", {"x": V([0.1, -0.1, 0.25, INF])}, [-9.0, 9.0, -4.0, 0.0]),
        ("np.fmod(-1.0, x)", {"x": V([0.1, 0.3])}, [9.0, 3.0]),
        ("np.power(y, x)", {"x": V([-2.0, -0.5]), "y": V([INF, INF])}, [0.0, 0.0]),
        # Where a component is 0, so is the slope, of any order; also where the norm is 0.
        ("np.linalg.norm(x, 0.5)", {"x": V([1.0, 0.0, 1.0])}, [2.0, 0.0, 2.0]),
        ("np.linalg.norm(x, -1)", {"x": V([1.0, 0.0, 2.0])}, [0.0, 0.0, 0.0]),
        ("np.linalg.norm(x, -2)", {"x": V([0.0, 0.0])}, [0.0, 0.0]),
        ("np.linalg.vector_norm(x, ord=-1)", {"x": V([2.0, -2.0])}, [0.25, -0.25]),
        ("np.linalg.norm(x, 3)", {"x": V([0.0, 0.0])}, [0.0, 0.0]),
        ("np.hypot.reduce(x)", {"x": V([0.0, 3.0, 4.0])}, [0.0, 0.6, 0.8]),
        ("np.hypot.reduce(x)", {"x": V(-1.5)}, -1.0),
        ("np.subtract.reduce(x)", {"x": V(-1.5)}, 1.0),
        ("np.i0(x)", {"x": V([0.0])}, [0.0]),
        ("np.float_power(x, 2)", {"x": V([0.0])}, [0.0]),
        ("np.logaddexp.reduce(x)", {"x": V([-INF, -INF])}, [0.5, 0.5]),
        ("np.logaddexp.reduce(x)", {"x": V([INF, 0.0])}, [1.0, 0.0]),
        ("np.nan_to_num(x)", {"x": V([NAN, INF, 1.0])}, [0.0, 0.0, 1.0]),
        # The first condition that holds selects; the last piece that fits stays.
        ("np.select([x > 0, x > 1], [2 * x, 3 * x])", {"x": V([2.0, -1.0])}, [2.0, 0.0]),
        ("np.piecewise(x, [x > 0, x > 1], [lambda t: 2 * t, lambda t: 3 * t])",
         {"x": V([2.0, 0.5, -1.0])}, [3.0, 2.0, 0.0]),
        ("np.choose(i, [x, 2 * x])", {"x": V([1.0, 2.0]), "i": V([1, 0])}, [2.0, 1.0]),
        # A place that is taken twice counts twice; one that is deleted does not count.
        ("np.take(x, [0, 0, -1])", {"x": V([1.0, 2.0, 3.0])}, [2.0, 0.0, 1.0]),
        ("np.delete(x, [1, 1])", {"x": V([1.0, 2.0, 3.0])}, [1.0, 0.0, 1.0]),
        ("np.resize(x, 4)", {"x": V([1.0, 2.0, 3.0])}, [2.0, 1.0, 1.0]),
        ("np.pad(x, 3, mode='wrap')", {"x": V([1.0, 2.0])}, [4.0, 4.0]),
        ("np.bincount([0, 2], x)", {"x": V([1.0, 2.0])}, [1.0, 1.0]),
        ("np.histogram([0.0, 0.5, 2.0], [0, 1], weights=x)[0]", {"x": V([1.0, 2.0, 3.0])},
         [1.0, 1.0, 0.0]),
    ],
)  # fmt: skip
def test_the_slope_at_an_edge_is_what_the_conventions_say(text, values, expected):
    np.testing.assert_allclose(gradient(text, **values), expected, atol=1e-14)


@pytest.mark.parametrize(
    "text",
    [
        "np.sum(x)", "np.prod(x)", "np.cumsum(x)", "np.cumprod(x)", "np.diff(x)", "np.sort(x)",
        "np.nansum(x)", "np.nancumsum(x)", "np.nanprod(x)", "np.concatenate((x, x))",
        "np.where(x > 0, x, -x)", "np.flip(x)", "np.roll(x, 1)", "np.append(x, x)",
        "np.insert(x, 0, 1.0)", "np.delete(x, [])", "np.add.reduce(x)", "np.trapezoid(x)",
        "np.compress([], x)", "np.diagflat(x)", "np.sum(x, where=x > 0)",
        "np.select([x > 0], [x])", "np.polyval(x, 2.0)", "np.max(x, initial=0.0)", "np.r_[x, 1.0]",
        "np.meshgrid(x, x)[0]", "np.repeat(x, 2)", "np.tile(x, 2)", "np.vdot(x, x)",
        "np.take(x, np.zeros(0, int))", "np.i0(x)", "np.unwrap(x)", "np.sum(x, initial=1.0)",
        "np.hypot.reduce(x)", "np.hypot.accumulate(x)", "np.subtract.accumulate(x)",
        "np.nanquantile(x, [0.2, 1.0])", "np.nanpercentile(x, 20.0)", "np.nanquantile(x, [])",
    ],
)  # fmt: skip
def test_of_nothing_the_gradient_is_nothing(text):
    found = gradient(text, x=np.zeros(0))
    assert found.shape == (0,)
    assert found.dtype == np.float64


@pytest.mark.parametrize(
    "text, values, named",
    [
        ("np.quantile(x, 0.3, weights=x, method='inverted_cdf')", {"x": V([1.0, 2.0])}, "weights="),
        ("np.max(x, initial=y)", {"y": 0.3, "x": V([1.0, 2.0])}, "with respect to `initial`"),
        ("np.polyfit(x, y, 1)", {"x": V([1.0, 2.0]), "y": np.eye(2)}, "with respect to `x`"),
        ("np.polyfit(x, [1, 2], 1, w=w)", {"x": V([1.0, 2.0]), "w": V([1, 2])}, "to `x`"),
        ("np.polyfit([1, 2], x, 1, full=True)[0]", {"x": V([1.0, 2.0])}, "np.polyfit"),
        ("np.polyint(x, k=y)", {"y": 0.3, "x": V([1.0, 2.0])}, "with respect to `k`"),
        ("np.cov(x, aweights=w)", {"w": V([1.0, 2.0]), "x": V([1.0, 4.0])}, "`aweights`"),
        ("np.cov(x, dtype=float)", {"x": V([1.0, 4.0])}, "dtype="),
        ("np.histogram(x, 3)[1]", {"x": V([1.0, 4.0])}, "with respect to `x`"),
        ("np.histogram(x, 3, density=True)[0]", {"x": V([1.0, 4.0])}, "with respect to `x`"),
        ("np.unwrap(x, period=p)", {"p": 6.3, "x": V([1.0, 4.0])}, "with respect to `period`"),
        ("np.nan_to_num(x, nan=y)", {"y": 0.3, "x": V([1.0, NAN])}, "with respect to `nan`"),
        ("np.power.reduce(x)", {"x": V([1.0, 4.0])}, "np.power.reduce"),
        ("np.subtract.reduce(x, axis=None)", {"x": V([1.0, 4.0])}, "np.subtract.reduce"),
        ("np.negative.at(x, [0])", {"x": V([1.0, 4.0])}, "store what it makes"),
        ("np.var(x, mean=1.0)", {"x": V([1.0, 4.0])}, "mean="),
        ("np.add(x, x, casting='unsafe')", {"x": V([1.0, 4.0])}, "casting="),
        ("np.vectorize(lambda v: v, otypes=[int])(x)", {"x": V([1.0])}, "np.vectorize"),
        ("np.r_['0,2', x]", {"x": V([1.0])}, "np.r_"),
        ("np.trim_zeros(x)", {"x": V([1.0])}, "np.trim_zeros"),
    ],
)
def test_a_parameter_in_which_no_derivative_is_known_is_named(text, values, named):
    with pytest.raises(Exception, match="(?s)s2sad") as caught:
        gradient(text, **values)
    assert type(caught.value).__module__ == "s2sad.errors"
    assert named in str(caught.value)


def test_outside_of_the_knots_the_slope_depends_on_no_value_at_a_knot():
    x, xp, z = V([-1.0, 0.5, 3.0, 9.0]), V([0.0, 1.0, 3.0]), V([2.0, 3.0, 5.0, 7.0])
    f = function_of("np.sum(z * np.interp(x, xp, fp))", ["fp", "x", "xp", "z"])
    slopes = function_of("np.sum(g(fp, x, xp, z))", ["fp", "x", "xp", "z"])
    slopes.__globals__["g"] = s2sad.grad(f, wrt="x")
    found = s2sad.grad(slopes)(V([1.0, 4.0, 2.0]), x, xp, z)
    np.testing.assert_allclose(found, [-3.0, 3.0 - 5.0 / 2.0, 5.0 / 2.0])


def test_the_slope_of_a_line_falls_as_its_ends_move_apart():
    found = gradient("np.gradient([1.0, 2.0], h)", h=V([0.0, 0.5]))
    np.testing.assert_allclose(found, [8.0, -8.0])


def test_vectorize_refuses_results_that_numpy_would_round():
    with pytest.raises(AssertionError, match="first type"):
        gradient("np.vectorize(lambda v: 0 if v < 0 else v)(x)", x=V([-1.0, 0.5]))


def test_a_list_of_matrices_that_is_stacked_has_matrices_as_adjoints():
    items = [np.ones((2, 3)), np.zeros((1, 3))]
    _, pullback = s2sad.vjp(function_of("np.vstack(l)", ["l"]), items)
    seed = np.arange(9.0).reshape(3, 3)
    (found,) = pullback(seed)
    np.testing.assert_array_equal(found[0], seed[:2])
    np.testing.assert_array_equal(found[1], seed[2:])


@pytest.mark.parametrize("head", ["np.median(x)", "numpy.median(x)", "median(x)"])
def test_a_function_has_its_rule_however_it_is_named(head):
    f = function_of(head, ["x"])
    f.__globals__.update(numpy=np, median=np.median)
    np.testing.assert_array_equal(s2sad.grad(f)(V([3.0, 1.0, 2.0])), [0.0, 0.0, 1.0])


@pytest.mark.parametrize("x", [V([0.3]), V([0.3, 0.3, 0.3]), V([0.3, 1.2, 0.3])])
def test_a_fit_has_no_derivative_in_places_that_do_not_tell_it(x):
    f, y = function_of("np.sum(np.polyfit(x, y, 2))", ["x", "y"]), np.arange(float(len(x)))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of NumPy's: it warns of the fit itself
        with pytest.raises(np.linalg.LinAlgError, match="too few"):
            s2sad.grad(f)(x, y)
        s2sad.check_grads(f, x, y, wrt="y")


@pytest.mark.parametrize("shape", [(0, 3), (3, 0)])
@pytest.mark.parametrize(
    "text",
    [
        "np.hypot.reduce(x)", "np.hypot.accumulate(x)", "np.subtract.accumulate(x, axis=-1)",
        "np.nanquantile(x, [0.2, 1.0])", "np.nanpercentile(x, [], axis=0)", "np.sum(x, axis=0)",
        "np.prod(x, axis=1)", "np.cumprod(x, axis=0)", "np.sort(x)", "np.linalg.norm(x, axis=-1)",
    ],
)  # fmt: skip
def test_of_rows_without_elements_both_modes_have_the_value_of_numpy(text, shape):
    f, x = function_of(text, ["x"]), np.zeros(shape)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = f(x)
        value, pullback = s2sad.vjp(f, x)
        np.testing.assert_array_equal(s2sad.jvp(f, (x,), (x,))[0], expected)
        np.testing.assert_array_equal(value, expected)
        (found,) = pullback(np.ones_like(value))
    assert found.shape == shape


@pytest.mark.parametrize("text", ["np.mean(x, axis=0)", "np.std(x, axis=-1)", "np.var(x, axis=1)"])
def test_of_an_axis_that_is_not_there_numpys_error_is_raised(text):
    f, x = function_of(text, ["x"]), np.array(1.5)
    with pytest.raises(np.exceptions.AxisError):
        s2sad.grad(f)(x)
    with pytest.raises(np.exceptions.AxisError):
        s2sad.jvp(f, (x,), (x,))


def test_nothing_is_left_of_no_rows_where_numpy_raises():
    with pytest.raises(ValueError, match="zero-size array"):
        s2sad.grad(function_of("np.sum(np.subtract.reduce(x))", ["x"]))(np.zeros((0, 3)))


def test_a_number_is_not_accumulated():
    with pytest.raises(Exception, match="np.add.accumulate"):
        s2sad.grad(function_of("np.sum(np.add.accumulate(x))", ["x"]))(np.array(1.5))


def test_a_determinant_has_no_slope_at_a_matrix_with_what_is_no_number():
    x = np.array([[[INF, 1.0], [NAN, 0.0]], [[1.0, 2.0], [2.0, 4.0]]])
    found = gradient("np.linalg.det(x)", x=x)
    assert np.all(np.isnan(found[0]))
    np.testing.assert_allclose(found[1], [[4.0, -2.0], [-2.0, 1.0]], atol=1e-14)
