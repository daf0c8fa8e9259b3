"""Functions as values: `map`, `filter`, `reduce`, `partial`, functions of `operator` and NumPy."""

# ruff: noqa: C416, C417, E731, PLW2901

import functools
import math
import operator
from functools import partial, reduce

import numpy as np
import pytest

from s2sad import grad, value_and_grad
from s2sad.errors import Error, UnknownCall, Unsupported, WrongCall
from s2sad.frontend import read, reading
from s2sad.testing import check_grads
from tests.frontend.same import assert_same, text
from tests.thorough import order_in_turn

X = np.array([0.5, -1.2, 0.8, 1.7])


def weigh(a, b, c=1.0):
    return a**2 * b + c


WEIGH_3 = partial(weigh, c=3.0)
WEIGH_2_3 = partial(WEIGH_3, 2.0)
POWERS = functools.partial(np.power, 2.0)
BY_ARRAY = partial(weigh, np.array([1.0, 2.0, 3.0, 4.0]))
OF_LAMBDA = partial(lambda t, k: t * k, k=2.5)


def apply(f, *args):
    return f(*args)


# -- map and filter --------------------------------------------------------------------------------


def map_in_sum(x):
    return sum(map(lambda t: t * t, x))


def map_of_a_library(x):
    return sum(list(map(math.sin, x))) * max(map(np.exp, x)) + sum(map(abs, x), x[0])


def filter_in_a_comprehension(x):
    return sum([t * t for t in filter(lambda t: t > 0, x)])


def two_lists(x):
    s = 0.0
    for a in map(lambda a, b: a * b, x, x[::-1]):
        s += a * a
    for a, b in zip(list(map(operator.mul, x, range(4))), x):
        s += a * b
    return s


def filter_none_and_numbers(x):
    s = 0.0
    for i, a in enumerate(map(np.exp, filter(None, x)), 3):
        s += a * i
    return s


def bound_and_handed_over(x):
    def total(items, f):
        s = 0.0
        for t in map(f, items):
            s += t
        return s

    m = map(lambda t, k=x[1]: t * k, x)
    x = x * 2
    many = total(filter(lambda t: t > x[0], x), weigh_one)
    return sum(m) + many + total(x, partial(weigh, b=2.0))


def weigh_one(t):
    return weigh(t, t)


def left_early(x):
    s = 0.0
    for v in map(lambda t: t * s, x):
        if v > 1.0:
            break
        s += v + 1.0
    return s


# -- reduce ----------------------------------------------------------------------------------------


def horner(x):
    return reduce(lambda a, b: a * b + 1, x)


def of_operators(x):
    start = reduce(operator.mul, x, x[1])
    rows = functools.reduce(np.add, [x, x * 2, x**2])
    return start + rows[1] * rows[2] + reduce(lambda a, k: a + x[k], range(4), 0.0)


def of_generators(x):
    return reduce(operator.add, map(math.exp, x)) * reduce(max, (v * v for v in x))


def of_a_range(x):
    return reduce(lambda a, k: a * x[k] + k, range(4)) + reduce(lambda a, p: a + p[0] * p[1],
                                                                zip(x, x), x[0])


def of_matrices(x):
    a = x.reshape(2, 2)
    return np.sum(reduce(np.dot, [a, a.T, a]))


# -- partial and operator --------------------------------------------------------------------------


def built_inside(x):
    k = x[3]
    p = partial(weigh, b=x[0])
    q = partial(weigh, k)
    x, k = x * 2, k * 3
    return q(k) + np.sum(p(x)) + np.sum(p(x, b=x[1])) + partial(p, x[2])(c=x[3])


def built_outside(x):
    total = np.sum(WEIGH_3(x, x * x)) + np.sum(WEIGH_2_3(x, c=x[0])) + np.sum(POWERS(x))
    return total + np.sum(BY_ARRAY(x)) + OF_LAMBDA(x[1])


def passed_to_helpers(x):
    total = np.sum(apply(WEIGH_2_3, x)) + apply(partial(operator.mul, x[0]), x[1])
    total += apply(operator.neg, x[2]) + sum(map(partial(operator.pow, 2.0), x))
    total += apply(np.dot, x, x) * apply(math.exp, x[0]) + apply(operator.getitem, x, 1)
    return total + apply(operator.truediv, x[0], x[1]) + operator.add(x[0], x[1])


def of_a_derivative(x):
    return sum(map(grad(lambda t: t**3), x))


def built_in_a_loop(x):
    s = 0.0
    for i in range(3):
        step = partial(weigh, x[i], c=s)
        s = step(x[i + 1]) + apply(step, 2.0)
    return s


def returned_by_a_helper(x):
    def scaled(k):
        return partial(weigh, c=k)

    return scaled(x[0])(x[1], x[2]) * scaled(2.0)(1.0, x[3])


CASES = [
    map_in_sum, map_of_a_library, filter_in_a_comprehension, two_lists, filter_none_and_numbers,
    bound_and_handed_over, left_early, horner, of_operators, of_generators, of_a_range, of_matrices,
    built_inside, built_outside, passed_to_helpers, of_a_derivative, built_in_a_loop,
    returned_by_a_helper,
]  # fmt: skip


@pytest.mark.parametrize("function", CASES, ids=lambda f: f.__name__)
def test_derivatives_through_functions_as_values(function):
    check_grads(function, X, order=order_in_turn())


@pytest.mark.parametrize("function", [c for c in CASES if c is not of_a_derivative],
                         ids=lambda f: f.__name__)
