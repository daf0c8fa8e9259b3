"""Faults in what is written out of SciPy, in tails of distributions, and in changes at places."""

from tests.mutations.fault import fault

WRITTEN = "tests/frontend/test_written_out.py"
FILTERS = ("s2sad/frontend/of_scipy/filters.py", WRITTEN)
SPECTRA = ("s2sad/frontend/of_scipy/spectra.py", WRITTEN)
TAILS = ("s2sad/runtime/tails.py", "tests/runtime/test_tails.py")
NUMPY = ("s2sad/frontend/numpy_functions.py", "tests/frontend/test_changed_at.py")

MUTATIONS = [
    fault("filters: a state is forgotten at the end", *FILTERS,
          "ahead[..., n:] - behind[..., n:] + left", "ahead[..., n:] - behind[..., n:]"),
    fault("filters: a state comes out as it went in", *FILTERS,
          "signal.lfilter(np.ones(1), a, pending[..., :n])", "pending[..., :n]"),
    fault("spectra: a frequency without a negative one counts twice", *SPECTRA,
          "(k == 0) | (2 * k == nfft)", "k == 0"),
    fault("neighbours: a dilation is not turned round", "s2sad/runtime/filters.py", WRITTEN,
          "return np.flip(kept), ", "return kept, "),
    fault("integrals: the last width is that of the parabola ahead",
          "s2sad/frontend/of_scipy/integrate.py", WRITTEN,
          "np.concatenate((forth, back[..., -1:])", "np.concatenate((forth, forth[..., -1:])"),
    fault("libraries: what a rule does not know is not written out",
          "s2sad/frontend/libraries.py", WRITTEN,
          'written_for(object_of(op)) if op.startswith("scipy.") else []', "[]"),
    fault("tails: beyond the turning point the integral has the other sign", *TAILS,
          "np.where(turn, mass, -mass)", "mass"),
    fault("tails: a power over many decades is sampled evenly", *TAILS,
          "rate = np.log1p(length / _UNITS)", "rate = np.log1p(1e-6 * length / _UNITS)"),
    fault("tails: small operands have no series", *TAILS, "small = x < _SMALL", "small = x < 0.0"),
    fault("changes: a place that comes again is read once", *NUMPY,
          "hits = np.flatnonzero(turns == k)\n            places",
          "hits = np.flatnonzero(turns >= k)\n            places"),
    fault("changes: a cell has two numbers, counted from both ends", *NUMPY,
          "rt.turns(i % n * m + j % m, n * m)", "rt.turns(i % n * m + j, n * m)"),
    fault("changes: a mask is places", *NUMPY,
          "elif np.asarray(indices).dtype == bool:", "elif False:"),
    fault("dtypes: x.dtype is a class", "s2sad/analysis/kinds/methods.py",
          "tests/analysis/test_dtypes_in_tests.py",
          'return Apply("np.dtype", (dtype_of(kind),))', "return dtype_of(kind)"),
    fault("simpson: its width stands still where it is transposed",
          "s2sad/rules/scipy/signal.py", "tests/rules/test_integrals_of_samples.py",
          'dz="rt.simpson_back(step, dg0, y, x, dx, axis) + z / dx * ddx"',
          'dz="rt.simpson_back(step, dg0, y, x, dx, axis) + 0.0 * z * ddx"'),
    fault("pencils: vectors keep their length by another matrix", "s2sad/rules/scipy/control.py",
          "tests/rules/test_control_of_scipy.py",
          'q="r * d[0] + 0.5 * rt.only_diagonal(rt.t(d[1]) @ g)"', 'q="r * d[0]"'),
]
