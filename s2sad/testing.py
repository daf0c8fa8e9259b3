"""Checkers: a derivative against differences, dot products and the promises about memory.

Nothing here knows how a derivative was made: functions are called, numbers are compared. The
pairing of a gradient g with a direction d is the real part of sum(g * d), which for complex
parameters is the convention of autograd and JAX.
"""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np

from s2sad.arguments_by_parameter import by_parameter
from s2sad.delivering import delivering
from s2sad.derived import unbound
from s2sad.errors_outside import of_the_call, outermost
from s2sad.frontend import delivered_by
from s2sad.testing_calls import (
    another_value, called, check_call, has_stars, places_of, quietly,
)  # fmt: skip
from s2sad.testing_trees import (
    Tree,
    add_scaled,
    difference_of,
    duplicate,
    flatten,
    flatten_like,
    float_leaves,
    inner,
    rounded_like,
    is_float,
    map_floats,
    promoted,
    scribble,
    shared_memory,
    structure_fault,
    unflatten,
)

from .ir.frozen import dataclass

__all__ = ["check_grads", "difference_directional", "flatten", "unflatten"]

FIRST_STEP = 4e-3
LEVELS = 8
ENOUGH = 1e-11


def difference_directional(
    f: Callable[..., Any], args: Sequence[Any], wrt: Sequence[int], direction: Sequence[Any]
) -> tuple[np.ndarray, np.ndarray]:
    """The derivative of f at args along a direction, by differences: (value, error estimate).

    Central differences with steps h, h/2, h/4, ... and Richardson's extrapolation, whose
    neighbours give the error (Ridders 1982). `direction` has one tree per entry of `wrt`. Both
    results are vectors, the `flatten` of f's result. Every call gets its own copy of the
    arguments, with single precision promoted to double.

    >>> slope, error = difference_directional(lambda x: x ** 3, (2.0,), (0,), (1.0,))
    >>> bool(abs(slope[0] - 12.0) < 1e-9)
    True
    """
    args = promoted(list(args))
    size = flatten(called(f, duplicate(args))[0]).size

    def shifted(step: float) -> np.ndarray:
        moved = duplicate(args)
        for i, towards in zip(wrt, direction):
            moved[i] = add_scaled(args[i], step, promoted(towards))
        try:
            result = flatten(called(f, moved)[0])
        except Exception:  # a step may leave the domain of f; the smaller steps may not
            return np.full(size, np.nan)
        return result if result.size == size else np.full(size, np.nan)

    return _extrapolated(lambda h: (shifted(h) - shifted(-h)) / (2.0 * h), size)


@outermost
def check_grads(
    f: Callable[..., Any],
    *args: Any,
    wrt: int | str | Sequence[int | str] | None = None,
    modes: Sequence[str] = ("fwd", "rev"),
    order: int = 1,
    rtol: float | None = None,
    seed: int = 0,
    of: str | Sequence[str] | None = None,
    **kwargs: Any,
) -> None:
    """Check the derivatives of f at args; AssertionError says which check failed, with numbers.

    Checked: values bit for bit, jvp and vjp against differences and against each other,
    gradients' structure, shape and dtype, arguments unchanged, no memory shared, a pullback that
    gives the same twice. `wrt` defaults to all arguments that hold floats; `order=2` checks the
    derivative's derivatives as well. `of` is as for `differentiate`, by default what the decorator
    of f says. Other keywords are arguments of f; those of `*args` and `**kwargs` are one argument
    each, a tuple and a dict.
    """
    check_call(f, args, kwargs, modes)
    f = delivering(f, of or delivered_by(f) or None)
    if kwargs or has_stars(f):
        f, values, given = by_parameter(f, args, kwargs)
        args = tuple(values.values())
        if wrt is None:
            wrt = tuple([name for name in given if float_leaves(values[name])])
    _check(f, args, wrt, modes, order, rtol, seed)


