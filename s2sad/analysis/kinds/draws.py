"""Draws: the kinds of what NumPy's and Python's random numbers are.

    rng = np.random.default_rng(0)          what draws
    rng.normal(), rng.normal(size=(n, 3))   a float, an array of floats with the shape (n, 3)

What is drawn is computed by the real call, once and in its place; it does not vary with anything.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from functools import cache
from types import BuiltinFunctionType, MethodType
from typing import Any

import numpy as np

from ...ir.kinds import Array, Kind, Other, Scalar, Size
from ...ir.nodes import Apply, Const, Expr, Name
from .calls import Call, Undecided, as_array
from .samples import kind_of_result

_SOURCES = {
    "Generator": np.random.default_rng(0), "RandomState": np.random.RandomState(0),
    "Random": random.Random(0),
}  # fmt: skip
_MAKERS = {np.random.default_rng: "Generator", np.random.RandomState: "RandomState",
           random.Random: "Random"}  # fmt: skip
_PARAMETERS: dict[str, tuple[float, ...]] = {  # examples of those before `size`
    **dict.fromkeys(["random", "random_sample", "standard_normal", "standard_exponential",
                     "standard_cauchy"], ()),
    **dict.fromkeys(["exponential", "rayleigh", "chisquare", "standard_gamma", "standard_t",
                     "pareto", "power", "weibull", "poisson"], (1.0,)),
    **dict.fromkeys(["normal", "uniform", "lognormal", "laplace", "gumbel", "logistic", "beta",
                     "gamma", "vonmises", "wald", "f"], (1.0, 2.0)),
    "geometric": (0.5,), "binomial": (1, 0.5), "triangular": (0.0, 1.0, 2.0),
    "integers": (0, 2), "randint": (0, 2),
}  # fmt: skip
_PLAIN: dict[str, tuple[float, ...]] = {  # of Python's own
    "random": (), "gauss": (0.0, 1.0), "uniform": (0.0, 1.0), "normalvariate": (0.0, 1.0),
    "expovariate": (1.0,), "betavariate": (1.0, 1.0), "gammavariate": (1.0, 1.0),
    "lognormvariate": (0.0, 1.0), "triangular": (0.0, 1.0), "weibullvariate": (1.0, 1.0),
    "paretovariate": (1.0,), "vonmisesvariate": (0.0, 1.0), "randint": (0, 1), "randrange": (2,),
}  # fmt: skip
_PLACES = ("low", "high", "loc", "scale", "lam", "n", "p", "a", "b", "df", "shape", "mean", "sigma",
           "left", "mode", "right", "mu", "kappa", "dfnum", "dfden")  # fmt: skip


def what_draws(value: Any) -> Kind | None:
    """Return the kind of what draws random numbers, or makes something that does; else None."""
    for name, source in _SOURCES.items():
        if type(value) is type(source):
            return Other(f"draws:{name}")
        is_method = isinstance(value, (BuiltinFunctionType, MethodType))
        if is_method and type(value.__self__) is type(source):
            return Other(f"draw:{name}.{value.__name__}")
    made = _MAKERS.get(value) if callable(value) and value.__hash__ is not None else None
    return None if made is None else Other(f"makes:{made}")


def is_drawn(expr: Apply, kinds: Mapping[str, Kind]) -> bool:
    """Return whether a call draws random numbers: they have memory of their own."""
    first = expr.args[0]
    kind = kinds.get(first.id) if isinstance(first, Name) and expr.op != "attr" else None
    return isinstance(kind, Other) and kind.what.startswith(("draw:", "draws:"))


def drawn(call: Call, kind: Kind, method: str, expr: Apply) -> Kind | None:
    """Return the kind of what a call gives that draws, or makes what does; None of another one."""
    how, _, what = kind.what.partition(":") if isinstance(kind, Other) else ("", "", "")
    args = list(expr.args[2:] if method else expr.args[1:])
    if how == "makes" and not method:
        return Other(f"draws:{what}")
    if how == "draw" and not method:
        what, _, method = what.partition(".")
    elif how != "draws" or not method:
        return None
    try:
        return _drawn(call, what, method, args, dict(expr.kwargs))
    except Undecided:
        return None


def _drawn(
    call: Call, source: str, method: str, args: list[Expr], named: dict[str, Expr]
) -> Kind | None:
    if source == "Random":
        return _number(source, method, _PLAIN[method]) if method in _PLAIN else None
    if method in ("rand", "randn"):
        shape = tuple([call.size(arg) for arg in args])
        return Array("float64", shape) if shape else Scalar("float64")
    if method in ("permutation", "choice"):
        return _of_items(call, method, args, named)
    if method not in _PARAMETERS or not hasattr(_SOURCES[source], method):
        return None
    given = _PARAMETERS[method]
    size = named.pop("size", args[len(given)] if len(args) == len(given) + 1 else None)
    operands = [call.known(arg) for arg in (*args[: len(given)], *named.values())]
    plain = all(isinstance(kind, Scalar) for kind in operands) and set(named) <= set(_PLACES)
    number = _number(source, method, given) if plain and len(args) <= len(given) + 1 else None
    return _sized(call, number, size) if isinstance(number, Scalar) else None


def _sized(call: Call, number: Scalar, size: Expr | None) -> Kind:
    if size is None or size == Const(None):
        return number
    call.kwargs = {"size": size}
    return Array(number.dtype, call.shape("size"))


@cache
def _number(source: str, method: str, given: tuple[float, ...]) -> Kind | None:
    """Return the kind of one number that is drawn: NumPy's, or Python's own."""
    return kind_of_result(getattr(_SOURCES[source], method)(*given))


def _of_items(call: Call, method: str, args: list[Expr], named: dict[str, Expr]) -> Kind | None:
    """Return the kind of places, or of items, in another order or chosen."""
    if not args or len(args) > 1 + (method == "choice") or not set(named) <= {"size", "replace"}:
        return None
    items = call.known(args[0])
    if isinstance(items, Scalar):
        array = Array("int64", (call.size_of(items),))
    else:
        array = as_array(items, call.sizes)
    if method == "permutation":
        return Array(array.dtype, array.shape)
    size = named.get("size", args[1] if len(args) == 2 else None)
    shape: tuple[Size, ...] = () if array.ndim == 1 else array.shape[1:]
    if size is None or size == Const(None):
        return Array(array.dtype, shape) if shape else Scalar(array.dtype, True)
    call.kwargs = {"size": size}
    return Array(array.dtype, (*call.shape("size"), *shape))
