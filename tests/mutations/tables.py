"""Faults in which function of a table is called."""

from tests.mutations.fault import fault

TESTS = "tests/found/test_hunted_tables.py"

MUTATIONS = [
    fault(
        "tables: the key of a loop is not asked for",
        "s2sad/frontend/bundles.py", TESTS,
        "            self._with_trips_apart(node.slice)\n            return None",
        "            return None",
    ),
    fault(
        "tables: a loop over constants is noted beside objects only",
        "s2sad/frontend/known_loops.py", TESTS,
        "        if not self._has_constants(header):\n            return",
        "        if not self.heap or not self._has_constants(header):\n            return",
    ),
    fault(
        "tables: a loop over a dict takes what it holds",
        "s2sad/frontend/known_loops.py", TESTS,
        'if type(held) is not dict or view == "values":',
        'if type(held) is not dict or view in ("", "values"):',
    ),
    fault(
        "tables: an item of a table is no function",
        "s2sad/frontend/objects.py", TESTS,
        "named = isinstance(node, (gast.Name, gast.Attribute, gast.Subscript, Ready))",
        "named = isinstance(node, (gast.Name, gast.Attribute, Ready))",
    ),
]
