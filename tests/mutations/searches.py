"""Faults in minima between bounds, and in searches that are given slopes."""

from tests.mutations.fault import fault

_BOUNDED = "tests/frontend/test_bounded_searches.py"

MUTATIONS = [
    fault(
        "searches: what a bound keeps back moves as the rest does",
        "s2sad/frontend/systems.py", _BOUNDED,
        'Apply("np.where", (rows, one, j))',
        'Apply("np.where", (rows, j, j))',
    ),
    fault(
        "searches: a number is kept back by the other bound",
        "s2sad/runtime/implicit.py", _BOUNDED,
        "-1.0 if r > 0.0 else 1.0",
        "1.0 if r > 0.0 else -1.0",
    ),
    fault(
        "searches: what a minimum is worth does not move with its bound",
        "s2sad/frontend/systems.py", _BOUNDED,
        "at = moved if bounds and op in OF_NUMBERS else x",
        "at = x",
    ),
    fault(
        "searches: a slope of a module is given what it does not take",
        "s2sad/frontend/roots.py", _BOUNDED,
        "if found[id(node)] is None and carried:",
        "if False:",
    ),
    fault(
        "far: the formula is used where its terms cancel",
        "s2sad/runtime/far.py", "tests/rules/test_far_from_zero.py",
        "_FAR, _FAR_OF_W = 20.0",
        "_FAR, _FAR_OF_W = 2e10",
    ),
]  # fmt: skip
