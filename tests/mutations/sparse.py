"""Faults in what is known of sparse matrices."""

from tests.mutations.fault import fault

_SPARSE = "tests/rules/test_sparse.py"
_MATRICES = "tests/rules/test_matrices_of_scipy.py"

MUTATIONS = [
    fault(
        "sparse: a matrix that is made here passes for an array",
        "s2sad/analysis/kinds/result.py", _SPARSE,
        "drawn(call, expr) or sparse.made_by(call, expr) or reported(call, expr)",
        "drawn(call, expr) or reported(call, expr)",
    ),
    fault(
        "sparse: complex numbers pass for real ones",
        "s2sad/analysis/kinds/of_sparse.py", _SPARSE,
        'if "?" in dtypes or "dtype" in options:',
        'if "dtype" in options:',
    ),
    fault("sparse: a matrix that is turned keeps its sizes", "s2sad/analysis/kinds/shapes.py",
          _SPARSE, "return Other(kind.what, kind.shape[::-1])",
          "return Other(kind.what, kind.shape)"),
    fault("sparse: every operator is that of arrays", "s2sad/transform/known_calls.py", _SPARSE,
          "    if op in OF_SPARSE and is_sparse(kind):", "    if is_sparse(kind):"),
    fault("sparse: the method dot is not known", "s2sad/analysis/kinds/structure.py", _SPARSE,
          'if is_made_sparse(kind) and name.value == "dot"',
          'if is_made_sparse(kind) and name.value == ""'),
    fault("sparse: the star of a sparse matrix is that of arrays",
          "s2sad/analysis/kinds/sparse.py", _MATRICES,
          'is_dense_matrix(kind) or op in ("mul", "np.multiply")',
          'is_dense_matrix(kind) or op in ("np.multiply",)'),
    fault("sparse: a sum of a sparse matrix is an array", "s2sad/analysis/kinds/sparse.py",
          _MATRICES, "    return is_matrix(kind) or isinstance(kind, DenseMatrix)",
          "    return False"),
    fault("sparse: what is made of a matrix is none", "s2sad/analysis/kinds/sparse.py", _MATRICES,
          "    return SPARSE_MATRIX if expr.op in _OPERATORS or", "    return SPARSE_MATRIX if"),
    fault("sparse: a method of a matrix gives none", "s2sad/analysis/kinds/sparse.py", _MATRICES,
          'return None if method in ("max", "min") and is_plain else SPARSE_MATRIX',
          "return None"),
]
