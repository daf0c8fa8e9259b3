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
