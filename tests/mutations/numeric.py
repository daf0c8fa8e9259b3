"""Faults in what NumPy and SciPy do with unlike operands, None, searches and filters."""

from tests.mutations.fault import fault

_FITS = "tests/frontend/test_fits.py"
_AT = "tests/rules/test_rules_at_points.py -k ndimage"

MUTATIONS = [
    fault("fits: what is found does not move",
          "s2sad/frontend/systems.py", _FITS,
          'return self._moving("scipy.optimize.minimize", function, x, (), node)', "return x"),
    fault("fits: what SciPy made of the residuals is constant",
          "s2sad/rules/scipy/optimize.py", _FITS,
          'general("rt.moves_as(x, y)", dz="dy", y="g")',
          'general("rt.moves_as(x, y)", dz="0.5 * dy", y="0.5 * g")'),
    fault("filters: an even kernel that is turned keeps its origin", "s2sad/runtime/filters.py",
          _AT, "turned = [-o - (n % 2 == 0)", "turned = [-o"),
    fault("filters: a kernel is moved against its origin", "s2sad/runtime/filters.py",
          _AT, "n + j - n // 2 - o", "n + j - n // 2 + o"),
    fault("distances: the pairs of a row are only those that it opens", "s2sad/runtime/pairs.py",
          "tests/rules/test_rules_at_points.py -k distance", "return square + square.T",
          "return square"),
    fault("distances: a correlation is not centered", "s2sad/rules/scipy/spatial.py",
          "tests/rules/test_rules_at_points.py -k distance",
          '("correlation", "rt.centered({})")', '("correlation", "{}")'),
    fault("edges: a slope is not smoothed across", "s2sad/analysis/kinds/edges.py",
          "tests/rules/test_scipy.py -k sobel",
          "found = found if k == axis else", "found = found if True else"),
    fault("fits: every loss is that of soft_l1",
          "s2sad/analysis/kinds/written_of_scipy.py", _FITS,
          'if loss == Const("cauchy"):', "if False:"),
    fault("fits: correlated errors are not told apart",
          "s2sad/analysis/kinds/written_of_scipy.py", _FITS,
          'return Apply("np.linalg.solve", (lower, gap))', "return gap"),
    fault("structure: a name that is None is an operand like any other",
          "s2sad/analysis/kinds/structure.py", "tests/arguments/test_none.py",
          'return NONE if kind == Other("none") else self.parts_of',
          "return self.parts_of"),
    fault("trapezoid: the axis of places is counted as that of samples",
          "s2sad/analysis/kinds/composites.py",
          "tests/rules/test_points_as_programs.py -k trapezoid",
          "axis = self.axis_of(along, self.rank(x))", "axis = 0"),
    fault("unbroadcast: an axis that grew is not summed back",
          "s2sad/rules/support.py", "tests/rules/test_unlike.py",
          'y="rt.unbroadcast(g, y)"', 'y="rt.broadcast_like(g, y)"'),
    fault("arguments: what is an exponent is told to be text", "s2sad/arguments.py",
          "tests/arguments/test_none.py -k exponent",
          "if fixed is not None:", "if False:"),
]  # fmt: skip
