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
    _f = f"scipy.signal.{_call.partition('(')[0]}"
    general(  # the conjugate of in2 is what counts
        f"scipy.signal.{_call}",
        dz=f"{_f}(din1, in2, mode=mode) + {_f}(in1, din2, mode=mode)",
        in1=f"{_C}({_FULL}, np.conj(in2), mode='valid')",
        in2=f"np.conj(np.flip({_C}({_FULL}, np.flip(in1), mode='valid')))",
        only=_only, complex=True, cited="product rule",
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
general(
    "scipy.integrate.simpson(y, x=None, *, dx=1.0, axis=-1)",
    dz="scipy.integrate.simpson(dy, dx=dx, axis=axis) + z / dx * ddx",
    y="rt.simpson_back(scipy.integrate.simpson, g, y, x, dx, axis)", dx="z / dx * g",
    only={"x": (None,)}, real=True, note="with places: written out",
    cited="transpose of a linear map",
)  # fmt: skip
general(
    "rt.simpson_back(step, g0, y, x=None, dx=1.0, axis=-1)",
    dz="rt.simpson_back(step, dg0, y, x, dx, axis) + z / dx * ddx",
    g0="scipy.integrate.simpson(g, dx=dx, axis=axis)", dx="z / dx * g", shape="y",
    only={"x": (None,)}, cited="transpose of a linear map",
)  # fmt: skip

# Cosine transforms: orthonormal ones are inverses of their transposes; II and III are transposes
# of each other, but for a factor 2 at the first element; of sines at the last one.
for _f, _inverse in (("dct", "idct"), ("idct", "dct"), ("dst", "idst"), ("idst", "dst")):
    linear(
        f"scipy.fft.{_f}(x, type=2, n=None, axis=-1, norm=None)",
        x=f"scipy.fft.{_inverse}(g, type=type, axis=axis, norm='ortho')",
        only={"norm": ("ortho",), "n": (None,)}, real=True,
    )  # fmt: skip
_EVEN = "rt.scale_first({}, {}, axis)"
_ODD = "np.flip(rt.scale_first(np.flip({}, axis=axis), {}, axis), axis=axis)"
for _name, _scaled in (("dct", _EVEN), ("dst", _ODD)):
    for _f, _falls, _rises in ((f"scipy.fft.{_name}", 2, 3), (f"scipy.fft.i{_name}", 3, 2)):
        for _type, _back in (
            (_falls, f"{_f}({_scaled.format('g', 2.0)}, type={_rises}, axis=axis, norm=norm)"),
            (_rises, _scaled.format(f"{_f}(g, type={_falls}, axis=axis, norm=norm)", 0.5)),
            (4, f"{_f}(g, type=4, axis=axis, norm=norm)"),
        ):
            linear(
                f"{_f}(x, type=2, n=None, axis=-1, norm=None)", x=_back,
                only={"norm": (None, "backward", "forward"), "n": (None,), "type": (_type,)},
                real=True,
            )  # fmt: skip
for _f in ("scipy.fft.dst", "scipy.fft.idst"):
    linear(
        f"{_f}(x, type=2, n=None, axis=-1, norm=None)",
        x=f"{_f}(g, type=1, axis=axis, norm=norm)",
        only={"norm": (None, "backward", "forward"), "n": (None,), "type": (1,)}, real=True,
    )  # fmt: skip
linear("rt.scale_first(x, c, axis=-1)", x="rt.scale_first(g, c, axis)")
