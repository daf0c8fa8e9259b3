"""How points for SciPy's functions are added: `special.erf(x)` is `scipy.special.erf(x)`."""

import importlib.util
import re

import numpy as np

from s2sad.rules import object_of

_rng = np.random.default_rng(11)
HAS_SCIPY = importlib.util.find_spec("scipy") is not None
MODULES = "special stats linalg signal fft integrate optimize spatial ndimage"


def r(*shape, low=0.15, high=0.85):
    """Return random numbers in (low, high): a float, or an array."""
    return _rng.uniform(low, high, shape) if shape else float(_rng.uniform(low, high))


def signed(*shape):
    return r(*shape, low=-1.5, high=1.5)


PAIRS = [
    (r(), r()), (r(4), r(4)), (r(3, 4), r(3, 4)), (r(3, 4), r(4)), (r(), r(3)), (r(3, 1), r(1, 4)),
    (r(3, 1), r()), (r(0), r(0)), (np.float64(0.3), r(2)),
]  # fmt: skip
NUMBERS = [r(), r(4), r(2, 3), r(3, 1), r(0), np.float64(0.4), np.array(0.4)]
SCIPY = []


def add(text, **values):
    """Add a point, unless this SciPy is older than the function."""
    if all(object_of(name) for name in re.findall(r"scipy[.\w]+(?=\()", spelled(text))):
        SCIPY.append((spelled(text), values))


def spelled(text):
    """Return a call with the full names of SciPy's functions."""
    return re.sub(rf"\b({MODULES.replace(' ', '|')})\.", r"scipy.\1.", text)
