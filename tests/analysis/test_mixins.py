"""The classes that the specialiser is made of: no private method of one hides that of another."""

from collections import defaultdict

from s2sad.analysis.kinds.statements import Statements


def declares(function):
    """Return whether a method only says that another class has it."""
    return "NotImplementedError" in getattr(getattr(function, "__code__", None), "co_names", ())


def test_no_private_method_hides_another():
    owners = defaultdict(list)
    for cls in Statements.__mro__:
        for name, value in vars(cls).items():
            if name.startswith("_") and not name.startswith("__") and not declares(value):
                owners[name].append(cls.__name__)
    assert {n: found for n, found in owners.items() if len(found) > 1 and n[:5] != "_abc_"} == {}
