"""Faults in what is known of sparse matrices."""

from tests.mutations.fault import fault

_SPARSE = "tests/rules/test_sparse.py"

MUTATIONS = [
    fault(
        "sparse: a matrix that is made here passes for an array",
        "s2sad/analysis/kinds/result.py", _SPARSE,
        "drawn(call, expr) or sparse_made(call, expr) or Returned",
        "drawn(call, expr) or Returned",
    ),
    fault(
        "sparse: complex numbers pass for real ones",
        "s2sad/analysis/kinds/of_sparse.py", _SPARSE,
        'if "?" in dtypes or "dtype" in options:',
        'if "dtype" in options:',
    ),
]
