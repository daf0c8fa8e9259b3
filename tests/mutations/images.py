"""Faults in interpolation: images, interpolants, samples."""

from tests.mutations.fault import fault

_IMAGES = "tests/rules/test_scipy_images.py"

MUTATIONS = [
    fault(
        "images: a mirrored coordinate has the slope of the other way",
        "s2sad/runtime/images.py", _IMAGES,
        "np.where(u >= n, 2 * n - 1 - u, u), np.where(u >= n, -one, one)",
        "np.where(u >= n, 2 * n - 1 - u, u), one",
    ),
    fault(
        "images: what flows to the wider edges is lost",
        "s2sad/runtime/images.py", _IMAGES,
        "        inner[0] += moved[:pad].sum(axis=0)\n",
        "        pass\n",
    ),
    fault(
        "images: what bends across two axes is lost",
        "s2sad/runtime/images.py", _IMAGES,
        "for k, m in itertools.product(range(len(axes)), repeat=2):",
        "for k, m in zip(range(len(axes)), range(len(axes))):",
    ),
    fault(
        "curves: a slope is that of the curve before",
        "s2sad/rules/scipy/interpolate.py", _IMAGES,
        "rt.curve(f, x, nu + 1) * dx",
        "rt.curve(f, x, 1) * dx",
    ),
    fault(
        "curves: what is held beyond the knots is taken for a spline",
        "s2sad/frontend/curves.py", _IMAGES,
        'getattr(handle, "ext", 0) == 3',
        'getattr(handle, "ext", 0) == 4',
    ),
]
