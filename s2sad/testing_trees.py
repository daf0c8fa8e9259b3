"""Nested lists, tuples and dicts of floats and arrays, for the checkers in `testing.py`.

A tree is a list, a tuple, a dict or an object with attributes of trees, or a leaf. A float leaf is
a float, a complex, a NumPy scalar or an array of these; every other leaf carries no derivative.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from s2sad.structures import children, is_object, with_children

Tree = Any


def is_float(leaf: Any) -> bool:
    """Can a derivative be taken with respect to this leaf?"""
    if isinstance(leaf, np.ndarray):
        return leaf.dtype.kind in "fc"
    return isinstance(leaf, (float, complex, np.inexact))


def float_leaves(tree: Tree) -> list[Any]:
    """The float leaves, in order."""
    return [leaf for _, leaf in labelled_leaves(tree) if is_float(leaf)]


def labelled_leaves(tree: Tree, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every leaf with the subscripts that lead to it.

    >>> list(labelled_leaves([1.0, {"n": (2,)}]))
    [('[0]', 1.0), ("[1]['n'][0]", 2)]
    """
    if isinstance(tree, dict):
        for key, item in tree.items():
            yield from labelled_leaves(item, f"{path}[{key!r}]")
    elif isinstance(tree, (list, tuple)):
        for k, item in enumerate(tree):
            yield from labelled_leaves(item, f"{path}[{k}]")
    elif is_object(tree):
        for name, item in children(tree):
            yield from labelled_leaves(item, f"{path}.{name}")
    else:
        yield path, tree


def flatten(tree: Tree) -> np.ndarray:
    """All floats of a tree in one vector; a complex number counts as two.

    >>> flatten([1.0, (2, np.array([3.0, 4.0]))])
    array([1., 3., 4.])
    """
    parts = [_reals(leaf) for leaf in float_leaves(tree)]
    return np.concatenate(parts) if parts else np.zeros(0)


def flatten_like(tree: Tree, derivative: Tree) -> np.ndarray:
    """The numbers of a derivative that belong to the floats of a tree, in one vector."""
    pairs = zip(labelled_leaves(tree), labelled_leaves(derivative))
    parts = [_reals(other) for (_, leaf), (_, other) in pairs if is_float(leaf)]
    return np.concatenate(parts) if parts else np.zeros(0)


def unflatten(tree: Tree, vector: np.ndarray) -> Tree:
    """A tree like `tree` with its floats taken from a vector: the inverse of `flatten`."""
    rest = np.asarray(vector)
    if rest.size != flatten(tree).size:
        raise ValueError(f"{rest.size} numbers for a tree of {flatten(tree).size}")

    def take(leaf: Any) -> Any:
        nonlocal rest
        count = _reals(leaf).size
        numbers, rest = rest[:count], rest[count:]
        if np.iscomplexobj(leaf):
            numbers = numbers[0::2] + 1j * numbers[1::2]
        if not isinstance(leaf, np.ndarray):
            return type(leaf)(numbers[0])
        made = duplicate(leaf)
        made[...] = numbers.reshape(leaf.shape)
        return made

    return map_floats(take, tree)


def map_floats(function: Callable[..., Any], tree: Tree, *trees: Tree, **otherwise: Any) -> Tree:
    """Apply a function to the float leaves of trees of one structure.

    Other leaves stay as they are in the first tree, or become `otherwise`.
    """
    if isinstance(tree, dict):
        return {
            key: map_floats(function, tree[key], *(t[key] for t in trees), **otherwise)
            for key in tree
        }
    if isinstance(tree, (list, tuple)):
        items = [map_floats(function, *column, **otherwise) for column in zip(tree, *trees)]
        return type(tree)(*items) if hasattr(tree, "_fields") else type(tree)(items)
    if is_object(tree):
        columns = [[getattr(t, name) for t in (tree, *trees)] for name, _ in children(tree)]
        return with_children(tree, [map_floats(function, *c, **otherwise) for c in columns])
    return function(tree, *trees) if is_float(tree) else otherwise.get("otherwise", tree)


def duplicate(tree: Tree) -> Tree:
    """A deep copy that keeps strides and what is shared inside the tree."""
    return _duplicate(tree, {})


def promoted(tree: Tree) -> Tree:
    """The tree with half and single precision made double."""

    def promote(leaf: Any) -> Any:
        kind = np.result_type(leaf, np.float64)
        if not isinstance(leaf, np.generic) and not isinstance(leaf, np.ndarray):
            return leaf
        return leaf if kind == leaf.dtype else leaf.astype(kind)

    return map_floats(promote, tree)


