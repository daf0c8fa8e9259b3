"""Lists and tuples: append, pop, items stored and loaded, lists of arrays, comprehensions."""
# ruff: noqa: B007, C416, C417, RET504, SIM113

import numpy as np

from tests.programs.case import Cases, matrix, vector

CASES = Cases()
case = CASES.add


def append_and_read(x):
    values = [x]
    for i in range(4):
        values.append(np.sin(values[i] * x) + values[-1])
    return values[2] * values[4] + values[0]

case(append_and_read, (0.8,), tags="list append")


def append_and_pop(x):
    stack = []
    for i in range(4):
        stack.append(x * (i + 1))
        stack.append(x * x)
        if i % 2 == 0:
            x = x + stack.pop() * 0.3
    s = 0.0
    while stack:
        s = s * 0.5 + stack.pop() ** 2
    return s

case(append_and_pop, (0.6,), tags="list append pop while")


def pop_without_use(x):
    stack = [x, x * x, 2.0 * x]
    for i in range(2):
        stack.append(np.cos(stack[-1]))
        stack.pop()
        stack[0] = stack[0] * stack[-1]
        stack.pop()
    return stack[0] * len(stack)

case(pop_without_use, (0.6,), tags="list pop")


def pop_more_often_in_one_branch(x):
    stack = [x, x * 2.0, x * x, np.sin(x), x + 0.3]
    s = 1.0
    for i in range(3):
        a = stack.pop()
        if a > 0.9:
            s = s * a
        elif len(stack) > 1:
            s = s * a + stack.pop() ** 2
    return s + len(stack)

case(pop_more_often_in_one_branch, (0.7,), (1.6,), tags="list pop branch")


def item_stores(x, y):
    items = [x, y, 0.0]
    for i in range(4):
        items[i % 3] = items[i % 2] * items[-1] + x
        items[-1] += items[0] * y
        items[1] *= 0.9
    return items[0] + items[1] * items[2]

case(item_stores, (0.7, 1.1), wrt=(0, 1), tags="list store augmented")


def list_times_number(x):
    cells = [0.0] * 4
    for i in range(4):
        cells[i] = cells[i - 1] * 0.5 + x**i
    return cells[3] * cells[1]

case(list_times_number, (0.8,), tags="list repeat")


def shared_arrays_in_a_list(x):
    rows = [np.zeros(2)] * 2
    for i in range(3):
        rows[i % 2][0] = rows[0][1] + x[0] * x[1]
        rows[1][1] += x[i % 2] ** 2
    return np.sum(rows[0] * rows[1])

case(shared_arrays_in_a_list, (vector(2),), tags="list repeat alias")


def separate_arrays_in_a_list(x):
    rows = [np.zeros(2) for _ in range(3)]
    for i in range(3):
        rows[i][0] = x[0] * (i + 1)
        rows[i][1] = rows[i - 1][0] * x[1]
    return np.sum(rows[0] * rows[1] * rows[2])

case(separate_arrays_in_a_list, (vector(2),), tags="list comprehension store")


def list_of_arrays_swapped(x):
    state = [x * 1.0, x * x]
    for i in range(3):
        state[1] += 0.3 * state[0] * state[0]
        state[0], state[1] = state[1], state[0]
        state[0][1:] = state[1][:-1]
    return np.sum(state[0] * state[1])

case(list_of_arrays_swapped, (vector(3),), tags="list swap store")


def list_items_replaced_by_arrays(x):
    layers = [x, x * 2.0]
    for i in range(3):
        layers[i % 2] = np.tanh(layers[0] * layers[1])
        layers[1] = layers[1] + layers[0][0]
    return np.sum(layers[0] * layers[1])

case(list_items_replaced_by_arrays, (vector(3),), tags="list store arrays")


def list_of_references(x):
    a = x * 1.0
    both = [a, a[1:]]
    for i in range(2):
        both[1][0] *= both[0][0]
        a += 0.1 * x
        both[0][2] = np.sin(a[1])
    return np.sum(a * both[0]) + both[1][1]

case(list_of_references, (vector(3),), tags="list alias view store")


def nested_lists(x):
    grid = [[x, x * x], [1.0, 2.0 * x]]
    for i in range(3):
        grid[i % 2][0] = grid[1][i % 2] * grid[0][1]
        grid[1].append(grid[0][0])
    return grid[1][-1] * grid[1][2] + grid[0][0]

case(nested_lists, (0.8,), tags="list nested store")


def list_argument(weights, x):
    for w, b in weights:
        x = np.tanh(w @ x + b)
    return np.sum(x**2)

case(
    list_argument,
    ([(matrix(3, 2), vector(3)), (matrix(2, 3) - 0.5, vector(2))], vector(2)),
    wrt=(0, 1), tags="list argument tuple matmul",
)  # fmt: skip


def dictionary_argument(p, x):
    y = x
    for name in ("a", "b", "a"):
        y = np.sin(y * p[name]) + p["c"][1] * y
    return np.sum(y)

case(
    dictionary_argument, ({"a": 0.7, "b": vector(3), "c": [1.0, 0.4]}, vector(3)), wrt=(0, 1),
    tags="dict argument",
)  # fmt: skip


