"""Judging an enumerated program: quickly, along one direction in both modes."""

import contextlib
import io
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

import s2sad
from s2sad.testing_trees import difference_of, duplicate
from tests.programs.judge import Verdict, verdict_of
from tests.programs.running import loaded

POINT = {
    "x": np.array([0.81, 1.33, 0.52]),
    "y": np.array([1.12, 0.57, 0.93]),
    "m": np.array([[0.41, 1.23, 0.72], [1.43, 0.31, 0.96], [0.66, 1.07, 0.55]]),
    "a": 1.15,
    "b": 0.76,
}
POINTS = (
    POINT,
    {  # at which the same program decides otherwise
        "x": np.array([0.73, 0.46, 1.24]),
        "y": np.array([0.51, 0.97, 1.32]),
        "m": np.array([[1.34, 0.83, 0.36], [0.62, 1.13, 0.45], [0.91, 0.53, 1.27]]),
        "a": 0.86,
        "b": 1.26,
    },
    {**POINT, "y": np.array([0.92])},
    {**POINT, "x": np.arange(0.41, 1.5, 0.21)[::2], "m": POINT["m"].T.copy().T},
    {**POINT, "a": np.float64(1.15), "b": np.float64(0.76), "m": POINT["m"][::-1, ::-1]},
)
POINTS_OF_CELLS = (
    {
        "x": np.array([0.81, 1.13, 0.52, 0.97, 1.22, 0.63]),
        "y": np.array([0.57, 1.31, 0.91, 0.73, 1.07, 0.46]),
        "a": 0.86,
    },
    {
        "x": np.array([1.21, 0.43, 0.92, 1.27, 0.62, 0.83]),
        "y": np.array([1.17, 0.51, 0.71, 1.23, 0.67, 0.96]),
        "a": 1.26,
    },
)
DIRECTION = {
    "x": np.array([0.31, -0.73, 0.57]),
    "y": np.array([-0.47, 0.39, 0.83]),
    "m": np.array([[0.21, -0.5, 0.9], [-0.8, 0.43, 0.17], [0.66, -0.29, -0.61]]),
    "a": 0.53,
    "b": -0.37,
}
Points = Sequence[dict[str, Any]]
LARGEST, STEP = 1e5, 2e-4


def judged(
    text: str, order: int = 1, forward: bool = True, points: Points = POINTS[:2]
) -> Verdict:
    """Return the verdict on the program of a text; `thrown` where Python itself raises.

    Its derivatives are asked for at one point after the other. Without `forward` only the reverse
    mode is judged, which is the longer way.
    """
    try:
        compile(text, "<program>", "exec")
    except SyntaxError as error:
        return Verdict("thrown", "SyntaxError", str(error))
    found = []
    with loaded(text, "f") as f, np.errstate(all="ignore"):
        names = f.__code__.co_varnames[: f.__code__.co_argcount]
        for point in points:
            found.append(judged_at(f, [point[n] for n in names], order, forward))
            order = 1
            if found[-1].kind != "ok":
                break
    return found[-1] if found[-1].is_failure else found[0]


def judged_at(f: Callable[..., Any], args: list, order: int, forward: bool) -> Verdict:
    """Return the verdict on a function at a point."""
    way = [np.resize(DIRECTION[n], p.shape) if np.ndim(p) else DIRECTION[n]
           for n, p in zip(f.__code__.co_varnames, args)]  # fmt: skip
    try:
        expected = slope_of(f, args, way)
    except Exception as error:
        return Verdict("thrown", type(error).__name__, str(error))
    value, slope, unsure = expected
    if not abs(value) < LARGEST or not unsure <= 1e-4 * (abs(slope) + abs(value)):
        return Verdict("rough", "differences do not converge")
    try:
        compare(f, args, way, expected, forward)
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
    f: Callable[..., Any], args: list, way: list, expected: tuple[float, ...], forward: bool
) -> None:
    """Raise an AssertionError if a mode gives another value or slope, or changes an argument."""
    value, slope, unsure = expected
    wrt = tuple(range(len(args)))
    given = duplicate(args)
    found, gradients = s2sad.value_and_grad(f, wrt=wrt)(*given)
    back = sum(float(np.sum(g * d)) for g, d in zip(gradients, way))
    size = sum(float(np.sum(np.abs(g * d))) for g, d in zip(gradients, way))
    slack = 1e-6 * (abs(slope) + abs(value)) + 1e-9 * size + 1e-2 * unsure
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
