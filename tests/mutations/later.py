"""Faults in what is read later than it is made: views of dicts, whole lists, places in tuples."""

from tests.mutations.fault import fault

VIEWS, LATER = "tests/found/test_views_of_dicts.py", "tests/found/test_changed_later.py"
OF_LISTS = "tests/found/test_functions_of_lists.py"
LEFT = "tests/found/test_generators_left.py"
WALK = ("s2sad/analysis/dict_views.py", VIEWS)

MUTATIONS = [
    fault("views: a loop over a view ends with its header", *WALK,
          "max([place, end, *[self.ends[loop] for loop in inner]])", "max(place, end)"),
    fault("views: a change in a dict that stands in the dict is none", *WALK,
          "self.stands_in(c.base, made.view[0])", "c.base == made.view[0]"),
    fault("views: another name of a view is not it", *WALK,
          "        while todo:\n            new", "        while 0:\n            new"),
    fault("views: what keeps a view reads it once", *WALK,
          "math.inf if name in kept else 0", "0"),
    fault("views: a trip must not store under its own key", *WALK,
          'if made.view[1] == "items" else set()', 'if made.view[1] == "no" else set()'),
    fault("views: the view of the trip before is that of this trip", *WALK,
          "if place < made.place and made.loops:", "if 0:"),
    fault("views: one with a name is a tuple", "s2sad/frontend/known_dicts.py", VIEWS,
          "if not self._is_read_at_once(node):", "if 0:"),
    fault("snapshot: a list that changes is not copied", "s2sad/transform/snapshot.py", LATER,
          "return any(self.store.written_levels(name)[: self._levels(name)])",
          "return False"),
    fault("snapshot: what stands in a list does not change", "s2sad/transform/snapshot.py", LATER,
          "own = (self.store.of(name), *self.store.below(name))[", "own = (self.store.of(name),)["),
    fault("choose: the length of a list stays", "s2sad/transform/choose.py", LATER,
          "return contents_read(seen) | lists", "return contents_read(seen)"),
    fault("places: a number that is added to is bound once", "s2sad/analysis/kinds/state.py", LATER,
          "return (stmt.base,) if stmt.index is None else ()", "return ()"),
    fault("places: a slice of a branch is known after it", "s2sad/analysis/kinds/statements.py",
          LATER, "            self.slices = outer\n", "            pass\n"),
    fault("generators: a loop that is left ends the innermost of its generators",
          "s2sad/frontend/generators.py", LEFT,
          "for flag in loop.flags]", "for flag in [loop.stop] if flag]"),
    fault("generators: the flag of a loop that has another one is not reset",
          "s2sad/frontend/statements.py", LEFT,
          "if not any(loop.clears for loop in frame.loops):",
          "if not frame.loops:"),
    fault("snapshot: what stands in a list that varies is copied", "s2sad/transform/snapshot.py",
          LATER, "return 1 if is_list and name in self.active.active else 99", "return 99"),
    fault(
        "flatten: a function of a list is one of numbers", "s2sad/transform/flatten.py", OF_LISTS,
        "isinstance(arg, Name) and not is_list and self._is_taken_for_an_array(arg, op):", "0:",
    ),
    fault("flatten: lists of arrays are read as lists of numbers", "s2sad/transform/flatten.py",
          LATER, "if isinstance(kind.item, Scalar) and op in OF_NUMBERS:", "if op in OF_NUMBERS:"),
    fault("nests: a later loop reads what the body has bound", "s2sad/analysis/kinds/nests.py",
          "tests/found/test_headers_bound_anew.py", "if header.op in LATE:", "if 0:"),
    fault("nests: a number that is added to is not bound", "s2sad/analysis/kinds/nests.py",
          "tests/found/test_headers_bound_anew.py",
          "for name in bound_by(part)}", "for name in part.binds}"),
]  # fmt: skip
