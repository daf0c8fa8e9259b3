"""The corpus: every case runs as plain Python, is smooth at its points, and is differentiated."""

import importlib
import importlib.util

import numpy as np
import pytest

from s2sad.testing import check_grads, difference_directional, flatten
from s2sad.testing_trees import difference_of, duplicate
from tests.programs.corpus import CASES
from tests.programs.running import directions
from tests.thorough import order_in_turn

SILENT = (
    "alias", "view", "overwrite", "rebinding", "fancy", "repeated", "broadcast", "size-one",
    "integer-buffer", "loop-variable", "one-branch", "continue", "trip-count", "pop", "condition",
    "header", "impure", "shared-reference", "list", "swap", "repeat", "names", "and-or",
    "negative-step", "empty", "same-argument", "fortran", "strided", "result", "redefined",
    "capture", "argument-written", "float32", "contiguity", "write-once", "augmented", "overlap",
)  # fmt: skip
LANGUAGE = (
    "if", "ifexp", "for", "while", "else", "break", "return", "comparison", "tuple", "starred",
    "walrus", "f-string", "effects", "comprehension", "sum", "keyword", "default", "closure",
    "lambda", "global", "recursion", "method", "append", "store", "ellipsis", "newaxis", "mask",
    "slice", "reshape", "transpose", "row", "call", "enumerate", "zip", "dict", "complex",
)  # fmt: skip
PROGRAMS = (
    "lstm", "gauss-seidel", "mlp", "newton", "n-body", "horner", "kalman", "cholesky",
    "substitution", "runge-kutta", "life", "cumprod", "ring", "sort",
)  # fmt: skip

# Cases that the compiler refuses, with the reason; whoever makes one work takes its line out.
REFUSED: dict[str, str] = {
    "transposed_reshape": "a reshape of memory that is written: view or copy is not known",
    "recursion_that_mutates": "recursion",
}
# Cases whose emitted derivative is refused when it is differentiated again.
REFUSED_TWICE: dict[str, str] = {
}

POINTS = [
    pytest.param(case, k, id=f"{case.name}-{k}")
    for case in CASES
    for k in range(len(case.args_list))
]
needs_compiler = pytest.mark.skipif(
    importlib.util.find_spec("s2sad.api") is None, reason="s2sad.api does not exist yet"
)


def prepare(case, k):
    if case.before:
        case.before(k)
    return case.args_list[k]


@pytest.mark.parametrize(("case", "k"), POINTS)
def test_a_case_runs_and_its_differences_converge(case, k):
    args = prepare(case, k)
    before = duplicate(args)
    for i, direction in zip(case.wrt, directions(args, case.wrt, 1)[0]):
        slope, error = difference_directional(case.f, args, (i,), (direction,))
        rough = "float32" in case.tags or "capture" in case.tags
        assert np.all(error <= (1e-4 if rough else 1e-7) * (1.0 + np.abs(slope)))
    assert difference_of(before, args) == ""


def test_the_corpus_is_large_and_its_names_differ():
    names = [case.name for case in CASES]
    assert len(names) >= 150
    assert len(set(names)) == len(names)
    assert set(REFUSED) | set(REFUSED_TWICE) <= set(names)


@pytest.mark.parametrize("tag", [*SILENT, *LANGUAGE, *PROGRAMS])
def test_the_corpus_covers(tag):
    assert any(tag in case.tags for case in CASES)


def test_almost_every_case_depends_on_its_arguments():
    flat = []
    for case in CASES:
        args = prepare(case, 0)
        towards = directions(args, case.wrt, 1)[0]
        slope, _ = difference_directional(case.f, args, case.wrt, towards)
        if not np.any(np.abs(flatten(slope)) > 1e-9):
            flat.append(case.name)
    assert flat == []


def check(case, k, order):
    args = prepare(case, k)
    if case.name not in REFUSED and (order == 1 or case.name not in REFUSED_TWICE):
        check_grads(case.f, *args, wrt=case.wrt, order=order)
        return
    errors = importlib.import_module("s2sad.errors")
    with pytest.raises(Exception) as caught:
        check_grads(case.f, *args, wrt=case.wrt, order=order)
    assert type(caught.value).__module__ == errors.__name__


AT_OTHER_POINTS = [point for point in POINTS if point.values[1] > 0]


@needs_compiler
@pytest.mark.parametrize(("case", "k"), AT_OTHER_POINTS)
def test_a_case_is_differentiated(case, k):
    check(case, k, 1)


@needs_compiler
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_derivative_of_a_case_is_differentiated(case):
    """At its first point, where this checks the first derivative of every case."""
    check(case, 0, order_in_turn())
