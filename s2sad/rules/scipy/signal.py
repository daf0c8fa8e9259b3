"""Signals and integrals of samples (`scipy.signal`, `scipy.integrate`): linear in the samples."""

from ..declare import general, linear, multilinear

_C = "scipy.signal.convolve"
_FULL = "rt.convolution_full(g, in1, in2, mode)"
for _call, _only in (
    ("convolve(in1, in2, mode='full', method='auto')", None),
    ("fftconvolve(in1, in2, mode='full', axes=None)", {"axes": (None,)}),
):
    multilinear(
        f"scipy.signal.{_call}",
        in1=f"{_C}({_FULL}, np.flip(in2), mode='valid')",
        in2=f"{_C}({_FULL}, np.flip(in1), mode='valid')", only=_only, real=True,
    )  # fmt: skip
multilinear(
    "scipy.signal.correlate(in1, in2, mode='full', method='auto')",
    in1=f"{_C}({_FULL}, in2, mode='valid')",
    in2=f"np.flip({_C}({_FULL}, np.flip(in1), mode='valid'))", real=True,
)  # fmt: skip
linear("rt.convolution_full(y, a, b, mode)", y="rt.convolution_part(g, a, b, mode)", shape="a b")
linear("rt.convolution_part(y, a, b, mode)", y="rt.convolution_full(g, a, b, mode)", shape="a b")

# a z = b x, where b and a stand for combinations of lags; w is g behind the filter 1 / a.
_FILTER = "scipy.signal.lfilter"
general(
    f"{_FILTER}(b, a, x, axis=-1, zi=None)",
    dz=f"{_FILTER}(db, a, x, axis=axis) - {_FILTER}(da, a, z, axis=axis)"
       f" + {_FILTER}(b, a, dx, axis=axis)",
    w=f"np.flip({_FILTER}(np.ones(1), a, np.flip(g, axis=axis), axis=axis), axis=axis)",
    b="rt.lags(w, x, b, axis)", a="-rt.lags(w, z, a, axis)",
    x=f"np.flip({_FILTER}(b, a, np.flip(g, axis=axis), axis=axis), axis=axis)",
    only={"zi": (None,)}, real=True,
)  # fmt: skip
multilinear(
    "rt.lags(y, x, b, axis=-1)",
    y=f"{_FILTER}(g, np.ones(1), x, axis=axis)",
    x=f"np.flip({_FILTER}(g, np.ones(1), np.flip(y, axis=axis), axis=axis), axis=axis)", shape="b",
)  # fmt: skip

_INTEGRAL = "scipy.integrate.trapezoid"
linear(
    f"{_INTEGRAL}(y, x=None, dx=1.0, axis=-1)",
    y="rt.trapezoid_back(g, y, x, dx, axis)", real=True, constant="x dx",
)  # fmt: skip
linear(
    "rt.trapezoid_back(g0, y, x=None, dx=1.0, axis=-1)",
    g0=f"{_INTEGRAL}(g, x=x, dx=dx, axis=axis)", shape="y",
)  # fmt: skip
linear(
    "scipy.integrate.cumulative_trapezoid(y, x=None, dx=1.0, axis=-1, initial=None)",
    y="rt.cumulative_back(g, y, x, dx, axis, initial)",
    only={"initial": (None, 0, 0.0)}, real=True, constant="x dx",
)  # fmt: skip
linear(
    "rt.cumulative_back(g0, y, x=None, dx=1.0, axis=-1, initial=None)",
    g0="scipy.integrate.cumulative_trapezoid(g, x=x, dx=dx, axis=axis, initial=initial)", shape="y",
)  # fmt: skip
