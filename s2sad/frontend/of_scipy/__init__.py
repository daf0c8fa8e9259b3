"""Functions of SciPy's in terms of NumPy's, one file for each module: `scipy.stats` is `stats`.

A call of a function that stands in one of these files under its own name is replaced by its body.
They import SciPy, and are imported when a program calls it. What they read besides `a`, `b` and the
like they read as the run gives it; what may not be told is no parameter of theirs.
"""
