"""Faults in what may be None: names of numbers and arrays (optional), and of objects (perhaps)."""

from tests.mutations.fault import fault

OPTIONAL = "s2sad/analysis/kinds/optional.py"
NAMES = "tests/analysis/test_optional.py"
PERHAPS = "s2sad/frontend/perhaps.py"
ASKED = "s2sad/frontend/perhaps_asked.py"
OBJECTS = "tests/frontend/test_perhaps.py"

LISTED = "s2sad/frontend/perhaps_listed.py"
OF_LISTS = "tests/frontend/test_perhaps_listed.py"

MUTATIONS = [
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
]
