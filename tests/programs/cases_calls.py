"""Calls: helpers, defaults, keywords, closures, globals, recursion, methods."""
# ruff: noqa: B007, E731, RET504, B006

import math
from math import sin as sine

import numpy as np
from numpy import exp

from tests.programs.case import Cases, matrix, vector

CASES = Cases()
case = CASES.add

SCALE = 0.7
TABLE = np.array([0.3, 1.1, 0.6])
NAMES = {"low": 0.2, "high": 1.4}


def sigmoid(t):
    return 1.0 / (1.0 + np.exp(-t))


def polynomial(x, a=0.5, *, b=1.0):
    return a * x**2 + b * x


def halve_in_place(v, factor=0.5):
    v *= factor
    v[0] = v[0] ** 2


def tail(v, k=1):
    return v[k:]


def pick(v, w, first):
    if first:
        return v
    return w


def both(x, y):
    return x * y, x + y


def sign_split(x):
    if x < 0.0:
        return -x * x
    for i in range(3):
        x = x * 1.2
        if x > 1.5:
            return x * i
    return np.sqrt(x)


def append_square(values, v):
    values.append(v * v)
    return values


def calls_of_one_helper(x):
    y = sigmoid(x)
    for i in range(3):
        y = sigmoid(y * x) + sigmoid(y + i)
    return y * sigmoid(sigmoid(x))

case(calls_of_one_helper, (0.8,), tags="call")


def defaults_and_keywords(x, y):
    s = polynomial(x)
    for i in range(2):
        s = s + polynomial(y, b=s) * polynomial(b=y, x=s, a=0.1)
    return s + polynomial(x, y)

case(defaults_and_keywords, (0.8, 0.6), wrt=(0, 1), tags="call keyword default")


def own_defaults(x, y=0.4, n=3):
    for i in range(n):
        x = x * y + np.sin(x)
    return x

case(own_defaults, (0.8,), (0.8, 0.9), (0.8, 0.9, 1), tags="default")


def helper_that_mutates(x):
    y = x * x
    for i in range(3):
        halve_in_place(y[i:])
        halve_in_place(y, factor=1.0 + x[0])
    return np.sum(y * x)

case(helper_that_mutates, (vector(4),), tags="call store view")


def helper_that_returns_a_view(x):
    y = x * 1.0
    for i in range(2):
        v = tail(y)
        v *= y[:-1]
        tail(v, k=2)[0] += x[i]
    return np.sum(y**2)

case(helper_that_returns_a_view, (vector(5),), tags="call view store")


def helper_that_returns_its_argument(x):
    a, b = x * 1.0, x * x
    for i in range(3):
        c = pick(a, b, i % 2 == 0)
        c[i] = c[0] * b[1]
        pick(b, a, i > 0)[1] *= x[2]
    return np.sum(a * b)

case(helper_that_returns_its_argument, (vector(3),), tags="call alias store")


def helper_with_two_results(x, y):
    for i in range(3):
        p, s = both(x, y)
        x, y = s * 0.5, np.sin(p)
    return both(x, y)[0]

case(helper_with_two_results, (0.7, 1.1), wrt=(0, 1), tags="call tuple")


def helper_with_early_returns(x):
    s = 0.0
    for v in (x, -x, x * 0.4, x + 2.0):
        s = s * 0.5 + sign_split(v)
    return s

case(helper_with_early_returns, (0.7,), (-0.3,), tags="call return")


def log_constant(n):
    total = 0.25 * n
    for j in range(n):
        total += math.lgamma(0.5 * (n - j))
    return total


def constant_without_a_rule(x, n):
    return np.sum(x**2) * log_constant(n)

case(constant_without_a_rule, (vector(3), 4), tags="call for math")


def helper_that_appends(x):
    values = [x]
    for i in range(3):
        append_square(values, values[-1] + 0.1)
        values = append_square(values, x)
    return values[3] * values[5] + values[-1]

case(helper_that_appends, (0.7,), tags="call list")


def arguments_evaluated_in_order(x):
    values = [x, 2.0 * x, x * x]
    for i in range(2):
        values.append(both(values.pop(), values[-1] + values.pop(0) if i else values[0])[1])
    return polynomial(values[-1], a=values[0]) * len(values)

case(arguments_evaluated_in_order, (0.7,), tags="call order pop")


def nested_function(x, y):
    scale = x * y

    def inner(t, shift=y):
        return np.sin(t * scale) + shift

    s = x
    for i in range(2):
        s = inner(s) * inner(y, s)
        scale = scale + s
    return s

case(nested_function, (0.7, 1.1), wrt=(0, 1), tags="closure")


