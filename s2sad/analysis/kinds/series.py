"""The kinds of `np.polynomial`: values of series, their derivatives, and their matrices."""

from __future__ import annotations

import numpy as np

from ...ir.kinds import Array, Kind, Scalar, Size
from .calls import Call, Undecided, kind_rule
from .elementwise import elementwise

_FAMILIES = (
    ("polynomial", "poly"), ("chebyshev", "cheb"), ("legendre", "leg"), ("laguerre", "lag"),
    ("hermite", "herm"), ("hermite_e", "herme"),
)  # fmt: skip


def _all(call: str) -> list[str]:
    """Return the signatures of one function in all families."""
    return [f"np.polynomial.{module}.{short}{call}" for module, short in _FAMILIES]


@kind_rule(*_all("val(x, c)"))
def of_value(call: Call) -> Kind:
    """A value for each x."""
    c = _vector(call)
    found = elementwise(call, [call["x"], Scalar(c.dtype, True)], "np.multiply")
    return Array(found.dtype, found.shape, "A") if isinstance(found, Array) else found


@kind_rule(*_all("der(c, m=1)"), *_all("int(c, m=1)"), "rt.series_der(c, name, m=1)",
           "rt.series_int(c, name, m=1)")  # fmt: skip
def of_coefficients(call: Call) -> Kind:
    """Coefficients, fewer or more of them; of derivatives one at least."""
    c, m = _vector(call), call.constant("m")
    if call.op.endswith("int"):
        return Array(_wide(c.dtype), (c.shape[0] + m,))
    enough = call.sizes.at_most(m + 1, c.shape[0])
    return Array(_wide(c.dtype), (c.shape[0] - m if enough else call.sizes.fresh(),))


@kind_rule("rt.series_der_back(y, c, name, m=1)", "rt.series_int_back(y, c, name, m=1)")
def of_back(call: Call) -> Kind:
    """As many numbers as there are coefficients."""
    return Array(call.array("y").dtype, _vector(call).shape)


@kind_rule(*_all("vander(x, deg)"), "rt.series_slopes(x, deg, name, n)")
def of_matrix(call: Call) -> Kind:
    """A row for each x."""
    x, degree = call.array("x"), call.size(call.kwargs["deg"])
    shape = x.shape if x.ndim else (Size(1),)
    return Array(_wide(x.dtype), (*shape, degree + 1), "A")


@kind_rule("np.polynomial.polynomial.polyfit(x, y, deg)")
def of_fit(call: Call) -> Kind:
    """Coefficients of each degree."""
    x, y = call.array("x"), call.array("y")
    dtype = np.result_type(_wide(x.dtype), _wide(y.dtype)).name
    return Array(dtype, (call.size(call.kwargs["deg"]) + 1, *y.shape[1:]), "A")


def _vector(call: Call) -> Array:
    c = call.array("c")
    if c.ndim != 1:
        raise Undecided("a series of coefficients that are no vector")
    return c


def _wide(dtype: str) -> str:
    return dtype if dtype.startswith(("float", "complex")) else "float64"