def test_the_program_does_what_python_does(function):
    assert_same(function, (X,), (X[::-1] * 1.3,), (-X,))


def test_functions_are_called_where_python_calls_them():
    def say(*args):
        print(*args)
        return args[0]

    def f(x):
        m = map(say, [say(1, "arg"), 2], [3, 4])
        g = filter(lambda t: say(t) > 1, x)
        p = partial(say, say(9, "kept"), *[7, 8])
        print("made")
        for v in m:
            print("body", v)
        p(10)
        total = reduce(lambda a, b: say(a + b, a, b), g, say(5, "start"))
        return total, reduce(lambda a, b: say(a - b), x), list(map(say, x, x)), any(map(say, x))

    assert_same(f, ([0, 1, 2, 3],), ([3, 0],))


def test_a_partial_that_is_made_anew_is_read_anew():
    scope = {"partial": partial, "weigh": weigh, "p": partial(weigh, 2.0)}

    def g(x):
        return p(x)  # noqa: F821

    g = type(g)(g.__code__, scope, "g")
    first = reading(g)
    assert first.is_current()
    scope["p"] = partial(weigh, 3.0)
    assert not first.is_current()


def test_the_operators_are_those_of_the_language():
    def f(a, b):
        return operator.add(a, b) * operator.sub(a, b), operator.lt(a, b), operator.neg(a)

    assert "%1 = a + b" in text(f)
    assert_same(f, (1.0, 2.0), (2, 1))


def with_a_mutable_default(x, seen=[]):  # noqa: B006
    seen.append(x)
    return seen[0] * x


def test_a_default_that_is_written_is_read_and_stays_as_it_was():
    def f(x):
        return with_a_mutable_default(x)

    for x in (2.0, 3.0):
        assert value_and_grad(f)(x) == (x * x, 2 * x)
    assert with_a_mutable_default.__defaults__ == ([],)


def test_a_function_that_is_made_twice_is_no_recursion():
    def f(x):
        def composed(g, h):
            return lambda t: g(h(t))

        every = composed(np.sin, composed(np.exp, lambda t: t * x[0]))
        return np.sum(every(x)) + composed(composed(abs, np.sin), np.cos)(x[1])

    check_grads(f, X, order=2)


def test_a_function_that_is_given_to_itself_calls_itself():
    def f(x):
        return (lambda g: g(g, x, 3))(lambda g, y, n: y if n == 0 else y * g(g, y, n - 1))

    check_grads(f, 1.3, order=2)


def test_a_recursion_that_is_made_anew_by_each_call_is_refused():
    def f(x):
        fixed = lambda g: (lambda r: r(r))(lambda r: g(lambda n: r(r)(n)))
        return fixed(lambda own: lambda n: 1.0 if n < 1 else n * own(n - 1))(x)

    with pytest.raises(Unsupported, match="nests too deeply"):
        read(f)


# -- refusals --------------------------------------------------------------------------------------


def of_data(x):
    return list(map(x, x))


def of_one_or_another(x):
    g = np.add
    for v in x:
        x = reduce(g, x) * v
        g = np.multiply
    return x


def too_few(x):
    return reduce(operator.add)


def operator_of_three(x):
    return operator.add(x, x, x)


def empty_partial(x):
    return partial()(x)


def beside(x):
    return [a for a in map(operator.add, map(np.cos, x), map(np.sin, x))]


def partial_as_data(x):
    return [partial(weigh, x)]


def partial_called_wrongly(x):
    return WEIGH_2_3(x, x, x)


def decorated(x):
    @functools.lru_cache
    def g(t):
        return t

    return g(x)


REFUSED = {
    of_data: (UnknownCall, "which function `x` is", "or a lambda"),
    of_one_or_another: (Unsupported, "which function `g` is", "around the calls"),
    too_few: (WrongCall, "`functools.reduce` is called with 1 arguments", "reduce(f, values)"),
    operator_of_three: (WrongCall, "`operator.add` takes 2 arguments", "as many"),
    empty_partial: (WrongCall, "without a function", "functools.partial(f, x)"),
    beside: (Unsupported, "`map(np.sin, x)` beside something else", "list( )"),
    partial_as_data: (Unsupported, "the function `partial(weigh, x)` as a value", "Call it here"),
    partial_called_wrongly: (WrongCall, "does not take the argument `c` here", "parameters are"),
    decorated: (Unsupported, "`@functools.lru_cache` here", "top of a module"),
}


@pytest.mark.parametrize("function", REFUSED, ids=lambda f: f.__name__)
def test_what_is_not_known_is_refused(function):
    cls, what, advice = REFUSED[function]
    with pytest.raises(Error) as caught:
        read(function)
    error = caught.value
    assert type(error) is cls and what in error.what and advice in error.instead, str(error)


SCALES = {"tanh": 2.0, "<lambda>": 3.0, "local": 4.0, "norm": 5.0, "told": 0.1}


def telling(f):
    @functools.wraps(f)
    def wrapper(*args, **kwargs):
        print(f"calling {f.__name__}")
        return f(*args, **kwargs)

    return wrapper


@telling
def told(x):
    return np.sin(x) * len(told.__name__)


def by_their_names(x):
    def local(v):
        return v * v

    s = 0.0
    for f in (np.tanh, lambda q: q**2, local, np.linalg.norm, told):
        s += SCALES[f.__name__] * np.sum(f(x))
    return s


def test_a_function_tells_its_name(capsys):
    x = np.array([0.5, -1.0])
    check_grads(by_their_names, x)
    capsys.readouterr()
    grad(by_their_names)(x)
    assert capsys.readouterr().out == "calling told\n"
