"""Eigenvalues and roots, which NumPy makes real numbers of where all of them are real.

    np.linalg.eigvals(a), np.roots(p)  ->  rt.eigvals(a), rt.roots(p): always complex numbers
    if np.iscomplexobj(w): ...             is refused: the run decides it

Their kind is complex. A question about the dtype has another answer from run to run. A function
whose real numbers end somewhere, `np.log(w)`, is nan there in NumPy if all of w are real, and a
complex number here: the program ends before it.

Of the functions of matrices that SciPy makes complex where it must, the kind is real: the program
raises an error where the result is not. So it is of powers of Python's numbers, `x ** 0.5`: they
are complex of negative ones, and so is a gradient then, which is refused where it comes out.
"""

from __future__ import annotations

from ...ir.kinds import Array, Kind, Scalar, is_complex
from ...ir.nodes import Apply, Const, Expr, If, Name, Raise
from ...rules.template import signatures
from .in_place import Named
from .packs import Packs
from .questions import classes_named
from .state import Value

SIGNATURES = signatures(
    "np.linalg.eig(a)", "np.linalg.eigvals(a)", "np.roots(p)",
    "scipy.linalg.eig(a, b=None, left=False, right=True, overwrite_a=False, overwrite_b=False,"
    " check_finite=True, homogeneous_eigvals=False)",
)  # fmt: skip
POWER = "scipy.linalg.fractional_matrix_power"
ALWAYS_REAL = ("scipy.linalg.logm", POWER)
_OF_ARRAYS = {"np.iscomplexobj", "np.isrealobj", "np.result_type", "np.common_type"}
_OF_NUMBERS = {"isinstance", "type"}
_ENDING = {"np.sqrt", "np.log", "np.log2", "np.log10", "np.log1p", "np.arcsin", "np.arccos",
           "np.arctanh", "np.arccosh", "np.power", "pow"}  # fmt: skip
_FOUND = ("rt.eig", "rt.roots", "scipy.linalg.eig")
PYTHON_FLOAT = Scalar("float64")
ROOTS = "NumPy makes eigenvalues and roots real if all of them are."


class PerhapsReal(Packs):
    """Makes eigenvalues and roots complex, and refuses questions whether they are."""

    has_roots = False  # of real arguments: they may all be real
    has_powers = False  # of floats of Python's, which may be complex
    found_here: frozenset[str] = frozenset()  # names of what NumPy may make real

    def assign(self, target: str, value: Expr) -> None:
        """Emit `target = value`, and note whether NumPy may have real numbers there."""
        super().assign(target, value)
        if self.has_roots and self._may_be_real(value):
            self.found_here |= {target}

    def _may_be_real(self, value: Expr) -> bool:
        """Return whether something is made of roots, and of no number that is complex anyway."""
        if isinstance(value, Name):
            return value.id in self.found_here
        if not isinstance(value, Apply):
            return False
        if value.op.startswith(_FOUND):
            return True
        apart = [arg for arg in value.operands if not self._may_be_real(arg)]
        if len(apart) == len(value.operands) or any(is_complex(self.kind(arg)) for arg in apart):
            return False
        kind = self.kind(value)
        return is_complex(kind) or not isinstance(kind, (Array, Scalar))

    def perhaps_real(self, expr: Apply) -> Value | None:
        """Return eigenvalues or roots of real numbers as complex ones."""
        given = self.named(SIGNATURES[expr.op], expr) if expr.op in SIGNATURES else None
        if given is None:
            return None
        operand = given["p" if expr.op == "np.roots" else "a"]
        if is_complex(self.kind(operand)):
            return None
        self.has_roots = True
        if expr.op.startswith("scipy."):
            return None
        return self.value(Apply(f"rt.{expr.op.rpartition('.')[2]}", (operand,)))

    def always_real(self, op: str, given: Named) -> Value | None:
        """Return a function of a real matrix; the program ends where it is not real."""
        operands = tuple(given.values())
        if any(is_complex(self.kind(operand)) for operand in operands):
            return None
        found = self.temporary(Apply(op, operands))
        test = Apply("np.iscomplexobj", (found,))
        if op == POWER:  # complex numbers may come of rounding
            imaginary = Apply("np.imag", (found,))
            test = Apply("not", (Apply("np.allclose", (imaginary, Const(0.0))),))
        text = f"{op.rpartition('.')[2]} of this matrix is complex: it has no derivative here"
        stop = Raise(Apply("call", (Name("ValueError"), Const(text))))
        self.emit(If(test, (stop,)))
        return Apply("np.real", (found,)) if op == POWER else found

    def _end_of_real_numbers(self, made: Apply) -> None:
        """End the program where all numbers are real, and their function in NumPy is nan."""
        w, *rest = made.args
        n = rest[0].value if rest and isinstance(rest[0], Const) else 0.5
        if not self._may_be_real(w) or isinstance(n, int):
            return
        real = Apply(made.op, (Apply("np.real", (w,)), *rest))
        lost = Apply("np.any", (Apply("np.isnan", (real,)),))
        all_real = Apply("np.all", (Apply("eq", (Apply("np.imag", (w,)), Const(0.0))),))
        text = f"{made.op} of numbers that are all real is nan in NumPy: add 0j to them"
        stop = Raise(Apply("call", (Name("ValueError"), Const(text))))
        self.emit(If(Apply("and", (all_real, lost)), (stop,)))

    def check_question(self, made: Apply) -> Apply:
        """Return a call; refuse one that asks complex numbers whether they are."""
        if self.has_roots and made.op in _ENDING and made.args:
            self._end_of_real_numbers(made)
        if made.op == "pow" and all(self.kind(arg) == PYTHON_FLOAT for arg in made.args):
            self.has_powers = True
        if self.has_powers and made.op == "isinstance" and self.kind(made.args[0]) == PYTHON_FLOAT:
            classes = classes_named(made.args[1], self.kind) or ()
            if complex in classes and float not in classes:
                self._refuse_question("Python makes a power of a negative number complex.")
        if self.has_roots and made.op in _OF_ARRAYS | _OF_NUMBERS:
            asked = (Array, Scalar) if made.op in _OF_ARRAYS else Scalar
            kinds = map(self.kind, made.args)
            if any(isinstance(kind, asked) and is_complex(kind) for kind in kinds):
                self._refuse_question()
        return made

    def asked(self, kind: Kind, attribute: str) -> Kind:
        """Return a kind; refuse the dtype of complex numbers, which may be made of roots."""
        if self.has_roots and attribute == "dtype" and is_complex(kind):
            self._refuse_question()
        return kind

    def _refuse_question(self, why: str = ROOTS) -> None:
        self.refuse(
            "s2sad cannot tell whether these numbers are complex", why,
            "Ask the numbers themselves: `np.all(np.imag(w) == 0)`.",
        )
