"""Random functions that a condition chooses, imports inside functions, and tries that are tests."""

from __future__ import annotations

from collections.abc import Callable

from tests.programs.expressions import Helper
from tests.programs.functions import Functions
from tests.programs.scope import SCALAR, Array, Int, Kind

Lines = list[str] | None
OF_ARRAYS = ("np.sin", "np.tanh", "np.cos", "np.arctan", "bent", "halved")
USERS = '''
def bent(t):
    return t * t / (1.0 + t * t)

def halved(t):
    return 0.5 * t

def chosen(t):
    if t > 0.3:
        return np.tanh
    return bent

def activated(t, act=None, scale=0.8):
    if act is None:
        act = np.sin
    return scale * act(t)

def imported(t):
    from math import tanh
    import numpy.linalg as inner
    return tanh(t) * inner.norm(np.array([t, 1.5]))
'''


class Choices(Functions):
    """Statements about what is one function or another, and about what may raise."""

    def choices(self) -> list[tuple[float, Callable[[], Lines]]]:
        found: list[tuple[float, Callable[[], Lines]]] = []
        if self.has("choices"):
            found += [(4.0, self.choose_function), (4.0, self.use_choice), (2.4, self.in_turns),
                      (2.4, self.import_inside)]  # fmt: skip
        if self.has("trials"):
            found += [(4.8, self.try_numbers), (3.2, self.try_matrix), (2.4, self.try_in_loop)]
        return found

    def module_choices(self) -> list[str]:
        return USERS.splitlines() if self.has("choices") else []

    # -- functions ------------------------------------------------------------------------------

    def one_of(self, u: str) -> str:
        """A function of a number: one of the module's, or a lambda."""
        draw = self.rng.random()
        if draw < 0.6:
            return self.pick([*OF_ARRAYS, "math.sin", "math.atan"])
        value = self.inside(u, SCALAR, lambda: self.scalar(2))
        self.scope.fix(value)
        return f"lambda {u}: {self.bounded(value)}"

    def choose_function(self) -> Lines:
        """A name that is one function on one path and another on the other."""
        if self.depth or self.loops:
            return None
        f, u, test = self.fresh("f"), self.fresh("u"), self.condition()
        a, b = self.one_of(u), self.one_of(u)
        names = [n for n in (a, b) if n.isidentifier()] or ["bent"]
        lines = self.pick([
            [f"{f} = ({a}) if {test} else ({b})"], [f"{f} = ({a}) if {test} else {b}"],
            [f"if {test}:", f"    {f} = {a}", "else:", f"    {f} = {b}"],
            [f"{f} = {a}", f"if {test}:", f"    {f} = {b}"],
            [f"{f} = {{'a': {a}, 'b': {b}}}['a' if {test} else 'b']"],
            [f"{f} = ({a}, {b})[{self.rng.randrange(2)}]"], [f"{f} = chosen({self.scalar(1)})"],
            [f"{f} = functools.partial(activated, act={self.pick(names)})"],
            [f"{f} = ({a}) if {test} else (({b}) if {self.condition()} else np.cos)"],
        ])  # fmt: skip
        self.helpers.append(Helper(f, ((u, SCALAR),), 0, SCALAR, True))
        return lines

    def use_choice(self) -> Lines:
        """A function that is chosen where it is called, or handed on."""
        s, u, x = self.fresh("s"), self.fresh("u"), self.scalar(1)
        a, b, test = self.one_of(u), self.one_of(u), self.condition()
        arrays = self.scope.arrays()
        if arrays and self.rng.random() < 0.4:
            v, shape = self.fresh("v"), self.scope.shape(name := self.pick(arrays))
            one, other = self.pick(list(OF_ARRAYS)), self.pick(list(OF_ARRAYS))
            text = self.pick([
                f"({one} if {test} else {other})({name})", f"chosen({x})({name})",
                f"activated({name}, {one} if {test} else {other})", f"activated({name}, {one})",
                f"activated({name})",
            ])  # fmt: skip
            self.scope.add(v, Array(shape))
            return [f"{v} = {text}"]
        known = [h.name for h in self.helpers if [k for _, k in h.params] == [SCALAR]
                 and h.result == SCALAR and not h.rest]  # fmt: skip
        f = self.pick(known) if known else "bent"
        text = self.pick([
            f"(({a}) if {test} else ({b}))({x})", f"chosen({x})({self.scalar(1)})",
            f"activated({x}, {f})", f"activated({x}, ({a}) if {test} else {f})", f"activated({x})",
            f"sum([g({x}) for g in (np.sin, {f}, halved)])", f"{f}({f}({x}))",
            f"activated({x}, scale={self.scalar(1)}, act=np.tanh if {test} else {f})",
        ])  # fmt: skip
        self.scope.add(s, SCALAR)
        return [f"{s} = {text}"]

    def in_turns(self) -> Lines:
        """A function that is chosen again in each trip."""
        if not self.has("for") or self.loops >= 2 or self.depth >= 3:
            return None
        s, f, i, u = self.fresh("s"), self.fresh("f"), self.fresh("i"), self.fresh("u")
        first, a, b = self.scalar(1), self.pick(list(OF_ARRAYS)), self.one_of(u)
        test = self.inside(i, Int(0, 2), self.condition)
        body = self.pick([
            [f"{f} = {a} if {test} else ({b})", f"{s} = {f}({s}) + 0.1"],
            [f"if {test}:", f"    {f} = {a}", "else:", f"    {f} = {b}", f"{s} = {s} * {f}({s})"],
            [f"{s} = activated({s}, {a} if {test} else ({b})) + 0.2 * chosen({s})({s})"],
            [f"{s} += (np.sin if {s} > {self.constant()} else {a})({s})"],
        ])  # fmt: skip
        self.scope.add(s, SCALAR)
        header = f"for {i} in range({self.rng.randint(1, 3)}):"
        return [f"{s} = {first}", header, *_inner(body)]

    def import_inside(self) -> Lines:
        s, m, x = self.fresh("s"), self.fresh("m"), self.scalar(1)
        y, test = self.scalar(1), self.condition()
        pair = f"np.array([{x}, 1.0 + ({y}) ** 2])"
        lines = self.pick([
            [f"import math as {m}", f"{s} = {m}.sin({x}) * {y}"],
            [f"from math import atan as {m}", f"{s} = {m}({x})"],
            ["from numpy import sin, tanh", f"{s} = sin({x}) * tanh({y})"],
            [f"import numpy as {m}", f"{s} = {m}.sum({m}.cos({pair}))"],
            [f"from numpy.linalg import norm as {m}", f"{s} = {m}({pair})"],
            [f"import numpy.linalg as {m}", f"{s} = {m}.norm({pair})"],
            [f"from operator import mul as {m}", f"{s} = {m}({x}, {y})"],
            [f"if {test}:", f"    from math import tanh as {m}", f"    {s} = {m}({x})", "else:",
             f"    {s} = {y}"],
            [f"{s} = imported({x})"],
        ])  # fmt: skip
        self.scope.add(s, SCALAR)
        return lines

    # -- what may raise -------------------------------------------------------------------------

    def held(self, count: int) -> tuple[list[str], list[str]]:
        """Numbers that have names, of which a `try` computes, and the lines that bind them."""
        names = [self.fresh("t") for _ in range(count)]
        lines = [f"{name} = {self.bounded(self.scalar(1))}" for name in names]
        for name in names:
            self.scope.add(name, SCALAR)
        return names, lines

    def try_numbers(self) -> Lines:
        """A `try` around numbers: an error of Python's."""
        (x, y), lines = self.held(2)
        s, t, other = self.fresh("s"), self.fresh("t"), self.scalar(1)
        what, body = self.pick([
            ("ValueError", [f"{s} = math.sqrt({x} - 0.03)"]),
            ("ValueError", [f"{s} = math.log(0.5 + {x}) * {y}"]),
            ("ValueError", [f"{t} = {y} * {y}", f"{s} = math.asin(1.2 * {x}) + {t}"]),
            ("ValueError", [f"{s} = math.sqrt({x} - 0.03) + math.log({y} + 0.02)"]),
            ("ValueError", [f"{s}, {t} = math.sqrt({x} - 0.03), math.acos(0.9 * {y})"]),
            ("ZeroDivisionError", [f"{s} = math.sin({x}) / {self.pick(['0.0', '2', '0'])}"]),
            ("(ZeroDivisionError, ValueError)", [f"{s} = math.sqrt({x} - 0.03) / 2.0"]),
            ("OverflowError", [f"{s} = math.exp({self.pick(['2000.0', '0.3'])} * {x})"]),
            ("ArithmeticError", [f"{s} = math.cos({x}) / {self.rng.randint(0, 1)} + np.sin({y})"]),
            ("np.linalg.LinAlgError", [f"{s} = np.linalg.det(np.array([[{x}, 1.0], [{y}, {x}]]))"]),
        ])  # fmt: skip
        if self.has("return") and self.depth and self.rng.random() < 0.3:
            handler = [f"return {self.of_kind(self.result, 1)}"]
        else:
            handler = [f"{s} = {other}"]
        if self.rng.random() < 0.3:
            lines, handler = [*lines, f"{s} = {self.scalar(0)}"], self.pick([handler, ["pass"]])
        self.scope.add(s, SCALAR)
        more = ["else:", f"    {s} = {s} * {y}"] if self.rng.random() < 0.2 else []
        return [*lines, "try:", *_inner(body), f"except {what}:", *_inner(handler), *more]

    def try_matrix(self) -> Lines:
        """A `try` around matrices, of which some are singular or not positive."""
        (x, y), lines = self.held(2)
        s, c, m, other = self.fresh("s"), self.fresh("c"), self.fresh("m"), self.scalar(1)
        corner = self.pick(["2.0", "-1.0"])
        matrix = self.pick([
            f"np.array([[1.0 + {x} ** 2, 0.3], [0.3, {corner} + 0.1 * {y}]])",
            f"np.array([[{x}, {y}], [{y}, 1.5]]) + {self.rng.randint(0, 3)} * np.eye(2)",
            f"{x} * np.array([[1.0, {self.pick(['1.0', '0.5'])}], [1.0, 1.0]])",
        ])  # fmt: skip
        made, value, like = self.pick([
            (f"np.linalg.cholesky({m})", f"np.sum({c} ** 2) + {c}[1, 0]", "(2, 2)"),
            (f"np.linalg.cholesky({m})", f"np.sum(np.log(np.diag({c})))", "(2, 2)"),
            (f"np.linalg.inv({m})", f"np.tanh(np.sum({c})) + np.tanh({c}[0, 1])", "(2, 2)"),
            (f"np.linalg.solve({m}, np.array([1.0, {x}]))", f"np.tanh({c}[0] * {c}[1])", "2"),
        ])  # fmt: skip
        self.scope.add(s, SCALAR)
        return [*lines, f"{m} = {matrix}", *self.pick([
            ["try:", f"    {c} = {made}", f"    {s} = {value}", "except np.linalg.LinAlgError:",
             f"    {s} = {other}"],
            [f"{s} = {other}", "try:", f"    {c} = {made}", "except np.linalg.LinAlgError:",
             "    pass", "else:", f"    {s} = {value} * {s}"],
            ["try:", f"    {c} = {made}", "except np.linalg.LinAlgError:",
             f"    {c} = {x} * np.ones({like})", f"{s} = np.sum(np.sin({c}))"],
        ])]  # fmt: skip

    def try_in_loop(self) -> Lines:
        if not self.has("for") or self.loops >= 2 or self.depth >= 3:
            return None
        s, i, v, first = self.fresh("s"), self.fresh("i"), self.fresh("v"), self.scalar(1)
        value = self.inside(i, Int(0, 2), lambda: self.scalar(1))
        body, what = self.pick([
            (f"{s} = {s} + math.sin({v}) / ({i} - 1)", "ZeroDivisionError"),
            (f"{s} = {s} + math.sqrt({i} - 0.5 + 0.1 * {v})", "ValueError"),
            (f"{s} = {s} * math.log({v} + 0.4 * {i})", "ValueError"),
            (f"{s} = {v} * math.sqrt({s} + 0.01) - {i}", "ValueError"),
        ])  # fmt: skip
        leave = self.pick([f"{s} = 0.5 * {s}", "pass", f"{s} = {s} * {self.scalar(0)}"])
        leave = self.pick([leave, leave, "continue", "break"])
        self.scope.add(s, SCALAR)
        tried = [f"{v} = {value}", "try:", f"    {body}", f"except {what}:", f"    {leave}"]
        header = f"for {i} in range({self.rng.randint(1, 3)}):"
        return [f"{s} = {first}", header, *_inner(tried)]

    @property
    def result(self) -> Kind:
        raise NotImplementedError


def _inner(lines: list[str]) -> list[str]:
    return ["    " + line for line in lines]
