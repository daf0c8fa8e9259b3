"""The other libraries, where they are installed, made to run the same program text."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable, Sequence
from types import FunctionType, ModuleType
from typing import Any

import numpy as np

from s2sad.api import emitted_programs

from .case import Case

PEERS = ("autograd", "jax", "numba")


def installed() -> tuple[str, ...]:
    """Return which of the libraries are there."""
    return tuple(peer for peer in PEERS if importlib.util.find_spec(peer) is not None)


def notice() -> str:
    """Return one line that says which libraries are compared and which are not installed."""
    found = installed()
    missing = [peer for peer in PEERS if peer not in found]
    parts = [f"compared with {', '.join(found)}"] if found else []
    parts += [f"not installed: {', '.join(missing)}"] if missing else []
    return "; ".join(parts)


def peer_run(peer: str, case: Case, size: str) -> Callable[[], Any]:
    """Return a call of a peer that computes the value and the gradients of a case.

    The first call compiles, where the peer does; it is not to be timed.
    """
    maker = {"autograd": _autograd_run, "jax": _jax_run, "numba": _numba_run}[peer]
    return maker(case, size)


def rebound(function: Callable[..., Any], module: ModuleType) -> Callable[..., Any]:
    """Return a function with `np` and `math` bound to `module`, and its helpers with it.

    >>> def helper(x): return np.sin(x)
    >>> def f(x): return helper(x) + 1
    >>> import math
    >>> rebound(f, math)(0.0)
    1.0
    """
    scope = dict(function.__globals__)
    for name, value in scope.items():
        if isinstance(value, FunctionType) and value.__globals__ is function.__globals__:
            scope[name] = FunctionType(value.__code__, scope, name, value.__defaults__)
    scope["np"] = scope["math"] = module
    assert isinstance(function, FunctionType)
    return FunctionType(function.__code__, scope, function.__name__, function.__defaults__)


def _autograd_run(case: Case, size: str) -> Callable[[], Any]:
    autograd = importlib.import_module("autograd")
    numpy = importlib.import_module("autograd.numpy")
    f, seed = rebound(case.f, numpy), case.seed(size)

    def total(*args: Any) -> Any:
        value = f(*args)
        return value if np.ndim(seed) == 0 else numpy.sum(seed * value)

    both = autograd.value_and_grad(total, case.positions)
    args = _floats(case, size)
    return lambda: both(*args)


def _jax_run(case: Case, size: str) -> Callable[[], Any]:
    jax = importlib.import_module("jax")
    jax.config.update("jax_enable_x64", True)
    numpy = importlib.import_module("jax.numpy")
    f, seed, args = rebound(case.f, numpy), case.seed(size), _floats(case, size)
    traced = [k for k, a in enumerate(args) if isinstance(a, (float, np.ndarray))]

    def total(*values: Any) -> Any:
        filled: list[Any] = list(args)
        for k, value in zip(traced, values):
            filled[k] = value
        return numpy.sum(seed * f(*filled))

    places = tuple(traced.index(k) for k in case.positions)
    compiled = jax.jit(jax.value_and_grad(total, places))
    given = [numpy.asarray(args[k]) for k in traced]
    return lambda: jax.block_until_ready(compiled(*given))


def _numba_run(case: Case, size: str) -> Callable[[], Any]:
    """What numba makes of the emitted adjoint itself."""
    numba = importlib.import_module("numba")
    args, seed = case.sizes[size], case.seed(size)
    compiled = numba.njit(emitted_programs(case.f, *args, wrt=case.wrt)["adjoint"])
    return lambda: compiled(*args, seed)


def _floats(case: Case, size: str) -> Sequence[Any]:
    """Return the arguments, the differentiated ones as floats."""
    args: list[Any] = list(case.sizes[size])
    for k in case.positions:
        args[k] = args[k] if isinstance(args[k], np.ndarray) else float(args[k])
    return args
