"""Running program texts: from a file that `inspect` finds, or with every decision recorded."""

from __future__ import annotations

import ast
import contextlib
import hashlib
import importlib.util
import io
import linecache
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from s2sad.testing import difference_directional, flatten, unflatten
from s2sad.testing_trees import add_scaled, duplicate, map_floats

NEAR = 0.02
LARGEST = 1e4
ORDERS = {"np.sort", "np.argsort", "sorted"}
METHODS = {"sort", "argsort"}
PEAKS = {"np.max", "np.min", "np.argmax", "np.argmin"}
KINKS = {"np.maximum", "np.minimum", "np.abs", "max", "min", "abs"}


def scope_of(source: str, file: str, **names: Any) -> dict[str, Any]:
    """The names that a text leaves; `inspect` finds its lines under the name of its file."""
    linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
    exec(compile(source, file, "exec"), names)
    return names


@contextlib.contextmanager
def loaded(source: str, name: str, folder: Path | None = None) -> Iterator[Callable[..., Any]]:
    """The function `name` of a module that lies in a real file while the block runs."""
    module_name = "generated_" + hashlib.sha256(source.encode()).hexdigest()[:12]
    with tempfile.TemporaryDirectory() as own:
        path = Path(folder or own) / f"{module_name}.py"
        path.write_text(source)
        spec = importlib.util.spec_from_file_location(module_name, path)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[module_name] = module
        try:
            spec.loader.exec_module(module)
            yield getattr(module, name)
        finally:
            del sys.modules[module_name]
            linecache.cache.pop(str(path), None)


def fault_of(source: str, name: str, args: Sequence[Any], wrt: Sequence[int]) -> str:
    """Why a function is not fit to be differentiated at a point; empty if it is.

    It must run, stay finite and small, take the same decisions at every point near by, and have
    differences that converge to something other than zero.
    """
    try:
        record = recorded(source, name)
        value, decisions = record(args)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    numbers = flatten(value)
    if not numbers.size or not np.all(np.abs(numbers) < LARGEST):
        return "the result is not finite, or large"
    for near in nearby(args, wrt):
        try:
            if record(near)[1] != decisions:
                return "a decision changes near the point"
        except Exception as error:
            return f"near the point {type(error).__name__}: {error}"
    return difference_fault(source, name, args, wrt)


def difference_fault(source: str, name: str, args: Sequence[Any], wrt: Sequence[int]) -> str:
    scope: dict[str, Any] = {"__name__": __name__}
    exec(compile(source, "<plain>", "exec"), scope)
    slopes = []
    for i, direction in zip(wrt, directions(args, wrt, 1)[0]):
        try:
            slope, error = difference_directional(scope[name], args, (i,), (direction,))
        except Exception as failed:
            return f"a little further from the point {type(failed).__name__}: {failed}"
        if not np.all(error <= 1e-7 * (1.0 + np.abs(slope))):
            return f"differences do not converge along argument {i}"
        slopes.append(slope)
    return "" if np.any(np.abs(slopes) > 1e-6) else "the result does not depend on the arguments"


def nearby(args: Sequence[Any], wrt: Sequence[int]) -> Iterator[list[Any]]:
    """Points a little further away than any that the differences use."""
    for direction in directions(args, wrt, 4):
        for step in (NEAR, -NEAR):
            moved = duplicate(list(args))
            for i, towards in zip(wrt, direction):
                moved[i] = add_scaled(moved[i], step, towards)
            yield moved


def directions(args: Sequence[Any], wrt: Sequence[int], count: int) -> list[list[Any]]:
    rng = np.random.default_rng(7)

    def noise(leaf: Any) -> Any:
        return unflatten(leaf, rng.normal(size=flatten(leaf).size))

    return [[map_floats(noise, args[i]) for i in wrt] for _ in range(count)]


