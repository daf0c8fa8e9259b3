"""Names that are None on some paths, and numbers or arrays on the others."""

# ruff: noqa: RET503, RET505, SIM102, SIM108

import numpy as np
import pytest

import s2sad
from s2sad.errors import Error
from tests.small import kept_in
from tests.thorough import order_in_turn

X = np.array([0.3, 0.8, 0.55, 1.2])
OTHERS = (np.array([1.3, 0.7, 0.45, 0.9]), np.array([0.62, 0.2, 1.45, 0.1]))
RIGHT = []
right = kept_in(RIGHT, X)


def helper(p, v):
    if p is None:
        return v
    return p * 0.5 + v


@right()
def none_again(x):  # reset
    prev = None
    s = 0.0
    for v in x:
        if prev is not None:
            s += prev * v
        prev = None if v > 1.0 else v * v
    return s


@right()
def least_of_some(x):
    best = None
    for k in range(4):
        if x[k] > 0.5 and (best is None or x[k] * x[k] < best):
            best = x[k] * x[k]
    return best * 2.0


@right()
def found_by_a_while(x):
    best = None
    k = 0
    while best is None:
        if x[k] > 0.5:
            best = np.sin(x) * x[k]
        k += 1
    return np.sum(best)


@right()
def truth_of_a_number(x):
    best = None
    for v in x:
        if v > 0.5:
            if not best:
                best = v
            else:
                best = best * v
    return best


@right()
def two_that_take_turns(x):
    a = None
    b = None
    s = 0.0
    for v in x:
        if v > 0.5:
            a, b = v, a
        if a is not None and b is not None:
            s += a * b
    return s


@right()
def given_to_a_helper(x):
    p = None
    for v in x:
        if v > 0.5:
            p = helper(p, v)
    return p**2


@right()
def after_an_assert(x):
    p = None
    for v in x:
        if v > 0.5:
            p = v if p is None else p * v
    assert p is not None
    return p**2


@right()
def arrays_that_are_written(x):
    u = None
    for k in range(3):
        if x[k] > 0.5:
            u = x * x[k]
            u[0] = 2.0 * u[1]
        if u is not None:
            u = u + x
            u[1] *= 0.5
    if u is None:
        return 0.0
    return np.sum(u * u)


@right()
def place_of_the_largest(x):
    i = None
    for k in range(len(x)):
        if i is None or x[k] > x[i]:
            i = k
    return x[i] ** 2


@right()
def differences_of_some(x):
    last = None
    out = []
    for v in x:
        if v > 0.5:
            if last is not None:
                out.append(v * last)
            last = v
    return sum(out)


@right()
def one_branch_of_an_array(x):
    t = None
    if x[0] > 0.2:
        t = x * 2.0
    if t is not None:
        t[0] = x[1] ** 2
        return np.sum(t * x)
    return np.sum(x)


@right()
def array_in_some_trips(x):
    t = None
    s = 0.0
    for v in x:
        if v > 0.6:
            t = np.array([v, v * v])
        elif t is not None:
            s += t @ t
            t[0] *= v
    if t is not None:
        s += t[0]
    return s


@right()
def views_of_some(x):
    w = None
    for k in range(4):
        v = x[k:] if x[k] > 0.5 else None
        if v is not None:
            w = v if w is None else w[-len(v) :] * v
    return np.sum(w)


@right()
def in_place_after_either(x):
    w = None
    for k in range(4):
        g = 2.0 * x * k
        w = g if w is None or np.sum(w) < 1.0 else 0.9 * w + g
        w *= 1.5
    return np.sum(w**2)


@right()
def chosen_by_an_expression(x):
    y = None
    ok = x[0] > 0.1
    if ok:
        y = x[1] ** 2
    z = y if y is not None else x[2]
    return z * (y or 1.0)


@right()
def with_continue_and_break(x):
    y = None
    for v in x:
        if y is None and v > 0.5:
            y = v
            continue
        if y is None:
            continue
        y = y * v
        if y < 0.01:
            break
    return y


