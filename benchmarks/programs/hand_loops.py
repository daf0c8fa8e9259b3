"""ADBench's hand as loops over numbers; its adjoint by hand is one of loops, too."""

import math

import numpy as np

from ..case import Case
from .hand import arguments, turned, turned_back


def hand(pose, inside, parents, stands, inverses, rest, weights, triangles, measured):
    bones, n = len(parents), rest.shape[1]
    angles = np.zeros((bones, 2))
    for finger in range(5):
        at, bone = 6 + 4 * finger, 2 + 4 * finger
        angles[bone, 0] = pose[at]
        angles[bone, 1] = pose[at + 1]
        angles[bone + 1, 0] = pose[at + 2]
        angles[bone + 2, 0] = pose[at + 3]
    turn, step, moved = np.zeros((3, 3)), np.zeros((4, 4)), np.zeros((3, 4))
    frames, vertices = np.zeros((bones, 4, 4)), np.zeros((3, n))
    for k in range(bones):
        c, s = math.cos(angles[k, 0]), math.sin(angles[k, 0])
        e, t = math.cos(angles[k, 1]), math.sin(angles[k, 1])
        turn[0, 0] = e
        turn[0, 1] = -t * c
        turn[0, 2] = t * s
        turn[1, 0] = t
        turn[1, 1] = e * c
        turn[1, 2] = -e * s
        turn[2, 0] = 0.0
        turn[2, 1] = s
        turn[2, 2] = c
        for i in range(4):
            for j in range(3):
                total = 0.0
                for q in range(3):
                    total += stands[k, i, q] * turn[q, j]
                step[i, j] = total
            step[i, 3] = stands[k, i, 3]
        parent = parents[k]
        for i in range(4):
            for j in range(4):
                if parent < 0:
                    frames[k, i, j] = step[i, j]
                else:
                    total = 0.0
                    for q in range(4):
                        total += frames[parent, i, q] * step[q, j]
                    frames[k, i, j] = total
        for i in range(3):
            for j in range(4):
                total = 0.0
                for q in range(4):
                    total += frames[k, i, q] * inverses[k, q, j]
                moved[i, j] = total
        for v in range(n):
            for i in range(3):
                total = 0.0
                for q in range(4):
                    total += moved[i, q] * rest[q, v]
                vertices[i, v] += weights[k, v] * total
    whole = turned(pose[:3])
    placed = np.zeros((3, n))
    for v in range(n):
        for i in range(3):
            total = pose[3 + i]
            for j in range(3):
                total += whole[i, j] * vertices[j, v]
            placed[i, v] = total
    out = np.zeros((3, len(triangles)))
    for p in range(len(triangles)):
        for i in range(3):
            first = inside[p, 0] * placed[i, triangles[p, 0]]
            second = inside[p, 1] * placed[i, triangles[p, 1]]
            third = (1.0 - inside[p, 0] - inside[p, 1]) * placed[i, triangles[p, 2]]
            out[i, p] = measured[i, p] - (first + second + third)
    return out


