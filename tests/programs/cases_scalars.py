"""Scalars: arithmetic, branches, conditions, assignments, effects, results."""
# ruff: noqa: B007, RET504

import math

import numpy as np

from tests.programs.case import Cases

CASES = Cases()
case = CASES.add


def product_and_sine(x, y):
    return x * y + np.sin(x)

case(product_and_sine, (3.0, 5.0), (0.4, -0.7), wrt=(0, 1), tags="scalar")


def python_scalars_only(x, y):
    return math.exp(-x * x) / (1.0 + y**2) - math.atan2(x, y) + abs(x - 3.0)

case(python_scalars_only, (0.6, 1.2), (-0.4, 0.9), wrt=(0, 1), tags="scalar math")


def numpy_scalars(x, y):
    a = np.exp(x) * np.float64(0.3)
    b = np.log(a + y) ** 1.5
    return a / b + np.sqrt(a * b)

case(numpy_scalars, (1.1, 2.3), (np.float64(0.9), np.float64(2.1)), wrt=(0, 1), tags="scalar")


def power_both_ways(x, y):
    return x**y + 2.0**x + y**3 - x**-1.5 + (-x) ** 2

case(power_both_ways, (1.3, 0.7), (0.6, 2.2), wrt=(0, 1), tags="scalar power")


def python_minimum_and_maximum(x, y):
    return max(x * y, 0.3) * min(x, y, 2.5) + max(0.1, x)

case(python_minimum_and_maximum, (0.8, 1.7), (0.2, 0.4), wrt=(0, 1), tags="scalar branch")


