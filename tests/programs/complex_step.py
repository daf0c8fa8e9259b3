"""The complex step: a second opinion on a derivative, exact to rounding and free of differences.

The text of a program is run on x + i h v, where h is so small that h * h vanishes; the imaginary
part of the result is h times its derivative along v. Comparisons and sorting look at real parts,
`math` is that of NumPy, and arrays that the program makes are complex. A program that cannot run
so has no second opinion.
"""

from __future__ import annotations

import ast
import contextlib
import importlib
import io
import types
import warnings
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from s2sad.testing_trees import (
    duplicate,
    flatten,
    flatten_like,
    inner,
    is_float,
    labelled_leaves,
    map_floats,
    unflatten,
)
from tests.programs.models import CLASSES

STEP = 1e-30
CLOSE = 1e-8


class NotAnalytic(Exception):
    """The program does not run on complex numbers, or computes something else on them."""


def check_complex_step(f: Callable[..., Any], program: Any) -> bool:
    """Check both modes against the complex step; False if the program has none."""
    try:
        slopes, directions = complex_slopes(f, program)
    except NotAnalytic:
        return False
    api = importlib.import_module("s2sad.api")
    total = np.sum(slopes, axis=0)
    allowed = CLOSE * (1.0 + np.max(np.abs(slopes), initial=0.0))
    weights = np.random.default_rng(3).normal(size=total.size)
    with contextlib.redirect_stdout(io.StringIO()):
        args = duplicate(list(program.args))
        value, tangent = api.jvp(f, tuple(args), tuple(directions), wrt=program.wrt)
        _, pullback = api.vjp(f, *duplicate(list(program.args)), wrt=program.wrt)
        gradients = pullback(unflatten(value, weights))
    got = flatten_like(value, tangent)
    assert np.all(np.abs(got - total) <= allowed), (
        f"complex step: jvp gives another tangent: {got}, expected {total}"
    )
    for i, gradient, direction, slope in zip(program.wrt, gradients, directions, slopes):
        found, expected = inner(gradient, direction), float(weights @ slope)
        assert abs(found - expected) <= allowed * (1.0 + np.sum(np.abs(weights))), (
            f"complex step: vjp gives another gradient: argument {i}, {found}, expected {expected}"
        )
    return True


def complex_slopes(f: Callable[..., Any], program: Any) -> tuple[list[np.ndarray], list[Any]]:
    """The derivatives along a direction for each argument, and these directions."""
    rng = np.random.default_rng(11)

    def noise(leaf: Any) -> Any:
        return unflatten(leaf, rng.normal(size=flatten(leaf).size))

    with contextlib.redirect_stdout(io.StringIO()):
        value = f(*duplicate(list(program.args)))
    directions = [map_floats(noise, program.args[i], otherwise=None) for i in program.wrt]
    run = complex_function(program.source_text, program.function_name)
    slopes = []
    for i, direction in zip(program.wrt, directions):
        args = complex_arguments(program.args_text)
        args[i] = map_floats(_moved, args[i], direction)
        try:
            found = run(*args)
        except Exception as error:
            raise NotAnalytic(str(error)) from error
        slopes.append(_imaginary(value, found) / STEP)
    return slopes, directions


def _moved(leaf: Any, towards: Any) -> Any:
    if not isinstance(leaf, np.ndarray):
        return leaf + 1j * STEP * towards
    made = duplicate(leaf)
    made += 1j * STEP * towards
    return made


def _imaginary(value: Any, found: Any) -> np.ndarray:
    """The imaginary parts of a complex result, whose real parts must be the plain result."""
    leaves, others = list(labelled_leaves(value)), list(labelled_leaves(found))
    if [path for path, _ in leaves] != [path for path, _ in others]:
        raise NotAnalytic("another structure")
    pairs = [(a, b) for (_, a), (_, b) in zip(leaves, others) if is_float(a)]
    for a, b in pairs:
        close = 1e-5 if np.asarray(a).dtype.itemsize == 4 else 1e-10
        if np.shape(a) != np.shape(b) or not np.allclose(a, np.real(b), close, close):
            raise NotAnalytic("another value")  # or some of it in single precision
    return np.concatenate([np.ravel(np.imag(b)) for _, b in pairs])


def complex_arguments(texts: Sequence[str]) -> list[Any]:
    """The arguments with complex numbers, in the memory order that they have."""
    made: dict[str, Any] = {"np": complex_numpy(), **CLASSES}
    for k, text in enumerate(texts):
        value = eval(text, made)
        made[f"a{k}"] = map_floats(
            lambda leaf: leaf if isinstance(leaf, np.ndarray) else np.complex128(leaf), value
        )
    return [made[f"a{k}"] for k in range(len(texts))]


