"""Faults in which function a name stands for where paths meet."""

from tests.mutations.fault import fault

TESTS = "tests/frontend/test_either.py"

MUTATIONS = [
    fault("either: what may be a function is true", "s2sad/frontend/known_tests.py", TESTS,
          "return True if is_surely_function(value) else None", "return True"),
    fault("either: None is some function", "s2sad/frontend/chosen.py", TESTS,
          "            if value == Const(None):\n                return placed(gast.Constant(False",
          "            if value == Const(None):\n                return placed(gast.Constant(True"),
    fault("either: a loop may put a function in the place of data", "s2sad/frontend/either.py",
          TESTS, "self.read_static(Ambiguous(name), node)", "pass"),
    fault(
        "either: the flag is the same on both paths",
        "s2sad/frontend/either.py", TESTS,
        "zip(arms, (True, False)):",
        "zip(arms, (True, True)):",
    ),
    fault(
        "either: the object of a method that may be called is held by nobody",
        "s2sad/frontend/classes.py", TESTS,
        "            return [value.other, *[function for _, function in value.functions]]",
        "            return []",
    ),
    fault(
        "first items: the last one is taken",
        "s2sad/frontend/consumers.py", "tests/frontend/test_first_items.py",
        "[taken, placed(gast.Break(), node)], node)",
        "[taken, *([] if len(node.args) > 1 else [placed(gast.Break(), node)])], node)",
    ),
    fault(
        "items of objects: the value is made before the item is read",
        "s2sad/frontend/in_place.py", "tests/frontend/test_items_of_objects.py",
        "            old = self.temporary(self.flat(current, target), target)\n",
        "            self.operand(node.value)\n"
        "            old = self.temporary(self.flat(current, target), target)\n",
    ),
    fault(
        "either: the flag of a path is not known",
        "s2sad/analysis/kinds/statements.py", TESTS,
        'is_flag = target.startswith("%") and',
        'is_flag = target.startswith("?") and',
    ),
    fault(
        "consumers: what an object has is looked for in its first attribute",
        "s2sad/frontend/consumers.py", "tests/frontend/test_items_of_objects.py",
        "            made = self.items_of_object(made, first)",
        "            made = None",
    ),
    fault(
        "herd loops: the first object is taken apart in each trip",
        "s2sad/frontend/herd_loops.py", "tests/frontend/test_items_of_objects.py",
        "taken = Ready(item(herd, Name(name), True), target)",
        "taken = Ready(item(herd, Const(0), True), target)",
    ),
    fault(
        "attempts: an option has the name of another one",
        "s2sad/frontend/attempts.py", "tests/frontend/test_raising.py",
        "        made += \"_\"",
        "        break",
    ),
]
