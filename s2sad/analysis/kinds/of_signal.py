"""The kinds of SciPy's convolutions, filters and integrals of samples."""

from __future__ import annotations

from ...ir.frozen import replace
from ...ir.kinds import Array, Kind, Scalar, Size
from .calls import Call, Undecided, kind_rule
from .of_scipy import floating, inexact

_BY_FFT = ("scipy.signal.fftconvolve", "scipy.signal.oaconvolve")


@kind_rule(
    "scipy.signal.convolve(in1, in2, mode='full', method='auto')",
    "scipy.signal.correlate(in1, in2, mode='full', method='auto')",
    "scipy.signal.fftconvolve(in1, in2, mode='full', axes=None)",
    "scipy.signal.oaconvolve(in1, in2, mode='full', axes=None)",
    "scipy.signal.convolve2d(in1, in2, mode='full', boundary='fill', fillvalue=0)",
    "scipy.signal.correlate2d(in1, in2, mode='full', boundary='fill', fillvalue=0)",
)
def of_convolution(call: Call) -> Kind:
    """A sum of products, of the size that the mode says."""
    a, b = call.array("in1"), call.array("in2")
    if not a.ndim or a.ndim != b.ndim:
        raise Undecided("a convolution of arrays of different ranks")
    mode = call.constant("mode")
    if call.op in _BY_FFT and any(call.sizes.same(n, 0) for n in (*a.shape, *b.shape)):
        raise Undecided("a convolution with nothing")  # which is nothing in every mode
    return _array(inexact(a, b), [_size(call, n, m, mode) for n, m in zip(a.shape, b.shape)])


def _size(call: Call, n: Size, m: Size, mode: str) -> Size:
    if mode == "same":
        return n
    if mode == "full":
        return n + m - 1
    longer = call.sizes.at_most(m, n)
    if longer is None:
        return call.sizes.fresh()
    return n - m + 1 if longer else m - n + 1


@kind_rule("rt.convolution_full(y, a, b, mode)", "rt.convolution_part(y, a, b, mode)")
def of_convolution_part(call: Call) -> Kind:
    """A full convolution, or what a mode keeps of it."""
    a, b = call.array("a"), call.array("b")
    mode = "full" if call.op == "rt.convolution_full" else call.constant("mode")
    sizes = [_size(call, n, m, mode) for n, m in zip(a.shape, b.shape)]
    return _array(call.array("y").dtype, sizes)


def _array(dtype: str, sizes: list[Size]) -> Array:
    return Array(dtype, tuple(sizes), "C" if len(sizes) == 1 else "A")


@kind_rule("scipy.signal.lfilter(b, a, x, axis=-1, zi=None)")
def of_filter(call: Call) -> Kind:
    """Of the shape of x."""
    x = call.array("x")
    return _array(floating(call.array("b"), call.array("a"), x), list(x.shape))


@kind_rule("scipy.signal.sosfilt(sos, x, axis=-1, zi=None)")
def of_cascade(call: Call) -> Kind:
    """Of the shape of x."""
    x = call.array("x")
    if x.dtype not in ("float64", "int64"):
        raise Undecided("a filter of single or complex numbers")
    return _array("float64", list(x.shape))


@kind_rule("rt.lags(y, x, b, axis=-1)")
def of_lags(call: Call) -> Kind:
    """A number for each element of b."""
    return _array(floating(call.array("y"), call.array("x")), list(call.array("b").shape))


@kind_rule("rt.trapezoid_back(g0, y, x=None, dx=1.0, axis=-1)",
           "rt.simpson_back(step, g0, y, x=None, dx=1.0, axis=-1)",
           "rt.cumulative_back(g0, y, x=None, dx=1.0, axis=-1, initial=None)")  # fmt: skip
def of_samples(call: Call) -> Kind:
    """Of the shape of y."""
    return _array("float64", list(call.array("y").shape))


