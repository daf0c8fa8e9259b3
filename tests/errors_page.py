"""The page of errors: each class with a program that causes it, the text, and the mended program.

    python -m tests.errors_page      rewrites docs/errors.md
"""

from dataclasses import dataclass

from s2sad import errors
from tests.pages import ROOT
from tests.update_docs import updated

PAGE = ROOT / "docs" / "errors.md"
NAME = "docs/errors.md"
INTRODUCTION = """# Errors

Every mistake that s2sad can name has a class in `s2sad.errors`, and all of them are
`s2sad.errors.Error`. A text says what cannot be done, where (file, line, and a caret under the
expression), why, and what to write instead; the attributes `what`, `where`, `why` and `instead`
hold the four parts. A traceback shows your own call, and none of the files of s2sad. An error of
Python's or NumPy's own that comes while a derivative runs is the one that the function itself would
raise, with the line of the emitted program.

The programs below are run by the tests: first the one that is refused, then the mended one. This
page is generated: `python -m tests.errors_page`.

```python
import numpy as np
from s2sad import differentiate, grad, jvp, vjp
```
"""


@dataclass(frozen=True)
class Example:
    """A program that causes an error, and the same one mended; `note` says more than its text."""

    note: str
    program: str
    mended: str


EXAMPLES = {
    "SourceUnavailable": Example(
        "A class, a function written in C, and what `exec` made from a text that nobody kept "
        "have no source to read.",
        """
print(grad(np.sin)(0.5))
""",
        """
print(grad(lambda x: np.sin(x))(0.0))
""",
    ),
    "SourceChanged": Example(
        "The file is read when a function is first differentiated; it has to be the one that was "
        "imported. Here two texts stand for a file before and after it was edited.",
        """
import linecache

def saved(text):
    linecache.cache["shapes.py"] = (len(text), None, text.splitlines(True), "shapes.py")
    return compile(text, "shapes.py", "exec")

exec(saved("def area(r):\\n    return 3.0 * r * r\\n"))
edited = saved("def area(r):\\n    return 3.14 * r * r\\n")
print(grad(area)(1.0))
""",
        """
exec(edited)
print(grad(area)(1.0))
""",
    ),
    "Unsupported": Example(
        "`docs/language.md` lists what is in the language and what is not.",
        """
def loss(x):
    return sum({x, 2.0 * x, 3.0})

print(grad(loss)(4.0))
""",
        """
def loss(x):
    return sum([x, 2.0 * x, 3.0])

print(grad(loss)(4.0))
""",
    ),
    "UnknownName": Example(
        "",
        """
def loss(x, weight):
    return wieght * x * x

print(grad(loss)(3.0, 0.5))
""",
        """
def loss(x, weight):
    return weight * x * x

print(grad(loss)(3.0, 0.5))
""",
    ),
    "UnknownCall": Example(
        "A call that is not understood is no problem as long as nothing that is differentiated is "
        "handed to it.",
        """
def noisy(x):
    return np.sum(np.random.normal(x, 0.1) ** 2)

print(grad(noisy)(np.ones(2)))
""",
        """
def noisy(x, noise):
    return np.sum((x + 0.1 * noise) ** 2)

print(grad(noisy)(np.ones(2), np.array([0.5, -0.5])))
""",
    ),
    "WrongCall": Example(
        "Only calls inside the function are meant. A derivative that is itself called with wrong "
        "arguments raises the TypeError of the function.",
        """
def scaled(x, factor):
    return factor * x

def loss(x):
    return scaled(x, fcator=2.0)

print(grad(loss)(3.0))
""",
        """
def loss(x):
    return scaled(x, factor=2.0)

print(grad(loss)(3.0))
""",
    ),
    "RecursiveCall": Example(
        "",
        """
def powers(x, k):
    if k < len(x):
        x[k] = x[k] * x[k - 1]
        return powers(x, k + 1)
    return np.sum(x)

print(grad(powers)(np.array([2.0, 3.0]), 1))
""",
        """
def powers(x, last, k):
    if k == len(x):
        return 0.0
    last = x[k] * last
    return last + powers(x, last, k + 1)

print(grad(powers)(np.array([2.0, 3.0]), 1.0, 0))
""",
    ),
    "MissingRule": Example(
        "`docs/rules.md` lists the rules; a call that does not fit one is refused.",
        """
def positive_part(x):
    return np.sum(np.sqrt(x, where=x > 0))

print(grad(positive_part)(np.array([4.0, -1.0])))
""",
        """
def positive_part(x):
    return np.sum(np.sqrt(np.maximum(x, 1e-12)))

print(grad(positive_part)(np.array([4.0, -1.0])))
""",
    ),
    "UnknownKind": Example(
        "Whether `y += 1` changes an array or binds a new number decides what the derivative is.",
        """
def loss(x, twice):
    y = np.array([x, x]) if twice else x
    y += 1.0
    return np.sum(y)

print(grad(loss)(3.0, True))
""",
        """
def loss(x, twice):
    y = np.array([x, x]) if twice else np.array([x])
    y += 1.0
    return np.sum(y)

print(grad(loss)(3.0, True))
""",
    ),
    "WrongKind": Example(
        "",
        """
def running(x):
    total = np.zeros(2, dtype=int)
    total += x
    return np.sum(total * total)

print(grad(running)(np.array([0.5, 1.5])))
""",
        """
def running(x):
    total = np.zeros(2)
    total += x
    return np.sum(total * total)

print(grad(running)(np.array([0.5, 1.5])))
""",
    ),
    "NotDifferentiable": Example(
        "",
        """
def total(data):
    rows, scale = data
    rows[0][1] = scale * rows[1][0]
    return np.sum(rows[0]) + np.sum(rows[1])

print(grad(total)(([np.ones(2), np.ones(2)], 0.5)))
""",
        """
def total(rows, scale):
    rows[0][1] = scale * rows[1][0]
    return np.sum(rows[0]) + np.sum(rows[1])

print(grad(total)([np.ones(2), np.ones(2)], 0.5))
""",
    ),
    "NoResult": Example(
        "A procedure delivers what it computes through its arguments: `of` names them.",
        """
def solve(u, o):
    o[:] = u ** 2

u, o = np.array([1.0, 2.0]), np.zeros(2)
print(jvp(solve, (u, o), (np.ones(2), np.zeros(2))))
""",
        """
print(jvp(solve, (u, o), (np.ones(2), np.zeros(2)), of="o"))
""",
    ),
    "UnsafeWrite": Example(
        "A `reshape` is a view where the strides allow it, and else a copy. It matters only if "
        "one of the two arrays is changed afterwards.",
        """
def loss(x):
    y = 2.0 * x
    flat = y.T.reshape(y.size)
    flat[0] = 0.0
    return np.sum(y * y)

print(grad(loss)(np.ones((2, 2))))
""",
        """
def loss(x):
    y = 2.0 * x
    flat = y.T.reshape(y.size).copy()
    flat[0] = 0.0
    return np.sum(y * y)

print(grad(loss)(np.ones((2, 2))))
""",
    ),
    "WrongArgument": Example(
        "It is raised by calls of `grad`, `jvp`, `vjp` and of what they return; the traceback "
        "shows the line.",
        """
def loss(weights, data):
    return np.sum((weights - data) ** 2)

print(grad(loss, wrt="wieghts")(np.ones(2), np.zeros(2)))
""",
        """
print(grad(loss, wrt="weights")(np.ones(2), np.zeros(2)))
""",
    ),
    "NotScalar": Example(
        "",
        """
def squares(x):
    return x * x

print(grad(squares)(np.array([1.0, 2.0])))
""",
        """
value, pullback = vjp(squares, np.array([1.0, 2.0]))
print(pullback(np.array([1.0, 0.0])))
print(grad(lambda x: np.sum(squares(x)))(np.array([1.0, 2.0])))
""",
    ),
    "Overlap": Example(
        "",
        """
def shifted(x, y):
    x[0] = y[1]
    return np.sum(x * y)

row = np.array([1.0, 2.0, 3.0])
print(grad(shifted, wrt=(0, 1))(row[:2], row[1:]))
""",
        """
print(grad(shifted, wrt=(0, 1))(row[:2], row[1:].copy()))
""",
    ),
    "Refused": Example(
        "What is wrong with a function, and with those that it calls, comes at once; `refusals` "
        "holds the single errors.",
        """
def loss(x):
    y = {1.0, x}
    return np.sin(x) + lenght

print(grad(loss)(0.0))
""",
        """
def loss(x):
    y = [1.0, 2.0]
    return np.sin(x) + len(y)

print(grad(loss)(0.0))
""",
    ),
}


def classes():
    """Return the classes of errors in their order, without the one that they all are."""
    found = [c for c in vars(errors).values() if isinstance(c, type)]
    return [c for c in found if issubclass(c, errors.Error) and c is not errors.Error]


def section(cls, example):
    """Return the section of a class; its outputs are still empty."""
    meaning = " ".join([(cls.__doc__ or "").split("\n")[0], example.note]).strip()
    return "\n".join([
        f"## {cls.__name__}", "", meaning, "",
        "```python", example.program.strip(), "```", "",
        "```text raises", "```", "", "Mended:", "",
        "```python", example.mended.strip(), "```", "",
        "```text", "```", "",
    ])  # fmt: skip


def page():
    """Return the text of docs/errors.md; SystemExit if a program does not do what it should."""
    parts = [section(c, EXAMPLES[c.__name__]) for c in classes() if c.__name__ in EXAMPLES]
    return updated(NAME, "\n".join([INTRODUCTION, *parts]))[0]


def main():
    PAGE.write_text(page())


if __name__ == "__main__":
    main()
