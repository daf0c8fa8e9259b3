"""A stand-in for `s2sad.api` that takes every derivative by differences.

It keeps all the promises that the checkers check, and is exact to about ten digits: with it the
checkers, the corpus and the generator can be tested without the compiler.
"""

import inspect
from types import SimpleNamespace

import numpy as np

from s2sad.testing import difference_directional, flatten, unflatten
from s2sad.testing_trees import duplicate, is_float, map_floats


def _zeros(tree):
    return map_floats(lambda leaf: unflatten(leaf, 0.0 * flatten(leaf)), tree, otherwise=None)


def _like(tree, vector):
    """The vector in the structure of the tree, other leaves None."""
    return map_floats(lambda leaf: leaf, unflatten(tree, vector), otherwise=None)


def jvp(f, primals, tangents, wrt=None):
    value = f(*duplicate(list(primals)))
    slope, _ = difference_directional(f, primals, wrt, tangents)
    return value, _like(duplicate(value), slope)


def vjp(f, *primals, wrt=None):
    args = duplicate(list(primals))
    value = f(*duplicate(args))
    kept = duplicate(value)

    def pullback(seed):
        return tuple(_gradient(f, args, i, kept, seed) for i in wrt)

    return value, pullback


def _gradient(f, args, place, value, seed):
    size = flatten(args[place]).size
    entries = np.zeros(size)
    weights = np.concatenate([_conjugated(leaf) for leaf in _seeds(value, seed)])
    for k in range(size):
        unit = _like(args[place], np.eye(size)[k])
        slope, _ = difference_directional(f, args, (place,), (unit,))
        entries[k] = weights @ slope
    return map_floats(np.conjugate, _like(args[place], entries), otherwise=None)


def _seeds(value, seed):
    found = []
    map_floats(lambda leaf, weight: found.append(weight), value, seed)
    return found


def _conjugated(leaf):
    return flatten(np.conjugate(leaf))


def value_and_grad(f, wrt=0):
    places = (wrt,) if isinstance(wrt, int) else wrt

    def both(*args):
        value, pullback = vjp(f, *args, wrt=places)
        assert is_float(value)
        gradients = pullback(1.0)
        return value, gradients[0] if isinstance(wrt, int) else gradients

    return both


def grad(f, wrt=0):
    return lambda *args: value_and_grad(f, wrt)(*args)[1]


def make():
    """A fresh namespace with the functions of the API, to be patched by tests."""
    made = SimpleNamespace(jvp=jvp, vjp=vjp, grad=grad, value_and_grad=value_and_grad)

    def emitted_programs(f, *args, wrt):
        count = len(args)

        def tangent(*given):
            return made.jvp(f, given[:count], given[count:], wrt=wrt)

        def adjoint(*given):
            value, pullback = made.vjp(f, *given[:count], wrt=wrt)
            return value, pullback(given[count])

        tangent.__signature__ = adjoint.__signature__ = inspect.signature(lambda *a: None)
        programs = {"tangent": tangent, "adjoint": adjoint, "again": adjoint}
        return {**programs, "seeds": lambda value, seed: [seed]}

    made.emitted_programs = emitted_programs
    return made