@kind_rule("scipy.integrate.trapezoid(y, x=None, dx=1.0, axis=-1)",
           "scipy.integrate.simpson(y, x=None, dx=1.0, axis=-1)")  # fmt: skip
def of_trapezoid(call: Call) -> Kind:
    """The integral along an axis."""
    y, axis = _samples(call)
    shape = [*y.shape[:axis], *y.shape[axis + 1 :]]
    return _array(y.dtype, shape) if shape else Scalar(y.dtype, True)


@kind_rule("scipy.integrate.cumulative_trapezoid(y, x=None, dx=1.0, axis=-1, initial=None)")
def of_cumulative(call: Call) -> Kind:
    """The integrals up to each sample, with or without that up to the first."""
    y, axis = _samples(call)
    shape = list(y.shape)
    shape[axis] = shape[axis] - (not call.has("initial"))
    return _array(y.dtype, shape)


def _samples(call: Call) -> tuple[Array, int]:
    """Return the samples and the axis of an integral, in float64 as its widths are."""
    y = call.array("y")
    if floating(y) == "float32":
        raise Undecided("an integral of float32, of which the widths decide the dtype")
    return Array("float64", y.shape), call.axis(call.constant("axis"), y.ndim)


@kind_rule(
    *(f"scipy.fft.{name}(x, type=2, n=None, axis=-1, norm=None)"
      for name in ("dct", "idct", "dst", "idst")),
    "rt.scale_first(x, c, axis=-1)",
)  # fmt: skip
def of_cosine(call: Call) -> Kind:
    """Of the shape of x."""
    if call.has("n"):
        raise Undecided("a transform of another length")
    x = call.array("x")
    return _array(floating(x), list(x.shape))


@kind_rule("scipy.ndimage.gaussian_filter1d(input, sigma, axis=-1, order=0, mode='reflect',"
           " truncate=4.0)", "scipy.ndimage.uniform_filter1d(input, size, axis=-1, mode='reflect')")
def of_blur(call: Call) -> Kind:
    """An image of the shape and dtype of another."""
    return _array(call.array("input").dtype, list(call.array("input").shape))


@kind_rule("rt.gaussian_back(step, y, sigma, axis=-1, order=0, mode='reflect', truncate=4.0)",
           "rt.uniform_back(step, y, size, axis=-1, mode='reflect')")  # fmt: skip
def of_blur_back(call: Call) -> Kind:
    """Of the shape of y."""
    return _array(call.array("y").dtype, list(call.array("y").shape))


_MARGINS = "output=None, mode='reflect', cval=0.0, origin=0"


@kind_rule(*(f"scipy.ndimage.{name}(input, weights, {_MARGINS})"
             for name in ("correlate", "convolve")),
           *(f"scipy.ndimage.{name}1d(input, weights, axis=-1, {_MARGINS})"
             for name in ("correlate", "convolve")))  # fmt: skip
def of_kernel(call: Call) -> Kind:
    """An image of the shape and dtype of another."""
    if call.has("output"):
        raise Undecided("an image that is written elsewhere")
    return _array(call.array("input").dtype, list(call.array("input").shape))


@kind_rule("rt.image_back(step, y, weights, mode='reflect', origin=0, axis=None)",
           "rt.turned_image_back(step, y, weights, mode='reflect', origin=0, axis=None)")
def of_image_back(call: Call) -> Kind:
    """Of the shape of y."""
    return _array(call.array("y").dtype, list(call.array("y").shape))


@kind_rule("rt.kernel_back(y, x, weights, mode='reflect', cval=0.0, origin=0, axis=None)",
           "rt.turned_kernel_back(y, x, weights, mode='reflect', cval=0.0, origin=0, axis=None)")
def of_kernel_back(call: Call) -> Kind:
    """Of the shape of the weights."""
    found = _array(floating(call.array("y"), call.array("x")), list(call.array("weights").shape))
    return replace(found, order="A") if call.op == "rt.turned_kernel_back" else found
