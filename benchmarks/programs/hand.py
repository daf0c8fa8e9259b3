"""ADBench's hand: how far a posed hand is from measured points; adjoint by hand.

`pose` holds the wrist's rotation vector and place, then four angles for each of five fingers:
two at the first joint, one at the second and the third. Bone k stands relative to its parent by
`stands[k]`, turned by its angles; the vertices follow the bones with `weights`, and each measured
point belongs to a triangle of vertices, at barycentric coordinates that are unknown, too.
"""

import numpy as np

from ..case import Case

FINGERS, BONES = 5, 22


def bent(a, b):
    """A rotation by `a` about the first axis, then by `b` about the third."""
    c, s, k, t = np.cos(a), np.sin(a), np.cos(b), np.sin(b)
    return np.array([[k, -t * c, t * s], [t, k * c, -k * s], [0.0, s, c]])


def turned(r):
    """The rotation by the angle |r| about r."""
    angle = np.sqrt(np.sum(r ** 2))
    x, y, z = r[0] / angle, r[1] / angle, r[2] / angle
    c, s = np.cos(angle), np.sin(angle)
    d = 1.0 - c
    return np.array([
        [x * x * d + c, x * y * d - z * s, x * z * d + y * s],
        [x * y * d + z * s, y * y * d + c, y * z * d - x * s],
        [x * z * d - y * s, y * z * d + x * s, z * z * d + c],
    ])  # fmt: skip


def posed(pose, parents, stands, inverses, rest, weights):
    """The vertices of the hand in a pose, a column for each."""
    ahead = [0.0] * len(parents)
    back = [0.0] * len(parents)
    for finger in range(5):
        at, bone = 6 + 4 * finger, 2 + 4 * finger
        ahead[bone] = pose[at]
        back[bone] = pose[at + 1]
        ahead[bone + 1] = pose[at + 2]
        ahead[bone + 2] = pose[at + 3]
    frames: list[np.ndarray] = []
    vertices = np.zeros((3, rest.shape[1]))
    for k in range(len(parents)):
        turn = np.matmul(stands[k][:, :3], bent(ahead[k], back[k]))
        frame = np.concatenate((turn, stands[k][:, 3:]), axis=1)
        if parents[k] >= 0:
            frame = np.matmul(frames[parents[k]], frame)
        frames.append(frame)
        moved = np.matmul(np.matmul(frame, inverses[k])[:3], rest)
        vertices = vertices + moved * weights[k]
    return np.matmul(turned(pose[:3]), vertices) + pose[3:6][:, None]


def hand(pose, inside, parents, stands, inverses, rest, weights, triangles, measured):
    """Distances from the measured points, a column for each."""
    v = posed(pose, parents, stands, inverses, rest, weights)
    a, b = inside[:, 0], inside[:, 1]
    first, second, third = triangles[:, 0], triangles[:, 1], triangles[:, 2]
    return measured - (a * v[:, first] + b * v[:, second] + (1.0 - a - b) * v[:, third])


