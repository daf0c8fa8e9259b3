"""The kinds of SciPy's functions that do not act on each element alone."""

from __future__ import annotations

from ...ir.kinds import Array, Kind, Scalar
from .calls import Call, Undecided, kind_rule
from .elementwise import broadcast
from .reductions import reduced


def floating(*arrays: Array) -> str:
    """Return the dtype of a computation on arrays: float32 only if all of them are."""
    dtypes = {array.dtype for array in arrays}
    if not all(d.startswith(("float", "int", "uint", "bool")) for d in dtypes):
        raise Undecided("a computation on complex arrays")
    return "float32" if dtypes == {"float32"} else "float64"


def contiguous(array: Array) -> str:
    """Return the order of a result that is laid out as its operand is, or by itself."""
    return "C" if array.ndim <= 1 else "A"


@kind_rule("scipy.special.softmax(x, axis=None)", "scipy.special.log_softmax(x, axis=None)",
           "rt.exp_shares(x, y, axis=None, keepdims=False)")  # fmt: skip
def of_softmax(call: Call) -> Kind:
    """Shares, or their logarithms, of the shape of x."""
    array = call.array("x")
    dtype = floating(array)
    return Array(dtype, array.shape, contiguous(array)) if array.ndim else Scalar(dtype, True)


@kind_rule("scipy.special.logsumexp(a, axis=None, b=None, keepdims=False, return_sign=False)")
def of_logsumexp(call: Call) -> Kind:
    """The logarithm of a sum over all axes, or over those given."""
    if call.constant("return_sign"):
        raise Undecided("scipy.special.logsumexp with return_sign=")
    arrays = [call.array(name) for name in ("a", "b") if call.has(name)]
    dtype = floating(*arrays)
    whole = Array(dtype, broadcast([array.shape for array in arrays], call.sizes), "A")
    return reduced(call, whole, dtype)
