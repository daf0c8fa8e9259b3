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
        "refill: zero waits although its cells are read meanwhile",
        "s2sad/transform/refill.py", "tests/transform/test_refill.py",
        "            if effects.ordered or (effects.loads | effects.stores) & memory:\n"
        "                return False\n            if effects.binds",
        "            if effects.binds",
    ),
    fault(
        "refill: zero never waits",
        "s2sad/transform/refill.py", "tests/transform/test_refill.py",
        "if earlier.value == Const(0.0) and self.may_wait(earlier, between, later):",
        "if False:",
    ),
    fault(
        "idle: copies stay",
        "s2sad/transform/idle.py", LOADS,
        "if expr.op in READING:",
        "if False:",
    ),
    fault(
        "idle: what is summed is copied",
        "s2sad/transform/idle.py", "tests/found/test_dropped_axes.py",
        '"neg", "np.sum"}', '"neg"}',
    ),
]
