"""Defaults that are exchanged after the first call count in the next one."""

from s2sad import grad


def test_default_exchanged_after_a_call_is_read_again():
    def f(x, k=2.0, *, s=1.0):
        return x * k * s

    derivative = grad(f)
    assert derivative(1.0) == 2.0
    f.__defaults__ = (5.0,)
    assert derivative(1.0) == grad(f)(1.0) == 5.0
    f.__kwdefaults__["s"] = 3.0
    assert derivative(1.0) == 15.0
