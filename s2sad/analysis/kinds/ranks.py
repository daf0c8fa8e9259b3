"""Ranks: SciPy's functions of one matrix, or of vectors, of which the rule is no more.

    linalg.solve_banded(l_and_u, ab, b)    of a stack of bands is refused: SciPy solves each
    linalg.expm(a)                         of a number is refused: SciPy makes a matrix of it
"""

from __future__ import annotations

from ...errors import WrongKind
from ...ir.kinds import Array, Kind, Scalar, TupleKind
from ...ir.nodes import Apply, Expr
from .trapezoids import Trapezoids
from .words import describe

HIGHEST: dict[str, tuple[tuple[int, str, int], ...]] = {  # place, parameter, axes at most
    "scipy.linalg.solve_triangular": ((0, "a", 2),), "scipy.linalg.solve_banded": ((1, "ab", 2),),
    "scipy.linalg.cho_solve": ((0, "c_and_lower", 2),),
    "scipy.linalg.lu_solve": ((0, "lu_and_piv", 2),),
    "scipy.linalg.solve_toeplitz": ((0, "c_or_cr", 1),),
    "scipy.linalg.eigvalsh_tridiagonal": ((0, "d", 1), (1, "e", 1)),
    "scipy.linalg.eigh_tridiagonal": ((0, "d", 1), (1, "e", 1)),
    "scipy.optimize.nnls": ((1, "b", 1),),
}  # fmt: skip
NO_NUMBERS = {
    "scipy.linalg.expm": "A", "scipy.linalg.cholesky": "a", "scipy.linalg.solve": "a",
    "scipy.linalg.solve_continuous_lyapunov": "a", "scipy.linalg.solve_discrete_lyapunov": "a",
    "scipy.ndimage.laplace": "input", "scipy.ndimage.gaussian_laplace": "input",
    "scipy.ndimage.correlate": "input", "scipy.ndimage.convolve": "input",
    "scipy.ndimage.gaussian_gradient_magnitude": "input",
}  # fmt: skip
BLOCKS = "scipy.linalg.block_diag"


class Ranks(Trapezoids):
    """Refuses stacks, and numbers, where a rule is that of one matrix."""

    def has_ranks(self, expr: Apply) -> bool:
        """Return whether the operands of a call have the axes of its rule; refuse it if not."""
        if not expr.op.startswith("scipy."):
            return True
        if expr.op in NO_NUMBERS:
            return self._has_axes(expr.op, _operand(expr, 0, NO_NUMBERS[expr.op]))
        blocks = [(block, 2) for block in expr.args if expr.op == BLOCKS]
        given = [(_operand(expr, k, name), most) for k, name, most in HIGHEST.get(expr.op, ())]
        return all(self._is_single(expr.op, operand, most) for operand, most in blocks + given)

    def _is_single(self, op: str, operand: Expr | None, most: int) -> bool:
        given = self._kind_of(operand)
        kinds = given.items if isinstance(given, TupleKind) else (given,)  # (c, lower)
        stack = next((k for k in kinds if isinstance(k, Array) and k.ndim > most), None)
        if stack is not None:
            one = "matrix" if most == 2 else "vector"
            self.refuse(
                f"s2sad cannot differentiate `{op}` of {describe(stack)}",
                f"Its rule is that of one {one}.", f"Take one {one} at a time.", WrongKind,
            )  # fmt: skip
        return stack is None

    def _has_axes(self, op: str, operand: Expr | None) -> bool:
        kind = self._kind_of(operand)
        is_number = isinstance(kind, Scalar) or isinstance(kind, Array) and not kind.ndim
        if is_number:
            self.refuse(
                f"s2sad cannot differentiate `{op}` of a number", "Its rule is that of arrays.",
                "Make it one: `np.reshape(x, (1, 1))`.", WrongKind,
            )  # fmt: skip
        return not is_number

    def _kind_of(self, operand: Expr | None) -> Kind | None:
        return None if operand is None else self.kind_of_value(self.value(operand))


def _operand(expr: Apply, place: int, name: str) -> Expr | None:
    """Return what a call gives for a parameter."""
    return expr.args[place] if len(expr.args) > place else dict(expr.kwargs).get(name)
