"""Functions with a decorator that read names which their file binds below them."""

import numpy as np

from s2sad import differentiate


@differentiate
def falling(x, n):
    return x if n <= 1 else x * np.sin(falling(x, n - 1))


@differentiate
def even(x, n):
    return x if n == 0 else np.cos(odd(x, n - 1)) * SCALE


@differentiate
def odd(x, n):
    return x * x if n == 0 else helper(even(x, n - 1))


def helper(x):
    return np.exp(-x) + x


SCALE = 1.5
