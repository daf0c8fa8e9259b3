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
]
