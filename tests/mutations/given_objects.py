"""Faults in objects of arguments that are read as objects of the function's own."""

from tests.mutations.fault import fault

FILE, TESTS = "s2sad/frontend/given_objects.py", "tests/found/test_hunted_arguments.py"

MUTATIONS = [
    fault(
        "given objects: what is stored into one is not seen by the other argument",
        "s2sad/frontend/attributes.py", TESTS,
        "self.exchanges |= isinstance(owner(made), Given) or made in self.opened",
        "self.exchanges |= isinstance(owner(made), Given)",
    ),
    fault(
        "given objects: a store in place does not know them before another statement",
        "s2sad/frontend/in_place.py", TESTS,
        "self.heap or self.has_shapes or is_operator", "self.heap or is_operator",
    ),
]
