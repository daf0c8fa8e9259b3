"""Faults in objects that a function returns: what is made of them, and their seeds."""

from tests.mutations.fault import fault

RETURNED = "tests/arguments/test_objects_returned.py"

MUTATIONS = [
    fault(
        "returned objects: the seeds of attributes are taken in another order",
        "s2sad/seeds.py", RETURNED,
        "    return [getattr(value, name) for name in names] if has_all else None",
        "    return [getattr(value, name) for name in names[::-1]] if has_all else None",
    ),
    fault(
        "returned objects: an object in a list stays a tuple",
        "s2sad/structures.py", RETURNED,
        "        return _object_of(form, made)\n    return",
        "        return tuple(made)\n    return",
    ),
    fault(
        "returned objects: a list that leaves gives all its objects",
        "s2sad/frontend/outgoing.py", RETURNED,
        "        trips: Expr = listing.order or Apply(",
        "        trips: Expr = Apply(",
    ),
    fault(
        "returned objects: an object that stands in itself is followed for ever",
        "s2sad/frontend/outgoing.py", RETURNED,
        "        if made in self.going:",
        "        if False:",
    ),
]  # fmt: skip
