"""Fourier transforms, NumPy's and those of SciPy's, which are the same by other code.

A transform of complex numbers is a symmetric matrix: it is its own transpose. Before it the
operand is cut or padded to the size that is asked for, which `rt.resized` undoes.
"""

from typing import Any

from .declare import general, linear

_ONE, _TWO, _ALL = "n=None, axis=-1", "s=None, axes=(-2, -1)", "s=None, axes=None"
for _fft, _x in (("np.fft", "a"), ("scipy.fft", "x")):
    for _name, _given in (("fft", _ONE), ("ifft", _ONE), ("fft2", _TWO), ("ifft2", _TWO),
                          ("fftn", _ALL), ("ifftn", _ALL)):  # fmt: skip
        _rest = "n=n, axis=axis" if _given is _ONE else "s=s, axes=axes"
        _back: dict[str, Any] = {_x: f"rt.resized({_fft}.{_name}(g, {_rest}, norm=norm), {_x})"}
        linear(f"{_fft}.{_name}({_x}, {_given}, norm=None)", **_back)
    for _name in ("rfft", "irfft", "hfft", "ihfft"):
        _back = {_x: f"rt.{_name}_back(g, {_x}, n, axis, norm)"}
        linear(f"{_fft}.{_name}({_x}, {_ONE}, norm=None)", **_back)
    for _name, _given in (("rfft2", _TWO), ("irfft2", _TWO), ("rfftn", _ALL), ("irfftn", _ALL)):
        _back = {_x: f"rt.{_name[:-1]}n_back(g, {_x}, s, axes, norm)"}
        linear(f"{_fft}.{_name}({_x}, {_given}, norm=None)", **_back)
    linear(f"{_fft}.fftshift(x, axes=None)", x="np.fft.ifftshift(g, axes=axes)")
    linear(f"{_fft}.ifftshift(x, axes=None)", x="np.fft.fftshift(g, axes=axes)")
    for _name in ("fftfreq", "rfftfreq"):
        general(
            f"{_fft}.{_name}(n, d=1.0)", dz="-(dd / d) * z", d="-np.sum(g * z) / d", real=True,
            cited="quotient rule",
        )  # fmt: skip
for _name in ("rfft", "irfft", "hfft", "ihfft"):
    linear(
        f"rt.{_name}_back(y, x, {_ONE}, norm=None)",
        y=f"np.fft.{_name}(g, n=n, axis=axis, norm=norm)", shape="x",
    )  # fmt: skip
for _name in ("rfftn", "irfftn"):
    linear(
        f"rt.{_name}_back(y, x, s=None, axes=None, norm=None)",
        y=f"np.fft.{_name}(g, s=s, axes=axes, norm=norm)", shape="x",
    )  # fmt: skip
linear("rt.resized(y, x)", y="rt.resized(g, y)", shape="x")
