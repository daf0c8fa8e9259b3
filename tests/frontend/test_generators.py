"""Generators: what they yield is computed where it is taken, in Python's order of effects."""

# ruff: noqa: B007, B023, C416, PLR1714, PLW2901, RET504, RET505, RET508, SIM110, UP028

import numpy as np
import pytest

import s2sad
from s2sad.errors import Error, RecursiveCall, Unsupported
from s2sad.frontend import read
from s2sad.testing import check_grads
from tests.frontend.same import assert_same
from tests.thorough import order_in_turn

X = np.array([0.5, -1.2, 0.8, 1.7])


def squares(x):
    for i in range(len(x)):
        yield x[i] ** 2


def odd_ones(x):
    for i, v in enumerate(x):
        if i % 2:
            continue
        yield v * 2, i
    yield x[0], 9


def decaying(a):
    while True:
        a = a * 0.9
        yield a


def nested(x):
    yield 1.0
    yield from squares(x)
    yield from x
    yield from [x[0], x[1]]


def loud(x, name="loud"):
    print("start", name)
    for i in range(len(x)):
        print(name, "gives", i)
        yield x[i]
        print(name, "goes on", i)
    print("end", name)


def two_ways(x, n):
    if n > 2:
        yield x[0]
    else:
        yield x[1]
        if n > 1:
            return
    yield x[2] * x[0]


class Walk:
    def __init__(self, rate):
        self.rate = rate

    def steps(self, x, *, count=3):
        v = x[0]
        for _ in range(count):
            v = v - self.rate * v**3
            yield v


WALK = Walk(0.1)


# -- loops -----------------------------------------------------------------------------------------


def plain(x):
    s = 0.0
    for t in squares(x):
        s += t * t
    return s


def tuples_and_continue(x):
    s = 0.0
    for v, i in odd_ones(x):
        if i == 2:
            continue
        s += v * i
    return s


def left_by_break(x):
    s = 0.0
    for a in decaying(x[3]):
        if a < 0.3:
            break
        s += a * a
    else:
        s = 100.0
    return s + a


def left_by_return(x):
    for a in decaying(x[3]):
        for b in squares(x):
            if b * a < 0.5:
                return a * b * 3
    return 1.0


def numbered_and_left(x):
    s = 1.0
    for k, t in enumerate(nested(x)):
        if k == 7:
            break
        s = s * (t + k)
    else:
        s = s + 1
    return s


def numbered_to_the_end(x):
    s = 1.0
    for k, (t, i) in enumerate(odd_ones(x), start=2):
        s = s * (t + k) + i
    else:
        s = s + x[1]
    return s


def returns_of_the_generator(x):
    s = 0.0
    for n in range(4):
        for v in two_ways(x, n):
            s += v * n
            if v > 0.6:
                break
        else:
            s *= 1.5
    return s


def a_method_with_keywords(x):
    s = 0.0
    for v in WALK.steps(x, count=2):
        s += v**2
    return s


def break_continue_and_return_in_one(x):
    s = 0.0
    for outer in range(3):
        for k, v in enumerate(nested(x)):
            if k == 0:
                continue
            if v > 2.0 and outer == 2:
                return s * v
            if k > outer + 2:
                break
            s += v * k
        s *= x[0]
        if s > 50.0:
            break
    return s


# -- consumers -------------------------------------------------------------------------------------


def sums_and_extremes(x):
    many = max(squares(x)) * sum(v * v for v in nested(x))
    return sum(squares(x)) + many + sum(squares(x), x[0]) + min(squares(x))


def lists(x):
    every = [*nested(x)]
    pairs = sum([v * w for v in squares(x) for w in squares(x)])
    return every[1] * every[2] * every[-1] * pairs * np.sum(np.array(list(squares(x))))