def add_scaled(tree: Tree, step: float, direction: Tree) -> Tree:
    """tree + step * direction, with the types and memory order of `tree`."""

    def add(leaf: Any, towards: Any) -> Any:
        if not isinstance(leaf, np.ndarray):
            return type(leaf)(leaf + step * towards)
        moved = duplicate(leaf)
        moved += step * towards
        return moved

    return map_floats(add, tree, direction)


def inner(tree: Tree, other: Tree) -> float:
    """The real part of the sum of products over all float leaves that both trees have."""
    products: list[float] = []

    def multiply(a: Any, b: Any) -> None:
        if b is not None:
            products.append(float(np.real(np.sum(np.asarray(a) * b))))

    map_floats(multiply, tree, other)
    return float(np.sum(products))


def difference_of(expected: Tree, got: Tree) -> str:
    """Where two trees first differ in type, dtype, shape or bits; empty if they are the same."""
    for (path, a), (_, b) in zip(labelled_leaves(expected), labelled_leaves(got)):
        fault = _leaf_difference(a, b)
        if fault:
            return f"at {path or 'the value itself'}: {fault}"
    left, right = _paths(expected), _paths(got)
    return "" if left == right else f"structure {right}, expected {left}"


def rounded_like(expected: Tree, got: Tree) -> Tree:
    """Return got with its floats put to those of expected where they differ by rounding only."""
    if isinstance(expected, (list, tuple)) and type(expected) is type(got):
        if len(expected) == len(got):
            parts = [rounded_like(a, b) for a, b in zip(expected, got)]
            return type(expected)(*parts) if hasattr(got, "_fields") else type(expected)(parts)
        return got
    if isinstance(expected, dict) and isinstance(got, dict) and expected.keys() == got.keys():
        return {key: rounded_like(expected[key], got[key]) for key in got}
    if is_object(expected) and type(expected) is type(got):
        items = [rounded_like(item, getattr(got, key)) for key, item in children(expected)]
        return with_children(expected, items)
    return expected if _equal_but_rounding(expected, got) else got


def _equal_but_rounding(a: Any, b: Any) -> bool:
    if type(a) is not type(b) or np.shape(a) != np.shape(b):
        return False
    if not isinstance(a, (float, np.ndarray, np.floating)):
        return False
    left, right = np.asarray(a), np.asarray(b)
    if left.dtype != right.dtype or left.dtype.kind != "f":
        return False
    size = np.max(np.abs(left), initial=0.0, where=np.isfinite(left))
    close = np.abs(left - right) <= 32.0 * np.finfo(left.dtype).eps * size
    return bool(np.all(close | (left == right) | (np.isnan(left) & np.isnan(right))))


def structure_fault(tree: Tree, derivative: Tree) -> str:
    """How a derivative is unlike the tree that it belongs to; empty if it fits.

    Float leaves need their shape and dtype, other leaves need None.
    """
    if _paths(tree) != _paths(derivative):
        return f"structure {_paths(derivative)}, expected {_paths(tree)}"
    for (path, leaf), (_, other) in zip(labelled_leaves(tree), labelled_leaves(derivative)):
        fault = _derivative_fault(leaf, other)
        if fault:
            return f"at {path or 'the value itself'}: {fault}"
    return ""


def shared_memory(
    labelled: Sequence[tuple[str, Tree]], rest: Sequence[tuple[str, Tree]]
) -> str:
    """Two arrays that share memory, at least one among `labelled`; empty if none do."""
    own = list(_arrays(labelled))
    others = own + list(_arrays(rest))
    for k, (name, array) in enumerate(own):
        for other_name, other in others[k + 1 :]:
            if np.shares_memory(array, other):
                return f"{name} shares memory with {other_name}"
    return ""


def scribble(tree: Tree) -> None:
    """Overwrite every writeable array of a tree and shorten its lists."""
    for _, leaf in list(labelled_leaves(tree)):
        if isinstance(leaf, np.ndarray) and leaf.flags.writeable:
            leaf[...] = -7
    _clear_lists(tree)


def _clear_lists(tree: Tree, depth: int = 0) -> None:
    for item in _children(tree):
        _clear_lists(item, depth + 1)
    if isinstance(tree, list) and depth > 0:
        tree.clear()


def _children(tree: Tree) -> list[Tree]:
    if isinstance(tree, dict):
        return list(tree.values())
    if is_object(tree):
        return [item for _, item in children(tree)]
    return list(tree) if isinstance(tree, (list, tuple)) else []


