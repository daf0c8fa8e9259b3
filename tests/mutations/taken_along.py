"""Faults in objects of lists from which a loop goes on to new ones."""

from tests.mutations.fault import fault

FILE, TESTS = "s2sad/frontend/taken_along.py", "tests/found/test_hunted_states.py"

MUTATIONS = [
    fault(
        "taken along: the objects of the list may be changed",
        FILE, TESTS,
        "            self.fixed.add(one.herd)\n", "",
    ),
    fault(
        "taken along: what was taken may be changed",
        FILE, TESTS,
        "            self.escaped.add(made)\n", "",
    ),
    fault(
        "taken along: a loop has a first trip always",
        "s2sad/frontend/heap.py", TESTS,
        "        if not self.surely_runs(node):", "        if False:",
    ),
    fault(
        "taken along: a loop that goes on to new ones is not read again",
        FILE, TESTS,
        "            raise Again(key, ONE_BY_ONE)", "            return",
    ),
]
