"""Imports inside functions: read as if they stood at the top of the file."""

import subprocess
import sys

import numpy as np
import pytest

from s2sad import check_grads, differentiate, grad
from s2sad.api import Differentiable
from s2sad.cli_show import found_function, with_wrt
from s2sad.errors import Error, Unsupported
from s2sad.frontend.static import StaticModule
from tests.small import noted_in

CASES = {}
at = noted_in(CASES)
X = np.array([0.4, 0.9, 1.7])


@at(X)
def of_a_library(x):
    import math

    s = 0.0
    for v in x:
        s += math.exp(v) * math.pi
    return s


@at(X)
def under_other_names(x):
    from numpy import pi as P, sin
    import numpy.linalg as la

    return la.norm(sin(x)) * P


@at(X)
def of_a_part_of_a_package(x):
    import numpy.fft

    return np.sum(np.abs(numpy.fft.fft(x)) ** 2 * x)


@at(X)
def in_a_branch_and_in_a_function_inside(x):
    def length(v):
        from numpy.linalg import norm

        return norm(v)

    if x[0] < 1.0:
        from functools import reduce
        import operator

        return length(x) * reduce(operator.mul, x)
    return length(x)


@at(X)
def of_functions_beside_it(x):
    from tests.frontend.test_imports import helper, RATE

    return helper(x) * RATE


def helper(x):
    from math import sqrt

    return sqrt(x[0]) * x[1]


RATE = 2.5


@at(X)
def relative(x):
    from .test_imports import helper as other

    return other(x)


@pytest.mark.parametrize("name", CASES)
def test_derivatives_are_right(name):
    f, args = CASES[name]
    check_grads(f, *args, order=2)


def test_scipy_may_be_imported_inside():
    pytest.importorskip("scipy")

    def f(x):
        from scipy.stats import norm

        return np.sum(norm.cdf(x) * x)

    check_grads(f, X, order=2)
    assert "stats.norm.pdf" in str(differentiate(f).text("adjoint", X))


def test_a_number_of_another_module_is_read_at_each_call(monkeypatch):
    def f(x):
        from tests.frontend.test_imports import RATE

        return x * RATE

    assert grad(f)(2.0) == 2.5
    monkeypatch.setattr(sys.modules[__name__], "RATE", 4.0)
    assert grad(f)(2.0) == 4.0


def test_what_is_bound_elsewhere_too_is_refused():
    def f(x):
        import math as m

        if x > 1.0:
            m = 2.0
            return x * m
        return m.sin(x)

    with pytest.raises(Unsupported, match="bound in another place too"):
        grad(f)(0.5)


class Other:
    """What another `math` may be."""

    pi = 2.0


def test_a_name_that_is_another_one_outside_is_refused():
    math = Other()

    def f(x):
        def inner(v):
            import math

            return math.sin(v)

        return inner(x) * math.pi

    with pytest.raises(Unsupported, match="import math"):
        grad(f)(0.5)


def test_nothing_is_imported_for_it():
    code = """
import linecache, sys
import s2sad
text = "def f(x):\\n    import this\\n    return x * len(this.s)\\n"
linecache.cache["f.py"] = len(text), None, text.splitlines(True), "f.py"
scope = {}
exec(compile(text, "f.py", "exec"), scope)
try:
    s2sad.grad(scope["f"])(1.0)
except s2sad.errors.Unsupported as error:
    print(error.what, "this" in sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout == "s2sad cannot differentiate an import of `this` False\n"


FILE = """
def f(x):
    import math
    from helpers import scaled
    return scaled(math.sin(x))
"""


def test_a_file_that_is_not_run_is_read_alike(tmp_path):
    (tmp_path / "model.py").write_text(FILE)
    (tmp_path / "helpers.py").write_text("def scaled(v):\n    return v * 3.0\n")
    found = with_wrt(found_function(StaticModule.of(tmp_path / "model.py"), "f"), None)
    assert isinstance(found, Differentiable)
    assert "gx = 3.0 * math.cos(x) * gz" in str(found.text("adjoint", types="float"))


def test_a_library_that_is_not_known_is_refused_there(tmp_path):
    (tmp_path / "model.py").write_text("def f(x):\n    import pandas\n    return pandas.f(x)\n")
    with pytest.raises(Error, match="is not beside the file"):
        found = with_wrt(found_function(StaticModule.of(tmp_path / "model.py"), "f"), None)
        str(found.text("adjoint", types="float"))