def any_and_all(x):
    s = x[2]
    if any(v > 1.0 for v in squares(x)):
        s += x[0]
    if any(squares(x)):
        s += x[0] ** 2
    if all(v > 2.0 for v in squares(x)):
        s += x[1] ** 2
    return s


def bound_to_a_name(x):
    g = (v * v for v in x if v > 0)
    h = squares(x)
    x = x * 2
    return sum(g) * x[0] + sum([t * x[1] for t in h])


def handed_over(x):
    def sq(a):
        return (v * v for v in a)

    def total(items):
        s = 0.0
        for t in items:
            s += t
        return s

    return total(sq(x)) * sum(sq(x * 2)) + total(squares(x)) + total(w for v, w in zip(x, x) if v)


def changing_what_the_generator_reads(x):
    y = x.copy()
    s = 0.0

    def walk():
        nonlocal s
        for i in range(len(y)):
            s += 0.5
            yield y[i]
            s *= 2

    for i, v in enumerate(walk()):
        y[(i + 1) % 4] += v * v
        s += v * y[i]
    return s * np.sum(y)


LOOPS = [
    plain, tuples_and_continue, left_by_break, left_by_return, numbered_and_left,
    numbered_to_the_end, returns_of_the_generator, a_method_with_keywords,
    break_continue_and_return_in_one, sums_and_extremes, lists, any_and_all, bound_to_a_name,
    handed_over, changing_what_the_generator_reads,
]  # fmt: skip


@pytest.mark.parametrize("function", LOOPS, ids=lambda f: f.__name__)
def test_derivatives_through_generators(function):
    check_grads(function, X, order=order_in_turn())


@pytest.mark.parametrize("function", LOOPS, ids=lambda f: f.__name__)
def test_the_program_does_what_python_does(function):
    assert_same(function, (X,), (X[::-1] * 1.3,), (-X,), (X * 0.3,))


# -- order -----------------------------------------------------------------------------------------


def test_effects_of_generator_and_body_are_interleaved():
    def f(x):
        print("before")
        for v in loud(x):
            print("body", v)
        else:
            print("else")
        g = loud(x, "kept")
        print("made")
        return [v for v in g]

    assert_same(f, ([1.0, 2.0],), ([],))


def test_what_follows_a_yield_does_not_run_after_a_break():
    def f(x, n):
        for k, v in enumerate(loud(x)):
            print("body", k)
            if k == n:
                print("left")
                break
        else:
            print("else")
        for v in loud(x):
            if v == n:
                return v
            print("next")
        return None

    assert_same(f, *[([0, 1, 2], n) for n in range(4)])


def test_consumers_take_one_item_after_the_other():
    def f(x):
        print(any(v > 1 for v in loud(x)), all(loud(x, "all")))
        print(sum(loud(x, "sum")), [(v, w) for v in loud(x, "a") for w in loud(x, "b") if v < w])
        print(sorted(loud(x, "sorted")))
        print([*loud(x, "one"), *loud(x, "two"), 5])
        return list(loud(x, "list")), tuple(enumerate(loud(x, "numbered"), 3))

    assert_same(f, ([0, 1, 2],), ([2, 0],))


def test_arguments_are_evaluated_where_the_generator_is_made_and_its_body_later():
    def f(x):
        def count(n):
            print("made with", n)
            return n

        def items(n, start=0):
            print("runs")
            for i in range(start, n):
                yield i + k

        k = 1
        g = items(count(3), start=count(1))
        h = (i * k + j for i in range(count(2)) for j in range(count(1)))
        k = 10
        print("then")
        return list(g), sum(h)

    assert_same(f, (1.0,))


def test_a_yield_without_a_value_gives_none():
    def f(n):
        def ticks():
            for _ in range(n):
                yield

        return [v for v in ticks()]

    assert_same(f, (2,))


