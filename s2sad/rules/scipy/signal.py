"""Signals and integrals of samples (`scipy.signal`, `scipy.integrate`): linear in the samples."""

from ..declare import general, linear, multilinear

_C = "scipy.signal.convolve"
_FULL = "rt.convolution_full(g, in1, in2, mode)"
for _call, _only in (
    ("convolve(in1, in2, mode='full', method='auto')", None),
    ("fftconvolve(in1, in2, mode='full', axes=None)", {"axes": (None,)}),
    ("oaconvolve(in1, in2, mode='full', axes=None)", {"axes": (None,)}),
    ("convolve2d(in1, in2, mode='full', boundary='fill', fillvalue=0)",
     {"boundary": ("fill",), "fillvalue": (0, 0.0)}),
):
    multilinear(
        f"scipy.signal.{_call}",
        in1=f"{_C}({_FULL}, np.flip(in2), mode='valid')",
        in2=f"{_C}({_FULL}, np.flip(in1), mode='valid')", only=_only,
    )  # fmt: skip
for _call, _only in (
    ("correlate(in1, in2, mode='full', method='auto')", None),
    ("correlate2d(in1, in2, mode='full', boundary='fill', fillvalue=0)",  # `same` is another part
     {"mode": ("full", "valid"), "boundary": ("fill",), "fillvalue": (0, 0.0)}),
):
    multilinear(
        f"scipy.signal.{_call}",
        in1=f"{_C}({_FULL}, in2, mode='valid')",
        in2=f"np.flip({_C}({_FULL}, np.flip(in1), mode='valid'))", only=_only, real=True,
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
    only={"zi": (None,)}, real=True, cited="product rule",
)  # fmt: skip
multilinear(
    "rt.lags(y, x, b, axis=-1)",
    y=f"{_FILTER}(g, np.ones(1), x, axis=axis)",
    x=f"np.flip({_FILTER}(g, np.ones(1), np.flip(y, axis=axis), axis=axis), axis=axis)", shape="b",
)  # fmt: skip

linear(
    "scipy.signal.sosfilt(sos, x, axis=-1, zi=None)",
    x="np.flip(scipy.signal.sosfilt(sos, np.flip(g, axis=axis), axis=axis), axis=axis)",
    only={"zi": (None,)}, real=True, constant="sos",
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
linear(
    "scipy.integrate.simpson(y, x=None, *, dx=1.0, axis=-1)",
    y="rt.simpson_back(scipy.integrate.simpson, g, y, x, dx, axis)", real=True, constant="x dx",
)  # fmt: skip
linear(
    "rt.simpson_back(step, g0, y, x=None, dx=1.0, axis=-1)",
    g0="scipy.integrate.simpson(g, x=x, dx=dx, axis=axis)", shape="y",
)  # fmt: skip

# Cosine transforms: orthonormal ones are inverses of their transposes; II and III are transposes
# of each other, but for a factor 2 at the first element.
for _f, _inverse in (("dct", "idct"), ("idct", "dct"), ("dst", "idst"), ("idst", "dst")):
    linear(
        f"scipy.fft.{_f}(x, type=2, n=None, axis=-1, norm=None)",
        x=f"scipy.fft.{_inverse}(g, type=type, axis=axis, norm='ortho')",
        only={"norm": ("ortho",), "n": (None,)}, real=True,
    )  # fmt: skip
for _type, _back in (
    (2, "scipy.fft.dct(rt.scale_first(g, 2.0, axis), type=3, axis=axis)"),
    (3, "rt.scale_first(scipy.fft.dct(g, axis=axis), 0.5, axis)"),
    (4, "scipy.fft.dct(g, type=4, axis=axis)"),
):
    linear(
        "scipy.fft.dct(x, type=2, n=None, axis=-1, norm=None)", x=_back,
        only={"norm": (None, "backward"), "n": (None,), "type": (_type,)}, real=True,
    )  # fmt: skip
for _type, _back in (
    (2, "rt.scale_first(scipy.fft.idct(g, type=3, axis=axis), 0.5, axis)"),
    (3, "scipy.fft.idct(rt.scale_first(g, 2.0, axis), axis=axis)"),
    (4, "scipy.fft.idct(g, type=4, axis=axis)"),
):
    linear(
        "scipy.fft.idct(x, type=2, n=None, axis=-1, norm=None)", x=_back,
        only={"norm": (None, "backward"), "n": (None,), "type": (_type,)}, real=True,
    )  # fmt: skip
linear("rt.scale_first(x, c, axis=-1)", x="rt.scale_first(g, c, axis)")
