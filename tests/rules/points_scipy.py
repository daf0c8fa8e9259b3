"""The points for the rules of SciPy's functions, collected; none where SciPy is not installed."""

from . import points_scipy_special, points_scipy_stats  # noqa: F401
from .adding import HAS_SCIPY, SCIPY

POINTS_OF_SCIPY = SCIPY if HAS_SCIPY else []