def _check(
    f: Callable[..., Any], args: Sequence[Any], wrt: Any, modes: Sequence[str], order: int,
    rtol: float | None, seed: int,
) -> None:  # fmt: skip
    api = importlib.import_module("s2sad.api")
    problem = _problem(f, args, wrt, rtol, seed)
    tangent = _check_forward(problem, api) if "fwd" in modes else None
    gradients = _check_reverse(problem, api) if "rev" in modes else None
    if tangent is not None and gradients is not None:
        _check_dot_product(problem, tangent, gradients)
    if order > 1:
        for derivative, given, places in _derivatives(problem, api, modes):
            _check(derivative, given, places, modes, order - 1, rtol, seed + 1)


@dataclass(frozen=True)
class _Problem:
    """A function at a point: its plain value and text, the directions, the slopes along them."""

    f: Callable[..., Any]
    name: str
    args: list[Any]
    wrt: tuple[int, ...]
    value: Any
    printed: str
    rtol: float
    directions: tuple[Any, ...]
    cotangent: Any
    slopes: tuple[tuple[np.ndarray, np.ndarray], ...]

    def fail(self, text: str) -> None:
        raise of_the_call(AssertionError(f"check_grads({self.name}): {text}"))

    def require_same(self, expected: Tree, got: Tree, what: str) -> None:
        fault = difference_of(expected, got)
        if fault:
            self.fail(f"{what}: {fault}")

    def require_value(self, got: Tree, what: str) -> None:
        """The value of a derivative program: equal but for the last bits of floats.

        NumPy computes some functions of strided and of contiguous memory by different code, and
        a derivative program keeps a copy where the function had a view. Where these bits grow, the
        function itself has the value for copies of its arguments.
        """
        fault = difference_of(self.value, rounded_like(self.value, got))
        if fault:
            packed = called(self.f, map_floats(_packed, duplicate(self.args)))[0]
            if difference_of(packed, rounded_like(packed, got)):
                self.fail(f"{what}: {fault}")

    def require_close(
        self, expected: float, got: float, error: float, what: str, rtol: float | None = None
    ) -> None:
        scale = max(abs(expected), abs(got))
        slack = (rtol or self.rtol) * scale + 10.0 * error + 1e-9 * _size_of(self.value)
        if not abs(expected - got) <= slack:
            self.fail(
                f"{what}: {got!r}, expected {expected!r} "
                f"(off by {abs(expected - got):.3g}, allowed {slack:.3g})"
            )


def _problem(
    f: Callable[..., Any], args: Sequence[Any], wrt: Any, rtol: float | None, seed: int
) -> _Problem:
    name = getattr(f, "__name__", repr(f))
    places = places_of(f, args, wrt)
    point = duplicate(list(args))
    for i in places:
        if isinstance(point[i], int) and not isinstance(point[i], bool):
            point[i] = float(point[i])
    value, printed = called(f, duplicate(point))
    again = another_value(f, point, value)
    if again:
        raise of_the_call(AssertionError(f"check_grads({name}): {again}"))
    if not float_leaves(value):
        if places:  # what returns None, and writes, is refused
            importlib.import_module("s2sad.api").vjp(f, *duplicate(point), wrt=places)
        text = f"check_grads({name}): the result holds no float: {value!r}"
        raise of_the_call(AssertionError(text))
    rng = np.random.default_rng(seed)
    directions = tuple(random_like(point[i], rng) for i in places)
    single = _is_single([point, value])
    tolerance = rtol or (1e-3 if single else 1e-6)
    slopes = tuple(difference_directional(f, point, (i,), (d,)) for i, d in zip(places, directions))
    for i, (slope, error) in zip(places, slopes):
        if not np.all(error <= (1e-3 if single else 1e-5) * (np.abs(slope) + _size_of(value))):
            raise of_the_call(AssertionError(
                f"check_grads({name}): differences do not converge along argument {i} (slope "
                f"{slope}, error {error}): the function is not smooth near this point"
            ))  # fmt: skip
    return _Problem(
        f, name, point, places, value, printed, tolerance, directions,
        random_like(value, rng), slopes,
    )  # fmt: skip


