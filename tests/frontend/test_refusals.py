"""Refusals: every construct outside the language, with its text, its place and its caret."""

# ruff: noqa

import contextlib

import numpy as np
import pytest

from s2sad.errors import Error, Refused, UnknownName, Unsupported
from s2sad.frontend import read
from s2sad.frontend.language import REFUSED

K = [1.0]


def delete(x):
    del x.flags


def trying(x):
    for _ in range(3):
        try:
            break
        except ValueError:
            pass
    return x


def context(x):
    with x:
        return x


def generator(x):
    yield x


def delegating(x):
    yield from x


async def coroutine(x):
    await x


def making_a_class(x):
    class A:
        pass

    return x


def importing(x):
    import math

    math = 2.0 if x > 1.0 else math
    return math


def importing_from(x):
    from math import sin

    sin = sin(x)
    return sin


def a_set(x):
    return {x, 1}


def set_comprehension(x):
    return {v for v in x}


def global_write(x):
    global K
    K = x
    return x


def bare_raise(x):
    raise


def raise_from(x):
    raise ValueError("a") from None


def generator_as_value(x):
    g = (v for v in x)
    return [g]


def generator_in_array(x):
    return np.array(v for v in x)


def iterator_as_value(x):
    z = zip(x, x)
    return len(z)


def lambda_in_list(x):
    return np.array([lambda y: y])


def star_of_unknown(x):
    return np.hypot(*x, *x)


def double_star_of_unknown(x):
    return np.sum(x, **K)


def attribute_store(x):
    K.flat = 3
    return x


def attribute_update(x):
    K.flat += 3
    return x


def private(x):
    return x.__secret


def forbidden(x):
    return eval("x")


def mapped(x):
    return list(map(x, x))


def module_as_value(x):
    return np


def undefined(x):
    return undefined_name + x


def undefined_attribute(x):
    return np.no_such_thing(x)


def unbound(x):
    y = z + x
    z = 1
    return y


def decorated_inside(x):
    @contextlib.contextmanager
    def g():
        pass

    return x


def too_few(x):
    a, b = x, x, x
    return a


def reduced(x):
    return np.cross(x, x, out=x)


def function_result(x):
    return np.sin


CASES = {
    delete: ("`del x.flags`", "x.flags", "local variable"),
    trying: ("this `try`", "try:", "Set a flag"),
    context: ("`with x`", "x:", "around the call"),
    generator: ("`yield x`", "yield x", "list"),
    delegating: ("`yield from x`", "yield from x", "list"),
    making_a_class: ("`class`", "class A:", "out of the function"),
    importing: ("`import math`", "import math", "top of the file"),
    importing_from: ("`from math import sin`", "from math import sin", "top of the file"),
    a_set: ("`{x, 1}`", "{x, 1}", "list or a tuple"),
    set_comprehension: ("`{v for v in x}`", "{v for v in x}", "list"),
    global_write: ("`K`", "K", "Return the new value"),
    bare_raise: ("`raise`", "raise", "needs a `try`"),
    raise_from: ("`raise ValueError", "raise ValueError", "needs a `try`"),
    generator_as_value: ("the generator `g` as a value", "g]", "make a list of it"),
    generator_in_array: ("`(v for v in x)`", "(v for v in x)", "list comprehension"),
    iterator_as_value: ("the generator `z`", "z", "Iterate over it in a loop"),
    lambda_in_list: ("a lambda as a value", "lambda y: y", "Bind it to a name"),
    star_of_unknown: ("`*x`", "*x", "one by one"),
    double_star_of_unknown: ("`**K`", "K", "one by one"),
    attribute_store: ("`K.flat`", "K.flat", "local variable"),
    attribute_update: ("`K.flat`", "K.flat", "local variable"),
    private: ("`x.__secret`", "x.__secret", "one underscore"),
    forbidden: ("""`eval("x")`""", 'eval("x")', "does not see"),
    mapped: ("which function `x` is", "x, x", "or a lambda"),
    module_as_value: ("module `np`", "np", "not data"),
    undefined: ("`undefined_name` is not defined", "undefined_name", "Did you mean `undefined`?"),
    undefined_attribute: ("`np.no_such_thing` is not defined", "np.no_such_thing", "spelling"),
    unbound: ("`z` is read before it is assigned", "z", "Assign it first"),
    decorated_inside: (
        "@contextlib.contextmanager",
        "contextlib.contextmanager",
        "top of a module",
    ),
    too_few: ("3 values for 2 targets", "a, b", "ValueError"),
    reduced: ("out=x", "np.cross(x, x, out=x)", "Assign the result"),
    function_result: ("function_result", "def function_result(x):", "no derivative"),
}


@pytest.mark.parametrize("function", CASES, ids=lambda f: f.__name__)
def test_what_is_outside_the_language_is_refused_with_its_place(function):
    what, text, advice = CASES[function]
    with pytest.raises(Error) as caught:
        read(function)
    error = caught.value
    assert not isinstance(error, Refused), str(error)
    assert what in error.what
    assert advice in f"{error.why} {error.instead}"
    place = error.where
    assert place.text[place.column :].startswith(text)
    assert place.file == __file__
    heading, line, caret, *rest = str(error).splitlines()
    assert heading.endswith(f":{place.line}: {error.what}")
    assert line.strip() == place.text.strip()
    assert set(caret.strip()) <= {"^", "~"} and caret.index("^") == line.index(text.split("\n")[0])
    assert rest


def test_a_coroutine_is_refused():
    with pytest.raises(Refused) as caught:
        read(coroutine)
    assert "cannot read a coroutine" in str(caught.value.refusals[0])


def test_all_refusals_come_together():
    def helper(x):
        del x.flags
        with x:
            pass

    def f(x):
        y = helper(x) + helper(x)
        import os

        os = y
        z = unknown_name + y
        for i in x:
            try:
                return y
            except Exception:
                pass
            w = [zip(x)]
        return w + z + i

    with pytest.raises(Refused) as caught:
        read(f)
    whats = [error.what for error in caught.value.refusals]
    assert sorted(whats) == sorted(
        [
            "s2sad cannot differentiate `import os`",
            "s2sad cannot differentiate this `try`",
            "s2sad cannot differentiate `del x.flags`",
            "s2sad cannot differentiate `with x`",
            "`unknown_name` is not defined",
            "s2sad cannot use the generator `zip(x)` as a value",
        ]
    )
    assert str(caught.value).count("\n\n") == len(whats)


def test_a_refused_assignment_does_not_cause_other_refusals():
    def f(x):
        y = {1, x}
        z = y
        for y in {2}:
            z = y
        return z

    with pytest.raises(Refused) as caught:
        read(f)
    assert [type(e) for e in caught.value.refusals] == [Unsupported, Unsupported]


def test_a_global_statement_that_only_reads_is_fine():
    def f(x):
        global K
        return K[0] * x

    assert [c.name for c in read(f).captures] == ["K"]


def test_every_refused_node_has_advice():
    for node, (why, instead) in REFUSED.items():
        assert why.endswith(".") and instead.endswith("."), node


def test_a_missing_name_in_a_branch_never_taken_is_refused_too():
    def f(x):
        if x is None:
            return nothing_like_it
        return x

    with pytest.raises(UnknownName):
        read(f)
