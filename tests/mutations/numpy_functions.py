"""Faults in the derivatives of NumPy's functions, and in what is written out of them."""

from tests.mutations.fault import fault

WAYS = "tests/rules/test_ways_to_call.py"
EDGES = "tests/rules/test_numpy_edges.py"
POINTS = "tests/rules/test_points_as_programs.py"

MUTATIONS = [
    fault("numpy: rows of a list of matrices", "s2sad/transform/adjoint/statements.py", EDGES,
          "return first if isinstance(item, Array) and item.ndim == 1 else None", "return first"),
    fault("numpy: a quantile lies at an element", "s2sad/runtime/statistics.py", EDGES,
          "share = (place - low)[..., None]", "share = 0.0 * (place - low)[..., None]"),
    fault("numpy: a quantile moves by the number of elements", "s2sad/runtime/statistics.py",
          EDGES, '"linear": -1.0', '"linear": 0.0'),
    fault("numpy: beyond the last element a quantile moves", "s2sad/runtime/statistics.py", EDGES,
          '(place > 0) & (place < last) if method', '(place >= 0) & (place <= last) if method'),
    fault("numpy: the weights of a quantile stay where it moves", "s2sad/rules/support.py",
          f"{POINTS} -k quantile", 'q=f"rt.leading_sums(g * {_STEPS}, q)", cited',
          'q=f"0.0 * rt.leading_sums(g * {_STEPS}, q)", cited'),
    fault("numpy: a fit of too few places moves with them", "s2sad/runtime/polynomial.py", EDGES,
          "where(size == 0, 1.0, size)) <= deg:", "where(size == 0, 1.0, size)) < 0:"),
    fault("numpy: an initial extreme is no tie", "s2sad/runtime/calculus.py", EDGES,
          " + np.equal(z, initial))", " + 0 * np.equal(z, initial))"),
    fault("numpy: the last of equal elements leads", "s2sad/runtime/calculus.py", EDGES,
          "best[..., 1:] != best[..., :-1]", "lanes[..., 1:] == best[..., 1:]"),
    fault("numpy: outside of the knots there is a slope", "s2sad/runtime/polynomial.py", EDGES,
          "np.where(below | above | (low == high), np.inf,", "np.where(low == high, np.inf,"),
    fault("numpy: places are numbered from 0", "s2sad/runtime/places.py", EDGES,
          "np.arange(1, np.size(x) + 1)", "np.arange(np.size(x))"),
    fault("numpy: the last condition selects", "s2sad/analysis/kinds/composites.py", EDGES,
          "zip(reversed(conditions), reversed(choices))", "zip(conditions, choices)"),
    fault("numpy: np.vectorize rounds nothing", "s2sad/frontend/numpy_functions.py", EDGES,
          "    found = np.array(items)\n    assert found.dtype == np.result_type(items[0]), "
          '"np.vectorize rounds to the first type"\n    return np.reshape(found, np.shape(x))',
          "    found = np.array(items)\n    return np.reshape(found, np.shape(x))"),
    fault("numpy: a grid is turned", "s2sad/analysis/kinds/grids.py", f"{POINTS} -k meshgrid",
          '== "xy" and rank > 1', '== "ij" and rank > 1'),
    fault("numpy: np.add.reduce adds everything", "s2sad/analysis/kinds/composites.py",
          f"{POINTS} -k reduce", "args[1] if len(args) == 2 else Const(0)",
          "args[1] if len(args) == 2 else Const(None)"),
    fault("calls: a name that no rule knows stays a name", "s2sad/frontend/by_name.py", WAYS,
          "            count = k + 1", "            count = 0"),
    fault("np.vectorize: other types than floats are read as floats",
          "s2sad/frontend/resolve.py", WAYS, 'types not in (None, ["d"])', "False"),
    fault("np.vectorize: options made outside are not seen",
          "s2sad/frontend/resolve.py", WAYS, "if obj.excluded or obj.signature or types",
          "if types"),
    fault("numpy: a fold begins at its second row", "s2sad/frontend/numpy_functions.py", WAYS,
          "    found = turned[0]\n", "    found = turned[1]\n"),
    fault("svd: all vectors of a wide matrix are any basis",
          "s2sad/analysis/kinds/structure.py", "tests/rules/test_factors.py",
          '"_wide" if wide else "_full"', '"_full"'),
    fault("factorisations: parts have no names", "s2sad/analysis/kinds/structure.py",
          "tests/rules/test_factors.py", "if expr.op in NAMED and isinstance(found, Parts):",
          "if False:"),
]  # fmt: skip
