"""The features that came later: what they draw, how often, and that seeds before them stay."""

import random

import pytest

from tests.programs.generate import LATER, NEWEST, RECENT, draw, fault, generate, some_of
from tests.programs.running import fault_of
from tests.programs.test_generate import never_drawn

WITH = {"arrays", "stores", "lists", "for", "if", "while", "break", "views", "listarrays", "ifexp"}
PARTS = {
    "iterators": (
        "itertools.combinations(", "combinations_with_replacement(", "itertools.permutations(",
        "itertools.product(", "repeat=2", "itertools.pairwise(", "itertools.accumulate(",
        "initial=", "itertools.chain(", "itertools.islice(", "zip_longest(", "takewhile(",
        "filterfalse(", "starmap(", "itertools.cycle(", "itertools.count(", "np.ndenumerate(",
        "np.ndindex(", ".flat:", "max(", "min(", "default=", "key=lambda", "sorted(zip(",
    ),
    "queues": (
        "collections.deque(", "maxlen=", ".appendleft(", ".popleft()", ".pop()", ".rotate(",
        ".extendleft(", ".reverse()", "np.array(q", "reversed(q", "len(q", "[-1] *=",
    ),
    "rebound": (
        "Spring(", "Damper(", "Field(", "Node(", "Link(", "State(", "Swarm(", ".step(", ".mix(",
        "evolve(o", "pull(", "walk(", "length(", ".append(p", ".work(", ".left.w",
        ".next.v", "return ",
    ),
    "places": (
        "np.put(", "np.arange(", "[::-1][", "out=", "where=", "out=(", "np.cumsum(",
        "np.clip(", "np.matmul(", ".sum(axis=1, out=", "[1:] = ", "[:] = ", "[...] = ",
        ".T", "break", "continue", " = np.multiply(", "np.copyto(", "np.add.reduce(",
    ),
    "tables": (
        "TABLE[", "LAYERS[", "in TABLE.items()", "in LAYERS:", "in zip(LAYERS",
        "twice(", "mixed(", "chained(", "chained(LAYERS",
    ),
    "axes": (
        "axis=0", "axis=1", "axis=-1", "keepdims=True", "np.var(", "np.prod(", "np.max(",
        "np.float32", "'f4'", ".T[...] = ", "out=", "np.einsum(", "np.tensordot(", "[:, None] -",
        "np.outer(", "np.add.outer(", "np.empty((", "np.sort(", "/= 1.2 +",
    ),
    "choices": (
        ") if ", "    f1 = ", "{'a': ", "chosen(", "functools.partial(activated", "activated(",
        " for g in (np.sin", "    import math as", "from math import atan", "from numpy import sin",
        "import numpy.linalg", "from operator import mul", "imported(", ")[0]", ")[1]",
    ),
    "trials": (
        "except ValueError:", "except ZeroDivisionError:", "except (ZeroDivisionError", "pass",
        "except OverflowError:", "except ArithmeticError:", "except np.linalg.LinAlgError:",
        "np.linalg.cholesky(", "np.linalg.inv(", "np.linalg.solve(", "else:", "math.asin(",
        "continue", "break", "return ",
    ),
    "orders": (
        "np.argsort(", ".argsort()", "np.triu_indices(", "np.tril_indices(", "np.diag_indices(",
        "np.nonzero(", "np.flatnonzero(", "np.where(", "np.unravel_index(", "np.add.at(",
        "np.multiply.at(", "np.divide.at(", "np.subtract.at(", "np.take(", "np.delete(",
        "[k1] = ", "[k1] += ", "[::-1][k", "np.triu_indices_from(", " = np.sort(k",
        "in enumerate(k",
    ),
    "gathered": (
        "in zip(*", " = zip(*", "[*", ", *l", "next(iter(", "next((", "next(map(", "next(zip(",
        "Point(", "Segment(", "Shelf(", "merge_sort(", "quick_sort(", "unfolded(", "merged(",
        "next(reversed(", "list(p", "] += ", "np.array([",
    ),
    "spectra": (
        "np.linalg.eigvals(", "np.linalg.eig(", "np.linalg.eigvalsh(", "np.roots(", "np.abs(",
        ".real", ".imag", "np.prod(", "np.linalg.inv(v", "np.exp(",
    ),
    "turns": (
        "by_places(", "by_halves(", "filled(", "in_order(", "either(", "weighed(", " = -a",
        "np.where(a", "np.array([", "np.zeros_like(a", "[::-1]", " *= np.cos(s", "[:] = a",
        " > 0.1:", "[1:] *= a",
    ),
    "absences": (
        " = None", "blended(best", "cheaper(p", "second", "Found(", " is None else",
        " is not None", "if not best", "[None] * ", ".pop()", "first_above(", "found_above(",
        "append(np.sin(", "continue", "break", " else None", "sum([0.5 * ",
    ),
    "promoted": (
        "isinstance(v", "type(v", ".dtype == np.int64", ".dtype.kind == 'i'", "np.issubdtype(",
        "np.full(2, v", "np.zeros_like(np.array([v", "max(", "sum([", "[0] * 3", ".append(",
        "np.stack(items", "np.float32(", "np.exp(v", "itemsize", "1j", "np.iscomplexobj(v",
        "np.isrealobj(", "np.real(v",
    ),
    "held": (
        "{'p': ", "{'in': {'p': ", "dict(p=", "['q'][0]", "if len(", "and h", ".extend([",
        "in zip((", "in enumerate([", "key=len):", "min(h", ".pop())", "break", "['p'] = [",
        "[0] = [s", "sum(h",
    ),
}  # fmt: skip


