"""Counting the work of an emitted program: its lines, and the elements that NumPy touches.

A `Counted` array adds the sizes of operands and results of every NumPy function to its counter,
and makes `Counted` arrays only; `run_counted` runs a program's text with counted arguments, with
an `np` that allocates counted arrays, and counts the lines as well (a line of a comprehension
once a trip) and the lists that are made by repetition, slicing and copying.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import numpy as np

FREE = {np.shape, np.size, np.ndim, np.shares_memory, np.may_share_memory}
ALLOCATE = ("zeros", "ones", "empty", "full", "array", "asarray", "arange", "eye", "linspace")


class Counter:
    """The work so far."""

    work = 0


COUNTER = Counter()


def size_of(value: Any) -> int:
    """Return how many elements of arrays there are in a value."""
    if isinstance(value, (list, tuple)):
        return sum(map(size_of, value))
    return value.size if isinstance(value, np.ndarray) else 0


def plain(value: Any) -> Any:
    """Return a value with its counted arrays seen as ordinary ones."""
    if isinstance(value, (list, tuple)):
        return type(value)(map(plain, value))
    return value.view(np.ndarray) if isinstance(value, Counted) else value


def counted(value: Any) -> Any:
    """Return a value with its arrays, in lists and tuples as well, seen as counted ones."""
    if isinstance(value, (list, tuple)):
        return type(value)(map(counted, value))
    return value.view(Counted) if isinstance(value, np.ndarray) else value


class Counted(np.ndarray):
    """An array whose uses are counted; a view costs nothing."""

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **options: Any) -> Any:
        options = {name: plain(value) for name, value in options.items()}
        touched = inputs[1:] if method == "at" else inputs
        result = getattr(ufunc, method)(*map(plain, inputs), **options)
        COUNTER.work += size_of(touched) + size_of(result)
        return inputs[0] if "out" in options and result is not None else counted(result)

    def __array_function__(self, function: Any, types: Any, args: Any, options: Any) -> Any:
        result = function(*map(plain, args), **{n: plain(v) for n, v in options.items()})
        is_view = isinstance(result, np.ndarray) and result.base is not None
        if function not in FREE and not is_view:
            COUNTER.work += size_of(args) + size_of(result)
        return counted(result)

    def __getitem__(self, index: Any) -> Any:
        result = self.view(np.ndarray)[plain(index)]
        is_view = isinstance(result, np.ndarray) and np.may_share_memory(result, self)
        COUNTER.work += 1 if is_view else size_of(result) + size_of(index) + 1
        return counted(result)

    def __setitem__(self, index: Any, value: Any) -> None:
        mine = self.view(np.ndarray)
        COUNTER.work += size_of(mine[plain(index)]) + 1
        mine[plain(index)] = plain(value)

    def copy(self, order: Any = "C") -> Any:
        COUNTER.work += self.size
        return counted(self.view(np.ndarray).copy(order))


class _CountedNumPy:
    """NumPy, but what it allocates is counted."""

    def __getattr__(self, name: str) -> Any:
        found = getattr(np, name)
        if name not in ALLOCATE:
            return found

        def allocate(*args: Any, **options: Any) -> Any:
            result = found(*map(plain, args), **options)
            COUNTER.work += size_of(result)
            return counted(result)

        return allocate


class _Lists(ast.NodeTransformer):
    """Wrap what may make a list of many: repetition, slices and copies."""

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        return _wrapped(node)

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        self.generic_visit(node)
        is_read = isinstance(node.ctx, ast.Load) and isinstance(node.slice, ast.Slice)
        return _wrapped(node) if is_read else node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        return _wrapped(node)


def _wrapped(node: ast.expr) -> ast.expr:
    return ast.Call(ast.Name("count_list", ast.Load()), [node], [])


def count_list(value: Any) -> Any:
    """Count a list, and return it."""
    if isinstance(value, list):
        COUNTER.work += len(value)
    return value


def _first_name(tree: ast.Module) -> str:
    return next(stmt.name for stmt in tree.body if isinstance(stmt, ast.FunctionDef))


def work_of(text: str, scope: dict[str, Any], *args: Any) -> tuple[int, Any]:
    """Return the work of the first function that a text defines, and its result."""
    tree = ast.fix_missing_locations(_Lists().visit(ast.parse(text)))
    space = {**scope, "np": _CountedNumPy(), "count_list": count_list}
    exec(compile(tree, "<counted>", "exec"), space)
    function: Callable[..., Any] = space[_first_name(tree)]
    given = [counted(a) for a in args]

    def line(frame: FrameType, event: str, argument: Any) -> Any:
        if frame.f_code.co_filename != "<counted>":
            return None
        COUNTER.work += event == "line"
        return line

    COUNTER.work = 0
    before = sys.gettrace()
    sys.settrace(line)
    try:
        result = function(*given)
    finally:
        sys.settrace(before)
    return COUNTER.work, plain(result)
