"""Static values: what an expression of a file is, computed without running anything of the user's.

Literals and arithmetic on them, displays, names of the file, functions and constants of NumPy and
math, small arrays made of known values, `grad(f)` and `differentiate(f)`. All else is refused.
"""

from __future__ import annotations

import ast
import builtins
import collections
import functools
import math
import operator
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np

from ..errors import UnknownName

MOST = 1_000_000  # elements of an array, bits of an integer
_BINARY: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul,
    ast.Div: operator.truediv, ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod,
    ast.Pow: operator.pow, ast.MatMult: operator.matmul, ast.LShift: operator.lshift,
    ast.RShift: operator.rshift, ast.BitAnd: operator.and_, ast.BitOr: operator.or_,
    ast.BitXor: operator.xor,
}  # fmt: skip
_UNARY: dict[type, Callable[[Any], Any]] = {
    ast.UAdd: operator.pos, ast.USub: operator.neg, ast.Not: operator.not_,
    ast.Invert: operator.invert,
}  # fmt: skip
_OF_PYTHON = (
    ArithmeticError, AttributeError, LookupError, MemoryError, TypeError, ValueError,
)  # fmt: skip
_NUMBERS = (int, float, complex, bool, np.generic)
_TYPES = (
    float, int, complex, bool, np.float64, np.float32, np.int64, np.int32, np.complex128, np.bool_,
)  # fmt: skip
_PLAIN = (*_TYPES, abs, len, min, max, sum, round, tuple, list, divmod)
_ARRAYS = (
    np.array, np.asarray, np.zeros, np.ones, np.full, np.eye, np.identity, np.arange, np.linspace,
    np.diag, np.concatenate, np.stack, np.sum, np.transpose, np.reshape,
)  # fmt: skip
_METHODS = {"reshape", "astype", "copy", "sum", "transpose", "ravel", "tolist"}
_SLOW = {"factorial", "comb", "perm", "prod", "lcm", "gcd", "sumprod"}
_MATH = tuple([f for n, f in vars(math).items() if callable(f) and n not in _SLOW])
_OURS = ("differentiate", "grad", "value_and_grad")


class Values:
    """Evaluates the expressions of a file; `module` resolves its names."""

    def __init__(self, module: Any) -> None:
        self.module = module

    def value(self, node: ast.AST) -> Any:
        """Return what an expression is, or refuse."""
        evaluate = getattr(self, f"_{type(node).__name__.lower()}", None)
        if evaluate is None:
            raise self.refusal(node, f"`{self.module.text(node)}` is computed when the file runs.")
        return evaluate(node)

    def applied(self, node: ast.AST, function: Any, *args: Any, **named: Any) -> Any:
        """Return the value of an operation, or refuse if Python would raise there."""
        try:
            return function(*args, **named)
        except _OF_PYTHON as error:
            why = f"Python would raise {type(error).__name__} here: {error}."
            raise self.refusal(node, why) from None

    def refusal(self, node: ast.AST, why: str) -> UnknownName:
        """Return the refusal of an expression of which only the run tells what it is."""
        return UnknownName(
            f"`{self.module.text(node)}` is known only when the file runs",
            self.module.where(node), why,
            "Write it as a literal, make it an argument of the function, or differentiate in "
            "Python: `s2sad.differentiate(f).adjoint`.",
        )  # fmt: skip

    # -- expressions ---------------------------------------------------------------------------

    def _constant(self, node: ast.Constant) -> Any:
        return node.value

    def _name(self, node: ast.Name) -> Any:
        if node.id in self.module.table:
            return self.module.table[node.id]
        if hasattr(builtins, node.id):
            return getattr(builtins, node.id)
        raise self.refusal(node, "The file binds no such name.")

    def _attribute(self, node: ast.Attribute) -> Any:
        owner = self.value(node.value)
        if isinstance(owner, np.ndarray) and node.attr not in ("T", "shape", "size", "ndim"):
            raise self.refusal(node, "It is computed when the file runs.")
        if not isinstance(owner, (ModuleType, np.ndarray, type, np.ufunc)):
            raise self.refusal(node, "An attribute of an object is known only when the file runs.")
        return self.applied(node, getattr, owner, node.attr)

    def _tuple(self, node: ast.Tuple) -> Any:
        return tuple([self.value(item) for item in node.elts])

    def _list(self, node: ast.List) -> Any:
        return [self.value(item) for item in node.elts]

    def _dict(self, node: ast.Dict) -> Any:
        if None in node.keys:
            raise self.refusal(node, "A display with `**` is merged when the file runs.")
        pairs = [(self.value(k), self.value(v)) for k, v in zip(node.keys, node.values) if k]
        return self.applied(node, dict, pairs)

    def _unaryop(self, node: ast.UnaryOp) -> Any:
        operand = self.value(node.operand)
        self._require(isinstance(operand, (*_NUMBERS, np.ndarray)), node)
        return self.applied(node, _UNARY[type(node.op)], operand)

    def _binop(self, node: ast.BinOp) -> Any:
        left, right = self.value(node.left), self.value(node.right)
        self._require(_can_combine(node.op, left, right), node)
        return self.applied(node, _BINARY[type(node.op)], left, right)

    def _subscript(self, node: ast.Subscript) -> Any:
        owner, index = self.value(node.value), self.value(node.slice)
        self._require(type(owner) in (tuple, list, dict, np.ndarray), node)
        return self.applied(node, operator.getitem, owner, index)

    def _slice(self, node: ast.Slice) -> Any:
        parts = (node.lower, node.upper, node.step)
        return slice(*[None if part is None else self.value(part) for part in parts])

    def _lambda(self, node: ast.Lambda) -> Any:
        return self.module.definitions.lambda_of(node)

    def _require(self, holds: bool, node: ast.AST) -> None:
        if not holds:
            raise self.refusal(node, "It is not arithmetic on numbers.")

    # -- calls ---------------------------------------------------------------------------------

    def _call(self, node: ast.Call) -> Any:
        if isinstance(node.func, ast.Attribute) and node.func.attr in _METHODS:
            owner = self.value(node.func.value)
            if isinstance(owner, np.ndarray):
                args, kwargs = self._arguments(node)
                return self.applied(node, getattr(owner, node.func.attr), *args, **kwargs)
        function = self.value(node.func)
        if not self._is_harmless(function):
            why = f"A call of `{self.module.text(node.func)}` runs code that s2sad does not run."
            raise self.refusal(node, why)
        args, kwargs = self._arguments(node)
        keeps = is_ours(function) or function is functools.partial
        if not keeps and any(map(_is_code, (*args, *kwargs.values()))):
            raise self.refusal(node, "It may call a function of the file.")
        if any(function is known for known in _ARRAYS) and _size(function, args, kwargs) > MOST:
            raise self.refusal(node, "It is a large array.")
        return self.applied(node, function, *args, **kwargs)

    def _arguments(self, node: ast.Call) -> tuple[list[Any], dict[str, Any]]:
        if any(isinstance(a, ast.Starred) for a in node.args) or not all(
            k.arg for k in node.keywords
        ):
            raise self.refusal(node, "It is called with a star.")
        named = {str(k.arg): self.value(k.value) for k in node.keywords}
        return [self.value(arg) for arg in node.args], named

    def _is_harmless(self, function: Any) -> bool:
        """Return whether a call with known values computes, and runs nothing of the user's."""
        known = (*_PLAIN, *_ARRAYS, *_MATH, collections.namedtuple, functools.partial)
        if any(function is one for one in known) or isinstance(function, np.ufunc):
            return True
        return is_ours(function)


