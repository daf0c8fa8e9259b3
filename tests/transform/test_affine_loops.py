"""Random loops over cells at affine places: what is read again from an array is still there."""

import random
import textwrap

import numpy as np
import pytest

from tests.programs.running import loaded
from tests.small import adjoint_text, check

X = np.array([0.31, 0.74, 1.12, 0.55, 0.87, 0.43, 0.66, 0.95])


class Loops:
    """The text of a random function of a vector `h` and a matrix `m`, made of x."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.lines, self.names = [], 0

    def text(self):
        self.lines = ["h = x * 1.0", "m = np.outer(x, x) * 0.5 + 0.2", "s = 0.0"]
        for _ in range(self.random.randint(1, 2)):
            self.loop("", [], self.random.randint(1, 3))
        self.lines.append("return s + np.sum(h * h) + np.sum(m * m)")
        body = textwrap.indent("\n".join(self.lines), "    ")
        return f"import numpy as np\n\n\ndef f(x, n):\n{body}\n"

    def loop(self, indent, around, depth):
        index = "ijk"[len(around)]
        low, high = self.bound(around, 0, 2), self.bound(around, 4, 7)
        if self.random.random() < 0.5:
            header = f"range({low}, {high})"
        else:
            header = f"range({high} - 1, {low} - 1, -1)"
        if self.random.random() < 0.15:
            header = header[:-1] + ("" if "-1)" in header else ", 2") + ")"
        self.lines.append(f"{indent}for {index} in {header}:")
        inside = [*around, index]
        count = self.random.randint(1, 3)
        nested = self.random.randrange(count) if depth > 1 else -1
        for k in range(count):
            if k == nested:
                self.loop(indent + "    ", inside, depth - 1)
            else:
                self.statement(indent + "    ", inside)

    def bound(self, around, low, high):
        chosen = self.random.random()
        if around and chosen < 0.4:
            return f"{self.random.choice(around)} + {self.random.randint(0, 1)}"
        return "n" if chosen > 0.9 else str(self.random.randint(low, high))

    def place(self, around):
        chosen, index = self.random.random(), self.random.choice(around)
        if chosen < 0.35:
            return index
        if chosen < 0.75:
            return f"{index} {self.random.choice('+-')} {self.random.randint(1, 2)}"
        if chosen < 0.85:
            return f"{self.random.choice(around)} + {self.random.choice(around)} - 1"
        return self.random.choice(["0", "1", "-1", "n", f"2 * {index}", f"6 - {index}"])

    def cell(self, around):
        if self.random.random() < 0.55:
            return f"h[{self.place(around)}]"
        return f"m[{self.place(around)}, {self.place(around)}]"

    def statement(self, indent, around):
        chosen, a, b, c = self.random.random(), *[self.cell(around) for _ in range(3)]
        row, column = self.place(around), self.place(around)
        if chosen < 0.35:
            made = [f"{a} = np.sin({b}) * {c} + 0.3"]
        elif chosen < 0.5:
            made = [f"{a} -= 0.5 * np.cos({b} * {c})"]
        elif chosen < 0.6:
            made = [f"{a} = np.sqrt(1.0 + {b} ** 2)", f"s = s + {a} * {c}"]
        elif chosen < 0.7:
            made = [f"m[{row}, :] = 0.5 * m[{row}, :] * m[:, {column}]"]
        elif chosen < 0.8:
            made = [f"h[{row}] = 0.1 * (m[{row}, {column}:] @ h[{column}:]) + np.tanh({b})"]
        elif chosen < 0.9:
            self.names += 1
            made = [f"w{self.names} = h[{row}:]", f"w{self.names}[{column}] = np.sin({b}) ** 2"]
        else:
            made = [f"s = s + {a} * {b}"]
        self.lines += [indent + line for line in made]


def programs(seeds):
    """Yield the texts that run without an error in plain Python, and give a finite number."""
    for seed in seeds:
        text = Loops(seed).text()
        with loaded(text, "f") as f:
            try:
                value = f(X, 3)
            except (IndexError, ValueError):
                continue
        if np.isfinite(value) and abs(value) < 1e6:
            yield seed, text


FOUND = list(programs(range(70)))


@pytest.mark.parametrize("text", [t for _, t in FOUND], ids=[str(seed) for seed, _ in FOUND])
def test_gradients_of_loops_over_cells(text):
    with loaded(text, "f") as f:
        check(f, X, 3, wrt=(0,))


def test_enough_of_them_run_and_both_ways_occur():
    assert len(FOUND) > 20
    lists = []
    for _, text in FOUND:
        with loaded(text, "f") as f:
            lists.append("_stack" in adjoint_text(f, X, 3, wrt=(0,)))
    assert set(lists) == {True, False}
