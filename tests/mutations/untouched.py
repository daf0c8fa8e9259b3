"""Faults in which cells of an adjoint need not be cleared."""

from tests.mutations.fault import fault

FILE, TESTS = "s2sad/transform/adjoint/untouched.py", "tests/transform/test_untouched.py"

MUTATIONS = [
    fault(
        "untouched: what an array is made of takes nothing",
        FILE, TESTS,
        "    return not any(name in active.active for name in made.value.names)",
        "    return True",
    ),
    fault(
        "untouched: stores through views do not count",
        FILE, TESTS,
        "or store.members(of) != [name]:",
        "or name not in store.members(of):",
    ),
    fault(
        "untouched: arguments do not count",
        FILE, TESTS,
        (
            "    if not isinstance(made, Assign) or not isinstance(made.value, Apply):\n"
            "        return False\n"
        ),
        (
            "    if not isinstance(made, Assign) or not isinstance(made.value, Apply):\n"
            "        return True\n"
        ),
    ),
    fault(
        "untouched: a store is not compared with itself",
        FILE, TESTS,
        "is_self=place is one) for place in places]",
        "is_self=False) for place in places if place is not one]",
    ),
    fault(
        "untouched: a store is compared with itself only",
        FILE, TESTS,
        "for place in places]\n",
        "for place in places if place is one]\n",
    ),
    fault(
        "untouched: cells that are stored into twice at once stay",
        FILE, TESTS,
        "    return not may_repeat(stmt.index, kind, store)",
        "    return True",
    ),
]
