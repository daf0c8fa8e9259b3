"""Texts before any call: what the arguments are taken to be, and that the text is right for it."""

import numpy as np
import pytest

from s2sad import differentiate
from s2sad.api import source_of
from s2sad.errors import WrongArgument
from s2sad.nominal import nominal
from tests.goldens.catalogue import PLAIN

POINTS = np.arange(10.0)
OFFSETS = np.zeros(3)


def layer(x, w):
    return np.sum(np.tanh(x @ w))


def capitals(W, b, x):
    return np.sum((W @ x + b) ** 2)


def fitted(m, c):
    return np.sum((m * POINTS + c) ** 2) / len(POINTS)


def met(x, y):
    return np.sum(x * y) + len(x) + y[0]


def annotated(A: "float32[:, :]", x: np.ndarray, k: int = 3, s: float = 1):
    return s * np.sum((A @ x) ** k)


def defaults(x, offsets=OFFSETS, flag=None):
    return np.sum(x[0] * offsets) if flag is None else x[1]


def sliced(u, f, n):
    for _ in range(n):
        u[1:-1] = u[1:-1] + f * (u[2:] - u[:-2])
    return np.sum(u)


def solved(A, b):
    return np.linalg.norm(np.linalg.solve(A, b) - b)


def picked(z, labels):
    return -np.mean(z[np.arange(len(labels)), labels])


def carried(theta, seen, steps):
    s = np.zeros(3)
    out = 0.0
    for t in range(steps):
        s = np.tanh(theta @ s + seen[t])
        out = out + np.sum(s)
    return out


def listed(xs: "list[float]"):
    s = 0.0
    for x in xs:
        s += x * x
    return s


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        (layer, "x: float64[n], w: float64[n, m]"),
        (capitals, "W: float64[n, m], b: float, x: float64[m]"),
        (fitted, ""),
        (met, "x: float64[n], y: float64[n]"),
        (annotated, "A: float32[n, m], x: float64[m], k: int, s: float"),
        (defaults, "x: float64[n], offsets: float64[m], flag: None"),
        (sliced, "u: float64[m], f: float, n: int"),
        (solved, "A: float64[n, n], b: float64[n]"),
        (picked, "z: float64[n, m], labels: int64[k]"),
        (carried, "theta: float64[3, 3], seen: float64[n, 3], steps: int"),
        (listed, "xs: list[float]"),
    ],
)
def test_what_arguments_are_taken_to_be(function, expected):
    assert nominal(source_of(function)).assumed == expected


def test_the_text_is_what_a_person_would_write_and_says_what_it_is_for():
    text = differentiate(layer).adjoint
    assert text.splitlines() == [
        "# for x: float64[n], w: float64[n, m]",
        "def layer_adjoint(x, w, gz=1.0):",
        "    a = x @ w",
        "    b = np.tanh(a)",
        "    z = np.sum(b)",
        "    ga = (1.0 - b ** 2) * gz    # b = np.tanh(a)",
        "    gw = np.outer(x, ga)    # a = x @ w",
        "    gx = w @ ga",
        "    return z, (gx, gw)",
    ]


def test_numbers_alone_need_no_heading():
    @differentiate
    def f(x, y):
        return x * y

    assert f.adjoint.startswith("def f_adjoint(x, y, gz=1.0):")


@pytest.mark.parametrize("function", [layer, capitals, met, solved, sliced, carried])
def test_the_text_is_right_for_the_kinds_that_it_names(function):
    """The nominal program run on arguments of its kinds, against differences."""
    special = nominal(source_of(function))
    sizes = {"n": 4, "m": 3, "3": 3}
    rng = np.random.default_rng(1)
    values = []
    for part in special.assumed.replace(", ", ",").replace(",m]", ";m]").split(","):
        kind = part.partition(":")[2].strip().replace("3,3", "3;3")
        inside = kind.partition("[")[2].rstrip("]")
        shape = [sizes.get(s, 3) for s in inside.replace(";", " ").split()] if inside else None
        values.append(2 if kind == "int" else rng.normal(size=shape) if shape else 0.3)
    if function is solved:
        values = [rng.normal(size=(4, 4)) + 4 * np.eye(4), rng.normal(size=4)]
    if function is carried:
        values = [rng.normal(size=(3, 3)), rng.normal(size=(5, 3)), 3]
    wrt = tuple(n for n in special.source.default_wrt if special.can_vary(n))
    _, gradients = special.adjoint(wrt, "primitive")(*values)
    for name, gradient in zip(wrt, gradients):
        k = special.source.names.index(name)
        direction = rng.normal(size=np.shape(values[k]))
        ends = []
        for sign in (1, -1):
            moved = [np.copy(v) if isinstance(v, np.ndarray) else v for v in values]
            moved[k] = moved[k] + sign * 1e-6 * direction
            ends.append(function(*moved))
        slope = (ends[0] - ends[1]) / 2e-6
        assert np.sum(gradient * direction) == pytest.approx(slope, rel=1e-6, abs=1e-8)


def test_what_cannot_be_guessed_is_asked_for():
    @differentiate
    def mlp(params, x):
        for W, b in params:
            x = np.tanh(W @ x + b)
        return np.sum(x)

    with pytest.raises(WrongArgument, match="list.tuple.float64") as caught:
        mlp.adjoint  # noqa: B018
    assert 'mlp.text("adjoint", …)' in str(caught.value)


def test_types_can_be_given():
    f = differentiate(capitals)
    text = f.text("adjoint", types="float64[:, :], float64[:], float64[:]", style="primitive")
    assert text.startswith("# for W: float64[n, m], b: float64[n], x: float64[m]\n")
    assert "np.sum" not in text.partition("gb")[2]
    named = f.text("adjoint", types={"b": "float64[:]"}, style="primitive")
    assert named == text
    for wrong in ({"q": "float"}, {"b": "matrix"}, ["float"] * 4):
        with pytest.raises(WrongArgument):
            f.text("adjoint", types=wrong)


@pytest.mark.parametrize("golden", PLAIN, ids=lambda golden: golden.name)
def test_golden_programs_have_texts_without_shape_helpers(golden):
    special = nominal(source_of(golden.f))
    wrt = tuple(n for n in golden.wrt if special.can_vary(n))
    for style in ("primitive", "folded"):
        assert "unbroadcast" not in special.adjoint(wrt, style).text
        assert "rt.expand" not in special.adjoint(wrt, style).text
