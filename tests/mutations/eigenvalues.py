"""Faults in derivatives of eigenvalues, and of calls of linear algebra that are written out."""

from tests.mutations.fault import fault

EIGEN = "s2sad/runtime/eigen.py"
FACTORED = "s2sad/analysis/kinds/factored.py"
POINTS = "tests/rules/test_points_as_programs.py"
TELLING = "tests/rules/test_telling_points.py"

MUTATIONS = [
    fault("eigenvalues: the vectors stay in the order of their own values", EIGEN,
          "tests/rules/test_rules_at_points.py -k eigenvectors",
          "order[k] = np.argmin(distance[k])", "order[k] = k"),
    fault("eigenvalues: any component of a vector stays real", EIGEN, f"{POINTS} -k eig",
          "np.where(np.imag(v) == 0, np.abs(v), -1.0)", "np.where(np.imag(v) == 0, -1.0, 1.0)"),
    fault("factored: singular values of a symmetric matrix rise", FACTORED,
          f"{POINTS} -k hermitian", "order = self.temporary(self._item(order, ANY, BACKWARDS))",
          "order = self.temporary(order)"),
    fault("factored: a column at the end of a product stays a column", FACTORED,
          TELLING, "index = (first, Const(0)) if is_column else (first,)",
          "index = (first,)"),
    fault("factored: a condition number is the norm alone", FACTORED, f"{POINTS} -k cond",
          "for m in (x, inverse)]", "for m in (x, x)]"),
    fault("factored: a wide matrix is factored like a square one",
          "s2sad/analysis/kinds/structure.py", f"{POINTS} -k qr",
          'if rule.op.endswith(".linalg.qr") and self', 'if rule.op == "" and self'),
    fault("take along an axis: places are counted along their own axes", "s2sad/runtime/place.py",
          TELLING, "for n in np.shape(x)])])\n    where[axis] = indices",
          "for n in np.shape(indices)])])\n    where[axis] = indices"),
    fault("einsum: an ellipsis stands for the first of its axes", FACTORED, f"{POINTS} -k einsum",
          "spread[most - n :]", "spread[:n]"),
    fault("convolution: the gradient of a number is an array", "s2sad/runtime/polynomial.py",
          "tests/rules/test_small_arrays.py", '"valid"), np.shape(a))', '"valid"), -1)'),
    fault("rcond: what is left out is not asked for", "s2sad/runtime/blocks.py",
          "tests/rules/test_factors.py", "    if left_out > np.sqrt(", "    if 0 > np.sqrt("),
    fault("unique: of equal elements the last", "s2sad/runtime/places.py",
          f"{POINTS} -k unique", "return np.unique(x, return_index=True)[1]",
          "return np.argsort(np.ravel(x))[::-1][: np.unique(x).size]"),
    fault("reduceat: a part that ends before it begins is empty", "s2sad/runtime/scan.py",
          TELLING, "- first, 1)", "- first, 0)"),
    fault("lu: the diagonal moves with the lower triangle", "s2sad/rules/scipy/linalg.py",
          "tests/rules/test_factors_of_scipy.py", 'dz="z @ np.tril(m, -1)"',
          'dz="z @ np.tril(m, 0)"'),
    fault("scan: a product that is no number is used", "s2sad/runtime/scan.py",
          "tests/rules/test_small_arrays.py", "if not np.all(np.isfinite(y)) or", "if False and"),
    fault("scan: a block begins with nothing", "s2sad/runtime/scan.py",
          "tests/rules/test_rules_at_points.py -k recurrence", "y += steps * carry", "pass"),
    fault("power: the plain slope at corners", "s2sad/runtime/calculus.py",
          "tests/rules/test_small_arrays.py", "return bool(np.all(x > 0) and", "return bool("),
    fault("products of others: a quotient of what is too small", "s2sad/runtime/scan.py",
          "tests/rules/test_small_arrays.py", "np.all(size > np.sqrt(", "np.all(size >= 0.0 * ("),
    fault("tangent: single precision is left", "s2sad/transform/tangent.py",
          "tests/rules/test_complex_as_programs.py -k single",
          "        value = of_dtype(value, found, kind, target in self.results)\n", ""),
]
