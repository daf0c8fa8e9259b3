"""The golden programs: targets of the derivation first, then loops, scalars and calls.

Programs of arrays are in programs_arrays.py and programs_stores.py; a program is as short as the
thing that it shows.
"""

import math

import numpy as np

from .golden import Golden


def product_and_sine(x, y):
    """Two operations that share an operand: the smallest derivation."""
    return x * y + np.sin(x)


def sine_iteration(x):
    """A counted loop around one carried number."""
    y = x
    for _ in range(1, 7):
        y = np.sin(x + y)
    return y


def root_by_heron(a):
    """A guard that returns early, then a loop that ends when the digits do."""
    if a < 0.0:
        return -a
    x = a
    while abs(x * x - a) > 1e-10:
        x = 0.5 * (x + a / x)
    return x * a


def sigmoid(t):
    return 1.0 / (1.0 + math.exp(-t))


def two_neurons(a, b, c, x, y):
    """One helper called twice; its second argument depends on its first result."""
    h = sigmoid(a * x + b * y + c)
    return sigmoid(h * a)


def sine_pullback(x, n):
    """The loop again with a trip count, shown with the two halves of its pullback."""
    y = x
    for _ in range(n):
        y = np.sin(x + y)
    return y


def nested_loops(x, n):
    """A loop in a loop; the inner trip count and a coefficient depend on the outer index."""
    total = 0.0
    for i in range(n):
        term = x
        for j in range(i):
            term = term * math.sin(x + j)
        total += term / (i + 1)
    return total


def while_in_for(a, n):
    """Each trip divides until the rest is small; nobody knows how often before the run."""
    total = 0.0
    rest = a
    for k in range(n):
        rest = rest * rest + k
        while rest > 1.0:
            rest = rest / (1.0 + a)
        total += rest
    return total


def branches_in_a_loop(x, n):
    """Two arms, one of which leaves a name alone; the condition depends on the state."""
    y = x
    z = 1.0
    for i in range(n):
        if y > 1.0:
            y = 0.5 * y * x
        elif i % 2 == 0:
            y = y + math.exp(-z)
            z = z * y
        else:
            y = y * y + 0.1
    return y * z


def starts_at_zero(x, w):
    """The sum that everybody writes: an int first, floats after the first trip."""
    total = 0
    for i in range(len(x)):
        total = total + w * x[i] ** 2
    return total


def newton(x, steps):
    """Newton's method for y**3 = x + y, the function and its slope written out."""
    y = 1.0
    for _ in range(steps):
        value = y ** 3 - y - x
        slope = 3.0 * y ** 2 - 1.0
        y = y - value / slope
    return y


def horner(c, x):
    """A polynomial from its highest coefficient down."""
    p = 0.0
    for i in range(len(c) - 1, -1, -1):
        p = p * x + c[i]
    return p


def swap_in_a_loop(x, y, n):
    """Two numbers change places in each trip: the pair of a linear recurrence."""
    a, b = x, y
    for _ in range(n):
        a, b = b, a * b
    return a + b


def early_return_in_a_loop(x, n):
    """The loop is left with a result as soon as the state is large."""
    y = x
    for i in range(n):
        y = y * x
        if y > 3.0:
            return y * i
    return y * y


def spring(x, v, k):
    return v, -k * math.sin(x)


def runge_kutta(x, v, k, steps):
    """The classical method of fourth order for a pendulum; the helper returns a pair."""
    h = 0.1
    for _ in range(steps):
        x1, v1 = spring(x, v, k)
        x2, v2 = spring(x + 0.5 * h * x1, v + 0.5 * h * v1, k)
        x3, v3 = spring(x + 0.5 * h * x2, v + 0.5 * h * v2, k)
        x4, v4 = spring(x + h * x3, v + h * v3, k)
        x = x + h / 6.0 * (x1 + 2.0 * x2 + 2.0 * x3 + x4)
        v = v + h / 6.0 * (v1 + 2.0 * v2 + 2.0 * v3 + v4)
    return 0.5 * v ** 2 + k * (1.0 - math.cos(x))


def list_as_a_stack(x, n):
    """Numbers are pushed in one loop and popped, last first, in another."""
    pending = []
    for i in range(n):
        x = x * math.cos(x + i)
        pending.append(x)
    total = 1.0
    while pending:
        total = total * 0.5 + pending.pop() ** 2
    return total


def sum_of_a_comprehension(x, w):
    """Python's sum over a list that is never named."""
    return sum([w * math.sin(x[i]) for i in range(len(x))])


def safe_quotient(x, y):
    """A conditional expression with a conjunction as its test."""
    return x / y if y != 0.0 and x > y else x * y


def stops_by_break(x, tolerance):
    """A series that is cut where its terms are small."""
    term = x
    total = x
    for k in range(1, 50):
        term = -term * x * x / ((2 * k) * (2 * k + 1))
        total += term
        if abs(term) < tolerance:
            break
    return total


GOLDENS = (
    Golden(product_and_sine, ((3.0, 5.0),), ("x", "y"), "primitive", whole=True),
    Golden(sine_iteration, ((1.2,),), ("x",), "primitive", whole=True),
    Golden(root_by_heron, ((7.3,), (-2.0,)), ("a",), "primitive"),
    Golden(
        two_neurons, ((1.0, 2.0, -3.0, -1.0, 3.0),), ("a", "b", "c", "x", "y"), "primitive"
    ),
    Golden(sine_pullback, ((1.2, 6), (0.7, 0)), ("x",), pair=True),
    Golden(nested_loops, ((0.8, 4), (0.8, 1)), ("x",)),
    Golden(while_in_for, ((1.7, 4), (0.4, 2)), ("a",)),
    Golden(branches_in_a_loop, ((1.1, 5), (0.3, 2)), ("x",)),
    Golden(starts_at_zero, ((np.linspace(0.5, 2.0, 4), 1.3),), ("x", "w")),
    Golden(newton, ((1.5, 5),), ("x",)),
    Golden(horner, ((np.array([1.0, -2.0, 0.5, 3.0]), 0.7),), ("c", "x")),
    Golden(swap_in_a_loop, ((1.1, 0.9, 5), (1.1, 0.9, 0)), ("x", "y")),
    Golden(early_return_in_a_loop, ((1.4, 6), (1.1, 4)), ("x",)),
    Golden(runge_kutta, ((0.5, 0.1, 1.7, 3),), ("x", "v", "k")),
    Golden(list_as_a_stack, ((0.6, 4),), ("x",)),
    Golden(sum_of_a_comprehension, ((np.linspace(0.1, 1.0, 4), 0.8),), ("x", "w")),
    Golden(safe_quotient, ((3.0, 2.0), (1.0, 2.0)), ("x", "y"), "primitive"),
    Golden(stops_by_break, ((0.9, 1e-9),), ("x",)),
)
