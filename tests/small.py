"""Small programs looked at from inside: their core programs, and their adjoints as text."""

from types import FunctionType

import numpy as np
import pytest

from s2sad import check_grads, jvp, vjp
from s2sad.ir.show import show_block
from s2sad.ir.walk import statements
from s2sad.codegen.emitted import emitted
from s2sad.pipeline import Source
from s2sad.reread import Rereadings
from s2sad.rules import registry
from s2sad.testing_trees import duplicate, flatten, float_leaves, unflatten


def keep_rules(monkeypatch):
    """Let the rules that a test declares be forgotten when it ends."""
    for table in ("_unread", "_general", "_patterns", "_objects", "_ops", "_waiting"):
        monkeypatch.setattr(registry, table, dict(getattr(registry, table)))


def read_once(monkeypatch, function):
    """Return a function like one, whose refusals are not followed by another reading of it."""

    def refuse(self, refused, values):
        raise refused

    monkeypatch.setattr(Rereadings, "special", refuse)
    defaults = (function.__name__, function.__defaults__, function.__closure__)
    return FunctionType(function.__code__, function.__globals__, *defaults)


def noted_in(cases):
    """Return the decorator `at(*args)`, which notes a function and its arguments by its name."""

    def at(*args):
        def add(function):
            cases[function.__name__] = (function, args)
            return function

        return add

    return at


def kept_in(cases, *otherwise):
    """Return the decorator `right(*args)`, which adds a function and its arguments to a list.

    Where no arguments are given they are `otherwise`; the case has the name of the function.
    """

    def right(*args):
        def add(function):
            cases.append(pytest.param(function, args or otherwise, id=function.__name__))
            return function

        return add

    return right


def special(f, *args):
    """Return the specialisation of a function for these arguments."""
    source = Source(f)
    return source.specialised(dict(zip(source.names, args)))


def assigned(program, name):
    """Return the first statement of a program that assigns a name."""
    return next(s for s in statements(program.body) if getattr(s, "target", "") == name)


def names_of(found, wrt):
    """Return the parameters at the positions `wrt`, or all that vary."""
    return found.wrt_that_vary() if wrt is None else tuple(found.source.names[k] for k in wrt)


def adjoint_text(f, *args, wrt=None):
    """Return the adjoint program of a function as text, comments left out."""
    found = special(f, *args)
    lines = found.adjoint(names_of(found, wrt)).text.splitlines()
    shown = [line for line in lines if not line.lstrip().startswith("#")]
    return "\n".join(line.split("    #")[0].rstrip() for line in shown)


def sweeps(f, *args, wrt=None):
    """Return the forward and the reverse sweep of an adjoint program, before it is optimised."""
    found = special(f, *args)
    form = found.adjoint_form(names_of(found, wrt))
    return show_block(form.forward_body), show_block(form.reverse_body)


def check(f, *args, wrt=None):
    """Check a function's derivatives, and those of its programs as they are before optimisation.

    What a pass of the optimiser happens to repair is thereby seen, too.
    """
    check_grads(f, *args, wrt=wrt)
    given = range(len(args)) if wrt is None else (wrt,) if isinstance(wrt, int) else wrt
    places = tuple(k for k in given if float_leaves(args[k]))
    found = special(f, *args)
    names = names_of(found, places)
    value = f(*duplicate(list(args)))
    seed = unflatten(value, np.linspace(0.5, 0.8, flatten(value).size))
    seeds = found.seeds(names, value, duplicate(seed))
    adjoint = emitted(found.adjoint_form(names).program)
    got, gradients = called(adjoint, [*duplicate(list(args)), *seeds])
    require_close(got, value)
    require_dtypes(gradients, [args[k] for k in places])
    _, pullback = vjp(f, *duplicate(list(args)), wrt=places)
    require_close(list(gradients), list(pullback(seed)))
    towards = [unflatten(args[k], np.cos(flatten(args[k]))) for k in places]
    tangent = emitted(found.tangent_form(names).program)
    _, slope = called(tangent, [*duplicate(list(args)), *duplicate(towards)])
    _, expected = jvp(f, tuple(duplicate(list(args))), tuple(towards), wrt=places)
    require_close(slope, expected)


def called(program, given):
    """Call an emitted program, and require that it leaves what it is given as it was."""
    before = duplicate(given)
    result = program(*given)
    assert flatten(given).tolist() == flatten(before).tolist(), "what is given is changed"
    return result


def require_dtypes(gradients, args):
    """Require the gradient of each array to have its dtype."""
    arrays = [(g, a) for g, a in zip(gradients, args) if isinstance(a, np.ndarray)]
    assert [g.dtype for g, _ in arrays] == [a.dtype for _, a in arrays]


def require_close(got, expected):
    """Require two derivatives to be equal but for rounding."""
    single = any(np.asarray(leaf).dtype == np.float32 for leaf in float_leaves(expected))
    np.testing.assert_allclose(
        flatten(got), flatten(expected), rtol=1e-4 if single else 1e-9, atol=1e-12
    )


def of_arguments(count):
    """Return a function of one to four arguments of which the program takes next to no time."""

    def one(a):
        return a * a

    def two(a, b):
        return a * b

    def three(a, b, c):
        return np.sum(a) * b * c

    def four(a, b, c, d):
        return np.sum(a * b) * c * d

    return (one, two, three, four)[count - 1]
