"""Faults in a `try` that is read as a test."""

from tests.mutations.fault import fault

TESTS = "tests/frontend/test_raising.py"
FILE = "s2sad/frontend/raising.py"

MUTATIONS = [
    fault(
        "raising: what was bound before it raised is not asked for",
        FILE, TESTS,
        "        return not early & seen\n",
        "        return True\n",
    ),
    fault(
        "raising: any method may be called twice",
        FILE, TESTS,
        "        return known is None and is_method and",
        "        return known is None and",
    ),
    fault(
        "raising: the handler runs where nothing was raised",
        "s2sad/frontend/tested.py", TESTS,
        "made = gast.If(Raises(node), handler.body, [*node.body, *node.orelse])",
        "made = gast.If(Raises(node), [*node.body, *node.orelse], handler.body)",
    ),
]
