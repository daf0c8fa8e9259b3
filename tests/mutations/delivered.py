"""Faults in what a function leaves in its arguments as results of it."""

from tests.mutations.fault import fault

DELIVERED = "tests/frontend/test_delivered.py"
DELIVERING = "tests/test_delivering.py"

MUTATIONS = [
    fault(
        "delivered: what the name stands for at the end is taken",
        "s2sad/frontend/delivered.py", DELIVERED,
        "    return bound > in_place * (not is_object) or name in shared_by(function)",
        "    return False",
    ),
    fault(
        "delivered: None is among the results",
        "s2sad/frontend/delivered.py", DELIVERED,
        "        if not self._is_none(result):",
        "        if True:",
    ),
    fault(
        "delivering: a procedure without results has zeros for derivatives",
        "s2sad/delivering.py", DELIVERING,
        "    if special.result_kinds or special.source.of:",
        "    if True:",
    ),
    fault(
        "delivering: stores into dicts and objects are not seen",
        "s2sad/delivering.py", DELIVERING,
        "(n in written or _is_stored(special, n))",
        "n in written",
    ),
    fault(
        "delivering: an object of which only some attributes are known is delivered",
        "s2sad/delivering.py", DELIVERING,
        "        if cls is not None:",
        "        if False:",
    ),
    fault(
        "delivering: what the decorator says is lost inside a function",
        "s2sad/frontend/resolve.py", DELIVERING,
        "of=delivered_by(obj))",
        "of=())",
    ),
    fault(
        "nested: arguments that share memory are not seen",
        "s2sad/analysis/kinds/nested.py", "tests/arguments/test_inside.py",
        "                if j != k and may_overlap(",
        "                if False and may_overlap(",
    ),
    fault(
        "overlaps: what a derivative gives is memory of its own",
        "s2sad/analysis/kinds/overlaps.py", "tests/arguments/test_inside.py",
        "                given.append((target, value))",
        "                pass",
    ),
    fault(
        "overlaps: the arguments of a derivative are one",
        "s2sad/analysis/kinds/overlaps.py", "tests/arguments/test_inside.py",
        "                given.append((target, value))",
        "                _unite(classes, target, value)",
    ),
]
