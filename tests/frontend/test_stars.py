"""Stars in calls: tuples of known length, dicts of known keys, `**kwargs` of helpers."""

# ruff: noqa: C408, PIE804, PLW2901, RET504, SIM401

import types

import numpy as np
import pytest

from s2sad.errors import Error, Refused, Unsupported, WrongCall, WrongKind
from s2sad.frontend import read, reading
from s2sad.testing import check_grads
from tests.frontend.same import assert_same
from tests.thorough import order_in_turn

X = np.array([0.5, -1.2, 0.8, 1.7])
WEIGHTS = (2.0, 3.0)
OPTIONS = {"b": 2.0, "c": 1.5}


def weigh(a, b=2.0, c=1.0):
    return a * b + c


def pair(x):
    return x, x * 2


def tuples(x):
    t = (x, x * 2)
    return np.sum(np.add(*t)) + max(*(x[0], x[1]))


def lists_calls_and_globals(x):
    many = [x[0], x[1]]
    total = weigh(*many, x[2]) + many[0] + weigh(*pair(x[0]))
    return total + weigh(*(x[1], x[2]), c=x[3]) + weigh(x[1], *WEIGHTS) + weigh(*[*many, x[3]])


def handed_over(x):
    def g(t, *rest):
        return weigh(*t) * weigh(*rest)

    t = pair(x[1])
    return g(t, x[0], x[2]) + g((x[0], x[1], x[2]), *t)


def dicts(x):
    d = dict(b=x[1], c=x[2])
    d["b"] *= 2
    total = weigh(x[0], **d) + weigh(x[0], **{"c": x[3]}) + weigh(x[0], **OPTIONS)
    return total + weigh(x[1], **{**d, "b": x[3]}) + weigh(**{"a": x[1]}, **{"b": x[0]})


def read_by_keys(x):
    def g(**k):
        total = k["a"] * k["b"] + k.get("c", 1.0) * k.get("d", x[3])
        if "f" in k:
            total += k["f"](x[0])
        return total if k.get("none") is None else 0.0

    return g(a=x[0], b=x[1], c=x[2]) + g(b=x[0], a=x[3], f=np.sin)


def used_as_a_dict(x):
    def g(**k):
        s = 0.0
        for _, v in k.items():
            s += v * v
        k["b"] = k["b"] * 2
        return s * weigh(**k) + len(k)

    return g(a=x[0], b=x[1]) * g(a=x[1], b=x[2], c=x[3])


def passed_on(x):
    def g(scale, **k):
        return scale * weigh(**k)

    def g2(*a, **k):
        return g(*a, **k) + (k["a"] if "a" in k else 1.0)

    return g2(x[0], a=x[1], c=x[2]) * g2(x[1], **{"a": x[0]})


def read_inside_what_is_inside(x):
    def g(**k):
        def inner(t):
            return t * k["b"]

        return sum(map(inner, x)) + sum(v * k.get("c", 2.0) for v in x)

    return g(b=x[0]) * g(b=2.0, c=x[1])


CASES = [
    tuples, lists_calls_and_globals, handed_over, dicts, read_by_keys, used_as_a_dict, passed_on,
    read_inside_what_is_inside,
]  # fmt: skip


@pytest.mark.parametrize("function", CASES, ids=lambda f: f.__name__)
def test_derivatives_through_stars(function):
    check_grads(function, X, order=order_in_turn())


def test_arguments_are_evaluated_as_python_does():
    def say(v):
        print(v)
        return v

    def f(x):
        def g(a=0, b=0, **k):
            print(a, b, k["z"], k["y"])
            return k["y"]

        def both(n):
            print("both")
            return n, say(n + 1)

        def plain(*a, **k):
            return a, k["p"], "q" in k

        d = {"b": say(1), "z": say(2)}
        first = g(y=say(x), **d, a=say(4))
        d["b"] = 9
        second = g(z=say(5), b=say(6), y=say(7), a=say(8))
        return first, second, plain(*both(3), say(4), p=say(5)), g(**d, y=d["b"])

    assert_same(f, (1.0,))