def _check_forward(p: _Problem, api: Any) -> Any:
    args, directions = duplicate(p.args), duplicate(p.directions)
    (value, tangent), printed = quietly(lambda: api.jvp(p.f, tuple(args), directions, wrt=p.wrt))
    _check_effects(p, "jvp", value, printed, args)
    p.require_same(p.directions, directions, "jvp changed the tangents that it was given")
    fault = structure_fault(p.value, tangent)
    if fault:
        p.fail(f"the tangent does not have the result's structure: {fault}")
    got = flatten_like(p.value, tangent)
    for k in range(got.size):
        p.require_close(
            float(sum(slope[k] for slope, _ in p.slopes)), float(got[k]),
            float(sum(error[k] for _, error in p.slopes)),
            f"jvp disagrees with differences in entry {k} of the result",
        )  # fmt: skip
    return tangent


def _check_reverse(p: _Problem, api: Any) -> tuple[Any, ...]:
    args, seed = duplicate(p.args), duplicate(p.cotangent)
    (value, pullback), printed = quietly(lambda: api.vjp(p.f, *args, wrt=p.wrt))
    _check_effects(p, "vjp", value, printed, args)
    gradients = pullback(seed)
    p.require_same(p.args, args, "the pullback changed an argument")
    p.require_value(value, "the pullback changed the result")
    p.require_same(p.cotangent, seed, "the pullback changed its seed")
    _check_gradients(p, "the pullback", gradients, args, [value, seed])
    kept = duplicate(gradients)
    scribble([args, value, seed, list(gradients)])
    p.require_same(
        kept, pullback(duplicate(p.cotangent)),
        "the pullback gives another gradient the second time, after writes to the arguments, "
        "the result, the seed and the first gradient",
    )  # fmt: skip
    _check_slopes(p, kept)
    if _is_real_scalar(p.value):
        _check_grad(p, api, kept)
    return tuple(kept)


def _check_slopes(p: _Problem, gradients: Sequence[Any]) -> None:
    for i, gradient, direction, (slope, error) in zip(p.wrt, gradients, p.directions, p.slopes):
        expected = inner(p.cotangent, unflatten(promoted(p.value), slope))
        uncertain = float(np.sum(np.abs(flatten(p.cotangent)) * error))
        got = inner(gradient, direction)
        p.require_close(expected, got, uncertain, f"vjp disagrees with differences, argument {i}")


def _check_grad(p: _Problem, api: Any, gradients: Sequence[Any]) -> None:
    """`grad` and `value_and_grad` give the pullback of 1, and keep the function's effects."""
    def both(a: list[Any]) -> Any:
        return api.value_and_grad(p.f, wrt=p.wrt)(*a)

    def alone(a: list[Any]) -> Any:
        return p.value, api.grad(p.f, wrt=p.wrt)(*a)

    for name, run in (("value_and_grad", both), ("grad", alone)):
        args = duplicate(p.args)
        (value, found), printed = quietly(partial(run, args))
        _check_effects(p, name, value, printed, args)
        _check_gradients(p, name, found, args, [value])
        for i, expected, got in zip(p.wrt, gradients, found):
            for a, b in zip(flatten(expected), float(p.cotangent) * flatten(got)):
                what = f"{name} disagrees with vjp, argument {i}"
                p.require_close(float(a), float(b), 0.0, what, rtol=_rounding(p))


def _check_effects(p: _Problem, who: str, value: Any, printed: str, args: list[Any]) -> None:
    p.require_value(value, f"the value that {who} returns is not the function's")
    p.require_same(p.args, args, f"{who} changed an argument")
    if printed != p.printed:
        p.fail(f"under {who} the function prints {printed!r}, called plainly {p.printed!r}")


def _check_gradients(
    p: _Problem, who: str, gradients: Any, args: list[Any], others: list[Any]
) -> None:
    if not isinstance(gradients, (tuple, list)) or len(gradients) != len(p.wrt):
        p.fail(f"{who} does not return one gradient for each of wrt={p.wrt}: {gradients!r}")
    for i, gradient in zip(p.wrt, gradients):
        fault = structure_fault(p.args[i], gradient)
        if fault:
            p.fail(f"{who}: the gradient of argument {i} is unlike the argument: {fault}")
    labelled = [(f"the gradient of argument {i}", g) for i, g in zip(p.wrt, gradients)]
    rest = [(f"argument {i}", a) for i, a in enumerate(args)]
    rest += [(("the result", "the seed")[k], tree) for k, tree in enumerate(others)]
    fault = shared_memory(labelled, rest)
    if fault:
        p.fail(f"{who}: {fault}")


