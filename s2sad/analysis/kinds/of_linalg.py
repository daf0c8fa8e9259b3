"""The kinds of SciPy's linear algebra, and of the parts of matrices in the runtime."""

from __future__ import annotations


import numpy as np

from ...ir.frozen import replace
from ...ir.kinds import Array, Kind, Scalar, Size, TupleKind
from ...ir.nodes import Apply
from .calls import Call, Undecided, as_array, kind_rule
from .elementwise import broadcast
from .of_scipy import floating, inexact
from .products import of_det, of_solve
from .reductions import reduced
from .samples import function_of

_FREE = "check_finite=True"
_DOUBLE = {  # of single precision too
    "scipy.linalg.fractional_matrix_power", "scipy.linalg.logm",
    "scipy.linalg.solve_continuous_are", "scipy.linalg.solve_discrete_are",
}  # fmt: skip


@kind_rule(
    f"scipy.linalg.inv(a, {_FREE}, assume_a=None)",
    f"scipy.linalg.cholesky(a, lower=False, {_FREE})",
    *(f"scipy.linalg.{name}(a)" for name in ("expm", "sinm", "cosm", "tanm", "sinhm", "coshm",
                                             "tanhm", "signm", "sqrtm", "logm")),
    "scipy.linalg.fractional_matrix_power(A, t)",
    "rt.triangle(a, lower=False, unit_diagonal=False)", "rt.band_t(a, l_and_u)",
    "rt.pivoted(a, piv)", "rt.unpivoted(a, piv)",
    "scipy.linalg.pinvh(a, atol=None, rtol=None, lower=True, return_rank=False, check_finite=True)",
    "rt.factor_product(a, d, lower)", "rt.factor_back(a, c, lower)",
    "scipy.linalg.solve_continuous_are(a, b, q, r)", "scipy.linalg.solve_discrete_are(a, b, q, r)",
)  # fmt: skip
def of_same(call: Call) -> Kind:
    """A matrix of the shape of a."""
    power = call.op.endswith("_power")
    a = call.array("A" if power else "a")
    dtype = inexact(a) if call.op.endswith(".inv") else floating(a)
    if call.op in _DOUBLE:
        dtype = "complex128" if power else "float64"
    return Array(dtype, a.shape, "A")


@kind_rule(f"scipy.linalg.det(a, {_FREE})")
def of_determinant(call: Call) -> Kind:
    """A number for each matrix."""
    inexact(call.array("a"))
    found = of_det(call)
    assert isinstance(found, (Scalar, Array))
    return replace(found, dtype=np.result_type(found.dtype, np.float64).name)


@kind_rule(
    f"scipy.linalg.solve(a, b, lower=False, {_FREE}, assume_a=None, transposed=False)",
    f"scipy.linalg.solve_triangular(a, b, trans=0, lower=False, unit_diagonal=False, {_FREE})",
)
def of_solution(call: Call) -> Kind:
    """The solution x of a x = b: b is a vector iff it has exactly one axis."""
    (inexact if call.op.endswith(".solve") else floating)(call.array("a"), call.array("b"))
    return of_solve(call)


@kind_rule(f"scipy.linalg.solve_banded(l_and_u, ab, b, {_FREE})",
           "rt.band_product(ab, b, l_and_u)")  # fmt: skip
def of_banded(call: Call) -> Kind:
    """Of the shape of b."""
    ab, b = call.array("ab"), call.array("b")
    return Array(floating(ab, b), b.shape, "C" if b.ndim == 1 else "A")


@kind_rule(f"scipy.linalg.cho_solve(c_and_lower, b, {_FREE})",
           f"scipy.linalg.lu_solve(lu_and_piv, b, trans=0, {_FREE})",
           f"scipy.linalg.solve_toeplitz(c_or_cr, b, {_FREE})")  # fmt: skip
def of_cho_solve(call: Call) -> Kind:
    """Of the shape of b."""
    b, dtype = call.array("b"), "float64"
    if not call.op.endswith("_toeplitz"):
        pair = call["c_and_lower" if call.op.endswith("cho_solve") else "lu_and_piv"]
        factor = pair.items[0] if isinstance(pair, TupleKind) else pair
        dtype = floating(as_array(factor, call.sizes), b)
    return Array(dtype, b.shape, "C" if b.ndim == 1 else "A")