def test_of_a_key_that_comes_twice_the_last_value_counts():
    def f(x):
        d = {"a": 1.0, "b": 2.0}
        return weigh(**{"b": 3.0, **d, "a": x}), weigh(**{**d, **{"b": x}})

    assert_same(f, (5.0,))


def test_a_global_that_changes_is_read_anew():
    scope = {"weigh": weigh, "T": (1.0, 2.0), "D": {"b": 2.0}}

    def g(x):
        return weigh(x, **D)  # noqa: F821

    def h(x):
        return weigh(x, *T)  # noqa: F821

    g, h = (types.FunctionType(f.__code__, scope, "g") for f in (g, h))
    of_dict, of_tuple = reading(g), reading(h)
    assert of_dict.is_current() and of_tuple.is_current()
    scope["D"]["c"] = 3.0
    scope["T"] = (1.0,)
    assert not of_dict.is_current() and not of_tuple.is_current()
    assert_same(g, (2.0,))
    assert_same(h, (2.0,))


# -- refusals --------------------------------------------------------------------------------------


def a_list_that_grows(x):
    many = [x[0]]
    many.append(x[1])
    return weigh(*many)


def a_list_with_two_names(x):
    many = [x[0]]
    other = many
    other.append(x[1])
    return weigh(*many)


def an_array(x):
    return weigh(*x)


def bound_twice(x):
    t = (x, x)
    if x[0] > 0:
        t = (x,)
    return weigh(*t)


def a_dict_that_grows(x):
    d = {"b": x[1]}
    d["c"] = x[0]
    return weigh(x[0], **d)


def an_argument(x, p):
    return weigh(x, **p)


def a_call_after_others(x):
    return weigh(x, *pair(x))


def given_twice(x):
    d = {"a": x}
    return weigh(a=x, **d)


def given_by_place_and_name(x):
    d = {"a": x}
    return weigh(x, **d)


def a_key_that_is_not_given(x):
    def g(**k):
        return k["z"]

    return g(a=x)


def a_function_in_a_dict(x):
    def g(**k):
        for n in k:
            x = k[n]
        return x

    return g(f=np.sin)


def kwargs_with_two_names(x):
    def g(**k):
        e = k
        e["b"] = x[0]
        return weigh(**k)

    return g(a=x[1])


def kwargs_that_grow(x):
    def g(**k):
        k["c"] = x
        return weigh(**k)

    return g(a=x)


REFUSED = {
    a_list_that_grows: (Unsupported, "`*many`", "one by one"),
    a_list_with_two_names: (Unsupported, "`*many`", "one by one"),
    an_array: (Unsupported, "`*x`", "one by one"),
    bound_twice: (Unsupported, "`*t`", "one by one"),
    a_dict_that_grows: (Unsupported, "`**d`", "f(a=d['a'])"),
    an_argument: (Unsupported, "`**p`", "f(a=d['a'])"),
    a_call_after_others: (Unsupported, "`*pair(x)`", "one by one"),
    given_twice: (WrongCall, "`a` is given twice", "once"),
    given_by_place_and_name: (WrongCall, "does not take the argument `a` here", "parameters are"),
    a_function_in_a_dict: (Unsupported, "the function `f` into `k`", "constant keys"),
    kwargs_that_grow: (Unsupported, "`**k`", "f(a=d['a'])"),
}


@pytest.mark.parametrize("function", REFUSED, ids=lambda f: f.__name__)
def test_what_is_not_known_is_refused(function):
    cls, what, advice = REFUSED[function]
    with pytest.raises(Error) as caught:
        read(function)
    error = caught.value
    assert type(error) is cls and what in error.what and advice in error.instead, str(error)


@pytest.mark.parametrize(
    ("function", "words"),
    [(a_key_that_is_not_given, "no key 'z'"), (kwargs_with_two_names, "other names")],
)
def test_wrong_uses_of_kwargs_are_refused_when_kinds_are_known(function, words):
    from s2sad import jvp

    with pytest.raises((WrongKind, Unsupported, Refused, Error)) as caught:
        jvp(function, (X,), (X,), 0)
    assert words in str(caught.value)
