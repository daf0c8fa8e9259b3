"""Captures: globals, closure cells and attributes are read at call time, by distinct names."""

# ruff: noqa: RET504

import types

import numpy as np
import pytest

from s2sad.errors import Unsupported
from s2sad.frontend import ObjectResolver, read, reading
from s2sad.ir.interpret import run
from tests.frontend.same import assert_same, text

K = 2.0
W = np.arange(3.0)
settings = types.ModuleType("settings")
settings.rate = 0.5
settings.inner = types.SimpleNamespace(depth=3)


def helper_with_other_k():
    scope = {"K": 5.0, "__builtins__": __builtins__}
    return types.FunctionType((lambda x: x * K).__code__, scope, "other")


other = helper_with_other_k()


class Config:
    size = 4

    def __init__(self):
        self.low = 0.25

    @property
    def high(self):
        return 2 * self.low

    def grow(self):
        return object.__setattr__(self, "low", self.low + 1)


config = Config()


def test_globals_and_cells_are_read_when_the_program_runs():
    cell = 3.0

    def f(x):
        return x * K + cell + W[0]

    program = read(f)
    assert [c.name for c in program.captures] == ["K", "cell", "W"]
    assert run(program, (1.0,)) == f(1.0) == 5.0
    cell = 4.0
    assert run(program, (1.0,)) == f(1.0) == 6.0
    assert run(program, (1.0,), {"K": 10.0}) == 14.0


def test_values_of_two_modules_with_one_name_stay_apart():
    def f(x):
        return x * K + other(x)

    assert_same(f, (1.5,))
    assert "K'2" in text(f)


def test_a_name_of_a_helper_gives_way_to_that_of_the_function():
    def g(rate):
        return rate * settings.rate

    def f(rate):
        K2 = g(rate)
        return K2 + K

    assert_same(f, (2.0,))


def test_attributes_of_modules_and_objects_are_followed():
    def f(x):
        return x * settings.rate + settings.inner.depth + config.low + config.size + Config.size

    assert_same(f, (2.0,))
    found = {c.name: (c.key, c.path) for c in read(f).captures}
    assert found == {
        "rate": ("settings", ("rate",)),
        "depth": ("settings", ("inner", "depth")),
        "low": ("config", ("low",)),
        "size": ("config", ("size",)),
        "size'2": ("Config", ("size",)),
    }


def test_a_property_is_left_to_the_run():
    def f(x):
        return config.high + x

    assert_same(f, (1.0,))
    assert "config.high" in text(f)


def test_an_attribute_that_unknown_code_may_change_is_refused():
    def f(x, act):
        y = config.low * x
        act(config)
        return y + config.low

    with pytest.raises(Unsupported, match="cannot tell when `config.low` changes"):
        read(f)


def test_captured_objects_pass_through_helpers():
    def g(c, x):
        return c.low * x + c.size

    def f(x):
        return g(config, x) + g(c=config, x=W[0])

    assert_same(f, (2.0,))


def test_a_store_into_a_global_array_is_a_store():
    def f(x):
        buffer = W
        W[0] = x
        buffer[1] = x
        return W * 1.0

    keep = W.copy()
    assert "W[0] = x" in text(f)
    assert np.array_equal(run(read(f), (5.0,)), [5.0, 5.0, 2.0])
    W[:] = keep


def test_only_what_the_program_reads_is_captured():
    def f(x, flag=None):
        if flag is not None:
            x = x * K
        return x

    def g(x):
        return f(x)

    assert read(g).captures == ()


def test_resolver_tells_what_names_are():
    def f(x):
        return np.sin(x) * K + len(W)

    resolver = ObjectResolver(f)
    kinds = {name: type(resolver.free(name)).__name__ for name in ("np", "K", "len", "nothing")}
    assert kinds == {"np": "Captured", "K": "Captured", "len": "Primitive", "nothing": "Missing"}
    assert resolver.attribute(resolver.free("np"), "sin").op == "np.sin"


def test_op_of_may_be_given():
    def f(x):
        return special(x)

    def special(x):
        return x

    program = read(f, op_of=lambda obj: "user.special" if obj is special else None)
    assert program.body[0].value.op == "user.special"


def test_a_reading_is_current_until_a_primitive_is_rebound():
    scope = {"sin": np.sin}
    function = types.FunctionType((lambda x: sin(x)).__code__, scope, "<lambda>")  # noqa: F821
    found = reading(function)
    assert found.is_current()
    scope["sin"] = np.cos
    assert not found.is_current()
    assert "np.cos" in repr(read(function))
