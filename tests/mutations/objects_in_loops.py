"""Faults in objects that a loop binds anew: who still holds the old one, and sees its changes."""

from tests.mutations.fault import fault

LOOPS = "tests/arguments/test_objects_in_loops.py"

MUTATIONS = [
    fault(
        "objects in loops: an object that was put into a list may be changed by its other name",
        "s2sad/frontend/herd_moves.py", LOOPS,
        "        here.escaped.add(old)\n        self.fixed",
        "        self.fixed",
    ),
    fault(
        "objects in loops: the objects of a list may be changed though one has another name",
        "s2sad/frontend/herd_moves.py", LOOPS,
        "        self.fixed.add(new.herd)",
        "        pass",
    ),
    fault(
        "objects in loops: what was put into a list last stands for the first of it",
        "s2sad/frontend/listed.py", LOOPS,
        "            self.came_from[herd, place] = made",
        "        self.came_from[herd, place] = made",
    ),
    fault(
        "objects in loops: two names of the old object are two objects",
        "s2sad/frontend/herd_moves.py", LOOPS,
        "            if self.holders(made, here):\n                self.escaped |= {made, twin}",
        "            pass",
    ),
]  # fmt: skip
