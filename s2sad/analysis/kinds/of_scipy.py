"""The kinds of SciPy's functions that do not act on each element alone."""

from __future__ import annotations

import numpy as np

from ...ir.kinds import Array, Form, Kind, Other, Scalar, Size, TupleKind, is_sparse
from .calls import Call, Undecided, kind_rule
from .elementwise import broadcast
from .reductions import reduced


def floating(*arrays: Array) -> str:
    """Return the dtype of a computation on arrays: float32 only if all of them are."""
    dtypes = {array.dtype for array in arrays}
    if not all(d.startswith(("float", "int", "uint", "bool")) for d in dtypes):
        raise Undecided("a computation on complex arrays")
    return "float32" if dtypes == {"float32"} else "float64"


def inexact(*arrays: Array) -> str:
    """Return the dtype of a computation on arrays that may be complex."""
    if any(array.dtype.startswith("complex") for array in arrays):
        return np.result_type(*[array.dtype for array in arrays]).name
    return floating(*arrays)


def contiguous(array: Array) -> str:
    """Return the order of a result that is laid out as its operand is, or by itself."""
    return "C" if array.ndim <= 1 else "A"


@kind_rule("scipy.special.softmax(x, axis=None)", "scipy.special.log_softmax(x, axis=None)",
           "rt.exp_shares(x, y, axis=None, keepdims=False)")  # fmt: skip
def of_softmax(call: Call) -> Kind:
    """Shares, or their logarithms, of the shape of x."""
    array = call.array("x")
    dtype = floating(array)
    return Array(dtype, array.shape, contiguous(array)) if array.ndim else Scalar(dtype, True)


@kind_rule("scipy.special.logsumexp(a, axis=None, b=None, keepdims=False, return_sign=False)")
def of_logsumexp(call: Call) -> Kind:
    """The logarithm of a sum over all axes, or over those given."""
    arrays = [call.array(name) for name in ("a", "b") if call.has(name)]
    dtype = floating(*arrays)
    whole = Array(dtype, broadcast([array.shape for array in arrays], call.sizes), "A")
    found = reduced(call, whole, dtype)
    return TupleKind((found, found)) if call.constant("return_sign") else found


@kind_rule("rt.log_of_sum(a, b, s, w, axis=None, keepdims=False)")
def of_log_of_sum(call: Call) -> Kind:
    """That of the sign s."""
    return call["s"]


@kind_rule(*(f"scipy.stats.multivariate_normal.{name}(x, mean=None, cov=1, allow_singular=False)"
             for name in ("pdf", "logpdf")))  # fmt: skip
def of_normal(call: Call) -> Kind:
    """A density of a point, a number, or of the points in the rows of x."""
    x, cov = call.array("x"), call.array("cov")
    if cov.ndim != 2 or x.ndim == 0:
        raise Undecided("a density of a number")
    call.sizes.meet(x.shape[-1], cov.shape[0])
    return _densities(call, x.shape[:-1])


@kind_rule("scipy.stats.dirichlet.pdf(x, alpha)", "scipy.stats.dirichlet.logpdf(x, alpha)")
def of_dirichlet(call: Call) -> Kind:
    """A density of a point, or of the points in the columns of x."""
    return _densities(call, call.array("x").shape[1:])


@kind_rule("scipy.stats.multivariate_normal.entropy(mean=None, cov=1)")
def of_entropy(call: Call) -> Kind:
    """A number."""
    return Scalar("float64", True)


def _densities(call: Call, shape: tuple[Size, ...]) -> Kind:
    """SciPy squeezes what it returns: of one point it is a number."""
    if any(call.sizes.same(n, 1) is not False for n in shape):
        raise Undecided("whether there is one point or several")
    return Array("float64", shape, "A" if len(shape) > 1 else "C") if shape \
        else Scalar("float64", True)


