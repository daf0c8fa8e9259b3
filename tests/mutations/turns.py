"""Faults in which buffers take turns."""

from tests.mutations.fault import fault

TURNS, TESTS = "s2sad/analysis/turns.py", "tests/analysis/test_turns.py"
MUTATIONS = [
    fault(
        "turns: what is filled after it was given takes turns", TURNS, TESTS,
        "place.number > last and place.loops == at.loops for place in given",
        "place.loops == at.loops for place in given",
    ),
    fault(
        "turns: what is given in other trips takes turns", TURNS, TESTS,
        "place.number > last and place.loops == at.loops for place in given",
        "place.number > last for place in given",
    ),
    fault(
        "turns: what the next trip fills takes turns", TURNS, TESTS,
        "return again.isdisjoint(names) and all(", "return all(",
    ),
    fault(
        "turns: a view holds", TURNS, TESTS,
        '!= "copy":\n                    return False', '!= "copy":\n                    pass',
    ),
    fault(
        "turns: nothing takes turns", "s2sad/analysis/detach.py", TESTS,
        "*holders(found, places, sizes)]", "]",
    ),
]
