"""Faults in what is done with records, lists and objects that stand in each other."""

from tests.mutations.fault import fault

RECORDS = "tests/arguments/test_lists_of_records.py"

MUTATIONS = [
    fault(
        "containers: a record of a list is not taken apart at the end of a branch",
        "s2sad/analysis/kinds/statements.py", RECORDS,
        "            body += self._converted(after, other)\n",
        "",
    ),
    fault(
        "containers: a record of a list is not taken apart at the end of a trip",
        "s2sad/analysis/kinds/statements.py", RECORDS,
        "            made += self._converted(back, head)\n",
        "            pass\n",
    ),
    fault(
        "containers: a named tuple in a list is printed as a tuple",
        "s2sad/analysis/kinds/structure.py", RECORDS,
        'asks = made.op == "call" or made.op in BY_IDENTITY',
        'asks = made.op == "call"',
    ),
    fault(
        "containers: items of a list that is returned are plain tuples",
        "s2sad/analysis/kinds/specialise.py", RECORDS,
        "return _forms_of_kind(kind) if has_named(kind) else None",
        "return None",
    ),
]
