"""What the methods of ufuncs are told, and `dtype=` of ufuncs: as NumPy reads it, or refused."""

import numpy as np
import pytest

from s2sad import grad, jvp
from s2sad.errors import MissingRule, UnsafeWrite, WrongCall

from .programs_of_points import check_first_order, function_of

RNG = np.random.default_rng(5)
VALUES = {"x": RNG.uniform(0.2, 1.4, 4), "m": RNG.uniform(0.2, 1.4, (3, 4))}


def named(text):
    return {n: v for n, v in VALUES.items() if n in compile(text, "text", "eval").co_names}


@pytest.mark.parametrize("text", [
    "np.add.reduce(array=m)", "np.multiply.reduce(array=m, axis=1)", "np.hypot.reduce(array=m)",
    "np.add.accumulate(array=m)", "np.add.reduceat(array=x, indices=[0, 2])",
    "np.logaddexp.reduce(array=x)", "np.hypot.reduce(-m[:1])", "np.hypot.reduce(m - 0.5, axis=1)",
    "np.add.accumulate(m, axis=(1,))", "np.maximum.accumulate(m, axis=(1,))",
    "np.maximum.accumulate(x, axis=None)", "np.add.reduceat(x, [0, 2, 1], axis=None)",
    "np.multiply.reduceat(m, [0, 1], axis=(1,))", "np.logical_and.reduce(m, initial=None) * m",
])  # fmt: skip
def test_what_a_method_is_told_counts_as_numpy_counts_it(text):
    check_first_order(text, named(text))


@pytest.mark.parametrize("text, error, message", [
    ("np.hypot.reduce(m, axis=(0, 1))", MissingRule, "with `axis=`"),
    ("np.subtract.reduce(m, axis=())", MissingRule, "with `axis=`"),
    ("np.add.accumulate(m, axis=None)", MissingRule, "np.add.accumulate"),
    ("np.logaddexp.reduce(x, initial=0.1)", MissingRule, "with `initial=`"),
    ("np.divmod(x, 0.3, dtype=float)[1]", MissingRule, "with `dtype=`"),
    ("np.modf(x, dtype=float)[0]", MissingRule, "with `dtype=`"),
    ("np.ldexp(x, 2, dtype=float)", MissingRule, "with `dtype=`"),
    ("np.less(x, 0.3, dtype=float) * x", MissingRule, "with `dtype=`"),
    ("np.float_power(x, 0.3, dtype=np.float32)", MissingRule, "with `dtype=`"),
    ("np.ix_(x)[0]", MissingRule, "with respect to `args`"),
    ("np.gradient(m, axis=())[0]", WrongCall, "no axis"),
])  # fmt: skip
def test_what_is_not_read_so_is_refused_by_name(text, error, message):
    values = named(text)
    with pytest.raises(error, match=message):
        grad(function_of(f"np.sum({text})", values))(*values.values())


@pytest.mark.parametrize("dtype", ["float16", "float32", "longdouble"])
@pytest.mark.parametrize("name", ["sum", "prod", "mean", "var", "std", "nansum", "nanprod",
                                  "nanmean", "nanvar", "nanstd"])  # fmt: skip
def test_a_tangent_has_the_dtype_that_a_reduction_is_told(name, dtype):
    m = VALUES["m"]
    for axis in ("None", "1"):
        f = function_of(f"np.{name}(m, axis={axis}, dtype=np.{dtype})", ["m"])
        value, tangent = jvp(f, (m,), (m,))
        assert tangent.dtype == value.dtype == np.dtype(dtype)
        whole = function_of(f"np.{name}(m, axis={axis})", ["m"])
        np.testing.assert_allclose(tangent, jvp(whole, (m,), (m,))[1], rtol=0.02)


def test_an_array_that_numpy_leaves_as_it_was_is_no_result():
    f = function_of("np.sum(y)", ["m"], ["    y = np.zeros((3, 6))\n",
                                         "    np.fft.hfft(m, out=y)\n"])  # fmt: skip
    with pytest.raises(UnsafeWrite, match="is not written"):
        grad(f)(VALUES["m"])


def test_a_bound_is_told_by_one_name():
    with pytest.raises(MissingRule, match="with `min=`"):
        grad(function_of("np.sum(np.clip(m, 0.3, 0.9, min=0.5))", ["m"]))(VALUES["m"])