@kind_rule("rt.scale_rows(y, w)")
def of_scale_rows(call: Call) -> Kind:
    """Of the shape of w."""
    w = call.array("w")
    return Array(floating(w, call.array("y")), w.shape, contiguous(w))


@kind_rule("rt.row_sums(w, y)")
def of_row_sums(call: Call) -> Kind:
    """Of the shape of y."""
    y, dtype = call["y"], floating(call.array("w"))
    return Array(dtype, y.shape, contiguous(y)) if isinstance(y, Array) and y.ndim \
        else Scalar(dtype, True)


@kind_rule("rt.by_component(y, x)")
def of_by_component(call: Call) -> Kind:
    """One number for each component."""
    y, ones = call.array("y"), (Size(1),) * (call.array("x").ndim - 1)
    return Array(y.dtype, (*y.shape, *ones), "A" if ones else "C")


@kind_rule("rt.component_sums(x, y)")
def of_component_sums(call: Call) -> Kind:
    """A number for each component."""
    return Array(floating(call.array("x")), call.array("y").shape, "C")


COUNT, TRUE, TEXT = Scalar("int64"), Scalar("bool"), Other("text")


def result_of(**items: Kind) -> Kind:
    """Return an object with these attributes."""
    return TupleKind(tuple(items.values()), Form("object", tuple(items)))


@kind_rule("scipy.optimize.nnls(A, b)")
def of_nnls(call: Call) -> Kind:
    """Numbers that are not negative, and the norm of what is left over."""
    A, b = call.array("A"), call.array("b")
    if A.ndim != 2 or b.ndim != 1:
        raise Undecided("least squares of something that is no matrix")
    floating(A, b)
    return TupleKind((Array("float64", (A.shape[1],)), Scalar("float64")))


@kind_rule("rt.nnls_solution(A, b, d)", "rt.nnls_norm(A, b, d)")
def of_nnls_part(call: Call) -> Kind:
    """A part of a solution that is not negative."""
    kind = call["d"]
    if not isinstance(kind, TupleKind):
        raise Undecided("a solution of an unknown kind")
    return kind.items[1 if call.op.endswith("_norm") else 0]


@kind_rule("rt.moves_as(x, y)")
def of_moves_as(call: Call) -> Kind:
    """That of x, in the sizes of y."""
    x, y = call["x"], call["y"]
    if isinstance(x, Array) and isinstance(y, Array):
        return Array(x.dtype, y.shape, x.order)
    return x


@kind_rule("rt.sheet(f, x, y, i=0, j=0)")
def of_sheet(call: Call) -> Kind:
    """A number for each pair of coordinates."""
    x, y = call.array("x"), call.array("y")
    floating(x, y)
    shape = broadcast([x.shape, y.shape], call.sizes)
    return Array("float64", shape, "A" if len(shape) > 1 else "C")


@kind_rule("rt.curve(f, x, nu=0)", "rt.chords(f, x)", "rt.chord_slope(f, x)",
           "rt.area_under(f, x)", "rt.area_within(f, x)", "rt.within(f, x)")  # fmt: skip
def of_curve(call: Call) -> Kind:
    """Of the shape of x; of a number an array without axes."""
    x = call.array("x")
    floating(x)
    return Array("float64", x.shape, contiguous(x))


@kind_rule("scipy.sparse.linalg.spsolve(A, b, permc_spec=None, use_umfpack=True)")
def of_sparse_solution(call: Call) -> Kind:
    """A number for each equation; a matrix of one column would be a vector, too."""
    b, matrix = call.array("b"), call["A"]
    if b.ndim != 1 or not is_sparse(matrix) or "complex" in str(matrix):
        raise Undecided("the solution for several right sides, or of no sparse matrix")
    narrow = "float32" in str(matrix) and b.dtype == "float32"
    floating(b)
    return Array("float32" if narrow else "float64", b.shape, "C")


_BOUNDARY = "nu=0, bc_type=None, k=None, kind=None, fill_value=None, bounds_error=None," \
    " assume_sorted=None, extrapolate=None"


