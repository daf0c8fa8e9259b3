"""Faults in comparisons of objects, and in names that are one of several."""

from tests.mutations.fault import fault

FILE, TESTS = "s2sad/frontend/comparisons.py", "tests/frontend/test_comparisons.py"
TWINS, SEVERAL = "s2sad/frontend/twins.py", "s2sad/frontend/one_of_several.py"
NAMED = "tests/arguments/test_namespaces.py"
CHOSEN = "tests/frontend/test_one_of_several.py"

MUTATIONS = [
    fault("comparisons: a subclass is asked in its turn", FILE, TESTS,
          "order = order[::-1] if issubclass(second, first) else order", "pass"),
    fault("comparisons: what is reflected is asked as it stands", FILE, TESTS,
          "(right, _REFLECTED[op], left)]", "(right, op, left)]"),
    fault("comparisons: all fields of a dataclass are compared", FILE, TESTS,
          "for field in dataclasses.fields(owner) if field.compare]",
          "for field in dataclasses.fields(owner)]"),
    fault("comparisons: dataclasses of other classes are compared, too", FILE, TESTS,
          "        if type_of(other) is not cls:\n            return None\n", ""),
    fault("comparisons: the fields after the first do not count", FILE, TESTS,
          "placed(gast.IfExp(same, found, compare(strict, pair)), node)", "compare(strict, pair)"),
    fault("comparisons: unequal is what is not identical", FILE, TESTS,
          'if op != "ne" or not self._has_own(cls, "eq"):', "if True:"),
    fault("comparisons: `any` by another name is `all`", "s2sad/frontend/consumers.py", TESTS,
          'self.short_circuit(op == "any", generator, node)',
          'self.short_circuit(getattr(node.func, "id", "") == "any", generator, node)'),
    fault("comparisons: objects that are told apart may be one later", TWINS, TESTS,
          "            if self._first(left) is self._first(right):", "            if False:"),
    fault("comparisons: the object before a loop is another one", TWINS, TESTS,
          "        if self._first(one) is self._first(other):\n            return None\n", ""),
    fault("comparisons: objects in arguments are never one", TWINS, TESTS,
          "            self.exchanges = True", "            pass"),
    fault("one of several: the objects are changed, too", SEVERAL, CHOSEN,
          "        arm.escaped |= {one, value}", "        pass"),
    fault("one of several: it holds what the last one does", SEVERAL, CHOSEN,
          "                self.set_name(slot.id, held, node)", "                pass"),
    fault("attributes by name: what only some paths have is there", FILE, NAMED,
          "        if isinstance(slots.get(name), Unsure):", "        if False:"),
    fault("attributes by name: what a loop adds is missing for ever", FILE, NAMED,
          "            self.missed.add((made, name))", "            pass"),
]  # fmt: skip
