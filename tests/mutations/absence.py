"""Faults in what may be None: names of numbers and arrays (optional), and of objects (perhaps)."""

from tests.mutations.fault import fault

OPTIONAL = "s2sad/analysis/kinds/optional.py"
NAMES = "tests/analysis/test_optional.py"
PERHAPS = "s2sad/frontend/perhaps.py"
ASKED = "s2sad/frontend/perhaps_asked.py"
OBJECTS = "tests/frontend/test_perhaps.py"
OR_NONE = "tests/frontend/test_or_none.py"
LISTS = "tests/transform/test_absent.py"

LISTED = "s2sad/frontend/perhaps_listed.py"
OF_LISTS = "tests/frontend/test_perhaps_listed.py"

HOLDING = "tests/found/test_what_may_be_none.py"

MUTATIONS = [
    fault(
        "optional: a display holds no None", OPTIONAL, HOLDING,
        "return replace(found, item=Optional(item))", "return found",
    ),
    fault(
        "optional: a list of displays holds no None", OPTIONAL, HOLDING,
        "return replace(found, item=kind)", "return found",
    ),
    fault(
        "optional: a part of a list is a number", "s2sad/analysis/kinds/state.py", HOLDING,
        "kinds = tuple([self.kind_passed(item) for item in value.items])",
        "kinds = tuple([self.kind_of_value(item) for item in value.items])",
    ),
    fault(
        "optional: an item of a slice is a number", OPTIONAL, HOLDING,
        "        kind = self.kind_passed(value)\n        self.stores_none",
        "        kind = self.kind_of_value(value)\n        self.stores_none",
    ),
    fault(
        "optional: a result is not asked whether it is None",
        "s2sad/analysis/kinds/specialise.py", HOLDING,
        "        work.guard(expr.id)\n", "        pass\n",
    ),
    fault(
        "optional: what is a number or a tuple is a number",
        "s2sad/analysis/kinds/joins.py", NAMES, "return _no_optional(a, b)", "return a",
    ),
    fault(
        "perhaps listed: the number stays the older one",
        LISTED, OF_LISTS,
        "            self.own_number(own, made, node, True)\n", "            pass\n",
    ),
    fault(
        "perhaps listed: what another name may be is there",
        LISTED, OF_LISTS,
        "Const(made is not None) if is_known else Name(told)", "Const(made is not None)",
    ),
    fault(
        "perhaps listed: what may not be reached is read at once",
        "s2sad/frontend/texts.py", OF_LISTS,
        "            may_raise |= self.may_have_no_number(node.value)\n", "",
    ),
    fault(
        "perhaps: what a call gives is no None",
        ASKED, OF_LISTS,
        "            self._raise_of_none(found, node, node)\n", "            pass\n",
    ),
    fault(
        "optional: a test tells the opposite",
        OPTIONAL, NAMES, '(test.op == "is") == outcome', '(test.op == "is") != outcome',
    ),
    fault(
        "optional: what may be None is read as it is",
        "s2sad/analysis/kinds/structure.py", NAMES,
        "            self.guard(found.id)\n", "            pass\n",
    ),
    fault(
        "optional: what is true of None only stays",
        "s2sad/analysis/kinds/merging.py", NAMES,
        "    return {**entry, **late} if any(", "    return None if any(",
    ),
    fault(
        "optional: a copy is of the kind of what is there",
        "s2sad/analysis/kinds/state.py", NAMES,
        "return kind if isinstance(kind, Optional) else self.kind_of_value(value)",
        "return self.kind_of_value(value)",
    ),
    fault(
        "optional: None is a kind of its own in the flat map",
        "s2sad/analysis/kinds/flow.py", NAMES,
        "        if kind == NONE:\n            self.nones.add(name)",
        "        if False:\n            pass",
    ),
    fault(
        "perhaps: a path does not set the flag",
        PERHAPS, OBJECTS, "        if told != one.flag:\n", "        if False:\n",
    ),
    fault(
        "perhaps: two names have one flag",
        PERHAPS, OBJECTS, "        return Perhaps(value.made, flag)\n", "        return value\n",
    ),
    fault(
        "perhaps: attributes of None are read",
        ASKED, OBJECTS, "            return\n        for part, is_reached in",
        "            return\n        for part, is_reached in () and",
    ),
    fault(
        "perhaps: a trip is the first",
        PERHAPS, OBJECTS,
        "                raise self.loop_refusal(place.text, node)\n            self.taken",
        "                pass\n            self.taken",
    ),
    fault(
        "perhaps: a test tells the opposite",
        ASKED, OBJECTS,
        "isinstance(test.ops[0], gast.IsNot) == outcome)\n            case gast.Name()",
        "isinstance(test.ops[0], gast.IsNot) != outcome)\n            case gast.Name()",
    ),
    fault(
        "perhaps: what may not be reached raises an error",
        ASKED, OBJECTS, "if not (is_reached and may_raise):", "if False:",
    ),
    fault(
        "perhaps: an object holds less where it is None",
        PERHAPS, OR_NONE, "            arm.heap[target] = {**slots, **more, **known}\n", "",
    ),
    fault(
        "perhaps: what a test tells of a part is known ever after",
        ASKED, OR_NONE,
        "table[name] = replace(value, known=told[value.flag])", "pass",
    ),
    fault(
        "perhaps: an empty dict is true",
        "s2sad/frontend/comparisons.py", OR_NONE,
        "bool(self.heap_keys(made)) if is_bundle(made)", "True if is_bundle(made)",
    ),
    fault(
        "either: a name that one arm of a branch leaves is None after it",
        "s2sad/frontend/either.py", OBJECTS,
        "return all(was_none(name, arm, at_first)", "return any(was_none(name, arm, at_first)",
    ),
    fault(
        "absent: the zero of a list asks None for its length",
        "s2sad/transform/adjoint/contribute.py", LISTS,
        "zero if is_there or name not in self.absent else", "zero if True else",
    ),
    fault(
        "absent: a second name of a list is there",
        "s2sad/transform/absent.py", LISTS, "        found |= more\n", "        break\n",
    ),
]
