"""A text as a program, checked against SciPy and differences: `special.sici(x)[0] * y`."""

import importlib
import itertools
import warnings

import numpy as np

from s2sad import check_grads, differentiate
from tests.programs.running import scope_of

COUNT = itertools.count()
PARTS = ("fft", "integrate", "interpolate", "linalg", "ndimage", "optimize", "signal", "special",
         "stats")  # fmt: skip


def function_of(text, names, **told):
    """Return `def f(names): return text`, with SciPy's modules by their names."""
    source = f"def f({', '.join(names)}):\n    return {text}\n"
    modules = {part: importlib.import_module(f"scipy.{part}") for part in PARTS}
    distance = importlib.import_module("scipy.spatial.distance")
    file = f"<scipy {text} {next(COUNT)}>"
    return scope_of(source, file, np=np, distance=distance, **modules, **told)["f"]


def check_text(text, values, order=2, **told):
    """Check the value of a text, both modes, and the second order."""
    f = function_of(text, values, **told)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        found, expected = differentiate(f)(*values.values()), f(*values.values())
        for a, b in zip(_parts(found), _parts(expected), strict=True):
            np.testing.assert_allclose(a, b, rtol=1e-11, atol=1e-13)
            assert np.shape(a) == np.shape(b)
        check_grads(f, *values.values(), order=order)


def _parts(value):
    return value if isinstance(value, (tuple, list)) else (value,)
