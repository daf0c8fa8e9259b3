"""Loops whose bodies bind anew what their headers read: Python reads a header once."""

import itertools
import linecache

import numpy as np
import pytest

from s2sad import check_grads

X, Y = np.array([-0.199, 0.576, 1.084, 0.236]), np.array([-0.987, -0.246, 0.840])
TEXT = """def f(x, y):
    t, n = 0.0, 2
    for {target} in {header}:
        t = t * 0.5 + {body}
        y = np.sin(x[:3]) * t
        x = x * 1.1
        n += 1
    return t + np.sum(y)
"""
HEADERS = {
    "itertools.chain(x, y)": ("a", "a"),
    "itertools.chain(y[:2], x[1:], y)": ("a", "a * a"),
    "itertools.chain([x[0], y[1]], y)": ("a", "a"),
    "itertools.chain(range(n), range(len(y)))": ("i", "x[i]"),
    "itertools.chain.from_iterable([x, y])": ("a", "a"),
    "np.ndindex(len(y), n)": ("i, j", "x[i] * (j + 1)"),
    "itertools.product(x, y)": ("a, b", "a * b"),
    "itertools.product(range(n), y)": ("i, b", "x[i] * b"),
    "zip(x, y)": ("a, b", "a * b"),
    "enumerate(y)": ("i, a", "a * i"),
    "itertools.islice(itertools.cycle(y), 5)": ("a", "a"),
    "itertools.zip_longest(x, y, fillvalue=1.0)": ("a, b", "a * b"),
    "zip(y, itertools.chain(x, y))": ("b, a", "a * b"),
    "range(len(y))": ("i", "x[i]"),
}


def of_header(header):
    """Return a function with such a loop, with a source that can be read."""
    target, body = HEADERS[header]
    text, name = TEXT.format(header=header, target=target, body=body), f"<loop over {header}>"
    linecache.cache[name] = (len(text), None, text.splitlines(True), name)
    scope = {"np": np, "itertools": itertools}
    exec(compile(text, name, "exec"), scope)
    return scope["f"]


@pytest.mark.parametrize("header", HEADERS)
def test_a_header_is_read_once(header):
    check_grads(of_header(header), X, Y, order=2 if "chain" in header else 1)