def dictionary_store(x):
    state = {"s": x, "n": 0}
    for i in range(3):
        state["s"] = state["s"] * state["s"] + 0.2
        state["n"] += 1
    return state["s"] * state["n"]

case(dictionary_store, (0.6,), tags="dict store")


def comprehensions(x):
    squares = [v * v for v in x]
    scaled = [s * i for i, s in enumerate(squares) if i != 1]
    table = [[a * b for b in squares] for a in scaled]
    return sum(scaled) + table[1][2] * sum([t[0] for t in table])

case(comprehensions, (vector(4),), tags="comprehension")


def sum_of_a_generator(x, n):
    s = 0.0
    for k in range(3):
        s = s + sum(np.sin(x * i + k) for i in range(n)) * s
        s += sum((v * v for v in (x, s, 0.5)), 0.1)
    return s

case(sum_of_a_generator, (0.4, 3), (0.4, 0), tags="comprehension sum")


def for_over_an_array(x):
    s = 1.0
    for v in x:
        s = s * v + np.sin(s)
    return s

case(for_over_an_array, (vector(4),), (vector(1),), tags="for array")


def for_over_rows(a):
    s = np.zeros(3)
    for row in a:
        s = s * row + row**2
    return s

case(for_over_rows, (matrix(2, 3),), (matrix(1, 3),), tags="for array row")


def for_over_rows_from_an_integer(a):
    s = 0
    for row in a:
        s = s + row * row
    return np.sum(s * s)

case(for_over_rows_from_an_integer, (matrix(3, 2),), tags="for row kind")


def for_over_rows_that_are_written(a):
    b = a * 1.0
    for row in b:
        row[0] *= row[1]
        row += b[0] * 0.3
    return np.sum(b**2)

case(for_over_rows_that_are_written, (matrix(3, 2),), tags="for row view store")


def for_over_lists(x):
    s = x
    for a in [x, 2.0, x * x]:
        for b in (1.0, x):
            s = s * a + b
    return s

case(for_over_lists, (0.6,), tags="for list nested")


def enumerate_zip_reversed(x, y):
    s = 0.0
    for i, v in enumerate(x):
        s = s * v + i * y[i]
    for a, b in zip(x, y[1:]):
        s = s + a * b * s
    for v in reversed(y):
        s = np.sin(s + v)
    for i, (a, b) in enumerate(zip(x, y), 1):
        s = s * a / (i + b)
    for i in reversed(range(1, 4)):
        s = s + x[i] ** i
    return s

case(enumerate_zip_reversed, (vector(4), vector(4, 0.5, 0.9)), wrt=(0, 1), tags="for enumerate zip")


def list_growing_in_its_loop(x):
    values = [x, x * x]
    for i in range(len(values)):
        values.append(values[i] * values[-1])
    return sum(values) * len(values)

case(list_growing_in_its_loop, (0.8,), tags="list header append")


def list_of_lists_as_rows(x):
    rows = []
    for i in range(3):
        rows.append([x * i, x + i])
    m = np.array(rows)
    return np.sum(m[:, 0] * m[:, 1] ** 2)

case(list_of_lists_as_rows, (0.7,), tags="list array")


def stacked_arrays(x):
    parts = []
    y = x
    for i in range(3):
        y = np.sin(y * x)
        parts.append(y)
    return np.stack(parts)[1:] * np.concatenate(parts)[:3] + np.vstack(parts)[0]

case(stacked_arrays, (vector(3),), tags="list arrays stack")


def list_copies_and_slices(x):
    a = [x, x * x, x + 1.0]
    b = a[1:] + [2.0 * x]
    c = a
    d = list(a)
    for i in range(2):
        c[i] = c[i] * a[i + 1]
        d[i] += b[i]
    return a[0] * b[1] + c[1] * d[0] + b[2]

case(list_copies_and_slices, (0.7,), tags="list alias slice")


def tuples_in_loops(x):
    pair = (x, 1.0)
    for i in range(3):
        pair = (pair[1] * x, pair[0] + pair[1])
    a, b = pair
    return a * b

case(tuples_in_loops, (0.7,), tags="tuple for")


def stack_machine(x, y):
    program = ["x", "y", "*", "x", "+", "y", "*", "x", "*"]
    stack = []
    for op in program:
        if op == "x":
            stack.append(x)
        elif op == "y":
            stack.append(y)
        else:
            b = stack.pop()
            a = stack.pop()
            stack.append(a * b if op == "*" else a + b)
    return stack[-1]

case(stack_machine, (0.7, 1.3), wrt=(0, 1), tags="list pop text")


def ring_buffer(x):
    ring = [0.0, 0.0, 0.0]
    head = 0
    s = 0.0
    for t in range(7):
        old = ring[head]
        ring[head] = np.sin(x[t % 4] * (1.0 + old))
        head = (head + 1) % 3
        s = s * 0.8 + ring[head] * ring[head - 1]
    return s

case(ring_buffer, (vector(4),), tags="list store ring")


def ring_buffer_array(x):
    ring = np.zeros(3)
    s = 0.0
    for t in range(7):
        ring[t % 3] = x[t % 4] + 0.5 * ring[(t + 1) % 3] ** 2
        s = s + np.sum(ring) * ring[t % 3]
    return s

case(ring_buffer_array, (vector(4),), tags="store ring")
