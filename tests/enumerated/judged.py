"""Judging an enumerated program: quickly, along one direction in both modes."""

import contextlib
import io
from collections.abc import Callable
from typing import Any

import numpy as np

import s2sad
from s2sad.testing_trees import difference_of, duplicate
from tests.programs.judge import Verdict, verdict_of
from tests.programs.running import loaded

POINT = {
    "x": np.array([0.8, 1.3, 0.5]),
    "y": np.array([1.1, 0.6, 0.9]),
    "m": np.array([[0.4, 1.2, 0.7], [1.4, 0.3, 0.95], [0.65, 1.05, 0.55]]),
    "a": 1.15,
    "b": 0.75,
}
DIRECTION = {
    "x": np.array([0.31, -0.73, 0.57]),
    "y": np.array([-0.47, 0.39, 0.83]),
    "m": np.array([[0.21, -0.5, 0.9], [-0.8, 0.43, 0.17], [0.66, -0.29, -0.61]]),
    "a": 0.53,
    "b": -0.37,
}
LARGEST, STEP = 1e5, 2e-4


def judged(text: str, order: int = 1, forward: bool = True) -> Verdict:
    """Return the verdict on the program of a text; `thrown` where Python itself raises.

    Without `forward` only the reverse mode is judged, which is the longer way.
    """
    try:
        compile(text, "<program>", "exec")
    except SyntaxError as error:
        return Verdict("thrown", "SyntaxError", str(error))
    with loaded(text, "f") as f, np.errstate(all="ignore"):
        names = f.__code__.co_varnames[: f.__code__.co_argcount]
        args, way = [POINT[n] for n in names], [DIRECTION[n] for n in names]
        try:
            value, slope, unsure = slope_of(f, args, way)
        except Exception as error:
            return Verdict("thrown", type(error).__name__, str(error))
        if not abs(value) < LARGEST or not unsure < 1e-6 * (abs(slope) + abs(value)):
            return Verdict("rough", "differences do not converge")
        try:
            compare(f, args, way, value, slope, forward)
            if order > 1:
                s2sad.check_grads(f, *args, order=order)
        except Exception as error:
            return verdict_of(error)
    return Verdict("ok")


def slope_of(f: Callable[..., Any], args: list, way: list) -> tuple[float, float, float]:
    """Return the value, the slope along a direction by differences, and how far that may be off."""

    def at(step: float) -> float:
        with contextlib.redirect_stdout(io.StringIO()):
            return float(f(*[p + step * d for p, d in zip(args, way)]))

    coarse, fine = ((at(h) - at(-h)) / (2.0 * h) for h in (2.0 * STEP, STEP))
    return float(f(*duplicate(args))), (4.0 * fine - coarse) / 3.0, abs(fine - coarse) / 3.0


def compare(
    f: Callable[..., Any], args: list, way: list, value: float, slope: float, forward: bool
) -> None:
    """Raise an AssertionError if a mode gives another value or slope, or changes an argument."""
    wrt = tuple(range(len(args)))
    given = duplicate(args)
    found, gradients = s2sad.value_and_grad(f, wrt=wrt)(*given)
    back = sum(float(np.sum(g * d)) for g, d in zip(gradients, way))
    size = sum(float(np.sum(np.abs(g * d))) for g, d in zip(gradients, way))
    slack = 1e-6 * (abs(slope) + abs(value)) + 1e-9 * size
    ways = {"reverse": (found, back)}
    if forward:
        ways["forward"] = s2sad.jvp(f, tuple(given), tuple(duplicate(way)), wrt=wrt)
    for mode, (given_value, given_slope) in ways.items():
        told = f"{given_value!r}, {given_slope!r}, expected {value!r}, {slope!r}"
        same = abs(given_value - value) <= 1e-10 * (1.0 + abs(value))
        assert same, f"check_grads(f): {mode} has another value: {told}"
        same = abs(given_slope - slope) <= slack
        assert same, f"check_grads(f): {mode} has another slope: {told}"
    assert not difference_of(args, given), "check_grads(f): an argument is changed"
