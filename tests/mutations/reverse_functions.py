"""Faults in the reverse functions of recursive ones: what they save, and what they add to."""

from tests.mutations.fault import fault

GIVEN, ARMS = "tests/transform/test_given_adjoints.py", "tests/transform/test_arms.py"
FILLED = "tests/transform/test_filled_in_loops.py"
DEFINITIONS = "s2sad/transform/adjoint/definitions.py"
MUTATIONS = [
    fault(
        "given: an adjoint that others hold is added to", DEFINITIONS, GIVEN,
        "    work.own(work.places.root(name), state)\n    return place", "    return place",
    ),
    fault(
        "given: the negative of an adjoint is added to", DEFINITIONS, GIVEN,
        "    if is_negative:\n        own: Name", "    if False:\n        own: Name",
    ),
    fault(
        "given: a parameter that is bound anew has the adjoint that is given",
        "s2sad/transform/adjoint/gradients.py", GIVEN,
        "if is_plain and len(self.places.store.definitions[name]) <= 1:", "if is_plain:",
    ),
    fault(
        "given: a call that adds is pure", "s2sad/transform/effects.py", GIVEN,
        "                stores |= self.reached(part.kwargs[0][1])", "                pass",
    ),
    fault(
        "arms: a name that the arm may not have bound is kept in it",
        "s2sad/transform/adjoint/arms.py", ARMS, "        names -= missing\n", "        break\n",
    ),
    fault(
        "arms: what only the shape is needed of is saved", "s2sad/transform/definitions.py", ARMS,
        "form = _lean(adjoint(base.program, base.kinds, sizes, wrt, given=given), sizes)",
        "form = adjoint(base.program, base.kinds, sizes, wrt, given=given)",
    ),
    fault(
        "final: a name for several returns is a value where stores follow",
        "s2sad/analysis/detach.py", "tests/transform/test_several_returns.py",
        "if not _before_a_store(program.body, name, store)[1]:", "if True:",
    ),
    fault(
        "final: stores in the same block are not seen", "s2sad/analysis/detach.py",
        "tests/transform/test_several_returns.py",
        "name in stmt.binds and (after or stores)", "name in stmt.binds and after",
    ),
    fault(
        "final: a name that is bound in a loop is a value", "s2sad/analysis/detach.py",
        "tests/transform/test_several_returns.py",
        "            bad = True  # bound in a loop", "            pass",
    ),
    fault(
        "alone: what is read later is given alone", "s2sad/transform/own_memory.py",
        "tests/transform/test_given_alone.py",
        "return around or bool(read) and read[-1] > place.number", "return False",
    ),
    fault(
        "alone: what is read in the next trip is given alone", "s2sad/transform/own_memory.py",
        "tests/transform/test_given_alone.py",
        "around = any(name in where.exposed_in_loop[loop] for loop in place.loops)",
        "around = False",
    ),
    fault(
        "record: an array that is filled later is computed again",
        "s2sad/transform/adjoint/cheap.py", FILLED,
        "        if self._is_filled(value, name):\n            return False\n", "",
    ),
    fault(
        "places: an array is handed over before a view of it is read",
        "s2sad/transform/adjoint/places.py", FILLED,
        "number > last.number for view in views for number in where.read.get(view, [])", "()",
    ),
    fault(
        "places: what the next trip reads is handed over", "s2sad/transform/adjoint/places.py",
        FILLED, "return again.isdisjoint({name, *views}) and not any(", "return not any(",
    ),
    fault(
        "final: what is returned is put back", "s2sad/transform/adjoint/driver.py",
        "tests/transform/test_several_returns.py",
        "held = {name, *self._returned_as(name)}", "held = {name}",
    ),
    fault(
        "fresh: a name that had a kind is made again",
        "s2sad/ir/fresh.py", "tests/ir/test_fresh.py",
        'while (new := f"%{self.last}") in self.kinds:', 'while not (new := f"%{self.last}"):',
    ),
    fault(
        "settle: readings that come from a copy are not counted",
        "s2sad/transform/settle.py", GIVEN,
        "self.reads[value.id] += self.reads.pop(stmt.target) - 1", "pass",
    ),
]
