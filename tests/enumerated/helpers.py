"""What the enumerated programs call: helpers that write, or give back what they were given."""

import numpy as np

W = np.array([0.7, -1.3, 1.9])
W2 = np.array([1.1, -0.6])
WM = np.array([[0.3, -0.7, 1.1], [0.9, 0.4, -0.2], [-1.5, 0.8, 0.6]])


class Box:
    """An array and a number."""

    def __init__(self, x, c):
        self.x = x
        self.c = c

    def step(self, a):
        self.x = self.x * a
        self.c += a

    def scale(self, a):
        self.x *= a
        return self.x

    def total(self):
        return np.sum(self.x**2) * self.c


def weighed(items):
    total = 0.0
    for j, e in enumerate(items):
        total += (j + 1.0) * e * e
    return total


def arrays(items):
    total = 0.0
    for j, e in enumerate(items):
        total += (j + 1.5) * np.sum(e * e * W)
    return total


def products(pairs):
    total = 0.0
    for j, (e, g) in enumerate(pairs):
        total += (j + 1.0) * e * e * g
    return total


def scaled(x, a):
    x *= a
    return x


def scale(x, a):
    x *= a


def head(x):
    return x[:2]


def same(x):
    return x


def put(x, i, a):
    x[i] = a * a
    return x[i - 1] * a


def bump(items, a):
    items.append(a * a)
    items[0] *= a


def both(z, x):
    z += x
    x *= 1.5


def early(x, a):
    for e in x:
        if e > a:
            return e * e
    return a


def smaller(a, b):
    if a < b:
        a = b * a
        return a
    b = b * b
    return b


def squares(x):
    for e in x:
        yield e * e


def halved(x, a):
    for j in range(len(x)):
        x[j] *= 0.5
        yield x[j] * a
