"""Loops over scalars: headers, trips, early exits, what is carried and what is overwritten."""
# ruff: noqa: B007, RET504

import numpy as np

from tests.programs.case import Cases, vector

CASES = Cases()
case = CASES.add


def powers_by_loop(x, n):
    y = 1.0
    for i in range(n):
        y = y * x + 0.1 * i
    return y

case(powers_by_loop, (1.2, 4), (0.7, 0), (0.7, 1), tags="for empty")


def negative_step(x):
    s = 0.0
    for i in range(7, 0, -3):
        s = np.sin(s * x + i)
    return s

case(negative_step, (0.8,), tags="for negative-step")


def range_with_step(x, n):
    s = x
    for i in range(1, n, 2):
        s = s * np.cos(x * i) + 0.2 * i
    return s

case(range_with_step, (0.6, 8), (0.6, 1), tags="for empty")


def step_from_a_name(x, step):
    s = x
    for i in range(3 * step, 0, -step):
        s = s + np.sin(s * i)
    return s

case(step_from_a_name, (0.4, 2), (0.4, -1), tags="for negative-step")


def loop_variable_after_the_loop(x):
    s = 0.0
    for i in range(4):
        s = s * x + i * x
    return s * i * x

case(loop_variable_after_the_loop, (1.3,), tags="for loop-variable")


def loop_local_after_the_loop(x):
    for i in range(3):
        t = np.sin(x * (i + 1))
        x = x + 0.5 * t * t
    return t * x

case(loop_local_after_the_loop, (0.7,), tags="for loop-variable")


def loop_variable_after_break(x):
    i = 0
    for i in range(10):
        x = x * x + 0.1
        if x > 3.0:
            break
    return x * i

case(loop_variable_after_break, (1.2,), (0.1,), tags="for break loop-variable")


def loop_variable_assigned_in_the_body(x):
    s = x
    for i in range(3):
        i = 2 * i + 1
        s = s * np.sin(s + i)
    return s * i

case(loop_variable_assigned_in_the_body, (0.9,), tags="for loop-variable")


def while_loop_newton(a):
    x = a
    while abs(x * x - a) > 1e-10:
        x = 0.5 * (x + a / x)
    return x

case(while_loop_newton, (2.0,), (7.3,), tags="while newton")


def while_that_never_runs(x):
    n = 0
    while n > 3:
        x = x * x
        n -= 1
    return x * x

case(while_that_never_runs, (1.4,), tags="while empty")


def while_with_else(x):
    n = 0
    while n < 3:
        x = x * x * 0.8
        n += 1
        if x > 5.0:
            break
    else:
        x = np.sin(x)
    return x * n

case(while_with_else, (1.1,), (3.0,), tags="while else break")


def for_with_else(x):
    for i in range(4):
        x = x * 1.3 + x * x * 0.1
        if x > 3.0:
            x = x * 0.5
            break
    else:
        x = np.exp(-x)
    return x * x

case(for_with_else, (0.2,), (1.5,), tags="for else break")


def continue_in_a_nested_loop(x):
    s = 0.0
    for i in range(3):
        for j in range(4):
            if (i + j) % 3 == 0:
                continue
            if j > 2:
                s = s * 0.5
                continue
            s = s * x + np.sin(x * j)
        s = s * s * 0.1 + x
    return s

case(continue_in_a_nested_loop, (0.8,), (1.6,), tags="for continue nested")


def break_in_the_inner_loop(x):
    s = x
    for i in range(3):
        for j in range(5):
            s = s * x + 0.1
            if s > 1.0 + i:
                break
            s = s + 0.05 * j
        s = np.tanh(s)
    return s

case(break_in_the_inner_loop, (1.3,), (0.3,), tags="for break nested")


def trip_count_from_an_outer_loop(x):
    s = x
    for i in range(4):
        n = i * 2 - 1
        for j in range(n):
            s = np.sin(s + x * j) + 0.1 * i
    return s

case(trip_count_from_an_outer_loop, (0.7,), tags="trip-count nested empty")


def trip_count_overwritten_in_the_body(x):
    n = 3
    for i in range(n):
        n = 1
        x = x * x + 0.1 * i
    return x * n

case(trip_count_overwritten_in_the_body, (0.8,), tags="trip-count header")


def step_overwritten_in_the_body(x):
    low, step = 1, 2
    for i in range(low, 8, step):
        low = i
        step = -1
        x = np.sin(x * i) + 0.3 * step
    return x * low

case(step_overwritten_in_the_body, (0.8,), tags="trip-count header")


def trip_count_from_data(x):
    s = x
    for i in range(3):
        n = int(s * 2.0) + 1
        for _ in range(n):
            s = s * 1.2 + 0.1
    return s * s

case(trip_count_from_data, (0.83,), tags="trip-count data")


def nested_while(x):
    s = x
    i = 0
    while i < 3:
        j = i
        while j > 0:
            s = s * np.cos(s) + 0.5
            j -= 1
        i += 1
    return s * s

case(nested_while, (0.9,), tags="while nested")


def variable_of_one_branch(x):
    s = 0.0
    for i in range(4):
        if i % 2 == 0:
            v = x * (i + 1)
        s = s + np.sin(v) * s + v * v
    return s

case(variable_of_one_branch, (0.6,), tags="one-branch for")


def variable_of_one_branch_guarded_twice(x, flag):
    if flag:
        v = np.exp(x)
    y = x * x
    if flag:
        y = y * v
    return y + x

case(variable_of_one_branch_guarded_twice, (0.6, True), (0.6, False), tags="one-branch")


def condition_changed_by_its_branch(x):
    s = x
    for i in range(3):
        if s < 1.0:
            s = s + x * x
        else:
            s = s * 0.4
    return s * x

case(condition_changed_by_its_branch, (0.8,), tags="condition for")


def overwritten_variable(x):
    t = x
    for i in range(3):
        t = np.sqrt(t + x)
        t = t * t * 0.5 + t
    return t

case(overwritten_variable, (0.8,), tags="overwrite for")


def result_is_carried(x, v):
    t = 1.0
    for i in range(len(v)):
        t = t * x * v[i]
    return t

case(result_is_carried, (1.2, vector(3)), wrt=(0, 1), tags="overwrite result for")


def argument_overwritten(x, y):
    x = x * y
    y = np.sin(x)
    x = x * y + x
    return x

case(argument_overwritten, (0.8, 0.7), wrt=(0, 1), tags="overwrite")


def dead_code_and_unused(x, y):
    unused = np.exp(x) * y
    unused = unused * 2.0
    if y > 100.0:
        x = x * unused
    return x * x

case(dead_code_and_unused, (0.8, 0.7), wrt=(0, 1), tags="dead")


def returned_argument(x, y):
    y = y * 2.0
    return x

case(returned_argument, (0.8, 0.7), wrt=(0, 1), tags="dead result")
