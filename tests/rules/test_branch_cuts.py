"""On a branch cut NumPy takes the side that the sign of a zero tells, and so do derivatives."""

import numpy as np
import pytest

import s2sad

from .programs_of_points import function_of

REAL = [2.5, 1.2, -1.7, 0.3]
CUTS = {
    "arccos": [complex(x, y) for x in REAL for y in (0.0, -0.0)],
    "arcsin": [complex(x, y) for x in REAL for y in (0.0, -0.0)],
    "arccosh": [complex(x, y) for x in REAL for y in (0.0, -0.0)],
    "arcsinh": [complex(y, x) for x in REAL for y in (0.0, -0.0)],
    "arctan": [complex(y, x) for x in REAL for y in (0.0, -0.0)],
    "arctanh": [complex(x, y) for x in REAL for y in (0.0, -0.0)],
    "sqrt": [complex(x, y) for x in REAL for y in (0.0, -0.0)],
    "log": [complex(x, y) for x in REAL for y in (0.0, -0.0)],
}  # fmt: skip


@pytest.mark.parametrize("name", CUTS)
@pytest.mark.parametrize("kind", [complex, np.array, np.complex128])
def test_the_slope_on_a_cut_is_that_along_it(name, kind):
    f, exact = function_of(f"np.{name}(x)", ["x"]), getattr(np, name)
    for x in CUTS[name]:
        h = 1e-6 * (1j if name in ("arcsinh", "arctan") else 1.0)
        ends = [complex(x.real + s.real, x.imag + s.imag) for s in (h, -h)]
        ends = [complex(np.copysign(e.real, x.real), np.copysign(e.imag, x.imag)) for e in ends]
        slope = (exact(ends[0]) - exact(ends[1])) / (2.0 * h)
        _, tangent = s2sad.jvp(f, (kind(x),), (kind(1.0 + 0.0j),))
        _, pullback = s2sad.vjp(f, kind(x))
        np.testing.assert_allclose(tangent, slope, rtol=1e-8)
        np.testing.assert_allclose(pullback(1.0)[0], slope, rtol=1e-8)
