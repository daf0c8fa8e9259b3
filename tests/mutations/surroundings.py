"""Faults in what surrounds the compiler: errors, pages, unbound names."""

from tests.mutations.fault import fault

MUTATIONS = [
    fault(
        "the check of pages takes every output for right",
        "tests/pages.py", "tests/test_docs.py -k output",
        "as_shown = printed == (shown.lines if shown else ())",
        "as_shown = True",
    ),
    fault(
        "a name that is read unbound reads its placeholder",
        "s2sad/transform/adjoint/unsure.py", "tests/transform/test_unbound_names.py",
        "for name in sorted((unsure & exposed) - known):",
        "for name in ():",
    ),
    fault(
        "a gradient without the dead primal hides a name that is read unbound",
        "s2sad/call.py", "tests/transform/test_unbound_names.py",
        "not self.special.is_surely_scalar or self.special.may_end_unbound",
        "not self.special.is_surely_scalar",
    ),
    fault(
        "what is read only on one way counts as bound",
        "s2sad/analysis/positions.py", "tests/analysis/test_positions.py",
        'if expr.op in _PARTLY:',
        "if False:",
    ),
    fault(
        "a traceback shows frames of ours",
        "s2sad/errors_outside.py", "tests/test_wrong_uses.py -k pythons_own",
        "    return error.with_traceback(_chained([f for f in frames[emitted[0] :] if",
        "    return error if frames else error.with_traceback(_chained([f for f in frames if",
    ),
]
