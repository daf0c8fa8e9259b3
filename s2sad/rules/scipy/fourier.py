"""Fourier transforms of SciPy's (`scipy.fft`), which are those of NumPy by other code."""

from ..declare import general, linear

_ONE, _TWO, _ALL = "n=None, axis=-1", "s=None, axes=(-2, -1)", "s=None, axes=None"
for _name, _given in (("fft", _ONE), ("ifft", _ONE), ("fft2", _TWO), ("ifft2", _TWO),
                      ("fftn", _ALL), ("ifftn", _ALL)):  # fmt: skip
    _rest = "n=n, axis=axis" if _given is _ONE else "s=s, axes=axes"
    linear(
        f"scipy.fft.{_name}(x, {_given}, norm=None)",
        x=f"rt.resized(scipy.fft.{_name}(g, {_rest}, norm=norm), x)",
    )
for _name in ("rfft", "irfft", "hfft", "ihfft"):
    linear(f"scipy.fft.{_name}(x, {_ONE}, norm=None)", x=f"rt.{_name}_back(g, x, n, axis, norm)")
for _name, _given in (("rfft2", _TWO), ("irfft2", _TWO), ("rfftn", _ALL), ("irfftn", _ALL)):
    linear(
        f"scipy.fft.{_name}(x, {_given}, norm=None)",
        x=f"rt.{_name[:-1]}n_back(g, x, s, axes, norm)",
    )
linear("scipy.fft.fftshift(x, axes=None)", x="np.fft.ifftshift(g, axes=axes)")
linear("scipy.fft.ifftshift(x, axes=None)", x="np.fft.fftshift(g, axes=axes)")
for _name in ("fftfreq", "rfftfreq"):
    general(f"scipy.fft.{_name}(n, d=1.0)", dz="-(dd / d) * z", d="-np.sum(g * z) / d", real=True)