@kind_rule(f"rt.spline_at(f, q, x, y, {_BOUNDARY})",
           "rt.curve_at(f, q, x, y, nu=0, k=None, s=None, extrapolate=None)")  # fmt: skip
def of_spline(call: Call) -> Kind:
    """Of the shape of q; of a number an array without axes."""
    q, y = call.array("q"), call.array("y")
    floating(q, y, call.array("x"))
    if y.ndim != 1:
        raise Undecided("a curve through arrays")
    return Array("float64", q.shape, contiguous(q))


@kind_rule(f"rt.spline_back(f, v, q, x, y, {_BOUNDARY})")
def of_spline_back(call: Call) -> Kind:
    """A number for each value."""
    return Array("float64", call.array("y").shape, "C")


@kind_rule("rt.bspline_at(q, t, c, k, nu=0, extrapolate=None)")
def of_bspline(call: Call) -> Kind:
    """Of the shape of q; of a number an array without axes."""
    q, c = call.array("q"), call.array("c")
    floating(q, c, call.array("t"))
    if c.ndim != 1:
        raise Undecided("a spline with coefficients that are arrays")
    return Array("float64", q.shape, contiguous(q))


@kind_rule("rt.bspline_back(v, q, t, c, k, nu=0, extrapolate=None)")
def of_bspline_back(call: Call) -> Kind:
    """A number for each coefficient."""
    return Array("float64", call.array("c").shape, "C")


@kind_rule("rt.spline_knots(x, k)")
def of_knots(call: Call) -> Kind:
    """Knots, as many as the places and the degree say."""
    return Array("float64", (call.array("x").shape[0] + int(call.constant("k")) + 1,), "C")


@kind_rule("rt.spline_coefficients(x, y, k)", "rt.spline_coefficients_back(x, p, y, k)")
def of_coefficients(call: Call) -> Kind:
    """A number for each value."""
    x, y = call.array("x"), call.array("y")
    if x.ndim != 1 or y.ndim != 1:
        raise Undecided("a curve through arrays")
    return Array(floating(y), y.shape, "C")


@kind_rule("rt.surface(f, x)")
def of_surface(call: Call) -> Kind:
    """A number for each point, in an array; of one point alone too."""
    x = call.array("x")
    floating(x)
    return Array("float64", x.shape[:-1] if x.ndim > 1 else (Size(1),), "A" if x.ndim > 2 else "C")


@kind_rule("rt.surface_slopes(f, x)")
def of_surface_slopes(call: Call) -> Kind:
    """Of the shape of x."""
    return Array("float64", call.array("x").shape, "A")


@kind_rule("scipy.ndimage.map_coordinates(input, coordinates, output=None, order=3,"
           " mode='constant', cval=0.0, prefilter=True)")  # fmt: skip
def of_map_coordinates(call: Call) -> Kind:
    """A value of the image's dtype for each column of coordinates."""
    image, places = call.array("input"), call.array("coordinates")
    if call.has("output"):
        raise Undecided("an image that is written elsewhere")
    return Array(image.dtype, places.shape[1:], "C" if places.ndim <= 2 else "A")


@kind_rule("rt.map_slopes(step, x, c, order=3, mode='constant', prefilter=True, cval=0.0)",
           "rt.map_bends(step, x, c, v, order=3, mode='constant', prefilter=True, cval=0.0)")
def of_map_slopes(call: Call) -> Kind:
    """A slope for each coordinate."""
    return Array("float64", call.array("c").shape, "C")


@kind_rule("rt.map_back(step, y, x, c, order=3, mode='constant', prefilter=True)",
           "rt.map_slopes_back(step, y, x, c, order=3, mode='constant', prefilter=True)")
def of_map_back(call: Call) -> Kind:
    """Of the shape of the image."""
    return Array("float64", call.array("x").shape, "A")
