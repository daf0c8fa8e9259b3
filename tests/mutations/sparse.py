"""Faults in products with sparse matrices."""

from tests.mutations.fault import fault

TESTS = "tests/rules/test_sparse.py"

MUTATIONS = [
    fault("sparse: a matrix that is turned keeps its sizes", "s2sad/analysis/kinds/shapes.py",
          TESTS, "return Other(kind.what, kind.shape[::-1])",
          "return Other(kind.what, kind.shape)"),
    fault("sparse: every operator is that of arrays", "s2sad/transform/known_calls.py", TESTS,
          "    if op in OF_SPARSE and is_sparse(kind):", "    if is_sparse(kind):"),
    fault("sparse: the method dot is not known", "s2sad/analysis/kinds/structure.py", TESTS,
          'if is_sparse(kind) and name.value == "dot"', 'if is_sparse(kind) and name.value == ""'),
]
