"""Libraries: functions that are a few lines of NumPy, mostly SciPy's; distributions of parameters.

    stats.zscore(x)                   ->  (x - mean) / spread, the body of `of_scipy.stats.zscore`
    d = stats.norm(m, s); d.pdf(x)    ->  stats.norm.pdf(x, loc=m, scale=s)
"""

from __future__ import annotations

import importlib
import inspect
import sys
from types import FunctionType
from typing import Any

import gast
import numpy as np

from ..errors import UnknownCall
from ..ir.nodes import Const
from ..rules.registry import object_of
from .curves import asked_of
from .distributions import parameters_of
from .lowering import Lowering, Result
from .ready import Ready, call_on, is_none, tuple_of
from .values import Captured, Frozen

# The modules of SciPy's and other ones, and the files in `of_scipy` in which their functions stand.
FILES = {
    "stats": ("stats", "hypotheses", "samples", "ranks", "densities"),
    "signal": ("signal", "filters", "spectra", "peaks"), "signal.windows": ("windows",),
    "ndimage": ("ndimage", "neighbours"), "spatial": ("spatial",), "cluster.vq": ("clusters",),
    "integrate": ("integrate",), "linalg": ("linalg", "matrices"), "fft": ("fft",),
    "optimize": ("optimize",), "spatial.distance": ("distance",),
    "bisect": ("bisections",), "heapq": ("heaps",),
    "interpolate": ("interpolate",),
    "numpy": ("numpy",), "numpy.polynomial.polynomial": ("polynomial",),
}  # fmt: skip
PARTS = tuple(FILES)
OBJECTS = ("curves", "rotations", "moments")  # other files of ours
# What is given functions and is not followed, and what to write instead.
INSTEAD = {
    "dblquad": "Write the `quad` of a `quad`: `quad(lambda x: quad(f, c, d, args=(x,))[0], a, b)`.",
    "tplquad": "Write the `quad` of a `quad` of a `quad`.",
    "nquad": "Write the `quad` of a `quad`: `quad(lambda x: quad(f, c, d, args=(x,))[0], a, b)`.",
    "tanhsinh": "Use `scipy.integrate.quad`.", "cubature": "Use `scipy.integrate.quad_vec`.",
    "fixed_point": "Use `scipy.optimize.root`, of f(x) - x.",
    **dict.fromkeys(
        ("newton_krylov", "broyden1", "broyden2", "anderson"),
        "Use `scipy.optimize.root`, with `method='krylov'`, `'broyden1'` or `'anderson'`.",
    ),
    "leastsq": "Use `scipy.optimize.least_squares`, with `method='lm'`.",
    "fmin_l_bfgs_b": "Use `scipy.optimize.minimize`, with `method='L-BFGS-B'`.",
    "fmin_slsqp": "Use `scipy.optimize.minimize`, with `method='SLSQP'`.",
    "fmin_tnc": "Use `scipy.optimize.minimize`, with `method='TNC'`.",
    "fmin_ncg": "Use `scipy.optimize.minimize`, with `method='Newton-CG'`.",
}  # fmt: skip
# What is asked of interpolants by how they are called: functions of `of_scipy.curves`.
METHODS = {
    "rt.curve": ("derivative", "antiderivative", "integrate", "integral"), "rt.sheet": ("ev",),
}
MOMENTS = ("mean", "var", "std")  # of distributions
# What may be told, but not other than it is by default.
_AS_IT_IS = {"nan_policy": "propagate", "check_finite": True}


def written_for(function: Any) -> list[FunctionType]:
    """Return our functions that stand for one of SciPy's: for ways to call it, in their turn."""
    name = getattr(function, "__name__", "")
    if not name or name.startswith("_"):
        return []
    for part in PARTS:
        module = _module(part)
        if module is not None and getattr(module, name, None) is function:
            found = _standing_for(name, FILES[part])
            if found:  # a module may have it from another one
                return found
    return []


def _module(part: str) -> Any:
    """Return a module of SciPy's, NumPy's or Python's, if it is imported."""
    is_other = part.startswith(("numpy", "bisect", "heapq"))
    return sys.modules.get(part if is_other else f"scipy.{part}")


def _standing_for(name: str, files: tuple[str, ...]) -> list[FunctionType]:
    """Return the functions of a name in some files of ours, in which they are written."""
    made = []
    for file in files:
        path = f"{__package__}.of_scipy.{file}"
        found = vars(importlib.import_module(path)).get(name)
        if isinstance(found, FunctionType) and found.__module__ == path:
            made.append(found)
    return made


def followed_of(path: str) -> list[str]:
    """Return the parameters that are followed of a function of SciPy's of this name, or none.

    A method of a distribution, `stats.norm.entropy`, is another function.
    """
    *owners, name = path.split(".")
    owner = owners[-1] if owners else PARTS[0]
    is_method = len(owners) > 1 or hasattr(sys.modules.get("scipy.stats"), owner)
    if is_method and owner not in PARTS:
        return []
    for part in PARTS:
        ours = written_for(getattr(_module(part), name, None))
        if ours:
            return [*dict.fromkeys([key for f in ours for key in inspect.signature(f).parameters])]
    return []


