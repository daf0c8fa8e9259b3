"""Interpolation in an image (`scipy.ndimage`): linear in the image, smooth in the coordinates."""

from ..declare import general, linear, zero

_MAP = "scipy.ndimage.map_coordinates"
_HOW = "order=order, mode=mode, prefilter=prefilter"
_DEFAULTS = "order=3, mode='constant', prefilter=True"
general(
    f"{_MAP}(input, coordinates, output=None, order=3, mode='constant', cval=0.0, prefilter=True)",
    dz=f"{_MAP}(dinput, coordinates, {_HOW}) + np.sum(w * dcoordinates, axis=0)",
    w="rt.map_slopes(scipy.ndimage.spline_filter, input, coordinates, order, mode, prefilter,"
      " cval)",
    input="rt.map_back(scipy.ndimage.spline_filter1d, g, input, coordinates, order, mode,"
          " prefilter)",
    coordinates="w * g", note="of order 0, 1 or 3",
    only={"output": (None,)}, real=True, constant="cval",
)  # fmt: skip
linear(
    f"rt.map_back(step, y, x, c, {_DEFAULTS})", y=f"{_MAP}(g, c, {_HOW})", constant="c", shape="x"
)
zero(f"rt.map_slopes(step, x, c, {_DEFAULTS}, cval=0.0)", constant="x c cval")
