"""Fourier transforms: along which axes, of which sizes."""

from __future__ import annotations

import numpy as np

from ...ir.kinds import Array, Kind, Size
from ...ir.nodes import Apply, Const
from .calls import Call, Undecided, kind_rule

ONE = ("fft", "ifft", "rfft", "irfft", "hfft", "ihfft")
TWO = ("fft2", "ifft2", "rfft2", "irfft2")
SEVERAL = ("fftn", "ifftn", "rfftn", "irfftn")
HALVES = ("rfft", "ihfft", "rfft2", "rfftn")
DOUBLES = ("irfft", "hfft", "irfft2", "irfftn")
_OF_ONE = ("scipy.fft.irfft2", "scipy.fft.irfftn")  # which return one number of one


@kind_rule(*(f"np.fft.{name}(a, n=None, axis=-1, norm=None)" for name in ONE),
           *(f"scipy.fft.{name}(x, n=None, axis=-1, norm=None)" for name in ONE))  # fmt: skip
def of_transform(call: Call) -> Kind:
    """A transform along one axis."""
    array = _operand(call)
    axis = call.axis(call.constant("axis"), array.ndim)
    given = call.size(call.kwargs["n"]) if call.has("n") else None
    return _transformed(call, array, {axis: given}, axis)


@kind_rule(*(f"np.fft.{name}(a, s=None, axes=(-2, -1), norm=None)" for name in TWO),
           *(f"np.fft.{name}(a, s=None, axes=None, norm=None)" for name in SEVERAL),
           *(f"scipy.fft.{name}(x, s=None, axes=(-2, -1), norm=None)" for name in TWO),
           *(f"scipy.fft.{name}(x, s=None, axes=None, norm=None)" for name in SEVERAL))
def of_transform_along_axes(call: Call) -> Kind:
    """A transform along several axes."""
    array = _operand(call)
    sizes = _sizes(call) if call.has("s") else None
    axes = call.axes("axes", array.ndim)
    if axes is None:
        count = array.ndim if sizes is None else len(sizes)
        axes = tuple(range(array.ndim - count, array.ndim))
    if not axes or sizes is not None and (len(sizes) != len(axes) or len(set(axes)) < len(axes)):
        raise Undecided("a transform of other sizes than axes")
    given: dict[int, Size | None] = dict.fromkeys(axes)
    for axis, size in zip(axes, sizes or ()):  # of which -1 is that of the operand
        given[axis] = array.shape[axis] if size is None else size
    return _transformed(call, array, given, axes[-1])


def _operand(call: Call) -> Array:
    """Return what is transformed: `a` is NumPy's word for it, `x` SciPy's."""
    return call.array("a" if call.op.startswith("np.") else "x")


def _sizes(call: Call) -> list[Size | None]:
    """Return the sizes that are asked for; None where one is -1, that of the operand."""
    given = call.kwargs["s"]
    if not isinstance(given, Apply) or given.op not in ("tuple", "list"):
        return [None if n == Size(-1) else n for n in call.shape("s")]
    return [None if item == Const(-1) else call.size(item) for item in given.args]


def _transformed(call: Call, array: Array, given: dict[int, Size | None], last: int) -> Kind:
    name = call.op.rpartition(".")[2]
    shape = list(array.shape)
    for axis, size in given.items():
        shape[axis] = array.shape[axis] if size is None else size
    if name in HALVES:
        shape[last] = call.sizes.quotient(shape[last], 2) + 1
    if name in DOUBLES and given[last] is None:
        shape[last] = (array.shape[last] - 1) * 2
        if call.op in _OF_ONE and call.sizes.same(array.shape[last], 1):
            shape[last] = Size(1)
    dtype = np.fft.fft(np.ones(1, array.dtype)).dtype
    if name in DOUBLES:
        dtype = dtype.type(0).real.dtype
    return Array(dtype.name, tuple(shape), "C" if len(shape) == 1 else "A")


@kind_rule("np.fft.fftshift(x, axes=None)", "np.fft.ifftshift(x, axes=None)",
           "scipy.fft.fftshift(x, axes=None)", "scipy.fft.ifftshift(x, axes=None)")  # fmt: skip
def of_shift(call: Call) -> Kind:
    """The same numbers in another order; a copy."""
    array = call.array("x")
    return Array(array.dtype, array.shape, "C" if array.ndim == 1 else "A")


@kind_rule("np.fft.fftfreq(n, d=1.0)", "np.fft.rfftfreq(n, d=1.0)",
           "scipy.fft.fftfreq(n, d=1.0)", "scipy.fft.rfftfreq(n, d=1.0)")  # fmt: skip
def of_frequencies(call: Call) -> Kind:
    """The frequencies of a transform."""
    size = call.size(call.kwargs["n"])
    half = call.op.endswith(".rfftfreq")
    return Array("float64", (call.sizes.quotient(size, 2) + 1 if half else size,))


@kind_rule("rt.resized(y, x)")
def of_resized(call: Call) -> Kind:
    """The numbers of y in the shape of x."""
    return Array(call.array("y").dtype, call.array("x").shape, "A")


@kind_rule(*(f"rt.{name}_back(y, x, n=None, axis=-1, norm=None)" for name in ONE[2:]),
           *(f"rt.{name}_back(y, x, s=None, axes=None, norm=None)" for name in SEVERAL[2:]))
def of_back(call: Call) -> Kind:
    """A transpose of a transform of real numbers, in the shape of x."""
    dtype = np.fft.fft(np.ones(1, call.array("y").dtype)).dtype
    if call.op in ("rt.rfft_back", "rt.ihfft_back", "rt.rfftn_back"):
        dtype = dtype.type(0).real.dtype
    return Array(dtype.name, call.array("x").shape, "A")
