"""Faults in SciPy's functions that are written out, and in distributions with parameters."""

from tests.mutations.fault import fault

LIBRARIES = "tests/frontend/test_libraries.py"
OURS = ("s2sad/frontend/libraries.py", LIBRARIES)
SIGNALS = "tests/frontend/test_libraries_of_signals.py"
SIGNAL = ("s2sad/frontend/of_scipy/signal.py", SIGNALS)
STATS = ("s2sad/frontend/of_scipy/stats.py", LIBRARIES)

MUTATIONS = [
    fault("libraries: what is told and not followed is left out", *OURS,
          "or not {k for k, _ in told} <= known:", "or 0:"),
    fault("libraries: a call of constants is written out", *OURS,
          "if is_called or self._reads_names(node) else None", ""),
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
    fault("signals: the ends of a window are those of the next", *SIGNAL,
          "@ rows[half + 1 :].T", "@ rows[half:-1].T"),
    fault("signals: a signal begins with nothing", *SIGNAL,
          "x - first) + np.sum(b) / np.sum(a) * first", "x)"),
    fault("signals: the last frequency counts twice", *SIGNAL, "last = 2.0 if num < n else 0.5",
          "last = 1.0"),
    fault("signals: a cascade is transposed in its own direction", "s2sad/rules/scipy/signal.py",
          "tests/rules/test_rules_at_points.py",
          "np.flip(scipy.signal.sosfilt(sos, np.flip(g, axis=axis), axis=axis), axis=axis)",
          "scipy.signal.sosfilt(sos, g, axis=axis)"),
    fault("images: one is moved the other way", "s2sad/frontend/of_scipy/ndimage.py", SIGNALS,
          "np.negative(shift)", "np.positive(shift)"),
    fault("nodes: trapezoids are not extrapolated", "s2sad/runtime/nodes.py", SIGNALS,
          "fine + (fine - rough) / (4**k - 1)", "fine"),
    fault("polar: a factor turns in its own plane only", "s2sad/rules/scipy/spectral.py",
          "tests/rules/test_factors_of_scipy.py", "(y - rt.t(y)) + {_AWAY.format('g')}",
          "(y - rt.t(y))"),
    fault("signm: a sign is that of another matrix", "s2sad/rules/scipy/spectral.py",
          "tests/rules/test_rules_at_points.py", "w - rt.t(z) @ w @ rt.t(z)", "w"),
    fault("math: the slope of lgamma is its value", "s2sad/rules/python.py",
          "tests/rules/test_rules_at_points.py", '"math.lgamma(x)", "scipy.special.psi(x) * dx"',
          '"math.lgamma(x)", "z * dx"'),
]
