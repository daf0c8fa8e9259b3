"""Faults in what is known of structures inside structures."""

from tests.mutations.fault import fault

NESTED = "tests/arguments/test_nested.py"

MUTATIONS = [
    fault(
        "nested: an item that a loop runs through loses its keys",
        "s2sad/analysis/kinds/iteration.py", NESTED,
        "    if value.form is None:\n        return Apply(value.display, items)",
        "    if True:\n        return Apply(value.display, items)",
    ),
    fault(
        "nested: a list in a dict is one list, whatever it holds",
        "s2sad/analysis/kinds/arguments.py", NESTED,
        "if inside or kind.form is not None or any(",
        "if kind.form is not None or any(",
    ),
    fault(
        "nested: a list of records is made again as a list of tuples",
        "s2sad/transform/rows.py", NESTED,
        'if kind.form is None or kind.form.what == "named":',
        "if True:",
    ),
    fault(
        "nested: a list that is taken apart is a tuple in the result",
        "s2sad/analysis/kinds/specialise.py", NESTED,
        'display = "list" if isinstance(kind, FixedList) else "tuple"',
        'display = "tuple"',
    ),
    fault(
        "nested: records may be chosen by the run",
        "s2sad/analysis/kinds/structure.py", NESTED,
        "is_apart = not joinable(kinds) or any(map(has_form, kinds))",
        "is_apart = not joinable(kinds)",
    ),
]
