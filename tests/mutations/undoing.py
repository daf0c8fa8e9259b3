"""Faults in the choice of what is undone, and in undoing."""

from tests.mutations.fault import fault

MUTATIONS = [
    fault(
        "undo: a view that counts as a value is put back under it",
        "s2sad/transform/saving.py", "tests/transform/test_undo.py",
        "or self._detached_views() & set(members)",
        "or False",
    ),
    fault(
        "undo: what a list holds is undone",
        "s2sad/transform/saving.py", "tests/transform/test_undo.py",
        (
            "        if self.store.is_held(representative):\n"
            "            return False\n"
        ),
        "",
    ),
    fault(
        "undo: an index that changes reads the cells again",
        "s2sad/transform/saving.py", "tests/transform/test_undo.py",
        (
            "        if any(self.store.may_change(n) for n in names_in(index)):\n"
            "            return False\n"
        ),
        "",
    ),
    fault(
        "undo: a name of the index that is bound anew reads them again",
        "s2sad/transform/saving.py", "tests/transform/test_undo.py",
        (
            "        if any(self.positions.binding_between(n, place.number, until) "
            "for n in names):\n"
            "            return False\n"
        ),
        "",
    ),
    fault(
        "undo: a store between the load and its reading is ignored",
        "s2sad/transform/saving.py", "tests/transform/test_undo.py",
        "        return not any(place.number < s <= until for s in stores)",
        "        return True",
    ),
    fault(
        "undo: a reading in a loop after the load looks at the loop's header",
        "s2sad/transform/saving.py", "tests/transform/test_undo.py",
        "until = at.number if around.number == at.number else around.end",
        "until = at.number",
    ),
    fault(
        "undo: no store saves",
        "s2sad/transform/saving.py", "tests/transform/test_undo.py",
        "s for s in self.stores[representative] if any(self.may_follow(s, r) for r in found)",
        "s for s in self.stores[representative] if False",
    ),
    fault(
        "undo: only the last store saves",
        "s2sad/transform/saving.py", "tests/transform/test_undo.py",
        "s for s in self.stores[representative] if any(",
        "s for s in self.stores[representative][-1:] if any(",
    ),
    fault(
        "undo: everything is undone",
        "s2sad/transform/saving.py", "tests/transform/test_undo.py",
        "    return undone < copied",
        "    return True",
    ),
    fault(
        "undo: nothing is undone",
        "s2sad/transform/saving.py", "tests/transform/test_undo.py",
        "    return undone < copied",
        "    return False",
    ),
    fault(
        "undo: what is put back has no copy of its own",
        "s2sad/transform/adjoint/undo.py", "tests/transform/test_undo.py",
        (
            '            if sharing(cells, self.kinds, self.sizes)[0] == "copy":\n'
            "                return name\n"
        ),
        "            return name\n",
    ),
    fault(
        "undo: cells are not put back",
        "s2sad/transform/adjoint/undo.py", "tests/transform/test_undo.py",
        "step.adjoint = (*step.adjoint, *back, store)",
        "step.adjoint = (*step.adjoint, *back)",
    ),
    fault(
        "undo: arrays that a mirror reads need no store to save",
        "s2sad/transform/adjoint/undo.py", "tests/transform/test_undo.py",
        "found = [*self._contents_read(), *self._read_again()]",
        "found = [*self._read_again()]",
    ),
    fault(
        "undo: loads that are read again need no store to save",
        "s2sad/transform/adjoint/undo.py", "tests/transform/test_undo.py",
        "                    yield Read(at, base, load)",
        "                    yield from ()",
    ),
    fault(
        "undo: a result is put back with its memory",
        "s2sad/transform/adjoint/driver.py", "tests/transform/test_undo.py",
        "is_undone = not held.isdisjoint(self.restored)",
        "is_undone = False",
    ),
    fault(
        "undo: a pullback runs once",
        "s2sad/pipeline.py", "tests/transform/test_undo.py",
        "any(one.shadowed or one.restored for one in",
        "any(one.shadowed for one in",
    ),
]
