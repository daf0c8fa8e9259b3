"""Faults in comparisons of objects, and in names that are one of several."""

from tests.mutations.fault import fault

FILE, TESTS = "s2sad/frontend/comparisons.py", "tests/frontend/test_comparisons.py"
TWINS, SEVERAL = "s2sad/frontend/twins.py", "s2sad/frontend/one_of_several.py"
NAMED, BY_TEXT = "tests/arguments/test_namespaces.py", "s2sad/frontend/asked_by_text.py"
OUTSIDE = "tests/frontend/test_asked_by_text.py"
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
    fault("attributes by name: what only some paths have is there", BY_TEXT, NAMED,
          "        if isinstance(slots.get(name), Unsure):", "        if False:"),
    fault("attributes by name: what a loop adds is missing for ever", BY_TEXT, NAMED,
          "            self.missed.add((made, name))", "            pass"),
    fault("attributes by name: what is outside has what it had", BY_TEXT, OUTSIDE,
          "        uses.items.append((Presence(handle), name, found))\n", ""),
    fault("attributes by name: another object has what the first had", BY_TEXT, OUTSIDE,
          "        uses.add(owner)\n", ""),
    fault("attributes by name: a default is never evaluated", BY_TEXT, OUTSIDE,
          "found is None or len(node.args) == 3 and not self.is_pure(node.args[2])",
          "found is None"),
]  # fmt: skip