@kind_rule("scipy.linalg.solve_sylvester(a, b, q)")
def of_sylvester(call: Call) -> Kind:
    """Of the shape of q, for each matrix of stacks."""
    a, b, q = call.array("a"), call.array("b"), call.array("q")
    return Array(floating(a, b, q), _stacks(call, q, a, b), "A")


def _stacks(call: Call, *arrays: Array) -> tuple[Size, ...]:
    """Return the shape of matrices like the first, as many as all the stacks make."""
    stacks = broadcast([array.shape[:-2] for array in arrays], call.sizes)
    return (*stacks, *arrays[0].shape[-2:])


@kind_rule("scipy.linalg.solve_continuous_lyapunov(a, q)",
           "scipy.linalg.solve_discrete_lyapunov(a, q)")  # fmt: skip
def of_lyapunov(call: Call) -> Kind:
    """Of the shape of q, for each matrix of stacks."""
    a, q = call.array("a"), call.array("q")
    dtype = "float64" if "discrete" in call.op else floating(a, q)
    return Array(dtype, _stacks(call, q, a), "A")


@kind_rule(f"scipy.linalg.norm(a, ord=None, axis=None, keepdims=False, {_FREE})")
def of_norm(call: Call) -> Kind:
    """A norm of all elements, or along the axes given; a Python number where SciPy makes one."""
    array, order = call.array("a"), call.constant("ord")
    ones = np.ones((1,) * array.ndim, floating(array))
    keepdims = bool(call.constant("keepdims"))
    made = function_of(call.op)(ones, order, call.constant("axis"), keepdims)
    found = reduced(call, array, np.asarray(made).dtype.name)
    is_python = isinstance(made, float) and not isinstance(made, np.generic)
    return Scalar(found.dtype, not is_python) if isinstance(found, Scalar) else found


@kind_rule("scipy.linalg.toeplitz(c, r=None)")
def of_toeplitz(call: Call) -> Kind:
    """A matrix with as many rows as c and as many columns as r has elements."""
    arrays = [call.array(name) for name in ("c", "r") if call.has(name)]
    if any(array.ndim != 1 for array in arrays):
        raise Undecided("a Toeplitz matrix of something that is no vector")
    dtype = np.result_type(*[array.dtype for array in arrays]).name
    return Array(dtype, (arrays[0].shape[0], arrays[-1].shape[0]), "A")


@kind_rule("scipy.linalg.circulant(c)", "scipy.linalg.hankel(c, r=None)")
def of_hankel(call: Call) -> Kind:
    """A matrix of the elements of vectors."""
    arrays = [call.array(name) for name in ("c", "r") if call.has(name)]
    if any(array.ndim != 1 for array in arrays):
        raise Undecided("a matrix of something that is no vector")
    dtype = np.result_type(*[array.dtype for array in arrays]).name
    return Array(dtype, (arrays[0].shape[0], arrays[-1].shape[0]), "A")


@kind_rule("scipy.linalg.convolution_matrix(a, n, mode='full')")
def of_convolution_matrix(call: Call) -> Kind:
    """A matrix whose product with a vector of n elements is their convolution with a."""
    a, n = call.array("a"), call.size(call.kwargs["n"])
    rows = a.shape[-1] + n - 1 if call.constant("mode") == "full" else call.sizes.fresh()
    return Array(a.dtype, (*a.shape[:-1], rows, n), "A")


@kind_rule("scipy.linalg.pinv(a, atol=None, rtol=None, return_rank=False, check_finite=True)")
def of_pinv(call: Call) -> Kind:
    """A matrix of the transposed shape."""
    a = call.array("a")
    return Array(floating(a), (*a.shape[:-2], a.shape[-1], a.shape[-2]), "A")


@kind_rule("scipy.linalg.block_diag(args)")
def of_block_diag(call: Call) -> Kind:
    """A matrix with its operands on the diagonal."""
    return _blocks([as_array(call.known(arg), call.sizes) for arg in call.args])


def _blocks(arrays: list[Array]) -> Array:
    shapes = [(Size(1), Size(1), *array.shape)[-2:] for array in arrays]
    shapes = [(Size(1), s[1]) if array.ndim < 2 else s for s, array in zip(shapes, arrays)]
    dtype = np.result_type(*[array.dtype for array in arrays]).name
    total = [shapes[0][0], shapes[0][1]]
    for rows, columns in shapes[1:]:
        total = [total[0] + rows, total[1] + columns]
    return Array(dtype, (total[0], total[1]), "A")


# -- the runtime's ---------------------------------------------------------------------------------