def test_flags_stay_where_only_some_ways_leave():
    def f(x, n):
        def parts():
            for i in range(3):
                if i == 1:
                    yield x * 2
                    print("after the second")
                else:
                    for j in range(2):
                        yield x + i + j
                print("row", i)
            yield x

        s = 0
        for i in range(2):
            for k, v in enumerate(parts()):
                if k == n:
                    if i == 0:
                        continue
                    break
                if k == n + 2:
                    return s, v
                s += v
            print("s", s)
        return s

    assert_same(f, *[(1, n) for n in range(8)])


def test_the_adjoint_of_a_generator_is_that_of_the_loop():
    def loop(x):
        s = 0.0
        for i in range(len(x)):
            t = x[i] ** 2
            s += t * t
        return s

    found = s2sad.differentiate(plain).text("adjoint", X)
    assert found == s2sad.differentiate(loop).text("adjoint", X).replace("loop", "plain")


# -- refusals --------------------------------------------------------------------------------------


def twice(x):
    g = squares(x)
    return sum(g) + sum(g)


def in_a_loop(x):
    g = squares(x)
    s = 0.0
    for _ in range(2):
        s += sum(g)
    return s


def in_a_loop_over_another(x):
    g = squares(x)
    return sum([sum(g) * v for v in squares(x)])


def as_a_value(x):
    g = squares(x)
    return g[0]


def sent(x):
    def g():
        t = yield x
        yield t

    return sum(g())


def in_turns(x):
    return sum([v * w for w, v in zip(map(abs, x), squares(x))])


def taken_singly(x):
    taken = squares(x)
    return next(taken)


def forever(n):
    yield n
    yield from forever(n - 1)


def recursive(x):
    return sum(forever(x))


def itself(x):
    yield x


def returned(x):
    return squares(x)


def with_a_walrus(x):
    g = (w := v for v in x)
    return sum(g) + w


def unpacked(x):
    a, b, c, d = squares(x)
    return a * b


REFUSED = {
    twice: ("`g` is iterated over twice", "return sum(g) + sum(g)", "list( )"),
    in_a_loop: ("`g` is iterated over in a loop", "s += sum(g)", "list( )"),
    in_a_loop_over_another: ("`g` is iterated over in a loop", "return sum([", "list( )"),
    as_a_value: ("the generator `g` as a value", "return g[0]", "list( )"),
    sent: ("`yield x`", "t = yield x", "statement of its own"),
    in_turns: ("`squares(x)` beside something else", "return sum([", "list( )"),
    taken_singly: ("`next(taken)`", "return next", "`for` loop"),
    recursive: ("cannot follow `forever`", "return sum(forever(x))", "loop"),
    itself: ("`yield x`", "yield x", "Collect the values in a list"),
    returned: ("`returned`", "def returned(x):", "Return a list"),
    with_a_walrus: ("`(w := v for v in x)`", "g = (w := v", "list comprehension"),
    unpacked: ("the generator `squares(x)` as a value", "a, b, c, d = squares(x)", "list( )"),
}


@pytest.mark.parametrize("function", REFUSED, ids=lambda f: f.__name__)
def test_what_is_not_only_iterated_over_is_refused(function):
    what, line, advice = REFUSED[function]
    with pytest.raises(Error) as caught:
        read(function)
    error = caught.value
    assert type(error) is (RecursiveCall if function is recursive else Unsupported), str(error)
    assert what in error.what
    assert error.where.text.strip().startswith(line)
    assert advice in error.instead


def test_a_name_of_the_body_is_not_read_before_its_first_assignment():
    def two(x):
        yield x
        yield x * 2

    def f(x):
        y = 1.0
        for k, v in enumerate(two(x)):
            if k > 0:
                y = t * 2
            t = v * v
        return t * y

    def g(x):
        t = y = 1.0
        for k, v in enumerate(two(x)):
            if k > 0:
                y = t * 2
            t = v * v
        return t * y

    with pytest.raises(Error) as caught:
        read(f)
    assert "`t` is read before it is assigned" in caught.value.what
    check_grads(g, 1.3, order=2)
