"""Faults in arrays of lists of tuples, in what joins lists, and in what is kept of a call."""

from tests.mutations.fault import fault

TUPLES = "tests/transform/test_tuples_as_arrays.py"
COLUMNS = "s2sad/transform/columns.py"
CHANGED = "tests/found/test_changed_defaults.py"
USES = "s2sad/frontend/uses.py"
MUTATIONS = [
    fault(
        "uses: functions of one code are one", USES, "tests/found/test_made_by_one_decorator.py",
        "return (code, id(function.__globals__), *map(id, cells), *map(id, held))",
        "return (code,)",
    ),
    fault(
        "uses: functions with other defaults are one", USES,
        "tests/found/test_made_by_one_decorator.py", "*map(id, cells), *map(id, held))",
        "*map(id, cells))",
    ),
    fault(
        "whole tuples: columns are stacked along the first axis",
        COLUMNS, TUPLES, '(("axis", Const(axis)),)', '(("axis", Const(0)),)',
    ),
    fault(
        "whole tuples: of no tuples an array with two axes is made",
        COLUMNS, TUPLES, "and not _has_items(kind):", "and False:",
    ),
    fault(
        "joined: the part of an array that came from a list is a list",
        "s2sad/analysis/kinds/support.py", "tests/rules/test_joined_lists.py",
        "    if isinstance(item, (ListKind, TupleKind)):  # the part", "    if False:  # the part",
    ),
    fault(
        "joined: a list in a block is an array",
        "s2sad/analysis/kinds/composites.py", "tests/rules/test_joined_lists.py",
        "if isinstance(item, Scalar) or isinstance(item, Array) and item.ndim:", "if False:",
    ),
    fault(
        "lists: what lengthens a list of lists stands in it itself",
        "s2sad/analysis/kinds/lists.py", "tests/transform/test_nested_lists.py",
        "                self._extended(base, value)\n",
        "                self._changed(base, ITEMS, value)\n",
    ),
    fault(
        "exchanged: defaults of what is read are those of the first call",
        USES, CHANGED,
        "same and all(has_own_state(f, state) for f, state in self.functions)", "same",
    ),
    fault(
        "exchanged: methods of the class of an argument are those of the first call",
        USES, CHANGED,
        "        if found is not MISSING:\n            self.add",
        "        if False:\n            self.add",
    ),
    fault(
        "exchanged: the short way does not ask for defaults",
        "s2sad/entry_lines.py", CHANGED,
        'for one in [f for f, _ in uses.functions if getattr(f, "__defaults__", None)]:',
        "for one in []:",
    ),
    fault(
        "kept: the rule of a call is that of real operands, too, where they are complex",
        "s2sad/rules/registry.py", "tests/rules/test_registry.py",
        "kept[0] is among_complex and ", "",
    ),
    fault(
        "common: what stands twice is seen in loads alone",
        "s2sad/transform/cse.py", "tests/transform/test_cse.py",
        "                    if part in seen:\n                        return True\n",
        "                    if part in seen:\n                        return False\n",
    ),
]  # fmt: skip
