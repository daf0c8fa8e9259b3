"""The benchmarks: what they compare is the same derivative, and their command runs."""

import doctest
from dataclasses import replace

import numpy as np
import pytest

from benchmarks import adjoints, compiling, functions, memory, peers, table, timing
from benchmarks.__main__ import REPORTS, main
from benchmarks.programs import goldens
from benchmarks.programs.catalogue import CASES
from s2sad.testing_trees import duplicate, flatten
from tests.goldens import by_hand
from tests.goldens.catalogue import GOLDENS

RUNS = [pytest.param(c, size, id=f"{c.name}-{size}") for c in CASES for size in c.sizes]
PEER_RUNS = [
    pytest.param(peer, case, id=f"{peer}-{case.name}")
    for peer in peers.installed()
    for case in CASES
    if case.is_for(peer, "small")
]
BY_NAME = {case.name: case for case in CASES}


def require_close(got, expected, tolerance=1e-10):
    """Require equal leaves; the scale of an error is the largest entry of its array."""
    assert len(got) == len(expected)
    for one, other in zip(got, expected):
        assert np.shape(one) == np.shape(other)
        one, other = flatten(one), flatten(other)
        np.testing.assert_allclose(one, other, rtol=0, atol=tolerance * (np.abs(other).max() + 1))


def require_same_derivative(case, size):
    runs = case.runs(size)
    by_hand, emitted = runs["hand"](), runs["emitted"]()
    require_close([emitted[0], *emitted[1]], [by_hand[0], *by_hand[1]])
    require_close([runs["primal"]()], [by_hand[0]])


def require_slope(case, size):
    """Require the gradients by hand to have the slope that differences along a line see."""
    args, seed = case.sizes[size], case.seed(size)
    rng = np.random.default_rng(17)
    along = {k: rng.normal(size=np.shape(args[k])) for k in case.positions}

    def at(step):
        moved = duplicate(list(args))
        for k, direction in along.items():
            moved[k] = moved[k] + step * direction
        return np.sum(seed * case.f(*moved))

    _, gradients = case.by_hand(*duplicate(list(args)), seed)
    slope = sum(np.sum(g * d) for g, d in zip(gradients, along.values()))
    h = 1e-5
    expected = (8.0 * (at(h) - at(-h)) - at(2.0 * h) + at(-2.0 * h)) / (12.0 * h)
    assert slope == pytest.approx(expected, rel=1e-7, abs=1e-7)


@pytest.mark.parametrize(("case", "size"), RUNS)
def test_the_emitted_adjoint_and_the_one_by_hand_agree(case, size):
    before = duplicate(list(case.sizes[size]))
    require_same_derivative(case, size)
    require_close([flatten(case.sizes[size])], [flatten(before)], 0.0)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_adjoint_by_hand_agrees_with_differences(case):
    require_slope(case, "small")


@pytest.mark.parametrize("require", [require_same_derivative, require_slope])
def test_a_wrong_adjoint_by_hand_is_seen(require):
    case = BY_NAME["mlp"]

    def wrong(*args):
        value, (gW, *others) = case.by_hand(*args)
        return value, (gW * 1.001, *others)

    with pytest.raises(AssertionError):
        require(replace(case, by_hand=wrong), "small")


@pytest.mark.parametrize(("peer", "case"), PEER_RUNS)
def test_the_other_libraries_run_the_same_derivative(peer, case):
    value, gradients = case.runs("small")["hand"]()
    found, others = peers.peer_run(peer, case, "small")()
    weighted = value if peer == "numba" else np.sum(case.seed("small") * value)
    require_close([np.asarray(leaf) for leaf in (found, *others)], [weighted, *gradients])


@pytest.mark.parametrize(
    ("name", "fewest", "most"), [("gmm loops", 300, 700), ("ba loops", 30, 30), ("heat", 0, 0)]
)
def test_what_an_adjoint_saves_is_counted(name, fewest, most):
    assert fewest <= BY_NAME[name].saved("small") <= most


