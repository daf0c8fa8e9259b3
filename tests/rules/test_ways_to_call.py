"""Calls as people write them: by every name, of numbers, vectors and nothing, once and twice."""

import itertools

import numpy as np
import pytest

from s2sad import check_grads
from tests.programs.running import scope_of

V, W, M = np.array([0.3, 1.2, 0.7]), np.array([1.4, 0.2, 0.9]), np.arange(1.0, 7.0).reshape(2, 3)
COUNT = itertools.count()


def written(body, names, **scope):
    """Return a function of these names that returns what a text says."""
    source = f"def f({', '.join(names)}):\n    return {body}\n"
    return scope_of(source, f"<way {next(COUNT)}: {body}>", np=np, **scope)["f"]


@pytest.mark.parametrize("body, values", [
    ("np.cov(x)", {"x": V}), ("np.cov(x) * x[0, 0]", {"x": V[None]}),
    ("np.cov(x, rowvar=False, bias=True) * x[0]", {"x": V[:, None]}),
    ("np.sum(np.transpose(x)) * x", {"x": 0.3}), ("np.sum(x).T * x[0]", {"x": V}),
    ("np.sum(np.transpose(np.sum(x) * x[0]))", {"x": V}),
    ("np.corrcoef(x) * x[0]", {"x": V}), ("np.corrcoef(x)", {"x": V[None]}),
])  # fmt: skip
def test_what_has_one_variable(body, values):
    check_grads(written(body, values), *values.values(), order=2)


@pytest.mark.parametrize("body, values", [
    ("np.add.outer(x, x**2, dtype=float)", {"x": V}), ("np.multiply.outer(x, m)", {"x": V, "m": M}),
    ("np.multiply.outer(x, m, dtype='float64')", {"x": 0.3, "m": M}),
    ("np.pad(x, (0, 2)) * x", {"x": np.array(0.3)}), ("np.pad(x, 1, mode='edge')", {"x": 0.3}),
    ("np.apply_along_axis(np.sum, -1, x) * 1.0", {"x": np.zeros(0)}),
    ("np.apply_along_axis(np.sum, 1, x) * 1.0", {"x": np.zeros((2, 0))}),
])  # fmt: skip
def test_options_and_what_has_no_axes_or_elements(body, values):
    check_grads(written(body, values), *values.values(), order=2)
