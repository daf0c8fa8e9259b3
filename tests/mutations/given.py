"""Faults in objects of arguments: that they are known one by one, and not exchanged unseen."""

from tests.mutations.fault import fault

UNLIKE = "tests/arguments/test_unlike_given.py"

MUTATIONS = [
    fault(
        "given objects: another class may take the place of one",
        "s2sad/analysis/kinds/building.py", UNLIKE,
        "(mine.what, mine.type) != (its.what, its.type)",
        "mine.what != its.what",
    ),
    fault(
        "given objects: a list of objects may take the place of another",
        "s2sad/analysis/kinds/building.py", UNLIKE,
        "    if not _has_object(was):",
        "    if not isinstance(was, TupleKind) or was.form is None:",
    ),
    fault(
        "given objects: a parameter still stands for what was exchanged",
        "s2sad/frontend/given.py", UNLIKE,
        "            if is_in and len(value.path) >= least and",
        "            if is_in and len(value.path) > 99 and",
    ),
    fault(
        "given objects: a name that a loop binds counts as the argument of this name",
        "s2sad/frontend/given.py", UNLIKE,
        "        if not is_list or not found.is_steady:",
        "        if not is_list:",
    ),
]  # fmt: skip
