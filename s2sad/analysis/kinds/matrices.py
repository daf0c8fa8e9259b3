"""Functions of matrices: norms, least squares, tensors; and which norm a call means."""

from __future__ import annotations

from collections.abc import Callable

from numpy import result_type

from ...ir.kinds import Array, Kind, Scalar, Size, TupleKind, Unknown
from ...ir.nodes import Apply, Const, Expr
from ...rules.rule import literal
from .calls import REGISTRY, Call, Undecided, kind_rule
from .elementwise import broadcast
from .products import floating, made, real_of

NORMS = ("np.linalg.norm", "scipy.linalg.norm")
LARGEST = (Const(1), Const(1.0), Const(float("inf")))  # of these SciPy asks LAPACK
EUCLIDEAN = (Const(None), Const("fro"), Const("f"))
LAST = (-2, -1)


def matrix_norm(norm: Apply, kind_of: Callable[[Expr], Kind]) -> Expr | None:
    """Return a call of np.linalg.norm that means one of matrices as what it is; None of others.

    np.linalg.norm(a, 2)   ->   np.linalg.matrix_norm(a, ord=2)
    """
    given = dict(zip(("x", "ord", "axis", "keepdims"), norm.args)) | dict(norm.kwargs)
    if norm.op == "scipy.linalg.norm":
        if "check_finite" in given or "a" in given and "x" in given:
            return None
        given = {"x" if key == "a" else key: value for key, value in given.items()}
    x, order, axis = given["x"], given.get("ord", Const(None)), given.get("axis", Const(None))
    kind = kind_of(x)
    if order in EUCLIDEAN or not isinstance(kind, Array):
        return None
    axes = LAST if axis == Const(None) and kind.ndim == 2 else _pair(axis, kind.ndim)
    if axes is None:
        return None
    keep = given.get("keepdims", Const(False))
    plain = axis == Const(None) and keep == Const(False)
    if norm.op == "scipy.linalg.norm" and plain and literal(order) in LARGEST:
        step = Apply("const", (Const(norm.op),))
        return Apply("rt.norm_of_matrix", (step, x, literal(order)))
    moved = x if axes == LAST else Apply("np.moveaxis", (x, _tuple(axes), _tuple(LAST)))
    if axes == LAST and keep != Const(False):
        kwargs: tuple[tuple[str, Expr], ...] = (("keepdims", keep), ("ord", order))
    else:
        kwargs = (("ord", order),)
    found = Apply("np.linalg.matrix_norm", (moved,), kwargs)
    if axes == LAST or keep == Const(False):
        return found
    return Apply("np.expand_dims", (found, _tuple(axes))) if keep == Const(True) else None


def _pair(axis: Expr, ndim: int) -> tuple[int, int] | None:
    """Return the two axes that an argument spells, counted from the end; None if it does not."""
    if not isinstance(axis, Apply) or axis.op not in ("tuple", "list") or len(axis.args) != 2:
        return None
    places: list[int] = []
    for item in axis.args:
        sign = -1 if isinstance(item, Apply) and item.op == "neg" else 1
        plain = item.args[0] if isinstance(item, Apply) and item.op == "neg" else item
        if not isinstance(plain, Const) or type(plain.value) is not int:
            return None
        places.append((sign * plain.value) % ndim - ndim)
    return places[0], places[1]


def _tuple(values: tuple[int, int]) -> Expr:
    return Apply("tuple", tuple(map(Const, values)))


@kind_rule("np.linalg.matrix_norm(x, keepdims=False, ord='fro')")
def of_matrix_norm(call: Call) -> Kind:
    """A number for each matrix."""
    x = call.array("x")
    shape = x.shape[:-2]
    if call.constant("keepdims"):
        shape = (*shape, Size(1), Size(1))
    return made(real_of(floating(x)), shape, {"A"})


@kind_rule("rt.norm_of_matrix(step, a, ord)")
def of_norm_of_matrix(call: Call) -> Kind:
    """A Python number, as LAPACK gives it."""
    return Scalar("float64")


@kind_rule("np.linalg.cond(a, p=None)")
def of_cond(call: Call) -> Kind:
    """A condition number for each matrix."""
    a = call.array("a")
    return made(real_of(floating(a)), a.shape[:-2], {"A"})


@kind_rule("np.linalg.matrix_rank(a, tol=None, hermitian=False, rtol=None)")
def of_rank(call: Call) -> Kind:
    """A count for each matrix."""
    a = call.array("a")
    if a.ndim <= 2:
        return Scalar("int64", True, call.sizes.fresh())
    return Array("int64", a.shape[:-2], "A")


@kind_rule("np.linalg.lstsq(a, b, rcond=None)",
           "scipy.linalg.lstsq(a, b, cond=None, check_finite=True, lapack_driver=None)")