def floor_division_and_remainder(x, y):
    return (x % y) * x + (x // y) * y

case(floor_division_and_remainder, (5.3, 1.7), (7.1, 3.2), wrt=(0, 1), tags="scalar")


def if_elif_else(x):
    if x < 0.5:
        y = x * x
    elif x < 1.5:
        y = np.sin(x) * x
    else:
        y = 1.0 / x
    return y * x

case(if_elif_else, (0.2,), (1.1,), (2.4,), tags="if")


def if_without_else(x, y):
    z = x * y
    if z > 1.0:
        z = z * z
        y = np.tanh(y)
    return z + y

case(if_without_else, (2.0, 0.9), (0.3, 0.8), wrt=(0, 1), tags="if")


def nested_branches(x, y):
    if x > 0.0:
        if y > 0.0:
            r = x * y
        else:
            r = x - y * y
        r = r * r
    else:
        r = y
        if y > 1.0:
            r = r * x
    return r + x

case(
    nested_branches, (0.7, 1.2), (0.7, -1.2), (-0.7, 1.2), (-0.7, 0.3), wrt=(0, 1), tags="if"
)


def early_return(x):
    if x < 0.0:
        return x * x
    y = np.sqrt(x)
    if y > 1.5:
        return y * y * y
    return y * x

case(early_return, (-1.2,), (4.0,), (1.1,), tags="return")


def return_from_a_loop(x):
    for i in range(5):
        x = x * x + 0.2
        for j in range(3):
            x = x + 0.1 * x * j
            if x > 4.0:
                return x * (i + 1) * (j + 0.5)
    return -x

case(return_from_a_loop, (1.5,), (0.05,), tags="return for nested")


def conditional_expression(x, y):
    a = x * y if x > y else x / y
    b = (a if a > 1.0 else 2.0 * a) * x
    return a * b

case(conditional_expression, (1.4, 0.9), (0.3, 0.9), wrt=(0, 1), tags="ifexp")


def value_of_and(x, y):
    a = x and y * y
    b = x > 10.0 and y
    return a * x + b * y

case(value_of_and, (1.3, 0.6), wrt=(0, 1), tags="and-or")


def value_of_or(x, y):
    a = x or y
    b = 0.0 or y * x
    c = (x > 0.5 and y) or x
    return a * b * c

case(value_of_or, (1.3, 0.6), (0.2, 0.6), wrt=(0, 1), tags="and-or")


def and_or_in_a_loop(x):
    s = x
    for i in range(4):
        t = i and s * x
        s = (i > 1 and t * 0.5) or np.sin(s + i)
    return s

case(and_or_in_a_loop, (0.7,), tags="and-or for")


def short_circuit_guards(x, n):
    s = x
    for i in range(n):
        if i > 0 and s / i > 0.4 or not i < 2:
            s = s * s + 0.1
        else:
            s = s * 1.5
    return s

case(short_circuit_guards, (0.7, 4), tags="and-or for")


def chained_comparison(x, y):
    if 0.0 < x < y <= 2.0:
        return x * y
    return x - y if -1.0 < x != y else y * y

case(chained_comparison, (0.5, 1.2), (1.5, 1.2), (-2.0, 1.2), wrt=(0, 1), tags="comparison")


def chained_comparison_calls_once(x):
    calls = []

    def middle(v):
        calls.append(1)
        return v * v

    s = x
    for i in range(3):
        if 0.1 < middle(s) < 5.0:
            s = s * s + 0.3
    return s * len(calls)

case(chained_comparison_calls_once, (0.9,), tags="comparison closure effects")


def tuple_assignment(x, y):
    a, b = x * y, x + y
    a, b = b, a * b
    (c, d), e = (a, b), x
    return c * d + e * a

case(tuple_assignment, (0.7, 1.2), wrt=(0, 1), tags="assignment tuple")


def fibonacci_like(x):
    a, b = x, 1.0
    for _ in range(5):
        a, b = b, np.sin(a * b) + a
    return a * b

case(fibonacci_like, (0.8,), tags="assignment tuple for")


def chained_assignment(x):
    a = b = x * x
    a = a * 2.0
    c = d = np.sin(b) + a
    d *= a
    return a * b + c * d

case(chained_assignment, (0.8,), tags="assignment")


def starred_assignment(x, y):
    first, *rest = [x, y, x * y, 2.0]
    *start, last = rest
    return first * rest[1] + start[0] * last

case(starred_assignment, (0.7, 1.2), wrt=(0, 1), tags="assignment starred")


def augmented_everything(x, y):
    a = x
    a += y
    a *= a
    a -= x * y
    a /= 1.0 + y * y
    a **= 2
    return a

case(augmented_everything, (0.7, 1.2), wrt=(0, 1), tags="assignment augmented")


def walrus(x):
    if (y := x * x) > 0.5:
        z = (w := np.sin(y)) * w
    else:
        z = y
    n = 0
    while (y := y * 0.7) > 0.2:
        z = z + y * y
        n += 1
    return z * n + y

case(walrus, (1.3,), (0.3,), tags="walrus while")


def prints_asserts_and_raises(x, n):
    if n < 0:
        raise ValueError(f"n is {n}")
    s = x
    for i in range(n):
        s = s * x + np.sin(s)
        assert s < 100.0, f"s is {s:.3f} in trip {i}"
        print("trip", i, f"{s:.6f}")
    print(f"{n=} {s!r:>30}")
    return s

case(prints_asserts_and_raises, (0.9, 3), tags="effects f-string")


def rounded_parts(x):
    k = np.floor(x)
    r = x - k
    return np.sign(r) * r * r * (1.0 + round(x))

case(rounded_parts, (2.3,), (-1.4,), tags="scalar")


def integer_arithmetic_on_the_side(x, n):
    k = (n * 7 + 3) % 5
    m = n // 2 << 1
    s = x
    for i in range(k):
        s = s * x + (m ^ i) * 0.1 - (i & 1)
    return s / (k + 1)

case(integer_arithmetic_on_the_side, (0.7, 4), (0.7, 3), tags="scalar int")


def tuple_result(x, y):
    a = x * y
    return a, (np.sin(a), x), y * a

case(tuple_result, (0.7, 1.2), wrt=(0, 1), tags="result tuple")


def dictionary_result(x):
    return {"square": x * x, "n": 3, "parts": [x, np.cos(x)]}

case(dictionary_result, (0.7,), tags="result dict")


def carried_int_becomes_float(x):
    s = 0
    for i in range(3):
        s = s + x * i
        s = s * s
    return s

case(carried_int_becomes_float, (0.6,), tags="kind for")
