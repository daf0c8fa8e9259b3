"""Random generators and random loops over them: the program does what Python does, in its order."""

import random

import pytest

from s2sad.errors import Error
from tests.frontend.same import assert_same
from tests.programs.running import scope_of


class Writer:
    """Writes a random module of two generator functions and one function that uses them."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.count = 0
        self.known = []  # the calls of generators that may stand in the function being written

    def pick(self, *choices):
        return self.random.choice(choices)

    def fresh(self, base):
        self.count += 1
        return f"{base}{self.count}"

    def number(self, names):
        return self.pick(*names, *names, "1.5", "n", f"x[{self.random.randrange(3)}]")

    def expression(self, names):
        a, b = self.number(names), self.number(names)
        return f"{a} {self.pick('+', '-', '*')} {b}"

    def test(self, names):
        return f"{self.number(names)} {self.pick('<', '>', '<=')} {self.number(names)}"

    def source(self, names):
        """Return something to iterate over, and whether its items are pairs."""
        first = ["x", "range(3)", "x[:2]", f"(v * 2 for v in x if v > {self.number(['n'])})",
                 "map(abs, x)", "filter(lambda t: t > n, x)"]  # fmt: skip
        calls = [call.format(self.number(names)) for call in self.known]
        found = self.pick(*first, *calls, *calls)
        if self.random.random() < 0.25:
            return f"enumerate({found})", True
        return found, False

    def block(self, names, level, kind):
        """Return the lines of a block; `kind` tells what may stand in it."""
        lines = []
        for _ in range(self.random.randrange(1, 4)):
            lines += self.statement(names, level, kind)
        return lines

    def statement(self, names, level, kind):
        pad = "    " * level
        choices = ["set", "set", "print"]
        choices += ["yield"] * 3 if "yields" in kind else []
        choices += ["if", "for", "leave"] if level < 5 else []
        choices += ["from"] if "yields" in kind and self.known else []
        what = self.pick(*choices)
        if what == "set":
            return [f"{pad}{self.pick('s', 's', 't')} = {self.expression(names)}"]
        if what == "print":
            return [f"{pad}print({self.count}, s)"]
        if what == "yield":
            return [f"{pad}yield {self.expression(names)}"]
        if what == "from":
            return [f"{pad}yield from {self.pick(*self.known).format(self.number(names))}"]
        if what == "leave":
            left = self.pick("break", "continue", "return") if "loop" in kind else "return"
            value = "" if left != "return" or "yields" in kind else f" {self.expression(names)}"
            return [f"{pad}if {self.test(names)}:", f"{pad}    {left}{value}"]
        if what == "if":
            lines = [f"{pad}if {self.test(names)}:", *self.block(names, level + 1, kind)]
            if self.random.random() < 0.5:
                lines += [f"{pad}else:", *self.block(names, level + 1, kind)]
            return lines
        found, is_pair = self.source(names)
        item = self.fresh("v")
        target = f"i{item}, {item}" if is_pair else item
        inner = self.block([*names, item], level + 1, {*kind, "loop"})
        lines = [f"{pad}for {target} in {found}:", *inner]
        if self.random.random() < 0.3:
            lines += [f"{pad}else:", *self.block(names, level + 1, kind)]
        return lines

    def text(self):
        names, start = ["s", "t"], ["    s, t = 0.5, n", "    yield s"]
        lines = ["def first(x, n):", *start, *self.block(names, 1, {"yields"})]
        self.known = ["first(x, {})"]
        lines += ["def second(x, n):", *start, *self.block(names, 1, {"yields"})]
        self.known += ["second(x, {})"]
        lines += ["def f(x, n):", "    s, t = 1.0, 2.0"]
        lines += ["    def inner():", "        nonlocal s, t"]
        lines += ["        s = s + 0.5", "        yield s", *self.block(names, 2, {"yields"})]
        self.known += ["inner()"]
        lines += [*self.block(names, 1, set()), *self.block(names, 1, set())]
        last = "    return s, t, sum(first(x, s)), [v for v in second(x, t) if v < s]"
        return "\n".join([*lines, last, ""])


def made(seed):
    text = Writer(seed).text()
    return scope_of(text, f"<random generators {seed}>")["f"], text


@pytest.mark.parametrize("seed", range(60))
def test_a_random_program_does_what_python_does(seed):
    function, text = made(seed)
    try:
        assert_same(function, ([0.5, -1.25, 2.0], 0.75), ([3.0, 0.25, -0.5], -1.0))
    except (AssertionError, Error) as error:
        raise AssertionError(f"seed {seed}\n{text}") from error
