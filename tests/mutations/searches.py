"""Faults in what SciPy's searches find: roots of systems, minima."""

from tests.mutations.fault import fault

_SYSTEMS = "tests/frontend/test_systems.py"

MUTATIONS = [
    fault(
        "systems: the Jacobian is not transposed",
        "s2sad/rules/scipy/optimize.py", _SYSTEMS,
        "np.linalg.solve(rt.t(j), g)",
        "np.linalg.solve(j, g)",
    ),
    fault(
        "systems: the equation of a minimum is its function",
        "s2sad/frontend/systems.py", _SYSTEMS,
        'Derived(callee, 0, "grad") if op in MINIMA else callee',
        "callee",
    ),
    fault(
        "found: an array that is written is not copied",
        "s2sad/transform/found.py", _SYSTEMS,
        "if is_memory(kinds.get(stmt.target)) and shared.intersection(map(facts.memory, names)):",
        "if False:",
    ),
    fault(
        "searches: bounds of a minimum are let through",
        "s2sad/frontend/roots.py", _SYSTEMS,
        "for name in OTHER.keys() & named.keys():",
        "for name in {'callback', 'full_output'} & named.keys():",
    ),
]
