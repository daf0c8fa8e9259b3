"""The first three programs of ADBench as loops over numbers, with adjoints by hand as loops.

The adjoints keep what they need of each trip in arrays that are as long as the loops.
"""

import math

import numpy as np

from ..case import Case
from . import ba as bundle, gmm as mixture, lstm as network


def log_mass(terms):
    """The logarithm of the sum of exponentials."""
    top = terms[0]
    for c in range(1, len(terms)):
        if terms[c] > top:
            top = terms[c]
    mass = 0.0
    for c in range(len(terms)):
        mass += math.exp(terms[c] - top)
    return top + math.log(mass)


def gmm(weights, means, factors, X, gamma, dof, constant):
    n, d = X.shape
    k = len(weights)
    diagonal, volumes, terms = np.zeros((k, d)), np.zeros(k), np.zeros(k)
    y = np.zeros(d)
    total = constant
    for c in range(k):
        for i in range(d):
            diagonal[c, i] = math.exp(factors[c, i])
            volumes[c] += factors[c, i]
            total += 0.5 * gamma * gamma * diagonal[c, i] * diagonal[c, i]
        for i in range(d, factors.shape[1]):
            total += 0.5 * gamma * gamma * factors[c, i] * factors[c, i]
        total -= dof * volumes[c]
    for p in range(n):
        for c in range(k):
            for i in range(d):
                y[i] = diagonal[c, i] * (X[p, i] - means[c, i])
            at = d
            for i in range(d):
                for j in range(i + 1, d):
                    y[j] += factors[c, at] * (X[p, i] - means[c, i])
                    at += 1
            square = 0.0
            for i in range(d):
                square += y[i] * y[i]
            terms[c] = weights[c] + volumes[c] - 0.5 * square
        total += log_mass(terms)
    return total - n * log_mass(weights)


def gmm_by_hand(weights, means, factors, X, gamma, dof, constant, g):
    n, d = X.shape
    k = len(weights)
    diagonal, volumes = np.zeros((k, d)), np.zeros(k)
    ys, terms, masses = np.zeros((n, k, d)), np.zeros((n, k)), np.zeros(n)
    total = constant
    for c in range(k):
        for i in range(d):
            diagonal[c, i] = math.exp(factors[c, i])
            volumes[c] += factors[c, i]
            total += 0.5 * gamma * gamma * diagonal[c, i] * diagonal[c, i]
        for i in range(d, factors.shape[1]):
            total += 0.5 * gamma * gamma * factors[c, i] * factors[c, i]
        total -= dof * volumes[c]
    for p in range(n):
        for c in range(k):
            y = ys[p, c]
            for i in range(d):
                y[i] = diagonal[c, i] * (X[p, i] - means[c, i])
            at = d
            for i in range(d):
                for j in range(i + 1, d):
                    y[j] += factors[c, at] * (X[p, i] - means[c, i])
                    at += 1
            square = 0.0
            for i in range(d):
                square += y[i] * y[i]
            terms[p, c] = weights[c] + volumes[c] - 0.5 * square
        masses[p] = log_mass(terms[p])
        total += masses[p]
    mass = log_mass(weights)

    gweights, gmeans = np.zeros(k), np.zeros_like(means)
    gfactors, gdiagonal, gvolumes = np.zeros_like(factors), np.zeros((k, d)), np.zeros(k)
    for c in range(k):
        gweights[c] = -n * g * math.exp(weights[c] - mass)
    for p in range(n - 1, -1, -1):
        for c in range(k - 1, -1, -1):
            share = g * math.exp(terms[p, c] - masses[p])
            gweights[c] += share
            gvolumes[c] += share
            y = ys[p, c]
            at = factors.shape[1]
            for i in range(d - 1, -1, -1):
                centred = X[p, i] - means[c, i]
                gcentred = -share * y[i] * diagonal[c, i]
                gdiagonal[c, i] -= share * y[i] * centred
                for j in range(d - 1, i, -1):
                    at -= 1
                    gfactors[c, at] -= share * y[j] * centred
                    gcentred -= share * y[j] * factors[c, at]
                gmeans[c, i] -= gcentred
    for c in range(k):
        for i in range(d):
            e = diagonal[c, i]
            gfactors[c, i] = (gdiagonal[c, i] + g * gamma * gamma * e) * e + gvolumes[c] - g * dof
        for i in range(d, factors.shape[1]):
            gfactors[c, i] += g * gamma * gamma * factors[c, i]
    return total - n * mass, (gweights, gmeans, gfactors)