def by_hand(pose, inside, parents, stands, inverses, rest, weights, triangles, measured, g):
    ahead, back = np.zeros(BONES), np.zeros(BONES)
    first = 2 + 4 * np.arange(FINGERS)
    fingers = pose[6:].reshape(FINGERS, 4)
    ahead[first], back[first] = fingers[:, 0], fingers[:, 1]
    ahead[first + 1], ahead[first + 2] = fingers[:, 2], fingers[:, 3]
    frames: list[np.ndarray] = []
    kept = []
    plain = np.zeros((3, rest.shape[1]))
    for bone, parent in enumerate(parents):
        c, s = np.cos(ahead[bone]), np.sin(ahead[bone])
        k, t = np.cos(back[bone]), np.sin(back[bone])
        turn = np.array([[k, -t * c, t * s], [t, k * c, -k * s], [0.0, s, c]])
        stand = stands[bone]
        step = np.concatenate((stand[:, :3] @ turn, stand[:, 3:]), axis=1)
        frames.append(step if parent < 0 else frames[parent] @ step)
        kept.append((c, s, k, t, step))
        plain += (frames[bone] @ inverses[bone])[:3] @ rest * weights[bone]
    R = turned(pose[:3])
    v = R @ plain + pose[3:6, None]
    a, b = inside[:, 0], inside[:, 1]
    corners = [v[:, triangles[:, j]] for j in range(3)]
    parts = (a, b, 1.0 - a - b)
    value = measured - sum(part * corner for part, corner in zip(parts, corners))

    ginside = np.stack([np.sum(g * (corners[2] - corners[j]), axis=0) for j in range(2)], axis=1)
    gv = np.zeros_like(v.T)
    for j in range(3):
        np.add.at(gv, triangles[:, j], -(parts[j] * g).T)
    gv = gv.T
    gpose = np.empty_like(pose)
    gpose[3:6] = np.sum(gv, axis=1)
    gpose[:3] = turned_back(pose[:3], gv @ plain.T)
    gplain = R.T @ gv
    gframes = [np.zeros((4, 4)) for _ in frames]
    gahead, gback = np.empty(BONES), np.empty(BONES)
    for bone in range(BONES - 1, -1, -1):
        parent, (c, s, k, t, step) = parents[bone], kept[bone]
        G = gframes[bone]
        G[:3] += (gplain * weights[bone]) @ rest.T @ inverses[bone].T
        if parent >= 0:
            gframes[parent] += G @ step.T
            G = frames[parent].T @ G
        p, q, r = (stands[bone][:, :3].T @ G[:, :3]).tolist()
        gback[bone] = k * q[0] - t * p[0] - c * (k * p[1] + t * q[1]) + s * (k * p[2] + t * q[2])
        gahead[bone] = s * (t * p[1] - k * q[1] - r[2]) + c * (t * p[2] - k * q[2] + r[1])
    columns = gahead[first], gback[first], gahead[first + 1], gahead[first + 2]
    gpose[6:] = np.stack(columns, axis=1).ravel()
    return value, (gpose, ginside)


def turned_back(r, G):
    """The adjoint of `turned`: from the adjoint of the matrix to that of the vector."""
    angle = np.sqrt(r @ r)
    n = r / angle
    c, s = np.cos(angle), np.sin(angle)
    twist = np.array([G[2, 1] - G[1, 2], G[0, 2] - G[2, 0], G[1, 0] - G[0, 1]])
    along = n @ G @ n
    gn = (1.0 - c) * (G @ n + G.T @ n) + s * twist
    gangle = s * (along - np.trace(G)) + c * (n @ twist)
    return (gn - (n @ gn) * n) / angle + gangle * n


def arguments(vertices, points):
    """Return a hand of so many vertices in a pose, and points measured on it."""
    rng = np.random.default_rng(15)
    parents = [-1, 0, *(1 if k % 4 == 2 else k - 1 for k in range(2, BONES))]
    stands = np.tile(np.eye(4), (BONES, 1, 1))
    stands[:, :3] += 0.2 * rng.normal(size=(BONES, 3, 4))
    inverses = np.tile(np.eye(4), (BONES, 1, 1))
    inverses[:, :3] += 0.2 * rng.normal(size=(BONES, 3, 4))
    rest = np.concatenate((rng.normal(size=(3, vertices)), np.ones((1, vertices))))
    weights = rng.dirichlet(np.full(BONES, 0.1), size=vertices).T
    triangles = rng.integers(vertices, size=(points, 3))
    inside = rng.dirichlet(np.ones(3), size=points)[:, :2]
    pose = 0.4 * rng.normal(size=6 + 4 * FINGERS)
    measured = rng.normal(size=(3, points))
    return pose, inside, parents, stands, inverses, rest, weights, triangles, measured


CASE = Case(
    hand, by_hand, ("pose", "inside"),
    {"small": arguments(30, 20), "large": arguments(550, 200)}, ("autograd", "jax"),
)  # fmt: skip