def is_ours(function: Any) -> bool:
    """Return whether a function is `differentiate`, `grad` or `value_and_grad`."""
    name = getattr(function, "__name__", "")
    return name in _OURS and getattr(function, "__module__", "") == "s2sad.api"


def _is_code(value: Any) -> bool:
    """Return whether a value is or holds a function or class, which a call may run."""
    if isinstance(value, (list, tuple, dict)):
        items = value.values() if isinstance(value, dict) else value
        return any(map(_is_code, items))
    if isinstance(value, type):
        return value not in _TYPES and not issubclass(value, np.generic)
    return callable(value) and not isinstance(value, np.ufunc)


def _can_combine(op: ast.operator, left: Any, right: Any) -> bool:
    """Return whether an operator applies to numbers, arrays or sequences, and is quick."""
    sequences = (str, list, tuple)
    if isinstance(left, sequences) or isinstance(right, sequences):
        if isinstance(op, ast.Add):
            return type(left) is type(right)
        pair = (left, right) if isinstance(left, sequences) else (right, left)
        times = isinstance(op, ast.Mult) and type(pair[1]) is int
        return times and len(pair[0]) * abs(pair[1]) <= MOST
    if not all(isinstance(part, (*_NUMBERS, np.ndarray)) for part in (left, right)):
        return False
    if type(left) is int and type(right) is int:
        if isinstance(op, ast.Pow):
            return left.bit_length() * abs(right) <= MOST
        if isinstance(op, ast.LShift):
            return right <= MOST
    return True


def _size(function: Any, args: list[Any], kwargs: dict[str, Any]) -> float:
    """Return about how many elements an array has that a call makes."""
    numbers = [float(a) for a in args if isinstance(a, (int, float, np.number))]
    if function is np.arange:
        low, high, step = {0: (0, 0, 1), 1: (0, *numbers, 1), 2: (*numbers, 1)}.get(
            len(numbers), (*numbers, 1, 1, 1)
        )[:3]
        return abs(high - low) / (abs(step) or 1.0)
    if function in (np.linspace, np.eye, np.identity):
        given = [*numbers, *[v for v in kwargs.values() if isinstance(v, int)], 1.0]
        return max(given) ** (1 if function is np.linspace else 2)
    shape = kwargs.get("shape", args[0] if args else ())
    if function in (np.zeros, np.ones, np.full):
        return math.prod(shape if isinstance(shape, (list, tuple)) else [shape])
    return 0.0
