"""Faults in what is known of lists that something holds, of classes, and of what is asked of it."""

from tests.mutations.fault import fault

HELD = "tests/found/test_lists_that_are_held.py"
FLOW = "s2sad/analysis/kinds/flow.py"
LISTS = "s2sad/analysis/kinds/lists.py"
SUPERS = "tests/frontend/test_supers.py"
MUTATIONS = [
    fault(
        "held: what holds a list keeps its length", FLOW, HELD,
        "for name in aliases.around(base):", "for name in ():",
    ),
    fault(
        "held: the parts of what is taken apart keep their lengths", FLOW, HELD,
        "for n, k in _parts(kind, env) if n", "for n, k in () if n",
    ),
    fault(
        "held: only what holds the list itself hears of it", LISTS, HELD,
        "more = [n for n in self.holders(todo.pop()) if n not in found]",
        "more = [n for n in self.holders(todo.pop()) if False]",
    ),
    fault(
        "held: a loop over pairs runs through other lists", LISTS, HELD,
        "self._iterated(self.places.place(target), given)", "self._iterated(target, given)",
    ),
    fault(
        "held: a sorted list holds others", LISTS, HELD,
        'case Apply(op="sorted" | "reversed", args=(Name(id=base), *_)):',
        'case Apply(op="neither", args=(Name(id=base), *_)):',
    ),
    fault(
        "held: the least of several lists is another one", LISTS, HELD,
        'case Apply(op="min" | "max", args=(Name(id=base),)):',
        'case Apply(op="neither", args=(Name(id=base),)):',
    ),
    fault(
        "building: a name that is read elsewhere is over", "s2sad/analysis/kinds/building.py",
        "tests/arguments/test_dicts_that_are_trained.py",
        "if sum(stmt.reads.count(name) for stmt in inside) != count:", "if False:",
    ),
    fault(
        "tests: what a test needs is done once, before the loop", "s2sad/frontend/loops.py",
        "tests/found/test_tests_that_run_again.py",
        "if len(self.block) > mark:  # a part", "if False:  # a part",
    ),
    fault(
        "tests: what stands behind `and` is done before it", "s2sad/frontend/texts.py",
        "tests/found/test_tests_that_run_again.py",
        "if len(self.block) > mark:  # a part", "if False:  # a part",
    ),
    fault(
        "dicts outside: a dict in a dict stays the one that was read",
        "s2sad/frontend/dicts_outside.py", "tests/frontend/test_dicts_outside.py",
        "uses.items.append((around.handle, key, inner))", "pass",
    ),
    fault(
        "dicts outside: the outer one stays the one that was read",
        "s2sad/frontend/dicts_outside.py", "tests/frontend/test_dicts_outside.py",
        "            uses.add(around)\n", "",
    ),
    fault(
        "supers: a class begins with itself", "s2sad/frontend/supers.py", SUPERS,
        "found = self.member_of_class(cls, node.attr, base.after)",
        "found = self.member_of_class(cls, node.attr)",
    ),
    fault(
        "files: a tangent may have any shape", "s2sad/file_checks.py",
        "tests/texts/test_standalone.py",
        'same = f"type({direction}) is np.ndarray and {direction}.shape == {value}.shape"',
        'same = f"type({direction}) is np.ndarray"',
    ),
    fault(
        "nominal: the attributes of a class are those of another", "s2sad/frontend/static.py",
        "tests/cli/test_classes.py",
        "and owner is not None and rest[-1] not in vars(owner):",
        "and False:",
    ),
]
