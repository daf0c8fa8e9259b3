"""Questions about arguments of many classes, of one derivative in turns: each decides anew."""

import enum
import fractions
from collections import OrderedDict, defaultdict, namedtuple
from dataclasses import dataclass
from types import SimpleNamespace

import numpy as np
import pytest

from s2sad import check_grads, differentiate, value_and_grad
from s2sad.errors import Error

Pair = namedtuple("Pair", "a b")


@dataclass
class Held:
    a: float = 1.0


class Kinds(enum.IntEnum):
    A = 2


class Number(float):
    pass


class Table(dict):
    pass


X = np.array([1.0, 2.0, 3.0])
VALUES = [
    None, 2.0, float, np.float64, np.float64(2.0), 2, True, 1j, "s", b"s", (1.0,), (), [1.0], [],
    ["a"], {"a": 1.0}, OrderedDict(a=1.0), defaultdict(float, a=1.0), Table(a=1.0), {}, np.ones(2),
    np.ones(2, int), np.ones((2, 2)), np.array(1.0), np.float32(2.0), np.int64(2), np.bool_(True),
    Pair(1.0, 2.0), Held(), SimpleNamespace(a=1.0), range(3), slice(1), {1.0}, np.dtype(float), len,
    np.sin, Number(2.0), Kinds.A, fractions.Fraction(1, 2), [[1.0], [2.0]], [(1.0, "a")],
    ({"a": 1.0},),
]  # fmt: skip
QUESTIONS = {
    "float": lambda w: isinstance(w, float),
    "number": lambda w: isinstance(w, (int, float)),
    "array": lambda w: isinstance(w, np.ndarray),
    "row": lambda w: isinstance(w, np.ndarray) and w.ndim == 1,
    "class": lambda w: isinstance(w, type),
    "ordered": lambda w: isinstance(w, OrderedDict),
    "pair": lambda w: isinstance(w, Pair),
    "held": lambda w: isinstance(w, Held),
    "is float": lambda w: type(w) is float,
    "is dict": lambda w: type(w) == dict,  # noqa: E721
    "is tuple": lambda w: type(w) in (list, tuple),
    "called": lambda w: callable(w),
    "scalar": lambda w: np.isscalar(w),
    "has shape": lambda w: hasattr(w, "shape"),
    "has a": lambda w: hasattr(w, "a"),
    "has keys": lambda w: hasattr(w, "keys"),
    "has name": lambda w: hasattr(w, "__name__"),
    "gets a": lambda w: getattr(w, "a", None) is None,
    "gets ndim": lambda w: getattr(w, "ndim", 0) == 0,
    "itself": lambda w: w is w,
    "none": lambda w: w is None or isinstance(w, float),
    "empty": lambda w: not w,
    "long": lambda w: len(w) == 1,
    "two": lambda w: w == 2,
    "rank": lambda w: np.ndim(w) == 0,
}


@pytest.mark.parametrize("asked", QUESTIONS)
@pytest.mark.parametrize("step", [1, -1])
def test_each_argument_decides_for_itself(asked, step):
    question = QUESTIONS[asked]

    def f(x, w):
        return np.sum(x**2) if question(w) else np.sum(x**3)

    derivative, answered = differentiate(f, wrt="x"), 0
    for w in VALUES[::step]:
        try:
            expected = f(X, w)
        except Exception:
            continue
        try:
            value, gradient = derivative.value_and_grad(X, w)
        except Error:
            continue
        answered += 1
        slope = 2.0 * X if expected == np.sum(X**2) else 3.0 * X**2
        assert value == expected and gradient.tolist() == slope.tolist(), repr(w)
    assert answered > 12


def of_rows(x, w):
    if isinstance(w, np.ndarray) and w.ndim == 1:
        return np.sum(x**2 * w[0])
    return np.sum(x**3)


@pytest.mark.parametrize("w", [2.0, [1.0, 2.0], (1.0, 2.0), None, {"a": 1.0}, X], ids=str)
def test_what_is_never_reached_is_not_refused(w):
    check_grads(of_rows, X, w, wrt="x")


def of_one_of_two(x, p, q):
    return np.sum(x**2) if p is q else np.sum(x**3)


def test_whether_two_tuples_are_one_is_refused():
    with pytest.raises(Error, match="whether these two are one"):
        differentiate(of_one_of_two, wrt="x").grad(X, (1.0,), (1.0,))


def by_text(w):
    total = 0.0
    for name in ("a", "b"):
        total = total + getattr(w, name) ** 2
    if hasattr(w, "a"):
        total = total * w.a
    if hasattr(w, "c"):
        total = total * w.c
    return total * getattr(w, "c", 3.0) + getattr(w, "a", 0.0)


@dataclass
class More:
    a: float
    b: float
    c: float


@pytest.mark.parametrize("w", [Pair(1.5, 2.5), SimpleNamespace(a=1.5, b=2.5), More(1.5, 2.5, 3.5)])
def test_attributes_by_their_names_vary(w):
    check_grads(by_text, w)


def of_its_transpose(x):
    return np.sum(getattr(x, "T")[0] ** 2) * getattr(x, "ndim", 0)  # noqa: B009


def test_attributes_of_arrays_by_their_names_vary():
    check_grads(of_its_transpose, np.array([[1.0, 2.0], [3.0, 4.0]]))


def of_names_that_are_made(w):
    total = w.a
    for text in ("x_b", "x_q"):
        if hasattr(w, text[-1]):
            total = total * 5.0
    return total


class Plain:
    def __init__(self):
        self.a, self.b = 1.5, 2.5


def test_what_no_text_names_is_asked_when_it_runs():
    check_grads(of_names_that_are_made, Plain())
    assert value_and_grad(of_names_that_are_made)(Plain())[0] == 7.5
