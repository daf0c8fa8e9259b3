"""Faults in SciPy's functions that are written out, and in distributions with parameters."""

from tests.mutations.fault import fault

LIBRARIES = "tests/frontend/test_libraries.py"
OURS = ("s2sad/frontend/libraries.py", LIBRARIES)
STATS = ("s2sad/frontend/of_scipy/stats.py", LIBRARIES)

MUTATIONS = [
    fault("libraries: what is told and not followed is left out", *OURS,
          "or not {k for k, _ in told} <= known:", "or 0:"),
    fault("libraries: a call of constants is written out", *OURS,
          "if self._reads_names(node) else None", ""),
    fault("libraries: what is so by default is refused", *OURS,
          "if not _is_as_it_is(key, value)]", "]"),
    fault("distributions: the scale is forgotten", "s2sad/frontend/distributions.py", LIBRARIES,
          '"loc", *scale]', '"loc"]'),
    fault("distributions: one outside keeps only what is named", "s2sad/frontend/distributions.py",
          LIBRARIES, "{**dict(zip(names, owner.args)), **owner.kwds}", "owner.kwds"),
    fault("stats: the deviation of few counts as that of all", *STATS,
          "np.std(a, axis=axis, ddof=ddof, keepdims=keepdims) / np.sqrt(_count(a, axis))\n\n\n"
          "def variation", "np.std(a, axis=axis, keepdims=keepdims) / np.sqrt(_count(a, axis))"
          "\n\n\ndef variation"),
    fault("stats: a trimmed mean takes unsorted samples", *STATS,
          "np.moveaxis(np.sort(a, axis=axis), axis, 0)", "np.moveaxis(a, axis, 0)"),
    fault("math: the slope of lgamma is its value", "s2sad/rules/python.py",
          "tests/rules/test_rules_at_points.py", '"math.lgamma(x)", "scipy.special.psi(x) * dx"',
          '"math.lgamma(x)", "z * dx"'),
]
