"""Functions that call themselves: each is read once, and its calls stay calls."""

# ruff: noqa: E731

import functools

import numpy as np
import pytest

from s2sad.errors import Error, RecursiveCall
from s2sad.frontend import reading
from s2sad.ir.show import show

WEIGHT = 0.5


def fibonacci(x, n):
    return x if n <= 1 else x * fibonacci(x, n - 1) + np.sin(fibonacci(x, n - 2))


def texts(function):
    """Return the text of the program of a function, then those of its definitions, by name."""
    found = reading(function)
    definitions = {uid: show(made).strip() for uid, made in found.definitions.items()}
    text = show(found.program).strip()
    for number, uid in enumerate(definitions, 1):
        name = f"{uid.partition('#')[0]}#{number}"
        text = text.replace(f"'{uid}'", f"'{name}'")
        definitions = {k: v.replace(f"'{uid}'", f"'{name}'") for k, v in definitions.items()}
    return [text, *definitions.values()]


def operands(function):
    """Return the parameters of each definition of a function, and the operands of its calls."""
    found = reading(function)
    params = [tuple(p.name for p in made.params) for made in found.definitions.values()]
    return params, texts(function)[0]


def test_a_function_that_calls_itself_is_one_definition():
    def f(x):
        return fibonacci(x * x, 4)

    main, body = texts(f)
    assert main.splitlines() == [
        "def f(x):",
        "    %1 = x * x",
        "    %9 = recursive('fibonacci#1', %1, 4)",
        "    return %9",
    ]
    assert body.count("recursive('fibonacci#1', ") == 2
    assert body.startswith("def fibonacci(x'2, n):")


def test_the_function_itself_is_only_its_call():
    main, body = texts(fibonacci)
    assert main.splitlines()[1].endswith("recursive('fibonacci#1', x, n)")
    assert len(main.splitlines()) == 3
    assert body.count("recursive('fibonacci#1', ") == 2


def even(x, n):
    return x if n == 0 else odd(x * 1.1, n - 1)


def odd(x, n):
    return -x if n == 0 else even(x * x, n - 1)


def test_of_functions_that_call_each_other_one_is_a_definition():
    def f(x):
        return even(x, 3) + odd(x, 2)

    main, body = texts(f)
    assert main.count("recursive('even#1', ") == 2
    assert body.count("recursive('even#1', ") == 1


def test_a_call_in_each_place_is_the_same_definition():
    def f(x, n):
        total = fibonacci(x, 2)
        for k in range(n):
            if k > 1:
                total = total + fibonacci(total, k)
        return total

    assert len(reading(f).definitions) == 1


def test_what_a_function_reads_around_it_is_handed_over():
    def f(x, n):
        scale = x * 2.0

        def power(k):
            return 1.0 if k == 0 else scale * WEIGHT * power(k - 1)

        return power(n)

    params, main = operands(f)
    assert params == [("k", "scale", "WEIGHT")]
    assert "recursive('power#1', n, scale, WEIGHT)" in main


def test_what_another_definition_reads_is_handed_through():
    def f(x, n):
        def inner(k):
            return x if k == 0 else WEIGHT * inner(k - 1)

        def outer(k):
            return inner(2) if k == 0 else outer(k - 1)

        return outer(n)

    params, main = operands(f)
    assert [names[1:] for names in params] == [("x", "WEIGHT")] * 2
    assert "n, x, WEIGHT)" in main


def test_a_builtin_is_not_handed_over():
    def checked(x, n):
        if n < 0:
            raise ValueError("n is negative")
        return x if n == 0 else x * checked(x, n - 1)

    params, _ = operands(checked)
    assert params == [("x'2", "n'2")]


def halved(f, a, b, n):
    return f(a) + f(b) if n == 0 else halved(f, a, 0.5 * (a + b), n - 1)


def test_a_function_that_is_given_is_known_in_the_body():
    def f(x):
        return halved(np.sin, 0.0, x, 2) + halved(lambda t: t * x, 0.0, x, 3)

    main, first, second = texts(f)
    assert "recursive('halved#1', 0.0, x, 2)" in main
    assert "recursive('halved#2', 0.0, x, 3, x)" in main
    assert "np.sin" in first
    assert "np.sin" not in second


class Chain:
    def __init__(self, k):
        self.k = k

    def run(self, x, n):
        return x if n == 0 else self.k * self.run(x, n - 1)


CHAIN = Chain(0.5)


def test_a_method_of_a_captured_object_may_call_itself():
    def f(x):
        return CHAIN.run(x, 3)

    params, main = operands(f)
    assert params == [("x'2", "n", "k")]
    assert "recursive('run#1', x, 3, k)" in main


def test_defaults_and_keywords_are_bound():
    def power(x, n=3, *, scale=2.0):
        return scale if n == 0 else x * power(x, scale=scale, n=n - 1)

    def f(x):
        return power(x)

    assert "recursive('power#1', x, 3, 2.0)" in texts(f)[0]


def forever(n):
    yield n
    yield from forever(n - 1)


def of_a_generator(x):
    return sum(forever(x))


def many(*values):
    return values[0] if len(values) == 1 else values[0] * many(*values[1:])


def of_many(x):
    return many(x, x, 2.0)


def of_an_object(x):
    return Chain(x).run(x, 2)


COUNT = 0


def counted(x, n):
    global COUNT
    COUNT = COUNT + 1
    return x if n == 0 else counted(x, n - 1)


def ever_another(f, x, n):
    return f(x) if n == 0 else ever_another(lambda t: f(t) * 2.0, x, n - 1)


def of_ever_another(x):
    return ever_another(np.sin, x, 3)


def made(n):
    return np.sin if n == 0 else made(n - 1)


def of_a_function_that_is_made(x):
    return made(2)(x)


REFUSED = {
    of_a_generator: ("forever", "generator", "as a loop"),
    of_many: ("many", "`*`", "plain parameters"),
    of_an_object: ("run", "a method of an object", "the attributes"),
    of_ever_another: ("ever_another", "another function", "the same function"),
}


@pytest.mark.parametrize("function", REFUSED, ids=lambda f: f.__name__)
def test_what_cannot_be_followed_is_refused(function):
    name, why, instead = REFUSED[function]
    with pytest.raises(RecursiveCall) as caught:
        reading(function)
    error = caught.value
    assert f"cannot follow `{name}`" in error.what
    assert why in error.why
    assert instead in error.instead
    assert error.where is not None


def test_a_function_that_returns_a_function_is_refused():
    with pytest.raises(Error, match="the function `np.sin` as a value"):
        reading(of_a_function_that_is_made)


def test_a_global_that_is_written_is_refused():
    with pytest.raises(Error, match="COUNT"):
        reading(counted)


def test_what_is_read_anew_is_read_as_a_whole():
    """A second function is found to call itself only in the second reading."""

    def both(x, n):
        return fibonacci(x, n) + even(x, n)

    assert {uid.partition("#")[0] for uid in reading(both).definitions} == {"fibonacci", "even"}


def test_a_decorated_function_calls_its_wrapper():
    def doubled(function):
        @functools.wraps(function)
        def wrapper(x, n):
            return 2.0 * function(x, n)

        return wrapper

    @doubled
    def power(x, n):
        return x if n == 0 else x * power(x, n - 1)

    main, body = texts(power)
    assert "recursive(" in main
    assert "2.0 * " in body
