"""Faults in what is asked again before a program runs, and in what never varies."""

from tests.mutations.fault import fault

USAGE = ("s2sad/analysis/usage.py", "tests/analysis/test_usage.py")

MUTATIONS = [
    fault(
        "asked again: the short way does not ask what lists of functions hold",
        "s2sad/entry_lines.py", "tests/test_entry.py", "if uses.may_change_inside:", "if False:",
    ),
    fault(
        "asked again: what is none in one call stays none",
        "s2sad/frontend/calls.py", "tests/test_entry.py",
        "        if not callable(callee.handle):  # it may be a function the next time\n",
        "        if False:\n",
    ),
    fault(
        "asked again: a function that notes what it was given is read",
        "s2sad/reread.py", "tests/arguments/test_functions_in_arguments.py",
        "if found is None or writes_outside(found.program, before):", "if found is None:",
    ),
    fault(
        "asked again: a function in an argument that is refused is not called",
        "s2sad/reread.py", "tests/arguments/test_functions_in_arguments.py",
        "if found is None or writes_outside(found.program, before):",
        "if found is not None and writes_outside(found.program, before):",
    ),
    fault(
        "asked again: functions in arguments are one as the other",
        "s2sad/frontend/instances.py", "tests/arguments/test_functions_in_arguments.py",
        "return Shape(type(value), (), value, id(value))", "return Shape(type(value), (), value)",
    ),
    fault(
        "asked again: a method takes floats where its function takes none",
        *USAGE, "op = next((n for n in", "op = next((n for n in () and",
    ),
    fault(
        "asked again: a constant of integration is an axis",
        *USAGE, "if name in WHOLE and (op, name) not in NUMBERS", "if name in WHOLE",
    ),
    fault(
        "asked again: a list is multiplied by floats",
        *USAGE, "if is_list and name not in uses.lists:", "if False:",
    ),
]  # fmt: skip
