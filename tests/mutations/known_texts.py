"""Faults in what is known of texts."""

from tests.mutations.fault import fault

TESTS = "tests/analysis/test_known_texts.py"

MUTATIONS = [
    fault(
        "known texts: a text is in what it is not in",
        "s2sad/analysis/kinds/known_texts.py", TESTS,
        'return (part in whole) == (op == "in")',
        'return (part in whole) == (op == "notin")',
    ),
    fault(
        "known texts: the items of a dict are sorted in the order of the dict",
        "s2sad/analysis/kinds/access.py", TESTS,
        "order = sorted(range(len(items)), key=keys.__getitem__)",
        "order = list(range(len(items)))",
    ),
    fault(
        "known texts: two texts that differ are the first of them",
        "s2sad/analysis/kinds/joins.py", TESTS,
        "        case Other(what=what), Other(what=other) if what == other:\n"
        "            return Other(what)\n",
        "        case Other(what=what), Other(what=other) if what == other:\n"
        "            return a\n",
    ),
]
