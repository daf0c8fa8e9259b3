"""Faults in what becomes a value though others see its memory, and in what is returned."""

from tests.mutations.fault import fault

FILE, TESTS = "s2sad/transform/anew.py", "tests/transform/test_anew.py"

MUTATIONS = [
    fault(
        "anew: names that are alive count as dead",
        FILE, TESTS,
        "        last = store.number if store.loops == bound.loops else around.number\n",
        "        return True\n        last = 0\n",
    ),
    fault(
        "anew: a read in a loop of the store's counts as before it",
        FILE, TESTS,
        "        last = store.number if store.loops == bound.loops else around.number\n",
        "        last = store.number\n",
    ),
    fault(
        "anew: what a list holds becomes a value",
        FILE, TESTS,
        "of in others or of in self.store.inner or self.store.is_held(of)",
        "of in others",
    ),
    fault(
        "anew: a store of a row into all rows is its value",
        FILE, TESTS,
        "if not isinstance(found, Array) or found.ndim != kind.ndim or found.dtype != kind.dtype:",
        "if not isinstance(found, Array) or found.dtype != kind.dtype:",
    ),
    fault(
        "anew: a value of another precision is stored as it is",
        FILE, TESTS,
        "if not isinstance(found, Array) or found.ndim != kind.ndim or found.dtype != kind.dtype:",
        "if not isinstance(found, Array) or found.ndim != kind.ndim:",
    ),
    fault(
        "anew: what has another name is stored without a copy",
        FILE, TESTS,
        "if len(self.positions.read.get(name, ())) != 1 or len(made) != 1",
        "if len(made) != 1",
    ),
    fault(
        "anew: an array of a module is bound",
        FILE, TESTS,
        "            if base in self.captured or not self.are_known(",
        "            if not self.are_known(",
    ),
    fault(
        "anew: sums are bound anew, too",
        FILE, TESTS,
        "        if any(p.stmt.op is None for p in stores):",
        "        if stores:",
    ),
    fault(
        "anew: views and other names may live on",
        FILE, TESTS,
        "        return all(self.is_dead(name, place) for name in rest)",
        "        return True or all(self.is_dead(name, place) for name in rest)",
    ),
    fault(
        "anew: a store into a part counts as one into all cells",
        FILE, TESTS,
        "    return all(part == FULL for part in parts) and len(parts) <= kind.ndim",
        "    return len(parts) <= kind.ndim",
    ),
    fault(
        "returned: an array of two definitions is its own",
        "s2sad/transform/returned.py", "tests/transform/test_returned.py",
        "        and made[s.target] == 1 + (s.target in anew)\n",
        "        and (made[s.target] == 1 or s.target in anew)\n",
    ),
    fault(
        "anew: what is stored in each trip is handed over",
        FILE, TESTS,
        "self.positions.of[id(made[0])].loops == store.loops and ", "",
    ),
]
