"""Faults in the lengths of what stands after a star."""

from tests.mutations.fault import fault

ROWS = "tests/frontend/test_stars_of_rows.py"

MUTATIONS = [
    fault(
        "stars: a function with defaults takes all its parameters",
        "s2sad/frontend/inline.py", ROWS,
        "spec.vararg or None in by_name or set(wanted) & set(callee.definition.defaults)",
        "spec.vararg or None in by_name",
    ),
    fault(
        "stars: any length will do",
        "s2sad/frontend/stars.py", ROWS,
        "self.assert_length(base, max(count, 0), False, value)",
        "len(str(count))",
    ),
    fault(
        "stars: the value is evaluated before what runs earlier",
        "s2sad/frontend/stars.py", ROWS,
        "plain = not any(isinstance(arg, gast.Starred) or runs_code(arg) for arg in others)",
        "plain = True",
    ),
]
