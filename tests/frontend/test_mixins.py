"""The classes that a reader is made of: no method of one hides a method of another."""

from collections import defaultdict

from s2sad.frontend.read import Reader

# What the others offer is declared there, and in the classes that are called so.
DECLARED = {"Lowering", "object"}
OFFERED = "Offered"


def test_no_method_hides_another():
    owners = defaultdict(list)
    for cls in Reader.__mro__:
        if cls.__name__ not in DECLARED and not cls.__name__.startswith(OFFERED):
            for name in vars(cls):
                owners[name].append(cls.__name__)
    several = {n: found for n, found in owners.items() if len(found) > 1 and "__" not in n}
    assert not several
