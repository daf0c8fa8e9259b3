"""Faults in what is loaded once, and in which copies are none."""

from tests.mutations.fault import fault

LOADS = "tests/transform/test_same_loads.py"

MUTATIONS = [
    fault(
        "loads: each is recorded",
        "s2sad/transform/same_loads.py", LOADS,
        "if first != stmt.target:",
        "if False:",
    ),
    fault(
        "idle: copies stay",
        "s2sad/transform/idle.py", LOADS,
        "if expr.op in ELEMENTWISE:",
        "if False:",
    ),
]
