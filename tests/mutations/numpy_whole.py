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
    fault("parts: what fills up counts", "s2sad/runtime/parts.py",
          "tests/rules/test_rules_at_points.py -k reduceat",
          "return np.where(steps < sizes[:, None], first[:, None] + steps, n)",
          "return np.minimum(first[:, None] + steps, n)"),
    fault("bends: at the ends there are none", "s2sad/runtime/differences.py",
          "tests/rules/test_rules_at_points.py -k gradient",
          "found[0], found[-1] = found[1], found[-2]", "pass"),
    fault("running shares: the first shares with nothing", "s2sad/runtime/parts.py",
          "tests/rules/test_numpy_edges.py -k accumulate",
          "    share[..., :1] = 1.0\n", ""),
    fault("filters: what a margin continues is dropped", "s2sad/runtime/filters.py",
          "tests/rules/test_rules_at_points.py -k ndimage",
          'if _MODES[mode] != "constant":', "if False:"),
    fault("filters: a window is its own mirror", "s2sad/runtime/filters.py",
          "tests/rules/test_rules_at_points.py -k ndimage", "origin=0 if size % 2 else -1",
          "origin=0"),
    fault("pairs: a row is in pairs as their first only", "s2sad/runtime/pairs.py",
          "tests/rules/test_rules_at_points.py -k pdist",
          "np.sum(square, axis=1) - np.sum(square, axis=0)", "np.sum(square, axis=1)"),
    fault("ranks: of ties the last is taken", "s2sad/runtime/statistics.py",
          "tests/rules/test_numpy_edges.py", "ranks - before + 1)",
          "np.sum(same, axis=-1)[..., None])"),
    fault("pivots: rows go back as they came", "s2sad/runtime/factors.py",
          "tests/rules/test_rules_at_points.py -k pivoted", "return x[np.argsort(_exchanged(piv))]",
          "return x[_exchanged(piv)]"),
]
