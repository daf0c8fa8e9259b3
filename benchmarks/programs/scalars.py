"""Adjoints by hand of the golden programs of tests/goldens/programs.py: numbers and loops.

Each takes the program's arguments and the adjoint `g` of its result, and returns the value and
the gradients of what the golden program is differentiated by.
"""

import math

import numpy as np


def product_and_sine(x, y, g):
    return x * y + np.sin(x), (y * g + np.cos(x) * g, x * g)


def sine_iteration(x, g):
    return sine_pullback(x, 6, g)


def sine_pullback(x, n, g):
    angles = []
    y = x
    for _ in range(n):
        angle = x + y
        angles.append(angle)
        y = np.sin(angle)
    gx = 0.0
    for angle in reversed(angles):
        g = np.cos(angle) * g
        gx += g
    return y, (gx + g,)


def root_by_heron(a, g):
    if a < 0.0:
        return -a, (-g,)
    guesses = []
    x = a
    while abs(x * x - a) > 1e-10:
        guesses.append(x)
        x = 0.5 * (x + a / x)
    ga, gx = x * g, a * g
    for guess in reversed(guesses):
        half = 0.5 * gx
        share = half / guess
        ga += share
        gx = half - share * a / guess
    return x * a, (ga + gx,)


def two_neurons(a, b, c, x, y, g):
    h = 1.0 / (1.0 + math.exp(-(a * x + b * y + c)))
    z = 1.0 / (1.0 + math.exp(-h * a))
    gu = g * z * (1.0 - z)
    gt = a * gu * h * (1.0 - h)
    return z, (h * gu + x * gt, y * gt, gt, a * gt, b * gt)


def nested_loops(x, n, g):
    total = 0.0
    trips = []
    for i in range(n):
        term = x
        terms = []
        for j in range(i):
            sine = math.sin(x + j)
            terms.append((term, sine))
            term = term * sine
        trips.append(terms)
        total += term / (i + 1)
    gx = 0.0
    for i in range(n - 1, -1, -1):
        gterm = g / (i + 1)
        terms = trips[i]
        for j in range(i - 1, -1, -1):
            term, sine = terms[j]
            gx += math.cos(x + j) * term * gterm
            gterm *= sine
        gx += gterm
    return total, (gx,)


def while_in_for(a, n, g):
    total = 0.0
    rest = a
    trips = []
    for k in range(n):
        squared = rest
        rest = rest * rest + k
        quotients = []
        while rest > 1.0:
            rest = rest / (1.0 + a)
            quotients.append(rest)
        trips.append((squared, quotients))
        total += rest
    ga = grest = 0.0
    for squared, quotients in reversed(trips):
        grest += g
        for quotient in reversed(quotients):
            grest = grest / (1.0 + a)
            ga -= grest * quotient
        grest = 2.0 * squared * grest
    return total, (ga + grest,)


def branches_in_a_loop(x, n, g):
    y = x
    z = 1.0
    trips = []
    for i in range(n):
        if y > 1.0:
            trips.append((0, y, z, 0.0))
            y = 0.5 * y * x
        elif i % 2 == 0:
            decay = math.exp(-z)
            y = y + decay
            trips.append((1, y, z, decay))
            z = z * y
        else:
            trips.append((2, y, z, 0.0))
            y = y * y + 0.1
    gx, gy, gz = 0.0, z * g, y * g
    value = y * z
    for arm, y, z, decay in reversed(trips):
        if arm == 0:
            gx += 0.5 * y * gy
            gy = 0.5 * x * gy
        elif arm == 1:
            gy += z * gz
            gz = y * gz - decay * gy
        else:
            gy = 2.0 * y * gy
    return value, (gx + gy,)


def starts_at_zero(x, w, g):
    total = 0.0
    for i in range(len(x)):
        total += w * x[i] ** 2
    gx = np.zeros_like(x)
    gw = 0.0
    for i in range(len(x)):
        gw += x[i] ** 2 * g
        gx[i] = 2.0 * w * x[i] * g
    return total, (gx, gw)


def newton(x, steps, g):
    y = 1.0
    trips = []
    for _ in range(steps):
        value = y ** 3 - y - x
        slope = 3.0 * y ** 2 - 1.0
        trips.append((y, value, slope))
        y = y - value / slope
    result = y
    gx = 0.0
    for y, value, slope in reversed(trips):
        gvalue = -g / slope
        gslope = -gvalue * value / slope
        gx -= gvalue
        g += slope * gvalue + 6.0 * y * gslope
    return result, (gx,)


