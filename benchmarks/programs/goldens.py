"""The golden programs as cases: at the point of their test, and at one with more to do."""

from collections.abc import Callable
from typing import Any

import numpy as np

from tests.goldens.catalogue import GOLDENS

from ..case import Case
from . import arrays, calls, scalars, stores

RANDOM = np.random.default_rng(16)
BY_HAND = {**vars(scalars), **vars(arrays), **vars(stores), **vars(calls)}


def _normal(*shape: int) -> np.ndarray:
    return RANDOM.normal(size=shape)


def _definite(n: int) -> np.ndarray:
    A = _normal(n, n)
    return A @ A.T / n + np.eye(n)


WAVE = np.sin(np.linspace(0.0, 20.0, 400)) + 0.3
LABELS = np.eye(10)[RANDOM.integers(10, size=200)]
# A program without a line here has nothing that could be made larger.
LARGE: dict[str, tuple[Any, ...]] = {
    "sine_pullback": (1.2, 200),
    "nested_loops": (0.8, 20),
    "while_in_for": (0.9, 40),
    "branches_in_a_loop": (0.3, 100),
    "starts_at_zero": (np.linspace(0.5, 2.0, 200), 1.3),
    "newton": (1.5, 100),
    "horner": (np.cos(np.arange(100.0)), 0.7),
    "swap_in_a_loop": (0.9, 1.1, 12),
    "early_return_in_a_loop": (1.01, 90),
    "runge_kutta": (0.5, 0.1, 1.7, 50),
    "list_as_a_stack": (0.6, 100),
    "sum_of_a_comprehension": (np.linspace(0.1, 1.0, 200), 0.8),
    "tanh_layer": (_normal(50, 40), _normal(40), _normal(200, 50), _normal(200, 40)),
    "broadcast_row": (_normal(200, 100), _normal(100)),
    "broadcast_column": (0.3 * _normal(200, 100), _normal(200)),
    "broadcast_number": (_normal(200, 100), 1.3),
    "broadcast_outwards": (RANDOM.random(200), RANDOM.random(100)),
    "broadcast_one": (_normal(200, 100), _normal(1, 100)),
    "mlp": (_normal(50, 60) / 7.0, _normal(60), _normal(60, 20), _normal(20), _normal(200, 50),
            _normal(200, 20)),
    "cross_entropy": (_normal(50, 10), _normal(10), _normal(200, 50), LABELS),
    "lstm": (0.5 * _normal(42, 8), _normal(8), _normal(60, 40)),
    "list_of_arrays": (_normal(60, 60) / 8.0, _normal(60), 20),
    "gradient_descent": (_definite(60), _normal(60), _normal(60), 20),
    "log_density": (_normal(60), _normal(60), _definite(60)),
    "damped_diffusion": (0.5 * np.abs(WAVE), 50),
    "buffers_and_views": (np.tile(WAVE, 10), 1.3),
    "heat": (WAVE, 50),
    "gauss_seidel": (WAVE[:40], 0.1 * WAVE[:40], 5),
    "jacobi": (WAVE, 0.1 * WAVE, 50),
    "cumulative_product": (0.9 + 0.1 * np.cos(WAVE),),
    "rows_through_a_view": (0.3 * np.outer(WAVE[:50], WAVE), 0.1),
    "cholesky": (_definite(12),),
    "states_of_a_recurrence": (0.8, 200),
    "clipped_by_a_mask": (np.tile(WAVE, 10), 0.4),
    "polynomial_by_calls": (np.cos(np.arange(100.0)), 0.7, 0),
    "product_by_halves": (np.tile(WAVE, 2)[:64] + 2.0,),
}  # fmt: skip
FOR_AUTOGRAD = {
    "product_and_sine", "sine_iteration", "root_by_heron", "two_neurons", "nested_loops",
    "while_in_for", "branches_in_a_loop", "starts_at_zero", "newton", "horner", "swap_in_a_loop",
    "early_return_in_a_loop", "runge_kutta", "list_as_a_stack", "sum_of_a_comprehension",
    "safe_quotient", "sine_pullback", "stops_by_break", "tanh_layer", "broadcast_row",
    "broadcast_column", "broadcast_number", "broadcast_outwards", "broadcast_one", "mlp",
    "cross_entropy", "list_of_arrays", "gradient_descent", "log_density",
}  # fmt: skip
FOR_JAX = FOR_AUTOGRAD - {
    "root_by_heron", "while_in_for", "branches_in_a_loop", "early_return_in_a_loop",
    "safe_quotient", "stops_by_break",  # each decides by a number
}
UNROLLED = {
    "sine_pullback", "nested_loops", "starts_at_zero", "newton", "horner", "runge_kutta",
    "list_as_a_stack", "sum_of_a_comprehension", "list_of_arrays", "gradient_descent",
}  # fmt: skip
FOR_NUMBA = {
    "product_and_sine", "sine_iteration", "sine_pullback", "swap_in_a_loop", "newton", "horner",
    "runge_kutta", "stops_by_break", "gauss_seidel", "cholesky", "states_of_a_recurrence",
}  # fmt: skip


def _peers(name: str) -> tuple[str, ...]:
    takes = {"autograd": FOR_AUTOGRAD, "jax": FOR_JAX, "numba": FOR_NUMBA}
    return tuple(peer for peer, names in takes.items() if name in names)


def _case(f: Callable[..., Any], points: tuple[Any, ...], wrt: tuple[str, ...]) -> Case:
    name = f.__name__
    sizes = {"small": points[0]}
    if name in LARGE:
        sizes["large"] = LARGE[name]
    return Case(f, BY_HAND[name], wrt, sizes, _peers(name), unrolled=name in UNROLLED)


CASES = tuple(
    _case(golden.f, golden.points, golden.wrt) for golden in GOLDENS if golden.name in BY_HAND
)
