"""Faults in what is known of a file that does not run."""

from tests.mutations.fault import fault

MUTATIONS = [
    fault(
        "static: a name that is bound twice is the first",
        "s2sad/frontend/static.py", "tests/cli/test_show.py -k refused",
        "        if len(found) > 1:",
        "        if len(found) > 9:",
    ),
    fault(
        "static: a function of the file is called for its value",
        "s2sad/frontend/static_values.py", "tests/cli/test_show.py -k refused",
        "        return is_ours(function)\n",
        "        return callable(function)\n",
    ),
    fault(
        "static: what is changed in place is known",
        "s2sad/frontend/static_bindings.py", "tests/cli/test_show.py -k refused",
        "            if is_read and root_of(node) == name and id(node) not in safe:",
        "            if False:",
    ),
]  # fmt: skip
