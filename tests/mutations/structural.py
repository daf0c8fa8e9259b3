"""Faults in functions that call themselves for the objects that an object holds."""

from tests.mutations.fault import fault

STRUCTURAL = "tests/arguments/test_structural.py"

MUTATIONS = [
    fault(
        "structural: a call for another object is one of a definition",
        "s2sad/frontend/structural.py", STRUCTURAL,
        "        self.structural.add(mark)\n        return True",
        "        return False",
    ),
    fault(
        "conditions: None is true",
        "s2sad/analysis/kinds/conditions.py", STRUCTURAL,
        '    if kind == Other("none"):',
        '    if kind == Other("nothing"):',
    ),
    fault(
        "tangents of recursion: a value that cannot vary is picked as one of fewer",
        "s2sad/transform/tangent.py", STRUCTURAL,
        "if self.picks and value in self.picks:",
        "if False:",
    ),
]  # fmt: skip