def ba(cameras, points, weights, seen):
    out = np.zeros((len(weights), 2))
    for o in range(len(weights)):
        camera = cameras[o]
        p = points[o, 0] - camera[3]
        q = points[o, 1] - camera[4]
        r = points[o, 2] - camera[5]
        angle = math.sqrt(camera[0] * camera[0] + camera[1] * camera[1] + camera[2] * camera[2])
        c, s = math.cos(angle), math.sin(angle)
        a = camera[0] / angle
        b = camera[1] / angle
        e = camera[2] / angle
        along = (a * p + b * q + e * r) * (1.0 - c)
        x = p * c + (b * r - e * q) * s + a * along
        y = q * c + (e * p - a * r) * s + b * along
        z = r * c + (a * q - b * p) * s + e * along
        u, v = x / z, y / z
        far = u * u + v * v
        lens = 1.0 + camera[9] * far + camera[10] * far * far
        out[o, 0] = weights[o] * (u * lens * camera[6] + camera[7] - seen[o, 0])
        out[o, 1] = weights[o] * (v * lens * camera[6] + camera[8] - seen[o, 1])
    return out


def ba_by_hand(cameras, points, weights, seen, g):
    out, kept = np.zeros((len(weights), 2)), []
    for o in range(len(weights)):
        camera = cameras[o]
        p = points[o, 0] - camera[3]
        q = points[o, 1] - camera[4]
        r = points[o, 2] - camera[5]
        angle = math.sqrt(camera[0] * camera[0] + camera[1] * camera[1] + camera[2] * camera[2])
        c, s = math.cos(angle), math.sin(angle)
        a = camera[0] / angle
        b = camera[1] / angle
        e = camera[2] / angle
        dot = a * p + b * q + e * r
        along = dot * (1.0 - c)
        f, h, i = b * r - e * q, e * p - a * r, a * q - b * p
        x, y, z = p * c + f * s + a * along, q * c + h * s + b * along, r * c + i * s + e * along
        u, v = x / z, y / z
        far = u * u + v * v
        lens = 1.0 + camera[9] * far + camera[10] * far * far
        d0 = u * lens * camera[6] + camera[7] - seen[o, 0]
        d1 = v * lens * camera[6] + camera[8] - seen[o, 1]
        out[o, 0], out[o, 1] = weights[o] * d0, weights[o] * d1
        turn = angle, c, s, a, b, e, dot, along
        kept.append((p, q, r, *turn, f, h, i, z, u, v, far, lens, d0, d1))
    gcameras, gpoints, gweights = np.zeros_like(cameras), np.zeros_like(points), np.zeros(len(out))
    for o in range(len(weights) - 1, -1, -1):
        camera, gcamera = cameras[o], gcameras[o]
        p, q, r, angle, c, s, a, b, e, dot, along, f, h, i, z, u, v, far, lens, d0, d1 = kept.pop()
        gweights[o] = d0 * g[o, 0] + d1 * g[o, 1]
        g0, g1 = weights[o] * g[o, 0], weights[o] * g[o, 1]
        gcamera[7], gcamera[8] = g0, g1
        gcamera[6] = (u * g0 + v * g1) * lens
        g0, g1 = g0 * camera[6], g1 * camera[6]
        glens = u * g0 + v * g1
        gcamera[9], gcamera[10] = glens * far, glens * far * far
        gfar = 2.0 * glens * (camera[9] + 2.0 * camera[10] * far)
        gx, gy = (g0 * lens + gfar * u) / z, (g1 * lens + gfar * v) / z
        gz = -(u * gx + v * gy)
        galong = a * gx + b * gy + e * gz
        gdot = galong * (1.0 - c)
        gc = p * gx + q * gy + r * gz - galong * dot
        gs = f * gx + h * gy + i * gz
        ga = along * gx + s * (q * gz - r * gy) + p * gdot
        gb = along * gy + s * (r * gx - p * gz) + q * gdot
        ge = along * gz + s * (p * gy - q * gx) + r * gdot
        gp = c * gx + s * (e * gy - b * gz) + a * gdot
        gq = c * gy + s * (a * gz - e * gx) + b * gdot
        gr = c * gz + s * (b * gx - a * gy) + e * gdot
        gangle = c * gs - s * gc - (a * ga + b * gb + e * ge) / angle
        gcamera[0] = ga / angle + a * gangle
        gcamera[1] = gb / angle + b * gangle
        gcamera[2] = ge / angle + e * gangle
        gcamera[3], gcamera[4], gcamera[5] = -gp, -gq, -gr
        gpoints[o, 0], gpoints[o, 1], gpoints[o, 2] = gp, gq, gr
    return out, (gcameras, gpoints, gweights)


def sigmoid(t):
    return 1.0 / (1.0 + math.exp(-t))


