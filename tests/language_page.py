"""The second table of docs/language.md: what is refused by what it means, with its text.

    python -m tests.language_page      rewrites the table
"""

import linecache
import math

import numpy as np

from s2sad import jvp
from s2sad.errors import Error
from tests.pages import ROOT

PAGE = ROOT / "docs" / "language.md"
BEGIN, END = "<!-- begin: refused by meaning -->\n", "<!-- end: refused by meaning -->"

# How it is written, and the body of a function of x, an array, that does it.
ROWS = {
    "a write to a `global` or `nonlocal` name": "global K; K = x\nreturn x",
    "`a.b = v`": "np.e2 = x\nreturn x",
    "`f(*values)`, `f(**options)` of unknown length": "return np.hypot(*x, *x)",
    "a generator as a value": "g = (v for v in x)\nreturn g[0]",
    "a generator that is iterated over twice, or in a loop": (
        "g = (v for v in x)\nreturn sum(g) + sum(g)"
    ),
    "two generators beside each other": (
        "return [v * w for v, w in zip(map(abs, x), map(abs, x))]"
    ),
    "`v = yield e`": "def g():\n    v = yield x\n    yield v\nreturn sum(g())",
    "`yield` in the function that is differentiated": "yield x",
    "`map`, `filter`, `reduce`, `partial` of what is not known": "return list(map(x, x))",
    "`zip`, `enumerate`, `reversed` kept as a value": "pairs = [zip(x, x)]\nreturn x[0]",
    "a store in a dict under a key that only the run knows": 'd = {}\nd[x[0, 0] > 0] = x\nreturn x',
    "`del` of an item of an array": "y = x.copy()\ndel y[0]\nreturn y",
    "`del` in a branch of what is bound outside it": "y = x\nif x[0, 0] > 0:\n    del y\nreturn x",
    "`with` that may swallow an exception, or is not known": "with x:\n    y = x\nreturn y",
    "`try` around what varies": (
        "try:\n    y = np.log(x)\nexcept ValueError:\n    y = x\nreturn y"
    ),
    "`break`, `continue` or a `return` before the end in a `try` with `except`": (
        "for i in range(3):\n    try:\n        break\n    except KeyError:\n        pass\nreturn x"
    ),
    "`finally` that reads what the `try` binds": (
        "try:\n    y = x * x\nfinally:\n    print(y)\nreturn y"
    ),
    "`{**d}`": "return {**x}",
    "`raise` alone, `raise … from`": "raise ValueError from None",
    "a decorator on a nested function": "@abs\ndef g(y): return y\nreturn g(x)",
    "a function that calls itself and changes an argument": (
        "def g(y, n):\n    if n > 0:\n        y[0] = 1.0\n        g(y, n - 1)\n    return y\n"
        "return g(x, 2)"
    ),
    "a function that calls itself, and prints or draws": (
        "def g(y, n):\n    print(n)\n    return y if n == 0 else g(y, n - 1)\nreturn g(x, 2)"
    ),
    "a function that calls itself on every way": "def g(y): return g(y)\nreturn g(x)",
    "a generator, or a method of an object made inside, that calls itself": (
        "def g(n):\n    yield n\n    yield from g(n - 1)\nreturn sum(g(3)) * x"
    ),
    "a function as a value": "fs = np.array([lambda y: y])\nreturn x",
    "a function that is another one in the next trip of a loop": (
        "g = np.sin\nfor _ in range(2):\n    x = g(x)\n    g = np.cos\nreturn x"
    ),
    "a module as a value": "m = np\nn = [m]\nreturn x",
    "`eval`, `exec`, `compile`, `locals`, `globals`, `vars`, `super`": "return eval('x')",
    "`iter`, `next` of what has a name": "it = map(abs, x)\nreturn next(it)",
    "`set`, `frozenset`, `dict` of something": "return set(x)",
    "`setattr`, `delattr`": "setattr(np, 'a', x)\nreturn x",
    "`a.__b`": "return x.__b",
    "an operation that has a derivative of real numbers only": "return np.maximum(1j * x, x).imag",
    "a list of tuples used as a whole": "l = [(x, x)]\nprint(l)\nreturn x",
    "`sum` of lists": "l = [[x], [x]]\nreturn sum(l, [])",
    "an array of dtype `object` that holds what varies": "return np.sum(x.astype(object))",
    "arithmetic of lists and tuples": "return list(x) * 2.0",
    "a number that is read from a text of what varies": "return float(str(x[0, 0])) * x",
    "a variable of different kinds on different ways": (
        "y = x if x[0] > 0 else 1.0\ny += 1.0\nreturn y"
    ),
    "a store into a `reshape` that may be a copy": "y = x.T.reshape(4)\ny[0] = 1.0\nreturn x",
    "a call that is not known, of what varies": "return np.busday_count(x, x)",
}


def refusal_of(body):
    """Return the error that a function with this body ends in."""
    text = "def f(x):\n" + "".join(f"    {line}\n" for line in body.split("\n"))
    lines = text.splitlines(keepends=True)
    linecache.cache["language.py"] = (len(text), None, lines, "language.py")
    scope = {"np": np, "math": math}
    exec(compile(text, "language.py", "exec"), scope)
    try:
        jvp(scope["f"], (np.ones((2, 2)),), (np.ones((2, 2)),), 0)
    except Error as error:
        return getattr(error, "refusals", [error])[0]
    raise AssertionError(f"nothing is refused in\n{text}")


def generated():
    """Return the rows of the table."""
    rows = []
    for written, body in ROWS.items():
        error = refusal_of(body)
        assert error.where is not None and error.why and error.instead, body
        rows.append(f"| {written} | {type(error).__name__} | {error.why} | {error.instead} |")
    head = ["| construct | error | why | instead |", "|---|---|---|---|"]
    return "\n".join([*head, *rows, ""])


def main():
    text = PAGE.read_text()
    before, after = text[: text.index(BEGIN) + len(BEGIN)], text[text.index(END) :]
    PAGE.write_text(before + generated() + after)


if __name__ == "__main__":
    main()
