"""Faults in derivatives of factorisations and norms."""

from tests.mutations.fault import fault

RUNTIME = "s2sad/runtime/factors.py"
FACTORS = "tests/rules/test_factors.py"
POINTS = "tests/rules/test_complex_as_programs.py"

MUTATIONS = [
    fault("factors: vectors of equal eigenvalues turn by nothing", RUNTIME, FACTORS,
          "    if np.any(equal & ~np.eye", "    if False and np.any(equal & ~np.eye"),
    fault("factors: equal eigenvalues divide", RUNTIME, FACTORS,
          "    equal = np.abs(gaps) <= rounding", "    equal = np.abs(gaps) < 0 * rounding"),
    fault("factors: the lower triangle is folded without its conjugate", RUNTIME,
          f"{POINTS} -k qr", "below = np.conj(np.swapaxes(", "below = (np.swapaxes("),
    fault("factors: all vectors of a matrix are determined",
          "s2sad/analysis/kinds/structure.py", FACTORS,
          'if rule.op.endswith(".linalg.svd") and not', 'if rule.op == "" and not'),
    fault("factors: a tuple is computed for each of its parts",
          "s2sad/analysis/kinds/structure.py", FACTORS,
          "rule.whole: self.temporary(made)}", "rule.whole: made}"),
    fault("factors: norms over any axes are those of the last",
          "s2sad/analysis/kinds/matrices.py", f"{POINTS} -k norm",
          "moved = x if axes == LAST else", "moved = x if axes else"),
]