@pytest.mark.parametrize("feature", [*LATER, *NEWEST, *RECENT])
def test_a_feature_draws_all_that_it_stands_for(feature):
    assert never_drawn(PARTS[feature], 500, WITH | {feature}) == []


def test_half_of_the_programs_have_some_of_them():
    drawn = [draw(f"{seed}/0").features for seed in range(600)]
    assert all(25 < sum(feature in d for d in drawn) < 150 for feature in LATER)
    assert 225 < sum(not set(LATER) & set(d) for d in drawn) < 375
    assert all(25 < sum(feature in d for d in drawn) < 150 for feature in NEWEST)
    assert 225 < sum(not set(NEWEST) & set(d) for d in drawn) < 375


def test_they_do_not_change_the_numbers_that_other_features_are_drawn_by():
    assert some_of(LATER, random.Random("later 0/0")) == some_of(LATER, random.Random("later 0/0"))
    later = {*LATER, *NEWEST, *RECENT}
    plain = [seed for seed in range(60) if not later & set(draw(f"{seed}/0").features)]
    assert len(plain) > 10
    for seed in plain:
        text = draw(f"{seed}/0").source_text
        for word in ("itertools", "deque", "TABLE", "State(", "zip(*", "argsort", "eig"):
            assert word not in text


@pytest.mark.parametrize("feature", [*LATER, *NEWEST, *RECENT])
def test_their_programs_are_fit_to_be_differentiated(feature):
    for seed in range(4):
        assert fault(generate(seed, WITH | {feature})) == ""


def test_the_best_of_items_is_a_decision():
    best = "def f(x):\n    l = [x, 0.5001]\n    return {} * 1.5\n"
    for text in (
        "max(l)", "max(l, key=lambda v: v * 0.5)", "max(v for v in l)", "max(x, 0.5001)",
        "sorted(zip(l, [0.1, 0.2]))[0][1] + x", "np.max(np.array(l))",
        "max(zip(l, [0.3, 0.4]), key=lambda p: p[0])[1] + x", "max(l, default=0.1)",
        "np.clip(x, 0.5001, 1.0)",
    ):  # fmt: skip
        program = "import numpy as np\n" + best.format(text)
        assert "decision" in fault_of(program, "f", (0.5,), (0,)), text
        assert fault_of(program, "f", (0.9,), (0,)) == "", text


def test_orders_and_exceptions_are_decisions():
    text = "import numpy as np\nimport math\ndef f(x):\n{}    return y * x\n"
    for body in (
        "    y = np.argsort(np.array([x, 0.5001]))[0]\n",
        "    y = np.array([x, 0.5001]).argsort()[0]\n",
        "    y = np.argmax(np.array([x, 0.5001]))\n",
        "    try:\n        y = math.sqrt(x - 0.5001)\n    except ValueError:\n        y = 2.0\n",
    ):
        assert "decision" in fault_of(text.format(body), "f", (0.5,), (0,)), body
    near = "    y = len(np.argsort(np.array([x, 0.5001])))\n"
    assert fault_of(text.format(near), "f", (0.9,), (0,)) == ""
