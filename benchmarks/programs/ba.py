"""ADBench's ba: how far projected points are from where cameras saw them; adjoint by hand.

A row of `cameras` is one observation's camera: rotation vector, centre, focal length, principal
point, two radial distortions. A point p is rotated by Rodrigues' formula about the axis a,

    p cos t + (a x p) sin t + a (a.p) (1 - cos t)

divided by its depth, distorted by 1 + k1 r^2 + k2 r^4, scaled and shifted.
"""

import numpy as np

from ..case import Case


def cross(a, b):
    """The vector product of the rows of two arrays."""
    a1, a2, a3 = a[:, 0], a[:, 1], a[:, 2]
    b1, b2, b3 = b[:, 0], b[:, 1], b[:, 2]
    return np.stack((a2 * b3 - a3 * b2, a3 * b1 - a1 * b3, a1 * b2 - a2 * b1), axis=1)


def projected(cameras, points):
    """Where cameras see points, a row for each pair."""
    turn = cameras[:, :3]
    angle = np.sqrt(np.sum(turn ** 2, axis=1))[:, None]
    axis = turn / angle
    p = points - cameras[:, 3:6]
    c, s = np.cos(angle), np.sin(angle)
    along = np.sum(axis * p, axis=1)[:, None] * (1.0 - c)
    q = p * c + cross(axis, p) * s + axis * along
    flat = q[:, :2] / q[:, 2:]
    r = np.sum(flat ** 2, axis=1)[:, None]
    lens = 1.0 + cameras[:, 9:10] * r + cameras[:, 10:11] * r ** 2
    return flat * lens * cameras[:, 6:7] + cameras[:, 7:9]


def ba(cameras, points, weights, seen):
    """Weighted distances, a row for each observation."""
    return weights[:, None] * (projected(cameras, points) - seen)


def by_hand(cameras, points, weights, seen, g):
    turn, focal = cameras[:, :3], cameras[:, 6:7]
    k1, k2 = cameras[:, 9:10], cameras[:, 10:11]
    angle = np.sqrt(np.sum(turn * turn, axis=1))[:, None]
    axis = turn / angle
    p = points - cameras[:, 3:6]
    c, s = np.cos(angle), np.sin(angle)
    dot = np.sum(axis * p, axis=1)[:, None]
    axis_p = cross(axis, p)
    q = p * c + axis_p * s + axis * (dot * (1.0 - c))
    flat = q[:, :2] / q[:, 2:]
    r = np.sum(flat * flat, axis=1)[:, None]
    lens = 1.0 + k1 * r + k2 * r * r
    bent = flat * lens
    distance = bent * focal + cameras[:, 7:9] - seen
    column = weights[:, None]

    gcameras = np.empty_like(cameras)
    gpixel = column * g
    gcameras[:, 7:9] = gpixel
    gcameras[:, 6] = np.sum(gpixel * bent, axis=1)
    gbent = gpixel * focal
    glens = np.sum(gbent * flat, axis=1)[:, None]
    gcameras[:, 9:10] = glens * r
    gcameras[:, 10:11] = glens * r * r
    gflat = gbent * lens + 2.0 * glens * (k1 + 2.0 * k2 * r) * flat
    gq = np.empty_like(q)
    gq[:, :2] = gflat / q[:, 2:]
    gq[:, 2] = -np.sum(gq[:, :2] * flat, axis=1)
    across = np.sum(axis * gq, axis=1)[:, None]
    galong = across * (1.0 - c)
    gp = gq * c + cross(gq, axis) * s + axis * galong
    gaxis = cross(p, gq) * s + gq * (dot * (1.0 - c)) + p * galong
    gangle = np.sum(gq * (axis_p * c - p * s), axis=1)[:, None] + across * dot * s
    gangle = gangle - np.sum(gaxis * axis, axis=1)[:, None] / angle
    gcameras[:, :3] = gaxis / angle + gangle * axis
    gcameras[:, 3:6] = -gp
    return column * distance, (gcameras, gp, np.sum(g * distance, axis=1))


def arguments(n):
    """Return n observations: points in front of cameras that are turned a little."""
    rng = np.random.default_rng(13)
    cameras = np.concatenate((
        0.2 * rng.normal(size=(n, 3)), 0.1 * rng.normal(size=(n, 3)),
        1.0 + 0.1 * rng.normal(size=(n, 1)), 0.1 * rng.normal(size=(n, 4)),
    ), axis=1)  # fmt: skip
    points = rng.normal(size=(n, 3)) + np.array([0.0, 0.0, 8.0])
    return cameras, points, rng.uniform(0.5, 1.5, size=n), rng.normal(size=(n, 2))


CASE = Case(
    ba, by_hand, ("cameras", "points", "weights"),
    {"small": arguments(20), "large": arguments(5000)}, ("autograd", "jax"),
)  # fmt: skip