def complex_function(source: str, name: str) -> Callable[..., Any]:
    """The function of a text, on complex numbers."""
    tree = ast.fix_missing_locations(_Complex().visit(ast.parse(source)))
    scope: dict[str, Any] = {
        "__name__": __name__, "np": complex_numpy(), "math": _math(), "_real": np.real,
        "_sort": _sort, "max": _largest(max), "min": _largest(min), "abs": _absolute,
        "sorted": _sorted, "float": lambda value: np.complex128(value),
    }  # fmt: skip
    exec(compile(tree, "<complex>", "exec"), scope)

    def run(*args: Any) -> Any:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("error", np.exceptions.ComplexWarning)
            with contextlib.redirect_stdout(io.StringIO()):
                return scope[name](*args)

    return run


class _Complex(ast.NodeTransformer):
    """Compares real parts, sorts by them, and leaves the modules to the scope.

    Under other names they are not there: a program that imports them so has no second opinion.
    """

    def visit_Import(self, node: ast.Import) -> ast.AST:
        return ast.Pass() if _is_numeric(node.names[0].name) else node

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.AST:
        return ast.Pass() if _is_numeric(str(node.module)) else node

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        if any(isinstance(op, (ast.In, ast.NotIn, ast.Is, ast.IsNot)) for op in node.ops):
            return node
        node.left = _call("_real", node.left)
        node.comparators = [_call("_real", value) for value in node.comparators]
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.func, ast.Attribute) and node.func.attr == "sort" and not node.args:
            return ast.Call(ast.Name("_sort", ast.Load()), [node.func.value], node.keywords)
        return node


def _is_numeric(module: str) -> bool:
    return module.partition(".")[0] in ("numpy", "math")


def _call(name: str, *args: ast.expr) -> ast.expr:
    return ast.Call(ast.Name(name, ast.Load()), list(args), [])


def complex_numpy() -> Any:
    """NumPy, where floats that are made are complex."""
    made = types.SimpleNamespace(**{n: getattr(np, n) for n in dir(np) if not n.startswith("_")})

    def array(*args: Any, **options: Any) -> np.ndarray:
        found = np.array(*args, **options)
        return found.astype(complex) if found.dtype.kind == "f" else found

    def maker(make: Callable[..., Any]) -> Callable[..., Any]:
        return lambda *args, **options: make(*args, **{"dtype": complex, **options})

    made.array, made.float64 = array, np.complex128
    made.zeros, made.ones, made.empty = map(maker, (np.zeros, np.ones, np.empty))
    made.full, made.abs = maker(np.full), _absolute
    made.var, made.linalg = _variance, types.SimpleNamespace(norm=_norm)
    del made.roots, made.poly, made.real  # complex as they are: real parts of them are not analytic
    return made


def _norm(x: Any, **options: Any) -> Any:
    """The root of the sum of squares: NumPy's of complex numbers is not analytic."""
    return np.sqrt(np.sum(x * x, **options))


def _variance(x: Any, axis: int, keepdims: bool = False) -> Any:
    rest = x - np.mean(x, axis=axis, keepdims=True)
    return np.mean(rest * rest, axis=axis, keepdims=keepdims)


def _math() -> Any:
    names = {"sin": "sin", "cos": "cos", "tanh": "tanh", "atan": "arctan", "exp": "exp",
             "log": "log", "sqrt": "sqrt"}  # fmt: skip
    made = types.SimpleNamespace(**{n: getattr(np, other) for n, other in names.items()})
    made.sqrt, made.log = _of_positive(np.sqrt), _of_positive(np.log)
    return made


def _of_positive(function: Callable[..., Any]) -> Callable[[Any], Any]:
    """Python's `math.sqrt` and `math.log` raise where NumPy's give complex numbers."""
    def guarded(x: Any) -> Any:
        if np.real(x) < 0.0:
            raise ValueError("math domain error")
        return function(x)

    return guarded


def _absolute(value: Any) -> Any:
    return np.where(np.real(value) < 0.0, -value, value)[()]


def _largest(choose: Callable[..., Any]) -> Callable[..., Any]:
    def chosen(*args: Any, key: Callable[..., Any] | None = None) -> Any:
        return choose(*args, key=_real_key(key))

    return chosen


def _real_key(key: Callable[..., Any] | None) -> Callable[[Any], Any]:
    return lambda item: np.real(item if key is None else key(item))


def _sorted(items: Any, key: Any = None, reverse: bool = False) -> list[Any]:
    return sorted(items, key=_real_key(key), reverse=reverse)


def _sort(items: Any, key: Any = None, reverse: bool = False) -> None:
    if isinstance(items, np.ndarray):
        items.sort()
    else:
        items.sort(key=_real_key(key), reverse=reverse)
