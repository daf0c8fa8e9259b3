"""Faults in lists of objects: their numbers, who holds them, and what is asked of them again."""

from tests.mutations.fault import fault

LISTS = "tests/arguments/test_lists_of_objects.py"
REFUSED = "tests/arguments/test_lists_refused.py"
GIVEN = "tests/arguments/test_lists_given.py"

SORTED = "tests/arguments/test_sorted_objects.py"

MUTATIONS = [
    fault(
        "cached properties: they are computed where they are read",
        "s2sad/frontend/attributes.py", "tests/frontend/test_cached_properties.py",
        "return Property(self.callee(found.func, owner), owner)",
        "return Property(self.callee(found.func, owner))",
    ),
    fault(
        "cached properties: a loop forgets what it kept",
        "s2sad/frontend/attributes.py", "tests/frontend/test_cached_properties.py",
        "            self.missed.add((owner, name))\n            return", "            return",
    ),
    fault(
        "sorted objects: their old names are kept", "s2sad/frontend/list_methods.py", SORTED,
        "        self.unsettle(herd, node)\n        for _, column",
        "        for _, column",
    ),
    fault(
        "sorted objects: the largest is by `<`", "s2sad/frontend/orders.py", SORTED,
        'if op == "max" else', "if False else",
    ),
    fault(
        "sorted objects: any order is one by a key", "s2sad/frontend/orders.py", SORTED,
        "    if own in names or other not in names or swapped != gast.dump(left):",
        "    if False:",
    ),
    fault(
        "sorted objects: backwards is forwards", "s2sad/frontend/orders.py", SORTED,
        "    if not isinstance(op, (gast.Lt, gast.Gt)) or", "    if False and",
    ),
    fault(
        "lists of objects: an object that is put in keeps its own variables",
        "s2sad/frontend/list_items.py", LISTS,
        "            table[key] = item(herd, place, is_sure) if sure else Unsure(key)",
        "            pass",
    ),
    fault(
        "lists of objects: put in on one path is put in on all",
        "s2sad/frontend/list_items.py", REFUSED,
        "any(s.statics is table and depth == self.depth for s, depth in self.callers)",
        "True",
    ),
    fault(
        "lists of objects: what was moved is taken for what it was",
        "s2sad/frontend/list_items.py", REFUSED,
        "            table[key] = Unsure(key)\n\n    def _changed",
        "            pass\n\n    def _changed",
    ),
    fault(
        "lists of objects: a second name has no number of its own",
        "s2sad/frontend/herd_loops.py", LISTS,
        "        if kept == Name(name) or not isinstance(kept, Name) and not (always and kept):",
        "        if not always or kept == Name(name):",
    ),
    fault(
        "lists of objects: one object may stand twice in a display",
        "s2sad/frontend/listed.py", f"{REFUSED} tests/arguments/test_bundles.py",
        "        return alike and len(set(map(id, inside))) == len(inside)",
        "        return alike",
    ),
    fault(
        "lists of objects: one object may be put into two lists",
        "s2sad/frontend/listed.py", f"{REFUSED} tests/arguments/test_bundles.py",
        "            if isinstance(value, Item):\n                self.one_by_one(listing.of)\n"
        "                raise self.twice(node)",
        "            pass",
    ),
    fault(
        "lists of objects: a list grows while it is looped over",
        "s2sad/frontend/list_items.py", REFUSED,
        "any(running is herd for running in self.running)",
        "False",
    ),
    fault(
        "lists of objects: a number from the end stays when the list grows",
        "s2sad/frontend/list_items.py", REFUSED,
        "is_kept = only_counted and isinstance(value, Item) and value.is_sure",
        "is_kept = only_counted",
    ),
    fault(
        "lists of objects: a slice begins at the first object",
        "s2sad/frontend/herd_loops.py", LISTS,
        "        start, end = parts[0] or Const(0), length",
        "        start, end = Const(0), length",
    ),
    fault(
        "lists of objects: the number of a chosen object is that of one path",
        "s2sad/frontend/herd_moves.py", LISTS,
        "made = self._in(arm, lambda v=value: self.own_number(own, v, node, True))",
        "made = value",
    ),
    fault(
        "lists of objects: a list that is made anew is not moved to where the loop begins",
        "s2sad/frontend/herd_moves.py", LISTS,
        "            self._in(arm, lambda c=column, f=found: self.set_name(c.id, f, node))",
        "            pass",
    ),
    fault(
        "lists of objects: two objects are never the same",
        "s2sad/frontend/list_methods.py", LISTS,
        'return Apply("eq" if is_same else "ne", (one.index, other.index))',
        "return Const(not is_same)",
    ),
    fault(
        "lists of objects in arguments: one object in two places is two",
        "s2sad/pipeline.py", GIVEN,
        "return self.reading.exchanges or any(map(stores_into_records, programs))",
        "return any(map(stores_into_records, programs))",
    ),
    fault(
        "lists of objects in arguments: every object is the first",
        "s2sad/frontend/given.py", GIVEN,
        "                base = self.read_static(each, node)",
        "                base = self.read_static(herd.objects[0], node)",
    ),
    fault(
        "snapshot: the length of a list that is changed later is asked again",
        "s2sad/transform/snapshot.py", LISTS,
        "        return not self.is_overwritten(base, place, changes)",
        "        return True",
    ),
    fault(
        "objects: no other object is asked after `NotImplemented`",
        "s2sad/frontend/objects.py", "tests/frontend/test_left_to_numbers.py",
        "and isinstance(other, (Literal, type(None)))", "",
    ),
    fault(
        "objects: a named tuple is taken from a pack when its name is bound anew",
        "s2sad/frontend/operators.py", "tests/arguments/test_named_tuples_in_turns.py",
        "held = self.named(self.hold(self.read_static(value, node), names, node), node)",
        "held = self.named(self.read_static(value, node), node)",
    ),
]
