"""Faults in what is known of numbers and arrays of several dtypes."""

from tests.mutations.fault import fault

TESTS = "tests/analysis/test_mixed_dtypes.py"
MIXED = "s2sad/analysis/kinds/mixed.py"
MUTATIONS = [
    fault(
        "mixed: what differs by the path has one dtype",
        MIXED, TESTS, "    return _with(kind, found)\n", "    return kind\n",
    ),
    fault(
        "mixed: an operation has the dtype of the promoted operands alone",
        MIXED, TESTS,
        "    return with_dtypes(found, found, *[", "    return with_dtypes(found, *[][:0] and [",
    ),
    fault(
        "mixed: a store into what may be ints cuts",
        "s2sad/analysis/kinds/stores.py", TESTS,
        "if may_cut(kind, self.kind(expr)):", "if False:",
    ),
    fault(
        "mixed: a text of a dtype is that of the promoted one",
        MIXED, TESTS, "return found if is_told else Other", "return found if True else Other",
    ),
]  # fmt: skip