@kind_rule("rt.band_outer(y, x, l_and_u)")
def of_band_outer(call: Call) -> Kind:
    """A band of the diagonals of a matrix."""
    x, pair = call.array("x"), call.constant("l_and_u")
    return Array(floating(call.array("y"), x), (Size(sum(pair) + 1), x.shape[0]), "A")


@kind_rule("rt.diagonals_below(y)", "rt.diagonals_above(y)")
def of_diagonals(call: Call) -> Kind:
    """A number for each diagonal."""
    y = call.array("y")
    return Array(y.dtype, (y.shape[0 if call.op == "rt.diagonals_below" else 1],))


@kind_rule("rt.diagonal_block(y, items, k)")
def of_diagonal_block(call: Call) -> Kind:
    """Of the shape of an item."""
    item, dtype = _items(call)[call.constant("k")], call.array("y").dtype
    if isinstance(item, Array) and item.ndim:
        return Array(dtype, item.shape, "C" if item.ndim == 1 else "A")
    return Scalar(dtype, True)


@kind_rule("rt.diagonal_place(y, items, k)")
def of_diagonal_place(call: Call) -> Kind:
    """Of the shape of the whole matrix."""
    whole = _blocks([as_array(item, call.sizes) for item in _items(call)])
    y = call["y"]
    dtype = y.dtype if isinstance(y, (Array, Scalar)) else whole.dtype
    return Array(dtype, whole.shape, "A")


def _items(call: Call) -> tuple[Kind, ...]:
    items = call.kwargs["items"]
    if isinstance(items, Apply) and items.op in ("tuple", "list"):
        return tuple([call.known(item) for item in items.args])
    found = call["items"]
    if not isinstance(found, TupleKind):
        raise Undecided("blocks that are not known one by one")
    return found.items


@kind_rule("scipy.spatial.distance.cdist(XA, XB, metric='euclidean', p=2)")
def of_cdist(call: Call) -> Kind:
    """A distance for each pair of rows, of which one is of each array."""
    a, b = call.array("XA"), call.array("XB")
    if a.ndim != 2 or b.ndim != 2:
        raise Undecided("distances between the rows of something that is no matrix")
    call.sizes.meet(a.shape[1], b.shape[1])
    return Array("float64", (a.shape[0], b.shape[0]))


@kind_rule("scipy.spatial.distance.pdist(X, metric='euclidean', p=2)")
def of_pdist(call: Call) -> Kind:
    """A distance for each pair of rows."""
    return Array("float64", (call.sizes.fresh(),))


@kind_rule(*(f"scipy.spatial.distance.{name}(u, v, w=None)" for name in (
    "euclidean", "sqeuclidean", "cityblock", "chebyshev", "cosine", "correlation")),
    "scipy.spatial.distance.minkowski(u, v, p=2, w=None)")  # fmt: skip
def of_distance(call: Call) -> Kind:
    """A number."""
    if {call.array("u").dtype, call.array("v").dtype} != {"float64"}:
        raise Undecided("a distance of vectors that are not of float64")
    return Scalar("float64", True)


@kind_rule("scipy.spatial.distance.squareform(X, force='no', checks=True)")
def of_squareform(call: Call) -> Kind:
    """A matrix of distances, of those of pairs, or the other way round."""
    x, n = call.array("X"), call.sizes.fresh()
    return Array(x.dtype, (n, n) if x.ndim == 1 else (n,))


@kind_rule("rt.pair_matrix(y, x)")
def of_pair_matrix(call: Call) -> Kind:
    """A number for each two rows."""
    n = call.array("x").shape[0]
    return Array(call.array("y").dtype, (n, n))


@kind_rule("rt.pair_sums(x)")
def of_pair_sums(call: Call) -> Kind:
    """A number for each pair of rows."""
    return Array(call.array("x").dtype, (call.sizes.fresh(),))


@kind_rule("rt.centered(x)")
def of_centered(call: Call) -> Kind:
    """Of the shape of x."""
    x = call.array("x")
    return Array(x.dtype, x.shape, "C" if x.ndim == 1 else "A")


@kind_rule("rt.pairs(x)")
def of_pairs(call: Call) -> Kind:
    """A row for each pair of rows."""
    x = call.array("x")
    return Array(x.dtype, (call.sizes.fresh(), *x.shape[1:]))


@kind_rule("rt.pairs_back(y, x)")
def of_pairs_back(call: Call) -> Kind:
    """Of the shape of x."""
    return Array(call.array("y").dtype, call.array("x").shape)