@right()
def bounds_that_may_miss(x):
    lo, hi = None, None
    for v in x:
        if v < 0.5:
            lo = v
        if v > 0.5:
            hi = v
    r = 0.0
    if lo is not None and hi is not None:
        r = hi - lo * hi
    elif lo is not None:
        r = lo
    elif hi is not None:
        r = hi * 2
    return r


@right()
def none_as_an_argument(x):
    def f(a, b=None, scale=None):
        out = a * a
        if b is not None:
            out = out + b
        if scale is not None:
            out = out * scale
        return out

    y = None
    for v in x:
        if v > 0.5:
            y = f(v, y, None if y is None else 2.0)
    return y


@right()
def list_with_holes(x):
    l = [None] * 4
    for i in range(4):
        if x[i] > 0.5:
            l[i] = x[i] ** 2
    s = 0.0
    for v in l:
        if v is not None:
            s += v * x[0]
    return s


@right()
def popped_with_holes(x):
    l = []
    for v in x:
        l.append(v if v > 0.5 else None)
    l.append(None)
    s = 0.0
    for i in range(len(l)):
        if l[i] is not None:
            s += l[i] ** 2
    while l:
        w = l.pop()
        if w is None:
            continue
        s += w * 3.0
    return s


@right()
def kept_arrays(x):
    keep = [None, None]
    k = 0
    for v in x:
        keep[k] = np.sin(x) * v
        k = 1 - k
    s = 0.0
    for u in keep:
        if u is None:
            continue
        s += u[1]
    return s


@right()
def comprehension_with_a_test(x):
    l = [None] * 4
    for i in range(4):
        if x[i] > 0.5:
            l[i] = x[i] ** 2
    return sum([v * 2 for v in l if v is not None])


@right()
def truth_in_a_generator(x):
    l = []
    for v in x:
        l.append(v if v > 0.5 else None)
    return sum(v for v in l if v)


@right()
def table_with_holes(x):
    table = [[None] * 3 for _ in range(3)]
    for i in range(3):
        for j in range(i, 3):
            table[i][j] = x[i] * x[j]
    s = 0.0
    for i in range(3):
        for j in range(3):
            if table[i][j] is not None:
                s += table[i][j]
    return s


@right()
def two_arrays_that_take_turns(x):
    a = b = None
    s = 0.0
    for v in x:
        if v > 0.25:
            a, b = x * v, a
        if a is not None and b is not None:
            s += np.dot(a, b)
    return s


@right()
def items_written_out(x):
    s = x[0]
    kept = [v if v > 0.21 else None for v in (x[1], 1.3, 0.1, x[0])]
    for v in kept:
        if v is not None:
            s += v * x[2]
    return s


def either_and_one(x):
    a = x[0] if x[0] > 0.5 else None
    return a, x[1]


@right()
def parts_of_results(x):
    a, b = either_and_one(x)
    c = either_and_one(x)
    return (0.0 if a is None else a * b) + (c[0] if c[0] is not None else c[1])


@right()
def parts_of_tuples_and_lists(x):
    t = (x[0] if x[0] > 0.5 else None, x[1])
    s = 0.0
    for v in t:
        if v:
            s += v
    u = [t[0], x[2]]
    if u[0] is not None:
        s += u[0] * u[1]
    return s


@right()
def items_of_a_dict(x):
    d = {"a": None, "b": x[1]}
    if x[0] > 0.5:
        d["a"] = x[0] ** 2
    s = 0.0
    for k in d:
        if d[k] is not None:
            s += d[k]
    return s


@right()
def best_of_some_steps(x):
    y, best, least = np.zeros_like(x), None, np.inf
    for _ in range(5):
        y = y - 0.1 * (y - x)
        c = np.sum((y - x) ** 2)
        if c < least:
            least, best = c, y
    return np.sum(best**2)


def first_above(x, level):
    for v in x:
        if v > level:
            return v


@right()
def no_return_on_some_paths(x):
    v = first_above(x, 0.5)
    w = first_above(x, 5.0)
    return (v * v if v is not None else x[0]) + (w if w is not None else x[1])


