"""Draws: the kinds of random numbers, by the generator and the method that draws them.

What a method needs is in its signature; the type of one number, `float`, `int` or NumPy's, is
found by drawing one from a generator of our own. A draw makes new memory and changes no operand.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cache
from types import BuiltinFunctionType, MethodType
from typing import Any

import numpy as np

from ...ir.kinds import Array, Kind, Other, Scalar, Size, TupleKind
from ...ir.nodes import Apply, Const, Expr, Name
from .calls import REGISTRY, Call, Undecided, as_array, bind, kind_rule
from .elementwise import broadcast

_OF_NUMPY = ("Generator", "RandomState")
_GENERATOR, _DRAWING, _MAKING = "generator:", "function:draws:", "function:makes:"
_SAMPLE = {"p": 0.5, "left": 0.0, "mode": 0.5}  # of a parameter that may not be 1


def kind_of_drawing(value: Any) -> Kind | None:
    """Return the kind of a generator, of a function that draws, or that makes a generator."""
    for name, cls in _generators().items():
        if isinstance(value, cls):
            return Other(_GENERATOR + name)
        if value is cls:
            return Other(_MAKING + name)
    if isinstance(value, (BuiltinFunctionType, MethodType)):
        return _of_module(value)
    of_numpy = sys.modules.get("numpy.random")
    is_maker = of_numpy is not None and value is of_numpy.default_rng
    return Other(_MAKING + "Generator") if is_maker else None


def _generators() -> dict[str, type]:
    """Return the classes of generators of the modules that are imported by now."""
    found: dict[str, type] = {}
    if "numpy.random" in sys.modules:
        found |= {name: getattr(np.random, name) for name in _OF_NUMPY}
    if "random" in sys.modules:
        found["Random"] = sys.modules["random"].Random
    return found


def _of_module(value: Any) -> Kind | None:
    """Return the kind of a function of `np.random` or `random`: a method of a hidden generator."""
    owner, name = value.__self__, value.__name__
    for module, drawing, cls in (("numpy.random", "normal", "RandomState"),
                                 ("random", "random", "Random")):
        if module in sys.modules and owner is getattr(sys.modules[module], drawing).__self__:
            return Other(f"{_DRAWING}{cls}.{name}")
    return None


def drawn(call: Call, expr: Apply) -> Kind | None:
    """Return the kind of a call or method that draws or makes a generator; None of any other."""
    owner = call.kind(expr.args[0])
    made = _what(owner, _MAKING)
    if made and expr.op == "call":
        return Other(_GENERATOR + made)
    found = _signature(expr, owner)
    if found is None:
        return None
    signature, operands = found
    inner = Call(signature.op, operands, dict(expr.kwargs), call.kind, call.sizes)
    inner.kwargs = bind(signature, Apply(signature.op, operands, expr.kwargs))
    inner.defaults = signature.defaults
    return signature.function(inner)


def is_draw(expr: Apply, kinds: Mapping[str, Kind]) -> bool:
    """Return whether a call or method draws numbers: into new memory, and no operand changes."""
    owner, has_out = expr.args[0], any(key == "out" for key, _ in expr.kwargs)
    kind = kinds.get(owner.id) if isinstance(owner, Name) else kind_of_constant(owner)
    return kind is not None and _signature(expr, kind) is not None and not has_out


def kind_of_constant(expr: Expr) -> Kind | None:
    """Return the kind of a function that is written `np.random.…`; None of anything else."""
    text = expr.args[0] if isinstance(expr, Apply) and expr.op == "const" else None
    root, _, name = str(text.value).rpartition(".") if isinstance(text, Const) else ("", "", "")
    return kind_of_drawing(getattr(np.random, name)) if root == "np.random" else None


def _what(kind: Kind, prefix: str) -> str:
    """Return what a kind says after a prefix; '' without it."""
    is_such = isinstance(kind, Other) and kind.what.startswith(prefix)
    return kind.what[len(prefix) :] if is_such and isinstance(kind, Other) else ""


def _signature(expr: Apply, kind: Kind) -> Any:
    """Return the signature of a method that draws, and its operands; None of anything else."""
    name, operands = _what(kind, _DRAWING), expr.args[1:]
    if expr.op == "method":
        method, operands = expr.args[1], expr.args[2:]
        owner = _what(kind, _GENERATOR)
        name = f"{owner}.{method.value}" if owner and isinstance(method, Const) else ""
    signature = REGISTRY.get(name) if name else None
    return None if signature is None else (signature, operands)


def _of_both(*signatures: str) -> tuple[str, ...]:
    return tuple([f"{owner}.{text}" for owner in _OF_NUMPY for text in signatures])


@kind_rule(*_of_both(
    "random(size=None)", "standard_normal(size=None)", "standard_exponential(size=None)",
    "standard_cauchy(size=None)", "standard_gamma(shape, size=None)", "standard_t(df, size=None)",
    "normal(loc=0.0, scale=1.0, size=None)", "uniform(low=0.0, high=1.0, size=None)",
    "exponential(scale=1.0, size=None)", "gamma(shape, scale=1.0, size=None)",
    "beta(a, b, size=None)", "laplace(loc=0.0, scale=1.0, size=None)",
    "logistic(loc=0.0, scale=1.0, size=None)", "lognormal(mean=0.0, sigma=1.0, size=None)",
    "gumbel(loc=0.0, scale=1.0, size=None)", "rayleigh(scale=1.0, size=None)",
    "weibull(a, size=None)", "pareto(a, size=None)", "power(a, size=None)",
    "chisquare(df, size=None)", "f(dfnum, dfden, size=None)",
    "triangular(left, mode, right, size=None)", "vonmises(mu, kappa, size=None)",
    "wald(mean, scale, size=None)", "binomial(n, p, size=None)", "poisson(lam=1.0, size=None)",
    "geometric(p, size=None)", "negative_binomial(n, p, size=None)",
), "RandomState.random_sample(size=None)", "RandomState.ranf(size=None)",
    "RandomState.sample(size=None)", "RandomState.randint(low, high=None, size=None)",
    "Generator.integers(low, high=None, size=None, endpoint=False)")  # fmt: skip
def of_distribution(call: Call) -> Kind:
    """A number of the distribution, or an array as `size` or the parameters say."""
    params = [call[n] for n in call.kwargs if n not in ("size", "endpoint") and call.has(n)]
    number = _one_number(call.op)
    if call.has("size"):
        return Array(number.dtype, call.shape("size"))
    shape = broadcast([as_array(kind, call.sizes).shape for kind in params], call.sizes)
    return Array(number.dtype, shape) if shape else number


@cache
def _one_number(op: str) -> Scalar:
    """Return the kind of one number that a method draws."""
    signature = REGISTRY[op]
    wanted = [p for p in signature.params if p not in signature.defaults]
    number = _draw(op, **{p: _SAMPLE.get(p, 1) for p in wanted})
    return Scalar(np.asarray(number).dtype.name, isinstance(number, np.generic))


def _draw(op: str, **given: Any) -> Any:
    """Return what a method draws from a generator of our own."""
    owner, _, name = op.partition(".")
    generator = np.random.RandomState(0) if owner == "RandomState" else np.random.default_rng(0)
    return getattr(generator, name)(**given)


@kind_rule(*[f"Random.{name}(args)" for name in (
    "random", "uniform", "gauss", "normalvariate", "lognormvariate", "expovariate", "betavariate",
    "gammavariate", "triangular", "vonmisesvariate", "paretovariate", "weibullvariate",
)])  # fmt: skip
def of_python(call: Call) -> Kind:
    """A float of Python's."""
    return Scalar("float64")


