"""Faults in what NumPy and SciPy do with unlike operands, None, searches and filters."""

from tests.mutations.fault import fault

MUTATIONS = [
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
