"""Faults in heaps, and in tuples of lists that are compared."""

from tests.mutations.fault import fault

HEAPS, COLUMNS = "s2sad/frontend/of_scipy/heaps.py", "s2sad/transform/columns.py"
TESTS = "tests/frontend/test_heaps.py"

MUTATIONS = [
    fault("heaps: of equal items the right one rises", HEAPS, TESTS,
          "if not child < other:", "if other < child:"),
    fault("heaps: an item sinks no further than it has to", HEAPS, TESTS,
          "    _rise(heap, start, place)\n", "    pass\n"),
    fault("heaps: what is pushed onto an equal one is taken", HEAPS, TESTS,
          "if least < item:", "if not item < least:"),
    fault("columns: tuples are compared by their first parts", COLUMNS, TESTS,
          "for k, item in enumerate(kind.items)\n        ]))",
          "for k, item in enumerate(kind.items[:1])\n        ]))"),
]  # fmt: skip
