"""Operators that lists and tuples do not have are refused, where the function itself raises."""

import linecache

import numpy as np
import pytest

from s2sad import check_grads, grad, jvp
from s2sad.errors import WrongKind

W, X = [1.5, 2.0], [3.0, 4.5]
REFUSED = {
    "np.sum((w - x) ** 2)": "subtract a list from a list",
    "np.sum(w / x)": "divide a list by a list",
    "np.sum(w ** 2)": "raise a list to the power of an int",
    "np.sum(pow(w, 2))": "raise a list to the power of an int",
    "np.sum(-w)": "negate a list",
    "np.sum(+w)": "put a sign before a list",
    "np.sum(2.0 + w)": "add a float and a list",
    "np.sum(w + 1.0)": "add a list and a float",
    "np.sum(w // 1)": "divide a list by an int",
    "np.sum(w % 2.0)": "divide a list by a float",
    "np.sum(1.0 / w)": "divide a float by a list",
    "divmod(w, 2.0)[0][0]": "divide a list by a float",
    "np.sum(abs(w))": "take the absolute value of a list",
    "np.sum(round(w))": "round a list",
    "float(w)": "make a float of a list",
    "w @ x": "multiply a list by a list",
    "np.sum(w * x)": "multiply a list by a list",
    "np.sum(2.0 * w)": "multiply a float by a list",
    "np.sum(w * x[0])": "multiply a list by a float",
    "np.sum(w * np.sum(x))": "multiply a list by a NumPy float64",
    "np.sum((w + x) * 0.5)": "multiply a list by a float",
    "np.sum(G - w)": "subtract a list from a list",
    "np.sum(w + (1.0, 2.0))": "add a list and a tuple",
    "np.sum(w - tuple(x))": "subtract a tuple from a list",
    "([v * v for v in x] - w)[0]": "subtract a list from a list",
    "([w, x] - [x, w])[0][0]": "subtract a list from a list",
    "((w[0], x[0]) - (w[1], x[1]))[0]": "subtract a tuple from a tuple",
    "(-(w[0], x[0]))[0]": "negate a tuple",
    "((w[0], x[0]) * 2.0)[0]": "multiply a tuple by a float",
    "((w[0], x[0]) + w)[0]": "add a tuple and a list",
}
CHANGED = {
    "w -= x": "subtract a list from a list", "w *= 2.0": "multiply a list by a float",
    "w /= 2.0": "divide a list by a float", "w += 1.0": "add a list and a float",
}  # fmt: skip
KEPT = [
    "np.sum(w + x)", "np.sum(w * 2)", "np.sum(2 * w)", "np.sum((w + x) * len(x))",
    "np.sum(w * np.int64(2))", "np.sum(w - GA)", "np.sum(w * GA)", "np.sum(w * np.array(x))",
    "np.sum(np.array(w) - x)", "w @ GA", "np.sum(np.sum(x) * GA - w)", "np.sum(x - np.mean(x))",
    "np.sum(np.float64(1.0) / w)", "np.sum(np.subtract(w, x))", "np.sum((w[0], x[0]) - GA)",
    "((w[0], x[0]) + (w[1], x[1]))[2] * w[0]", "((w[0], x[0]) * 2)[2] * w[0]",
]  # fmt: skip


def of_text(text):
    """Return the function of a text, with a source that can be read."""
    file = f"<sequences {len(linecache.cache)}>"
    linecache.cache[file] = (len(text), None, text.splitlines(True), file)
    scope = {"np": np, "G": [1.0, 2.0], "GA": np.array([0.7, 1.3])}
    exec(compile(text, file, "exec"), scope)
    return scope["f"]


def refusals(f):
    for call in (lambda: grad(f, wrt=(0, 1))(W[:], X[:]), lambda: jvp(f, (W[:], X[:]), (W, X))):
        with pytest.raises(WrongKind) as caught:
            call()
        yield str(caught.value)


@pytest.mark.parametrize("text", REFUSED)
def test_an_operator_that_sequences_do_not_have_is_refused(text):
    f = of_text(f"def f(w, x):\n    return {text}\n")
    with pytest.raises(TypeError):
        f(W, X)
    for message in refusals(f):
        assert f"Python does not {REFUSED[text]}\n" in message and "`np.array(" in message


@pytest.mark.parametrize("text", CHANGED)
def test_an_operator_in_place_that_lists_do_not_have_is_refused(text):
    f = of_text(f"def f(w, x):\n    {text}\n    return np.sum(w)\n")
    for message in refusals(f):
        assert f"Python does not {CHANGED[text]}\n" in message


@pytest.mark.parametrize("text", KEPT)
def test_what_lists_and_tuples_have_stays(text):
    check_grads(of_text(f"def f(w, x):\n    return {text}\n"), W, X)


def test_the_refusal_names_the_argument_to_pass_as_an_array():
    f = of_text("def f(x):\n    return np.sum(x * x)\n")
    with pytest.raises(WrongKind, match=r"Pass `np.array\(x\)`"):
        grad(f)([1.0, 2.0])
    assert grad(f)(np.array([1.0, 2.0])).tolist() == [2.0, 4.0]
    f = of_text("def f(x):\n    y = [v for v in x]\n    return np.sum(y * 2.0)\n")
    with pytest.raises(WrongKind, match=r"Write `np.array\(y\)`"):
        grad(f)([1.0, 2.0])


def test_functions_of_scipys_take_lists_as_arrays():
    scipy_stats = pytest.importorskip("scipy.stats")

    def f(x):
        return scipy_stats.circmean(x) + scipy_stats.circvar(x)

    check_grads(f, [0.5, 1.0, 0.7])
