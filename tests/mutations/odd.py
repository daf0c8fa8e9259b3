"""Faults in what is done with shapes and dtypes that few programs have."""

from tests.mutations.fault import fault

_TEST = "tests/rules/test_odd_shapes.py"

MUTATIONS = [
    fault(
        "odd: rows of one element are numbers",
        "s2sad/rules/python.py", _TEST,
        'np.arange(len(x)) == {_FIRST})", "x")',
        'np.arange(len(x)) == {_FIRST})", "")',
    ),
    fault(
        "odd: truth values differ by a truth value",
        "s2sad/runtime/polynomial.py", _TEST,
        "np.diff(1.0 * y)",
        "np.diff(y)",
    ),
    fault(
        "odd: a number of Python's among choices is rounded",
        "s2sad/analysis/kinds/composites.py", _TEST,
        'if "float32" not in dtypes or',
        "if True or",
    ),
    fault(
        "odd: the slopes of integers are integers",
        "s2sad/runtime/differences.py", _TEST,
        'return lanes if lanes.dtype.kind in "fc" else lanes.astype(float)',
        "return lanes",
    ),
    fault(
        "odd: outside of a support there is nan",
        "s2sad/rules/scipy/location_scale.py", "tests/rules/test_densities_at_edges.py",
        "if outside and _UNSAFE.search(bare):",
        "if False and _UNSAFE.search(bare):",
    ),
    fault(
        "odd: many bases are one",
        "s2sad/analysis/kinds/limits.py", _TEST,
        'if as_array(self.kind(given.get("base", Const(10.0))), self.sizes).ndim:',
        "if False:",
    ),
    fault(
        "odd: an image of integers has a slope",
        "s2sad/analysis/kinds/of_scipy.py", _TEST,
        "return Array(image.dtype, places",
        'return Array("float64", places',
    ),
]