ONCE = [table_with_holes]  # an item is None after it was a number: its adjoint is refused by a run


@pytest.mark.parametrize(("f", "args"), RIGHT)
def test_values_and_derivatives_are_those_of_the_run(f, args):
    for x in (*args, *OTHERS):
        assert s2sad.jvp(f, (x,), (x,))[0] == pytest.approx(f(x), rel=1e-12)
        s2sad.check_grads(f, x, order=1 if f in ONCE else order_in_turn())


def at_the_first_step(x):
    best = None
    if x[0] > 0.5:
        best = x * 2.0
    return np.sum(best)


def mean_of_what_is_there(x):
    best = None
    if x[0] > 0.5:
        best = x * 2.0
    return np.mean(np.array(best))


def square_of_positives(x):
    if x[0] > 0.5:
        return x[0] ** 2


@pytest.mark.parametrize("f", [at_the_first_step, mean_of_what_is_there, square_of_positives])
def test_what_is_none_raises_an_error_of_the_program(f):
    """`np.sum(None)` is None and `np.array(None)` an array: NumPy would not tell."""
    s2sad.check_grads(f, X + 1.0)
    for call in (lambda: s2sad.grad(f)(X), lambda: s2sad.jvp(f, (X,), (X,)),
                 lambda: s2sad.vjp(f, X)):  # fmt: skip
        with pytest.raises(TypeError, match="None"):
            call()


def test_a_recursive_function_does_not_take_none_in_a_list_for_a_number():
    def table(x):
        memo = [None] * 5
        memo[0], memo[1] = x[0], x[1]

        def at(n):
            a = memo[n]
            if a is None:
                a = at(n - 1) * x[2] + at(n - 2)
                memo[n] = a
            return a

        return at(4)

    with pytest.raises(Error, match="calls itself"):
        s2sad.grad(table)(X)


def test_a_comprehension_that_does_not_test_raises_an_error_of_the_program():
    def doubled(x):
        found = [None] * 3
        found[0] = x[0]
        return sum([2.0 * v for v in found])

    with pytest.raises(TypeError, match="v is None"):
        s2sad.grad(doubled)(X)


def test_a_zero_asks_an_argument_for_its_size_and_nothing_is_kept_for_it():
    text = s2sad.differentiate(best_of_some_steps).text("adjoint", X)
    assert "best_stack" not in text
    assert "gbest = np.zeros_like(x)" in text


def a_number_a_tuple_or_none(x):
    d = None
    if x[0] > 0.5:
        d = (x[0], x[1])
    elif x[1] > 0.5:
        d = x[1]
    if d is None:
        return x[2]
    return 2.0 * x[0]


def a_vector_a_matrix_or_none(x):
    d = None
    if x[0] > 0.5:
        d = np.outer(x, x)
    elif x[1] > 0.5:
        d = x
    if d is None:
        return x[2]
    return np.sum(d[0])


@pytest.mark.parametrize("f", [a_number_a_tuple_or_none, a_vector_a_matrix_or_none])
def test_what_is_none_or_of_two_kinds_is_refused(f):
    with pytest.raises(Error, match="None on one path, .* on another and .* on a third"):
        s2sad.grad(f)(X)


class Kept:
    def __init__(self, v):
        self.v = v


def beside_an_object(x):
    kept = Kept(x) if x > 0.4 else None
    best = last = None
    s = np.sin(x)
    for v in (x, np.tanh(x**3)):
        if v > 0.293:
            best = v
    if best is None or last is None:
        s = np.sin(s)
    else:
        s = np.sin(s * best + last)
    s += 2.0
    return s if kept is None else s * kept.v


@pytest.mark.parametrize("x", [0.3, 0.7])
def test_what_cannot_be_reached_is_not_asked_what_it_is(x):
    s2sad.check_grads(beside_an_object, x, order=2)


def test_a_second_derivative_that_is_not_followed_ends_in_an_error():
    with pytest.raises(TypeError):
        s2sad.check_grads(table_with_holes, X, order=2)
