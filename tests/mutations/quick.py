"""Faults in what makes a transformation quick: names found at once, work left out."""

from tests.mutations.fault import fault

NODES = "s2sad/ir/nodes.py", "tests/ir/test_frozen.py"
SOURCE = "s2sad/frontend/source.py", "tests/frontend/test_source.py"
SPREAD = "s2sad/transform/spread.py", "tests/transform/test_spread.py"

MUTATIONS = [
    fault("nodes: operands by keyword have names", *NODES,
          "    if kwargs:\n        return tuple(", "    if False:\n        return tuple("),
    fault("source: functions after `else` are found", *SOURCE,
          '("body", "orelse", "handlers"', '("body", "handlers"'),
    fault("spread: a size is reason enough to look", *SPREAD,
          'if stmt.tag.role == "primal":\n        return False', "if True:\n        return False"),
]