def lstm(gates, ends, state, text):
    layers, width = len(gates), text.shape[1]
    state = state.copy()
    signal, guess = np.zeros(width), np.zeros(width)
    total = 0.0
    for t in range(len(text) - 1):
        for j in range(width):
            signal[j] = text[t, j] * ends[0, j]
        for k in range(layers):
            for j in range(width):
                h = state[k, 0, j]
                forget = sigmoid(signal[j] * gates[k, 0, 0, j] + gates[k, 1, 0, j])
                take = sigmoid(h * gates[k, 0, 1, j] + gates[k, 1, 1, j])
                show = sigmoid(signal[j] * gates[k, 0, 2, j] + gates[k, 1, 2, j])
                change = math.tanh(h * gates[k, 0, 3, j] + gates[k, 1, 3, j])
                cell = state[k, 1, j] * forget + take * change
                state[k, 1, j] = cell
                state[k, 0, j] = show * math.tanh(cell)
                signal[j] = state[k, 0, j]
        mass = 2.0
        for j in range(width):
            guess[j] = signal[j] * ends[1, j] + ends[2, j]
            mass += math.exp(guess[j])
        for j in range(width):
            total += text[t + 1, j] * (guess[j] - math.log(mass))
    return -total / ((len(text) - 1) * width)


def lstm_by_hand(gates, ends, state, text, g):
    layers, width, last = len(gates), text.shape[1], len(text) - 1
    state = state.copy()
    signal = np.zeros(width)
    kept, outputs = [], []
    total = 0.0
    for t in range(last):
        for j in range(width):
            signal[j] = text[t, j] * ends[0, j]
        for k in range(layers):
            for j in range(width):
                x, h, c = signal[j], state[k, 0, j], state[k, 1, j]
                forget = sigmoid(x * gates[k, 0, 0, j] + gates[k, 1, 0, j])
                take = sigmoid(h * gates[k, 0, 1, j] + gates[k, 1, 1, j])
                show = sigmoid(x * gates[k, 0, 2, j] + gates[k, 1, 2, j])
                change = math.tanh(h * gates[k, 0, 3, j] + gates[k, 1, 3, j])
                cell = c * forget + take * change
                bent = math.tanh(cell)
                state[k, 1, j] = cell
                state[k, 0, j] = signal[j] = show * bent
                kept.append((x, h, c, forget, take, show, change, bent))
        mass = 2.0
        guess = np.zeros(width)
        for j in range(width):
            guess[j] = signal[j] * ends[1, j] + ends[2, j]
            mass += math.exp(guess[j])
        for j in range(width):
            total += text[t + 1, j] * (guess[j] - math.log(mass))
        outputs.append((signal.copy(), guess, mass))
    scale = -1.0 / (last * width)

    ggates, gends, gstate = np.zeros_like(gates), np.zeros_like(ends), np.zeros_like(state)
    gsignal = np.zeros(width)
    for t in range(last - 1, -1, -1):
        signal, guess, mass = outputs.pop()
        letters = 0.0
        for j in range(width):
            letters += g * scale * text[t + 1, j]
        for j in range(width):
            gguess = g * scale * text[t + 1, j] - letters / mass * math.exp(guess[j])
            gends[1, j] += gguess * signal[j]
            gends[2, j] += gguess
            gsignal[j] = gguess * ends[1, j]
        for k in range(layers - 1, -1, -1):
            for j in range(width - 1, -1, -1):
                x, h, c, forget, take, show, change, bent = kept.pop()
                gh = gstate[k, 0, j] + gsignal[j]
                gc = gstate[k, 1, j] + gh * show * (1.0 - bent * bent)
                gforget = gc * c * forget * (1.0 - forget)
                gtake = gc * change * take * (1.0 - take)
                gshow = gh * bent * show * (1.0 - show)
                gchange = gc * take * (1.0 - change * change)
                gstate[k, 1, j] = gc * forget
                ggates[k, 0, 0, j] += gforget * x
                ggates[k, 0, 1, j] += gtake * h
                ggates[k, 0, 2, j] += gshow * x
                ggates[k, 0, 3, j] += gchange * h
                ggates[k, 1, 0, j] += gforget
                ggates[k, 1, 1, j] += gtake
                ggates[k, 1, 2, j] += gshow
                ggates[k, 1, 3, j] += gchange
                gsignal[j] = gforget * gates[k, 0, 0, j] + gshow * gates[k, 0, 2, j]
                gstate[k, 0, j] = gtake * gates[k, 0, 1, j] + gchange * gates[k, 0, 3, j]
        for j in range(width):
            gends[0, j] += gsignal[j] * text[t, j]
    return total * scale, (ggates, gends)


def without_places(n, d, k):
    """Return the arguments of the mixture without the places that only arrays need."""
    args = mixture.arguments(n, d, k)
    return (*args[:4], *args[5:])


CASES = (
    Case(
        gmm, gmm_by_hand, ("weights", "means", "factors"),
        {"small": without_places(10, 3, 4), "large": without_places(60, 6, 5)}, title="gmm loops",
    ),
    Case(
        ba, ba_by_hand, ("cameras", "points", "weights"),
        {"small": bundle.arguments(10), "large": bundle.arguments(200)}, title="ba loops",
    ),
    Case(
        lstm, lstm_by_hand, ("gates", "ends"),
        {"small": network.arguments(2, 6, 5), "large": network.arguments(2, 20, 20)},
        title="lstm loops",
    ),
)  # fmt: skip