def of_lstsq(call: Call) -> Kind:
    """The solution, sums of squares (as many as NumPy gives), the rank, the singular values."""
    a, b = call.array("a"), call.array("b")
    call.sizes.meet(a.shape[0], b.shape[0])
    dtype = floating(a, b)
    wide = call.sizes.at_most(a.shape[0], a.shape[1])
    count = call.sizes.fresh() if wide is None else a.shape[0] if wide else a.shape[1]
    left: Kind = Array(real_of(dtype), (call.sizes.fresh(),))
    is_scipys = call.op.startswith("scipy.")
    if is_scipys and b.ndim == 1:
        left = Unknown("one sum, or none")
    rank = ("int64", False) if is_scipys else ("int32", True)
    return TupleKind((
        Array(dtype, (a.shape[1], *b.shape[1:]), "A" if b.ndim > 1 else "C"),
        left,
        Scalar(*rank, call.sizes.fresh()),
        Array(real_of(dtype), (count,)),
    ))  # fmt: skip


@kind_rule("rt.lstsq_solution(a, b, d)", "rt.lstsq_residuals(a, b, d)",
           "rt.lstsq_rank(a, b, d)", "rt.lstsq_values(a, b, d)")  # fmt: skip
def of_lstsq_part(call: Call) -> Kind:
    """A part of a least squares solution."""
    kind = call["d"]
    if not isinstance(kind, TupleKind):
        raise Undecided("a least squares solution of an unknown kind")
    parts = ("solution", "residuals", "rank", "values")
    return kind.items[parts.index(call.op.removeprefix("rt.lstsq_"))]


@kind_rule("rt.residuals_of(y, z)", "rt.residuals_back(y, r)")
def of_residuals(call: Call) -> Kind:
    """Sums in the shape of z, or their transpose in that of r."""
    like = call.array("z" if call.op == "rt.residuals_of" else "r")
    return Array(call.array("y").dtype, like.shape, "A")


@kind_rule("rt.ends(s)")
def of_ends(call: Call) -> Kind:
    """Signs in the shape of s."""
    s = call.array("s")
    return Array(s.dtype, s.shape, "A")


@kind_rule("rt.both_blocks(x)", "rt.in_corner(x)")
def of_blocks(call: Call) -> Kind:
    """A matrix of twice as many rows and columns."""
    x = call.array("x")
    return Array(x.dtype, (*x.shape[:-2], x.shape[-2] * 2, x.shape[-1] * 2), "A")


@kind_rule("rt.sum_of_blocks(x)", "rt.corner(x)")
def of_block(call: Call) -> Kind:
    """A matrix of half as many rows and columns."""
    x = call.array("x")
    rows, columns = (call.sizes.quotient(n, 2) for n in x.shape[-2:])
    return Array(x.dtype, (*x.shape[:-2], rows, columns), "A")


@kind_rule("rt.as_matrix(x)")
def of_as_matrix(call: Call) -> Kind:
    """A square matrix."""
    side = call.sizes.fresh()
    return Array(call.array("x").dtype, (side, side), "A")


@kind_rule("np.linalg.tensorinv(a, ind=2)")
def of_tensorinv(call: Call) -> Kind:
    """The inverse of a tensor: its sides exchanged."""
    a, ind = call.array("a"), call.constant("ind")
    return Array(floating(a), (*a.shape[ind:], *a.shape[:ind]), "A")


@kind_rule("np.linalg.tensorsolve(a, b, axes=None)")
def of_tensorsolve(call: Call) -> Kind:
    """The solution of tensordot(a, x, x.ndim) == b."""
    a, b = call.array("a"), call.array("b")
    if call.constant("axes") is not None:
        raise Undecided("np.linalg.tensorsolve with axes=")
    shape = a.shape[b.ndim :]
    return Array(floating(a, b), shape, "C" if len(shape) == 1 else "A")


@kind_rule("np.linalg.vecdot(a, b, axis=-1)", "np.vecdot(a, b, axis=-1)")
def of_vecdot(call: Call) -> Kind:
    """The sum of products along one axis."""
    a, b, axis = call.array("a"), call.array("b"), call.constant("axis")
    if axis != -1 and a.ndim != b.ndim:
        raise Undecided("np.vecdot along an axis of arrays of different numbers of axes")
    shape = list(broadcast([a.shape, b.shape], call.sizes))
    del shape[call.axis(axis, len(shape))]
    return made(result_type(a.dtype, b.dtype).name, tuple(shape), {"A"})


@kind_rule("np.linalg.trace(x, offset=0)", "np.linalg.diagonal(x, offset=0)")
def of_last_diagonal(call: Call) -> Kind:
    """The diagonals of matrices, or their sums."""
    last = {**call.kwargs, "axis1": Const(-2), "axis2": Const(-1)}
    name = call.op.replace("linalg.", "")
    defaults = {**call.defaults, "axis1": 0, "axis2": 1}
    inner = Call(name, (), last, call.kind, call.sizes, defaults)
    return REGISTRY[name].function(inner)
