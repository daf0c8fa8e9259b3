"""Faults in generators, nonlocal names, functions as values and stars."""

from tests.mutations.fault import fault

GENERATORS = "s2sad/frontend/generators.py"
OF_GENERATORS = "tests/frontend/test_generators.py"
STARS = "s2sad/frontend/stars.py"
OF_STARS = "tests/frontend/test_stars.py"
OF_OBJECTS = "tests/arguments/test_objects_in_generators.py"

MUTATIONS = [
    fault("stars: what stands before one is evaluated after it", STARS,
          "tests/frontend/test_stars_of_rows.py",
          "args = self._evaluated_before(args, arg.value)", "pass"),
    fault("stars: one that stands alone is read before what is given by name", STARS,
          "tests/frontend/test_stars_of_rows.py",
          "if len(node.args) == 1 and any(", "if False and any("),
    fault(
        "generator: what follows a yield runs after a break",
        GENERATORS, OF_GENERATORS,
        "        if not node.leaves or not rest:\n            return False\n",
        "        return False\n",
    ),
    fault(
        "generator: a break leaves the generator's own loops running",
        GENERATORS, OF_GENERATORS,
        "flags = (self.done_flag(), *[flag for loop in frame.loops for flag in loop.flags])",
        "flags = (self.done_flag(),)",
    ),
    fault(
        "generator: a loop that is left by break runs its else",
        GENERATORS, OF_GENERATORS,
        "flags = (*flags, stop) if stop is not None else flags",
        "flags = (*flags,)",
    ),
    fault(
        "generator: one that was used is used again",
        GENERATORS, OF_GENERATORS,
        "if source.is_used or source.trips != self.trips:",
        "if source.trips != self.trips:",
    ),
    fault(
        "generator: one that was made outside a loop is used on each trip",
        GENERATORS, OF_GENERATORS,
        "if source.is_used or source.trips != self.trips:",
        "if source.is_used:",
    ),
    fault(
        "generator: what its header reads may change before it runs",
        GENERATORS, OF_GENERATORS,
        "            header = self.hold(header, kept, node)\n",
        "",
    ),
    fault(
        "generator: a flag of the body is read that nothing has set",
        GENERATORS, "tests/frontend/test_random_generators.py",
        '            if "return" in left:\n'
        "                self.set_name(self.done_flag(), Const(False), node)\n",
        "",
    ),
    fault(
        "nonlocal: an operand does not keep its value while a later one writes",
        "s2sad/frontend/changes.py", "tests/frontend/test_nonlocal.py",
        "            found |= self.shared\n",
        "            pass\n",
    ),
    fault(
        "partial: an argument is read where the partial is called",
        "s2sad/frontend/functional.py", "tests/frontend/test_functions_as_values.py",
        "return self.temporary(value, node) if isinstance(value, Name) else value",
        "return value",
    ),
    fault(
        "reduce: the first item is taken twice",
        "s2sad/frontend/functional.py", "tests/frontend/test_functions_as_values.py",
        'Apply("slice", (Const(1), Const(None), Const(None)))',
        'Apply("slice", (Const(0), Const(None), Const(None)))',
    ),
    fault(
        "stars: a list that may grow keeps its length",
        STARS, OF_STARS,
        '(result.op == "tuple" or _is_only_read(function, name))',
        '(result.op == "tuple" or True)',
    ),
    fault(
        "stars: a dict that gets more keys keeps its keys",
        STARS, OF_STARS,
        "return all(_text(part.slice) in keys for part in own)",
        "return True",
    ),
    fault(
        "stars: a global dict that gets more keys is not read anew",
        "s2sad/frontend/uses.py", OF_STARS,
        "return same and all(_hold(place.handle, keys) for place, keys in self.keys)",
        "return same",
    ),
    fault(
        "generator: its consumer's objects are those of the last trip",
        GENERATORS, OF_OBJECTS,
        "                with self.going_round(node):\n",
        "                if node:\n",
    ),
    fault(
        "map: the object of the method that it calls is free",
        GENERATORS, OF_OBJECTS,
        "                self.pinned.append(source)\n",
        "",
    ),
    fault(
        "partial: the object that it keeps is free",
        "s2sad/frontend/classes.py", OF_OBJECTS,
        "return [value.function, *value.args, *[given for _, given in value.keywords]]",
        "return []",
    ),
    fault(
        "a property that a helper is given is read in the helper",
        "s2sad/frontend/inline.py", OF_OBJECTS,
        "known = None if isinstance(known, Property) else known",
        "known = known or None",
    ),
]  # fmt: skip
