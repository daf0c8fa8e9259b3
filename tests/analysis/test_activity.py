"""Activity: what is computed from the inputs, and what the outputs are computed from."""

import numpy as np
import pytest

from s2sad import check_grads
from s2sad.analysis.activity import activity, carried_operands
from s2sad.ir.nodes import Apply, Const, Name
from tests.small import special

X = np.array([0.3, 0.7, 1.1])
A, B, C = Name("a"), Name("b"), Name("c")


def active_in(f, *args, wrt=("x",)):
    """Return the users' names that vary with the inputs, and those that are active."""
    found = special(f, *args)
    (result,) = [found.core.program.result]
    parts = result.args if isinstance(result, Apply) else (result,)
    outputs = [p.id for p in parts]
    made = activity(found.core.program, found.core.kinds, found.store, wrt, outputs)
    return tuple("".join(sorted(n for n in s if len(n) == 1)) for s in (made.varied, made.active))


def both_sides(x, y):
    a = x * 2.0
    b = y * 2.0
    c = a * 3.0
    d = a * b
    return d


def test_active_is_what_varies_and_is_of_use():
    assert active_in(both_sides, 0.5, 0.7) == ("acdx", "adx")
    assert active_in(both_sides, 0.5, 0.7, wrt=("x", "y")) == ("abcdxy", "abdxy")


def test_zero_rules_integers_and_conditions_carry_nothing():
    def f(x):
        a = np.floor(x)
        n = int(x)
        c = x > 0.1
        b = float(n) * a
        d = np.sin(x)
        if c:
            d = d * b
        return d

    assert active_in(f, 0.5) == ("dx", "dx")


def test_a_store_into_an_alias_makes_the_whole_class_vary():
    def f(x):
        a = np.zeros(3)
        b = a
        c = a[1:]
        b[0] = x
        return np.sum(c)

    varied, active = active_in(f, 0.5)
    assert set("abcx") <= set(varied)
    assert set("abcx") <= set(active)


def test_a_list_carries_what_is_put_into_it():
    def f(x):
        l = []
        for _ in range(2):
            l.append(x * 2.0)
        a = l[0]
        k = [x, 1.0]
        b = k[1]
        m = [0.0] * 3
        m[0] = b
        c = m.pop()
        return a * c

    assert active_in(f, 0.5) == ("abcklmx", "abcklmx")


def test_a_list_and_the_written_arrays_in_it_vary_together():
    def f(x):
        a = np.zeros(2)
        l = [a]
        b = l[0]
        b[0] = x
        return np.sum(a)

    varied, active = active_in(f, 0.5)
    assert varied == "ablx"
    assert active == "ablx"


def test_a_list_varies_where_an_array_that_it_held_before_is_written():
    def f(l, x):
        a = l[0]
        a[0] = x
        return np.sum(np.array(l))

    assert active_in(f, [X, X + 1.0], 0.5) == ("alx", "alx")
    check_grads(f, [X, X + 1.0], 0.5, wrt=1)


def test_an_exchange_carries_along_its_pairs():
    def f(x, n):
        a = np.sin(x)
        b = 1.0
        c = 2.0
        for _ in range(n):
            a, b = b, a
            c = c * 2.0
        return b, c

    assert active_in(f, 0.5, 2) == ("abx", "abx")


@pytest.mark.parametrize(
    ("value", "names"),
    [
        (A, "a"),
        (Const(1.0), ""),
        (Apply("mul", (A, B)), "ab"),
        (Apply("getitem", (A, B)), "a"),
        (Apply("ifexp", (A, B, C)), "bc"),
        (Apply("np.where", (A, B, C)), "bc"),
        (Apply("np.floor", (A,)), ""),
        (Apply("gt", (A, B)), ""),
        (Apply("np.sum", (A,), (("axis", B),)), "a"),
        (Apply("np.zeros_like", (A,)), ""),
        (Apply("list", (A, B)), "ab"),
        (Apply("or", (A, B)), "ab"),
        (Apply("call", (A, B)), "ab"),
        (Apply("np.concatenate", (Apply("tuple", (A, B)),)), "ab"),
        (Apply("list.pop", (A,)), "a"),
    ],
)
def test_a_derivative_enters_through(value, names):
    assert "".join(sorted(set(carried_operands(value)))) == names
