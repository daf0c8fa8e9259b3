"""Each function of the runtime against what it transposes: <g, f x> = <f' g, x>."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from s2sad import runtime as rt

RNG = np.random.default_rng(5)


def n(*shape):
    return RNG.normal(size=shape)


INDEX = np.array([[0, 3], [3, 1], [1, 1]])

# name: (the linear function, its transpose of (g, x), points)
PAIRS = {
    "unbroadcast": (
        lambda x: np.broadcast_to(x, (2, 3, 4)), rt.unbroadcast,
        [n(4), n(3, 1), n(1, 1, 4), n(2, 3, 4), n(), n(1)],
    ),
    "expand": (np.sum, rt.expand, [n(3), n(3, 4), n(0), n()]),
    "expand along an axis": (
        lambda x: np.sum(x, axis=-1), lambda g, x: rt.expand(g, x, -1), [n(3), n(3, 4), n(3, 1)],
    ),
    "expand, kept": (
        lambda x: np.sum(x, axis=(0, 1), keepdims=True),
        lambda g, x: rt.expand(g, x, (0, 1), True), [n(3, 4), n(2, 3, 4)],
    ),
    "t": (rt.t, lambda g, x: rt.t(g), [n(3, 4), n(2, 3, 4)]),
    "transpose_back": (
        lambda x: np.transpose(x, (2, 0, -2)), lambda g, x: rt.transpose_back(g, (2, 0, -2)),
        [n(2, 3, 4)],
    ),
    "half_tril": (rt.half_tril, lambda g, x: rt.half_tril(g), [n(3, 3), n(2, 3, 3)]),
    "cumsum_back": (np.cumsum, rt.cumsum_back, [n(4), n(3, 4), n(0)]),
    "cumsum_back along an axis": (
        lambda x: np.cumsum(x, axis=0), lambda g, x: rt.cumsum_back(g, x, 0), [n(3, 4)],
    ),
    "shift": (lambda x: rt.shift(x, 1, 0), lambda g, x: rt.shift(g, -1, 0), [n(3, 4), n(1, 2)]),
    "scatter": (lambda x: x[[0, 2, 2]], lambda g, x: rt.scatter(g, x, [0, 2, 2]), [n(3), n(3, 4)]),
    "scatter of a slice": (
        lambda x: x[1:, ::2], lambda g, x: rt.scatter(g, x, (slice(1, None), slice(None, None, 2))),
        [n(3, 4)],
    ),
    "take_back": (
        lambda x: np.take(x, INDEX, axis=1), lambda g, x: rt.take_back(g, x, INDEX, 1), [n(2, 4)],
    ),
    "take_back of all": (
        lambda x: np.take(x, INDEX), lambda g, x: rt.take_back(g, x, INDEX), [n(2, 4), n(5)],
    ),
    "put_along": (
        lambda x: np.take_along_axis(x, INDEX, 1), lambda g, x: rt.put_along(g, x, INDEX, 1),
        [n(3, 4)],
    ),
    "diagonal_back": (
        lambda x: np.diagonal(x, -1, 1, 2), lambda g, x: rt.diagonal_back(g, x, -1, 1, 2),
        [n(2, 3, 4), n(2, 1, 1)],
    ),
    "diag_back": (np.diag, rt.diag_back, [n(3), n(3, 4), n(4, 2)]),
    "repeat_back": (
        lambda x: np.repeat(x, [1, 0, 2], axis=0),
        lambda g, x: rt.repeat_back(g, x, [1, 0, 2], 0), [n(3), n(3, 2)],
    ),
    "tile_back": (
        lambda x: np.tile(x, (2, 1, 3)), lambda g, x: rt.tile_back(g, x, (2, 1, 3)),
        [n(3), n(3, 2), n(2, 3, 2), n(2, 2, 3, 2)],
    ),
    "diff_back": (
        lambda x: np.diff(x, 2, axis=0), lambda g, x: rt.diff_back(g, x, 2, 0), [n(4), n(5, 2)],
    ),
    "unpad": (
        lambda x: np.pad(x, ((0, 1), (2, 0))), lambda g, x: rt.unpad(g, x, ((0, 1), (2, 0))),
        [n(3, 4)],
    ),
    "concatenate_item": (
        lambda x: np.concatenate([n2, x, n2], axis=1) - np.concatenate([n2, 0 * x, n2], axis=1),
        lambda g, x: rt.concatenate_item(g, [n2, x, n2], 1, 1), [n(3, 4), n(3, 1), n(3, 0)],
    ),
    "concatenate_place": (
        lambda x: rt.concatenate_item(x, [n2, n2, n2], 1, 1),
        lambda g, x: rt.concatenate_place(g, [n2, n2, n2], 1, 1), [n(3, 6)],
    ),
    "solve_product": (
        lambda x: rt.solve_product(M, x, np.zeros(3)),
        lambda g, x: rt.solve_product(rt.t(M), g, np.zeros(3)), [n(3)],
    ),
    "solve_like": (
        lambda x: rt.solve_like(M, x, np.zeros(3)),
        lambda g, x: rt.solve_like(rt.t(M), g, np.zeros(3)), [n(3)],
    ),
    "recurrence": (
        lambda x: rt.recurrence(A, x, 1), lambda g, x: rt.recurrence_back(A, g, 1), [n(3, 4)],
    ),
}  # fmt: skip
n2, M, A = n(3, 2), n(3, 3) + 3.0 * np.eye(3), n(3, 4)
CASES = [pytest.param(f, t, x, id=f"{k} {x.shape}") for k, (f, t, xs) in PAIRS.items() for x in xs]


@pytest.mark.parametrize("function, transpose, x", CASES)
def test_transposes(function, transpose, x):
    x = np.asarray(x)
    z = np.asarray(function(x))
    g = n(*z.shape)
    gx = transpose(g, x)
    assert np.shape(gx) == x.shape
    np.testing.assert_allclose(np.sum(gx * x), np.sum(g * z), atol=1e-12)


PRODUCTS = [
    ("matmul", n(3), n(3)), ("matmul", n(2, 3), n(3)), ("matmul", n(3), n(3, 2)),
    ("matmul", n(2, 3), n(3, 4)), ("matmul", n(5, 2, 3), n(3, 4)), ("matmul", n(2, 3), n(5, 3, 4)),
    ("matmul", n(5, 1, 2, 3), n(6, 3, 4)), ("matmul", n(5, 2, 3), n(3)), ("matmul", n(2), n(5, 2,
        3)),
    ("dot", n(), n(2, 3)), ("dot", n(2, 3), n()), ("dot", n(2, 3), n(3)), ("dot", n(5, 2, 3),
        n(6, 3, 4)),
    ("dot", n(3), n(5, 3, 2)), ("inner", n(5, 2, 3), n(6, 3)), ("inner", n(3), n(3)), ("inner",
        n(), n(2)),
    ("matmul", n(0, 3), n(3, 2)), ("matmul", n(2, 0), n(0, 2)),
]  # fmt: skip


@pytest.mark.parametrize("name, a, b", PRODUCTS)
def test_transposes_of_products(name, a, b):
    z = getattr(np, name)(a, b)
    g = n(*np.shape(z))
    ga = getattr(rt, f"{name}_lhs")(g, a, b)
    gb = getattr(rt, f"{name}_rhs")(g, a, b)
    assert (np.shape(ga), np.shape(gb)) == (np.shape(a), np.shape(b))
    np.testing.assert_allclose(np.sum(ga * a), np.sum(g * z), atol=1e-12)
    np.testing.assert_allclose(np.sum(gb * b), np.sum(g * z), atol=1e-12)


JOINS = [
    ("hstack", [n(3), n(2)]), ("hstack", [n(2, 3), n(2, 1)]), ("vstack", [n(3), n(2, 3)]),
    ("dstack", [n(3), n(3)]), ("column_stack", [n(3), n(3, 2)]), ("hstack", [0.3, n(2)]),
]  # fmt: skip


@pytest.mark.parametrize("join, items", JOINS)
def test_transposes_of_joins(join, items):
    z = getattr(np, join)(items)
    g = n(*z.shape)
    parts = rt.join_items(g, items, join)
    assert [np.shape(p) for p in parts] == [np.shape(i) for i in items]
    np.testing.assert_allclose(sum(np.sum(p * i) for p, i in zip(parts, items)), np.sum(g * z))
    placed = [rt.join_place(item, items, k, join) for k, item in enumerate(items)]
    np.testing.assert_allclose(sum(placed), z)
    np.testing.assert_allclose(rt.join_all(items, join), z)


def test_items_of_lists():
    items = [n(2, 3), n(2, 3)]
    g = n(2, 2, 3)
    for part, expected in zip(rt.stack_items(g, items, 0), g):
        np.testing.assert_array_equal(part, expected)
    assert [p.shape for p in rt.concatenate_items(n(4, 3), items, 0)] == [(2, 3), (2, 3)]
    assert rt.sum_items(2.0, [1.0, 2.0]) == [2.0, 2.0]
    np.testing.assert_array_equal(rt.sum_items(np.ones(3), np.zeros((2, 3))), np.ones((2, 3)))
    assert rt.as_items(np.array([1.0, 2.0]), [0.0, 0.0]) == [1.0, 2.0]
    assert rt.as_items(2.0, 1.0) == 2.0


def test_python_numbers_stay_plain():
    assert rt.unbroadcast(2.0, 3.0) == 2.0
    assert isinstance(rt.divide_or_zero(1.0, 2.0), float)
    assert rt.divide_or_zero(1.0, 0.0) == 0.0
    assert rt.expand(2.0, 3.0) == 2.0


def test_shares_of_ties_sum_to_one():
    x = np.array([[1.0, 3.0, 3.0], [2.0, 2.0, 2.0]])
    weights = rt.tie_weights(x, np.max(x, axis=1), 1)
    np.testing.assert_allclose(weights, [[0, 0.5, 0.5], [1 / 3, 1 / 3, 1 / 3]])


@pytest.mark.parametrize("order", range(6))
def test_derivatives_of_sinc_join_smoothly(order):
    edge = 0.5 + order
    x = np.array([edge - 1e-9, edge + 1e-9])
    below, above = rt.sinc_derivative(x, order)
    assert abs(below - above) < 1e-6


def test_cofactors_of_singular_matrices():
    np.testing.assert_allclose(
        rt.cofactor(np.array([[1.0, 2.0], [2.0, 4.0]])), [[4.0, -2.0], [-2.0, 1.0]], atol=1e-14
    )
    np.testing.assert_allclose(rt.cofactor(np.zeros((3, 3))), np.zeros((3, 3)))


def test_every_function_is_marked_and_says_what_it_does():
    for name in rt.__all__:
        function = getattr(rt, name)
        assert function.__s2sad_primitive__ == f"rt.{name}"
        assert function.__doc__ and function.__doc__.splitlines()[0].strip()


def test_the_runtime_imports_numpy_only():
    path = Path(rt.__file__).parent
    code = (
        "import sys, types; package = types.ModuleType('runtime');"
        f"package.__path__ = [{str(path)!r}]; sys.modules['runtime'] = package;"
        "import runtime.broadcast, runtime.product, runtime.items, runtime.place, runtime.scan;"
        "import runtime.calculus; print([m for m in sys.modules if m.startswith('s2sad')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
