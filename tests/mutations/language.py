"""Faults in what people write that is read by what is known of objects, lists and functions."""

from tests.mutations.fault import fault

MUTATIONS = [
    fault(
        "imports: a name that is bound elsewhere too is what the import says",
        "s2sad/frontend/imports.py", "tests/frontend/test_imports.py",
        "if bound[name] == 1",
        "if True",
    ),
    fault(
        "imports: a name is the same outside of the function that imports it",
        "s2sad/frontend/imports.py", "tests/frontend/test_imports.py",
        " and _reads(node, name) == _reads(inside[statement], name)",
        "",
    ),
    fault(
        "consumers: whatever is called `iter` is Python's",
        "s2sad/frontend/consumers.py", "tests/frontend/test_items_of_objects.py",
        'self.static(node.func) == Primitive("iter")',
        'getattr(node.func, "id", "") == "iter"',
    ),
    fault(
        "imports: of a number in a module its first value is kept",
        "s2sad/frontend/imports.py", "tests/frontend/test_imports.py",
        "return Captured(vars(owner), alias.name, (), getattr(owner, alias.name))",
        "return Captured({alias.name: (v := getattr(owner, alias.name))}, alias.name, (), v)",
    ),
    fault(
        "tests: a list that changes under its own test is asked again",
        "s2sad/transform/stabilise.py", "tests/frontend/test_truth.py",
        "            changed |= {n for n in names_in(stmt.test) if self.store.may_change(n)}\n",
        "",
    ),
    fault(
        "in turns: the generator is asked once more than by Python",
        "s2sad/frontend/in_turns.py", "tests/frontend/test_in_turns.py",
        "for column in columns[:place] for test in column.tests]",
        "for column in columns[:0] for test in column.tests]",
    ),
    fault(
        "in turns: what stands after the generator is not asked whether it has an item",
        "s2sad/frontend/in_turns.py", "tests/frontend/test_in_turns.py",
        "for column in columns[place + 1 :] for test in column.tests]",
        "for column in columns[:0] for test in column.tests]",
    ),
    fault(
        "sums: the first of the objects is added twice",
        "s2sad/frontend/iterator_functions.py", "tests/arguments/test_sums_of_objects.py",
        "    for item in items[1:]:",
        "    for item in items:",
    ),
    fault(
        "returned: one part of an argument on all paths",
        "s2sad/frontend/heap.py", "tests/arguments/test_sums_of_objects.py",
        "                self.agree_on_parts(values, arms)",
        "                pass",
    ),
    fault(
        "names: a dataclass has no other name where it is bound anew",
        "s2sad/frontend/copies.py", "tests/arguments/test_second_names.py",
        "        whole = self.other_name(value, node)",
        "        whole = value",
    ),
    fault(
        "chosen: a number is not counted from the end",
        "s2sad/frontend/chosen.py", "tests/frontend/test_chosen.py",
        '        return Apply("or", (equal, from_the_end))',
        "        return equal",
    ),
    fault(
        "fields: an array in `asdict` is the object's own",
        "s2sad/frontend/copies.py", "tests/arguments/test_as_dict.py",
        'self.temporary(Apply("copy.deepcopy", (Const(None), self.named(value, node))), node)',
        "self.named(value, node)",
    ),
]  # fmt: skip