class Libraries(Lowering):
    """Lowers calls of SciPy that are written out."""

    def of_library(self, callee: Captured, node: Any) -> Result | None:
        """Return a call of SciPy in terms of others; None if it stays as it is."""
        ours = written_for(callee.handle)
        if ours:
            # What is made of constants is called, too.
            is_called = ours[0].__module__.endswith((".interpolate", ".densities"))
            return self._first_of(ours, node) if is_called or self._reads_names(node) else None
        asked = self._asked_of_curve(callee, node) or self._moment(callee, node)
        if asked is not None:
            return asked
        name, module = (getattr(callee.handle, n, "") for n in ("__name__", "__module__"))
        if name in INSTEAD and str(module).startswith("scipy."):
            raise self.refusal(
                UnknownCall, f"s2sad does not differentiate `{name}`", node,
                "What it is given, a function, is no operand of a rule.", INSTEAD[name],
            )  # fmt: skip
        names = parameters_of(callee.handle)
        return None if names is None else self._frozen(callee, names, node)

    def _asked_of_curve(self, callee: Captured, node: Any) -> Result | None:
        """Return what a method of an interpolant outside gives; None of any other."""
        owner, name = (getattr(callee.handle, n, None) for n in ("__self__", "__name__"))
        if owner is None or name not in METHODS.get(asked_of(owner), ()):
            return None
        place = Captured(callee.scope, callee.key, callee.path[:-1], owner)
        self.frame.definition.resolver.uses.add(place)
        function = vars(importlib.import_module(f"{__package__}.of_scipy.curves"))[name]
        args, keywords = self.expanded(node)
        known = self.standing_for(function)
        return self.call(call_on(Ready(known, node), [Ready(place, node), *args], keywords, node))

    def _moment(self, callee: Captured, node: Any) -> Result | None:
        """Return a moment of a distribution by those of location 0 and scale 1, if it is known."""
        owner, name = (getattr(callee.handle, n, None) for n in ("__self__", "__name__"))
        names = parameters_of(owner) if name in MOMENTS else None
        if names is None or not hasattr(owner, "shapes"):
            return None
        args, keywords = self.expanded(node)
        told = {**dict(zip(names, args)), **dict(keywords)}
        shapes = [n for n in names if n not in ("loc", "scale")]
        if len(args) > len(names) or not set(shapes) <= set(told) <= set(names):
            return None
        ours = vars(importlib.import_module(f"{__package__}.of_scipy.moments"))
        unit = self._unit(owner, ours, [told.pop(n) for n in shapes], node)
        if unit is None:
            return None
        known = self.standing_for(ours[str(name)])
        return self.call(call_on(Ready(known, node), [unit], list(told.items()), node))

    def _unit(self, owner: Any, ours: Any, shapes: list[Any], node: Any) -> Any:
        """Return the mean and the variance of a distribution of location 0 and scale 1."""
        if not shapes:
            pair = [Ready(Const(float(moment())), node) for moment in (owner.mean, owner.var)]
            return tuple_of(pair, node) if np.all(np.isfinite(owner.stats())) else None
        function = ours.get(owner.name)
        if function is None:
            return None
        known = self.standing_for(function)
        return call_on(Ready(known, node), shapes, [], node)

    def with_more(self, op: str, node: Any) -> Result | None:
        """Return a call of a primitive that is told what its rules do not know: `zi=`, in terms
        of others; None if it is not."""
        ours = written_for(object_of(op)) if op.startswith("scipy.") else []
        return self._first_of(ours, node) if ours and self._reads_names(node) else None

    def _first_of(self, ours: list[FunctionType], node: Any) -> Result | None:
        """Return the body of the first of our functions that knows what is told."""
        for function in ours:
            found = self._written_out(function, node)
            if found is not None:
                return found
        return None

    def _written_out(self, ours: FunctionType, node: Any) -> Result | None:
        """Return the body of our function in place of the call, if it knows what is told."""
        args, keywords = self.expanded(node)
        spec = inspect.signature(ours).parameters
        by_place = [p for p in spec.values() if p.kind is not p.KEYWORD_ONLY]
        if any(is_none(value) and spec[key].default is inspect.Parameter.empty
               for key, value in [*zip([p.name for p in by_place], args), *keywords]
               if key in spec):  # fmt: skip
            return None
        if any(key == "axis" and _is_empty(value) for key, value in keywords):
            return None
        told = [(key, value) for key, value in keywords if not _is_as_it_is(key, value)]
        known = set(spec) - {p.name for p in by_place[: len(args)]}
        needed = {p.name for p in spec.values() if p.default is p.empty}
        given = {p.name for p in by_place[: len(args)]} | {key for key, _ in told}
        if len(args) > len(by_place) or not needed <= given or not {k for k, _ in told} <= known:
            return None
        callee = self.standing_for(ours)
        return self.call(call_on(Ready(callee, node), args, told, node))

    def _reads_names(self, node: Any) -> bool:
        """Return whether a call reads anything of the function's own: else it is a constant."""
        parts = [part for arg in (*node.args, *node.keywords) for part in gast.walk(arg)]
        return any(
            isinstance(part, Ready)
            or isinstance(part, gast.Name) and self.scope.owner_of(part.id) is not None
            for part in parts
        )

    def _frozen(self, callee: Captured, names: list[str], node: Any) -> Frozen | None:
        """Return a distribution with its parameters, by their names."""
        args, keywords = self.expanded(node)
        if len(args) > len(names) or not {key for key, _ in keywords} <= set(names):
            return None
        told = [*zip(names, args), *keywords]
        return Frozen(callee, (), tuple([(key, self.kept(value)) for key, value in told]))


def _is_empty(node: Any) -> bool:
    """Return whether this is `()`, which no two functions of SciPy's take in the same way."""
    return isinstance(node, gast.Tuple) and not node.elts


def _is_as_it_is(key: str, value: Any) -> bool:
    """Return whether a keyword says what is so by default."""
    return key in _AS_IT_IS and getattr(value, "value", None) == _AS_IT_IS[key]
