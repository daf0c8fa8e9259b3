"""Points for filters of images by a kernel, for convolutions and for distances."""

import numpy as np

from .adding import add, signed

MODES = ("reflect", "constant", "nearest", "mirror", "wrap", "grid-mirror", "grid-wrap")
for _name, _turned in (("correlate", ""), ("convolve", "turned_")):
    _back = "ndimage.convolve" if _name == "correlate" else "ndimage.correlate"
    for _mode in MODES:
        add(f"ndimage.{_name}(x, w, mode='{_mode}')", x=signed(5, 4), w=signed(3, 2))
        add(f"ndimage.{_name}1d(x, w, 0, mode='{_mode}')", x=signed(5, 2), w=signed(4))
    for _rest in ("", ", origin=1", ", origin=(-1, 0)", ", mode='constant', cval=0.7"):
        add(f"ndimage.{_name}(x, w{_rest})", x=signed(4, 3), w=signed(3, 3))
        add(f"ndimage.{_name}(x, w{_rest})", x=signed(4, 5), w=signed(4, 3))
    for _rest in ("", ", origin=-1", ", axis=0, mode='constant', cval=0.7"):
        add(f"ndimage.{_name}1d(x, w{_rest})", x=signed(4, 6), w=signed(3))
        add(f"ndimage.{_name}1d(x, w{_rest})", x=signed(4, 6), w=signed(4))
    add(f"ndimage.{_name}(x, w)", x=signed(3), w=signed(7))
    add(f"ndimage.{_name}(x, w)", x=signed(3, 2, 4), w=signed(2, 3, 1))
    add(f"ndimage.{_name}1d(x, [0.25, 0.5, 0.3])", x=signed(5))
    _x, _w, _o = signed(4, 3), signed(3, 2), np.ones((3, 3), int)
    for _rest in ("", ", 'nearest', -1"):
        add(f"rt.{_turned}image_back({_back}, y, w{_rest})", y=_x, w=_w)
    for _rest in ("", ", 'constant', 0.3, 1"):
        add(f"rt.{_turned}kernel_back(y, x, w{_rest})", y=_x, x=signed(4, 3), w=_o)

for _f in ("sobel", "prewitt"):
    for _rest in ("", ", 0, mode='nearest'", ", axis=1, mode='constant', cval=0.3"):
        add(f"ndimage.{_f}(x{_rest})", x=signed(4, 3))
    add(f"ndimage.{_f}(x)", x=signed(5))
add("ndimage.laplace(x)", x=signed(4, 3))
add("ndimage.laplace(x, mode='wrap')", x=signed(4, 3, 2))
add("ndimage.gaussian_laplace(x, 0.8)", x=signed(4, 3))
add("ndimage.gaussian_laplace(x, sigma=0.6, mode='mirror')", x=signed(5))
add("ndimage.gaussian_gradient_magnitude(x, 0.8, mode='nearest')", x=signed(4, 3))

for _metric in ("'cosine'", "'correlation'", "'minkowski'", "'minkowski', p=3.5"):
    add(f"spatial.distance.cdist(a, b, {_metric})", a=signed(3, 4), b=signed(2, 4))
    add(f"spatial.distance.pdist(x, {_metric})", x=signed(4, 3))
for _metric in (
    "euclidean", "sqeuclidean", "cityblock", "chebyshev", "cosine", "correlation", "minkowski",
):  # fmt: skip
    add(f"spatial.distance.{_metric}(u, v)", u=signed(4), v=signed(4))
add("spatial.distance.minkowski(u, v, 3)", u=signed(4), v=signed(4))
add("rt.pair_matrix(y, x)", y=signed(6), x=np.zeros((4, 2), int))
add("rt.pair_sums(x)", x=signed(4, 4))
add("rt.centered(x)", x=signed(3, 4))

for _mode in ("full", "same", "valid"):
    add(f"signal.convolve2d(x, y, '{_mode}')", x=signed(4, 5), y=signed(3, 2))
    add(f"signal.oaconvolve(x, y, mode='{_mode}')", x=signed(5), y=signed(3))
