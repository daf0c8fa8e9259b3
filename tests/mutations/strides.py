"""Faults in what is known of stores from cells of the same array."""

from tests.mutations.fault import fault

STRIDES = "s2sad/transform/strides.py", "tests/transform/test_strides.py"

MUTATIONS = [
    fault("strides: lines of one axis are in step", *STRIDES,
          "return step == by or step * by < 0", "return True"),
    fault("strides: a row is in step with a column", *STRIDES,
          "return crossed and (step, start) == (by, begin) and len(here.fixed) == 1",
          "return True"),
    fault("strides: last axes are in step whatever their steps", *STRIDES,
          "self.is_last(there) and here.axes[0][1] == there.axes[0][1]:",
          "self.is_last(there):"),
    fault("strides: the tangent is not asked", "s2sad/transform/tangent.py",
          "tests/transform/test_strides.py",
          "    check_strides(program, kinds, sizes, store, varied)\n", ""),
]