@kind_rule("Random.randint(args)", "Random.randrange(args)")
def of_pythons_ints(call: Call) -> Kind:
    """An int of Python's."""
    return Scalar("int64")


@kind_rule("RandomState.rand(args)", "RandomState.randn(args)")
def of_dimensions(call: Call) -> Kind:
    """An array whose sizes are the operands; without them a number."""
    sizes = [size for arg in call.args for size in _sizes_given(call, arg)]
    return Array("float64", tuple(sizes)) if sizes else Scalar("float64")


def _sizes_given(call: Call, arg: Expr) -> list[Size]:
    if not isinstance(arg, Apply) or arg.op != "star":
        return [call.size(arg)]
    kind = call.known(arg.args[0])
    if not isinstance(kind, TupleKind):
        raise Undecided("how many sizes are given is not known")
    return [call.size_of(item) for item in kind.items]


@kind_rule(*_of_both("multivariate_normal(mean, cov, size=None)", "dirichlet(alpha, size=None)",
                     "multinomial(n, pvals, size=None)"))  # fmt: skip
def of_vectors(call: Call) -> Kind:
    """Vectors, along the last axis; as many as `size` says."""
    name = next(n for n in ("mean", "alpha", "pvals") if n in call.kwargs)
    vector = call.array(name)
    if vector.ndim != 1:
        raise Undecided(f"{call.op} of something that is no vector")
    many = call.shape("size") if call.has("size") else ()
    return Array("int64" if name == "pvals" else "float64", (*many, *vector.shape))


@kind_rule(*_of_both("permutation(x)"))
def of_permutation(call: Call) -> Kind:
    """What it is given in another order; of a number all places."""
    kind = call["x"]
    if isinstance(kind, Scalar):
        return Array("int64", (call.size_of(kind),))
    array = as_array(kind, call.sizes)
    return Array(array.dtype, array.shape)


@kind_rule(*_of_both("choice(a, size=None, replace=True, p=None)"))
def of_choice(call: Call) -> Kind:
    """Items of a vector, or places."""
    kind = call["a"]
    array = as_array(kind, call.sizes)
    if array.ndim > 1:
        raise Undecided("choice from something that is no vector")
    dtype = array.dtype if array.ndim else "int64"
    if call.has("size"):
        return Array(dtype, call.shape("size"))
    return Scalar(dtype, bool(array.ndim) or isinstance(_draw(call.op, a=3), np.generic))