def recorded(source: str, name: str) -> Callable[[Sequence[Any]], tuple[Any, list[bytes]]]:
    """A function that runs the text and returns its result and every decision it took."""
    tree = ast.fix_missing_locations(_Recorder().visit(ast.parse(source)))
    code = compile(tree, "<recorded>", "exec")

    def run(args: Sequence[Any]) -> tuple[Any, list[bytes]]:
        decisions: list[bytes] = []

        def seen(value: Any) -> Any:
            array = np.asarray(value)
            decided = array if array.dtype == bool else np.asarray(bool(array))
            decisions.append(decided.tobytes())
            return value

        def kink(function: Callable[..., Any], *given: Any, **named: Any) -> Any:
            if function in (max, min):
                return best(function, *given, **named)
            seen(np.asarray(given[0]) > (given[1] if len(given) > 1 else 0.0))
            return function(*given)

        def best(function: Callable[..., Any], *given: Any, **named: Any) -> Any:
            items = order(given[0] if len(given) == 1 else given, named.get("key"))
            return function(items, **named)

        def order(items: Any, key: Callable[..., Any] | None = None, **_: Any) -> Any:
            items = items if isinstance(items, np.ndarray) else list(items)
            decisions.append(ranks(items if key is None else [key(item) for item in items]))
            return items

        def peak(function: Callable[..., Any], *given: Any, **named: Any) -> Any:
            decisions.append(ranks(np.asarray(given[0])))
            return function(*given, **named)

        def clip(values: Any, low: Any, high: Any, **named: Any) -> Any:
            seen(np.asarray(values) > low)
            seen(np.asarray(values) > high)
            return np.clip(values, low, high, **named)

        scope = {"__name__": __name__, "_seen": seen, "_kink": kink, "_order": order,
                 "_peak": peak, "_clip": clip}  # fmt: skip
        with np.errstate(all="ignore"), contextlib.redirect_stdout(io.StringIO()):
            exec(code, scope)
            value = scope[name](*duplicate(list(args)))  # type: ignore[operator]
        return value, decisions

    return run


def ranks(values: Any) -> bytes:
    """In which order values stand, along each axis; the order of tuples is that of Python."""
    if isinstance(values, np.ndarray) and values.ndim != 1:
        axes = range(values.ndim)
        return b"".join(np.argsort(values, axis=k, kind="stable").tobytes() for k in axes)
    return repr(sorted(range(len(values)), key=lambda k: values[k])).encode()


class _Recorder(ast.NodeTransformer):
    """Wraps comparisons, the operands of and/or, functions with a kink, sorting, handlers."""

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        return _call("_seen", node)

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        self.generic_visit(node)
        node.values = [_call("_seen", value) for value in node.values]
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        if ast.unparse(node.func) in KINKS and (not node.keywords or self._is_of_python(node)):
            return ast.Call(ast.Name("_kink", ast.Load()), [node.func, *node.args], node.keywords)
        if ast.unparse(node.func) in PEAKS:
            return ast.Call(ast.Name("_peak", ast.Load()), [node.func, *node.args], node.keywords)
        if ast.unparse(node.func) == "np.clip":
            node.func = ast.Name("_clip", ast.Load())
            return node
        keys = [keyword for keyword in node.keywords if keyword.arg == "key"]
        if ast.unparse(node.func) in ORDERS:
            node.args[0] = ast.Call(ast.Name("_order", ast.Load()), [node.args[0]], keys)
        elif isinstance(node.func, ast.Attribute) and node.func.attr in METHODS and not node.args:
            seen = ast.Call(ast.Name("_order", ast.Load()), [node.func.value], keys)
            node.func = ast.Attribute(seen, node.func.attr, ast.Load())
        return node

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> ast.AST:
        self.generic_visit(node)
        node.body.insert(0, ast.Expr(_call("_seen", ast.Constant(True))))
        return node

    def _is_of_python(self, node: ast.Call) -> bool:
        return isinstance(node.func, ast.Name)


def _call(name: str, *args: ast.expr) -> ast.expr:
    return ast.Call(ast.Name(name, ast.Load()), list(args), [])