def by_hand(pose, inside, parents, stands, inverses, rest, weights, triangles, measured, g):
    bones, n = len(parents), rest.shape[1]
    angles = np.zeros((bones, 2))
    for finger in range(5):
        at, bone = 6 + 4 * finger, 2 + 4 * finger
        angles[bone, 0], angles[bone, 1] = pose[at], pose[at + 1]
        angles[bone + 1, 0], angles[bone + 2, 0] = pose[at + 2], pose[at + 3]
    moved, kept = np.zeros((3, 4)), []
    steps, frames = np.zeros((bones, 4, 4)), np.zeros((bones, 4, 4))
    vertices = np.zeros((3, n))
    for k in range(bones):
        c, s = math.cos(angles[k, 0]), math.sin(angles[k, 0])
        e, t = math.cos(angles[k, 1]), math.sin(angles[k, 1])
        kept.append((c, s, e, t))
        turn = ((e, -t * c, t * s), (t, e * c, -e * s), (0.0, s, c))
        step, parent = steps[k], parents[k]
        for i in range(4):
            for j in range(3):
                total = 0.0
                for q in range(3):
                    total += stands[k, i, q] * turn[q][j]
                step[i, j] = total
            step[i, 3] = stands[k, i, 3]
        for i in range(4):
            for j in range(4):
                total = step[i, j]
                if parent >= 0:
                    total = 0.0
                    for q in range(4):
                        total += frames[parent, i, q] * step[q, j]
                frames[k, i, j] = total
        for i in range(3):
            for j in range(4):
                total = 0.0
                for q in range(4):
                    total += frames[k, i, q] * inverses[k, q, j]
                moved[i, j] = total
        for v in range(n):
            for i in range(3):
                total = 0.0
                for q in range(4):
                    total += moved[i, q] * rest[q, v]
                vertices[i, v] += weights[k, v] * total
    whole = turned(pose[:3])
    placed, out = np.zeros((3, n)), np.zeros((3, len(triangles)))
    for v in range(n):
        for i in range(3):
            total = pose[3 + i]
            for j in range(3):
                total += whole[i, j] * vertices[j, v]
            placed[i, v] = total
    gpose, ginside = np.zeros_like(pose), np.zeros_like(inside)
    gplaced, gwhole, gvertices = np.zeros((3, n)), np.zeros((3, 3)), np.zeros((3, n))
    for p in range(len(triangles)):
        a, b = inside[p, 0], inside[p, 1]
        x, y, z = triangles[p, 0], triangles[p, 1], triangles[p, 2]
        for i in range(3):
            u, v, w, share = placed[i, x], placed[i, y], placed[i, z], g[i, p]
            out[i, p] = measured[i, p] - (a * u + b * v + (1.0 - a - b) * w)
            ginside[p, 0] += (w - u) * share
            ginside[p, 1] += (w - v) * share
            gplaced[i, x] -= a * share
            gplaced[i, y] -= b * share
            gplaced[i, z] -= (1.0 - a - b) * share
    for v in range(n):
        for i in range(3):
            share = gplaced[i, v]
            gpose[3 + i] += share
            for j in range(3):
                gwhole[i, j] += vertices[j, v] * share
                gvertices[j, v] += whole[i, j] * share
    gpose[:3] = turned_back(pose[:3], gwhole)
    gframes, gangles = np.zeros((bones, 4, 4)), np.zeros((bones, 2))
    gstep, gturn, gmoved = np.zeros((4, 4)), np.zeros((3, 3)), np.zeros((3, 4))
    for k in range(bones - 1, -1, -1):
        gframe, step, parent = gframes[k], steps[k], parents[k]
        gmoved[...] = 0.0
        for v in range(n):
            for i in range(3):
                share = weights[k, v] * gvertices[i, v]
                for q in range(4):
                    gmoved[i, q] += rest[q, v] * share
        for i in range(3):
            for j in range(4):
                for q in range(4):
                    gframe[i, q] += inverses[k, q, j] * gmoved[i, j]
        gstep[...] = gframe if parent < 0 else 0.0
        if parent >= 0:
            for i in range(4):
                for j in range(4):
                    for q in range(4):
                        gstep[q, j] += frames[parent, i, q] * gframe[i, j]
                        gframes[parent, i, q] += step[q, j] * gframe[i, j]
        gturn[...] = 0.0
        for i in range(4):
            for j in range(3):
                for q in range(3):
                    gturn[q, j] += stands[k, i, q] * gstep[i, j]
        c, s, e, t = kept.pop()
        ge = gturn[0, 0] + c * gturn[1, 1] - s * gturn[1, 2]
        gt = gturn[1, 0] - c * gturn[0, 1] + s * gturn[0, 2]
        gc = gturn[2, 2] - t * gturn[0, 1] + e * gturn[1, 1]
        gs = gturn[2, 1] + t * gturn[0, 2] - e * gturn[1, 2]
        gangles[k, 0], gangles[k, 1] = c * gs - s * gc, e * gt - t * ge
    for finger in range(5):
        at, bone = 6 + 4 * finger, 2 + 4 * finger
        gpose[at], gpose[at + 1] = gangles[bone, 0], gangles[bone, 1]
        gpose[at + 2], gpose[at + 3] = gangles[bone + 1, 0], gangles[bone + 2, 0]
    return out, (gpose, ginside)


CASE = Case(
    hand, by_hand, ("pose", "inside"),
    {"small": arguments(5, 4), "large": arguments(30, 20)}, title="hand loops",
)  # fmt: skip