def _paths(tree: Tree) -> str:
    """The containers of a tree, spelled: `[., (., .)]`."""
    if isinstance(tree, dict):
        return "{" + ", ".join(f"{key!r}: {_paths(item)}" for key, item in tree.items()) + "}"
    if isinstance(tree, (list, tuple)):
        inside = ", ".join(_paths(item) for item in tree)
        return f"[{inside}]" if isinstance(tree, list) else f"({inside})"
    if is_object(tree):
        inside = ", ".join(f"{name}={_paths(item)}" for name, item in children(tree))
        return f"{type(tree).__name__}({inside})"
    return "."


def _arrays(labelled: Sequence[tuple[str, Tree]]) -> Iterator[tuple[str, np.ndarray]]:
    for name, tree in labelled:
        for path, leaf in labelled_leaves(tree):
            if isinstance(leaf, np.ndarray) and leaf.size:
                yield name + path, leaf


def _reals(leaf: Any) -> np.ndarray:
    numbers = np.ravel(np.asarray(leaf))
    if not np.iscomplexobj(numbers):
        return numbers.astype(np.float64)
    return np.stack([numbers.real, numbers.imag], axis=1).ravel().astype(np.float64)


def _leaf_difference(a: Any, b: Any) -> str:
    if type(a) is not type(b):
        return f"{b!r} of type {type(b).__name__}, expected {a!r} of type {type(a).__name__}"
    if isinstance(a, (np.ndarray, np.generic)):
        if a.dtype != b.dtype or a.shape != b.shape:
            return f"{b.dtype} of shape {b.shape}, expected {a.dtype} of shape {a.shape}"
        if a.dtype.kind == "O" or _same_bits(a, b):
            return ""
        return f"{b!r}, expected {a!r}"
    if isinstance(a, (float, complex)):
        return "" if _same_bits(a, b) else f"{b!r}, expected {a!r}"
    if isinstance(a, (int, str, bytes, type(None))):
        return "" if a == b else f"{b!r}, expected {a!r}"
    return ""


def _same_bits(a: Any, b: Any) -> bool:
    """Equal bit for bit, but that any NaN equals any other."""
    x, y = np.ascontiguousarray(a), np.ascontiguousarray(b)
    if x.tobytes() == y.tobytes():
        return True
    if x.dtype.kind not in "fc":
        return False
    same = (x == y) & (np.signbit(x.real) == np.signbit(y.real))
    return bool(np.all(same | (np.isnan(x) & np.isnan(y))))


def _derivative_fault(leaf: Any, other: Any) -> str:
    if type(leaf) is int and leaf == 0 and other is not None:
        other = None if np.shape(other) == () and other == 0 else other  # the sum of no floats
    if not is_float(leaf):
        return "" if other is None else f"{other!r}, expected None: {leaf!r} is not a float"
    if isinstance(leaf, np.ndarray) and leaf.ndim and not isinstance(other, np.ndarray):
        return f"{other!r}, expected an array of shape {leaf.shape}"
    if not is_float(other):
        return f"{other!r}, expected a number like {leaf!r}"
    left, right = np.asarray(leaf), np.asarray(other)
    if left.shape != right.shape or left.dtype != right.dtype:
        return f"{right.dtype} of shape {right.shape}, expected {left.dtype} of {left.shape}"
    return ""


def _duplicate(tree: Tree, seen: dict[int, Tree]) -> Tree:
    if id(tree) in seen:
        return seen[id(tree)]
    made: Tree
    if isinstance(tree, dict):
        made = {key: _duplicate(item, seen) for key, item in tree.items()}
    elif isinstance(tree, list):
        made = [_duplicate(item, seen) for item in tree]
    elif isinstance(tree, tuple):
        items = [_duplicate(item, seen) for item in tree]
        made = type(tree)(*items) if hasattr(tree, "_fields") else tuple(items)
    elif isinstance(tree, np.ndarray):
        made = _same_layout(tree)
    elif is_object(tree):
        made = with_children(tree, [_duplicate(item, seen) for _, item in children(tree)])
    else:
        made = copy.deepcopy(tree)
    seen[id(tree)] = made
    return made


def _same_layout(array: np.ndarray) -> np.ndarray:
    """A copy with the strides of the original: the same additions in the same order."""
    if array.size == 0 or array.dtype.kind == "O" or type(array) is not np.ndarray:
        return copy.deepcopy(array)
    if array.flags.c_contiguous or array.flags.f_contiguous:
        return array.copy(order="K")
    low, high = np.lib.array_utils.byte_bounds(array)
    start = array.__array_interface__["data"][0] - low
    buffer = np.zeros(high - low, dtype=np.uint8)
    made = np.ndarray(array.shape, array.dtype, buffer.data, start, array.strides)
    made[...] = array
    return made
