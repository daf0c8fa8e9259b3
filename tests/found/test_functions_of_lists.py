"""NumPy's functions and operators of lists, which stand for arrays."""

import linecache

import numpy as np
import pytest

from s2sad import check_grads

X = np.array([1.3, 1.41, 1.55, 1.7, 0.3])
TEXT = """def f(x):
    l, m = [x[0], x[1]], [x[2], x[1] * x[0]]
    rows, whole = [x[:2], x[2:4]], [2, 3]
    z = {}
    l.append(1.0); m[0] = 0.0; rows.pop(); whole[0] = 7
    return z
"""
GROUPS = {
    "parts of results": ["np.add(l, m)[0]", "np.multiply(l, 2)[0]", "np.multiply(2, l)[1]",
                         "np.mean(np.add(l, l))", "np.cumsum(np.add(l, m))[1]",
                         "np.add(rows, rows)[1][0]", "np.multiply(rows, 2.0)[0, 1]"],
    "elementwise": ["np.subtract(l, m)", "np.negative(l)", "np.power(l, 2)", "np.square(l)",
                    "np.power(l, m)", "np.divide(l, m)", "np.sqrt(l)", "np.arctan2(l, 1.0)",
                    "np.hypot(l, m)", "np.maximum(l, m)", "np.reciprocal(l)", "np.cos(rows)",
                    "np.float_power(l, 2)", "np.where([True, False], l, m)",
                    "np.clip(l, 0.0, 1.35)"],
    "numbers beside arrays": ["x[:2] ** whole", "whole ** x[:2]", "np.power(x[:2], whole)",
                              "x[:2] / whole", "whole - x[:2]", "np.arctan2(x[:2], whole)",
                              "x[:2] ** range(2)", "x[:3] * range(3)"],
    "of all of it": ["np.sort(l)", "np.diff(l)", "np.cumprod(l)", "np.ptp(l)", "np.std(l)",
                     "np.outer(l, m)", "np.interp(l, [0.0, 3.0], m)",
                     "np.average(l, weights=whole)", "np.quantile(l, 0.3)",
                     "np.linalg.norm(l)", "np.trapezoid(l, m)"],
    "of rows": ["np.transpose(rows)[0]", "np.trace(rows)", "np.einsum('ij,j', rows, l)",
                "np.sum(rows, axis=0) ** 2", "np.var(rows)", "np.concatenate(rows) ** 2"],
}  # fmt: skip


def of_text(text):
    """Return the function of a text, with a source that can be read."""
    name = f"<{hash(text)}>"
    linecache.cache[name] = (len(text), None, text.splitlines(True), name)
    scope = {"np": np}
    exec(compile(text, name, "exec"), scope)
    return scope["f"]


@pytest.mark.parametrize("group", GROUPS)
def test_a_list_is_an_array_to_numpy(group):
    for text in GROUPS[group]:
        check_grads(of_text(TEXT.format(f"np.sum({text})")), X)


@pytest.mark.parametrize("group", GROUPS)
def test_the_derivatives_of_functions_of_lists_are_differentiated(group):
    for text in GROUPS[group][:3]:
        check_grads(of_text(TEXT.format(f"np.sum({text}) ** 2")), X, order=2)


@pytest.mark.parametrize(
    "text",
    [
        "scipy.special.betaln(a, b)", "scipy.special.xlogy(a, b)", "scipy.stats.norm.logpdf(a, b)",
        "scipy.stats.beta.logpdf([0.3], a, b)", "scipy.stats.poisson.logpmf([2], a)",
        "scipy.stats.t.logpdf(a, 3)", "scipy.special.logsumexp(a)",
    ],
)  # fmt: skip
def test_functions_of_scipys_compute_with_arrays_of_lists(text):
    """Their formulas add and multiply what Python's lists join and repeat."""
    pytest.importorskip("scipy.stats")
    pytest.importorskip("scipy.special")
    source = f"import scipy\ndef f(a, b):\n    return np.sum({text}) + 0.0 * b[0]\n"
    for a, b in (([2.0], [3.0]), ([2.0, 1.5], [3.0, 0.7])):
        check_grads(of_text(source), a, b)
