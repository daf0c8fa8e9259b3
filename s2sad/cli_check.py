"""`s2sad check`: the derivatives of a function at a point, against differences and each other.

    <g, J d>    by central differences, by the tangent program, and by the adjoint program

for a random direction d of one argument after the other and a random g.
"""

from __future__ import annotations

import argparse
import sys
from typing import Any

import numpy as np

from .api import Differentiable, jvp, source_of, vjp
from .arguments import bound_arguments, wrt_names
from .arguments_by_parameter import by_parameter
from .cli_blame import blamed
from .cli_run import arguments, imported_file, member_of, ran
from .cli_show import found_function, listed, split_target, with_wrt
from .errors import WrongArgument
from .frontend.static import StaticModule
from .ir.frozen import dataclass
from .testing import check_grads, difference_directional, random_like
from .testing_calls import another_value, called, quietly
from .testing_trees import (
    duplicate, flatten, flatten_like, float_leaves, inner, promoted, unflatten,
)  # fmt: skip

SLACK = 1e-6  # what a derivative may be off, relative to its size


@dataclass(frozen=True)
class Line:
    """One argument: <g, J d> in three ways, and whether they agree."""

    name: str
    differences: float
    tangent: float
    adjoint: float
    verdict: str


def check(options: argparse.Namespace) -> int:
    """Check a function at a point; return 0 if its derivatives agree, 1 if they do not.

    It is 2 if differences do not tell the derivative here.
    """
    path, name = split_target(options.target)
    if not name:
        print(listed(StaticModule.of(path)), file=sys.stderr)
        return 2
    module = imported_file(path)
    found, bound = member_of(module, name)
    if not callable(found) or isinstance(found, type):
        found_function(StaticModule.of(path), name)  # refuses, with a hint
        raise WrongArgument(f"`{name}` of {path.name} is no function", None)
    function = with_wrt(found, options.wrt, options.of)
    args, kwargs = arguments(options.args, module)
    args = (*bound, *args)
    lines = checked(function, name, args, kwargs)
    print(table(f"{path.name}:{name}", lines))
    if any(line.verdict not in ("agree", "no slope") for line in lines):
        print("\n" + blamed(function, args, kwargs))
        return 1
    if any(line.verdict == "no slope" for line in lines):
        return 2
    return _promises(function, args, kwargs)


def checked(function: Differentiable, name: str, args: Any, kwargs: Any) -> list[Line]:
    """Return the comparisons at a point, one for each argument that is differentiated."""
    plain, values, wrt = _by_parameter(function, name, args, kwargs)
    point = [duplicate(value) for value in values.values()]
    for place, (one, given) in enumerate(values.items()):
        if one in wrt and isinstance(given, int) and not isinstance(given, bool):
            point[place] = float(given)
    rng = np.random.default_rng(0)
    value = ran(f"`{name}` at this point", lambda: called(plain, duplicate(point))[0])
    again = another_value(plain, point, value)
    if again:
        raise WrongArgument(f"`{name}` cannot be checked: {again}", None)
    if not float_leaves(value):
        vjp(plain, *duplicate(point), wrt=wrt)  # refuses what returns None, and writes
        raise WrongArgument(f"`{name}` returns {value!r} here, which holds no float", None)
    seed = random_like(value, rng)
    pulled = ran(
        f"the adjoint of `{name}`",
        lambda: quietly(lambda: vjp(plain, *duplicate(point), wrt=wrt)[1](duplicate(seed))),
    )
    gradients = pulled[0]
    found = []
    for one, gradient in zip(wrt, gradients):
        place = list(values).index(one)
        towards = random_like(point[place], rng)
        found.append(_compared(plain, point, place, towards, one, seed, gradient, value))
    return found


def _by_parameter(
    function: Differentiable, name: str, args: Any, kwargs: Any
) -> tuple[Any, dict[str, Any], tuple[str, ...]]:
    """Return a function by parameter, their values, and those that are differentiated."""
    source = source_of(function)
    ran(f"a call of `{name}`", lambda: bound_arguments(source, args, kwargs))
    found, values, _ = by_parameter(function.delivering, args, kwargs)
    wrt = wrt_names(source, function.wrt, values)
    if not wrt:
        raise WrongArgument(
            f"no argument of `{name}` can be differentiated", None,
            "None that is taken by default holds floats.",
            "Give floats, or choose arguments with --wrt.",
        )  # fmt: skip
    return found, values, wrt


def _compared(
    f: Any, point: list[Any], place: int, towards: Any, name: str, seed: Any, gradient: Any,
    value: Any,
) -> Line:  # fmt: skip
    slope, error = difference_directional(f, point, (place,), (towards,))
    (_, tangent), _ = ran(
        f"the tangent along `{name}`",
        lambda: quietly(lambda: jvp(f, duplicate(point), (duplicate(towards),), wrt=(name,))),
    )
    got = flatten_like(value, tangent)
    forward, reverse = inner(seed, tangent), inner(gradient, towards)
    expected = inner(seed, unflatten(promoted(value), slope))
    size = 1.0 + float(np.max(np.abs(flatten(value)), initial=0.0))
    single = any(np.asarray(leaf).dtype.itemsize == 4 for leaf in float_leaves([point, value]))
    slack = SLACK * (1e3 if single else 1.0)
    verdict = "agree"
    if not np.all(error <= 10 * slack * (np.abs(slope) + size)):
        verdict = "no slope"
    elif not np.all(np.abs(slope - got) <= slack * (np.abs(slope) + 1e-3 * size) + 10 * error):
        verdict = "TANGENT"
    scale = abs(forward) + float(np.sum(np.abs(flatten(gradient)))) * 1e-3 + 1e-9
    if verdict == "agree" and not abs(forward - reverse) <= 1e-3 * slack * scale + 1e-14:
        verdict = "ADJOINT"
    return Line(name, expected, forward, reverse, verdict)


def table(title: str, lines: list[Line]) -> str:
    """Return the comparisons as a table."""
    heads = [title, "differences", "tangent", "adjoint", ""]
    words = {
        "agree": "agree", "no slope": "differences do not converge: not smooth here",
        "TANGENT": "the tangent is wrong", "ADJOINT": "the adjoint is wrong",
    }  # fmt: skip
    rows = [heads]
    for line in lines:
        numbers = [f"{x:.9g}" for x in (line.differences, line.tangent, line.adjoint)]
        rows.append([f"  {line.name}", *numbers, words[line.verdict]])
    widths = [max(len(row[k]) for row in rows) for k in range(5)]
    return "\n".join(
        "  ".join(
            row[k].ljust(widths[k]) if k in (0, 4) else row[k].rjust(widths[k]) for k in range(5)
        ).rstrip()
        for row in rows
    )


def _promises(function: Differentiable, args: Any, kwargs: Any) -> int:
    """Check what else is promised: values, structure, memory; see `s2sad.check_grads`."""
    plain, values, wrt = _by_parameter(function, "it", args, kwargs)
    try:
        check_grads(plain, *values.values(), wrt=wrt)
    except AssertionError as error:
        print(f"\n{error}")
        return 1
    return 0