def horner(c, x, g):
    p = 0.0
    partial = []
    for i in range(len(c) - 1, -1, -1):
        partial.append(p)
        p = p * x + c[i]
    gc = np.zeros_like(c)
    gx = 0.0
    for i in range(len(c)):
        gc[i] = g
        gx += partial.pop() * g
        g = g * x
    return p, (gc, gx)


def swap_in_a_loop(x, y, n, g):
    a, b = x, y
    pairs = []
    for _ in range(n):
        pairs.append((a, b))
        a, b = b, a * b
    value = a + b
    ga = gb = g
    for a, b in reversed(pairs):
        ga, gb = b * gb, ga + a * gb
    return value, (ga, gb)


def early_return_in_a_loop(x, n, g):
    y = x
    powers = []
    value = None
    for i in range(n):
        powers.append(y)
        y = y * x
        if y > 3.0:
            value, gy = y * i, i * g
            break
    if value is None:
        value, gy = y * y, 2.0 * y * g
    gx = 0.0
    for power in reversed(powers):
        gx += power * gy
        gy = x * gy
    return value, (gx + gy,)


def runge_kutta(x, v, k, steps, g):
    h = 0.1
    places = []
    for _ in range(steps):
        v1 = -k * math.sin(x)
        xa, x2 = x + 0.5 * h * v, v + 0.5 * h * v1
        v2 = -k * math.sin(xa)
        xb, x3 = x + 0.5 * h * x2, v + 0.5 * h * v2
        v3 = -k * math.sin(xb)
        xc, x4 = x + h * x3, v + h * v3
        v4 = -k * math.sin(xc)
        places.append((x, xa, xb, xc))
        x = x + h / 6.0 * (v + 2.0 * x2 + 2.0 * x3 + x4)
        v = v + h / 6.0 * (v1 + 2.0 * v2 + 2.0 * v3 + v4)
    value = 0.5 * v ** 2 + k * (1.0 - math.cos(x))
    gx, gv, gk = k * math.sin(x) * g, v * g, (1.0 - math.cos(x)) * g
    for x, xa, xb, xc in reversed(places):
        sx, sv = h / 6.0 * gx, h / 6.0 * gv
        gk -= math.sin(xc) * sv
        gxc, gvc = -k * math.cos(xc) * sv, sx
        gx3, gv3 = 2.0 * sx + h * gxc, 2.0 * sv + h * gvc
        gk -= math.sin(xb) * gv3
        gxb, gvb = -k * math.cos(xb) * gv3, gx3
        gx2, gv2 = 2.0 * sx + 0.5 * h * gxb, 2.0 * sv + 0.5 * h * gvb
        gk -= math.sin(xa) * gv2
        gxa, gva = -k * math.cos(xa) * gv2, gx2
        gx1, gv1 = sx + 0.5 * h * gxa, sv + 0.5 * h * gva
        gk -= math.sin(x) * gv1
        gx += gxa + gxb + gxc - k * math.cos(x) * gv1
        gv += gva + gvb + gvc + gx1
    return value, (gx, gv, gk)


def list_as_a_stack(x, n, g):
    starts, pushed = [], []
    for i in range(n):
        starts.append(x)
        x = x * math.cos(x + i)
        pushed.append(x)
    total = 1.0
    for value in reversed(pushed):
        total = total * 0.5 + value ** 2
    gpushed = []
    for value in pushed:
        gpushed.append(2.0 * value * g)
        g = 0.5 * g
    gx = 0.0
    for i in range(n - 1, -1, -1):
        gx += gpushed[i]
        start = starts[i]
        gx = math.cos(start + i) * gx - math.sin(start + i) * start * gx
    return total, (gx,)


def sum_of_a_comprehension(x, w, g):
    total = 0.0
    gx = np.zeros_like(x)
    gw = 0.0
    for i in range(len(x)):
        sine = math.sin(x[i])
        total += w * sine
        gw += sine * g
        gx[i] = math.cos(x[i]) * w * g
    return total, (gx, gw)


def safe_quotient(x, y, g):
    if y != 0.0 and x > y:
        z = x / y
        return z, (g / y, -g * z / y)
    return x * y, (y * g, x * g)


def stops_by_break(x, tolerance, g):
    term = total = x
    terms = []
    for k in range(1, 50):
        terms.append(term)
        term = -term * x * x / ((2 * k) * (2 * k + 1))
        total += term
        if abs(term) < tolerance:
            break
    gx = gterm = 0.0
    for k in range(len(terms), 0, -1):
        share = (gterm + g) / ((2 * k) * (2 * k + 1))
        gx -= 2.0 * terms.pop() * x * share
        gterm = -x * x * share
    return total, (gx + gterm + g,)
