"""Every pass, and passes after passes, on random programs: the same results, bit for bit."""

import numpy as np
import pytest

from s2sad.ir.walk import statements
from s2sad.transform.accumulate import accumulate
from s2sad.transform.constants import constants
from s2sad.transform.copies import copies
from s2sad.transform.cse import cse
from s2sad.transform.dce import dce
from s2sad.transform.facts import facts_of
from s2sad.transform.fold import fold, fold_inactive

from .generator import Generator
from .programs import outcome

SEEDS = range(120)


def with_facts(pass_):
    return lambda p, k: pass_(p, k, facts_of(p, k, apart=True))


EXACT = {
    "dce": with_facts(dce),
    "copies": lambda program, kinds: copies(program),
    "cse": with_facts(cse),
    "fold": with_facts(lambda *a: fold(*a)[0]),
    "fold_inactive": with_facts(lambda *a: fold_inactive(*a, lambda name: len(name) % 2 == 0)[0]),
    "greedy fold": with_facts(lambda *a: fold(*a, keep=lambda name: name in ("l", "s:l"))[0]),
}
CLOSE = {"constants": constants, "accumulate": with_facts(lambda *a: accumulate(*a, across=True))}
ORDERS = [
    ("copies", "cse", "copies", "dce", "fold"),
    ("fold", "cse", "copies", "dce", "fold"),
    ("cse", "copies", "greedy fold", "dce"),
]
ARGUMENTS = [
    (0.7, -0.4, np.array([0.3, -1.2, 0.9, 2.0]), np.array([1.5, 0.2, -0.6, 0.1])),
    (-0.2, 1.1, np.array([-0.8, 0.4, 0.0, 0.7]), np.array([0.9, -2.0, 0.3, 1.0])),
]


def numbers(outcome_):
    """Return the floats of an outcome, and everything else of it."""
    values, rest = [], []

    def visit(item):
        match item:
            case (str(name), bytes(data)):
                values.extend(np.frombuffer(data))
                rest.append(name)
            case (str(dtype), tuple(shape), bytes(data)):
                values.extend(np.frombuffer(data, dtype))
                rest.append((dtype, shape))
            case list() | tuple():
                for inner in item:
                    visit(inner)
            case _:
                rest.append(item)

    visit(outcome_)
    return np.array(values), rest


def check(before, after, exact):
    for arguments in ARGUMENTS:
        expected = outcome(before, arguments)
        found = outcome(after, arguments)
        if exact:
            assert found == expected
            continue
        (a, rest_a), (b, rest_b) = numbers(expected), numbers(found)
        assert rest_a == rest_b
        np.testing.assert_allclose(b, a, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("name", EXACT)
@pytest.mark.parametrize("role", ["primal", "adjoint"])
def test_a_pass_keeps_results_effects_and_arguments_bit_for_bit(name, role):
    changed = 0
    for seed in SEEDS:
        program, kinds = Generator(seed, role).program()
        after = EXACT[name](program, kinds)
        changed += after != program
        check(program, after, exact=True)
    assert changed > len(SEEDS) // 20 or (name, role) == ("cse", "primal")


@pytest.mark.parametrize("name", CLOSE)
def test_a_pass_that_gathers_keeps_values_types_and_effects(name):
    changed = 0
    for seed in SEEDS:
        program, kinds = Generator(seed, "adjoint").program()
        after = CLOSE[name](program, kinds)
        changed += after != program
        check(program, after, exact=False)
    assert changed > len(SEEDS) // 10


@pytest.mark.parametrize("order", ORDERS, ids=" ".join)
def test_passes_after_passes_keep_results_bit_for_bit(order):
    for seed in SEEDS:
        program, kinds = Generator(seed, "adjoint").program()
        after = program
        for name in order:
            after = EXACT[name](after, kinds)
        check(program, after, exact=True)


def test_all_passes_together_keep_values_and_are_done_after_a_few_rounds():
    for seed in SEEDS:
        program, kinds = Generator(seed, "adjoint").program()
        after = program
        for name in ("copies", "constants", "cse", "copies", "accumulate", "dce", "fold"):
            after = {**EXACT, **CLOSE}[name](after, kinds)
        check(program, after, exact=False)
        assert len(list(statements(after.body))) <= len(list(statements(program.body))) + 3
