"""Points for the rules of `scipy.signal` and of the integrals of samples."""

import numpy as np

from .adding import add, r, signed

for _a, _b in (
    (signed(5), signed(3)), (signed(3), signed(5)), (signed(4), signed(4)), (signed(6), signed(3)),
    (signed(4, 5), signed(2, 3)), (signed(1), signed(4)),
):  # fmt: skip
    for _f in ("convolve", "fftconvolve", "correlate"):
        for _rest in ("", ", mode='same'", ", 'valid'", ", mode='full'"):
            add(f"signal.{_f}(a, b{_rest})", a=_a, b=_b)
    add("signal.convolve(a, b, method='direct')", a=_a, b=_b)
    for _mode in ("same", "valid", "full"):
        _full = np.add(_a.shape, _b.shape) - 1
        add(f"rt.convolution_part(y, a, b, '{_mode}')", y=signed(*_full),
            a=np.zeros(_a.shape, int), b=np.zeros(_b.shape, int))  # fmt: skip
add("rt.convolution_full(y, a, b, 'same')", y=signed(4), a=np.zeros(4, int), b=np.zeros(3, int))
for _x, _rest in ((signed(6), ""), (signed(2, 5), ""), (signed(5, 2), ", axis=0")):
    add(f"signal.lfilter(b, a, x{_rest})", b=r(3), a=np.array([1.3, 0.2, 0.1]), x=_x)
    add(f"rt.lags(y, x, b{_rest.replace('axis=', '')})", y=signed(*_x.shape), x=_x,
        b=np.zeros(3, int))  # fmt: skip
for _a, _b in ((signed(4, 5), signed(2, 3)), (signed(3, 3), signed(4, 4))):
    for _rest in ("", ", 'valid'"):
        add(f"signal.correlate2d(a, b{_rest})", a=_a, b=_b)
_sos = np.array([[0.3, 0.2, 0.1, 1.0, -0.4, 0.2], [0.5, 0.1, 0.0, 1.0, 0.3, 0.0]])
for _x, _rest in ((signed(6), ""), (signed(5, 2), ", axis=0")):
    add(f"signal.sosfilt({_sos.tolist()}, x{_rest})", x=_x)
_t = np.array([0, 1, 4, 6])
_t2 = np.array([[0, 1, 4, 6], [1, 2, 3, 5]])
for _y, _rest in (
    (signed(4), ""), (signed(4), ", dx=0.3"), (signed(4), ", x=t"), (signed(3, 4), ", t"),
    (signed(4, 2), ", t, axis=0"), (signed(2, 4), ", None, 0.5, 1"), (signed(2, 3), ", axis=0"),
    (signed(2, 4), ", t2"),
):  # fmt: skip
    add(f"integrate.trapezoid(y{_rest})", y=_y, t=_t, t2=_t2)
    add(f"integrate.cumulative_trapezoid(y{_rest})", y=_y, t=_t, t2=_t2)
    if "None" not in _rest and "t" not in _rest:
        add(f"integrate.simpson(y{_rest})", y=_y, t=_t, t2=_t2)
    if "None" not in _rest:
        add(f"integrate.cumulative_trapezoid(y{_rest}, initial=0)", y=_y, t=_t, t2=_t2)
_g, _y = signed(2), np.zeros((2, 4), int)
add("rt.trapezoid_back(g0, y, t)", g0=_g, y=_y, t=_t)
add("rt.cumulative_back(g0, y, t)", g0=signed(2, 3), y=_y, t=_t, t2=_t2)
add("rt.cumulative_back(g0, y, t, 1.0, -1, 0)", g0=signed(2, 4), y=_y, t=_t, t2=_t2)

for _f in ("dct", "idct", "dst", "idst"):
    for _x, _rest in (
        (signed(5), ", norm='ortho'"), (signed(4), ", 3, norm='ortho'"),
        (signed(3, 4), ", axis=0, norm='ortho'"), (signed(4), ", type=4, norm='ortho'"),
    ):  # fmt: skip
        add(f"fft.{_f}(x{_rest})", x=_x)
for _f in ("dct", "idct", "dst", "idst"):
    for _x, _rest in ((signed(5), ""), (signed(4), ", 3"), (signed(4, 2), ", 2, axis=0"),
                      (signed(4), ", type=4"), (signed(2), ", norm='backward'"),
                      (signed(4), ", 3, norm='forward'"), (signed(2, 3), ", norm='forward'"),
                      (signed(1), "")):  # fmt: skip
        add(f"fft.{_f}(x{_rest})", x=_x)
    if _f.endswith("dst"):
        add(f"fft.{_f}(x, 1)", x=signed(4))
        add(f"fft.{_f}(x, 1, axis=0, norm='forward')", x=signed(4, 2))
add("rt.scale_first(x, 2.0, 0)", x=signed(3, 2))
for _f, _a, _b in (("correlate", (5,), (3,)), ("correlate", (2,), (4,)),
                   ("correlate2d", (4, 3), (2, 2))):  # fmt: skip
    _a, _b = signed(*_a) + 1j * signed(*_a), signed(*_b) + 1j * signed(*_b)
    for _rest in ("", ", 'valid'"):
        add(f"signal.{_f}(a, b{_rest})", a=_a, b=_b)
        add(f"signal.{_f}(a, b{_rest})", a=_a.real, b=_b)
