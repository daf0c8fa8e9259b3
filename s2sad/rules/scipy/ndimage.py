"""Images (`scipy.ndimage`): interpolation, smooth in the coordinates too, and filters that blur."""

from ..declare import cite, general, linear, multilinear, zero

cite("chain rule; linear in the image")
_MAP = "scipy.ndimage.map_coordinates"
_HOW = "order=order, mode=mode, prefilter=prefilter"
_TOLD = "order, mode, prefilter"
_DEFAULTS = "order=3, mode='constant', prefilter=True"
general(
    f"{_MAP}(input, coordinates, output=None, order=3, mode='constant', cval=0.0, prefilter=True)",
    dz=f"{_MAP}(dinput, coordinates, {_HOW}) + np.sum(w * dcoordinates, axis=0)",
    w=f"rt.map_slopes(scipy.ndimage.spline_filter, input, coordinates, {_TOLD}, cval)",
    input=f"rt.map_back(scipy.ndimage.spline_filter1d, g, input, coordinates, {_TOLD})",
    coordinates="w * g",
    only={"output": (None,)}, real=True, constant="cval",
)  # fmt: skip
general(
    f"rt.map_back(step, y, x, c, {_DEFAULTS})",
    dz=f"rt.map_back(step, dy, x, c, {_TOLD}) + rt.map_slopes_back(step, dc * y, x, c, {_TOLD})",
    y=f"{_MAP}(g, c, {_HOW})",
    c=f"rt.map_slopes(scipy.ndimage.spline_filter, g, c, {_TOLD}) * y", shape="x",
)  # fmt: skip
general(
    f"rt.map_slopes(step, x, c, {_DEFAULTS}, cval=0.0)",
    dz=f"rt.map_slopes(step, dx, c, {_TOLD}) + rt.map_bends(step, x, c, dc, {_TOLD}, cval)",
    x=f"rt.map_slopes_back(scipy.ndimage.spline_filter1d, g, x, c, {_TOLD})",
    c=f"rt.map_bends(step, x, c, g, {_TOLD}, cval)", constant="cval",
)  # fmt: skip
linear(
    f"rt.map_slopes_back(step, y, x, c, {_DEFAULTS})",
    y=f"rt.map_slopes(scipy.ndimage.spline_filter, g, c, {_TOLD})", constant="c", shape="x",
)  # fmt: skip
linear(
    f"rt.map_bends(step, x, c, v, {_DEFAULTS}, cval=0.0)",
    v=f"rt.map_bends(step, x, c, g, {_TOLD}, cval)", constant="x c cval",
)  # fmt: skip
for _filter in ("spline_filter(input, order=3)", "spline_filter1d(input, order=3, axis=-1)"):
    zero(f"scipy.ndimage.{_filter}", constant="input", note="by it slopes are told")

_ONLY = {"mode": ("reflect", "nearest", "mirror", "wrap", "constant")}
_GAUSS, _HOW = "scipy.ndimage.gaussian_filter1d", "sigma, axis, order, mode, truncate"
linear(
    f"{_GAUSS}(input, sigma, axis=-1, order=0, *, mode='reflect', truncate=4.0)",
    input=f"rt.gaussian_back({_GAUSS}, g, {_HOW})", only=_ONLY, real=True, constant="sigma",
)  # fmt: skip
linear(
    "rt.gaussian_back(step, y, sigma, axis=-1, order=0, mode='reflect', truncate=4.0)",
    y=f"{_GAUSS}(g, sigma, axis, order, mode=mode, truncate=truncate)", constant="sigma",
)  # fmt: skip
_MEAN = "scipy.ndimage.uniform_filter1d"
linear(
    f"{_MEAN}(input, size, axis=-1, *, mode='reflect')",
    input=f"rt.uniform_back({_MEAN}, g, size, axis, mode)", only=_ONLY, real=True,
)  # fmt: skip
linear("rt.uniform_back(step, y, size, axis=-1, mode='reflect')",
       y=f"{_MEAN}(g, size, axis, mode=mode)")  # fmt: skip
cite("product rule")
# A correlation is the transpose of the convolution by the same weights, but for the margins.
for _name, _other, _turned in (("correlate", "convolve", ""), ("convolve", "correlate", "turned_")):
    for _1d, _axis, _given, _of in (
        ("", "", "", {"axis": (None,)}), ("1d", ", axis=-1", ", axis", None),
    ):  # fmt: skip
        _step, _back = f"scipy.ndimage.{_name}{_1d}", f"scipy.ndimage.{_other}{_1d}"
        _image, _kernel = f"rt.{_turned}image_back", f"rt.{_turned}kernel_back"
        general(
            f"{_step}(input, weights{_axis}, output=None, mode='reflect', cval=0.0, origin=0)",
            dz=f"{_step}(dinput, weights{_given}, mode=mode, origin=origin)"
               f" + {_step}(input, dweights{_given}, mode=mode, cval=cval, origin=origin)",
            input=f"{_image}({_back}, g, weights, mode, origin{_given})",
            weights=f"{_kernel}(g, input, weights, mode, cval, origin{_given})",
            only={"output": (None,)}, real=True, constant="cval",
        )  # fmt: skip
        multilinear(
            f"{_image}(step, y, weights, mode='reflect', origin=0, axis=None)",
            y=f"{_step}(g, weights{_given}, mode=mode, origin=origin)",
            weights=f"{_kernel}(y, g, weights, mode, 0.0, origin{_given})", only=_of,
        )  # fmt: skip
        general(
            f"{_kernel}(y, x, weights, mode='reflect', cval=0.0, origin=0, axis=None)",
            dz=f"{_kernel}(dy, x, weights, mode, cval, origin{_given})"
               f" + {_kernel}(y, dx, weights, mode, 0.0, origin{_given})",
            y=f"{_step}(x, g{_given}, mode=mode, cval=cval, origin=origin)",
            x=f"{_image}({_back}, y, g, mode, origin{_given})", only=_of, constant="cval",
        )  # fmt: skip

for _call in (
    "gaussian_filter(input, sigma, order=0, *, mode='reflect', truncate=4.0)",
    "gaussian_laplace(input, sigma, *, mode='reflect', truncate=4.0)",
    "gaussian_gradient_magnitude(input, sigma, *, mode='reflect', truncate=4.0)",
):
    zero(f"scipy.ndimage.{_call}", constant="input sigma",
         note="of one sigma, or a tuple of them: one axis after the other")  # fmt: skip
zero("scipy.ndimage.uniform_filter(input, size=3, *, mode='reflect')", constant="input",
     note="of one size, or a tuple of them: one axis after the other")  # fmt: skip
for _call in (
    "sobel(input, axis=-1, *, mode='reflect', cval=0.0)",
    "prewitt(input, axis=-1, *, mode='reflect', cval=0.0)",
    "laplace(input, *, mode='reflect', cval=0.0)",
):
    zero(f"scipy.ndimage.{_call}", constant="input cval", note="one axis after the other")
