"""Faults in what is done with records, lists and objects that stand in each other."""

from tests.mutations.fault import fault

DICTS = "tests/arguments/test_known_dicts.py"
COPIES = "tests/arguments/test_copies.py"
SLICES = "tests/arguments/test_slices_of_lists.py"
BUNDLES = "tests/arguments/test_bundles.py"
RECORDS = "tests/arguments/test_lists_of_records.py"

MUTATIONS = [
    fault("containers: a dict in a dict is merged, and not put back", "s2sad/frontend/bundles.py",
          "tests/arguments/test_in_place_in_dicts.py",
          'self.method_of_dict(current, "update", [node.value], {}, node)\n        else:',
          "pass\n        else:"),
    fault("containers: a tuple in a dict is as long as it was", "s2sad/analysis/kinds/stores.py",
          "tests/arguments/test_in_place_in_dicts.py",
          "stmt.index, Name(joined))", "stmt.index, Name(old))"),
    fault(
        "containers: a record of a list is not taken apart at the end of a branch",
        "s2sad/analysis/kinds/statements.py", RECORDS,
        "            body += self._converted(after, other)\n",
        "",
    ),
    fault(
        "containers: a record of a list is not taken apart at the end of a trip",
        "s2sad/analysis/kinds/statements.py", RECORDS,
        "            made += self._converted(back, head)\n",
        "            pass\n",
    ),
    fault(
        "containers: a named tuple in a list is printed as a tuple",
        "s2sad/analysis/kinds/structure.py", RECORDS,
        'asks = made.op == "call" or made.op in OF_ONE',
        'asks = made.op == "call"',
    ),
    fault(
        "containers: items of a list that is returned are plain tuples",
        "s2sad/analysis/kinds/specialise.py", RECORDS,
        "return _forms_of_kind(kind) if has_named(kind) else None",
        "return None",
    ),
    fault(
        "containers: an object twice in a list is two objects",
        "s2sad/frontend/listed.py", BUNDLES,
        "return alike and len(set(map(id, inside))) == len(inside)",
        "return alike",
    ),
    fault(
        "containers: a list of unlike objects may be longer on one path",
        "s2sad/frontend/bundles.py", BUNDLES,
        "            self._set_keys(made, tuple(range(len(items))), node)\n",
        "            self.heap[made] = {KEYS: Known(tuple(range(len(items))))}\n"
        "            for kept in self.heap.values():\n                kept.pop(KEYS, None)\n",
    ),
    fault(
        "containers: a list may get longer while its objects are looped over",
        "s2sad/frontend/bundles.py", BUNDLES,
        "if made.type is not list or any(part is made for part in taken):",
        "if made.type is not list:",
    ),
    fault(
        "containers: what moves to another place of a list is overwritten first",
        "s2sad/frontend/bundles.py", BUNDLES,
        "is_moved = isinstance(value, Name) and value.id != slot",
        "is_moved = False",
    ),
    fault(
        "containers: data beside a list of objects has as many items",
        "s2sad/frontend/known_loops.py", BUNDLES,
        "            test.append(Ready(is_there, node))\n",
        "",
    ),
    fault(
        "containers: what is put into a list again is copied twice",
        "s2sad/analysis/kinds/copying.py", COPIES,
        "(*aliases.spread, *aliases.retaken, *aliases.given)",
        "(*aliases.spread, *aliases.given)",
    ),
    fault(
        "containers: a list in two attributes is copied twice",
        "s2sad/analysis/kinds/copying.py", COPIES,
        "        return any(mine & self._reached_from(other) for other in others)",
        "        return False",
    ),
    fault(
        "containers: rows are in a deep copy themselves",
        "s2sad/analysis/kinds/copying.py", COPIES,
        "        if not isinstance(kind, ListKind) or not is_memory(kind.item):",
        "        if True:",
    ),
    fault(
        "containers: the tail of a list is not put back behind a slice",
        "s2sad/analysis/kinds/list_slices.py", SLICES,
        "            self.append_all(base.id, tail, self.kind(tail))",
        "            pass",
    ),
    fault(
        "containers: a slice ends before it begins",
        "s2sad/analysis/kinds/list_slices.py", SLICES,
        'last = self.temporary(Apply("max", (first, last)))',
        "pass",
    ),
    fault(
        "containers: a key that is taken out of a dict stays one of its keys",
        "s2sad/frontend/known_dicts.py", DICTS,
        "        self.set_slot(made, KEYS, Known(rest), node)\n",
        "",
    ),
    fault(
        "containers: what a Counter is asked for is counted",
        "s2sad/frontend/known_dicts.py", DICTS,
        "                return value  # it is not kept",
        "                pass",
    ),
    fault(
        "containers: a zip of keys and data may be shorter than its keys",
        "s2sad/analysis/kinds/structure.py", DICTS,
        "if length is None or self.sizes.at_most(least, length) is not True:",
        "if length is None:",
    ),
    fault(
        "building: two dicts bound together have other names",
        "s2sad/analysis/kinds/building.py", "tests/found/test_textbook_programs.py",
        "            if is_made and stmt.value == Name(name):\n", "            if False:\n",
    ),
    fault(
        "building: a name that was made elsewhere is spent",
        "s2sad/analysis/kinds/building.py", "tests/found/test_textbook_programs.py",
        "        return is_filled and count == 1\n", "        return is_filled and count > 1\n",
    ),
    fault(
        "indexing: a range takes a view",
        "s2sad/analysis/kinds/indexing.py", "tests/found/test_textbook_programs.py",
        "    if kind == RANGE:\n", "    if False:\n",
    ),
]
