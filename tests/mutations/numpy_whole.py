"""Faults in the functions of NumPy's and SciPy's that fewer people call."""

from tests.mutations.fault import fault

OUTPUTS = "s2sad/analysis/kinds/outputs.py", "tests/transform/test_outputs.py"

MUTATIONS = [
    fault("outputs: a result may be of any shape", *OUTPUTS,
          "map(self.sizes.same, shape, held.shape)", "shape"),
    fault("outputs: every function reads before it writes", *OUTPUTS,
          'if expr.op in GUARDED or "." in expr.op.removeprefix("np."):', "if True:"),
    fault("in place: along an axis the places are those of the last",
          "s2sad/analysis/kinds/in_place.py", "tests/transform/test_outputs.py",
          "cells[along % held.ndim] = index", "cells[-1] = index"),
    fault("pivots: rows go back as they came", "s2sad/runtime/factors.py",
          "tests/rules/test_factors_of_scipy.py", "return x[np.argsort(_order(piv))]",
          "return x[_order(piv)]"),
]