def test_every_golden_program_has_an_adjoint_by_hand():
    names = {golden.name for golden in GOLDENS}
    assert names <= {*BY_NAME, *vars(by_hand)}
    for listed in (goldens.LARGE, goldens.FOR_AUTOGRAD, goldens.FOR_NUMBA, goldens.UNROLLED):
        assert set(listed) <= names


def test_functions_take_turns_and_the_fastest_of_each_counts(monkeypatch):
    now, log = [0.0], []

    def takes(name, *durations):
        left = list(durations)

        def function():
            log.append(name)
            now[0] += left.pop(0) if left else 9.0

        return function

    monkeypatch.setattr(timing.time, "perf_counter", lambda: now[0])
    functions = {"a": takes("a", 5.0, 9.0, 1.0, 9.0, 3.0, 2.0, 5.0, 5.0),
                 "b": takes("b", 5.0, 6.0, 7.0, 8.0, 4.0, 4.5)}  # fmt: skip
    found = timing.fastest(functions, timing.Effort(turns=2, seconds=2.0))
    assert found == {"a": 2.5, "b": 4.0}  # two calls of a fit into a turn, one of b
    assert "".join(log) == "aaaa" + "bbbb" + "aab" * 2


@pytest.mark.parametrize("module", [table, peers, memory])
def test_the_examples_in_docstrings_hold(module):
    found = doctest.testmod(module)
    assert found.attempted and not found.failed


def test_what_is_not_installed_is_said_in_one_line(monkeypatch):
    monkeypatch.setattr(peers, "installed", lambda: ("jax",))
    assert peers.notice() == "compared with jax; not installed: autograd, numba"


def test_quick_benchmarks_run_and_name_their_programs(capsys, monkeypatch):
    """All reports; of their programs a few, since all are run by the tests above."""
    monkeypatch.setattr(adjoints, "CASES", CASES[::10])
    monkeypatch.setattr(functions, "ROWS", functions.ROWS[::10])
    monkeypatch.setattr(compiling, "LINES", compiling.LINES[:1])
    main(["--quick"])
    printed = capsys.readouterr().out
    for title, _ in REPORTS.values():
        assert f"{title}\n\n" in printed
    for case in CASES[::10]:
        assert f"\n{case.name}" in printed
    for row in functions.ROWS[::10]:
        assert f"\n{row.call}" in printed
    for words in ("within 1.2 times the adjoint by hand", "4 arrays", "s2sad beyond numpy"):
        assert words in printed


def test_a_part_can_be_chosen(capsys):
    main(["adjoints", "--quick", "--only", "jacobi"])
    printed = capsys.readouterr().out
    assert "jacobi" in printed and "heat" not in printed and "import time" not in printed


def test_an_unknown_benchmark_is_refused(capsys):
    with pytest.raises(SystemExit):
        main(["adjoint"])
    assert "no benchmark 'adjoint'" in capsys.readouterr().err


@pytest.mark.parametrize("row", functions.ROWS, ids=lambda row: row.call)
def test_a_function_has_the_derivatives_that_are_written_by_hand(row):
    found = functions.runs(row, functions.SMALL)
    for mode in ("tangent", "adjoint"):
        one, other = found[mode](), found[f"{mode} by hand"]()
        require_close(flatten_all(one), flatten_all(other))


def flatten_all(pair):
    value, slopes = pair
    return [value, *(slopes if isinstance(slopes, tuple) else [slopes])]


def test_a_wrong_line_by_hand_is_seen():
    row = replace(functions.ROWS[2], adjoint="y * g, y * g")
    with pytest.raises(AssertionError):
        test_a_function_has_the_derivatives_that_are_written_by_hand(row)


def test_one_function_is_timed_in_both_modes(capsys):
    main(["functions", "--quick", "--only", "np.hypot"])
    printed = capsys.readouterr().out
    assert "np.hypot(x, y)" in printed and "at 10 elements:" in printed
    assert "np.exp" not in printed
