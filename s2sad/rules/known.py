"""What is known of operands while a formula is simplified, and short names for building it."""

from __future__ import annotations

from collections.abc import Callable

from ..ir.frozen import dataclass
from ..ir.kinds import Array, Kind, Other, Scalar, Size, Unknown, is_sparse
from ..ir.nodes import Apply, Const, Expr
from .registry import is_declared, lookup
from .rule import Rule

Shape = tuple[Size, ...]
_ARITHMETIC = {"add", "sub", "mul", "truediv", "pow", "neg", "pos", "abs", "eq", "gt", "lt"}
_SAME_SHAPE = {
    "rt.cofactor", "np.linalg.inv", "rt.tie_weights", "rt.products_before", "rt.products_after",
    "rt.products_of_others", "np.full_like", "np.zeros_like", "np.ones_like",
}  # fmt: skip

NONE, ALL = Const(None), Apply("slice", (Const(None), Const(None), Const(None)))
BACKWARDS = Apply("slice", (Const(None), Const(None), Const(-1)))


@dataclass(frozen=True, slots=True)
class Known:
    """The kinds of expressions, and what follows for those made of them."""

    kind_of: Callable[[Expr], Kind | None]

    def kind(self, expr: Expr) -> Kind | None:
        if isinstance(expr, Const):
            return _kind_of_number(expr)
        kind = self.kind_of(expr)
        return None if isinstance(kind, Unknown) else kind

    def shape(self, expr: Expr) -> Shape | None:
        """Return the shape of a number or array; None where it is not known."""
        match self.kind(expr):
            case Scalar():
                return ()
            case Array(shape=shape):
                return shape
            case Other(shape=shape) as kind if is_sparse(kind):
                return shape
        if not isinstance(expr, Apply):
            return None
        if expr.op in _SAME_SHAPE:
            return self.shape(expr.args[0])
        if expr.op in ("matmul", "np.transpose"):
            return self._of_matrices(expr)
        rule = lookup(expr.op)
        if expr.op in _ARITHMETIC or (rule is not None and _is_by_element(rule)):
            return self._joined(expr.args)
        return None

    def _of_matrices(self, expr: Apply) -> Shape | None:
        """Return the shape of a product or transpose of vectors and matrices."""
        shapes = [self.shape(operand) for operand in expr.args]
        match expr.op, shapes:
            case "np.transpose", [shape] if shape is not None and not expr.kwargs:
                return tuple(reversed(shape))
            case "matmul", [(*rows, _), (_, *columns)] if len(rows) < 2 and len(columns) < 2:
                return (*rows, *columns)
        return None

    def _joined(self, operands: tuple[Expr, ...]) -> Shape | None:
        """Return the common shape of arrays of one shape and numbers."""
        shapes = [self.shape(operand) for operand in operands]
        known = {shape for shape in shapes if shape}
        if None in shapes or len(known) > 1:
            return None
        return known.pop() if known else ()

    def rank(self, expr: Expr) -> int | None:
        shape = self.shape(expr)
        return None if shape is None else len(shape)

    def ranks(self, *operands: Expr) -> tuple[int | None, ...]:
        return tuple(map(self.rank, operands))

    def is_scalar(self, expr: Expr) -> bool:
        return self.shape(expr) == ()

    def is_python_number(self, expr: Expr) -> bool:
        kind = self.kind(expr)
        return isinstance(kind, Scalar) and not kind.numpy

    def alike(self, a: Expr, b: Expr) -> bool:
        """Return whether two operands are known to have one shape."""
        shape = self.shape(a)
        return shape is not None and shape == self.shape(b)


def _is_by_element(rule: Rule) -> bool:
    """Return whether a primitive works element by element on every operand."""
    by_element = rule.op.startswith("np.") and "array" not in rule.op or is_declared(rule.op)
    return by_element and rule.word == "elementwise" and (
        rule.op not in ("np.linspace", "np.arange")
    )


def _kind_of_number(expr: Const) -> Kind | None:
    match expr.value:
        case bool():
            return Scalar("bool")
        case int() as value:
            return Scalar("int64", value=Size(value))
        case float():
            return Scalar("float64")
        case complex():
            return Scalar("complex128")
    return None


def integers(expr: Expr) -> tuple[int, ...] | None:
    """Return the integers that an axis argument spells; None if it is not spelled out."""
    match expr:
        case Const(value=int() as value):
            return (value,)
        case Apply(op="tuple", args=items):
            values = [item.value for item in items if isinstance(item, Const)]
            if len(values) == len(items) and all(isinstance(v, int) for v in values):
                return tuple(values)
    return None


def call(op: str, *args: Expr, **kwargs: Expr) -> Apply:
    """Return the call of a primitive."""
    return Apply(op, args, tuple(kwargs.items()))


def axes_of(values: tuple[int, ...]) -> Expr:
    """Return an axis argument: one number, or a tuple of numbers."""
    if len(values) == 1:
        return Const(values[0])
    return Apply("tuple", tuple(map(Const, values)))


def transposed(x: Expr) -> Apply:
    """Return x.T."""
    return call("np.transpose", x)


def shape_of(x: Expr) -> Apply:
    """Return the expression np.shape(x)."""
    return call("np.shape", x)


def length(x: Expr, axis: int) -> Expr:
    """Return the size of x along an axis, as one writes it."""
    return call("len", x) if axis == 0 else call("getitem", shape_of(x), Const(axis))


def real_part(x: Expr) -> Expr:
    """Return np.real(x); where x is -1j * y or 1j * y, as an imaginary part."""
    match x:
        case Apply(op="mul", args=(Const(value=1j), y)):
            return call("neg", call("np.imag", y))
        case Apply(op="mul", args=(Apply(op="neg", args=(Const(value=1j),)), y)):
            return call("np.imag", y)
    return call("np.real", x)


def at(x: Expr, *index: Expr) -> Apply:
    """Return x[index]."""
    return call("getitem", x, index[0] if len(index) == 1 else call("tuple", *index))