def _check_dot_product(p: _Problem, tangent: Any, gradients: Sequence[Any]) -> None:
    forward = inner(p.cotangent, tangent)
    reverse = sum(inner(g, d) for g, d in zip(gradients, p.directions))
    size = float(np.sum(np.abs(flatten(list(gradients)))))
    p.require_close(
        forward, reverse, 1e-15 * size,
        "the dot products <gz, J dx> (expected) and <J^T gz, dx> disagree", rtol=_rounding(p),
    )  # fmt: skip


def _derivatives(
    p: _Problem, api: Any, modes: Sequence[str]
) -> Iterator[tuple[Callable[..., Any], list[Any], tuple[int, ...]]]:
    """The emitted derivative programs of f, each with its arguments and what to vary of them."""
    programs = api.emitted_programs(p.f, *p.args, wrt=p.wrt)
    function, args, kwargs, places = unbound(p.f, p.args, {}, p.wrt)
    given = _with_defaults(function, args, kwargs)
    more = len(given)
    if "rev" in modes:
        seeds = programs["seeds"](p.value, p.cotangent)
        wrt = (*places, *range(more, more + len(seeds)))
        yield programs["again"], [*given, *seeds], wrt
    if "fwd" in modes:
        wrt = (*places, *range(more, more + len(p.directions)))
        yield programs["tangent"], [*given, *p.directions], wrt


def _with_defaults(
    f: Callable[..., Any], args: Sequence[Any], kwargs: dict[str, Any]
) -> list[Any]:
    """The arguments in order, and the defaults of the parameters that they leave out."""
    if not inspect.isfunction(inspect.unwrap(f)):  # a function of C's: no defaults to vary
        return list(args)
    bound = inspect.signature(f).bind(*args, **kwargs)
    bound.apply_defaults()
    return list(bound.arguments.values())


def _extrapolated(
    central: Callable[[float], np.ndarray], size: int
) -> tuple[np.ndarray, np.ndarray]:
    best, error = np.full(size, np.nan), np.full(size, np.inf)
    above: list[np.ndarray] = []
    for level in range(LEVELS):
        row = [central(FIRST_STEP / 2.0**level)]
        for k in range(1, min(level, 3) + 1):
            row.append(row[-1] + (row[-1] - above[k - 1]) / (4.0**k - 1.0))
            apart = np.maximum(np.abs(row[k] - row[k - 1]), np.abs(row[k] - above[k - 1]))
            better = apart < error
            best, error = np.where(better, row[k], best), np.where(better, apart, error)
        above = row
        if np.all(error <= ENOUGH * (1.0 + np.abs(best))):
            break
    return best, error


def random_like(tree: Tree, rng: np.random.Generator) -> Tree:
    """A direction: the structure of a tree with normal noise for its floats."""
    def draw(leaf: Any) -> Any:
        noise = rng.normal(size=flatten(leaf).size)
        return unflatten(leaf, noise)

    return map_floats(draw, tree, otherwise=None)


def _packed(leaf: Any) -> Any:
    return leaf.copy() if isinstance(leaf, np.ndarray) else leaf


def _rounding(p: _Problem) -> float:
    return 1e-3 if _is_single([p.args, p.value]) else 1e-9


def _is_single(tree: Tree) -> bool:
    return any(np.finfo(np.asarray(leaf).dtype).eps > 1e-10 for leaf in float_leaves(tree))


def _is_real_scalar(value: Any) -> bool:
    return is_float(value) and np.shape(value) == () and not np.iscomplexobj(value)


def _size_of(value: Tree) -> float:
    return 1.0 + float(np.max(np.abs(flatten(value)), initial=0.0))