def lambdas(x):
    square = lambda t: t * t
    add = lambda a, b=x: a + b * square(a)
    for i in range(2):
        x = add(square(x)) * 0.5 + add(x, 0.3)
    return x

case(lambdas, (0.7,), tags="closure lambda")


def _closed_over(power):
    def with_closure(x):
        y = x
        for i in range(power):
            y = y * x + np.sin(y) * weights[i]
        return y

    weights = [0.2, 0.4, 0.6]
    return with_closure

case(_closed_over(3), (0.8,), tags="closure")


def module_globals(x):
    s = x * SCALE
    for t in TABLE:
        s = s * t + sine(s) * NAMES["low"]
    return s * exp(-s) * math.pi + np.sum(TABLE * x) * NAMES["high"]

case(module_globals, (0.8,), tags="global")


def factorial_like(x, n):
    if n == 0:
        return x
    return np.sin(x * n) * factorial_like(x + 0.1, n - 1) + x

case(factorial_like, (0.6, 3), (0.6, 0), tags="recursion")


def tree_recursion(x, n):
    if n < 2:
        return x * (n + 1)
    left = tree_recursion(x * x, n - 1)
    return left * tree_recursion(x, n - 2) + left

case(tree_recursion, (0.8, 4), tags="recursion")


def _is_even(x, n):
    return x if n == 0 else _is_odd(x * 1.1, n - 1)


def _is_odd(x, n):
    return -x if n == 0 else _is_even(x * x, n - 1)


def mutual_recursion(x, n):
    return _is_even(x, n) * x

case(mutual_recursion, (0.9, 3), (0.9, 4), tags="recursion")


def recursive_store(y, k):
    if k < len(y):
        y[k] = y[k] * y[k - 1]
        recursive_store(y, k + 1)


def recursion_that_mutates(x):
    y = x * x
    for i in range(2):
        recursive_store(y, 1)
    return np.sum(y * x)

case(recursion_that_mutates, (vector(4),), tags="recursion store")


class Layer:
    """Weights with a method that uses them."""

    def __init__(self, w, b):
        self.w = w
        self.b = b

    def forward(self, x):
        return np.tanh(self.w @ x + self.b)

LAYER = Layer(matrix(3, 3) - 0.5, vector(3))


def method_of_a_captured_object(x):
    for i in range(2):
        x = LAYER.forward(x) * x
    return np.sum(x)

case(method_of_a_captured_object, (vector(3),), tags="method global")


def helper_v1(x):
    return x * x


def helper_v2(x):
    return np.sin(x) * 3.0


def calls_a_redefined_helper(x):
    s = x
    for i in range(2):
        s = redefined(s) + redefined(x)
    return s

def _redefine(k):
    globals()["redefined"] = (helper_v1, helper_v2)[k % 2]

redefined = helper_v1
case(calls_a_redefined_helper, (0.7,), (0.7,), (0.7,), tags="redefined", before=_redefine)


def reads_a_capture_that_changes(x):
    s = x * CHANGING
    for i in range(2):
        s = s * CHANGING + np.sin(s)
    return np.sum(s)

def _change(k):
    globals()["CHANGING"] = (2, 0.5, np.array([0.4, 0.9]), np.float32(0.3), 0.7)[k]

CHANGING = 2
case(reads_a_capture_that_changes, *[(0.7,)] * 5, tags="capture kind", before=_change)


def function_argument_inside(x):
    def twice(f, v):
        return f(f(v))

    for i in range(2):
        x = twice(sigmoid, x) + twice(np.sin, x)
    return x

case(function_argument_inside, (0.7,), tags="call function-value")


def star_arguments(x, y):
    pair = (x, y * x)
    for i in range(2):
        pair = both(*pair)
    options = {"a": 0.3, "b": x}
    return polynomial(pair[0], **options) * pair[1]

case(star_arguments, (0.7, 1.1), wrt=(0, 1), tags="call starred")


def helper_of_arrays_and_scalars(x, s):
    y = polynomial(x, a=s)
    for i in range(2):
        y = polynomial(s, a=y) * polynomial(y, a=s, b=0.1)
    return np.sum(y)

case(helper_of_arrays_and_scalars, (vector(3), 0.6), wrt=(0, 1), tags="call kinds")


def helper_writes_a_shared_argument(x):
    y = x * 1.0
    pair = [y, y]
    for i in range(2):
        halve_in_place(pair[i], 1.0 + y[1])
        y[1] += pair[1 - i][0]
    return np.sum(pair[0] * pair[1])

case(helper_writes_a_shared_argument, (vector(3),), tags="call alias list store")
