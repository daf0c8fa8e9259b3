"""`match`: the `if` statement that its patterns stand for, and the patterns that are refused."""

import numpy as np
import pytest

import s2sad
from s2sad.errors import Unsupported
from s2sad.frontend import read
from s2sad.ir.show import show
from s2sad.testing import check_grads
from tests.thorough import order_in_turn

X = np.array([0.5, 0.8, 1.7])


class Mode:
    fast = "fast"

    def __init__(self, slow=1.0):
        self.slow = slow


class Disc:
    def __init__(self, radius):
        self.radius, self.at = radius, (1.5, 0.7)


def by_text(x, kind):
    match kind:
        case "square" | "sq":
            y = x * x
        case "sin":
            y = np.sin(x)
        case None:
            y = x
        case Mode.fast:
            y = 3.0 * x
        case other:
            print("other", other)
            y = np.exp(x)
    return np.sum(y * y)


def by_number(x, n):
    match n % 4:
        case 0:
            return np.sum(x)
        case 1 | 2:
            return np.sum(x**2)
        case -1:
            return np.sum(x**7)
    return np.sum(x**3)


def by_guard(x, n):
    match n:
        case 0:
            y = x
        case k if k > 2:
            y = x * k
        case 1 if len(x) == 3:
            y = x**3
        case _:
            y = np.sin(x)
    return np.sum(y * y)


def by_sequence(x, how):
    match how:
        case ("power", n):
            return np.sum(x * x * n)
        case ["twice", ("inner", k)]:
            return np.sum(x * k)
        case "twice":
            return 2.0 * np.sum(x)
        case _:
            return np.sum(np.sin(x))


def by_pair(x, a, b):
    match a, b:
        case 0, _:
            return np.sum(x)
        case n, True:
            return np.sum(x * n)
        case (1 | 2) as n, False:
            return np.sum(x**2 * n)
    return np.sum(x**3)


def by_type(x, value):
    match value:
        case bool():
            return np.sum(x)
        case int() | float():
            return np.sum(x * value)
        case str(text):
            return np.sum(x) * len(text)
        case _:
            return np.sum(x**2)


def in_a_loop(x, kinds):
    for kind in kinds:
        match kind:
            case "skip":
                continue
            case "stop":
                break
            case "sin":
                x = np.sin(x)
            case _:
                x = x * x
    return np.sum(x)


def by_mapping(x, p):
    match p:
        case {"kind": "power", "n": n, "scale": k} if n > k:
            return np.sum(x**n) * k
        case {"kind": "power", "n": n}:
            return np.sum(np.sin(x)) * n
        case {"kind": "other"}:
            return np.sum(x)
    return np.sum(x**3)


def by_class(x, shapes):
    s = 0.0
    for shape in shapes:
        match shape:
            case Disc(radius=r) if r > 1.0:
                s += r * x[0]
            case Disc(radius=r, at=(p, q)):
                s += r**2 * p * q
            case Mode():
                s += shape.slow * x[1]
    return s * x[2]


def by_guard_on_parts(x, how):
    match how:
        case ("power", n) if n > 2:
            return np.sum(x**n)
        case (str(name), n) if len(name) == n:
            return np.sum(x) * n
        case (_, n):
            return np.sum(np.sin(n * x))
    return np.sum(x)


SHAPES = [Disc(2.0), Disc(0.5), Mode(3.0)]
CASES = [
    *[(by_mapping, p) for p in (
        {"kind": "power", "n": 3.0, "scale": 2.0}, {"kind": "power", "n": 1.0, "scale": 2.0},
        {"kind": "other", "n": 1.0, "scale": 2.0},
    )],
    (by_class, SHAPES),
    *[(by_guard_on_parts, how) for how in (("power", 3), ("power", 1), ("ab", 2))],
    *[(by_text, kind) for kind in ("square", "sq", "sin", None, "fast", "else")],
    *[(by_number, n) for n in range(4)],
    *[(by_guard, n) for n in (0, 1, 2, 3)],
    *[(by_sequence, how) for how in (("power", 3), ["twice", ("inner", 2)], "twice", ("p", 1, 2))],
    *[(by_pair, a, b) for a, b in ((0, True), (3, True), (2, False), (4, False))],
    *[(by_type, value) for value in (True, 3, 2.5, "abc", None)],
    *[(in_a_loop, kinds) for kinds in (("sin", "skip", "sq"), ("sq", "stop", "sin"))],
]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c[0].__name__)
def test_a_match_statement_has_its_derivatives(case):
    function, *rest = case
    check_grads(function, X, *rest, wrt=0, order=order_in_turn())


def test_a_match_statement_is_read_as_an_if_statement():
    def same(x, n):
        if n == 1 or n == 2:
            return x
        if n is None:
            return 2.0 * x
        return 3.0 * x

    def f(x, n):
        match n:
            case 1 | 2:
                return x
            case None:
                return 2.0 * x
            case _:
                return 3.0 * x

    assert show(read(f)) == show(read(same)).replace("def same", "def f")


def test_the_subject_is_evaluated_once():
    def f(x, values):
        match values.pop():
            case 1:
                y = x
            case 2:
                y = x * x
            case _:
                y = x**3
        return np.sum(y)

    assert show(read(f)).count("pop") == 1


def test_a_name_is_bound_even_if_the_guard_fails():
    def f(x, n):
        match n:
            case k if k > 5:
                pass
            case _:
                x = x * k
        return np.sum(x)

    check_grads(f, X, 3, wrt=0)


def of_a_rest_of_a_mapping(x, p):
    match p:
        case {"a": a, **more}:
            return x * a
    return x


def of_the_parts_of_a_number(x, p):
    match p:
        case float(real=r):
            return x * r
    return x


@pytest.mark.parametrize("function", [of_a_rest_of_a_mapping, of_the_parts_of_a_number])
def test_other_patterns_are_refused(function):
    with pytest.raises(Unsupported, match="`match`.*\n(.*\n)*.*`if` and `elif`"):
        s2sad.grad(function)(X, (1, 2))
