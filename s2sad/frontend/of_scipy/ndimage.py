"""Images that are moved (`scipy.ndimage`): interpolated where their new elements come from."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import ndimage, special

from s2sad import runtime as rt


def _sampled(image: Any, places: Any, order: int, mode: str, cval: Any, prefilter: bool) -> Any:
    """Return an image at places."""
    return ndimage.map_coordinates(
        image, places, order=order, mode=mode, cval=cval, prefilter=prefilter
    )


def _moved(places: Any, offset: Any) -> Any:
    """Return places, in rows of coordinates, further by an offset."""
    return np.moveaxis(np.moveaxis(places, 0, -1) + offset, -1, 0)


def zoom(
    input: Any, zoom: Any, *, order: int = 3, mode: str = "constant", cval: Any = 0.0,
    prefilter: bool = True,
) -> Any:  # fmt: skip
    """Return an image that is larger by a factor, or by one for each axis."""
    return _sampled(input, rt.zoomed_grid(input, zoom), order, mode, cval, prefilter)


def shift(
    input: Any, shift: Any, *, order: int = 3, mode: str = "constant", cval: Any = 0.0,
    prefilter: bool = True,
) -> Any:  # fmt: skip
    """Return an image that is moved by as many elements, or by some along each axis."""
    places = _moved(rt.grid_of(input), np.negative(shift))
    return _sampled(input, places, order, mode, cval, prefilter)


def affine_transform(
    input: Any, matrix: Any, offset: Any = 0.0, *, order: int = 3, mode: str = "constant",
    cval: Any = 0.0, prefilter: bool = True,
) -> Any:  # fmt: skip
    """Return an image whose element at x comes from matrix @ x + offset."""
    turn = np.diag(matrix) if np.ndim(matrix) == 1 else matrix
    assert np.shape(turn) == (np.ndim(input), np.ndim(input)), "a matrix with a row for each axis"
    places = _moved(np.tensordot(turn, rt.grid_of(input), axes=1), offset)
    return _sampled(input, places, order, mode, cval, prefilter)


def rotate(
    input: Any, angle: Any, *, reshape: bool, order: int = 3, mode: str = "constant",
    cval: Any = 0.0, prefilter: bool = True,
) -> Any:  # fmt: skip
    """Return a matrix that is turned by an angle in degrees, in the shape that it has."""
    assert np.ndim(input) == 2 and not reshape, "an image with two axes, and reshape=False"
    c, s = special.cosdg(angle), special.sindg(angle)
    turn = np.array([[c, s], [-s, c]])
    centre = (np.array(np.shape(input)) - 1) / 2
    return affine_transform(
        input, turn, centre - turn @ centre, order=order, mode=mode, cval=cval, prefilter=prefilter
    )
