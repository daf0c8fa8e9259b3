"""The faults that `python -m tests.mutate` puts into the compiler, and the tests that see them."""

from importlib import import_module
from pkgutil import iter_modules

from tests.mutations.fault import Mutation as Mutation

MUTATIONS: list[Mutation] = [
    found
    for module in iter_modules(__path__)
    for found in getattr(import_module(f"{__name__}.{module.name}"), "MUTATIONS", [])
]
