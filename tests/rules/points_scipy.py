"""The points for the rules of SciPy's functions, collected; none where SciPy is not installed."""

from . import (  # noqa: F401
    points_scipy_fourier,
    points_scipy_images,
    points_scipy_linalg,
    points_scipy_signal,
    points_scipy_special,
    points_scipy_stats,
)
from .adding import HAS_SCIPY, SCIPY

POINTS_OF_SCIPY = SCIPY if HAS_SCIPY else []
