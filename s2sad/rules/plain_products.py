"""The transposes of matrix products, written out where the ranks are known."""

from __future__ import annotations

from collections.abc import Callable

from ..ir.nodes import Expr
from .known import Known, call, transposed

Rewriting = Callable[..., "Expr | None"]


def matmul_lhs(known: Known, y: Expr, a: Expr, b: Expr) -> Expr | None:
    """Before: rt.matmul_lhs(g, a, b), for matrices. After: g @ b.T."""
    match known.ranks(a, b):
        case (1, 1):
            return call("mul", y, b)
        case (2, 1):
            return call("np.outer", y, b)
        case (1, 2):
            return call("matmul", b, y)
        case (2, 2):
            return call("matmul", y, transposed(b))
    if _same_stack(known, a, b):
        return call("matmul", y, call("rt.t", b))
    return None


def matmul_rhs(known: Known, y: Expr, a: Expr, b: Expr) -> Expr | None:
    """Before: rt.matmul_rhs(g, a, b), for matrices. After: a.T @ g."""
    match known.ranks(a, b):
        case (1, 1):
            return call("mul", y, a)
        case (1, 2):
            return call("np.outer", a, y)
        case (2, 1) | (2, 2):
            return call("matmul", transposed(a), y)
    if _same_stack(known, a, b):
        return call("matmul", call("rt.t", a), y)
    return None


def _same_stack(known: Known, a: Expr, b: Expr) -> bool:
    """Return whether two stacks of matrices are known to have as many, arranged alike."""
    left, right = known.shape(a), known.shape(b)
    if left is None or right is None or len(left) < 3:
        return False
    return left[:-2] == right[:-2]


def dot_lhs(known: Known, y: Expr, a: Expr, b: Expr) -> Expr | None:
    """Before: rt.dot_lhs(g, a, b), for matrices. After: g @ b.T."""
    ranks = known.ranks(a, b)
    if 0 in ranks and None not in ranks:
        return call("rt.unbroadcast", call("mul", b, y), a)
    return matmul_lhs(known, y, a, b) if _are_small(ranks) else None


def dot_rhs(known: Known, y: Expr, a: Expr, b: Expr) -> Expr | None:
    """Before: rt.dot_rhs(g, a, b), for matrices. After: a.T @ g."""
    ranks = known.ranks(a, b)
    if 0 in ranks and None not in ranks:
        return call("rt.unbroadcast", call("mul", a, y), b)
    return matmul_rhs(known, y, a, b) if _are_small(ranks) else None


def _are_small(ranks: tuple[int | None, ...]) -> bool:
    return all(rank in (1, 2) for rank in ranks)


def inner_lhs(known: Known, y: Expr, a: Expr, b: Expr) -> Expr | None:
    """Before: rt.inner_lhs(g, a, b), for matrices, z = a @ b.T. After: g @ b."""
    ranks = known.ranks(a, b)
    match ranks:
        case (1, 1):
            return call("mul", y, b)
        case (2, 1):
            return call("np.outer", y, b)
        case (1, 2) | (2, 2):
            return call("matmul", y, b)
    if 0 in ranks and None not in ranks:
        return call("rt.unbroadcast", call("mul", b, y), a)
    return None


def inner_rhs(known: Known, y: Expr, a: Expr, b: Expr) -> Expr | None:
    """Before: rt.inner_rhs(g, a, b), for matrices, z = a @ b.T. After: g.T @ a."""
    ranks = known.ranks(a, b)
    match ranks:
        case (1, 1):
            return call("mul", y, a)
        case (1, 2):
            return call("np.outer", y, a)
        case (2, 1):
            return call("matmul", transposed(a), y)
        case (2, 2):
            return call("matmul", transposed(y), a)
    if 0 in ranks and None not in ranks:
        return call("rt.unbroadcast", call("mul", a, y), b)
    return None


def solve_like(known: Known, a: Expr, y: Expr, b: Expr) -> Expr | None:
    """Before: rt.solve_like(a, g, b), for a matrix a. After: np.linalg.solve(a, g)."""
    rank_a, rank_b = known.ranks(a, b)
    plain = rank_b is not None and (rank_b > 1 or rank_a == 2)
    return call("np.linalg.solve", a, y) if plain else None


def solve_product(known: Known, a: Expr, x: Expr, b: Expr) -> Expr | None:
    """Before: rt.solve_product(da, z, b). After: da @ z."""
    rank_a, rank_b = known.ranks(a, b)
    plain = rank_b is not None and (rank_b > 1 or rank_a == 2)
    return call("matmul", a, x) if plain else None


def solve_outer(known: Known, y: Expr, x: Expr, b: Expr) -> Expr | None:
    """Before: rt.solve_outer(w, z, b). After: np.outer(w, z), or w @ z.T for a matrix b."""
    rank_x, rank_b = known.ranks(x, b)
    if rank_x is None or rank_b is None:
        return None
    if rank_b == 1:
        return call("np.outer", y, x) if rank_x == 1 else None
    return call("matmul", y, call("rt.t", x))


PLAIN: dict[str, Rewriting] = {
    "rt.matmul_lhs": matmul_lhs, "rt.matmul_rhs": matmul_rhs,
    "rt.dot_lhs": dot_lhs, "rt.dot_rhs": dot_rhs,
    "rt.inner_lhs": inner_lhs, "rt.inner_rhs": inner_rhs,
    "rt.solve_like": solve_like, "rt.solve_product": solve_product, "rt.solve_outer": solve_outer,
}  # fmt: skip
