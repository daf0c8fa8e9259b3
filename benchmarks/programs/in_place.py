"""The four programs of ADBench with arrays that are made once and written in place.

Each has the arguments, and the adjoint by hand, of the program that makes every array anew.
"""

from dataclasses import replace

import numpy as np

from . import ba as bundle, gmm as mixture, hand as fingers, lstm as network
from .hand import turned
from .lstm import sigmoid


def gmm(weights, means, factors, X, places, gamma, dof, constant):
    n, d = X.shape
    Q = np.zeros((len(weights), d, d))
    column, row = np.triu_indices(d, 1)
    line = np.arange(d)
    Q[:, row, column] = factors[:, d:]
    Q[:, line, line] = np.exp(factors[:, :d])
    volumes = factors[:, :d].sum(axis=1)
    terms = np.empty((n, len(weights)))
    for c in range(len(weights)):
        scaled = (X - means[c]) @ Q[c].T
        terms[:, c] = weights[c] + volumes[c] - 0.5 * np.sum(scaled * scaled, axis=1)
    top = terms.max(axis=1)
    terms -= top[:, None]
    heaviest = weights.max()
    mass = np.log(np.sum(np.exp(weights - heaviest))) + heaviest
    mixed = np.sum(np.log(np.exp(terms).sum(axis=1)) + top) - n * mass
    return mixed + 0.5 * gamma ** 2 * np.sum(Q * Q) - dof * np.sum(volumes) + constant


def ba(cameras, points, weights, seen):
    turn, lens = cameras[:, :3], cameras[:, 9:]
    p = points - cameras[:, 3:6]
    angle = np.sqrt(np.sum(turn * turn, axis=1))[:, None]
    axis = turn / angle
    c, s = np.cos(angle), np.sin(angle)
    q = p * c
    q += np.cross(axis, p) * s
    q += axis * (np.sum(axis * p, axis=1)[:, None] * (1.0 - c))
    flat = q[:, :2] / q[:, 2:]
    r = np.sum(flat * flat, axis=1)[:, None]
    flat *= 1.0 + lens[:, :1] * r + lens[:, 1:] * r * r
    flat *= cameras[:, 6:7]
    flat += cameras[:, 7:9]
    flat -= seen
    flat *= weights[:, None]
    return flat


def lstm(gates, ends, state, text):
    state = state.copy()
    total = 0.0
    for t in range(len(text) - 1):
        signal = text[t] * ends[0]
        for k in range(len(gates)):
            w, b = gates[k, 0], gates[k, 1]
            hidden = state[k, 0]
            forget = sigmoid(signal * w[0] + b[0])
            take = sigmoid(hidden * w[1] + b[1])
            show = sigmoid(signal * w[2] + b[2])
            change = np.tanh(hidden * w[3] + b[3])
            state[k, 1] *= forget
            state[k, 1] += take * change
            state[k, 0] = show * np.tanh(state[k, 1])
            signal = state[k, 0]
        guess = signal * ends[1] + ends[2]
        total += np.sum(text[t + 1] * (guess - np.log(2.0 + np.sum(np.exp(guess)))))
    return -total / ((len(text) - 1) * text.shape[1])


def hand(pose, inside, parents, stands, inverses, rest, weights, triangles, measured):
    bones = len(parents)
    angles = np.zeros((bones, 2))
    for finger in range(5):
        at, bone = 6 + 4 * finger, 2 + 4 * finger
        angles[bone, 0] = pose[at]
        angles[bone, 1] = pose[at + 1]
        angles[bone + 1, 0] = pose[at + 2]
        angles[bone + 2, 0] = pose[at + 3]
    frames = np.empty((bones, 4, 4))
    vertices = np.zeros((3, rest.shape[1]))
    for k in range(bones):
        c, s = np.cos(angles[k, 0]), np.sin(angles[k, 0])
        e, t = np.cos(angles[k, 1]), np.sin(angles[k, 1])
        turn = np.eye(4)
        turn[0, :3] = e, -t * c, t * s
        turn[1, :3] = t, e * c, -e * s
        turn[2, 1] = s
        turn[2, 2] = c
        frames[k] = stands[k] @ turn
        if parents[k] >= 0:
            frames[k] = frames[parents[k]] @ frames[k]
        vertices += ((frames[k] @ inverses[k])[:3] @ rest) * weights[k]
    v = turned(pose[:3]) @ vertices
    v += pose[3:6][:, None]
    a, b = inside[:, 0], inside[:, 1]
    corners = v[:, triangles]
    out = measured - a * corners[:, :, 0]
    out -= b * corners[:, :, 1]
    out -= (1.0 - a - b) * corners[:, :, 2]
    return out


CASES = tuple(
    replace(module.CASE, f=f, peers=(), title=f"{f.__name__} in place")
    for module, f in ((mixture, gmm), (bundle, ba), (network, lstm), (fingers, hand))
)
