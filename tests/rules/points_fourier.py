"""Points of Fourier transforms."""

import numpy as np

from .points_complex import c, r

POINTS = []


def add(text, **values):
    POINTS.append((text, values))


_NORMS = ("", ", norm='ortho'", ", norm='forward'", ", norm='backward'")
for _f in ("fft", "ifft", "irfft", "hfft", "rfft", "ihfft"):
    number = r if _f in ("rfft", "ihfft") else c
    for _x, _rest in (
        (number(5), ""), (number(6), ""), (number(6), ", 4"), (number(5), ", n=8"),
        (number(5), ", 7"), (number(3, 4), ""), (number(3, 5), ", axis=0"),
        (number(3, 4), ", 5, 0"),
        (number(2, 3, 4), ", axis=-2"), (number(2, 1), ""), (number(0, 3), ""),
        (number(4, 6)[::2, ::-1], ""),
    ):  # fmt: skip
        if not (_f in ("irfft", "hfft") and np.shape(_x)[-1] == 1):
            add(f"np.fft.{_f}(x{_rest})", x=_x)
    for _norm in _NORMS[1:]:
        add(f"np.fft.{_f}(x{_norm})", x=number(5))
        add(f"np.fft.{_f}(x, 7, axis=0{_norm})", x=number(6, 2))
    add(f"np.fft.{_f}(x, 1)", x=number(3))
    add(f"np.fft.{_f}(x, 2)", x=number(3))
for _f in ("fft", "ifft", "irfft", "hfft"):
    add(f"np.fft.{_f}(x)", x=r(6))
for _f in ("fft2", "ifft2", "rfft2", "irfft2", "fftn", "ifftn", "rfftn", "irfftn"):
    number = r if _f.startswith("r") else c
    for _x, _rest in (
        (number(3, 4), ""), (number(4, 5), ""), (number(2, 3, 4), ""),
        (number(2, 3, 4), ", axes=(0, 1)"), (number(2, 3, 4), ", axes=(-1, 0)"),
        (number(3, 4), ", s=(4, 6), axes=(0, 1)"), (number(3, 4), ", (2, 3), (1, 0)"),
        (number(3, 4), ", (5, -1), axes=(0, 1)"), (number(1, 4), ""),
        (number(4, 6)[::2, ::-1], ""), (number(2, 3, 4), ", axes=(1,)"),
    ):  # fmt: skip
        add(f"np.fft.{_f}(x{_rest})", x=_x)
    for _norm in _NORMS[1:]:
        add(f"np.fft.{_f}(x, s=(4, 5), axes=(0, 1){_norm})", x=number(3, 4))
for _f in ("fftshift", "ifftshift"):
    for _x, _rest in ((r(5), ""), (c(4), ""), (r(3, 4), ""), (r(3, 5), ", axes=1"),
                      (c(3, 5), ", (0, 1)"), (r(3, 5), ", axes=(-1,)")):  # fmt: skip
        add(f"np.fft.{_f}(x{_rest})", x=_x)
for _f in ("fftfreq", "rfftfreq"):
    add(f"np.fft.{_f}(5, d)", d=0.4)
    add(f"np.fft.{_f}(6, d=d)", d=0.4)

for _n in (4, 5, 6):
    add("rt.resized(y, x)", y=c(5), x=np.zeros(_n, int))
    add("rt.rfft_back(y, x)", y=c(_n // 2 + 1), x=np.zeros(_n, int))
    add("rt.ihfft_back(y, x)", y=c(_n // 2 + 1), x=np.zeros(_n, int))
    add(f"rt.irfft_back(y, x, {_n})", y=r(_n), x=np.zeros(4, int))
    add(f"rt.hfft_back(y, x, {_n})", y=r(_n), x=np.zeros(4, int))
add("rt.rfftn_back(y, x)", y=c(3, 3), x=np.zeros((3, 4), int))
add("rt.irfftn_back(y, x)", y=r(3, 4), x=np.zeros((3, 3), int))
